"""Owns the report of a fiscal year (カスタマイズ費用報告書): every customization with its life, changes and yen; every setting.

Nothing that has effect is missing: what a customization brings stands under it, what is set freely in the second part.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from uwanose.charging.basis import Basis
from uwanose.charging.book import Book
from uwanose.charging.changes import Reporter
from uwanose.charging.compose import cost_label
from uwanose.charging.costs import amount_of
from uwanose.charging.due import UNION, DueLine, calculate
from uwanose.charging.lifetime import CostSummary, cost_summaries
from uwanose.charging.records import Facts
from uwanose.charging.report_model import (
    AdoptionRow,
    CostRow,
    CustomizationRow,
    Report,
    ReportLine,
    TownTotals,
)
from uwanose.charging.settings_report import setting_rows
from uwanose.dates import Interval, Month, fiscal_year_start
from uwanose.layers.layering import Layering
from uwanose.layers.model import Adoption, Customization, Outcome, Profile, Rank
from uwanose.layers.plugin_source import PluginIndex
from uwanose.layers.weights import agreed_texts
from uwanose.layers.wording import town_name
from uwanose.points.model import Catalog

__all__ = ["customization_report"]


def customization_report(
    profile: Profile, catalog: Catalog, fiscal_year: int, book: Book, *, release: str | None = None
) -> Report:
    """Return the report of a fiscal year from the register and the book."""
    basis = Basis(profile)
    plugins = PluginIndex(None, installed=False)
    year = Interval(fiscal_year_start(fiscal_year), fiscal_year_start(fiscal_year + 1))
    reporter = Reporter(Layering(profile, catalog, plugins, release, basis.membership), year)
    summaries = cost_summaries(basis, book, fiscal_year)
    lines = _lines(basis, book, fiscal_year)
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
        towns=_town_totals(basis, book, fiscal_year, lines),
        lines=lines,
        closed_quarters=tuple(str(entry.run) for entry in book.runs),
        formulas={
            **{name: basis.drivers[name].label_ja for name in sorted(basis.agreed)},
            **{formula.id: formula.label_ja for formula in profile.consortium.formulas.values()},
        },
        facts=Facts(register=profile.sha256, rules=catalog.sha256, release=reporter.layering.release.id),
        head=book.head if book.runs else "",
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
        weights=agreed_texts(basis.profile, customization.sharing),
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


def _lines(basis: Basis, book: Book, fiscal_year: int) -> tuple[ReportLine, ...]:
    months = [Month(fiscal_year, 4) + index for index in range(12)]
    lines = calculate(basis, months, as_of=months[-1]).lines
    names = {**{town.id: town.name_ja for town in basis.profile.municipalities.values()}, UNION: "組合"}
    return tuple(_line(basis, book, line, names[line.municipality]) for line in lines)


def _line(basis: Basis, book: Book, line: DueLine, name: str) -> ReportLine:
    customization = basis.profile.customizations[line.customization]
    labels = {item.id: cost_label(item) for item in customization.costs}
    return ReportLine(
        customization=line.customization,
        title=customization.title_ja,
        illustrative=bool(customization.illustrative),
        layer=line.layer,
        municipality=line.municipality,
        name=name,
        label=labels.get(line.key.cost_item, ""),
        month=line.month,
        nature=line.key.nature,
        total=line.cost.amount.yen if line.cost else 0,
        formula=line.cost.formula.label_ja if line.cost else "",
        share=line.share,
        yen=line.yen,
        closed=book.groups.get(line.key.group, {}).get(line.municipality, 0),
        in_book=line.month in book.months,
        reason=line.reason,
    )


def _town_totals(
    basis: Basis, book: Book, fiscal_year: int, lines: tuple[ReportLine, ...]
) -> dict[str, TownTotals]:
    closed = [line for entry in book.runs if entry.run.fiscal_year == fiscal_year for line in entry.lines]
    return {
        town: TownTotals(
            shared=_sum(lines, town, shared=True),
            own=_sum(lines, town, shared=False),
            closed=sum(line.yen for line in closed if line.municipality == town),
        )
        for town in (*basis.profile.municipalities, UNION)
    }


def _sum(lines: Iterable[ReportLine], town: str, *, shared: bool) -> int:
    return sum(
        line.yen for line in lines if line.municipality == town and (line.layer is Rank.PREFECTURE) is shared
    )
