"""The budget on both sides of a yen, and instalments whose fractions go to the first."""

from __future__ import annotations

import numpy as np
import pytest

from uwanose.business.financial_accounting.budget import (
    budget_short,
    budget_supplement,
    budget_transfer,
    budget_way,
)
from uwanose.business.financial_accounting.document import instalment_refused, kind_refused
from uwanose.business.financial_accounting.instalments import (
    first_instalment,
    instalment_amount,
    later_instalment,
)
from uwanose.charging.shares import instalments
from uwanose.engine.arithmetic import Column, Flags

PLAN, COMMITMENT, PAYMENT, DETERMINATION = range(4)
OTHER, FIXED = 8, 9
NO_BUDGET, WITHIN, TRANSFER, SUPPLEMENT, CHANGE_COMMITMENT = range(5)


def column(*values: int) -> Column:
    return np.array(values, dtype=np.int64)


def flags(*values: bool) -> Flags:
    return np.array(values, dtype=np.bool_)


@pytest.mark.parametrize(
    ("document", "amount", "transferable", "expected"),
    [
        (COMMITMENT, 1_000, 0, (0, 0, 0, WITHIN)),
        (COMMITMENT, 1_001, 0, (1, 0, 1, SUPPLEMENT)),
        (PLAN, 1_001, 1, (1, 1, 0, TRANSFER)),
        (PLAN, 1_002, 1, (2, 1, 1, SUPPLEMENT)),
        (PAYMENT, 1_001, 500, (1, 0, 1, CHANGE_COMMITMENT)),
        (DETERMINATION, 5_000, 0, (0, 0, 0, NO_BUDGET)),
    ],
)
def test_a_document_never_exceeds_what_is_left(
    document: int, amount: int, transferable: int, expected: tuple[int, int, int, int]
) -> None:
    """1,000 yen are left. 地方自治法第210条・第217条・第218条・第220条第2項・第232条の3."""
    short = budget_short(column(document), column(amount), column(1_000), flags(False))
    transfer = budget_transfer(column(document), short, column(transferable))
    still = budget_supplement(short, transfer)
    way = budget_way(column(document), short, transfer, still)
    assert tuple(int(found[0]) for found in (short, transfer, still, way)) == expected


@pytest.mark.parametrize("total", [1, 99, 100, 1_341_215, 10_000_001])
@pytest.mark.parametrize("parts", [1, 2, 3, 4, 12, 120])
def test_instalments_are_those_of_the_unions_own_claims(total: int, parts: int) -> None:
    """端数計算法第3条: the same law divides the burdens of the towns."""
    later = later_instalment(column(total), column(parts), flags(False), 1_000)
    first = first_instalment(column(total), later, column(parts))
    assert (int(first[0]), *[int(later[0])] * (parts - 1)) == instalments(total, parts)


@pytest.mark.parametrize(
    ("tax", "first", "later"),
    [(121_000, 31_000, 30_000), (120_000, 30_000, 30_000), (3_999, 3_999, 0), (4_000, 1_000, 1_000)],
)
def test_local_tax_is_divided_in_thousands(tax: int, first: int, later: int) -> None:
    """地方税法第20条の4の2第6項; 端数計算法第7条第4号 leaves local tax to it."""
    each = later_instalment(column(tax), column(4), flags(True), 1_000)
    assert (each.tolist(), first_instalment(column(tax), each, column(4)).tolist()) == ([later], [first])


def test_the_document_names_its_instalment() -> None:
    """The fourth of four is there, the fifth is not."""
    number = column(1, 2, 4, 5)
    beyond = instalment_refused(column(4, 4, 4, 4), number)
    assert beyond.tolist() == [False, False, False, True]
    found = instalment_amount(
        number, beyond, flags(*[False] * 4), column(34, 34, 34, 34), column(33, 33, 33, 33)
    )
    assert found.tolist() == [34, 33, 33, 0]


@pytest.mark.parametrize(
    ("document", "kind", "local_tax", "expected"),
    [(DETERMINATION, FIXED, True, False), (DETERMINATION, OTHER, False, True), (PAYMENT, OTHER, False, False),
     (PAYMENT, FIXED, False, True), (PLAN, OTHER, True, True)],
)  # fmt: skip
def test_revenue_is_determined_and_expenditure_is_not(
    document: int, kind: int, local_tax: bool, expected: bool
) -> None:
    """Anything else is a slip of the hand."""
    assert kind_refused(column(document), column(kind), flags(local_tax)).tolist() == [expected]
