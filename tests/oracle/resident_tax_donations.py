"""Owns the donation credit of the oracle (地方税法37条の2・314条の7, 附則5条の6・7条の2): basic, furusato and one-stop part."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from math import ceil

Row = Mapping[str, int]

RATIOS: tuple[tuple[int, int], ...] = (  # national rate of the bracket x 1.021 taken from 90 per cent, in 100,000ths
    (1_950_000, 84_895), (3_300_000, 79_790), (6_950_000, 69_580), (9_000_000, 66_517), (18_000_000, 56_307),
    (40_000_000, 49_160),
)  # fmt: skip
RATIOS_UNTIL_2013: tuple[tuple[int, int], ...] = (  # from memory: without the special tax for reconstruction
    (1_950_000, 85_000), (3_300_000, 80_000), (6_950_000, 70_000), (9_000_000, 67_000), (18_000_000, 57_000),
)  # fmt: skip
ONE_STOP = (
    (1_950_000, (5_105, 84_895)), (3_300_000, (10_210, 79_790)), (6_950_000, (20_420, 69_580)),
    (9_000_000, (23_483, 66_517)),
)  # fmt: skip
NATIONAL_BASIC = (  # 所得税の基礎控除 of the income of 2025
    (1_320_000, 950_000), (3_360_000, 880_000), (4_890_000, 680_000), (6_550_000, 630_000),
    (23_500_000, 580_000), (24_000_000, 480_000), (24_500_000, 320_000), (25_000_000, 160_000),
)  # fmt: skip


def donation(row: Row, year: int, found: Mapping[str, int], behind_cap: tuple[int, int]) -> dict[str, int]:
    """Return both shares of every part, before they meet the levies."""
    furusato, common = row["donation_furusato"], row["donation_common"]
    difference = found["personal_difference"]
    if year >= 2026:
        difference += max(0, national_basic_deduction(found["total_income"]) - 480_000)
    base = found["taxable_income"] - difference
    result = {"personal_difference_adjustment": difference, "furusato_ratio_base": base}
    for side, levy, percent, fifths in (
        ("municipal", behind_cap[0], 6, 3),
        ("prefectural", behind_cap[1], 4, 2),
    ):
        own = row["donation_municipality" if side == "municipal" else "donation_prefecture"]
        basic = 0
        eligible = min(10 * (furusato + common + own), 3 * found["gross_income_amount"])  # in tenths of a yen
        if eligible > 20_000:
            basic = -(-(eligible - 20_000) * percent // 1_000)
        cap = levy * (10 if year <= 2015 else 20) // 100
        special = min(cap, ceil(max(0, furusato - 2_000) * special_ratio(base, year) * Fraction(fifths, 5)))
        one_stop = 0
        if year >= 2016 and row["one_stop"]:
            one_stop = ceil(special * one_stop_ratio(base))
        result |= {
            f"donation_credit_basic_{side}": basic,
            f"furusato_cap_{side}": cap,
            f"donation_credit_special_{side}": special,
            f"donation_credit_one_stop_{side}": one_stop,
            f"donation_credit_{side}": basic + special + one_stop,
        }
    return result


def furusato_ratio_refused(row: Row, found: Mapping[str, int]) -> bool:
    """Where nothing is left of 総所得金額 and there are incomes taxed apart, theirs decide the ratio: not verified."""
    settled = (
        found["taxable_income"] >= found["personal_difference_adjustment"] and found["taxable_income"] > 0
    )
    apart = found["taxable_apart"] + found["taxable_forestry"] + found["taxable_retirement"]
    return row["donation_furusato"] > 2_000 and not settled and apart > 0


def special_ratio(base: int, year: int = 2016) -> Fraction:
    """314条の7第11項, 附則5条の6; the highest line is of the national rate of 40 % until 2015, of 45 % since."""
    if base < 0:
        return Fraction(90, 100)
    if year <= 2013:
        ratios, last = RATIOS_UNTIL_2013, 50_000
    elif year <= 2015:
        ratios, last = RATIOS[:-1], 49_160
    else:
        ratios, last = RATIOS, 44_055
    return Fraction(next((ratio for upto, ratio in ratios if base <= upto), last), 100_000)


def one_stop_ratio(base: int) -> Fraction:
    """附則7条の2 (from memory); nobody of the highest brackets may use it."""
    if base < 0:
        return Fraction(0)
    return Fraction(*next((ratio for upto, ratio in ONE_STOP if base <= upto), (33_693, 56_307)))


def national_basic_deduction(total: int) -> int:
    return next((amount for upto, amount in NATIONAL_BASIC if total <= upto), 0)
