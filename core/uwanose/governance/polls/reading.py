"""Owns reading ``polls/P-*.yaml``: one poll per file, the file named as the poll, every slip with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from uwanose.errors import Finding, Place
from uwanose.governance.polls.model import Answer, Poll, Position
from uwanose.governance.polls.objections import poll_findings
from uwanose.layers.model import Act, Outcome, Profile
from uwanose.layers.reading import read_act, unknown_name
from uwanose.layers.scopes import REGISTER
from uwanose.source.fields import Fields
from uwanose.source.files import SourceFolder
from uwanose.source.read import read_mapping

__all__ = ["FOLDER", "next_poll", "poll_file", "read_polls"]

FOLDER = "polls"
_IDENTIFIER = re.compile(r"P-\d{3,}")
_POSITIONS = tuple(position.value for position in Position if position is not Position.UNANSWERED)


def read_polls(files: SourceFolder, profile: Profile, findings: list[Finding]) -> dict[str, Poll]:
    """Return the polls of a profile by their identifiers; what is wrong with them is a finding. A poll touches no run."""
    polls: dict[str, Poll] = {}
    for name, data in files.below(f"{profile.folder}/{FOLDER}/"):
        node = read_mapping(data, name, findings, REGISTER)
        poll = _read(Fields(node, findings, REGISTER), name, profile) if node is not None else None
        if poll:
            polls[poll.id] = poll
    findings.extend(poll_findings(profile, polls))
    return polls


def poll_file(profile: Profile, identifier: str) -> str:
    """Return the file of a poll, relative to the workspace."""
    return f"{profile.folder}/{FOLDER}/{identifier}.yaml"


def next_poll(taken: SourceFolder, profile: Profile) -> str:
    """Return the number of a new poll: one more than the highest of the files, readable or not."""
    stems = [PurePosixPath(name).stem for name, _ in taken.below(f"{profile.folder}/{FOLDER}/")]
    numbers = [int(stem.removeprefix("P-")) for stem in stems if _IDENTIFIER.fullmatch(stem)]
    return f"P-{max(numbers, default=0) + 1:03}"


def _read(fields: Fields, file: str, profile: Profile) -> Poll | None:
    identifier = _identifier(fields, file)
    customization = fields.required_text("customization")
    group, start = fields.required_text("working_group"), fields.required_date("from")
    asked, until = _act(fields, "asked", "until")
    answers = tuple(_answers(fields, profile))
    decision, _ = _act(fields, "decision", "outcome", required=False)
    outcome = _outcome(fields)
    illustrative = fields.text("illustrative")
    fields.done()
    if customization and customization not in profile.customizations:
        place = fields.node.entries["customization"].place
        unknown_name(fields, place, customization, profile.customizations, "カスタマイズ", "customization")
        return None
    if not (identifier and customization and group and start and asked):
        return None
    return Poll(
        id=identifier, customization=customization, working_group=group, start=start, asked=asked,
        until=until.date("until") if until else None, answers=answers, decision=decision, outcome=outcome,
        illustrative=illustrative, place=fields.place("id"),
    )  # fmt: skip


def _identifier(fields: Fields, file: str) -> str:
    written, expected = fields.required_text("id"), PurePosixPath(file).stem
    if _IDENTIFIER.fullmatch(expected) and written in ("", expected):
        return expected
    fields.report(
        "V150",
        fields.place("id") if written else Place(file),
        f"意向照会の番号「{written or '（なし）'}」とファイル名「{PurePosixPath(file).name}」が、P-001 の形でそろっていません。",
        f"The id {written or '(none)'} and the name of the file, {PurePosixPath(file).name}, are not one number of the form P-001.",
        "ファイル名を P-001.yaml の形にし、id に同じ番号を書いてください。",
        "Name the file P-001.yaml and write the same number as its id.",
    )
    return ""


def _act(fields: Fields, key: str, other: str, *, required: bool = True) -> tuple[Act | None, Fields | None]:
    found = fields.nested(key, required=required)
    return (read_act(found, other), found) if found else (None, None)


def _outcome(fields: Fields) -> Outcome | None:
    found = fields.nested("decision")
    if found is None:
        return None
    if not found.has("outcome"):
        found.missing("outcome")
    return found.choice("outcome", Outcome)


def _answers(fields: Fields, profile: Profile) -> Iterator[Answer]:
    for row in fields.rows("answers"):
        town, word = row.required_text("town"), row.word("position", _POSITIONS)
        if not row.has("position"):
            row.missing("position")
        on = row.required_date("on")
        document, condition, note = row.text("document"), row.text("condition"), row.text("note")
        row.done()
        if town and town not in profile.municipalities:
            place = row.node.entries["town"].place
            unknown_name(row, place, town, profile.municipalities, "町村", "municipality")
        elif town and word in _POSITIONS and on:
            yield Answer(
                municipality=town, position=Position(word), on=on, document=document, condition=condition, note=note,
                place=row.node.place,
            )  # fmt: skip
