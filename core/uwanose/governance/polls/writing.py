"""Owns how a poll is written: a new file, answers of many towns added at once, comments and everything else kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from uwanose.errors import Refused
from uwanose.governance.polls.model import Answer, Poll
from uwanose.governance.polls.objections import answer_objections
from uwanose.layers.model import Profile
from uwanose.source.edit import append_item
from uwanose.source.writing import written, written_mapping

__all__ = ["new_poll_text", "record_answers"]


def new_poll_text(
    identifier: str, customization: str, group: str, start: date, on: date, document: str, until: date | None
) -> str:
    """Return the file of a poll nobody has answered yet."""
    asked = {"on": on.isoformat(), "document": written(document)}
    if until:
        asked["until"] = until.isoformat()
    return "\n".join(
        [
            f"id: {identifier}",
            f"customization: {customization}",
            f"working_group: {written(group)}",
            f"from: {start}    # 使い始める日。この日に参加している町村に照会します",
            f"asked: {written_mapping(asked)}",
            "",
        ]
    )


def record_answers(data: bytes, profile: Profile, poll: Poll, answers: Iterable[Answer]) -> bytes:
    """Return the poll's file with answers of any number of towns added, every other byte as it was.

    ``place`` of an answer says where a finding about it points to (a cell of a sheet); it is not written. Raises Refused
    with everything that stands against any of the answers; then none is recorded.
    """
    new = tuple(answers)
    against = answer_objections(profile, poll, new)
    if against:
        raise Refused(against)
    for answer in new:
        data = append_item(data, ["answers"], written_mapping(dict(_said(answer))), name=poll.place.file)
    return data


def _said(answer: Answer) -> Iterator[tuple[str, str]]:
    yield "town", answer.municipality
    yield "position", answer.position.value
    yield "on", answer.on.isoformat()
    for name in ("document", "condition", "note"):
        text = getattr(answer, name)
        if text:
            yield name, written(text)
