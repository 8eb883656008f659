"""Owns one writing of a Python syntax tree that is equal on every supported Python and blind to form.

Positions, comments, docstrings and empty fields are left out, so that a newer Python's additional fields change
nothing, and a reformatted or better explained module stays what was approved.
"""

from __future__ import annotations

import ast
import warnings

# what carries no meaning, or is absent on some supported Python
_SKIPPED = frozenset({"type_comment", "type_ignores", "type_params", "kind"})
_WITH_DOCSTRING = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
_NONE_IS_A_VALUE = (ast.Constant, ast.MatchSingleton)


def parse(source: bytes) -> ast.Module:
    """Parse a module. Raises SyntaxError for whatever is no Python."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(source)
    except (ValueError, RecursionError, MemoryError) as error:
        raise SyntaxError(str(error)) from error


def canonical(node: ast.AST) -> str:
    """Write a tree. Equal strings mean equal programs; any change of logic, name or constant changes the string."""
    written: list[str] = []
    _write(node, written)
    return "".join(written)


def without_docstring(body: list[ast.stmt]) -> list[ast.stmt]:
    """Return the statements behind a leading docstring."""
    first = body[0] if body else None
    if (
        isinstance(first, ast.Expr)
        and isinstance(first.value, ast.Constant)
        and isinstance(first.value.value, str)
    ):
        return body[1:]
    return body


def _write(node: ast.AST, out: list[str]) -> None:
    out += (type(node).__name__, "(")
    for name in sorted(node._fields):
        value = getattr(node, name, None)
        if name in _SKIPPED or (value is None and not isinstance(node, _NONE_IS_A_VALUE)):
            continue
        if isinstance(value, list):
            _write_list(name, _meaningful(node, name, value), out)
        else:
            out += (name, "=")
            _write_value(value, out)
            out.append(";")
    out.append(")")


def _write_list(name: str, values: list[ast.AST], out: list[str]) -> None:
    if values:
        out += (name, "=[")
        for value in values:
            _write_value(value, out)
            out.append(",")
        out.append("];")


def _meaningful(node: ast.AST, name: str, values: list[ast.AST]) -> list[ast.AST]:
    if name == "body" and isinstance(node, _WITH_DOCSTRING):
        return list(without_docstring([value for value in values if isinstance(value, ast.stmt)]))
    if isinstance(node, ast.JoinedStr):
        return _joined(values)
    return values


def _joined(parts: list[ast.AST]) -> list[ast.AST]:
    """Join the literal parts of an f-string, which Python 3.11 and later ones cut differently."""
    joined: list[ast.AST] = []
    for part in parts:
        last = joined[-1] if joined else None
        if not (isinstance(part, ast.Constant) and isinstance(part.value, str)):
            joined.append(part)
        elif isinstance(last, ast.Constant) and isinstance(last.value, str):
            joined[-1] = ast.Constant(last.value + part.value)
        elif part.value:
            joined.append(part)
    return joined


def _write_value(value: object, out: list[str]) -> None:
    if isinstance(value, ast.AST):
        _write(value, out)
    elif isinstance(value, int) and not isinstance(value, bool):
        out.append(f"int:{value:x}")  # hexadecimal: no limit of digits
    else:
        out.append(f"{type(value).__name__}:{value!a}")  # ascii: no table of printable characters
