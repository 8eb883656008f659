"""Owns the words for what the core names by identifier: kinds, types, statuses, doors, outcomes, confidence."""

from __future__ import annotations

from collections.abc import Mapping

from uwanose_cli.text import Text

__all__ = [
    "CONFIDENCE",
    "COST_KINDS",
    "DOORS",
    "HOOK_CALLS",
    "KINDS",
    "MAY_SET",
    "MODES",
    "OUTCOMES",
    "STATUSES",
    "TYPES",
    "word",
]

TYPES = {
    "yen": Text("金額", "yen"),
    "integer": Text("整数", "whole number"),
    "rate": Text("率", "rate"),
    "flag": Text("はい・いいえ", "yes or no"),
    "choice": Text("選択", "choice"),
    "date": Text("日付", "date"),
    "age": Text("年齢", "age"),
    "text": Text("文字", "text"),
}
KINDS = {
    "parameter": Text("値", "parameter"),
    "table": Text("表", "table"),
    "formula": Text("計算", "formula"),
    "template": Text("文書の文面", "template"),
    "hook": Text("差込口", "hook"),
}
MAY_SET = {
    "law": Text("法令で決まる（変更不可）", "fixed by law"),
    "ordinance": Text("条例等で決める（設定・無料）", "set by an ordinance (free)"),
    "option": Text("標準オプション（無料）", "standard option (free)"),
    "standard": Text(
        "国の標準（変えるにはカスタマイズ・有料）", "national standard (customization, charged)"
    ),
}
CONFIDENCE = {
    "verified": Text("確認済", "verified"),
    "single_source": Text("単独出典", "single source"),
    "unverified": Text("未確認", "unverified"),
}
STATUSES = {
    "draft": Text("下書き", "draft"),
    "requested": Text("要望", "requested"),
    "decided": Text("WG決定", "decided"),
    "quoted": Text("見積", "quoted"),
    "approved": Text("決裁", "approved"),
    "ordered": Text("発注", "ordered"),
    "accepted": Text("検収", "accepted"),
    "live": Text("本稼働", "live"),
    "retired": Text("廃止", "retired"),
    "closed": Text("採用しない", "closed"),
}
OUTCOMES = {
    "standard": Text("標準どおり", "standard"),
    "prefecture": Text("県仕様", "prefecture"),
    "town": Text("町村個別カスタマイズ", "town"),
    "work_around": Text("運用で対応", "work around"),
    "amend_ordinance": Text("条例改正で対応", "amend the ordinance"),
    "refused": Text("見送り", "refused"),
    "withdrawn": Text("取下げ", "withdrawn"),
}
DOORS = {
    "standard_option": Text("標準オプション", "standard option"),
    "loose_coupling": Text("疎結合", "loose coupling"),
    "own_measure": Text("独自施策", "own measure"),
    "exception_8_2": Text("標準化法第8条第2項", "Standardisation Act 8(2)"),
}
COST_KINDS = {
    "one_off": Text("初期費用", "one-off"),
    "recurring": Text("年間保守料", "recurring"),
    "law_change": Text("制度改正対応費", "law change"),
    "credit": Text("減額", "credit"),
}
MODES = {
    "replace": Text("計算式の置換え", "replaces the formula"),
    "wrap": Text("前後に追加", "wraps the formula beneath"),
    "collect": Text("収集", "adds to the hook"),
    "adds": Text("項目の追加", "adds"),
    "values": Text("値の変更", "changes the value"),
}
HOOK_CALLS = {
    "record_findings": Text(
        "計算の後に、指摘のある行を集めるとき", "after the calculation, to collect rows to be looked at"
    ),
    "extra_fields": Text(
        "計算の後に、結果ファイルの列を足すとき", "after the calculation, to add columns to the results"
    ),
    "document_variables": Text(
        "文書を作るときに、差し込む値を足すとき", "when a paper is made, to add its variables"
    ),
    "input_findings": Text(
        "計算の前に、入力行を確かめるとき", "before the calculation, to look at the input rows"
    ),
}


def word(words: Mapping[str, Text], name: str, language: str) -> str:
    """Return the word for an identifier; one that has no word is shown as it is."""
    return words[name].of(language) if name in words else name
