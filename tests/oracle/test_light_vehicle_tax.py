"""Every kind, fuel, relief and border of the first inspection, by the engine and by the oracle."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from tests.oracle.agreement import agree
from tests.oracle.engine_rows import Engine, Row
from tests.oracle.light_vehicle_tax import FUELS, GREEN, KINDS, assess
from uwanose.workspace import Workspace

YEARS = range(2022, 2029)
TOWNS = ("hayama", "samukawa", "oiso", "ninomiya", "nakai", "oi", "matsuda", "yamakita", "kaisei", "hakone", "manazuru",
         "yugawara", "aikawa", "kiyokawa")  # fmt: skip
ITEMS = ("before_its_time", "impossible_green", "heavy", "tax")


def vehicles(year: int) -> list[list[Row]]:
    """Everything that can be written, first inspected in the months on both sides of each border; 7,800 a year."""
    months = {
        20150301, 20150401, 20250301, 20250401,
        *(10_000 * (year - years) + day for years in (13, 1, 0) for day in (301, 401)),
        10_000 * year + 201, 10_000 * (year - 30) + 401, 10_000 * (year - 1) + 1201,
    }  # fmt: skip
    return [
        [{"kind": kind, "fuel": fuel, "green": green, "first_inspected_on": first}]
        for kind in range(len(KINDS))
        for fuel in range(len(FUELS))
        for green in range(len(GREEN))
        for first in sorted(months)
        if first < year * 10_000 + 401
    ]


@pytest.fixture(scope="module")
def engine(opened: Workspace) -> Engine:
    return Engine(opened, "light_vehicle_tax", "owner_id")


@pytest.mark.parametrize("year", YEARS)
def test_the_engine_and_the_oracle_agree_on_everything_that_can_be_written(engine: Engine, year: int) -> None:
    """地方税法463条の15・附則30条."""

    def judge(rows: Sequence[Row]) -> list[dict[str, int]]:
        return [assess(row, year) for row in rows]

    town = TOWNS[year % len(TOWNS)]
    assert agree(engine, vehicles(year), judge, town, date(year, 4, 1), ITEMS) > 5_000


@pytest.mark.parametrize("town", TOWNS)
def test_every_town_has_the_standard_rates(engine: Engine, town: str) -> None:
    """愛川町 and 開成町 print them; the other twelve were not looked for."""
    assert engine.values(town, date(2026, 4, 1)) == engine.values("aikawa", date(2026, 4, 1))


@pytest.mark.parametrize(
    ("year", "first", "fuel", "green", "tax"),
    [(2024, 20150401, "petrol", None, 10_800), (2024, 20110601, "petrol", None, 7_200),
     (2026, 20130401, "petrol", None, 7_200), (2026, 20130301, "petrol", None, 12_900),
     (2026, 20250601, "electric", 75, 2_700), (2027, 20250601, "electric", 75, 10_800)],
)  # fmt: skip
def test_worked_examples(year: int, first: int, fuel: str, green: int | None, tax: int) -> None:
    """The oracle itself: 愛川町, private passenger cars."""
    row = {"kind": KINDS.index("passenger_private"), "fuel": FUELS.index(fuel), "green": GREEN.index(green)}
    assert tax == assess(row | {"first_inspected_on": first}, year)["tax"]
