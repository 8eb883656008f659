"""Owns who is covered: the ground of the family, the age of the child and the schemes that come first."""

from __future__ import annotations

import numpy as np

from uwanose.business.medical_subsidy_single_parent.codes import NO_GROUND, NO_OTHER_SCHEME
from uwanose.engine.arithmetic import Column, Flags
from uwanose.engine.formulas import formula
from uwanose.engine.tables import AgeLimit


@formula
def family_covered(ground: Column) -> Flags:
    """Whether the family is one the scheme is for: one parent, a severely disabled parent, or fostered children."""
    covered: Flags = ground != NO_GROUND
    return covered


@formula
def child_covered(
    child_birth_date: Column,
    treated_on: Column,
    child_disabled_or_in_school: Flags,
    child_age_limit: AgeLimit,
    child_extended_age_limit: AgeLimit,
) -> Flags:
    """Whether the child is within the age limit; a longer one holds for disability or high school. The town's ordinance.

    The bill of a parent is covered as long as the child it names is.
    """
    within = child_age_limit.covers(child_birth_date, treated_on)
    longer = child_disabled_or_in_school & child_extended_age_limit.covers(child_birth_date, treated_on)
    return (child_birth_date <= treated_on) & (within | longer)


@formula
def other_scheme_first(other_scheme: Column) -> Flags:
    """Whether another scheme pays instead: 生活保護, 施設入所, 重度障害者医療, 災害共済給付. The towns' ordinances."""
    first: Flags = other_scheme != NO_OTHER_SCHEME
    return first


@formula
def eligible(
    family_covered: Flags, child_covered: Flags, within_income_limit: Flags, other_scheme_first: Flags
) -> Flags:
    """Whether the town subsidises the bill. The town's ordinance."""
    return np.asarray(family_covered & child_covered & within_income_limit & ~other_scheme_first)
