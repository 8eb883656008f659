"""適合率: the points of the package no customization changes, over all of them."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tests.layers.sample import Union, adopts, agreed
from tests.layers.test_comparison import COST, DECIDED, side
from uwanose.layers.fit import fit, format_share, together
from uwanose.layers.model import Rank

TAX = 12  # values, tables, formulas and texts of the invented tax: nine points and three results; its hook is none


def test_a_customization_lowers_the_fit_and_a_setting_does_not() -> None:
    """One of twelve is changed by the town; what an ordinance sets leaves the package as it is."""
    union = Union().entry("K-101", f"content: {{tax.fee: 3_500}}\n{COST}")
    union.town("oi", "tax.base: {2021: 330_000}", adopts("K-101", "2021-04-01"))
    found = fit(side(union, Rank.TOWN, "oi"), "tax")
    assert found
    assert (found.points, found.prefecture, found.own, found.settings) == (TAX, 0, 1, 1)
    assert found.share == Fraction(TAX - 1, TAX)
    national = fit(side(union, Rank.NATIONAL), "tax")
    assert national
    assert national.share == 1


def test_a_point_both_layers_change_is_the_towns_and_counts_once() -> None:
    """The town's customization hides the prefecture's."""
    union = Union().entry("K-101", f"content: {{tax.fee: 3_500}}\n{COST}", decision=DECIDED)
    union.entry("K-102", f"content: {{tax.fee: 4_000}}\n{COST}")
    union.prefecture("{}", agreed("K-101", "2021-04-01")).town("oi", "", adopts("K-102", "2021-04-01"))
    found, other = fit(side(union, Rank.TOWN, "oi"), "tax"), fit(side(union, Rank.TOWN, "hayama"), "tax")
    assert found
    assert other
    assert ((found.prefecture, found.own), (other.prefecture, other.own)) == ((0, 1), (1, 0))


def test_a_town_has_no_fit_where_it_takes_no_part() -> None:
    """清川村 takes no part in the welfare system."""
    assert fit(side(Union(), Rank.TOWN, "kiyokawa"), "care") is None


def test_businesses_together_are_counted_point_by_point() -> None:
    """Not an average of rates: one changed of all points of both."""
    union = (
        Union()
        .entry("K-101", f"content: {{tax.fee: 3_500}}\n{COST}")
        .town("oi", "", adopts("K-101", "2021-04-01"))
    )
    found = [one for business in ("tax", "care") if (one := fit(side(union, Rank.TOWN, "oi"), business))]
    assert together(found).share == Fraction(TAX + 2 - 1, TAX + 2)


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (Fraction(1), "100.0%"),
        (Fraction(9_999, 10_000), "99.9%"),
        (Fraction(2, 3), "66.6%"),
        (Fraction(0), "0.0%"),
    ],
)
def test_a_share_is_cut_so_that_only_a_whole_one_says_so(share: Fraction, said: str) -> None:
    """99.99% is not 100.0%."""
    assert format_share(share) == said
