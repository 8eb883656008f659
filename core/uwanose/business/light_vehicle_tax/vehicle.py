"""Owns what a vehicle is for the tax: its wheels, whether it is old or clean, and what cannot be."""

from __future__ import annotations

import numpy as np

from uwanose.business.light_vehicle_tax.codes import (
    ELECTRIC,
    LAST_FLAT,
    LIGHT_25,
    LIGHT_50,
    LIGHT_75,
    NATURAL_GAS,
    NEW_STANDARD,
    NO_RELIEF,
    PASSENGER_BUSINESS,
    SPECIFIED_SMALL,
    THREE_WHEEL,
)
from uwanose.engine.arithmetic import Column, Flags
from uwanose.engine.formulas import formula


@formula
def four_wheel(kind: Column) -> Flags:
    """Whether the rates of three and four wheels hold. 地方税法第463条の15."""
    found: Flags = kind > LAST_FLAT
    return found


@formula
def before_its_time(
    kind: Column, year: int, kind_specified_small_from: int, kind_new_standard_from: int
) -> Flags:
    """Whether the kind does not exist yet in the year. 地方税法第463条の15."""
    small: Flags = (kind == SPECIFIED_SMALL) & (year < kind_specified_small_from)
    new: Flags = (kind == NEW_STANDARD) & (year < kind_new_standard_from)
    return small | new


@formula
def impossible_green(kind: Column, fuel: Column, green: Column, four_wheel: Flags) -> Flags:
    """Whether the vehicle cannot have the relief it is said to have. 地方税法附則第30条."""
    partly = (green == LIGHT_50) | (green == LIGHT_25)
    few = (kind == THREE_WHEEL) | (kind == PASSENGER_BUSINESS)
    clean = (fuel == ELECTRIC) | (fuel == NATURAL_GAS)
    wrong: Flags = (partly & ~few) | ((green == LIGHT_75) & ~clean) | ((green != NO_RELIEF) & ~four_wheel)
    return wrong


@formula
def relieved(
    green: Column,
    impossible_green: Flags,
    first_inspected_on: Column,
    year: int,
    inspection_light_25_until: int,
) -> Column:
    """グリーン化特例（軽課）: for the one year after the first inspection. 地方税法附則第30条."""
    since, until = (year - 1) * 10000 + 401, year * 10000 + 331
    last_year = (first_inspected_on >= since) & (first_inspected_on <= until)
    ended = (green == LIGHT_25) & (first_inspected_on > inspection_light_25_until)
    return np.where(last_year & ~ended & ~impossible_green, green, NO_RELIEF)


@formula
def heavy(
    four_wheel: Flags, fuel: Column, first_inspected_on: Column, year: int, inspection_heavy_after: int
) -> Flags:
    """重課: 13 years after the first inspection, up to March of the 13th year before. 地方税法附則第30条.

    Never for electric, fuel-cell, natural-gas, methanol and hybrid vehicles and for trailers.
    """
    old: Flags = first_inspected_on <= (year - inspection_heavy_after) * 10000 + 331
    return four_wheel & old & (fuel < ELECTRIC)
