"""Lookups in the tables of the law."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from uwanose.engine.tables import LookupTable, OutsideTable, day_number
from uwanose.money import Rate
from uwanose.points.model import Age, AgeForm, Table

BASIC = LookupTable(
    Table(("upto", "amount"), ((24_000_000, 430_000), (24_500_000, 290_000), (None, 0))), "upto", name="basic"
)
BANDS = LookupTable(
    Table(("from", "rate", "less"), ((0, Rate(6, 10), 0), (1_000, Rate(7, 10), 100))), "from", name="bands"
)


def test_an_upper_bound_is_still_in() -> None:
    """合計所得金額2,400万円以下 43万円; one yen more falls to the next row."""
    assert BASIC.pick("amount", 24_000_000) == 430_000
    assert BASIC.pick("amount", 24_000_001) == 290_000
    assert BASIC.pick("amount", 24_500_001) == 0
    assert BASIC.pick("amount", 10**13) == 0


def test_a_lower_bound_is_already_in() -> None:
    """From 1,000 yen on the second row."""
    assert BANDS.pick("less", 999) == 0
    assert BANDS.pick("less", 1_000) == 100


def test_a_row_found_once_gives_several_columns() -> None:
    """The same as asking the table for each of them."""
    keys = np.array([0, 999, 1_000, 2_001])
    row = BANDS.find(keys)
    assert row.pick("less").tolist() == BANDS.pick("less", keys).tolist() == [0, 0, 100, 100]
    assert (
        row.rates("rate").floor(keys).tolist()
        == BANDS.rates("rate", keys).floor(keys).tolist()
        == [0, 599, 700, 1_400]
    )
    with pytest.raises(KeyError, match="no column 'more'"):
        row.pick("more")


def test_columns_and_python_integers_find_the_same_rows() -> None:
    """One text of a formula for a plain call, a batch and the shadow run."""
    keys = [0, 24_000_000, 24_000_001, 30_000_000]
    expected = [430_000, 430_000, 290_000, 0]
    assert BASIC.pick("amount", np.array(keys)).tolist() == expected
    shadow = BASIC.pick("amount", np.array(keys, dtype=object))
    assert shadow.dtype == object
    assert shadow.tolist() == expected


def test_rates_are_applied_row_by_row_and_rounded_as_named() -> None:
    """6/10 below 1,000, 7/10 from there on."""
    amounts = np.array([999, 1_001])
    assert BANDS.rates("rate", amounts).floor(amounts).tolist() == [599, 700]
    assert BANDS.rates("rate", amounts).ceil(amounts).tolist() == [600, 701]
    assert BANDS.rates("rate", 999).floor(999) == 599


def test_a_key_outside_the_table_is_refused_with_its_value() -> None:
    """No row is never the last row."""
    with pytest.raises(OutsideTable, match="bands: no row for -1"):
        BANDS.pick("less", np.array([5, -1]))
    closed = LookupTable(Table(("upto", "amount"), ((10, 1),)), "upto")
    assert closed.pick("amount", 10) == 1
    with pytest.raises(OutsideTable):
        closed.pick("amount", 11)


def test_exact_keys_are_found_whatever_their_order() -> None:
    """Decision rows keyed by a choice, written as the law lists them."""
    table = LookupTable(
        Table(("kind", "amount"), (("special", 300), ("none", 0))), "exact", codes={"none": 0, "special": 1}
    )
    assert table.pick("amount", np.array([0, 1])).tolist() == [0, 300]
    with pytest.raises(OutsideTable):
        table.pick("amount", 2)


def test_cells_become_what_formulas_work_with() -> None:
    """Flags stay flags, days become yyyymmdd, choices their code."""
    table = LookupTable(
        Table(
            ("from", "given", "since", "kind"),
            ((0, True, date(2026, 4, 1), "b"), (5, False, date(2027, 4, 1), "a")),
        ),
        "from",
        codes={"a": 0, "b": 1},
    )
    keys = np.array([1, 6])
    assert table.pick("given", keys).tolist() == [True, False]
    assert table.pick("since", keys).tolist() == [2026_04_01, 2027_04_01]
    assert table.pick("kind", keys).tolist() == [1, 0]


def test_age_limits_may_stand_in_a_table() -> None:
    """The limit of each kind of care, for each person."""
    table = LookupTable(
        Table(("care", "limit"), ((0, Age(15, AgeForm.UNDER)), (1, Age(18, AgeForm.SCHOOL_YEAR_END)))),
        "exact",
    )
    born = np.array([2010_05_10, 2010_05_10])
    assert table.within_age("limit", np.array([0, 1]), born, 2026_04_01).tolist() == [False, True]
    with pytest.raises(KeyError, match="no age limits"):
        BASIC.within_age("amount", np.array([0]), np.array([2010_05_10]), 2026_04_01)


def test_a_column_that_is_not_there_is_told_with_those_that_are() -> None:
    """The author of a formula sees the name he meant."""
    with pytest.raises(KeyError, match="amount"):
        BASIC.pick("ammount", 1)


@given(
    st.lists(st.integers(0, 1_000), min_size=1, max_size=60, unique=True),
    st.lists(st.integers(-5, 1_005), min_size=1, max_size=20),
)
def test_short_and_long_tables_find_the_same_rows(bounds: list[int], keys: list[int]) -> None:
    """Beyond some rows a search takes the place of comparisons."""
    ordered = sorted(bounds)
    upto = LookupTable(Table(("upto", "row"), (*((bound, bound) for bound in ordered), (None, -1))), "upto")
    expected = [next((bound for bound in ordered if key <= bound), -1) for key in keys]
    assert upto.pick("row", np.array(keys)).tolist() == expected
    down = LookupTable(Table(("from", "row"), ((-5, -5), *((bound, bound) for bound in ordered))), "from")
    below = [max([-5, *(bound for bound in ordered if bound <= key)]) for key in keys]
    assert down.pick("row", np.array(keys)).tolist() == below


def test_a_day_is_eight_digits() -> None:
    """yyyymmdd."""
    assert day_number(date(2026, 4, 1)) == 2026_04_01
