"""Type a line as a user would, and hold what was said: exit status, standard output, standard error."""

from __future__ import annotations

import io
import json
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from uwanose_cli.boundary import answer
from uwanose_cli.main import root


@dataclass(frozen=True)
class Said:
    """What one typed line left behind."""

    status: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        """The JSON on standard output."""
        return json.loads(self.out)


def typed(*line: str | Path, command: click.Command = root) -> Said:
    """Run one line in this process; nobody sits before its screen."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        status = answer(command, [str(word) for word in line])
    return Said(status, out.getvalue(), err.getvalue())
