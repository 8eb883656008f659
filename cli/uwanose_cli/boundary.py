"""Owns the edge between a typed line and the program: every mistake of a user becomes sentences and an exit status."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import click

from uwanose.errors import Refused, UnknownName
from uwanose_cli import output
from uwanose_cli.frame import Argument, Option
from uwanose_cli.session import Session
from uwanose_cli.streams import abandon_output
from uwanose_cli.text import Text, language_asked, speak

__all__ = ["answer"]

FINE, ERRORS, WRONG_USE, STOPPED = 0, 1, 2, 130


def answer(root: click.Command, arguments: Sequence[str]) -> int:
    """Run one typed line and return the exit status: 0 fine, 1 errors found, 2 wrong use, 130 stopped."""
    session = Session(language=language_asked(arguments, os.environ), as_json="--json" in arguments)
    speak(session.language)
    try:
        status = root.main(list(arguments), "uwanose", standalone_mode=False, obj=session)
        sys.stdout.flush()
        return status if isinstance(status, int) else FINE
    except click.exceptions.NoArgsIsHelpError as asked:
        click.echo(asked.format_message(), err=True)
        return WRONG_USE
    except click.UsageError as mistake:
        return _wrong_use(session, mistake)
    except UnknownName as unknown:
        return _unknown_name(session, unknown)
    except Refused as refused:
        session.findings(refused.findings, aside=True)
        session.put({"findings": [output.finding_data(finding) for finding in refused.findings]})
        return ERRORS
    except (click.Abort, KeyboardInterrupt):
        session.aside("中止しました。", "Stopped.")
        return STOPPED
    except BrokenPipeError:
        abandon_output()
        return FINE
    except SystemExit:  # click leaves like this after a completion, and when the reader of a pipe has gone
        return FINE
    except OSError as failure:
        return _cannot_use_file(session, failure)


def _wrong_use(session: Session, mistake: click.UsageError) -> int:
    message = _missing_parameter(mistake, session.language) or mistake.format_message()
    if mistake.ctx:
        click.echo(mistake.ctx.get_usage(), err=True)
    path = mistake.ctx.command_path if mistake.ctx else "uwanose"
    session.aside(f"誤り: {message}", f"Error: {message}")
    session.aside(f"使い方の説明: {path} --help", f"Help: {path} --help")
    session.put({"error": message})
    return WRONG_USE


def _missing_parameter(mistake: click.UsageError, language: str) -> str:
    """Return what is missing with what it is for, empty for any other mistake."""
    if not isinstance(mistake, click.MissingParameter):
        return ""
    missing = mistake.param
    if isinstance(missing, Argument):
        name, text = missing.shown_as.of(language), missing.text.of(language)
        return Text(f"「{name}」がありません（{text}）。", f"{name} is missing ({text}).").of(language)
    if isinstance(missing, Option):
        name, text = missing.opts[-1], missing.text.of(language)
        return Text(f"{name} を付けてください（{text}）。", f"{name} is missing ({text}).").of(language)
    return ""


# what `uwanose find` looks through: neither residents nor papers
_FOUND_BY_WORDS = frozenset({"point", "item", "customization"})


def _unknown_name(session: Session, unknown: UnknownName) -> int:
    session.aside(f"誤り: {unknown.text('ja')}", f"Error: {unknown.text('en')}")
    if not unknown.candidates and unknown.kind_en in _FOUND_BY_WORDS:
        session.aside("探すには: uwanose find 言葉", "To search: uwanose find WORDS")
    session.findings(session.unread, aside=True)  # the name may stand in a file that cannot be read
    session.put(output.unknown_name_data(unknown))
    return WRONG_USE


def _cannot_use_file(session: Session, failure: OSError) -> int:
    reasons = {
        FileNotFoundError: Text(
            "が見つかりません（フォルダがないときも、こうなります）", "or its folder does not exist"
        ),
        PermissionError: Text("を読み書きする権限がありません", "may not be read or written by you"),
        IsADirectoryError: Text("はフォルダです（ファイルを指定してください）", "is a folder, not a file"),
        NotADirectoryError: Text(
            "の途中にファイルがあります（フォルダではありません）", "leads through a file, not a folder"
        ),
        FileExistsError: Text(
            "と同じ名前のファイルがすでにあります（フォルダは作れません）",
            "exists already as a file, so it cannot be a folder",
        ),
    }
    known = reasons.get(type(failure))
    reason = known.of(session.language) if known else failure.strerror or str(failure)
    name = failure.filename if failure.filename is not None else ""
    session.aside(f"誤り: {name} {reason}。", f"Error: {name} {reason}.")
    session.put({"error": f"{name} {reason}".strip()})
    return ERRORS
