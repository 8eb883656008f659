"""Who is taxed, the stage, the months and how the premium is collected, on both sides of each border."""

from __future__ import annotations

import numpy as np
import pytest

from uwanose.business.long_term_care_premium.collection import (
    ordinary_first_instalment,
    ordinary_later_instalment,
    over_withheld,
    pension_final,
    pension_final_first,
    pension_final_later,
    pension_provisional,
    withheld,
)
from uwanose.business.long_term_care_premium.insured import insured_months
from uwanose.business.long_term_care_premium.premium import premium, premium_before_reduction
from uwanose.business.long_term_care_premium.stage import annual_amount, stage
from uwanose.business.long_term_care_premium.taxed import household_taxed, taxed
from uwanose.engine.arithmetic import Column, Flags
from uwanose.engine.tables import Household, LookupTable
from uwanose.points.model import Table

TAXED = LookupTable(
    Table(("from", "stage", "annual"), ((0, 6, 87_840), (1_200_000, 7, 91_500), (2_000_000, 8, 109_800))),
    "from",
)
UNTAXED = LookupTable(
    Table(("stage", "annual"), ((1, 20_862), (2, 35_502), (3, 50_142), (4, 65_880), (5, 73_200))), "exact"
)


def column(*values: int) -> Column:
    return np.array(values, dtype=np.int64)


def flags(*values: bool) -> Flags:
    return np.array(values, dtype=np.bool_)


def judged(total: int, *, status: bool = False, assistance: bool = False, anew: bool = True) -> bool:
    """Tell whether one is taxed whose resident tax was exempt, with the limit 380,000."""
    found = taxed(
        flags(anew),
        column(1),
        column(int(status)),
        column(380_000),
        flags(assistance),
        column(total),
        1_350_000,
    )
    return bool(found[0])


def test_one_is_judged_anew_by_the_towns_limit() -> None:
    """地方税法第295条第3項: exempt at exactly the limit."""
    assert (judged(380_000), judged(380_001), judged(450_000, anew=False)) == (False, True, False)


def test_an_exemption_by_status_ends_above_its_own_limit() -> None:
    """地方税法第295条第1項第2号: 1,350,000 yen; livelihood assistance has none (第1号)."""
    assert not judged(1_350_000, status=True)
    assert judged(1_350_001, status=True)
    assert not judged(1_350_001, status=True, assistance=True)


def test_assistance_that_began_after_1_january_exempts_nobody() -> None:
    """地方税法第295条第1項第1号, 第318条: what resident tax has found on 1 January counts, not today's assistance."""
    assert judged(380_001, assistance=True)
    assert not judged(380_000, assistance=True)


def test_one_taxed_person_makes_the_household_taxed() -> None:
    """The household as of the levy date, oneself included."""
    household = Household(column(1, 1, 2))
    assert household_taxed(flags(False, True, False), household).tolist() == [True, True, False]


@pytest.mark.parametrize(
    ("income", "somebody", "expected"),
    [
        (826_500, False, 1),
        (826_501, False, 2),
        (1_200_000, False, 2),
        (1_200_001, False, 3),
        (826_500, True, 4),
        (826_501, True, 5),
    ],
)
def test_the_untaxed_stand_in_stages_1_to_5(income: int, somebody: bool, expected: int) -> None:
    """以下: exactly the line is the lower stage."""
    found = stage(
        column(12), flags(False), flags(somebody), flags(False), flags(False), column(income), column(0),
        826_500, 1_200_000, TAXED,
    )  # fmt: skip
    amounts = annual_amount(found, flags(False), column(0), UNTAXED, TAXED)
    assert (found.tolist(), amounts.tolist()) == ([expected], [UNTAXED.pick("annual", expected)])


@pytest.mark.parametrize(
    ("income", "expected", "yen"),
    [(1_199_999, 6, 87_840), (1_200_000, 7, 91_500), (1_999_999, 7, 91_500), (2_000_000, 8, 109_800)],
)
def test_the_taxed_stand_in_the_towns_own_stages(income: int, expected: int, yen: int) -> None:
    """以上・未満: exactly the bound is the higher stage."""
    found = stage(
        column(12), flags(True), flags(True), flags(False), flags(False), column(0), column(income),
        826_500, 1_200_000, TAXED,
    )  # fmt: skip
    assert found.tolist() == [expected]
    assert annual_amount(found, flags(True), column(income), UNTAXED, TAXED).tolist() == [yen]


