"""The marks of formulas."""

from __future__ import annotations

from datetime import date

import pytest

from uwanose.dates import FOREVER
from uwanose.engine.formulas import CustomizationMark, FormulaMark, customizes, formula, mark_of


def test_a_formula_is_named_for_its_item() -> None:
    """With or without brackets."""

    @formula
    def bare(income: int) -> int:
        return income

    @formula()
    def called(income: int) -> int:
        return income

    assert mark_of(bare) == FormulaMark("bare", date.min, FOREVER)
    assert mark_of(called) == FormulaMark("called", date.min, FOREVER)
    assert bare(3) == called(3) == 3


@pytest.mark.parametrize(
    ("since", "until", "first", "end"),
    [
        (2024, 2025, date(2024, 4, 1), date(2026, 4, 1)),
        ("2024-04-01", "2026-03-31", date(2024, 4, 1), date(2026, 4, 1)),
        ("R6.4.1", date(2026, 3, 31), date(2024, 4, 1), date(2026, 4, 1)),
    ],
)
def test_until_is_the_last_day_and_a_year_is_a_fiscal_year(
    since: int | str, until: int | str | date, first: date, end: date
) -> None:
    """As in files: 〜まで includes the day."""

    @formula("levy", since=since, until=until)
    def levy_from_2024() -> int:
        return 0

    mark = mark_of(levy_from_2024)
    assert mark == FormulaMark("levy", first, end)
    assert isinstance(mark, FormulaMark)
    assert mark.covers(date(2026, 3, 31))
    assert not mark.covers(date(2026, 4, 1))
    assert not mark.covers(date(2024, 3, 31))


def test_a_customization_names_itself_and_its_point() -> None:
    """The mark changes nothing about the function: a plain call tests it."""

    @customizes("K-006", "dog_levy.levy")
    def levy(base: int) -> int:
        return base // 2

    assert mark_of(levy) == CustomizationMark("K-006", "dog_levy.levy", wrapper=False)
    assert levy(10) == 5


def test_an_unmarked_function_has_no_mark() -> None:
    """Nothing else is taken for one."""
    assert mark_of(len) is None
