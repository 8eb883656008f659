"""Owns who decides a document: the town's 専決区分 by kind and amount, the finance section's voice, the assembly's vote."""

from __future__ import annotations

import numpy as np

from uwanose.business.financial_accounting.codes import (
    BOND,
    COMMITMENT,
    CONSIGNMENT,
    PAYMENT,
    PLAN,
    PURCHASE,
    SUBSIDY,
    UTILITY,
    WORKS,
)
from uwanose.engine.arithmetic import Column, Flags
from uwanose.engine.formulas import formula
from uwanose.engine.tables import LookupTable


@formula
def decider(
    document: Column,
    kind: Column,
    amount: Column,
    kind_refused: Flags,
    approval_plan: LookupTable,
    approval_commitment: LookupTable,
    approval_payment: LookupTable,
    approval_determination: LookupTable,
) -> Column:
    """専決者: the lowest office that decides alone, by the town's 事務決裁規程 on the day of the act."""
    decided = np.select(
        [document == PLAN, document == COMMITMENT, document == PAYMENT],
        [
            _by_kind(approval_plan, kind, amount),
            _by_kind(approval_commitment, kind, amount),
            approval_payment.pick("decider", amount),
        ],
        approval_determination.pick("decider", amount),
    )
    return np.where(kind_refused, 0, decided)


@formula
def finance_consulted(
    document: Column, amount: Column, approval_plan: LookupTable, approval_commitment: LookupTable
) -> Flags:
    """Whether the finance section is consulted (合議) on a plan or commitment, by the town's 事務決裁規程."""
    asked = np.where(
        document == PLAN, approval_plan.pick("finance", amount), approval_commitment.pick("finance", amount)
    )
    consulted: Flags = (document <= COMMITMENT) & (asked != 0)
    return consulted


@formula
def assembly_vote(
    document: Column, kind: Column, amount: Column, assembly_works_from: int, assembly_purchase_from: int
) -> Flags:
    """Whether the assembly votes on the contract. 地方自治法第96条第1項第5号・第8号, the town's ordinance."""
    works = (kind == WORKS) & (amount >= assembly_works_from)
    purchase = (kind == PURCHASE) & (amount >= assembly_purchase_from)
    vote: Flags = (document <= COMMITMENT) & (works | purchase)
    return vote


def _by_kind(table: LookupTable, kind: Column, amount: Column) -> Column:
    """Return what the row of the amount says for the kind of each document."""
    routine = (kind >= UTILITY) & (kind <= BOND)
    return np.select(
        [kind == WORKS, kind == PURCHASE, kind == CONSIGNMENT, kind == SUBSIDY, routine],
        [table.pick(column, amount) for column in ("works", "purchase", "consignment", "subsidy", "routine")],
        table.pick("other", amount),
    )
