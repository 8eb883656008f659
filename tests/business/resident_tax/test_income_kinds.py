"""Dividing the tax of the year by kinds of income: shares, the per-capita levies, what is refused."""

from __future__ import annotations

import pytest

from tests.business.resident_tax.plain import Cells, born, compute
from uwanose.business.resident_tax import income_kinds

PENSIONER: dict[str, Cells] = {
    "pension_withholding": ["continuing"],
    "pension_withholding_refused": [False],
    "collection": ["ordinary"],
    "amount_to_collect": [60_300],
    "income_levy_to_collect": [55_000],
}


@pytest.mark.parametrize(
    ("pension", "total", "part"),
    [
        (1_000_000, 1_000_000, 60_300),
        (500_000, 1_000_000, 32_800),  # 27,500 + 5,300
        (333_333, 1_000_000, 23_600),  # 18,333 → 18,300
        (2_000_000, 1_000_000, 60_300),  # losses of other kinds
        (0, 0, 5_300),
    ],
)
def test_pension_takes_its_share_of_the_levies_and_the_per_capita_amount(
    pension: int, total: int, part: int
) -> None:
    """地方税法第321条の7の2 (the way of dividing is from memory): in hundreds, the rest goes to the other way."""
    assert compute(
        income_kinds.pension_part,
        2025,
        **PENSIONER,
        public_pension_income=[pension],
        total_income=[total],
    ) == [part]


def test_a_levy_in_odd_yen_is_divided_before_it_is_cut() -> None:
    """Withheld levies set off leave odd yen: 197 yen × 1,000 ÷ 1,050 is 187 (100), × 1,000 ÷ 1,970 is exactly 100."""
    for total, part in ((1_050, 100), (1_970, 100), (1_971, 0)):
        assert compute(
            income_kinds.pension_part,
            2025,
            **PENSIONER | {"amount_to_collect": [197], "income_levy_to_collect": [197]},
            public_pension_income=[1_000],
            total_income=[total],
        ) == [part]


def test_who_takes_the_per_capita_levies_is_a_value() -> None:
    """地方税法第321条の7の2第1項, from memory: pay, of somebody withheld from both. Other readings are always, or never pension."""
    income: dict[str, Cells] = {"public_pension_income": [500_000], "total_income": [1_000_000]}
    pay: dict[str, Cells] = PENSIONER | {"collection": ["payroll"]}
    assert compute(income_kinds.pension_part, 2025, **pay, **income) == [27_500]
    for reading, from_pension, from_pension_beside_pay in (
        (0, 32_800, 27_500),
        (1, 32_800, 32_800),
        (2, 27_500, 27_500),
    ):
        value = {"collection_pension_takes_per_capita": reading}
        assert compute(income_kinds.pension_part, 2025, **PENSIONER, **income, **value) == [from_pension]
        assert compute(income_kinds.pension_part, 2025, **pay, **income, **value) == [from_pension_beside_pay]


def test_rest_is_what_is_neither_pay_nor_pension_and_only_where_it_was_asked_for() -> None:
    """地方税法第321条の3第2項: of 100,000 yen a fifth; pay is counted after its adjustments."""
    assert compute(
        income_kinds.rest_part,
        2025,
        collection=["payroll", "payroll", "ordinary"],
        rest_by_ordinary=[True, False, True],
        income_levy_to_collect=[100_000] * 3,
        employment_income=[3_100_000] * 3,
        high_pay_income_adjustment=[0] * 3,
        pay_and_pension_income_adjustment=[100_000] * 3,
        public_pension_income=[1_000_000] * 3,
        total_income=[5_000_000] * 3,
    ) == [20_000, 0, 0]


def test_nothing_is_withheld_from_pension_under_65_on_1_april() -> None:
    """地方税法第321条の7の2第1項: born on 1 April 1960 one is 65 on 31 March 2025, born on 2 April on 1 April."""
    assert compute(
        income_kinds.pension_withholding_refused,
        2025,
        pension_withholding=["continuing", "first_year", "continuing", "none"],
        birth_date=born("1960-04-01", "1960-04-02", "1960-04-03", "1990-01-01"),
    ) == [False, False, True, False]


@pytest.mark.parametrize(("levy_year", "refused"), [(2024, True), (2025, False)])
def test_special_credit_of_2024_is_not_divided_among_several_ways(levy_year: int, refused: bool) -> None:
    """How it would be is not verified; who has one way only is computed."""
    assert compute(
        income_kinds.split_refused,
        levy_year,
        amount_to_collect=[50_000] * 5,
        pension_part=[0, 50_000, 49_900, 0, 49_900],
        rest_part=[0, 0, 0, 100, 0],
        special_credit=[10_000] * 4 + [0],
    ) == [False, False, refused, refused, False]
