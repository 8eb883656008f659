"""Owns the few figures of the law around which people are invented: incomes by the tables, limits and borders.

An invention needs them before any rule runs (a spouse's income stands on the taxpayer's row, and some people are
meant to stand exactly on a border). They decide nothing: the rules of the package do, and a test compares the two.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from uwanose.engine.arithmetic import Column, Flags

FIRST_INCOME_YEAR = 2011  # the income of the oldest levy year of the package, 2012


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of one income year."""

    income_year: int
    least_pay_deduction: int
    dependant_limit: int  # 同一生計配偶者・扶養親族の合計所得金額
    student_limit: int  # 勤労学生の合計所得金額
    specified_relatives: bool  # 特定親族特別控除 (令和8年度から)
    former: bool = False  # until the income of 2019: no 所得金額調整控除, 100,000 yen more of each deduction

    @property
    def pay_borders(self) -> tuple[int, ...]:
        """Pay at which the table of employment income or a deduction from it changes."""
        least = self.least_pay_deduction
        if self.former:
            return (least, least + 1_000, *STEPS, 1_800_000, 3_600_000, 6_600_000, 10_000_000, *self._pay_cap)
        steps = (*STEPS, 1_800_000) if least == 550_000 else ()
        ends = {650_000: (1_900_000,), 740_000: (2_191_000, 2_193_000, 2_196_000, 2_200_000)}.get(least, ())
        return (least, least + 1_000, *steps, *ends, 3_600_000, 6_600_000, 8_500_000, 10_000_000)

    @property
    def _pay_cap(self) -> tuple[int, ...]:
        """Pay from which the deduction grows no more, where 10,000,000 yen is not that already."""
        if 2013 <= self.income_year <= 2015:
            return (15_000_000,)
        return (12_000_000,) if self.income_year == 2016 else ()

    @property
    def relative_limits(self) -> tuple[int, ...]:
        """Total incomes of a spouse or relative at which a deduction of the taxpayer changes."""
        if self.income_year <= 2017:
            return (self.dependant_limit, 399_999, 449_999, 499_999, 549_999, 599_999, 699_999, 759_999)
        steps = (950_000, 1_000_000, 1_050_000, 1_100_000, 1_150_000, 1_200_000, 1_230_000)
        if self.former:
            return (self.dependant_limit, 399_999, 449_999, 900_000, *steps)
        return (self.dependant_limit, *steps, 1_250_000, 1_300_000, 1_330_000)


STEPS = (1_619_000, 1_620_000, 1_622_000, 1_624_000, 1_628_000)
PENSION_BORDERS = (600_000, 1_100_000, 1_300_000, 3_300_000, 4_100_000, 7_700_000, 10_000_000)
OWN_LIMITS = (
    320_000, 350_000, 380_000, 415_000, 420_000, 450_000, 1_350_000, 5_000_000, 9_000_000, 9_500_000, 10_000_000, 18_050_000,
    20_000_000, 24_000_000, 24_500_000, 25_000_000,
)  # fmt: skip
# (base, addition): the exemption lines (1 + persons) * base + addition for those with a spouse or dependants
EXEMPTION_LINES = (
    (350_000, 420_000), (350_000, 310_000), (320_000, 290_000), (315_000, 289_000), (280_000, 270_000),
    (280_000, 268_000), (350_000, 320_000), (320_000, 190_000),
)  # fmt: skip


def figures(income_year: int) -> Figures:
    """Return the figures of an income year."""
    if income_year >= 2026:
        return Figures(income_year, 740_000, 620_000, 890_000, True)
    if income_year == 2025:
        return Figures(income_year, 650_000, 580_000, 850_000, True)
    if income_year >= 2020:
        return Figures(income_year, 550_000, 480_000, 750_000, False)
    return Figures(income_year, 650_000, 380_000, 650_000, False, former=True)


def pay_income(pay: Column, law: Figures) -> Column:
    """Employment income of pay revenue (所得税法第28条, 別表第五)."""
    if law.former:
        return _former_pay_income(pay, law)
    step = pay // 4_000 * 4_000
    least = law.least_pay_deduction
    cases: list[tuple[int, Column | int]] = [(least + 1_000, 0)]
    if least == 550_000:
        cases += [
            (1_619_000, pay - least),
            (1_620_000, 1_069_000),
            (1_622_000, 1_070_000),
            (1_624_000, 1_072_000),
        ]
        cases += [(1_628_000, 1_074_000), (1_800_000, step * 6 // 10 + 100_000)]
    elif least == 650_000:
        cases += [(1_900_000, pay - least)]
    else:
        cases += [
            (2_191_000, pay - least),
            (2_193_000, 1_451_000),
            (2_196_000, 1_453_000),
            (2_200_000, 1_456_000),
        ]
    cases += [(3_600_000, step * 7 // 10 - 80_000), (6_600_000, step * 8 // 10 - 440_000)]
    cases += [(8_500_000, pay * 9 // 10 - 1_100_000)]
    return np.select([pay < below for below, _ in cases], [income for _, income in cases], pay - 1_950_000)


def _former_pay_income(pay: Column, law: Figures) -> Column:
    """Employment income until 2019; the cap of the deduction came and fell (none, 2,450,000, 2,300,000, 2,200,000)."""
    step = pay // 4_000 * 4_000
    year = law.income_year
    if year >= 2017:
        top = pay - 2_200_000
    else:
        line, cap = (12_000_000, 2_300_000) if year == 2016 else (15_000_000, 2_450_000)
        top = pay * 95 // 100 - 1_700_000
        top = np.where((pay >= line) & (year >= 2013), pay - cap, top)
    cases: list[tuple[int, Column | int]] = [
        (651_000, 0),
        (1_619_000, pay - 650_000),
        (1_620_000, 969_000),
        (1_622_000, 970_000),
        (1_624_000, 972_000),
        (1_628_000, 974_000),
        (1_800_000, step * 6 // 10),
        (3_600_000, step * 7 // 10 - 180_000),
        (6_600_000, step * 8 // 10 - 540_000),
        (10_000_000, pay * 9 // 10 - 1_200_000),
    ]
    return np.select([pay < below for below, _ in cases], [income for _, income in cases], top)


def pension_income(pension: Column, over_65: Flags, other_income: Column, *, former: bool = False) -> Column:
    """Public pension income (所得税法第35条第4項), by age and by the other total income; *former* until 2019."""
    if former:
        return _former_pension_income(pension, over_65)
    least = np.where(over_65, 1_100_000, 600_000)
    flat_until = np.where(over_65, 3_300_000, 1_300_000)
    income = np.select(
        [pension < flat_until, pension < 4_100_000, pension < 7_700_000, pension < 10_000_000],
        [
            pension - least,
            pension * 75 // 100 - 275_000,
            pension * 85 // 100 - 685_000,
            pension * 95 // 100 - 1_455_000,
        ],
        pension - 1_955_000,
    )
    income += 100_000 * (other_income > 10_000_000) + 100_000 * (other_income > 20_000_000)
    return np.where(pension > 0, np.maximum(income, 0), 0)


def _former_pension_income(pension: Column, over_65: Flags) -> Column:
    """Public pension income until 2019, whatever else somebody earns."""
    least = np.where(over_65, 1_200_000, 700_000)
    flat_until = np.where(over_65, 3_300_000, 1_300_000)
    income = np.select(
        [pension < flat_until, pension < 4_100_000, pension < 7_700_000],
        [pension - least, pension * 75 // 100 - 375_000, pension * 85 // 100 - 785_000],
        pension * 95 // 100 - 1_555_000,
    )
    return np.where(pension > 0, np.maximum(income, 0), 0)
