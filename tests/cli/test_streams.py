"""Output never crashes: CP932 consoles, closed pipes."""

from __future__ import annotations

import io
import json
import sys

import pytest

from uwanose_cli.session import Session
from uwanose_cli.streams import prepare_streams


def test_cp932_gets_its_own_wave_dash_and_minus(monkeypatch: pytest.MonkeyPatch) -> None:
    """CP932 has 〜 and − under other code points; what it lacks becomes a question mark."""
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="cp932"))
    prepare_streams()
    sys.stdout.write("2026-04-01〜 −500円 𠮷")
    sys.stdout.flush()
    assert raw.getvalue().decode("cp932") == "2026-04-01～ －500円 ?"


@pytest.mark.parametrize("encoding", ["cp932", "utf-8", "ascii"])
def test_json_loses_nothing_on_any_pipe(monkeypatch: pytest.MonkeyPatch, encoding: str) -> None:
    """A program must not read ～ for 〜, or a question mark for 𠮷: what an encoding lacks is escaped as JSON does it."""
    value = {"期間": '2026-04-01〜 −500円 𠮷 "髙" ①'}
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding=encoding))
    prepare_streams()
    Session(as_json=True).put(value)
    sys.stdout.flush()
    assert json.loads(raw.getvalue().decode(encoding)) == value
    assert ("期間" in raw.getvalue().decode(encoding)) == (encoding != "ascii")
