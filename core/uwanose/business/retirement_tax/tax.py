"""Owns the tax withheld at payment: both levies, cut to 100 yen one by one; no credit and no deduction is taken from it."""

from __future__ import annotations

from uwanose.engine.arithmetic import Column, floor_yen
from uwanose.engine.formulas import formula
from uwanose.money import Rate, floor_100


@formula
def municipal_tax(retirement_income: Column, rate_municipal: Rate, rate_reduction: Rate) -> Column:
    """市町村民税: 6 %, cut below 100 yen. 地方税法第328条の3, 第20条の4の2第3項."""
    return _levy(retirement_income, rate_municipal, rate_reduction)


@formula
def prefectural_tax(retirement_income: Column, rate_prefectural: Rate, rate_reduction: Rate) -> Column:
    """道府県民税: 4 %, cut below 100 yen, without the surcharge of the prefecture. 地方税法第50条の4, 第20条の4の2第3項."""
    return _levy(retirement_income, rate_prefectural, rate_reduction)


@formula
def total_tax(municipal_tax: Column, prefectural_tax: Column) -> Column:
    """What the payer withholds and pays to the municipality. 地方税法第328条の5."""
    return municipal_tax + prefectural_tax


def _levy(income: Column, rate: Rate, reduction: Rate) -> Column:
    """Return the levy less the reduction (a tenth until the payments of 2012), then cut below 100 yen."""
    kept = Rate(reduction.denominator - reduction.numerator, reduction.denominator)
    return floor_100(floor_yen(floor_yen(income, rate), kept))
