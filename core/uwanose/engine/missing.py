"""Owns knowing, before any data are read, which values are missing for which results, and what would fill them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from uwanose.dates import fiscal_year
from uwanose.errors import Finding, Place
from uwanose.layers.effective import EffectiveRules, Origin
from uwanose.points.model import Kind, MaySet, Point, ValueType

if TYPE_CHECKING:
    from uwanose.engine.program import Program

__all__ = ["blocked", "is_stopped", "missing_values", "used_origins"]

_SHOWN = 5
_EXAMPLES = {
    ValueType.YEN: ("320_000（円）", "320_000 (yen)"),
    ValueType.INTEGER: ("3", "3"),
    ValueType.RATE: ("6/100 または 6%", "6/100 or 6%"),
    ValueType.FLAG: ("はい / いいえ", "yes / no"),
    ValueType.DATE: ("2026-04-01", "2026-04-01"),
    ValueType.AGE: ("18歳年度末 または 15歳未満", "18歳年度末 or 15歳未満"),
    ValueType.TEXT: ("文字", "text"),
}


def blocked(program: Program, rules: EffectiveRules, items: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return what cannot be used (points without a usable value, stopped formulas) → the items and hooks resting on it.

    Keys are argument names of points, and names of stopped items.
    """
    targets = tuple(items)
    together = program.needs_together(targets)
    everything = dict.fromkeys((*together.points, *together.items, *targets))
    found: dict[str, list[str]] = {name: [] for name in everything if _is_blocked(program, rules, name)}
    for target in targets if found else ():
        needed = program.needs(target)
        for name in (*needed.points, *needed.items, target):
            if name in found:
                found[name].append(target)
    return {name: tuple(needing) for name, needing in found.items()}


def missing_values(
    program: Program, rules: EffectiveRules, items: Iterable[str], profile: str = "profiles/kanagawa"
) -> tuple[Finding, ...]:
    """Return a finding for each value that is missing, switched off or stopped and that an item needs."""
    return tuple(
        finding
        for name, needing in blocked(program, rules, items).items()
        for finding in _findings(program, rules, name, needing, profile)
    )


def used_origins(program: Program, rules: EffectiveRules, items: Iterable[str]) -> dict[str, Origin]:
    """Return the values the items rest on: point id → origin, in the order of first use."""
    ids = (program.names.points[name].id for name in program.needs_together(tuple(items)).points)
    return {point: rules.values[point] for point in ids if point in rules.values}


def is_stopped(program: Program, rules: EffectiveRules, name: str) -> bool:
    """Tell whether a point or item is stopped: its base has changed under an adopted override."""
    return program.names.identifier(name) in rules.stopped


def _is_blocked(program: Program, rules: EffectiveRules, name: str) -> bool:
    if is_stopped(program, rules, name):
        return True
    point = program.names.points.get(name)
    origin = rules.values.get(point.id) if point else None
    return point is not None and (origin is None or origin.value is None or origin.draft)


def _findings(
    program: Program, rules: EffectiveRules, name: str, needing: Sequence[str], profile: str
) -> Iterator[Finding]:
    point = program.names.points.get(name)
    identifier = program.names.identifier(name)
    results_ja = _results(program, needing)
    results_en = ", ".join(needing[:_SHOWN]) + (
        f" and {len(needing) - _SHOWN} more" if len(needing) > _SHOWN else ""
    )
    if identifier in rules.stopped:
        stop = rules.stopped[identifier]
        yield stop
        yield Finding(
            code="E123",
            ja=f"{program.names.label(name)} ({identifier}) が止まっているため、次の結果は計算しません: {results_ja}",
            en=f"{identifier} is stopped, so these results are not computed: {results_en}",
            remedy_ja=f"{stop.code} の対処に従ってください。扱いが記録されれば計算します。",
            remedy_en=f"Follow the remedy of {stop.code}; once it is recorded what becomes of it, they are computed.",
            place=stop.place,
            scope=rules.municipality,
        )
        return
    if point is None:
        return
    origin = rules.values.get(point.id)
    file, how_ja, how_en, command = _where(point, rules, profile, program.names.business.clock)
    accepted_ja, accepted_en = _accepted(point)
    draft = origin is not None and origin.draft
    yield Finding(
        code="E122" if draft else "E121",
        ja=f"{point.label_ja} ({point.id}) の {rules.legal_date} の値が"
        f"{'下書き（draft）のままです' if draft else 'ありません'}。必要とする結果: {results_ja}",
        en=f"{point.id} has {'only a draft value' if draft else 'no value'} on {rules.legal_date}; "
        f"needed by: {results_en}",
        remedy_ja=f"{file} の{how_ja}。書き方: {accepted_ja}"
        + (f"。根拠: {point.basis}" if point.basis else ""),
        remedy_en=f"{how_en} in {file}. Accepted: {accepted_en}",
        place=origin.place if origin else Place(file),
        others=(point.place,),
        scope=rules.municipality,
        command=command,
    )


def _results(program: Program, needing: Sequence[str]) -> str:
    shown = "、".join(f"{program.names.label(item)} ({item})" for item in needing[:_SHOWN])
    return shown + (f" ほか{len(needing) - _SHOWN}件" if len(needing) > _SHOWN else "")


def _where(point: Point, rules: EffectiveRules, profile: str, clock: str) -> tuple[str, str, str, str]:
    """Return the file to fill in, how, and the command that writes it (empty where a file has to be edited)."""
    since = str(fiscal_year(rules.legal_date) if clock == "year" else rules.legal_date)
    if point.may_set in (MaySet.ORDINANCE, MaySet.OPTION):
        by_prefecture = point.by == "prefecture"
        file = f"{profile}/prefecture.yaml" if by_prefecture else f"{profile}/towns/{rules.municipality}.yaml"
        whose = "--prefecture" if by_prefecture else f"--town {rules.municipality}"
        command = f"uwanose set {point.id} 値 {whose} --from {rules.legal_date}"
        ja = f" settings: に {point.id}: {{{since}: 値}} を書いてください"
        en = f"Write {point.id}: {{{since}: value}} under settings:"
        if point.kind is Kind.TABLE:  # set writes one value only
            return file, ja, en, ""
        return (
            file,
            f"{ja}（{command} でも書けます）",
            f"{en} (or run {command.replace('値', 'VALUE')})",
            command,
        )
    return (
        point.place.file,
        f" {point.id} の values: に {since} 以前から有効な値を書いてください",
        f"Write a value in force by {since} under values: of {point.id}",
        "",
    )


def _accepted(point: Point) -> tuple[str, str]:
    if point.kind is Kind.TABLE and point.table:
        columns = ", ".join(f"{name}: {point.table.labels.get(name, name)}" for name in point.table.columns)
        return f"rows: [{{{columns}}}, …] の表", f"a table: rows: [{{{', '.join(point.table.columns)}}}, …]"
    if point.type is ValueType.CHOICE:
        return (
            " / ".join(f"{name}（{label}）" for name, label in point.choices.items()),
            " / ".join(point.choices),
        )
    ja, en = _EXAMPLES[point.type or ValueType.TEXT]
    if point.least is not None or point.most is not None:
        bounds = f"{'' if point.least is None else format(point.least, ',')}〜{'' if point.most is None else format(point.most, ',')}"
        return f"{ja}、範囲 {bounds}", f"{en}, range {bounds}"
    return ja, en
