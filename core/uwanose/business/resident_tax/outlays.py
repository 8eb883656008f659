"""Owns the deductions for what was lost or paid: casualties, medical expenses, social insurance and mutual aid.

The law does not say how a fraction of a yen of the share of income is treated; it is cut, which never lowers the
deduction (our decision; it can matter one yen before the tax base is cut to 1,000 yen).
"""

from __future__ import annotations

import numpy as np

from uwanose.business.amounts import at_least, at_most
from uwanose.engine.arithmetic import Column, Flags, floor_yen
from uwanose.engine.formulas import formula
from uwanose.money import Rate


@formula
def casualty_loss_deduction(
    casualty_loss: Column,
    casualty_disaster_outlay: Column,
    gross_income_amount: Column,
    deduction_casualty_rate: Rate,
    deduction_casualty_outlay_floor: int,
) -> Column:
    """雑損控除: the loss above a tenth of income, or the outlay of a disaster above 50,000 yen, whichever is more.

    地方税法第34条第1項第1号・第314条の2第1項第1号.
    """
    by_loss = casualty_loss - floor_yen(gross_income_amount, deduction_casualty_rate)
    by_outlay = casualty_disaster_outlay - deduction_casualty_outlay_floor
    return at_least(at_least(by_loss, by_outlay), 0)


@formula("medical_deduction", until=2017)
def medical_deduction_until_2017(
    medical_paid: Column,
    medical_reimbursed: Column,
    gross_income_amount: Column,
    deduction_medical_rate: Rate,
    deduction_medical_floor: int,
    deduction_medical_cap: int,
) -> Column:
    """医療費控除 before the self-medication deduction. 地方税法第34条第1項第2号・第314条の2第1項第2号."""
    own_part = at_most(floor_yen(gross_income_amount, deduction_medical_rate), deduction_medical_floor)
    return at_least(at_most(medical_paid - medical_reimbursed - own_part, deduction_medical_cap), 0)


@formula(since=2018)
def medical_deduction(
    medical_paid: Column,
    medical_reimbursed: Column,
    gross_income_amount: Column,
    self_medication_chosen: Flags,
    self_medication_paid: Column,
    self_medication_reimbursed: Column,
    deduction_medical_rate: Rate,
    deduction_medical_floor: int,
    deduction_medical_cap: int,
    deduction_self_medication_floor: int,
    deduction_self_medication_cap: int,
) -> Column:
    """医療費控除, or in its place the self-medication deduction where it was chosen.

    地方税法第34条第1項第2号・第314条の2第1項第2号, 附則第4条の4.
    """
    own_part = at_most(floor_yen(gross_income_amount, deduction_medical_rate), deduction_medical_floor)
    medical = medical_paid - medical_reimbursed - own_part
    self_medication = self_medication_paid - self_medication_reimbursed - deduction_self_medication_floor
    return np.where(
        self_medication_chosen,
        at_least(at_most(self_medication, deduction_self_medication_cap), 0),
        at_least(at_most(medical, deduction_medical_cap), 0),
    )


@formula
def social_insurance_deduction(social_insurance_paid: Column) -> Column:
    """社会保険料控除: all that was paid. 地方税法第34条第1項第3号・第314条の2第1項第3号."""
    return social_insurance_paid


@formula
def mutual_aid_deduction(mutual_aid_paid: Column) -> Column:
    """小規模企業共済等掛金控除: all that was paid. 地方税法第34条第1項第4号・第314条の2第1項第4号."""
    return mutual_aid_paid
