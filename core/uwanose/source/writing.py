"""Owns how a text is written in YAML so that it reads back as that very text, in any place."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from uwanose.source.decode import UNSEEN
from uwanose.source.scalars import is_null_word

_FIRST = r"""(?!-(?:\s|$))[^\s,\[\]{}#&*!|>'"%@`=?:]"""  # no sign of YAML in front
_PLAIN = re.compile(rf"""{_FIRST}(?:[^,\[\]{{}}\n\r\t]*[^\s,\[\]{{}}:])?""")
_INNER_SIGN = re.compile(r":\s|\s#|：|\s{2,}|---|\.\.\.|<<")
_ESCAPED = re.compile(rf"{UNSEEN.pattern}|[\xa0\ufffd\ud800-\udfff]")


def written(text: str) -> str:
    """Return a text as a scalar: as it is where that is safe in every place, otherwise in double quotes."""
    is_plain = _PLAIN.fullmatch(text) and not _INNER_SIGN.search(text) and not _ESCAPED.search(text)
    if is_plain and not is_null_word(text):
        return text
    return _ESCAPED.sub(_escaped, json.dumps(text, ensure_ascii=False))


def written_mapping(entries: Mapping[str, str]) -> str:
    """Return names with values in ``{}``; the values are YAML already, the names are texts."""
    return "{" + ", ".join(f"{written(name)}: {value}" for name, value in entries.items()) + "}"


def _escaped(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"
