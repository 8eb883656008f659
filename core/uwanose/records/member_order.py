"""Owns the order of household members for a new or reordered household (5.2); it is stored, never a sort at printing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from uwanose.records.model import Record
from uwanose.records.relations import DISTANT, HEAD, LODGER, SPOUSES, links_of

__all__ = ["MemberOrder", "order_members"]

_PARENTS = frozenset({"父", "母"})
_SIBLINGS = frozenset({"兄", "姉", "弟", "妹"})


@dataclass(frozen=True, slots=True)
class MemberOrder:
    """The members in order, and those whose family nobody has written, who stand last."""

    members: tuple[Record, ...]
    undecided: tuple[Record, ...]


def order_members(members: Iterable[Record]) -> MemberOrder:
    """Return the members in the default order of the standard's version 1.0.

    Head, spouse, children without a family of their own; each child with its family, child by child; parents (the first
    of the family register first), siblings, grandparents; other relatives, 縁故者, 同居人; each by birth, then number.
    """
    waiting = sorted(members, key=_by_birth)
    families, undecided = _families(waiting)
    placed = [one for family in families.values() for one in family]
    alone = [one for one in waiting if one not in placed and one not in undecided]
    children = [one for one in alone if links_of(one.relation) == ("子",)]
    hittousha = next((one.hittousha for one in waiting if one.relation == HEAD), "")
    ordered = [one for one in alone if one.relation == HEAD]
    ordered += [one for one in alone if one.relation in SPOUSES]
    ordered += [one for one in children if one.person_number not in families]
    for child in sorted((one for one in waiting if one.person_number in families), key=_by_birth):
        ordered += [child, *sorted(families[child.person_number], key=_within_family)]
    rest = [one for one in alone if one not in ordered]
    ordered += sorted(rest, key=lambda one: _distance(one, hittousha))
    return MemberOrder((*ordered, *undecided), tuple(undecided))


def _families(members: Sequence[Record]) -> tuple[dict[str, list[Record]], list[Record]]:
    """Return the families of the head's children, by the child's number, and those nobody can place."""
    children = [one for one in members if links_of(one.relation) == ("子",)]
    families: dict[str, list[Record]] = {}
    undecided: list[Record] = []
    for one in members:
        links = links_of(one.relation)
        if links[0] != "子" or len(links) < 2:
            continue
        named = one.family_of if any(child.person_number == one.family_of for child in children) else ""
        if not named and len(children) == 1:
            named = children[0].person_number
        if named:
            families.setdefault(named, []).append(one)
        else:
            undecided.append(one)
    return families, undecided


def _by_birth(record: Record) -> tuple[str, str]:
    return record.birth_date, record.person_number


def _within_family(record: Record) -> tuple[int, str, str]:
    return (0 if links_of(record.relation)[1] in SPOUSES else 1, *_by_birth(record))


def _distance(record: Record, hittousha: str) -> tuple[int, int, int, str, str]:
    """Return where somebody beyond the head's own family stands."""
    links = links_of(record.relation)
    spouse_side = links[0] in SPOUSES
    own = links[1:] if spouse_side else links
    if record.relation == LODGER:
        group = 6
    elif record.relation == DISTANT:
        group = 5
    elif spouse_side:
        group = 4
    elif len(own) == 1 and own[0] in _PARENTS:
        group = 0
    elif len(own) == 1 and own[0] in _SIBLINGS:
        group = 1
    elif len(own) == 2 and set(own) <= _PARENTS:
        group = 2
    else:
        group = 3
    is_ancestor = bool(own) and set(own) <= _PARENTS
    step = (0 if is_ancestor else 1) + (0 if len(own) == 1 else 2)  # parents, siblings, grandparents, others
    first = 0 if hittousha and record.name == hittousha else 1
    return (group, step, first, *_by_birth(record))
