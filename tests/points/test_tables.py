"""Tables: all columns, rows in order, no gaps and no overlaps."""

from __future__ import annotations

import pytest

from tests.points.sample import point_of
from uwanose.errors import Finding
from uwanose.money import Rate
from uwanose.points.model import Table
from uwanose.points.typed import format_value

HEAD = """\
b.t:
  kind: table
  label: 控除
  lookup: {lookup}
  columns:
    {key}: {{type: {type}, label: 所得}}
    rate: {{type: rate, label: 率}}
  values:
    2021:
      rows:
"""


def declared(lookup: str, *rows: str, type: str = "yen") -> str:
    """Return a declared table."""
    key = lookup if lookup != "exact" else "key"
    return HEAD.format(lookup=lookup, key=key, type=type) + "".join(f"        - {{{row}}}\n" for row in rows)


def codes(text: str) -> list[str]:
    """Return code and line of what is wrong with a table; a wrong table has no value."""
    findings: list[Finding] = []
    point = point_of(text, findings)
    assert (point.values[0].value is None) == bool(findings)
    return [f"{finding.code}:{finding.place.line}" for finding in findings if finding.place]


UPTO = ("upto: 1_000, rate: 1", "upto: 2_000, rate: 1/2", "upto: no_limit, rate: 0")


def test_a_sound_table_is_read_by_the_types_of_its_columns() -> None:
    """no_limit is None in memory."""
    value = point_of(declared("upto", *UPTO)).values[0].value
    assert value == Table(("upto", "rate"), ((1_000, Rate(1, 1)), (2_000, Rate(1, 2)), (None, Rate(0, 1))))


@pytest.mark.parametrize(
    ("lookup", "rows", "expected"),
    [
        ("upto", UPTO[:2], ["P114:12"]),
        ("upto", (UPTO[1], UPTO[0], UPTO[2]), ["P113:12"]),
        ("upto", (UPTO[0], UPTO[0], UPTO[2]), ["P113:12"]),
        ("upto", (UPTO[0], UPTO[2], UPTO[1]), ["P113:13", "P114:13"]),
        ("upto", ("upto: no_limit, rate: 0",), []),
        ("from", ("from: 0, rate: 1", "from: 1_000, rate: 0"), []),
        ("from", ("from: 1, rate: 1", "from: 1_000, rate: 0"), ["P114:11"]),
        ("from", ("from: 0, rate: 1", "from: 0, rate: 0"), ["P113:12"]),
        ("from", ("from: 0, rate: 1", "from: no_limit, rate: 0"), ["P101:12"]),
        ("exact", ("key: 1, rate: 1", "key: 2, rate: 0"), []),
        ("exact", ("key: 2, rate: 1", "key: 1, rate: 0"), []),
        ("exact", ("key: 1, rate: 1", "key: 1, rate: 0"), ["P113:12"]),
    ],
)
def test_gaps_overlaps_and_order(lookup: str, rows: tuple[str, ...], expected: list[str]) -> None:
    """Every key finds one row: below, at and above each bound."""
    assert expected == codes(declared(lookup, *rows))


def test_a_gap_is_shown_by_an_example() -> None:
    """The person sees an amount nothing fits."""
    findings: list[Finding] = []
    point_of(declared("upto", *UPTO[:2]), findings)
    point_of(declared("from", "from: 10, rate: 1"), findings)
    assert "2,000円を超える値" in findings[0].ja
    assert "0円 に当てはまる行がありません" in findings[1].ja


def test_an_overlap_is_shown_by_an_example() -> None:
    """1,000 yen would fit both."""
    findings: list[Finding] = []
    point_of(declared("upto", UPTO[1], UPTO[0], UPTO[2]), findings)
    assert "たとえば 1,000円" in findings[0].ja


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("upto: 1", ["P112:11"]),
        ("upto: 1, rate: ", ["P112:11"]),
        ("upto: 1, rate: 1, extra: 2", ["P111:11"]),
        ("upto: 1, rete: 1", ["P111:11", "P112:11"]),
        ("upto: 1, rate: 0.5", ["P101:11"]),
        ("upto: 1, rate: [1]", ["P112:11"]),
    ],
)
def test_every_row_has_exactly_the_declared_columns(row: str, expected: list[str]) -> None:
    """0 is written as 0."""
    assert expected == codes(declared("upto", row, "upto: no_limit, rate: 0"))


def test_a_misspelt_column_names_the_nearest() -> None:
    """rete is rate."""
    findings: list[Finding] = []
    point_of(declared("upto", "upto: no_limit, rete: 1"), findings)
    assert "「rate」" in findings[0].remedy_ja


@pytest.mark.parametrize("value", ["{rows: []}", "{rows: 1}", "[]"])
def test_a_table_without_rows_is_refused(value: str) -> None:
    """An empty table would find nothing for anybody."""
    text = declared("upto").replace("    2021:\n      rows:\n", f"    2021: {value}\n")
    assert codes(text) == ["P111:9"]


def test_a_single_value_where_a_table_belongs_is_refused() -> None:
    """3/100 is no table."""
    assert codes(declared("upto").replace("    2021:\n      rows:\n", "    2021: 3/100\n")) == ["P102:9"]


def test_an_empty_table_value_is_unknown() -> None:
    """A table not yet known is left empty like any value."""
    for text in ("    2021:\n", "    2021: {value: , note: 未公表}\n"):
        point = point_of(declared("upto").replace("    2021:\n      rows:\n", text))
        assert point.values[0].value is None


def test_a_lower_bound_may_be_declared_to_begin_elsewhere() -> None:
    """A table by year of birth begins with the first year."""
    text = declared("from", "from: 1900, rate: 1", type="integer").replace(
        "label: 所得}", "label: 生年, least: 1900}"
    )
    assert codes(text) == []


def test_days_are_bounds_too() -> None:
    """A table by date of birth."""
    rows = ("upto: 2012-01-01, rate: 1", "upto: 2026-04-01, rate: 1/2", "upto: no_limit, rate: 0")
    assert codes(declared("upto", *rows, type="date")) == []
    assert codes(declared("upto", rows[1], rows[0], rows[2], type="date")) == ["P113:12"]


def test_choices_of_a_table_are_those_of_its_point() -> None:
    """A row per bracket."""
    text = declared("exact", "key: first, rate: 1", "key: 950万円以下, rate: 0", type="choice")
    value = (
        point_of(text.replace("  lookup:", "  choices: {first: 900万円以下, second: 950万円以下}\n  lookup:"))
        .values[0]
        .value
    )
    assert isinstance(value, Table)
    assert value.column("key") == ("first", "second")


def test_a_table_is_shown_row_by_row() -> None:
    """Labels in Japanese, names in English."""
    point = point_of(declared("upto", *UPTO))
    shown = format_value(point, point.values[0].value)
    assert shown.splitlines() == ["所得 1,000円 → 率 100%", "所得 2,000円 → 率 50%", "所得 上限なし → 率 0%"]
    assert format_value(point, point.values[0].value, "en").splitlines()[2] == "upto no limit → rate 0%"
