"""The register of sample customizations: complete lives, payers, kinds, and what is invented says so."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

import pytest

from tests.profiles.sample import sample
from uwanose.charging.due import due
from uwanose.dates import Month
from uwanose.layers.members import affected_towns, payers
from uwanose.layers.model import Adoption, Customization, Outcome, Rank, Status

TODAY = date(2026, 11, 25)
REGISTER = sample().profile.customizations
EFFECTIVE = tuple(entry for entry in REGISTER.values() if entry.status in (Status.LIVE, Status.RETIRED))


def adoptions(customization: Customization) -> Iterator[Adoption]:
    return (entry for entry in sample().profile.adoptions if entry.customization == customization.id)


def test_two_towns_have_their_own_relief_on_one_point() -> None:
    """大井町 waives children's per-head amounts for all, 中井町 from the third child on: two entries, two payers."""
    point = "national_health_insurance.child_per_head_relief"
    entries = [entry for entry in EFFECTIVE for override in entry.content if override.point == point]
    payers = {entry.id: {one.municipality for one in adoptions(entry)} for entry in entries}
    assert payers == {"K-006": {"oi"}, "K-020": {"nakai"}}


def test_every_kind_of_override_and_both_levels_are_represented() -> None:
    """Formulas replaced and wrapped, values, a hook; decided for all and for single towns."""
    kinds = {override.mode for entry in EFFECTIVE for override in entry.content}
    assert kinds == {"replace", "wrap", "values", "collect"}
    assert {entry.layer for entry in sample().profile.adoptions} == {Rank.PREFECTURE, Rank.TOWN}


def test_every_way_a_request_can_end_is_represented() -> None:
    """見送り・取下げ・運用で対応・条例改正で対応・標準どおり・廃止, and one that is still under way."""
    assert {entry.outcome for entry in REGISTER.values()} == set(Outcome)
    assert {entry.status for entry in REGISTER.values()} == {
        Status.LIVE,
        Status.RETIRED,
        Status.CLOSED,
        Status.QUOTED,
    }


@pytest.mark.parametrize("entry", REGISTER.values(), ids=lambda entry: entry.id)
def test_prices_requests_and_dates_are_marked_as_invented(entry: Customization) -> None:
    """What is real has a source; the rest says 架空 in so many words."""
    assert "架空" in entry.illustrative


@pytest.mark.parametrize("entry", REGISTER.values(), ids=lambda entry: entry.id)
def test_the_acts_of_a_life_follow_one_another(entry: Customization) -> None:
    """要望 → WG決定 → 見積 → 承諾・合意 → 決裁 → 発注 → 検収 → 本稼働, none of them in the future."""
    dated = [entry.request, entry.decision, entry.quote, entry.approval, entry.order]
    acts = [act.on for act in dated if act is not None and act.on is not None]
    acts += [day for day in (entry.accepted, entry.live) if day is not None]
    assert all(earlier <= later for earlier, later in pairwise(acts)), acts
    assert acts[-1] <= TODAY


@pytest.mark.parametrize("entry", EFFECTIVE, ids=lambda entry: entry.id)
def test_an_effective_customization_has_gone_through_every_act(entry: Customization) -> None:
    """Nothing is in force without decision, quote, approval with its hash, order, acceptance and go-live."""
    assert entry.decision and entry.quote and entry.approval and entry.approval.content and entry.order
    assert entry.accepted and entry.live
    assert entry.costs
    assert entry.content


@pytest.mark.parametrize("entry", EFFECTIVE, ids=lambda entry: entry.id)
def test_who_adopts_has_agreed_before_it_takes_effect(entry: Customization) -> None:
    """県仕様: all fourteen agreed before the approval. 町村個別: the payer consented before it adopted."""
    for adoption in adoptions(entry):
        if adoption.layer is Rank.PREFECTURE:
            assert list(adoption.agreements) == list(sample().profile.municipalities)
            acts = [act.on for act in adoption.agreements.values()]
        else:
            acts = [adoption.consent.on if adoption.consent else None]
        for on in acts:
            assert on is not None
            assert on < adoption.interval.start


