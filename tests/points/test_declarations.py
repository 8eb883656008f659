"""Declarations of points: what must be there, and what may not be said at the same time."""

from __future__ import annotations

import pytest

from tests.points.sample import point_of
from uwanose.errors import Finding
from uwanose.points.model import Kind, MaySet, ValueType


def codes(text: str) -> list[str]:
    """Return the codes of what is wrong with a declaration."""
    findings: list[Finding] = []
    point_of(text, findings)
    assert all(finding.place and finding.remedy_ja for finding in findings)
    return [finding.code for finding in findings]


def parameter(*lines: str, without: str = "") -> str:
    """Return a sound parameter with more lines, without one of its own."""
    own = ["kind: parameter", "label: {ja: 額, en: Amount}", "type: yen", "values: {2021: 1}"]
    kept = [line for line in own if not without or not line.startswith(without)]
    return "b.topic.amount:\n" + "".join(f"  {line}\n" for line in [*kept, *lines])


def test_a_sound_declaration() -> None:
    """What is not said: a standard point of the town."""
    point = point_of(parameter())
    assert (point.id, point.business, point.name) == ("b.topic.amount", "b", "topic_amount")
    assert (point.kind, point.may_set, point.type, point.by) == (
        Kind.PARAMETER,
        MaySet.STANDARD,
        ValueType.YEN,
        "town",
    )
    assert (point.label_ja, point.label_en, str(point.place)) == ("額", "Amount", "p.yaml:1:1")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (parameter(without="label"), ["S121"]),
        (parameter(without="type"), ["S121"]),
        (parameter(without="values"), ["S121"]),
        (parameter("type: money", without="type"), ["S124"]),
        (parameter("may_set: anyone"), ["S124"]),
        (parameter("by: state"), ["S124"]),
        (parameter("national_value_is: top"), ["S124"]),
        (parameter("colour: red"), ["S120"]),
        (parameter("least: 0.5"), ["S123"]),
        (parameter("may_set: law"), ["P134"]),
        (parameter("may_set: law", "basis: 第1条"), []),
        (parameter("may_set: law", "basis: 第1条", "values: {}", without="values"), ["P134"]),
        (parameter("may_set: ordinance", "values: {}", without="values"), []),
        (parameter("choices: {a: 甲}"), ["P131"]),
        (
            parameter("type: choice", "values: {}", without="type").replace("  values: {2021: 1}\n", ""),
            ["P131"],
        ),
        (parameter("least: 2", "most: 1", "values: {}", without="values"), ["P135"]),
        (parameter("least: 1", "most: 1"), []),
        (
            parameter("least: 1", "type: rate", "values: {}", without="type").replace(
                "  values: {2021: 1}\n", ""
            ),
            ["P135"],
        ),
        (parameter("national_value_is: ceiling"), ["P139"]),
        (parameter("national_value_is: ceiling", "may_set: ordinance"), []),
        (parameter("national_value_is: floor", "may_set: option"), ["P139"]),
        (parameter("values: {2021: 0.5}", without="values"), ["P101"]),
        (parameter("least: 2"), ["P101"]),
    ],
)
def test_slips_of_a_parameter(text: str, expected: list[str]) -> None:
    """A law without its article could not cite it; a law without values could never be computed."""
    assert expected == codes(text)


@pytest.mark.parametrize(
    ("identifier", "expected"),
    [
        ("b.topic.amount", []),
        ("b.topic.class", []),
        ("b.class", ["P136"]),
        ("b.to-pic", ["P136"]),
        ("b.2021", ["P136"]),
    ],
)
def test_an_id_must_be_a_name_formulas_can_use(identifier: str, expected: list[str]) -> None:
    """topic_class is a name; class is a word of Python."""
    assert expected == codes(parameter().replace("b.topic.amount", identifier))


@pytest.mark.parametrize(
    ("identifier", "lines", "expected"),
    [
        ("b.record_findings", "", []),
        ("b.notice.extra_fields", "", []),
        ("b.record_finding", "", ["P133"]),
        ("b.extra_fields", "  values: {2021: 1}\n", ["P133"]),
        ("b.extra_fields", "  values: {}\n", []),
    ],
)
def test_hooks_have_known_names_and_no_values(identifier: str, lines: str, expected: list[str]) -> None:
    """Results are collected at four kinds of places."""
    assert expected == codes(f"{identifier}:\n  kind: hook\n  label: 指摘\n{lines}")


def test_a_template_holds_text_whatever_it_looks_like() -> None:
    """A block that says 0.06 or no is text."""
    point = point_of(
        "b.notice.title:\n  kind: template\n  label: 標題\n  values:\n    2021: {value: no}\n    2022: 0.06\n"
    )
    assert [value.value for value in point.values] == ["no", "0.06"]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["lookup: upto", "columns: {upto: {type: yen, label: 額}}"], []),
        (["columns: {upto: {type: yen, label: 額}}"], ["S121"]),
        (["lookup: between", "columns: {upto: {type: yen, label: 額}}"], ["S124"]),
        (["lookup: upto"], ["S121"]),
        (["lookup: upto", "columns: {upto: {type: money, label: 額}}"], ["S124"]),
        (["lookup: upto", "columns: {upto: {label: 額}}"], ["S121"]),
        (["lookup: upto", "columns: {upto: {type: yen}}"], ["S121"]),
        (["lookup: upto", "columns: {upto: yen}"], ["S122", "S121"]),
        (["lookup: upto", "columns: {upto: {type: rate, label: 率}}"], ["P137"]),
        (["lookup: exact", "columns: {key: {type: rate, label: 率}}"], []),
        (["lookup: exact", "columns: {key: {type: choice, label: 区分}}"], ["P131"]),
    ],
)
def test_shapes_of_tables(lines: list[str], expected: list[str]) -> None:
    """A table says how a row is found and what its columns hold."""
    text = "b.t:\n  kind: table\n  label: 表\n  values: {}\n" + "".join(f"  {line}\n" for line in lines)
    assert expected == codes(text)


def test_choices_need_labels() -> None:
    """A code without a name could not be shown."""
    text = parameter("type: choice", "values: {}", "choices: {a: 甲, b: }", without="type")
    assert codes(text.replace("  values: {2021: 1}\n", "")) == ["P131"]
