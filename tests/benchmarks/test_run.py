"""The benchmark's own promises; nothing here looks at a clock."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

FOLDER = Path(__file__).resolve().parents[2] / "benchmarks"


@pytest.fixture
def benchmark(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """``benchmarks/run.py`` with every measurement replaced by fixed figures."""
    monkeypatch.syspath_prepend(str(FOLDER))
    module = import_module("run")
    figures = {"run_cpu_s": 0.5, "run_wall_s": 0.5, "peak_rss_mib": 200.0, "cpu_s": 0.1, "resolve_cpu_s": 0.1,
               "explain_cpu_ms": 3.0, "compile_cpu_s": 0.3, "load_cpu_s": 0.01,
               "html_10000_cpu_s": 6.0, "pdf_100_cpu_s": 17.0}  # fmt: skip
    monkeypatch.setattr(module, "worker", lambda *_: figures)
    monkeypatch.setattr(module, "command_line", lambda _: figures)
    monkeypatch.setattr(module, "once", lambda _: {**figures, "run_cpu_s": 0.25})
    monkeypatch.setattr(module, "_compile_python", lambda _: None)
    yield module
    for name in ("run", "measure"):
        sys.modules.pop(name, None)


def test_an_absent_peer_is_said_in_the_table_and_in_the_results(
    benchmark: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert benchmark.main(["--rounds", "1", "--out", str(tmp_path / "r.json")]) == 0
    assert "openfisca: absent" in capsys.readouterr().out
    assert "absent" in json.loads((tmp_path / "r.json").read_text())["peer"]


def test_a_promise_that_is_not_kept_is_named_and_ends_with_status_1(
    benchmark: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(benchmark, "worker", lambda *_: {"run_cpu_s": 1.1, "peak_rss_mib": 401.0})
    assert benchmark.main(["--rounds", "2", "--only", "run", "run_memory", "--out", str(tmp_path / "r")]) == 1
    assert capsys.readouterr().out.count("NOT KEPT") == 2


def test_ratios_are_paired_within_the_rounds(benchmark: ModuleType) -> None:
    ours = [{"run_cpu_s": seconds} for seconds in (1.0, 4.0, 3.0)]
    peer = [{"run_cpu_s": seconds} for seconds in (0.5, 1.0, 3.0)]
    assert benchmark.ratio(ours, peer, "run_cpu_s", "run_cpu_s") == {"median": 2.0, "least": 1.0, "most": 4.0}
