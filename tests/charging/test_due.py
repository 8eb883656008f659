"""Guards what is due: who pays what in which month, worked out by hand."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from uwanose.charging.basis import Basis
from uwanose.charging.due import UNION, DueLine, ZeroReason, calculate, due
from uwanose.charging.monthly_cost import Nature
from uwanose.layers.model import Approval, CostItem, Profile, Rank, Version

from .register import (
    HERE,
    POPULATIONS,
    TOWNS,
    adopts,
    all_adopt,
    consortium,
    customization,
    day,
    formula,
    month,
    months,
    one_off,
    profile,
    spread,
    takes_part,
    upkeep,
)


def _per_month(lines: tuple[DueLine, ...]) -> dict[tuple[str, str], int]:
    totals: Counter[tuple[str, str]] = Counter()
    for line in lines:
        totals[line.municipality, str(line.month)] += line.yen
    return {key: yen for key, yen in totals.items() if yen}


def _per_town(lines: tuple[DueLine, ...]) -> dict[str, int]:
    totals: Counter[str] = Counter()
    for line in lines:
        totals[line.municipality] += line.yen
    return dict(totals)


def _reasons(lines: tuple[DueLine, ...]) -> list[tuple[str, str, ZeroReason | None]]:
    return [(line.municipality, str(line.month), line.reason) for line in lines if not line.yen]


def test_one_town_pays_its_own_customization_in_the_month_of_payment() -> None:
    """A one-off at payment falls on one month; the other months say why they cost nothing."""
    facts = profile(customization("K-006", one_off(1_150_000, "2026-05")), adopts("oi", "K-006"))
    lines = due(facts, months("2026-04", 3))
    assert _per_month(lines) == {("oi", "2026-05"): 1_150_000}
    assert _reasons(lines) == [("oi", "2026-04", ZeroReason.NOT_STARTED), ("oi", "2026-06", ZeroReason.PAID)]


def test_a_one_off_is_not_charged_before_acceptance() -> None:
    """Payment follows inspection (地方自治法234条の2): start in April, accepted on 19 June, charged in June."""
    accepted = customization("K-006", one_off(900), accepted="2026-06-19")
    waiting = customization("K-007", one_off(900), accepted=None)
    facts = profile(accepted, waiting, adopts("oi", "K-006"), adopts("oi", "K-007"))
    lines = due(facts, months("2026-04", 3))
    assert _per_month(lines) == {("oi", "2026-06"): 900}
    assert [line.reason for line in lines if line.customization == "K-007"] == [ZeroReason.NOT_ACCEPTED] * 3


def test_upkeep_is_not_charged_before_the_customization_is_live() -> None:
    """Live on 1 May: April is a reasoned zero, May and June pay a twelfth."""
    facts = profile(customization("K-006", upkeep(120_000), live="2026-05-01"), adopts("oi", "K-006"))
    lines = due(facts, months("2026-04", 3))
    assert _per_month(lines) == {("oi", "2026-05"): 10_000, ("oi", "2026-06"): 10_000}
    assert _reasons(lines) == [("oi", "2026-04", ZeroReason.NOT_LIVE)]


def test_twelve_months_of_upkeep_make_the_year() -> None:
    """100,001 yen a year is not 12 times a rounded month."""
    facts = profile(customization("K-006", upkeep(100_001)), adopts("oi", "K-006"))
    lines = due(facts, months("2026-04", 12))
    assert [line.yen for line in lines][:3] == [8_333, 8_333, 8_334]
    assert sum(line.yen for line in lines) == 100_001


def test_upkeep_that_has_ended_is_a_reasoned_zero() -> None:
    """``end`` is the first month no longer charged."""
    facts = profile(customization("K-006", upkeep(120_000, end="2026-06")), adopts("oi", "K-006"))
    lines = due(facts, months("2026-04", 3))
    assert [line.yen for line in lines] == [10_000, 10_000, 0]
    assert _reasons(lines) == [("oi", "2026-06", ZeroReason.ENDED)]


@pytest.mark.parametrize(
    ("first", "until", "paying"),
    [("2026-04-01", "2026-05-31", ["2026-04", "2026-05"]), ("2026-04-30", "2026-05-31", ["2026-04", "2026-05"]),
     ("2026-05-01", "2026-05-31", ["2026-05"]), ("2026-04-01", "2026-06-01", ["2026-04", "2026-05", "2026-06"])],
)  # fmt: skip
def test_a_month_counts_as_soon_as_one_of_its_days_does(first: str, until: str, paying: list[str]) -> None:
    """The month is the smallest unit of charging (月割): on the last and on the first day of a month."""
    facts = profile(customization("K-006", upkeep(12_000)), adopts("oi", "K-006", first, until))
    lines = due(facts, months("2026-04", 3))
    assert [str(line.month) for line in lines if line.yen] == paying


def test_two_towns_share_equally_when_nothing_else_was_decided() -> None:
    """1,000,001 yen between 大磯町 and 開成町: the odd yen goes to the first in the published order."""
    register = customization("K-010", one_off(1_000_001))
    facts = profile(register, adopts("kaisei", "K-010"), adopts("oiso", "K-010"))
    assert _per_town(due(facts, months("2026-04", 1))) == {"oiso": 500_001, "kaisei": 500_000}


def test_two_towns_share_by_population_when_that_was_decided() -> None:
    """33,263 and 16,588 residents share 498,510 yen: ten yen a head."""
    register = customization("K-010", one_off(498_510), method="population")
    facts = profile(register, adopts("kaisei", "K-010"), adopts("oiso", "K-010"))
    assert _per_town(due(facts, months("2026-04", 1))) == {"oiso": 332_630, "kaisei": 165_880}


def test_a_prefecture_customization_is_shared_by_the_prefecture_formula() -> None:
    """100 million yen by 5/95 is the reference case: the floored share of 清川村 is 1,341,215 yen."""
    facts = profile(
        customization("K-001", one_off(100_000_000), shared=True),
        all_adopt("K-001"),
        union=consortium(formula(5)),
    )
    lines = due(facts, months("2026-04", 1))
    per_town = _per_town(lines)
    assert sum(per_town.values()) == 100_000_000
    assert list(per_town) == list(TOWNS)
    assert per_town["kiyokawa"] - 1_341_215 in (0, 1)
    assert per_town["samukawa"] - 15_278_502 in (0, 1)
    assert sum(line.odd for line in lines) == 7
    assert {line.layer for line in lines} == {Rank.PREFECTURE}


def test_the_floor_rule_leaves_the_rest_with_the_union() -> None:
    """Seven yen of 100 million are the union's, on a line of their own."""
    facts = profile(
        customization("K-001", one_off(100_000_000), shared=True),
        all_adopt("K-001"),
        union=consortium(formula(5, remainder="floor")),
    )
    per_town = _per_town(due(facts, months("2026-04", 1)))
    assert (per_town["kiyokawa"], per_town["samukawa"], per_town[UNION]) == (1_341_215, 15_278_502, 7)


