"""Owns the levies withheld on declared dividends and stock (配当割額・株式等譲渡所得割額): credit, offset and refund.

What both income levies cannot take is set off against the tax of the year and then paid back. The amounts are those
actually withheld, as they stand on the papers of the payers.
"""

from __future__ import annotations

from uwanose.business.amounts import at_most, nothing_in, rounded
from uwanose.engine.arithmetic import Column
from uwanose.engine.formulas import formula
from uwanose.money import Rate


@formula
def withheld_levy(dividend_levy_withheld: Column, stock_levy_withheld: Column) -> Column:
    """配当割額 and 株式等譲渡所得割額 of the declared amounts. 地方税法第37条の4・第314条の9."""
    return dividend_levy_withheld + stock_levy_withheld


@formula
def withheld_levy_share_prefectural(
    withheld_levy: Column, credit_withheld_share_prefectural: Rate, credit_withheld_rounding: int
) -> Column:
    """The prefectural share: two fifths (not verified). 地方税法第37条の4."""
    return rounded(withheld_levy, credit_withheld_share_prefectural, credit_withheld_rounding)


@formula
def withheld_levy_credit_prefectural(
    withheld_levy_share_prefectural: Column,
    prefectural_levy_after_credits: Column,
    exemption_adjustment_prefectural: Column,
) -> Column:
    """道府県民税の配当割額等控除, not more than the levy that is left. 地方税法第37条の4."""
    left = prefectural_levy_after_credits - exemption_adjustment_prefectural
    return at_most(withheld_levy_share_prefectural, left)


@formula
def withheld_levy_credit_municipal(
    withheld_levy: Column,
    withheld_levy_share_prefectural: Column,
    municipal_levy_after_credits: Column,
    exemption_adjustment_municipal: Column,
) -> Column:
    """市町村民税の配当割額等控除: the rest, not more than the levy that is left. 地方税法第314条の9第1項."""
    left = municipal_levy_after_credits - exemption_adjustment_municipal
    return at_most(withheld_levy - withheld_levy_share_prefectural, left)


@formula
def withheld_levy_shortfall(
    withheld_levy: Column,
    withheld_levy_credit_municipal: Column,
    withheld_levy_credit_prefectural: Column,
) -> Column:
    """控除不足額: what the income levies could not take. 地方税法第314条の9第2項."""
    if nothing_in(withheld_levy):
        return withheld_levy
    return withheld_levy - withheld_levy_credit_municipal - withheld_levy_credit_prefectural


@formula
def withheld_levy_offset(
    withheld_levy_shortfall: Column,
    municipal_annual: Column,
    prefectural_annual: Column,
    forest_environment_tax: Column,
    credit_withheld_offset_forest_tax: bool,
) -> Column:
    """充当額: what is set off against the tax of the year, which is the per-capita levies. 地方税法第314条の9第3項.

    That the forest tax is among it is not verified.
    """
    if nothing_in(withheld_levy_shortfall):
        return withheld_levy_shortfall
    tax = municipal_annual + prefectural_annual
    if credit_withheld_offset_forest_tax:
        tax = tax + forest_environment_tax
    return at_most(withheld_levy_shortfall, tax)


@formula
def withheld_levy_refund(withheld_levy_shortfall: Column, withheld_levy_offset: Column) -> Column:
    """還付額: what is left and paid back. 地方税法第314条の9第2項."""
    return withheld_levy_shortfall - withheld_levy_offset
