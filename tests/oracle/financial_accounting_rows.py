"""Owns invented documents for the comparison: amounts and days on every border, or one yen or one day beside it."""

from __future__ import annotations

from datetime import date, timedelta

from tests.oracle.days import digits
from tests.oracle.draw import Draw
from tests.oracle.financial_accounting import DOCUMENTS, EXPENDITURE, KINDS

AMOUNTS = (1, 1_000, 4_000, 100_000, 300_000, 500_000, 1_000_000, 2_000_000, 3_000_000, 5_000_000, 7_000_000, 10_000_000,
           20_000_000, 50_000_000)  # fmt: skip
LEFT = (-1, 0, 1, 1_000)
NEVER = 99991231


def document(draw: Draw, year: int) -> dict[str, int]:
    """One document that is decided within a fiscal year; one in twenty has a slip in it."""
    kind, random = draw.random.randrange(len(KINDS)), draw.random
    fits = kind >= len(EXPENDITURE)
    number = DOCUMENTS.index("determination") if fits else random.randrange(3)
    if draw.happens(2):
        number = random.randrange(len(DOCUMENTS))
    amount = max(1, draw.amount(AMOUNTS, 60_000_000))
    count = random.choice((1, 1, 2, 3, 4, 10, 12, 120))
    budget_year = year + random.choice((-1, 0, 0, 0, 0, 1))
    borders = [
        date(year + more, month, day) for more in (-1, 0, 1, 2) for month, day in ((3, 31), (4, 1), (5, 31))
    ]
    since, until = _period(draw, borders)
    return {
        "document": number,
        "kind": kind,
        "amount": amount,
        "acted_on": _acted(draw, year),
        "committed_on": _perhaps(draw, borders),
        "cause_from": since,
        "cause_until": until,
        "due_on": _perhaps(draw, borders),
        "settled_on": NEVER if draw.happens(20) else digits(draw.near(borders)),
        "after_completion": 1 - draw.happens(20),
        "budget_year": budget_year,
        "carried_over": draw.happens(20),
        "budget_remaining": max(0, amount + random.choice(LEFT)),
        "transferable": random.choice((0, 0, 1, 2, 1_000)),
        "instalments": count,
        "instalment_number": count + 1 if draw.happens(2) else random.randint(1, count),
        "local_tax": draw.happens(40) if fits else draw.happens(1),
    }


def _acted(draw: Draw, year: int) -> int:
    """The first or last day of the year or one beside it, never outside; or any day."""
    first, last = date(year, 4, 1), date(year + 1, 3, 31)
    if draw.happens(50):
        return digits(first + timedelta(days=draw.random.randrange((last - first).days + 1)))
    return digits(min(max(draw.near((first, last)), first), last))


def _period(draw: Draw, borders: list[date]) -> tuple[int, int]:
    """A period around a border, within one year or over two; now and then a day is missing or both are turned."""
    since = draw.near(borders)
    until = since + timedelta(days=draw.random.choice((0, 1, 30, 364, -1)))
    return (0 if draw.happens(3) else digits(since)), (0 if draw.happens(3) else digits(until))


def _perhaps(draw: Draw, borders: list[date]) -> int:
    return 0 if draw.happens(4) else digits(draw.near(borders))
