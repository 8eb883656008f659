"""The order of household members (5.2): head, spouse, children, families child by child, parents, siblings, others."""

from __future__ import annotations

from itertools import permutations

from uwanose.records.member_order import order_members
from uwanose.records.model import Record


def member(number: str, relation: str, birth: str = "2000-01-01", **fields: str) -> Record:
    """Return a member of a household."""
    plain = {
        "municipality": "kaisei", "person_number": number, "household_number": "19", "state": "resident", "event_id": "e",
        "event": "move_in", "effective_on": "2026-04-01", "recorded_on": "2026-04-01", "kind": "japanese", "name": number,
        "birth_date": birth, "sex": "male", "relation": relation,
    }  # fmt: skip
    return Record(history_number=1, position=1, **{**plain, **fields})


HOUSEHOLD = [
    member("head", "世帯主", "1950-01-01", hittousha="head"),
    member("wife", "妻", "1952-01-01"),
    member("c3", "子", "1985-01-01"),
    member("c1", "子", "1978-01-01"),
    member("c1 wife", "子の妻", "1979-01-01", family_of="c1"),
    member("c1 child 1", "子の子", "2005-01-01", family_of="c1"),
    member("c1 child 2", "子の子", "2007-01-01", family_of="c1"),
    member("c2", "子", "1980-01-01"),
    member("c2 husband", "子の夫", "1977-01-01", family_of="c2"),
    member("mother", "母", "1925-01-01"),
    member("father", "父", "1926-01-01"),
    member("brother", "弟", "1955-01-01"),
    member("grandmother", "父の母", "1901-01-01"),
    member("nephew", "弟の子", "1990-01-01"),
    member("wife's mother", "妻の母", "1930-01-01"),
    member("wife's sister", "妻の妹", "1920-01-01"),
    member("distant", "縁故者", "1940-01-01"),
    member("lodger", "同居人", "1900-01-01"),
]
EXPECTED = [
    "head", "wife", "c3", "c1", "c1 wife", "c1 child 1", "c1 child 2", "c2", "c2 husband", "mother", "father", "brother",
    "grandmother", "nephew", "wife's mother", "wife's sister", "distant", "lodger",
]  # fmt: skip


def test_the_order_is_that_of_the_standard() -> None:
    """A child without a family of its own comes before the families, whichever was born first."""
    assert [one.person_number for one in order_members(reversed(HOUSEHOLD)).members] == EXPECTED


def test_the_order_does_not_depend_on_how_people_were_written() -> None:
    """Ties by birth, then number."""
    few = [HOUSEHOLD[index] for index in (0, 1, 2, 3, 4)]
    orders = {tuple(one.person_number for one in order_members(some).members) for some in permutations(few)}
    assert orders == {("head", "wife", "c3", "c1", "c1 wife")}
    twins = [member("b", "子"), member("a", "子"), member("h", "世帯主")]
    assert [one.person_number for one in order_members(twins).members] == ["h", "a", "b"]


def test_the_first_of_the_family_register_comes_before_the_other_parent() -> None:
    """Group 3: 筆頭者 first, else by birth."""
    people = [
        member("h", "世帯主", hittousha="father"),
        member("mother", "母", "1925-01-01"),
        member("father", "父", "1930-01-01"),
    ]
    assert [one.person_number for one in order_members(people).members] == ["h", "father", "mother"]


def test_a_family_nobody_has_named_stands_last_and_is_told() -> None:
    """With one child alone it is that child's; with two somebody must say."""
    lone = [member("h", "世帯主"), member("c", "子"), member("cw", "子の妻")]
    assert order_members(lone).undecided == ()
    two = [*lone, member("d", "子"), member("l", "同居人")]
    found = order_members(two)
    assert [one.person_number for one in found.undecided] == ["cw"]
    assert [one.person_number for one in found.members] == ["h", "c", "d", "l", "cw"]
