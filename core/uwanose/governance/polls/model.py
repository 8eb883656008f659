"""Owns the shapes of a poll: what was asked of whom, each answer as it came, and what the answers lead to. Data only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from uwanose.errors import Place
from uwanose.layers.members import participants
from uwanose.layers.model import Act, Customization, Outcome, Profile
from uwanose.layers.participation import system_of

__all__ = ["POSITION_LABELS", "Answer", "Poll", "Position", "Standing", "asked_towns", "standing_of"]


class Position(StrEnum):
    """What a town says of a proposal. A town that has not answered is for nothing and against nothing."""

    AGREE = "agree"
    CONDITIONAL = "conditional"
    OPPOSE = "oppose"
    UNANSWERED = "unanswered"


POSITION_LABELS = {
    Position.AGREE: ("賛成", "in favour"),
    Position.CONDITIONAL: ("条件付", "on a condition"),
    Position.OPPOSE: ("反対", "against"),
    Position.UNANSWERED: ("未回答", "no answer"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answer of one town. Answers are never taken away: a later one stands in the place of an earlier one."""

    municipality: str
    position: Position
    on: date
    document: str = ""
    condition: str = ""
    note: str = ""
    place: Place | None = None  # where it was read or typed; None when nowhere


@dataclass(frozen=True, slots=True, kw_only=True)
class Poll:
    """One poll about one entry of the register. ``start`` is the first day proposed, ``until`` the last day for answers."""

    id: str
    customization: str
    working_group: str
    start: date
    asked: Act
    until: date | None
    answers: tuple[Answer, ...]
    decision: Act | None
    outcome: Outcome | None
    illustrative: str
    place: Place


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a poll stands: the answer of each town asked that counts, in the published order, None where there is none."""

    poll: Poll
    answers: Mapping[str, Answer | None]

    def position(self, town: str) -> Position:
        """Return what a town says."""
        answer = self.answers.get(town)
        return answer.position if answer else Position.UNANSWERED

    def those(self, position: Position) -> tuple[str, ...]:
        """Return the towns that say one thing."""
        return tuple(town for town in self.answers if self.position(town) is position)

    @property
    def in_favour(self) -> tuple[str, ...]:
        """The towns that agree without a condition."""
        return self.those(Position.AGREE)

    @property
    def unanimous(self) -> bool:
        """Whether every town asked agrees: a condition, an opposition or a missing answer is no unanimity."""
        return bool(self.answers) and len(self.in_favour) == len(self.answers)

    @property
    def outcome(self) -> Outcome:
        """What follows: all agree - the prefecture's specification; some - a shared customization of those; none - refused."""
        if self.unanimous:
            return Outcome.PREFECTURE
        return Outcome.TOWN if self.in_favour else Outcome.REFUSED


def asked_towns(profile: Profile, entry: Customization, start: date) -> tuple[str, ...]:
    """Return the towns a poll asks: those that take part in the system of the entry's business on the first day proposed."""
    return participants(profile, system_of(profile.consortium, entry.business), start)


def standing_of(profile: Profile, poll: Poll, more: Iterable[Answer] = ()) -> Standing:
    """Return where a poll stands with its answers and *more*: of each town its latest one counts.

    Raises KeyError when the register lacks the entry the poll is about.
    """
    latest: dict[str, Answer] = {}
    for answer in (*poll.answers, *more):
        former = latest.get(answer.municipality)
        if former is None or answer.on >= former.on:
            latest[answer.municipality] = answer
    towns = asked_towns(profile, profile.customizations[poll.customization], poll.start)
    return Standing(poll, {town: latest.get(town) for town in towns})
