"""Owns copies of the formulas that note which of their conditions held: for coverage alone, never for a run.

A condition is what ``np.where``, ``np.select``, ``only_where``, ``if`` and ``… if … else …`` turn on, each operand of
``&`` and ``|`` in it apart, and which side ``at_most``, ``at_least``, ``np.minimum`` and ``np.maximum`` took.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from types import ModuleType
from typing import Any

import numpy as np

from uwanose.engine.national import business_modules, shown_file
from uwanose.errors import Place

__all__ = ["Condition", "Conditions", "instrumented", "shared_modules"]

_SHARED = "uwanose.business"
_SEEN, _SIDES = "_uwanose_condition", "_uwanose_sides"
_LIMITS = frozenset({"at_most", "at_least", "minimum", "maximum"})


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition: where it stands, its text, its opposite, and the function it belongs to."""

    place: Place
    text: str
    opposite: str
    function: str


@dataclass(slots=True)
class Conditions:
    """The conditions of a business, and which of them have been seen to hold and not to hold, by their number."""

    known: list[Condition] = field(default_factory=list)
    held: set[int] = field(default_factory=set)
    failed: set[int] = field(default_factory=set)
    numbers: set[int] = field(default_factory=set)  # that turned out to be whole numbers, not conditions

    def seen(self, number: int, value: Any) -> Any:
        """Note a condition and return it."""
        flags = np.asarray(value)
        if flags.dtype != np.bool_:
            self.numbers.add(number)
            return value
        if flags.any():
            self.held.add(number)
        if not flags.all():
            self.failed.add(number)
        return value

    def sides(self, number: int, limit: Callable[..., Any], *amounts: Any) -> Any:
        """Apply a limit and note on which side of it the amounts were; equal ones are on neither."""
        first, second = (np.asarray(amount) for amount in amounts)
        if np.any(first < second):
            self.held.add(number)
        if np.any(first > second):
            self.failed.add(number)
        return limit(*amounts)

    def one_sided(self) -> Iterator[tuple[Condition, bool, bool]]:
        """Yield the conditions not seen both ways: whether it has held, whether it has failed."""
        for number, condition in enumerate(self.known):
            held, failed = number in self.held, number in self.failed
            if number not in self.numbers and not (held and failed):
                yield condition, held, failed

    @property
    def outcomes(self) -> tuple[int, int]:
        """How many outcomes have been seen, of how many; a condition has two."""
        count = len(self.known) - len(self.numbers)
        seen = sum(len(outcomes - self.numbers) for outcomes in (self.held, self.failed))
        return seen, 2 * count


def shared_modules(conditions: Conditions) -> tuple[ModuleType, ...]:
    """Return copies, which note their conditions, of the modules all businesses share."""
    package = import_module(_SHARED)
    copies = [
        _copy(import_module(f"{_SHARED}.{entry.name}"), conditions)
        for entry in iter_modules(package.__path__)
        if not entry.ispkg
    ]
    _acquaint(copies, copies)
    return tuple(copies)


def instrumented(
    business: str, conditions: Conditions, shared: Sequence[ModuleType]
) -> tuple[ModuleType, ...]:
    """Return copies, which note their conditions, of the modules of a business."""
    own = [_copy(module, conditions) for module in business_modules(business)]
    _acquaint(own, [*own, *shared])
    return tuple(own)


def _acquaint(modules: Sequence[ModuleType], known: Sequence[ModuleType]) -> None:
    """Let modules have the copies of what they import from one another."""
    copies = {module.__name__: module for module in known}
    for module in modules:
        for name, held in list(vars(module).items()):
            copy = copies.get(getattr(held, "__module__", None) or "")
            if (
                copy is not None
                and copy is not module
                and (inspect.isfunction(held) or inspect.isclass(held))
            ):
                setattr(module, name, getattr(copy, held.__name__, held))


def _copy(module: ModuleType, conditions: Conditions) -> ModuleType:
    file = module.__file__ or ""
    tree = ast.parse(Path(file).read_text("utf-8"))
    noting = _Noting(shown_file(module), conditions).visit(tree)
    made = ModuleType(module.__name__)
    made.__file__ = file
    made.__dict__.update({_SEEN: conditions.seen, _SIDES: conditions.sides})
    exec(compile(ast.fix_missing_locations(noting), file, "exec"), made.__dict__)
    return made


class _Noting(ast.NodeTransformer):
    """Puts each condition of a module into the hands of the one who notes."""

    def __init__(self, file: str, conditions: Conditions) -> None:
        self._file, self._conditions, self._function = file, conditions, ""

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        outer, self._function = self._function, self._function or node.name
        node.body = [self.visit(statement) for statement in node.body]  # neither marks nor types are formulas
        self._function = outer
        return node

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST:
        node.value = self.visit(node.value) if node.value else None
        return node

    def visit_If(self, node: ast.If) -> ast.AST:
        self.generic_visit(node)
        node.test = self._noted(node.test)
        return node

    def visit_IfExp(self, node: ast.IfExp) -> ast.AST:
        self.generic_visit(node)
        node.test = self._noted(node.test)
        return node

    def visit_Call(self, node: ast.Call) -> ast.AST:
        first, second = ([ast.unparse(argument) for argument in node.args] + ["", ""])[:2]
        sides = f"{first} < {second}", f"{first} > {second}"
        self.generic_visit(node)
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name in ("where", "only_where") and node.args:
            node.args[0] = self._noted(node.args[0])
        elif name == "select" and node.args and isinstance(node.args[0], ast.List):
            node.args[0].elts = [self._noted(condition) for condition in node.args[0].elts]
        elif name in _LIMITS and len(node.args) == 2 and not node.keywords and self._function:
            return self._call(_SIDES, node, sides, [node.func, *node.args])
        return node

    def visit_Return(self, node: ast.Return) -> ast.AST:
        self.generic_visit(node)
        if isinstance(node.value, ast.BinOp) and isinstance(node.value.op, (ast.BitAnd, ast.BitOr)):
            node.value = self._noted(node.value)
        return node

    def _noted(self, node: ast.expr) -> ast.expr:
        if isinstance(node, ast.BinOp) and isinstance(node.op, (ast.BitAnd, ast.BitOr)):
            node.left, node.right = self._noted(node.left), self._noted(node.right)
            return node
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Invert):
            node.operand = self._noted(node.operand)
            return node
        if not self._function or isinstance(node, ast.Constant):
            return node
        text = ast.unparse(node)
        return self._call(_SEEN, node, (text, f"not ({text})"), [node])

    def _call(
        self, helper: str, node: ast.expr, texts: tuple[str, str], arguments: list[ast.expr]
    ) -> ast.Call:
        number = len(self._conditions.known)
        place = Place(self._file, node.lineno, node.col_offset + 1)
        self._conditions.known.append(Condition(place, *texts, self._function))
        call = ast.Call(ast.Name(helper, ast.Load()), [ast.Constant(number), *arguments], [])
        return ast.copy_location(call, node)
