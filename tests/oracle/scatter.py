"""Owns stirring invented residents: rare columns become frequent, and amounts stand on borders and one yen beside."""

from __future__ import annotations

import numpy as np

from tests.oracle.rows import COLUMNS
from uwanose.engine.arithmetic import Column
from uwanose.engine.population import residents
from uwanose.engine.population.dice import Dice
from uwanose.engine.population.residents import Columns
from uwanose.money import Rate

# column: amounts at which a rule changes; each is taken as it is, one yen less and one yen more
BORDERS = {
    "pay_revenue": (551_000, 651_000, 1_619_000, 1_628_000, 1_800_000, 1_900_000, 3_600_000, 6_600_000, 8_500_000,
                    10_000_000, 2_043_999, 3_999_999),
    "pension_revenue": (600_000, 1_100_000, 1_300_000, 3_300_000, 4_100_000, 7_700_000, 10_000_000, 1_600_000),
    "business_income": (350_000, 420_000, 450_000, 480_000, 830_000, 930_000, 1_120_000, 1_350_000, 1_470_000,
                        9_000_000, 9_500_000, 10_000_000, 18_050_000, 20_000_000, 24_000_000, 24_500_000,
                        25_000_000, 45_000_000),
    "temporary_income": (1, 3, 100_000), "long_term_transfer_income": (1, 300_001),
    "interest_income": (10_000,), "real_estate_income": (500_000,), "miscellaneous_income": (200_000,),
    "short_term_transfer_income": (77_777,),
    "spouse_total_income": (380_000, 400_000, 480_000, 500_000, 550_000, 580_000, 950_000, 1_000_000, 1_050_000,
                            1_100_000, 1_150_000, 1_200_000, 1_250_000, 1_300_000, 1_330_000),
    "specified_relative_1_total_income": (580_000, 950_000, 1_000_000, 1_050_000, 1_230_000),
    "specified_relative_2_total_income": (1_100_000, 1_150_000, 1_200_000),
    "casualty_loss": (50_001, 300_000, 3_000_000), "casualty_disaster_outlay": (50_000, 200_001),
    "medical_paid": (100_000, 70_001, 2_100_000), "medical_reimbursed": (30_000,),
    "self_medication_paid": (12_000, 100_000), "self_medication_reimbursed": (5_000,),
    "mutual_aid_paid": (276_000,), "social_insurance_paid": (123_456, 999_999),
    "life_new_general_paid": (12_000, 32_000, 56_000, 80_001), "life_old_general_paid": (15_000, 40_000, 70_000),
    "life_care_medical_paid": (12_000, 32_000, 56_000), "life_new_pension_paid": (12_000, 32_000, 56_000),
    "life_old_pension_paid": (15_000, 40_000, 70_000),
    "earthquake_paid": (50_000, 33_333), "old_long_term_paid": (5_000, 15_000),
    "dividend_credit_stock": (1_000_000, 7_777_777), "dividend_credit_trust": (100_000, 3_333_333),
    "dividend_credit_foreign_trust": (50_000, 1_234_567),
    "donation_furusato": (2_000, 30_000, 120_000, 800_000), "donation_common": (2_000, 50_000),
    "donation_prefecture": (10_000,), "donation_municipality": (10_000,),
    "housing_loan_unused": (97_500, 136_500, 10_001, 200_000),
    "housing_loan_national_taxable": (1_000, 1_950_000, 1_000_000),
}  # fmt: skip
FLAGS = (
    "house_only", "public_assistance", "high_pay_adjustment", "self_medication_chosen", "working_student",
    "spouse_non_resident", "one_stop", "collection", "housing_loan_limit",
)  # fmt: skip
CHOICES = {"spouse": 3, "spouse_disability": 4, "disability": 3, "widow_status": 4}
COUNTS = (
    "dependants_general", "dependants_specific", "dependants_elderly", "dependants_cohabiting_parent",
    "dependants_under_16", "dependants_disability_general", "dependants_disability_special",
    "dependants_disability_special_cohabiting",
)  # fmt: skip


def stirred(town: str, persons: int, seed: int, income_year: int, per_10_000: int = 600) -> Columns:
    """Invented residents, a fifth of them on borders; then each column is stirred for some of the rows."""
    made = residents({town: persons}, seed=seed, income_year=income_year, threshold_share=Rate(1, 5))
    known = {
        *COLUMNS,
        "resident_id",
        "household_id",
        "municipality",
    }  # the oracle knows no incomes taxed apart
    columns = {name: column for name, column in dict(made)[town].items() if name in known}
    dice = Dice(seed, town, str(income_year), "stirred")
    half = dice.happens(5_000, persons)  # the other half stays as consistent as it was invented

    def put(name: str, values: Column) -> None:
        old = columns.get(name, np.zeros(persons, dtype=np.int64))
        columns[name] = np.where(half & dice.happens(per_10_000, persons), values, old)

    for name, borders in BORDERS.items():
        put(name, dice.pick(borders, persons) + dice.between(-1, 1, persons))
    for name in FLAGS:
        put(name, 1 - columns.get(name, np.zeros(persons, dtype=np.int64)))
    for name, count in CHOICES.items():
        put(name, dice.below(count, persons))
    for name in COUNTS:
        put(name, dice.below(4, persons))
    put("dependants_non_resident", np.minimum(columns["dependants_general"], dice.below(3, persons)))
    return columns