def test_a_taxed_recipient_of_livelihood_assistance_stays_in_stage_1() -> None:
    """生活保護受給者; the amount is that of the stage, not of the income."""
    found = stage(
        column(12), flags(True), flags(True), flags(True), flags(False), column(0), column(2_000_000),
        826_500, 1_200_000, TAXED,
    )  # fmt: skip
    assert annual_amount(found, flags(True), column(2_000_000), UNTAXED, TAXED).tolist() == [20_862]


@pytest.mark.parametrize(
    ("birth", "expected"),
    [(19610501, 12), (19610502, 11), (19620401, 1), (19620402, 0), (19610301, 12), (19600229, 12)],
)
def test_one_is_insured_from_the_month_of_the_day_before_the_birthday(birth: int, expected: int) -> None:
    """年齢計算ニ関スル法律: one born on 1 May pays from April."""
    assert insured_months(column(birth), column(19000101), column(99991231), 2026, 65).tolist() == [expected]


@pytest.mark.parametrize(
    ("lost", "expected"), [(20260401, 0), (20260430, 0), (20260501, 1), (20270331, 11), (20270401, 12)]
)
def test_the_month_of_the_loss_is_not_paid(lost: int, expected: int) -> None:
    """喪失日 is the day after death or moving out."""
    assert insured_months(column(19500101), column(19000101), column(lost), 2026, 65).tolist() == [expected]


@pytest.mark.parametrize(("choice", "expected"), [(0, 6_169), (1, 6_160), (2, 6_100)])
def test_a_part_year_is_cut_as_the_ordinance_says_and_a_whole_year_is_not(choice: int, expected: int) -> None:
    """5 of 12 months of 14,807 yen are 6,169.58…."""
    found = premium_before_reduction(column(14_807, 14_807), column(5, 12), choice)
    assert found.tolist() == [expected, 14_807]


def test_a_reduction_never_gives_money_back() -> None:
    """介護保険法第142条."""
    assert premium(column(1_000, 1_000), column(300, 2_000)).tolist() == [700, 0]


@pytest.mark.parametrize(
    ("pension", "months", "since", "expected"),
    [
        (180_000, 12, True, True),
        (179_999, 12, True, False),
        (180_000, 11, True, False),
        (180_000, 12, False, False),
    ],
)
def test_a_pension_of_180_000_yen_is_withheld_from(
    pension: int, months: int, since: bool, expected: bool
) -> None:
    """介護保険法第134条: 180,000 yen a year or more, and withheld since April."""
    assert withheld(column(months), flags(since), column(pension), 180_000).tolist() == [expected]


def test_the_final_instalments_make_the_year_whole() -> None:
    """87,840 less three times 14,600 are 44,040: 14,600 in December and February, 14,840 in October."""
    mine, year = flags(True), column(87_840)
    provisional = pension_provisional(mine, column(14_600))
    final = pension_final(mine, year, provisional)
    later = pension_final_later(final, 100)
    first = pension_final_first(final, later)
    assert (provisional.tolist(), later.tolist(), first.tolist()) == ([14_600], [14_600], [14_840])
    assert (3 * provisional + first + 2 * later == year).all()
    assert over_withheld(mine, year, provisional).tolist() == [0]


def test_what_was_withheld_above_the_premium_is_told() -> None:
    """Nothing is left for October, and the rest goes back."""
    mine, year, provisional = flags(True), column(20_862), column(10_000)
    assert pension_final(mine, year, provisional).tolist() == [0]
    assert over_withheld(mine, year, provisional).tolist() == [9_138]


def test_ordinary_instalments_sum_to_the_premium() -> None:
    """Eight terms in units of 100 yen: the rest goes to the first; those withheld from have none."""
    nobody, year = flags(False, True), column(87_840, 87_840)
    later = ordinary_later_instalment(nobody, year, 8, 100)
    first = ordinary_first_instalment(nobody, year, later, 8)
    assert (later.tolist(), first.tolist()) == ([10_900, 0], [11_540, 0])
