"""Owns writing the new names of points into the files of the layers: one word each, every other byte stays."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from uwanose.errors import Finding, Refused
from uwanose.layers.upgrade.model import Overlay, Status, Verdict
from uwanose.workspace import Workspace

__all__ = ["renamed"]

Files = Mapping[str, tuple[bytes, bytes]]  # name → before, after


def renamed(workspace: Workspace, verdicts: Iterable[Verdict]) -> Files:
    """Return the files of settings whose points have another name, with the new names.

    A customization is left out: its content is approved, and another name is another content. Raises Refused where a name
    does not stand at its place.
    """
    moved = [one for one in verdicts if one.status is Status.MOVED and not one.overlay.customization]
    files: dict[str, tuple[bytes, bytes]] = {}
    for one in sorted(
        moved, key=lambda one: one.overlay.place, reverse=True
    ):  # the last first: places stay true
        file = one.overlay.place.file
        before = files[file] if file in files else ((workspace.root / file).read_bytes(),) * 2
        files[file] = (before[0], _written(before[1], one.overlay, one.moved_to))
    return files


def _written(data: bytes, overlay: Overlay, name: str) -> bytes:
    place, old = overlay.place, overlay.point.encode()
    lines = data.split(b"\n")
    line = lines[place.line - 1].decode("utf-8")
    if place.line == 1:
        line = line.removeprefix("\ufeff")
    start = len(lines[place.line - 1]) - len(line[place.column - 1 :].encode())
    rest = lines[place.line - 1][start:]
    quote = rest[:1] if rest[:1] in (b"'", b'"') else b""
    if not rest.startswith(quote + old):
        raise Refused([_not_there(overlay)])
    kept = rest[len(quote + old) :]
    lines[place.line - 1] = lines[place.line - 1][:start] + quote + name.encode() + kept
    return b"\n".join(lines)


def _not_there(overlay: Overlay) -> Finding:
    return Finding(
        code="U140",
        place=overlay.place,
        ja=f"{overlay.point} が、この場所にそのままの形で書かれていないため、書き直せません。何も書いていません。",
        en=f"{overlay.point} does not stand at this place as it is spelt; nothing was written.",
        remedy_ja="ファイルを開いて、新しい名前に書き直してください。",
        remedy_en="Open the file and write the new name.",
    )
