"""Instalments: ordinary collection in four terms and withholding from pay, with the special rules of 2024."""

from __future__ import annotations

import inspect

import pytest

from tests.business.resident_tax.plain import Cells, compute
from uwanose.business.resident_tax import ordinary_collection, payroll_collection, payroll_months


def ordinary(
    tax: int, *, levy_year: int = 2026, per_capita: int = 5_000, credit: int = 0, **values: bool
) -> list[int]:
    """Compute the four ordinary instalments of a tax of the year (after a special credit)."""
    amount = compute(
        ordinary_collection.ordinary_amount,
        levy_year,
        collection=["ordinary"],
        amount_to_collect=[tax],
        pension_part=[0],
        rest_part=[0],
        split_refused=[False],
        special_credit_in_instalments=[credit],
    )
    later = compute(
        ordinary_collection.ordinary_later_instalment,
        levy_year,
        ordinary_amount=amount,
        per_capita_total=[per_capita],
        pension_part=[0],
        payroll_amount=[0],
        **values,
    )
    first = compute(
        ordinary_collection.ordinary_first_instalment,
        levy_year,
        ordinary_amount=amount,
        ordinary_later_instalment=later,
    )
    instalments = compute(
        ordinary_collection.ordinary_planned_1,
        levy_year,
        ordinary_first_instalment=first,
        pension_ordinary_1=[0],
        special_credit_in_instalments=[credit],
    )
    for formula, pension in (
        (ordinary_collection.ordinary_planned_2, {"pension_ordinary_2": [0]}),
        (ordinary_collection.ordinary_planned_3, {}),
        (ordinary_collection.ordinary_planned_4, {}),
    ):
        instalments += compute(
            formula,
            levy_year,
            ordinary_first_instalment=first,
            ordinary_later_instalment=later,
            special_credit_in_instalments=[credit],
            **pension,
        )
    assert sum(instalments) == tax
    return instalments


@pytest.mark.parametrize(
    ("tax", "first", "later"),
    [
        (194_500, 50_500, 48_000),  # 新潟市 2026
        (82_000, 22_000, 20_000),  # 小松市
        (7_900, 4_900, 1_000),
        (8_000, 2_000, 2_000),
        (8_100, 2_100, 2_000),
    ],
)
def test_four_instalments_in_thousands_the_rest_to_the_first(tax: int, first: int, later: int) -> None:
    """地方税法第320条, 第20条の4の2第6項."""
    assert ordinary(tax) == [first, later, later, later]


def test_tax_not_above_the_per_capita_amount_is_due_in_june_alone() -> None:
    """地方税法第320条 (from memory, not verified); a town's ordinance may say otherwise."""
    assert ordinary(5_300, per_capita=5_300) == [5_300, 0, 0, 0]
    assert ordinary(5_400, per_capita=5_300) == [2_400, 1_000, 1_000, 1_000]
    assert ordinary(5_300, per_capita=5_300, collection_june_only=False) == [2_300, 1_000, 1_000, 1_000]


def test_the_whole_tax_decides_about_june_not_the_part_paid_in_terms() -> None:
    """地方税法第320条: 4,600 yen beside what is withheld from pay or from pension have four terms."""
    for withheld in ("payroll_amount", "pension_part"):
        others = {"payroll_amount": [0, 0], "pension_part": [0, 0]} | {withheld: [700, 701]}
        later = compute(
            ordinary_collection.ordinary_later_instalment,
            2026,
            ordinary_amount=[4_600, 4_600],
            per_capita_total=[5_300, 5_300],
            **others,
        )
        assert later == [0, 1_000]


def test_who_is_not_taxed_pays_nothing() -> None:
    """No instalment, no negative one."""
    assert ordinary(0, per_capita=0) == [0, 0, 0, 0]


@pytest.mark.parametrize(
    ("tax", "credit", "instalments"),
    [
        (184_500, 10_000, [40_500, 48_000, 48_000, 48_000]),  # 194,500 → 50,500 and 48,000
        (144_000, 50_500, [0, 48_000, 48_000, 48_000]),
        (143_900, 50_600, [0, 47_900, 48_000, 48_000]),
        (5_300, 10_000, [0, 0, 2_300, 3_000]),  # 15,300 → 6,300 and 3,000
        (0, 15_300, [0, 0, 0, 0]),
    ],
)
def test_special_credit_of_2024_is_taken_from_the_first_instalment_on(
    tax: int, credit: int, instalments: list[int]
) -> None:
    """The tax before the credit is divided, then the credit is taken from term 1, 2, …"""
    assert ordinary(tax, levy_year=2024, credit=credit) == instalments


