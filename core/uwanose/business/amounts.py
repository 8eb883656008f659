"""Owns small steps with amounts that formulas share: limits, roundings that the rules choose, and proportions.

Most roundings are fixed by law and stand in the formula by name. Where the law has not been verified, the rounding is a
value of its own (切上げ・切捨て) with its confidence, and the formula takes it as an argument.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeVar, cast

import numpy as np

from uwanose.engine.arithmetic import Column, Flags, ceil_yen, floor_yen, product
from uwanose.engine.tables import Rates
from uwanose.money import Rate

# the order in which such a value declares its choices: {up: 1円未満切上げ, down: 1円未満切捨て}
UP: Final = 0
DOWN: Final = 1

Values = TypeVar("Values", Column, Flags)


def at_most(amount: Column, most: Column | int) -> Column:
    """Return the amount, but not more than *most*."""
    return cast(Column, np.minimum(amount, most))


def at_least(amount: Column, least: Column | int) -> Column:
    """Return the amount, but not less than *least*."""
    return cast(Column, np.maximum(amount, least))


def nothing_in(*columns: Column) -> bool:
    """Tell whether every amount is 0: what is rare then costs a whole chunk no more than this look."""
    return not any(column.any() for column in columns)


def only_where(held: Flags, calculate: Callable[..., Values], *columns: Column) -> Values:
    """Calculate for the rows that are held and give 0 (or False) elsewhere: what is rare costs what is rare.

    *calculate* takes those rows of each column and returns one value for each of them.
    """
    rows = np.flatnonzero(held)
    values = calculate(*(column[rows] for column in columns))
    result = np.zeros(len(held), dtype=values.dtype)
    result[rows] = values
    return cast(Values, result)


def rounded(amount: Column, rate: Rate, rounding: int) -> Column:
    """Apply a rate, a fraction of a yen raised or cut as the rules say."""
    return ceil_yen(amount, rate) if rounding == UP else floor_yen(amount, rate)


def rounded_rows(amount: Column, rates: Rates, rounding: int) -> Column:
    """Apply the rates of a table, a fraction of a yen raised or cut as the rules say."""
    return rates.ceil(amount) if rounding == UP else rates.floor(amount)


def proportion(amount: Column, part: Column, whole: Column, rounding: int) -> Column:
    """Return the share of *amount* that falls to *part* of *whole*; nothing where the whole is nothing."""
    dividend, divisor = product(amount, part), at_least(whole, 1)
    return -(-dividend // divisor) if rounding == UP else dividend // divisor