def test_a_prefecture_customization_is_shared_by_those_who_take_part() -> None:
    """Membership is town × system × period, never "the 14": one town comes in June, one leaves at the end of May."""
    taking_part = [takes_part(town) for town in TOWNS if town not in ("hayama", "oi")]
    taking_part += [takes_part("hayama", "2026-06-01"), takes_part("oi", "2011-10-01", "2026-05-31")]
    facts = profile(
        customization("K-001", upkeep(168_000), shared=True, method="equal"),
        all_adopt("K-001", "2011-10-01"),
        union=consortium(participation=taking_part),
    )
    per_month = _per_month(due(facts, months("2026-05", 2)))
    assert ("oi", "2026-05") in per_month
    assert ("hayama", "2026-05") not in per_month
    assert ("hayama", "2026-06") in per_month
    assert ("oi", "2026-06") not in per_month
    assert sum(per_month.values()) == 28_000


def test_a_town_outside_the_system_pays_nothing_even_if_it_adopted() -> None:
    """A customization holds where adoption and participation overlap."""
    taking_part = [takes_part(town) for town in TOWNS if town != "oi"]
    facts = profile(
        customization("K-006", one_off(900)),
        adopts("oi", "K-006"),
        union=consortium(participation=taking_part),
    )
    assert due(facts, months("2026-04", 3)) == ()


