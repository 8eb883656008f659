"""Owns the hashes of code, taken from source that has not been imported, and reading the formulas in it.

``hash_module``   what an approval of a customization covers: the whole module.
``hash_function`` what lies beneath an override of a formula: the function with everything it uses of its package.
"""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from uwanose.dates import FOREVER, fiscal_year_start, parse_date
from uwanose.points.code_use import CodePackage, used
from uwanose.points.model import FormulaSource
from uwanose.points.syntax_tree import canonical, parse

__all__ = ["formulas_in", "hash_function", "hash_module", "package_formulas"]

_MARK = "formula"


def hash_module(source: bytes) -> str:
    """Return the hash of a module's logic. A module that is no Python is hashed byte by byte."""
    try:
        text = canonical(parse(source))
    except SyntaxError:
        return hashlib.sha256(b"not python\0" + source).hexdigest()
    return _sha256(text)


def hash_function(
    source: bytes, name: str, *, file: str = "module.py", package: Mapping[str, bytes] | None = None
) -> str:
    """Return the hash of one function of a module with all it uses: helpers, constants, classes, imported names.

    *package* (file → source) holds the other modules whose names are followed; what is imported from elsewhere
    counts by its name. The mark of a national formula does not count: its dates are facts of their own.
    Raises KeyError for an unknown name, SyntaxError for what is no Python.
    """
    code = CodePackage({**(package or {}), file: source})
    function = code.function(file, name)
    return _function_hash(code, file, function)


def formulas_in(
    source: bytes, file: str, package: Mapping[str, bytes] | None = None
) -> tuple[FormulaSource, ...]:
    """Return the national formulas of a module, in the order of lines. ``item`` is the name the mark gives.

    Raises SyntaxError for what is no Python.
    """
    code = CodePackage({**(package or {}), file: source})
    return tuple(_formulas(code, file))


def package_formulas(sources: Mapping[str, bytes], within: str = "") -> tuple[FormulaSource, ...]:
    """Return the national formulas of the modules whose file name holds *within*, by file and line.

    All *sources* are followed for what the formulas use. Raises SyntaxError for what is no Python.
    """
    code = CodePackage(sources)
    return tuple(formula for file in sorted(sources) if within in file for formula in _formulas(code, file))


def _formulas(code: CodePackage, file: str) -> Iterator[FormulaSource]:
    for home, statement in [*_taken_over(code, file), *_functions(code, file)]:
        mark = next((mark for mark in statement.decorator_list if _is_mark(mark)), None)
        if mark is None:
            continue
        arguments = _arguments(mark, ("of",))
        last = _day(arguments.get("until"), last=True)
        yield FormulaSource(
            item=_text(arguments.get("of")) or statement.name,
            function=statement.name,
            arguments=tuple(argument.arg for argument in statement.args.args),
            file=home,
            line=statement.lineno,
            since=_day(arguments.get("since")) or date.min,
            until=FOREVER if last is None else last + timedelta(days=1),
            sha256=_function_hash(code, home, statement),
            document=ast.get_docstring(statement) or "",
        )


def _functions(code: CodePackage, file: str) -> Iterator[tuple[str, ast.FunctionDef]]:
    return ((file, statement) for statement in code.tree(file).body if isinstance(statement, ast.FunctionDef))


def _taken_over(code: CodePackage, file: str) -> Iterator[tuple[str, ast.FunctionDef]]:
    """Yield the functions of other modules that a module imports and names in ``__all__``, with the file they stand in."""
    for name in code.exported(file):
        for statement in code.definitions(file).get(name, ()):
            if isinstance(statement, ast.ImportFrom):
                home = code.file_of(statement.module or "", statement.level, file)
                if home is not None:
                    yield home, code.function(home, name)


def _function_hash(code: CodePackage, file: str, function: ast.FunctionDef) -> str:
    kept = [mark for mark in function.decorator_list if not _is_mark(mark)]
    bare = ast.FunctionDef(
        name=function.name,
        args=function.args,
        body=function.body,
        decorator_list=kept,
        returns=function.returns,
    )
    return _sha256("\n".join([canonical(bare), *sorted(used(code, file, bare))]))


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("ascii", "backslashreplace")).hexdigest()


def _is_mark(mark: ast.expr) -> bool:
    function = mark.func if isinstance(mark, ast.Call) else mark
    name = function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")
    return name == _MARK


def _arguments(mark: ast.expr, positional: tuple[str, ...]) -> dict[str, ast.expr]:
    if not isinstance(mark, ast.Call):
        return {}
    named = {keyword.arg: keyword.value for keyword in mark.keywords if keyword.arg}
    return {**dict(zip(positional, mark.args, strict=False)), **named}


def _text(node: ast.expr | None) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def _day(node: ast.expr | None, *, last: bool = False) -> date | None:
    """Return the day a mark names: a text, a fiscal year, or ``date(2026, 4, 1)``."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return parse_date(node.value)
    if isinstance(node, ast.Constant) and isinstance(node.value, int):
        year = node.value
        return fiscal_year_start(year + 1) - timedelta(days=1) if last else fiscal_year_start(year)
    if isinstance(node, ast.Call):
        return date(*(ast.literal_eval(argument) for argument in node.args))
    return None
