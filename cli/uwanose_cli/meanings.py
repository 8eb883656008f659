"""Owns what the codes of findings mean: the paragraphs of docs/findings, which the installed package brings along."""

from __future__ import annotations

import re
from dataclasses import dataclass

from uwanose.errors import UnknownName, nearest
from uwanose.workspace.folders import bundled

__all__ = ["Meaning", "meaning"]

_KANA = re.compile("[ぁ-ん。、]")
_SECTION = re.compile(r"^### ([A-Z]\d{3}) ([^\n]*)\n(.*?)(?=^##|\Z)", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Meaning:
    """One code, its heading, and the paragraph (Japanese and English) that says what it means and what to do."""

    code: str
    heading: str
    text: str

    def heading_in(self, language: str) -> str:
        """Return the heading in one language; Japanese stands first."""
        ja, _, en = self.heading.replace(" ／ ", " / ").partition(" / ")
        return ja if language == "ja" else en or ja

    def text_in(self, language: str) -> str:
        """Return the paragraphs in one language: Japanese sentences are full of kana, English ones quote a word at most."""
        kept = [line for line in self.text.splitlines() if line and _is_japanese(line) == (language == "ja")]
        return "\n".join(kept) or self.text


def _is_japanese(line: str) -> bool:
    return len(_KANA.findall(line)) * 10 > len(line)


def meaning(code: str) -> Meaning:
    """Return what a code means, however it is typed: ``L104``, ``l104``, ``[L104]``. Raises UnknownName."""
    known = {
        section.group(1): Meaning(section.group(1), section.group(2).strip(), section.group(3).strip())
        for page in sorted(bundled("docs").joinpath("findings").glob("*.md"))
        for section in _SECTION.finditer(page.read_text("utf-8"))
    }
    wanted = code.strip("[] ").upper()
    if wanted not in known:
        raise UnknownName("指摘の番号", "code of a finding", code, nearest(wanted, known, 3))
    return known[wanted]
