"""Owns the ordinary instalments, which the town collects. That the rest goes to the first of them is our decision."""

from __future__ import annotations

from uwanose.engine.arithmetic import Column
from uwanose.engine.formulas import formula
from uwanose.money import floor_to


@formula
def ordinary_later_instalment(premium: Column, ordinary_count: int, ordinary_unit: int) -> Column:
    """Each ordinary instalment after the first. 高齢者の医療の確保に関する法律第109条, the town's ordinance."""
    return floor_to(premium // ordinary_count, ordinary_unit)


@formula
def ordinary_first_instalment(
    premium: Column, ordinary_later_instalment: Column, ordinary_count: int
) -> Column:
    """The first ordinary instalment: the rest. 高齢者の医療の確保に関する法律第109条, the town's ordinance."""
    first: Column = premium - (ordinary_count - 1) * ordinary_later_instalment
    return first
