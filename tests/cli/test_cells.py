"""Text on a screen: kana and kanji take two cells."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from uwanose_cli.cells import columns, cut, pad, width, wrap


def test_kanji_takes_two_cells_and_a_digit_one() -> None:
    """East Asian Width: W and F are wide."""
    assert width("均等割3,000円") == 6 + 5 + 2


def test_half_width_kana_takes_one_cell() -> None:
    """Half-width katakana are narrow, full-width digits are wide."""
    assert width("ｶﾅ") == 2
    assert width("１２") == 4


def test_a_combining_mark_takes_no_cell() -> None:
    """か with a combining voiced mark is as wide as か."""
    assert width("か\u3099") == 2


def test_padding_counts_cells_not_characters() -> None:
    """Columns meet although the texts have different numbers of characters."""
    assert pad("大井町", 8) == "大井町  "
    assert pad("△500円", 8, right=True) == "  △500円" if width("△") == 1 else " △500円"


def test_a_cut_text_shows_that_something_is_missing() -> None:
    """Nothing is dropped in silence."""
    assert cut("個人住民税", 10) == "個人住民税"
    assert cut("個人住民税", 9) == "個人住民…"


def test_japanese_wraps_anywhere_but_before_a_closing_mark() -> None:
    """禁則: 、。） never begin a line."""
    assert wrap("町村の設定、条例", 10) == ["町村の設", "定、条例"]
    assert wrap("（県）の値", 4) == ["（県）", "の値"]


def test_an_english_word_is_never_broken() -> None:
    """An identifier on two lines cannot be copied."""
    assert wrap("resident_tax.rate.municipal を見る", 12) == ["resident_tax.rate.municipal", "を見る"]


def test_columns_align_by_cells() -> None:
    """The second column begins at the same cell in each line."""
    lines = columns([("町村", "円"), ("清川村", "1,200")], right=frozenset({1}))
    assert lines == ["町村       円", "清川村  1,200"]


@given(st.text(alphabet="あ税。、（）ab 1円", max_size=60), st.integers(4, 30))
def test_wrapping_loses_no_character_but_blanks(text: str, cells: int) -> None:
    """What is wrapped is still the same text."""
    assert "".join("".join(wrap(text, cells)).split()) == "".join(text.split())
