"""Owns the report of a fiscal year (カスタマイズ費用報告書): every customization with its life, changes and yen; every setting.

Nothing that has effect is missing: what a customization brings stands under it, what is set freely in the second part.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from uwanose.charging.basis import Basis
from uwanose.charging.book import Book
from uwanose.charging.changes import Change, Reporter
from uwanose.charging.compose import cost_label
from uwanose.charging.costs import amount_of
from uwanose.charging.due import UNION, calculate
from uwanose.charging.lifetime import CostSummary, cost_summaries
from uwanose.charging.records import Facts
from uwanose.charging.settings_report import SettingRow, setting_rows
from uwanose.dates import Interval, Month, fiscal_year_start
from uwanose.layers.layering import Layering
from uwanose.layers.model import Act, Adoption, Customization, Outcome, Profile, Rank, Status
from uwanose.layers.plugin_source import PluginIndex
from uwanose.layers.wording import town_name
from uwanose.points.model import Catalog

__all__ = [
    "AdoptionRow", "CostRow", "CustomizationRow", "Report", "TownTotals", "customization_report",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class AdoptionRow:
    """Who adopted it, for which days, and on what consent; ``municipality`` is empty for the prefecture's adoption.

    ``effective`` is False where something (R-codes of ``check``) keeps it without effect. ``agreements`` are the
    members' (同意) of a prefecture adoption.
    """

    municipality: str
    name: str
    since: date
    until: date | None
    consent: str
    consented_on: date | None
    up_to: int | None
    yearly_up_to: int | None
    agreements: Mapping[str, str]  # town → document
    effective: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CostRow:
    """One cost item of the register. ``yen`` is the amount that counts today, ``basis`` what it is (actual, quoted …)."""

    item: str
    label: str
    kind: str
    charge: str
    start: Month
    months: int | None
    yen: int | None
    basis: str
    quoted: int | None
    actual: int | None
    document: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomizationRow:
    """One entry of the register, refused, withdrawn and retired ones included."""

    id: str
    title: str
    title_en: str
    business: str
    layer: Rank | None  # of its adoption, or of the decision; None when it was decided against
    status: Status
    outcome: Outcome | None
    door: str
    basis: str
    reason: str
    source: str
    illustrative: str
    requested_by: tuple[str, ...]
    request: Act
    working_group: str
    decision: Act | None
    quote: Act | None
    approval: tuple[date, str] | None
    order: Act | None
    accepted: date | None
    live: date | None
    retired: Act | None
    replaces: str
    taken_over_by: Mapping[str, str]
    adoptions: tuple[AdoptionRow, ...]
    since: date | None
    until: date | None
    changes: tuple[Change, ...]
    sharing: str
    late_join: str
    on_leave: str
    costs: tuple[CostRow, ...]
    figures: CostSummary
    paying_without_request: tuple[str, ...]  # payers who did not ask for it (own customizations only)
    requesting_without_pay: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TownTotals:
    """What a town owes for a fiscal year: shared cost and own cost, and what of it is closed."""

    shared: int
    own: int
    closed: int

    @property
    def total(self) -> int:
        """Shared and own cost together."""
        return self.shared + self.own


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Everything that deviates from the national package in a fiscal year, and everything that is set freely."""

    fiscal_year: int
    union: str
    municipalities: Mapping[str, str]  # id → name, in the published order, the union's rest last
    customizations: tuple[CustomizationRow, ...]
    settings: tuple[SettingRow, ...]
    towns: Mapping[str, TownTotals]
    closed_quarters: tuple[str, ...]
    formulas: Mapping[str, str]  # id → label
    facts: Facts
    head: str

    @property
    def this_year(self) -> int:
        """What all customizations cost in the fiscal year."""
        return sum(row.figures.total.this_year for row in self.customizations)


def customization_report(
    profile: Profile, catalog: Catalog, fiscal_year: int, book: Book, *, release: str | None = None
) -> Report:
    """Return the report of a fiscal year from the register and the book."""
    basis = Basis(profile)
    plugins = PluginIndex(None, installed=False)
    year = Interval(fiscal_year_start(fiscal_year), fiscal_year_start(fiscal_year + 1))
    reporter = Reporter(Layering(profile, catalog, plugins, release, basis.membership), year)
    summaries = cost_summaries(basis, book, fiscal_year)
    return Report(
        fiscal_year=fiscal_year,
        union=profile.consortium.label_ja,
        municipalities={
            **{town.id: town.name_ja for town in profile.municipalities.values()},
            UNION: "組合",
        },
        customizations=tuple(
            _row(basis, reporter, customization, summaries[customization.id])
            for customization in profile.customizations.values()
        ),
        settings=setting_rows(reporter),
        towns=_town_totals(basis, book, fiscal_year),
        closed_quarters=tuple(str(entry.quarter) for entry in book.quarters),
        formulas={formula.id: formula.label_ja for formula in profile.consortium.formulas.values()},
        facts=Facts(register=profile.sha256, rules=catalog.sha256, release=reporter.layering.release.id),
        head=book.head if book.quarters else "",
    )


