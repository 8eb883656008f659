"""Owns running cases: many at once under shared programs and rules, compared to the yen."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from uwanose.engine.calculation import Calculation
from uwanose.engine.case_files import Case, CaseRow, Expected
from uwanose.engine.columns.table import InputTable
from uwanose.engine.explain import explain
from uwanose.engine.explanation import Explanation
from uwanose.engine.faults import cannot_compute
from uwanose.engine.model import Array
from uwanose.engine.program import Program, Programs
from uwanose.engine.scratch import scratch_rules
from uwanose.errors import Finding, Refused, UnknownName
from uwanose.layers.effective import EffectiveRules
from uwanose.points.model import Catalog, Item
from uwanose.points.typed import format_result

__all__ = ["CaseResult", "CaseRunner", "Difference", "Watch"]

Watch = Callable[
    [Calculation, int], Calculation
]  # a calculation and the number of its rows → what is run instead


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One result that is not what the case expects. ``from_ja`` says what it was made from."""

    expected: Expected
    item: Item
    value: int
    from_ja: str

    def text(self, language: str = "ja") -> str:
        """Return the difference as one line."""
        wanted = format_result(self.item, self.expected.value, language)
        found = format_result(self.item, self.value, language)
        if language == "ja":
            return f"{self.expected.row} の{self.item.label_ja} ({self.item.name}): 期待 {wanted}、結果 {found}（{self.from_ja}）"
        return f"{self.item.name} of {self.expected.row}: expected {wanted}, got {found}"


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseResult:
    """What became of a case: it passed when nothing differs and nothing was refused."""

    case: Case
    differences: tuple[Difference, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether every expected figure came out."""
        return not self.differences and not self.findings


@dataclass(frozen=True, slots=True)
class _Part:
    """Rows of one case that have the same rules."""

    case: Case
    rules: EffectiveRules
    program: Program
    rows: tuple[CaseRow, ...]
    expected: tuple[Expected, ...]

    @property
    def items(self) -> tuple[str, ...]:
        """The items that are compared."""
        return tuple(dict.fromkeys(one.item for one in self.expected))

    @property
    def key(self) -> Hashable:
        """What parts must share to be computed together."""
        day = None if self.case.on is None else self.rules.legal_date
        given = frozenset(
            name for row in self.rows for name in row.numbers if name in self.program.names.reads
        )
        return id(self.program), self.rules.sha256, tuple(sorted(self.rules.stopped)), day, given


class CaseRunner:
    """Runs cases. Cases under the same program and rules are computed in one go; a failing one never harms another."""

    def __init__(
        self,
        catalog: Catalog,
        programs: Programs,
        rules_for: Callable[[str, date], EffectiveRules],
        watch: Watch | None = None,
    ) -> None:
        """Take what cases run under. *watch* may put something in the place of each calculation, to see what it does."""
        self._catalog, self._programs, self._rules_for, self._watch = catalog, programs, rules_for, watch
        self._scratch: dict[Hashable, EffectiveRules] = {}

    def run(self, cases: Iterable[Case]) -> tuple[CaseResult, ...]:
        """Return the result of each case, in their order."""
        results: dict[int, CaseResult] = {}
        together: dict[Hashable, list[_Part]] = {}
        listed = list(cases)
        for case in listed:
            try:
                for part in self._parts(case):
                    together.setdefault(part.key, []).append(part)
            except Refused as refused:
                results[id(case)] = CaseResult(case=case, findings=refused.findings)
            except UnknownName as unknown:
                results[id(case)] = CaseResult(case=case, findings=(_unknown(case, unknown),))
        values: dict[int, dict[tuple[str, str], int]] = {}
        for parts in together.values():
            self._compute([part for part in parts if id(part.case) not in results], values, results)
        return tuple(results.get(id(case)) or self._compared(case, values[id(case)]) for case in listed)

    def explain(self, case: Case, row: str, item: str) -> Explanation:
        """Explain a result of a case. Raises Refused and UnknownName."""
        for part in self._parts(case):
            if any(one.key == row for one in part.rows):
                return explain(part.program, part.rules, _table([part], part.program), row, item)
        raise UnknownName("行", "row", row, [one.key for one in case.rows])

    def _parts(self, case: Case) -> Iterator[_Part]:
        """Split a case where its rules change. Raises Refused when a value is missing for what is expected."""
        column = self._catalog.businesses[case.business].clock_column
        alike: dict[Hashable, tuple[EffectiveRules, list[CaseRow]]] = {}
        for row in case.rows:
            rules = self._rules(case, case.on or _day(row.numbers[column]))
            key = rules.sha256, tuple(sorted(rules.stopped))
            alike.setdefault(key, (rules, []))[1].append(row)
        for rules, rows in alike.values():
            program = self._programs.program(case.business, rules)
            keys = {row.key for row in rows}
            expected = tuple(one for one in case.expected if one.row in keys)
            part = _Part(case, rules, program, tuple(rows), expected)
            findings = [*_not_computed(part), *_incomplete_reads(part)]
            if not findings:
                findings.extend(program.missing(rules, part.items))
            if findings:
                raise Refused(findings)
            if expected:
                yield part

    def _rules(self, case: Case, day: date) -> EffectiveRules:
        if case.town:
            return self._rules_for(case.town, day)
        key = day, tuple(sorted(case.overrides.items(), key=lambda entry: entry[0]))
        if key not in self._scratch:
            self._scratch[key] = scratch_rules(self._catalog, day, case.overrides)
        return self._scratch[key]

    def _compute(
        self,
        parts: Sequence[_Part],
        values: dict[int, dict[tuple[str, str], int]],
        results: dict[int, CaseResult],
    ) -> None:
        if not parts:
            return
        program = parts[0].program
        items = dict.fromkeys(item for part in parts for item in part.items)
        table = _table(parts, program)
        try:
            calculation = program.bind(parts[0].rules, items, hooks=())
            if self._watch:
                calculation = self._watch(calculation, len(table))
            computation = calculation.run(table.columns)
        except Exception as error:
            if len(parts) > 1:
                for part in parts:
                    self._compute([part], values, results)
            else:
                findings = error.findings if isinstance(error, Refused) else (_failed(parts[0].case, error),)
                results[id(parts[0].case)] = CaseResult(case=parts[0].case, findings=findings)
            return
        place = {key: row for row, key in enumerate(table.keys.tolist())}
        for index, part in enumerate(parts):
            computed = values.setdefault(id(part.case), {})
            for one in part.expected:
                row = place[_key(index, one.row, parts)]
                computed[one.row, one.item] = int(computation.items[one.item][row])
                rests_on = program.needs(one.item).items
                why = [name for name, no in computation.refused.items() if no[row] and name in rests_on]
                if why and one.item not in computation.refused:
                    findings = (replace(cannot_compute(calculation, one.row, why), place=one.place),)
                    results[id(part.case)] = CaseResult(case=part.case, findings=findings)

    def _compared(self, case: Case, values: Mapping[tuple[str, str], int]) -> CaseResult:
        differing = [one for one in case.expected if values[one.row, one.item] != one.value]
        return CaseResult(
            case=case,
            differences=tuple(
                Difference(
                    expected=one,
                    item=self._catalog.items[self._item_id(case, one.item)],
                    value=values[one.row, one.item],
                    from_ja=self._made_from(case, one),
                )
                for one in differing
            ),
        )

    def _item_id(self, case: Case, name: str) -> str:
        items = self._catalog.items.values()
        return next(item.id for item in items if (item.business, item.name) == (case.business, name))

    def _made_from(self, case: Case, one: Expected) -> str:
        """Say what a result was made from, so that the difference can be looked for one step further down."""
        step = self.explain(case, one.row, one.item).steps[-1]
        used = [f"{used.label_ja} {used.shown_ja}" for used in step.inputs]
        held = [f"{value.label_ja} {value.shown_ja}" for value in step.values]
        return "、".join([*used, *held, step.place])


def _table(parts: Sequence[_Part], program: Program) -> InputTable:
    """Return the rows of several parts as one table; absent columns take their default, groups stay apart."""
    names = program.names
    rows = [(index, row) for index, part in enumerate(parts) for row in part.rows]
    groups: dict[tuple[int, str], int] = {}
    codes = [groups.setdefault((index, row.texts[names.business.group]), len(groups)) for index, row in rows]
    columns: dict[str, Array] = {names.business.group: np.array(codes, dtype=np.int64)}
    for name, declared in names.inputs.items():
        columns[name] = np.array(
            [row.numbers.get(name, declared.default or 0) for _, row in rows], dtype=np.int64
        )
    for name in names.reads:
        if rows and name in rows[0][1].numbers:
            columns[name] = np.array([row.numbers[name] for _, row in rows], dtype=np.int64)
    keys = [_key(index, row.key, parts) for index, row in rows]
    table = InputTable.of(columns, keys, names.business.group, names.business.key)
    return table.take(np.argsort(columns[names.business.group], kind="stable"))


def _key(index: int, row: str, parts: Sequence[_Part]) -> str:
    return row if len(parts) == 1 else f"{index} {row}"


def _day(number: int) -> date:
    return date(number // 10000, number // 100 % 100, number % 100)


def _not_computed(part: _Part) -> Iterator[Finding]:
    for one in part.expected:
        if one.item not in part.program.chains:
            yield Finding(
                code="K110",
                place=one.place,
                ja=f"{part.program.names.label(one.item)} ({one.item}) は、{part.rules.legal_date} の規則では計算しません。",
                en=f"{one.item} is not computed under the rules of {part.rules.legal_date}.",
                remedy_ja="年度と、カスタマイズの採用を確かめてください。",
                remedy_en="Look at the year, and at who adopts the customization that adds it.",
            )


def _incomplete_reads(part: _Part) -> Iterator[Finding]:
    needed = {
        read for item in part.items if item in part.program.chains for read in part.program.needs(item).reads
    }
    for row in part.rows:
        for name in part.program.names.reads:
            if name in needed and name not in row.numbers:
                yield Finding(
                    code="K107",
                    place=row.place,
                    ja=f"行に必要な列 {part.program.names.label(name)} ({name}) がありません。",
                    en=f"a row lacks the column {name}, which is needed.",
                )


def _unknown(case: Case, unknown: UnknownName) -> Finding:
    return Finding(code="K102", place=case.place, ja=unknown.text("ja"), en=unknown.text("en"))


def _failed(case: Case, error: Exception) -> Finding:
    notes = " ".join(getattr(error, "__notes__", ()))
    return Finding(
        code="K111",
        place=case.place,
        ja=f"計算の途中で失敗しました。{type(error).__name__}: {error} {notes}".rstrip(),
        en=f"the calculation failed: {type(error).__name__}: {error} {notes}".rstrip(),
    )
