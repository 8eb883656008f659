"""Guards formulas side by side: the figures of the published comparison, the promise, what belongs to single towns, refusals."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.charging.register import TOWNS
from uwanose.charging.sharing.burdens import Impossible, share_cost
from uwanose.charging.sharing.design import compare, cost_of, groups_of, with_saving
from uwanose.charging.sharing.leaving import departure
from uwanose.charging.sharing.study import Study
from uwanose.layers.model import Term
from uwanose.workspace import Workspace

from .sample import study

ROOT = Path(__file__).resolve().parents[3]
FIRST_PHASE = Workspace.open(ROOT).studies[0]["first-phase"]


def _tenths(saving: Fraction) -> float:
    return round(float(saving * 100), 1)


@pytest.mark.parametrize(
    ("formula", "worst", "town", "below"),
    [("equal", -18.9, "kiyokawa", (3, 6, 8)), ("third-equal", 21.7, "samukawa", (0, 0, 6)),
     ("kanagawa-2011", 16.6, "samukawa", (0, 2, 6)), ("tenth-equal", 11.5, "samukawa", (0, 2, 6)),
     ("population", 6.4, "samukawa", (1, 4, 6)), ("degressive", 27.4, "ninomiya", (0, 0, 6)),
     ("half-half", 31.9, None, (0, 0, 0)), ("equal-saving", 31.9, None, (0, 0, 0))],
)  # fmt: skip
def test_the_bundled_case_gives_the_published_figures(
    formula: str, worst: float, town: str | None, below: tuple[int, ...]
) -> None:
    """47億 → 32億, half of the stand-alone cost fixed: the worst saving, and towns below 10, 20 and 30 %."""
    found = compare(FIRST_PHASE, FIRST_PHASE.chosen_baseline(), [FIRST_PHASE.formula(formula)]).outcomes[0]
    assert found.worst is not None
    assert _tenths(found.worst.saving) == worst
    assert town is None or found.worst.municipality == town
    assert tuple(len(found.below(Fraction(tenth, 10))) for tenth in (1, 2, 3)) == below
    assert found.burdens is not None
    assert sum(found.burdens.yen.values()) + found.burdens.rest == 3_200_000_000


@pytest.mark.parametrize("percent", [20, 25, 30])
@pytest.mark.parametrize("baseline", ["half-fixed", "third-fixed", "mostly-fixed"])
def test_a_promise_within_the_limit_is_kept_for_every_town_to_the_yen(percent: int, baseline: str) -> None:
    """Whatever the assumption on the stand-alone costs; the sum stays the cost."""
    alone = FIRST_PHASE.chosen_baseline(baseline)
    promised = with_saving(FIRST_PHASE.formula("kanagawa-2011"), Fraction(percent, 100))
    found = compare(FIRST_PHASE, alone, [promised]).outcomes[0]
    assert found.below(Fraction(percent, 100)) == ()
    assert found.burdens is not None
    assert sum(found.burdens.yen.values()) == 3_200_000_000
    assert all(row.yen <= (row.cap or 0) for row in found.rows.values())


def test_a_promise_beyond_the_limit_is_refused_with_both_sums_and_the_limit() -> None:
    """The caps of 32 % sum to 3,195,999,9xx yen, the cost is 3,200,000,000; 31.915 % is the most."""
    promised = with_saving(FIRST_PHASE.formula("kanagawa-2011"), Fraction(32, 100))
    found = compare(FIRST_PHASE, FIRST_PHASE.chosen_baseline(), [promised]).outcomes[0]
    assert found.burdens is None and found.refusal is not None
    assert found.refusal.kind == "cap"
    room = sum(int(Fraction(68, 100) * yen) for yen in FIRST_PHASE.chosen_baseline().values.values())
    for text in (f"{room:,}円", "3,200,000,000円", f"{3_200_000_000 - room:,}円", "31.915%"):
        assert text in found.refusal.reason_ja


def test_what_belongs_to_one_town_comes_first_and_moves_nobody_elses_share() -> None:
    """上伊那: attributable cost first, the rest by keys; no town ever pays for another town's wish."""
    plain = study()
    own = replace(plain, cost=plain.cost + 5_000_000, attributable={"oi": 5_000_000})
    formula = with_saving(plain.formula("kanagawa"), Fraction(20, 100))
    before = share_cost(cost_of(plain, plain.chosen_baseline()), formula).yen
    after = share_cost(cost_of(own, own.chosen_baseline()), formula).yen
    assert {town: after[town] - before[town] for town in TOWNS} == {
        town: 5_000_000 if town == "oi" else 0 for town in TOWNS
    }


def test_a_fixed_amount_is_paid_by_each_before_the_rest_is_shared() -> None:
    """HARP: 10,000 yen a member and year; eighteen months are one and a half years."""
    case = study(head="""\
label: 検討
from: 2026-04-01
until: 2027-09-30
cost: {yen: 14_210_000, source: 予算}
baselines: {all: {label: 全部, made: 均等, total: 28_000_000, terms: [{basis: equal, share: 1}]}}
now: kanagawa
""")  # fmt: skip
    formula = replace(
        case.formula("kanagawa"), terms=(Term(basis="equal", share=Fraction(1)),), fixed_yearly=10_000
    )
    found = share_cost(cost_of(case, case.chosen_baseline()), formula)
    assert set(found.yen.values()) == {1_015_000}
    assert set(found.exact.values()) == {15_000 + Fraction(14_000_000, 14)}


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ({"fixed_yearly": 100_000_000}, "fixed"),
        ({"terms": (Term(basis="cases", share=Fraction(1)),)}, "driver"),
    ],
)
def test_a_formula_that_gives_no_burdens_says_why(change: dict[str, object], kind: str) -> None:
    """Fixed amounts above the cost; base figures nobody has given."""
    case = study()
    with pytest.raises(Impossible) as refused:
        share_cost(cost_of(case, case.chosen_baseline()), replace(case.formula("kanagawa"), **change))  # type: ignore[arg-type]
    assert refused.value.kind == kind


