"""Owns the changes of one act: several files edited in memory, comments kept, before anything is checked or written."""

from __future__ import annotations

from collections.abc import Iterator

from uwanose.errors import Place
from uwanose.layers.model import Adoption, Customization
from uwanose.source import edit
from uwanose.source.nodes import Mapping as MappingNode
from uwanose.source.nodes import Scalar
from uwanose.source.nodes import Sequence as SequenceNode
from uwanose.source.read import read_yaml
from uwanose.workspace import Workspace

__all__ = ["Changes", "paper"]

Path = list[str | int]


class Changes:
    """The files of one act as they were and as they would be. Raises Refused for what cannot be edited safely."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self._files: dict[str, tuple[bytes, bytes]] = {}

    @property
    def files(self) -> dict[str, tuple[bytes, bytes]]:
        """The files that change: name → before, after."""
        return {name: both for name, both in self._files.items() if both[0] != both[1]}

    @property
    def after(self) -> dict[str, bytes]:
        """The files as they would be."""
        return {name: both[1] for name, both in self._files.items()}

    def create(self, file: str, data: bytes) -> None:
        """Begin a new file."""
        self._files[file] = (b"", data)

    def put(self, file: str, data: bytes) -> None:
        """Take over what a file would be as a whole."""
        self.read(file)
        self._keep(file, data)

    def set(self, file: str, path: Path, value: str, words: str = "") -> None:
        """Write a value, already in YAML, at a path; *words* say it in a comment behind it."""
        self._keep(file, edit.set_value(self.read(file), path, value, words, name=file))

    def append(self, file: str, path: Path, value: str) -> int:
        """Append an item, already in YAML, to a list; return where it stands."""
        count = len(self._rows(file, path))
        self._keep(file, edit.append_item(self.read(file), path, value, name=file))
        return count

    def remove(self, file: str, path: Path) -> None:
        """Take an entry or an item away; the list it empties goes with it."""
        index = path[-1]
        whole = isinstance(index, int) and len(self._rows(file, path[:-1])) == 1
        self._keep(file, edit.remove_value(self.read(file), path[:-1] if whole else path, file))

    def row(self, file: str, key: str, name: str, text: str) -> int | None:
        """Return where in a list the item stands that says ``name: text``, None when there is none."""
        return next(
            (index for index, node in enumerate(self._rows(file, [key])) if _says(node, name, text)), None
        )

    def adoption(self, adoption: Adoption) -> Path:
        """Return the path of an adoption in its file, which has not been changed above it."""
        rows = self._rows(adoption.place.file, ["adopts"])
        return ["adopts", next(index for index, node in enumerate(rows) if _place(node) == adoption.place)]

    def entry(self, customization: Customization, path: Path, value: str) -> None:
        """Write a value into an entry of the register."""
        self.set(customization.place.file, path, value)

    def read(self, file: str) -> bytes:
        """Return a file as it would be. Raises OSError for one that is not there."""
        if file not in self._files:
            data = (self.workspace.root / file).read_bytes()
            self._files[file] = (data, data)
        return self._files[file][1]

    def _keep(self, file: str, data: bytes) -> None:
        self._files[file] = (self._files[file][0], data)

    def _rows(self, file: str, path: Path) -> list[object]:
        node: object = read_yaml(self.read(file), file, [])
        for step in path:
            if isinstance(node, MappingNode):
                node = node.entries.get(str(step))
            elif isinstance(node, SequenceNode) and isinstance(step, int):
                node = node.items[step]
        return list(node.items) if isinstance(node, SequenceNode) else []


def _says(node: object, name: str, text: str) -> bool:
    found = node.entries.get(name) if isinstance(node, MappingNode) else None
    return isinstance(found, Scalar) and found.text == text


def _place(node: object) -> Place | None:
    return node.place if isinstance(node, MappingNode) else None


def paper(**said: object) -> str:
    """Return an act as it is written in YAML, what is empty left out: ``{on: 2026-04-01, document: 承諾}``."""
    return edit.written_mapping(dict(_written(said)))


def _written(said: dict[str, object]) -> Iterator[tuple[str, str]]:
    for name, value in said.items():
        if isinstance(value, bool) or value is None or value == "":
            continue
        yield name, f"{value:_}" if isinstance(value, int) else edit.written(str(value))
