"""Owns filling the reads of a business: results another business has stored, found by town, year and resident id."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np

from uwanose.dates import fiscal_year
from uwanose.engine.arithmetic import Column, Flags
from uwanose.engine.columns.table import InputTable, Reason, Reject, Rows
from uwanose.engine.model import Array, Names
from uwanose.errors import Finding
from uwanose.layers.effective import EffectiveRules
from uwanose.points.model import Catalog, Read

__all__ = ["StoredResults", "TownResults", "circles_of_reads", "fill_reads"]

_BACK = {"same": 0, "previous": 1, "year_before_previous": 2}


@dataclass(frozen=True)
class TownResults:
    """One business's results of one levy year for one town: the key of each row (str), and the columns of items."""

    keys: Array
    items: Mapping[str, Array]

    def rows(self, persons: Array) -> Column:
        """Return the row of each person, -1 where there is none."""
        if len(persons) == len(self.keys) and bool(np.all(persons == self.keys)):
            return np.arange(len(persons))  # the same people in the same order, as a rule
        places = self._places
        begins = np.flatnonzero(np.append(True, persons[1:] != persons[:-1])[: len(persons)])
        found = [
            places.get(person, -1) for person in persons[begins].tolist()
        ]  # rows of one person stand together
        return np.repeat(np.array(found, dtype=np.int64), np.diff(begins, append=len(persons)))

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return dict(zip(self.keys.tolist(), range(len(self.keys)), strict=True))


class StoredResults(Protocol):
    """Where results of other businesses are found."""

    def results(self, business: str, year: int, municipality: str) -> TownResults | None:
        """Return the stored results, None when that business has not been computed for that year and town."""


def fill_reads(
    table: InputTable,
    names: Names,
    needed: Sequence[str],
    rules: EffectiveRules,
    stored: StoredResults | None,
    findings: list[Finding],
) -> InputTable:
    """Return the table with the reads that are needed and that the user has not given as columns.

    A row whose person is not found is rejected; a year nobody has computed is a finding and rejects its rows.
    """
    wanted = [names.reads[name] for name in needed if name in names.reads and name not in table.columns]
    if not wanted:
        return table
    places: list[_Placed] = []
    rejected: Flags = np.zeros(len(table), dtype=np.bool_)
    rejects: list[Reject] = []
    filled: dict[str, Column] = {}
    lacking: dict[tuple[str, int], list[Read]] = {}
    for read in wanted:
        values: Column = np.zeros(len(table), dtype=np.int64)
        for year, rows in _rows_by_year(table, names, read, rules, ~rejected):
            results = stored.results(read.business, year, rules.municipality) if stored else None
            column = results.items.get(read.item) if results else None
            if results is None or column is None:
                lacking.setdefault((read.business, year), []).append(read)
                lost = rows
            else:
                found = _places(places, read.key, table, results)[rows]
                values[rows] = column[found] if len(column) else 0
                lost = rows[found < 0]
            reason = _not_found(read, year)
            rejected[lost] = True
            rejects.extend(
                table.reject(int(row), read.key, str(table.texts[read.key][row]), reason) for row in lost
            )
        filled[read.name] = values
    findings.extend(_not_computed(names, *of, reads, rules) for of, reads in lacking.items())
    return table.with_columns(filled).without(rejected, rejects)


def circles_of_reads(catalog: Catalog) -> Iterator[Finding]:
    """Yield a finding for each business that reads its own results through others."""
    reads = {
        name: {read.business for read in business.reads} for name, business in catalog.businesses.items()
    }
    for name, business in catalog.businesses.items():
        path = _path_to(name, reads, (name,))
        if path:
            shown = " → ".join(path)
            yield Finding(
                code="E114",
                ja=f"業務どうしの reads が輪になっています: {shown}",
                en=f"the reads of businesses form a circle: {shown}",
                remedy_ja="どれか1つの業務の reads から外してください。",
                remedy_en="Take one of the reads out.",
                place=business.place,
            )


def _path_to(goal: str, reads: Mapping[str, set[str]], path: tuple[str, ...]) -> tuple[str, ...]:
    for following in sorted(reads.get(path[-1], ())):
        if following == goal:
            return (*path, goal)
        if following not in path and (found := _path_to(goal, reads, (*path, following))):
            return found
    return ()


@dataclass(frozen=True, slots=True)
class _Placed:
    """Where the persons of one column of the table stand among some keys."""

    column: str
    keys: Array
    rows: Column


def _places(known: list[_Placed], column: str, table: InputTable, results: TownResults) -> Column:
    """Return the row of each person of a column; results of other years mostly have the same keys, looked up once."""
    for placed in known:
        if placed.column == column and _same(placed.keys, results.keys):
            return placed.rows
    known.append(_Placed(column, results.keys, results.rows(table.texts[column])))
    return known[-1].rows


def _same(left: Array, right: Array) -> bool:
    return left is right or np.array_equal(left, right)


def _rows_by_year(
    table: InputTable, names: Names, read: Read, rules: EffectiveRules, usable: Flags
) -> Iterator[tuple[int, Rows]]:
    """Yield each levy year with the usable rows that read it: that of the fiscal year of their day, or one or two before."""
    back = _BACK[read.year]
    if names.business.clock_column not in table.columns:
        yield fiscal_year(rules.legal_date) - back, np.flatnonzero(usable)
        return
    days = table.columns[names.business.clock_column]
    years = days // 10000 - (days % 10000 < 401) - back
    for year in np.unique(years[usable]).tolist():
        yield year, np.flatnonzero(usable & (years == year))


def _not_computed(
    names: Names, business: str, year: int, reads: Sequence[Read], rules: EffectiveRules
) -> Finding:
    """Return the one finding about results of a business and year that are not there, whatever is read of them."""
    declared = names.read_businesses.get(business)
    items = [names.read_items.get(read.name) for read in reads]
    ja = "、".join(dict.fromkeys(item.label_ja for item in items if item)) or "、".join(
        read.item for read in reads
    )
    en = ", ".join(dict.fromkeys(read.item for read in reads))
    columns = [read.name for read in reads]
    return Finding(
        code="E134",
        ja=f"{declared.label_ja if declared else business}の {year}年度の結果がありません。{names.business.label_ja}の計算に使うもの: {ja}。",
        en=f"The results of {business} for {year} are not there; {names.business.id} reads {en}.",
        remedy_ja=f"uwanose run {business} --year {year} の結果を --reads {business}=ファイル で指定するか、入力に列 {'、'.join(columns)} を加えてください。",
        remedy_en=f"Give the results of `uwanose run {business} --year {year}` with --reads {business}=FILE, or columns {', '.join(columns)}.",
        scope=rules.municipality,
    )


def _not_found(read: Read, year: int) -> Reason:
    return Reason(
        f"{read.business} の {year}年度の結果に、この番号の人がいません。",
        f"the results of {read.business} for {year} hold no such person.",
        "ほかの業務から読む結果",
        "標準パッケージ（business.yaml の reads）",
    )
