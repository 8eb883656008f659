"""Owns the shapes of declarations: points with dated values, items, inputs, businesses and releases. Data only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from uwanose.dates import FOREVER, Interval
from uwanose.errors import Place
from uwanose.money import Rate


class Kind(StrEnum):
    """What sort of thing a point is."""

    PARAMETER = "parameter"
    TABLE = "table"
    FORMULA = "formula"
    TEMPLATE = "template"
    HOOK = "hook"


class MaySet(StrEnum):
    """Who may set a point (design: law, ordinance, option, standard)."""

    LAW = "law"
    ORDINANCE = "ordinance"
    OPTION = "option"
    STANDARD = "standard"


class ValueType(StrEnum):
    """How the text of a value is read."""

    YEN = "yen"
    INTEGER = "integer"
    RATE = "rate"
    FLAG = "flag"
    CHOICE = "choice"
    DATE = "date"
    AGE = "age"
    TEXT = "text"


class Confidence(StrEnum):
    """How sure we are of a value: verified by two sources, seen in one, or not verified."""

    VERIFIED = "verified"
    SINGLE_SOURCE = "single_source"
    UNVERIFIED = "unverified"


class AgeForm(StrEnum):
    """The statutory form of an age limit: until the age is reached, or until the first 31 March on or after that day."""

    UNDER = "under"  # 18歳未満
    SCHOOL_YEAR_END = "school_year_end"  # 18歳年度末 (18歳に達する日以後の最初の3月31日)


@dataclass(frozen=True, slots=True)
class Age:
    """An age limit with its statutory form, written ``18歳年度末`` or ``18歳未満``."""

    years: int
    form: AgeForm

    def __str__(self) -> str:
        return f"{self.years}歳{'未満' if self.form is AgeForm.UNDER else '年度末'}"


@dataclass(frozen=True, slots=True)
class Table:
    """Keyed rows, all of the declared columns; immutable. ``None`` in an ``upto`` key column means no upper limit."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def column(self, name: str) -> tuple[Cell, ...]:
        """Return one column, top to bottom. Raises ValueError for an undeclared name."""
        index = self.columns.index(name)
        return tuple(row[index] for row in self.rows)


