"""Owns what one typed line asks of all commands - language, workspace, JSON, strictness - and speaks in its language."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from uwanose.errors import Finding, Severity
from uwanose_cli import output

if TYPE_CHECKING:
    from uwanose.workspace import Workspace

__all__ = ["Session"]


@dataclass
class Session:
    """One typed line. Under ``as_json`` only ``put`` writes to standard output."""

    language: str = "ja"
    directory: Path | None = None
    as_json: bool = False
    strict: bool = False
    _opened: dict[bool | Path, Workspace] = field(default_factory=dict)

    @property
    def workspace(self) -> Workspace:
        """The workspace the line speaks of, opened at first use."""
        return self.open()

    def open(self, *, assume: bool | Path = False) -> Workspace:
        """Return the workspace, with the assumptions (仮定) when asked."""
        from uwanose.workspace import Workspace

        if assume not in self._opened:
            self._opened[assume] = Workspace.open(self.directory, assume=assume)
        return self._opened[assume]

    @property
    def unread(self) -> tuple[Finding, ...]:
        """What could not be read of the workspaces the line has opened so far."""
        return tuple(finding for opened in self._opened.values() for finding in opened.unread)

    @property
    def today(self) -> date:
        """Today, by the clock of the machine."""
        return datetime.now().astimezone().date()

    def text(self, ja: str, en: str) -> str:
        """Return one of two texts by language."""
        return ja if self.language == "ja" else en

    def say(self, ja: str = "", en: str = "") -> None:
        """Say one thing to the person at the screen."""
        self.lines([self.text(ja, en)])

    def lines(self, lines: Iterable[str]) -> None:
        """Write lines to the person at the screen."""
        text = "\n".join(lines)
        if text and not self.as_json:
            click.echo(text)

    def aside(self, ja: str, en: str) -> None:
        """Say something that is not the result: it goes to standard error."""
        click.echo(self.text(ja, en), err=True)

    def table(self, table: output.Table) -> None:
        """Show a table: with rules on a terminal, aligned on a pipe."""
        if self.as_json:
            return
        if table.rows and sys.stdout.isatty():
            from shutil import get_terminal_size

            click.echo(output.rich_table(table, get_terminal_size().columns))
        else:
            self.lines(output.plain_table(table))

    def put(self, value: object) -> None:
        """Write the result for a program, when JSON was asked for."""
        if self.as_json:
            encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
            click.echo(output.escaped_for(output.as_json(value), encoding))

    def findings(self, findings: Sequence[Finding], *, aside: bool = False) -> None:
        """Show findings, on standard error when they are not the result."""
        if findings and (aside or not self.as_json):
            click.echo("\n".join(output.findings_lines(findings, self.language)), err=aside)

    def status(self, findings: Iterable[Finding]) -> int:
        """Return the exit status findings lead to: 1 for an error, and for a warning under ``--strict``."""
        bad = {Severity.ERROR, Severity.WARNING} if self.strict else {Severity.ERROR}
        return int(any(finding.severity in bad for finding in findings))

    def town_names(self, identifiers: Iterable[str]) -> str:
        """Return the names of towns: 全町村 for all of them, 県 for no town, ``-`` for none at all."""
        known, wanted = self.workspace.profile.municipalities, list(identifiers)
        if known.keys() <= set(wanted):
            return self.text("全町村", "all")
        prefecture = self.text("県", "prefecture")
        names = [self.text(known[one].name_ja, known[one].name_en) if one else prefecture for one in wanted]
        return self.text("、", ", ").join(names) or "-"

    @property
    def attended(self) -> bool:
        """Whether somebody sits before the screen and can be asked."""
        return sys.stdin.isatty() and sys.stdout.isatty() and not self.as_json

    def confirm(self, ja: str, en: str) -> bool:
        """Ask a question that はい answers; the end of the input means no."""
        click.echo(self.text(f"{ja} [はい/いいえ]: ", f"{en} [yes/no]: "), nl=False, err=True)
        answer = sys.stdin.readline().strip().casefold()
        return answer in {"はい", "y", "yes", "ｙ"}
