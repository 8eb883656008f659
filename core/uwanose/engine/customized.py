"""Owns turning a customization's approved bytes into functions: executed under a private name, never imported."""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable, Generator, Iterator
from hashlib import sha256
from types import ModuleType
from typing import Any

from uwanose.engine.formulas import CustomizationMark, mark_of
from uwanose.engine.model import DOCUMENT_HOOKS, NATIONAL, Implementation, PluginModules
from uwanose.engine.national import arguments_of, place_of, public_functions, signature_findings
from uwanose.errors import Finding, Place
from uwanose.layers.effective import CodeLayer, EffectiveRules
from uwanose.layers.model import Rank
from uwanose.points.model import argument_name

__all__ = ["customized", "execute", "scope_of", "stand_in"]


def customized(
    rules: EffectiveRules, business: str, plugins: PluginModules | None, findings: list[Finding]
) -> dict[str, list[Implementation]]:
    """Return the functions of every customization in force on a business: name of item or hook → lowest layer first.

    Code on a stopped point is not executed (it may not be what was approved): a stand-in keeps its place in the graph.
    """
    found: dict[str, list[Implementation]] = {}
    modules: dict[tuple[str, str], ModuleType | None] = {}
    for point, layers in rules.code.items():
        if point.split(".", 1)[0] != business or point.rsplit(".", 1)[-1] in DOCUMENT_HOOKS:
            continue
        for layer in layers:
            if point in rules.stopped:
                idle = stand_in(
                    argument_name(point),
                    layer.place,
                    layer.customization,
                    layer.layer,
                    wrapper=layer.mode == "wrap",
                )
                found.setdefault(argument_name(point), []).append(idle)
                continue
            scope = scope_of(layer.layer, rules)
            key = layer.plugin, layer.module
            if key not in modules:
                modules[key] = _module(layer, plugins, scope, findings)
            module = modules[key]
            if module is not None:
                found.setdefault(argument_name(point), []).extend(_function(module, layer, scope, findings))
    return found


def stand_in(
    target: str, place: Place, layer: str = NATIONAL, rank: Rank = Rank.NATIONAL, *, wrapper: bool = False
) -> Implementation:
    """Return what stands in the graph for code that is not executed; nothing that rests on it is computed."""
    return Implementation(
        target=target,
        function=_stopped_wrap if wrapper else _stopped,
        arguments=(),
        place=place,
        layer=layer,
        rank=rank,
        wrapper=wrapper,
    )


def _stopped() -> None:
    raise AssertionError("a stopped formula is never computed")


def _stopped_wrap() -> Generator[None, object, None]:
    yield
    raise AssertionError("a stopped formula is never computed")


def scope_of(rank: Rank, rules: EffectiveRules) -> str:
    """Return whose runs a mistake in a layer touches."""
    return "prefecture" if rank is Rank.PREFECTURE else rules.municipality


def execute(data: bytes, plugin: str, name: str, file: str) -> ModuleType:
    """Run the bytes of a module under a private name, once per process; the package around it is not imported."""
    private = f"_uwanose_{sha256(data).hexdigest()[:16]}_{plugin}_{name}".replace("-", "_")
    if private in sys.modules:
        return sys.modules[private]
    module = ModuleType(private)
    module.__file__, module.__package__ = file, ""
    sys.modules[private] = module  # dataclasses and pickling look a class's module up by its name
    try:
        exec(compile(data, file, "exec"), module.__dict__)
    except BaseException:
        del sys.modules[private]
        raise
    return module


def _module(
    layer: CodeLayer, plugins: PluginModules | None, scope: str, findings: list[Finding]
) -> ModuleType | None:
    found = plugins.module(layer.plugin, layer.module) if plugins else None
    where = f"{layer.customization}（{layer.plugin} / {layer.module}）"
    if found is None or found.sha256 != layer.sha256:
        findings.append(
            Finding(
                code="E109",
                ja=f"{where} のプログラムが、承認された内容のものとして見つかりません。",
                en=f"the approved code of {layer.customization} ({layer.plugin} / {layer.module}) is not found.",
                remedy_ja="plugins/ のフォルダを確かめ、uwanose check を実行してください。",
                remedy_en="Look into plugins/ and run `uwanose check`.",
                place=layer.place,
                scope=scope,
            )
        )
        return None
    try:
        module = execute(found.data, layer.plugin, layer.module, layer.file)
    except (Exception, SystemExit) as error:
        findings.append(
            Finding(
                code="E109",
                ja=f"{where} のプログラムを読み込めません: {type(error).__name__}: {error}",
                en=f"the code of {layer.customization} cannot be loaded: {type(error).__name__}: {error}",
                remedy_ja="プラグインの作成者に知らせてください。読み込めるのは uwanose と numpy、一部の標準モジュールだけです。",
                remedy_en="Tell the author of the plugin. It may import only uwanose, numpy and a few standard modules.",
                place=Place(layer.file, getattr(error, "lineno", None) or _line_in(error, layer.file), 1),
                scope=scope,
            )
        )
        return None
    findings.extend(_unmarked(module, layer, scope))
    findings.extend(_defined_twice(found.data, layer, scope))
    return module


