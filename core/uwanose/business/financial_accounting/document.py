"""Owns what a document must be to be judged: a kind that fits it, the day its year hangs on, an instalment there is."""

from __future__ import annotations

from uwanose.business.financial_accounting.codes import (
    BY_COMMITMENT,
    BY_DUE,
    BY_FACT,
    BY_PERFORMANCE,
    DETERMINATION,
    FIXED,
    PAYMENT,
    UTILITY,
)
from uwanose.engine.arithmetic import Column, Flags
from uwanose.engine.formulas import formula


@formula
def kind_refused(document: Column, kind: Column, local_tax: Flags) -> Flags:
    """Whether the kind does not fit: revenue is determined (調定), expenditure has the other documents. By our decision."""
    wrong: Flags = ((document == DETERMINATION) != (kind >= FIXED)) | (
        local_tax & (document != DETERMINATION)
    )
    return wrong


@formula
def day_missing(
    year_rule: Column,
    document: Column,
    kind: Column,
    committed_on: Column,
    cause_from: Column,
    cause_until: Column,
    due_on: Column,
) -> Flags:
    """Whether the day that decides the year is not given, or a period ends before it begins. 地方自治法施行令第142条・第143条."""
    caused = (year_rule == BY_PERFORMANCE) | (year_rule == BY_FACT)
    missing: Flags = caused & (cause_until == 0)
    missing |= (kind == UTILITY) & ((cause_from == 0) | (cause_until < cause_from))
    missing |= ((kind == FIXED) | (year_rule == BY_DUE)) & (due_on == 0)
    missing |= (year_rule == BY_COMMITMENT) & (document == PAYMENT) & (committed_on == 0)
    return missing


@formula
def instalment_refused(instalments: Column, instalment_number: Column) -> Flags:
    """Whether the instalment lies beyond their number."""
    beyond: Flags = instalment_number > instalments
    return beyond
