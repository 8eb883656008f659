"""Owns `uwanose init`: a workspace of one's own, copied from the bundled sample."""

from __future__ import annotations

from pathlib import Path

import click

from uwanose_cli.frame import Command, Example, argument
from uwanose_cli.session import Session
from uwanose_cli.text import Text


@click.command(
    "init",
    cls=Command,
    summary=Text(
        "見本から自分の作業フォルダを作ります。", "Make a workspace of your own from the bundled sample."
    ),
    detail=Text(
        "rules（国の版）・profiles（県と町村）・plugins（プログラム）を写し、エディター用の schemas を書きます。空でないフォルダには書きません。",
        "Copies rules, profiles and plugins and writes schemas for your editor. A folder that is not empty is refused.",
    ),
    examples=(Example("uwanose init 作業", Text("フォルダ「作業」を作る", "make the folder")),),
)
@argument(
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    shown_as=Text("フォルダ", "DIR"),
    text=Text("作るフォルダ", "the folder to make"),
)
@click.pass_obj
def command(session: Session, folder: Path) -> None:
    """Copy, and say what to do next."""
    from uwanose.workspace import Workspace
    from uwanose_cli.copying import FOLDERS, copy_sample
    from uwanose_cli.schema_files import SCHEMAS, write_schemas

    copy_sample(folder)
    write_schemas(Workspace(folder, writable=False), folder / SCHEMAS)
    session.say(
        f"{folder} に作業フォルダを作りました（{'・'.join(FOLDERS)}）。",
        f"Made the workspace {folder} ({', '.join(FOLDERS)}).",
    )
    session.say(
        f"エディタでYAMLを書くときの補完と説明は {SCHEMAS}/ にあります（作り直すには uwanose schema）。",
        f"{SCHEMAS}/ lets an editor complete and explain the YAML (uwanose schema makes it anew).",
    )
    session.say(f"次は: cd {folder} ; uwanose check", f"Next: cd {folder} ; uwanose check")
    session.put({"workspace": str(folder), "folders": FOLDERS})
