"""Every certificate and every month of the allowances, by the engine and by the oracle."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

import pytest

from tests.oracle.agreement import agree
from tests.oracle.days import day, digits, first_of_month, month_number
from tests.oracle.engine_rows import Engine, Row
from tests.oracle.fees_and_allowances import ALLOWANCES, CERTIFICATES, allowance, fee
from uwanose.workspace import Workspace


def fees(rows: Sequence[Row]) -> list[dict[str, int]]:
    return [fee(row) for row in rows]


def allowances(rows: Sequence[Row]) -> list[dict[str, int]]:
    return [allowance(row) for row in rows]


@pytest.mark.parametrize("on", [20230401, 20240229, 20240301, 20260401])
def test_every_fee_of_the_family_register(opened: Workspace, on: int) -> None:
    """450, 750, … yen a copy; the codes since 1 March 2024."""
    engine = Engine(opened, "certificate_fees", "application_id")
    rows: list[list[Row]] = [
        [{"certificate": number, "copies": copies, "online": online, "with_paper": paper, "applied_on": on}]
        for number in range(len(CERTIFICATES))
        for copies in (1, 2, 100)
        for online in (0, 1)
        for paper in (0, 1)
    ]
    assert agree(engine, rows, fees, "hayama", day(on), ("code_too_early", "register_fee")) == 96


def test_every_month_of_the_allowances(opened: Workspace) -> None:
    """April 2020 to March 2026, three kinds, each on both sides of each change."""
    engine = Engine(opened, "disability_allowance", "resident_id")
    borders = [month_number(day(since)) for since, _, _ in ALLOWANCES] + [month_number(date(2026, 4, 1))]
    for first, beyond in pairwise(borders):
        rows: list[list[Row]] = [
            [{"allowance": kind, "for_month": digits(first_of_month(month))}]
            for month in range(first, beyond)
            for kind in range(3)
        ]
        on = first_of_month(beyond - 1)
        assert len(rows) == agree(engine, rows, allowances, "oi", on, ("reference_amount", "payment_month"))
