"""Owns the judgement on content: what lies beneath an override in two releases, and what that means for it."""

from __future__ import annotations

from datetime import date

from uwanose.dates import FOREVER
from uwanose.layers.hashes import signature_part
from uwanose.layers.upgrade.model import Status, Stretches
from uwanose.layers.upgrade.strata import mark_on, same

__all__ = ["content_status"]

Found = tuple[Status, date | None]


def content_status(mode: str, own: Stretches, before: Stretches, after: Stretches) -> Found:
    """Return what a change beneath an override means, and from which day.

    *before* and *after* are what lies beneath it in the old and in the new release. Nothing changed on its days: 影響なし, or
    無効果 when it equals what lies beneath. Changed: 引退可 when it equals what is there now from some day to its open end,
    追従 for a wrap whose arguments beneath stay, else 要確認.
    """
    if mode == "collect" or not own:
        return Status.UNAFFECTED, None
    if same(before, after):
        equal = _equal_since(own, after) if mode == "values" else None
        return (Status.REDUNDANT, equal) if equal else (Status.UNAFFECTED, None)
    changed = _changed_days(own, before, after)
    if mode == "values":
        equal = _equal_since(own, after)
        if not changed:
            return (Status.REDUNDANT, equal) if equal else (Status.UNAFFECTED, None)
        return (Status.RETIRE, max(equal, changed[0])) if equal else (Status.REVIEW, changed[0])
    if not changed:
        return Status.UNAFFECTED, None
    follows = mode == "wrap" and all(_same_signature(before, after, day) for day in changed)
    return (Status.FOLLOWS if follows else Status.REVIEW), changed[0]


def _changed_days(own: Stretches, before: Stretches, after: Stretches) -> list[date]:
    """Return the days an override stands on from which what lies beneath it is not what it was."""
    starts = {one.start for course in (own, before, after) for one in course}
    starts |= {one.end for course in (before, after) for one in course}
    return [
        day
        for day in sorted(starts)
        if mark_on(before, day) != mark_on(after, day) and any(one.start <= day < one.end for one in own)
    ]


def _equal_since(own: Stretches, beneath: Stretches) -> date | None:
    """Return the first day from which an override without end equals what lies beneath it for good."""
    last = own[-1]
    if last.end != FOREVER or last.mark is None or not beneath:
        return None
    if beneath[-1].end != FOREVER or beneath[-1].mark != last.mark:  # the common case: not equal in the end
        return None
    days = sorted({one.start for course in (own, beneath) for one in course}, reverse=True)
    since = None
    for day in days:
        mine = mark_on(own, day)
        if mine is None or mine != mark_on(beneath, day):
            break
        since = day
    return since


def _same_signature(before: Stretches, after: Stretches, day: date) -> bool:
    return signature_part(str(mark_on(before, day))) == signature_part(str(mark_on(after, day)))
