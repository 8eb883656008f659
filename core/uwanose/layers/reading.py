"""Owns what every reader of a profile needs: acts with their documents, first and last days, names of declared things."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from uwanose.errors import Place, nearest
from uwanose.layers.model import Act
from uwanose.source.fields import Fields


def read_act(fields: Fields, *others: str) -> Act:
    """Return a dated act with its document; ``others`` are further names that may stand there and are read elsewhere."""
    act = Act(
        on=fields.required_date("on"),
        document=fields.text("document"),
        by=fields.texts("by"),
        note=fields.text("note"),
        place=fields.node.place,
    )
    for name in others:
        fields.raw(name)
    fields.done()
    return act


def dates_in_order(fields: Fields, start: date, until: date | None) -> bool:
    """Tell whether a last day does not lie before the first one; report it otherwise."""
    if until is None or until >= start:
        return True
    fields.report(
        "L123",
        fields.place("until"),
        f"until（最後の日）{until} が from {start} より前です。",
        f"until (the last day) {until} lies before from {start}.",
        "until には、その日まで続く最後の日を書いてください。",
        "until is the last day that still counts.",
    )
    return False


def unknown_name(
    fields: Fields, place: Place, name: str, known: Collection[str], what_ja: str, what_en: str
) -> None:
    """Report a name nobody has declared, with the nearest one."""
    near = nearest(name, known)
    fields.report(
        "L120",
        place,
        f"「{name}」という{what_ja}はありません。",
        f"There is no {what_en} {name!r}.",
        f"「{near[0]}」ではありませんか。" if near else f"あるのは {'、'.join(known)} です。",
        f"Did you mean {near[0]!r}?" if near else f"Known: {', '.join(known)}.",
    )
