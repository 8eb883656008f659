"""Owns recording an approval (決裁) in the register: which content it pins, and what stands against it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from uwanose.errors import Finding, Refused, Severity
from uwanose.layers.as_approved import waiting_version
from uwanose.layers.hashes import content_hash
from uwanose.layers.model import Approval, Customization, Outcome, Version
from uwanose.layers.redundant import equal_findings
from uwanose.source import edit
from uwanose.workspace import Workspace
from uwanose_cli.editing import Edit, new_among, tried
from uwanose_cli.text import Text

__all__ = ["approval", "if_held", "version_of"]

_OF_ADOPTIONS = {"R117"}  # reported at the entry, mended by an adoption


def approval(workspace: Workspace, customization: Customization, on: date, document: str) -> Edit:
    """Propose to record the approval of what the entry holds today: its first content, or the next version.

    Raises Refused when nothing waits for approval, for errors of the entry or its program, and for values equal to what
    lies beneath them. What the approval shows of adoptions, which are not part of what is approved, stands in
    ``new_findings``.
    """
    if customization.outcome not in (Outcome.PREFECTURE, Outcome.TOWN):
        raise Refused([_not_decided(customization)])
    path, version = _waiting(customization)
    approved = customization.approval or Approval(on=on, document="", content="", place=customization.place)
    content = content_hash(replace(customization, approval=approved), workspace.plugins, version)
    file = customization.place.file
    before = (workspace.root / file).read_bytes()
    act = {"on": on.isoformat(), "document": edit.written(document), "content": edit.written(content)}
    after = edit.set_value(before, path, edit.written_mapping(act), name=file)
    _, findings = tried(workspace, file, after)
    wrong = [finding for finding in findings if _concerns(workspace, customization, finding)]
    wrong += equal_findings(workspace.resolver.layering(), customization, version)
    if wrong:
        raise Refused(wrong)
    return Edit(file=file, before=before, after=after, new_findings=new_among(workspace, findings))


def version_of(version: Version | None) -> Text:
    """Return which version is meant, and that a repair costs nothing; nothing for the first content."""
    if version is None:
        return Text("", "")
    if version.reason == "defect":
        return Text(
            f"（第{version.number}版、{version.start} から、誤りの修正・費用 0円）",
            f" (version {version.number}, from {version.start} on, repair of a defect, 0 yen)",
        )
    return Text(
        f"（第{version.number}版、{version.start} から）",
        f" (version {version.number}, from {version.start} on)",
    )


def if_held(entry: Customization) -> Text:
    """Return what is tried when an entry is tried: that it is held, or the version that waits for its approval."""
    version = waiting_version(entry)
    if version is None:
        return Text("採用した場合", "if held")
    named = version_of(version)
    return Text(
        f"第{version.number}版が決裁された場合{named.ja}",
        f"if version {version.number} is approved{named.en}",
    )


def _waiting(customization: Customization) -> tuple[list[str | int], Version | None]:
    """Return where the approval is to stand, and for which version (None: the first content)."""
    if not (customization.approval and customization.approval.content):
        return ["approval"], None
    for version in customization.versions:
        if not (version.approval and version.approval.content):
            return ["versions", version.number - 2, "approval"], version
    raise Refused([_approved(customization)])


def _concerns(workspace: Workspace, customization: Customization, finding: Finding) -> bool:
    """Tell whether a finding is an error in the very entry or its program: neither can be approved as it is."""
    contents = (customization.content, *(version.content for version in customization.versions))
    names = {(one.plugin, one.module) for content in contents for one in content if one.plugin}
    modules = [workspace.plugins.module(*name) for name in names]
    files = {customization.place.file, *(module.file for module in modules if module)}
    return finding.severity is Severity.ERROR and finding.place is not None and finding.place.file in files


def _not_decided(customization: Customization) -> Finding:
    return Finding(
        code="U120",
        scope="register",
        place=customization.place,
        ja=f"{customization.id} {customization.title_ja}: WGの決定（県仕様か町村個別カスタマイズ）が記録されていないので、決裁は記録できません。",
        en=f"{customization.id}: no decision for the prefecture or a town is recorded; there is nothing to approve.",
        remedy_ja="先に decision: {working_group: WG, on: 決定日, document: 文書番号, outcome: town} を台帳に書いてください（県仕様なら prefecture）。",
        remedy_en="First write decision: {working_group, on, document, outcome: town} (or prefecture) in the entry.",
    )


def _approved(customization: Customization) -> Finding:
    found = customization.approval
    assert found is not None
    return Finding(
        code="U121",
        scope="register",
        place=found.place,
        ja=f"{customization.id} {customization.title_ja} は {found.on} に {found.document} で決裁済みです。決裁済みの内容は変えられません。",
        en=f"{customization.id} was approved on {found.on} by {found.document}; approved content never changes.",
        remedy_ja="内容を改めるなら versions に新しい版（from・content）を書いてから、もう一度打ってください。",
        remedy_en="To amend it, write a new version (versions: from, content) and repeat the command.",
    )
