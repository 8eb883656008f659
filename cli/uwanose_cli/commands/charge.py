"""Owns the table of `uwanose charge`: the secretariat's year, from the forecast to the settlement, and the proof."""

from __future__ import annotations

from uwanose_cli.frame import Example, LazyGroup
from uwanose_cli.text import Text

__all__ = ["command"]

command = LazyGroup(
    "charge",
    places={
        Text("コマンド", "Commands"): {
            "forecast": "charge_forecast:forecast_year",
            "draft": "charge_close:draft_quarter",
            "close": "charge_close:close_quarter",
            "correct": "charge_change:correct_quarter",
            "settle": "charge_change:settle_year",
            "statement": "charge_statement:write_statements",
            "why": "charge_why:why",
            "objection": "charge_objection:command",
            "verify": "charge_verify:verify_book",
            "export": "charge_export:export_book",
        },
    },
    summary=Text(
        "負担金の見込み・算定・調定・変更・精算・通知書・検証をします。",
        "Forecast, close, correct, settle, print and prove what towns are charged.",
    ),
    detail=Text(
        "一年の順: 見込み（forecast）→ 期ごとの算定案（draft）・調定（close）・通知書（statement）→ 誤りは変更調定（correct）→ 精算（settle）。",
        "In the order of the year: forecast; each quarter draft, close, statement; correct a mistake at once; settle.",
    ),
    examples=(
        Example("uwanose charge draft R8-1", Text("令和8年度第1期の算定案", "the draft of a quarter")),
        Example("uwanose charge why 清川村", Text("なぜこの額か", "why a town is charged what it is")),
    ),
)
