"""Owns recording the approval that freezes a baseline (単独導入の費用の確定): which figures it pins, what stands against it."""

from __future__ import annotations

from datetime import date

from uwanose.charging.sharing.study import Baseline, Study
from uwanose.errors import Finding, Refused
from uwanose.source import edit
from uwanose.workspace import Workspace
from uwanose_cli.editing import Edit

__all__ = ["freezing"]


def freezing(workspace: Workspace, study: Study, baseline: Baseline, on: date, document: str) -> Edit:
    """Propose to record that a baseline was approved as it stands. Raises Refused when another approval stands there."""
    if baseline.frozen is not None and baseline.intact:
        raise Refused([_frozen(baseline)])
    file = study.place.file
    before = (workspace.root / file).read_bytes()
    act = {
        "on": on.isoformat(),
        "document": edit.written(document),
        "content": edit.written(baseline.content),
    }
    path: list[str | int] = ["baselines", baseline.id, "frozen"]
    after = edit.set_value(before, path, edit.written_mapping(act), name=file)
    return Edit(file=file, before=before, after=after, new_findings=())


def _frozen(baseline: Baseline) -> Finding:
    assert baseline.frozen is not None
    act = baseline.frozen.act
    return Finding(
        code="C147",
        place=baseline.place,
        scope="register",
        ja=f"単独導入の費用「{baseline.label_ja}」は {act.on} に {act.document} で確定しています。",
        en=f"The baseline {baseline.id} was frozen on {act.on} by {act.document}.",
        remedy_ja="改めるときは、別の名前で新しい単独導入の費用を書き、確定してください。前のものは残します。",
        remedy_en="To change it, write a new baseline under another name and freeze that one; the old one stays.",
    )
