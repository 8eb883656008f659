"""Owns files and folders: a folder read once into memory, its content hash, and writing that is whole or not at all."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from uwanose.errors import Finding, Place

_SKIPPED = frozenset({"__pycache__", "node_modules"})


@dataclass(frozen=True, slots=True)
class SourceFolder:
    """The files of one folder, as they were when it was read: name relative to the workspace → bytes, sorted."""

    contents: Mapping[str, bytes]
    root: Path | None = None

    @classmethod
    def read(
        cls,
        root: Path,
        prefix: str = "",
        *,
        suffixes: Iterable[str] = (".yaml", ".yml"),
        findings: list[Finding] | None = None,
        scope: str = "national",
    ) -> SourceFolder:
        """Read every file below *root* that ends in one of *suffixes* (all files when there is none).

        Names begin with *prefix* (default: the name of the folder). Hidden files are left out. A file that cannot be
        read becomes a finding.
        """
        wanted, name = tuple(suffixes), prefix or root.name
        contents: dict[str, bytes] = {}
        for path in sorted(_files_below(root)):
            if wanted and path.suffix not in wanted:
                continue
            shown = f"{name}/{path.relative_to(root).as_posix()}"
            try:
                contents[shown] = path.read_bytes()
            except OSError as error:
                if findings is None:
                    raise
                findings.append(_unreadable(shown, error, scope))
        return cls(MappingProxyType(contents), root)

    @classmethod
    def of(cls, contents: Mapping[str, bytes]) -> SourceFolder:
        """Return a folder that exists only in memory."""
        return cls(MappingProxyType(dict(sorted(contents.items()))))

    def __iter__(self) -> Iterator[tuple[str, bytes]]:
        return iter(self.contents.items())

    def __len__(self) -> int:
        return len(self.contents)

    def __contains__(self, name: object) -> bool:
        return name in self.contents

    def get(self, name: str) -> bytes | None:
        """Return the bytes of one file, None when there is no such file."""
        return self.contents.get(name)

    def below(self, prefix: str) -> SourceFolder:
        """Return the part whose names begin with *prefix*."""
        kept = {name: data for name, data in self.contents.items() if name.startswith(prefix)}
        return SourceFolder(MappingProxyType(kept), self.root)

    @property
    def sha256(self) -> str:
        """The hash of names and bytes."""
        digest = hashlib.sha256()
        for name, data in self.contents.items():
            head = f"{len(name.encode())} {len(data)} {name} "
            digest.update(head.encode())
            digest.update(data)
        return digest.hexdigest()


def _files_below(root: Path) -> Iterator[Path]:
    for folder, names, files in os.walk(root):
        names[:] = [name for name in names if not name.startswith(".") and name not in _SKIPPED]
        yield from (Path(folder, file) for file in files if not file.startswith((".", "~$")))


def _unreadable(name: str, error: OSError, scope: str) -> Finding:
    return Finding(
        code="S132",
        place=Place(name),
        scope=scope,
        ja=f"ファイルを読めません（{error.strerror}）。",
        en=f"The file cannot be read ({error.strerror}).",
        remedy_ja="他のソフトで開いていないか、読み取りの権限があるか確かめてください。",
        remedy_en="See whether another program holds it and whether you may read it.",
    )


@contextmanager
def written_beside(path: Path) -> Iterator[None]:
    """Let an OSError name the file that was asked for, not the hidden one that is written beside it and then renamed."""
    try:
        yield
    except OSError as error:
        raise type(error)(error.errno, error.strerror or str(error), str(path)) from error


def write_atomically(path: Path, data: bytes) -> None:
    """Write a file so that a reader, or a machine that stops, finds either the old or the new one, whole.

    The permissions of the old file stay; a symbolic link keeps pointing to the file it stands for. An OSError names *path*.
    """
    target = path.resolve()
    temporary = target.with_name(f".{target.name}.{os.urandom(6).hex()}")
    with written_beside(path):
        try:
            with temporary.open("xb") as stream:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
            if target.exists():
                temporary.chmod(target.stat().st_mode & 0o7777)
            temporary.replace(target)
        except BaseException:
            _take_away(temporary)
            raise
    _sync_folder(target.parent)


def _take_away(temporary: Path) -> None:
    """Remove what was begun; where that fails as well, the first failure is the one to tell."""
    with suppress(OSError):
        temporary.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    """Make the renaming last, where the system lets a folder be opened (not on Windows)."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
