"""Owns a second, independent light-vehicle tax: one vehicle at a time, with plain if/else.

It shares no code and no figures with the product: they are typed in here from the law as it was collected.
"""

from __future__ import annotations

from collections.abc import Mapping

Row = Mapping[str, int]

KINDS = ("moped_50", "specified_small", "new_standard", "moped_90", "moped_125", "mini_car", "farming", "special_other",
         "motorcycle_250", "motorcycle", "three_wheel", "passenger_private", "passenger_business", "cargo_private",
         "cargo_business")  # fmt: skip
FUELS = ("petrol", "diesel", "lpg", "electric", "fuel_cell", "natural_gas", "methanol", "mixed_methanol",
         "petrol_hybrid", "trailer")  # fmt: skip
GREEN = (None, 75, 50, 25)
FLAT = {
    "moped_50": 2_000, "specified_small": 2_000, "new_standard": 2_000, "moped_90": 2_000, "moped_125": 2_400,
    "mini_car": 3_700, "farming": 2_400, "special_other": 5_900, "motorcycle_250": 3_600, "motorcycle": 6_000,
}  # fmt: skip
# first inspected before April 2015, since, thirteen years passed
FOUR = {
    "three_wheel": (3_100, 3_900, 4_600), "passenger_private": (7_200, 10_800, 12_900),
    "passenger_business": (5_500, 6_900, 8_200), "cargo_private": (4_000, 5_000, 6_000),
    "cargo_business": (3_000, 3_800, 4_500),
}  # fmt: skip
RELIEVED = {
    ("three_wheel", 75): 1_000, ("three_wheel", 50): 2_000, ("three_wheel", 25): 3_000,
    ("passenger_private", 75): 2_700, ("passenger_business", 75): 1_800, ("passenger_business", 50): 3_500,
    ("passenger_business", 25): 5_200, ("cargo_private", 75): 1_300, ("cargo_business", 75): 1_000,
}  # fmt: skip
NEVER_HEAVY = (
    "electric",
    "fuel_cell",
    "natural_gas",
    "methanol",
    "mixed_methanol",
    "petrol_hybrid",
    "trailer",
)
SINCE = {"specified_small": 2024, "new_standard": 2025}


def assess(row: Row, year: int) -> dict[str, int]:
    """地方税法463条の15, 附則30条, as of 1 April of a fiscal year; a refused vehicle has no tax."""
    kind, fuel, green = KINDS[row["kind"]], FUELS[row["fuel"]], GREEN[row["green"]]
    if year < SINCE.get(kind, 0):
        return {"before_its_time": 1}
    if kind in FLAT:
        if green:
            return {"impossible_green": 1}
        return {"before_its_time": 0, "impossible_green": 0, "heavy": 0, "tax": FLAT[kind]}
    if green and not possible(kind, fuel, green):
        return {"impossible_green": 1}
    first = row["first_inspected_on"]
    heavy = first <= (year - 13) * 10_000 + 331 and fuel not in NEVER_HEAVY
    old, new, after_13_years = FOUR[kind]
    tax = new if first >= 20150401 else old
    if heavy:
        tax = after_13_years
    if green and new_last_year(first, year, green):
        tax = RELIEVED[kind, green]
    return {"before_its_time": 0, "impossible_green": 0, "heavy": int(heavy), "tax": tax}


def possible(kind: str, fuel: str, green: int) -> bool:
    """Three quarters for electric and natural gas; half and a quarter for business passenger cars and three wheels."""
    if green == 75:
        return fuel in ("electric", "natural_gas")
    return kind in ("passenger_business", "three_wheel")


def new_last_year(first: int, year: int, green: int) -> bool:
    """The year after the first inspection; a quarter only if that was by March 2025."""
    if not (year - 1) * 10_000 + 401 <= first <= year * 10_000 + 331:
        return False
    return green != 25 or first <= 20250331
