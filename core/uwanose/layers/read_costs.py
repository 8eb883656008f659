"""Owns reading what a customization costs and how its payers share it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from uwanose.layers.model import CostItem, Sharing
from uwanose.layers.read_invoices import read_invoices
from uwanose.layers.read_weights import read_weights
from uwanose.layers.weights import WEIGHTS
from uwanose.source.fields import Fields

KINDS = ("one_off", "recurring", "law_change", "credit")
CHARGES = ("at_payment", "spread")
LATE_JOINS = ("remaining", "retroactive", "none")
LEAVES = ("keep_paying", "lump")


def read_sharing(
    fields: Fields, formulas: Iterable[str], default: str, municipalities: Collection[str]
) -> Sharing:
    found = fields.nested("sharing")
    if found is None:
        return Sharing(formula=default)
    told = len(found.findings)
    method = found.word("method", ("equal", "population", WEIGHTS, *formulas), default)
    fitting = method if len(found.findings) == told else None  # that there is no such method has been told
    sharing = Sharing(
        formula=method,
        late_join=found.word("late_join", LATE_JOINS, "remaining"),
        window_months=found.integer("window_months", least=1),
        on_leave=found.word("on_leave", LEAVES, "keep_paying"),
        weights=read_weights(found, fitting, municipalities),
    )
    found.done()
    return sharing


def read_costs(fields: Fields) -> Iterator[CostItem]:
    seen: set[str] = set()
    for row in fields.rows("costs"):
        identifier, kind = row.required_text("id"), row.word("kind", KINDS)
        start = row.month("start")
        for key in ("kind", "start"):
            if not row.has(key):
                row.missing(key)
        if identifier in seen:
            _same_cost(row, identifier)
        seen.add(identifier)
        label = row.label()[0] if row.has("label") else ""
        least = None if kind == "credit" else 0
        amounts = {key: row.yen(key, least=least) for key in ("budget", "quoted", "actual", "yearly")}
        item = (
            start,
            row.month("end"),
            row.word("charge", CHARGES, "at_payment"),
            row.integer("months", least=1),
        )
        settled = _settled(row) if kind == "recurring" else {}
        invoices = read_invoices(row, *item[:2], settled) if kind == "recurring" else ()
        document = row.text("document")
        row.text("note")
        row.done()
        if item[0] and kind and identifier:
            yield CostItem(
                id=identifier, kind=kind, start=item[0], end=item[1], charge=item[2], months=item[3],
                label_ja=label, document=document, place=row.node.place, settled=settled, invoices=invoices,
                **amounts,
            )  # fmt: skip
            _check_cost(row, kind, amounts, item[2], item[3])


def _settled(row: Fields) -> dict[int, int]:
    """Return what was paid in which fiscal year: ``settled: {2026: 118_000}``."""
    years = row.nested("settled")
    if years is None:
        return {}
    found = {}
    for year in years.node.entries:
        yen = years.yen(year, least=0)
        if not year.isdigit():
            years.report(
                "R135",
                years.place(year),
                f"settled の「{year}」は年度ではありません。",
                f"{year!r} in settled is no fiscal year.",
                "settled: {2026: 118_000} のように、年度と支払った額を書いてください。",
                "Write fiscal year and yen, as in settled: {2026: 118_000}.",
            )
        elif yen is not None:
            found[int(year)] = yen
    years.done()
    return found


def _same_cost(row: Fields, identifier: str) -> None:
    row.report(
        "R112",
        row.place("id"),
        f"費用の id「{identifier}」が2つあります。",
        f"Two costs have the id {identifier!r}.",
        "それぞれ別の id を付けてください。調定簿の明細はこの id で費用を指します。",
        "Give each its own id; the lines of the book refer to it.",
    )


def _check_cost(
    row: Fields, kind: str, amounts: Mapping[str, int | None], charge: str, months: int | None
) -> None:
    if kind == "recurring" and amounts["yearly"] is None:
        row.missing("yearly")
    if kind != "recurring" and all(amounts[key] is None for key in ("budget", "quoted", "actual")):
        row.missing("quoted")
    if charge == "spread" and months is None and not row.has("months"):
        row.missing("months")
