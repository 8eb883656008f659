"""An invented business, the dog levy, built without files: its catalog, its formulas, and rules for a town."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import ModuleType

import numpy as np

from uwanose.dates import FOREVER, Interval
from uwanose.engine.arithmetic import Column
from uwanose.engine.program import Program, Programs, compile_program
from uwanose.errors import Finding, Place
from uwanose.layers.effective import CodeLayer, EffectiveRules, Origin
from uwanose.layers.model import Rank
from uwanose.money import Rate
from uwanose.points.model import (
    Age,
    AgeForm,
    Business,
    Catalog,
    Confidence,
    Input,
    Item,
    Kind,
    MaySet,
    Point,
    Release,
    Table,
    TableShape,
    Value,
    ValueType,
)

HERE = Place("rules/dog_levy/points.yaml", 1, 1)

FORMULAS = '''
import numpy as np
from uwanose import floor_100
from uwanose.engine.arithmetic import floor_yen
from uwanose.engine.formulas import formula

SMALL, LARGE = 0, 1

@formula()
def exempt(keeper_birth, welfare, senior_limit, legal_date):
    """免除 犬税条例第3条"""
    return welfare | ~senior_limit.covers(keeper_birth, legal_date)

@formula()
def base(dogs, per_dog, size, large_rate):
    """基本額 犬税条例第2条"""
    plain = dogs * per_dog
    return plain + np.where(size == LARGE, floor_yen(plain, large_rate), 0)

@formula()
def relief(income, relief_table):
    """軽減額 犬税条例第4条"""
    return relief_table.pick("amount", income)

@formula()
def household_dogs(household, dogs):
    """世帯の犬の数"""
    return household.sum(dogs)

@formula()
def levy(base, relief, exempt):
    """税額 犬税条例第5条（100円未満切捨て）"""
    return floor_100(np.where(exempt, 0, np.maximum(base - relief, 0)))
'''


@dataclass(frozen=True)
class Module:
    """A plugin module as the index hands it out."""

    data: bytes
    sha256: str


class Modules:
    """Stands in for the plugin index: (plugin, module) → source."""

    def __init__(self, **sources: str) -> None:
        self._sources = sources

    def module(self, plugin: str, name: str) -> Module | None:
        """Return one module."""
        source = self._sources.get(name)
        return Module(source.encode(), f"hash of {plugin} {name}") if source is not None else None


def numbers(*values: int) -> Column:
    """Return a column."""
    return np.array(values, dtype=np.int64)


def module(source: str, name: str = "uwanose.business.dog_levy.levies") -> ModuleType:
    """Return a module made from source, as if it stood in the package of the business."""
    made = ModuleType(name)
    made.__file__ = f"/somewhere/{name.replace('.', '/')}.py"
    exec(compile(source, made.__file__, "exec"), made.__dict__)
    return made


def point(name: str, **fields: object) -> Point:
    """Return a parameter of the dog levy."""
    given = {
        "id": f"dog_levy.{name}", "business": "dog_levy", "kind": Kind.PARAMETER, "label_ja": f"値{name}",
        "label_en": name, "may_set": MaySet.ORDINANCE, "place": HERE, "type": ValueType.YEN,
    }  # fmt: skip
    return Point(**{**given, **fields})  # type: ignore[arg-type]  # fields are named by the tests


def item(name: str, unit: str = "yen", **fields: str) -> Item:
    """Return an item of the dog levy."""
    return Item(
        id=f"dog_levy.{name}", business="dog_levy", label_ja=f"項目{name}", label_en=name, unit=unit,
        basis=f"犬税条例 {name}", place=Place("rules/dog_levy/items.yaml", 1, 1), **fields,  # type: ignore[arg-type]
    )  # fmt: skip


def column(name: str, kind: ValueType, label: str, **fields: object) -> Input:
    """Return an input column of the dog levy."""
    return Input(
        name=name, business="dog_levy", label_ja=label, label_en=name, type=kind,
        place=Place("rules/dog_levy/inputs.yaml", 1, 1), **fields,  # type: ignore[arg-type]
    )  # fmt: skip


POINTS = (
    point("per_dog", least=100, most=10_000),
    point("large_rate", type=ValueType.RATE, may_set=MaySet.LAW),
    point("senior_limit", type=ValueType.AGE),
    point(
        "relief_table",
        kind=Kind.TABLE,
        type=None,
        table=TableShape(
            lookup="upto",
            columns={"upto": ValueType.YEN, "amount": ValueType.YEN},
            labels={"upto": "所得（以下）", "amount": "軽減額"},
        ),
    ),
    point("record_findings", kind=Kind.HOOK, type=None),
    point("extra_fields", kind=Kind.HOOK, type=None),
    point("input_findings", kind=Kind.HOOK, type=None),
)
ITEMS = (
    item("exempt", "flag"),
    item("base"),
    item("relief"),
    item("household_dogs", "count"),
    item("levy"),
)
INPUTS = (
    column("resident_id", ValueType.TEXT, "住民コード"),
    column("household_id", ValueType.TEXT, "世帯コード"),
    column("municipality", ValueType.TEXT, "町村", default=0),
    column("keeper_birth", ValueType.DATE, "飼い主の生年月日"),
    column("dogs", ValueType.INTEGER, "犬の数", least=0, most=30),
    column("size", ValueType.CHOICE, "大きさ", choices={"small": "小型", "large": "大型"}, default=0),
    column("income", ValueType.YEN, "所得", least=0),
    column("welfare", ValueType.FLAG, "生活保護", default=0),
)
BUSINESS = Business(
    id="dog_levy", label_ja="犬税", label_en="Dog levy", row="resident", row_label_ja="住民", group="household_id",
    key="resident_id", system="resident", clock="year", clock_column="", reads=(), place=HERE,
)  # fmt: skip
VALUES: dict[str, Value] = {
    "per_dog": 3_000,
    "large_rate": Rate(25, 1000),
    "senior_limit": Age(70, AgeForm.UNDER),
    "relief_table": Table(("upto", "amount"), ((1_000_000, 2_000), (2_000_000, 500), (None, 0))),
}


def catalog(
    *,
    business: Business = BUSINESS,
    points: Iterable[Point] = POINTS,
    items: Iterable[Item] = ITEMS,
    inputs: Iterable[Input] = INPUTS,
) -> Catalog:
    """Return the catalog of the dog levy."""
    return Catalog(
        businesses={business.id: business},
        points={one.id: one for one in points},
        items={one.id: one for one in items},
        inputs={business.id: {one.name: one for one in inputs}},
        formulas={},
        releases=(Release(id="1", label_ja="1", published=date.min, applies_from=date.min, place=HERE),),
        sha256="catalog",
    )


def origin(name: str, value: Value | None, **fields: object) -> Origin:
    """Return a national value of a point."""
    given = {
        "point": f"dog_levy.{name}", "layer": Rank.NATIONAL, "value": value, "interval": Interval(date.min, FOREVER),
        "place": HERE, "source": "犬税条例集", "confidence": Confidence.VERIFIED,
    }  # fmt: skip
    return Origin(**{**given, **fields})  # type: ignore[arg-type]  # fields are named by the tests


def code(point_name: str, customization: str = "K-006", mode: str = "replace", **fields: object) -> CodeLayer:
    """Return a code layer of a customization whose module is named for it."""
    name = customization.lower().replace("-", "_")
    given = {
        "point": f"dog_levy.{point_name}", "customization": customization, "layer": Rank.TOWN, "mode": mode,
        "plugin": "oi", "module": name, "file": f"plugins/oi/uwanose_oi/{name}.py", "sha256": f"hash of oi {name}",
        "place": Place(f"profiles/kanagawa/customizations/{customization}.yaml", 5, 3),
    }  # fmt: skip
    return CodeLayer(**{**given, **fields})  # type: ignore[arg-type]  # fields are named by the tests


def rules(
    values: Mapping[str, Value | Origin | None] | None = None,
    layers: Sequence[CodeLayer] = (),
    *,
    on: date = date(2026, 4, 1),
    town: str = "oi",
    stopped: Mapping[str, Finding] | None = None,
    adopted: tuple[str, ...] | None = None,
) -> EffectiveRules:
    """Return the rules of a town: the usual values, changed by *values*, with code layers from low to high."""
    given = {**VALUES, **(values or {})}
    origins = {
        name: value if isinstance(value, Origin) else origin(name, value) for name, value in given.items()
    }
    stacked: dict[str, tuple[CodeLayer, ...]] = {}
    for layer in layers:
        stacked[layer.point] = (*stacked.get(layer.point, ()), layer)
    return EffectiveRules(
        municipality=town,
        legal_date=on,
        release="1",
        values={one.point: one for one in origins.values()},
        beaten={},
        code=stacked,
        stopped=stopped or {},
        adopted=adopted if adopted is not None else tuple(dict.fromkeys(one.customization for one in layers)),
        sha256=f"rules {town} {sorted(given.items(), key=str)}",
    )


def programs(
    formulas: str = FORMULAS, *, declared: Catalog | None = None, plugins: Modules | None = None
) -> Programs:
    """Return the programs of the dog levy, whose formulas stand in no package."""
    known = declared or catalog()
    return Programs(known, plugins, {name: [module(formulas)] for name in known.businesses})


def program(
    formulas: str = FORMULAS,
    *,
    declared: Catalog | None = None,
    given: EffectiveRules | None = None,
    plugins: Modules | None = None,
) -> Program:
    """Return the compiled dog levy."""
    return compile_program(
        declared or catalog(), "dog_levy", given or rules(), plugins, modules=[module(formulas)]
    )
