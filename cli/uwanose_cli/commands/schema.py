"""Owns `uwanose schema`: the JSON Schemas with which an editor completes and checks the YAML of towns and prefecture."""

from __future__ import annotations

from pathlib import Path

import click

from uwanose_cli.frame import Command, Example, option
from uwanose_cli.session import Session
from uwanose_cli.text import Text


@click.command(
    "schema",
    cls=Command,
    summary=Text(
        "エディターが項目名と値を補い、その場で点検するためのJSON Schemaを書きます。",
        "Write the JSON Schemas an editor completes and checks the YAML with.",
    ),
    detail=Text(
        "項目の宣言から作ります。法令で決まる項目や、カスタマイズでしか変えられない項目は設定の候補に出ません。見本のファイルの終わりの yaml-language-server の行が"
        "これを指します（VS Code なら拡張機能 YAML）。国の版やカスタマイズが変わったら、もう一度実行してください。点検は uwanose check が行います。",
        "Made from the declared points: what the law fixes, or only a customization may change, is not offered as a setting. The "
        "yaml-language-server line at the end of the sample's files points here (VS Code: the extension YAML). Run it again after "
        "a new release or a new customization. The check itself is `uwanose check`.",
    ),
    examples=(
        Example(
            "uwanose schema", Text("作業フォルダの schemas に書く", "write to schemas/ of the workspace")
        ),
        Example("uwanose schema -o 様式", Text("別のフォルダに書く", "write to another folder")),
    ),
)
@option(
    "-o",
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    shown_as=Text("フォルダ", "DIR"),
    text=Text(
        "書くフォルダ（省略時は作業フォルダの schemas）", "the folder (else schemas/ of the workspace)"
    ),
)
@click.pass_obj
def command(session: Session, out: Path | None) -> None:
    """Write every schema, and say how to use them."""
    from uwanose_cli.schema_files import SCHEMAS, write_schemas

    workspace = session.workspace
    folder = out or workspace.root / SCHEMAS
    if out is None:
        workspace.writable_path(SCHEMAS)
    count = len(write_schemas(workspace, folder))
    session.say(f"{count}件のスキーマを {folder} に書きました。", f"Wrote {count} schemas to {folder}.")
    session.say(
        "次は: エディターで町村のファイルを開く（VS Code なら拡張機能 YAML）。書いたら uwanose check",
        "Next: open a town's file in your editor (VS Code: the extension YAML), then uwanose check",
    )
    session.put({"folder": str(folder), "schemas": count})
