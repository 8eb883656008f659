"""Owns cancelling an event: the state before it is restored by new rows; nothing that was recorded is touched (4.6.0.1)."""

from __future__ import annotations

from collections.abc import Collection

from uwanose.records.draft import Draft
from uwanose.records.model import REMOVED, Event, Record
from uwanose.records.record_dates import is_calendar_day
from uwanose.records.roll import Roll

__all__ = ["cancel", "changed_since", "persons_of", "state_before"]

# what a row says about itself; everything else is content and is restored
_OWN = frozenset(
    {"municipality", "person_number", "history_number", "event_id", "event", "effective_on", "recorded_on"}
)


def cancel(draft: Draft) -> None:
    """Restore everybody whom the event, or its completion on the day it took effect, has changed."""
    target = draft.event.value("cancels")
    recorded = draft.roll.recorded[target]
    if recorded.provisional and not recorded.confirmed_by:
        return  # it never took effect
    mine = draft.roll.works_of(target)
    persons = persons_of(draft.roll, mine)
    effective = _counted_from(draft, recorded.event, mine)
    moved: dict[str, str] = {}
    for person in persons:
        before = state_before(draft.roll, person, mine)
        if before is None:
            changes = {"state": REMOVED, "removed_on": effective, "removal_reason": "cancel"}
            draft.change(person, **changes, effective_on=effective)
        else:
            _restore(draft, before, effective, moved)
    for person in persons:
        draft.only_member_becomes_head(draft.roll.current[person].household_number)


def _counted_from(draft: Draft, event: Event, works: Collection[str]) -> str:
    """Return the day from which the restored rows count: that of the event, or the one it counted from when unknown."""
    if is_calendar_day(event.event_date):
        return event.event_date
    counted = [row.effective_on for one in works for row in draft.roll.by_event.get(one, ())]
    if event.event_date and counted:
        return min(counted)
    return draft.event.event_date or draft.today.isoformat()


def persons_of(roll: Roll, events: Collection[str]) -> list[str]:
    """Return whoever has a row of some events."""
    rows = (row for one in sorted(events) for row in roll.by_event.get(one, ()))
    return list(dict.fromkeys(row.person_number for row in rows))


def state_before(roll: Roll, person: str, events: Collection[str]) -> Record | None:
    """Return the last row of a person before some events, None when there was none."""
    rows = roll.rows[person]
    first = min(number for number, row in rows.items() if row.event_id in events)
    return rows.get(first - 1)


def changed_since(roll: Roll, person: str, events: Collection[str]) -> bool:
    """Tell whether a person's record differs from what some events left, but for what the other town has told since.

    Later events that have been cancelled themselves leave no difference.
    """
    rows = roll.rows[person]
    last = max(number for number, row in rows.items() if row.event_id in events)
    return _content(rows[last]) != _content(roll.current[person])


def _content(record: Record) -> dict[str, object]:
    told = _OWN | {"arrived_on", "destination_confirmed"}
    return {name: getattr(record, name) for name in record.__slots__ if name not in told}


def _restore(draft: Draft, before: Record, effective: str, moved: dict[str, str]) -> None:
    now = draft.now(before.person_number)
    content = {name: getattr(before, name) for name in before.__slots__ if name not in _OWN}
    back = before.is_resident and (now.household_number != before.household_number or not now.is_resident)
    if back:
        content["household_number"] = _former_household(draft, before, moved)
    draft.change(before.person_number, **{**content, "effective_on": effective})


def _former_household(draft: Draft, before: Record, moved: dict[str, str]) -> str:
    """Return the former household; when it had left entirely, a new one at the former address (4.6.0.1)."""
    former = before.household_number
    if former not in moved:
        moved[former] = former if draft.members(former) else draft.new_household()
    return moved[former]
