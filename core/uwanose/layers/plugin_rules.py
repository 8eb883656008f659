"""Owns what the code of a customization may contain: allowed imports, no reach outside its arguments, marks on all."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import lru_cache

from uwanose.errors import Finding, Place
from uwanose.layers.plugin_modules import PluginFunction, PluginModule

ALLOWED_MODULES = frozenset(
    {
        "__future__", "collections", "collections.abc", "dataclasses", "datetime", "enum", "fractions", "functools",
        "itertools", "math", "numpy", "numpy.typing", "operator", "typing", "uwanose",
    }
)  # fmt: skip
FORBIDDEN_NAMES = frozenset(
    {
        "__builtins__", "__import__", "breakpoint", "compile", "delattr", "eval", "exec", "getattr", "globals", "input",
        "locals", "open", "print", "setattr", "vars",
    }
)  # fmt: skip
# Attributes of allowed modules that read files, the clock or chance: a result must come from the arguments alone.
FORBIDDEN_ATTRIBUTES = frozenset(
    {
        "ctypeslib", "dump", "fromfile", "genfromtxt", "load", "loadtxt", "memmap", "now", "random", "save", "savetxt",
        "savez", "savez_compressed", "today", "tofile", "utcnow",
    }
)  # fmt: skip


def violations(module: PluginModule, scope: str) -> Iterator[Finding]:
    """Return everything a module contains that it must not, or lacks that it must have."""
    return iter(_violations(module, scope))


@lru_cache(maxsize=256)  # an act looks at the same code twice: as things are, and as they would be
def _violations(module: PluginModule, scope: str) -> tuple[Finding, ...]:
    return tuple(_found(module, scope))


def _found(module: PluginModule, scope: str) -> Iterator[Finding]:
    if module.tree is None:
        yield _not_python(module, scope)
        return
    for node in ast.walk(module.tree):
        yield from _imports(module, node, scope)
        yield from _reaches(module, node, scope)
    for function in module.functions:
        yield from _marks(module, function, scope)
        yield from _signature(module, function, scope)


def _not_python(module: PluginModule, scope: str) -> Finding:
    return Finding(
        code="G102",
        ja=f"プラグイン {module.plugin} の {module.file} は Python として読めません: {module.syntax_error}",
        en=f"{module.file} of plugin {module.plugin} is not Python: {module.syntax_error}",
        remedy_ja="構文の誤りを直してください。",
        remedy_en="Correct the syntax error.",
        place=Place(module.file),
        scope=scope,
    )


def _imports(module: PluginModule, node: ast.AST, scope: str) -> Iterator[Finding]:
    if isinstance(node, ast.Import):
        names = [alias.name for alias in node.names]
    elif isinstance(node, ast.ImportFrom):
        names = [node.module or "" if not node.level else "." * node.level + (node.module or "")]
    else:
        return
    for name in names:
        if name not in ALLOWED_MODULES:
            yield Finding(
                code="G103",
                ja=f"プラグインが {name} を取り込んでいます。決裁のハッシュが及ばないプログラムは使えません。",
                en=f"The module imports {name}, which the approved hash does not cover.",
                remedy_ja=f"使えるのは {'、'.join(sorted(ALLOWED_MODULES))} です。必要な処理はこのモジュールの中に書いてください。",
                remedy_en=f"Allowed: {', '.join(sorted(ALLOWED_MODULES))}. Write what you need in this module.",
                place=module.place(node),
                scope=scope,
            )


def _reaches(module: PluginModule, node: ast.AST, scope: str) -> Iterator[Finding]:
    if isinstance(node, ast.Name) and node.id in FORBIDDEN_NAMES:
        yield _reach(module, node, node.id, scope)
    elif isinstance(node, ast.Attribute) and (node.attr in FORBIDDEN_ATTRIBUTES or _is_dunder(node.attr)):
        yield _reach(module, node, node.attr, scope)
    elif isinstance(node, ast.Global | ast.Nonlocal):
        yield _reach(module, node, type(node).__name__.lower(), scope)
    elif isinstance(node, ast.AsyncFunctionDef | ast.Await):
        yield _reach(module, node, "async", scope)


def _is_dunder(name: str) -> bool:
    return name.startswith("__") and name.endswith("__")


def _reach(module: PluginModule, node: ast.stmt | ast.expr, word: str, scope: str) -> Finding:
    return Finding(
        code="G104",
        ja=f"プラグインで {word} は使えません。結果は引数だけから決まらなければなりません（ファイル・時計・乱数・内部の仕組みに触れない）。",
        en=f"{word} must not be used: a result comes from the arguments alone (no files, clock, chance or internals).",
        remedy_ja="必要な値は、引数（項目・入力列・値）として受け取ってください。",
        remedy_en="Take what you need as an argument (item, input column, value).",
        place=module.place(node),
        scope=scope,
    )


def _marks(module: PluginModule, function: PluginFunction, scope: str) -> Iterator[Finding]:
    if not function.customization:
        yield Finding(
            code="G105",
            ja=f"公開関数 {function.name} に @customizes の印がありません。",
            en=f"The public function {function.name} bears no @customizes mark.",
            remedy_ja=f'@customizes("K-…", "項目") を付けるか、補助関数なら _{function.name} のように _ で始めてください。',
            remedy_en=f"Mark it, or begin the name of a helper with _ (_{function.name}).",
            place=module.place(function.node),
            scope=scope,
        )


def _signature(module: PluginModule, function: PluginFunction, scope: str) -> Iterator[Finding]:
    arguments = function.node.args
    odd = [
        word
        for word, present in (
            ("/", arguments.posonlyargs),
            ("*args", arguments.vararg),
            ("*", arguments.kwonlyargs),
            ("**kwargs", arguments.kwarg),
            ("=", [default for default in arguments.defaults if default]),
        )
        if present
    ]
    if odd:
        yield Finding(
            code="G106",
            ja=f"関数 {function.name} の引数に {'、'.join(odd)} は使えません。既定値が黙って使われるおそれがあります。",
            en=f"{function.name} uses {', '.join(odd)} in its arguments; a default could be taken silently.",
            remedy_ja="必要な項目・入力列・値の名前だけを、普通の引数として並べてください。",
            remedy_en="List the names of what is needed as plain arguments only.",
            place=module.place(function.node),
            scope=scope,
        )
    yields = any(isinstance(inner, ast.Yield | ast.YieldFrom) for inner in _own_nodes(function.node))
    if yields != function.wrapper and function.customization:
        yield Finding(
            code="G107",
            ja=(
                f"関数 {function.name} は wrapper=True なのに yield がありません。"
                if function.wrapper
                else f"関数 {function.name} は yield を使っていますが wrapper=True がありません。"
            ),
            en=f"{function.name}: wrapper=True and yield belong together.",
            remedy_ja="下の層の結果を使うなら wrapper=True と「beneath = yield」を、置き換えるならどちらも使わないでください。",
            remedy_en="To use what lies beneath write wrapper=True and 'beneath = yield'; to replace it, neither.",
            place=module.place(function.node),
            scope=scope,
        )


def _own_nodes(function: ast.FunctionDef) -> Iterator[ast.AST]:
    """Walk a function without the functions inside it."""
    waiting: list[ast.AST] = list(function.body)
    while waiting:
        node = waiting.pop()
        yield node
        if not isinstance(node, ast.FunctionDef | ast.Lambda):
            waiting.extend(ast.iter_child_nodes(node))
