"""The shadow run on Python integers agrees for the premiums and the child allowance, and no result depends on the rows' order."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from tests.profiles.sample import programs, sample
from uwanose.engine.model import Array
from uwanose.engine.population import care_insured, children, late_elderly

TOWN = {"aikawa": 2_000}
KEEP = {
    "long_term_care_premium": ("stage", "annual_amount", "premium", "withheld", "over_withheld"),
    "late_elderly_premium": (
        "insured_months",
        "reduction_class",
        "per_head_amount",
        "income_amount",
        "premium",
    ),
    "child_allowance": ("sibling_order", "entitled", "monthly_amount", "claimant_month", "payment_month"),
}
INVENTED = {
    "long_term_care_premium": care_insured,
    "late_elderly_premium": late_elderly,
    "child_allowance": children,
}


def columns(business: str) -> dict[str, Array]:
    """Return the invented rows, with incomes around every line; groups as numbers."""
    made = dict(INVENTED[business](TOWN, seed=3, fiscal_year=2026))["aikawa"]
    declared = sample().catalog.businesses[business]
    rng = np.random.default_rng(20261126)
    rows = len(made["municipality"])
    reads = {
        read.name: rng.integers(0, 2, rows)
        if read.item in ("per_capita_exempt", "exempt_by_status")
        else rng.choice([0, 380_000, 430_000, 450_000, 826_500, 1_200_000, 3_000_000], rows)
        for read in declared.reads
    }
    group = np.unique(made[declared.group], return_inverse=True)[1].astype(np.int64)
    numbers = {name: values for name, values in made.items() if values.dtype.kind in "ib"}
    return {**numbers, **reads, declared.group: group}


@pytest.mark.parametrize("business", KEEP)
def test_the_shadow_run_and_shuffled_groups_agree(business: str) -> None:
    """Exact or refused; whole groups moved about give each row what it had."""
    given = columns(business)
    rules = sample().rules("aikawa", date(2026, 10 if business == "child_allowance" else 4, 1))
    calculation = programs().program(business, rules).bind(rules, KEEP[business])
    fast = calculation.run(given)
    exact = calculation.run(given, exact=True)
    assert {name: column.tolist() for name, column in fast.items.items()} == {
        name: column.tolist() for name, column in exact.items.items()
    }
    group = given[sample().catalog.businesses[business].group]
    places = np.random.default_rng(7).permutation(group.max() + 1)
    order = np.lexsort([-np.arange(len(group)), places[group]])
    moved = calculation.run({name: column[order] for name, column in given.items()})
    for name, column in fast.items.items():
        assert moved.items[name].tolist() == column[order].tolist(), name
