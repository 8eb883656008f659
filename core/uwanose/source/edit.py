"""Owns edits of YAML text: a value set, removed or appended, while every other byte of the file stays.

Comments, order, byte order mark, line ends, indentation and ``{}`` style are those of the file. The result is read
again; unless exactly the intended path has changed, the edit is refused and nothing is returned.
"""

from __future__ import annotations

from collections.abc import Callable

from uwanose.errors import Finding, Place, Refused, Severity
from uwanose.source.composer import compose
from uwanose.source.decode import decode
from uwanose.source.layout import Layout, Splice, spliced
from uwanose.source.nodes import Mapping, Node, Scalar
from uwanose.source.nodes import Sequence as List
from uwanose.source.outline import Document, Path, Unsure
from uwanose.source.splices import appending, removing, setting
from uwanose.source.writing import written, written_mapping

__all__ = ["append_item", "remove_value", "set_value", "written", "written_mapping"]

COMMENT = "# = "  # begins the comments written here, so that a later edit replaces them and no others

Plain = str | list["Plain"] | dict[str, "Plain"] | None
Change = Callable[[Document], list[Splice]]


def set_value(data: bytes, path: Path, value: str, comment: str = "", name: str = "") -> bytes:
    """Return the file with *value* at *path*; missing parents are added, an old value is replaced.

    *value* is YAML on one line (``320_000``, ``{value: 6/100, source: …}``); ``written`` makes it of a text. *comment*
    says the value in words at the end of its line (``# = 320,000円``), unless a comment of somebody else stands there;
    a former comment of ours goes with its value. *name* is the file as findings show it. Raises Refused.
    """
    edit = _Edit(data, name)
    fragment = edit.fragment(value)
    expected = _with(edit.plain, path, fragment)
    flow = any(isinstance(node, (Mapping, List)) and node.flow for node in edit.along(path[:-1]))
    edit.make(lambda document: setting(document, path, _fitting(value, flow)), expected)
    edit.comment(path, comment)
    return edit.bytes()


def remove_value(data: bytes, path: Path, name: str = "") -> bytes:
    """Return the file without the entry or item at *path*; a file that lacks it is returned as it is.

    What becomes empty by it stays as ``{}`` or ``[]``; a comment of ours on the line goes with the value. Raises Refused.
    """
    edit = _Edit(data, name)
    if edit.document.node(path) is None or not path:
        return data
    edit.make(lambda document: removing(document, path), _without(edit.plain, path))
    parent = edit.document.node(path[:-1])
    if isinstance(parent, (Mapping, List)) and parent.flow:
        edit.comment(path[:-1], "")
    return edit.bytes()


def append_item(data: bytes, path: Path, value: str, comment: str = "", name: str = "") -> bytes:
    """Return the file with *value* as the last item of the list at *path*; a missing list is begun. Raises Refused."""
    edit = _Edit(data, name)
    fragment = edit.fragment(value)
    node = edit.document.node(path)
    count = len(node) if isinstance(node, List) else 0
    expected = _with(edit.plain, path, [*_items(_at(edit.plain, path)), fragment])
    flow = any(isinstance(found, (Mapping, List)) and found.flow for found in edit.along(path))
    edit.make(lambda document: appending(document, path, _fitting(value, flow)), expected)
    edit.comment((*path, count), comment)
    return edit.bytes()


class _Edit:
    """One edit of one file, from its bytes to its bytes."""

    def __init__(self, data: bytes, name: str) -> None:
        self._name = name
        findings: list[Finding] = []
        text = decode(data, name, findings, "")
        if text.encoding != "utf-8":
            raise Refused([_not_utf8(name)])
        raw = data[len(text.bom) :].decode("utf-8", "replace")
        compose(text.content, name, findings, "")
        errors = [finding for finding in findings if finding.severity is Severity.ERROR]
        if errors:
            raise Refused([_unsound(name), *errors])
        self._bom, self._text = text.bom, raw
        self.document = Document.of(raw)
        self.plain = _plain(self.document.root)

    def along(self, path: Path) -> list[Node | None]:
        """Return the nodes a path leads through, the root first."""
        return [self.document.node(path[:depth]) for depth in range(len(path) + 1)]

    def fragment(self, value: str) -> Plain:
        """Return what a value says by itself. Raises Refused."""
        findings: list[Finding] = []
        root = compose(value, self._name, findings, "").root
        if findings or root is None or len(value.splitlines()) != 1:
            raise Refused([_no_value(value, self._name)])
        return _plain(root)

    def make(self, change: Change, expected: Plain) -> None:
        """Make a change and read the result again. Raises Refused unless it is exactly what was meant."""
        try:
            text = spliced(self._text, change(self.document))
        except Unsure:
            text = ""
        if not text.strip() and expected not in (None, {}):
            raise Refused([_cannot_edit(self._name)])
        if not self._reads_as(text, expected):
            raise Refused([_cannot_edit(self._name)])
        self._text, self.plain, self.document = text, expected, Document.of(text)

    def comment(self, path: Path, comment: str) -> None:
        """Put our comment behind the value at a path, or take away the one that spoke of the former value."""
        node = self.document.node(path)
        if node is None:
            return
        layout = Layout(self._text)
        end = self.document.end(node)
        old = layout.comment_after(end)
        words = " ".join(comment.split())
        new = f"  {COMMENT}{words}" if words else ""
        if old is None:
            at = layout.line_end(end)
            old = at, at
        elif not layout.text[slice(*old)].lstrip().startswith(COMMENT):
            return
        text = spliced(self._text, [Splice(*old, new)])
        if self._reads_as(text, self.plain):
            self._text = text

    def bytes(self) -> bytes:
        """Return the file."""
        return self._bom + self._text.encode("utf-8")

    def _reads_as(self, text: str, expected: Plain) -> bool:
        findings: list[Finding] = []
        root = compose(text.replace("\t", " "), self._name, findings, "").root
        return not findings and (_plain(root) or None) == (expected or None)


