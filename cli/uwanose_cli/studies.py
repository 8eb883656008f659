"""Owns finding the study a typed line speaks of, and the sentences when there is none or a formula gives no burdens."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from uwanose.errors import Finding, Place, Refused, UnknownName, nearest
from uwanose_cli.session import Session

if TYPE_CHECKING:
    from uwanose.charging.sharing.study import Study
    from uwanose.layers.model import SharingFormula

__all__ = ["refusal", "study_of", "town_names"]


def study_of(session: Session, name: str | None) -> Study:
    """Return the study that was asked for. Raises Refused where its file cannot be read, UnknownName, UsageError."""
    studies, findings = session.workspace.studies
    errors = [finding for finding in findings if session.status([finding])]
    if not studies and errors:
        raise Refused(errors)
    if not studies:
        raise Refused([_no_study(session.workspace.prefecture)])
    if name is None and len(studies) > 1:
        known = "、".join(studies)
        raise click.UsageError(
            session.text(f"検討を選んでください: {known}", f"name a study: {', '.join(studies)}")
        )
    wanted = name or next(iter(studies))
    for study in studies.values():
        if wanted in (study.id, study.label_ja):
            mine = [finding for finding in errors if finding.place and finding.place.file == study.place.file]
            if mine:
                raise Refused(mine)
            return study
    raise UnknownName("検討", "study", wanted, nearest(wanted, studies, 3) or studies)


def town_names(session: Session) -> dict[str, str]:
    """Return the names of the towns in the language of the line."""
    towns = session.workspace.profile.municipalities.values()
    return {town.id: town.name_ja if session.language == "ja" else town.name_en for town in towns}


def refusal(formula: SharingFormula, ja: str, en: str) -> Finding:
    """Return why a formula gives no burdens."""
    return Finding(
        code="C141",
        place=formula.place,
        scope="register",
        ja=f"「{formula.label_ja}」では負担額を決められません。{ja}",
        en=f"{formula.id} gives no burdens: {en}",
        remedy_ja="約束する削減率を下げるか、算定式・費用・基礎数値を見直してください。",
        remedy_en="Promise less, or look at the formula, the cost and the base figures again.",
    )


def _no_study(folder: str) -> Finding:
    return Finding(
        code="C142",
        place=Place(f"{folder}/sharing"),
        scope="register",
        ja="負担割合の検討がありません。",
        en="There is no study of cost sharing.",
        remedy_ja=f"{folder}/sharing/ に、総額・期間・単独導入の費用・算定式を書いたファイルを置いてください。見本は uwanose init で手に入ります。",
        remedy_en=f"Put a file with cost, period, stand-alone costs and formulas into {folder}/sharing/; `uwanose init` brings a sample.",
    )
