"""Owns the words of 続柄: which may stand, what to write instead of those that may not, and what they mean."""

from __future__ import annotations

from dataclasses import dataclass

from uwanose.records.standard import Standard

__all__ = ["DISTANT", "HEAD", "SPOUSES", "UNREGISTERED", "RelationMistake", "links_of", "relation_mistake"]

HEAD, DISTANT, LODGER = "世帯主", "縁故者", "同居人"
UNREGISTERED = frozenset({"夫（未届）", "妻（未届）"})
SPOUSES = frozenset({"夫", "妻"}) | UNREGISTERED
_ALONE = frozenset({HEAD, DISTANT, LODGER})


@dataclass(frozen=True, slots=True)
class RelationMistake:
    """Why a word cannot stand (the code of the rule), and what to write instead."""

    code: str
    instead: str = ""


def links_of(relation: str) -> tuple[str, ...]:
    """Return the words of a chain: 子の妻 → (子, 妻)."""
    return tuple(relation.split("の"))


def relation_mistake(relation: str, standard: Standard) -> RelationMistake | None:
    """Return what is wrong with a relation, None when it may stand (1.1.11 of the standard's version 1.0)."""
    links = links_of(relation)
    refused = [link for link in (relation, *links) if link in standard.relations_refused]
    if refused:
        return RelationMistake("J220", standard.relations_refused[refused[0]])
    if len(links) > standard.relation_links:
        return RelationMistake("J221", DISTANT)
    if not all(link in standard.relations for link in links) or (
        len(links) > 1 and not _ALONE.isdisjoint(links)
    ):
        return RelationMistake("J222")
    return None
