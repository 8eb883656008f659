"""Owns the comparison of two sides - layers, towns, dates or releases - point by point: values, rows, formulas, texts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from difflib import ndiff

from uwanose.dates import Interval
from uwanose.layers.beneath import code_arguments
from uwanose.layers.code_order import topmost_replacement
from uwanose.layers.effective import CodeLayer, Origin
from uwanose.layers.layering import Layering, is_usable
from uwanose.layers.members import takes_part
from uwanose.layers.model import Rank
from uwanose.layers.timeline import Reign
from uwanose.points.model import Cell, Kind, Point, Table, Value

_BELOW = {Rank.NATIONAL: Rank.PREFECTURE, Rank.PREFECTURE: Rank.ASSUMPTION, Rank.TOWN: None}


@dataclass(frozen=True)
class Side:
    """One side of a comparison: everything up to a layer, on a day, in the knowledge of the layering's release.

    ``municipality`` is the town of a side of the town's layer. The prefecture's layer is the same in every town that takes
    part, so a side of that layer looks at the first of them for each business.
    """

    layering: Layering
    layer: Rank
    municipality: str
    on: date
    _code: dict[str, Mapping[str, tuple[CodeLayer, ...]]] = field(
        default_factory=dict, compare=False, repr=False
    )

    def takes_part(self, business: str) -> bool:
        """Tell whether the side has anything to say of a business: the nation has always, a town while it takes part."""
        return self.layer is Rank.NATIONAL or bool(self._town(business))

    def reign(self, point: Point) -> Reign:
        """Return what the side gives for a point."""
        town, below = self._town(point.business), _BELOW[self.layer]
        stack = self.layering.stack(town, point.id, self.on, below=below)
        usable = bool(stack) and is_usable(stack[0])
        formulas = self.layering.formulas(point.id, self.on)
        return Reign(
            interval=Interval.of(self.on, self.on),
            origin=stack[0] if usable else None,
            beaten=next((one for one in stack[1:] if is_usable(one)), None) if usable else None,
            formula=formulas[0] if formulas else None,
            code=self.code(town).get(point.id, ()),
        )

    def code(self, town: str) -> Mapping[str, tuple[CodeLayer, ...]]:
        """Return the code the side lays on formulas and hooks."""
        if not town:
            return {}
        if town not in self._code:
            self._code[town] = self.layering.code(town, self.on, below=_BELOW[self.layer])
        return self._code[town]

    def _town(self, business: str) -> str:
        if self.layer is Rank.NATIONAL:
            return ""
        profile = self.layering.profile
        towns = [self.municipality] if self.municipality else list(profile.municipalities)
        return next((town for town in towns if takes_part(profile, business, town, self.on)), "")


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row of a table that differs: None on the side that has no row for the key."""

    key: Cell
    left: tuple[Cell, ...] | None
    right: tuple[Cell, ...] | None


@dataclass(frozen=True, slots=True)
class Layer:
    """One function of a formula's chain: the national one (no owner) or a customization's, with its legal basis."""

    owner: str
    mode: str  # national | replace | wrap | collect
    arguments: tuple[str, ...]
    basis: str
    file: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Difference:
    """A point on which two sides differ.

    ``rows`` of a table that differ, ``lines`` of a text (marked ``- `` and ``+ ``), and for formulas and hooks the
    functions that compute on each side, lowest first, what a replacement hides left out.
    """

    point: Point
    left: Reign
    right: Reign
    rows: tuple[RowChange, ...] = ()
    lines: tuple[str, ...] = ()
    left_chain: tuple[Layer, ...] = ()
    right_chain: tuple[Layer, ...] = ()

    @property
    def more_arguments(self) -> tuple[str, ...]:
        """What only the right side's functions need."""
        return _beyond(self.right_chain, self.left_chain)

    @property
    def fewer_arguments(self) -> tuple[str, ...]:
        """What only the left side's functions need."""
        return _beyond(self.left_chain, self.right_chain)


def differences(
    left: Side, right: Side, wanted: Callable[[Point], bool] = lambda _: True
) -> Iterator[Difference]:
    """Yield every wanted point on which two sides differ, in the order of declaration.

    Equal values are equal, whoever gives them. A business in which a side takes no part is left out.
    """
    points = {**left.layering.catalog.points, **right.layering.catalog.points}
    compared: dict[str, bool] = {}
    for point in points.values():
        if point.business not in compared:
            compared[point.business] = left.takes_part(point.business) and right.takes_part(point.business)
        if compared[point.business] and wanted(point):
            found = _difference(point, left, right)
            if found:
                yield found


def _difference(point: Point, left: Side, right: Side) -> Difference | None:
    one, other = left.reign(point), right.reign(point)
    if point.kind in (Kind.FORMULA, Kind.HOOK):
        chains = _chain(left, point, one), _chain(right, point, other)
        same = [(layer.owner, layer.sha256) for layer in chains[0]] == [
            (layer.owner, layer.sha256) for layer in chains[1]
        ]
        return None if same else Difference(point, one, other, left_chain=chains[0], right_chain=chains[1])
    before, after = _value(one.origin), _value(other.origin)
    if before == after and type(before) is type(after):
        return None
    return Difference(point, one, other, rows=_rows(before, after), lines=_lines(point, before, after))


def _value(origin: Origin | None) -> Value | None:
    return origin.value if origin else None


def _rows(left: Value | None, right: Value | None) -> tuple[RowChange, ...]:
    """Return the rows that differ, by the key in their first column, in the order of the right side, then the left."""
    if not isinstance(left, Table) or not isinstance(right, Table):
        return ()
    before, after = ({row[0]: row for row in table.rows} for table in (left, right))
    return tuple(
        RowChange(key, before.get(key), after.get(key))
        for key in dict.fromkeys([*after, *before])
        if before.get(key) != after.get(key)
    )


def _lines(point: Point, left: Value | None, right: Value | None) -> tuple[str, ...]:
    if point.kind is not Kind.TEMPLATE:
        return ()
    before, after = (str(value).splitlines() if value is not None else [] for value in (left, right))
    return tuple(line.rstrip() for line in ndiff(before, after) if line[:1] in "-+")


def _chain(side: Side, point: Point, found: Reign) -> tuple[Layer, ...]:
    top = topmost_replacement(found.code)
    layers = []
    if found.formula and top < 0:
        source = found.formula
        layers.append(
            Layer(
                "", "national", source.arguments, point.basis, f"{source.file}:{source.line}", source.sha256
            )
        )
    register = side.layering.profile.customizations
    for code in found.code[max(top, 0) :]:
        arguments, basis = code_arguments(side.layering, code), register[code.customization].basis
        layers.append(Layer(code.customization, code.mode, arguments, basis, code.file, code.sha256))
    return tuple(layers)


def _beyond(chain: tuple[Layer, ...], other: tuple[Layer, ...]) -> tuple[str, ...]:
    known = {name for layer in other for name in layer.arguments}
    return tuple(dict.fromkeys(name for layer in chain for name in layer.arguments if name not in known))
