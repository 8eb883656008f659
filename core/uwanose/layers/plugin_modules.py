"""Owns what is known of a plugin module from its source alone: its bytes, their hash, and the marked functions in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from uwanose.errors import Place

if TYPE_CHECKING:
    import ast

__all__ = ["PluginFunction", "PluginModule"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PluginFunction:
    """A public function of a plugin module with its mark, as it stands in the source."""

    name: str
    customization: str  # empty when the function bears no mark
    point: str
    wrapper: bool
    arguments: tuple[str, ...]
    node: ast.FunctionDef = field(repr=False, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class PluginModule:
    """The source of one customization's code. ``file`` is how messages name it; ``data`` is what was hashed."""

    plugin: str
    name: str
    file: str
    data: bytes = field(repr=False)
    sha256: str
    tree: ast.Module | None = field(repr=False, compare=False)  # None when it is not Python
    functions: tuple[PluginFunction, ...]
    syntax_error: str = ""
    installed: bool = False

    def function_for(self, point: str) -> PluginFunction | None:
        """Return the function marked for a point."""
        return next((function for function in self.functions if function.point == point), None)

    def place(self, node: ast.stmt | ast.expr | None = None) -> Place:
        """Return where a node of the module stands."""
        return Place(self.file, node.lineno, node.col_offset + 1) if node else Place(self.file)
