"""Owns what is kept of files of the book that were proven: their last hash and what they charge, so that none is proven twice.

It is an index that can be thrown away: found by the bytes of the file, the hash before it and the code that proves, made
anew whenever one of them is another. ``charge verify`` never looks at it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from uwanose.charging.due import Group
from uwanose.charging.line_text import NATURES, read_month
from uwanose.charging.records import Charged
from uwanose.source.files import write_atomically

__all__ = ["Proven"]

_HERE = Path(__file__).parent
_CODE = ("proven.py", "sealing.py", "stored.py")
_FOLDER = "book"


class Proven:
    """The index of one cache folder; without a folder nothing is kept and nothing found."""

    def __init__(self, cache: Path | None) -> None:
        self._folder = cache / _FOLDER if cache else None
        self._used: set[str] = set()
        self._kept = False

    def find(self, content: bytes, previous: str) -> tuple[str, Charged] | None:
        """Return the last hash of a file and what it charges, None when it has not been proven as it is."""
        if self._folder is None:
            return None
        name = self._name(content, previous)
        try:
            mark, _, body = (self._folder / name).read_bytes().partition(b"\n")
            if mark.decode() != sha256(body).hexdigest():
                return None
            head, charged = json.loads(body)
            found = [(_group(*group), dict(towns)) for group, towns in charged]
        except (OSError, ValueError, KeyError, TypeError):
            return None
        self._used.add(name)
        return head, found

    def keep(self, content: bytes, previous: str, head: str, charged: Charged) -> None:
        """Keep what was proven of a file. A cache that cannot be written is no mistake."""
        if self._folder is None:
            return
        rows = [
            [[name, item, str(month), nature.value], towns] for (name, item, month, nature), towns in charged
        ]
        body = json.dumps([head, rows], ensure_ascii=False, separators=(",", ":")).encode()
        name = self._name(content, previous)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            write_atomically(self._folder / name, sha256(body).hexdigest().encode() + b"\n" + body)
        except OSError:
            return
        self._used.add(name)
        self._kept = True

    def tidy(self) -> None:
        """Throw away what was kept of files that stand in the book no more, once something new was kept."""
        for path in self._others() if self._kept else ():
            path.unlink(missing_ok=True)

    def _others(self) -> Iterable[Path]:
        try:
            return (
                [path for path in self._folder.iterdir() if path.name not in self._used]
                if self._folder
                else ()
            )
        except OSError:
            return ()

    def _name(self, content: bytes, previous: str) -> str:
        return f"{sha256(self._code + previous.encode() + sha256(content).digest()).hexdigest()}.json"

    @cached_property
    def _code(self) -> bytes:
        return b"".join(sha256((_HERE / name).read_bytes()).digest() for name in _CODE)


def _group(name: str, item: str, month: str, nature: str) -> Group:
    return name, item, read_month(month), NATURES[nature]
