"""What a typed word means by its declared type, and how values are shown."""

from __future__ import annotations

from datetime import date

import pytest

from tests.points.sample import point_of
from uwanose.errors import Finding, Place
from uwanose.money import Rate
from uwanose.points.model import Age, AgeForm, Input, Item, Point, Value, ValueType
from uwanose.points.typed import format_result, format_value, parse_value
from uwanose.source.nodes import Mapping, Scalar, Sequence

HERE = Place("t.yaml", 3, 5)
CHOICE = "b.p:\n  kind: parameter\n  label: x\n  type: choice\n  choices: {private: 自家用, trade: 営業用}\n  values: {}\n"
LIMIT = "b.p:\n  kind: parameter\n  label: x\n  type: yen\n  least: 0\n  most: 100_000\n  values: {}\n"


def parsed(declared: Point | ValueType, text: str, *, quoted: bool = False) -> Value | None:
    """Return the value of a word that must be sound."""
    findings: list[Finding] = []
    value = parse_value(declared, Scalar(text, quoted, HERE), findings)
    assert findings == []
    return value


def refused(declared: Point | ValueType, text: str) -> Finding:
    """Return the finding on a word that cannot stand."""
    findings: list[Finding] = []
    assert parse_value(declared, Scalar(text, False, HERE), findings, "oi") is None
    (finding,) = findings
    assert (finding.code, finding.place, finding.scope) == ("P101", HERE, "oi")
    assert finding.remedy_ja
    assert finding.remedy_en
    return finding


@pytest.mark.parametrize(
    ("type", "text", "expected"),
    [
        (ValueType.YEN, "320,000", 320_000),
        (ValueType.YEN, "３２０,０００円", 320_000),
        (ValueType.YEN, "0", 0),
        (ValueType.INTEGER, "1_200", 1_200),
        (ValueType.RATE, "6/100", Rate(6, 100)),
        (ValueType.RATE, "4.025%", Rate(4025, 100_000)),
        (ValueType.RATE, "６％", Rate(6, 100)),
        (ValueType.RATE, "0", Rate(0, 1)),
        (ValueType.FLAG, "no", False),
        (ValueType.FLAG, "はい", True),
        (ValueType.DATE, "令和8年4月1日", date(2026, 4, 1)),
        (ValueType.AGE, "18歳年度末", Age(18, AgeForm.SCHOOL_YEAR_END)),
        (ValueType.AGE, "１５歳未満", Age(15, AgeForm.UNDER)),
        (ValueType.AGE, "満18歳に達する日以後の最初の年度末まで", Age(18, AgeForm.SCHOOL_YEAR_END)),
        (ValueType.TEXT, "00123", "00123"),
        (ValueType.TEXT, "12:30", "12:30"),
        (ValueType.TEXT, "no", "no"),
        (ValueType.TEXT, "4.025", "4.025"),
    ],
)
def test_the_declared_type_decides(type: ValueType, text: str, expected: Value) -> None:
    """The same word is a text here, a number there; nothing changes silently."""
    assert expected == parsed(type, text)


@pytest.mark.parametrize(
    ("type", "text", "says"),
    [
        (ValueType.RATE, "0.06", "6/100（6%）"),
        (ValueType.RATE, "０．０４０２５", "4025/100000（4.025%）"),
        (ValueType.RATE, "-.5", "-5/10（-50%）"),
        (ValueType.RATE, "6", "6/100 または 6%"),
        (ValueType.YEN, "4.025", "4_025"),
        (ValueType.YEN, "00123", "123"),
        (ValueType.YEN, "12:30", "320_000"),
        (ValueType.YEN, "no", "320_000"),
        (ValueType.INTEGER, "3円", "320_000"),
        (ValueType.FLAG, "2", "true"),
        (ValueType.DATE, "2026", "2026-04-01"),
        (ValueType.AGE, "18", "18歳年度末"),
        (ValueType.AGE, "15歳", "「15歳年度末」"),
        (ValueType.YEN, "null", "空けたまま"),
        (ValueType.TEXT, "~", "空けたまま"),
    ],
)
def test_what_is_in_doubt_is_refused_with_what_to_write(type: ValueType, text: str, says: str) -> None:
    """0.06 may be 6/100; 4.025 yen may be 4,025; 00123 may be a code: a person decides."""
    finding = refused(type, text)
    assert says in finding.remedy_ja
    assert text in finding.ja


def test_an_age_says_until_when() -> None:
    """「18歳」 alone leaves open whether the birthday or the end of the school year ends it."""
    assert "いつまでか" in refused(ValueType.AGE, "18歳").ja


def test_a_quoted_word_for_nothing_is_a_text() -> None:
    """A town may be called null."""
    assert parsed(ValueType.TEXT, "null", quoted=True) == "null"


def test_nothing_is_unknown_and_no_finding() -> None:
    """An empty place means that the value is not known; whoever needs it is refused later."""
    assert parsed(ValueType.YEN, "") is None


