"""Owns what the standard declares for the register (events, rules, words, certificates), read from rules/resident_records/register."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from uwanose.dates import Interval
from uwanose.errors import Finding, Refused, Severity
from uwanose.points.model import Catalog
from uwanose.source.fields import Fields
from uwanose.source.files import SourceFolder
from uwanose.source.read import read_mapping

__all__ = [
    "BUSINESS",
    "Deadline",
    "EventKind",
    "EventRule",
    "Forbidden",
    "Level",
    "Standard",
    "Word",
    "load_standard",
]

BUSINESS = "resident_records"
_FOLDER = f"rules/{BUSINESS}/register"


class Level(StrEnum):
    """The two levels of a rule: an error is never recorded, an alert is shown and may be."""

    ALERT = "alert"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Word:
    """One thing in both languages, with the article it rests on."""

    ja: str
    en: str
    basis: str = ""

    def of(self, language: str) -> str:
        """Return the word in a language."""
        return self.ja if language == "ja" else self.en


@dataclass(frozen=True, slots=True)
class Deadline:
    """A period of notification: the point that holds its days, how the first day counts, and what it counts from.

    ``months_abroad`` is the point that holds the months instead, for what happened abroad; empty where there is none.
    """

    days: str
    first_day_counts: bool
    since: str
    months_abroad: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventKind:
    """One kind of event (異動事由). ``persons`` is new, existing or none; ``state`` is what a removal leads to."""

    id: str
    label: Word
    group: str
    effect: str
    persons: str
    item: str
    requires: tuple[str, ...]
    person_requires: tuple[str, ...]
    notices: tuple[str, ...]
    deadline: Deadline | None
    ahead: bool
    not_before: bool
    ex_officio: bool
    by_register: bool
    unknown_day: bool
    kind: str
    state: str
    after: str

    @property
    def basis(self) -> str:
        """The article the event rests on."""
        return self.label.basis


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRule:
    """One rule of checking. ``point`` is the item by which a layer may raise an alert; empty for an error."""

    code: str
    level: Level
    point: str
    message: Word
    remedy: Word

    @property
    def basis(self) -> str:
        """The article or item the rule rests on."""
        return self.message.basis


@dataclass(frozen=True, slots=True)
class Forbidden:
    """A function the standard forbids by name, with the words by which a wish for it shows itself."""

    id: str
    sort: str  # alert | field | printing | list | function
    item: str
    what: Word
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CertificateKind:
    """One certificate: whose state it is for, and whether it shows a whole household."""

    id: str
    label: Word
    state: str
    joint: bool


@dataclass(frozen=True, slots=True)
class Purpose:
    """Who asks for a certificate, and what is then omitted unless asked, never shown, or shown with a reason only."""

    id: str
    label: Word
    omitted: frozenset[str]
    never: frozenset[str]
    with_reason: frozenset[str]


@dataclass(frozen=True, slots=True)
class Switch:
    """A choice of what a certificate shows."""

    id: str
    label: Word
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standard:
    """Everything declared for the register. ``version`` is that of the standard the facts were read in."""

    name: Word
    version: str
    note: Word
    events: Mapping[str, EventKind]
    rules: Mapping[str, EventRule]
    forbidden: Mapping[str, Forbidden]
    not_accepted: Mapping[str, Word]
    notices: Mapping[str, Word]
    states: Mapping[str, Word]
    relations: frozenset[str]
    relation_links: int
    relations_refused: Mapping[str, str]
    municipalities_by_name: frozenset[str]
    certificates: Mapping[str, CertificateKind]
    purposes: Mapping[str, Purpose]
    switches: Mapping[str, Switch]
    not_held: tuple[str, ...]
    holidays: frozenset[date]
    holiday_years: Interval


def load_standard(files: SourceFolder, catalog: Catalog) -> Standard:
    """Return what the files of the register declare (names begin with ``rules/``). Raises Refused when they cannot stand."""
    findings: list[Finding] = []
    standard = _Reader(files, catalog, findings).standard()
    if any(finding.severity is Severity.ERROR for finding in findings):
        raise Refused(findings)
    return standard


class _Reader:
    """Reads the files, one method for each."""

    def __init__(self, files: SourceFolder, catalog: Catalog, findings: list[Finding]) -> None:
        self.files, self.catalog, self.findings = files, catalog, findings

    def standard(self) -> Standard:
        head, codes, papers = self._file("standard"), self._file("codes"), self._file("certificates")
        holidays, years = self._holidays()
        head_name = _word(head, "name")
        return Standard(
            name=head_name,
            version=head.required_text("version"),
            note=_word(head, "note"),
            events=self._events(),
            rules=self._rules(),
            forbidden={name: _forbidden(name, fields) for name, fields in self._entries("forbidden")},
            not_accepted={name: _words(fields) for name, fields in self._entries("not_accepted")},
            notices={name: _words(fields) for name, fields in self._entries("notices")},
            states={name: _words(fields) for name, fields in codes.named("states")},
            relations=frozenset(name.text for name, _ in codes.entries("relations")),
            relation_links=codes.integer("relation_links", 4),
            relations_refused={
                name.text: getattr(value, "text", "") for name, value in codes.entries("relations_refused")
            },
            municipalities_by_name=frozenset(_inner(codes, "municipality").texts("by_name")),
            certificates={
                name: CertificateKind(name, _words(fields), fields.text("state"), bool(fields.flag("joint")))
                for name, fields in papers.named("kinds")
            },
            purposes={name: _purpose(name, fields) for name, fields in papers.named("purposes")},
            switches={
                name: Switch(name, _words(fields), fields.texts("fields"))
                for name, fields in papers.named("switches")
            },
            not_held=papers.texts("not_held"),
            holidays=holidays,
            holiday_years=years,
        )

    def _file(self, name: str) -> Fields:
        path = f"{_FOLDER}/{name}.yaml"
        data = self.files.get(path)
        node = read_mapping(data if data is not None else b"", path, self.findings)
        if data is None or node is None:
            self.findings.append(_missing(path))
            raise Refused(self.findings)
        return Fields(node, self.findings)

    def _entries(self, name: str) -> Iterator[tuple[str, Fields]]:
        whole = self._file(name)
        for key in whole.node.entries:
            inner = whole.nested(key, required=True)
            if inner is not None:
                yield key, inner

    def _events(self) -> dict[str, EventKind]:
        labels = self.catalog.inputs[BUSINESS]["event"].choices
        return {
            name: _event(name, labels.get(name, name), fields) for name, fields in self._entries("events")
        }

    def _rules(self) -> dict[str, EventRule]:
        return {name: _rule(name, fields) for name, fields in self._entries("event_rules")}

    def _holidays(self) -> tuple[frozenset[date], Interval]:
        days: set[date] = set()
        years: list[int] = []
        for name, fields in self._file("holidays").named("years"):
            years.append(int(name))
            days |= {date.fromisoformat(f"{name}-{day}") for day in fields.texts("days")}
        return frozenset(days), Interval(date(min(years), 1, 1), date(max(years) + 1, 1, 1))


def _event(name: str, label: str, fields: Fields) -> EventKind:
    due = fields.nested("deadline")
    return EventKind(
        id=name,
        label=Word(label, name.replace("_", " "), fields.required_text("basis")),
        group=fields.word("group", ("add", "remove", "modify", "other")),
        effect=fields.required_text("effect"),
        persons=fields.word("persons", ("new", "existing", "none")),
        item=fields.text("item"),
        requires=fields.texts("requires"),
        person_requires=fields.texts("person_requires"),
        notices=fields.texts("notices"),
        deadline=None
        if due is None
        else Deadline(
            due.required_text("days"),
            due.word("counts", ("from_next_day", "from_the_day")) == "from_the_day",
            due.required_text("since"),
            due.text("months_abroad"),
        ),
        ahead=bool(fields.flag("ahead")),
        not_before=bool(fields.flag("not_before")),
        ex_officio=bool(fields.flag("ex_officio")),
        by_register=bool(fields.flag("by_register")),
        unknown_day=bool(fields.flag("unknown_day")),
        kind=fields.text("kind"),
        state=fields.text("state"),
        after=fields.text("after"),
    )


def _rule(code: str, fields: Fields) -> EventRule:
    return EventRule(
        code=code,
        level=fields.choice("level", Level, Level.ERROR),
        point=fields.text("point"),
        message=_word(fields, "message", fields.required_text("basis")),
        remedy=_word(fields, "remedy"),
    )


def _forbidden(name: str, fields: Fields) -> Forbidden:
    return Forbidden(
        name,
        fields.required_text("class"),
        fields.required_text("item"),
        _words(fields),
        fields.texts("names"),
    )


def _purpose(name: str, fields: Fields) -> Purpose:
    return Purpose(
        name,
        _words(fields),
        frozenset(fields.texts("omitted")),
        frozenset(fields.texts("never")),
        frozenset(fields.texts("with_reason")),
    )


def _word(fields: Fields, key: str, basis: str = "") -> Word:
    return Word(*fields.label(key), basis)


def _words(fields: Fields) -> Word:
    return Word(fields.required_text("ja"), fields.required_text("en"), fields.text("basis"))


def _inner(fields: Fields, key: str) -> Fields:
    inner = fields.nested(key, required=True)
    return inner if inner is not None else fields


def _missing(path: str) -> Finding:
    return Finding(
        code="J301",
        ja=f"住民記録の宣言 {path} がありません。",
        en=f"the declaration {path} of the resident register is missing.",
        remedy_ja="作業フォルダの rules/ を同梱のものと比べてください。",
        remedy_en="Compare rules/ of the workspace with the bundled one.",
    )
