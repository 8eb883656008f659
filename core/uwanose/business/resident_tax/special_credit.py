"""Owns the special credit (定額減税) of levy years 2024 and 2025, the last of all credits."""

from __future__ import annotations

import numpy as np

from uwanose.business.amounts import UP, at_least, at_most, proportion
from uwanose.engine.arithmetic import Column, Flags
from uwanose.engine.formulas import formula


@formula
def municipal_levy_before_special_credit(
    municipal_levy_after_credits: Column,
    exemption_adjustment_municipal: Column,
    withheld_levy_credit_municipal: Column,
) -> Column:
    """The municipal levy after every other credit, not yet cut to 100 yen. 地方税法附則第5条の8."""
    return municipal_levy_after_credits - exemption_adjustment_municipal - withheld_levy_credit_municipal


@formula
def prefectural_levy_before_special_credit(
    prefectural_levy_after_credits: Column,
    exemption_adjustment_prefectural: Column,
    withheld_levy_credit_prefectural: Column,
) -> Column:
    """The prefectural levy after every other credit, not yet cut to 100 yen. 地方税法附則第5条の8."""
    return (
        prefectural_levy_after_credits - exemption_adjustment_prefectural - withheld_levy_credit_prefectural
    )


@formula
def special_credit(
    total_income: Column,
    same_livelihood_spouse: Flags,
    deductible_spouse: Flags,
    spouse_non_resident: Flags,
    counted_dependants: Column,
    dependants_non_resident: Column,
    municipal_levy_before_special_credit: Column,
    prefectural_levy_before_special_credit: Column,
    special_credit_income_limit: int,
    special_credit_per_head: int,
    special_credit_per_other_spouse: int,
) -> Column:
    """定額減税, not more than both levies. 地方税法附則第5条の8 (2024), 附則第5条の12 (2025, article not verified).

    2024: an amount for each of taxpayer, 控除対象配偶者 and dependants who live in the country. 2025: an amount for a
    spouse within the limit for whom there is no deduction because the taxpayer earns too much.
    """
    spouse = deductible_spouse & ~spouse_non_resident
    other_spouse = same_livelihood_spouse & ~deductible_spouse & ~spouse_non_resident
    heads = 1 + spouse + at_least(counted_dependants - dependants_non_resident, 0)
    amount = heads * special_credit_per_head + np.where(other_spouse, special_credit_per_other_spouse, 0)
    levies = municipal_levy_before_special_credit + prefectural_levy_before_special_credit
    return np.where(total_income <= special_credit_income_limit, at_most(amount, levies), 0)


@formula
def special_credit_prefectural(
    special_credit: Column,
    municipal_levy_before_special_credit: Column,
    prefectural_levy_before_special_credit: Column,
) -> Column:
    """The prefectural share, in proportion to the levies, a fraction of a yen raised. 地方税法附則第5条の8."""
    levies = municipal_levy_before_special_credit + prefectural_levy_before_special_credit
    return proportion(special_credit, prefectural_levy_before_special_credit, levies, UP)


@formula
def special_credit_municipal(special_credit: Column, special_credit_prefectural: Column) -> Column:
    """The municipal share: the rest. 地方税法附則第5条の8."""
    return special_credit - special_credit_prefectural
