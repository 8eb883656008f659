"""Owns objections (異議の申出, 地方自治法第291条) of towns to their burden: who objected to which notice, and the decision.

A member may object within 30 days of the notice; the manager decides after the union's assembly has spoken, which it does
within 20 days of being asked. What is recorded here is a record: a correction of the book is a run of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from uwanose.charging.book import Book
from uwanose.charging.records import BookRun
from uwanose.charging.statement import Statement, statements
from uwanose.dates import era_year
from uwanose.errors import Finding, Place, Severity, nearest
from uwanose.source.fields import Fields
from uwanose.source.read import read_mapping

__all__ = [
    "DAYS_TO_SPEAK",
    "FILE",
    "OUTCOMES",
    "WAITS",
    "BurdenObjection",
    "Step",
    "last_day",
    "next_identifier",
    "objection_findings",
    "read_objections",
]

FILE = "burden_objections.yaml"
DAYS_TO_OBJECT = 30
DAYS_TO_SPEAK = 20
OUTCOMES = ("upheld", "partly", "dismissed")  # 認容 | 一部認容 | 棄却
_SCOPE = "register"


class Step(StrEnum):
    """What an objection waits for, in the order of 地方自治法第291条: the assembly is asked, it speaks, the manager decides."""

    CONSULT = "consult"
    OPINION = "opinion"
    DECIDE = "decide"
    DONE = "done"


WAITS = {
    Step.CONSULT: ("議会に諮る", "to ask the assembly"),
    Step.OPINION: ("議会の意見を待つ", "the assembly's opinion"),
    Step.DECIDE: ("管理者が決定する", "the manager's decision"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class BurdenObjection:
    """One objection. ``received`` is the day the notice came, from which the 30 days run (None: the day it was issued).

    ``asked`` and ``answered`` are the assembly's; ``decided`` is None while nothing is decided.
    """

    id: str
    municipality: str
    statement: str
    on: date
    document: str
    reason: str
    asked: date | None
    answered: date | None
    decided: date | None
    decision: str  # document
    outcome: str
    place: Place
    received: date | None = None

    @property
    def step(self) -> Step:
        """What the objection waits for."""
        if self.decided is not None:
            return Step.DONE
        if self.asked is None:
            return Step.CONSULT
        return Step.OPINION if self.answered is None else Step.DECIDE


def last_day(issued: date | None, received: date | None) -> date | None:
    """Return the last day for an objection: 30 days from the notice (地方自治法第291条第1項); None for a draft."""
    begins = received or issued
    return begins + timedelta(days=DAYS_TO_OBJECT) if begins else None


def next_identifier(objections: Iterable[BurdenObjection], fiscal_year: int) -> str:
    """Return the number of the next objection of a fiscal year: ``異議令和8-2``."""
    begins = f"異議{era_year(fiscal_year).removesuffix('年度')}-"
    taken = [one.id.removeprefix(begins) for one in objections if one.id.startswith(begins)]
    return f"{begins}{max((int(number) for number in taken if number.isdigit()), default=0) + 1}"


def read_objections(
    data: bytes | None, name: str, municipalities: Mapping[str, object], findings: list[Finding]
) -> tuple[BurdenObjection, ...]:
    """Return the objections of a file in its order; what is wrong in it is a finding. No file is no objection."""
    node = read_mapping(data, name, findings, _SCOPE) if data is not None else None
    if node is None:
        return ()
    fields = Fields(node, findings, _SCOPE)
    found = tuple(objection for row in fields.rows("objections") if (objection := _read(row, municipalities)))
    fields.done()
    return found


def _read(row: Fields, municipalities: Mapping[str, object]) -> BurdenObjection | None:
    identifier, statement = row.required_text("id"), row.required_text("statement")
    town, on = row.word("by", tuple(municipalities)), row.required_date("on")
    document, reason, received = row.required_text("document"), row.text("reason"), row.date("received")
    assembly, decision = row.nested("assembly"), row.nested("decision")
    asked = answered = decided = None
    paper = outcome = ""
    if assembly:
        asked, answered = assembly.required_date("asked"), assembly.date("answered")
        assembly.text("document")
        assembly.done()
    if decision:
        decided, paper = decision.required_date("on"), decision.required_text("document")
        outcome = decision.word("outcome", OUTCOMES)
        if not decision.has("outcome"):
            decision.missing("outcome")
        decision.done()
    if not row.has("by"):
        row.missing("by")
    row.done()
    if not (identifier and statement and town and on):
        return None
    return BurdenObjection(
        id=identifier, municipality=town, statement=statement, on=on, document=document, reason=reason, asked=asked,
        answered=answered, decided=decided, decision=paper, outcome=outcome, place=row.node.place,
        received=received,
    )  # fmt: skip


def objection_findings(objections: tuple[BurdenObjection, ...], book: Book) -> Iterator[Finding]:
    """Yield what stands open or does not fit: unknown notices, late objections, no decision, no correction."""
    papers = {paper.number: (entry, paper) for entry in book.runs for paper in statements(entry)}
    for objection in objections:
        entry, paper = papers.get(objection.statement, (None, None))
        if entry is None or paper is None or paper.municipality != objection.municipality:
            yield _no_such_paper(objection, papers)
            continue
        yield from _on_time(objection, paper)
        yield from _decided(objection, entry, book)


def _on_time(objection: BurdenObjection, paper: Statement) -> Iterator[Finding]:
    last = last_day(paper.issued_on, objection.received)
    if last and objection.on > last:
        yield _finding(
            "C151", objection,
            f"{objection.statement}（{objection.received or paper.issued_on} 通知）への異議の申出が {objection.on} で、30日以内（{last} まで）ではありません。",
            f"the objection of {objection.on} to {objection.statement} (notified {objection.received or paper.issued_on}) came after the 30 days (until {last}).",
            "通知を受けた日が違えば received に書いてください（地方自治法第291条第1項）。期間を過ぎていれば、不適法として扱うことになります。",
            "If the notice was received on another day, say so in received (Local Autonomy Act art. 291).",
        )  # fmt: skip
    if (
        objection.asked
        and objection.answered
        and objection.answered > objection.asked + timedelta(days=DAYS_TO_SPEAK)
    ):
        yield _finding(
            "C152", objection,
            f"議会の意見が、諮問（{objection.asked}）から20日以内に述べられていません（{objection.answered}）。",
            f"the assembly, asked on {objection.asked}, answered on {objection.answered}: after its 20 days.",
            "日付を確かめてください（地方自治法第291条）。",
            "See the dates (Local Autonomy Act art. 291).",
        )  # fmt: skip


def _decided(objection: BurdenObjection, entry: BookRun, book: Book) -> Iterator[Finding]:
    if objection.decided is None:
        waits = WAITS[objection.step]
        yield _finding(
            "C153", objection,
            f"{objection.statement} への異議（{objection.on}、{objection.document}）が決定していません。次は: {waits[0]}。",
            f"the objection to {objection.statement} ({objection.on}, {objection.document}) is not decided yet; next: {waits[1]}.",
            f"記録するには: uwanose charge objection {objection.step} {objection.id}",
            f"Record it: uwanose charge objection {objection.step} {objection.id}",
        )  # fmt: skip
        return
    if objection.answered is None or objection.decided < objection.answered:
        yield _finding(
            "C152", objection,
            f"{objection.decided} の決定に、それより前の議会の意見が記録されていません。",
            f"the decision of {objection.decided} has no earlier answer of the assembly on record.",
            "assembly に諮問と意見の日（asked、answered）を書いてください（地方自治法第291条）。",
            "Record asked and answered in assembly (Local Autonomy Act art. 291).",
        )  # fmt: skip
    corrected = any(
        one.header.closed_on and one.header.closed_on >= objection.decided
        for one in book.corrections(entry.quarter)
    )
    if objection.outcome in ("upheld", "partly") and not corrected:
        yield _finding(
            "C154", objection,
            f"{objection.statement} への異議を認めましたが（{objection.decision}）、{entry.quarter.label_ja}の変更調定がまだありません。",
            f"the objection to {objection.statement} was upheld ({objection.decision}), but {entry.quarter} is not corrected yet.",
            f"台帳を直して uwanose charge correct {entry.quarter} を行ってください。",
            f"Correct the register, then: uwanose charge correct {entry.quarter}",
        )  # fmt: skip


def _no_such_paper(objection: BurdenObjection, papers: Mapping[str, object]) -> Finding:
    near = "、".join(nearest(objection.statement, papers, 3))
    return _finding(
        "C150", objection,
        f"{objection.municipality} に宛てた通知書 {objection.statement} は調定簿にありません。" + (f"近いもの: {near}。" if near else ""),
        f"the book holds no notice {objection.statement} to {objection.municipality}." + (f" Near: {near}." if near else ""),
        "statement に、異議の対象の通知書の番号を書いてください。",
        "Write the number of the notice that is objected to in statement.",
        Severity.ERROR,
    )  # fmt: skip


def _finding(
    code: str, objection: BurdenObjection, ja: str, en: str, remedy_ja: str, remedy_en: str,
    severity: Severity = Severity.WARNING,
) -> Finding:  # fmt: skip
    return Finding(
        code=code, severity=severity, place=objection.place, scope=_SCOPE, ja=f"{objection.id}: {ja}",
        en=f"{objection.id}: {en}", remedy_ja=remedy_ja, remedy_en=remedy_en,
    )  # fmt: skip
