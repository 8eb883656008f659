"""Owns the foreign tax credit (外国税額控除): what the national credit could not take, the prefectural tax first.

The town holds what was left by the national credit and the national limit. The limits of both taxes are cut to the yen, so
that they never exceed the share the law names (the law is silent on the fraction; our decision). Limits left over from
former years and foreign tax carried to later years are not taken in.
"""

from __future__ import annotations

from uwanose.business.amounts import at_least, at_most, nothing_in
from uwanose.engine.arithmetic import Column, floor_yen
from uwanose.engine.formulas import formula
from uwanose.money import Rate


@formula
def foreign_tax_limit_prefectural(
    foreign_tax_national_limit: Column, credit_foreign_tax_rate_prefectural: Rate
) -> Column:
    """The limit of the prefectural tax: 12 % of the national one. 地方税法第37条の3, 地方税法施行令第7条の19."""
    return floor_yen(foreign_tax_national_limit, credit_foreign_tax_rate_prefectural)


@formula
def foreign_tax_limit_municipal(
    foreign_tax_national_limit: Column, credit_foreign_tax_rate_municipal: Rate
) -> Column:
    """The limit of the municipal tax: 18 % of the national one. 地方税法第314条の8, 地方税法施行令第48条の9の2."""
    return floor_yen(foreign_tax_national_limit, credit_foreign_tax_rate_municipal)


@formula
def foreign_tax_credit_prefectural(
    foreign_tax_excess: Column,
    foreign_tax_limit_prefectural: Column,
    prefectural_computed_levy: Column,
    adjustment_credit_prefectural: Column,
    dividend_credit_prefectural: Column,
    housing_loan_credit_prefectural: Column,
    donation_credit_prefectural: Column,
) -> Column:
    """道府県民税の外国税額控除, up to its limit and the levy that is left. 地方税法第37条の3."""
    if nothing_in(foreign_tax_excess):
        return foreign_tax_excess
    left = prefectural_computed_levy - adjustment_credit_prefectural - dividend_credit_prefectural
    left = left - housing_loan_credit_prefectural - donation_credit_prefectural
    return at_most(at_most(foreign_tax_excess, foreign_tax_limit_prefectural), left)


@formula
def foreign_tax_credit_municipal(
    foreign_tax_excess: Column,
    foreign_tax_limit_prefectural: Column,
    foreign_tax_limit_municipal: Column,
    municipal_computed_levy: Column,
    adjustment_credit_municipal: Column,
    dividend_credit_municipal: Column,
    housing_loan_credit_municipal: Column,
    donation_credit_municipal: Column,
) -> Column:
    """市町村民税の外国税額控除: what exceeds the prefectural limit, up to its own limit and the levy that is left.

    地方税法第314条の8.
    """
    if nothing_in(foreign_tax_excess):
        return foreign_tax_excess
    left = municipal_computed_levy - adjustment_credit_municipal - dividend_credit_municipal
    left = left - housing_loan_credit_municipal - donation_credit_municipal
    beyond = at_least(foreign_tax_excess - foreign_tax_limit_prefectural, 0)
    return at_most(at_most(beyond, foreign_tax_limit_municipal), left)
