"""Owns what can truly be said of how a step was computed: a sum, a difference, a rate, a price times a count, a table.

A reading is only given where it alone fits the figures. Nothing here knows any business.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations, product

from uwanose.dates import era_date
from uwanose.engine.explanation import Step, Used, ValueUsed
from uwanose.money import Rate

__all__ = ["Reading", "Term", "read_step"]

_MOST_TERMS = 7
_LARGEST_UNIT = 1_000  # yen to which an amount is cut


@dataclass(frozen=True, slots=True)
class Term:
    """Something the letter names: its label and its value; of a flag, which shows none, whether it holds."""

    label: str
    shown: str
    holds: bool = True


@dataclass(frozen=True, slots=True)
class Reading:
    """How a step came about; ``follow`` is the step to tell next.

    ``kind`` is ``sum``, ``limit`` (it came out as a value laid down), ``rate``, ``product``, ``table``, ``from`` (what it was made from), ``nothing`` (all it could be
    made from is nothing) or ``law`` (it is made from nothing else).

    ``plus`` and ``minus`` are the parts of a sum; for the others ``plus`` is what it was made from. ``by`` are the rates,
    the price, or the tables; ``facts`` what else it turned on.
    """

    kind: str
    plus: tuple[Term, ...] = ()
    minus: tuple[Term, ...] = ()
    by: tuple[Term, ...] = ()
    facts: tuple[Term, ...] = ()
    follow: str = ""
    cut: bool = False  # a sum of which less than a unit was cut


def read_step(step: Step, defaults: Mapping[str, int | None], japanese: bool) -> Reading:
    """Return the reading of a step; inputs that stand at their default are nothing to tell."""
    return _Reader(step, defaults, japanese).reading()


class _Reader:
    def __init__(self, step: Step, defaults: Mapping[str, int | None], japanese: bool) -> None:
        self._step, self._ja = step, japanese
        told = [
            used for used in step.inputs
            if used.value != 0 and not (used.kind == "input" and defaults.get(used.name) == used.value)
        ]  # fmt: skip
        self._amounts = [used for used in told if used.unit == "yen"]
        self._facts = [used for used in told if used.unit != "yen"]
        if not step.value:  # what does not hold may be why there is nothing
            self._facts += [
                used for used in step.inputs if used.unit == "flag" and used.kind == "item" and not used.value
            ]
        prices = [value for value in step.values if value.type == "yen" and value.exact != "0"]
        cuts = "floor_to" in step.rounding
        self._units = [int(price.exact) for price in prices if cuts and int(price.exact) <= _LARGEST_UNIT]
        self._prices = [price for price in prices if int(price.exact) not in self._units]

    def reading(self) -> Reading:
        """Return the only reading that fits, or what the step was made from."""
        for found in (self._sum(), self._rate(), self._product()):
            if found is not None:
                return found
        tables = tuple(self._term(value, bare=True) for value in self._step.values if value.rows)
        if not (self._amounts or self._facts or tables or self._step.together):
            return Reading("nothing" if self._step.inputs and not self._step.value else "law")
        return Reading(
            kind="table" if tables and self._step.value else "from",
            plus=tuple(map(self._term, self._amounts)),
            by=tables if self._step.value else (),
            facts=tuple(map(self._fact, self._facts)),
            follow=self._next(self._amounts),
        )

    def _sum(self) -> Reading | None:
        terms: list[Used | ValueUsed] = [*self._amounts, *self._prices]
        if not self._step.value or not 1 <= len(terms) <= _MOST_TERMS:
            return None
        found = [signs for signs in product((0, 1, -1), repeat=len(terms)) if self._adds_up(terms, signs)]
        if len(found) != 1:
            return None
        plus = [term for term, sign in zip(terms, found[0], strict=True) if sign > 0]
        minus = [term for term, sign in zip(terms, found[0], strict=True) if sign < 0]
        used = [term for term in plus if isinstance(term, Used)]
        if self._amounts and not used and not minus:
            by = tuple(map(self._term, plus))
            return Reading(
                "limit", tuple(map(self._term, self._amounts)), by=by, follow=self._next(self._amounts)
            )
        total = sum(map(_yen, plus)) - sum(map(_yen, minus))
        return Reading(
            "sum",
            tuple(map(self._term, plus)),
            tuple(map(self._term, minus)),
            follow=self._next(used),
            cut=total != self._step.value,
        )

    def _adds_up(self, terms: Sequence[Used | ValueUsed], signs: Sequence[int]) -> bool:
        total = sum(sign * _yen(term) for term, sign in zip(terms, signs, strict=True))
        return max(signs) > 0 and self._step.value in self._cut(total)

    def _cut(self, total: int) -> Iterator[int]:
        yield total
        for name, unit in (("floor_10", 10), ("floor_100", 100), ("floor_1000", 1000)):
            if name in self._step.rounding:
                yield total // unit * unit
        yield from (total // unit * unit for unit in self._units)

    def _rate(self) -> Reading | None:
        rates = [value for value in self._step.values if value.type == "rate" and value.exact[:2] != "0/"]
        rates = [value for value in rates if value.exact != "0"]
        if not self._step.value or len(self._amounts) != 1 or not 1 <= len(rates) <= _MOST_TERMS:
            return None
        amount = self._amounts[0]
        found = [
            chosen
            for count in range(1, len(rates) + 1)
            for chosen in combinations(rates, count)
            if self._step.value in _applied(amount.value, chosen)
        ]
        if len(found) != 1:
            return None
        by = tuple(map(self._term, found[0]))
        return Reading("rate", (self._term(amount),), by=by, follow=self._next([amount]))

    def _product(self) -> Reading | None:
        counts = [used for used in self._facts if used.unit not in ("flag", "choice", "date")]
        found = [
            (price, count)
            for price in self._prices
            for count in counts
            if count.value > 1 and _yen(price) * count.value == self._step.value
        ]
        if len(found) != 1:
            return None
        ((price, count),) = found
        return Reading("product", (self._term(price),), by=(self._term(count),))

    def _next(self, amounts: Sequence[Used]) -> str:
        """Return the step to tell next: the largest amount; where the result is 0, what made it so."""
        if not self._step.value:
            flags = [used for used in self._facts if used.unit == "flag" and used.kind == "item"]
            if flags:
                return max(flags, key=lambda used: used.value).name
        items = [used for used in amounts if used.kind == "item"]
        return max(items, key=lambda used: abs(used.value)).name if items else ""

    def _term(self, used: Used | ValueUsed, *, bare: bool = False) -> Term:
        label = used.label_ja if self._ja else used.label_en
        return Term(label, "" if bare else used.shown_ja if self._ja else used.shown_en)

    def _fact(self, used: Used) -> Term:
        if used.unit == "date" and self._ja:
            return Term(
                used.label_ja, era_date(date(used.value // 10000, used.value // 100 % 100, used.value % 100))
            )
        if used.unit == "flag":
            return Term(used.label_ja if self._ja else used.label_en, "", bool(used.value))
        return self._term(used)


def _yen(term: Used | ValueUsed) -> int:
    return term.value if isinstance(term, Used) else int(term.exact)


def _applied(amount: int, rates: Sequence[ValueUsed]) -> tuple[int, int]:
    """Return an amount times the sum of some rates, cut and raised to the yen."""
    share = sum(Rate.parse(value.exact).fraction for value in rates)
    exact = amount * share
    return exact.__floor__(), exact.__ceil__()
