"""One word for one thing: months are か月, stages 第…段階, persons 人, wherever a number is shown."""

from __future__ import annotations

import pytest

from tests.cli.workspaces import ROOT
from uwanose.points.cells import format_result
from uwanose.points.model import Catalog, Kind, ValueType
from uwanose.points.units import COUNTED, TYPED, unit_word, with_unit
from uwanose.workspace import Workspace


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    """Everything the national package and the register declare."""
    return Workspace.open(ROOT).catalog


@pytest.mark.parametrize(
    ("unit", "value", "ja", "en"),
    [
        ("months", 1_200, "1,200か月", "1,200 months"),
        ("stage", 13, "第13段階", "stage 13"),
        ("stage", 0, "－", "－"),
        ("year", 2026, "2026年", "2026"),
        ("fiscal_year", 2026, "2026年度", "fiscal year 2026"),
        ("of_24000", 12_000, "24,000分の12,000", "12,000 of 24,000"),
        ("persons", 0, "0人", "0 persons"),
        ("ordinal", 3, "3番目", "no. 3"),
        ("", 1_234, "1,234", "1,234"),
    ],
)
def test_a_number_is_written_with_its_unit(unit: str, value: int, ja: str, en: str) -> None:
    """A number that names something (a year, a stage) has no separators, and 0 is none of them."""
    assert (with_unit(value, unit), with_unit(value, unit, "en")) == (ja, en)


def test_no_unit_is_called_as_another(catalog: Catalog) -> None:
    """期 alone is both how many terms and which one; every other word stands once."""
    words = [unit_word(unit) for unit in (*TYPED, *COUNTED) if unit not in ("term", "years")]
    assert len(words) == len(set(words))


def test_what_is_counted_in_months_says_months(catalog: Catalog) -> None:
    """件 is for papers and cases alone."""
    labels = {item.label_ja: item for item in catalog.items.values()}
    assert format_result(labels["賦課月数"], 12) == "12か月"
    assert format_result(labels["所得段階"], 5) == "第5段階"
    assert not [item.id for item in catalog.items.values() if item.unit == "count"]


def test_every_whole_number_of_the_package_has_a_unit(catalog: Catalog) -> None:
    """Except an intelligence quotient and the number of a child, which are numbers and no more."""
    points = [
        point.id for point in catalog
        if point.kind is Kind.PARAMETER and point.type is ValueType.INTEGER and not point.unit and not point.owner
    ]  # fmt: skip
    inputs = [
        f"{business}.{column.name}" for business, columns in catalog.inputs.items() for column in columns.values()
        if column.type is ValueType.INTEGER and not column.unit
    ]  # fmt: skip
    assert points == [
        "medical_subsidy_disability.who.iq",
        "medical_subsidy_disability.who.iq_with_physical_grade",
    ]
    assert inputs == ["child_allowance.child_number", "medical_subsidy_disability.iq"]
