"""Owns what cases exercise of a business: values, rows of tables, formulas, results and conditions - and what they leave out.

``value``      a parameter or a dated value of the national package is used when a result a case expects rests on it.
``row``        a row of a national table is used when somebody in a case falls into it.
``formula``    a formula (dated, or a customization's) is used when it computes something a case expects.
``result``     a yes/no result must come out both ways, a choice in every way, every other result once not 0.
``town``       a town that takes part must have a case of its own, where towns decide anything.
``condition``  a condition inside a formula must hold for somebody and fail for somebody (see ``instrument``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from uwanose.dates import FOREVER
from uwanose.engine.case_files import Case
from uwanose.engine.cases import CaseResult, CaseRunner
from uwanose.engine.exercised import Exercised
from uwanose.engine.formulas import FormulaMark
from uwanose.engine.instrument import Condition, Conditions, instrumented, shared_modules
from uwanose.engine.model import PluginModules
from uwanose.engine.national import national_formulas
from uwanose.engine.program import Programs
from uwanose.errors import Finding, Place
from uwanose.layers.contributions import known_in, of_point
from uwanose.layers.effective import EffectiveRules, Origin
from uwanose.layers.model import Municipality
from uwanose.points.cells import Typing, format_cell
from uwanose.points.model import Catalog, Cell, Item, Kind, MaySet, Point, Table, ValueType
from uwanose.points.typed import format_value

__all__ = ["KINDS", "SHARED", "Covered", "Uncovered", "coverage"]

KINDS = ("value", "row", "formula", "result", "condition", "town")
SHARED = ""  # stands for no business: the helpers that all of them share


@dataclass(frozen=True, slots=True, kw_only=True)
class Uncovered:
    """One thing no case exercises: what it is, and what about it is missing."""

    business: str
    kind: str
    id: str
    label_ja: str
    label_en: str
    missing_ja: str
    missing_en: str
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Covered:
    """What the cases of one business exercise: by kind, how many of how many, and what they leave out."""

    business: str
    cases: int
    counts: Mapping[str, tuple[int, int]]
    uncovered: tuple[Uncovered, ...]
    failed: tuple[CaseResult, ...] = ()


def coverage(
    catalog: Catalog,
    plugins: PluginModules | None,
    rules_for: Callable[[str, date], EffectiveRules],
    cases: Sequence[Case],
    towns: Mapping[str, Sequence[Municipality]],
) -> tuple[Covered, ...]:
    """Run the cases on copies of the formulas that note their conditions and return what each business leaves out.

    *towns* are those that take part, by business. A business that computes nothing is left out; what the businesses share
    comes last. A case that does not pass is named.
    """
    shared = Conditions()
    helpers = shared_modules(shared)
    wanted = [one for one in towns if any(item.business == one for item in catalog.items.values())]
    conditions = {business: Conditions() for business in wanted}
    modules = {business: instrumented(business, conditions[business], helpers) for business in wanted}
    programs = Programs(catalog, plugins, modules)
    found = []
    for business in wanted:
        seen = Exercised()
        mine = [case for case in cases if case.business == business]
        results = CaseRunner(catalog, programs, rules_for, seen.watch).run(mine)
        failed = tuple(result for result in results if not result.passed)
        report = _Report(catalog, business, seen, conditions[business])
        found.append(report.covered(mine, towns[business], failed))
    listed = tuple(_conditions(SHARED, shared))
    counts = dict.fromkeys(KINDS, (0, 0)) | {"condition": shared.outcomes}
    found.append(Covered(business=SHARED, cases=len(cases), counts=counts, uncovered=listed))
    return tuple(found)


class _Report:
    """Compares what is declared with what was seen."""

    def __init__(self, catalog: Catalog, business: str, seen: Exercised, conditions: Conditions) -> None:
        self._catalog, self._business, self._seen, self._conditions = catalog, business, seen, conditions
        self._counts = {kind: [0, 0] for kind in KINDS}

    def covered(
        self, cases: Sequence[Case], towns: Sequence[Municipality], failed: tuple[CaseResult, ...]
    ) -> Covered:
        """Return everything that is counted, and what is left out, kind by kind in the order of the declarations."""
        left_out = (
            *self._values(),
            *self._formulas(),
            *self._results(),
            *_conditions(self._business, self._conditions),
            *self._towns(cases, towns),
        )
        self._counts["condition"] = list(self._conditions.outcomes)
        return Covered(
            business=self._business,
            cases=len(cases),
            counts={kind: (seen, of) for kind, (seen, of) in self._counts.items()},
            uncovered=tuple(sorted(left_out, key=lambda one: KINDS.index(one.kind))),
            failed=failed,
        )

    def _count(self, kind: str, seen: bool) -> bool:
        self._counts[kind][0] += seen
        self._counts[kind][1] += 1
        return seen

    def _values(self) -> Iterator[Uncovered]:
        known = known_in(self._catalog, None)
        for point in self._catalog:
            if point.business != self._business or point.kind not in (Kind.PARAMETER, Kind.TABLE):
                continue
            origins = [one for one in of_point(point, known) if one.value is not None and not one.draft]
            if point.owner or not origins:
                if not self._count("value", point.id in self._seen.points):
                    yield self._left("value", point, "どの例も使いません", "no case uses it", point.place)
                continue
            unused = [
                one
                for one in origins
                if not self._count("value", (point.id, one.interval.start) in self._seen.values)
            ]
            if unused:
                yield self._left(
                    "value",
                    point,
                    "、".join(_dated(point, one, "ja") for one in unused),
                    ", ".join(_dated(point, one, "en") for one in unused),
                    unused[0].place,
                )
            for origin in origins:
                key = point.id, origin.interval.start
                if key in self._seen.values and isinstance(origin.value, Table):
                    yield from self._rows(point, origin.value, self._seen.rows.get(key, set()), origin.place)

    def _rows(self, point: Point, table: Table, used: set[int], place: Place) -> Iterator[Uncovered]:
        assert point.table is not None
        key = table.columns[0]
        kind, label = point.table.columns[key], point.table.labels.get(key, key)
        unused = [row[0] for number, row in enumerate(table.rows) if not self._count("row", number in used)]
        if unused:
            keys = [_key(point, kind, one, "ja") for one in unused]
            english = [_key(point, kind, one, "en") for one in unused]
            yield self._left(
                "row", point, f"{label} {'、'.join(keys)} の行", f"rows {', '.join(english)} ({key})", place
            )

    def _formulas(self) -> Iterator[Uncovered]:
        findings: list[Finding] = []
        items = {item.name: item for item in self._items()}
        ran = {(name, place) for name, layer, place in self._seen.formulas if layer == "national"}
        for formula in national_formulas(self._business, findings):
            target, place = formula.implementation.target, formula.implementation.place
            if target in items and not self._count("formula", (target, place) in ran):
                yield self._left("formula", items[target], *_never_computed(formula.mark), place)

    def _results(self) -> Iterator[Uncovered]:
        for item in self._items():
            given = self._seen.given.get(item.name)
            if given is None:
                continue  # its formula is listed
            for seen, ja, en in _outcomes(item, given, item.name in self._seen.nonzero):
                if not self._count("result", seen):
                    yield self._left("result", item, ja, en, item.place)

    def _towns(self, cases: Sequence[Case], towns: Sequence[Municipality]) -> Iterator[Uncovered]:
        """Yield one entry for all towns without a case, where towns decide anything at all."""
        decides = any(
            point.business == self._business and point.may_set is MaySet.ORDINANCE and point.by == "town"
            for point in self._catalog
        )
        with_cases = {case.town for case in cases}
        without = [town for town in towns if decides and not self._count("town", town.id in with_cases)]
        if without:
            yield Uncovered(
                business=self._business,
                kind="town",
                id=",".join(town.id for town in without),
                label_ja=f"{len(without)}町村",
                label_en=f"{len(without)} towns",
                missing_ja=f"{'、'.join(town.name_ja for town in without)} の規則で計算する例がありません",
                missing_en=f"no case of {', '.join(town.name_en for town in without)}",
                place=self._catalog.businesses[self._business].place,
            )

    def _items(self) -> Iterator[Item]:
        yield from (
            item
            for item in self._catalog.items.values()
            if item.business == self._business and not item.owner
        )

    def _left(self, kind: str, what: Point | Item, ja: str, en: str, place: Place) -> Uncovered:
        return Uncovered(
            business=self._business,
            kind=kind,
            id=what.id,
            label_ja=what.label_ja,
            label_en=what.label_en,
            missing_ja=ja,
            missing_en=en,
            place=place,
        )


def _never_computed(mark: FormulaMark) -> tuple[str, str]:
    """Say that no case computes by a formula, with the days it is for."""
    since = "" if mark.since == date.min else str(mark.since)
    until = "" if mark.until == FOREVER else str(mark.until - timedelta(days=1))
    ja = f"{f'{since} から' if since else ''}{f'{until} まで' if until else ''}"
    en = f"{f' from {since}' if since else ''}{f' until {until}' if until else ''}"
    return f"{f'{ja}の計算式を使う' if ja else '計算する'}例がありません", f"no case computes it{en}"


def _dated(point: Point, origin: Origin, language: str) -> str:
    """Return a dated value as one says it: the table, or the amount, from a day on."""
    is_table = isinstance(origin.value, Table)
    if language == "ja":
        return (
            f"{origin.interval.start} からの{'表' if is_table else f' {format_value(point, origin.value)}'}"
        )
    return (
        f"{'the table' if is_table else format_value(point, origin.value, 'en')} from {origin.interval.start}"
    )


def _key(point: Point, kind: ValueType, cell: Cell, language: str) -> str:
    if cell is None:
        return "上限なし" if language == "ja" else "no limit"
    return format_cell(Typing(kind, point.choices), cell, language)


def _outcomes(item: Item, given: set[int], nonzero: bool) -> Iterator[tuple[bool, str, str]]:
    if item.unit == "flag":
        yield 1 in given, "「はい」になる例がありません", "never yes"
        yield 0 in given, "「いいえ」になる例がありません", "never no"
    elif item.unit == "choice":
        for code, (name, label) in enumerate(item.choices.items()):
            yield code in given, f"「{label}」になる例がありません", f"never {name}"
    else:
        yield nonzero, "0以外になる例がありません", "never anything but 0"


def _conditions(business: str, conditions: Conditions) -> Iterator[Uncovered]:
    for condition, held, failed in conditions.one_sided():
        ja, en = _told(condition, held, failed)
        yield Uncovered(
            business=business,
            kind="condition",
            id=f"{condition.function}: {condition.text}",
            label_ja=condition.function,
            label_en=condition.function,
            missing_ja=ja,
            missing_en=en,
            place=condition.place,
        )


def _told(condition: Condition, held: bool, failed: bool) -> tuple[str, str]:
    if not held and not failed:
        return f"{condition.text} を判定する例がありません", f"{condition.text}: never decided"
    never = condition.opposite if held else condition.text
    return f"{never} となる例がありません", f"never: {never}"
