"""Content equal to what lies beneath it: refused at the approval, and once adopted a note that it can retire (引退可)."""

from __future__ import annotations

from datetime import date

import pytest

from tests.layers.sample import Union, adopts, agreed, catalog, point, values
from uwanose.errors import Severity
from uwanose.layers.layering import Layering
from uwanose.layers.redundant import equal_findings, retirable_since
from uwanose.points.model import Catalog, MaySet

DECIDED = {"approval": "", "order": "", "accepted": "", "live": ""}
PREFECTURE = "decision: {working_group: 税, on: 2019-08-20, outcome: prefecture}"


def fee(amounts: dict[int, int]) -> Catalog:
    """Return the package with other fees."""
    return catalog(point("tax.fee", may_set=MaySet.STANDARD, values=values(amounts)))


def adopted(content: str, national: Catalog, *more: str) -> Union:
    """Return a union in which 大井町 adopted K-101 on 1 April 2021."""
    union = Union(national=national).entry("K-101", content)
    return union.town("oi", "", adopts("K-101", "2021-04-01", *more)).pinned()


def since(union: Union) -> date | None:
    """Return from which day on K-101 can retire."""
    union.pinned()
    return retirable_since(Layering(union.profile(), union.national, union.plugins), "K-101")


def test_the_law_has_caught_up_with_the_town() -> None:
    """From 1 April 2024 the national fee is what the town pays for: a note, and a status."""
    union = adopted("content: {tax.fee: 3_500}", fee({2020: 3_000, 2024: 3_500}))
    found = union.finding("L115")
    assert (found.severity, "2024-04-01" in found.ja, "引退できます" in found.ja) == (
        Severity.NOTE,
        True,
        True,
    )
    assert since(union) == date(2024, 4, 1)


def test_equal_for_some_years_only_is_nothing_to_retire() -> None:
    """The law moves on in 2025, and the town's own amount counts again."""
    union = adopted("content: {tax.fee: 3_500}", fee({2020: 3_000, 2024: 3_500, 2025: 3_600}))
    assert (union.codes(), since(union)) == ([], None)


def test_an_adoption_whose_end_is_decided_is_left_alone() -> None:
    """The last day is written already."""
    union = adopted("content: {tax.fee: 3_500}", fee({2020: 3_000, 2024: 3_500}), "until: 2027-03-31")
    assert (union.codes(), since(union)) == ([], None)


@pytest.mark.parametrize("more", [", tax.notice: お知らせ", ", tax.levy: {plugin: oi, mode: replace}"])
def test_what_still_acts_in_another_point_cannot_retire(more: str) -> None:
    """One of two overrides is equal: it can go with the next version, the customization cannot."""
    union = adopted(f"content: {{tax.fee: 3_500{more}}}", fee({2020: 3_000, 2024: 3_500}))
    notes = [found for found in union.all_findings() if found.code == "L115"]
    assert [("引退" in found.ja, "何も変えません" in found.ja) for found in notes] == [(False, True)]
    assert since(union) is None


def test_an_entry_of_the_prefecture_is_told_once() -> None:
    """Not once for each town; the prefecture looks at what lies beneath the prefecture."""
    union = Union(national=fee({2020: 3_000, 2024: 3_500}))
    union.entry("K-101", "content: {tax.fee: 3_500}", decision=PREFECTURE)
    union.prefecture("{}", agreed("K-101", "2021-04-01"))
    assert union.finding("L115").scope == "prefecture"
    assert since(union) == date(2024, 4, 1)


def test_an_equal_value_cannot_be_approved() -> None:
    """Before its approval it is an error: nobody should pay for nothing. One yen more is something."""
    union = Union().entry("K-101", "content: {tax.fee: 3_000}", **DECIDED)
    found = union.finding("L115")
    assert (found.severity, found.scope) == (Severity.ERROR, "register")
    union.entry("K-101", "content: {tax.fee: 3_001}", **DECIDED)
    assert union.codes() == []


@pytest.mark.parametrize(
    ("content", "codes"),
    [
        (
            "{tax.fee: {2024: 3_500, 2026: 3_000}}",
            [],
        ),  # the second is a new fee by then: the nation asks 3,200
        ("{tax.fee: {2021: 3_000, 2023: 3_500}}", ["L115"]),  # until 2023 the nation asks 3,000 as well
        ("{tax.fee: {2021: 3_000}}", []),  # keeps the old fee when the nation raises it
        ("{tax.fee: {2024: 3_200}}", ["L115"]),
        ("{tax.fee: 3_200}", ["L115"]),  # adopted today it changes nothing
        ("{tax.fee: 3_000}", []),
    ],
)
def test_a_dated_value_is_equal_when_it_is_equal_as_long_as_it_holds(content: str, codes: list[str]) -> None:
    """The nation asks 3,000 yen from 2020 and 3,200 from 2024."""
    union = Union(national=fee({2020: 3_000, 2024: 3_200}))
    assert union.entry("K-101", f"content: {content}", **DECIDED).codes() == codes


def test_an_amendment_that_changes_nothing_is_not_approved_either() -> None:
    """A version is approved like the first content."""
    union = adopted("content: {tax.fee: 3_500}", fee({2020: 3_000}))
    union.add("customizations/K-101.yaml", "versions:\n  - from: 2024-04-01\n    content: {tax.fee: 3_000}\n")
    assert union.finding("L115").severity is Severity.ERROR
    profile = union.profile()
    entry = profile.customizations["K-101"]
    layering = Layering(profile, union.national, union.plugins)
    assert list(equal_findings(layering, entry)) == []
    assert len(list(equal_findings(layering, entry, entry.versions[0]))) == 1


def test_refused_and_retired_entries_are_left_alone() -> None:
    """Nobody will approve them."""
    refused = "decision: {working_group: 税, on: 2019-08-20, outcome: refused}"
    union = Union().entry("K-101", "content: {tax.fee: 3_000}", **{**DECIDED, "decision": refused})
    assert union.codes() == []
