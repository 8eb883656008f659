"""Owns what one release of the national package changes against another, point by point."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from uwanose.points.archive import Archive, content_part, declaration_part
from uwanose.points.model import FormulaSource, Point, formula_point, in_force

__all__ = ["Change", "Sort", "point_of", "release_changes"]


class Sort(StrEnum):
    """What happened to a point."""

    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    DECLARED = "declared"  # who may set it, its type, its range; perhaps its content, too
    CONTENT = "content"  # values, text or code


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One point that is not what it was. ``since`` is the first day its content differs, None when only the declaration does."""

    point: str
    sort: Sort
    before: Point | None
    after: Point | None
    since: date | None
    moved_from: str = ""


def release_changes(before: Archive, after: Archive) -> tuple[Change, ...]:
    """Return what changed from one release to another, by point."""
    moved = dict(_moved(before, after))
    gone = set(moved.values())
    found = (
        _change(before, after, name, moved.get(name, name))
        for name in sorted({*before.hashes, *after.hashes})
        if name not in gone or name in after.hashes
    )
    return tuple(change for change in found if change)


def point_of(archive: Archive, name: str) -> Point | None:
    """Return a point of a release, a formula as its point; None when the release has none of that name."""
    item = archive.items.get(name)
    return formula_point(item) if item else archive.points.get(name)


def _moved(before: Archive, after: Archive) -> Iterator[tuple[str, str]]:
    for name, point in after.points.items():
        old = next((one for one in point.renamed_from if one in before.hashes), None)
        if name not in before.hashes and old and old not in after.hashes:
            yield name, old


def _change(before: Archive, after: Archive, name: str, old: str) -> Change | None:
    was, now = before.hashes.get(old), after.hashes.get(name)
    if was == now and name == old:
        return None
    first, second = point_of(before, old), point_of(after, name)
    if was is None or now is None:
        sort = Sort.ADDED if was is None else Sort.REMOVED
    elif name != old:
        sort = Sort.MOVED
    else:
        sort = Sort.CONTENT if declaration_part(was) == declaration_part(now) else Sort.DECLARED
    since = None
    if was and now and content_part(was) != content_part(now):
        since = _since(first, second, before.formulas.get(old, ()), after.formulas.get(name, ()))
    return Change(
        point=name, sort=sort, before=first, after=second, since=since, moved_from=old if name != old else ""
    )


def _since(
    first: Point | None,
    second: Point | None,
    former: tuple[FormulaSource, ...],
    later: tuple[FormulaSource, ...],
) -> date | None:
    """Return the first day on which two contents differ."""
    days = {value.start for point in (first, second) if point for value in point.values}
    days |= {one.since for one in (*former, *later)} | {
        one.until for one in (*former, *later) if one.until != date.max
    }
    return next((day for day in sorted(days) if _on(first, former, day) != _on(second, later, day)), None)


def _on(point: Point | None, formulas: tuple[FormulaSource, ...], day: date) -> object:
    value = in_force(point.values, day) if point else None
    code = [(one.arguments, one.sha256) for one in formulas if one.since <= day < one.until]
    return (value.value, value.draft) if value else None, code
