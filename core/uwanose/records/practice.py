"""Owns what holds in one town on the day of processing: periods, the town's settings, and alerts raised to errors."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from uwanose.errors import Finding, Refused, Severity
from uwanose.layers.effective import EffectiveRules, Origin
from uwanose.layers.model import Rank
from uwanose.records.digits import is_municipality_code
from uwanose.records.standard import BUSINESS, EventRule, Level, Standard

__all__ = ["Practice", "practice_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Practice:
    """What a town's rules say: periods in days or months by point, settings, and the level of every rule of checking."""

    municipality: str
    municipality_code: str
    days: Mapping[str, int]
    levels: Mapping[str, Level]
    same_sex_partner: bool = False
    support_start_basis: str = ""
    shown_unasked: frozenset[str] = frozenset()
    kana_missing: str = "blank"
    findings: tuple[Finding, ...] = ()


def practice_of(rules: EffectiveRules, code: str, standard: Standard) -> Practice:
    """Return what the rules of a town say about the register.

    An alert may be raised to an error by any layer and lowered by none: the highest level of all layers holds, and a
    lower one above it is a finding. Raises Refused for a municipality code whose check digit is wrong.
    """
    if not is_municipality_code(code, standard.municipalities_by_name):
        raise Refused([_wrong_code(code, rules.municipality)])
    values = rules.values
    levels: dict[str, Level] = {}
    findings: list[Finding] = []
    for rule in standard.rules.values():
        levels[rule.code] = _level(rule, rules)
        findings.extend(_lowered(rule, rules, levels[rule.code]))
    shown = {
        name for name in ("head_relation", "honseki") if _value(values, f"certificate.{name}_shown") is True
    }
    return Practice(
        municipality=rules.municipality,
        municipality_code=code,
        days={
            point: origin.value
            for point, origin in values.items()
            if point.startswith(f"{BUSINESS}.days.") and isinstance(origin.value, int)
        },
        levels=levels,
        same_sex_partner=_value(values, "relation.same_sex_partner") is True,
        support_start_basis=str(_value(values, "support.start_basis") or ""),
        shown_unasked=frozenset(shown),
        kana_missing=str(_value(values, "certificate.kana_missing") or "blank"),
        findings=tuple(findings),
    )


def _value(values: Mapping[str, Origin], name: str) -> object:
    origin = values.get(f"{BUSINESS}.{name}")
    return origin.value if origin else None


def _layers(point: str, rules: EffectiveRules) -> tuple[Origin, ...]:
    winner = rules.values.get(point)
    return ((winner,) if winner else ()) + tuple(rules.beaten.get(point, ()))


def _level(rule: EventRule, rules: EffectiveRules) -> Level:
    if rule.level is Level.ERROR or any(origin.value == Level.ERROR for origin in _layers(rule.point, rules)):
        return Level.ERROR
    return Level.ALERT


def _lowered(rule: EventRule, rules: EffectiveRules, level: Level) -> Iterator[Finding]:
    origins = _layers(rule.point, rules) if rule.point else ()
    for origin in origins:
        if level is Level.ERROR and origin.value == Level.ALERT and origin.layer is not Rank.NATIONAL:
            beneath = [
                other for other in origins if other.value == Level.ERROR and other.layer < origin.layer
            ]
            if beneath:
                yield Finding(
                    code="J303",
                    severity=Severity.WARNING,
                    ja=f"{rule.code}「{rule.message.ja}」は下の層でエラーに上げられています。アラートに下げる設定は効きません。",
                    en=f"{rule.code} is raised to an error beneath; a layer above cannot lower it.",
                    remedy_ja="この設定を消してください（標準仕様書 第1.0版 11.1）。",
                    remedy_en="Delete the setting (11.1 of the standard's version 1.0).",
                    place=origin.place,
                    others=tuple(other.place for other in beneath),
                    scope=rules.municipality,
                )


def _wrong_code(code: str, town: str) -> Finding:
    return Finding(
        code="J314",
        ja=f"団体コード {code} の検査数字が合いません。",
        en=f"the check digit of the municipality code {code} is wrong.",
        remedy_ja=f"towns/{town}.yaml の municipality の code を確かめてください（全国地方公共団体コード）。",
        remedy_en=f"See the code below municipality in towns/{town}.yaml.",
        scope=town,
    )