@pytest.mark.parametrize(("levy_year", "credit"), [(2024, 30_100), (2025, 0), (2026, 0)])
def test_what_is_taken_from_the_instalments_is_the_difference_to_the_tax_of_the_year(
    levy_year: int, credit: int
) -> None:
    """75,100 and 50,000 yen less 18,009 and 11,991 are cut to 57,000 and 38,000: 30,100 yen less, not 30,000."""
    assert compute(
        ordinary_collection.special_credit_in_instalments,
        levy_year,
        municipal_levy_before_special_credit=[75_100],
        prefectural_levy_before_special_credit=[50_000],
        municipal_income_levy=[57_000],
        prefectural_income_levy=[38_000],
    ) == [credit]


def payroll(tax: int, *, per_capita: int = 5_000, july: bool = False) -> list[int]:
    """Compute the twelve months of withholding, June first."""
    amount = compute(
        payroll_collection.payroll_amount,
        2026,
        collection=["payroll"],
        amount_to_collect=[tax],
        pension_part=[0],
        rest_part=[0],
    )
    later = compute(
        payroll_collection.payroll_later_instalment,
        2026,
        payroll_amount=amount,
        per_capita_total=[per_capita],
        payroll_starts_in_july=[july],
    )
    first = compute(
        payroll_collection.payroll_first_instalment,
        2026,
        payroll_amount=amount,
        payroll_later_instalment=later,
        payroll_starts_in_july=[july],
    )
    planned: dict[str, Cells] = {
        "payroll_first_instalment": first, "payroll_later_instalment": later, "payroll_starts_in_july": [july],
        "change_month": [0], "payroll_last_month": [0], "payroll_billed_first": [0], "payroll_billed_later": [0],
        "payroll_changed_amount": [0], "payroll_changed_later": [0], "payroll_lump_sum": [0],
    }  # fmt: skip
    months: list[int] = []
    for month in ("06", "07", "08", "09", "10", "11", "12", "01", "02", "03", "04", "05"):
        formula = getattr(payroll_months, f"payroll_instalment_{month}")
        wanted = inspect.signature(formula).parameters
        months += compute(formula, 2026, **{name: planned[name] for name in wanted})
    assert sum(months) == tax
    return months


@pytest.mark.parametrize(
    ("tax", "june", "later"),
    [
        (194_500, 16_300, 16_200),  # 新潟市 2026
        (250_300, 21_500, 20_800),
        (1_200, 100, 100),
        (1_199, 1_199, 0),
    ],
)
def test_twelve_months_in_hundreds_the_rest_to_june(tax: int, june: int, later: int) -> None:
    """地方税法第321条の5第1項, 第20条の4の2第6項・第8項."""
    assert payroll(tax, per_capita=0) == [june] + [later] * 11


def test_tax_not_above_the_per_capita_amount_is_withheld_at_once() -> None:
    """地方税法第321条の5第1項ただし書."""
    assert payroll(5_300, per_capita=5_300) == [5_300] + [0] * 11
    assert payroll(5_400, per_capita=5_300) == [1_000] + [400] * 11


def test_special_credit_of_2024_leaves_june_out() -> None:
    """地方税法附則第5条の10: 194,500 over eleven months from July; a per-capita amount alone in July."""
    assert payroll(194_500, july=True) == [0, 18_500] + [17_600] * 10
    assert payroll(5_300, per_capita=5_300, july=True) == [0, 5_300] + [0] * 10


@pytest.mark.parametrize(("levy_year", "july"), [(2024, True), (2025, False), (2026, False)])
def test_july_is_for_those_who_have_the_credit_in_2024(levy_year: int, july: bool) -> None:
    """Those without it begin in June as ever."""
    assert compute(
        payroll_collection.payroll_starts_in_july,
        levy_year,
        collection=["payroll", "payroll", "ordinary"],
        special_credit=[10_000, 0, 10_000],
    ) == [july, False, False]


def test_nobody_is_collected_from_in_both_ways() -> None:
    """徴収方法 decides; what is withheld from pension, or paid beside the withholding, is taken out."""
    both: dict[str, Cells] = {
        "collection": ["ordinary", "payroll", "ordinary", "payroll"],
        "amount_to_collect": [50_000, 60_000, 50_000, 60_000],
        "pension_part": [0, 0, 20_000, 20_000],
        "rest_part": [0, 0, 0, 10_000],
    }
    assert compute(payroll_collection.payroll_amount, 2026, **both) == [0, 60_000, 0, 30_000]
    assert compute(
        ordinary_collection.ordinary_amount,
        2026,
        **both,
        split_refused=[False] * 4,
        special_credit_in_instalments=[0] * 4,
    ) == [50_000, 0, 30_000, 10_000]
