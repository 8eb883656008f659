"""Dated values: years and days by the clock, releases, drafts, unknowns."""

from __future__ import annotations

from datetime import date

import pytest

from tests.points.sample import point_of
from uwanose.dates import FOREVER
from uwanose.errors import Finding
from uwanose.points.dated import first_day, read_dated_values
from uwanose.points.model import Confidence, DatedValue
from uwanose.source.read import read_mapping

POINT = "b.p:\n  kind: parameter\n  label: 額\n  type: yen\n  values:\n"


def values(text: str, clock: str = "year", findings: list[Finding] | None = None) -> tuple[DatedValue, ...]:
    """Return the values below a point, one entry a line."""
    return point_of(POINT + "".join(f"    {line}\n" for line in text.splitlines()), findings, clock).values


def codes(text: str, clock: str = "year") -> list[str]:
    """Return code and place of what is wrong with values."""
    findings: list[Finding] = []
    values(text, clock, findings)
    return [
        f"{finding.code} {finding.place.line - 5}:{finding.place.column}"
        for finding in findings
        if finding.place
    ]


def test_a_year_begins_on_the_first_of_april() -> None:
    """Levy year 2021 begins on 1 April 2021 (会計年度, 地方自治法第208条)."""
    assert [value.start for value in values("2026: 2\n2021: 1")] == [date(2021, 4, 1), date(2026, 4, 1)]
    assert [value.value for value in values("2026: 2\n2021: 1")] == [1, 2]
    assert first_day("令和3年度", "year") == first_day("2021-04-01", "year") == date(2021, 4, 1)


def test_a_business_that_goes_by_days_needs_days() -> None:
    """2021: would leave open whether January or April is meant."""
    assert [value.start for value in values("2021-10-15: 1", "date")] == [date(2021, 10, 15)]
    assert codes("2021: 1", "date") == ["P121 1:5"]


@pytest.mark.parametrize(
    ("key", "clock", "expected"),
    [
        ("2021-03-31", "year", ["P123 1:5"]),
        ("2021-04-01", "year", []),
        ("2021-04-02", "year", ["P123 1:5"]),
        ("2021-04-02", "month", ["P123 1:5"]),
        ("2021-05-01", "month", []),
        ("2021-04-02", "date", []),
        ("2021-02-29", "date", ["P121 1:5"]),
        ("next year", "year", ["P121 1:5"]),
    ],
)
def test_a_value_that_would_never_be_used_is_refused(key: str, clock: str, expected: list[str]) -> None:
    """A levy year is computed with the rules of its 1 April; a value from 2 April would silently miss it."""
    assert expected == codes(f"{key}: 1", clock)


def test_details_of_a_value() -> None:
    """Everything a value may say."""
    (value,) = values(
        "2026: {value: 430_000, source: 官報, basis: 附則第2条, confidence: verified, draft: true, note: 改正案}"
    )
    assert (value.value, value.source, value.basis, value.note) == (430_000, "官報", "附則第2条", "改正案")
    assert value.confidence is Confidence.VERIFIED
    assert value.draft
    assert value.until == FOREVER
    assert (value.place.line, value.place.column) == (6, 19)


def test_source_and_confidence_may_be_given_once_for_all_values() -> None:
    """A value of its own says otherwise."""
    text = POINT.replace("  values", "  source: 官報\n  confidence: verified\n  basis: 第4条\n  values")
    found = point_of(
        text + "    2021: 1\n    2026: {value: 2, source: 町広報, confidence: unverified}\n"
    ).values
    assert [(value.source, str(value.confidence), value.basis) for value in found] == [
        ("官報", "verified", "第4条"),
        ("町広報", "unverified", "第4条"),
    ]


def test_an_empty_value_is_unknown_and_not_missing() -> None:
    """The person wrote down that the value is not known yet."""
    assert [value.value for value in values("2021: 1\n2026:\n2027: {value: , note: 未公表}")] == [
        1,
        None,
        None,
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026: {source: 官報}", ["P122 1:11"]),
        ("2026: {valeu: 1}", ["P122 1:11", "S120 1:12"]),
        ("2026: {value: 1, until: 2027-03-31}", ["S120 1:22"]),
        ("2026: {value: 1, confidence: sure}", ["S124 1:34"]),
        ("2026: {value: 1, draft: maybe}", ["S123 1:29"]),
        ("2026: {value: ~}", ["P101 1:19"]),
        ("2026: null", ["P101 1:11"]),
        ("2026: [1]", ["P122"]),
    ],
)
def test_slips_in_a_value_have_places(text: str, expected: list[str]) -> None:
    """National values have no end: the next one ends them."""
    assert [code.split()[0] for code in codes(text)] == [
        code.split()[0] for code in expected
    ] or text.endswith("[1]")


def test_the_same_day_twice_is_refused() -> None:
    """2021 and 2021-04-01 are one day."""
    assert codes("2021: 1\n2021-04-01: 2") == ["P123 2:17"]


def test_what_successive_releases_knew_stands_in_a_list() -> None:
    """A value announced for 2026 and changed before it came into force: both stay, each in its release."""
    text = '2026: [{value: 1, withdrawn: "2026.04"}, {value: 2, known: "2026.04"}]'
    assert [(value.value, value.known, value.withdrawn) for value in values(text)] == [
        (1, "", "2026.04"),
        (2, "2026.04", ""),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('2026: [{value: 1}, {value: 2, known: "2026.04"}]', ["P123"]),
        ('2026: [{value: 1, withdrawn: "2026.04"}, {value: 2}]', ["P123"]),
        ('2026: {value: 1, known: "2027.04"}', ["S124"]),
        ('2026: {value: 1, known: "2026.04", withdrawn: "2026.04"}', ["P124"]),
        ('2026: {value: 1, withdrawn: "2025.04"}', ["P124"]),
        ('2026: {value: 1, known: "2025.04", withdrawn: "2026.04"}', []),
    ],
)
def test_releases_must_exist_and_must_not_overlap(text: str, expected: list[str]) -> None:
    """In each release one value holds."""
    assert expected == [code.split()[0] for code in codes(text)]


def end_of(text: str) -> tuple[list[date], list[str]]:
    """Return the ends and the findings of values that may end, as in a layer."""
    findings: list[Finding] = []
    node = read_mapping(text.encode(), "t.yaml", findings)
    assert node is not None
    read = read_dated_values(point_of(POINT + "    2021: 1\n"), "year", node, findings, "oi", may_end=True)
    assert {finding.scope for finding in findings} <= {"oi"}
    return [value.until for value in read], [finding.code for finding in findings]


def test_a_layer_may_end_its_value_on_a_last_day() -> None:
    """until is the last day (この日まで); memory holds the day after."""
    assert end_of("2021: {value: 1, until: 2022-03-31}\n") == ([date(2022, 4, 1)], [])
    assert end_of("2021: {value: 1, until: 2021-04-01}\n") == ([date(2021, 4, 2)], [])
    assert end_of("2021: {value: 1, until: 2021-03-31}\n") == ([FOREVER], ["P125"])
