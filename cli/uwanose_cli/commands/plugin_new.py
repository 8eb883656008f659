"""Owns `uwanose plugin new`: a distribution, or a module of one, to begin a customization's code with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from uwanose.errors import Finding, Refused
from uwanose_cli.frame import Command, Example, argument, option
from uwanose_cli.names import CUSTOMIZATION, POINT
from uwanose_cli.session import Session
from uwanose_cli.text import Text

if TYPE_CHECKING:
    from uwanose.layers.model import Customization
    from uwanose.points.model import Point


@click.command(
    "new",
    cls=Command,
    summary=Text(
        "プログラムの雛形を作ります（配布物、関数、計算例、テスト）。",
        "Begin a plugin: distribution, function, case and test.",
    ),
    detail=Text(
        "台帳の下書きにあるカスタマイズのために plugins/名前 を作り（あれば、モジュールを足し）、下書きの content に登録します。引数と型は項目から"
        "取ります。計算例は、プログラムを書くまで不一致です。ほかの内容のファイルがあれば、何も書きません。",
        "For a customization that is a draft of the register: makes plugins/NAME, or adds a module, and declares it in the "
        "draft's content. The case fails until the code is written. Nothing is written when a file holds something else.",
    ),
    examples=(
        Example(
            "uwanose plugin new hakone --customization K-018 --kind hook --point medical_subsidy.record_findings",
            Text("箱根町の K-018 のプログラムを始める", "begin the code of K-018"),
        ),
    ),
)
@argument(
    "name",
    shown_as=Text("名前", "NAME"),
    text=Text("町村か県の識別名（oi、kanagawa）", "the town or kanagawa"),
)
@option(
    "--customization", type=CUSTOMIZATION, required=True, text=Text("台帳の番号", "the entry of the register")
)
@option(
    "--kind",
    type=click.Choice(["replace", "wrap", "hook", "block"]),
    required=True,
    text=Text("置換え・包む・差込口・文書の部分", "replace, wrap, hook or block"),
)
@option(
    "--point",
    type=POINT,
    text=Text("項目（content に1つだけあれば省ける）", "the point, unless content has just one"),
)
@option("--dry-run", is_flag=True, text=Text("書くものを示すだけ", "only tell what would be written"))
@click.pass_obj
def new(
    session: Session, name: str, customization: Customization, kind: str, point: Point | None, dry_run: bool
) -> int:
    """Write all files together."""
    from uwanose_cli.changes import Changes
    from uwanose_cli.editing import new_among, tried_together
    from uwanose_cli.scaffolding import MODES, scaffold

    workspace = session.workspace
    if kind == "block":
        raise Refused([_no_block(customization)])
    wanted = _point(session, customization, point)
    _stop_wrong(customization, wanted, name, kind)
    created, there = scaffold(workspace, name, customization, wanted, kind)
    acts = {file: (b"", data) for file, data in created.items()}
    if not any(one.point == wanted.id for one in customization.content):
        changes = Changes(workspace)
        mode = f", mode: {MODES[kind]}" if MODES[kind] else ""
        changes.entry(customization, ["content", wanted.id], f"{{plugin: {name}{mode}}}")
        _, findings = tried_together(workspace, changes.after)
        wrong = [one for one in new_among(workspace, findings) if one.severity.name == "ERROR"]
        if wrong:
            raise Refused(wrong)
        acts |= changes.files
    if acts and not dry_run:
        workspace.write_act(
            acts, command=f"uwanose plugin new {name} --customization {customization.id} --kind {kind}"
        )
    for file in acts:
        session.say(
            f"{'作ります' if dry_run else '作りました'}: {file}",
            f"{'would write' if dry_run else 'wrote'}: {file}",
        )
    for file in there:
        session.say(f"そのまま: {file}", f"kept: {file}")
    session.say(
        f"次は: tests/cases の計算例を条例の例に書き換え、プログラムを書いて uwanose plugin check {customization.id}（いまは「ここに計算を書いてください」で不一致です）",
        f"Next: put the ordinance's example into tests/cases, write the code, then: uwanose plugin check {customization.id} (the case fails until then)",
    )
    session.put(
        {
            "written": [] if dry_run else list(acts),
            "would_write": list(acts) if dry_run else [],
            "kept": there,
        }
    )
    return 0


def _point(session: Session, entry: Customization, point: Point | None) -> Point:
    if point:
        return point
    catalog = session.workspace.catalog
    if len(entry.content) == 1:
        return catalog.points[entry.content[0].point]
    raise click.UsageError(
        session.text(
            "--point で項目を書いてください（uwanose hooks で一覧）。", "give --point (see uwanose hooks)"
        )
    )


def _stop_wrong(entry: Customization, point: Point, name: str, kind: str) -> None:
    """Raise Refused for a name that is none, an approved entry, another business, or a point of another kind."""
    from uwanose.points.model import Kind, MaySet

    wrong: list[tuple[str, str]] = []
    if not name.replace("-", "_").isidentifier() or not name.isascii() or name != name.lower():
        wrong.append(
            (
                f"名前 {name} は英小文字・数字・- で書いてください",
                f"{name} is no name: use lower-case letters",
            )
        )
    declared = next((one for one in entry.content if one.point == point.id), None)
    if declared is None and entry.approval:
        wrong.append(
            (
                f"{entry.id} は決裁済みで、content に {point.id} がありません",
                f"{entry.id} is approved without {point.id}",
            )
        )
    if declared is not None and declared.plugin not in ("", name):
        wrong.append(
            (
                f"{entry.id} の {point.id} は plugin: {declared.plugin} と登録されています",
                f"{point.id} is declared for plugin {declared.plugin}",
            )
        )
    if point.business != entry.business:
        wrong.append(
            (f"{entry.id} の業務は {entry.business} です", f"{entry.id} belongs to {entry.business}")
        )
    if point.may_set is MaySet.LAW:
        wrong.append(
            (
                f"{point.label_ja} は{point.basis or '法令'}で決まり、プログラムで変えられません",
                f"{point.id} is fixed by law",
            )
        )
    if point.kind is not (Kind.HOOK if kind == "hook" else Kind.FORMULA):
        wrong.append(
            (
                f"{point.label_ja} は {point.kind} で、--kind {kind} では書けません",
                f"{point.id} is a {point.kind}, not for {kind}",
            )
        )
    if wrong:
        raise Refused([_finding("U161", entry, ja, en) for ja, en in wrong])


def _finding(code: str, entry: Customization, ja: str, en: str) -> Finding:
    return Finding(
        code=code, place=entry.place, scope="register", ja=f"{ja}。何も書いていません。", en=f"{en}; nothing was written.",
        remedy_ja="uwanose hooks 業務 で差し込める項目を、uwanose customization show 番号 で登録を見てください。",
        remedy_en="See `uwanose hooks BUSINESS` and `uwanose customization show ID`.",
    )  # fmt: skip


def _no_block(entry: Customization) -> Finding:
    return Finding(
        code="U162",
        place=entry.place,
        scope="register",
        ja="文書の部分（block）はプログラムではなく、台帳の content に文面として書きます。",
        en="A block of a document is no code: its text stands in the content of the register entry.",
        remedy_ja="content: の下に「文書の項目: 文面」を書き、uwanose check で確かめてください。",
        remedy_en="Write `template point: text` below content: and run `uwanose check`.",
    )
