"""Owns the donation credit (寄附金税額控除): the basic part, the special part of furusato, and the one-stop part.

Each part of each tax is raised to the yen. The cap of the special part is cut, so that it never exceeds the share of the
levy the law names (the law is silent on the fraction; our decision).
"""

from __future__ import annotations

import numpy as np

from uwanose.business.amounts import at_least, at_most, only_where
from uwanose.business.resident_tax.codes import ORDINANCE_RATE
from uwanose.engine.arithmetic import Column, Flags, ceil_yen, floor_yen, product
from uwanose.engine.formulas import formula
from uwanose.engine.tables import LookupTable
from uwanose.money import Rate, ceil_div


@formula
def donation_credit_basic_municipal(
    donation_furusato: Column,
    donation_common: Column,
    donation_municipality: Column,
    gross_income_amount: Column,
    credit_donation_income_share: Rate,
    credit_donation_floor: int,
    credit_donation_rate_municipal: Rate,
) -> Column:
    """基本分 of the municipal tax, on donations up to 30 % of income. 地方税法第314条の7第1項."""
    donations = donation_furusato + donation_common + donation_municipality
    return _basic_part(
        donations,
        gross_income_amount,
        credit_donation_income_share,
        credit_donation_floor,
        credit_donation_rate_municipal,
    )


@formula
def donation_credit_basic_prefectural(
    donation_furusato: Column,
    donation_common: Column,
    donation_prefecture: Column,
    gross_income_amount: Column,
    credit_donation_income_share: Rate,
    credit_donation_floor: int,
    credit_donation_rate_prefectural: Rate,
) -> Column:
    """基本分 of the prefectural tax, on donations up to 30 % of income. 地方税法第37条の2第1項."""
    donations = donation_furusato + donation_common + donation_prefecture
    return _basic_part(
        donations,
        gross_income_amount,
        credit_donation_income_share,
        credit_donation_floor,
        credit_donation_rate_prefectural,
    )


def _basic_part(donations: Column, income: Column, share: Rate, floor: int, rate: Rate) -> Column:
    """Return the credit of donations up to a share of income; the law rounds once, at the end, not the share."""
    parts = share.denominator  # everything in parts of a yen, so that the share stays exact
    within = at_most(product(donations, parts), product(income, share.numerator))
    return ceil_yen(at_least(within - floor * parts, 0), Rate(rate.numerator, rate.denominator * parts))


@formula(until=2025)
def personal_difference_adjustment(personal_difference: Column) -> Column:
    """人的控除差調整額 until levy year 2025: the personal difference. 地方税法第37条の2第11項・第314条の7第11項."""
    return personal_difference


@formula("personal_difference_adjustment", since=2026)
def personal_difference_adjustment_2026(
    personal_difference: Column,
    total_income: Column,
    credit_national_basic: LookupTable,
    credit_national_basic_line: int,
) -> Column:
    """人的控除差調整額 from levy year 2026: also what the national 基礎控除 exceeds 480,000 yen by.

    地方税法第37条の2第11項・第314条の7第11項 (令和7年度改正). The total income of resident tax stands for the national one.
    """
    national_basic = credit_national_basic.pick("amount", total_income)
    return personal_difference + at_least(national_basic - credit_national_basic_line, 0)


@formula
def furusato_ratio_base(taxable_income: Column, personal_difference_adjustment: Column) -> Column:
    """The amount by which the ratio of the special part is chosen; it may lie below zero.

    地方税法第37条の2第11項・第314条の7第11項.
    """
    return taxable_income - personal_difference_adjustment


@formula
def furusato_ratio_refused(
    donation_furusato: Column,
    taxable_income: Column,
    furusato_ratio_base: Column,
    taxable_apart: Column,
    taxable_forestry: Column,
    taxable_retirement: Column,
    credit_donation_floor: int,
) -> Flags:
    """Whether the ratio would have to follow an income taxed apart, because nothing is left of 総所得金額 to choose it by.

    地方税法第37条の2第11項第2号・第3号, 附則第5条の5・第5条の6: the ratios of those classes are not in hand. Somebody with
    more than 25,000,000 yen may have no personal difference: then it is 課税総所得金額 itself that he does not have.
    """
    apart = taxable_apart + taxable_forestry + taxable_retirement
    not_comprehensive = (furusato_ratio_base < 0) | (taxable_income == 0)
    refused: Flags = (donation_furusato > credit_donation_floor) & not_comprehensive & (apart > 0)
    return refused


@formula
def furusato_cap_municipal(
    municipal_computed_levy: Column, adjustment_credit_municipal: Column, credit_furusato_cap_rate: Rate
) -> Column:
    """A fifth of the municipal levy after the adjustment credit. 地方税法第314条の7第11項."""
    return floor_yen(municipal_computed_levy - adjustment_credit_municipal, credit_furusato_cap_rate)


@formula
def furusato_cap_prefectural(
    prefectural_computed_levy: Column,
    prefectural_standard_levy: Column,
    adjustment_credit_prefectural: Column,
    credit_furusato_cap_rate: Rate,
    credit_furusato_cap_basis: int,
) -> Column:
    """A fifth of the prefectural levy after the adjustment credit. 地方税法第37条の2第11項.

    Whether the levy is taken at the standard rate or at that of the ordinance is a setting of the prefecture.
    """
    by_ordinance = credit_furusato_cap_basis == ORDINANCE_RATE
    levy = prefectural_computed_levy if by_ordinance else prefectural_standard_levy
    return floor_yen(at_least(levy - adjustment_credit_prefectural, 0), credit_furusato_cap_rate)


