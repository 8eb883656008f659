"""Owns the levies on the incomes taxed apart (分離課税), at the rate of each class.

The rates of the prefectural tax are those of the law: the surcharge of the prefecture's ordinance is not on them (from
memory; the pages of towns list plain rates).
"""

from __future__ import annotations

import numpy as np

from uwanose.business.amounts import at_least, at_most, nothing_in
from uwanose.business.resident_tax.codes import (
    FUTURES,
    LAND_LONG_GENERAL,
    LAND_LONG_RESIDENCE,
    LAND_LONG_SPECIFIED,
    LAND_SHORT_GENERAL,
    LAND_SHORT_REDUCED,
    LISTED_DIVIDEND,
    STOCK_GENERAL,
    STOCK_LISTED,
)
from uwanose.engine.arithmetic import Column
from uwanose.engine.formulas import formula
from uwanose.engine.tables import LookupTable

Classes = tuple[tuple[int, Column], ...]


@formula
def municipal_separate_levy(
    taxable_land_short_general: Column,
    taxable_land_short_reduced: Column,
    taxable_land_long_general: Column,
    taxable_land_long_specified: Column,
    taxable_land_long_residence: Column,
    taxable_listed_dividend: Column,
    taxable_stock_general: Column,
    taxable_stock_listed: Column,
    taxable_futures: Column,
    rate_separate: LookupTable,
    rate_separate_line_specified: int,
    rate_separate_line_residence: int,
) -> Column:
    """市町村民税 on the incomes taxed apart. 地方税法附則第33条の2〜第35条の4."""
    specified, residence = taxable_land_long_specified, taxable_land_long_residence
    classes = (
        (LAND_SHORT_GENERAL, taxable_land_short_general),
        (LAND_SHORT_REDUCED, taxable_land_short_reduced),
        (LAND_LONG_GENERAL, taxable_land_long_general),
        *_split(LAND_LONG_SPECIFIED, specified, rate_separate_line_specified),
        *_split(LAND_LONG_RESIDENCE, residence, rate_separate_line_residence),
        (LISTED_DIVIDEND, taxable_listed_dividend),
        (STOCK_GENERAL, taxable_stock_general),
        (STOCK_LISTED, taxable_stock_listed),
        (FUTURES, taxable_futures),
    )
    return _levy("municipal", classes, rate_separate)


@formula
def prefectural_separate_levy(
    taxable_land_short_general: Column,
    taxable_land_short_reduced: Column,
    taxable_land_long_general: Column,
    taxable_land_long_specified: Column,
    taxable_land_long_residence: Column,
    taxable_listed_dividend: Column,
    taxable_stock_general: Column,
    taxable_stock_listed: Column,
    taxable_futures: Column,
    rate_separate: LookupTable,
    rate_separate_line_specified: int,
    rate_separate_line_residence: int,
) -> Column:
    """道府県民税 on the incomes taxed apart. 地方税法附則第33条の2〜第35条の4."""
    specified, residence = taxable_land_long_specified, taxable_land_long_residence
    classes = (
        (LAND_SHORT_GENERAL, taxable_land_short_general),
        (LAND_SHORT_REDUCED, taxable_land_short_reduced),
        (LAND_LONG_GENERAL, taxable_land_long_general),
        *_split(LAND_LONG_SPECIFIED, specified, rate_separate_line_specified),
        *_split(LAND_LONG_RESIDENCE, residence, rate_separate_line_residence),
        (LISTED_DIVIDEND, taxable_listed_dividend),
        (STOCK_GENERAL, taxable_stock_general),
        (STOCK_LISTED, taxable_stock_listed),
        (FUTURES, taxable_futures),
    )
    return _levy("prefectural", classes, rate_separate)


def _split(kind: int, taxable: Column, line: int) -> Classes:
    """Return the part up to the line in its own class, and the part above it at the general rate for long-term land."""
    if nothing_in(taxable):
        return ((kind, taxable),)
    return (kind, at_most(taxable, line)), (LAND_LONG_GENERAL, at_least(taxable - line, 0))


def _levy(tax: str, classes: Classes, rates: LookupTable) -> Column:
    levy = np.zeros_like(classes[0][1])
    for kind, taxable in classes:
        rows = np.flatnonzero(taxable != 0)  # few have any
        levy[rows] += rates.rates(tax, kind).floor(taxable[rows])
    return levy
