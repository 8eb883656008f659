"""Owns trying the code of one customization: the rules as if it were in force as it stands, over its cases and their rows."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from datetime import date
from time import perf_counter

import numpy as np

from uwanose.charging.prospects import adopted
from uwanose.engine.batch import run_batch
from uwanose.engine.calculation import Calculation, Observe, Results
from uwanose.engine.model import Array, Columns, Implementation
from uwanose.errors import Finding, Place, Refused
from uwanose.layers.as_approved import as_approved
from uwanose.layers.beneath import seen_entries
from uwanose.layers.effective import EffectiveRules
from uwanose.layers.model import Customization, Outcome, Profile
from uwanose.layers.plugin_source import PluginIndex
from uwanose.layers.resolve import Resolver
from uwanose.points.model import Catalog

__all__ = ["AgeBorder", "Sample", "Trial", "TrialRules", "held_as_it_stands"]

MANY = 100_000  # rows of the measurement
_OLDEST = 105  # years back that birthdays are looked at
_BORDERS = 40  # of one customization; more say no more
_ALLOWED_EVENTS = frozenset(
    {"compile", "exec", "import", "object.__getattr__", "code.__new__", "sys._getframe"}
)
_REACHING = ("open", "os.", "socket.", "subprocess.", "shutil.", "urllib.", "http.", "tempfile.", "sqlite3.")

TrialRules = Callable[[str, date], EffectiveRules]
_reached: ContextVar[list[str] | None] = ContextVar("reached", default=None)
_watching: list[bool] = []  # an audit hook cannot be taken away again, so one serves all trials of a process


@dataclass(frozen=True, slots=True, kw_only=True)
class AgeBorder:
    """Two birthdays a day apart between which a result of some row of a case changes, all else the same."""

    item: str
    legal_date: date
    born: tuple[int, int]  # yyyymmdd
    results: tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """Rows of cases under one calculation in which the customization's code stands."""

    calculation: Calculation
    columns: Columns


