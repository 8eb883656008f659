"""Owns the page of everything that is set freely: each value of the prefecture and of each town with its ordinance and source."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from markupsafe import Markup, escape

from uwanose.charging.settings_report import SettingRow
from uwanose.documents import labels
from uwanose.documents.site.model import SiteModel
from uwanose.documents.site.page import Page, make_page
from uwanose.documents.site.tables import SiteTable
from uwanose.documents.site.writer import Mark, Writer
from uwanose.layers.model import Rank

__all__ = ["settings_page"]


def settings_page(model: SiteModel, language: str) -> Iterator[Page]:
    """Yield the page, one table for each business."""
    writer = Writer(model, language, "settings.html")
    rows = list(enumerate(model.settings[language]))
    points = dict.fromkeys(row.point for _, row in rows)
    unsure = [row for _, row in rows if row.confidence == "unverified"]
    yield make_page(
        writer, "settings.html", "settings", writer.t("条例等の設定", "Settings"),
        summary=writer.t("条例・要綱・標準オプションによる設定。費用はかかりません", "what ordinances and standard options set; free of charge"),
        found_by=" ".join(writer.point(point) for point in points),
        number=len(rows),
        unsure=len(unsure),
        tables=[
            _table(writer, business, list(mine))
            for business, mine in groupby(rows, key=lambda one: one[1].point.split(".", 1)[0])
        ],
    )  # fmt: skip


def _table(writer: Writer, business: str, rows: list[tuple[int, SettingRow]]) -> SiteTable:
    headings = writer.t(
        "項目,町村,値,下の層,から,まで,根拠と出典,確度",
        "point,town,value,beneath,from,until,basis and source,confidence",
    )
    return SiteTable(
        caption=writer.business(business),
        headings=headings.split(","),
        rows=[_row(writer, index, row) for index, row in rows],
        kind="stack",
    )


def _row(writer: Writer, index: int, row: SettingRow) -> list[str | Markup]:
    marks = (
        *((Mark.ASSUMED,) if row.layer is Rank.ASSUMPTION else ()),
        *writer.confidence_marks(row.confidence),
    )
    same = escape(writer.t("同じ（条例等で固定）", "the same (pinned)"))
    details = [writer.register(text) for text in (row.basis, row.source, row.note) if text]
    return [
        Markup('{}<br><span class="id">{}</span>').format(writer.point(row.point), row.point),
        writer.town(row.municipality)
        if row.municipality
        else labels.setting_layer(row.layer, writer.language),
        writer.folded(row.value, f"setting:{index}:value") + writer.marks(marks),
        same if row.pinned else writer.folded(row.beneath, f"setting:{index}:beneath"),
        writer.day(row.since),
        writer.day(row.until),
        Markup("<br>").join(details) or "－",
        labels.confidence(row.confidence, writer.language),
    ]
