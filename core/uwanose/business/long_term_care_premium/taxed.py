"""Owns who counts as taxed (市町村民税課税), alone and in the household."""

from __future__ import annotations

import numpy as np

from uwanose.engine.arithmetic import Column, Flags
from uwanose.engine.formulas import formula
from uwanose.engine.tables import Household


@formula
def taxed(
    put_back: Flags,
    per_capita_exempt: Column,
    exempt_by_status: Column,
    per_capita_limit: Column,
    public_assistance: Flags,
    judged_total_income: Column,
    income_status_limit: int,
) -> Flags:
    """Whether resident tax is charged, judged anew where the former pay income is put back (FY2026).

    介護保険法施行令第38条第1項, 附則第24条, 地方税法第295条. Assistance exempts who had it on 1 January, which resident tax
    has found; one that began afterwards does not. The number of dependants behind the limit stays that of the
    resident tax: the law is silent about their incomes.
    """
    in_need: Flags = public_assistance | (judged_total_income <= income_status_limit)
    by_status = (exempt_by_status != 0) & in_need
    anew: Flags = ~(by_status | (judged_total_income <= per_capita_limit))
    return np.where(put_back, anew, per_capita_exempt == 0)


@formula
def household_taxed(taxed: Flags, household: Household) -> Flags:
    """Whether anybody of the household is taxed, oneself included. 介護保険法施行令第38条第1項."""
    return household.any(taxed)
