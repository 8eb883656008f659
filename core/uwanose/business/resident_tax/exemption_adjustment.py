"""Owns the levies after the credits and the exemption adjustment (調整措置), so that tax pushes nobody below the limit."""

from __future__ import annotations

from uwanose.business.amounts import at_least, at_most, proportion
from uwanose.engine.arithmetic import Column
from uwanose.engine.formulas import formula


@formula
def municipal_levy_after_credits(
    municipal_computed_levy: Column,
    adjustment_credit_municipal: Column,
    dividend_credit_municipal: Column,
    housing_loan_credit_municipal: Column,
    donation_credit_municipal: Column,
    foreign_tax_credit_municipal: Column,
) -> Column:
    """What is left of the municipal levy. 地方税法第314条の6〜第314条の8, 附則第5条・第5条の4の2."""
    return (
        municipal_computed_levy
        - adjustment_credit_municipal
        - dividend_credit_municipal
        - housing_loan_credit_municipal
        - donation_credit_municipal
        - foreign_tax_credit_municipal
    )


@formula
def prefectural_levy_after_credits(
    prefectural_computed_levy: Column,
    adjustment_credit_prefectural: Column,
    dividend_credit_prefectural: Column,
    housing_loan_credit_prefectural: Column,
    donation_credit_prefectural: Column,
    foreign_tax_credit_prefectural: Column,
) -> Column:
    """What is left of the prefectural levy. 地方税法第37条〜第37条の3, 附則第5条・第5条の4の2."""
    return (
        prefectural_computed_levy
        - adjustment_credit_prefectural
        - dividend_credit_prefectural
        - housing_loan_credit_prefectural
        - donation_credit_prefectural
        - foreign_tax_credit_prefectural
    )


@formula
def exemption_adjustment(
    gross_income_amount: Column,
    income_levy_limit: Column,
    municipal_levy_after_credits: Column,
    prefectural_levy_after_credits: Column,
) -> Column:
    """調整措置: what income after the income levies lacks of the exemption limit. 地方税法附則第3条の3第2項・第5項."""
    levies = municipal_levy_after_credits + prefectural_levy_after_credits
    lacking = at_least(income_levy_limit - (gross_income_amount - levies), 0)
    return at_most(lacking, levies)


@formula
def exemption_adjustment_prefectural(
    exemption_adjustment: Column,
    municipal_levy_after_credits: Column,
    prefectural_levy_after_credits: Column,
    credit_exemption_adjustment_rounding: int,
) -> Column:
    """The prefectural share, in proportion to the levies. 地方税法附則第3条の3第2項 (the split is not verified)."""
    return proportion(
        exemption_adjustment,
        prefectural_levy_after_credits,
        municipal_levy_after_credits + prefectural_levy_after_credits,
        credit_exemption_adjustment_rounding,
    )


@formula
def exemption_adjustment_municipal(
    exemption_adjustment: Column, exemption_adjustment_prefectural: Column
) -> Column:
    """The municipal share: the rest. 地方税法附則第3条の3第5項 (the split is not verified)."""
    return exemption_adjustment - exemption_adjustment_prefectural
