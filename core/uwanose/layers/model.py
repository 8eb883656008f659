"""Owns the shapes of a profile: consortium, settings, adoptions and the customizations of the register. Data only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum, StrEnum
from fractions import Fraction

from uwanose.dates import Interval, Month
from uwanose.errors import Place
from uwanose.points.model import DatedValue, Item, Point


class Rank(IntEnum):
    """The layers, lowest first. An assumption fills only what every other layer leaves empty."""

    NATIONAL = 0
    PREFECTURE = 1
    ASSUMPTION = 2
    TOWN = 3


RANK_LABELS = {
    Rank.NATIONAL: ("国", "national"),
    Rank.PREFECTURE: ("県", "prefecture"),
    Rank.ASSUMPTION: ("仮定", "assumption"),
    Rank.TOWN: ("町村", "town"),
}


class Outcome(StrEnum):
    """What a working group decided."""

    STANDARD = "standard"
    PREFECTURE = "prefecture"
    TOWN = "town"
    WORK_AROUND = "work_around"
    AMEND_ORDINANCE = "amend_ordinance"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


OUTCOME_LABELS = {
    Outcome.STANDARD: ("標準どおり", "standard"),
    Outcome.PREFECTURE: ("県仕様", "prefecture"),
    Outcome.TOWN: ("町村個別カスタマイズ", "customization of a town"),
    Outcome.WORK_AROUND: ("運用で対応", "work around"),
    Outcome.AMEND_ORDINANCE: ("条例改正で対応", "amend the ordinance"),
    Outcome.REFUSED: ("見送り", "refused"),
    Outcome.WITHDRAWN: ("取下げ", "withdrawn"),
}


class Status(StrEnum):
    """Where a customization stands in its life, derived from the dates of its entry."""

    DRAFT = "draft"
    REQUESTED = "requested"
    DECIDED = "decided"
    QUOTED = "quoted"
    APPROVED = "approved"
    ORDERED = "ordered"
    ACCEPTED = "accepted"
    LIVE = "live"
    RETIRED = "retired"
    CLOSED = "closed"  # decided against: standard, work_around, amend_ordinance, refused, withdrawn


@dataclass(frozen=True, slots=True, kw_only=True)
class Municipality:
    """One town or village. ``code`` keeps its leading zeros and its check digit."""

    id: str
    code: str
    name_ja: str
    name_en: str
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Participation:
    """A town's part in one shared system over one period."""

    municipality: str
    system: str
    interval: Interval
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Driver:
    """Base figures (基礎数値) for sharing, at one reference date."""

    id: str
    label_ja: str
    reference_date: date
    source: str
    values: Mapping[str, int]
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One term of a sharing formula: a share of the amount, spread by equal parts or by a driver.

    A driver counts by a power of its figures: ``power``, or what ``doubling`` a figure makes of the burden (3/2: twice
    the people pay one and a half times as much, the power log2 1.5).
    """

    basis: str  # equal | a driver id
    share: Fraction
    power: Fraction = Fraction(1)
    doubling: Fraction | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SharingFormula:
    """A published, dated sharing formula with its remainder rule and where it is laid down.

    Shares are whole multiples of ``unit``. ``least_saving`` promises every payer that saving on its stand-alone cost: its
    share is capped. ``fixed_yearly`` is what each payer pays a year before the terms divide the rest.
    """

    id: str
    label_ja: str
    interval: Interval
    terms: tuple[Term, ...]
    remainder: str  # largest_remainder | floor | half_up | settle
    tie_order: tuple[str, ...]  # municipality ids; the first gets the odd yen
    laid_down_in: str
    illustrative: bool
    place: Place
    laid_down_by: str = ""  # charter | ordinance | resolution | regulation | document | proposal
    unit: int = 1
    least_saving: Fraction | None = None
    fixed_yearly: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Consortium:
    """The union: systems, members by period, base figures, sharing formulas, closing calendar."""

    label_ja: str
    systems: Mapping[str, tuple[str, ...]]  # system → businesses
    system_labels: Mapping[str, str]
    participation: tuple[Participation, ...]
    drivers: Mapping[str, Driver]
    formulas: Mapping[str, SharingFormula]
    prefecture_formula: str  # the formula id for prefecture customizations whose sharing names none
    due_dates: Mapping[int, str]  # quarter → "MM-DD"
    payee: str
    place: Place
    instalments: Mapping[int, tuple[tuple[int, tuple[str, ...]], ...]] = field(default_factory=dict)
    """Quarter → notices above so many yen → the days they are paid on ("MM-DD"), the highest threshold first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """A free setting of the prefecture or of one town: dated values on one ordinance or option point."""

    point: str
    layer: Rank
    municipality: str  # empty for the prefecture
    values: tuple[DatedValue, ...]
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """A dated act with its document: request, consent, agreement, decision, approval …"""

    on: date | None
    document: str
    by: tuple[str, ...] = ()
    note: str = ""
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """負担承諾 of a payer, up to an amount of one-off and of yearly cost."""

    on: date
    document: str
    up_to: int
    yearly_up_to: int | None
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What lay beneath one point from ``start`` on when it was adopted or last reviewed."""

    point: str
    start: date
    beneath: str  # hash
    shows: str
    release: str
    decision: str = ""  # keep, when recorded after a change
    by: str = ""
    on: date | None = None
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Adoption:
    """One layer's adoption of one customization."""

    customization: str
    layer: Rank
    municipality: str  # empty for the prefecture
    interval: Interval
    consent: Consent | None
    agreements: Mapping[str, Act]
    seen: tuple[Seen, ...]
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """What a customization does to one point. Exactly one of ``values`` and ``plugin`` is set.

    ``mode`` is ``values`` (parameter, table, template block), ``replace`` or ``wrap`` (formula), ``collect`` (hook).
    """

    point: str
    mode: str
    values: tuple[DatedValue, ...] = ()
    plugin: str = ""
    module: str = ""  # module name inside the plugin package, k_006
    after: str = ""
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Invoice:
    """What was invoiced for upkeep, tax included, for a run of months of one fiscal year (both ends in)."""

    first: Month
    last: Month
    yen: int
    on: date
    document: str
    place: Place

    @property
    def months(self) -> tuple[Month, ...]:
        """The months it is for."""
        return tuple(self.first + index for index in range(self.last - self.first + 1))


