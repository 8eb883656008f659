"""Edits of any file in any style: read back, exactly the intended path has changed, and all comments are there."""

from __future__ import annotations

import re
from typing import cast

from hypothesis import assume, given
from hypothesis import strategies as st

from uwanose.errors import Finding, Refused
from uwanose.source.edit import append_item, remove_value, set_value, written
from uwanose.source.nodes import Mapping, Node, Sequence
from uwanose.source.read import read_yaml

Plain = str | list["Plain"] | dict[str, "Plain"] | None
Path = tuple[str | int, ...]

# every character but the non-characters that no file may hold, however it is written
CHARACTERS = st.characters(
    exclude_categories=["Cs"], exclude_characters=[chr(code) for code in range(0xFDD0, 0xFDF0)]
)
TEXTS = st.one_of(
    st.sampled_from(
        [
            "320_000",
            "00123",
            "no",
            "https://a.jp/?q=1",
            "a, b",
            "条例: 第3条",
            "'",
            '"',
            "#",
            "~",
            "大井町",
            "- x",
            "",
        ]
    ),
    st.text(CHARACTERS, max_size=8),
)
NAMES = st.sampled_from(["settings", "2021", "2026-04-01", "2012", "町", "a.b", "k v", "#x", "from"])
PLAINS: st.SearchStrategy[Plain] = st.recursive(
    st.one_of(st.none(), TEXTS),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(NAMES, inner, max_size=4)),
    max_leaves=12,
)


class Writer:
    """Writes a tree in styles drawn at random, with numbered comments."""

    def __init__(self, draw: st.DrawFn) -> None:
        self._draw = draw
        self.step = "  " if draw(st.booleans()) else "    "
        self.comments = 0

    def comment(self) -> str:
        """Return a comment, or none."""
        if not self._draw(st.booleans()):
            return ""
        self.comments += 1
        return f"  # 注{self.comments}"

    def flow(self, plain: Plain) -> str:
        """Write a tree in braces and brackets."""
        space = self._draw(st.sampled_from(["", " "]))
        if isinstance(plain, dict):
            inner = ", ".join(f"{written(name)}: {self.flow(value)}" for name, value in plain.items())
            return f"{{{space}{inner}{space}}}"
        if isinstance(plain, list):
            return f"[{space}{', '.join(self.flow(item) or written('') for item in plain)}{space}]"
        return "" if plain is None else written(plain)

    def lines(self, plain: Plain, indent: str) -> list[str]:
        """Write a tree as lines of block style, parts of it in braces."""
        lines: list[str] = []
        if isinstance(plain, dict):
            for name, value in plain.items():
                lines += self._entry(f"{indent}{written(name)}:", value, indent + self.step)
        elif isinstance(plain, list):
            for item in plain:
                lines += self._entry(f"{indent}-", item, indent + self.step)
        return lines

    def _entry(self, head: str, value: Plain, indent: str) -> list[str]:
        above = (
            [f"{' ' * self._draw(st.integers(0, 4))}# 上{head.strip()}"]
            if self._draw(st.integers(0, 5)) == 0
            else []
        )
        if isinstance(value, (dict, list)) and value and self._draw(st.booleans()):
            return [*above, head + self.comment(), *self.lines(value, indent)]
        text = self.flow(value)
        return [*above, (f"{head} {text}" if text else head) + self.comment()]


def as_plain(node: Node | None) -> Plain:
    """Return nodes as a tree."""
    if isinstance(node, Mapping):
        return {name: as_plain(value) for name, value in node.entries.items()}
    if isinstance(node, Sequence):
        return [as_plain(item) for item in node]
    return None if node is None or node.empty else node.text


def read(data: bytes) -> Plain:
    """Read a file that must be sound."""
    findings: list[Finding] = []
    node = read_yaml(data, "f", findings)
    assert findings == []
    return as_plain(node)


@st.composite
def files(draw: st.DrawFn) -> bytes:
    """Draw a sound file."""
    writer = Writer(draw)
    tree = draw(st.dictionaries(NAMES, PLAINS, max_size=4))
    newline = draw(st.sampled_from(["\n", "\r\n"]))
    lines = ["# 頭", *writer.lines(tree, "")]
    text = newline.join(lines) + (newline if draw(st.booleans()) else "")
    return (b"\xef\xbb\xbf" if draw(st.booleans()) else b"") + text.encode()


def paths(plain: Plain) -> list[Path]:
    """Return every path of a tree, the empty one first."""
    found: list[Path] = [()]
    if isinstance(plain, dict):
        found += [(name, *path) for name, value in plain.items() for path in paths(value)]
    if isinstance(plain, list):
        found += [(at, *path) for at, item in enumerate(plain) for path in paths(item)]
    return found


