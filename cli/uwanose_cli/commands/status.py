"""Owns a bare `uwanose`: what waits (今やること), and on a terminal a numbered menu of likely next lines."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from uwanose_cli.session import Session

if TYPE_CHECKING:
    from uwanose_cli.situation import Choice, Situation


RunLine = Callable[[list[str]], int]


def show_status(session: Session, run_line: RunLine) -> int:
    """Tell what waits, and offer what one would type next; *run_line* runs the words of a line, without the first."""
    from uwanose_cli.situation import Situation

    situation = Situation(session.workspace, session.today)
    choices = list(situation.choices())
    session.say(f"今やること（{session.today}）", f"To do ({session.today})")
    session.lines(f"  {line}" for line in situation.lines(session.language))
    session.put(_data(situation, choices))
    if session.attended:
        return _menu(session, choices, run_line)
    session.say("次に打つこと", "Next")
    session.lines(f"  {choice.line}　# {choice.meaning.of(session.language)}" for choice in choices)
    return 0


def _menu(session: Session, choices: list[Choice], run_line: RunLine) -> int:
    session.lines(
        f"  {number} {choice.meaning.of(session.language)}（{choice.line}）"
        for number, choice in enumerate(choices, 1)
    )
    click.echo(session.text("番号（Enterで終わり）: ", "Number (Enter to leave): "), nl=False)
    answer = sys.stdin.readline().strip().translate(str.maketrans("０１２３４５６７８９", "0123456789"))
    if not answer.isdigit() or not 1 <= int(answer) <= len(choices):
        return 0
    line = choices[int(answer) - 1].line
    click.echo(f"$ {line}")
    return run_line(_with_common(session, shlex.split(line)[1:]))


def _with_common(session: Session, words: list[str]) -> list[str]:
    where = ["--workspace", str(session.directory)] if session.directory else []
    return ["--lang", session.language, *where, *words]


def _data(situation: Situation, choices: list[Choice]) -> dict[str, object]:
    from uwanose.errors import Severity

    return {
        "workspace": str(situation.workspace.root),
        "writable": situation.workspace.writable,
        "release": situation.workspace.release.id,
        "errors": situation.count(Severity.ERROR),
        "warnings": situation.count(Severity.WARNING),
        "open_quarters": [
            {"quarter": str(quarter), "due": situation.due(quarter)} for quarter in situation.open_quarters
        ],
        "waiting": [entry.id for entry in situation.waiting],
        "next": [choice.line for choice in choices],
    }
