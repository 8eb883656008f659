"""Owns how a text is written in YAML so that it reads back as that very text, in any place."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from uwanose.source.scalars import is_null_word

# one line, no sign of YAML within, none of its indicators in front
_PLAIN = re.compile(
    r"""(?![-?:](?:\s|$))[^\s,\[\]{}#&*!|>'"%@`=\x00-\x1f](?:[^,\[\]{}\n\r\t\x00-\x1f]*[^\s,\[\]{}:\x00-\x1f])?"""
)
_INNER_SIGN = re.compile(r":\s|\s#|：|\s{2,}|---|\.\.\.|<<")
_UNSAFE = re.compile(
    r"[^\x20-\x7e\u00a1-\u1fff\u2010-\u2027\u2030-\u205e\u2070-\ud7ff\uf900-\ufdcf\ufe00-\ufefe\uff01-\uffef\U00010000-\U0001fffd\U00020000-\U0010fffd]"
)


def written(text: str) -> str:
    """Return a text as a scalar: as it is where that is safe in every place, otherwise in double quotes."""
    is_plain = _PLAIN.fullmatch(text) and not _INNER_SIGN.search(text) and not _UNSAFE.search(text)
    if is_plain and not is_null_word(text):
        return text
    quoted = json.dumps(text, ensure_ascii=False)
    return _UNSAFE.sub(_escaped, quoted)


def written_mapping(entries: Mapping[str, str]) -> str:
    """Return names with values in ``{}``; the values are YAML already, the names are texts."""
    return "{" + ", ".join(f"{written(name)}: {value}" for name, value in entries.items()) + "}"


def _escaped(match: re.Match[str]) -> str:
    code = ord(match[0])
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
