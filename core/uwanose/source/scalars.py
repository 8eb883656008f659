"""Owns how a typed word becomes a whole number, yen, a day, a month or yes/no, and the sentence when it does not."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from uwanose.dates import Month, parse_date, parse_month
from uwanose.money import parse_yen

_FLAGS = {
    "true": True, "yes": True, "on": True, "1": True, "はい": True, "有": True, "あり": True, "する": True,
    "false": False, "no": False, "off": False, "0": False, "いいえ": False, "無": False, "なし": False,
    "しない": False,
}  # fmt: skip
_NULLS = frozenset({"~", "null", "none", "nil", "n/a"})
_LEADING_ZERO = re.compile(r"([-+△▲−]?)0[_,]*(\d[\d_,]*)円?")
_DECIMAL = re.compile(r"[-+△▲−]?[\d_,]*\.\d+円?")


class Misread(ValueError):
    """A word that is not what it should be: why, and what to write instead."""

    def __init__(self, ja: str, en: str, remedy_ja: str, remedy_en: str) -> None:
        self.ja, self.en, self.remedy_ja, self.remedy_en = ja, en, remedy_ja, remedy_en
        super().__init__(en)


def folded(text: str) -> str:
    """Return a word with full-width letters and digits made narrow, for comparing."""
    return unicodedata.normalize("NFKC", text).strip()


def is_null_word(text: str) -> bool:
    """Tell whether a word is what other programs write for nothing."""
    return folded(text).casefold() in _NULLS


def null_word(text: str) -> Misread:
    """Return the refusal of ``~`` and ``null``: no value is ever null."""
    return Misread(
        f"「{text}」（空を表す語）は値として使えません。",
        f"{text!r} (a word for nothing) is not a value.",
        "まだ分からない値は {value: , note: 理由} と value: の後を空けたまま書き、やめる値は行ごと消してください。",
        "Write {value: , note: why} for a value not yet known; delete the line of one no longer wanted.",
    )


def whole(text: str, *, yen: bool = False) -> int:
    """Read a whole number as it is typed in town halls (``320,000``, ``３２０，０００``, with ``yen`` also ``円``).

    Raises Misread for anything in doubt: a leading zero, a decimal point.
    """
    word = folded(text)
    ja, en = ("円の整数", "a whole number of yen") if yen else ("整数", "a whole number")
    if match := _LEADING_ZERO.fullmatch(word):
        plain = match[1] + (match[2].lstrip("0_,") or "0")
        raise Misread(
            f"「{text}」は0で始まるため、金額や数なのか番号なのか決められません。",
            f"{text!r} begins with 0: it may be a number or a code.",
            f"数なら {plain} と書いてください。",
            f"Write {plain} if it is a number.",
        )
    if _DECIMAL.fullmatch(word):
        raise Misread(
            f"「{text}」は小数です。ここには{ja}を書きます。",
            f"{text!r} has a decimal point; {en} is needed here.",
            "小数点のない数で書いてください（4,025円なら 4_025）。",
            "Write it without a decimal point (4,025 yen is 4_025).",
        )
    try:
        if not yen and word.endswith("円"):
            raise ValueError
        return parse_yen(text)
    except ValueError:
        raise Misread(
            f"「{text}」は{ja}と読めません。",
            f"{text!r} is not {en}.",
            "320_000、320,000 または 320000 のように書いてください。",
            "Write 320_000, 320,000 or 320000.",
        ) from None


def day(text: str) -> date:
    """Read a day. Raises Misread."""
    try:
        return parse_date(text)
    except ValueError:
        raise Misread(
            f"「{text}」は日付と読めません（存在しない日の場合もあります）。",
            f"{text!r} is not a date (or no such day exists).",
            "2026-04-01 または 令和8年4月1日 のように書いてください。",
            "Write 2026-04-01 or 令和8年4月1日.",
        ) from None


def month(text: str) -> Month:
    """Read a month. Raises Misread."""
    try:
        return parse_month(text)
    except ValueError:
        raise Misread(
            f"「{text}」は年月と読めません。",
            f"{text!r} is not a month.",
            "2026-04 または 令和8年4月 のように書いてください。",
            "Write 2026-04 or 令和8年4月.",
        ) from None


def flag(text: str) -> bool:
    """Read yes or no. Raises Misread."""
    found = _FLAGS.get(folded(text).casefold())
    if found is None:
        raise Misread(
            f"「{text}」は はい／いいえ と読めません。",
            f"{text!r} is neither yes nor no.",
            "true または false（はい／いいえ でも可）と書いてください。",
            "Write true or false.",
        )
    return found
