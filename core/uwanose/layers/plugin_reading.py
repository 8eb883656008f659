"""Owns reading a plugin module's source: its hash and the marked functions in it, without importing anything."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from uwanose.layers.plugin_modules import PluginFunction, PluginModule
from uwanose.points.code_hash import hash_module


def read_module(plugin: str, name: str, file: str, data: bytes, *, installed: bool = False) -> PluginModule:
    """Return a module's bytes with their hash and marked functions; a syntax error is kept as a fact, not raised."""
    try:
        tree = ast.parse(data, filename=file)
    except (SyntaxError, ValueError) as error:
        return PluginModule(
            plugin=plugin, name=name, file=file, data=data, sha256="", tree=None, functions=(),
            syntax_error=str(error), installed=installed,
        )  # fmt: skip
    return PluginModule(
        plugin=plugin,
        name=name,
        file=file,
        data=data,
        sha256=hash_module(data),
        tree=tree,
        functions=tuple(_public_functions(tree)),
        installed=installed,
    )


def _public_functions(tree: ast.Module) -> Iterator[PluginFunction]:
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            customization, point, wrapper = _mark(node.decorator_list)
            yield PluginFunction(
                name=node.name,
                customization=customization,
                point=point,
                wrapper=wrapper,
                arguments=tuple(argument.arg for argument in node.args.args),
                node=node,
            )


def _mark(decorators: Sequence[ast.expr]) -> tuple[str, str, bool]:
    for decorator in decorators:
        if isinstance(decorator, ast.Call) and _is_customizes(decorator.func):
            texts = [_constant(argument) for argument in decorator.args]
            named = {keyword.arg: _constant(keyword.value) for keyword in decorator.keywords}
            customization = texts[0] if texts else named.get("customization", "")
            point = texts[1] if len(texts) > 1 else named.get("point", "")
            return str(customization), str(point), named.get("wrapper") is True
    return "", "", False


def _is_customizes(function: ast.expr) -> bool:
    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    return name == "customizes"


def _constant(node: ast.expr) -> object:
    return node.value if isinstance(node, ast.Constant) else ""
