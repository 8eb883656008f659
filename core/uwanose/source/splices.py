"""Owns where in the text an edit goes: the splices that set, remove or append a value in block or flow style."""

from __future__ import annotations

import re
from dataclasses import dataclass

from uwanose.source.layout import Splice
from uwanose.source.nodes import Mapping, Scalar
from uwanose.source.nodes import Sequence as List
from uwanose.source.outline import Document, Path, Unsure
from uwanose.source.writing import written

_COMMA = re.compile(r"[ \t]*,")
_CLOSES = re.compile(r"\s*[\]}]")
_REST_OF_LINE = re.compile(r"(?:[ \t]+#[^\r\n]*|[ \t]*)(?=[\r\n])")
_DATE = re.compile(r"\d{4}(-\d{2}-\d{2})?")


@dataclass(frozen=True, slots=True)
class Addition:
    """What is put where nothing stands yet: names to be nested, and a value below them, as an item of a list or not."""

    names: tuple[str, ...]
    value: str
    is_item: bool = False

    def flow(self) -> str:
        """Return the addition in ``{}`` and ``[]``."""
        text = f"[{self.value}]" if self.is_item else self.value
        for name in reversed(self.names):
            text = f"{{{written(name)}: {text}}}"
        return text

    def lines(self, indent: str, step: str) -> list[str]:
        """Return the addition as lines of block style."""
        lines = [f"{indent}{step * depth}{written(name)}:" for depth, name in enumerate(self.names)]
        if self.is_item:
            return [*lines, f"{indent}{step * len(lines)}- {self.value}"]
        return [*lines[:-1], f"{lines[-1]} {self.value}"]


def setting(document: Document, path: Path, value: str) -> list[Splice]:
    """Return what sets the value at a path. Raises Unsure."""
    if document.node(path) is not None:
        return _replacing(document, path, value)
    return _adding(document, path, value, is_item=False)


def appending(document: Document, path: Path, value: str) -> list[Splice]:
    """Return what appends a value to the list at a path; a list that is missing or empty begins with it."""
    node = document.node(path)
    if not isinstance(node, List):
        return _adding(document, path, value, is_item=True)
    if not node.items:
        return _replacing(document, path, f"[{value}]")
    if node.flow:
        return _in_flow(document, document.end(node.items[-1]), document.start(node.items[-1]), value)
    return [_line_after(document, document.end(node), [f"{document.indent(document.start(node))}- {value}"])]


def removing(document: Document, path: Path) -> list[Splice]:
    """Return what removes the value at a path, with its name. Raises Unsure."""
    parent = document.node(path[:-1])
    if isinstance(parent, (Mapping, List)) and len(parent) == 1 and not parent.flow:
        if len(path) == 1:
            return [_lines(document, document.start(parent), document.end(parent))]
        return _replacing(document, path[:-1], "{}" if isinstance(parent, Mapping) else "[]")
    if isinstance(parent, Mapping) and isinstance(path[-1], str):
        parts = [
            (document.start(key), document.entry_end(key, parent[name])) for name, key in parent.keys.items()
        ]
        at = list(parent.entries).index(path[-1])
    elif isinstance(parent, List) and isinstance(path[-1], int):
        parts = [(document.start(item), document.end(item)) for item in parent.items]
        at = path[-1]
    else:
        raise Unsure
    if parent.flow:
        return [_out_of_flow(document, parts, at)]
    start, end = parts[at]
    if isinstance(parent, List):
        start = _dash(document, parent, at)
    if document.layout.is_first(start):
        return [_lines(document, start, end)]
    return [_first_of_item(document, parts)]


def _replacing(document: Document, path: Path, value: str) -> list[Splice]:
    node, parent = document.node(path), document.node(path[:-1])
    if node is None or not path:
        raise Unsure
    is_empty = isinstance(node, Scalar) and node.empty
    if not isinstance(parent, Mapping):
        start = document.end(node) if is_empty else document.start(node)
        return [Splice(start, document.end(node), f" {value}" if is_empty else value)]
    colon = document.colon(parent.keys[str(path[-1])])
    if is_empty:
        return [Splice(colon, colon, f" {value}")]
    if isinstance(node, Scalar) or node.flow:
        return [Splice(document.start(node), document.end(node), value)]
    below = document.layout.next_line(colon)
    return [
        Splice(colon, colon, f" {value}"),
        Splice(below, document.layout.next_line(document.end(node)), ""),
    ]


def _adding(document: Document, path: Path, value: str, *, is_item: bool) -> list[Splice]:
    """Put the value below the deepest part of the path that exists."""
    depth = next(
        depth for depth in range(len(path), -1, -1) if depth == 0 or document.node(path[:depth]) is not None
    )
    names = tuple(name for name in path[depth:] if isinstance(name, str))
    if len(names) != len(path) - depth:
        raise Unsure
    holder = document.node(path[:depth])
    addition = Addition(names, value, is_item)
    if isinstance(holder, Mapping) and names:
        return _new_entry(document, path[:depth], holder, addition)
    if holder is None or (isinstance(holder, Scalar) and holder.empty):
        return _first_entry(document, path[:depth], addition)
    raise Unsure


