"""Owns the request (要望書): a town's wish for a customization, taken in as a draft unless a free setting suffices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from uwanose.documents.entry_sheet import EntrySheet
from uwanose.errors import Finding, Place, Refused, UnknownName
from uwanose.layers.model import Municipality
from uwanose.layers.requests import known_before, next_identifier, place_of, suffices
from uwanose.layers.towns import find_municipality
from uwanose.points.catalog import Lookup
from uwanose.points.model import Business, Point
from uwanose.source.filled_sheet import FilledCell, FilledSheet
from uwanose.workspace import Workspace
from uwanose_cli.changes import Changes
from uwanose_cli.drafting import Draft, draft_text
from uwanose_cli.setting import in_yaml
from uwanose_cli.sheets.form import FORM_HEADINGS, FormRow, cell_of, day_in, form_cells, form_sheet, missing
from uwanose_cli.sheets.taken import Kind, Taken, mistaken_cells, unknown
from uwanose_cli.text import Text

__all__ = ["REQUEST", "request_sheet", "take_request"]

_Asked = tuple[
    Point, str, FilledCell
]  # what is to change, its value as YAML (empty: not decided), the cell that asks
REQUEST = Kind(name="request", headings=FORM_HEADINGS)
_PLACES = 5  # how many points a request has room for
_NEEDED = ("title", "on", "document", "from")
_LABELS = {
    "title": "題名", "towns": "要望する町村", "on": "要望の日", "document": "要望書の番号", "from": "いつから使いたいか",
    "reason": "理由", "basis": "根拠の条例など", "anyway": "設定では足りない理由",
}  # fmt: skip


def request_sheet(workspace: Workspace, town: Municipality, business: Business, on: date) -> EntrySheet:
    """Return an empty request of one town about one business."""
    names = tuple(one.name_ja for one in workspace.profile.municipalities.values())
    about = (
        FormRow("title", _LABELS["title"], "何をどう変えたいか、1行で"),
        FormRow(
            "towns",
            _LABELS["towns"],
            f"ほかの町村と一緒なら「、」で並べます（{names[0]}、{names[1]}）",
            filled=town.name_ja,
        ),
        FormRow("on", _LABELS["on"], "2026-06-05・R8.6.5 のように書きます"),
        FormRow("document", _LABELS["document"], "町村の文書番号"),
        FormRow("from", _LABELS["from"], "使い始めたい日。2027-04-01・R9.4.1"),
        FormRow("reason", _LABELS["reason"], "なぜ要るか、だれが困っているか"),
        FormRow("basis", _LABELS["basis"], "条例・規則・計画など"),
        FormRow(
            "anyway",
            _LABELS["anyway"],
            "無料の設定・標準オプションでは足りない理由（空欄なら、足りるときは取り込みません）",
        ),
    )
    points = tuple(
        row
        for number in range(1, _PLACES + 1)
        for row in (
            FormRow(
                f"point{number}",
                f"変えたい項目 {number}",
                "項目の名前（日本語または識別名）。分からなければ空欄",
            ),
            FormRow(f"value{number}", f"その値 {number}", "新しい値。内容を後で決めるなら空欄"),
        )
    )
    return form_sheet(
        "要望書",
        f"要望書　{town.name_ja}　{business.label_ja}",
        (
            "先に uwanose find で、無料の設定や標準オプションで足りないかを探してください。",
            "取り込むと下書きとして台帳に載ります。効力も負担もまだありません。",
        ),
        (*about, *points),
        {
            "kind": ("種類", "request"),
            "business": ("業務", business.id),
            "town": ("町村", town.id),
            "on": ("書き出した日", on.isoformat()),
        },
        on,
    )


def take_request(changes: Changes, sheet: FilledSheet, _: frozenset[str]) -> Taken:
    """Register the request as a draft, or tell at its cells why it cannot be."""
    taken = Taken(findings=mistaken_cells(sheet, FORM_HEADINGS))
    workspace = changes.workspace
    filled = form_cells(sheet)
    cells = {name: cell_of(filled, name, sheet) for name in _LABELS}
    points = [
        (cell_of(filled, f"point{number}", sheet), cell_of(filled, f"value{number}", sheet))
        for number in range(1, _PLACES + 1)
    ]
    typed = [cell for name, cell in cells.items() if name != "towns"] + [
        cell for pair in points for cell in pair
    ]
    business = FilledCell(sheet.facts.get("business", ""), Place(f"{sheet.file} この調書について"))
    if business.text not in workspace.catalog.businesses:
        taken.findings.append(
            unknown(business, Text("業務", "business"), workspace.catalog.businesses, locked=True)
        )
    if taken.findings or not any(cell.text for cell in typed):
        return taken
    for name in _NEEDED:
        missing(cells[name], _LABELS[name], taken)
    days = {name: day_in(cells[name], taken) for name in ("on", "from") if cells[name].text}
    towns = _towns(changes, cells["towns"], taken)
    asked = _points(changes, points, business.text, taken)
    if taken.findings:
        return taken
    on, start = days["on"], days["from"]
    assert on is not None and start is not None
    _register(changes, cells, business.text, towns, asked, (on, start), sheet, taken)
    return taken


def _register(
    changes: Changes, cells: Mapping[str, FilledCell], business: str, towns: Sequence[str], asked: Sequence[_Asked],
    days: tuple[date, date], sheet: FilledSheet, taken: Taken,
) -> None:  # fmt: skip
    """Look for what suffices, then lay the draft; *days* are those of the request and of its first use."""
    workspace, (on, start) = changes.workspace, days
    known = known_before(
        workspace.profile,
        workspace.catalog,
        business,
        cells["title"].text,
        tuple(point for point, _, _ in asked),
    )
    anyway = cells["anyway"].text
    if known.fixed or (known.free and not anyway):
        where = {point.id: cell.place for point, _, cell in asked}
        taken.findings.extend(
            _at(
                suffices(workspace.catalog, point, towns, start.isoformat()),
                where.get(point.id, cells["title"].place),
            )
            for point in (*known.fixed, *known.free)
        )
        return
    free = {point.id for point in known.free}
    draft = Draft(
        id=_next(changes), title_ja=cells["title"].text, title_en="", door="own_measure", business=business, towns=tuple(towns), on=on,
        document=cells["document"].text, start=start, reason=cells["reason"].text, basis=cells["basis"].text, anyway=anyway,
        values={point.id: value for point, value, _ in asked if value and point.id not in free},
        points=tuple(point for point, value, _ in asked if not value and point.id not in free),
    )  # fmt: skip
    _lay(changes, draft, sheet, taken)
    taken.sentences.extend(
        Text(
            f"近いもの: {one.id}「{one.title_ja}」（共同で採用できるか見てください: uwanose customization show {one.id}）",
            f"Alike: {one.id} {one.title_en or one.title_ja} (could it be adopted together? uwanose customization show {one.id})",
        )
        for one in known.entries
    )


def _at(found: Finding, cell: Place) -> Finding:
    """Return why no request is needed, at the cell that asks; what helps is a cell of the sheet, not an option."""
    if not found.command:
        return replace(
            found,
            place=cell,
            remedy_ja="要望の内容を確かめ、その項目を消してください。",
            remedy_en="See what is really wanted, and take that point out.",
        )
    return replace(
        found,
        place=cell,
        remedy_ja=f"{found.command}　これでは足りないときは「{_LABELS['anyway']}」に記入してください。",
        remedy_en=f"{found.command}  If that is not enough, say why in the row {_LABELS['anyway']}.",
    )


def _lay(changes: Changes, draft: Draft, sheet: FilledSheet, taken: Taken) -> None:
    profile = changes.workspace.profile
    file = place_of(profile, draft.id).file
    changes.create(file, draft_text(draft).encode())
    taken.cells[file, draft.id] = sheet.place
    names = [profile.municipalities[town] for town in draft.towns]
    taken.sentences.append(
        Text(
            f"{draft.id}「{draft.title_ja}」を下書きとして登録します。要望: {'、'.join(one.name_ja for one in names)}"
            f"（{draft.on} {draft.document}）、希望: {draft.start} から。次は: uwanose customization show {draft.id}",
            f"{draft.id} is registered as a draft, asked for by {', '.join(one.name_en for one in names)} "
            f"({draft.on} {draft.document}) from {draft.start} on. Next: uwanose customization show {draft.id}",
        )
    )


def _next(changes: Changes) -> str:
    """Return the next free number of the register, those of this very run counted."""
    first = next_identifier(changes.workspace.profile)
    number = int(first.removeprefix("K-"))
    while any(name.endswith(f"/K-{number:03}.yaml") for name in changes.after):
        number += 1
    return f"K-{number:03}"


def _towns(changes: Changes, cell: FilledCell, taken: Taken) -> list[str]:
    if missing(cell, _LABELS["towns"], taken):
        return []
    profile = changes.workspace.profile
    found: list[str] = []
    for word in cell.text.replace(",", "、").replace("・", "、").split("、"):
        try:
            found.append(find_municipality(profile, word.strip()).id)
        except UnknownName:
            names = [one.name_ja for one in profile.municipalities.values()]
            taken.findings.append(unknown(FilledCell(word.strip(), cell.place), Text("町村", "town"), names))
    return list(dict.fromkeys(found))


def _points(
    changes: Changes, pairs: list[tuple[FilledCell, FilledCell]], business: str, taken: Taken
) -> list[_Asked]:
    """Return what each pair of cells asks for."""
    catalog = changes.workspace.catalog
    found: list[_Asked] = []
    for name, value in pairs:
        if not name.text:
            if value.text:
                missing(name, "変えたい項目", taken)
            continue
        try:
            point = Lookup(catalog).point(name.text, business)
        except UnknownName:
            labels = [one.label_ja for one in catalog if one.business == business]
            taken.findings.append(unknown(name, Text("項目", "point"), labels))
            continue
        try:
            written = in_yaml(point, value.text) if value.text else ""
        except Refused as refused:
            taken.findings.extend(replace(one, place=value.place) for one in refused.findings)
            continue
        found.append((point, written, name))
    return found
