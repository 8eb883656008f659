"""Owns the step from text to frozen nodes, on the events of ruamel.yaml's C parser. The only importer of ruamel.yaml.

The nodes are built here from parser events: three times as fast as the parser's own composer, without its recursion
(which ends the process on deep nesting), and with the tags and aliases as they were written. The pure parser of
ruamel.yaml gives the same events where the C parser is missing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from types import MappingProxyType

from ruamel.yaml import YAML, __with_libyaml__, events
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.scanner import ScannerError

from uwanose.errors import Finding, Place
from uwanose.source import mistakes, syntax
from uwanose.source.nodes import Mapping, Node, Scalar, Sequence

MOST_DEPTH = 40
MOST_ALIASES = 50
MOST_ALIASED_NODES = 2_000

# Inside {} and [] the C parser takes ":" and "?" for signs of YAML even within a word (https://…?…, 12:30), the
# pure one does not. Both get stand-ins for them; ``decode`` lets no such character of the file through.
_COLON, _QUESTION = "\ufdd0", "\ufdd1"
_INNER_COLON = re.compile(r"""(?<=[^\s"'{}\[\],]):(?=[^\s{}\[\],])""")
_USUAL_KEY = re.compile(r"[\w.-]+$", re.ASCII)  # nothing that could be a slip
_ANCHOR = re.compile(r"[A-Za-z0-9_-]+")
_INNER_QUESTION = re.compile(r"""(?<=[^\s"'{}\[\],])\?""")


@dataclass(frozen=True, slots=True)
class Span:
    """Where a node begins and ends in its text: lines and columns from 0, the end is not in."""

    start: tuple[int, int]
    end: tuple[int, int]


@dataclass(slots=True)
class Document:
    """What became of one text: its root (None when there is none), and the spans of its nodes by ``id``."""

    root: Node | None = None
    spans: dict[int, Span] = field(default_factory=dict)


def uses_c_parser() -> bool:
    """Tell whether the C parser is there (``ruamel.yaml[oldlibyaml]``)."""
    return bool(__with_libyaml__)


def compose(
    content: str, name: str, findings: list[Finding], scope: str, *, pure: bool = False, spans: bool = False
) -> Document:
    """Build the nodes of the first document of a text. Collects findings, never raises for what was typed."""
    builder = _Builder(name, findings, scope, spans)
    try:
        for event in _events(content, pure=pure):
            if not builder.take(event):
                break
    except YAMLError as error:
        findings.extend(syntax.explain(content, name, scope, _trouble(error)))
        return Document()
    return Document(builder.root, builder.spans)


def _events(content: str, *, pure: bool) -> Iterator[events.Event]:
    yaml = YAML(typ="safe", pure=pure or not uses_c_parser())
    yaml.version = (1, 1)
    prepared = _INNER_QUESTION.sub(_QUESTION, _INNER_COLON.sub(_COLON, content))
    parsed: Iterator[events.Event] = yaml.parse(prepared)
    return parsed


def _trouble(error: YAMLError) -> syntax.Trouble:
    if not isinstance(error, MarkedYAMLError) or error.problem_mark is None:
        return syntax.Trouble(str(error), (0, 0), None)
    stopped, began = error.problem_mark, error.context_mark
    return syntax.Trouble(
        f"{error.context or ''} {error.problem or ''}",
        (stopped.line, stopped.column),
        (began.line, began.column) if began is not None else None,
    )


@dataclass(slots=True)
class _Open:
    """A list or mapping whose end has not been read yet."""

    place: Place
    start: tuple[int, int]
    flow: bool
    is_mapping: bool
    anchor: str | None
    parts: list[Node] = field(default_factory=list)
    last_end: tuple[int, int] = (0, 0)  # where the last part ends
    size: int = 1

    @property
    def awaits_value(self) -> bool:
        """Whether the next node is the value of a key."""
        return self.is_mapping and len(self.parts) % 2 == 1


class _Builder:
    """Turns events into nodes with a stack of its own."""

    def __init__(self, name: str, findings: list[Finding], scope: str, keep_spans: bool) -> None:
        self.root: Node | None = None
        self.spans: dict[int, Span] = {}
        self._name, self._findings, self._scope, self._keep_spans = name, findings, scope, keep_spans
        self._stack: list[_Open] = []
        self._anchors: dict[str, tuple[Node, int]] = {}
        self._aliases, self._aliased_nodes, self._documents = 0, 0, 0
        self._refused_aliases = False

    def take(self, event: events.Event) -> bool:
        """Take one event; False when the rest of the text is not worth reading."""
        if isinstance(event, events.ScalarEvent):
            self._scalar(event)
        elif isinstance(event, events.CollectionStartEvent):
            return self._open(event, isinstance(event, events.MappingStartEvent))
        elif isinstance(event, events.CollectionEndEvent):
            self._close(event)
        elif isinstance(event, events.AliasEvent):
            self._alias(event)
        elif isinstance(event, events.DocumentStartEvent):
            self._documents += 1
            if self._documents == 2:
                self._report(mistakes.several_documents(self._place(event), self._scope))
                return False
        return True

    def _place(self, event: events.Event) -> Place:
        mark = event.start_mark
        return Place(self._name, mark.line + 1, mark.column + 1)

    def _report(self, finding: Finding) -> None:
        self._findings.append(finding)

    def _scalar(self, event: events.ScalarEvent) -> None:
        text: str = event.value
        if _COLON in text or _QUESTION in text:
            text = text.replace(_COLON, ":").replace(_QUESTION, "?")
        start, end = event.start_mark, event.end_mark
        at, until = (start.line, start.column), (end.line, end.column)
        if not text and not event.style and self._stack and self._stack[-1].awaits_value:
            at = until = self._stack[-1].last_end  # right behind its key: here the parsers disagree
        node = Scalar(text, bool(event.style), Place(self._name, at[0] + 1, at[1] + 1))
        if event.tag is not None:
            self._report(mistakes.tag(str(event.tag), node.place, self._scope))
        self._add(node, 1, _name(event), at, until)

    def _open(self, event: events.CollectionStartEvent, is_mapping: bool) -> bool:
        place = self._place(event)
        if len(self._stack) >= MOST_DEPTH:
            self._report(mistakes.too_deep(MOST_DEPTH, place, self._scope))
            return False
        if event.tag is not None:
            self._report(mistakes.tag(str(event.tag), place, self._scope))
        start = (event.start_mark.line, event.start_mark.column)
        self._stack.append(_Open(place, start, bool(event.flow_style), is_mapping, _name(event)))
        return True

    def _close(self, event: events.CollectionEndEvent) -> None:
        opened = self._stack.pop()
        node = self._mapping(opened) if opened.is_mapping else self._sequence(opened)
        end = (event.end_mark.line, event.end_mark.column)
        self._add(node, opened.size, opened.anchor, opened.start, end)

    def _alias(self, event: events.AliasEvent) -> None:
        place = self._place(event)
        name = _name(event) or ""
        node, size = self._anchors.get(name, (None, 0))
        self._aliases += 1
        self._aliased_nodes += size
        if node is None:
            self._report(mistakes.unknown_alias(name, place, self._scope))
        elif self._aliases > MOST_ALIASES or self._aliased_nodes > MOST_ALIASED_NODES:
            if not self._refused_aliases:
                self._report(mistakes.too_many_aliases(MOST_ALIASES, place, self._scope))
            self._refused_aliases, node = True, None
        start = (event.start_mark.line, event.start_mark.column)
        end = (event.end_mark.line, event.end_mark.column)
        if node is None:
            node, size = Scalar("", False, place), 1
        self._add(node, size, None, start, end)

    def _add(
        self, node: Node, size: int, anchor: str | None, start: tuple[int, int], end: tuple[int, int]
    ) -> None:
        if anchor is not None:
            self._anchors[anchor] = (node, size)
        if self._keep_spans:
            self.spans.setdefault(id(node), Span(start, end))  # an alias leaves the span of what it names
        if self._stack:
            top = self._stack[-1]
            top.parts.append(node)
            top.last_end = end
            top.size += size
        else:
            self.root = node

    def _sequence(self, opened: _Open) -> Sequence:
        items = opened.parts
        if opened.flow:
            items = mistakes.without_comma_numbers_in_list(items, self._findings, self._scope)
        return Sequence(tuple(items), opened.place, opened.flow)

    def _mapping(self, opened: _Open) -> Mapping:
        pairs = list(zip(opened.parts[::2], opened.parts[1::2], strict=True))
        if opened.flow:
            pairs = mistakes.without_comma_numbers(pairs, self._findings, self._scope)
        entries: dict[str, Node] = {}
        keys: dict[str, Scalar] = {}
        for key, value in pairs:
            if not isinstance(key, Scalar) or key.text in keys or not _USUAL_KEY.match(key.text):
                self._findings.extend(mistakes.key(key, value, keys, opened.flow, self._scope))
            if isinstance(key, Scalar) and (text := key.text.strip()) and text not in keys:
                entries[text], keys[text] = value, key
        return Mapping(MappingProxyType(entries), MappingProxyType(keys), opened.place, opened.flow)


def _name(event: events.NodeEvent) -> str | None:
    """Return the name behind ``&`` or ``*``. Refuses, as the C parser does, what only the pure one takes."""
    name: str | None = event.anchor
    if name is not None and not _ANCHOR.fullmatch(name):
        kind = "alias" if isinstance(event, events.AliasEvent) else "anchor"
        raise ScannerError(f"while scanning an {kind}", event.start_mark, "unexpected sign", event.start_mark)
    return name
