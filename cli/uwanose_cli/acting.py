"""Owns how an act on the register is carried out: checked first, shown, asked, written together, kept in the journal."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import wraps
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar, cast

from uwanose.errors import Finding, Refused, Severity
from uwanose_cli.changes import Changes
from uwanose_cli.editing import difference, new_among, tried_together
from uwanose_cli.frame import option
from uwanose_cli.output import finding_data
from uwanose_cli.session import Session
from uwanose_cli.steps import next_text
from uwanose_cli.text import Text

if TYPE_CHECKING:
    from uwanose.layers.model import Profile

__all__ = ["Act", "Manner", "Tried", "carry_out", "recorded", "tried_act", "typed"]

Function = TypeVar("Function", bound=Callable[..., Any])


class Manner(NamedTuple):
    """How an act is to be carried out, as its options say."""

    yes: bool
    dry_run: bool
    by: str
    why: str


class Tried(NamedTuple):
    """The register as it would be, and what the check would newly say of it."""

    profile: Profile
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One act, ready to be shown: its sentences, its changes, its line for the journal, how it would be taken back.

    ``following`` is what comes next where that is not the next step of the entry; ``group`` is the command it belongs to.
    """

    customization: str
    sentences: tuple[Text, ...]
    changes: Changes
    line: str
    on: date | None = None
    undo: Text | None = None
    told: Mapping[str, object] = field(default_factory=dict)
    group: str = "customization"
    following: Text | None = None


def recorded(function: Function) -> Function:
    """Add the options every act takes: --yes, --dry-run, --by and --why, handed over together as ``manner``."""

    @wraps(function)
    def together(*words: Any, yes: bool, dry_run: bool, by: str, why: str, **named: Any) -> Any:
        return function(*words, manner=Manner(yes, dry_run, by.strip(), why.strip()), **named)

    wrapped: Any = together
    for add in (
        option("--yes", "-y", is_flag=True, text=Text("確かめずに書きます", "write without asking")),
        option(
            "--dry-run",
            is_flag=True,
            text=Text("点検して見せるだけで、書きません", "check and show, but do not write"),
        ),
        option(
            "--why",
            default="",
            shown_as=Text("理由", "TEXT"),
            text=Text("処理履歴に残す理由", "the reason, for the journal"),
        ),
        option(
            "--by",
            default="",
            shown_as=Text("氏名", "NAME"),
            text=Text("処理履歴に残す担当者（省略時はログイン名）", "who records it (else the login name)"),
        ),
    ):
        wrapped = add(wrapped)
    return cast(Function, wrapped)


def tried_act(changes: Changes) -> Tried:
    """Return the register as it would be. Raises Refused with every error the act would bring in."""
    resolver, findings = tried_together(changes.workspace, changes.after)
    new = new_among(changes.workspace, findings)
    if any(finding.severity is Severity.ERROR for finding in new):
        raise Refused(new)
    return Tried(resolver.layering().profile, new)


def carry_out(session: Session, act: Act, manner: Manner, checked: Tried | None = None) -> int:
    """Check, show, ask, write, and say what comes next. Raises Refused, and then nothing has been written."""
    tried = checked or tried_act(act.changes)
    files = act.changes.files
    session.lines(sentence.of(session.language) for sentence in act.sentences)
    for file, (before, after) in files.items():
        session.lines([f"  {file}", *(f"    {one}" for one in difference(before, after))])
    session.findings(tried.findings)
    agreed = bool(files) and not manner.dry_run and (manner.yes or _asked(session))
    if agreed:
        line = f"uwanose {act.group} {act.line}"
        session.workspace.write_act(files, command=line, who=manner.by, why=manner.why, on=act.on)
        session.say(f"記録しました: {'、'.join(files)}", f"Recorded: {', '.join(files)}")
        session.lines([_undo(act, files).of(session.language)])
    elif not files:
        session.say(
            "ファイルはすでにそのとおりです。何も書きません。",
            "The files say so already; nothing is written.",
        )
    else:
        session.say("書き込みませんでした。", "Nothing was written.")
    following = act.following or next_text(tried.profile, act.customization, session.today)
    session.lines([following.of(session.language)])
    session.put(_data(act, tried, written=agreed, following=following.of(session.language)))
    return 0 if agreed or not files or manner.dry_run or session.as_json else 1


def typed(act: str, *words: object, **options: object) -> str:
    """Return the line that was typed, for the journal: what was left out is left out."""
    said = [part for name, value in options.items() for part in _option(name, value)]
    return shlex.join([act, *(str(word) for word in words), *said])


def _option(name: str, value: object) -> Iterable[str]:
    if value is None or value is False or value == "" or value == ():
        return ()
    flag = f"--{name.strip('_').replace('_', '-')}"
    if value is True:
        return (flag,)
    if isinstance(value, tuple):
        return [word for one in value for word in (flag, str(one))]
    return flag, str(value)


def _asked(session: Session) -> bool:
    return not session.as_json and session.confirm("書き込みますか。", "Write it?")


def _undo(act: Act, files: Iterable[str]) -> Text:
    if act.undo:
        return Text(f"取り消すには: {act.undo.ja}", f"To take it back: {act.undo.en}")
    named = " ".join(shlex.quote(file) for file in files)
    return Text(
        f"取り消すには: 上の「+」の行を消し「-」の行を戻して uwanose check（git で管理していれば git restore {named}）",
        f"To take it back: undo the lines shown above and run uwanose check (under git: git restore {named})",
    )


def _data(act: Act, tried: Tried, *, written: bool, following: str) -> dict[str, object]:
    return {
        "customization": act.customization,
        "says": [sentence.ja for sentence in act.sentences],
        "files": {file: list(difference(*both)) for file, both in act.changes.files.items()},
        "written": written,
        "findings": [finding_data(finding) for finding in tried.findings],
        "next": following,
        **act.told,
    }
