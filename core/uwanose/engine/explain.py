"""Owns explaining one result: the same program on the rows of one group, with every step kept.

A copy of a row stands beside them as a group of its own: with one row alone a formula could do what fails in a batch.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np

from uwanose.engine.calculation import Calculation
from uwanose.engine.columns.table import InputTable
from uwanose.engine.explanation import Explanation, LayerValue, RowPicked, Step, Used, ValueUsed
from uwanose.engine.faults import cannot_compute
from uwanose.engine.missing import used_origins
from uwanose.engine.model import Array, Columns
from uwanose.engine.program import Program
from uwanose.engine.rounding import rounding_steps
from uwanose.engine.watched import WatchedTable, watched
from uwanose.errors import Refused, UnknownName, nearest
from uwanose.layers.effective import EffectiveRules, Origin
from uwanose.layers.model import RANK_LABELS, Rank
from uwanose.points.model import Confidence, Input, Item, Point, ValueType
from uwanose.points.typed import format_result, format_value

__all__ = ["explain"]

Follow = Callable[[str, str], Explanation | None]  # name of a read, key → its explanation


def explain(
    program: Program,
    rules: EffectiveRules,
    table: InputTable,
    row_key: str,
    item: str,
    *,
    follow: Follow | None = None,
) -> Explanation:
    """Explain an item of one row. Raises UnknownName for an unknown row or item, Refused when a value is missing."""
    if item not in program.chains:
        raise UnknownName("項目", "item", item, nearest(item, program.chains, 3))
    found = np.flatnonzero(table.keys == row_key)
    if not len(found):
        raise UnknownName("行", "row", row_key, nearest(row_key, table.keys.tolist(), 3))
    group = table.columns[table.group]
    rows = np.flatnonzero(group == group[found[0]])
    columns = _with_dummy({name: column[rows] for name, column in table.columns.items()}, table.group)
    me = int(np.flatnonzero(rows == found[0])[0])

    calculation = program.bind(rules, [item], hooks=())
    steps = _Steps(calculation, me)
    refused = calculation.run(columns, observe=steps.see).refused
    if any(flags[me] for name, flags in refused.items() if name != item):
        raise Refused([cannot_compute(calculation, row_key, [name for name in refused if refused[name][me]])])
    last = steps.seen[-1]
    origins = used_origins(program, rules, [item])
    return Explanation(
        business=program.names.business.id,
        municipality=rules.municipality,
        legal_date=str(rules.legal_date),
        release=rules.release,
        rules_sha256=rules.sha256,
        row_key=row_key,
        item=program.names.items[item].id,
        value=last.value,
        shown_ja=last.shown_ja,
        shown_en=last.shown_en,
        steps=tuple(steps.seen),
        assumed=tuple(point for point, origin in origins.items() if origin.layer is Rank.ASSUMPTION),
        unverified=tuple(
            point for point, origin in origins.items() if origin.confidence is Confidence.UNVERIFIED
        ),
        customizations=tuple(dict.fromkeys(_customizations(steps.seen, origins))),
        follows=_follows(program, item, table, int(found[0]), follow),
    )


def _with_dummy(columns: Columns, group: str) -> dict[str, Array]:
    doubled = {name: np.append(column, column[-1:]) for name, column in columns.items()}
    doubled[group][-1] += 1
    return doubled


def _customizations(steps: Sequence[Step], origins: Mapping[str, Origin]) -> Iterator[str]:
    yield from (layer.layer for step in steps for layer in step.layers if layer.rank_en != "national")
    yield from (origin.owner for origin in origins.values() if origin.owner)


def _follows(
    program: Program, item: str, table: InputTable, row: int, follow: Follow | None
) -> dict[str, Explanation]:
    found: dict[str, Explanation] = {}
    for name in program.needs(item).reads if follow else ():
        key = program.names.reads[name].key
        explanation = follow(name, str(table.texts[key][row])) if follow and key in table.texts else None
        if explanation:
            found[name] = explanation
    return found


class _Steps:
    """Watches a calculation and keeps each item as a step."""

    def __init__(self, calculation: Calculation, me: int) -> None:
        self.seen: list[Step] = []
        self._calculation, self._me = calculation, me

    def see(self, name: str, values: Mapping[str, object], result: Array) -> None:
        """Keep one item as it is computed."""
        program = self._calculation.program
        item, chain = program.names.items[name], program.chains[name]
        picked = watched(chain, values, len(result))
        layers = tuple(self._layers(name, {**values, **picked}))
        top = chain[-1]
        value = int(result[self._me])
        if any(table.in_part for table in picked.values()):
            picked = self._alone(name, values, len(result), value) or picked
        self.seen.append(
            Step(
                item=item.id,
                name=name,
                label_ja=item.label_ja,
                label_en=item.label_en,
                unit=item.unit,
                value=value,
                shown_ja=format_result(item, value),
                shown_en=format_result(item, value, "en"),
                basis=item.basis,
                document=top.document,
                function=top.function.__name__,
                place=str(top.place),
                inputs=tuple(self._inputs(name, values)),
                values=tuple(self._values(name, picked)),
                layers=layers,
                rounding=rounding_steps(top.function),
                together="household" in program.direct_needs(name).reserved,
            )
        )

    def _alone(
        self, name: str, values: Mapping[str, object], rows: int, value: int
    ) -> dict[str, WatchedTable]:
        """Return the tables as one person alone looks them up, where a formula looked up a selection of its rows.

        Every row is then that person's. Empty where the others of the group mattered, or where that fails.
        """
        program = self._calculation.program
        mine = {
            argument: np.repeat(column[self._me : self._me + 1], rows)
            if isinstance(column, np.ndarray)
            else column
            for argument, column in values.items()
        }
        picked = watched(program.chains[name], values, rows)
        try:
            with np.errstate(all="raise"):
                given = np.asarray(program.layers.call_part(program.chains[name], {**mine, **picked}))
        except Exception:  # a formula may refuse such a group; then nothing is said of the rows it looked up
            return {}
        return picked if int(given.flat[0]) == value else {}

    def _layers(self, name: str, values: Mapping[str, object]) -> Iterator[LayerValue]:
        """Yield what the item would be with each layer on top."""
        program = self._calculation.program
        item, chain = program.names.items[name], program.chains[name]
        with np.errstate(all="raise"):
            for height, implementation in enumerate(chain, 1):
                given = np.asarray(program.layers.call_part(chain[:height], values))
                value = int(given[self._me] if given.ndim else given)
                rank_ja, rank_en = RANK_LABELS[implementation.rank]
                yield LayerValue(
                    layer=implementation.layer,
                    rank_ja=rank_ja,
                    rank_en=rank_en,
                    wraps=implementation.wrapper,
                    value=value,
                    shown_ja=format_result(item, value),
                    shown_en=format_result(item, value, "en"),
                    place=str(implementation.place),
                )

    def _inputs(self, name: str, values: Mapping[str, object]) -> Iterator[Used]:
        names = self._calculation.program.names
        needs = self._calculation.program.direct_needs(name)
        for kind, arguments in (("item", needs.items), ("input", needs.inputs), ("read", needs.reads)):
            for argument in arguments:
                declared = names.declared(argument)
                column = values[argument]
                value = int(column[self._me]) if isinstance(column, np.ndarray) else 0
                yield Used(
                    name=argument,
                    kind=kind,
                    unit=_unit(declared),
                    label_ja=names.label(argument),
                    label_en=names.label(argument, "en"),
                    value=value,
                    shown_ja=format_result(declared, value) if declared else f"{value:,}",
                    shown_en=format_result(declared, value, "en") if declared else f"{value:,}",
                )

    def _values(self, name: str, picked: Mapping[str, WatchedTable]) -> Iterator[ValueUsed]:
        program, rules = self._calculation.program, self._calculation.rules
        for argument in program.direct_needs(name).points:
            point = program.names.points[argument]
            rows = picked[argument].rows_of(self._me, point) if argument in picked else ()
            yield _value_used(point, argument, rules.values[point.id], rows)


def _value_used(point: Point, name: str, origin: Origin, rows: tuple[RowPicked, ...]) -> ValueUsed:
    rank_ja, rank_en = RANK_LABELS[origin.layer]
    is_table = point.table is not None
    return ValueUsed(
        point=point.id,
        name=name,
        label_ja=point.label_ja,
        label_en=point.label_en,
        type="table" if is_table else point.type.value if point.type else "",
        exact="" if is_table else str(origin.value),
        shown_ja="表" if is_table else format_value(point, origin.value),
        shown_en="table" if is_table else format_value(point, origin.value, "en"),
        layer=rank_en,
        layer_ja=rank_ja,
        customization=origin.owner,
        since=str(origin.interval.start),
        source=origin.source,
        basis=origin.basis or point.basis,
        confidence=origin.confidence.value,
        assumed=origin.layer is Rank.ASSUMPTION,
        place=str(origin.place),
        rows=rows,
    )


def _unit(declared: Item | Input | None) -> str:
    """Return what a value counts; a column of which nothing is declared here (a read) is an amount."""
    if declared is None:
        return "yen"
    if isinstance(declared, Item):
        return declared.unit
    return declared.unit if declared.type is ValueType.INTEGER else declared.type.value
