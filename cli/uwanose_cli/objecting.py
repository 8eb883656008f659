"""Owns the acts on objections to a burden (異議の申出): the file, what it would say, and what comes next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from uwanose.charging.book import Book
from uwanose.charging.burden_objections import (
    FILE,
    WAITS,
    BurdenObjection,
    Step,
    objection_findings,
    read_objections,
)
from uwanose.charging.statement import Statement, statements
from uwanose.errors import Finding, Refused, Severity, UnknownName, nearest
from uwanose.workspace import Workspace
from uwanose_cli.acting import Tried
from uwanose_cli.changes import Changes
from uwanose_cli.output import Table
from uwanose_cli.text import Text

__all__ = [
    "OUTCOME_WORDS", "Objections", "next_text", "objection_data", "objections_table", "step_text",
]  # fmt: skip

OUTCOME_WORDS = {
    "upheld": Text("認容", "upheld"),
    "partly": Text("一部認容", "partly upheld"),
    "dismissed": Text("棄却", "dismissed"),
}
_NEEDS = {
    Step.CONSULT: Text("", ""),
    Step.OPINION: Text(" --document 文書番号", " --document NUMBER"),
    Step.DECIDE: Text(" --document 文書番号 --outcome 結果", " --document NUMBER --outcome OUTCOME"),
}
_OPEN = ("C153", "C154")  # a step that is still to come is no mistake
_BEGUN = "# 負担金への異議の申出（地方自治法第291条）。申出・議会への諮問と意見・管理者の決定の記録です。\n"


class Objections:
    """The objections of a workspace beside its book."""

    def __init__(self, workspace: Workspace, book: Book) -> None:
        """Read the file. Raises Refused when something in it is wrong: nothing is added to what cannot be read."""
        self.workspace, self.book = workspace, book
        self.file = f"{workspace.prefecture}/{FILE}"
        path = workspace.root / self.file
        self._data = path.read_bytes() if path.is_file() else None
        self.all = self._read(self._data)
        self.papers: Mapping[str, Statement] = {
            paper.number: paper for entry in book.runs for paper in statements(entry)
        }

    def paper(self, number: str) -> Statement:
        """Return the notice of a number. Raises UnknownName."""
        if number not in self.papers:
            raise UnknownName("通知書", "notice", number, nearest(number, self.papers, 3))
        return self.papers[number]

    def one(self, identifier: str) -> BurdenObjection:
        """Return an objection. Raises UnknownName."""
        found = {objection.id: objection for objection in self.all}
        if identifier not in found:
            raise UnknownName(
                "異議", "objection", identifier, nearest(identifier, found, 3) or list(found)[-3:]
            )
        return found[identifier]

    def waiting(self, identifier: str, step: Step, on: date) -> BurdenObjection:
        """Return an objection that waits for a step which may fall on a day. Raises UnknownName and Refused."""
        found = self.one(identifier)
        if found.step is not step:
            raise Refused([_another_step(found, step)])
        before = {Step.CONSULT: found.on, Step.OPINION: found.asked, Step.DECIDE: found.answered}[step]
        if before and on < before:
            raise Refused([_too_early(found, on, before)])
        return found

    def after(self, changes: Changes, identifier: str) -> BurdenObjection:
        """Return an objection as it would be."""
        return next(one for one in self._read(changes.after[self.file]) if one.id == identifier)

    def quarter(self, objection: BurdenObjection) -> str:
        """Return the quarter of the notice an objection is about, as it is typed; empty for a settlement."""
        paper = self.papers.get(objection.statement)
        return str(paper.run.quarter) if paper and paper.run.quarter else ""

    def changes(self) -> Changes:
        """Begin an act; a first objection begins the file."""
        changes = Changes(self.workspace)
        if self._data is None:
            changes.create(self.file, _BEGUN.encode())
        return changes

    def at(self, objection: BurdenObjection) -> list[str | int]:
        """Return where an objection stands in the file."""
        return ["objections", [one.id for one in self.all].index(objection.id)]

    def tried(self, changes: Changes) -> Tried:
        """Return what an act would bring: errors refuse it, an open step is no news. Raises Refused."""
        after = self._read(changes.after[self.file])
        known = {replace(one, place=None) for one in objection_findings(self.all, self.book)}
        new = [
            one
            for one in objection_findings(after, self.book)
            if replace(one, place=None) not in known and one.code not in _OPEN
        ]
        if any(finding.severity is Severity.ERROR for finding in new):
            raise Refused(new)
        return Tried(self.workspace.profile, tuple(new))

    def _read(self, data: bytes | None) -> tuple[BurdenObjection, ...]:
        found: list[Finding] = []
        read = read_objections(data, self.file, self.workspace.profile.municipalities, found)
        if any(finding.severity is Severity.ERROR for finding in found):
            raise Refused(found)
        return read


def step_text(objection: BurdenObjection) -> Text:
    """Return where an objection stands."""
    if objection.step is Step.DONE:
        word = OUTCOME_WORDS[objection.outcome]
        return Text(f"{word.ja}（{objection.decided}）", f"{word.en} ({objection.decided})")
    ja, en = WAITS[objection.step]
    return Text(f"次は: {ja}", f"waits for {en}")


def next_text(objection: BurdenObjection, quarter: str, corrected: date | None = None) -> Text:
    """Return the sentence that says what comes next."""
    if objection.step is not Step.DONE:
        ja, en = WAITS[objection.step]
        line = f"uwanose charge objection {objection.step} {objection.id}"
        more = _NEEDS[objection.step]
        return Text(f"次は: {ja}　{line} --on 日付{more.ja}", f"Next: {en}  {line} --on DATE{more.en}")
    if objection.outcome == "dismissed" or corrected:
        return Text(
            "次は: 手続きはこれで終わりです　uwanose charge verify",
            "Next: this is the end of it  uwanose charge verify",
        )
    return Text(
        f"次は: 台帳を直して変更調定　uwanose charge correct {quarter}",
        f"Next: correct the register, then the book  uwanose charge correct {quarter}",
    )


def objections_table(objections: Sequence[BurdenObjection], names: Mapping[str, str], language: str) -> Table:
    """Return every objection with where it stands."""
    headings = Text(
        "番号,町村,通知書,申出の日,文書,理由,状態", "id,town,notice,filed,document,reason,state"
    ).of(language)
    rows = [
        (
            one.id,
            names.get(one.municipality, one.municipality),
            one.statement,
            str(one.on),
            one.document,
            one.reason or "-",
            step_text(one).of(language),
        )
        for one in objections
    ]
    return Table(tuple(headings.split(",")), rows, frozenset())


def objection_data(one: BurdenObjection) -> dict[str, object]:
    """Return an objection for programs."""
    return {
        "id": one.id, "town": one.municipality, "statement": one.statement, "on": one.on, "received": one.received,
        "document": one.document, "reason": one.reason, "asked": one.asked, "answered": one.answered, "decided": one.decided,
        "decision": one.decision, "outcome": one.outcome, "waits_for": str(one.step),
    }  # fmt: skip


def _another_step(found: BurdenObjection, step: Step) -> Finding:
    waits = step_text(found)
    return Finding(
        code="C155",
        place=found.place,
        scope="register",
        ja=f"{found.id} は、この手続き（{WAITS[step][0]}）を待っていません。いまの状態: {waits.ja}",
        en=f"{found.id} does not wait for this step ({WAITS[step][1]}): {waits.en}",
        remedy_ja="uwanose charge objection list で状態を見てください。記録の誤りは、ファイルのその行を直します。",
        remedy_en="See: uwanose charge objection list. A wrong record is mended in its file.",
    )


def _too_early(found: BurdenObjection, on: date, before: date) -> Finding:
    return Finding(
        code="C156",
        place=found.place,
        scope="register",
        ja=f"{found.id}: {on} は、前の手続きの日 {before} より前です。",
        en=f"{found.id}: {on} lies before the former step of {before}.",
        remedy_ja="日付を確かめて、もう一度入力してください。",
        remedy_en="See which day is right, and type the line again.",
    )
