"""Owns the finding (what is wrong, where, why, and what to do) and the exception tree.

    UwanoseError
    ├── Refused      something the user wrote or asked for cannot stand; carries findings (exit status 1)
    └── UnknownName  a town, point, business or id nobody has declared; carries the nearest names (exit status 2)

Anything else that is raised is a mistake of ours and may show a traceback.
"""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

__all__ = [
    "Finding",
    "Gathered",
    "Place",
    "Refused",
    "Severity",
    "UnknownName",
    "UwanoseError",
    "nearest",
    "sort_findings",
]


class Severity(StrEnum):
    """How bad a finding is: an error refuses, a warning warns, a note informs."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something stands: file (relative to the workspace), 1-based line and column; 0 = the whole file."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that is wrong or worth knowing.

    ``code`` is stable and explained in ``docs/findings/`` (`uwanose check --explain`). ``scope`` says whose runs it touches:
    ``national``, ``prefecture``, the identifier of one town (several with a space between), or ``register`` for an entry
    nobody has adopted, which touches nobody's run. ``ja``/``en`` tell what is wrong with the values found and why it
    cannot stand; ``remedy_ja``/``remedy_en`` tell what to do. ``command`` is the command line that would mend it, up to
    the value nobody but the reader knows (written ``値``), empty when no single line would.
    """

    code: str
    ja: str
    en: str
    severity: Severity = Severity.ERROR
    place: Place | None = None
    remedy_ja: str = ""
    remedy_en: str = ""
    scope: str = "national"
    others: tuple[Place, ...] = ()
    command: str = ""

    def touches(self, municipality: str) -> bool:
        """Tell whether the finding concerns the runs of one town."""
        return self.scope in ("national", "prefecture") or municipality in self.scope.split()

    def text(self, language: str = "ja") -> str:
        """Return the finding as the two or three lines a person reads."""
        message, remedy, label = (
            (self.ja, self.remedy_ja, "対処") if language == "ja" else (self.en, self.remedy_en, "Remedy")
        )
        where = " ／ ".join(str(place) for place in (self.place, *self.others) if place)
        lines = [f"[{self.code}] {message}"]
        if where:
            lines.append(f"  {where}")
        if remedy:
            lines.append(f"  {label}: {remedy}")
        return "\n".join(lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered(Finding):
    """One finding that stands for many with one cause; ``details`` are those it stands for."""

    details: tuple[Finding, ...]


class UwanoseError(Exception):
    """Base of everything this package raises on purpose."""


class Refused(UwanoseError):
    """What was asked cannot be done; ``findings`` say why, all of them in one go."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(sort_findings(findings))
        super().__init__("\n".join(finding.text() for finding in self.findings))


class UnknownName(UwanoseError):
    """A name nobody has declared, or one that fits several; ``candidates`` are the nearest or the several."""

    def __init__(
        self,
        kind_ja: str,
        kind_en: str,
        name: str,
        candidates: Iterable[str] = (),
        *,
        ambiguous: bool = False,
    ) -> None:
        self.kind_ja, self.kind_en, self.name = kind_ja, kind_en, name
        self.candidates, self.ambiguous = tuple(candidates), ambiguous
        super().__init__(self.text("en"))

    def text(self, language: str = "ja") -> str:
        """Return one sentence that names the word and the candidates."""
        names = "、".join(self.candidates) if language == "ja" else ", ".join(self.candidates)
        if language == "ja":
            if self.ambiguous:
                return f"{self.kind_ja}「{self.name}」に当てはまるものが複数あります。候補: {names}"
            return f"{self.kind_ja}「{self.name}」は見つかりません。" + (
                f"近いもの: {names}" if names else ""
            )
        if self.ambiguous:
            return f"{self.kind_en} {self.name!r} fits several: {names}"
        return f"unknown {self.kind_en} {self.name!r}" + (f"; did you mean {names}?" if names else "")


def nearest(word: str, known: Iterable[str], count: int = 1) -> list[str]:
    """Return the *count* known names nearest to *word* after NFKC folding, the nearest first."""
    folded = {unicodedata.normalize("NFKC", name).casefold(): name for name in known}
    wanted = unicodedata.normalize("NFKC", word).casefold()
    return [folded[near] for near in difflib.get_close_matches(wanted, folded, count, 0.6)]


def sort_findings(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings without repeats, sorted by place, then code."""
    return sorted(
        dict.fromkeys(findings),
        key=lambda f: (f.place or Place("~"), f.code, f.ja, f.scope, f.severity.value),
    )
