"""Owns what `uwanose shares design` shows and writes: tables, workbook, chart, departures."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from uwanose_cli import sharing
from uwanose_cli.session import Session
from uwanose_cli.studies import town_names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from uwanose.charging.sharing.design import Comparison, Groups
    from uwanose.charging.sharing.leaving import Departure
    from uwanose.layers.model import Municipality
    from uwanose_cli.printing import Printer

__all__ = ["departures", "show", "write"]


def show(session: Session, comparison: Comparison, *, detailed: bool, groups: Groups | None) -> None:
    """Show the comparison: all formulas at once, or each town by town."""
    names, language = town_names(session), session.language
    session.lines(sharing.heading_lines(comparison, language))
    session.table(sharing.summary_table(comparison, names, language))
    if not detailed:
        session.table(sharing.savings_table(comparison, names, language))
    for outcome in comparison.outcomes if detailed else ():
        if outcome.burdens:
            session.say(f"\n{outcome.formula.label_ja}", f"\n{outcome.formula.id}")
            session.table(sharing.town_table(comparison, outcome, names, language))
    if groups:
        session.say(
            f"\n組の費用の仮定: {groups.assumption.made}", f"\nassumption on groups: {groups.assumption.id}"
        )
        session.table(sharing.groups_table(comparison, groups, names, language))
        session.lines(sharing.objection_lines(comparison, groups, language))
    if comparison.study.illustrative:
        session.say(f"例示: {comparison.study.illustrative}", "Illustrative; see the study.")
    if not detailed:
        session.say(
            "町村別の額は: --formula 算定式　計算し直せるブックは: --xlsx ファイル",
            "Yen by town: --formula FORMULA; a workbook to recalculate: --xlsx FILE",
        )


def write(
    session: Session,
    comparison: Comparison,
    xlsx: Path | None,
    chart: Path | None,
    outs: Sequence[Path],
    printer: Printer,
) -> None:
    """Write workbook, chart and papers where they were asked for, and say so; all are made before the first is written."""
    from uwanose.documents.agenda_page import agenda_page
    from uwanose.documents.sharing_paper import sharing_paper
    from uwanose.source.files import write_atomically

    contents: dict[Path, bytes] = {}
    if outs:
        paper = sharing_paper(comparison, town_names(session), session.today, session.language)
        page = agenda_page(paper)
        for out in outs:
            pdf = out.suffix.lower() == ".pdf"
            contents[out] = printer.pdf((page, paper.title)) if pdf else page.encode()
    if xlsx:
        from uwanose.documents.sharing_workbook import sharing_workbook

        contents[xlsx] = sharing_workbook(comparison, town_names(session))
    if chart:
        from uwanose.documents.sharing_chart import sharing_chart

        contents[chart] = sharing_chart(comparison, town_names(session)).encode()
    for path, data in contents.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, data)
        session.say(f"{path} に書きました。", f"Wrote {path}.")


def departures(
    session: Session, comparison: Comparison, groups: str, leaving: tuple[Municipality, ...]
) -> list[Departure]:
    """Show what the departure of some towns changes under each formula. Raises UsageError without an assumption."""
    from uwanose.charging.sharing.burdens import Impossible
    from uwanose.charging.sharing.leaving import NOTICE_YEARS, departure

    study, names, language = comparison.study, town_names(session), session.language
    gone = {town.id for town in leaving}
    if not groups:
        raise click.UsageError(
            session.text(
                f"--without には --groups（組の費用の仮定）も要ります。ある仮定: {'、'.join(study.group_costs) or 'なし'}",
                f"--without needs --groups, an assumption on groups: {', '.join(study.group_costs) or 'none'}",
            )
        )
    if len(gone) == len(study.towns):
        raise click.UsageError(
            session.text("全町村が抜けると、分ける町村が残りません。", "some town must stay")
        )
    found = []
    for outcome in comparison.outcomes:
        try:
            one = departure(study, comparison.baseline, outcome.formula, study.group_cost(groups), gone)
        except Impossible as reason:
            session.say(
                f"\n{outcome.formula.label_ja}: {reason.reason_ja}",
                f"\n{outcome.formula.id}: {reason.reason_en}",
            )
            continue
        found.append(one)
        session.say(
            f"\n{session.town_names(one.leaving)}が抜けた場合（{outcome.formula.label_ja}）: 抜けた町村は"
            f"いま計 {one.left_together:,}円、離脱の後は {int(one.left_alone):,}円。"
            f"脱退には議会の議決と{NOTICE_YEARS}年前の書面の予告が要ります（地方自治法第286条の2）。",
            f"\nIf {session.town_names(one.leaving)} leave ({outcome.formula.id}): they pay {one.left_together:,} yen today, "
            f"{int(one.left_alone):,} afterwards. Leaving takes a vote and {NOTICE_YEARS} years' notice (286-2).",
        )
        session.table(sharing.departure_table(one, names, language))
    return found
