"""Output never crashes: CP932 consoles, closed pipes."""

from __future__ import annotations

import io
import sys

import pytest

from uwanose_cli.streams import prepare_streams


def test_cp932_gets_its_own_wave_dash_and_minus(monkeypatch: pytest.MonkeyPatch) -> None:
    """CP932 has 〜 and − under other code points; what it lacks becomes a question mark."""
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="cp932"))
    prepare_streams()
    sys.stdout.write("2026-04-01〜 −500円 𠮷")
    sys.stdout.flush()
    assert raw.getvalue().decode("cp932") == "2026-04-01～ －500円 ?"