def _line_in(error: BaseException, file: str) -> int:
    line, trace = 1, error.__traceback__
    while trace:
        if trace.tb_frame.f_code.co_filename == file:
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


def _unmarked(module: ModuleType, layer: CodeLayer, scope: str) -> Iterator[Finding]:
    for function in public_functions(module):
        if isinstance(mark_of(function), CustomizationMark):
            continue
        yield Finding(
            code="E102",
            ja=f"{layer.customization} の関数 {function.__name__} に @customizes の印がありません。印のない公開関数は計算に使われません。",
            en=f"function {function.__name__} of {layer.customization} has no @customizes mark, so it would silently not be used.",
            remedy_ja="@customizes を付けるか、名前を下線（_）で始めてください。",
            remedy_en="Mark it with @customizes, or begin its name with an underscore.",
            place=place_of(function, layer.file),
            scope=scope,
        )


def _defined_twice(data: bytes, layer: CodeLayer, scope: str) -> Iterator[Finding]:
    """Refuse a second function of the same name: Python would silently forget the first one."""
    seen: dict[str, int] = {}
    for node in ast.parse(data).body:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            if node.name in seen:
                yield Finding(
                    code="E102",
                    ja=f"{layer.customization} に関数 {node.name} が2つあります。先の1つは使われません。",
                    en=f"{layer.customization} defines {node.name} twice; the first one would silently not be used.",
                    remedy_ja="どちらかの名前を変えるか、消してください。",
                    remedy_en="Rename or remove one of them.",
                    place=Place(layer.file, node.lineno, 1),
                    others=(Place(layer.file, seen[node.name], 1),),
                    scope=scope,
                )
            seen[node.name] = node.lineno


def _function(
    module: ModuleType, layer: CodeLayer, scope: str, findings: list[Finding]
) -> Iterator[Implementation]:
    """Yield the one function a customization has for a point."""
    marked = [
        (function, mark)
        for function in public_functions(module)
        if isinstance(mark := mark_of(function), CustomizationMark)
        and (mark.customization, mark.point) == (layer.customization, layer.point)
    ]
    if len(marked) != 1:
        findings.append(_not_one_function(layer, [function for function, _ in marked], scope))
        return
    function, mark = marked[0]
    place = place_of(function, layer.file)
    wrapper = layer.mode == "wrap"
    if mark.wrapper != wrapper:
        findings.append(
            Finding(
                code="E110",
                ja=f"{layer.customization} の台帳は {layer.point} を mode: {layer.mode} としていますが、"
                f"関数 {function.__name__} は wrapper={mark.wrapper} です。",
                en=f"the register says mode: {layer.mode} for {layer.point} of {layer.customization}, "
                f"but {function.__name__} has wrapper={mark.wrapper}.",
                remedy_ja="台帳の mode か、関数の wrapper= のどちらかを正しいほうに合わせてください。",
                remedy_en="Correct either the mode of the register or the wrapper= of the function.",
                place=place,
                others=(layer.place,),
                scope=scope,
            )
        )
    findings.extend(signature_findings(function, place, scope, wrapper=mark.wrapper))
    findings.extend(_foreign_marks(function, place, scope))
    yield Implementation(
        target=argument_name(layer.point),
        function=function,
        arguments=arguments_of(function),
        place=place,
        layer=layer.customization,
        rank=layer.layer,
        wrapper=mark.wrapper,
        document=(function.__doc__ or "").strip(),
    )


def _not_one_function(layer: CodeLayer, found: list[Callable[..., Any]], scope: str) -> Finding:
    places = tuple(place_of(function, layer.file) for function in found)
    count_ja = f"{len(found)}個あります" if found else "ありません"
    return Finding(
        code="E110",
        ja=f'{layer.customization} のプログラムに、@customizes("{layer.customization}", "{layer.point}") の関数が{count_ja}。',
        en=f'the code of {layer.customization} has {len(found)} functions marked @customizes("{layer.customization}", "{layer.point}").',
        remedy_ja="台帳の content に書いた項目ごとに、印の付いた関数をちょうど1個置いてください。",
        remedy_en="Write exactly one marked function for each point in the content of the register.",
        place=places[0] if places else Place(layer.file),
        others=(*places[1:], layer.place),
        scope=scope,
    )


def _foreign_marks(function: Callable[..., Any], place: Place, scope: str) -> Iterator[Finding]:
    """Refuse pluggy's own marks: the layer alone decides the order."""
    if any(name.endswith("_impl") and isinstance(value, dict) for name, value in vars(function).items()):
        yield Finding(
            code="E113",
            ja=f"関数 {function.__name__} に pluggy の印（tryfirst・trylast など）が付いています。順序は層だけで決まります。",
            en=f"function {function.__name__} bears a mark of pluggy (tryfirst, trylast …); the layer alone decides the order.",
            remedy_ja="印は @customizes だけにしてください。",
            remedy_en="Use @customizes only.",
            place=place,
            scope=scope,
        )