def test_more_for_single_towns_than_there_is_cost_is_refused() -> None:
    case = replace(study(), attributable={"oi": 640_000_001})
    with pytest.raises(Impossible) as refused:
        share_cost(cost_of(case, case.chosen_baseline()), case.formula("kanagawa"))
    assert "1円" in refused.value.reason_ja


def test_caps_on_the_lower_band_keep_the_promise_even_there() -> None:
    """A promise that is to hold when the true stand-alone costs are 10 % lower; it costs the others more."""
    case = study()
    promised = with_saving(case.formula("kanagawa"), Fraction(20, 100))
    robust = compare(case, case.chosen_baseline(), [promised], low=True).outcomes[0]
    assert min(row.saving_least for row in robust.rows.values()) >= Fraction(20, 100)
    plain = compare(case, case.chosen_baseline(), [promised]).outcomes[0]
    assert min(row.saving_least for row in plain.rows.values()) < Fraction(20, 100)


def test_change_is_told_against_last_year_or_against_the_formula_in_force() -> None:
    """前年度との増減."""
    case = study("previous: {label: 令和7年度, values: {oi: 30_000_000}}\n")
    rows = compare(case, case.chosen_baseline(), [case.formula("kanagawa")]).outcomes[0].rows
    assert rows["oi"].change == rows["oi"].yen - 30_000_000
    case = study()
    rows = compare(case, case.chosen_baseline(), [case.formula("kanagawa")]).outcomes[0].rows
    assert {row.change for row in rows.values()} == {0}


def test_the_published_objections_come_out() -> None:
    """Own variable cost plus a joint fixed one (model A): 432 groups of the nine big towns object to equal saving, by 90.7百万;
    none to 20/80; Shapley equals the dam rule, 20.0 % at 寒川町."""
    comparison = compare(
        FIRST_PHASE,
        FIRST_PHASE.chosen_baseline(),
        [FIRST_PHASE.formula("kanagawa-2011"), FIRST_PHASE.formula("equal-saving")],
    )
    found = groups_of(comparison, FIRST_PHASE.group_cost("joint-fixed"))
    assert found.objecting["kanagawa-2011"] == (0, Fraction(0))
    count, gain = found.objecting["equal-saving"]
    assert (count, round(gain / 100_000)) == (432, 907)
    assert found.shapley == found.separable
    alone = FIRST_PHASE.chosen_baseline().values
    worst = min(alone, key=lambda town: 1 - found.shapley[town] / alone[town])
    assert (worst, _tenths(1 - found.shapley[worst] / alone[worst])) == ("samukawa", 20.0)
    assert found.total == 3_200_000_000


def test_a_departure_is_paid_for_by_those_who_stay() -> None:
    """The cost of those who stay is the assumption's; every yen of it is shared among them."""
    formula, assumption = FIRST_PHASE.formula("kanagawa-2011"), FIRST_PHASE.group_cost("joint-fixed")
    found = departure(FIRST_PHASE, FIRST_PHASE.chosen_baseline(), formula, assumption, {"samukawa", "aikawa"})
    assert found.leaving == ("samukawa", "aikawa")
    assert sum(found.after.values()) == found.cost_after > sum(found.together.values()) > 0
    assert found.left_together + sum(found.together.values()) == 3_200_000_000
    assert found.gain < 0  # two towns alone pay more: nobody objects to 20/80 under this assumption


@pytest.mark.parametrize("leaving", [set(), set(TOWNS)])
def test_somebody_leaves_and_somebody_stays(leaving: set[str]) -> None:
    formula, assumption = FIRST_PHASE.formula("kanagawa-2011"), FIRST_PHASE.group_cost("joint-fixed")
    with pytest.raises(ValueError, match="stay"):
        departure(FIRST_PHASE, FIRST_PHASE.chosen_baseline(), formula, assumption, leaving)


CASE: Study = study()


@given(
    cost=st.integers(14_000, 10**10), equal=st.integers(0, 100), percent=st.integers(0, 60), unit=st.sampled_from([1, 100, 1000]),
    remainder=st.sampled_from(["largest_remainder", "floor", "half_up", "settle"]), fixed=st.integers(0, 1000),
)  # fmt: skip
def test_burdens_and_rest_make_the_cost_and_no_cap_is_broken(
    cost: int, equal: int, percent: int, unit: int, remainder: str, fixed: int
) -> None:
    """Or the formula is refused because the promise is more than all together save."""
    formula = replace(
        CASE.formula("kanagawa"), remainder=remainder, unit=unit, fixed_yearly=fixed, least_saving=Fraction(percent, 100),
        terms=(Term(basis="equal", share=Fraction(equal, 100)), Term(basis="population", share=Fraction(100 - equal, 100))),
    )  # fmt: skip
    money = cost_of(CASE, CASE.chosen_baseline(), yen=cost)
    try:
        found = share_cost(money, formula)
    except Impossible as refused:
        assert refused.kind == "cap"
        assert (
            sum(int(yen * (1 - Fraction(percent, 100)) / unit) * unit for yen in money.stand_alone.values())
            < cost
        )
        return
    assert sum(found.yen.values()) + found.rest == cost
    assert all(found.shared[town] <= found.caps[town] for town in TOWNS)
