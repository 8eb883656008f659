"""Owns `uwanose shares`: formulas side by side (design), and what a change of formula or base figures does (compare)."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import click

from uwanose.errors import Finding
from uwanose.money import Rate
from uwanose_cli.commands import shares_changes
from uwanose_cli.frame import Example, Group, argument, option
from uwanose_cli.names import TOWNS, YEN, Written
from uwanose_cli.output import finding_data
from uwanose_cli.printing import FONT, Printer
from uwanose_cli.session import Session
from uwanose_cli.share_options import BASELINE, FORMULA, STUDY, STUDY_TEXT
from uwanose_cli.studies import refusal, study_of
from uwanose_cli.text import Text

if TYPE_CHECKING:
    from uwanose.charging.sharing.design import Comparison
    from uwanose.charging.sharing.study import Study
    from uwanose.layers.model import Municipality, SharingFormula

RATE = Written(Text("割合", "RATE"), "20%・20/100", lambda text: Rate.parse(text).fraction)
FILE = click.Path(path_type=Path, dir_okay=False)


@click.group(
    "shares",
    cls=Group,
    summary=Text(
        "負担割合を設計し、算定式を並べて比べます。",
        "Design how cost is shared; compare formulas side by side.",
    ),
)
def command() -> None:
    """Commands for the design of shares."""


@command.command(
    "design",
    summary=Text(
        "算定式を並べ、町村ごとの負担額・1人当たり・削減率を比べます。",
        "Compare formulas: yen, per resident, saving and change for every town.",
    ),
    detail=Text(
        "すべての町村に約束の削減率が残るか、残らないならなぜかを示します。--least-saving を付けると、上限額を設けて約束を守る案を並べます。"
        "金額は1円まで正確で、Excelのブックは議会で計算し直せます。単独導入の費用が試算なら、どの表にもそう書きます。",
        "Shows whether every town keeps the promised saving, and why not. --least-saving adds the same formulas with caps "
        "that keep it. To the yen; the workbook recalculates. Stand-alone costs that are estimates are called so everywhere.",
    ),
    examples=(
        Example("uwanose shares design", Text("すべての算定式を並べる", "all formulas side by side")),
        Example(
            "uwanose shares design --formula kanagawa-2011 --least-saving 20%",
            Text("今の式に、全町村20%削減の約束を加える", "today's formula with a promise of 20 %"),
        ),
        Example(
            "uwanose shares design --xlsx 負担割合.xlsx --chart 負担割合.svg",
            Text("計算し直せるブックと図", "a workbook to recalculate, and a chart"),
        ),
        Example(
            "uwanose shares design -o 費用負担案の比較.pdf -o 費用負担案の比較.html",
            Text("議会に示す資料", "the paper for the councils"),
        ),
        Example(
            "uwanose shares design --formula kanagawa-2011 --groups five-towns --without 葉山町,寒川町",
            Text("この2町が抜けたら", "if these two towns leave"),
        ),
    ),
)
@argument("study", required=False, shown_as=STUDY, text=STUDY_TEXT)
@option(
    "--formula", "formulas", multiple=True, shown_as=FORMULA,
    text=Text("その算定式だけを町村別に（何度でも）", "only this formula, town by town; may be given several times"),
)  # fmt: skip
@option(
    "--least-saving", "saving", type=RATE,
    text=Text("全町村に約束する削減率の案を加えます", "add the formulas with this saving promised to every town"),
)  # fmt: skip
@BASELINE
@option(
    "--low", is_flag=True,
    text=Text("上限額を費用の幅の下限で作ります", "make the caps of the lower end of the band"),
)  # fmt: skip
@option("--cost", "yen", type=YEN, text=Text("分ける総額を置き換えます", "share another amount"))
@option(
    "--groups", default="", shown_as=Text("仮定", "NAME"),
    text=Text("町村の組の費用の仮定（参考の値と、異議のある組）", "an assumption on groups: reference values, objections"),
)  # fmt: skip
@option(
    "--nucleolus",
    is_flag=True,
    text=Text(
        "仁と、どの組も異議を述べない最大の削減率も（数秒）",
        "the nucleolus and the largest saving no group objects to, too (seconds)",
    ),
)
@option("--without", "leaving", type=TOWNS, text=Text("この町村が抜けたら", "if these towns leave"))
@option(
    "--xlsx",
    type=FILE,
    shown_as=Text("ファイル", "FILE"),
    text=Text("Excelのブックを書きます", "write a workbook"),
)
@option(
    "--chart",
    type=FILE,
    shown_as=Text("ファイル", "FILE"),
    text=Text("図（SVG）を書きます", "write a chart (SVG)"),
)
@option(
    "-o",
    "--out",
    "outs",
    type=FILE,
    multiple=True,
    shown_as=Text("ファイル", "FILE"),
    text=Text(
        "議会に示す「費用負担案の比較」を書きます（.html・.pdf）",
        "write the paper for the councils (.html, .pdf)",
    ),
)
@FONT
@click.pass_obj
def design(
    session: Session, study: str | None, formulas: tuple[str, ...], saving: Fraction | None, baseline: str, low: bool,
    yen: int | None, groups: str, nucleolus: bool, leaving: tuple[Municipality, ...] | None, xlsx: Path | None, chart: Path | None,
    outs: tuple[Path, ...], font: Path | None,
) -> int:  # fmt: skip
    """Show, or write."""
    from uwanose.charging.sharing.design import compare, groups_of
    from uwanose_cli import designing, sharing

    wrong = [out for out in outs if out.suffix.lower() not in (".html", ".pdf")]
    if wrong:
        raise click.UsageError(
            session.text(
                f"--out {wrong[0]} の形式が分かりません。.html・.pdf のどちらかで終わる名前にしてください（計算し直せるブックは --xlsx）。",
                f"--out {wrong[0]}: the name ends in .html or .pdf (a workbook to recalculate: --xlsx)",
            )
        )
    chosen = study_of(session, study)
    wanted = _formulas(chosen, formulas, saving)
    comparison = compare(chosen, chosen.chosen_baseline(baseline), wanted, low=low, yen=yen)
    if nucleolus and not groups:
        known = "、".join(chosen.group_costs)
        raise click.UsageError(
            session.text(
                f"--nucleolus には --groups（{known}）も要ります。", f"--nucleolus needs --groups ({known})"
            )
        )
    assumed = groups_of(comparison, chosen.group_cost(groups), nucleolus=nucleolus) if groups else None
    findings = _refusals(comparison)
    designing.write(session, comparison, xlsx, chart, outs, Printer(font))
    designing.show(session, comparison, detailed=bool(formulas), groups=assumed)
    gone = designing.departures(session, comparison, groups, leaving) if leaving else []
    session.findings(findings, aside=True)
    session.put(
        {
            **sharing.comparison_data(comparison, assumed),
            "departures": [sharing.departure_data(one) for one in gone],
            "findings": [finding_data(finding) for finding in findings],
        }
    )
    return session.status(findings)


def _formulas(study: Study, names: tuple[str, ...], saving: Fraction | None) -> list[SharingFormula]:
    from uwanose.charging.sharing.design import with_saving

    chosen = [study.formula(name) for name in names] if names else list(study.formulas.values())
    if saving is not None:
        chosen += [with_saving(formula, saving) for formula in chosen if formula.least_saving is None]
    return chosen


def _refusals(comparison: Comparison) -> list[Finding]:
    return [
        refusal(outcome.formula, outcome.refusal.reason_ja, outcome.refusal.reason_en)
        for outcome in comparison.outcomes
        if outcome.refusal
    ]


for beside in (shares_changes.compare_change, shares_changes.freeze, shares_changes.duplicates):
    command.add_command(beside)
