"""Owns the housing-loan credit (住宅借入金等特別税額控除): what the national tax was too small to take."""

from __future__ import annotations

import numpy as np

from uwanose.business.amounts import at_most, only_where, rounded
from uwanose.business.resident_tax.codes import FIVE_PERCENT
from uwanose.engine.arithmetic import Column, Flags
from uwanose.engine.formulas import formula
from uwanose.engine.tables import LookupTable
from uwanose.money import Rate


@formula("housing_loan_class_refused", until=2014)
def housing_loan_class_refused_until_2014(housing_loan_limit: Column) -> Flags:
    """A limit class of later years: 7 % began with those who moved in from April 2014 on. 地方税法附則第5条の4の2."""
    refused: Flags = housing_loan_limit != FIVE_PERCENT
    return refused


@formula(since=2015)
def housing_loan_class_refused() -> bool:
    """Both limit classes stand in the law from levy year 2015 on. 地方税法附則第5条の4の2."""
    return False


@formula
def housing_loan_credit(
    housing_loan_unused: Column,
    housing_loan_limit: Column,
    housing_loan_national_taxable: Column,
    housing_loan_class_refused: Flags,
    credit_housing_loan_limits: LookupTable,
) -> Column:
    """What is left of the national credit, within a share of the NATIONAL taxable income and the cap of the class.

    地方税法附則第5条の4の2.
    """

    def credit(unused: Column, limit: Column, national_taxable: Column) -> Column:
        share = credit_housing_loan_limits.rates("rate", limit).floor(national_taxable)
        return at_most(unused, at_most(share, credit_housing_loan_limits.pick("cap", limit)))

    limit = np.where(housing_loan_class_refused, FIVE_PERCENT, housing_loan_limit)
    held = housing_loan_unused != 0
    return only_where(held, credit, housing_loan_unused, limit, housing_loan_national_taxable)


@formula
def housing_loan_credit_municipal(
    housing_loan_credit: Column,
    municipal_computed_levy: Column,
    adjustment_credit_municipal: Column,
    dividend_credit_municipal: Column,
    credit_housing_loan_share_municipal: Rate,
    credit_housing_loan_rounding: int,
) -> Column:
    """Three fifths of it, not more than the levy that is left. 地方税法附則第5条の4の2第5項."""
    share = rounded(housing_loan_credit, credit_housing_loan_share_municipal, credit_housing_loan_rounding)
    return at_most(share, municipal_computed_levy - adjustment_credit_municipal - dividend_credit_municipal)


@formula
def housing_loan_credit_prefectural(
    housing_loan_credit: Column,
    prefectural_computed_levy: Column,
    adjustment_credit_prefectural: Column,
    dividend_credit_prefectural: Column,
    credit_housing_loan_share_prefectural: Rate,
    credit_housing_loan_rounding: int,
) -> Column:
    """Two fifths of it, not more than the levy that is left. 地方税法附則第5条の4の2第1項."""
    share = rounded(housing_loan_credit, credit_housing_loan_share_prefectural, credit_housing_loan_rounding)
    return at_most(
        share, prefectural_computed_levy - adjustment_credit_prefectural - dividend_credit_prefectural
    )
