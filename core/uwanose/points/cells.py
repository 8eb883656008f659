"""Owns what one typed word means by its declared type, and how one value is shown to people."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from uwanose.dates import era_date
from uwanose.errors import Finding, Place, nearest
from uwanose.money import Rate, format_yen
from uwanose.points.model import Age, AgeForm, Cell, Input, Item, Point, ValueType
from uwanose.points.units import with_unit
from uwanose.source import scalars
from uwanose.source.nodes import Scalar

_AGE = re.compile(
    r"(?:満)?(\d{1,3})歳(未満|(?:到達|に達する(?:日以後の最初の|日の属する)?)?年度(?:の?末|終了)(?:まで)?)?"
)
_FRACTION = re.compile(r"[-+]?(\d*)\.(\d+)")


@dataclass(frozen=True, slots=True)
class Typing:
    """What decides the meaning of one word."""

    type: ValueType
    choices: Mapping[str, str] = field(default_factory=dict)
    least: int | None = None
    most: int | None = None

    @classmethod
    def of(cls, declared: Point | Input | ValueType) -> Typing:
        """Return the typing of a point or an input; a bare type has no choices and no bounds."""
        if isinstance(declared, ValueType):
            return cls(declared)
        return cls(declared.type or ValueType.TEXT, declared.choices, declared.least, declared.most)


def parse_cell(typing: Typing, node: Scalar, findings: list[Finding], scope: str) -> Cell:
    """Return the meaning of one word that is not empty; None (and a finding) when it has none."""
    try:
        if not node.quoted and typing.type is not ValueType.CHOICE and scalars.is_null_word(node.text):
            raise scalars.null_word(node.text)
        value = _READERS[typing.type](node.text, typing)
        _check_bounds(value, typing)
        return value
    except scalars.Misread as why:
        findings.append(_misread(why, node.place, scope))
        return None


def _whole(text: str, _: Typing) -> int:
    return scalars.whole(text)


def _yen(text: str, _: Typing) -> int:
    return scalars.whole(text, yen=True)


def _flag(text: str, _: Typing) -> bool:
    return scalars.flag(text)


def _day(text: str, _: Typing) -> date:
    return scalars.day(text)


def _text(text: str, _: Typing) -> str:
    return text


def _rate(text: str, _: Typing) -> Rate:
    try:
        return Rate.parse(text)
    except ValueError:
        pass
    word = scalars.folded(text)
    if match := _FRACTION.fullmatch(word):
        whole, decimals = match.groups()
        sign = "-" if word.startswith("-") else ""
        exact = f"{sign}{int((whole or '0') + decimals)}/{10 ** len(decimals)}"
        raise scalars.Misread(
            f"「{text}」は小数です。率は正確な分数または百分率で書きます。",
            f"{text!r} is a decimal fraction; a rate is written as an exact ratio or a percentage.",
            f"{exact}（{Rate.parse(exact).percent()}）と書いてください。",
            f"Write {exact} ({Rate.parse(exact).percent()}).",
        )
    raise scalars.Misread(
        f"「{text}」は率と読めません。",
        f"{text!r} is not a rate.",
        "6/100 または 6% のように書いてください。",
        "Write 6/100 or 6%.",
    )


def _choice(text: str, typing: Typing) -> str:
    word = scalars.folded(text)
    for identifier, label in typing.choices.items():
        if word in (identifier, scalars.folded(label)):
            return identifier
    shown = "、".join(f"{identifier}（{label}）" for identifier, label in typing.choices.items())
    labels = {**{label: key for key, label in typing.choices.items()}, **{key: key for key in typing.choices}}
    near = [labels[name] for name in nearest(text, labels)]
    raise scalars.Misread(
        f"「{text}」は選択肢にありません。",
        f"{text!r} is not one of the choices.",
        (f"「{near[0]}」ではありませんか。" if near else "") + f"選べるのは {shown} です。",
        (f"Did you mean {near[0]!r}? " if near else "") + f"Choices: {', '.join(typing.choices)}.",
    )


def _age(text: str, _: Typing) -> Age:
    match = _AGE.fullmatch(scalars.folded(text).replace(" ", ""))
    if match and match[2]:
        return Age(int(match[1]), AgeForm.UNDER if match[2] == "未満" else AgeForm.SCHOOL_YEAR_END)
    years = match[1] if match else "18"
    raise scalars.Misread(
        f"「{text}」では、いつまでかが決まりません。" if match else f"「{text}」は年齢の上限と読めません。",
        f"{text!r} does not say until when." if match else f"{text!r} is not an age limit.",
        f"「{years}歳年度末」（{years}歳に達する日以後の最初の3月31日まで）または「{years}歳未満」と書いてください。",
        f"Write {years}歳年度末 (until the first 31 March on or after the day {years} is reached) "
        f"or {years}歳未満 (under {years}).",
    )


_READERS: Mapping[ValueType, Callable[[str, Typing], Cell]] = {
    ValueType.YEN: _yen,
    ValueType.INTEGER: _whole,
    ValueType.RATE: _rate,
    ValueType.FLAG: _flag,
    ValueType.CHOICE: _choice,
    ValueType.DATE: _day,
    ValueType.AGE: _age,
    ValueType.TEXT: _text,
}


def _check_bounds(value: Cell, typing: Typing) -> None:
    if isinstance(value, bool) or not isinstance(value, int):
        return
    if (typing.least is None or value >= typing.least) and (typing.most is None or value <= typing.most):
        return
    low = "" if typing.least is None else f"{typing.least:,}"
    high = "" if typing.most is None else f"{typing.most:,}"
    raise scalars.Misread(
        f"{value:,} は書ける範囲（{low}〜{high}）の外です。",
        f"{value:,} is outside the range {low}–{high}.",
        "範囲の中の値に直してください。範囲の根拠は照会（show）で見られます。",
        "Write a value inside the range; 'show' tells where the range comes from.",
    )


def _misread(why: scalars.Misread, place: Place, scope: str) -> Finding:
    return Finding(
        code="P101",
        place=place,
        scope=scope,
        ja=why.ja,
        en=why.en,
        remedy_ja=why.remedy_ja,
        remedy_en=why.remedy_en,
    )


def format_cell(typing: Typing, value: Cell, language: str, unit: str = "") -> str:
    """Write one value by its type."""
    japanese = language == "ja"
    if value is None:
        return "未設定" if japanese else "not set"
    if isinstance(value, bool):
        return ("はい" if value else "いいえ") if japanese else ("yes" if value else "no")
    if isinstance(value, Rate):
        return value.percent()
    if isinstance(value, date):
        return f"{value}（{era_date(value)}）" if japanese else str(value)
    if isinstance(value, Age):
        return str(value) if japanese else _english_age(value)
    if isinstance(value, str):
        return typing.choices.get(value, value) if typing.type is ValueType.CHOICE and japanese else value
    if typing.type is ValueType.YEN:
        return format_yen(value) if japanese else f"{format_yen(value, unit=False)} yen"
    return with_unit(value, unit, language)


def format_result(item: Item | Input, value: int, language: str = "ja") -> str:
    """Write a result or an input as formulas have it (codes for choices, 0 and 1 for flags, yyyymmdd for days)."""
    unit = item.unit if isinstance(item, Item) else item.type.value
    if unit == "yen":
        return format_cell(Typing(ValueType.YEN), int(value), language)
    if unit == "flag":
        return format_cell(Typing(ValueType.FLAG), bool(value), language)
    if unit == "choice":
        identifiers = list(item.choices)
        known = identifiers[value] if 0 <= value < len(identifiers) else str(value)
        return format_cell(Typing(ValueType.CHOICE, item.choices), known, language)
    if unit == "date":
        return str(date(value // 10000, value // 100 % 100, value % 100)) if value > 0 else "－"
    return format_cell(Typing(ValueType.INTEGER), int(value), language, item.unit)


def _english_age(age: Age) -> str:
    if age.form is AgeForm.UNDER:
        return f"under {age.years}"
    return f"until the 31 March on or after reaching {age.years}"
