"""Owns the lists that lead to the pages: every entry of the register, and every town."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from uwanose.documents import labels
from uwanose.documents.site.model import SiteModel
from uwanose.documents.site.page import Page, make_page
from uwanose.documents.site.tables import SiteTable
from uwanose.documents.site.writer import Writer
from uwanose.layers.fit import together

__all__ = ["customization_list", "town_list"]


def customization_list(model: SiteModel, language: str) -> Iterator[Page]:
    """Yield the list of the register."""
    writer = Writer(model, language, "customizations.html")
    title = writer.t("カスタマイズ一覧", "All customizations")
    names = ("this_year", "owed", "life")
    rows = [
        (
            writer.customization(row.id),
            *(writer.yen(getattr(row.figures.total, name), f"customization:{row.id}:{name}") for name in names),
            labels.status(row.status, row.outcome, language), writer.towns(model.holders(row.id)),
            writer.business(model.profile.customizations[row.id].business), labels.layer(row.layer, language),
            writer.day(row.since),
        )
        for row in model.rows.values()
    ]  # fmt: skip
    totals = [sum(getattr(row.figures.total, name) for row in model.rows.values()) for name in names]
    headings = writer.t(
        "件,今年度の費用,今後の負担,全期間の費用,状態,効力のある町村,業務,層,採用開始",
        "customization,this year,still owed,whole life,stands at,in force in,business,layer,since",
    )
    table = SiteTable(
        caption=writer.t("台帳のすべての件（見送り・取下げ・廃止を含む）", "Every entry, refused, withdrawn and retired ones included"),
        marks=writer.marks(writer.total_marks),
        headings=headings.split(","),
        rows=rows,
        right=frozenset({1, 2, 3}),
        total=(
            writer.t("計", "total"),
            *(writer.yen(yen, f"customizations:{name}") for yen, name in zip(totals, names, strict=True)),
            "", "", "", "", "",
        ),
    )  # fmt: skip
    yield make_page(writer, "list.html", "customizations", title, tables=[table])


def town_list(model: SiteModel, language: str) -> Iterator[Page]:
    """Yield the list of towns."""
    writer = Writer(model, language, "towns.html")
    rows = [(writer.town(town), *_town(writer, town)) for town in model.towns]
    headings = writer.t(
        "町村,負担金,うち個別経費,個別カスタマイズ,他町村の個別の負担,適合率",
        "town,it bears,own cost of it,own customizations,borne for others' own,fit",
    )
    table = SiteTable(
        caption=writer.t(f"町村別の一覧（{writer.year}）", f"The towns, {writer.year}"),
        marks=writer.marks(writer.total_marks),
        headings=headings.split(","),
        rows=rows,
        right=frozenset(range(1, 6)),
    )
    yield make_page(writer, "list.html", "towns", writer.t("町村", "Towns"), tables=[table])


def _town(writer: Writer, town: str) -> Iterator[Markup]:
    model = writer.model
    totals = model.report.towns[town]
    yield writer.yen(totals.total, f"town:{town}:total")
    yield writer.yen(totals.own, f"town:{town}:own")
    yield writer.count(len(model.own(town)), f"own:{town}", "件")
    yield writer.yen(model.foreign(town)[2], f"foreign:{town}:borne")
    yield writer.percent(together(model.fits[town].values()).share, f"fit:{town}")
