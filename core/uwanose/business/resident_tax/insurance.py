"""Owns the deductions for life and earthquake insurance, whose fractions of a yen are raised."""

from __future__ import annotations

from uwanose.business.amounts import at_least, at_most, only_where
from uwanose.engine.arithmetic import Column, ceil_yen
from uwanose.engine.formulas import formula
from uwanose.engine.tables import LookupTable
from uwanose.money import Rate


@formula
def life_general_deduction(
    life_new_general_paid: Column,
    life_old_general_paid: Column,
    deduction_life_new: LookupTable,
    deduction_life_old: LookupTable,
    deduction_life_mixed_cap: int,
) -> Column:
    """The part for general life insurance. 地方税法第34条第1項第5号・第314条の2第1項第5号."""
    new = _by_table(deduction_life_new, life_new_general_paid)
    old = _by_table(deduction_life_old, life_old_general_paid)
    return _best(new, old, deduction_life_mixed_cap)


@formula
def life_care_medical_deduction(life_care_medical_paid: Column, deduction_life_new: LookupTable) -> Column:
    """The part for care and medical insurance, which new contracts alone have.

    地方税法第34条第1項第5号・第314条の2第1項第5号.
    """
    return _by_table(deduction_life_new, life_care_medical_paid)


@formula
def life_pension_deduction(
    life_new_pension_paid: Column,
    life_old_pension_paid: Column,
    deduction_life_new: LookupTable,
    deduction_life_old: LookupTable,
    deduction_life_mixed_cap: int,
) -> Column:
    """The part for personal pension insurance. 地方税法第34条第1項第5号・第314条の2第1項第5号."""
    new = _by_table(deduction_life_new, life_new_pension_paid)
    old = _by_table(deduction_life_old, life_old_pension_paid)
    return _best(new, old, deduction_life_mixed_cap)


@formula
def life_insurance_deduction(
    life_general_deduction: Column,
    life_care_medical_deduction: Column,
    life_pension_deduction: Column,
    deduction_life_total_cap: int,
) -> Column:
    """生命保険料控除: the three parts up to 70,000 yen. 地方税法第34条第1項第5号・第314条の2第1項第5号."""
    parts = life_general_deduction + life_care_medical_deduction + life_pension_deduction
    return at_most(parts, deduction_life_total_cap)


@formula
def old_long_term_deduction(old_long_term_paid: Column, deduction_old_long_term: LookupTable) -> Column:
    """The part for old long-term casualty insurance. 平成18年法律第7号附則第11条第5項."""
    return _by_table(deduction_old_long_term, old_long_term_paid)


@formula
def earthquake_insurance_deduction(
    earthquake_paid: Column,
    old_long_term_deduction: Column,
    deduction_earthquake_rate: Rate,
    deduction_earthquake_cap: int,
) -> Column:
    """地震保険料控除: half of the premium and the old long-term part, up to 25,000 yen.

    地方税法第34条第1項第5号の3・第314条の2第1項第5号の3.
    """
    earthquake = at_most(ceil_yen(earthquake_paid, deduction_earthquake_rate), deduction_earthquake_cap)
    return at_most(earthquake + old_long_term_deduction, deduction_earthquake_cap)


def _by_table(table: LookupTable, paid: Column) -> Column:
    def part(paid: Column) -> Column:
        row = table.find(paid)
        return row.rates("rate").ceil(paid) + row.pick("add")

    return only_where(paid != 0, part, paid)


def _best(new: Column, old: Column, mixed_cap: int) -> Column:
    """Return the most favourable of new alone, old alone, and both together up to their cap."""
    return at_least(at_least(new, old), at_most(new + old, mixed_cap))
