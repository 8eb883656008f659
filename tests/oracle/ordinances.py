"""Owns ordinances that no town has: an oracle's scheme written as values of points, over the national rules of a day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np

from uwanose.engine.model import Array
from uwanose.engine.program import Programs
from uwanose.engine.scratch import scratch_rules
from uwanose.points.model import Age, AgeForm, Table, Value
from uwanose.workspace import Workspace


def settled(
    workspace: Workspace,
    business: str,
    rows: Sequence[Mapping[str, int]],
    on: date,
    values: Mapping[str, Value],
) -> list[dict[str, int]]:
    """Compute bills under the national program with these values, named without the business."""
    points = {f"{business}.{name}": value for name, value in values.items()}
    rules = scratch_rules(workspace.catalog, on, points)
    columns: dict[str, Array] = {
        name: np.array([row[name] for row in rows], dtype=np.int64) for name in rows[0]
    }
    columns[workspace.catalog.businesses[business].group] = np.arange(len(rows))
    items = Programs(workspace.catalog).program(business, rules).run(columns, rules)
    lists = {name: column.astype(np.int64).tolist() for name, column in items.items()}
    return [dict(zip(lists, values, strict=True)) for values in zip(*lists.values(), strict=True)]


def limits(amounts: Sequence[int], further: int) -> Table:
    """A table of limits by dependants whose last row adds an amount for each further one."""
    rows = [
        (number, amount, further if number == len(amounts) - 1 else 0)
        for number, amount in enumerate(amounts)
    ]
    return Table(("from", "limit", "further"), tuple(rows))


def under(years: int) -> Age:
    """…歳未満."""
    return Age(years, AgeForm.UNDER)


def school_year(years: int) -> Age:
    """…歳年度末."""
    return Age(years, AgeForm.SCHOOL_YEAR_END)


def money(per_visit: int, per_day: int, per_dispensing: int) -> dict[str, Value]:
    """The co-payments."""
    return {
        "co_payment.per_visit": per_visit,
        "co_payment.per_day": per_day,
        "co_payment.per_dispensing": per_dispensing,
    }


def claims(years: int, from_next_month: bool, card_outside: bool) -> dict[str, Value]:
    """Until when a refund may be claimed, and where the card is accepted."""
    return {
        "claim_period.years": years,
        "claim_period.starts": "month_after_treatment" if from_next_month else "day_after_payment",
        "payment.in_kind_outside_prefecture": card_outside,
    }