def _plain(node: Node | None) -> Plain:
    """Return a node without places and style; None is what is empty."""
    if isinstance(node, Mapping):
        return {name: _plain(value) for name, value in node.entries.items()}
    if isinstance(node, List):
        return [_plain(item) for item in node.items]
    return None if node is None or node.empty else node.text


def _at(plain: Plain, path: Path) -> Plain:
    for step in path:
        if isinstance(plain, dict) and isinstance(step, str):
            plain = plain.get(step)
        elif isinstance(plain, list) and isinstance(step, int) and step < len(plain):
            plain = plain[step]
        else:
            return None
    return plain


def _items(plain: Plain) -> list[Plain]:
    return plain if isinstance(plain, list) else []


def _with(plain: Plain, path: Path, value: Plain) -> Plain:
    if not path:
        return value
    step, rest = path[0], path[1:]
    if isinstance(plain, list) and isinstance(step, int) and step < len(plain):
        return [*plain[:step], _with(plain[step], rest, value), *plain[step + 1 :]]
    entries = plain if isinstance(plain, dict) else {}
    return {**entries, str(step): _with(entries.get(str(step)), rest, value)}


def _without(plain: Plain, path: Path) -> Plain:
    step, rest = path[0], path[1:]
    if rest:
        return _with(plain, path[:1], _without(_at(plain, path[:1]), rest))
    if isinstance(plain, list) and isinstance(step, int):
        return [*plain[:step], *plain[step + 1 :]]
    return (
        {name: value for name, value in plain.items() if name != step} if isinstance(plain, dict) else plain
    )


def _fitting(value: str, flow: bool) -> str:
    """Return a value as it can stand inside ``{}`` too: a plain text with a comma gets quotes there."""
    root = compose(value, "", [], "").root
    if not flow or not isinstance(root, Scalar) or root.quoted or root.empty:
        return value
    inside = compose(f"[{value}]", "", [], "").root
    return value if _plain(inside) == [root.text] and "," not in value else written(root.text)


def _not_utf8(name: str) -> Finding:
    return Finding(
        code="S130",
        place=Place(name),
        ja="UTF-8 ではないファイルは書き換えられません。",
        en="A file that is not UTF-8 cannot be edited.",
        remedy_ja="エディターで「UTF-8」を選んで保存し直してから、もう一度実行してください。",
        remedy_en="Save it as UTF-8 in your editor, then try again.",
    )


def _unsound(name: str) -> Finding:
    return Finding(
        code="S130",
        place=Place(name),
        ja="誤りのあるファイルは書き換えられません。",
        en="A file with errors cannot be edited.",
        remedy_ja="先に次の指摘を直してください。",
        remedy_en="Correct the other findings first.",
    )


def _no_value(value: str, name: str) -> Finding:
    return Finding(
        code="S131",
        place=Place(name),
        ja=f"「{value}」は1行のYAMLの値として書けません。",
        en=f"{value!r} is no YAML value of one line.",
        remedy_ja="文字として書くときは引用符で囲んでください。",
        remedy_en="Quote it if it is text.",
    )


def _cannot_edit(name: str) -> Finding:
    return Finding(
        code="S131",
        place=Place(name),
        ja="この場所だけを安全に書き換えることができません（書き方が特別です）。ファイルは変えていません。",
        en="This place alone cannot be changed safely (it is written in an unusual way). Nothing was changed.",
        remedy_ja="エディターで直接書き換え、check で点検してください。",
        remedy_en="Change it in your editor and run 'check'.",
    )
