"""Owns retirement income: the deduction by years of service, and how much of the rest counts on the day of payment."""

from __future__ import annotations

import numpy as np

from uwanose.business.amounts import at_least, at_most
from uwanose.business.retirement_tax.codes import GENERAL, OFFICER
from uwanose.engine.arithmetic import Column, Flags, floor_yen, product
from uwanose.engine.formulas import formula
from uwanose.money import Rate, floor_1000


@formula
def deduction(
    service_years: Column,
    disability: Flags,
    deduction_yearly: int,
    deduction_line: int,
    deduction_yearly_later: int,
    deduction_least: int,
    deduction_disability: int,
) -> Column:
    """退職所得控除額, by years of service; more for those who left because of disability. 所得税法第30条第3項・第6項."""
    first = product(at_most(service_years, deduction_line), deduction_yearly)
    later = product(at_least(service_years - deduction_line, 0), deduction_yearly_later)
    return at_least(first + later, deduction_least) + np.where(disability, deduction_disability, 0)


@formula("retirement_income", until="2012-12-31")
def retirement_income_until_2012(amount: Column, deduction: Column, income_half: Rate) -> Column:
    """退職所得の金額: half of the rest, cut below 1,000 yen. 所得税法第30条第2項, 地方税法第328条の2."""
    return floor_1000(floor_yen(_rest(amount, deduction), income_half))


@formula("retirement_income", since="2013-01-01", until="2021-12-31")
def retirement_income_until_2021(
    amount: Column, deduction: Column, kind: Column, kind_refused: Flags, income_half: Rate
) -> Column:
    """退職所得の金額: the whole rest for an officer of five years or less, half of it for others. 所得税法第30条第2項."""
    rest = _rest(amount, deduction)
    whole = (kind == OFFICER) & ~kind_refused
    return floor_1000(np.where(whole, rest, floor_yen(rest, income_half)))


@formula(since="2022-01-01")
def retirement_income(
    amount: Column,
    deduction: Column,
    kind: Column,
    kind_refused: Flags,
    income_half: Rate,
    income_short_line: int,
) -> Column:
    """退職所得の金額: for short service half of the rest up to 3,000,000 yen and all above it. 所得税法第30条第2項."""
    rest = _rest(amount, deduction)
    half = floor_yen(rest, income_half)
    short = floor_yen(at_most(rest, income_short_line), income_half) + at_least(rest - income_short_line, 0)
    special = np.where(kind == OFFICER, rest, short)
    return floor_1000(np.where((kind == GENERAL) | kind_refused, half, special))


def _rest(amount: Column, deduction: Column) -> Column:
    return at_least(amount - deduction, 0)
