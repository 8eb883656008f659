"""Owns running a function in a child process that may be killed, starved of disk or deprived of rights."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest

__all__ = ["in_child", "killed_at", "only_where_processes_fork"]

only_where_processes_fork = pytest.mark.skipif(sys.platform == "win32", reason="processes are forked")


def in_child(work: Callable[[], str]) -> str:
    """Return what a function says in a child process; ``killed`` when it did not live to say it."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:  # nothing of pytest must run in the child
        try:
            os.close(reading)
            os.write(writing, work().encode())
        except BaseException as error:
            os.write(writing, f"{type(error).__name__}: {error}".encode()[:4_000])
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as stream:
        said = stream.read().decode()
    os.waitpid(child, 0)
    return said or "killed"


def killed_at(step: int, modules: tuple[str, ...], work: Callable[[], str]) -> Callable[[], str]:
    """Return the function, killed when the given modules reach their line number *step* of the run."""
    left = [step]

    def trace(frame: FrameType, event: str, _: object) -> Any:
        if frame.f_globals.get("__name__") not in modules:
            return None
        if event == "line":
            left[0] -= 1
            if left[0] == 0:
                os.kill(os.getpid(), signal.SIGKILL)
        return trace

    def traced() -> str:
        sys.settrace(trace)
        try:
            return work()
        finally:
            sys.settrace(None)

    return traced
