"""Owns `uwanose release`: the releases of the national package, what each changes, and freezing one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from uwanose_cli.frame import Command, Example, Group, argument, option
from uwanose_cli.names import BUSINESS, RELEASE
from uwanose_cli.session import Session
from uwanose_cli.text import Text

if TYPE_CHECKING:
    from uwanose.points.model import Business, Release


@click.group(
    "release",
    cls=Group,
    summary=Text(
        "国の標準パッケージの版: 一覧、前の版との違い、確定。",
        "Releases of the national package: list, differences, freezing.",
    ),
    detail=Text(
        "版は、その時点で分かっていた値の全体です。確定（freeze）した版は、項目・表・文面・計算式・差込み口ごとの値とハッシュを"
        "rules/releases/ に残すので、後から変わればすぐ分かり、古いプログラムを動かさずに県・町村の上書きの下に敷き直せます。",
        "A release is all that was known by its day. Freezing keeps the value and the hash of every point, table, text, formula and hook "
        "in rules/releases/: a later change is noticed, and the release can be laid beneath the overrides again without the program of its day.",
    ),
    examples=(
        Example("uwanose release list", Text("版の一覧", "every release")),
        Example(
            "uwanose release show 2026.04 --business 国民健康保険税（料）",
            Text("前の版から変わったこと", "what changed since the one before"),
        ),
        Example("uwanose release freeze 2026.04", Text("確定する", "freeze it")),
    ),
)
def command() -> None:
    """Commands for releases."""


@command.command(
    "list",
    cls=Command,
    summary=Text("版を古い順に一覧にします。", "List the releases, oldest first."),
    examples=(Example("uwanose release list", Text("一覧", "the list")),),
)
@click.pass_obj
def list_releases(session: Session) -> int:
    """Show every release with its dates, what it holds and whether it is frozen."""
    from uwanose_cli import releasing

    found, findings = releasing.summaries(session.workspace)
    session.findings(findings, aside=True)
    session.table(releasing.list_table(found, session.language))
    session.put([releasing.summary_data(one) for one in found])
    return session.status(findings)


@command.command(
    "show",
    cls=Command,
    summary=Text(
        "版の中身の数と、前の版から変わった項目を示します。",
        "Show what a release holds and what it changed.",
    ),
    detail=Text(
        "注釈・空白・名前・出典の違いは数えません。値は変わる最初の日とともに、計算式は引数の違いとともに示します。上書きへの影響は uwanose upgrade です。",
        "Comments, spacing, labels and citations do not count. A value comes with the first day it differs, a formula with the difference of "
        "its arguments. What it does to the overrides: uwanose upgrade.",
    ),
    examples=(
        Example("uwanose release show 2026.04", Text("令和8年4月版", "one release")),
        Example(
            "uwanose release show 2026.04 --against 2025.04 --json", Text("プログラム用", "for a program")
        ),
    ),
)
@argument("release", type=RELEASE, shown_as=Text("版", "RELEASE"), text=Text("版の番号", "the release"))
@option(
    "--against",
    type=RELEASE,
    text=Text("比べる版（省略時は1つ前の版）", "compared with this release (else the one before)"),
)
@option("--business", type=BUSINESS, text=Text("その業務だけ", "only this business"))
@click.pass_obj
def show(session: Session, release: Release, against: Release | None, business: Business | None) -> int:
    """Show one release against another."""
    from uwanose_cli import releasing

    found = releasing.compare(session.workspace, release, against, business)
    session.lines(releasing.head_lines(found, session.language))
    if found.changes:
        session.table(releasing.change_table(found, session.language))
    session.put(releasing.comparison_data(found))
    return 0


@command.command(
    "freeze",
    cls=Command,
    summary=Text(
        "版を確定し、中身を rules/releases/ に残します。", "Freeze a release and keep what it holds."
    ),
    detail=Text(
        "国の標準パッケージを配る人の仕事です。確定した後は、その版の値を書き換えると点検が誤りにします（新しい値は known: で次の版に書きます）。",
        "For whoever publishes the national package. From then on a changed value of the release is an error; new ones go to the next release "
        "with known:.",
    ),
    examples=(Example("uwanose release freeze 2026.04", Text("確定する", "freeze it")),),
)
@argument("release", type=RELEASE, shown_as=Text("版", "RELEASE"), text=Text("版の番号", "the release"))
@option(
    "--force",
    is_flag=True,
    text=Text("確定した版を、いまの中身で確定し直します", "freeze again what has been frozen otherwise"),
)
@option("--yes", "-y", is_flag=True, text=Text("確かめずに書きます", "write without asking"))
@click.pass_obj
def freeze(session: Session, release: Release, force: bool, yes: bool) -> int:
    """Show what is frozen, ask, write the archive and its hashes together."""
    from uwanose_cli import releasing

    proposal = releasing.freezing(session.workspace, release, force=force)
    session.lines(proposal.lines(session.language))
    if not proposal.files:
        session.put({"release": release.id, "content": proposal.archive.content, "written": False})
        return 0
    agreed = yes or (not session.as_json and session.confirm("書き込みますか。", "Write it?"))
    if agreed:
        session.workspace.write_act(proposal.files, command=f"uwanose release freeze {release.id}")
        session.say(f"確定しました: {'、'.join(proposal.files)}", f"Frozen: {', '.join(proposal.files)}")
    else:
        session.say("書き込みませんでした。", "Nothing was written.")
    session.put({"release": release.id, "content": proposal.archive.content, "written": agreed})
    return 0 if agreed or session.as_json else 1
