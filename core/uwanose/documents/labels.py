"""Owns the Japanese words papers print for what the core names by identifier."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from itertools import pairwise

from uwanose.charging.monthly_cost import Nature
from uwanose.charging.records import Kind
from uwanose.dates import Month, era_date
from uwanose.layers.model import Outcome, Rank, Status

__all__ = [
    "ILLUSTRATIVE", "KINDS", "NATURES", "OUTCOMES", "ROUTES", "STATUSES", "amount_basis", "confidence", "cost_layer",
    "day", "door", "late_join", "layer", "may_set", "mode", "months", "on_leave", "percent", "setting_layer", "sharing",
    "status",
]  # fmt: skip

ILLUSTRATIVE = "例示"

STATUSES = {
    Status.DRAFT: "下書き",
    Status.REQUESTED: "要望",
    Status.DECIDED: "WG決定",
    Status.QUOTED: "見積",
    Status.APPROVED: "決裁",
    Status.ORDERED: "発注",
    Status.ACCEPTED: "検収",
    Status.LIVE: "本稼働",
    Status.RETIRED: "廃止",
    Status.CLOSED: "採用しない",
}
OUTCOMES = {
    Outcome.STANDARD: "標準どおり",
    Outcome.PREFECTURE: "県仕様",
    Outcome.TOWN: "町村個別カスタマイズ",
    Outcome.WORK_AROUND: "運用で対応",
    Outcome.AMEND_ORDINANCE: "条例改正で対応",
    Outcome.REFUSED: "見送り",
    Outcome.WITHDRAWN: "取下げ",
}
KINDS = {
    Kind.REGULAR: "当期分",
    Kind.ZERO: "0円",
    Kind.LATE_JOIN: "途中採用",
    Kind.LEAVING: "一括負担",
    Kind.CORRECTION: "変更調定",
    Kind.SETTLEMENT: "精算",
}
NATURES = {
    Nature.SHARE: "当月分",
    Nature.LATE_JOIN: "途中採用による移し替え",
    Nature.LEAVING: "採用終了に伴う一括負担",
    Nature.NONE: "費用なし",
}
ROUTES = {
    "": "",
    "same_year": "同一年度内の変更調定",
    "old_year_until_0531": "出納閉鎖前の減額調定・戻出（地方自治法施行令第165条の6）",
    "past_year": "過年度支出による還付（地方自治法施行令第165条の7）",
    "new_claim": "通知する年度の新たな調定",
    "settlement": "精算による還付（支払う年度の歳出）",
}
_AMOUNT_BASES = {
    "actual": "実績額",
    "quoted": "見積額",
    "budget": "予算額",
    "yearly": "年額",
    "": "未定",
}
_CONFIDENCE = {"verified": "確認済", "single_source": "単独出典", "unverified": "未確認"}
_DOORS = {
    "standard_option": "標準オプション",
    "loose_coupling": "疎結合",
    "own_measure": "独自施策",
    "exception_8_2": "標準化法第8条第2項",
}
_MODES = {
    "values": "値の変更",
    "replace": "計算式の置換え",
    "wrap": "前後に追加",
    "collect": "収集",
    "adds": "項目の追加",
}
_MAY_SET = {
    "law": "法定",
    "ordinance": "条例等",
    "option": "標準オプション",
    "standard": "カスタマイズのみ",
}
_LATE_JOIN = {
    "remaining": "途中採用は残りの便益期間を負担",
    "retroactive": "途中採用は当初にさかのぼって負担",
    "none": "途中採用は初期費用を負担しない",
}
_ON_LEAVE = {"keep_paying": "採用終了後も分割の残額を負担", "lump": "採用終了時に残額を一括負担"}
_METHODS = {"equal": "負担金の均等割", "population": "負担金の人口割"}


def day(value: date | None) -> str:
    """Return a day in the era, empty for none."""
    return era_date(value) if value else ""


def months(values: Sequence[Month]) -> str:
    """Return months as papers write them: ``4月``, ``4〜6月``, ``令和9年1月`` is left to the fiscal year: ``1〜3月``."""
    if not values:
        return ""
    first, last = values[0], values[-1]
    if len(values) == 1:
        return f"{first.month}月"
    consecutive = all(later - earlier == 1 for earlier, later in pairwise(values))
    if consecutive and first.fiscal_year == last.fiscal_year:
        return f"{first.month}〜{last.month}月"
    return "・".join(f"{month.month}月" for month in values)


def percent(share: Fraction) -> str:
    """Return a share as a percentage of four decimals, for people; the exact share is the fraction beside it."""
    scaled = abs(share) * 100_0000
    rounded = (scaled.numerator * 2 + scaled.denominator) // (scaled.denominator * 2)
    return f"{'△' if share < 0 else ''}{rounded // 10_000}.{rounded % 10_000:04}%"


def status(value: Status, outcome: Outcome | None) -> str:
    """Return where an entry stands; one that was decided against shows how."""
    return OUTCOMES[outcome] if value is Status.CLOSED and outcome else STATUSES[value]


def layer(value: Rank | None) -> str:
    """Return whose customization it is."""
    return {Rank.PREFECTURE: "県仕様", Rank.TOWN: "町村個別", Rank.ASSUMPTION: "仮定"}.get(
        value or Rank.NATIONAL, "－"
    )


def setting_layer(value: Rank) -> str:
    """Return whose setting it is."""
    return {Rank.PREFECTURE: "県制度", Rank.ASSUMPTION: "仮定"}.get(value, "町村")


def cost_layer(value: Rank) -> str:
    """Return whether a cost is shared cost or own cost."""
    return "共通経費" if value is Rank.PREFECTURE else "個別経費"


def sharing(formula: str, labels: Mapping[str, str]) -> str:
    """Return what a sharing method is called."""
    return labels.get(formula) or _METHODS.get(formula, formula)


def amount_basis(value: str) -> str:
    """Return what an amount is: actual, quoted, budget, yearly."""
    return _AMOUNT_BASES.get(value, value)


def confidence(value: str) -> str:
    """Return how sure a value is."""
    return _CONFIDENCE.get(value, value)


def door(value: str) -> str:
    """Return by which door a deviation came in."""
    return _DOORS.get(value, value)


def mode(value: str) -> str:
    """Return what a change does to a point."""
    return _MODES.get(value, value)


def may_set(value: str) -> str:
    """Return who may set a point."""
    return _MAY_SET.get(value, value)


def late_join(value: str) -> str:
    """Return the rule for who joins late."""
    return _LATE_JOIN.get(value, value)


def on_leave(value: str) -> str:
    """Return the rule for who leaves."""
    return _ON_LEAVE.get(value, value)
