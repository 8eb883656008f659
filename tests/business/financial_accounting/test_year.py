"""The day that decides the year, on both sides of each 1 April, and the closing of the books."""

from __future__ import annotations

import numpy as np
import pytest

from uwanose.business.financial_accounting.document import day_missing
from uwanose.business.financial_accounting.year import (
    closing_on,
    fiscal_year,
    settlement,
    year_fits,
    year_rule,
)
from uwanose.engine.arithmetic import Column, Flags

PLAN, COMMITMENT, PAYMENT, DETERMINATION = range(4)
WORKS, PURCHASE, CARRIAGE, SUBSIDY, CONSIGNMENT, UTILITY, PAY, BOND, OTHER, FIXED, NOTICE, RECEIPT, GRANT = (
    range(13)
)
UNDECIDED, PERFORMANCE, FACT, PERIOD, DUE, BY_COMMITMENT, BY_NOTICE, BY_RECEIPT, BUDGET = range(9)
OWN_DAY, THE_COMMITMENT = 0, 1
OPEN, BEFORE, IN_YEAR, CLOSING, PAST_YEAR = range(5)
ACTED = 20261001


def column(*values: int) -> Column:
    return np.array(values, dtype=np.int64)


def flags(*values: bool) -> Flags:
    return np.array(values, dtype=np.bool_)


def rule(
    kind: int, *, acted: int = ACTED, since: int = 0, until: int = 0, due: int = 0, completed: bool = True,
    consignment: int = OWN_DAY, pay: int = OWN_DAY, bond: int = OWN_DAY,
) -> int:  # fmt: skip
    found = year_rule(
        column(kind),
        flags(False),
        flags(completed),
        column(acted),
        column(since),
        column(until),
        column(due),
        consignment,
        pay,
        bond,
    )
    return int(found[0])


@pytest.mark.parametrize(
    ("kind", "expected"),
    [(WORKS, PERFORMANCE), (PURCHASE, PERFORMANCE), (CARRIAGE, PERFORMANCE), (SUBSIDY, PERFORMANCE),
     (CONSIGNMENT, PERFORMANCE), (PAY, FACT), (BOND, DUE), (OTHER, BY_COMMITMENT), (NOTICE, BY_NOTICE),
     (RECEIPT, BY_RECEIPT), (GRANT, BUDGET)],
)  # fmt: skip
def test_each_kind_has_its_day(kind: int, expected: int) -> None:
    """地方自治法施行令第142条・第143条."""
    assert rule(kind, until=20270331, due=20270331) == expected


@pytest.mark.parametrize("kind", [WORKS, PURCHASE, CARRIAGE, SUBSIDY, CONSIGNMENT])
def test_what_is_paid_before_completion_goes_by_the_commitment(kind: int) -> None:
    """地方自治法施行令第143条第1項第4号: …相手方の行為の完了があった後支出するもの."""
    assert rule(kind, until=20270401, completed=False) == BY_COMMITMENT


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [(20270301, 20270331, PERIOD), (20270331, 20270401, DUE), (20270401, 20270430, PERIOD)],
)
def test_rent_over_two_years_goes_by_the_due_day(since: int, until: int, expected: int) -> None:
    """地方自治法施行令第143条第1項第3号."""
    assert rule(UTILITY, since=since, until=until, due=20270430) == expected


@pytest.mark.parametrize(
    ("acted", "due", "expected"),
    [
        (20270331, 20270220, DUE),
        (20270401, 20270220, BY_NOTICE),
        (20270401, 20270401, DUE),
        (20260331, 20260401, DUE),
    ],
)
def test_a_notice_after_the_year_of_the_due_day_decides_itself(acted: int, due: int, expected: int) -> None:
    """地方自治法施行令第142条第1項第1号・第2項."""
    assert rule(FIXED, acted=acted, due=due) == expected


def test_the_readings_nobody_has_verified_can_be_turned() -> None:
    """委託料, 給与 and 元利償還金 are values of the rules."""
    assert rule(CONSIGNMENT, until=20270401, consignment=THE_COMMITMENT) == BY_COMMITMENT
    assert rule(PAY, until=20270401, pay=THE_COMMITMENT) == BY_COMMITMENT
    assert rule(BOND, due=20270401, bond=THE_COMMITMENT) == BY_COMMITMENT


