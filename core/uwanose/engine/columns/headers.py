"""Owns matching the headers of a file to declared columns, by identifier or Japanese label, and refusing what may not be there."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from uwanose.engine.model import Names
from uwanose.errors import Finding, Place, Severity, nearest
from uwanose.points.model import Input, Read

__all__ = ["Field", "Layout", "match_headers"]

_PERSONAL_NUMBER = ("マイナンバー", "個人番号", "mynumber", "personalnumber", "individualnumber")


@dataclass(frozen=True, slots=True)
class Field:
    """One column of a file that is used: where it stands and what it is declared to be."""

    position: int
    header: str
    declared: Input | Read

    @property
    def name(self) -> str:
        """The identifier of the column."""
        return self.declared.name

    @property
    def shown(self) -> str:
        """How messages name the column."""
        return self.header if self.header == self.name else f"{self.header} ({self.name})"


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of a file that are used, and how many it has."""

    fields: tuple[Field, ...]
    width: int

    @property
    def names(self) -> frozenset[str]:
        """The identifiers of the columns."""
        return frozenset(field.name for field in self.fields)


def match_headers(headers: Sequence[str], names: Names, file: str, findings: list[Finding]) -> Layout:
    """Return the layout of a file.

    Findings: a personal number, a header twice, a missing required column (errors); an unknown column (warning).
    """
    declared = _declared(names)
    fields: dict[str, Field] = {}
    unknown: list[str] = []
    for position, header in enumerate(headers):
        entry = declared.get(_folded(header))
        if any(word in _folded(header) for word in _PERSONAL_NUMBER):
            findings.append(_personal_number(header, file))
        elif entry is None:
            unknown.append(header)
        elif entry.name in fields:
            findings.append(_twice(fields[entry.name], header, file))
        else:
            fields[entry.name] = Field(position, header.strip(), entry)
    findings.extend(_missing(names, fields, unknown, file))
    findings.extend(_unknown(header, names, fields, file) for header in unknown if header.strip())
    return Layout(tuple(fields.values()), len(headers))


def _declared(names: Names) -> dict[str, Input | Read]:
    inputs = [*names.inputs.values(), *names.texts.values()]
    known: dict[str, Input | Read] = {_folded(entry.label_ja): entry for entry in inputs}
    known |= {_folded(entry.name): entry for entry in inputs}
    return known | {_folded(name): read for name, read in names.reads.items()}


def _folded(header: str) -> str:
    text = unicodedata.normalize("NFKC", header).strip().strip("\ufeff").casefold()
    return "".join(text.split()).replace("-", "").replace("_", "")


def _personal_number(header: str, file: str) -> Finding:
    return Finding(
        code="I103",
        ja=f"列「{header.strip()}」は個人番号（マイナンバー）の列のようです。個人番号は受け付けません。",
        en=f"column {header.strip()!r} looks like a personal number (My Number), which is not accepted.",
        remedy_ja="この列を消したファイルを用意してください。人は住民コードで区別します。",
        remedy_en="Prepare the file without this column; persons are told apart by the resident id.",
        place=Place(file, 1, 1),
    )


def _twice(first: Field, header: str, file: str) -> Finding:
    return Finding(
        code="I104",
        ja=f"列 {first.name} が2つあります（見出し「{first.header}」と「{header.strip()}」）。",
        en=f"column {first.name} is there twice (headers {first.header!r} and {header.strip()!r}).",
        remedy_ja="どちらかの列を消してください。",
        remedy_en="Remove one of the two.",
        place=Place(file, 1, 1),
    )


def _missing(names: Names, fields: dict[str, Field], unknown: Sequence[str], file: str) -> Iterator[Finding]:
    for entry in (*names.texts.values(), *names.inputs.values()):
        if entry.name in fields or entry.default is not None:
            continue
        near = nearest(entry.label_ja, unknown) or nearest(entry.name, unknown)
        yield Finding(
            code="I101",
            ja=f"必要な列「{entry.label_ja}」({entry.name}) がありません。",
            en=f"the required column {entry.name} ({entry.label_ja}) is missing.",
            remedy_ja=(
                f"見出し「{near[0]}」がこの列なら「{entry.label_ja}」に直してください。" if near else ""
            )
            + f"列の説明は uwanose inputs {names.business.id} で見られます。",
            remedy_en=(f"If {near[0]!r} is this column, rename it to {entry.name!r}. " if near else "")
            + f"`uwanose inputs {names.business.id}` describes the columns.",
            place=Place(file, 1, 1),
        )


def _unknown(header: str, names: Names, fields: dict[str, Field], file: str) -> Finding:
    absent = [entry for entry in (*names.inputs.values(), *names.texts.values()) if entry.name not in fields]
    near = nearest(header, [label for entry in absent for label in (entry.name, entry.label_ja)])
    return Finding(
        code="I102",
        severity=Severity.WARNING,
        ja=f"列「{header.strip()}」は{names.business.label_ja}の入力列にありません。使わずに続けます。",
        en=f"column {header.strip()!r} is no input of {names.business.id}; it is not used.",
        remedy_ja=f"「{near[0]}」ではありませんか。" if near else "",
        remedy_en=f"Did you mean {near[0]!r}?" if near else "",
        place=Place(file, 1, 1),
    )