def _new_entry(document: Document, path: Path, holder: Mapping, addition: Addition) -> list[Splice]:
    if not holder.entries:
        return _replacing(document, path, addition.flow())
    first = document.start(next(iter(holder.keys.values())))
    before = _before(list(holder.entries), addition.names[0])
    if before is None and (holder.flow or document.layout.is_first(first)):
        return [_in_front(document, holder, first, addition)]
    name = before or next(iter(holder.entries))
    end = document.entry_end(holder.keys[name], holder[name])
    if holder.flow:
        return _in_flow(document, end, document.start(holder.keys[name]), addition.flow()[1:-1])
    behind = _behind_its_comments(document, end, document.layout.column(first))
    return [_line_after(document, behind, addition.lines(document.indent(first), document.step()))]


def _behind_its_comments(document: Document, end: int, column: int) -> int:
    """Return where an entry ends with the comments below it: those indented deeper than its name belong to it."""
    layout = document.layout
    found, line = end, layout.next_line(end)
    while line < len(layout.text):
        text = layout.text[line : layout.line_end(line)]
        comment = text.lstrip(" ")
        if text.strip() and not (comment.startswith("#") and len(text) - len(comment) > column):
            break
        if text.strip():
            found = line
        line = layout.next_line(line)
    return found


def _in_front(document: Document, holder: Mapping, first: int, addition: Addition) -> Splice:
    """Put an entry before the first one."""
    if holder.flow:
        return Splice(first, first, f"{addition.flow()[1:-1]}, ")
    layout = document.layout
    lines = addition.lines(document.indent(first), document.step())
    at = layout.line_start(first)
    return Splice(at, at, "".join(line + layout.newline for line in lines))


def _first_entry(document: Document, path: Path, addition: Addition) -> list[Splice]:
    """Begin the content of a name that has none, or of an empty file."""
    if not path:
        return [_line_after(document, len(document.layout.text), addition.lines("", document.step()))]
    parent = document.node(path[:-1])
    if not isinstance(parent, Mapping):
        raise Unsure
    key = parent.keys[str(path[-1])]
    colon = document.colon(key)
    if parent.flow:
        return [Splice(colon, colon, f" {addition.flow()}")]
    step = document.step()
    return [_line_after(document, colon, addition.lines(document.indent(document.start(key)) + step, step))]


def _before(names: list[str], name: str) -> str | None:
    """Return the name behind which a new one goes: dates stay in order, everything else goes last; None: first."""
    if not all(_DATE.fullmatch(known) for known in (*names, name)):
        return names[-1]
    earlier = [known for known in names if _day(known) < _day(name)]
    return max(earlier, key=_day) if earlier else None


def _day(name: str) -> str:
    return name if len(name) > 4 else f"{name}-04-01"


def _in_flow(document: Document, end: int, start: int, entry: str) -> list[Splice]:
    """Put an entry behind the one from *start* to *end*, on a line of its own where that one has its own."""
    layout = document.layout
    comma = _COMMA.match(layout.text, end)
    behind = comma.end() if comma else end
    separator = "" if comma else f"{_space_after_colon(document, end)},"
    rest = _REST_OF_LINE.match(layout.text, behind)
    if rest and layout.is_first(start):
        line = f"{layout.newline}{document.indent(start)}{entry}{',' if comma else ''}"
        return [Splice(end, end, separator), Splice(rest.end(), rest.end(), line)]
    is_last = comma is None or _CLOSES.match(layout.text, behind)
    return [Splice(behind, behind, f"{separator} {entry}{'' if is_last else ','}")]


def _out_of_flow(document: Document, parts: list[tuple[int, int]], at: int) -> Splice:
    if at + 1 < len(parts):
        return Splice(parts[at][0], parts[at + 1][0], "")
    if at:
        before = parts[at - 1][1]
        return Splice(before, parts[at][1], _space_after_colon(document, before))
    return Splice(*parts[at], "")


def _space_after_colon(document: Document, end: int) -> str:
    """Keep ``a:`` without a value from growing together with the sign behind it."""
    return " " if document.layout.text[end - 1] == ":" else ""


def _lines(document: Document, start: int, end: int) -> Splice:
    """Remove whole lines."""
    return Splice(document.layout.line_start(start), document.layout.next_line(end), "")


def _first_of_item(document: Document, parts: list[tuple[int, int]]) -> Splice:
    """Remove the first name of an item (``- name: …``): the next one takes its place behind the dash."""
    start, end = parts[0][0], parts[1][0]
    if document.layout.text[parts[0][1] : end].strip():
        raise Unsure
    return Splice(start, end, "")


def _dash(document: Document, holder: List, at: int) -> int:
    """Return where the dash of an item of a block list stands. Raises Unsure when it does not begin its line."""
    layout, first = document.layout, document.start(holder)
    if at == 0 and layout.is_first(first):
        return first
    column, start = layout.column(first), document.start(holder.items[at])
    line = layout.next_line(document.end(holder.items[at - 1])) if at else start
    while line <= start:
        if layout.text[line : line + column + 1].strip() == "-":
            return line + column
        line = layout.next_line(line)
    raise Unsure


def _line_after(document: Document, offset: int, lines: list[str]) -> Splice:
    """Insert lines behind the line of an offset."""
    layout = document.layout
    at, newline = layout.next_line(offset), layout.newline
    text = newline.join(lines)
    if at == len(layout.text) and layout.column(at):  # the last line has no line break
        return Splice(at, at, newline + text)
    return Splice(at, at, text + newline)
