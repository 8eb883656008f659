"""Guards proposals to share: what is the same, nested or everybody's is found, the bill re-divided, and nothing is guessed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from tests.charging.register import (
    HERE,
    START,
    TOWNS,
    adopts,
    all_adopt,
    customization,
    one_off,
    profile,
    upkeep,
)
from uwanose.charging.sharing.duplicates import Likeness, Proposal, proposals
from uwanose.layers.model import Adoption, Customization, Override
from uwanose.points.model import Age, AgeForm, DatedValue, Value

ON = date(2026, 10, 1)


def _wish(name: str, content: Mapping[str, Value], once: int, yearly: int = 0) -> Customization:
    overrides = tuple(
        Override(point=f"medical_subsidy.{point}", mode="values", values=(DatedValue(start=START, value=value, place=HERE),), place=HERE)
        for point, value in content.items()
    )  # fmt: skip
    return replace(customization(name, one_off(once), upkeep(yearly)), content=overrides)


def _found(*parts: Customization | Adoption) -> tuple[Proposal, ...]:
    return proposals(profile(*parts), ON)


def test_the_same_wish_of_two_towns_is_shared_equally_at_the_price_of_the_dearer() -> None:
    """900 and 1,001 paid by two towns: one program of 1,001 is 501 and 500, the odd yen by the published order."""
    (one,) = _found(
        _wish("K-001", {"title": "医療証"}, 900, 120), _wish("K-002", {"title": "医療証"}, 1_001, 100),
        adopts("oi", "K-001"), adopts("hayama", "K-002"),
    )  # fmt: skip
    assert (one.likeness, one.towns) == (Likeness.SAME, ("oi", "hayama"))
    assert {town: (bill.once, bill.proposed_once) for town, bill in one.bills.items()} == {
        "hayama": (1_001, 501), "oi": (900, 500),
    }  # fmt: skip
    assert {town: (bill.yearly, bill.proposed_yearly) for town, bill in one.bills.items()} == {
        "hayama": (100, 60), "oi": (120, 60),
    }  # fmt: skip


def test_steps_of_one_number_are_paid_by_those_who_need_each_step() -> None:
    """Aid to 12, 15 and 18 for 1.0, 1.4 and 2.1 million, five towns: 200,000; 300,000 twice; 650,000 twice."""
    ages = {"K-001": (12, 1_000_000), "K-002": (15, 1_400_000), "K-003": (18, 2_100_000)}
    wishes = [
        _wish(name, {"age": Age(years, AgeForm.SCHOOL_YEAR_END)}, yen) for name, (years, yen) in ages.items()
    ]
    adopted = [
        adopts("oi", "K-001"),
        adopts("hayama", "K-002"),
        adopts("oiso", "K-002"),
        adopts("nakai", "K-003"),
        adopts("hakone", "K-003"),
    ]
    (one,) = _found(*wishes, *adopted)
    assert one.likeness is Likeness.STEPPED
    assert {town: bill.proposed_once for town, bill in one.bills.items()} == {
        "oi": 200_000, "hayama": 300_000, "oiso": 300_000, "nakai": 650_000, "hakone": 650_000,
    }  # fmt: skip
    assert sum(bill.proposed_once for bill in one.bills.values()) == 2_100_000


def test_numbers_that_cost_more_both_ways_are_no_steps() -> None:
    """12 → 18 → 15 with rising prices: no order of need can be told, so people must look."""
    found = _found(
        _wish("K-001", {"age": 12}, 1_000), _wish("K-002", {"age": 18}, 1_400), _wish("K-003", {"age": 15}, 2_100),
        adopts("oi", "K-001"), adopts("hayama", "K-002"), adopts("oiso", "K-003"),
    )  # fmt: skip
    assert {one.likeness for one in found} == {Likeness.RELATED}


def test_a_wish_that_holds_another_one_is_nested() -> None:
    """Title alone for 600, title and note for 1,000: 300 and 700; never more than today."""
    (one,) = _found(
        _wish("K-001", {"title": "医療証"}, 600), _wish("K-002", {"title": "医療証", "note": "注"}, 1_000),
        adopts("oi", "K-001"), adopts("hayama", "K-002"),
    )  # fmt: skip
    assert one.likeness is Likeness.NESTED
    assert {town: bill.proposed_once for town, bill in one.bills.items()} == {"hayama": 700, "oi": 300}


def test_the_same_point_in_another_way_is_for_people_to_judge() -> None:
    """No price is invented for what nobody has specified."""
    (one,) = _found(
        _wish("K-001", {"title": "医療証"}, 600), _wish("K-002", {"title": "受給者証"}, 1_000),
        adopts("oi", "K-001"), adopts("hayama", "K-002"),
    )  # fmt: skip
    assert (one.likeness, one.points, one.bills) == (Likeness.RELATED, ("medical_subsidy.title",), {})


def test_programs_are_never_taken_for_the_same() -> None:
    """Two modules may compute the same; that cannot be proven, so only the common point is told."""
    one, two = (
        replace(
            customization(name, one_off(600)),
            content=(
                Override(point="medical_subsidy.levy", mode="replace", plugin=plugin, module="k", place=HERE),
            ),
        )
        for name, plugin in (("K-001", "oi"), ("K-002", "hayama"))
    )
    (found,) = _found(one, two, adopts("oi", "K-001"), adopts("hayama", "K-002"))
    assert found.likeness is Likeness.RELATED


def test_what_every_member_has_is_a_candidate_for_the_prefecture() -> None:
    """All fourteen, through one entry or several; thirteen are not all."""
    wish = _wish("K-001", {"title": "医療証"}, 1_400)
    adopted = [adopts(town, "K-001") for town in TOWNS]
    (one,) = _found(wish, *adopted)
    assert one.likeness is Likeness.ALL
    assert {bill.proposed_once for bill in one.bills.values()} == {100}
    assert _found(wish, *adopted[:-1]) == ()
    (one,) = _found(wish, _wish("K-002", {"title": "医療証"}, 100), *adopted[:-1], adopts(TOWNS[-1], "K-002"))
    assert one.likeness is Likeness.ALL


def test_what_all_pay_together_already_and_what_has_ended_is_no_duplicate() -> None:
    """A prefecture customization, an adoption that is over, one that has not begun."""
    assert _found(
        _wish("K-001", {"title": "医療証"}, 600), _wish("K-002", {"title": "医療証"}, 600), _wish("K-003", {"title": "医療証"}, 600),
        all_adopt("K-001"), adopts("oi", "K-002", "2026-04-01", "2026-09-30"), adopts("hayama", "K-003", "2026-11-01"),
    ) == ()  # fmt: skip
