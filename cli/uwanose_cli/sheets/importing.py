"""Owns taking filled-in sheets in: all of them read and checked first, each finding at its cell, then one act for all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from uwanose.errors import Finding, Place, Refused, Severity
from uwanose.source.filled_sheet import FilledSheet, finding, read_filled
from uwanose.source.nodes import Mapping as MappingNode
from uwanose.source.read import read_yaml
from uwanose.workspace import Workspace
from uwanose_cli.acting import Act, Tried, tried_act, typed
from uwanose_cli.changes import Changes
from uwanose_cli.polling import tried_poll
from uwanose_cli.sheets.drivers import DRIVERS, take_drivers
from uwanose_cli.sheets.polls import POLL_SHEET, take_poll
from uwanose_cli.sheets.requests import REQUEST, take_request
from uwanose_cli.sheets.settings_in import SETTINGS, take_settings
from uwanose_cli.sheets.taken import KINDS, Kind, Taken
from uwanose_cli.text import Text

__all__ = ["import_sheets"]

Take = Callable[[Changes, FilledSheet, frozenset[str]], Taken]
_TAKERS: Mapping[str, tuple[Kind, Take]] = {
    "settings": (SETTINGS, take_settings),
    "drivers": (DRIVERS, take_drivers),
    "poll": (POLL_SHEET, take_poll),
    "request": (REQUEST, take_request),
}


def import_sheets(workspace: Workspace, files: Sequence[Path], accepted: Sequence[str]) -> tuple[Act, Tried]:
    """Return the act that takes every sheet in, checked. Raises Refused with all findings of all sheets; nothing is written."""
    headings = {name: kind.headings for name, (kind, _) in _TAKERS.items()}
    findings: list[Finding] = []
    sheets: list[FilledSheet] = []
    for file in files:
        try:
            sheets.append(read_filled(file, headings))
        except Refused as refused:
            findings.extend(refused.findings)
    changes, sentences = Changes(workspace), []
    cells: dict[tuple[str, str], Place] = {}
    for sheet in sheets:
        taken = _TAKERS[sheet.facts["kind"]][1](changes, sheet, frozenset(accepted))
        findings.extend(taken.findings)
        findings.extend(_again(cells, taken))
        cells |= taken.cells
        sentences.extend(taken.sentences)
        if not taken.sentences and not taken.findings:
            findings.append(_nothing(sheet))
    if any(one.severity is Severity.ERROR for one in findings):
        raise Refused(findings)
    try:
        tried = tried_poll(changes, checked=tried_act(changes))[0]
    except Refused as refused:
        raise Refused(_at_cells(refused.findings, changes, cells)) from refused
    act = Act(
        customization="",
        sentences=tuple(sentences),
        changes=changes,
        line=typed("import", *(file.name for file in files), accept=tuple(accepted)),
        group="sheet",
        following=_following(sheets),
        told={"sheets": [sheet.file for sheet in sheets]},
    )
    return act, Tried(tried.profile, (*findings, *_at_cells(tried.findings, changes, cells)))


def _following(sheets: Iterable[FilledSheet]) -> Text:
    """Return what comes next: where a poll stands, else the check."""
    polls = dict.fromkeys(sheet.facts["poll"] for sheet in sheets if sheet.facts["kind"] == "poll")
    lines = [f"uwanose wg show {poll}" for poll in polls] or ["uwanose check"]
    return Text(f"次は: {'　'.join(lines)}", f"Next: {'  '.join(lines)}")


def _again(cells: Mapping[tuple[str, str], Place], taken: Taken) -> list[Finding]:
    """Return [X112] for what another sheet of the same run has filled in already."""
    return [
        finding(
            "X112",
            place,
            f"{name} が2か所に記入されています（もう1つは {cells[file, name]}）。どちらも取り込みません。",
            f"{name} is filled in twice (the other one: {cells[file, name]}); neither is taken.",
            ("1か所だけに記入してください。", "Fill in one of them only."),
        )
        for (file, name), place in taken.cells.items()
        if (file, name) in cells
    ]


def _at_cells(
    findings: Iterable[Finding], changes: Changes, cells: Mapping[tuple[str, str], Place]
) -> list[Finding]:
    """Return findings about lines that are not written yet with the cell they come from."""
    begins = {file: _settings_lines(data, file) for file, data in changes.after.items()}
    return [_at_cell(one, begins, cells) for one in findings]


def _at_cell(
    found: Finding, begins: Mapping[str, list[tuple[int, str]]], cells: Mapping[tuple[str, str], Place]
) -> Finding:
    place = found.place
    if place is None or place.file not in begins:
        return found
    name = next((name for line, name in reversed(begins[place.file]) if line <= place.line), "")
    cell = cells.get((place.file, name))
    return replace(found, place=cell) if cell else found


def _settings_lines(data: bytes, file: str) -> list[tuple[int, str]]:
    root = read_yaml(data, file, [])
    settings = root.entries.get("settings") if isinstance(root, MappingNode) else None
    if not isinstance(settings, MappingNode):
        return []
    return sorted((settings.keys[name].place.line, name) for name in settings.entries)


def _nothing(sheet: FilledSheet) -> Finding:
    kind = KINDS[sheet.facts["kind"]]
    return finding(
        "X113",
        sheet.place,
        f"{sheet.file}（{kind.ja}）には何も記入されていません。",
        f"{sheet.file} ({kind.en}) has nothing filled in.",
        (
            "黄色の欄に記入して保存してから取り込んでください。",
            "Fill in the yellow cells, save, and import again.",
        ),
        Severity.NOTE,
    )