@pytest.mark.parametrize(
    ("rule", "document", "expected"),
    [(PERFORMANCE, PAYMENT, 2025), (FACT, PAYMENT, 2025), (PERIOD, PAYMENT, 2025), (DUE, PAYMENT, 2027),
     (BY_COMMITMENT, PAYMENT, 2024), (BY_COMMITMENT, COMMITMENT, 2026), (BY_NOTICE, DETERMINATION, 2026),
     (BY_RECEIPT, DETERMINATION, 2026), (UNDECIDED, DETERMINATION, 0), (BUDGET, DETERMINATION, 2030)],
)  # fmt: skip
def test_the_year_is_that_of_the_day_that_decides(rule: int, document: int, expected: int) -> None:
    """Performance in March 2026, due in April 2027, committed in March 2025, acted in October 2026, budget of 2030."""
    found = fiscal_year(
        column(rule), flags(False), column(document), column(ACTED), column(20250331),
        column(20260331), column(20270401), column(2030),
    )  # fmt: skip
    assert found.tolist() == [expected]


def test_a_carried_over_budget_serves_the_year_after() -> None:
    """地方自治法第213条・第220条第3項; the year itself by 第208条第2項."""
    found = year_fits(
        column(2026, 2027, 2027, 2026), column(2026, 2026, 2026, 2026), flags(False, False, True, True)
    )
    assert found.tolist() == [True, False, True, False]


def test_the_books_close_on_the_last_day_of_the_month() -> None:
    """31 May by 地方自治法第235条の5; another month ends by the calendar."""
    assert closing_on(column(2026, 2027), 5).tolist() == [20270531, 20280531]
    assert closing_on(column(2026), 4).tolist() == [20270430]
    assert closing_on(column(2026), 12).tolist() == [20271231]


@pytest.mark.parametrize(
    ("settled", "expected"),
    [(99991231, OPEN), (20260331, BEFORE), (20260401, IN_YEAR), (20270331, IN_YEAR), (20270401, CLOSING),
     (20270531, CLOSING), (20270601, PAST_YEAR), (20280331, PAST_YEAR)],
)  # fmt: skip
def test_money_moves_in_the_year_until_31_may(settled: int, expected: int) -> None:
    """地方自治法第235条の5; afterwards 過年度収入 (施行令第160条) and 過年度支出 (施行令第165条の7)."""
    assert settlement(column(settled), column(2026), column(20270531)).tolist() == [expected]


@pytest.mark.parametrize(
    ("kind", "document", "given", "expected"),
    [
        (WORKS, COMMITMENT, {}, True),
        (WORKS, COMMITMENT, {"until": 20260401}, False),
        (UTILITY, PAYMENT, {"since": 20260401, "until": 20260430}, False),
        (UTILITY, PAYMENT, {"until": 20260430}, True),
        (UTILITY, PAYMENT, {"since": 20260501, "until": 20260430, "due": 20260531}, True),
        (UTILITY, PAYMENT, {"since": 20260301, "until": 20260430}, True),
        (UTILITY, PAYMENT, {"since": 20260301, "until": 20260430, "due": 20260531}, False),
        (BOND, PAYMENT, {}, True),
        (FIXED, DETERMINATION, {}, True),
        (FIXED, DETERMINATION, {"due": 20260531}, False),
        (OTHER, PAYMENT, {}, True),
        (OTHER, PAYMENT, {"committed": 20260401}, False),
        (OTHER, COMMITMENT, {}, False),
        (GRANT, DETERMINATION, {}, False),
    ],
)
def test_a_document_without_its_day_is_refused(
    kind: int, document: int, given: dict[str, int], expected: bool
) -> None:
    """No other day stands in for the one the law names."""
    days = dict.fromkeys(("since", "until", "due", "committed"), 0) | given
    decides = rule(kind, since=days["since"], until=days["until"], due=days["due"])
    found = day_missing(
        column(decides), column(document), column(kind), column(days["committed"]), column(days["since"]),
        column(days["until"]), column(days["due"]),
    )  # fmt: skip
    assert found.tolist() == [expected]
