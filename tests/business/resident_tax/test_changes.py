"""Changes within the year: what is left is divided anew, what was collected stays; leaving a job."""

from __future__ import annotations

import inspect
from typing import Any

import pytest

from tests.business.resident_tax.plain import Cells, compute
from uwanose.business.resident_tax import ordinary_collection, payroll_changes, payroll_months
from uwanose.business.resident_tax.payroll_collection import (
    payroll_first_instalment,
    payroll_later_instalment,
)

MONTHS = ("06", "07", "08", "09", "10", "11", "12", "01", "02", "03", "04", "05")


class Given(dict[str, Cells]):
    """What is known of one taxpayer; ``run`` computes one more of it."""

    def run(self, module: Any, *names: str) -> list[int]:
        """Compute some items and keep them; return their values."""
        values: list[int] = []
        for name in names:
            formula = getattr(module, name)
            known = {one: self[one] for one in inspect.signature(formula).parameters if one in self}
            self[name] = compute(formula, 2025, **known)
            values += self[name]  # type: ignore[arg-type]
        return values


def terms(planned: list[int], term: int, billed: list[int], switched: int = 0) -> tuple[list[int], int]:
    """Return the four terms after a change, and what was paid too much."""
    given = Given(
        collection=["payroll" if switched else "ordinary"], change_term=[term], change_month=[0],
        payroll_last_month=[9 if switched else 0], pension_withholding=["none"], payroll_switched=[switched],
    )  # fmt: skip
    for number, yen in enumerate(planned, 1):
        given[f"ordinary_planned_{number}"] = [yen]
    for number, yen in enumerate(billed, 1):
        given[f"ordinary_billed_{number}"] = [yen]
    given.run(ordinary_collection, "change_refused", "ordinary_changed_amount", "ordinary_changed_later")
    (over,) = given.run(ordinary_collection, "ordinary_overpaid")
    return given.run(ordinary_collection, *(f"ordinary_instalment_{number}" for number in (1, 2, 3, 4))), over


def test_without_a_change_the_terms_are_as_planned() -> None:
    """0 is no change, whatever stands in the other columns."""
    assert terms([22_000, 20_000, 20_000, 20_000], 0, [1, 2, 3]) == ([22_000, 20_000, 20_000, 20_000], 0)


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        (1, [31_000, 30_000, 30_000, 30_000]),
        (2, [22_000, 33_000, 33_000, 33_000]),
        (3, [22_000, 20_000, 40_000, 39_000]),  # 79,000 in two terms
        (4, [22_000, 20_000, 20_000, 59_000]),
    ],
)
def test_what_is_left_is_divided_over_the_remaining_terms(term: int, expected: list[int]) -> None:
    """地方税法第320条, 第20条の4の2第6項: from 82,000 to 121,000 yen; past terms stay as they were billed."""
    planned = [31_000, 30_000, 30_000, 30_000]
    assert terms(planned, term, [22_000, 20_000, 20_000]) == (expected, 0)


def test_tax_below_what_was_billed_is_paid_back() -> None:
    """過納額, 地方税法第17条."""
    assert terms([6_000, 0, 0, 0], 3, [22_000, 20_000, 0]) == ([22_000, 20_000, 0, 0], 36_000)
    assert terms([42_000, 0, 0, 0], 3, [22_000, 20_000, 0]) == ([22_000, 20_000, 0, 0], 0)


def test_tax_switched_from_pay_joins_the_remaining_terms() -> None:
    """地方税法第321条の7: 80,500 yen in the third and fourth term."""
    assert terms([0, 0, 0, 0], 3, [0, 0, 0], switched=80_500) == ([0, 0, 40_500, 40_000], 0)


def test_change_of_somebody_withheld_from_pension_is_refused_and_a_switch_without_its_term() -> None:
    """Their rules are not in hand."""
    assert compute(
        ordinary_collection.change_refused,
        2025,
        collection=["payroll"] * 5,
        change_term=[1, 0, 0, 0, 1],
        change_month=[0, 6, 0, 0, 0],
        payroll_last_month=[0, 0, 9, 9, 9],
        pension_withholding=["continuing", "first_year", "continuing", "none", "none"],
        payroll_switched=[0, 0, 0, 1, 1],
    ) == [True, True, False, True, False]


def test_months_of_pay_are_refused_for_somebody_who_pays_in_the_ordinary_terms() -> None:
    """They would be shown as withheld beside terms that take the whole tax."""
    assert compute(
        ordinary_collection.change_refused,
        2025,
        collection=["ordinary", "ordinary", "ordinary", "payroll"],
        change_term=[0, 0, 1, 0],
        change_month=[10, 0, 0, 10],
        payroll_last_month=[0, 9, 0, 9],
        pension_withholding=["none"] * 4,
        payroll_switched=[0] * 4,
    ) == [True, True, False, False]


