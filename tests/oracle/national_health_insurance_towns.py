"""Owns the health-insurance tariffs of the fourteen towns as the oracle has them, typed in from the published tables.

By town and fiscal year, where a whole tariff was published; the rates in per cent, the rest in yen of a year.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property


@dataclass(frozen=True)
class Part:
    """所得割, 均等割, 平等割, 限度額; 資産割 where there is one; and what adults pay besides (子ども分)."""

    income_percent: str
    per_head: int
    per_household: int
    cap: int
    asset_percent: str = "0"
    adult: int = 0

    @cached_property
    def income_rate(self) -> Fraction:
        return Fraction(self.income_percent) / 100

    @cached_property
    def asset_rate(self) -> Fraction:
        return Fraction(self.asset_percent) / 100


@dataclass(frozen=True)
class Tariff:
    """The parts of a year: medical, support, care, and 子ども・子育て支援金分 from 2026."""

    medical: Part
    support: Part
    care: Part | None
    child: Part | None = None

    @cached_property
    def parts(self) -> dict[str, Part]:
        parts = {
            "medical": self.medical,
            "support": self.support,
            "care": self.care,
            "child_rearing": self.child,
        }
        return {name: part for name, part in parts.items() if part}


TARIFFS = {
    ("hayama", 2023): Tariff(
        medical=Part("5.37", 21_600, 18_300, 650_000),
        support=Part("2.64", 9_900, 8_100, 220_000),
        care=Part("2.75", 11_900, 7_200, 170_000),
    ),
    ("hayama", 2025): Tariff(
        medical=Part("5.78", 25_300, 20_000, 660_000),
        support=Part("2.55", 10_900, 8_300, 260_000),
        care=Part("2.02", 10_700, 6_000, 170_000),
    ),
    ("samukawa", 2025): Tariff(
        medical=Part("5.8", 24_400, 21_000, 660_000),
        support=Part("2.6", 11_000, 9_800, 260_000),
        care=Part("2.2", 10_800, 7_000, 170_000),
    ),
    ("oiso", 2025): Tariff(
        medical=Part("6.8", 26_500, 21_000, 660_000),
        support=Part("3.1", 14_500, 0, 260_000),
        care=Part("2.6", 13_600, 0, 170_000),
    ),
    ("ninomiya", 2024): Tariff(
        medical=Part("6.93", 25_600, 26_200, 650_000),
        support=Part("2.65", 10_900, 7_800, 240_000),
        care=Part("2.55", 17_000, 0, 170_000),
    ),
    ("ninomiya", 2025): Tariff(
        medical=Part("6.93", 25_600, 26_200, 660_000),
        support=Part("2.65", 10_900, 7_800, 260_000),
        care=Part("2.55", 17_000, 0, 170_000),
    ),
    ("nakai", 2025): Tariff(
        medical=Part("5.82", 25_000, 25_000, 660_000),
        support=Part("1.39", 6_600, 6_000, 260_000),
        care=Part("1.74", 9_100, 7_000, 170_000),
    ),
    ("nakai", 2026): Tariff(
        medical=Part("5.82", 25_000, 25_000, 670_000),
        support=Part("1.39", 6_600, 6_000, 260_000),
        care=Part("1.74", 9_100, 7_000, 170_000),
        child=Part("0.25", 1_778, 0, 30_000, adult=91),
    ),
    ("oi", 2025): Tariff(
        medical=Part("5.82", 24_000, 19_500, 660_000),
        support=Part("2.69", 9_500, 8_000, 260_000),
        care=Part("2.07", 9_500, 6_000, 170_000),
    ),
    ("oi", 2026): Tariff(
        medical=Part("5.82", 24_000, 19_500, 670_000),
        support=Part("2.69", 9_500, 8_000, 260_000),
        care=Part("2.07", 9_500, 6_000, 170_000),
        child=Part("0.27", 1_900, 0, 30_000, adult=0),
    ),
    ("matsuda", 2025): Tariff(
        medical=Part("5.65", 27_500, 26_800, 660_000),
        support=Part("2.5", 10_000, 6_870, 260_000),
        care=Part("1.99", 11_000, 7_800, 170_000),
    ),
    ("yamakita", 2025): Tariff(
        medical=Part("6.5", 28_000, 41_000, 660_000, asset_percent="10.3"),
        support=Part("2.65", 12_000, 8_500, 220_000, asset_percent="1.55"),
        care=Part("2.5", 12_500, 7_800, 170_000, asset_percent="1.7"),
    ),
    ("yamakita", 2026): Tariff(
        medical=Part("6.8", 28_000, 41_000, 670_000),
        support=Part("2.95", 12_000, 8_500, 260_000),
        care=Part("2.8", 12_500, 7_800, 170_000),
        child=Part("0.27", 1_727, 0, 30_000, adult=64),
    ),
    ("kaisei", 2025): Tariff(
        medical=Part("6.28", 27_200, 16_800, 660_000),
        support=Part("2.4", 10_200, 6_800, 260_000),
        care=Part("1.99", 11_000, 4_900, 170_000),
    ),
    ("hakone", 2024): Tariff(
        medical=Part("5.74", 21_910, 23_660, 650_000),
        support=Part("1.69", 6_470, 6_980, 240_000),
        care=Part("1.72", 8_900, 8_170, 170_000),
    ),
    ("hakone", 2025): Tariff(
        medical=Part("6.76", 26_730, 28_150, 660_000),
        support=Part("1.8", 7_110, 7_490, 260_000),
        care=Part("1.82", 9_520, 8_610, 170_000),
    ),
    ("manazuru", 2025): Tariff(
        medical=Part("6.12", 29_180, 24_110, 660_000),
        support=Part("1.77", 8_710, 7_180, 260_000),
        care=Part("2.52", 12_640, 6_360, 170_000),
    ),
    ("yugawara", 2023): Tariff(
        medical=Part("5.93", 21_800, 16_300, 650_000),
        support=Part("2.31", 8_600, 6_400, 220_000),
        care=Part("1.56", 7_400, 4_300, 170_000),
    ),
    ("yugawara", 2025): Tariff(
        medical=Part("6.7", 25_500, 17_900, 660_000),
        support=Part("2.6", 10_300, 7_000, 260_000),
        care=Part("1.7", 8_600, 4_700, 170_000),
    ),
    ("aikawa", 2025): Tariff(
        medical=Part("6.86", 23_500, 21_600, 660_000),
        support=Part("2.62", 9_100, 7_900, 260_000),
        care=Part("2.18", 9_300, 6_900, 170_000),
    ),
    ("kiyokawa", 2025): Tariff(
        medical=Part("5.42", 22_930, 10_210, 660_000),
        support=Part("1.59", 6_840, 3_060, 260_000),
        care=Part("2.98", 10_160, 3_410, 170_000),
    ),
    ("yugawara", 2021): Tariff(  # only these two parts were seen; the caps are the national ones
        medical=Part("6.15", 21_800, 16_500, 630_000),
        support=Part("2.42", 8_600, 6_500, 190_000),
        care=None,
    ),
}
