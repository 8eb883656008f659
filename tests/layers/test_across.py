"""One point in all towns: who has something else, since when, and which towns have the same."""

from __future__ import annotations

from datetime import date

from tests.layers.sample import Union, adopts
from uwanose.layers.across import Across, across

ON = date(2026, 4, 1)
COST = "costs: [{id: b, kind: one_off, quoted: 900_000, start: 2021-04}]"


def found(union: Union, business: str = "tax") -> dict[str, Across]:
    return {one.point.id: one for one in across(union.resolver().layering(), ON)[business]}


def test_a_point_all_towns_have_from_the_nation_is_not_asked_about() -> None:
    """Nothing is set, so nothing differs."""
    assert "tax.base" not in found(Union())


def test_the_town_that_moved_stands_apart_with_its_day() -> None:
    """大井町 moved on 1 April 2021; its own value from then on, the national one before."""
    one = found(Union().town("oi", "tax.base: {2021: 330_000}"))["tax.base"]
    assert one.differs
    assert one.groups()[-1] == ("oi",)
    reign = one.now("oi")
    assert reign and reign.origin
    assert (reign.interval.start, reign.origin.value) == (date(2021, 4, 1), 330_000)
    assert [str(span.interval.start) for span in one.timelines["oi"]] == ["2020-04-01", "2021-04-01"]


def test_an_ordinance_that_says_the_same_as_the_nation_makes_no_difference() -> None:
    """320,000 is the national value of the day: shown, for the ordinance stands, but all have the same."""
    one = found(Union().town("oi", "tax.base: {2021: 320_000}"))["tax.base"]
    assert not one.differs


def test_only_towns_that_take_part_are_compared() -> None:
    """清川村 takes no part in the welfare system."""
    one = found(Union().town("oi", "care.age: {2021-04-01: 18}"), "care")["care.age"]
    assert "oi" in one.timelines
    assert "kiyokawa" not in one.timelines


def test_a_customization_stands_apart_where_it_was_adopted() -> None:
    """A value of a customization: only 大井町 has adopted it."""
    union = (
        Union()
        .entry("K-101", f"content: {{tax.fee: 3_500}}\n{COST}")
        .town("oi", "", adopts("K-101", "2021-04-01"))
    )
    assert found(union)["tax.fee"].groups()[-1] == ("oi",)
