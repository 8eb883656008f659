"""Owns `uwanose plugin`: which plugins there are, whose customizations they carry, whether they are what was approved."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from uwanose_cli.commands.plugin_check import check
from uwanose_cli.commands.plugin_new import new
from uwanose_cli.frame import Example, Group
from uwanose_cli.output import Table
from uwanose_cli.session import Session
from uwanose_cli.text import Text

if TYPE_CHECKING:
    from uwanose.layers.model import Customization
    from uwanose.layers.plugin_modules import PluginModule


@click.group(
    "plugin",
    cls=Group,
    summary=Text("町村のプラグイン（プログラム）を扱います。", "The plugins of the towns."),
)
def command() -> None:
    """Commands for plugins."""


command.add_command(new)
command.add_command(check)


@dataclass(frozen=True, slots=True)
class _Carried:
    """One module of a plugin and the register entry whose code it is (None: no entry names it)."""

    plugin: str
    module: PluginModule
    entry: Customization | None
    approved: bool
    towns: tuple[str, ...]


@command.command(
    "list",
    summary=Text(
        "プラグインの一覧（カスタマイズ、項目、決裁と一致するか、使う町村）。",
        "List plugins: customization, points, whether it is what was approved, towns that use it.",
    ),
    detail=Text(
        "作業フォルダの plugins/ と、インストールされたものを、読み込まずに調べます。どの町村で動くかは採用だけで決まります。",
        "Looks into plugins/ and at what is installed, without importing it. Adoption alone decides where it runs.",
    ),
    examples=(Example("uwanose plugin list", Text("一覧を見る", "see the list")),),
)
@click.pass_obj
def list_plugins(session: Session) -> int:
    """Show every module."""
    carried = list(_carried(session))
    if carried:
        session.table(_table(carried, session))
    else:
        session.say("プラグインはありません。", "There are no plugins.")
    session.put([_data(one) for one in carried])
    return int(
        any(one.entry is not None and one.entry.approval is not None and not one.approved for one in carried)
    )


def _carried(session: Session) -> Iterator[_Carried]:
    from uwanose.layers.approvals import changed_after_approval

    workspace = session.workspace
    plugins, profile = workspace.plugins, workspace.profile
    for plugin in plugins.names:
        for name in plugins.module_names(plugin):
            module = plugins.module(plugin, name)
            if module is None:
                continue
            entry = next(
                (one for one in profile.customizations.values() if (plugin, name) in _modules(one)), None
            )
            changed = entry is None or changed_after_approval(profile, entry, plugins)
            towns = workspace.resolver.membership.adopters(entry.id, session.today) if entry else ()
            yield _Carried(plugin, module, entry, bool(entry and entry.approval) and not changed, towns)


def _modules(entry: Customization) -> set[tuple[str, str]]:
    overrides = [*entry.content, *(override for version in entry.versions for override in version.content)]
    return {(override.plugin, override.module) for override in overrides if override.plugin}


def _table(carried: list[_Carried], session: Session) -> Table:
    headings = session.text(
        "プラグイン,番号,題名,ファイル,項目,決裁と一致,使う町村",
        "plugin,id,title,file,points,as approved,used by",
    )
    return Table(
        tuple(headings.split(",")),
        [
            (
                one.plugin,
                one.entry.id if one.entry else "-",
                _title(one, session),
                one.module.file,
                _points(one),
                _approval(one, session),
                session.town_names(one.towns),
            )
            for one in carried
        ],
    )


def _points(one: _Carried) -> str:
    """Return the first point and how many more there are; JSON lists them all."""
    first, *others = [function.point or function.name for function in one.module.functions] or ["-"]
    return f"{first} +{len(others)}" if others else first


def _title(one: _Carried, session: Session) -> str:
    if one.entry is None:
        return session.text("台帳にない", "not in the register")
    return one.entry.title_ja if session.language == "ja" else one.entry.title_en or one.entry.title_ja


def _approval(one: _Carried, session: Session) -> str:
    if one.approved:
        return session.text("はい", "yes")
    if one.entry is None or one.entry.approval is None:
        return session.text("決裁前", "not approved yet")
    return session.text("いいえ", "no")


def _data(one: _Carried) -> dict[str, object]:
    return {
        "plugin": one.plugin,
        "customization": one.entry.id if one.entry else None,
        "file": one.module.file,
        "sha256": one.module.sha256,
        "installed": one.module.installed,
        "points": [function.point for function in one.module.functions],
        "as_approved": one.approved,
        "towns": one.towns,
    }
