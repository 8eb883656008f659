"""Owns saying who is at fault when a calculation fails: the data, a customization, or the national package."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from uwanose.engine.chains import Chain
from uwanose.engine.customized import scope_of
from uwanose.engine.guards import BadResult, OutOfRange, checked
from uwanose.engine.model import Implementation
from uwanose.engine.tables import OutsideTable
from uwanose.errors import Finding, Refused

if TYPE_CHECKING:
    from uwanose.engine.calculation import Calculation

__all__ = ["cannot_compute", "failed", "missing_column", "refusal_for"]

_BY_DATA = (OutOfRange, OutsideTable, OverflowError)


def refusal_for(
    calculation: Calculation, item: str, values: Mapping[str, object], rows: int, error: Exception
) -> Refused | None:
    """Return the refusal a failed item leads to; None when the mistake is the national package's own.

    The error gets a note that names the item and its layers, from the top down.
    """
    program = calculation.program
    chain = program.chains[item]
    layers = " over ".join(f"{one.layer}: {one.function.__name__} ({one.place})" for one in reversed(chain))
    error.add_note(f"while calculating {item}, {layers}")
    guilty = _guilty(calculation, chain, values, rows)
    if guilty.is_national and not isinstance(error, _BY_DATA):
        return None
    return Refused([failed(calculation, guilty, error)])


def failed(calculation: Calculation, guilty: Implementation, error: Exception) -> Finding:
    """Return the finding of an implementation that failed or gave what it may not give."""
    names, rules = calculation.program.names, calculation.rules
    label = f"{names.label(guilty.target)} ({guilty.target})"
    whose_ja = "国の計算式" if guilty.is_national else f"{guilty.layer} の計算式"
    if isinstance(error, BadResult):
        code, ja, en = (
            "E132",
            "結果が整数または真偽の1行1値になっていません",
            "gave a result of the wrong kind",
        )
    elif isinstance(error, _BY_DATA):
        code, ja, en = "E133", "値が計算できる範囲を外れました", "left the range that can be computed"
    else:
        code, ja, en = "E131", "計算の途中で失敗しました", "failed"
    remedy_ja, remedy_en = _remedy(guilty, error)
    return Finding(
        code=code,
        ja=f"{label}: {whose_ja}で{ja}。{type(error).__name__}: {error}",
        en=f"{guilty.target}: the formula of {guilty.layer} {en}. {type(error).__name__}: {error}",
        remedy_ja=remedy_ja,
        remedy_en=remedy_en,
        place=guilty.place,
        scope=scope_of(guilty.rank, rules) if not guilty.is_national else rules.municipality,
    )


def cannot_compute(calculation: Calculation, key: str, refusing: Sequence[str]) -> Finding:
    """Return the finding of a row that items of the calculation refuse."""
    names = calculation.program.names
    items = [names.items[name] for name in refusing]
    return Finding(
        code="E135",
        ja=f"{key} は計算できません。{' '.join(item.refuses_ja for item in items)}",
        en=f"{key} cannot be computed: {' '.join(item.refuses_en for item in items)}",
        remedy_ja=f"この理由は {'、'.join(f'{item.label_ja} ({item.id})' for item in items)} の宣言にあります。",
        remedy_en=f"The reason is declared at {', '.join(item.id for item in items)}.",
        place=items[0].place,
        scope=calculation.rules.municipality,
    )


def missing_column(calculation: Calculation, name: str) -> Finding:
    """Return the finding of a column the calculation needs and nobody gave."""
    names = calculation.program.names
    read = names.reads.get(name)
    if read:
        return Finding(
            code="E134",
            ja=f"{names.label(name)} ({name}) がありません。{read.business} の結果を {read.key} で引く列です。",
            en=f"{name} is missing: {names.label(name, 'en')}, a result of {read.business} found by {read.key}.",
            remedy_ja=f"先に {read.business} を計算して結果を保存するか、入力に列 {name} を加えてください。",
            remedy_en=f"Run {read.business} first and keep its results, or give a column {name}.",
            scope=calculation.rules.municipality,
        )
    return Finding(
        code="E134",
        ja=f"計算に必要な入力列 {names.label(name)} ({name}) がありません。",
        en=f"the input column {name} is needed and missing.",
        remedy_ja=f"uwanose inputs {names.business.id} で列の説明を見て、入力に加えてください。",
        remedy_en=f"See `uwanose inputs {names.business.id}` and add it.",
        scope=calculation.rules.municipality,
    )


def _guilty(
    calculation: Calculation, chain: Chain, values: Mapping[str, object], rows: int
) -> Implementation:
    """Compute the chain from the bottom up until a layer fails."""
    program = calculation.program
    flag = program.names.items[chain[0].target].unit == "flag"
    for height in range(1, len(chain)):
        try:
            checked(program.layers.call_part(chain[:height], values), rows, flag=flag)
        except Exception:
            return chain[height - 1]
    return chain[-1]


def _remedy(guilty: Implementation, error: Exception) -> tuple[str, str]:
    if "truth value of an array" in str(error):
        return (
            "列に if・and・or・max() は使えません。np.where・&・|・np.maximum を使い、比較は括弧で囲みます: (a > 0) & (b > 0)",
            "A column cannot stand in if, and, or, max(): use np.where, &, |, np.maximum, with brackets: (a > 0) & (b > 0).",
        )
    if isinstance(error, _BY_DATA):
        return (
            "入力の金額と、表の範囲を確かめてください。",
            "Look at the amounts of the input and the bounds of the table.",
        )
    if guilty.is_national:
        return ("不具合として報告してください。", "Please report this as a defect.")
    return (
        f"{guilty.layer} のプログラムの作成者に、この行を知らせてください。",
        f"Tell the author of {guilty.layer} about this line.",
    )
