"""Owns the invented documents of a town's financial accounting within one fiscal year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from uwanose.engine.arithmetic import Column, Flags
from uwanose.engine.columns.days import as_days, as_numbers
from uwanose.engine.population.dice import Dice
from uwanose.engine.population.residents import THRESHOLD_SHARE, Columns, check, numbered
from uwanose.money import Rate

PLAN, COMMITMENT, PAYMENT, DETERMINATION = range(4)
WORKS, PURCHASE, CARRIAGE, SUBSIDY, CONSIGNMENT, UTILITY, PAY, BOND, OTHER, FIXED, NOTICE, RECEIPT, GRANT = (
    range(13)
)
NOT_YET = 99991231
LEAST, PERSONS_A_DOCUMENT = 2_000, 10  # a village writes documents as well
DOCUMENTS = (25, 30, 33, 12)
EXPENDITURE = (4, 25, 3, 8, 18, 22, 6, 1, 13)
REVENUE = (50, 30, 12, 8)
# knots of yen: works are large, carriage is small
KNOTS = (2_000, 15_000, 48_000, 120_000, 380_000, 2_400_000)
LARGE_KNOTS = (90_000, 450_000, 1_800_000, 6_500_000, 28_000_000, 120_000_000)
BORDERS = (100_000, 300_000, 500_000, 1_000_000, 2_000_000, 3_000_000, 5_000_000, 7_000_000, 10_000_000, 20_000_000,
           50_000_000)  # fmt: skip
INSTALMENTS = (1, 1, 1, 1, 1, 2, 3, 4, 10, 12)


def documents(
    towns: Mapping[str, int],
    *,
    seed: int,
    fiscal_year: int,
    threshold_share: Rate = THRESHOLD_SHARE,
) -> Iterator[tuple[str, Columns]]:
    """Give the documents of each town (id → number of residents) that are decided within *fiscal_year*.

    Exactly *threshold_share* of them have an amount on a border of 専決区分 and a last day beside 1 April. Nobody writes
    these documents: the budgets are invented with them. Raises Refused before anything is invented.
    """
    check(towns, fiscal_year - 1, threshold_share)
    return (
        (town, _columns(town, persons, seed, fiscal_year, threshold_share)) for town, persons in towns.items()
    )


def _columns(town: str, persons: int, seed: int, year: int, share: Rate) -> Columns:
    dice = Dice(seed, town, str(year), "accounting")
    count = LEAST + persons // PERSONS_A_DOCUMENT
    document = dice.choose(DOCUMENTS, count)
    revenue = document == DETERMINATION
    kind = np.where(revenue, FIXED + dice.choose(REVENUE, count), dice.choose(EXPENDITURE, count))
    edge = dice.exactly(share, count)
    amount = _amounts(dice, kind, edge)
    short = dice.happens(150, count)
    left = np.where(
        short, amount - 1 - dice.below(amount, count) // 4, amount + dice.below(2 * amount, count)
    )
    parts = np.where(revenue, dice.pick(INSTALMENTS, count), 1)
    return {
        "document_id": numbered(f"{town}-d", np.arange(1, count + 1)),
        "municipality": np.full(count, town),
        "document": document,
        "kind": kind,
        "amount": amount,
        **_days(dice, document, year, edge),
        "after_completion": (~dice.happens(400, count)).astype(np.int64),
        "budget_year": np.full(count, year),
        "carried_over": np.zeros(count, dtype=np.int64),
        "budget_remaining": np.where(revenue, 0, left),
        "transferable": np.where(short & ~revenue, dice.below(amount, count), 0),
        "instalments": parts,
        "instalment_number": 1 + dice.below(parts, count),
        "local_tax": dice.among(kind == FIXED, 6_000).astype(np.int64),
    }


def _amounts(dice: Dice, kind: Column, edge: Flags) -> Column:
    """Amounts by kind; those on an edge stand on a border of the tables or one yen beside it."""
    count = len(kind)
    large = (kind == WORKS) | (kind == BOND) | (kind == GRANT)
    ordinary = np.where(large, dice.spread(LARGE_KNOTS, count), dice.spread(KNOTS, count))
    return np.where(edge, dice.pick(BORDERS, count) + dice.between(-1, 1, count), ordinary)


def _days(dice: Dice, document: Column, year: int, edge: Flags) -> dict[str, Column]:
    """The day of the act within the year, and around it the cause, the commitment, the due day and the payment."""
    count = len(document)
    first, last = _day(year * 10_000 + 401), _day((year + 1) * 10_000 + 331)
    acted = first + dice.below(int(last - first) + 1, count)
    paid = document == PAYMENT
    performed = np.where(
        paid, acted - dice.below(30, count), np.minimum(acted + dice.below(150, count), last)
    )
    performed = np.where(edge, last + dice.below(2, count), np.maximum(performed, first))
    since = performed - np.where(dice.happens(9_000, count), 0, dice.below(31, count))
    due = acted + dice.below(46, count)
    committed = np.maximum(np.minimum(performed, acted) - dice.below(90, count), first)
    settled = np.where(paid & dice.happens(9_500, count), due, _day(NOT_YET))
    days = {"acted_on": acted, "committed_on": committed, "cause_from": since, "cause_until": performed, "due_on": due,
            "settled_on": settled}  # fmt: skip
    return {name: as_numbers(column.astype("datetime64[D]")) for name, column in days.items()}


def _day(number: int) -> int:
    """Return a day as the number of days since 1970."""
    return int(as_days(np.array([number], dtype=np.int64)).astype(np.int64)[0])