def at(plain: Plain, path: Path) -> Plain:
    """Return what stands at a path."""
    for step in path:
        plain = cast("dict[str | int, Plain]", plain)[step]
    return plain


def without(plain: Plain, path: Path) -> Plain:
    """Return a tree without what stands at a path."""
    if isinstance(plain, dict):
        return {
            name: without(value, path[1:]) if name == path[0] else value
            for name, value in plain.items()
            if name != path[0] or len(path) > 1
        }
    assert isinstance(plain, list)
    return [
        without(item, path[1:]) if index == path[0] else item
        for index, item in enumerate(plain)
        if index != path[0] or len(path) > 1
    ]


def put(plain: Plain, path: Path, value: Plain) -> Plain:
    """Return a tree with a value at a path, missing names added."""
    if not path:
        return value
    if isinstance(plain, list):
        return [put(item, path[1:], value) if index == path[0] else item for index, item in enumerate(plain)]
    entries = plain if isinstance(plain, dict) else {}
    name = str(path[0])
    return {**entries, name: put(entries.get(name), path[1:], value)}


def comments(data: bytes) -> list[str]:
    """Return the comments the writer numbered."""
    return re.findall(r"# [注上頭][^\r\n]*", data.decode())


@given(files(), st.data())
def test_setting_an_existing_value_changes_that_value_alone(data: bytes, draws: st.DataObject) -> None:
    """The rest reads as before, and no comment outside the replaced part is lost."""
    tree = read(data)
    path = draws.draw(st.sampled_from(paths(tree)))
    assume(path)
    text = draws.draw(TEXTS)
    result = set_value(data, path, written(text))
    assert put(tree, path, text) == read(result)
    old = at(tree, path)
    if not isinstance(old, (dict, list)):
        assert comments(data) == comments(result)
    assert data[:3] == result[:3]
    assert (b"\r\n" in data) >= (b"\r\n" in result)


@given(files(), st.lists(NAMES, min_size=1, max_size=3), TEXTS)
def test_a_new_value_is_added_with_its_missing_parents(data: bytes, names: list[str], text: str) -> None:
    """Every comment stays; a way through a single value or a list is refused."""
    tree = read(data)
    holder: Plain = tree
    for name in names:
        if holder is not None and not isinstance(holder, dict):
            break
        holder = (holder or {}).get(name)
    else:
        result = set_value(data, names, written(text), "説明")
        assert put(tree, tuple(names), text) == read(result)
        if holder is None:
            assert comments(data) == comments(result)
        return
    try:
        set_value(data, names, written(text))
    except Refused as refused:
        assert [finding.code for finding in refused.findings] == ["S131"]
    else:
        raise AssertionError("a value was put below a single value")


@given(files(), st.data())
def test_removing_takes_away_that_path_alone(data: bytes, draws: st.DataObject) -> None:
    """Lines above and below stay; the rare place where that cannot be is refused, and never guessed."""
    tree = read(data)
    path = draws.draw(st.sampled_from(paths(tree)))
    assume(path)
    try:
        result = remove_value(data, path)
    except Refused as refused:
        assert [finding.code for finding in refused.findings] == ["S131"]
        return
    assert (without(tree, path) or None) == (read(result) or None)


@given(files(), st.data())
def test_appending_adds_one_item_at_the_end(data: bytes, draws: st.DataObject) -> None:
    """Every list, in every style."""
    tree = read(data)
    lists = [path for path in paths(tree) if isinstance(at(tree, path), list)]
    assume(lists)
    path = draws.draw(st.sampled_from(lists))
    text = draws.draw(TEXTS)
    result = append_item(data, path, written(text))
    assert put(tree, path, [*cast("list[Plain]", at(tree, path)), text]) == read(result)
    assert comments(data) == comments(result)


@given(
    st.text(
        st.characters(
            exclude_categories=["Cs"], exclude_characters=[chr(code) for code in range(0xFDD0, 0xFDF0)]
        )
    )
)
def test_a_written_text_reads_back_as_itself_everywhere(text: str) -> None:
    """In a block, in braces, in brackets and as a name."""
    word = written(text)
    assert read(f"- {word}\n- [{word}, 1]\n- {{a: {word}, b: 1}}\n".encode()) == [
        text,
        [text, "1"],
        {"a": text, "b": "1"},
    ]
    if text.strip():
        assert read(f"{word}: 1\n".encode()) == {text.strip(): "1"}
