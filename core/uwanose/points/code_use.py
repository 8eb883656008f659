"""Owns what a function uses: the module-level names it reaches, followed through the modules of its package."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath

from uwanose.points.syntax_tree import canonical, parse

Definitions = Mapping[str, tuple[ast.stmt, ...]]
Step = tuple[list[tuple[str, str]], str]


class CodePackage:
    """Modules of one package, parsed when first asked for. Files are named by their path, ``/`` between the parts."""

    def __init__(self, sources: Mapping[str, bytes]) -> None:
        self._sources = sources
        self._trees: dict[str, ast.Module] = {}
        self._definitions: dict[str, Definitions] = {}
        self._steps: dict[tuple[str, str, int], Step] = {}
        self._files = _by_ending(sources)

    def tree(self, file: str) -> ast.Module:
        """Return the tree of a module. Raises SyntaxError."""
        if file not in self._trees:
            self._trees[file] = parse(self._sources[file])
        return self._trees[file]

    def definitions(self, file: str) -> Definitions:
        """Return every module-level name with the statements that bind it."""
        if file not in self._definitions:
            found: dict[str, tuple[ast.stmt, ...]] = {}
            for statement in self.tree(file).body:
                for name in _bound(statement):
                    found[name] = (*found.get(name, ()), statement)
            self._definitions[file] = found
        return self._definitions[file]

    def function(self, file: str, name: str) -> ast.FunctionDef:
        """Return the function of that name. Raises KeyError."""
        for statement in self.definitions(file)[name]:
            if isinstance(statement, ast.FunctionDef):
                return statement
        raise KeyError(name)

    def exported(self, file: str) -> tuple[str, ...]:
        """Return the names a module lists in ``__all__``."""
        for statement in self.definitions(file).get("__all__", ()):
            if isinstance(statement, ast.Assign):
                return tuple(ast.literal_eval(statement.value))
        return ()

    def file_of(self, module: str, level: int, importer: str) -> str | None:
        """Return the file an import names, None when it lies outside the package."""
        parts = [part for part in module.split(".") if part]
        if level:
            folder = PurePosixPath(importer).parent.parts
            parts = [*folder[: len(folder) - level + 1], *parts]
        return self._files.get(".".join(parts))

    def step(self, file: str, name: str, definition: ast.stmt) -> Step:
        """Return the names a definition leads to, and its writing; many functions pass by the same one."""
        key = (file, name, id(definition))
        if key not in self._steps:
            self._steps[key] = _follow(self, file, name, definition)
        return self._steps[key]


def used(code: CodePackage, file: str, statement: ast.stmt) -> set[str]:
    """Return everything a statement reaches, each definition in its one writing."""
    found: set[str] = set()
    waiting = [(file, name) for name in _read(statement)]
    seen = set(waiting)
    while waiting:
        at, name = waiting.pop()
        for definition in code.definitions(at).get(name, ()):
            if definition is statement or getattr(definition, "body", None) is getattr(statement, "body", ()):
                continue
            followed, text = code.step(at, name, definition)
            found.update([text] if text else [])
            fresh = [step for step in followed if step not in seen]
            seen.update(fresh)
            waiting.extend(fresh)
    return found


def _follow(code: CodePackage, file: str, name: str, definition: ast.stmt) -> Step:
    if isinstance(definition, ast.ImportFrom):
        alias = next(alias for alias in definition.names if (alias.asname or alias.name) == name)
        target = code.file_of(definition.module or "", definition.level, file)
        if target is not None and alias.name in code.definitions(target):
            return [(target, alias.name)], "" if alias.name == name else f"name {alias.name} as {name}"
        submodule = code.file_of(f"{definition.module or ''}.{alias.name}", definition.level, file)
        if submodule is not None:
            return [], f"module {alias.name} as {name} {canonical(code.tree(submodule))}"
        return [], f"from {'.' * definition.level}{definition.module or ''} import {alias.name} as {name}"
    if isinstance(definition, ast.Import):
        alias = next(
            alias for alias in definition.names if (alias.asname or alias.name.split(".")[0]) == name
        )
        return [], f"import {alias.name} as {alias.asname or ''}"
    return [(file, inner) for inner in _read(definition)], canonical(definition)


def _read(statement: ast.stmt) -> Iterator[str]:
    for node in ast.walk(statement):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            yield node.id


def _bound(statement: ast.stmt) -> Iterator[str]:
    """Yield the names a module-level statement binds, those inside if, try, with and for included."""
    if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        yield statement.name
        return
    if isinstance(statement, (ast.Import, ast.ImportFrom)):
        yield from (alias.asname or alias.name.split(".")[0] for alias in statement.names)
        return
    for node in ast.iter_child_nodes(statement):
        if isinstance(node, ast.stmt):
            yield from _bound(node)
        else:
            yield from _stored(node)


def _stored(expression: ast.AST) -> Iterator[str]:
    for node in ast.walk(expression):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        elif isinstance(node, ast.stmt):
            yield from _bound(node)


def _by_ending(files: Iterable[str]) -> dict[str, str]:
    """Return every ending of a dotted name with the first file that has it."""
    found: dict[str, str] = {}
    for file in files:
        parts = _dotted(file).split(".")
        for first in range(len(parts)):
            found.setdefault(".".join(parts[first:]), file)
    return found


def _dotted(file: str) -> str:
    path = PurePosixPath(file)
    parts = path.parent.parts if path.name == "__init__.py" else path.with_suffix("").parts
    return ".".join(parts)