def test_a_choice_is_named_by_identifier_or_label() -> None:
    """Both give the identifier."""
    point = point_of(CHOICE)
    assert parsed(point, "trade") == parsed(point, "営業用") == parsed(point, "　営業用 ") == "trade"
    finding = refused(point, "営業")
    assert "「trade」ではありませんか" in finding.remedy_ja
    assert "private（自家用）" in finding.remedy_ja


@pytest.mark.parametrize(
    ("amount", "fits"), [("-1", False), ("0", True), ("100_000", True), ("100_001", False)]
)
def test_a_value_stays_inside_the_range_of_its_point(amount: str, fits: bool) -> None:
    """Both ends are in; △1 and 100,001 are not."""
    point = point_of(LIMIT)
    if fits:
        assert parsed(point, amount) is not None
    else:
        assert "0〜100,000" in refused(point, amount).ja


def test_a_list_or_names_where_one_value_belongs_are_refused() -> None:
    """The remedy is the way to write it."""
    for node in (Sequence((), HERE), Mapping({}, {}, HERE)):
        findings: list[Finding] = []
        assert parse_value(ValueType.YEN, node, findings) is None
        assert [finding.code for finding in findings] == ["P102"]


@pytest.mark.parametrize(
    ("type", "value", "ja", "en"),
    [
        (ValueType.YEN, 320_000, "320,000円", "320,000 yen"),
        (ValueType.YEN, -500, "△500円", "△500 yen"),
        (ValueType.INTEGER, 1_200, "1,200", "1,200"),
        (ValueType.RATE, Rate(6, 100), "6%", "6%"),
        (ValueType.RATE, Rate(1, 3), "1/3", "1/3"),
        (ValueType.FLAG, True, "はい", "yes"),
        (ValueType.FLAG, False, "いいえ", "no"),
        (ValueType.DATE, date(2026, 4, 1), "2026-04-01（令和8年4月1日）", "2026-04-01"),
        (
            ValueType.AGE,
            Age(18, AgeForm.SCHOOL_YEAR_END),
            "18歳年度末",
            "until the 31 March on or after reaching 18",
        ),
        (ValueType.AGE, Age(15, AgeForm.UNDER), "15歳未満", "under 15"),
        (ValueType.TEXT, "本文", "本文", "本文"),
        (ValueType.YEN, None, "未設定", "not set"),
    ],
)
def test_values_are_shown_as_people_write_them(
    type: ValueType, value: Value | None, ja: str, en: str
) -> None:
    """Japanese first, English for the rest of the team."""
    assert (ja, en) == (format_value(type, value), format_value(type, value, "en"))


def test_a_choice_is_shown_by_its_label_and_a_number_with_its_unit() -> None:
    """The label is written once, in the declaration."""
    assert format_value(point_of(CHOICE), "trade") == "営業用"
    assert format_value(point_of(CHOICE), "trade", "en") == "trade"
    persons = point_of(
        "b.p:\n  kind: parameter\n  label: x\n  type: integer\n  unit: persons\n  values: {}\n"
    )
    years = point_of("b.p:\n  kind: parameter\n  label: x\n  type: integer\n  unit: years\n  values: {}\n")
    assert (format_value(persons, 3), format_value(persons, 3, "en")) == ("3人", "3 persons")
    assert format_value(years, 5) == "5年"


def test_what_is_shown_reads_back_as_the_same_value() -> None:
    """A clerk may type what the screen says."""
    for type, value in (
        (ValueType.YEN, -1_234_567),
        (ValueType.RATE, Rate(4025, 100_000)),
        (ValueType.FLAG, False),
        (ValueType.AGE, Age(18, AgeForm.SCHOOL_YEAR_END)),
    ):
        assert value == parsed(type, format_value(type, value))


@pytest.mark.parametrize(
    ("unit", "value", "ja"),
    [("yen", 1_000, "1,000円"), ("flag", 1, "はい"), ("choice", 1, "営業用"), ("choice", 7, "7"), ("date", 20260401, "2026-04-01"),
     ("year", 2025, "2025年"), ("persons", 2, "2人"), ("age", 18, "18歳"), ("date", 0, "－")],
)  # fmt: skip
def test_results_are_shown_from_the_codes_formulas_work_with(unit: str, value: int, ja: str) -> None:
    """Inside a run a choice is its place in the list, a day yyyymmdd."""
    item = Item(
        id="b.i", business="b", label_ja="x", label_en="x", unit=unit, basis="", place=HERE,
        choices={"private": "自家用", "trade": "営業用"},
    )  # fmt: skip
    assert ja == format_result(item, value)


def test_inputs_are_shown_the_same_way() -> None:
    """An explanation shows what came in."""
    column = Input(
        name="price", business="b", label_ja="x", label_en="x", type=ValueType.YEN, place=HERE, unit=""
    )
    assert format_result(column, 5_000, "en") == "5,000 yen"
    assert format_value(column, 5_000) == "5,000円"
