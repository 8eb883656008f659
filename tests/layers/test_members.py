"""Who takes part, who has adopted and who pays: by day and by month, in the published order."""

from __future__ import annotations

from datetime import date

import pytest

from tests.layers.sample import Union, adopts, agreed
from uwanose.dates import Month
from uwanose.errors import UnknownName
from uwanose.layers.members import Membership, adopters, affected_towns, participants, payers, takes_part
from uwanose.layers.search import find_customizations, price, touched, users_of
from uwanose.layers.towns import find_municipality, is_municipality_code

FEE = "content: {tax.fee: 3_500}"
PREFECTURE = "decision: {working_group: 税, on: 2019-08-20, outcome: prefecture}"


def test_participants_of_a_day_and_of_a_month() -> None:
    """A town that leaves on the 15th takes part in that month, not on the 16th."""
    union = Union().replace(
        "consortium.yaml",
        "hayama: {resident: [{from: 2011-10-01}]",
        "hayama: {resident: [{from: 2011-10-01, until: 2022-06-15}]",
    )
    profile = union.profile()
    assert participants(profile, "resident", date(2022, 6, 15)) == ("hayama", "oi", "kiyokawa")
    assert participants(profile, "resident", date(2022, 6, 16)) == ("oi", "kiyokawa")
    assert participants(profile, "resident", Month(2022, 6)) == ("hayama", "oi", "kiyokawa")
    assert participants(profile, "resident", Month(2022, 7)) == ("oi", "kiyokawa")
    assert participants(profile, "welfare", Month(2022, 7)) == ("hayama", "oi")
    assert not takes_part(profile, "care", "kiyokawa", date(2022, 6, 15))
    assert takes_part(profile, "care", "oi", date(2022, 6, 15))


def test_payers_are_the_adopters_of_each_month() -> None:
    """A second town pays from the month of its adoption; one that leaves pays that month for the last time."""
    union = Union().entry("K-101", FEE).town("oi", "", adopts("K-101", "2021-04-01", "until: 2023-03-31"))
    union.town("hayama", "", adopts("K-101", "2022-04-01"))
    profile = union.pinned().profile()
    by_month = [
        payers(profile, "K-101", month)
        for month in (Month(2021, 3), Month(2022, 3), Month(2022, 4), Month(2023, 3), Month(2023, 4))
    ]
    assert by_month == [(), ("oi",), ("hayama", "oi"), ("hayama", "oi"), ("hayama",)]
    assert adopters(profile, profile.customizations["K-101"], date(2023, 3, 31)) == ("hayama", "oi")
    assert affected_towns(profile, "K-101") == ("hayama", "oi")
    assert Membership(profile).joined_by("K-101", Month(2030, 1)) == ("hayama", "oi")
    assert Membership(profile).joined_by("K-101", Month(2022, 3)) == ("oi",)


def test_a_prefecture_customization_is_paid_by_the_members_of_its_system() -> None:
    """Not by "the fourteen": by whoever takes part in that month."""
    union = Union().entry("K-101", FEE, decision=PREFECTURE).prefecture("{}", agreed("K-101", "2021-04-01"))
    profile = union.pinned().profile()
    assert payers(profile, "K-101", Month(2021, 4)) == ("hayama", "oi", "kiyokawa")
    assert payers(profile, "K-101", Month(2021, 3)) == ()


@pytest.mark.parametrize("text", ["oi", "大井町", "大井", "Oi", "143626", "１４３６２６", " 大井町 ", "OI"])
def test_a_town_is_found_as_people_write_it(text: str) -> None:
    """Identifier, Japanese name with or without 町, English name, code; wide or narrow."""
    assert find_municipality(Union().profile(), text).id == "oi"


def test_an_unknown_town_is_told_with_the_nearest() -> None:
    """清川村 is a village."""
    profile = Union().profile()
    with pytest.raises(UnknownName) as told:
        find_municipality(profile, "清川町")
    assert told.value.candidates == ("清川村",)
    with pytest.raises(UnknownName) as told:
        find_municipality(profile, "横浜市")
    assert told.value.candidates == ()


def test_the_check_digit_catches_a_slip() -> None:
    """Weights 6, 5, 4, 3, 2; the last digit of 11 − S mod 11."""
    assert all(map(is_municipality_code, ("143014", "143626", "144029", "140007", "143821")))
    assert not any(map(is_municipality_code, ("143626 ", "143625", "134626", "14362", "")))


def test_the_register_is_searched_refused_entries_included() -> None:
    """Before a request is written, earlier ones are seen: words of title, point, town, reason."""
    refused = "decision: {working_group: 税, on: 2019-08-20, outcome: refused}"
    union = Union().entry("K-101", FEE + "\nreason: 観光客が多い", title="title: 手数料の引上げ")
    union.entry("K-102", "content: {tax.notice: お知らせ}", decision=refused, title="title: 通知書の文面")
    profile = union.profile()

    def found(*words: str) -> list[str]:
        return [entry.id for entry in find_customizations(profile, union.national, words)]

    assert found("通知書") == ["K-102"]
    assert found("ｋ－１０２") == ["K-102"]
    assert found("feeの額") == ["K-101"]
    assert found("大井町") == ["K-101", "K-102"]
    assert found("観光客", "手数料") == ["K-101"]
    assert found("観光客", "文面") == []
    assert found(" ") == []


def test_who_uses_a_point_and_what_it_costs() -> None:
    """Settings are free; an entry has its price: actual before quoted before budget."""
    costs = (
        "costs:\n  - {id: a, kind: one_off, budget: 1, quoted: 2, actual: 30, start: 2021-04}\n"
        "  - {id: b, kind: law_change, quoted: 400, start: 2021-04}\n  - {id: c, kind: recurring, yearly: 5_000, start: 2021-04}"
    )
    union = Union().entry("K-101", f"{FEE}\n{costs}").town("oi", "tax.base: {2021: 330_000}")
    profile = union.profile()
    assert [entry.id for entry in users_of(profile, "tax.fee").customizations] == ["K-101"]
    assert [entry.municipality for entry in users_of(profile, "tax.base").settings] == ["oi"]
    found = price(profile.customizations["K-101"])
    assert (found.one_off, found.yearly) == (430, 5_000)
    assert touched(profile.customizations["K-101"]) == ("tax.fee",)
