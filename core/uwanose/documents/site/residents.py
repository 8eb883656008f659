"""Owns how the site tells whom a customization concerns, and what each of them costs."""

from __future__ import annotations

from markupsafe import Markup, escape

from uwanose.charging.report_model import CustomizationRow
from uwanose.documents.site.concerned import Concerned
from uwanose.documents.site.tables import SiteTable
from uwanose.documents.site.writer import Mark, Writer

__all__ = ["concerned_table", "concerned_text"]


def _marks(found: Concerned) -> tuple[Mark, ...]:
    return (
        Mark.ESTIMATE,
        *((Mark.ASSUMED,) if found.assumed else ()),
        *((Mark.UNVERIFIED,) if found.unverified else ()),
    )


def concerned_text(writer: Writer, row: CustomizationRow, found: Concerned) -> Markup:
    """Return how many residents it concerns, what each of them costs, and what was left out."""
    source = f"concerned:{row.id}"
    if found.why is not None:
        return escape(writer.t(*found.why))
    rules = writer.said("{day}の規則", "the rules of {day}", day=writer.day(found.on)) if found.on else escape(writer.t("行の日付の規則", "the rules of each row's day"))  # fmt: skip
    said = writer.said(
        "対象となる住民は {changed} です（{file} の {heads} を、{rules}で計算）。やめると {worse} が不利に、{better} が有利になります。",
        "It concerns {changed} of {heads} ({file}, by {rules}). Its end would leave {worse} worse off and {better} better off.",
        changed=writer.count(found.changed, f"{source}:changed", "人", "residents", *_marks(found)),
        heads=writer.count(found.heads, f"{source}:heads", "人"),
        worse=writer.count(found.worse, f"{source}:worse", "人"),
        better=writer.count(found.better, f"{source}:better", "人"),
        file=writer.register(found.file),
        rules=rules,
    )
    cost = found.per_head(row)
    if cost is not None:
        said += writer.said(
            " 今年度の費用は、対象となる住民1人あたり {cost} です（切上げ）。",
            " The cost of the year is {cost} for each resident concerned (raised to a yen).",
            cost=writer.yen(cost, f"{source}:per_head", *_marks(found), *writer.price_marks(row.id)),
        )
    if found.rejected:
        rejected = writer.count(found.rejected, f"{source}:rejected", "行", "rows")
        said += writer.said(" 受け付けられず数えていないもの {rejected}。", " {rejected} were rejected and not counted.", rejected=rejected)  # fmt: skip
    if found.left_out:
        towns = writer.towns(found.left_out)
        said += writer.said(" 計算できず数えていない町村: {towns}。", " Not computed and not counted: {towns}.", towns=towns)  # fmt: skip
    return said


def concerned_table(writer: Writer, row: CustomizationRow, found: Concerned) -> SiteTable | None:
    """Return the same by town; None where nobody was counted."""
    if found.why is not None or not found.towns:
        return None
    rows = []
    for one in found.towns:
        source = f"concerned:{row.id}:{one.town}"
        rows.append(
            (
                writer.town(one.town),
                writer.count(one.heads, f"{source}:heads", "人"),
                writer.count(one.changed, f"{source}:changed", "人"),
                writer.yen(one.after - one.before, f"{source}:yen"),
            )
        )
    headings = writer.t(
        "町村,数えた住民,対象となる住民,やめたときの額の増減", "town,residents,concerned,amount if it ended"
    )
    return SiteTable(
        caption=writer.t("対象となる住民", "Residents concerned"),
        marks=writer.marks(_marks(found)),
        headings=headings.split(","),
        rows=rows,
        right=frozenset({1, 2, 3}),
    )
