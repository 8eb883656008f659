"""Owns where the nodes of a text stand: the offsets edits are made at, and the indentation the file uses."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from uwanose.source.composer import Span, compose
from uwanose.source.layout import Layout
from uwanose.source.nodes import Mapping, Node, Scalar
from uwanose.source.nodes import Sequence as List

Path = Sequence[str | int]

_COLON = re.compile(r"\s*:")


class Unsure(Exception):
    """The place of an edit cannot be told for certain."""


@dataclass(frozen=True, slots=True)
class Document:
    """A text with its nodes and where they stand."""

    layout: Layout
    root: Node | None
    spans: dict[int, Span]

    @classmethod
    def of(cls, text: str) -> Document:
        """Read a text that is known to be sound."""
        document = compose(text.replace("\t", " "), "", [], "", spans=True)
        return cls(Layout(text), document.root, document.spans)

    def node(self, path: Path) -> Node | None:
        """Return the node at a path, None when there is none."""
        node = self.root
        for step in path:
            node = child(node, step)
        return node

    def start(self, node: Node) -> int:
        """Return where a node begins."""
        return self.layout.offset(self._span(node).start)

    def end(self, node: Node) -> int:
        """Return where the content of a node ends; blank lines and comments behind it are not part of it."""
        if isinstance(node, Mapping) and not node.flow:
            last = list(node.entries)[-1]
            return self.entry_end(node.keys[last], node[last])
        if isinstance(node, List) and not node.flow:
            return self.end(node.items[-1])
        end = self.layout.offset(self._span(node).end)
        text = self.layout.text[self.start(node) : end]
        return self.start(node) + len(text.rstrip()) if text[:1] in "|>" else end

    def colon(self, key: Scalar) -> int:
        """Return where the ``:`` of a key ends. Raises Unsure."""
        match = _COLON.match(self.layout.text, self.end(key))
        if match is None:
            raise Unsure
        return match.end()

    def entry_end(self, key: Scalar, value: Node) -> int:
        """Return where the value of a key ends, the ``:`` when it has none."""
        return self.colon(key) if isinstance(value, Scalar) and value.empty else self.end(value)

    def indent(self, offset: int) -> str:
        """Return the space that puts a line under an offset."""
        if self.layout.is_first(offset):
            return self.layout.text[self.layout.line_start(offset) : offset]
        return " " * self.layout.column(offset)

    def step(self, node: Node | None = None) -> str:
        """Return the indentation of one level, as the first nested names of the file have it."""
        node = self.root if node is None else node
        if isinstance(node, Mapping) and not node.flow:
            for name, value in node.entries.items():
                if isinstance(value, Mapping) and not value.flow:
                    first = next(iter(value.keys.values()))
                    width = self.layout.column(self.start(first)) - self.layout.column(
                        self.start(node.keys[name])
                    )
                    return " " * width
        return "  "

    def _span(self, node: Node) -> Span:
        span = self.spans.get(id(node))
        if span is None:
            raise Unsure
        return span


def child(node: Node | None, step: str | int) -> Node | None:
    """Return what stands below a name or a number, None when nothing does."""
    if isinstance(node, Mapping) and isinstance(step, str):
        return node.get(step)
    if isinstance(node, List) and isinstance(step, int) and 0 <= step < len(node):
        return node.items[step]
    return None
