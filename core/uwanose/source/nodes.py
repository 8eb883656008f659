"""Owns the frozen nodes of a YAML file: raw scalars, sequences and mappings, each with its place. Data only."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping as MappingType
from dataclasses import dataclass

from uwanose.errors import Place


@dataclass(frozen=True, slots=True)
class Scalar:
    """Text exactly as it was typed; the declared type of the point gives it a meaning, never YAML.

    ``quoted`` tells whether it stood in quotes or in a ``|`` or ``>`` block.
    """

    text: str
    quoted: bool
    place: Place

    @property
    def empty(self) -> bool:
        """Whether nothing was written (``key:``); there is no null."""
        return not self.text and not self.quoted


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list. ``flow`` tells whether it was written in ``[]``."""

    items: tuple[Node, ...]
    place: Place
    flow: bool = False

    def __iter__(self) -> Iterator[Node]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)


@dataclass(frozen=True, slots=True)
class Mapping:
    """Named entries in the order of the file. ``keys`` holds the key nodes with their places."""

    entries: MappingType[str, Node]
    keys: MappingType[str, Scalar]
    place: Place
    flow: bool = False

    def __contains__(self, key: object) -> bool:
        return key in self.entries

    def __getitem__(self, key: str) -> Node:
        return self.entries[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self.entries)

    def __len__(self) -> int:
        return len(self.entries)

    def get(self, key: str) -> Node | None:
        """Return the value of *key*, None when the key is not written at all."""
        return self.entries.get(key)


Node = Scalar | Sequence | Mapping
