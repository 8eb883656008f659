"""Owns what an approval pins: approved content, declared or programmed, must be what is found today."""

from __future__ import annotations

from collections.abc import Iterator

from uwanose.errors import Finding, Place
from uwanose.layers.hashes import content_hash
from uwanose.layers.model import Approval, Customization, Override, Profile, Version
from uwanose.layers.plugin_source import PluginIndex
from uwanose.layers.scopes import scope_of_customization


def changed_after_approval(
    profile: Profile, customization: Customization, plugins: PluginIndex
) -> tuple[Finding, ...]:
    """Return an error for each approved version whose content or code is not what was approved."""
    versions: list[tuple[Approval | None, Version | None]] = [(customization.approval, None)]
    versions += [(version.approval, version) for version in customization.versions]
    return tuple(
        finding
        for approval, version in versions
        if approval
        for finding in _compare(profile, customization, plugins, approval, version)
    )


def _compare(
    profile: Profile,
    customization: Customization,
    plugins: PluginIndex,
    approval: Approval,
    version: Version | None,
) -> Iterator[Finding]:
    found = content_hash(customization, plugins, version)
    if approval.content == found:
        return
    scope = scope_of_customization(profile, customization.id)
    if not approval.content:
        yield _not_pinned(customization, approval, found, scope)
        return
    was, _, was_code = approval.content.partition("-")
    declared, _, code = found.partition("-")
    if was != declared:
        yield _declared_changed(customization, approval, found, scope)
    if was_code != code:
        overrides = version.content if version else customization.content
        yield _code_changed(customization, approval, overrides, plugins, found, scope)


def _not_pinned(customization: Customization, approval: Approval, found: str, scope: str) -> Finding:
    return Finding(
        code="R131",
        ja=f"{customization.id} {customization.title_ja}: 決裁に内容ハッシュ（approval.content）がありません。何が決裁されたか確かめられません。",
        en=f"{customization.id}: the approval has no content hash; what was approved cannot be told.",
        remedy_ja=f"決裁を受けたのがいまの内容であれば、approval に content: {found} を書いてください（uwanose customization approve {customization.id} --on {approval.on} --document {approval.document} でも書けます）。",
        remedy_en=f"If today's content is what was approved, write content: {found} in approval (or run uwanose customization approve {customization.id} --on {approval.on} --document {approval.document}).",
        place=approval.place,
        scope=scope,
    )


def _declared_changed(customization: Customization, approval: Approval, found: str, scope: str) -> Finding:
    return Finding(
        code="R132",
        ja=(
            f"{customization.id} {customization.title_ja}: {approval.on} の決裁（{approval.document}）の後に、"
            "登録された内容（content・adds・sharing・replaces）が変わっています。決裁済みの内容は変更できません。"
        ),
        en=f"{customization.id}: the registered content was changed after its approval of {approval.on} ({approval.document}).",
        remedy_ja=f"内容を元に戻すか、versions に新しい版（from・content・approval）として登録し、決裁を受けてください（いまの内容ハッシュ {found}）。",
        remedy_en=f"Restore it, or register a new version (versions: from, content, approval); today's hash is {found}.",
        place=approval.place,
        others=(customization.place,),
        scope=scope,
    )


def _code_changed(
    customization: Customization,
    approval: Approval,
    overrides: tuple[Override, ...],
    plugins: PluginIndex,
    found: str,
    scope: str,
) -> Finding:
    modules = sorted({(override.plugin, override.module) for override in overrides if override.plugin})
    sources = [(plugin, name, plugins.module(plugin, name)) for plugin, name in modules]
    files = [source.file if source else f"plugins/{plugin}/…/{name}.py" for plugin, name, source in sources]
    return Finding(
        code="G101",
        ja=(
            f"{customization.id} {customization.title_ja}: {approval.on} の決裁（{approval.document}）の後に、"
            f"プログラム {'、'.join(files) or '（なし）'} が変わっています。決裁を受けていないプログラムは実行しません。"
        ),
        en=f"{customization.id}: {', '.join(files)} is not the program that was approved on {approval.on} ({approval.document}); it is not run.",
        remedy_ja=f"プログラムを決裁時のものに戻すか、修正を versions（reason: defect）または新しい版として登録し、決裁を受けてください（いまの内容ハッシュ {found}）。",
        remedy_en=f"Restore the program, or register the change as a new version and have it approved; today's hash is {found}.",
        place=Place(files[0]) if files else approval.place,
        others=(approval.place,),
        scope=scope,
    )
