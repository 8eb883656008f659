"""Owns what a declaration may not say at the same time: a law without its article, choices without the type, …"""

from __future__ import annotations

import keyword
from collections.abc import Collection, Iterator
from typing import NamedTuple

from uwanose.errors import nearest
from uwanose.points.model import Kind, MaySet, Point, ValueType
from uwanose.points.units import COUNTED

HOOKS = ("record_findings", "extra_fields", "document_variables", "input_findings")
_BOUNDS_OF_TABLES = (ValueType.YEN, ValueType.INTEGER, ValueType.DATE)
_NUMBERS = (ValueType.YEN, ValueType.INTEGER)
_ORDERED = (*_NUMBERS, ValueType.RATE)


class Contradiction(NamedTuple):
    """What is wrong and what to do, for both languages."""

    code: str
    ja: str
    en: str
    remedy_ja: str
    remedy_en: str


def contradictions(point: Point) -> Iterator[Contradiction]:
    """Yield everything a point's declaration contradicts itself in."""
    yield from _name(point)
    yield from _who_may_set(point)
    yield from _choices(point)
    yield from _range(point)
    if point.unit and point.unit not in COUNTED:
        yield wrong_unit(point.unit, COUNTED)
    if point.table is not None and point.table.columns:
        yield from _key_column(point)


def is_usable(identifier: str) -> bool:
    """Tell whether formulas can use a name: identifiers joined by dots, no word of Python."""
    parts = identifier.split(".")
    name = "_".join(parts[1:] or parts)
    return all(part.isidentifier() for part in parts) and not keyword.iskeyword(name)


def _name(point: Point) -> Iterator[Contradiction]:
    if not is_usable(point.id):
        yield Contradiction(
            "P136",
            "項目の名前は、英小文字・数字・_ の語を「.」でつないだものです。",
            "An id consists of identifiers joined by dots.",
            "名前を直してください。",
            "Correct the id.",
        )
    if point.kind is Kind.HOOK and point.id.rsplit(".", 1)[-1] not in HOOKS:
        yield Contradiction(
            "P133",
            f"収集点（hook）の名前の最後の部分は {'、'.join(HOOKS)} のどれかです。",
            f"The last part of a hook's id is one of {', '.join(HOOKS)}.",
            "名前を直してください。",
            "Correct the id.",
        )


def _who_may_set(point: Point) -> Iterator[Contradiction]:
    if point.may_set is MaySet.LAW and not point.basis:
        yield Contradiction(
            "P134",
            "法律で決まる項目（may_set: law）に根拠の条文（basis）がありません。",
            "A point fixed by law needs its article ('basis').",
            "「basis: ○○法第○条」を書いてください。",
            "Write 'basis: …'.",
        )
    if point.national_value_is != "default" and (
        point.may_set is not MaySet.ORDINANCE or point.type not in _ORDERED
    ):
        yield Contradiction(
            "P139",
            "national_value_is（上限・下限）は、条例で決める（may_set: ordinance）円・整数・率にだけ書けます。",
            "'national_value_is' belongs to yen, integers and rates set by ordinance.",
            "national_value_is を消すか、may_set と type を直してください。",
            "Delete it, or correct 'may_set' and 'type'.",
        )


def wrong_unit(unit: str, known: Collection[str]) -> Contradiction:
    """Return the contradiction of a unit nobody has declared, with the nearest one."""
    near = nearest(unit, known)
    return Contradiction(
        "P154",
        f"単位「{unit}」はありません。",
        f"There is no unit {unit!r}.",
        (f"「{near[0]}」ではありませんか。" if near else "") + f"書けるのは {'、'.join(known)} です。",
        (f"Did you mean {near[0]!r}? " if near else "") + f"Units: {', '.join(known)}.",
    )


REFUSES_WITHOUT_FLAG = Contradiction(
    "P153",
    "refuses（計算しない行の理由）は、真偽の計算結果（unit: flag）にだけ書けます。",
    "'refuses' belongs to a result that is true or false (unit: flag).",
    "unit: flag の結果に書いてください。",
    "Write it at a result of unit: flag.",
)


LAW_WITHOUT_VALUES = Contradiction(
    "P134",
    "法律で決まる項目（may_set: law）に値がありません。誰も値を決められません。",
    "A point fixed by law has no value, and nobody may give it one.",
    "「values:」に法律の値を書いてください。まだ分からない値は「年度: 」の後を空けておきます。",
    "Write the value of the law; leave the place behind the year empty for one not yet known.",
)


def _choices(point: Point) -> Iterator[Contradiction]:
    columns = point.table.columns.values() if point.table else ()
    if (point.type is ValueType.CHOICE or ValueType.CHOICE in columns) != bool(point.choices):
        yield wrong_choices("type: choice")


def wrong_choices(where: str) -> Contradiction:
    """Return the contradiction of choices without the type of a choice, or the type without choices."""
    return Contradiction(
        "P131",
        f"選択肢（choices）は {where} のときに、そのときだけ書きます。",
        f"'choices' belongs to {where}, and to nothing else.",
        f"choices に「識別名: 日本語の名前」を並べるか、{where.split(':')[0]} を直してください。",
        f"List 'identifier: label' below 'choices', or correct '{where.split(':')[0]}'.",
    )


def _range(point: Point) -> Iterator[Contradiction]:
    if point.least is None and point.most is None:
        return
    if point.type not in _NUMBERS:
        yield Contradiction(
            "P135",
            "範囲（least・most）は円と整数にだけ書けます。",
            "'least' and 'most' belong to yen and integers only.",
            "least と most を消してください。",
            "Delete them.",
        )
    elif point.least is not None and point.most is not None and point.least > point.most:
        yield Contradiction(
            "P135",
            f"範囲が逆です（least {point.least:,} ＞ most {point.most:,}）。",
            f"The range is upside down (least {point.least:,} > most {point.most:,}).",
            "least に小さい方、most に大きい方を書いてください。",
            "Write the smaller one as 'least'.",
        )


def _key_column(point: Point) -> Iterator[Contradiction]:
    assert point.table is not None
    key, kind = next(iter(point.table.columns.items()))
    if point.table.lookup != "exact" and kind not in _BOUNDS_OF_TABLES:
        yield Contradiction(
            "P137",
            f"lookup: {point.table.lookup} の最初の列（{key}）は yen・integer・date のどれかです。",
            f"With lookup {point.table.lookup!r} the first column ({key}) is yen, integer or date.",
            "列の type を直すか、lookup: exact にしてください。",
            "Correct the type of the column, or write 'lookup: exact'.",
        )