Cell = int | bool | str | date | Rate | Age | None
Value = int | bool | str | date | Rate | Age | Table


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedValue:
    """One value from one day on. ``value is None`` means unknown (left empty): whoever needs it is refused.

    ``known`` and ``withdrawn`` name releases (the second clock). A ``draft`` value is switched off.
    ``until`` is FOREVER for national values: a value holds until the next one begins.
    """

    start: date
    value: Value | None
    place: Place
    until: date = FOREVER  # half-open end
    source: str = ""
    basis: str = ""
    confidence: Confidence = Confidence.SINGLE_SOURCE
    known: str = ""
    withdrawn: str = ""
    draft: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableShape:
    """Columns of a table point. ``lookup`` says how a row is found by the first column:

    ``from``  it is the lower bound, inclusive; rows ascend and the first bound is the least possible key.
    ``upto``  it is the upper bound, inclusive; rows ascend and only the last is ``no_limit``.
    ``exact`` it equals the key.
    """

    lookup: str
    columns: Mapping[str, ValueType]
    labels: Mapping[str, str]
    least: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A declared place that may be overridden, with its national values."""

    id: str
    business: str
    kind: Kind
    label_ja: str
    label_en: str
    may_set: MaySet
    place: Place
    type: ValueType | None = None
    unit: str = ""
    by: str = "town"  # whose ordinance: town | prefecture
    basis: str = ""
    description: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)  # identifier → Japanese label, in code order
    least: int | None = None
    most: int | None = None
    national_value_is: str = "default"  # default | ceiling | floor
    table: TableShape | None = None
    values: tuple[DatedValue, ...] = ()
    owner: str = ""  # the customization that adds the point; empty for the national package
    renamed_from: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The name formulas use: the id without the business, dots as underscores."""
        return argument_name(self.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """The result of one formula. Every item is also a formula point of the same id; ``may_set`` is law or standard.

    ``main`` marks what a town works with: a run keeps it unless told otherwise. ``refuses`` says why a row for which the
    item is true is not computed: what rests on the item would be a guess there.
    """

    id: str
    business: str
    label_ja: str
    label_en: str
    unit: str  # one of points.units.ITEM_UNITS
    basis: str
    place: Place
    may_set: MaySet = MaySet.STANDARD
    choices: Mapping[str, str] = field(default_factory=dict)
    owner: str = ""
    main: bool = False
    refuses_ja: str = ""
    refuses_en: str = ""

    @property
    def name(self) -> str:
        """The name of the formula and of the output column."""
        return argument_name(self.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """An input column. ``default is None`` means required; otherwise the value used when the *column* is absent."""

    name: str
    business: str
    label_ja: str
    label_en: str
    type: ValueType  # no rate and no age; text is an identifier, never given to a formula
    place: Place
    unit: str = ""
    default: int | None = None
    choices: Mapping[str, str] = field(default_factory=dict)
    least: int | None = None
    most: int | None = None
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A result of another business that this one reads: an input column the runner fills or the user gives."""

    name: str
    item: str
    business: str
    year: str  # same | previous | year_before_previous
    key: str  # our input column that holds the other business's resident id


@dataclass(frozen=True, slots=True, kw_only=True)
class Stake:
    """What a change of the rules means to people: the amount they pay or receive, and who is counted as one of them.

    ``heads`` is ``row`` where each row is one of them, ``group`` where the rows of a group are one (a person's bills).
    """

    item: str  # the name of a result in yen
    residents: str  # pay | receive
    heads: str = "row"


@dataclass(frozen=True, slots=True, kw_only=True)
class Business:
    """One closed graph: one kind of row, one clock."""

    id: str
    label_ja: str
    label_en: str
    row: str
    row_label_ja: str
    group: str
    key: str  # the input column that names a row: resident_id, bill_id
    system: str
    clock: str  # year | month | date
    clock_column: str  # the input column whose date decides for clock date; empty for clock year
    reads: tuple[Read, ...]
    place: Place
    stake: Stake | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """One version of the national package."""

    id: str
    label_ja: str
    published: date
    applies_from: date
    place: Place
    sha256: str = ""  # of its values, written when the release is frozen
    archive: str = ""  # of all it declares, written with the archive of a frozen release


@dataclass(frozen=True, slots=True, kw_only=True)
class FormulaSource:
    """A national formula as it stands in the source, read without importing it."""

    item: str
    function: str
    arguments: tuple[str, ...]
    file: str
    line: int
    since: date
    until: date  # half-open
    sha256: str
    document: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalog:
    """The national package of one workspace: everything declared, read-only. ``sha256`` is the hash of its content."""

    businesses: Mapping[str, Business]
    points: Mapping[str, Point]
    items: Mapping[str, Item]
    inputs: Mapping[str, Mapping[str, Input]]  # business → column → declaration, in file order
    formulas: Mapping[str, tuple[FormulaSource, ...]]  # item id → dated national formulas
    releases: tuple[Release, ...]
    sha256: str
    documents: Mapping[str, str] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Point]:
        return iter(self.points.values())

    @property
    def latest(self) -> Release:
        """The newest release."""
        return self.releases[-1]


def argument_name(point_id: str) -> str:
    """Return the name formulas use for a point or item: its id without the business, dots as underscores."""
    return point_id.split(".", 1)[1].replace(".", "_")


def formula_point(item: Item) -> Point:
    """Return the formula point an item is at the same time."""
    return Point(
        id=item.id,
        business=item.business,
        kind=Kind.FORMULA,
        label_ja=item.label_ja,
        label_en=item.label_en,
        may_set=item.may_set,
        place=item.place,
        unit=item.unit,
        basis=item.basis,
        choices=item.choices,
        owner=item.owner,
    )


def known_by(value: DatedValue, release: Release, releases: tuple[Release, ...]) -> bool:
    """Tell whether a value was known, and not yet withdrawn, in *release*."""
    if not value.known and not value.withdrawn:
        return True
    order = {entry.id: index for index, entry in enumerate(releases)}
    at = order[release.id]
    return order.get(value.known, 0) <= at and (not value.withdrawn or order[value.withdrawn] > at)


def in_force(values: tuple[DatedValue, ...], on: date) -> DatedValue | None:
    """Return the value in force on a day: the latest start not after it whose end lies beyond it."""
    due = [value for value in values if value.start <= on < value.until]
    return max(due, key=lambda value: value.start) if due else None


def span(value: DatedValue) -> Interval:
    """Return the interval a value is written for."""
    return Interval(value.start, value.until)