def _row(
    basis: Basis, reporter: Reporter, customization: Customization, figures: CostSummary
) -> CustomizationRow:
    adoptions = tuple(
        _adoption(basis, adoption)
        for adoption in basis.profile.adoptions
        if adoption.customization == customization.id
    )
    approval = customization.approval
    business = reporter.catalog.businesses.get(customization.business)
    layer = _layer(basis, customization)
    requesters = customization.request.by
    payers = tuple(figures.payers)
    own = layer is Rank.TOWN and bool(adoptions)
    return CustomizationRow(
        id=customization.id,
        title=customization.title_ja,
        title_en=customization.title_en,
        business=business.label_ja if business else customization.business,
        layer=layer,
        status=customization.status,
        outcome=customization.outcome,
        door=customization.door,
        basis=customization.basis,
        reason=customization.reason,
        source=customization.source,
        illustrative=customization.illustrative,
        requested_by=tuple(town_name(basis.profile, town) for town in requesters),
        request=customization.request,
        working_group=customization.working_group,
        decision=customization.decision,
        quote=customization.quote,
        approval=(approval.on, approval.document) if approval else None,
        order=customization.order,
        accepted=customization.accepted,
        live=customization.live,
        retired=customization.retired,
        replaces=customization.replaces,
        taken_over_by=customization.taken_over_by,
        adoptions=adoptions,
        since=min((row.since for row in adoptions), default=None),
        until=_until(adoptions),
        changes=reporter.changes(customization),
        sharing=customization.sharing.formula,
        late_join=customization.sharing.late_join,
        on_leave=customization.sharing.on_leave,
        costs=tuple(_costs(customization)),
        figures=figures,
        paying_without_request=_names(basis, payers, requesters) if own else (),
        requesting_without_pay=_names(basis, requesters, payers) if own else (),
    )


def _names(basis: Basis, towns: Iterable[str], without: Iterable[str]) -> tuple[str, ...]:
    others = frozenset(without) | {UNION}
    return tuple(town_name(basis.profile, town) for town in towns if town not in others)


def _layer(basis: Basis, customization: Customization) -> Rank | None:
    effects = basis.membership.of(customization.id)
    if effects:
        return effects[-1].layer
    return {Outcome.PREFECTURE: Rank.PREFECTURE, Outcome.TOWN: Rank.TOWN}.get(
        customization.outcome or Outcome.REFUSED
    )


def _adoption(basis: Basis, adoption: Adoption) -> AdoptionRow:
    consent = adoption.consent
    effects = basis.membership.of(adoption.customization)
    return AdoptionRow(
        municipality=adoption.municipality,
        name=town_name(basis.profile, adoption.municipality),
        since=adoption.interval.start,
        until=adoption.interval.last_day,
        consent=consent.document if consent else "",
        consented_on=consent.on if consent else None,
        up_to=consent.up_to if consent else None,
        yearly_up_to=consent.yearly_up_to if consent else None,
        agreements={town: act.document for town, act in adoption.agreements.items()},
        effective=any(effect.adoption is adoption for effect in effects),
    )


def _until(adoptions: tuple[AdoptionRow, ...]) -> date | None:
    """Return the last day of the last adoption; None when one has no end."""
    ends = [row.until for row in adoptions]
    known = [end for end in ends if end is not None]
    return max(known) if ends and len(known) == len(ends) else None


def _costs(customization: Customization) -> Iterable[CostRow]:
    for item in customization.costs:
        amount = amount_of(item)
        yield CostRow(
            item=item.id,
            label=cost_label(item),
            kind=item.kind,
            charge=item.charge,
            start=item.start,
            months=item.months,
            yen=amount[0] if amount else None,
            basis=amount[1] if amount else "",
            quoted=item.quoted,
            actual=item.actual,
            document=item.document,
        )


def _town_totals(basis: Basis, book: Book, fiscal_year: int) -> dict[str, TownTotals]:
    months = [Month(fiscal_year, 4) + index for index in range(12)]
    lines = calculate(basis, months, as_of=months[-1]).lines
    closed = [
        line for entry in book.quarters if entry.quarter.fiscal_year == fiscal_year for line in entry.lines
    ]
    return {
        town: TownTotals(
            shared=sum(
                line.yen for line in lines if line.municipality == town and line.layer is Rank.PREFECTURE
            ),
            own=sum(
                line.yen for line in lines if line.municipality == town and line.layer is not Rank.PREFECTURE
            ),
            closed=sum(line.yen for line in closed if line.municipality == town),
        )
        for town in (*basis.profile.municipalities, UNION)
    }
