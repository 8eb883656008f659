"""Compile click's Japanese texts: ``python -m tests.cli.catalogue`` writes messages.mo from messages.po."""

from __future__ import annotations

import ast
import struct
from pathlib import Path

LOCALE = Path(__file__).parents[2] / "cli" / "uwanose_cli" / "locale" / "ja" / "LC_MESSAGES"


def read_catalogue(text: str) -> dict[str, str]:
    """Return message → translation; a message with a plural is ``one NUL many``."""
    entries: dict[str, str] = {}
    parts: dict[str, str] = {}
    keyword = ""
    for line in [*text.splitlines(), ""]:
        if not line.strip():
            if "msgstr" in parts:
                key = parts["msgid"] + ("\0" + parts["msgid_plural"] if "msgid_plural" in parts else "")
                entries[key] = parts["msgstr"]
            parts = {}
        elif line.startswith('"'):
            parts[keyword] += ast.literal_eval(line)
        elif not line.startswith("#"):
            keyword, quoted = line.split(" ", 1)
            keyword = keyword.removesuffix("[0]")
            parts[keyword] = ast.literal_eval(quoted)
    return entries


def compile_catalogue(entries: dict[str, str]) -> bytes:
    """Return the entries in the binary form of GNU gettext: header, two tables of lengths and offsets, the texts."""
    pairs = [(key.encode(), value.encode()) for key, value in sorted(entries.items())]
    keys, values = [key for key, _ in pairs], [value for _, value in pairs]
    start = 28 + 16 * len(pairs)
    tables, body = b"", b""
    for texts in (keys, values):
        for text in texts:
            tables += struct.pack("<II", len(text), start + len(body))
            body += text + b"\0"
    header = struct.pack("<IIIIIII", 0x950412DE, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, 0)
    return header + tables + body


if __name__ == "__main__":
    (LOCALE / "messages.mo").write_bytes(
        compile_catalogue(read_catalogue((LOCALE / "messages.po").read_text("utf-8")))
    )
