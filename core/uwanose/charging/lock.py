"""Owns the lock of a folder, of the book above all: one close at a time; the system lets go of it when a process ends, however it ends."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from uwanose.errors import Finding, Place, Refused

__all__ = ["held", "locked"]

if sys.platform == "win32":
    import msvcrt

    @contextmanager
    def held(folder: Path) -> Iterator[bool]:
        """Hold a folder that is there; says whether it was free."""
        with (folder / ".lock").open("wb") as stream:
            try:
                msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)
            except OSError:
                yield False
                return
            try:
                yield True
            finally:
                msvcrt.locking(stream.fileno(), msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    @contextmanager
    def held(folder: Path) -> Iterator[bool]:
        """Hold a folder that is there; says whether it was free."""
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
        finally:
            os.close(descriptor)


@contextmanager
def locked(folder: Path, shown: str = "") -> Iterator[None]:
    """Hold the folder of the book, made if it is not there yet. Raises Refused when another close holds it."""
    place = Place(shown or folder.as_posix())
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refused([not_writable(place, error)]) from error
    with held(folder) as free:
        if not free:
            raise Refused([_busy(place)])
        yield


def _busy(place: Place) -> Finding:
    return Finding(
        code="C115",
        place=place,
        scope="register",
        ja="ほかの調定の処理が動いているため、調定できません。",
        en="Another close is running; this one is refused.",
        remedy_ja="終わるのを待って、もう一度実行してください。調定簿は変わっていません。",
        remedy_en="Wait for it to end and run again. The book is unchanged.",
    )


def not_writable(place: Place, error: OSError) -> Finding:
    """Return the finding for a folder or disk that refuses the book."""
    return Finding(
        code="C116",
        place=place,
        scope="register",
        ja=f"調定簿を書き込めません（{error.strerror}）。調定簿は変わっていません。",
        en=f"The book cannot be written ({error.strerror}). It is unchanged.",
        remedy_ja="フォルダの書込み権限とディスクの空きを確かめてください。付属のサンプルは読取り専用です。uwanose init で自分の作業フォルダを作ってください。",
        remedy_en="See whether you may write to the folder and whether the disk has room. The bundled sample is read-only: make a workspace with uwanose init.",
    )