def test_the_requesters_pay_and_nobody_else_unasked() -> None:
    """要望した町村が負担する; 箱根町 joined K-009 by a consent of its own."""
    month = Month(2026, 10)
    found = {
        entry.id: payers(sample().profile, entry, month)
        for entry in EFFECTIVE
        if entry.outcome is Outcome.TOWN
    }
    assert found == {
        "K-004": ("kiyokawa",),
        "K-005": ("oiso", "kaisei"),
        "K-006": ("oi",),
        "K-007": ("oi", "aikawa"),
        "K-008": ("kaisei",),
        "K-009": ("hakone", "manazuru"),
        "K-010": ("yugawara",),
        "K-011": ("ninomiya",),
        "K-012": (),
        "K-022": ("aikawa",),
        "K-020": ("nakai",),
    }


@pytest.mark.parametrize("identifier", ["K-001", "K-002", "K-003", "K-021", "K-023"])
def test_the_kanagawa_specification_touches_all_fourteen(identifier: str) -> None:
    """Decided by all, paid by all."""
    assert affected_towns(sample().profile, identifier) == tuple(sample().profile.municipalities)


@pytest.mark.parametrize(("year", "month"), [(2026, 4), (2026, 7), (2026, 10)])
def test_every_quarter_of_this_year_so_far_has_charges(year: int, month: int) -> None:
    """Upkeep, spread one-offs and one-offs at payment; every live customization has its line in each month."""
    months = [Month(year, month) + offset for offset in range(3)]
    lines = due(sample().profile, months)
    assert sum(line.yen for line in lines) > 0
    live = {entry.id for entry in EFFECTIVE if entry.status is Status.LIVE and entry.live}
    in_force = {
        entry.id for entry in EFFECTIVE if entry.id in live and _adopted_by(entry, months[0].first_day)
    }
    assert in_force <= {line.customization for line in lines}


def test_the_extension_of_the_prefectures_standard_cost_nothing() -> None:
    """A prefecture setting changed on 2023-04-01: K-001 charges the same before and after."""
    before, after = (
        sum(line.yen for line in due(sample().profile, [month]) if line.customization == "K-001")
        for month in (Month(2023, 3), Month(2023, 4))
    )
    assert before == after > 0


def test_a_retired_customization_keeps_its_content_and_costs_nothing_more() -> None:
    """K-012 ended with March 2023: its card can still be made for a day before, and nothing is due afterwards."""
    point = "medical_subsidy.certificate.note"
    assert sample().rules("oiso", date(2023, 3, 31)).values[point].owner == "K-012"
    assert sample().rules("oiso", date(2023, 4, 1)).values[point].owner == ""
    assert [line for line in due(sample().profile, [Month(2023, 4)]) if line.customization == "K-012"] == []


def test_a_second_version_leaves_the_first_one_recomputable() -> None:
    """K-003: the note changed on 2026-04-01; cards of March 2026 are still made with the old one."""
    point = "medical_subsidy.certificate.note"
    old, new = (
        str(sample().rules("hayama", on).values[point].value) for on in (date(2026, 3, 31), date(2026, 4, 1))
    )
    assert "マイナ保険証" not in old
    assert "マイナ保険証" in new


@pytest.mark.parametrize(
    ("town", "on", "title"),
    [
        ("oiso", date(2023, 3, 31), "小児医療証"),
        ("oiso", date(2023, 4, 1), "こども医療証"),
        ("kaisei", date(2023, 9, 30), "小児医療証"),
        ("kaisei", date(2023, 10, 1), "こども医療証"),
        ("manazuru", date(2024, 3, 31), "小児医療証"),
        ("manazuru", date(2024, 4, 1), "福祉医療証"),
        ("oiso", date(2024, 4, 1), "こども医療証"),
    ],
)
def test_the_card_bears_the_name_of_the_town_or_of_the_prefecture(town: str, on: date, title: str) -> None:
    """大磯町 renamed its scheme on 2023-04-01; the common 福祉医療証 of 2024-04-01 leaves the towns' own name alone."""
    assert sample().rules(town, on).values["medical_subsidy.certificate.title"].value == title


def _adopted_by(entry: Customization, day: date) -> bool:
    return any(day in adoption.interval for adoption in adoptions(entry))
