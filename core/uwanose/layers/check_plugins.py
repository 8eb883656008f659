"""Owns the check of plugins against the register: every module, function and mode is the one an entry declares."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from uwanose.errors import Finding, Place, Severity
from uwanose.layers.model import Customization, Override, Profile, Status
from uwanose.layers.plugin_modules import PluginFunction, PluginModule
from uwanose.layers.plugin_rules import violations
from uwanose.layers.plugin_source import PluginIndex, module_name, package_name
from uwanose.layers.scopes import REGISTER, scope_of_customization


def plugin_findings(profile: Profile, plugins: PluginIndex) -> Iterator[Finding]:
    """Yield everything in which plugins and register differ, and what a module must not contain."""
    used: set[tuple[str, str]] = set()
    for customization in profile.customizations.values():
        if customization.status is Status.CLOSED:
            continue
        scope = scope_of_customization(profile, customization.id)
        for key, overrides, approved in _modules(customization):
            used.add(key)
            if approved or plugins.module(*key):  # before its approval a program may still be being written
                yield from _module_findings(customization, key, overrides, plugins, scope)
    yield from _orphans(plugins, used)


def _modules(customization: Customization) -> Iterator[tuple[tuple[str, str], list[Override], bool]]:
    """Yield the modules of an entry, version by version, with what they must hold and whether it is approved."""
    versions = [(customization.content, customization.approval)]
    versions += [(version.content, version.approval) for version in customization.versions]
    for content, approval in versions:
        by_module: dict[tuple[str, str], list[Override]] = {}
        for override in content:
            if override.plugin:
                by_module.setdefault((override.plugin, override.module), []).append(override)
        for key, overrides in by_module.items():
            yield key, overrides, approval is not None


def _module_findings(
    customization: Customization,
    key: tuple[str, str],
    overrides: Iterable[Override],
    plugins: PluginIndex,
    scope: str,
) -> Iterator[Finding]:
    module = plugins.module(*key)
    if module is None:
        yield _missing_module(customization, key, next(iter(overrides)), plugins, scope)
        return
    yield from violations(module, scope)
    yield from _two_sources(plugins, key, scope)
    if module.tree is not None:
        declared = {override.point: override for override in overrides}
        for override in declared.values():
            yield from _function(customization, module, override, scope)
        for function in module.functions:
            yield from _undeclared(customization, module, function, declared, scope)


def _missing_module(
    customization: Customization, key: tuple[str, str], override: Override, plugins: PluginIndex, scope: str
) -> Finding:
    plugin, name = key
    others = "、".join(plugins.module_names(plugin)) or "なし"
    return Finding(
        code="G108",
        ja=f"{customization.id} {customization.title_ja}: プラグイン {plugin} のモジュール {name}.py が見つかりません（あるもの: {others}）。",
        en=f"{customization.id}: module {name}.py of plugin {plugin} is not found (there: {others}).",
        remedy_ja=f"plugins/{plugin}/{package_name(plugin)}/{name}.py を置くか、配布物 uwanose-{plugin} を導入してください。",
        remedy_en=f"Put it at plugins/{plugin}/{package_name(plugin)}/{name}.py, or install uwanose-{plugin}.",
        place=override.place,
        scope=scope,
    )


def _two_sources(plugins: PluginIndex, key: tuple[str, str], scope: str) -> Iterator[Finding]:
    own, installed = plugins.workspace_module(*key), plugins.installed_module(*key)
    if own and installed and own.sha256 != installed.sha256:
        yield Finding(
            code="G113",
            ja=f"{own.file} と、導入済みの {installed.file} の内容が違います。どちらが決裁されたものか、実行する前に決めてください。",
            en=f"{own.file} and the installed {installed.file} differ; it must be clear which of them runs.",
            remedy_ja=f"導入済みの uwanose-{key[0]} を外すか、同じ版に揃えてください。",
            remedy_en=f"Uninstall uwanose-{key[0]} or bring both to the same version.",
            place=Place(own.file),
            others=(Place(installed.file),),
            scope=scope,
        )


def _function(
    customization: Customization, module: PluginModule, override: Override, scope: str
) -> Iterator[Finding]:
    marked = [function for function in module.functions if function.point == override.point]
    if not marked:
        yield Finding(
            code="G109",
            ja=f"{customization.id} は {override.point} をプラグインで計算すると登録されていますが、{module.file} にその関数がありません。",
            en=f"{customization.id} declares code for {override.point}, but {module.file} has no function for it.",
            remedy_ja=f'@customizes("{customization.id}", "{override.point}") を付けた関数を書いてください。',
            remedy_en=f'Write a function marked @customizes("{customization.id}", "{override.point}").',
            place=override.place,
            others=(Place(module.file),),
            scope=scope,
        )
    for function in marked[1:]:
        yield _one_point_twice(module, function, scope)
    for function in marked[:1]:
        if function.wrapper != (override.mode == "wrap"):
            yield _other_mode(customization, module, function, override, scope)


def _one_point_twice(module: PluginModule, function: PluginFunction, scope: str) -> Finding:
    return Finding(
        code="G114",
        ja=f"{function.point} の関数が {module.file} に2つあります（{function.name}）。",
        en=f"{module.file} has two functions for {function.point} ({function.name}).",
        remedy_ja="どちらか一方を消してください。",
        remedy_en="Remove one of them.",
        place=module.place(function.node),
        scope=scope,
    )


def _other_mode(
    customization: Customization,
    module: PluginModule,
    function: PluginFunction,
    override: Override,
    scope: str,
) -> Finding:
    written = "wrapper=True" if function.wrapper else "wrapper なし"
    return Finding(
        code="G112",
        ja=f"{customization.id} の {override.point} は mode: {override.mode} と登録されていますが、プログラムは{written}です。",
        en=f"{customization.id} declares mode: {override.mode} for {override.point}; the function is {'a' if function.wrapper else 'no'} wrapper.",
        remedy_ja="台帳の mode とプログラムの wrapper=True を揃えてください（wrap のときだけ wrapper=True）。",
        remedy_en="Let mode and wrapper=True agree (wrapper=True for wrap only).",
        place=module.place(function.node),
        others=(override.place,),
        scope=scope,
    )


def _undeclared(
    customization: Customization,
    module: PluginModule,
    function: PluginFunction,
    declared: dict[str, Override],
    scope: str,
) -> Iterator[Finding]:
    if not function.customization:
        return
    if function.customization != customization.id:
        yield Finding(
            code="G110",
            ja=f"関数 {function.name} の印は {function.customization} ですが、{module.file} は {customization.id} のモジュールです。",
            en=f"{function.name} is marked for {function.customization}, but {module.file} belongs to {customization.id}.",
            remedy_ja=f"1つのカスタマイズは1つのモジュールです。{module_name(function.customization)}.py に移してください。",
            remedy_en=f"One customization is one module: move it to {module_name(function.customization)}.py.",
            place=module.place(function.node),
            scope=scope,
        )
    elif function.point not in declared:
        yield Finding(
            code="G111",
            ja=f"関数 {function.name} は {function.point} の計算ですが、{customization.id} の content に登録されていません。",
            en=f"{function.name} computes {function.point}, which the content of {customization.id} does not declare.",
            remedy_ja="content に加えて決裁を受けるか、関数を消してください。",
            remedy_en="Add it to content and have it approved, or remove the function.",
            place=module.place(function.node),
            scope=scope,
        )


def _orphans(plugins: PluginIndex, used: set[tuple[str, str]]) -> Iterator[Finding]:
    for plugin in plugins.names:
        for name in plugins.module_names(plugin):
            module = plugins.module(plugin, name) if (plugin, name) not in used else None
            if module:
                yield Finding(
                    code="G115",
                    severity=Severity.WARNING,
                    ja=f"{module.file} を使う登録がカスタマイズ台帳にありません。実行されません。",
                    en=f"No entry of the register uses {module.file}; it is never run.",
                    remedy_ja="台帳の content に登録するか、ファイルを消してください。",
                    remedy_en="Register it in a content, or remove the file.",
                    place=Place(module.file),
                    scope=REGISTER,
                )
