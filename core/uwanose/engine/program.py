"""Owns the program of one business under one stack of customizations: its graph, its order and its layers.

A program holds no values. Towns whose stack is equal share it; ``bind`` joins it with the values of one town.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from threading import Lock
from types import MappingProxyType, ModuleType

from uwanose.engine.calculation import Calculation, Observe
from uwanose.engine.chains import Chain, build_chains, calculation_order, layer_order, needs_of, visible
from uwanose.engine.customized import customized
from uwanose.engine.layering import Layers
from uwanose.engine.missing import missing_values
from uwanose.engine.model import Array, Columns, Names, Needs, PluginModules
from uwanose.engine.naming import names_of
from uwanose.engine.national import NationalFormula, national_formulas
from uwanose.engine.reads import circles_of_reads
from uwanose.engine.values import Argument, engine_value
from uwanose.errors import Finding, Refused, Severity, UnknownName, nearest
from uwanose.layers.effective import EffectiveRules
from uwanose.points.model import Catalog, Value

__all__ = ["Program", "Programs", "compile_program"]


class Program:
    """The formulas of a business, wired by the names of their arguments. Immutable.

    ``chains`` holds the visible part of each item's chain, ``hidden`` what a replacement hides, ``order`` the items so
    that each comes after what it needs, ``layers`` the pluggy plugins.
    """

    def __init__(
        self,
        names: Names,
        items: Mapping[str, Chain],
        hooks: Mapping[str, Chain],
        order: Sequence[str],
        layers: Layers,
    ) -> None:
        self.names = names
        self.chains: Mapping[str, Chain] = {item: visible(chain) for item, chain in items.items()}
        self.hidden: Mapping[str, Chain] = {
            item: chain[: -len(self.chains[item])]
            for item, chain in items.items()
            if len(chain) > len(self.chains[item])
        }
        self.hooks = hooks
        self.order = tuple(order)
        self.layers = layers
        self._direct = {name: needs_of(chain, names) for name, chain in {**self.chains, **hooks}.items()}
        self._needs: dict[str, Needs] = {}
        self._together: dict[tuple[str, ...], Needs] = {}
        self._prepared: dict[tuple[str, int], tuple[Value, Argument]] = {}
        for item in self.order:
            self._needs[item] = self._closure(item)
        for hook in hooks:
            self._needs[hook] = self._closure(hook)

    @property
    def items(self) -> tuple[str, ...]:
        """The items that have a formula in force, in the order of their declaration."""
        return tuple(name for name in self.names.items if name in self.chains)

    def direct_needs(self, name: str) -> Needs:
        """Return what the formulas of an item, or a hook, name themselves."""
        return self._direct[name]

    def needs(self, name: str) -> Needs:
        """Return everything an item or hook rests on, through all formulas beneath it. Raises UnknownName."""
        if name not in self._needs:
            raise UnknownName("項目", "item", name, nearest(name, self._needs, 3))
        return self._needs[name]

    def needs_together(self, names: tuple[str, ...]) -> Needs:
        """Return everything several items and hooks rest on, the items themselves among it. Raises UnknownName."""
        if names not in self._together:
            items = tuple(name for name in names if name in self.chains)
            union = _union([Needs(items=items), *map(self.needs, names)])
            self._together[names] = union
        return self._together[names]

    def columns_needed(self, items: Iterable[str], hooks: Iterable[str] = ()) -> tuple[str, ...]:
        """Return the input columns and reads that items and hooks name."""
        needed = [self._direct[name] for name in (*items, *hooks)]
        return tuple(dict.fromkeys(name for one in needed for name in (*one.inputs, *one.reads)))

    def missing(
        self, rules: EffectiveRules, items: Iterable[str] | None = None, profile: str = "profiles/kanagawa"
    ) -> tuple[Finding, ...]:
        """Return what the rules lack for some items (all of them by default), before any data are read."""
        return missing_values(self, rules, self.items if items is None else items, profile)

    def bind(
        self,
        rules: EffectiveRules,
        keep: Iterable[str] | None = None,
        *,
        hooks: Iterable[str] | None = None,
    ) -> Calculation:
        """Join the program with a town's values, for some items and hooks (all of them by default).

        Raises Refused when a value they need is missing, UnknownName for an unknown item.
        """
        wanted = self.items if keep is None else tuple(keep)
        called = tuple(self.hooks if hooks is None else hooks)
        findings = self.missing(rules, (*wanted, *called))
        if findings:
            raise Refused(findings)
        needs = self.needs_together((*wanted, *called))
        needed = frozenset(needs.items)
        return Calculation(
            program=self,
            rules=rules,
            keep=wanted,
            order=tuple(item for item in self.order if item in needed),
            arguments={name: self._argument(name, rules) for name in needs.points},
            hooks=called,
        )

    def run(
        self,
        columns: Columns,
        rules: EffectiveRules,
        keep: Iterable[str] | None = None,
        observe: Observe | None = None,
    ) -> Mapping[str, Array]:
        """Compute some items (all of them by default) over columns in memory."""
        return self.bind(rules, keep, hooks=()).run(columns, observe=observe).items

    def _argument(self, name: str, rules: EffectiveRules) -> Argument:
        """Return a value as formulas get it. Towns mostly share their values, so each is prepared once."""
        point = self.names.points[name]
        value = rules.values[point.id].value
        if value is None:
            raise LookupError(f"{point.id} has no value")  # bind has looked before
        key = name, id(value)
        if key not in self._prepared:
            self._prepared[key] = (
                value,
                engine_value(point, value),
            )  # the value is kept, so its id stays its own
        return self._prepared[key][1]

    def _closure(self, name: str) -> Needs:
        direct = self._direct[name]
        return _union([direct, *(self._needs[item] for item in direct.items)])


def _union(needs: Sequence[Needs]) -> Needs:
    def union(kind: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(entry for one in needs for entry in getattr(one, kind)))

    return Needs(
        items=union("items"),
        inputs=union("inputs"),
        reads=union("reads"),
        points=union("points"),
        reserved=union("reserved"),
    )


def compile_program(
    catalog: Catalog,
    business: str,
    rules: EffectiveRules,
    plugins: PluginModules | None = None,
    *,
    modules: Iterable[ModuleType] | None = None,
) -> Program:
    """Wire the formulas in force for some rules. Raises Refused with every mistake found in one go.

    *catalog* holds what customizations add, too (``layers.additions``). *modules* stand in for the national formulas.
    """
    findings: list[Finding] = []
    national = national_formulas(business, findings, modules)
    return _compile(catalog, business, rules, plugins, national, findings)


class Programs:
    """Compiles each stack of a catalog once; asking again gives the same program. Safe to use from several threads."""

    def __init__(
        self,
        catalog: Catalog,
        plugins: PluginModules | None = None,
        modules: Mapping[str, Iterable[ModuleType]] = MappingProxyType({}),
    ) -> None:
        """Take a catalog with all that customizations add. *modules* stand in for the packages of businesses."""
        self._catalog, self._plugins, self._modules = catalog, plugins, modules
        self._national: dict[str, tuple[tuple[NationalFormula, ...], list[Finding]]] = {}
        self._programs: dict[Hashable, Program] = {}
        self._seen: dict[
            Hashable, Program
        ] = {}  # by what the resolver says is the same; saves comparing stacks
        self._lock = Lock()

    def program(self, business: str, rules: EffectiveRules) -> Program:
        """Return the program of a business for some rules. Raises UnknownName and Refused."""
        if business not in self._catalog.businesses:
            raise UnknownName("業務", "business", business, nearest(business, self._catalog.businesses, 3))
        seen = business, rules.program, tuple(rules.stopped), rules.adopted
        if rules.program and seen in self._seen:
            return self._seen[seen]
        with self._lock:
            if business not in self._national:
                mistakes: list[Finding] = []
                self._national[business] = (
                    national_formulas(business, mistakes, self._modules.get(business)),
                    mistakes,
                )
            national, findings = self._national[business]
            key = _stack_key(self._catalog, business, rules, national)
            if key not in self._programs:
                self._programs[key] = _compile(
                    self._catalog, business, rules, self._plugins, national, list(findings)
                )
            self._seen[seen] = self._programs[key]
            return self._programs[key]


def _compile(
    catalog: Catalog,
    business: str,
    rules: EffectiveRules,
    plugins: PluginModules | None,
    national: Sequence[NationalFormula],
    findings: list[Finding],
) -> Program:
    findings.extend(circles_of_reads(catalog))
    names = names_of(catalog, business, rules.adopted, findings)
    functions = customized(rules, business, plugins, findings)
    items, hooks = build_chains(names, national, functions, rules, findings)
    _stop_at(findings)
    needs = {item: needs_of(visible(chain), names) for item, chain in items.items()}
    order = calculation_order(needs, items, names, findings)
    stack = layer_order([*items.values(), *hooks.values()], rules.adopted, rules, findings)
    _stop_at(findings)
    return Program(names, items, hooks, order, Layers(items, hooks, stack))


def _stop_at(findings: Sequence[Finding]) -> None:
    if any(finding.severity is Severity.ERROR for finding in findings):
        raise Refused(findings)


def _stack_key(
    catalog: Catalog, business: str, rules: EffectiveRules, national: Sequence[NationalFormula]
) -> Hashable:
    """Return what makes two programs the same: the formulas in force, the code over them, the names that are added."""
    owners = [point.owner for point in catalog.points.values()] + [
        item.owner for item in catalog.items.values()
    ]
    code = tuple(
        (
            point,
            point in rules.stopped,
            tuple((one.customization, one.mode, one.plugin, one.module, one.sha256) for one in layers),
        )
        for point, layers in sorted(rules.code.items())
        if point.split(".", 1)[0] == business
    )
    in_force = tuple(index for index, one in enumerate(national) if one.in_force(rules.legal_date))
    halted = tuple(sorted(point for point in rules.stopped if point in catalog.items))
    return business, in_force, code, halted, tuple(one for one in rules.adopted if one in owners)