def test_without_consent_or_approval_nothing_is_due() -> None:
    """No consent, no effect, no charge; and nothing that is not approved has effect."""
    facts = profile(
        customization("K-006", one_off(900)),
        replace(adopts("oi", "K-006"), consent=None),
        customization("K-007", one_off(900), approved=False),
        adopts("oi", "K-007"),
    )
    assert due(facts, months("2026-04", 3)) == ()


def test_leaving_ends_upkeep_but_not_a_spread_one_off() -> None:
    """It was built for the town: a spread one-off is owed to its end, whether or not the town has left."""
    register = customization("K-006", spread(60_000), upkeep(12_000))
    facts = profile(register, adopts("oi", "K-006", until="2026-05-31"))
    lines = due(facts, months("2026-04", 60))
    by_item = Counter({"build": 0, "upkeep": 0})
    for line in lines:
        by_item[line.key.cost_item] += line.yen
    assert by_item == {"build": 60_000, "upkeep": 2_000}
    assert due(facts, months("2031-04", 12)) == ()


def test_retirement_ends_upkeep_in_its_month() -> None:
    """Retired on 31 May: April and May pay, the spread one-off runs on."""
    register = customization("K-006", spread(60_000), upkeep(12_000), retired="2026-05-31")
    facts = profile(register, adopts("oi", "K-006"))
    assert [line.yen for line in due(facts, months("2026-05", 2))] == [1_000, 1_000, 1_000]


def test_a_leaving_town_settles_at_once_when_that_was_decided() -> None:
    """60,000 over 60 months for two; one leaves after 12: it has paid 6,000 and pays its 24,000 at once."""
    register = customization("K-010", spread(60_000), on_leave="lump")
    facts = profile(register, adopts("oi", "K-010"), adopts("oiso", "K-010", until="2027-03-31"))
    lines = due(facts, months("2026-04", 60))
    lump = [line for line in lines if line.key.nature is Nature.LEAVING]
    assert [(line.municipality, str(line.month), line.yen) for line in lump] == [("oiso", "2027-03", 24_000)]
    assert _per_town(lines) == {"oi": 30_000, "oiso": 30_000}
    assert _per_month(lines)["oi", "2027-04"] == 500


def test_all_leaving_at_once_settles_the_whole() -> None:
    """Retirement with a lump: nothing is owed afterwards, and nothing is lost."""
    register = customization("K-010", spread(60_001), on_leave="lump", retired="2026-06-30")
    facts = profile(register, adopts("oi", "K-010"), adopts("oiso", "K-010"))
    lines = due(facts, months("2026-04", 60))
    assert sum(line.yen for line in lines) == 60_001
    assert max(line.month for line in lines) == month("2026-06")


def test_a_late_joiner_shares_what_is_left_of_a_spread_one_off() -> None:
    """remaining: 3,000,000 over 60 months, B joins in month 13: A 1,800,000 and B 1,200,000."""
    register = customization("K-012", spread(3_000_000))
    facts = profile(register, adopts("oi", "K-012"), adopts("oiso", "K-012", "2027-04-01"))
    assert _per_town(due(facts, months("2026-04", 60))) == {"oi": 1_800_000, "oiso": 1_200_000}


def test_a_late_joiner_takes_over_its_part_of_a_one_off_paid_at_once() -> None:
    """remaining: the joiner is charged 1,200,000 in its first month and the first payer refunded as much."""
    register = customization("K-012", one_off(3_000_000, term=60))
    facts = profile(register, adopts("oi", "K-012"), adopts("oiso", "K-012", "2027-04-01"))
    lines = due(facts, months("2026-04", 60))
    joined = {line.municipality: line.yen for line in lines if line.key.nature is Nature.LATE_JOIN}
    assert joined == {"oi": -1_200_000, "oiso": 1_200_000}
    assert {str(line.month) for line in lines if line.yen} == {"2026-04", "2027-04"}
    assert _per_town(lines) == {"oi": 1_800_000, "oiso": 1_200_000}


