"""Owns what commands on cost sharing share: the study a line speaks of, newer base figures, and the sentences when there are none."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from uwanose.errors import Finding, Place, Refused, Severity, UnknownName, nearest
from uwanose_cli.session import Session

if TYPE_CHECKING:
    from uwanose.charging.sharing.study import Baseline, Study
    from uwanose.layers.model import Driver, SharingFormula

__all__ = ["newer_figures", "procedure_lines", "refusal", "standing", "study_of", "town_names"]


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


def newer_figures(
    session: Session, study: Study, text: str, on: date | None, source: str
) -> tuple[str, Driver]:
    """Return which base figures are replaced by which: ``NAME=FILE.csv`` or ``NAME=NAME``. Raises UsageError, UnknownName, Refused."""
    from uwanose.charging.sharing.read_figures import read_figures

    name, _, file = text.partition("=")
    if not file:
        raise click.UsageError(
            session.text(
                f"--figures は「数値=ファイル」の形で書きます（{text}）。",
                f"write --figures NAME=FILE, not {text}",
            )
        )
    if name not in study.drivers:
        raise UnknownName("基礎数値", "base figures", name, nearest(name, study.drivers, 3) or study.drivers)
    if file in study.drivers:
        return name, replace(study.drivers[file], id=name)
    if on is None:
        raise click.UsageError(
            session.text(
                "CSVの数値には --reference-date（基準日）が要ります。",
                "figures of a file need --reference-date",
            )
        )
    data = Path(file).read_bytes()
    profile = session.workspace.profile
    return name, read_figures(data, file, study.drivers[name], profile, reference_date=on, source=source)


def procedure_lines(formula: SharingFormula, language: str) -> list[str]:
    """Return what a change of this formula takes, by where it is laid down."""
    from uwanose.documents.sharing_words import PROCEDURES, PROCEDURES_EN

    texts = PROCEDURES if language == "ja" else PROCEDURES_EN
    text = texts.get(formula.laid_down_by)
    return [text] if text else []


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


def standing(alone: Baseline) -> list[Finding]:
    """Return what stands against the stand-alone costs: never frozen, or changed since."""
    if alone.frozen is None:
        return [
            Finding(
                code="C145",
                severity=Severity.WARNING,
                place=alone.place,
                scope="register",
                ja=f"単独導入の費用「{alone.label_ja}」は確定していません。後から変えられる額に対する削減率です。",
                en=f"The baseline {alone.id} is not frozen: these savings are told against figures that may still change.",
                remedy_ja=f"決裁を記録してください: uwanose shares freeze --baseline {alone.id} --on 決裁日 --document 文書番号",
                remedy_en=f"Record its approval: uwanose shares freeze --baseline {alone.id} --on DATE --document NUMBER",
            )
        ]
    if alone.intact:
        return []
    return [
        Finding(
            code="C146",
            place=alone.frozen.act.place,
            scope="register",
            ja=f"単独導入の費用「{alone.label_ja}」が、{alone.frozen.act.on} の確定（{alone.frozen.act.document}）の後に変わっています。",
            en=f"The baseline {alone.id} was changed after it was frozen on {alone.frozen.act.on} by {alone.frozen.act.document}.",
            remedy_ja="確定した額に戻すか、別の名前で新しい単独導入の費用を書いて確定してください（人口などの基礎数値を直したときも変わります）。",
            remedy_en="Restore the figures, or write a new baseline under another name and freeze it (a changed driver changes it, too).",
        )
    ]


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