@formula
def donation_credit_special_municipal(
    donation_furusato: Column,
    furusato_ratio_base: Column,
    furusato_ratio_refused: Flags,
    furusato_cap_municipal: Column,
    credit_donation_floor: int,
    credit_furusato_ratio: LookupTable,
    credit_furusato_ratio_negative: Rate,
    credit_furusato_share_municipal: Rate,
) -> Column:
    """特例分 of the municipal tax: three fifths, within its cap. 地方税法第314条の7第11項, 附則第5条の6."""
    counted = product(
        at_least(donation_furusato - credit_donation_floor, 0), credit_furusato_share_municipal.numerator
    )
    special = _by_ratio(counted, furusato_ratio_base, credit_furusato_ratio, credit_furusato_ratio_negative)
    credit = at_most(ceil_div(special, credit_furusato_share_municipal.denominator), furusato_cap_municipal)
    return np.where(furusato_ratio_refused, 0, credit)


@formula
def donation_credit_special_prefectural(
    donation_furusato: Column,
    furusato_ratio_base: Column,
    furusato_ratio_refused: Flags,
    furusato_cap_prefectural: Column,
    credit_donation_floor: int,
    credit_furusato_ratio: LookupTable,
    credit_furusato_ratio_negative: Rate,
    credit_furusato_share_prefectural: Rate,
) -> Column:
    """特例分 of the prefectural tax: two fifths, within its cap. 地方税法第37条の2第11項, 附則第5条の6."""
    counted = product(
        at_least(donation_furusato - credit_donation_floor, 0), credit_furusato_share_prefectural.numerator
    )
    special = _by_ratio(counted, furusato_ratio_base, credit_furusato_ratio, credit_furusato_ratio_negative)
    credit = at_most(
        ceil_div(special, credit_furusato_share_prefectural.denominator), furusato_cap_prefectural
    )
    return np.where(furusato_ratio_refused, 0, credit)


@formula("donation_credit_one_stop_municipal", until=2015)
def donation_credit_one_stop_municipal_until_2015() -> int:
    """申告特例控除: for donations from April 2015 on, so from levy year 2016. 地方税法附則第7条の2第4項."""
    return 0


@formula("donation_credit_one_stop_prefectural", until=2015)
def donation_credit_one_stop_prefectural_until_2015() -> int:
    """申告特例控除: for donations from April 2015 on, so from levy year 2016. 地方税法附則第7条の2第1項."""
    return 0


@formula(since=2016)
def donation_credit_one_stop_municipal(
    one_stop: Flags,
    donation_credit_special_municipal: Column,
    furusato_ratio_base: Column,
    credit_one_stop_ratio: LookupTable,
) -> Column:
    """申告特例控除 of the municipal tax: in place of the national credit. 地方税法附則第7条の2第4項."""
    return _one_stop(one_stop, donation_credit_special_municipal, furusato_ratio_base, credit_one_stop_ratio)


@formula(since=2016)
def donation_credit_one_stop_prefectural(
    one_stop: Flags,
    donation_credit_special_prefectural: Column,
    furusato_ratio_base: Column,
    credit_one_stop_ratio: LookupTable,
) -> Column:
    """申告特例控除 of the prefectural tax: in place of the national credit. 地方税法附則第7条の2第1項."""
    return _one_stop(
        one_stop, donation_credit_special_prefectural, furusato_ratio_base, credit_one_stop_ratio
    )


@formula
def donation_credit_municipal(
    donation_credit_basic_municipal: Column,
    donation_credit_special_municipal: Column,
    donation_credit_one_stop_municipal: Column,
    municipal_computed_levy: Column,
    adjustment_credit_municipal: Column,
    dividend_credit_municipal: Column,
    housing_loan_credit_municipal: Column,
) -> Column:
    """市町村民税の寄附金税額控除: the three parts, not more than the levy that is left. 地方税法第314条の7, 附則第7条の2."""
    parts = (
        donation_credit_basic_municipal
        + donation_credit_special_municipal
        + donation_credit_one_stop_municipal
    )
    left = municipal_computed_levy - adjustment_credit_municipal - dividend_credit_municipal
    return at_most(parts, left - housing_loan_credit_municipal)


@formula
def donation_credit_prefectural(
    donation_credit_basic_prefectural: Column,
    donation_credit_special_prefectural: Column,
    donation_credit_one_stop_prefectural: Column,
    prefectural_computed_levy: Column,
    adjustment_credit_prefectural: Column,
    dividend_credit_prefectural: Column,
    housing_loan_credit_prefectural: Column,
) -> Column:
    """道府県民税の寄附金税額控除: the three parts, not more than the levy that is left. 地方税法第37条の2, 附則第7条の2."""
    parts = (
        donation_credit_basic_prefectural
        + donation_credit_special_prefectural
        + donation_credit_one_stop_prefectural
    )
    left = prefectural_computed_levy - adjustment_credit_prefectural - dividend_credit_prefectural
    return at_most(parts, left - housing_loan_credit_prefectural)


def _one_stop(chosen: Flags, special: Column, base: Column, ratios: LookupTable) -> Column:
    def part(special: Column, base: Column) -> Column:
        return ratios.rates("ratio", base).ceil(special)

    return only_where(chosen, part, special, base)


def _by_ratio(counted: Column, base: Column, ratios: LookupTable, below_zero: Rate) -> Column:
    """Apply the ratio of the bracket, that for amounts below zero where the base is; a fraction of a yen is raised.

    Raising once more after the division by the share gives what raising the exact amount gives.
    """

    def part(counted: Column, base: Column) -> Column:
        return np.where(base < 0, ceil_yen(counted, below_zero), ratios.rates("ratio", base).ceil(counted))

    return only_where(counted != 0, part, counted, base)
