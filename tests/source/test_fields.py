"""The typed reader: every slip gets a place, nothing raises."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

import pytest

from uwanose.dates import Month
from uwanose.errors import Finding
from uwanose.source.fields import Fields
from uwanose.source.nodes import Scalar
from uwanose.source.read import read_mapping


class Door(StrEnum):
    """Words of a test."""

    OWN_MEASURE = "own_measure"
    STANDARD_OPTION = "standard_option"


def fields(text: str, what: str = "") -> Fields:
    """Return a reader of sound YAML."""
    findings: list[Finding] = []
    node = read_mapping(text.encode(), "k.yaml", findings)
    assert node is not None
    assert findings == []
    return Fields(node, findings, "oi", what)


def shown(reader: Fields) -> list[str]:
    """Return code and place of what was found."""
    return [f"{finding.code} {finding.place}" for finding in reader.findings]


def test_sound_entries_are_read_by_their_type() -> None:
    """One example of each."""
    reader = fields(
        "title: 国保税\nyen: 320,000円\ncount: ３\non: 2026-04-01\nstart: 2020-07\nlive: はい\ndoor: own_measure\n"
        "label: {ja: 税率, en: Rate}\nby: [oi, kaisei]\n"
    )
    assert reader.required_text("title") == "国保税"
    assert reader.yen("yen") == 320_000
    assert reader.integer("count") == 3
    assert reader.date("on") == reader.required_date("on") == date(2026, 4, 1)
    assert reader.month("start") == Month(2020, 7)
    assert reader.flag("live") is True
    assert reader.choice("door", Door) is Door.OWN_MEASURE
    assert reader.label() == ("税率", "Rate")
    assert reader.texts("by") == ("oi", "kaisei")
    reader.done()
    assert reader.findings == []


def test_missing_entries_give_their_defaults_without_a_finding() -> None:
    """What need not be there need not be there; an empty entry counts as missing."""
    reader = fields("empty:\n")
    assert reader.text("empty", "x") == reader.text("none", "x") == "x"
    assert reader.text("none", None) is None
    assert reader.yen("none") is None
    assert reader.integer("empty", 7) == 7
    assert reader.date("none") is None
    assert reader.month("none") is None
    assert (reader.flag("none"), reader.flag("none", None)) == (False, None)
    assert reader.choice("none", Door) is None
    assert reader.choice("none", Door, Door.OWN_MEASURE) is Door.OWN_MEASURE
    assert reader.texts("none") == ()
    assert reader.mapping("none") is None
    assert reader.sequence("empty") == ()
    assert reader.nested("none") is None
    assert list(reader.entries("none")) == []
    assert reader.rows("none") == []
    assert reader.findings == []


def test_what_must_be_there_is_reported_with_the_place_of_its_surroundings() -> None:
    """The remedy is the line to write."""
    reader = fields("a: {b: 1}\nempty:\n", "K-006")
    assert reader.required_text("title") == ""
    assert reader.required_date("empty") is None
    assert reader.label() == ("", "")
    assert shown(reader) == ["S121 k.yaml:1:1", "S121 k.yaml:2:1", "S121 k.yaml:1:1"]
    assert "K-006の「title」" in reader.findings[0].ja
    assert reader.findings[0].remedy_ja == "「title: …」を書いてください。"
    assert {finding.scope for finding in reader.findings} == {"oi"}


def test_unknown_names_come_with_the_nearest_known_one() -> None:
    """may_sett is may_set; far-off names list what is possible."""
    reader = fields("may_sett: law\nzzz: 1\n")
    reader.text("may_set")
    reader.done()
    assert shown(reader) == ["S120 k.yaml:1:1", "S120 k.yaml:2:1"]
    assert "「may_set」" in reader.findings[0].remedy_ja
    assert "書けるのは may_set" in reader.findings[1].remedy_ja


def test_a_text_torn_at_its_comma_inside_braces_is_explained() -> None:
    """{en: minors, widows} is two entries to YAML."""
    reader = fields("label: {ja: 未成年者, en: minors, widows}\n")
    assert reader.label() == ("未成年者", "minors")
    assert shown(reader) == ["S117 k.yaml:1:31"]
    assert "引用符" in reader.findings[0].remedy_ja


@pytest.mark.parametrize(
    ("text", "place"),
    [("a: 4.5\n", "1:4"), ("a: 00123\n", "1:4"), ("b: 1\na:   x\n", "2:6"), ("a: ~\n", "1:4")],
)
def test_a_word_of_another_type_is_reported_where_it_stands(text: str, place: str) -> None:
    """The place is that of the value, not of its name."""
    reader = fields(text)
    assert reader.yen("a", 5) == 5
    assert shown(reader) == [f"S123 k.yaml:{place}"]


def test_words_for_nothing_are_refused_even_where_a_text_is_wanted() -> None:
    """title: null is a slip; title: "null" is a title."""
    reader = fields('title: null\nother: "null"\n')
    assert reader.text("title") == ""
    assert reader.text("other") == "null"
    assert shown(reader) == ["S123 k.yaml:1:8"]


def test_wrong_shapes_are_reported_and_read_as_nothing() -> None:
    """A list where one value belongs, a value where a list belongs."""
    reader = fields("a: [1]\nb: x\nc: [{d: 1}, e]\nf: {g: 1}\nh: [[i]]\n")
    assert reader.text("a") == ""
    assert reader.sequence("b") == ()
    assert reader.mapping("b") is None
    assert [row.text("d") for row in reader.rows("c")] == ["1"]
    assert list(reader.named("f")) == []
    assert reader.texts("h") == ()
    assert shown(reader) == [
        "S122 k.yaml:1:4",
        "S122 k.yaml:2:4",
        "S122 k.yaml:2:4",
        "S122 k.yaml:3:13",
        "S122 k.yaml:4:8",
        "S122 k.yaml:5:5",
    ]


def test_a_word_outside_the_list_names_the_possible_ones() -> None:
    """own_mesure is own_measure."""
    reader = fields("door: own_mesure\nclock: hour\n")
    assert reader.choice("door", Door) is None
    assert reader.word("clock", ("year", "date"), "date") == "date"
    assert shown(reader) == ["S124 k.yaml:1:7", "S124 k.yaml:2:8"]
    assert "「own_measure」" in reader.findings[0].remedy_ja


@pytest.mark.parametrize(("number", "expected"), [(0, None), (1, 1), (60, 60), (61, None)])
def test_numbers_stay_between_their_bounds(number: int, expected: int | None) -> None:
    """Both ends are in."""
    reader = fields(f"months: {number}\n")
    assert reader.integer("months", least=1, most=60) == expected
    assert shown(reader) == ([] if expected else ["S125 k.yaml:1:9"])


def test_a_default_needs_no_place_within_the_bounds() -> None:
    """Only what is written is measured."""
    reader = fields("a: 1\n")
    assert reader.yen("b", 0, least=1) == 0
    assert reader.findings == []


def test_nested_readers_share_findings_and_say_where_they_are() -> None:
    """A slip three levels down is named with its way."""
    reader = fields("consent: {on: x}\ncosts:\n  - {quoted: 1.5}\n", "K-006")
    inner = reader.nested("consent")
    assert inner is not None
    inner.date("on")
    for row in reader.rows("costs"):
        row.yen("quoted")
    assert "K-006 consentの「on」" in reader.findings[0].ja
    assert "K-006 costsの「quoted」" in reader.findings[1].ja


def test_entries_keep_their_order_and_places_empty_ones_too() -> None:
    """Dated values are read so."""
    reader = fields("values: {2021: 1, 2026: }\n")
    found = list(reader.entries("values"))
    assert [(key.text, value.text) for key, value in found if isinstance(value, Scalar)] == [
        ("2021", "1"),
        ("2026", ""),
    ]
    assert found[1][0].place.column == 19


def test_a_label_may_be_japanese_alone() -> None:
    """English is optional."""
    assert fields("label: 税率\n").label() == ("税率", "税率")
    assert fields("label: {ja: 税率}\n").label() == ("税率", "税率")


def test_places_of_names() -> None:
    """The place of a name that is not written is that of its surroundings."""
    reader = fields("a: 1\nb: 2\n")
    assert str(reader.place("b")) == "k.yaml:2:1"
    assert str(reader.place("c")) == str(reader.place()) == "k.yaml:1:1"
    assert ("a" in reader, "c" in reader, reader.has("c")) == (True, False, False)
