"""Two sides compared point by point: values, rows, formulas and texts, by layer, town, date and release."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tests.layers.sample import Union, adopts, agreed, catalog, formula, point, values
from uwanose.layers.comparison import Difference, RowChange, Side, differences
from uwanose.layers.model import Rank
from uwanose.points.model import MaySet

APRIL = date(2026, 4, 1)
COST = "costs: [{id: b, kind: one_off, quoted: 900_000, start: 2021-04}]"
DECIDED = "decision: {working_group: 税, on: 2019-08-20, outcome: prefecture}"
STEPS_3 = "{rows: [{from: 0, amount: 5}, {from: 1_000, amount: 7}, {from: 2_000, amount: 9}]}"
STEPS_2 = "{rows: [{from: 0, amount: 5}, {from: 1_000, amount: 8}]}"
CODE = '''"""K-101."""

from uwanose import customizes


@customizes("K-101", "tax.levy")
def levy(income, rate):
    """条例第1条"""
    return income * rate
'''


def side(union: Union, layer: Rank, town: str = "", on: date = APRIL, release: str | None = None) -> Side:
    """Return one side of an invented union."""
    return Side(union.resolver().layering(release), layer, town, on)


def compared(left: Side, right: Side) -> dict[str, Difference]:
    """Return the differences by point."""
    return {one.point.id: one for one in differences(left, right)}


def pair(one: Difference) -> tuple[object, object]:
    """Return the two values of a difference."""
    return tuple(reign.origin.value if reign.origin else None for reign in (one.left, one.right))  # type: ignore[return-value]


def test_the_nation_and_a_town_differ_where_the_town_has_set_or_adopted_something() -> None:
    """A setting with the national value is no difference: equal is equal, whoever gives it."""
    union = Union().entry("K-101", f"content: {{tax.fee: 3_500}}\n{COST}")
    union.town("oi", "tax.base: {2021: 330_000}\ntax.choice: {2021: 1}", adopts("K-101", "2021-04-01"))
    found = compared(side(union, Rank.NATIONAL), side(union, Rank.TOWN, "oi"))
    assert {name: pair(one) for name, one in found.items()} == {
        "tax.base": (320_000, 330_000),
        "tax.fee": (3_000, 3_500),
    }
    assert found["tax.fee"].right.origin
    assert found["tax.fee"].right.origin.owner == "K-101"


def test_the_prefecture_is_seen_without_any_towns_own_values() -> None:
    """What 大井町 sets over the prefecture is not the prefecture's."""
    union = Union().entry("K-101", f"content: {{tax.fee: 3_500}}\n{COST}", decision=DECIDED)
    union.prefecture("tax.surcharge: {2021: 25}", agreed("K-101", "2021-04-01"))
    union.town("oi", "tax.base: {2021: 330_000}").town("hayama", "tax.base: {2021: 340_000}")
    found = compared(side(union, Rank.NATIONAL), side(union, Rank.PREFECTURE))
    assert {name: pair(one) for name, one in found.items()} == {
        "tax.surcharge": (0, 25),
        "tax.fee": (3_000, 3_500),
    }
    towns = compared(side(union, Rank.TOWN, "oi"), side(union, Rank.TOWN, "hayama"))
    assert {name: pair(one) for name, one in towns.items()} == {"tax.base": (330_000, 340_000)}


def test_two_days_differ_by_what_changes_between_them() -> None:
    """31 March 2024 has the old base, 1 April the new one; 30 and 31 March are alike."""
    union = Union()
    days = [date(2024, 3, 30), date(2024, 3, 31), date(2024, 4, 1)]
    before, last, first = (side(union, Rank.NATIONAL, on=day) for day in days)
    assert not compared(before, last)
    assert {name: pair(one) for name, one in compared(last, first).items()} == {
        "tax.base": (300_000, 320_000)
    }


def test_two_releases_differ_by_what_was_known() -> None:
    """The rise of 2024 was published with the release of 2026."""
    late = point("tax.base", values=values({2020: 300_000, 2024: 320_000}, known={2024: "2026.04"}))
    union = Union(national=catalog(late))
    old, new = (side(union, Rank.NATIONAL, release=release) for release in ("2020.04", "2026.04"))
    assert {name: pair(one) for name, one in compared(old, new).items()} == {"tax.base": (300_000, 320_000)}


