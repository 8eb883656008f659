"""Owns reading the weights by which the payers of a customization share: ``sharing: {method: weights, weights: [ … ]}``."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterator
from fractions import Fraction

from uwanose.dates import Month
from uwanose.layers.model import Weights
from uwanose.layers.reading import unknown_name
from uwanose.layers.weights import WEIGHTS
from uwanose.money import Rate
from uwanose.source.fields import Fields

__all__ = ["parse_weight", "read_weights"]


def parse_weight(text: str) -> Fraction:
    """Read a weight: ``3``, ``1/3`` or ``40%``. Raises ValueError for a decimal point and for nothing or less."""
    folded = unicodedata.normalize("NFKC", text).strip()
    weight = Fraction(int(folded)) if folded.isascii() and folded.isdigit() else Rate.parse(folded).fraction
    if weight <= 0:
        raise ValueError(f"not a positive weight: {text!r}")
    return weight


def read_weights(sharing: Fields, method: str | None, towns: Collection[str]) -> tuple[Weights, ...]:
    """Return the weights of a sharing, in the order they are written; none at all when one of them cannot be read.

    ``method`` is None when nobody knows which one is meant: then nothing is said of whether it fits the weights.
    """
    found: list[Weights] = []
    told = len(sharing.findings)
    for row in sharing.rows("weights"):
        start, on = row.month("from"), row.required_date("on")
        document = row.required_text("document")
        if not row.has("from"):
            row.missing("from")
        weights = dict(_towns(row, towns))
        row.done()
        if start is None or on is None or not weights:
            continue
        if found and start <= found[-1].start:
            _not_later(row, found[-1].start, start)
            continue
        _whole_shares(row, weights)
        found.append(
            Weights(start=start, on=on, document=document, towns=weights, place=row.node.place),
        )
    if method is not None and (method == WEIGHTS) != sharing.has("weights"):
        _method_without_weights(sharing, method)
    return tuple(found) if len(sharing.findings) == told else ()


def _towns(row: Fields, known: Collection[str]) -> Iterator[tuple[str, Fraction]]:
    towns = row.nested("towns", required=True)
    for town in towns.node if towns else ():
        assert towns is not None
        text = towns.required_text(town)
        if town not in known:
            unknown_name(towns, towns.place(town), town, known, "町村", "municipality")
            continue
        try:
            yield town, parse_weight(text)
        except ValueError:
            if text:
                _unreadable(towns, town, text)


def _unreadable(towns: Fields, town: str, text: str) -> None:
    towns.report(
        "R137",
        towns.place(town),
        f"重み「{text}」を、0より大きい正確な数として読めません。",
        f"{text!r} is not an exact weight above nothing.",
        "3、1/3、40% のように書いてください。小数は使えません。負担しない町村は書きません。",
        "Write 3, 1/3 or 40%, no decimal point. A town that bears nothing is left out.",
    )


def _whole_shares(row: Fields, weights: dict[str, Fraction]) -> None:
    """Weights that are all parts of one (30%, 1/3) are meant to make one; whole numbers only stand in a ratio."""
    whole = sum(weights.values(), Fraction())
    if whole != 1 and all(weight < 1 for weight in weights.values()):
        row.report(
            "R137",
            row.place("towns"),
            f"重みがすべて1より小さい割合で、合計が {whole} です。割合なら合計は1（100%）でなければなりません。",
            f"All weights are parts of one, and they add up to {whole}, not to 1.",
            "合計を100%にするか、3 と 2 のような整数の比で書いてください。",
            "Make them add up to 100%, or write a ratio of whole numbers such as 3 and 2.",
        )


def _not_later(row: Fields, before: Month, start: Month) -> None:
    row.report(
        "R138",
        row.place("from"),
        f"重みの from {start} が、その前の行の {before} より後ではありません。",
        f"These weights begin in {start}, not after those of the row before ({before}).",
        "from の早い順に、1つの月に1行だけ書いてください。",
        "Write the rows in the order of their first month, one row for a month.",
    )


def _method_without_weights(sharing: Fields, method: str) -> None:
    if method == WEIGHTS:
        sharing.report(
            "R136",
            sharing.place("method"),
            "負担の方法が重み（method: weights）なのに、重み（weights）がありません。",
            "The payers share by weights, but there are none.",
            "weights に [{from: 2026-07, on: 協定の日, document: 協定書, towns: {oi: 3, matsuda: 2}}] の形で書いてください。",
            "Write weights: [{from: 2026-07, on: DAY, document: PAPER, towns: {oi: 3, matsuda: 2}}].",
        )
        return
    sharing.report(
        "R136",
        sharing.place("weights"),
        f"重み（weights）がありますが、負担の方法は「{method}」で、重みを使いません。",
        f"There are weights, but the payers share by {method!r}, which uses none.",
        "重みで分けるなら method: weights に、分けないなら weights を消してください。",
        "Write method: weights, or remove the weights.",
    )