@pytest.mark.parametrize("cost", [spread(3_000_000), one_off(3_000_000, term=60)])
def test_a_retroactive_joiner_is_treated_as_if_it_had_joined_at_the_start(cost: CostItem) -> None:
    """retroactive within its window: 1,500,000 each until month 24, then only what is left."""
    for joined, expected in (("2028-04-01", 1_500_000), ("2028-05-01", 875_000)):
        register = replace(
            customization("K-012", late_join="retroactive", window=24),
            costs=(cost,),
        )
        facts = profile(register, adopts("oi", "K-012"), adopts("oiso", "K-012", joined))
        assert _per_town(due(facts, months("2026-04", 60)))["oiso"] == expected


def test_a_joiner_is_not_known_before_the_month_it_joins() -> None:
    """A quarter closed before the joining month charges the first payer alone, even if the adoption is written down."""
    register = customization("K-012", spread(600), late_join="retroactive", window=24)
    facts = profile(register, adopts("oi", "K-012"), adopts("oiso", "K-012", "2026-07-01"))
    early = due(facts, months("2026-04", 3), as_of=month("2026-06"))
    late = due(facts, months("2026-04", 3), as_of=month("2026-07"))
    assert _per_town(early) == {"oi": 30}
    assert _per_town(late) == {"oi": 15, "oiso": 15}


@pytest.mark.parametrize("cost", [spread(3_000_000), one_off(3_000_000, term=60)])
def test_a_late_joiner_pays_only_upkeep_when_that_was_decided(cost: CostItem) -> None:
    """none: the first payer keeps the whole one-off; the joiner's months are reasoned zeros."""
    register = replace(customization("K-012", late_join="none"), costs=(cost,))
    facts = profile(register, adopts("oi", "K-012"), adopts("oiso", "K-012", "2026-06-01"))
    lines = due(facts, months("2026-04", 3))
    assert _per_town(due(facts, months("2026-04", 60)))["oiso"] == 0
    assert ("oiso", "2026-06", ZeroReason.NOT_SHARED) in _reasons(lines)


def test_a_town_that_left_before_a_new_cost_does_not_share_it() -> None:
    """A law-change cost that begins after a town has left is not its cost."""
    register = customization(
        "K-012", spread(600, "2026-04", 6), one_off(900, "2026-08", name="law", kind="law_change")
    )
    facts = profile(register, adopts("oi", "K-012"), adopts("oiso", "K-012", until="2026-05-31"))
    lines = [line for line in due(facts, months("2026-04", 6)) if line.key.cost_item == "law"]
    assert {line.municipality: line.yen for line in lines} == {"oi": 900}


def test_actual_goes_before_quoted_goes_before_budget() -> None:
    """Quarters are charged from what is known today; the difference follows when more is known."""
    for quoted, actual, budget, expected, basis in (
        (None, None, 700, 700, "budget"), (800, None, 700, 800, "quoted"), (800, 900, 700, 900, "actual"),
    ):  # fmt: skip
        register = customization("K-006", one_off(quoted, actual=actual, budget=budget))
        (line,) = due(profile(register, adopts("oi", "K-006")), months("2026-04", 1))
        assert line.cost is not None
        assert (line.yen, line.cost.amount_basis) == (expected, basis)


def test_a_credit_lowers_what_is_due_however_it_is_signed() -> None:
    """500 yen credited to two towns: -250 each."""
    for yen in (500, -500):
        register = customization("K-006", one_off(yen, kind="credit"))
        lines = due(profile(register, adopts("oi", "K-006"), adopts("oiso", "K-006")), months("2026-04", 1))
        assert [line.yen for line in lines] == [-250, -250]


def test_an_unknown_amount_and_no_costs_at_all_are_reasoned_zeros() -> None:
    """Every adopted customization has a line or a reason in every month."""
    facts = profile(
        customization("K-006", one_off(None)),
        customization("K-007"),
        adopts("oi", "K-006"),
        adopts("oi", "K-007"),
    )
    assert [line.reason for line in due(facts, months("2026-04", 1))] == [
        ZeroReason.NO_AMOUNT,
        ZeroReason.NO_COSTS,
    ]


