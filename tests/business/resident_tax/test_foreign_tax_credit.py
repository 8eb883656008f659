"""The foreign tax credit: the prefectural tax up to its limit first, then the municipal one."""

from __future__ import annotations

import pytest

from tests.business.resident_tax.plain import compute
from uwanose.business.resident_tax import foreign_tax_credit


def credits(excess: int, national_limit: int, *, levy: int = 10**6) -> tuple[int, int]:
    """Compute the municipal and the prefectural credit of one taxpayer."""
    given = {"foreign_tax_national_limit": [national_limit]}
    prefectural_limit = compute(foreign_tax_credit.foreign_tax_limit_prefectural, 2025, **given)
    municipal_limit = compute(foreign_tax_credit.foreign_tax_limit_municipal, 2025, **given)

    def before(tax: str) -> dict[str, list[int]]:
        names = ("adjustment_credit", "dividend_credit", "housing_loan_credit", "donation_credit")
        return {f"{tax}_computed_levy": [levy]} | {f"{name}_{tax}": [1_000] for name in names}

    shared = {"foreign_tax_excess": [excess], "foreign_tax_limit_prefectural": prefectural_limit}
    (prefectural,) = compute(
        foreign_tax_credit.foreign_tax_credit_prefectural, 2025, **shared, **before("prefectural")
    )
    (municipal,) = compute(
        foreign_tax_credit.foreign_tax_credit_municipal,
        2025,
        **shared,
        **before("municipal"),
        foreign_tax_limit_municipal=municipal_limit,
    )
    return municipal, prefectural


@pytest.mark.parametrize(
    ("excess", "municipal", "prefectural"),
    [
        (0, 0, 0),
        (11_999, 0, 11_999),
        (12_000, 0, 12_000),
        (12_001, 1, 12_000),
        (30_000, 18_000, 12_000),
        (30_001, 18_000, 12_000),
    ],
)
def test_prefectural_limit_is_used_up_first(excess: int, municipal: int, prefectural: int) -> None:
    """地方税法第37条の3・第314条の8: 12 % and 18 % of the national limit of 100,000 yen."""
    assert credits(excess, 100_000) == (municipal, prefectural)


def test_limits_are_cut_to_the_yen() -> None:
    """The law is silent; a limit is never exceeded by a fraction."""
    assert credits(10**6, 8_341) == (1_501, 1_000)  # 1,501.38 and 1,000.92


def test_credit_ends_with_the_levy_that_is_left() -> None:
    """5,000 yen less four credits of 1,000 yen."""
    assert credits(30_000, 100_000, levy=5_000) == (1_000, 1_000)