@dataclass(slots=True)
class Trial:
    """Collects the calculations of cases that reach the code of a customization, and looks into each of them."""

    customization: str
    samples: list[Sample] = field(default_factory=list)
    seconds: float = 0.0  # the slowest function over MANY rows
    borders: list[AgeBorder] = field(default_factory=list)
    executed: set[str] = field(default_factory=set)  # items and hooks

    def watch(self, calculation: Calculation, _: int) -> Calculation:
        """Return a calculation of cases that leaves its rows here; made for ``CaseRunner``."""
        return _Kept(
            program=calculation.program,
            rules=calculation.rules,
            keep=calculation.keep,
            order=calculation.order,
            arguments=calculation.arguments,
            hooks=calculation.hooks,
            trial=self,
        )

    def take(self, calculation: Calculation, columns: Columns) -> None:
        """Keep the rows when the customization's code has a part in what is computed under these rules."""
        program = calculation.program
        items = [name for name in calculation.order if self._mine(program.chains[name])]
        hooks = [name for name in program.hooks if self._mine(program.hooks[name])]
        for names, called in ((items, ()), ((), hooks)):
            if names or called:
                with suppress(Refused):  # cases are made for one result and may lack what a hook needs
                    bound = program.bind(calculation.rules, names, hooks=called)
                    self.samples.append(Sample(calculation=bound, columns=columns))

    def findings(self) -> Iterator[Finding]:
        """Yield what is wrong with the code over all rows kept: each thing once, at the line of the function."""
        told: set[tuple[str, str]] = set()
        for sample in self.samples:
            for finding in self._looked_at(sample):
                key = finding.code, str(finding.place)
                if key not in told:
                    told.add(key)
                    yield finding

    def _looked_at(self, sample: Sample) -> Iterator[Finding]:
        calculation = sample.calculation
        columns = _repeated(calculation, sample.columns, 2)  # two groups at least, so that they can be parted
        try:
            whole = run_batch(calculation, columns)
        except Refused as refused:
            if not any(finding.code == "E134" for finding in refused.findings):
                yield from refused.findings
            return
        self.executed.update((*calculation.keep, *calculation.hooks))
        with _listening() as reached:
            again = run_batch(calculation, columns)
        for event in dict.fromkeys(reached):
            yield self._finding(calculation, "G118", f"計算中に外へ触れました（{event}）。",
                                f"reaches outside while it computes ({event}).")  # fmt: skip
        for item in _different(whole, again):
            yield self._finding(calculation, "G117", "同じ入力を2度計算すると、結果が違います。",
                                "gives another result for the same input the second time.", item)  # fmt: skip
        parts = run_batch(calculation, columns, chunk=1)
        for item in _different(whole, parts):
            yield self._finding(calculation, "G119", "グループごとに分けて計算すると、まとめて計算した結果と違います。",
                                "gives another result when groups are computed apart than when together.", item)  # fmt: skip
        backwards = _turned(run_batch(calculation, {name: values[::-1] for name, values in columns.items()}))
        for item in _different(whole, backwards):
            yield self._finding(calculation, "G120", "行の順序を変えると、結果が変わります。",
                                "depends on the order of the rows.", item)  # fmt: skip
        self._measure(calculation, sample.columns)
        self._find_borders(calculation, sample.columns)

    def _measure(self, calculation: Calculation, columns: Columns) -> None:
        rows = len(columns[calculation.program.names.business.group])
        many = _repeated(calculation, columns, -(-MANY // rows))
        layers = calculation.program.layers

        def see(item: str, values: Mapping[str, object], _: Array) -> None:
            if item in calculation.keep:
                began = perf_counter()
                layers.call(item, values)
                self.seconds = max(self.seconds, perf_counter() - began)

        calculation.run(many, observe=see)

    def _find_borders(self, calculation: Calculation, columns: Columns) -> None:
        program = calculation.program
        if "birth_date" not in program.needs_together((*calculation.keep, *calculation.hooks)).inputs:
            return
        group = columns[program.names.business.group]
        first = np.flatnonzero(group == group[0])
        days = _birthdays(calculation)
        for row in range(len(first)):
            tried = _repeated(
                calculation, {name: values[first] for name, values in columns.items()}, len(days)
            )
            births = np.array(tried["birth_date"])
            births[row :: len(first)] = days
            results = calculation.run({**tried, "birth_date": births}).items
            for item, values in results.items():
                self._note(item, calculation.rules.legal_date, days, np.asarray(values)[row :: len(first)])

    def _note(self, item: str, on: date, days: Array, values: Array) -> None:
        for at in range(0, len(days), 2):  # 1 and 2 April of one year stand together
            if values[at] != values[at + 1] and len(self.borders) < _BORDERS:
                border = AgeBorder(
                    item=item,
                    legal_date=on,
                    born=(int(days[at]), int(days[at + 1])),
                    results=(int(values[at]), int(values[at + 1])),
                )
                if border not in self.borders:
                    self.borders.append(border)

    def _mine(self, chain: Sequence[Implementation]) -> bool:
        return any(one.layer == self.customization for one in chain)

    def _finding(self, calculation: Calculation, code: str, ja: str, en: str, item: str = "") -> Finding:
        program = calculation.program
        names = [item] if item else [*calculation.keep, *calculation.hooks]
        chains = [program.chains.get(name) or program.hooks.get(name, ()) for name in names]
        place = next(
            (one.place for chain in chains for one in chain if one.layer == self.customization), None
        )
        label = "、".join(f"{program.names.label(name)} ({name})" for name in names)
        return Finding(
            code=code,
            ja=f"{self.customization} の {label}: {ja}",
            en=f"{self.customization}, {', '.join(names)}: {en}",
            remedy_ja="結果は、その行と同じグループの行の引数だけから決めてください（順序・前回の呼出し・外部に頼らない）。",
            remedy_en="Let a result come from the arguments of its row and group alone: no order, no former call, nothing outside.",
            place=place or Place(calculation.rules.municipality),
            scope="register",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kept(Calculation):
    """A calculation of cases whose rows are kept."""

    trial: Trial

    def run(self, columns: Columns, *, observe: Observe | None = None, exact: bool = False) -> Results:
        self.trial.take(self, columns)
        return Calculation.run(self, columns, observe=observe, exact=exact)


def held_as_it_stands(
    entry: Customization, profile: Profile, catalog: Catalog, plugins: PluginIndex
) -> tuple[Profile, TrialRules]:
    """Return the profile and rules in which an entry runs with the code that lies there, approved or not.

    A draft is held by the towns that wish for it (and asked for it), from the day they wish for. Nothing is written.
    """
    if not entry.approval:
        profile = _wished(entry, profile)
    held = as_approved(profile.customizations[entry.id], plugins)
    profile = replace(profile, customizations={**profile.customizations, entry.id: held})
    adoptions = tuple(
        replace(one, seen=seen_entries(profile, catalog, plugins, one))
        if one.customization == entry.id and not one.seen
        else one
        for one in profile.adoptions
    )
    profile = replace(profile, adoptions=adoptions)
    return profile, Resolver(profile, catalog, plugins).rules


def _wished(entry: Customization, profile: Profile) -> Profile:
    if entry.outcome is Outcome.PREFECTURE:
        days = {"": min(entry.wishes.values())} if entry.wishes else {}
    else:
        days = dict(entry.wishes)
    return adopted(profile, entry, days)


@contextmanager
def _listening() -> Iterator[list[str]]:
    """Note what reaches out of the process's memory meanwhile: files, network, other programs."""
    if not _watching:
        sys.addaudithook(_heard)
        _watching.append(True)
    reached: list[str] = []
    token = _reached.set(reached)
    try:
        yield reached
    finally:
        _reached.reset(token)


def _heard(event: str, _: tuple[object, ...]) -> None:
    reached = _reached.get()
    if reached is not None and event not in _ALLOWED_EVENTS and event.startswith(_REACHING):
        reached.append(event)


def _different(left: Results, right: Results) -> Iterator[str]:
    for both in ((left.items, right.items), (left.extras, right.extras)):
        for name, values in both[0].items():
            other = both[1].get(name)
            if other is None or not np.array_equal(np.asarray(values), np.asarray(other)):
                yield name


def _turned(results: Results) -> Results:
    return Results(
        items={name: np.asarray(values)[::-1] for name, values in results.items.items()},
        extras={name: np.asarray(values)[::-1] for name, values in results.extras.items()},
        findings=(),
    )


def _repeated(calculation: Calculation, columns: Columns, times: int) -> dict[str, Array]:
    """Return the rows several times over, the groups of each time their own."""
    group = calculation.program.names.business.group
    rows = len(columns[group])
    many = {name: np.tile(values, times) for name, values in columns.items()}
    _, codes = np.unique(columns[group], return_inverse=True)
    many[group] = np.tile(codes, times) + np.repeat(np.arange(times), rows) * (int(codes.max()) + 1)
    return many


def _birthdays(calculation: Calculation) -> Array:
    """Return 1 and 2 April of every year in which somebody alive may have been born."""
    last = calculation.rules.legal_date.year
    years = np.arange(last - _OLDEST, last, dtype=np.int64)
    days: Array = (years[:, None] * 10_000 + np.array([401, 402])).reshape(-1)
    return days
