"""Words people type, and the sentence for those that say nothing certain."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from uwanose.dates import Month
from uwanose.source import scalars


def misread(read: Callable[[str], object], text: str) -> scalars.Misread:
    """Return why a word cannot be read."""
    with pytest.raises(scalars.Misread) as why:
        read(text)
    assert why.value.remedy_ja
    assert why.value.remedy_en
    return why.value


@pytest.mark.parametrize(
    ("text", "expected"),
    [("320000", 320_000), ("320,000", 320_000), ("320_000", 320_000), ("３２０，０００", 320_000), ("0", 0), ("-5", -5),
     ("△1,000", -1_000)],
)  # fmt: skip
def test_whole_numbers_as_town_halls_type_them(text: str, expected: int) -> None:
    """Full-width digits, commas and triangles are numbers."""
    assert expected == scalars.whole(text)


def test_yen_may_carry_their_unit_and_counts_may_not() -> None:
    """「3円」 as a number of persons is a slip."""
    assert scalars.whole("320,000円", yen=True) == 320_000
    assert "整数" in misread(scalars.whole, "3円").ja


@pytest.mark.parametrize("text", ["00123", "０１", "007円", "-01", "0_1"])
def test_a_leading_zero_asks_what_is_meant(text: str) -> None:
    """00123 may be a code; YAML 1.1 would make it 83."""
    assert "番号" in misread(lambda word: scalars.whole(word, yen=True), text).ja


@pytest.mark.parametrize("text", ["4.025", "４．５", "0.5", "1,000.0", ".5"])
def test_a_decimal_point_is_refused(text: str) -> None:
    """4.025 as yen may be a thousand times too little; money is whole yen."""
    assert "小数" in misread(scalars.whole, text).ja


@pytest.mark.parametrize("text", ["no", "12:30", "32,00", "1e3", "0x10", "", "三千", "1 000"])
def test_what_is_no_number_stays_none(text: str) -> None:
    """Nothing is guessed."""
    assert "読めません" in misread(scalars.whole, text).ja


def test_days_and_months_are_read_in_both_calendars() -> None:
    """令和8年4月1日 is 1 April 2026."""
    assert scalars.day("令和8年4月1日") == scalars.day("2026/4/1") == date(2026, 4, 1)
    assert scalars.month("R8.4") == Month(2026, 4)
    assert "存在しない日" in misread(scalars.day, "2026-02-29").ja
    assert "年月" in misread(scalars.month, "2026-13").ja


@pytest.mark.parametrize(
    ("text", "expected"), [("はい", True), ("TRUE", True), ("１", True), ("no", False), ("無", False)]
)
def test_yes_and_no_in_their_usual_words(text: str, expected: bool) -> None:
    """Where yes or no is wanted, no means no."""
    assert scalars.flag(text) is expected


def test_other_words_are_neither_yes_nor_no() -> None:
    """2 is no flag."""
    assert "読めません" in misread(scalars.flag, "2").ja


@pytest.mark.parametrize("text", ["~", "null", "NULL", "None", "Ｎｕｌｌ"])
def test_words_for_nothing_are_recognised(text: str) -> None:
    """Other programs write them; here no value is ever null."""
    assert scalars.is_null_word(text)


@pytest.mark.parametrize("text", ["なし", "0", "", "nullable"])
def test_ordinary_words_are_not_words_for_nothing(text: str) -> None:
    """なし may be a choice."""
    assert not scalars.is_null_word(text)
