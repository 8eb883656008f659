"""The dividend credit: the part above 10,000,000 yen at the lower rate, and the order of the kinds."""

from __future__ import annotations

from typing import Any

from tests.business.resident_tax.plain import compute
from uwanose.business.resident_tax.dividend_credit import (
    dividend_credit_municipal,
    dividend_credit_prefectural,
)
from uwanose.engine.tables import LookupTable
from uwanose.money import Rate
from uwanose.points.model import Table


def credits(
    taxable: int, *, stock: int = 0, trust: int = 0, foreign: int = 0, levy: int = 10**6, **values: Any
) -> tuple[int, int]:
    """Compute the municipal and the prefectural credit of one taxpayer."""
    given = {
        "dividend_credit_stock": [stock],
        "dividend_credit_trust": [trust],
        "dividend_credit_foreign_trust": [foreign],
        "dividend_credit_line_income": [taxable],
        **values,
    }
    (municipal,) = compute(
        dividend_credit_municipal,
        2021,
        **given,
        municipal_computed_levy=[levy],
        adjustment_credit_municipal=[1_500],
    )
    (prefectural,) = compute(
        dividend_credit_prefectural,
        2021,
        **given,
        prefectural_computed_levy=[levy],
        adjustment_credit_prefectural=[1_000],
    )
    return municipal, prefectural


def test_published_example_of_a_designated_city() -> None:
    """新潟市: 1,520,000 yen at 1.12 % and 0.28 %, 4,480,000 yen at 2.24 % and 0.56 %."""
    columns = ("source", "municipal", "prefectural", "municipal_over", "prefectural_over")
    row = ("stock", Rate(224, 10_000), Rate(56, 10_000), Rate(112, 10_000), Rate(28, 10_000))
    others = [(kind, *row[1:]) for kind in ("trust", "foreign_trust")]
    codes = {"stock": 0, "trust": 1, "foreign_trust": 2}
    table = LookupTable(Table(columns, (row, *others)), "exact", codes=codes)
    assert credits(11_520_000, stock=6_000_000, credit_dividend_rates=table) == (
        17_024 + 100_352,
        4_256 + 25_088,
    )


def test_rates_outside_the_designated_cities() -> None:
    """1,520,000 × 0.8 % + 4,480,000 × 1.6 %; 1,520,000 × 0.6 % + 4,480,000 × 1.2 %."""
    assert credits(11_520_000, stock=6_000_000) == (12_160 + 71_680, 9_120 + 53_760)


def test_line_itself_takes_the_full_rate() -> None:
    """10,000,000 yen is not above the line; the next 1,000 yen are."""
    assert credits(10_000_000, stock=1_000_000) == (16_000, 12_000)
    assert credits(10_001_000, stock=1_000_000) == (15_992, 11_994)


def test_foreign_trusts_lie_on_top_then_trusts_then_dividends() -> None:
    """所得税法第92条第1項 (from memory): of 500,000 yen above the line 300,000 are foreign, 200,000 trusts."""
    assert credits(10_500_000, stock=1_000_000, trust=400_000, foreign=300_000) == (
        600 + 800 + 1_600 + 16_000,
        450 + 600 + 1_200 + 12_000,
    )


def test_fraction_is_raised_and_the_credit_ends_with_the_levy() -> None:
    """1 yen × 1.6 % is raised to 1 yen (not verified); the adjustment credit goes first."""
    assert credits(3_000_000, stock=1) == (1, 1)
    assert credits(3_000_000, stock=1, credit_dividend_rounding=1) == (0, 0)
    assert credits(3_000_000, stock=2_000_000, levy=20_000) == (18_500, 19_000)
