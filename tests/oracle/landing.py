"""Owns moving some people onto a border that only a sum of their incomes meets: exemption lines, brackets, tax tables.

The oracle says where somebody stands; his business income is raised by what is missing.
"""

from __future__ import annotations

import numpy as np

from tests.oracle.resident_tax import Town, assess
from tests.oracle.rows import people
from uwanose.engine.population.dice import Dice
from uwanose.engine.population.residents import Columns

# a result and the amounts at which a rule of the law changes it
LINES = {
    "total_income": (380_000, 480_000, 580_000, 650_000, 750_000, 850_000, 1_250_000, 1_350_000, 9_000_000, 9_500_000,
                     10_000_000, 18_050_000, 24_000_000, 24_500_000, 25_000_000),
    "income_without_pension": (10_000_000, 20_000_000),
    "total_taxable_income": (1_000, 2_000_000, 2_100_000),
    "furusato_ratio_base": (0, 1_950_000, 3_300_000, 6_950_000, 9_000_000, 18_000_000, 40_000_000),
    "dividend_credit_line_income": (10_000_000,),
}  # fmt: skip
LIMITS = {  # a result and the limit, itself a result, that it is compared with
    "total_income": ("per_capita_limit", "forest_tax_limit"),
    "gross_income_amount": ("income_levy_limit", "income_levy_limit"),
}


def unit_of(name: str) -> int:
    """Taxable incomes, and what is derived from them, go by thousands."""
    return 1 if name in ("total_income", "income_without_pension") else 1_000


def landed(columns: Columns, year: int, town: Town, percent: int = 20) -> Columns:
    """Raise the business income of some rows to a border, one yen (of taxable income 1,000) below or above it, or a little above a limit."""
    persons = len(columns["birth_date"])
    dice = Dice(year, "landed", str(town.exemption_base))
    chosen, which, where, beside, little = (
        dice.below(limit, persons).tolist() for limit in (100, 8, 1 << 16, 3, 40_000)
    )
    more = np.zeros(persons, dtype=np.int64)
    for number, row in enumerate(people(columns)):
        if chosen[number] >= percent:
            continue
        found = assess(row, year, town)
        if which[number] < len(LINES):
            name = list(LINES)[which[number]]
            border = LINES[name][where[number] % len(LINES[name])] + (beside[number] - 1) * unit_of(name)
        else:
            name = list(LIMITS)[which[number] % 2]
            border = found[LIMITS[name][where[number] % 2]] + beside[number] - 1
            if name == "gross_income_amount" and where[number] % 2:
                border += little[number]  # where the tax itself would leave less than the limit
        more[number] = max(0, border - found[name])
    return {**columns, "business_income": columns["business_income"] + more}
