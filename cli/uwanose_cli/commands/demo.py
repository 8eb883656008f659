"""Owns `uwanose demo`: the whole main job on the sample, with a closing summary."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

import click

from uwanose_cli import output
from uwanose_cli.frame import Command, Example, option
from uwanose_cli.session import Session
from uwanose_cli.text import Text

if TYPE_CHECKING:
    from uwanose_cli.demonstration import Demonstration


@click.command(
    "demo",
    cls=Command,
    summary=Text(
        "見本で一通りの仕事をします（架空人口→点検→計算→調定→通知書・報告書・報告サイト）。",
        "Do the whole job on the sample: people, check, both businesses, a closed quarter, papers, report, site.",
    ),
    detail=Text(
        "--out の中に作業フォルダの写しを作って、その中だけで動きます。値のない項目は仮定で補い、使った仮定を最後に示します。"
        "前の demo が作ったフォルダは作り直します。それ以外の空でないフォルダには書きません。",
        "Works on a copy of the workspace inside --out and touches nothing else. Points without a value are assumed, and "
        "the summary names them. A folder of a former demo is made anew; any other folder must be empty.",
    ),
    examples=(
        Example(
            "uwanose demo --out out", Text("フォルダ out に一式を作る", "everything into the folder out")
        ),
    ),
)
@option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("out"),
    show_default=True,
    shown_as=Text("フォルダ", "DIR"),
    text=Text("一式を書くフォルダ", "the folder for everything"),
)
@option(
    "--seed",
    type=int,
    shown_as=Text("数", "N"),
    default=1,
    show_default=True,
    text=Text("同じ数なら同じ結果になります", "the same number gives the same results"),
)
@click.pass_obj
def command(session: Session, out: Path, seed: int) -> int:
    """Do it all, and sum it up."""
    from uwanose_cli.demonstration import Demonstration

    began = perf_counter()
    demonstration = Demonstration(session.workspace, out, seed, session)
    for stage in demonstration.stages():
        session.say(f"{stage.told.ja}（{stage.seconds:.1f}秒）", f"{stage.told.en} ({stage.seconds:.1f} s)")
    summary = demonstration.summary(perf_counter() - began)
    (out / "summary.json").write_text(output.as_json(summary) + "\n", encoding="utf-8")
    session.findings(demonstration.problems, aside=True)
    _tell(session, demonstration, summary)
    session.put(summary)
    return int(demonstration.failed)


def _tell(session: Session, demonstration: Demonstration, summary: Mapping[str, object]) -> None:
    session.table(_towns(session, demonstration, summary))
    points = session.workspace.catalog.points
    assumed, customizations = demonstration.assumed, demonstration.customizations
    labels = "、".join(points[name].label_ja for name in assumed)
    session.say(
        f"住民 {demonstration.people:,}人。効力のあるカスタマイズ {len(customizations)}件（台帳 {summary['registered']}件）。",
        f"{demonstration.people:,} people. {len(customizations)} customizations in force ({summary['registered']} registered).",
    )
    session.say(
        f"仮定の値 {len(assumed)}件: {labels}", f"{len(assumed)} values assumed: {', '.join(assumed)}"
    )
    session.say(
        f"できたもの: {demonstration.out}（{summary['seconds']}秒）",
        f"See {demonstration.out} ({summary['seconds']} s)",
    )
    session.say(
        f"次は: cd {demonstration.out / 'workspace'} ; uwanose",
        f"Next: cd {demonstration.out / 'workspace'} ; uwanose",
    )


def _towns(session: Session, demonstration: Demonstration, summary: Mapping[str, object]) -> output.Table:
    names, ja = demonstration.workspace.profile.municipalities, session.language == "ja"
    columns = (demonstration.levied, demonstration.subsidised, demonstration.charged)
    rows = [
        (
            town.name_ja if ja else town.name_en,
            *(output.yen(column.get(town.id, 0), session.language) for column in columns),
            _resting_on(session, demonstration.assumed_in(town.id)),
        )
        for town in names.values()
    ]
    total = (
        session.text("合計", "total"),
        *(output.yen(sum(column.values()), session.language) for column in columns),
        "",
    )
    quarter = demonstration.quarter
    headings = (
        session.text("町村", "town"),
        session.text("個人住民税の年税額", "resident tax of the year"),
        session.text("医療費助成額", "medical subsidy"),
        session.text(f"負担金（{quarter.label_ja}）", f"charged for {quarter}"),
        session.text("税額・助成額の仮定", "assumed beneath tax and subsidy"),
    )
    return output.Table(headings, rows, frozenset({1, 2, 3}), total)


def _resting_on(session: Session, assumed: Collection[str]) -> str:
    """Return how many assumed values the results of a town rest on; nothing where they rest on none."""
    return session.text(f"仮定 {len(assumed)}件", f"{len(assumed)} values") if assumed else ""
