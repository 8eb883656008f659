"""Owns what is in force in one town point by point, and what it beats: settings, customizations, and the national rest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup, escape

from uwanose.documents import labels
from uwanose.documents.site.tables import Row, SiteTable, table_row
from uwanose.documents.site.writer import Mark, Writer
from uwanose.layers.effective import CodeLayer, Origin
from uwanose.layers.layering import is_usable
from uwanose.layers.model import Rank
from uwanose.points.model import Kind, MaySet, Point
from uwanose.points.typed import format_value

__all__ = ["BusinessStack", "NationalRows", "shown_value", "stacks", "whose"]


@dataclass(frozen=True, slots=True)
class BusinessStack:
    """One business in one town: what differs from the national package, the national values as they are, and formulas."""

    business: str
    differing: SiteTable | None
    national: SiteTable | None
    formulas: int  # national formulas nothing is laid on


class NationalRows:
    """The rows of national values of one language: alike in all towns, so each is written once."""

    def __init__(self) -> None:
        self._written: dict[tuple[str, date], tuple[Markup, tuple[Mark, ...]]] = {}

    def row(self, writer: Writer, point: Point, origin: Origin) -> Markup:
        """Return the row of a national value, and remember its marks for the legend of the page."""
        key = point.id, origin.interval.start
        if key not in self._written:
            marks = writer.confidence_marks(origin.confidence.value)
            row = table_row(
                (
                    _name(writer, point),
                    shown_value(writer, point, origin, f"value::{point.id}") + writer.marks(marks),
                    writer.day(origin.interval.start),
                    writer.register(origin.basis or point.basis) or "－",
                    labels.confidence(origin.confidence.value, writer.language),
                )
            )
            self._written[key] = row, marks
        row, marks = self._written[key]
        writer.marks(marks)
        return row


def stacks(writer: Writer, town: str, national: NationalRows) -> Iterator[BusinessStack]:
    """Yield what is in force in a town on the day of the report, for each business in which it takes part."""
    model = writer.model
    code = model.layering.code(town, model.on)
    by_business: dict[str, list[Point]] = {name: [] for name in model.fits[town]}
    for point in model.layering.catalog.points.values():
        if point.business in by_business:
            by_business[point.business].append(point)
    for business, points in by_business.items():
        yield _stack(writer, town, business, points, code, national)


def _stack(
    writer: Writer, town: str, business: str, points: list[Point], code: Mapping[str, tuple[CodeLayer, ...]], national: NationalRows
) -> BusinessStack:  # fmt: skip
    layering, on = writer.model.layering, writer.model.on
    differing: list[Row] = []
    as_they_are: list[Row] = []
    formulas = 0
    for point in points:
        origins = layering.stack(town, point.id, on)
        if point.id in code:
            differing.append(_coded(writer, point, code[point.id]))
        elif point.kind is Kind.FORMULA:
            formulas += bool(layering.formulas(point.id, on))
        elif origins and is_usable(origins[0]):
            if origins[0].layer is Rank.NATIONAL:
                as_they_are.append(national.row(writer, point, origins[0]))
            else:
                differing.append(_valued(writer, town, point, origins))
        elif point.may_set is MaySet.ORDINANCE and point.kind is not Kind.HOOK and not point.owner:
            differing.append(_missing(writer, point))
    return BusinessStack(
        business, _differing(writer, business, differing), _national(writer, business, as_they_are), formulas
    )


def _headings(writer: Writer) -> list[str]:
    return writer.t(
        "項目,効いている値,だれの,いつから,その下の層,根拠,確度",
        "point,in force,whose,since,beneath,basis,confidence",
    ).split(",")


def _differing(writer: Writer, business: str, rows: list[Row]) -> SiteTable | None:
    caption = writer.t("条例等の設定とカスタマイズ", "Settings and customizations")
    return _table(writer, business, caption, _headings(writer), rows)


def _national(writer: Writer, business: str, rows: list[Row]) -> SiteTable | None:
    caption = writer.t("国の標準のままの値", "National values as they are")
    headings = [heading for index, heading in enumerate(_headings(writer)) if index not in (2, 4)]
    return _table(writer, business, caption, headings, rows)


def _table(
    writer: Writer, business: str, caption: str, headings: list[str], rows: list[Row]
) -> SiteTable | None:
    if not rows:
        return None
    return SiteTable(
        caption=f"{writer.business(business)}　{caption}", headings=headings, rows=rows, kind="stack"
    )


def _name(writer: Writer, point: Point) -> Markup:
    return Markup('{}<br><span class="id">{}</span>').format(writer.point(point), point.id)


def _valued(writer: Writer, town: str, point: Point, origins: tuple[Origin, ...]) -> list[str | Markup]:
    winner = origins[0]
    marks = (
        *((Mark.ASSUMED,) if winner.layer is Rank.ASSUMPTION else ()),
        *writer.confidence_marks(winner.confidence.value),
    )
    beneath = next((one for one in origins[1:] if is_usable(one)), None)
    return [
        _name(writer, point),
        shown_value(writer, point, winner, f"value:{town}:{point.id}") + writer.marks(marks),
        whose(writer, winner),
        writer.day(winner.interval.start),
        _beneath(writer, town, point, winner, beneath),
        writer.register(winner.basis or point.basis) or "－",
        labels.confidence(winner.confidence.value, writer.language),
    ]


def shown_value(writer: Writer, point: Point, origin: Origin, source: str) -> Markup:
    """Return a value as people read it."""
    return writer.folded(format_value(point, origin.value, writer.language), source)


def whose(writer: Writer, origin: Origin) -> Markup:
    """Return whose value it is: the nation's, the prefecture's, the town's own, or a customization's."""
    if origin.owner:
        return writer.customization(origin.owner, title=False)
    if origin.layer is Rank.NATIONAL:
        return escape(writer.t("国の標準", "national"))
    return escape(labels.setting_layer(origin.layer, writer.language) + writer.t("の設定", " setting"))


def _beneath(writer: Writer, town: str, point: Point, winner: Origin, beneath: Origin | None) -> Markup:
    if beneath is None:
        return Markup("－")
    if beneath.value == winner.value:
        return whose(writer, beneath) + escape(writer.t(" 同じ（条例等で固定）", ", the same (pinned)"))
    return (
        whose(writer, beneath)
        + Markup(" ")
        + shown_value(writer, point, beneath, f"beneath:{town}:{point.id}")
    )


def _coded(writer: Writer, point: Point, code: tuple[CodeLayer, ...]) -> list[str | Markup]:
    top = code[-1]
    names = Markup("、").join(writer.customization(one.customization, title=False) for one in code)
    entry = writer.model.profile.customizations[top.customization]
    added = point.owner or point.kind is Kind.HOOK
    below = writer.t("（なし）", "(nothing)") if added else writer.t("国の標準の計算式", "national formula")
    return [
        _name(writer, point), labels.mode(top.mode, writer.language), names, writer.day(entry.live),
        below, writer.register(entry.basis) or "－", "－",
    ]  # fmt: skip


def _missing(writer: Writer, point: Point) -> list[str | Markup]:
    said = writer.t("値なし", "no value") + writer.mark(Mark.UNKNOWN)
    return [_name(writer, point), said, "－", "－", "－", writer.register(point.basis) or "－", "－"]
