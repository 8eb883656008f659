"""Owns the sum of the deductions and the taxable income."""

from __future__ import annotations

from uwanose.business.amounts import at_least
from uwanose.engine.arithmetic import Column
from uwanose.engine.formulas import formula
from uwanose.money import floor_1000


@formula
def deductions_total(
    casualty_loss_deduction: Column,
    medical_deduction: Column,
    social_insurance_deduction: Column,
    mutual_aid_deduction: Column,
    life_insurance_deduction: Column,
    earthquake_insurance_deduction: Column,
    disability_deduction: Column,
    widow_deduction: Column,
    single_parent_deduction: Column,
    working_student_deduction: Column,
    spouse_deduction: Column,
    spouse_special_deduction: Column,
    dependants_deduction: Column,
    specified_relative_deduction: Column,
    basic_deduction: Column,
) -> Column:
    """所得控除の合計, in the order of the law. 地方税法第34条・第314条の2."""
    return (
        casualty_loss_deduction
        + medical_deduction
        + social_insurance_deduction
        + mutual_aid_deduction
        + life_insurance_deduction
        + earthquake_insurance_deduction
        + disability_deduction
        + widow_deduction
        + single_parent_deduction
        + working_student_deduction
        + spouse_deduction
        + spouse_special_deduction
        + dependants_deduction
        + specified_relative_deduction
        + basic_deduction
    )


@formula
def taxable_income(comprehensive_income: Column, deductions_total: Column) -> Column:
    """課税総所得金額: income after the deductions, cut below 1,000 yen. 地方税法第20条の4の2第1項, 第35条・第314条の3."""
    return floor_1000(at_least(comprehensive_income - deductions_total, 0))
