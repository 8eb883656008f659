"""Owns `uwanose effect`: was the promised saving kept, per town and year, and why do plan and payment differ."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from uwanose.dates import era_year
from uwanose.errors import Finding, Refused, Severity
from uwanose_cli.frame import Command, Example, argument, option
from uwanose_cli.names import YEAR
from uwanose_cli.output import finding_data
from uwanose_cli.printing import FONT, Printer
from uwanose_cli.session import Session
from uwanose_cli.studies import refusal, standing, study_of, town_names
from uwanose_cli.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from uwanose.charging.book import Book
    from uwanose.charging.sharing.effect import Effect, TownYear
    from uwanose.charging.sharing.study import Baseline, Study

_FORMS = (".html", ".pdf", ".xlsx")


@click.command(
    "effect",
    cls=Command,
    summary=Text(
        "効果を検証します。町村ごと・年度ごとに、約束した削減率は守られたか。",
        "Prove the effect: was the promised saving kept, per town and year?",
    ),
    detail=Text(
        "確定した単独導入の費用と、計画・実績の負担を比べます。差は、価格（総額の増減）、数値（人口などの動き）、県仕様、個別カスタマイズに"
        "1円も残さず分けます。調定簿のカスタマイズの負担も数えます。削減率は費用の幅の両端でも示します。",
        "Holds plan and payment against the frozen stand-alone costs. The difference is split without a rest: price, base "
        "figures, customizations of all, own ones (from the book). Savings are told at both ends of the band, too.",
    ),
    examples=(
        Example("uwanose effect", Text("すべての年度", "all years")),
        Example("uwanose effect --year H24", Text("1つの年度を町村別に", "one year, town by town")),
        Example("uwanose effect --out 効果検証報告書.pdf", Text("報告書を作る", "make the report")),
    ),
)
@argument(
    "study",
    required=False,
    shown_as=Text("検討", "STUDY"),
    text=Text(
        "検討の識別名（sharing/ のファイル名。1つしかなければ省略できます）",
        "the study: the name of a file of sharing/ (not needed when there is one)",
    ),
)
@option("--year", type=YEAR, text=Text("その年度だけ", "only this fiscal year"))
@option(
    "--baseline",
    default="",
    shown_as=Text("名前", "NAME"),
    text=Text("単独導入の費用（省略時は検討の定め）", "the stand-alone costs (else the study's own choice)"),
)
@option(
    "--out", "-o", "outs", type=click.Path(path_type=Path, dir_okay=False), multiple=True, shown_as=Text("ファイル", "FILE"),
    text=Text("効果検証報告書を書きます（.html・.pdf・.xlsx。いくつでも）", "write the report (.html, .pdf, .xlsx; any number)"),
)  # fmt: skip
@FONT
@click.pass_obj
def command(
    session: Session,
    study: str | None,
    year: int | None,
    baseline: str,
    outs: tuple[Path, ...],
    font: Path | None,
) -> int:
    """Show the proof, and write the report."""
    from uwanose.charging.sharing.effect import total
    from uwanose_cli import effects

    for out in outs:
        if out.suffix.lower() not in _FORMS:
            raise click.UsageError(
                session.text(
                    f"--out {out} の形式が分かりません。{'・'.join(_FORMS)} のどれかで終わる名前にしてください。",
                    f"--out {out}: the name ends in one of {', '.join(_FORMS)}",
                )
            )
    chosen = study_of(session, study)
    alone = chosen.chosen_baseline(baseline)
    findings = standing(alone)
    if any(finding.severity is Severity.ERROR for finding in findings):
        raise Refused(findings)
    book = _book(session)
    years = [one for one in _years(book, chosen, alone) if year in (None, one.plan.fiscal_year)]
    if not years:
        raise Refused([_no_years(chosen, year)])
    together = total(years)
    _write(session, chosen, alone, years, book, outs, Printer(font))
    _show(session, chosen, alone, years, together)
    session.findings(findings, aside=True)
    session.put(
        {
            "study": chosen.id,
            "baseline": {"id": alone.id, "settled": alone.settled, "frozen": alone.frozen is not None},
            **effects.effect_data(years, together, chosen.promised),
            "files": outs,
            "findings": [finding_data(finding) for finding in findings],
        }
    )
    return session.status(findings)


def _book(session: Session) -> Book:
    from uwanose.charging.reading import read_book

    place = f"{session.workspace.prefecture}/charges"
    return read_book(session.workspace.root / place, place, session.workspace.cache)


def _years(book: Book, study: Study, alone: Baseline) -> Sequence[Effect]:
    from uwanose.charging.sharing.burdens import Impossible
    from uwanose.charging.sharing.effect import effect

    try:
        return effect(study, alone, book)
    except Impossible as reason:
        raise Refused(
            [refusal(study.formula(reason.formula), reason.reason_ja, reason.reason_en)]
        ) from reason


def _write(
    session: Session, study: Study, alone: Baseline, years: Sequence[Effect], book: Book, outs: tuple[Path, ...],
    printer: Printer,
) -> None:  # fmt: skip
    """Write the report in each form asked for; all are made before the first is written."""
    if not outs:
        return
    from uwanose.charging.sharing.effect import total
    from uwanose.documents.agenda_page import agenda_page
    from uwanose.documents.effect_paper import effect_paper, effect_workbook
    from uwanose.source.files import write_atomically, written_beside

    head = book.head if book.runs else ""
    paper = effect_paper(study, alone, years, total(years), head, town_names(session), session.language)
    page = agenda_page(paper)
    forms = {
        ".html": lambda: page.encode(),
        ".xlsx": lambda: effect_workbook(paper),
        ".pdf": lambda: printer.pdf((page, paper.title)),
    }
    ready = [(out, forms[out.suffix.lower()]()) for out in outs]
    for out, made in ready:
        with written_beside(out):
            write_atomically(out, made)
    session.say(f"書きました: {'、'.join(map(str, outs))}", f"Wrote {', '.join(map(str, outs))}")


def _show(
    session: Session, study: Study, alone: Baseline, years: Sequence[Effect], together: Mapping[str, TownYear]
) -> None:
    from uwanose_cli import effects

    names, language = town_names(session), session.language
    approved = alone.frozen.act if alone.frozen else None
    session.say(
        f"{study.label_ja}\n  単独導入の費用【{alone.standing_ja}】{alone.label_ja}: {alone.made}\n  "
        + (
            f"{approved.on} {approved.document} により確定"
            if approved
            else "確定していません（決裁の記録がありません）"
        ),
        f"{study.id}: stand-alone costs {alone.id} ({'settled accounts' if alone.settled else 'estimate'}), "
        + (f"frozen on {approved.on} by {approved.document}" if approved else "not frozen"),
    )
    session.table(effects.years_table(years, study.promised, language))
    if together:
        settled = [one.plan.fiscal_year for one in years if one.plan.actual is not None]
        session.say(
            f"\n町村別（実績のある年度の計: {'、'.join(map(era_year, settled))}）",
            f"\nby town, all settled years: {', '.join(map(str, settled))}",
        )
        session.table(effects.town_table(together, alone, study.promised, names, language))
        session.lines(_verdict(together, study, names, language))
    if study.illustrative:
        session.say(f"例示: {study.illustrative}", "Illustrative; see the study.")


def _verdict(
    together: Mapping[str, TownYear], study: Study, names: Mapping[str, str], language: str
) -> list[str]:
    from uwanose.charging.sharing.effect import Verdict

    if study.promised is None:
        return []
    broken = [names[town] for town, one in together.items() if one.verdict(study.promised) is Verdict.BROKEN]
    promised = f"{float(study.promised * 100):g}%"
    kept = len(together) - len(broken)
    if language == "ja":
        told = f"約束した削減率 {promised} は、{len(together)}町村のうち {kept}町村で守られました。"
        return [told + (f"守られなかった町村: {'、'.join(broken)}。" if broken else "")]
    return [
        f"The promised saving of {promised} was kept for {kept} of {len(together)} towns."
        + (f" Not for: {', '.join(broken)}." if broken else "")
    ]


def _no_years(study: Study, year: int | None) -> Finding:
    known = "、".join(era_year(one) for one in sorted(study.years))
    return Finding(
        code="C148",
        place=study.place,
        scope="register",
        ja=f"{era_year(year) if year else ''}計画と実績（years）がありません。{f'あるのは {known} です。' if known else ''}",
        en=f"There is no plan and no actual cost{f' of {year}' if year else ''} (years).",
        remedy_ja="検討のファイルに years: {2012: {planned: 計画の総額, actual: 実績の総額}} を書いてください。",
        remedy_en="Write years: {2012: {planned: …, actual: …}} in the study.",
    )