def test_tables_are_compared_row_by_row_by_their_key() -> None:
    """The first row is alike; one amount differs, one row is gone."""
    union = Union().entry("K-101", f"content: {{tax.steps: {STEPS_3}}}\n{COST}")
    union.entry("K-102", f"content: {{tax.steps: {STEPS_2}}}\n{COST}")
    union.town("oi", "", adopts("K-101", "2021-04-01")).town("hayama", "", adopts("K-102", "2021-04-01"))
    found = compared(side(union, Rank.TOWN, "oi"), side(union, Rank.TOWN, "hayama"))["tax.steps"]
    assert found.rows == (RowChange(1_000, (1_000, 7), (1_000, 8)), RowChange(2_000, (2_000, 9), None))


def test_texts_are_compared_line_by_line() -> None:
    """Only the lines that differ are told."""
    union = Union().entry("K-101", f'content: {{tax.notice: "通知\\n裏面"}}\n{COST}')
    union.town("oi", "", adopts("K-101", "2021-04-01"))
    found = compared(side(union, Rank.NATIONAL), side(union, Rank.TOWN, "oi"))["tax.notice"]
    assert found.lines == ("+ 裏面",)


def test_a_replaced_formula_tells_who_replaces_it_with_what_it_needs_and_by_which_article(
    tmp_path: Path,
) -> None:
    """The national levy needs income and fee, K-101 income and rate; the replaced one no longer computes."""
    module = tmp_path / "oi" / "uwanose_oi" / "k_101.py"
    module.parent.mkdir(parents=True)
    (module.parent / "__init__.py").write_text("", "utf-8")
    module.write_text(CODE, "utf-8")
    union = Union(tmp_path).entry(
        "K-101", f"basis: 大井町条例第1条\ncontent: {{tax.levy: {{plugin: oi, mode: replace}}}}\n{COST}"
    )
    union.town("oi", "", adopts("K-101", "2021-04-01"))
    found = compared(side(union, Rank.NATIONAL), side(union, Rank.TOWN, "oi"))["tax.levy"]
    assert [(layer.owner, layer.mode, layer.basis) for layer in found.left_chain] == [
        ("", "national", "地方税法第1条")
    ]
    assert [(layer.owner, layer.mode, layer.basis) for layer in found.right_chain] == [
        ("K-101", "replace", "大井町条例第1条")
    ]
    assert (found.more_arguments, found.fewer_arguments) == (("rate",), ("fee",))


def test_a_national_formula_that_ends_differs_between_two_days() -> None:
    """A new version begins on 1 April 2022."""
    first = formula("tax.levy", "income", until=date(2022, 4, 1), sha256="a1")
    second = formula("tax.levy", "income", "fee", since=date(2022, 4, 1), sha256="b2")
    union = Union(national=catalog(formulas=(first, second)))
    days = [date(2022, 3, 31), date(2022, 4, 1)]
    old, new = (side(union, Rank.NATIONAL, on=day) for day in days)
    found = compared(old, new)["tax.levy"]
    assert found.more_arguments == ("fee",)


def test_a_business_in_whose_system_a_town_takes_no_part_is_left_out() -> None:
    """清川村 takes no part in the welfare system, so nothing of care is compared with it."""
    union = Union().town("oi", "care.age: {2021-04-01: 18}")
    assert "care.age" in compared(side(union, Rank.NATIONAL), side(union, Rank.TOWN, "oi"))
    assert "care.age" not in compared(side(union, Rank.TOWN, "oi"), side(union, Rank.TOWN, "kiyokawa"))


def test_only_wanted_points_are_compared() -> None:
    """A filter by who may set a point leaves the customization out."""
    union = Union().entry("K-101", f"content: {{tax.fee: 3_500}}\n{COST}")
    union.town("oi", "tax.base: {2021: 330_000}", adopts("K-101", "2021-04-01"))
    sides = side(union, Rank.NATIONAL), side(union, Rank.TOWN, "oi")
    found = differences(*sides, lambda one: one.may_set is MaySet.ORDINANCE)
    assert [one.point.id for one in found] == ["tax.base"]
