"""Owns the overview: what is customized, what it costs whom, and how much of the national package stays as it is."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from markupsafe import Markup

from uwanose.charging.due import UNION
from uwanose.documents.site.charts import Bar, bar_chart
from uwanose.documents.site.model import SiteModel
from uwanose.documents.site.page import Page, make_page
from uwanose.documents.site.tables import SiteTable
from uwanose.documents.site.writer import Writer
from uwanose.layers.fit import Fit, together
from uwanose.layers.model import Status

__all__ = ["overview"]


def overview(model: SiteModel, language: str) -> Iterator[Page]:
    """Yield the one overview."""
    writer = Writer(model, language, "index.html")
    rows = model.rows.values()
    yield make_page(
        writer, "overview.html", "overview",
        writer.t("カスタマイズと費用の概要", "Customizations and what they cost"),
        summary=writer.t("何をカスタマイズし、いくらかかり、国の標準をどれだけそのまま使っているか", "what is customized, what it costs, how much of the national package stays as it is"),
        live=sum(row.status is Status.LIVE for row in rows),
        all_fits=together(fit for fits in model.fits.values() for fit in fits.values()),
        foreign=sum(model.foreign(town)[2] for town in model.towns),
        cost_chart=_cost_chart(writer),
        towns=town_costs(writer),
        fit_chart=_fit_chart(writer),
        fits=_fits(writer),
    )  # fmt: skip


def town_costs(writer: Writer) -> SiteTable:
    """Return what each town bears in the fiscal year."""
    report = writer.model.report
    shown = [town for town in report.municipalities if town != UNION or report.towns[UNION].total]
    names = ("shared", "own", "total", "closed")
    rows = [
        (
            writer.town(town),
            *(writer.yen(getattr(report.towns[town], name), f"town:{town}:{name}") for name in names),
        )
        for town in shown
    ]
    total = [
        writer.yen(sum(getattr(one, name) for one in report.towns.values()), f"towns:{name}")
        for name in names
    ]
    return SiteTable(
        caption=writer.t(f"町村別の負担（{writer.year}）", f"What each town bears, {writer.year}"),
        marks=writer.marks(writer.total_marks),
        headings=(
            writer.t("町村", "town"), writer.t("共通経費", "shared cost"), writer.t("個別経費", "own cost"),
            writer.t("計", "total"), writer.t("うち調定済み", "closed of it"),
        ),
        rows=rows,
        right=frozenset({1, 2, 3, 4}),
        total=(writer.t("計", "total"), *total),
    )  # fmt: skip


def _cost_chart(writer: Writer) -> Markup:
    report = writer.model.report
    shared = sum(one.shared for one in report.towns.values())
    part = writer.percent(Fraction(shared, report.this_year or 1), "towns:shared_part")
    whole = writer.yen(report.this_year, "report:this_year", *writer.total_marks)
    bars = [
        Bar(
            writer.model.town_name(town, writer.language),
            (report.towns[town].shared, report.towns[town].own),
            writer.yen(report.towns[town].total, f"town:{town}:total"),
        )
        for town in writer.model.towns
    ]
    title = (
        writer.said(
            "{year}の費用 {whole} のうち {part} は県仕様で、全町村が分担しています",
            "{part} of the {whole} of {year} are for the prefecture's customizations, shared by all towns",
            year=writer.year, whole=whole, part=part,
        )
        if report.this_year
        else writer.said("{year}に費用はかかっていません", "Nothing is charged in {year}", year=writer.year)
    )  # fmt: skip
    legend = writer.t("共通経費,個別経費", "shared cost,own cost").split(",")
    return bar_chart(title, bars, legend)


def _fit_chart(writer: Writer) -> Markup:
    model = writer.model
    found = {name: _of_business(model, name) for name in model.layering.catalog.businesses}
    least = min(found, key=lambda name: found[name].share)
    bars = [
        Bar(writer.business(name), (one.share.numerator * 1000 // one.share.denominator,), writer.percent(one.share, f"fit:business:{name}"))
        for name, one in found.items()
    ]  # fmt: skip
    title = writer.said(
        "国の標準から最も離れている業務は{business}です（適合率 {share}）",
        "{business} is furthest from the national package ({share} of it stay as they are)",
        business=writer.business(least), share=writer.percent(found[least].share, f"fit:business:{least}"),
    )  # fmt: skip
    return bar_chart(title, bars, most=1000)


def _fits(writer: Writer) -> SiteTable:
    model = writer.model
    rows = []
    for name in model.layering.catalog.businesses:
        one, source = _of_business(model, name), f"fit:business:{name}"
        rows.append(
            (
                writer.business(name),
                writer.percent(one.share, source),
                *(writer.count(getattr(one, part), f"{source}:{part}") for part in ("points", "prefecture", "own", "settings", "added")),
            )
        )  # fmt: skip
    headings = writer.t(
        "業務,適合率,標準の項目,県仕様が変更,個別が変更,条例等の設定,追加",
        "business,fit,points of the package,changed by the prefecture,changed by towns,set by ordinance,added",
    )
    return SiteTable(
        caption=writer.t("業務別の適合率（全町村の合計）", "Fit of each business, all towns together"),
        headings=headings.split(","),
        rows=rows,
        right=frozenset(range(1, 7)),
    )


def _of_business(model: SiteModel, business: str) -> Fit:
    return together(fits[business] for fits in model.fits.values() if business in fits)
