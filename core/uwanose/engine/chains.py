"""Owns the chain of implementations of each item: what stands on what, and what cannot stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter

from uwanose.engine.customized import scope_of, stand_in
from uwanose.engine.model import RESERVED, Implementation, Names, Needs
from uwanose.engine.national import NationalFormula
from uwanose.errors import Finding, nearest
from uwanose.layers.effective import EffectiveRules
from uwanose.points.model import ValueType

__all__ = ["Chain", "build_chains", "calculation_order", "layer_order", "needs_of", "visible"]

Chain = tuple[Implementation, ...]


def build_chains(
    names: Names,
    national: Sequence[NationalFormula],
    customized: Mapping[str, Sequence[Implementation]],
    rules: EffectiveRules,
    findings: list[Finding],
) -> tuple[dict[str, Chain], dict[str, Chain]]:
    """Return the chains of items and of hooks, each from the lowest layer to the highest."""
    chains: dict[str, Chain] = {}
    for formula in national:
        implementation = formula.implementation
        if implementation.target not in names.items:
            findings.append(_undeclared(implementation, names, "national"))
        elif formula.in_force(rules.legal_date):
            if implementation.target in chains:
                findings.append(_two_formulas(chains[implementation.target][0], implementation, names))
            chains[implementation.target] = (implementation,)
    findings.extend(_without_formula(names, national, customized, rules))
    hooks: dict[str, Chain] = {}
    for target, layers in customized.items():
        if target in names.hooks:
            hooks[target] = tuple(layers)
        elif target in names.items:
            chains[target] = (*chains.get(target, ()), *layers)
        else:
            findings.extend(_undeclared(layer, names, scope_of(layer.rank, rules)) for layer in layers)
    for name, item in names.items.items():
        chain = chains.get(name, ())
        if all(implementation.wrapper for implementation in chain):
            if item.id in rules.stopped:
                chains[name] = (stand_in(name, item.place), *chain)
            elif chain:
                findings.append(_nothing_beneath(chain[0], rules))
    for implementation in (one for chain in (*chains.values(), *hooks.values()) for one in chain):
        findings.extend(_unknown_arguments(implementation, names, chains, rules))
    return chains, hooks


def visible(chain: Chain) -> Chain:
    """Cut a chain at its topmost plain implementation: it hides everything beneath it, wraps included."""
    top = max(index for index, implementation in enumerate(chain) if not implementation.wrapper)
    return chain[top:]


def needs_of(implementations: Iterable[Implementation], names: Names) -> Needs:
    """Return what implementations take, by kind."""
    by_kind: dict[str, list[str]] = {kind: [] for kind in ("item", "input", "read", "point", "reserved")}
    for argument in dict.fromkeys(name for one in implementations for name in one.arguments):
        by_kind[names.kind(argument) or "reserved"].append(argument)
    return Needs(
        items=tuple(by_kind["item"]),
        inputs=tuple(by_kind["input"]),
        reads=tuple(by_kind["read"]),
        points=tuple(by_kind["point"]),
        reserved=tuple(by_kind["reserved"]),
    )


def calculation_order(
    needs: Mapping[str, Needs], chains: Mapping[str, Chain], names: Names, findings: list[Finding]
) -> tuple[str, ...]:
    """Return the items so that each comes after what it needs; a circle is a finding with its whole path."""
    try:
        return tuple(TopologicalSorter({item: needs[item].items for item in needs}).static_order())
    except CycleError as error:
        circle: list[str] = list(reversed(error.args[1]))
        path = " → ".join(f"{names.label(item)} ({item})" for item in circle)
        findings.append(
            Finding(
                code="E108",
                ja=f"計算式が輪になっています: {path}",
                en=f"the formulas form a circle: {' → '.join(circle)}",
                remedy_ja="どれか1つの計算式の引数から、輪の次の項目を外してください。",
                remedy_en="Take the next item of the circle out of the arguments of one formula.",
                place=chains[circle[0]][-1].place,
                others=tuple(chains[item][-1].place for item in circle[1:-1]),
            )
        )
        return ()


def layer_order(
    chains: Iterable[Chain], adopted: Sequence[str], rules: EffectiveRules, findings: list[Finding]
) -> tuple[str, ...]:
    """Return the customizations in the one order in which pluggy calls them, the lowest first.

    It keeps the order of every chain; between chains that say nothing, the order of adoption.
    """
    beneath: dict[str, set[str]] = {}
    for chain in chains:
        layers = [implementation.layer for implementation in chain if not implementation.is_national]
        for index, layer in enumerate(layers):
            beneath.setdefault(layer, set()).update(layers[:index])
    place = {customization: index for index, customization in enumerate(adopted)}
    order: list[str] = []
    sorter = TopologicalSorter(beneath)
    try:
        sorter.prepare()
    except CycleError as error:
        findings.append(_contradiction(list(dict.fromkeys(error.args[1])), rules))
        return ()
    while sorter.is_active():
        ready = sorted(sorter.get_ready(), key=lambda layer: (place.get(layer, len(place)), layer))
        order.extend(ready)
        sorter.done(*ready)
    return tuple(order)


def _undeclared(implementation: Implementation, names: Names, scope: str) -> Finding:
    known = [*names.items, *names.hooks]
    near = nearest(implementation.target, known)
    hint_ja = f"近い名前: {near[0]}。" if near else ""
    return Finding(
        code="E107",
        ja=f"{_whose(implementation)}の計算式 {implementation.target} に当たる項目は、{names.business.label_ja}に宣言されていません。",
        en=f"formula {implementation.target} ({implementation.layer}) is for an item that {names.business.id} does not declare.",
        remedy_ja=f"{hint_ja}名前を直すか、items.yaml（カスタマイズなら adds:）に項目を宣言してください。",
        remedy_en=f"{f'Did you mean {near[0]}? ' if near else ''}Correct the name, or declare the item in items.yaml (for a customization: adds:).",
        place=implementation.place,
        scope=scope,
    )


def _two_formulas(first: Implementation, second: Implementation, names: Names) -> Finding:
    return Finding(
        code="E106",
        ja=f"{names.label(second.target)} ({second.target}) の計算式が、同じ日に2つあります。",
        en=f"{second.target} has two formulas in force on the same day.",
        remedy_ja="@formula の since と until で、期間が重ならないようにしてください。",
        remedy_en="Give them since= and until= that do not overlap.",
        place=second.place,
        others=(first.place,),
    )


def _without_formula(
    names: Names,
    national: Sequence[NationalFormula],
    customized: Mapping[str, Sequence[Implementation]],
    rules: EffectiveRules,
) -> Iterator[Finding]:
    computed = {formula.implementation.target for formula in national} | set(customized)
    for name, item in names.items.items():
        if name not in computed and item.id not in rules.stopped:
            yield Finding(
                code="E107",
                ja=f"{item.label_ja} ({item.id}) を計算する計算式がありません。",
                en=f"no formula computes {item.id}.",
                remedy_ja=f"関数 {name} を書くか、宣言を消してください。",
                remedy_en=f"Write a function {name}, or remove the declaration.",
                place=item.place,
            )


def _nothing_beneath(wrap: Implementation, rules: EffectiveRules) -> Finding:
    return Finding(
        code="E111",
        ja=f"{wrap.layer} は {wrap.target} を包みますが、その下に計算式がありません。",
        en=f"{wrap.layer} wraps {wrap.target}, but no formula lies beneath.",
        remedy_ja="wrapper=True を外して、値そのものを計算する関数にしてください。",
        remedy_en="Drop wrapper=True and compute the value itself.",
        place=wrap.place,
        scope=scope_of(wrap.rank, rules),
    )


def _unknown_arguments(
    implementation: Implementation, names: Names, chains: Mapping[str, Chain], rules: EffectiveRules
) -> Iterator[Finding]:
    scope = "national" if implementation.is_national else scope_of(implementation.rank, rules)
    for argument in implementation.arguments:
        if argument in names.texts or _is_text(argument, names):
            yield Finding(
                code="E105",
                ja=f"{_whose(implementation)}の計算式 {implementation.target} は文字 {argument} を求めています。"
                "文字は計算式に渡しません。",
                en=f"{implementation.target} asks for {argument}, which is text; text is never given to a formula.",
                remedy_ja="区分（choice）にするか、引数から外してください。",
                remedy_en="Make it a choice, or take it out of the arguments.",
                place=implementation.place,
                scope=scope,
            )
        elif (kind := names.kind(argument)) is None:
            known = [*chains, *names.columns, *names.points, *RESERVED]
            near = nearest(argument, known)
            yield Finding(
                code="E104",
                ja=f"{_whose(implementation)}の計算式 {implementation.target} の引数 {argument} は、"
                f"{names.business.label_ja}の項目・入力列・値のどれでもありません。",
                en=f"argument {argument} of {implementation.target} ({implementation.layer}) is no item, input or value of {names.business.id}.",
                remedy_ja=f"もしかして: {near[0]}"
                if near
                else "uwanose hooks で使える名前を確かめてください。",
                remedy_en=f"Did you mean {near[0]}?" if near else "See `uwanose hooks` for the names.",
                place=implementation.place,
                scope=scope,
            )
        elif kind == "item" and implementation.target in names.hooks_of("input_findings"):
            yield Finding(
                code="E104",
                ja=f"{implementation.layer} の input_findings は計算の前に呼ばれるため、項目 {argument} を引数にできません。",
                en=f"input_findings of {implementation.layer} is called before anything is computed and cannot take {argument}.",
                remedy_ja="入力列と値だけを引数にするか、record_findings を使ってください。",
                remedy_en="Take only inputs and values, or use record_findings.",
                place=implementation.place,
                scope=scope,
            )
        elif kind == "item" and argument not in chains:
            yield Finding(
                code="E104",
                ja=f"{_whose(implementation)}の計算式 {implementation.target} が求める {names.label(argument)} ({argument}) には、"
                f"{rules.legal_date} に有効な計算式がありません。",
                en=f"{implementation.target} needs {argument}, which has no formula in force on {rules.legal_date}.",
                remedy_ja="@formula の since・until を確かめてください。",
                remedy_en="Look at since= and until= of its formulas.",
                place=implementation.place,
                scope=scope,
            )


def _is_text(argument: str, names: Names) -> bool:
    point = names.points.get(argument)
    return point is not None and point.type is ValueType.TEXT


def _contradiction(circle: list[str], rules: EffectiveRules) -> Finding:
    names = "、".join(circle)
    return Finding(
        code="E112",
        ja=f"{names} が包む順序が、項目によって逆になっています。",
        en=f"{', '.join(circle)} wrap each other in opposite orders on different items.",
        remedy_ja="台帳の after: を、どの項目でも同じ順序になるようにしてください。",
        remedy_en="Write `after:` so that the order is the same on every item.",
        scope=rules.municipality,
    )


def _whose(implementation: Implementation) -> str:
    return "国" if implementation.is_national else implementation.layer
