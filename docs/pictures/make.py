"""Owns the pictures of the READMEs: the real command, run on the bundled sample, drawn as SVG; pages as a browser shows them.

    .venv/bin/python docs/pictures/make.py

Each run of narrow or of wide letters is set at its own column, so that tables stay straight with whatever monospaced font
the reader has. The quarter is drafted in a copy of the sample: nothing of the repository is touched.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from html import escape
from itertools import groupby
from pathlib import Path

from rich.cells import cell_len

HERE = Path(__file__).resolve().parent
PICTURES = {
    "show": ("show", "医療証の標題", "--town", "大磯町", "--on", "R8.4.1"),
    "draft": ("charge", "draft", "R8-1"),
}
SITE = {"site.ja.png": "towns/oi.html", "site.en.png": "en/towns/oi.html"}
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
CELL, LINE, EDGE, MOST = 8.4, 22, 18, 118
STYLE = (
    "text{font:14px 'BIZ UDGothic','MS Gothic','Noto Sans Mono CJK JP','IPAGothic',monospace;"
    "fill:#24292f;white-space:pre}.typed{fill:#0b5cad;font-weight:bold}"
)


def uwanose(*arguments: str) -> str:
    """Run the command as a user would and return what it prints."""
    command = [sys.executable, "-m", "uwanose_cli", *arguments]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True).stdout


def wrapped(line: str) -> Iterator[str]:
    """Break a line that is too long for the picture, keeping its indentation."""
    indent = " " * (len(line) - len(line.lstrip()) + 4)
    while cell_len(line) > MOST:
        cut = next(end for end in range(len(line), 0, -1) if cell_len(line[:end]) <= MOST)
        yield line[:cut]
        line = indent + line[cut:]
    yield line


def texts(line: str, y: int, kind: str) -> Iterator[str]:
    """Return one ``text`` element for each run of equally wide letters, set at its column."""
    column = 0
    for wide, letters in groupby(line, key=lambda letter: cell_len(letter) == 2):
        run = "".join(letters)
        width = len(run) * (2 if wide else 1)
        if run.strip():
            place = f'x="{EDGE + column * CELL:.1f}" y="{y}" textLength="{width * CELL:.1f}"'
            yield f'<text class="{kind}" {place} lengthAdjust="spacingAndGlyphs">{escape(run)}</text>'
        column += width


def draw(name: str, arguments: tuple[str, ...], workspace: Path) -> None:
    """Write one picture: the typed line and the answer."""
    answer = uwanose(*arguments, "--workspace", str(workspace)).rstrip("\n").splitlines()
    lines = [f"$ uwanose {' '.join(arguments)}", *(part for line in answer for part in wrapped(line))]
    width = 2 * EDGE + max(cell_len(line) for line in lines) * CELL
    height = 2 * EDGE + len(lines) * LINE
    body = [
        text
        for number, line in enumerate(lines)
        for text in texts(line, EDGE + number * LINE + 15, "answer" if number else "typed")
    ]
    size = f'width="{width:.0f}" height="{height}" viewBox="0 0 {width:.0f} {height}"'
    drawn = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" aria-label="{escape(lines[0])}">',
        f"<style>{STYLE}</style>",
        f'<rect width="{width:.0f}" height="{height}" rx="8" fill="#fbfbf8" stroke="#d0d7de"/>',
        *body,
        "</svg>",
    ]
    (HERE / f"{name}.svg").write_text("\n".join(drawn) + "\n", encoding="utf-8")


def photograph(workspace: Path, folder: Path) -> None:
    """Write the pictures of the report site, of a fiscal year that does not change. Raises SystemExit without a browser."""
    browser = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if browser is None:
        sys.exit(f"the pictures of the report site need one of {', '.join(BROWSERS)}")
    uwanose("report", "--out", str(folder), "--year", "2025", "--workspace", str(workspace))
    for name, page in SITE.items():
        options = ["--headless=new", "--disable-gpu", "--hide-scrollbars", "--window-size=1280,820"]
        options += ["--no-sandbox", f"--user-data-dir={folder}-browser", f"--screenshot={HERE / name}"]
        subprocess.run([browser, *options, (folder / page).as_uri()], check=True, capture_output=True)


def main() -> None:
    """Draw every picture."""
    with tempfile.TemporaryDirectory() as folder:
        workspace = Path(folder) / "sample"
        uwanose("init", str(workspace))
        for name, arguments in PICTURES.items():
            draw(name, arguments, workspace)
        photograph(workspace, Path(folder) / "site")


if __name__ == "__main__":
    main()
