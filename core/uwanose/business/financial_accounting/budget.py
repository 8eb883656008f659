"""Owns the look at the budget: what a document lacks, what a transfer gives, and what has to be done."""

from __future__ import annotations

import numpy as np

from uwanose.business.amounts import at_least, at_most
from uwanose.business.financial_accounting.codes import (
    CHANGE_COMMITMENT,
    DETERMINATION,
    NO_BUDGET,
    PAYMENT,
    SUPPLEMENT,
    TRANSFER,
    WITHIN,
)
from uwanose.engine.arithmetic import Column, Flags
from uwanose.engine.formulas import formula


@formula
def budget_short(document: Column, amount: Column, budget_remaining: Column, kind_refused: Flags) -> Column:
    """What is lacking: of the budget, and for a payment of its commitment. 地方自治法第210条・第232条の3."""
    lacking = at_least(amount - budget_remaining, 0)
    return np.where((document == DETERMINATION) | kind_refused, 0, lacking)


@formula
def budget_transfer(document: Column, budget_short: Column, transferable: Column) -> Column:
    """What a transfer within the 項 gives; a payment cannot exceed its commitment by one. 地方自治法第220条第2項."""
    return np.where(document == PAYMENT, 0, at_most(budget_short, transferable))


@formula
def budget_supplement(budget_short: Column, budget_transfer: Column) -> Column:
    """What is still lacking. 地方自治法第217条・第218条."""
    return budget_short - budget_transfer


@formula
def budget_way(
    document: Column, budget_short: Column, budget_transfer: Column, budget_supplement: Column
) -> Column:
    """What the document waits for. 地方自治法第210条・第217条・第218条・第220条第2項・第232条の3."""
    return np.select(
        [
            document == DETERMINATION,
            budget_short == 0,
            document == PAYMENT,
            budget_supplement > 0,
            budget_transfer > 0,
        ],
        [NO_BUDGET, WITHIN, CHANGE_COMMITMENT, SUPPLEMENT, TRANSFER],
        WITHIN,
    )
