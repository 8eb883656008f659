"""Owns what people paid and gave: premiums, medical expenses, donations, housing loans, and how the tax is collected."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from uwanose.engine.arithmetic import Column, Flags
from uwanose.engine.population.dice import Dice
from uwanose.engine.population.figures import Figures
from uwanose.engine.population.households import CHILD, People

# column: (in ten thousand of those with income, quantiles in yen)
PREMIUMS = {
    "life_new_general_paid": (3_400, (6_000, 12_000, 24_000, 36_000, 56_000, 90_000, 240_000)),
    "life_old_general_paid": (2_200, (8_000, 15_000, 40_000, 70_000, 130_000, 360_000)),
    "life_care_medical_paid": (3_600, (6_000, 12_000, 26_000, 44_000, 80_000, 180_000)),
    "life_new_pension_paid": (900, (12_000, 60_000, 96_000, 180_000)),
    "life_old_pension_paid": (1_100, (12_000, 60_000, 120_000, 240_000)),
    "earthquake_paid": (2_400, (4_000, 12_000, 20_000, 33_000, 70_000)),
    "old_long_term_paid": (120, (3_000, 9_000, 15_000, 40_000)),
    "mutual_aid_paid": (450, (60_000, 144_000, 276_000, 816_000)),
}
GIFTS = {
    "donation_common": (120, (2_000, 5_000, 10_000, 50_000)),
    "donation_prefecture": (40, (3_000, 10_000, 60_000)),
    "donation_municipality": (40, (3_000, 10_000, 60_000)),
}


def deductions(
    dice: Dice, people: People, incomes: Mapping[str, Column], total: Column, law: Figures
) -> dict[str, Column]:
    """Invent what the taxpayers declare besides their families, in yen."""
    count, earns = len(people), total > 300_000
    columns = {"social_insurance_paid": _social_insurance(dice, incomes, people)}
    for name, (per_10_000, knots) in {**PREMIUMS, **GIFTS}.items():
        columns[name] = _some(dice, dice.among(earns, per_10_000), knots)
    columns |= _medical(dice, earns, total)
    sort = dice.choose((75, 15, 2, 8), count)  # stock, trusts, trusts in foreign currency, without credit
    for number, name in enumerate(("stock", "trust", "foreign_trust")):
        columns[f"dividend_credit_{name}"] = np.where(sort == number, incomes["dividend_income"], 0)
    furusato = dice.among(total > 2_000_000, 2_000)
    columns["donation_furusato"] = np.where(
        furusato, dice.between(10, 12, count) * (total // 500_000) * 1_000, 0
    )
    columns["one_stop"] = (furusato & dice.happens(5_000, count)).astype(np.int64)
    columns |= _housing_loan(dice, people, incomes, total, columns["social_insurance_paid"], law)
    student = (people.role == CHILD) & (people.age >= 16) & (people.age < 25) & (incomes["pay_revenue"] > 0)
    student &= (total <= law.student_limit) & (incomes["business_income"] == 0)
    columns["working_student"] = dice.among(student, 3_000).astype(np.int64)
    columns["collection"] = (incomes["pay_revenue"] >= 1_500_000).astype(np.int64)
    return columns


def _some(dice: Dice, mask: Flags, knots: tuple[int, ...]) -> Column:
    column = np.zeros(len(mask), dtype=np.int64)
    column[mask] = dice.spread(knots, int(mask.sum()))
    return column


def _social_insurance(dice: Dice, incomes: Mapping[str, Column], people: People) -> Column:
    """About 15 % of full pay, a premium of the national insurance for others, some 7 % of a pension."""
    pay, pension, count = incomes["pay_revenue"], incomes["pension_revenue"], len(people)
    from_pay = np.where(pay >= 1_060_000, pay * dice.between(1_420, 1_560, count) // 10_000, pay * 3 // 1_000)
    own = np.where(incomes["business_income"] > 0, 200_000 + incomes["business_income"] * 11 // 100, 0)
    from_pension = pension * dice.between(400, 900, count) // 10_000
    paid: Column = np.minimum(from_pay + own, 1_450_000) + from_pension
    return paid


def _medical(dice: Dice, earns: Flags, total: Column) -> dict[str, Column]:
    paid = _some(dice, dice.among(earns, 1_100), (30_000, 90_000, 130_000, 220_000, 420_000, 2_600_000))
    back = np.where(dice.happens(2_000, len(total)), paid // 3, 0)
    chosen = dice.among(earns & (paid == 0), 60)
    drugs = _some(dice, chosen, (8_000, 12_000, 25_000, 60_000, 130_000))
    loss = _some(dice, dice.among(earns, 12), (50_000, 300_000, 1_500_000, 6_000_000))
    return {
        "medical_paid": paid,
        "medical_reimbursed": back,
        "self_medication_chosen": chosen.astype(np.int64),
        "self_medication_paid": drugs,
        "casualty_loss": loss,
        "casualty_disaster_outlay": loss // 4,
    }


def _housing_loan(
    dice: Dice, people: People, incomes: Mapping[str, Column], total: Column, insurance: Column, law: Figures
) -> dict[str, Column]:
    age = people.age
    owners = dice.among((age >= 28) & (age < 58) & (incomes["pay_revenue"] >= 3_000_000), 2_600)
    unused = _some(dice, owners, (1_000, 20_000, 60_000, 97_500, 136_500, 250_000))
    taxable = np.maximum(total - insurance - 480_000, 0) // 1_000 * 1_000
    return {
        "housing_loan_unused": unused,
        "housing_loan_limit": (owners & dice.happens(5_000, len(age)) & (law.income_year >= 2014)).astype(
            np.int64
        ),
        "housing_loan_national_taxable": np.where(owners, taxable, 0),
    }
