"""Owns the folder of the report site: written beside it and moved into place whole; only a former site is made anew."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from uwanose.charging.reading import read_book
from uwanose.charging.sharing.burdens import Impossible
from uwanose.charging.sharing.study import Study
from uwanose.documents.site.concerned import Concerned
from uwanose.documents.site.files import site_files
from uwanose.documents.site.model import SiteModel, site_model
from uwanose.errors import Finding, Place, Refused, Severity
from uwanose.governance.upgrade import Upgrade
from uwanose.workspace import Workspace
from uwanose_cli.studies import refusal, standing
from uwanose_cli.unread import REPORTED, stop_unread
from uwanose_cli.upgrading import analyse

__all__ = ["MARK", "model_of", "require_room", "upgrade_of", "write_site"]

MARK = "uwanose-report.json"  # the list of what the site wrote; what tells a former site from anybody else's folder
_FEW = 3


def model_of(workspace: Workspace, on: date, concerned: Mapping[str, Concerned] | None = None) -> SiteModel:
    """Return what the site shows on a day, with the residents that were counted. Raises Refused while a file cannot be read or a study cannot stand."""
    stop_unread(workspace, REPORTED)
    place = f"{workspace.prefecture}/charges"
    book = read_book(workspace.root / place, place, workspace.cache)
    studies, findings = workspace.studies
    wrong = [*findings, *(one for study in studies.values() for one in standing(study.chosen_baseline()))]
    errors = [finding for finding in wrong if finding.severity is Severity.ERROR]
    if errors:
        raise Refused(errors)
    try:
        return site_model(
            workspace.resolver.layering(),
            book,
            studies,
            on,
            workspace.release.id,
            upgrade_of(workspace),
            concerned,
            sum(finding.severity is Severity.ERROR for finding in workspace.findings),
        )
    except Impossible as reason:
        raise Refused([_impossible(studies, reason)]) from reason


def upgrade_of(workspace: Workspace) -> Upgrade | None:
    """Return what the newest release does to every override; None while there is only one. Raises Refused."""
    releases = workspace.national.releases
    return analyse(workspace, releases[-2], releases[-1], None) if len(releases) > 1 else None


def _impossible(studies: Mapping[str, Study], reason: Impossible) -> Finding:
    formula = next(
        study.formulas[reason.formula] for study in studies.values() if reason.formula in study.formulas
    )
    return refusal(formula, reason.reason_ja, reason.reason_en)


def require_room(out: Path) -> None:
    """Refuse a folder with anything in it that no former site wrote. Raises Refused."""
    if not out.exists() or (out.is_dir() and not any(out.iterdir())):
        return
    if not out.is_dir() or not (out / MARK).is_file():
        raise Refused([_not_ours(out, ())])
    written = {MARK, *_listed(out / MARK)}
    others = sorted(
        path.relative_to(out).as_posix() for path in out.rglob("*") if not path.is_dir() or path.is_symlink()
    )
    foreign = [name for name in others if name not in written]
    if foreign:
        raise Refused([_not_ours(out, foreign)])


def _listed(mark: Path) -> Sequence[str]:
    try:
        found = json.loads(mark.read_text(encoding="utf-8"))["files"]
    except (OSError, ValueError, KeyError, TypeError):
        return ()
    return [name for name in found if isinstance(name, str)] if isinstance(found, list) else ()


def write_site(model: SiteModel, out: Path) -> Sequence[str]:
    """Write the site and return its files. The former one stays until the new one is whole. Raises Refused, OSError."""
    require_room(out)
    files = site_files(model)
    mark = json.dumps({"files": sorted(files)}, indent=1).encode() + b"\n"
    target = out.resolve()
    tail = os.urandom(6).hex()
    fresh, former = (target.with_name(f".{target.name}.{kind}.{tail}") for kind in ("new", "old"))
    try:
        for name, data in {**files, MARK: mark}.items():
            path = fresh / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        if target.exists():
            target.replace(former)
        fresh.replace(target)
    except BaseException:
        if former.exists() and not target.exists():
            former.replace(target)
        shutil.rmtree(fresh, ignore_errors=True)
        raise
    shutil.rmtree(former, ignore_errors=True)
    return tuple(files)


def _not_ours(out: Path, foreign: Sequence[str]) -> Finding:
    shown = "、".join(foreign[:_FEW]) + (" ほか" if len(foreign) > _FEW else "")
    shown_en = ", ".join(foreign[:_FEW]) + (" …" if len(foreign) > _FEW else "")
    return Finding(
        code="U101",
        place=Place(str(out)),
        scope="register",
        ja=f"{out} に、報告サイトではないもの{f'（{shown}）' if foreign else ''}があります。中のものを壊さないよう、何も書きませんでした。",
        en=f"{out} holds something that is no report site{f' ({shown_en})' if foreign else ''}; nothing was written, so that nothing in it is lost.",
        remedy_ja="まだないフォルダの名前を指定するか、その中のものを別の場所に移してください。",
        remedy_en="Name a folder that does not exist yet, or move those files elsewhere.",
    )
