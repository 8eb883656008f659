"""Owns the rows one event leads to while it takes effect: one next row for each person, household values repeated."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from uwanose.records.member_order import MemberOrder, order_members
from uwanose.records.model import Event, Problem, Record, changed, restated
from uwanose.records.relations import HEAD
from uwanose.records.roll import Roll

__all__ = ["Draft"]


class Draft:
    """Collects the next rows of an event over a roll; nothing is recorded until ``rows`` are taken up."""

    def __init__(self, event: Event, roll: Roll, today: date) -> None:
        self.event, self.roll, self.today = event, roll, today
        self.problems: list[Problem] = []
        self._earlier: list[Record] = []
        self._pending: dict[str, Record] = {}
        self._touched: dict[str, None] = {}

    def rows(self) -> tuple[Record, ...]:
        """Return the rows in the order they came about, heads' names carried to every member (1.2.1, 4.2.3.1)."""
        for household in self._touched:
            self._carry_head(household)
        return (*self._earlier, *self._pending.values())

    def now(self, person: str) -> Record:
        """Return a person as the event has left them so far."""
        return self._pending.get(person) or self.roll.current[person]

    def add(self, record: Record) -> None:
        """Take up the first row of somebody new."""
        self._pending[record.person_number] = record
        self._touched[record.household_number] = None

    def found(self, records: Sequence[Record]) -> None:
        """Take up the members of a new household, who already bear their head's name, in the standard's order."""
        order = order_members(records)
        positions = {one.person_number: place for place, one in enumerate(order.members, start=1)}
        for one in records:
            position = positions[one.person_number]
            self._pending[one.person_number] = (
                one if one.position == position else changed(one, {"position": position})
            )
        self._tell_undecided(order)

    def change(self, person: str, **changes: str | int) -> Record:
        """Change a person; several changes of one event are one row."""
        before = self.now(person)
        if person in self._pending:
            after = changed(before, changes)
        else:
            after = restated(before, self.event, self.today, changes)
        self._pending[person] = after
        self._touched |= {before.household_number: None, after.household_number: None}
        return after

    def close(self, person: str) -> None:
        """Let the next change of a person be a row of its own (a change of nationality closes one record and opens one)."""
        self._earlier.append(self._pending.pop(person))
        self.roll.know(self._earlier[-1])

    def members(self, household: str) -> tuple[Record, ...]:
        """Return the residents of a household as the event has left them so far."""
        numbers = {one.person_number for one in self.roll.members(household)}
        numbers |= {one.person_number for one in self._pending.values()}
        found = [self.now(number) for number in numbers]
        here = [one for one in found if one.household_number == household and one.is_resident]
        return tuple(sorted(here, key=lambda one: (one.position, one.person_number)))

    def new_household(self) -> str:
        """Issue the number of a new household."""
        return self.roll.issue("household")

    def last_position(self, household: str) -> int:
        """Return the position of the last member; whoever joins stands behind it (5.2)."""
        return max((one.position for one in self.members(household)), default=0)

    def put_in_order(self, household: str) -> None:
        """Give a new household the standard's order."""
        members = self.members(household)
        if len(members) == 1 and members[0].position == 1:
            return
        order = order_members(members)
        for position, one in enumerate(order.members, start=1):
            if self.now(one.person_number).position != position:
                self.change(one.person_number, position=position)
        self._tell_undecided(order)

    def only_member_becomes_head(self, household: str) -> None:
        """When the head is gone and one member remains, that member is the head ex officio (4.0.4)."""
        members = self.members(household)
        if len(members) == 1 and members[0].relation != HEAD:
            self.change(members[0].person_number, relation=HEAD)

    def _tell_undecided(self, order: MemberOrder) -> None:
        self.problems.extend(
            Problem("J249", "family_of", one.relation, one.person_number) for one in order.undecided
        )

    def _carry_head(self, household: str) -> None:
        members = self.members(household)
        name = next((one.name for one in members if one.relation == HEAD), "")
        for one in members:
            if one.head_name != name:
                self.change(one.person_number, head_name=name)
