"""Owns how a run of the book is shown: totals per town, lines, and the same as data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from uwanose.charging.due import UNION
from uwanose.charging.records import BookRun, Kind, LineRecord
from uwanose.layers.model import Municipality, Rank
from uwanose_cli.output import Table, yen
from uwanose_cli.text import Text

__all__ = ["entry_data", "lines_table", "totals_table"]

_KINDS = {
    Kind.REGULAR: Text("当期分", "regular"),
    Kind.ZERO: Text("0円", "zero"),
    Kind.LATE_JOIN: Text("途中採用", "late join"),
    Kind.LEAVING: Text("一括負担", "leaving"),
    Kind.CORRECTION: Text("変更調定", "correction"),
    Kind.SETTLEMENT: Text("精算", "settlement"),
}


def totals_table(
    entry: BookRun, towns: Sequence[Municipality] | None, names: Mapping[str, str], language: str
) -> Table:
    """Return what each town is charged: shared and own cost, and refunds (charges and refunds are never netted).

    *names* are those of today; a town that is no member any more is called as the book called it.
    """
    charged = [(_name(entry, town, names, language), entry.lines_of(town)) for town in _towns(entry, towns)]
    rows = [(name, *_amounts(lines, language)) for name, lines in charged]
    every = [line for _, lines in charged for line in lines]
    total = (Text("合計", "total").of(language), *_amounts(every, language))
    headings = Text(
        "町村,明細,共通経費,個別経費,減額,納入額", "town,lines,shared cost,own cost,refunds,to pay"
    )
    return Table(tuple(headings.of(language).split(",")), rows, frozenset(range(1, 6)), total)


def _amounts(lines: Sequence[LineRecord], language: str) -> tuple[str, ...]:
    shared = sum(line.yen for line in lines if line.yen > 0 and line.layer is Rank.PREFECTURE)
    own = sum(line.yen for line in lines if line.yen > 0 and line.layer is not Rank.PREFECTURE)
    refunds = sum(line.yen for line in lines if line.yen < 0)
    return str(len(lines)), *(yen(amount, language) for amount in (shared, own, refunds, shared + own))


def lines_table(
    entry: BookRun, towns: Sequence[Municipality] | None, names: Mapping[str, str], language: str
) -> Table:
    """Return every line with the factors of its derivation."""
    headings = Text(
        "行,町村,番号,題名,費用,月,区分,割合,負担額,調定済み,今回,理由",
        "line,town,id,title,cost,month,kind,share,due,closed,now,reason",
    )
    rows = [
        (
            str(line.number),
            _name(entry, line.municipality, names, language),
            line.key.customization,
            entry.header.customizations[line.key.customization].title,
            entry.costs[line.cost].label if line.cost else "-",
            str(line.key.month),
            _KINDS[line.kind].of(language),
            str(line.share),
            yen(line.due, language),
            yen(line.closed, language),
            yen(line.yen, language),
            line.reason,
        )
        for line in _lines(entry, towns)
    ]
    return Table(tuple(headings.of(language).split(",")), rows, frozenset({0, 7, 8, 9, 10}))


def entry_data(entry: BookRun, towns: Sequence[Municipality] | None) -> dict[str, object]:
    """Return a run for programs."""
    return {
        "run": str(entry.run),
        "quarter": str(entry.quarter),
        "label_ja": entry.run.label_ja,
        "reason": entry.header.reason,
        "revenue_year": entry.header.revenue_year,
        "closed_on": entry.header.closed_on,
        "document": entry.header.document,
        "due_date": entry.header.due_date,
        "facts": entry.header.facts,
        "total": entry.totals.yen,
        "towns": {
            town: {
                "number": entry.statement_number(town) if town in entry.header.municipalities else None,
                "charges": sum(line.yen for line in entry.lines_of(town) if line.yen > 0),
                "refunds": sum(line.yen for line in entry.lines_of(town) if line.yen < 0),
            }
            for town in _towns(entry, towns)
        },
        "lines": [
            {
                "line": line.number,
                "town": line.municipality,
                "customization": line.key.customization,
                "cost": line.key.cost_item,
                "month": line.key.month,
                "kind": line.kind,
                "share": line.share,
                "due": line.due,
                "closed": line.closed,
                "yen": line.yen,
                "ref": str(line.ref) if line.ref else "",
                "route": line.route,
                "reason": line.reason,
            }
            for line in _lines(entry, towns)
        ],
    }


def _name(entry: BookRun, town: str, names: Mapping[str, str], language: str) -> str:
    if town == UNION:
        return Text("組合", "union").of(language)
    return names.get(town) or entry.name_of(town)


def _towns(entry: BookRun, towns: Sequence[Municipality] | None) -> Iterable[str]:
    if towns is not None:
        return [town.id for town in towns]
    charged = {line.municipality for line in entry.lines}
    return [*entry.header.municipalities, *sorted(charged - set(entry.header.municipalities))]


def _lines(entry: BookRun, towns: Sequence[Municipality] | None) -> list[LineRecord]:
    wanted = set(_towns(entry, towns))
    return [line for line in entry.lines if line.municipality in wanted]
