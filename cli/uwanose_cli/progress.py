"""Owns progress bars: on standard error, on a terminal only, for work that lasts."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from uwanose_cli.session import Session

__all__ = ["progress"]


@contextmanager
def progress(session: Session, ja: str, en: str, total: int) -> Iterator[Callable[[str], None]]:
    """Show how far a work of *total* steps has come; the function given takes the name of the step that begins."""
    if session.as_json or not sys.stderr.isatty():
        yield lambda step: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    shown = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*shown, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(session.text(ja, en), total=total)
        begun = 0

        def begin(step: str) -> None:
            nonlocal begun
            bar.update(task, completed=begun, description=f"{session.text(ja, en)} {step}")
            begun += 1

        yield begin
