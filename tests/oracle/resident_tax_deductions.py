"""Owns the deductions of the oracle (地方税法34条・314条の2) and the statutory personal differences (人的控除額の差)."""

from __future__ import annotations

from collections.abc import Mapping

Row = Mapping[str, int]

BEYOND = 3  # 合計所得金額 1,000万円超


def dependant_limit(year: int) -> int:
    """292条1項7号・9号."""
    if year <= 2020:
        return 380_000
    return 480_000 if year <= 2025 else 580_000


def same_livelihood_spouse(row: Row, year: int) -> bool:
    """同一生計配偶者."""
    return row["spouse"] != 0 and row["spouse_total_income"] <= dependant_limit(year)


def deductible_spouse(row: Row, year: int, total: int) -> bool:
    """控除対象配偶者: whatever the taxpayer's own income until 2018, up to 10,000,000 since."""
    return same_livelihood_spouse(row, year) and (year <= 2018 or total <= 10_000_000)


def widow_status_refused(row: Row, year: int) -> bool:
    """ひとり親 (2, 3) only from 2021, 特別の寡婦 and 寡夫 (4, 5) only until 2020."""
    return row["widow_status"] in ((2, 3) if year <= 2020 else (4, 5))


def deductions(row: Row, year: int, total: int, gross: int) -> dict[str, int]:
    """Return every deduction, their sum and the statutory differences for 合計所得金額 and 総所得金額等."""
    spouse, spouse_difference = spouse_deduction(row, year, total)
    special, special_difference = spouse_special_deduction(row, year, total)
    found = {
        "casualty_loss_deduction": casualty(row, gross),
        "medical_deduction": medical(row, year, gross),
        "social_insurance_deduction": row["social_insurance_paid"],
        "mutual_aid_deduction": row["mutual_aid_paid"],
        "life_insurance_deduction": life_insurance(row, year),
        "earthquake_insurance_deduction": earthquake(row),
        "disability_deduction": disability(row, year, (260_000, 300_000, 530_000)),
        "widow_deduction": {1: 260_000, 4: 300_000, 5: 260_000}.get(row["widow_status"], 0),
        "single_parent_deduction": 300_000 if row["widow_status"] in (2, 3) else 0,
        "working_student_deduction": 260_000 if working_student(row, year, total) else 0,
        "spouse_deduction": spouse,
        "spouse_special_deduction": special,
        "dependants_deduction": row["dependants_general"] * 330_000
        + row["dependants_specific"] * 450_000
        + row["dependants_elderly"] * 380_000
        + row["dependants_cohabiting_parent"] * 450_000,
        "specified_relative_deduction": specified_relatives(row, year),
        "basic_deduction": basic(total) if year >= 2021 else 330_000,
    }
    found["deductions_total"] = sum(found.values())
    own = 50_000 if year <= 2020 or total <= 25_000_000 else 0
    own += {0: 0, 1: 10_000, 2: 50_000, 3: 10_000, 4: 50_000, 5: 10_000}[row["widow_status"]]
    own += 10_000 if working_student(row, year, total) else 0
    differences = {
        "own_difference": own,
        "disability_difference": disability(row, year, (10_000, 100_000, 220_000)),
        "spouse_difference": spouse_difference + special_difference,
        "dependants_difference": row["dependants_general"] * 50_000
        + row["dependants_specific"] * 180_000
        + row["dependants_elderly"] * 100_000
        + row["dependants_cohabiting_parent"] * 130_000,
    }
    found |= differences
    found["personal_difference"] = sum(differences.values())
    found["is_working_student"] = int(working_student(row, year, total))
    for place, kind in enumerate(("general", "special", "special_cohabiting")):
        found[f"disabled_{kind}"] = disability(row, year, (place == 0, place == 1, place == 2))
    if year >= 2019:
        found["spouse_bracket"] = _bracket(total)
    found["life_care_medical_deduction"] = life_new(row["life_care_medical_paid"]) if year >= 2013 else 0
    found["old_long_term_deduction"] = old_long_term(row["old_long_term_paid"])
    found["life_general_deduction"] = life_category(row, year, "general")
    found["life_pension_deduction"] = life_category(row, year, "pension")
    return found


def working_student(row: Row, year: int, total: int) -> bool:
    """292条1項13号."""
    limit = 650_000 if year <= 2020 else 750_000 if year <= 2025 else 850_000
    return bool(row["working_student"]) and total <= limit


