"""Owns the word for what is counted: 人 where a head is a person, 件 where it is a case (an application, a bill, a document)."""

from __future__ import annotations

from uwanose.governance.figures import Question
from uwanose_cli.text import Text

__all__ = ["heads_word", "rows_word"]

_PEOPLE, _CASES = Text("人", "heads"), Text("件", "cases")


def heads_word(question: Question) -> Text:
    """Return what the heads of an impact are."""
    return _PEOPLE if question.heads_are_people else _CASES


def rows_word(question: Question) -> Text:
    """Return what single rows are: further results are told of rows."""
    return _PEOPLE if question.rows_are_people else _CASES
