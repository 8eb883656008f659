"""Owns the deductions of the oracle (地方税法34条・314条の2) and the statutory personal differences (人的控除額の差)."""

from __future__ import annotations

from collections.abc import Mapping

Row = Mapping[str, int]

BEYOND = 3  # 合計所得金額 1,000万円超


def dependant_limit(year: int) -> int:
    """292条1項7号・9号."""
    return 480_000 if year <= 2025 else 580_000


def same_livelihood_spouse(row: Row, year: int) -> bool:
    """同一生計配偶者."""
    return row["spouse"] != 0 and row["spouse_total_income"] <= dependant_limit(year)


def deductions(row: Row, year: int, total: int) -> dict[str, int]:
    """Return every deduction, their sum and the statutory differences for a total income."""
    spouse, spouse_difference = spouse_deduction(row, year, total)
    special, special_difference = spouse_special_deduction(row, year, total)
    found = {
        "casualty_loss_deduction": casualty(row, total),
        "medical_deduction": medical(row, total),
        "social_insurance_deduction": row["social_insurance_paid"],
        "mutual_aid_deduction": row["mutual_aid_paid"],
        "life_insurance_deduction": life_insurance(row),
        "earthquake_insurance_deduction": earthquake(row),
        "disability_deduction": disability(row, year, (260_000, 300_000, 530_000)),
        "widow_deduction": 260_000 if row["widow_status"] == 1 else 0,
        "single_parent_deduction": 300_000 if row["widow_status"] in (2, 3) else 0,
        "working_student_deduction": 260_000 if working_student(row, year, total) else 0,
        "spouse_deduction": spouse,
        "spouse_special_deduction": special,
        "dependants_deduction": row["dependants_general"] * 330_000
        + row["dependants_specific"] * 450_000
        + row["dependants_elderly"] * 380_000
        + row["dependants_cohabiting_parent"] * 450_000,
        "specified_relative_deduction": specified_relatives(row, year),
        "basic_deduction": basic(total),
    }
    found["deductions_total"] = sum(found.values())
    difference = 50_000 if total <= 25_000_000 else 0
    difference += disability(row, year, (10_000, 100_000, 220_000))
    difference += {0: 0, 1: 10_000, 2: 50_000, 3: 10_000}[row["widow_status"]]
    difference += 10_000 if working_student(row, year, total) else 0
    difference += spouse_difference + special_difference
    difference += row["dependants_general"] * 50_000 + row["dependants_specific"] * 180_000
    difference += row["dependants_elderly"] * 100_000 + row["dependants_cohabiting_parent"] * 130_000
    found["personal_difference"] = difference
    found["spouse_bracket"] = _bracket(total)
    found["life_care_medical_deduction"] = life_new(row["life_care_medical_paid"])
    found["life_general_deduction"] = life_category(row, "general")
    found["life_pension_deduction"] = life_category(row, "pension")
    return found


def working_student(row: Row, year: int, total: int) -> bool:
    """292条1項13号."""
    return bool(row["working_student"]) and total <= (750_000 if year <= 2025 else 850_000)


def casualty(row: Row, total: int) -> int:
    return max(0, row["casualty_loss"] - total // 10, row["casualty_disaster_outlay"] - 50_000)


def medical(row: Row, total: int) -> int:
    if row["self_medication_chosen"]:
        net = row["self_medication_paid"] - row["self_medication_reimbursed"]
        return min(88_000, max(0, net - 12_000))
    net = row["medical_paid"] - row["medical_reimbursed"]
    return min(2_000_000, max(0, net - min(100_000, total * 5 // 100)))


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


def life_category(row: Row, kind: str) -> int:
    """The best of new only, old only and both together (28,000 at most)."""
    new, old = life_new(row[f"life_new_{kind}_paid"]), life_old(row[f"life_old_{kind}_paid"])
    return max(new, old, min(28_000, new + old))


def life_insurance(row: Row) -> int:
    """Three categories, 70,000 in all."""
    three = (
        life_new(row["life_care_medical_paid"])
        + life_category(row, "general")
        + life_category(row, "pension")
    )
    return min(70_000, three)


def earthquake(row: Row) -> int:
    result = min(25_000, _up(row["earthquake_paid"], 2))
    old = row["old_long_term_paid"]
    if old <= 5_000:
        result += old
    elif old <= 15_000:
        result += _up(old, 2) + 2_500
    else:
        result += 10_000
    return min(25_000, result)


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
    """配偶者控除 and its difference."""
    bracket = _bracket(total)
    if bracket == BEYOND or not same_livelihood_spouse(row, year):
        return 0, 0
    if row["spouse"] == 2:
        return (380_000, 260_000, 130_000)[bracket], (100_000, 60_000, 30_000)[bracket]
    return (330_000, 220_000, 110_000)[bracket], (50_000, 40_000, 20_000)[bracket]


SPOUSE_SPECIAL = (
    (1_000_000, (330_000, 220_000, 110_000)), (1_050_000, (310_000, 210_000, 110_000)),
    (1_100_000, (260_000, 180_000, 90_000)), (1_150_000, (210_000, 140_000, 70_000)),
    (1_200_000, (160_000, 110_000, 60_000)), (1_250_000, (110_000, 80_000, 40_000)),
    (1_300_000, (60_000, 40_000, 20_000)), (1_330_000, (30_000, 20_000, 10_000)),
)  # fmt: skip


def spouse_special_deduction(row: Row, year: int, total: int) -> tuple[int, int]:
    """配偶者特別控除 and its difference (only for an income below 550,000, so never from 2026)."""
    bracket, own = _bracket(total), row["spouse_total_income"]
    if bracket == BEYOND or row["spouse"] == 0 or own <= dependant_limit(year):
        return 0, 0
    difference = 0
    if own < 500_000:
        difference = (50_000, 40_000, 20_000)[bracket]
    elif own < 550_000:
        difference = (30_000, 20_000, 10_000)[bracket]
    for upto, amounts in SPOUSE_SPECIAL:
        if own <= upto:
            return amounts[bracket], difference
    return 0, 0


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
