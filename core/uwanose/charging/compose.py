"""Owns the making of a run's costs and lines out of differences: order, numbers, kinds, references, totals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from uwanose.charging.basis import Basis
from uwanose.charging.book import Book
from uwanose.charging.differences import Difference
from uwanose.charging.due import UNION, DueGroup, Group
from uwanose.charging.monthly_cost import MonthlyCost, Nature
from uwanose.charging.quarters import route
from uwanose.charging.records import CostRecord, Kind, LineRecord, Totals
from uwanose.charging.runs import Run, RunKind
from uwanose.layers.model import CostItem, Profile, Rank

__all__ = ["Composition", "compose", "cost_label", "totals_of"]

_LABELS = {"one_off": "初期費用", "recurring": "年間保守料", "law_change": "制度改正対応費", "credit": "減額"}
_NOTES = {
    Kind.LATE_JOIN: "途中採用による負担の移し替え",
    Kind.LEAVING: "採用終了に伴う残額の一括負担",
    Kind.CORRECTION: "変更調定（調定済みの月の差額）",
    Kind.SETTLEMENT: "精算（調定済みの額と実績による額との差額）",
}
_NATURES = tuple(Nature)


@dataclass(frozen=True, slots=True)
class Composition:
    """Costs and lines in the order of the file, the first one standing on line 2; ``costs`` as they were worked out."""

    records: tuple[CostRecord | LineRecord, ...]
    costs: tuple[MonthlyCost, ...]

    @property
    def lines(self) -> tuple[LineRecord, ...]:
        """The lines alone."""
        return tuple(record for record in self.records if isinstance(record, LineRecord))


def cost_label(item: CostItem) -> str:
    """Return what papers call a cost: its own label, or the word for its kind."""
    return item.label_ja or _LABELS.get(item.kind, item.kind)


def totals_of(lines: Sequence[LineRecord]) -> Totals:
    """Return the totals of lines; charges and refunds are added up apart."""
    charges: Counter[str] = Counter()
    refunds: Counter[str] = Counter()
    for line in lines:
        (charges if line.yen >= 0 else refunds)[line.municipality] += line.yen
    yen = charges.total() + refunds.total()
    return Totals(lines=len(lines), yen=yen, charges=dict(charges), refunds=dict(refunds))


def compose(
    basis: Basis, book: Book, run: Run, on: date, due: Iterable[DueGroup], found: Iterable[Difference]
) -> Composition:
    """Return the records that charge the differences in a run made on a day."""
    groups: dict[Group, list[Difference]] = {}
    for difference in found:
        groups.setdefault(difference.key.group, []).append(difference)
    costs = {entry.group: entry.cost for entry in due if entry.cost and entry.group in groups}
    maker = _Maker(basis, book, run, on, groups)
    for group in sorted(groups, key=_order(basis.profile)):
        maker.add(costs.get(group), groups[group])
    used = tuple(costs[group] for group in groups if group in costs)
    return Composition(tuple(maker.records), used)


def _order(profile: Profile) -> Callable[[Group], tuple[int, str, object, int, int]]:
    entries = {name: index for index, name in enumerate(profile.customizations)}
    items = {
        (name, item.id): index
        for name, customization in profile.customizations.items()
        for index, item in enumerate(customization.costs)
    }

    def order(group: Group) -> tuple[int, str, object, int, int]:
        customization, cost_item, month, nature = group
        place = entries.get(customization, len(entries))
        return (
            place,
            customization,
            month,
            items.get((customization, cost_item), len(items)),
            _NATURES.index(nature),
        )

    return order


class _Maker:
    """Numbers the records of one file as they are added."""

    def __init__(self, basis: Basis, book: Book, run: Run, on: date, groups: Collection[Group]) -> None:
        self._basis, self._book, self._run, self._on = basis, book, run, on
        self._months = (
            run.months if run.kind is RunKind.CLOSE else ()
        )  # what the run charges for the first time
        self._places = {town: index for index, town in enumerate((*basis.profile.municipalities, UNION))}
        self._years = {entry.run: entry.header.revenue_year for entry in book.runs}
        charged = frozenset(group for group in groups if group in book.groups)
        self._first = book.first_lines(charged)
        self._payers = {
            cost.group: frozenset(cost.payers)
            for entry in (book.runs if charged else ())
            for cost in entry.costs.values()
            if cost.group in charged
        }
        self.records: list[CostRecord | LineRecord] = []

    @property
    def _number(self) -> int:
        return len(self.records) + 2

    def add(self, cost: MonthlyCost | None, found: list[Difference]) -> None:
        number = 0
        if cost:
            number = self._number
            self.records.append(self._cost(cost, number))
        last = len(self._places)
        for difference in sorted(found, key=lambda entry: self._places.get(entry.key.municipality, last)):
            self.records.append(self._line(difference, cost, number))

    def _cost(self, cost: MonthlyCost, number: int) -> CostRecord:
        division = self._basis.divide(cost)
        items = {item.id: item for item in self._basis.profile.customizations[cost.customization].costs}
        return CostRecord(
            number=number,
            customization=cost.customization,
            cost_item=cost.cost_item,
            label=cost_label(items[cost.cost_item]),
            cost_kind=cost.cost_kind,
            month=cost.month,
            nature=cost.nature,
            layer=cost.layer,
            amount=cost.amount,
            amount_basis=cost.amount_basis,
            total=cost.amount.yen,
            formula=cost.formula.id,
            payers=cost.payers,
            before=cost.before,
            only=cost.only,
            odd=division.odd,
            rest=division.rest,
            before_formula=cost.before_formula.id if cost.before_formula else "",
        )

    def _line(self, difference: Difference, cost: MonthlyCost | None, number: int) -> LineRecord:
        line, key = difference.line, difference.key
        kind = self._kind(difference, cost)
        past = key.month not in self._months
        reason = line.reason if line and kind is Kind.ZERO else None
        ref = self._first.get(key)
        charged_year = self._years[ref.run] if ref else key.month.fiscal_year
        settles = self._run.kind is RunKind.SETTLEMENT
        return LineRecord(
            number=self._number,
            key=key,
            layer=line.layer if line else self._layer_of(difference),
            kind=kind,
            cost=number,
            share=line.share if line else Fraction(0),
            odd=bool(line and line.odd),
            due=difference.due,
            closed=difference.closed,
            yen=difference.yen,
            ref=ref,
            route=route(charged_year, self._on, difference.yen, settles=settles)
            if past and difference.yen
            else "",
            reason=reason.value if reason else "",
            note=reason.ja if reason else _NOTES.get(kind, ""),
        )

    def _kind(self, difference: Difference, cost: MonthlyCost | None) -> Kind:
        key, new = difference.key, difference.key not in self._first
        if not difference.yen:
            return Kind.ZERO
        if new and key.nature in (Nature.LATE_JOIN, Nature.LEAVING):
            return Kind.LATE_JOIN if key.nature is Nature.LATE_JOIN else Kind.LEAVING
        if key.month in self._months:
            return Kind.REGULAR
        if self._run.kind is RunKind.SETTLEMENT:
            return Kind.SETTLEMENT
        before = self._payers.get(key.group, frozenset())
        joined = cost is not None and before and before < frozenset(cost.payers)
        return Kind.LATE_JOIN if joined else Kind.CORRECTION

    def _layer_of(self, difference: Difference) -> Rank:
        ref = self._first[difference.key]
        entry = self._book.get(ref.run)
        lines = entry.lines if entry else ()
        return next((line.layer for line in lines if line.number == ref.line), Rank.TOWN)
