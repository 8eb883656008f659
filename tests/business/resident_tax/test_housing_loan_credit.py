"""The housing-loan credit: limits of both classes, shares, and the levy as its end."""

from __future__ import annotations

import pytest

from tests.business.resident_tax.plain import compute
from uwanose.business.resident_tax.housing_loan_credit import (
    housing_loan_credit,
    housing_loan_credit_municipal,
    housing_loan_credit_prefectural,
)


@pytest.mark.parametrize(
    ("unused", "limit", "taxable", "credit"),
    [
        (150_000, "five_percent", 1_000_000, 50_000),  # published example of 平成23年度, the rule is the same
        (49_999, "five_percent", 1_000_000, 49_999),
        (500_000, "five_percent", 1_949_000, 97_450),
        (500_000, "five_percent", 1_950_000, 97_500),
        (500_000, "five_percent", 1_951_000, 97_500),
        (500_000, "seven_percent", 1_949_000, 136_430),
        (500_000, "seven_percent", 1_951_000, 136_500),
    ],
)
def test_credit_ends_with_the_unused_part_the_share_and_the_cap(
    unused: int, limit: str, taxable: int, credit: int
) -> None:
    """地方税法附則第5条の4の2."""
    assert compute(
        housing_loan_credit,
        2025,
        housing_loan_unused=[unused],
        housing_loan_limit=[limit],
        housing_loan_national_taxable=[taxable],
        housing_loan_class_refused=[False],
    ) == [credit]


def shares(credits: list[int], levy: int = 100_000, **rounding: int) -> tuple[list[int], list[int]]:
    """Compute both shares."""
    count = len(credits)
    municipal = compute(
        housing_loan_credit_municipal,
        2025,
        housing_loan_credit=credits,
        municipal_computed_levy=[levy] * count,
        adjustment_credit_municipal=[1_500] * count,
        dividend_credit_municipal=[500] * count,
        **rounding,
    )
    prefectural = compute(
        housing_loan_credit_prefectural,
        2025,
        housing_loan_credit=credits,
        prefectural_computed_levy=[levy] * count,
        adjustment_credit_prefectural=[1_000] * count,
        dividend_credit_prefectural=[500] * count,
        **rounding,
    )
    return municipal, prefectural


def test_three_and_two_fifths_each_raised() -> None:
    """33,333 yen: 19,999.8 and 13,333.2. The rounding is not verified and a value of the rules."""
    assert shares([97_500, 33_333]) == ([58_500, 20_000], [39_000, 13_334])
    assert shares([33_333], credit_housing_loan_rounding=1) == ([19_999], [13_333])


def test_credit_does_not_pass_from_one_tax_to_the_other() -> None:
    """What exceeds the levy that is left is lost."""
    assert shares([97_500], levy=20_000) == ([18_000], [18_500])
