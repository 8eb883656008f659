"""Owns the words papers print, in Japanese and in English, for what the core names by identifier."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from itertools import pairwise
from math import floor

from uwanose.charging.monthly_cost import Nature
from uwanose.charging.records import Kind
from uwanose.charging.runs import RunKind
from uwanose.dates import Month, era_date, era_year
from uwanose.layers.model import OUTCOME_LABELS, Outcome, Rank, Status
from uwanose.money import format_yen

__all__ = [
    "ILLUSTRATIVE", "KINDS", "NATURES", "OUTCOMES", "ROUTES", "STATUSES", "amount_basis", "confidence", "cost_kind", "cost_layer",
    "day", "door", "fiscal_year", "late_join", "layer", "may_set", "mode", "months", "of", "on_leave", "outcome",
    "percent", "percent_cut", "route", "setting_layer", "sharing", "statement_kind", "status", "yen",
]  # fmt: skip

ILLUSTRATIVE = "例示"

_STATUSES = {
    Status.DRAFT: ("下書き", "draft"),
    Status.REQUESTED: ("要望", "requested"),
    Status.DECIDED: ("WG決定", "decided"),
    Status.QUOTED: ("見積", "quoted"),
    Status.APPROVED: ("決裁", "approved"),
    Status.ORDERED: ("発注", "ordered"),
    Status.ACCEPTED: ("検収", "accepted"),
    Status.LIVE: ("本稼働", "live"),
    Status.RETIRED: ("廃止", "retired"),
    Status.CLOSED: ("採用しない", "not adopted"),
}
STATUSES = {status: ja for status, (ja, _) in _STATUSES.items()}
OUTCOMES = {outcome: ja for outcome, (ja, _) in OUTCOME_LABELS.items()}
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
_ROUTES = {
    "": ("", ""),
    "same_year": ("同一年度内の変更調定", "correction within the fiscal year"),
    "old_year_until_0531": (
        "出納閉鎖前の減額調定・戻出（地方自治法施行令第165条の6）",
        "reduced and paid back before the accounts close (Order for Enforcement of the Local Autonomy Act 165-6)",
    ),
    "past_year": (
        "過年度支出による還付（地方自治法施行令第165条の7）",
        "refund as an expense of a past year (Order for Enforcement of the Local Autonomy Act 165-7)",
    ),
    "new_claim": ("通知する年度の新たな調定", "new claim of the year of the notice"),
    "settlement": (
        "精算による還付（支払う年度の歳出）",
        "refund by settlement (expense of the year it is paid)",
    ),
}
ROUTES = {name: ja for name, (ja, _) in _ROUTES.items()}
_STATEMENTS = {
    (RunKind.CLOSE, False): ("納入通知", "charge"),
    (RunKind.CLOSE, True): ("減額通知", "refund"),
    (RunKind.CORRECTION, False): ("変更（増額）通知", "correction, increase"),
    (RunKind.CORRECTION, True): ("変更（減額）通知", "correction, reduction"),
    (RunKind.SETTLEMENT, False): ("精算（追加）通知", "settlement, addition"),
    (RunKind.SETTLEMENT, True): ("精算（還付）通知", "settlement, refund"),
}
_AMOUNT_BASES = {
    "actual": ("実績額", "actual"),
    "quoted": ("見積額", "quoted"),
    "budget": ("予算額", "budgeted"),
    "yearly": ("年額", "a year"),
    "": ("未定", "not known yet"),
}
_COST_KINDS = {
    "one_off": ("初期費用", "one-off"),
    "recurring": ("年間保守料", "upkeep"),
    "law_change": ("制度改正対応費", "law change"),
    "credit": ("減額", "credit"),
}
_CONFIDENCE = {
    "verified": ("確認済", "verified"),
    "single_source": ("単独出典", "single source"),
    "unverified": ("未確認", "unverified"),
}
_DOORS = {
    "standard_option": ("標準オプション", "standard option"),
    "loose_coupling": ("疎結合", "loose coupling"),
    "own_measure": ("独自施策", "own measure"),
    "exception_8_2": ("標準化法第8条第2項", "Standardisation Act 8(2)"),
}
_MODES = {
    "values": ("値の変更", "changes the value"),
    "replace": ("計算式の置換え", "replaces the formula"),
    "wrap": ("前後に追加", "wraps the formula beneath"),
    "collect": ("収集", "adds to the hook"),
    "adds": ("項目の追加", "adds"),
}
_MAY_SET = {
    "law": ("法定", "fixed by law"),
    "ordinance": ("条例等", "set by an ordinance"),
    "option": ("標準オプション", "standard option"),
    "standard": ("カスタマイズのみ", "customization only"),
}
_LATE_JOIN = {
    "remaining": ("途中採用は残りの便益期間を負担", "who joins late bears the remaining period"),
    "retroactive": ("途中採用は当初にさかのぼって負担", "who joins late bears its part from the start"),
    "none": ("途中採用は初期費用を負担しない", "who joins late bears no one-off cost"),
}
_ON_LEAVE = {
    "keep_paying": ("採用終了後も分割の残額を負担", "who leaves bears what remains of the spread cost"),
    "lump": ("採用終了時に残額を一括負担", "who leaves bears the remainder at once"),
}
_METHODS = {
    "equal": ("負担金の均等割", "equal parts"),
    "population": ("負担金の人口割", "by population"),
    "weights": ("協定による割合", "weights agreed on"),
}
_LAYERS = {
    Rank.PREFECTURE: ("県仕様", "prefecture"),
    Rank.TOWN: ("町村個別", "town"),
    Rank.ASSUMPTION: ("仮定", "assumption"),
}
_SETTING_LAYERS = {
    Rank.PREFECTURE: ("県制度", "prefecture"),
    Rank.ASSUMPTION: ("仮定", "assumption"),
}


def day(value: date | None, language: str = "ja") -> str:
    """Return a day as papers write it, in the era or (in English) as 2026-04-01; empty for none."""
    return "" if value is None else era_date(value) if language == "ja" else str(value)


def fiscal_year(year: int, language: str = "ja") -> str:
    """Return a fiscal year: ``令和8年度``, ``fiscal year 2026``."""
    return era_year(year) if language == "ja" else f"fiscal year {year}"


def yen(amount: int, language: str = "ja") -> str:
    """Return an amount: ``1,234円``, ``1,234 yen``; less than nothing with △."""
    return format_yen(amount) if language == "ja" else f"{format_yen(amount, unit=False)} yen"


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


def percent_cut(ratio: Fraction) -> str:
    """Return a ratio in per cent with one decimal, cut: a promise of 20 % is not kept by 19.96 %."""
    tenths = floor(ratio * 1000)
    return f"{'△' if tenths < 0 else ''}{abs(tenths) // 10}.{abs(tenths) % 10}%"


def status(value: Status, outcome: Outcome | None, language: str = "ja") -> str:
    """Return where an entry stands; one that was decided against shows how."""
    if value is Status.CLOSED and outcome:
        return of(OUTCOME_LABELS[outcome], language)
    return of(_STATUSES[value], language)


def outcome(value: Outcome | None, language: str = "ja") -> str:
    """Return what a working group decided, empty before it has."""
    return of(OUTCOME_LABELS[value], language) if value else ""


def layer(value: Rank | None, language: str = "ja") -> str:
    """Return whose customization it is."""
    pair = _LAYERS.get(value or Rank.NATIONAL)
    return of(pair, language) if pair else "－"


def setting_layer(value: Rank, language: str = "ja") -> str:
    """Return whose setting it is."""
    return of(_SETTING_LAYERS.get(value, ("町村", "town")), language)


def cost_layer(value: Rank, language: str = "ja") -> str:
    """Return whether a cost is shared cost or own cost."""
    shared, own = ("共通経費", "shared cost"), ("個別経費", "own cost")
    return of(shared if value is Rank.PREFECTURE else own, language)


def route(value: str, language: str = "ja") -> str:
    """Return how a line is booked, empty for the plain way."""
    return of(_ROUTES[value], language)


def statement_kind(kind: RunKind, refund: bool, language: str = "ja") -> str:
    """Return what kind of paper a statement is."""
    return of(_STATEMENTS[kind, refund], language)


def sharing(formula: str, labels: Mapping[str, str], language: str = "ja") -> str:
    """Return what a sharing method is called; a formula of the consortium has a Japanese name only."""
    return labels.get(formula) or _said(_METHODS, formula, language)


def amount_basis(value: str, language: str = "ja") -> str:
    """Return what an amount is: actual, quoted, budget, yearly."""
    return _said(_AMOUNT_BASES, value, language)


def cost_kind(value: str, language: str = "ja") -> str:
    """Return what kind of cost it is."""
    return _said(_COST_KINDS, value, language)


def confidence(value: str, language: str = "ja") -> str:
    """Return how sure a value is."""
    return _said(_CONFIDENCE, value, language)


def door(value: str, language: str = "ja") -> str:
    """Return by which door a deviation came in."""
    return _said(_DOORS, value, language)


def mode(value: str, language: str = "ja") -> str:
    """Return what a change does to a point."""
    return _said(_MODES, value, language)


def may_set(value: str, language: str = "ja") -> str:
    """Return who may set a point."""
    return _said(_MAY_SET, value, language)


def late_join(value: str, language: str = "ja") -> str:
    """Return the rule for who joins late."""
    return _said(_LATE_JOIN, value, language)


def on_leave(value: str, language: str = "ja") -> str:
    """Return the rule for who leaves."""
    return _said(_ON_LEAVE, value, language)


def of(pair: tuple[str, str], language: str) -> str:
    """Return one of a Japanese and an English text."""
    return pair[0] if language == "ja" else pair[1]


def _said(words: Mapping[str, tuple[str, str]], name: str, language: str) -> str:
    return of(words[name], language) if name in words else name
