"""What "the same" means: rates by their value, types apart, line ends alike; fixed hashes that must never drift."""

from __future__ import annotations

from datetime import date

import pytest

from tests.layers.sample import Union
from uwanose.layers.hashes import content_hash, formula_hash, signature_part, value_hash
from uwanose.money import Rate
from uwanose.points.model import Age, AgeForm, Table, Value

FIXED: tuple[tuple[Value | None, str], ...] = (
    (None, "74234e98afe7498fb5daf1f36ac2d78a"),
    (3_000, "a176eeb31e601c3877c87c2843a2f584"),
    (True, "b5bea41b6c623f7c09f1bf24dcae58eb"),
    (Rate(6, 100), "978f50059214ff039a39e227e5e71689"),
    (date(2021, 4, 1), "2d6e6ea4c15c90aaf80bad897284be23"),
    (Age(18, AgeForm.SCHOOL_YEAR_END), "db80607166d50d2fc25a79eb0996bbd4"),
    ("通知", "646bb04d1f6ce13ca6cd1d4760343f4a"),
    (Table(("from", "amount"), ((0, 1), (5, None))), "0dfaca6b1bbc2f257c09da3a8a931522"),
)


def test_equal_values_have_one_hash_however_they_are_written() -> None:
    """6/100 is 3/50 is 6%."""
    assert value_hash(Rate.parse("6/100")) == value_hash(Rate.parse("3/50")) == value_hash(Rate.parse("6%"))
    assert value_hash("一行\r\n二行") == value_hash("一行\n二行")


def test_values_of_different_types_are_never_the_same() -> None:
    """One yen, yes, the rate one, a text and a day differ; so do the two forms of an age."""
    different: list[Value | None] = [
        1, True, Rate(1, 1), "1", date(1, 1, 1), None, 0, False, "", Age(18, AgeForm.UNDER),
        Age(18, AgeForm.SCHOOL_YEAR_END), Table(("a",), ((1,),)), Table(("b",), ((1,),)), Table(("a",), ((1,), (None,))),
    ]  # fmt: skip
    assert len({value_hash(value) for value in different}) == len(different)


@pytest.mark.parametrize(("value", "recorded"), FIXED)
def test_hashes_recorded_in_profiles_never_drift(value: Value | None, recorded: str) -> None:
    """A changed hash would stop every adopted override of every workspace."""
    assert recorded == value_hash(value)
    assert formula_hash(("income", "fee"), ["a1"]) == "f14b57bb36dae8a9-fa17105616474d39a418a895d828febe"


def test_a_formula_is_told_by_its_arguments_and_by_its_body() -> None:
    """A wrap is concerned by the first half only; the order of arguments does not count."""
    one, other = formula_hash(("income", "fee"), ["a1"]), formula_hash(("fee", "income"), ["b2"])
    assert signature_part(one) == signature_part(other)
    assert one != other
    assert signature_part(one) != signature_part(formula_hash(("income",), ["a1"]))


def test_the_content_hash_covers_content_additions_sharing_and_replacement_alone() -> None:
    """Titles, reasons, papers, costs and labels may be corrected without a new approval."""
    body = (
        "content: {tax.fee: 3_500}\n"
        "adds: {tax.k_101.extra: {kind: parameter, label: 追加, type: yen, may_set: ordinance, values: {2021: 1}}}"
    )

    def found(text: str, **changed: str) -> str:
        union = Union().entry("K-101", text, **changed)
        return content_hash(union.profile().customizations["K-101"], union.plugins)

    plain = found(body)
    assert plain == found(body, title="title: 別名", live="live: 2021-07-01")
    assert plain == found(body.replace("label: 追加", "label: 追加額") + "\nreason: 補正\ncosts: []")
    assert plain == found(body + "\nsharing: {method: equal}")
    for old, new in (
        ("3_500", "3_501"),
        ("2021: 1", "2021: 2"),
        ("ordinance", "standard"),
        ("type: yen", "type: integer"),
    ):
        assert found(body.replace(old, new)) != plain
    assert found(body + "\nsharing: {method: population}") != plain
    assert len(plain) == 32
