"""Owns the questions of the audit (監査点検): each with the findings that would answer it with no, and what was looked at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from uwanose.charging.burden_objections import FILE, objection_findings, read_objections
from uwanose.charging.collected import collected_findings
from uwanose.charging.verify import Verification, verify
from uwanose.errors import Finding, Severity, sort_findings
from uwanose.governance.results_proof import prove_results
from uwanose.layers.effective import EffectiveRules
from uwanose.workspace import Workspace
from uwanose_cli.text import Text

__all__ = ["Answer", "all_findings", "audit", "audit_of_results", "objected"]


@dataclass(frozen=True, slots=True)
class Question:
    """A statement that must be true, and the codes of the findings that make it false: the errors, or any of them."""

    statement: Text
    codes: frozenset[str]
    errors_only: bool = True


@dataclass(frozen=True, slots=True)
class Answer:
    """A question, how many things were looked at, and what speaks against it."""

    question: Question
    looked_at: Text
    against: tuple[Finding, ...]

    @property
    def yes(self) -> bool:
        """Whether the statement is true."""
        return not self.against


def _question(ja: str, en: str, codes: str, *, errors_only: bool = True) -> Question:
    return Question(Text(ja, en), frozenset(codes.split()), errors_only)


REGISTERED = _question(
    "上書きはすべて、許された設定か、台帳のカスタマイズである",
    "every override is an allowed setting or a registered customization",
    "L101 L102 L103 L104 L105 L107 L108 L109 L112 L117 L118 R101",
)
DECIDED = _question(
    "採用はすべて、WGの決定のとおりである",
    "every adoption is what the working group decided",
    "R102 R115 R116 R118 R125 R127",
)
APPROVED = _question("採用はすべて、決裁されている", "every adoption has been approved", "R103 R131")
UNCHANGED = _question("決裁の後に変わった内容はない", "no content was changed after its approval", "R132")
CODE = _question(
    "決裁の後に変わったプログラムはない（決裁の及ばない取り込みもない）",
    "no program was changed after its approval, and none reaches beyond it",
    "G101 G102 G103 G104 G105 G106 G107 G108 G109 G110 G111 G112 G113 G114 E109",
)
AGREED = _question(
    "県仕様には全町村の同意、町村の採用には負担承諾がある",
    "the prefecture's adoptions have every agreement, the towns' have their consent",
    "R104 R105 R106 R128 R129 C107",
)
REVIEWED = _question(
    "下の層が変わったのに扱いの決まっていない上書きはない",
    "no override lies over something that changed unseen",
    "R121 R122",
    errors_only=False,  # `check` only warns of a run that will stop: what nobody has decided is undecided all the same
)
BOOK = _question(
    "調定簿は、調定した時のままである", "the book is as it was closed", "C120 C121 C122 C123 C124 C127 C128"
)
PAYERS = _question(
    "負担しているのは、採用した町村だけである", "only those who adopted are charged", "C125 C129 R117"
)


RESULTS = _question(
    "結果はすべて、決裁された規則だけで計算され、その後に変わっていない",
    "every result was computed by approved rules alone and has not changed since",
    "I116 I117 I118 I119",
)


def all_findings(workspace: Workspace) -> tuple[Finding, ...]:
    """Return what is wrong in any layer, the register, the plugins and the book, sorted by place."""
    proof = _proof(workspace)
    found = [*workspace.findings, *proof.breaks, *objected(workspace, proof)]
    if proof.whole and not workspace.unread:
        found += collected_findings(workspace.profile, proof.book)
    return tuple(sort_findings(found))


def objected(workspace: Workspace, proof: Verification) -> list[Finding]:
    """Return what stands open of the towns' objections to their burden (異議の申出)."""
    name = f"{workspace.prefecture}/{FILE}"
    file, found = workspace.root / name, list[Finding]()
    data = file.read_bytes() if file.is_file() else None
    objections = read_objections(data, name, workspace.profile.municipalities, found)
    return [*found, *objection_findings(objections, proof.book)]


def _proof(workspace: Workspace) -> Verification:
    place = f"{workspace.prefecture}/charges"
    return verify(workspace.root / place, None, place)


def audit(workspace: Workspace) -> list[Answer]:
    """Answer every question on what stands in the workspace today."""
    proof = _proof(workspace)
    findings = (*workspace.findings, *proof.breaks)
    return [
        Answer(question, looked_at, _against(question, findings))
        for question, looked_at in _looked_at(workspace, proof)
    ]


def audit_of_results(workspace: Workspace, files: Sequence[Path]) -> Answer:
    """Answer whether results rest on approved rules alone: each file against its record, each record against the rules."""
    assumed: list[Workspace] = []

    def with_assumptions(town: str, on: date, release: str) -> EffectiveRules:
        if not assumed:
            assumed.append(Workspace(workspace.root, writable=False, assume=True))
        return assumed[0].rules(town, on, release)

    names = {town.id: town.name_ja for town in workspace.profile.municipalities.values()}
    proofs = [prove_results(file, workspace.rules, with_assumptions, names) for file in files]
    rows, rules = sum(one.rows for one in proofs), sum(one.rules for one in proofs)
    looked_at = Text(
        f"結果{len(proofs)}ファイル・{rows:,}行・規則{rules}組",
        f"{len(proofs)} files, {rows:,} rows, {rules} sets of rules",
    )
    return Answer(RESULTS, looked_at, tuple(sort_findings(one for proof in proofs for one in proof.findings)))


def _against(question: Question, findings: Sequence[Finding]) -> tuple[Finding, ...]:
    return tuple(
        finding
        for finding in findings
        if finding.code in question.codes and (finding.severity is Severity.ERROR or not question.errors_only)
    )


def _looked_at(workspace: Workspace, proof: Verification) -> list[tuple[Question, Text]]:
    profile, register = workspace.profile, workspace.profile.customizations.values()
    approved = [entry for entry in register if entry.approval]
    overrides = sum(len(entry.content) for entry in register)
    adoptions = Text(f"採用{len(profile.adoptions)}件", f"{len(profile.adoptions)} adoptions")
    modules = {(one.plugin, one.module) for entry in approved for one in entry.content if one.plugin}
    papers = sum(len(one.agreements) + (one.consent is not None) for one in profile.adoptions)
    seen = sum(len(one.seen) for one in profile.adoptions)
    lines = Text(
        f"{len(proof.book.quarters)}期・明細{proof.lines}件",
        f"{len(proof.book.quarters)} quarters, {proof.lines} lines",
    )
    return [
        (
            REGISTERED,
            Text(
                f"設定{len(profile.settings)}件・上書き{overrides}件",
                f"{len(profile.settings)} settings, {overrides} overrides",
            ),
        ),
        (DECIDED, adoptions),
        (APPROVED, adoptions),
        (UNCHANGED, Text(f"決裁{len(approved)}件", f"{len(approved)} approvals")),
        (CODE, Text(f"プログラム{len(modules)}件", f"{len(modules)} modules")),
        (AGREED, Text(f"同意・承諾{papers}件", f"{papers} papers")),
        (REVIEWED, Text(f"確認の記録{seen}件", f"{seen} records")),
        (BOOK, lines),
        (PAYERS, lines),
    ]