@dataclass(frozen=True, slots=True, kw_only=True)
class CostItem:
    """A cost of a customization, tax included, in yen.

    ``settled`` is what a recurring cost came to in a fiscal year; ``invoices`` say the same period by period.
    """

    id: str
    kind: str  # one_off | recurring | law_change | credit
    start: Month
    end: Month | None = None  # first month no longer charged
    budget: int | None = None
    quoted: int | None = None
    actual: int | None = None
    yearly: int | None = None
    charge: str = "at_payment"  # at_payment | spread
    months: int | None = None
    label_ja: str = ""
    document: str = ""
    place: Place
    settled: Mapping[int, int] = field(default_factory=dict)  # fiscal year → yen
    invoices: tuple[Invoice, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """The weights payers share by from a month on, and the day and paper (協定書) of their agreement. Only ratios count."""

    start: Month
    on: date
    document: str
    towns: Mapping[str, Fraction]
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Sharing:
    """How the payers of one customization share it; fixed at approval. ``weights`` is empty for any other formula."""

    formula: str  # equal | population | weights | the id of a consortium formula
    late_join: str = "remaining"  # remaining | retroactive | none
    window_months: int | None = None
    on_leave: str = "keep_paying"  # keep_paying | lump
    weights: tuple[Weights, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """決裁: the content hash is written by the tool; approved content is immutable."""

    on: date
    document: str
    content: str
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """An amendment: content that takes the place of the first one from a day on, with its own approval."""

    start: date
    content: tuple[Override, ...]
    approval: Approval | None
    place: Place
    number: int = 2  # the first content is version 1
    reason: str = ""  # defect: a repair on the same interval, without cost


@dataclass(frozen=True, slots=True, kw_only=True)
class Customization:
    """One entry of the register.

    ``wishes`` are the adoptions a draft hopes for; they have no effect. ``consents`` and ``agreements`` are what towns
    have said of it already, kept until the adoption that takes them along.
    """

    id: str
    title_ja: str
    title_en: str
    business: str
    door: str
    basis: str
    request: Act
    decision: Act | None
    outcome: Outcome | None
    working_group: str
    quote: Act | None
    approval: Approval | None
    order: Act | None
    multi_year: str
    accepted: date | None
    live: date | None
    retired: Act | None
    content: tuple[Override, ...]
    versions: tuple[Version, ...]
    added_points: tuple[Point, ...]
    added_items: tuple[Item, ...]
    sharing: Sharing
    costs: tuple[CostItem, ...]
    replaces: str
    taken_over_by: Mapping[str, str]  # requesting town → document that hands it to the payers
    illustrative: str  # what of the entry is invented; empty when nothing is
    reason: str
    source: str
    sha256: str  # of the file
    place: Place
    wishes: Mapping[str, date] = field(default_factory=dict)  # town → wished first day
    consents: Mapping[str, Consent] = field(
        default_factory=dict
    )  # town → its consent to pay, not adopted yet
    agreements: Mapping[str, Act] = field(default_factory=dict)  # town → its agreement, not adopted yet

    @property
    def status(self) -> Status:
        """Where the entry stands, by the last act that is dated."""
        if self.retired:
            return Status.RETIRED
        if self.outcome and self.outcome not in (Outcome.PREFECTURE, Outcome.TOWN):
            return Status.CLOSED
        for reached, status in (
            (self.live, Status.LIVE),
            (self.accepted, Status.ACCEPTED),
            (self.order, Status.ORDERED),
            (self.approval, Status.APPROVED),
            (self.quote, Status.QUOTED),
            (self.decision, Status.DECIDED),
            (self.request.on, Status.REQUESTED),
        ):
            if reached:
                return status
        return Status.DRAFT


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """Everything read from ``profiles/<prefecture>/``."""

    consortium: Consortium
    municipalities: Mapping[str, Municipality]  # in the published order
    settings: tuple[Setting, ...]
    adoptions: tuple[Adoption, ...]
    customizations: Mapping[str, Customization]
    final: Mapping[str, Place]  # points towns may not override
    assumptions: tuple[Setting, ...]  # empty unless asked for
    sha256: str
    folder: str = "profiles/kanagawa"  # relative to the workspace
    unread: tuple[str, ...] = ()  # towns whose file cannot be read: nobody knows what they have adopted
