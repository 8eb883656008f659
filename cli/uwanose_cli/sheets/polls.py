"""Owns the poll sheet (意向照会票): one for each town asked, written together and taken in together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from uwanose.dates import era_date
from uwanose.documents.entry_sheet import EntrySheet
from uwanose.errors import Place, Refused, Severity
from uwanose.governance.polls.model import POSITION_LABELS, Answer, Poll, Position, asked_towns
from uwanose.governance.polls.writing import record_answers
from uwanose.source.filled_sheet import FilledCell, FilledSheet, finding
from uwanose.workspace import Workspace
from uwanose_cli.changes import Changes
from uwanose_cli.sheets.form import FORM_HEADINGS, FormRow, cell_of, day_in, form_cells, form_sheet, missing
from uwanose_cli.sheets.taken import Kind, Taken, mistaken_cells, unknown
from uwanose_cli.text import Text

__all__ = ["POLL_SHEET", "poll_sheets", "take_poll"]

POLL_SHEET = Kind(name="poll", headings=FORM_HEADINGS)
_LABELS = {
    "position": "回答",
    "on": "回答の日",
    "document": "回答の文書番号",
    "condition": "条件",
    "note": "備考",
}
_ANSWERS = {
    labels[0]: position for position, labels in POSITION_LABELS.items() if position is not Position.UNANSWERED
}


def poll_sheets(workspace: Workspace, poll: Poll, on: date) -> Iterator[tuple[str, EntrySheet]]:
    """Yield, for each town asked, its name and its sheet."""
    profile = workspace.profile
    entry = profile.customizations[poll.customization]
    until = f"回答の期限: {era_date(poll.until)}" if poll.until else "回答の期限はありません。"
    for identifier in asked_towns(profile, entry, poll.start):
        town = profile.municipalities[identifier]
        yield (
            town.name_ja,
            form_sheet(
                "意向照会票",
                f"意向照会票　{poll.id}　{town.name_ja}",
                (
                    f"{entry.id}「{entry.title_ja}」を {era_date(poll.start)} から使うことについて（照会 {poll.asked.on} {poll.asked.document}）",
                    f"{until}　黄色の欄に記入してください。全町村が賛成なら県仕様になり、条件付・未回答は賛成に数えません。",
                ),
                (
                    FormRow(
                        "position", _LABELS["position"], "賛成・条件付・反対 から選びます", tuple(_ANSWERS)
                    ),
                    FormRow("on", _LABELS["on"], "2026-10-30・R8.10.30 のように書きます"),
                    FormRow("document", _LABELS["document"], "町村の文書番号"),
                    FormRow("condition", _LABELS["condition"], "条件付のときは必ず書きます"),
                    FormRow("note", _LABELS["note"], "任意"),
                ),
                {
                    "kind": ("種類", "poll"),
                    "poll": ("照会", poll.id),
                    "town": ("町村", town.id),
                    "on": ("書き出した日", on.isoformat()),
                },
                on,
            ),
        )


def take_poll(changes: Changes, sheet: FilledSheet, _: frozenset[str]) -> Taken:
    """Add the answer of one town to the poll's file; what cannot count is told at its cell."""
    taken = Taken(findings=mistaken_cells(sheet, FORM_HEADINGS))
    workspace = changes.workspace
    polls = workspace.polls[0]
    facts = {
        name: FilledCell(sheet.facts.get(name, ""), Place(f"{sheet.file} この調書について"))
        for name in ("poll", "town")
    }
    if facts["poll"].text not in polls:
        taken.findings.append(unknown(facts["poll"], Text("意向照会", "poll"), polls, locked=True))
    if facts["town"].text not in workspace.profile.municipalities:
        taken.findings.append(
            unknown(facts["town"], Text("町村", "town"), workspace.profile.municipalities, locked=True)
        )
    filled = form_cells(sheet)
    cells = {name: cell_of(filled, name, sheet) for name in _LABELS}
    if taken.findings or not any(cell.text for cell in cells.values()):
        return taken
    answer = _answer(facts["town"].text, cells, taken)
    if answer is None:
        return taken
    poll = polls[facts["poll"].text]
    file = poll.place.file
    if any(replace(one, place=answer.place) == answer for one in poll.answers):
        taken.findings.append(
            finding(
                "X122",
                cells["position"].place,
                f"{poll.id} のこの回答は、もう記録されています。",
                f"This answer to {poll.id} is recorded already.",
                ("することはありません。", "Nothing needs to be done."),
                Severity.NOTE,
            )
        )
        return taken
    try:
        changes.put(file, record_answers(changes.read(file), workspace.profile, poll, [answer]))
    except Refused as refused:
        taken.findings.extend(refused.findings)
        return taken
    taken.cells[file, f"answers/{answer.municipality}"] = cells["position"].place
    town = workspace.profile.municipalities[answer.municipality]
    ja, en = POSITION_LABELS[answer.position]
    because = Text(f"（{answer.condition}）", f" ({answer.condition})") if answer.condition else Text("", "")
    taken.sentences.append(
        Text(
            f"{poll.id}　{town.name_ja}: {ja}{because.ja}　{answer.on} {answer.document}",
            f"{poll.id} {town.name_en}: {en}{because.en}, {answer.on} {answer.document}",
        )
    )
    return taken


def _answer(town: str, cells: dict[str, FilledCell], taken: Taken) -> Answer | None:
    lacking = [missing(cells[name], _LABELS[name], taken) for name in ("position", "on", "document")]
    position = _ANSWERS.get(cells["position"].text)
    if cells["position"].text and position is None:
        taken.findings.append(
            finding(
                "X119",
                cells["position"].place,
                f"「{cells['position'].text}」は回答ではありません。",
                f"{cells['position'].text!r} is not an answer.",
                (f"{'・'.join(_ANSWERS)} から選んでください。", f"Choose one of {', '.join(_ANSWERS)}."),
            )
        )
    on = day_in(cells["on"], taken) if cells["on"].text else None
    if any(lacking) or position is None or on is None:
        return None
    return Answer(
        municipality=town, position=position, on=on, document=cells["document"].text,
        condition=cells["condition"].text, note=cells["note"].text, place=cells["position"].place,
    )  # fmt: skip
