"""Owns which Japanese font papers are printed with: the one that is configured, one of the system, one of a wheel."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from uwanose.errors import Finding, Place, Refused

__all__ = ["FONT_VARIABLE", "Font", "find_font", "letters"]

FONT_VARIABLE = "UWANOSE_FONT"  # names the file of a font
WHEEL, _IN_WHEEL = (
    "matplotlib-fontja",
    "matplotlib_fontja/fonts/ipaexg.ttf",
)  # IPAexGothic; needs none of its dependencies
_PREFERRED = (
    "BIZ UDPMincho", "BIZ UDMincho", "Yu Mincho", "Hiragino Mincho ProN", "Noto Serif CJK JP", "Noto Serif JP",
    "IPAexMincho", "IPAMincho", "BIZ UDPGothic", "BIZ UDGothic", "Noto Sans CJK JP", "Noto Sans JP", "IPAexGothic",
    "IPAGothic", "TakaoPMincho", "TakaoPGothic", "VL PGothic",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Font:
    """One face: its family, its file, and its number in a collection (``.ttc``). ``named`` tells that the system knows it."""

    family: str
    file: Path
    index: int = 0
    named: bool = False


def find_font(configured: Path | None = None, environment: Mapping[str, str] = os.environ) -> Font:
    """Return the font to print with: *configured*, then ``UWANOSE_FONT``, then the system's, then that of the wheel.

    Raises Refused [D101] when there is none, naming the three ways to get one, and [D102] for a file that is no font.
    """
    if configured is None and environment.get(FONT_VARIABLE):
        configured = Path(environment[FONT_VARIABLE])
    if configured is not None:
        return _of_file(configured)
    found = next(_of_system(), None) or _of_wheel()
    if found is None:
        raise Refused([_no_font()])
    return found


@cache
def letters(font: Font) -> tuple[frozenset[int], frozenset[tuple[int, int]]]:
    """Return the code points a font has glyphs for, and the pairs of letter and variation selector it tells apart."""
    from fontTools.ttLib import TTFont

    with TTFont(font.file, fontNumber=font.index, lazy=True) as opened:
        plain = frozenset(opened.getBestCmap())
        varied = frozenset(
            (letter, selector)
            for table in opened["cmap"].tables
            if table.format == 14
            for selector, pairs in table.uvsDict.items()
            for letter, _ in pairs
        )
    return plain, varied


def _of_file(file: Path) -> Font:
    from fontTools.ttLib import TTFont, TTLibError

    try:
        with file.open("rb") as stream, TTFont(stream, fontNumber=0, lazy=True) as opened:
            family = opened["name"].getBestFamilyName() or file.stem
    except (OSError, TTLibError, KeyError) as failure:
        raise Refused([_no_such_font(file, failure)]) from failure
    return Font(family, file)


def _of_system() -> Iterator[Font]:
    """Yield the system's Japanese fonts, the preferred families first. Nothing where fontconfig cannot be asked."""
    asked = shutil.which("fc-list")
    if asked is None:
        return
    told = subprocess.run(
        [asked, ":lang=ja:style=Regular", "--format", "%{family[0]}\t%{file}\t%{index}\n"],
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    known: dict[str, Font] = {}
    for line in sorted(told.stdout.splitlines()):
        family, file, index = [*line.split("\t"), "", ""][:3]
        if file and index.isdigit():
            known.setdefault(family, Font(family, Path(file), int(index) & 0xFFFF, named=True))
    yield from (known[family] for family in _PREFERRED if family in known)
    yield from known.values()


def _of_wheel() -> Font | None:
    try:
        files = distribution(WHEEL).files or ()
    except PackageNotFoundError:
        return None
    found = next((Path(str(file.locate())) for file in files if str(file) == _IN_WHEEL), None)
    return _of_file(found) if found and found.is_file() else None


def _no_font() -> Finding:
    return Finding(
        code="D101",
        scope="register",
        ja="日本語のフォントが見つからないので、PDFを作れません。",
        en="There is no Japanese font, so no PDF can be made.",
        remedy_ja=(
            f"次のどれかをしてください。1) フォントのファイルを --font か環境変数 {FONT_VARIABLE} で指定する。"
            "2) システムに入れる（例 apt install fonts-noto-cjk）。"
            f"3) pip install --no-deps {WHEEL}（IPAexゴシック）。"
        ),
        remedy_en=(
            f"Do one of these: 1) name the file of a font with --font or the variable {FONT_VARIABLE}; "
            f"2) install one in the system (apt install fonts-noto-cjk); 3) pip install --no-deps {WHEEL} (IPAexGothic)."
        ),
    )


def _no_such_font(file: Path, failure: Exception) -> Finding:
    return Finding(
        code="D102",
        place=Place(str(file)),
        scope="register",
        ja=f"フォントのファイルとして読めません（{failure}）。",
        en=f"This is no font that can be read ({failure}).",
        remedy_ja="TrueType か OpenType のファイル（.ttf、.otf、.ttc）を指定してください。",
        remedy_en="Name a TrueType or OpenType file (.ttf, .otf, .ttc).",
    )
