"""What town halls type, cell by cell; each sentence is one way in which files arrive."""

from __future__ import annotations

import pytest

from tests.engine.invented import column
from uwanose.engine.columns.typed import CellReader
from uwanose.engine.guards import RANGE
from uwanose.points.model import ValueType

YEN = column("income", ValueType.YEN, "所得", least=0)
COUNT = column("dogs", ValueType.INTEGER, "犬の数", least=0, most=30)
DAY = column("birth", ValueType.DATE, "生年月日")
FLAG = column("welfare", ValueType.FLAG, "生活保護")
SIZE = column("size", ValueType.CHOICE, "大きさ", choices={"small": "小型", "large": "大型"})


def number(declared: object, cell: str) -> int:
    """Return what one cell means; it must have a meaning."""
    numbers, bad = CellReader(declared).read([cell])  # type: ignore[arg-type]  # a declaration
    assert bad == {}
    return int(numbers[0])


def reason(declared: object, cell: str) -> str:
    """Return why one cell has no meaning."""
    numbers, bad = CellReader(declared).read(["1", cell])  # type: ignore[arg-type]  # a declaration
    assert int(numbers[1]) == 0 or "範囲" in bad[1].ja
    return bad[1].ja


@pytest.mark.parametrize(
    "cell",
    [
        "320000",
        "320,000",
        "320_000",
        "３２０，０００",
        "３２０,０００円",
        "320,000円",
        " 320000 ",
        "000320000",
        "+320000",
    ],
)
def test_yen_is_read_as_town_halls_write_it(cell: str) -> None:
    """Separators, full width, 円, fixed length."""
    assert number(YEN, cell) == 320_000


def test_negative_yen_may_have_a_triangle() -> None:
    """△ of the budget papers."""
    assert number(column("change", ValueType.YEN, "増減"), "△500") == -500
    assert number(column("change", ValueType.YEN, "増減"), "-500") == -500


@pytest.mark.parametrize("cell", ["320.5", "1,23", "百円", "NULL", "-", "12 34"])
def test_what_is_no_whole_number_of_yen_says_so(cell: str) -> None:
    """It is rejected, never rounded or taken for zero."""
    assert cell in reason(YEN, cell)


@pytest.mark.parametrize("cell", ["", " ", "　"])
def test_an_empty_cell_is_never_zero(cell: str) -> None:
    """A missing figure is a rejected row."""
    for declared in (YEN, COUNT, DAY, FLAG, SIZE):
        assert "0とみなしません" in reason(declared, cell)


def test_ranges_are_looked_at_on_both_sides() -> None:
    """0 to 30 dogs."""
    assert number(COUNT, "0") == 0
    assert number(COUNT, "30") == 30
    assert "0〜30" in reason(COUNT, "31")
    assert "0〜30" in reason(COUNT, "-1")


def test_amounts_beyond_the_safe_range_are_refused_even_without_a_declared_one() -> None:
    """±10^13, and what int64 cannot hold at all."""
    free = column("change", ValueType.YEN, "増減")
    assert number(free, str(RANGE)) == RANGE
    assert "範囲" in reason(free, str(RANGE + 1))
    assert "範囲" in reason(free, str(10**30))


@pytest.mark.parametrize(
    "cell",
    [
        "1980-05-01", "1980/5/1", "1980年5月1日", "昭和55年5月1日", "S55.5.1", "19800501", "3550501", "１９８０－０５－０１",
        " 1980-05-01",
    ],
)  # fmt: skip
def test_days_are_read_in_western_and_japanese_writing(cell: str) -> None:
    """Also eight digits, and the era code with six."""
    assert number(DAY, cell) == 1980_05_01


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("大正15年12月24日", 1926_12_24), ("T元.8.1", 1912_08_01), ("2151224", 1926_12_24), ("明治45年7月29日", 1912_07_29),
        ("平成31年4月30日", 2019_04_30), ("令和元年5月1日", 2019_05_01), ("5010501", 2019_05_01),
    ],
)  # fmt: skip
def test_the_eldest_and_the_turn_of_eras_are_read(cell: str, day: int) -> None:
    """There are residents born in 大正."""
    assert number(DAY, cell) == day


@pytest.mark.parametrize(
    "cell", ["2023-02-29", "1980-13-01", "19800231", "不明", "1980-05", "昭和55年13月1日"]
)
def test_a_day_that_does_not_exist_is_refused(cell: str) -> None:
    """Unknown birthdays need a decision, not a guess."""
    assert cell in reason(DAY, cell)


@pytest.mark.parametrize("cell", ["1", "はい", "有", "TRUE", "yes", "１"])
def test_yes_in_every_writing(cell: str) -> None:
    """One meaning."""
    assert number(FLAG, cell) == 1


@pytest.mark.parametrize("cell", ["0", "いいえ", "無", "false", "No"])
def test_no_in_every_writing(cell: str) -> None:
    """The other."""
    assert number(FLAG, cell) == 0


def test_anything_else_is_neither_yes_nor_no() -> None:
    """2 is not true."""
    assert "2" in reason(FLAG, "2")


@pytest.mark.parametrize("cell", ["large", "大型", " 大型 ", "ｌａｒｇｅ"])
def test_choices_are_read_by_identifier_or_label(cell: str) -> None:
    """They become the code, in the declared order."""
    assert number(SIZE, cell) == 1


def test_an_unknown_choice_lists_the_known_ones() -> None:
    """With identifiers and labels."""
    assert "small（小型）" in reason(SIZE, "中型")


def test_one_bad_cell_does_not_spoil_the_others() -> None:
    """The column is read one by one then, with the same numbers."""
    numbers, bad = CellReader(YEN).read(["1", "x", "3,000", "4"])
    assert numbers.tolist() == [1, 0, 3_000, 4]
    assert list(bad) == [1]


def test_what_was_bad_once_is_bad_in_the_next_batch() -> None:
    """Texts are remembered from batch to batch."""
    reader = CellReader(FLAG)
    assert list(reader.read(["1", "x"])[1]) == [1]
    assert list(reader.read(["x", "0"])[1]) == [0]
    assert reader.read(["1", "0"])[1] == {}