def test_a_share_below_one_yen_is_a_zero_with_a_reason() -> None:
    """Two yen among fourteen."""
    facts = profile(customization("K-001", one_off(2), shared=True), all_adopt("K-001"))
    lines = due(facts, months("2026-04", 1))
    assert Counter(line.reason for line in lines) == {None: 2, ZeroReason.ROUNDED: 12}


def test_a_defect_repair_is_a_line_of_nothing() -> None:
    """A new hash on the same interval costs 0 yen; the line says why, in the month it was approved."""
    entry = customization("K-006", upkeep(12_000))
    approval = Approval(on=day("2026-05-20"), document="決裁", content="", place=HERE)
    repair = Version(start=day("2026-04-01"), content=(), approval=approval, place=HERE, reason="defect")
    facts = profile(replace(entry, versions=(repair,)), adopts("oi", "K-006"))
    zeros = [line for line in due(facts, months("2026-04", 3)) if not line.yen]
    assert [(str(line.month), line.key.cost_item, line.reason) for line in zeros] == [
        ("2026-05", "repair_2", ZeroReason.REPAIR)
    ]


def test_a_replaced_customization_hands_over_within_the_month() -> None:
    """K-021 replaces K-009 from 15 May: both count May, neither counts a month of the other."""
    facts = profile(
        customization("K-009", upkeep(12_000)),
        customization("K-021", upkeep(24_000), replaces="K-009"),
        adopts("oi", "K-009"),
        adopts("oi", "K-021", "2026-05-15"),
    )
    lines = due(facts, months("2026-04", 3))
    assert [(line.customization, str(line.month), line.yen) for line in lines] == [
        ("K-009", "2026-04", 1_000), ("K-009", "2026-05", 1_000), ("K-021", "2026-05", 2_000), ("K-021", "2026-06", 2_000),
    ]  # fmt: skip


def test_a_one_off_keeps_the_weights_of_its_first_month() -> None:
    """As with debt service that follows the rates of the year of borrowing: a formula that ends changes nothing."""
    first = formula(5)
    ended = replace(first, interval=replace(first.interval, end=month("2026-07").first_day))
    facts = profile(
        customization("K-001", spread(60_000), shared=True),
        all_adopt("K-001"),
        union=consortium(ended),
    )
    assert sum(line.yen for line in due(facts, months("2026-04", 60))) == 60_000


def test_sharing_that_cannot_be_worked_out_is_a_finding_and_touches_nothing_else() -> None:
    """An unknown method, a lapsed formula, shares that do not make one, a formula or remainder rule for a year's burden,
    a town without a figure."""
    lapsed = replace(
        formula(5, name="old"), interval=replace(formula().interval, end=month("2026-04").first_day)
    )
    short = replace(formula(5, name="short"), terms=formula(5).terms[:1])
    yearly = replace(formula(5, name="yearly"), unit=1_000)
    rule = replace(formula(5, name="rule"), remainder="half_up")
    union = consortium(
        formula(),
        lapsed,
        short,
        yearly,
        rule,
        populations={town: count for town, count in POPULATIONS.items() if town != "oi"},
    )
    wrong = {
        "K-001": "unheard", "K-002": "old", "K-003": "short", "K-006": "yearly", "K-007": "half_up", "K-008": "population",
    }  # fmt: skip
    facts: Profile = profile(
        *(
            customization(name, one_off(900), method="rule" if method == "half_up" else method)
            for name, method in wrong.items()
        ),
        *(adopts("oi", name) for name in wrong),
        customization("K-005", one_off(900)),
        adopts("oi", "K-005"),
        union=union,
    )
    result = calculate(Basis(facts), months("2026-04", 1))
    assert [(line.customization, line.yen) for line in result.lines] == [("K-005", 900)]
    assert [finding.code for finding in result.findings] == ["C101"] * 6
    assert all(method in finding.ja for method, finding in zip(wrong.values(), result.findings, strict=True))
    assert "大井町" in result.findings[-1].ja


def test_nothing_is_due_for_no_months() -> None:
    """The empty question has the empty answer."""
    assert due(profile(customization("K-006", one_off(900)), adopts("oi", "K-006")), ()) == ()
