"""Owns the page 他の町村は？: every point on which the towns differ, what each has, since when, and what it had before."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from markupsafe import Markup, escape

from uwanose.documents import labels
from uwanose.documents.site.charts import Bar, bar_chart
from uwanose.documents.site.model import SiteModel
from uwanose.documents.site.page import Page, make_page
from uwanose.documents.site.stack import shown_value, whose
from uwanose.documents.site.tables import SiteTable
from uwanose.documents.site.writer import Mark, Writer
from uwanose.layers.across import Across
from uwanose.layers.effective import Origin
from uwanose.layers.model import Rank
from uwanose.layers.timeline import Reign
from uwanose.points.model import Kind
from uwanose.points.typed import format_value

__all__ = ["others_page"]


def others_page(model: SiteModel, language: str) -> Iterator[Page]:
    """Yield the one page: per business the points that differ, and folded those on which all left the nation together."""
    writer = Writer(model, language, "others.html")
    differing = {name: [one for one in found if one.differs] for name, found in model.across.items()}
    alike = {name: [one for one in found if not one.differs] for name, found in model.across.items()}
    shown = [name for name in model.across if model.across[name]]
    yield make_page(
        writer, "others.html", "others", writer.t("他の町村は？", "What do the other towns do?"),
        summary=writer.t("項目ごとに、各町村の値と、変わった日", "for each point, what each town has and since when"),
        found_by=" ".join(writer.point(one.point) for name in shown for one in model.across[name]),
        chart=_chart(writer, {name: len(found) for name, found in differing.items()}),
        counts=_counts(writer, shown, differing, alike),
        businesses=[
            (name, _matrix(writer, name, differing[name]), _alike(writer, name, alike[name])) for name in shown
        ],
    )  # fmt: skip


def _chart(writer: Writer, found: dict[str, int]) -> Markup:
    shown = {name: number for name, number in found.items() if number}
    if not shown:
        return bar_chart(
            writer.t("町村の間で違う項目はありません", "The towns do not differ on any point"), []
        )
    most = max(shown, key=lambda name: shown[name])
    title = writer.said(
        "町村の間で最も違うのは{business}です（{number}）",
        "The towns differ most in {business} ({number})",
        business=writer.business(most), number=_number(writer, most, "differing", shown[most]),
    )  # fmt: skip
    bars = [
        Bar(writer.business(name), (number,), _number(writer, name, "differing", number))
        for name, number in shown.items()
    ]
    return bar_chart(title, bars)


def _number(writer: Writer, business: str, field: str, number: int) -> Markup:
    return writer.count(number, f"across:{business}:{field}", "項目")


def _counts(
    writer: Writer, shown: list[str], differing: dict[str, list[Across]], alike: dict[str, list[Across]]
) -> SiteTable:
    rows = [
        (
            Markup('<a href="#{}">{}</a>').format(name, writer.business(name)),
            writer.count(len(_taking_part(writer, name)), f"across:{name}:towns", "町村", "towns"),
            writer.count(len(differing[name]), f"across:{name}:differing"),
            writer.count(len(alike[name]), f"across:{name}:alike"),
        )
        for name in shown
    ]
    return SiteTable(
        caption=writer.t("国の標準と違う項目", "Points that are not as the nation has them"),
        headings=writer.t(
            "業務,参加する町村,町村の間で違う,全町村が同じ",
            "business,towns taking part,towns differ,all the same",
        ).split(","),
        rows=rows,
        right=frozenset({1, 2, 3}),
    )


def _taking_part(writer: Writer, business: str) -> list[str]:
    model = writer.model
    return [town for town in model.towns if business in model.fits[town]]


def _matrix(writer: Writer, business: str, found: list[Across]) -> SiteTable | None:
    if not found:
        return None
    towns = _taking_part(writer, business)
    return SiteTable(
        caption=writer.business(business)
        + writer.t("　町村の間で違う項目", ": points on which the towns differ"),
        headings=[
            writer.t("項目", "point"),
            *(writer.model.town_name(town, writer.language) for town in towns),
        ],
        rows=[[_name(writer, one), *(_cell(writer, one, town) for town in towns)] for one in found],
        kind="matrix",
        sortable=False,
    )


def _alike(writer: Writer, business: str, found: list[Across]) -> SiteTable | None:
    if not found:
        return None
    rows = []
    for one in found:
        town = next(iter(one.timelines))
        now = one.now(town)
        if now is None:
            continue  # alike in that no town has a value on this day: one is still to come, or has ended
        value, by = _value(writer, one, town, now)
        rows.append((_name(writer, one), value, by, writer.day(now.interval.start)))
    if not rows:
        return None
    return SiteTable(
        caption=writer.business(business)
        + writer.t("　全町村が同じ項目", ": points on which all towns have the same"),
        headings=writer.t("項目,全町村の値,だれの,いつから", "point,in all towns,whose,since").split(","),
        rows=rows,
        kind="stack",
    )


def _name(writer: Writer, one: Across) -> Markup:
    return Markup('{}<br><span class="id">{}</span>').format(writer.point(one.point), one.point.id)


def _cell(writer: Writer, one: Across, town: str) -> Markup:
    """Return what a town has, whose it is unless it is a setting of its own, since when, and folded what it had before."""
    now = one.now(town)
    if now is None:
        return _nothing(writer, one)
    value, by = _value(writer, one, town, now)
    own = now.origin is not None and now.origin.layer is Rank.TOWN and not now.origin.owner and not now.code
    day = now.interval.start
    since = (
        writer.said("{day}から", "since {day}", day=writer.day(day))
        if day > date.min
        else writer.t("当初から", "from the start")
    )
    parts = [since] if own else [by, since]
    lines = Markup("").join(Markup('<div class="since">{}</div>').format(part) for part in parts)
    return Markup("<div>{}</div>").format(value) + lines + _moves(writer, one, town)


def _nothing(writer: Writer, one: Across) -> Markup:
    if one.point.kind is Kind.HOOK:
        return Markup("－")
    return writer.t("値なし", "no value") + writer.mark(Mark.UNKNOWN)


def _value(writer: Writer, one: Across, town: str, now: Reign) -> tuple[Markup, Markup]:
    """Return what is in force as people read it, and whose it is."""
    if now.code:
        names = Markup("、").join(writer.customization(code.customization, title=False) for code in now.code)
        return escape(labels.mode(now.code[-1].mode, writer.language)), names
    if now.origin is None:
        return escape(writer.t("国の標準の計算式", "national formula")), escape(
            writer.t("国の標準", "national")
        )
    marks = _marks(writer, now.origin)
    return (
        shown_value(writer, one.point, now.origin, f"value:{town}:{one.point.id}") + writer.marks(marks),
        whose(writer, now.origin),
    )


def _marks(writer: Writer, origin: Origin) -> tuple[Mark, ...]:
    assumed = (Mark.ASSUMED,) if origin.layer is Rank.ASSUMPTION else ()
    return (*assumed, *writer.confidence_marks(origin.confidence.value))


def _moves(writer: Writer, one: Across, town: str) -> Markup:
    """Return the other days on which the town's value moved, or will, each with what came then."""
    others = [found for found in one.timelines[town] if one.on not in found.interval]
    if not others:
        return Markup("")
    items = Markup("").join(
        Markup("<li>{}<br>{}</li>").format(
            writer.day(found.interval.start)
            if found.interval.start > date.min
            else writer.t("当初", "at first"),
            _then(writer, one, town, found),
        )
        for found in others
    )
    return Markup("<details><summary>{}</summary><ul>{}</ul></details>").format(
        writer.t("ほかの日", "other days"), items
    )


def _then(writer: Writer, one: Across, town: str, found: Reign) -> Markup:
    if found.code:
        return Markup("、").join(writer.customization(code.customization, title=False) for code in found.code)
    if found.origin is None:
        if found.formula is None:
            return _nothing(writer, one)
        return escape(writer.t("国の標準の計算式", "national formula"))
    text = format_value(one.point, found.origin.value, writer.language)
    return writer.value(text, f"then:{town}:{one.point.id}:{found.interval.start}")