def months(
    tax: int,
    *,
    change: int = 0,
    billed: tuple[int, int] = (0, 0),
    last: int = 0,
    leaving: str = "ordinary",
    july: bool = False,
) -> tuple[list[int], int, int]:
    """Return June to May, what is switched to the ordinary terms, and what was withheld too much."""
    given = Given(
        collection=["payroll"], payroll_amount=[tax], per_capita_total=[0], payroll_starts_in_july=[july],
        change_month=[change], payroll_billed_first=[billed[0]], payroll_billed_later=[billed[1]],
        payroll_last_month=[last], after_leaving=[leaving],
    )  # fmt: skip
    given["payroll_later_instalment"] = compute(
        payroll_later_instalment,
        2025,
        payroll_amount=[tax],
        per_capita_total=[0],
        payroll_starts_in_july=[july],
    )
    given["payroll_first_instalment"] = compute(
        payroll_first_instalment,
        2025,
        payroll_amount=[tax],
        payroll_later_instalment=given["payroll_later_instalment"],
        payroll_starts_in_july=[july],
    )
    given.run(
        payroll_changes,
        "payroll_changed_amount", "payroll_changed_later", "payroll_left_over", "payroll_lump_sum",
    )  # fmt: skip
    switched, over = given.run(payroll_changes, "payroll_switched", "payroll_overpaid")
    taken = given.run(payroll_months, *(f"payroll_instalment_{month}" for month in MONTHS))
    assert sum(taken) + switched - over == tax
    return taken, switched, over


def test_changed_tax_is_divided_over_the_months_that_remain() -> None:
    """地方税法第321条の6: 194,500 → 250,300 yen from October on; 64,900 are withheld, 185,400 are left for eight months."""
    assert months(250_300, change=10, billed=(16_300, 16_200)) == (
        [16_300, 16_200, 16_200, 16_200, 23_700] + [23_100] * 7, 0, 0,
    )  # fmt: skip


def test_change_in_june_replaces_the_whole_year_and_one_in_may_the_last_month() -> None:
    """Both ends of the year."""
    assert months(250_300, change=6, billed=(9, 9))[0] == [21_500] + [20_800] * 11
    assert months(194_600, change=5, billed=(16_300, 16_200))[0] == [16_300] + [16_200] * 10 + [16_300]


def test_tax_below_what_was_withheld_is_paid_back() -> None:
    """過納額."""
    assert months(50_000, change=10, billed=(16_300, 16_200)) == (
        [16_300, 16_200, 16_200, 16_200] + [0] * 8, 0, 14_900,
    )  # fmt: skip
    assert months(0, change=1, billed=(100, 100))[2] == 700


def test_who_leaves_until_december_is_switched_or_pays_at_once_if_asked() -> None:
    """地方税法第321条の5第2項: 194,500 yen, the last month is September: 129,600 yen are left."""
    assert months(194_500, last=9) == ([16_300] + [16_200] * 3 + [0] * 8, 129_600, 0)
    assert months(194_500, last=9, leaving="lump_sum") == (
        [16_300, 16_200, 16_200, 145_800] + [0] * 8, 0, 0,
    )  # fmt: skip


@pytest.mark.parametrize(("last", "place", "rest"), [(1, 7, 64_800), (4, 10, 16_200)])
def test_who_leaves_from_january_to_april_pays_at_once(last: int, place: int, rest: int) -> None:
    """地方税法第321条の5第2項ただし書: whatever was asked for."""
    expected = [16_300] + [16_200] * (place - 1) + [16_200 + rest] + [0] * (11 - place)
    assert months(194_500, last=last) == (expected, 0, 0)


def test_last_month_of_december_may_be_switched_and_may_leaves_nothing() -> None:
    """Both sides of the months in which the lump sum is a duty."""
    assert months(194_500, last=12)[1] == 81_000
    assert months(194_500, last=5) == ([16_300] + [16_200] * 11, 0, 0)


def test_who_leaves_after_a_change_owes_what_the_changed_months_do_not_take() -> None:
    """From October on 23,700 and 23,100 yen; the last month is November."""
    taken, switched, _ = months(250_300, change=10, billed=(16_300, 16_200), last=11)
    assert taken == [16_300, 16_200, 16_200, 16_200, 23_700, 23_100] + [0] * 6
    assert switched == 138_600


def test_who_left_before_the_change_keeps_what_was_withheld() -> None:
    """The last month is July, the change comes in October."""
    taken, switched, _ = months(250_300, change=10, billed=(16_300, 16_200), last=7)
    assert (taken, switched) == ([16_300, 16_200] + [0] * 10, 217_800)


def test_from_july_the_places_shift_by_a_month() -> None:
    """附則第5条の10: 18,500 in July, 17,600 after it; the last month is August."""
    assert months(194_500, july=True, last=8) == ([0, 18_500, 17_600] + [0] * 9, 158_400, 0)
    assert months(194_500, july=True, last=6) == ([0] * 12, 194_500, 0)


def test_change_in_june_of_2024_is_withheld_from_july_on() -> None:
    """附則第5条の10: nothing is withheld in June; 194,500 yen over eleven months, whether the change is of June or of July."""
    expected = [0, 18_500] + [17_600] * 10
    for month in (6, 7):
        assert months(194_500, july=True, change=month, billed=(9, 9)) == (expected, 0, 0)
    assert months(194_500, july=True, change=8, billed=(18_500, 9)) == ([0, 18_500] + [17_600] * 10, 0, 0)
