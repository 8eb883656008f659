"""Owns the levy of the oracle from taxable income to the 100-yen cut, credit by credit in the order of the law."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from math import floor

from tests.oracle import resident_tax_separate as separate
from tests.oracle.resident_tax_donations import donation

Row = Mapping[str, int]


def levies(
    row: Row, year: int, found: Mapping[str, int], surcharge: Fraction, cap_at_ordinance_rate: bool
) -> dict[str, int]:
    """Return both income levies and every credit on the way."""
    total, gross, base = found["total_income"], found["gross_income_amount"], found["total_taxable_income"]
    due = not found["income_levy_exempt"] and not row["house_only"]
    apart = separate.separate_levies(found, year)  # whether anything is due or not
    municipal = base * 6 // 100 + apart[0] if due else 0
    prefectural = floor(base * (Fraction(4, 100) + surcharge)) + apart[1] if due else 0
    standard = base * 4 // 100 + apart[1] if due else 0
    result = {
        "municipal_separate_levy": apart[0],
        "prefectural_separate_levy": apart[1],
        "municipal_computed_levy": municipal,
        "prefectural_computed_levy": prefectural,
        "prefectural_standard_levy": standard,
    }
    no_credit_above = 25_000_000 if year >= 2021 else None
    adjustment = adjustment_credit(base, total, found["personal_difference"], no_credit_above)
    behind_cap = (
        max(0, municipal - adjustment[0]),
        max(0, (prefectural if cap_at_ordinance_rate else standard) - adjustment[1]),
    )
    result |= donation(row, year, found, behind_cap)
    given = (result["donation_credit_municipal"], result["donation_credit_prefectural"])
    line_income = found["taxable_income"] + found["taxable_apart"]
    result |= {"dividend_credit_line_income": line_income}
    result |= {"adjustment_base": adjustment[2], "housing_loan_credit": housing_loan(row, year)[2]}
    foreign = foreign_tax(row)
    result |= {"foreign_tax_limit_municipal": foreign[2], "foreign_tax_limit_prefectural": foreign[3]}
    for name, credit in (
        ("adjustment", adjustment[:2]),
        ("dividend", dividend(row, line_income)),
        ("housing_loan", housing_loan(row, year)[:2]),
        ("donation", given),
        ("foreign_tax", foreign[:2]),
    ):
        used = min(municipal, credit[0]), min(prefectural, credit[1])  # a credit never makes a levy negative
        result |= {f"{name}_credit_municipal": used[0], f"{name}_credit_prefectural": used[1]}
        municipal, prefectural = municipal - used[0], prefectural - used[1]
    result |= {"municipal_levy_after_credits": municipal, "prefectural_levy_after_credits": prefectural}
    relief = exemption_adjustment(gross, found["income_levy_limit"], municipal, prefectural)
    municipal, prefectural = municipal - relief[0], prefectural - relief[1]
    paid = withheld(row, municipal, prefectural)
    municipal -= paid["withheld_levy_credit_municipal"]
    prefectural -= paid["withheld_levy_credit_prefectural"]
    before = municipal // 100 * 100 + prefectural // 100 * 100
    special = fixed_reduction(row, year, total, municipal, prefectural)
    return (
        result
        | paid
        | {
            "exemption_adjustment": sum(relief),
            "exemption_adjustment_municipal": relief[0],
            "exemption_adjustment_prefectural": relief[1],
            "municipal_levy_before_special_credit": municipal,
            "prefectural_levy_before_special_credit": prefectural,
            "special_credit": sum(special),
            "special_credit_municipal": special[0],
            "special_credit_prefectural": special[1],
            "municipal_income_levy": (municipal - special[0]) // 100 * 100,
            "prefectural_income_levy": (prefectural - special[1]) // 100 * 100,
            "_levies_before_special_credit": before,
        }
    )


def adjustment_credit(
    base: int, total: int, difference: int, no_credit_above: int | None
) -> tuple[int, int, int]:
    """調整控除 (37条・314条の6), on 合計課税所得金額; from 2021 nothing above 25,000,000 of 合計所得金額. And its base."""
    if no_credit_above is not None and total > no_credit_above:
        return 0, 0, 0
    reduced = min(difference, base)
    if base > 2_000_000:
        reduced = max(difference - (base - 2_000_000), 50_000)
    return reduced * 3 // 100, reduced * 2 // 100, reduced


def dividend(row: Row, line_income: int) -> tuple[int, int]:
    """配当控除 (附則5条): dividends are the top slice, trusts above stock; half the rate above 10,000,000."""
    over = max(0, line_income - 10_000_000)
    municipal = prefectural = 0
    for kind, rate in (("foreign_trust", 4), ("trust", 8), ("stock", 16)):  # from the top down, per thousand
        amount = row[f"dividend_credit_{kind}"]
        high = min(amount, over)
        over -= high
        for part, divisor in ((high, 2_000), (amount - high, 1_000)):
            municipal += _up(part * rate, divisor)
            prefectural += _up(part * rate * 3, divisor * 4)
    return municipal, prefectural


def housing_loan_class_refused(row: Row, year: int) -> bool:
    """7 % is for those who moved in from April 2014 on."""
    return row["housing_loan_limit"] == 1 and year <= 2014


def housing_loan(row: Row, year: int) -> tuple[int, int, int]:
    """附則5条の4の2: 3/5 and 2/5 of the least of three, each raised to the yen (from memory); and the whole."""
    rate, most = ((5, 97_500), (7, 136_500))[row["housing_loan_limit"]]
    limit = min(row["housing_loan_unused"], row["housing_loan_national_taxable"] * rate // 100, most)
    return _up(limit * 3, 5), _up(limit * 2, 5), limit


def foreign_tax(row: Row) -> tuple[int, int, int, int]:
    """外国税額控除 (37条の3・314条の8): municipal and prefectural credit, then both limits.

    The prefecture's comes first; the municipality takes what exceeds the *limit* of the prefecture. That the limits are
    cut to the yen is from memory.
    """
    excess, national = row["foreign_tax_excess"], row["foreign_tax_national_limit"]
    prefectural_limit, municipal_limit = national * 12 // 100, national * 18 // 100
    prefectural = min(excess, prefectural_limit)
    return min(excess - prefectural, municipal_limit), prefectural, municipal_limit, prefectural_limit


def withheld(row: Row, municipal: int, prefectural: int) -> dict[str, int]:
    """配当割額等控除 (37条の4・314条の9): 2/5 prefectural, raised to the yen (from memory), the rest municipal."""
    together = row["dividend_levy_withheld"] + row["stock_levy_withheld"]
    share = _up(together * 2, 5)
    credit = min(municipal, together - share), min(prefectural, share)
    return {
        "withheld_levy": together,
        "withheld_levy_share_prefectural": share,
        "withheld_levy_credit_municipal": credit[0],
        "withheld_levy_credit_prefectural": credit[1],
        "withheld_levy_shortfall": together - sum(credit),
    }


def _up(numerator: int, denominator: int) -> int:
    return -(-numerator // denominator)


def exemption_adjustment(gross: int, line: int, municipal: int, prefectural: int) -> tuple[int, int]:
    """調整措置 (附則3条の3): nobody just above the line keeps less than the line."""
    relief = max(0, line - (gross - (municipal + prefectural)))
    if relief == 0 or municipal + prefectural == 0:
        return 0, 0
    prefectural_part = _up(relief * prefectural, municipal + prefectural)
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
    prefectural_part = _up(amount * prefectural, levy)
    return amount - prefectural_part, prefectural_part
