"""Owns the levy of the oracle from taxable income to the 100-yen cut, credit by credit in the order of the law."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from math import ceil, floor

Row = Mapping[str, int]


def levies(
    row: Row, year: int, found: Mapping[str, int], surcharge: Fraction, cap_at_ordinance_rate: bool
) -> dict[str, int]:
    """Return both income levies and every credit on the way."""
    taxable, total = found["taxable_income"], found["total_income"]
    due = not found["income_levy_exempt"] and not row["house_only"]
    municipal = floor(taxable * Fraction(6, 100)) if due else 0
    prefectural = floor(taxable * (Fraction(4, 100) + surcharge)) if due else 0
    standard = floor(taxable * Fraction(4, 100)) if due else 0
    result = {
        "municipal_computed_levy": municipal,
        "prefectural_computed_levy": prefectural,
        "prefectural_standard_levy": standard,
    }
    adjustment = adjustment_credit(taxable, total, found["personal_difference"])
    behind_cap = (
        max(0, municipal - adjustment[0]),
        max(0, (prefectural if cap_at_ordinance_rate else standard) - adjustment[1]),
    )
    result |= donation(row, year, found, behind_cap)
    given = (result["donation_credit_municipal"], result["donation_credit_prefectural"])
    for name, credit in (
        ("adjustment", adjustment),
        ("dividend", dividend(row, taxable)),
        ("housing_loan", housing_loan(row)),
        ("donation", given),
    ):
        used = min(municipal, credit[0]), min(prefectural, credit[1])  # a credit never makes a levy negative
        result |= {f"{name}_credit_municipal": used[0], f"{name}_credit_prefectural": used[1]}
        municipal, prefectural = municipal - used[0], prefectural - used[1]
    relief = exemption_adjustment(total, found["income_levy_limit"], municipal, prefectural)
    municipal, prefectural = municipal - relief[0], prefectural - relief[1]
    before = municipal // 100 * 100 + prefectural // 100 * 100
    special = fixed_reduction(row, year, total, municipal, prefectural)
    result |= {
        "exemption_adjustment_municipal": relief[0],
        "exemption_adjustment_prefectural": relief[1],
        "municipal_levy_before_special_credit": municipal,
        "prefectural_levy_before_special_credit": prefectural,
        "special_credit_municipal": special[0],
        "special_credit_prefectural": special[1],
        "municipal_income_levy": (municipal - special[0]) // 100 * 100,
        "prefectural_income_levy": (prefectural - special[1]) // 100 * 100,
        "_levies_before_special_credit": before,
    }
    return result


def adjustment_credit(taxable: int, total: int, difference: int) -> tuple[int, int]:
    """調整控除 (37条・314条の6)."""
    if total > 25_000_000:
        return 0, 0
    base = min(difference, taxable)
    if taxable > 2_000_000:
        base = max(difference - (taxable - 2_000_000), 50_000)
    return floor(base * Fraction(3, 100)), floor(base * Fraction(2, 100))


def dividend(row: Row, taxable: int) -> tuple[int, int]:
    """配当控除 (附則5条): dividends are the top slice, trusts above stock; half the rate above 10,000,000."""
    over = max(0, taxable - 10_000_000)
    municipal = prefectural = 0
    for kind, rate in (("foreign_trust", 4), ("trust", 8), ("stock", 16)):  # from the top down, per thousand
        amount = row[f"dividend_credit_{kind}"]
        high = min(amount, over)
        over -= high
        for part, share in ((high, Fraction(rate, 2_000)), (amount - high, Fraction(rate, 1_000))):
            municipal += ceil(part * share)
            prefectural += ceil(part * share * Fraction(3, 4))
    return municipal, prefectural


def housing_loan(row: Row) -> tuple[int, int]:
    """附則5条の4の2: 3/5 and 2/5 of the least of three, each raised to the yen."""
    rate, most = ((5, 97_500), (7, 136_500))[row["housing_loan_limit"]]
    limit = min(row["housing_loan_unused"], row["housing_loan_national_taxable"] * rate // 100, most)
    return ceil(limit * Fraction(3, 5)), ceil(limit * Fraction(2, 5))


def donation(row: Row, year: int, found: Mapping[str, int], behind_cap: tuple[int, int]) -> dict[str, int]:
    """Basic part, furusato part and one-stop part (37条の2・314条の7, 附則5条の6・7条の2)."""
    furusato, common, total = row["donation_furusato"], row["donation_common"], found["total_income"]
    difference = found["personal_difference"]
    if year >= 2026:
        difference += max(0, national_basic_deduction(total) - 480_000)
    base = found["taxable_income"] - difference
    result = {"personal_difference_adjustment": difference, "furusato_ratio_base": base}
    for side, levy, rate, share in (
        ("municipal", behind_cap[0], Fraction(6, 100), Fraction(3, 5)),
        ("prefectural", behind_cap[1], Fraction(4, 100), Fraction(2, 5)),
    ):
        own = row["donation_municipality" if side == "municipal" else "donation_prefecture"]
        eligible = min(Fraction(furusato + common + own), total * Fraction(30, 100))
        basic = ceil(max(Fraction(0), eligible - 2_000) * rate)
        special = ceil(max(0, furusato - 2_000) * special_ratio(base) * share)
        special = min(special, floor(levy * Fraction(20, 100)))
        one_stop = ceil(special * one_stop_ratio(base)) if row["one_stop"] else 0
        result |= {
            f"donation_credit_basic_{side}": basic,
            f"donation_credit_special_{side}": special,
            f"donation_credit_one_stop_{side}": one_stop,
            f"donation_credit_{side}": basic + special + one_stop,
        }
    return result


def special_ratio(base: int) -> Fraction:
    if base < 0:
        return Fraction(90, 100)
    for upto, ratio in (
        (1_950_000, 84_895), (3_300_000, 79_790), (6_950_000, 69_580), (9_000_000, 66_517), (18_000_000, 56_307),
        (40_000_000, 49_160),
    ):  # fmt: skip
        if base <= upto:
            return Fraction(ratio, 100_000)
    return Fraction(44_055, 100_000)


def one_stop_ratio(base: int) -> Fraction:
    if base < 0:
        return Fraction(0)
    for upto, numerator, denominator in (
        (1_950_000, 5_105, 84_895), (3_300_000, 10_210, 79_790), (6_950_000, 20_420, 69_580),
        (9_000_000, 23_483, 66_517),
    ):  # fmt: skip
        if base <= upto:
            return Fraction(numerator, denominator)
    return Fraction(33_693, 56_307)


def national_basic_deduction(total: int) -> int:
    """所得税の基礎控除 of the income of 2025."""
    for upto, amount in (
        (1_320_000, 950_000), (3_360_000, 880_000), (4_890_000, 680_000), (6_550_000, 630_000),
        (23_500_000, 580_000), (24_000_000, 480_000), (24_500_000, 320_000), (25_000_000, 160_000),
    ):  # fmt: skip
        if total <= upto:
            return amount
    return 0


def exemption_adjustment(total: int, line: int, municipal: int, prefectural: int) -> tuple[int, int]:
    """調整措置 (附則3条の3): nobody just above the line keeps less than the line."""
    relief = max(0, line - (total - (municipal + prefectural)))
    if relief == 0 or municipal + prefectural == 0:
        return 0, 0
    prefectural_part = ceil(Fraction(relief * prefectural, municipal + prefectural))
    return relief - prefectural_part, prefectural_part


def fixed_reduction(row: Row, year: int, total: int, municipal: int, prefectural: int) -> tuple[int, int]:
    """定額減税 (附則5条の8・5条の12): prefectural share raised to the yen, on the levies before the 100-yen cut."""
    spouse_counts = (
        row["spouse"] != 0 and row["spouse_total_income"] <= 480_000 and not row["spouse_non_resident"]
    )
    heads = 0
    if year == 2024 and total <= 18_050_000:
        heads = 1 + (1 if spouse_counts and total <= 10_000_000 else 0)
        heads += sum(
            row[f"dependants_{kind}"]
            for kind in ("general", "specific", "elderly", "cohabiting_parent", "under_16")
        )
        heads -= row["dependants_non_resident"]
    if year == 2025 and 10_000_000 < total <= 18_050_000 and spouse_counts:
        heads = 1
    amount, levy = 10_000 * heads, municipal + prefectural
    if levy <= amount:
        return municipal, prefectural
    prefectural_part = ceil(Fraction(amount * prefectural, levy))
    return amount - prefectural_part, prefectural_part