def casualty(row: Row, gross: int) -> int:
    return max(0, row["casualty_loss"] - gross // 10, row["casualty_disaster_outlay"] - 50_000)


def medical(row: Row, year: int, gross: int) -> int:
    """Or, from 2018, the self-medication deduction (附則4条の4)."""
    if year >= 2018 and row["self_medication_chosen"]:
        net = row["self_medication_paid"] - row["self_medication_reimbursed"]
        return min(88_000, max(0, net - 12_000))
    net = row["medical_paid"] - row["medical_reimbursed"]
    return min(2_000_000, max(0, net - min(100_000, gross * 5 // 100)))


def _up(numerator: int, denominator: int) -> int:
    whole, rest = divmod(numerator, denominator)
    return whole + (1 if rest else 0)


def life_new(paid: int) -> int:
    if paid <= 12_000:
        return paid
    if paid <= 32_000:
        return _up(paid, 2) + 6_000
    if paid <= 56_000:
        return _up(paid, 4) + 14_000
    return 28_000


def life_old(paid: int) -> int:
    if paid <= 15_000:
        return paid
    if paid <= 40_000:
        return _up(paid, 2) + 7_500
    if paid <= 70_000:
        return _up(paid, 4) + 17_500
    return 35_000


def life_category(row: Row, year: int, kind: str) -> int:
    """The best of new only, old only and both together (28,000 at most); in 2012 there was nothing but the old."""
    new = life_new(row[f"life_new_{kind}_paid"]) if year >= 2013 else 0
    old = life_old(row[f"life_old_{kind}_paid"])
    return max(new, old, min(28_000, new + old))


def life_insurance(row: Row, year: int) -> int:
    """Three categories, from 2013, 70,000 in all."""
    three = life_category(row, year, "general") + life_category(row, year, "pension")
    if year >= 2013:
        three += life_new(row["life_care_medical_paid"])
    return min(70_000, three)


def earthquake(row: Row) -> int:
    return min(25_000, min(25_000, _up(row["earthquake_paid"], 2)) + old_long_term(row["old_long_term_paid"]))


def old_long_term(paid: int) -> int:
    if paid <= 5_000:
        return paid
    if paid <= 15_000:
        return _up(paid, 2) + 2_500
    return 10_000


def disability(row: Row, year: int, amounts: tuple[int, int, int]) -> int:
    """Of the person, of the 同一生計配偶者 and of the dependants of any age."""
    general, special, cohabiting = amounts
    result = {0: 0, 1: general, 2: special}[row["disability"]]
    if same_livelihood_spouse(row, year):
        result += {0: 0, 1: general, 2: special, 3: cohabiting}[row["spouse_disability"]]
    result += row["dependants_disability_general"] * general
    result += row["dependants_disability_special"] * special
    result += row["dependants_disability_special_cohabiting"] * cohabiting
    return result


def _bracket(total: int) -> int:
    if total <= 9_000_000:
        return 0
    if total <= 9_500_000:
        return 1
    if total <= 10_000_000:
        return 2
    return BEYOND


def spouse_deduction(row: Row, year: int, total: int) -> tuple[int, int]:
    """配偶者控除 and its difference; until 2018 the same for every taxpayer."""
    if not deductible_spouse(row, year, total):
        return 0, 0
    bracket = _bracket(total) if year >= 2019 else 0
    if row["spouse"] == 2:
        return (380_000, 260_000, 130_000)[bracket], (100_000, 60_000, 30_000)[bracket]
    return (330_000, 220_000, 110_000)[bracket], (50_000, 40_000, 20_000)[bracket]


BELOW_UNTIL_2018 = (  # 以上・未満
    (450_000, 330_000), (500_000, 310_000), (550_000, 260_000), (600_000, 210_000), (650_000, 160_000),
    (700_000, 110_000), (750_000, 60_000), (760_000, 30_000),
)  # fmt: skip
SPOUSE_SPECIAL = (  # from 2019; until 2020 each line lay 100,000 yen lower
    (1_000_000, (330_000, 220_000, 110_000)), (1_050_000, (310_000, 210_000, 110_000)),
    (1_100_000, (260_000, 180_000, 90_000)), (1_150_000, (210_000, 140_000, 70_000)),
    (1_200_000, (160_000, 110_000, 60_000)), (1_250_000, (110_000, 80_000, 40_000)),
    (1_300_000, (60_000, 40_000, 20_000)), (1_330_000, (30_000, 20_000, 10_000)),
)  # fmt: skip


def spouse_special_deduction(row: Row, year: int, total: int) -> tuple[int, int]:
    """配偶者特別控除 and its difference: only for incomes just above the limit, and none at all from 2026."""
    own = row["spouse_total_income"]
    bracket = _bracket(total)
    if bracket == BEYOND or row["spouse"] == 0 or own <= dependant_limit(year):
        return 0, 0
    if year <= 2018:
        bracket = 0
    if year <= 2020:
        high, low = 400_000, 450_000
    else:
        high, low = 500_000, 550_000
    difference = 0
    if own < high:
        difference = (50_000, 40_000, 20_000)[bracket]
    elif own < low:
        difference = (30_000, 20_000, 10_000)[bracket]
    return _spouse_special_amount(own, year, bracket), difference


def _spouse_special_amount(own: int, year: int, bracket: int) -> int:
    if year <= 2018:
        return next((amount for below, amount in BELOW_UNTIL_2018 if own < below), 0)
    lower = 100_000 if year <= 2020 else 0
    return next((amounts[bracket] for upto, amounts in SPOUSE_SPECIAL if own <= upto - lower), 0)


SPECIFIED_RELATIVE = (
    (950_000, 450_000), (1_000_000, 410_000), (1_050_000, 310_000), (1_100_000, 210_000), (1_150_000, 110_000),
    (1_200_000, 60_000), (1_230_000, 30_000),
)  # fmt: skip


def specified_relatives(row: Row, year: int) -> int:
    """特定親族特別控除, from 2026, for an income over 580,000."""
    if year < 2026:
        return 0
    result = 0
    for number in (1, 2, 3):
        own = row[f"specified_relative_{number}_total_income"]
        if own > 580_000:
            result += next((amount for upto, amount in SPECIFIED_RELATIVE if own <= upto), 0)
    return result


def basic(total: int) -> int:
    if total <= 24_000_000:
        return 430_000
    if total <= 24_500_000:
        return 290_000
    if total <= 25_000_000:
        return 150_000
    return 0
