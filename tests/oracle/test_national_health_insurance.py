"""Every invented household, computed by the engine for a whole column at once and by the oracle month by month."""

from __future__ import annotations

from datetime import date
from functools import partial

import pytest

from tests.oracle.agreement import agree
from tests.oracle.draw import Draw
from tests.oracle.engine_rows import Engine
from tests.oracle.national_health_insurance import assess
from tests.oracle.national_health_insurance_borders import on_borders, on_borders_of
from tests.oracle.national_health_insurance_rows import household
from tests.oracle.national_health_insurance_towns import TARIFFS
from uwanose.workspace import Workspace

HOUSEHOLDS = 260  # of every town and year: more than 20,000 rows in all, and those on borders
# all borders of the law, in every year and with every relief of a town; in the other towns those of the tariff
BORDERS = {
    ("hayama", 2023),
    ("ninomiya", 2024),
    ("oi", 2025),
    ("yamakita", 2025),
    ("nakai", 2026),
    ("oi", 2026),
}
FLAGS = ("head_unclear", "reduction_undecided")


@pytest.fixture(scope="module")
def engine(opened: Workspace) -> Engine:
    return Engine(opened, "national_health_insurance", "household_id")


def households(town: str, year: int) -> list[list[dict[str, int]]]:
    draw = Draw("health insurance", town, year)
    tariff = TARIFFS[town, year]
    borders = on_borders(year, tariff) if (town, year) in BORDERS else [*on_borders_of(tariff)]
    return borders + [household(draw, year) for _ in range(HOUSEHOLDS)]


def items(town: str, year: int) -> set[str]:
    levies = {f"{name}_levy" for name in TARIFFS[town, year].parts}
    total = {"annual_total"} if "care_levy" in levies else set()
    return {"income_base", "reduction_income", "reduction", *FLAGS, *levies, *total}


@pytest.mark.parametrize(("town", "year"), TARIFFS)
def test_the_engine_and_the_oracle_agree_to_the_yen(engine: Engine, town: str, year: int) -> None:
    """地方税法703条の4・国民健康保険法76条, every published tariff, and the same in whatever order the rows stand."""
    judge = partial(assess, year=year, town=town, tariff=TARIFFS[town, year])
    rows = agree(engine, households(town, year), judge, town, date(year, 4, 1), sorted(items(town, year)))
    assert rows > 800


@pytest.mark.parametrize(("town", "year"), [("oi", 2025), ("nakai", 2026), ("yamakita", 2025)])
def test_the_comparison_reaches_both_sides_of_every_condition(town: str, year: int) -> None:
    """What is never 1 or never 0 would be compared in vain; the last yen below a cap, and the cap."""
    seen: dict[str, set[int]] = {}
    for rows in households(town, year):
        for result in assess(rows, year, town, TARIFFS[town, year]):
            for name, value in result.items():
                seen.setdefault(name, set()).add(value)
    assert items(town, year) == seen.keys()
    assert {0, 1, 2, 3} == seen["reduction"]
    assert {1} == seen["head_unclear"]
    assert ({0, 1} if year >= 2026 else {0}) == seen["reduction_undecided"]
    for name, part in TARIFFS[town, year].parts.items():
        assert {part.cap - 100, part.cap} <= seen[f"{name}_levy"]


def test_every_town_has_a_tariff_of_2025() -> None:
    """神奈川県 令和7年度; 葉山町, 二宮町, 箱根町, 湯河原町 also before, 中井町, 大井町, 山北町 also after."""
    assert sum(year == 2025 for _, year in TARIFFS) == 14
    assert {2021, 2023, 2024, 2025, 2026} == {year for _, year in TARIFFS}
