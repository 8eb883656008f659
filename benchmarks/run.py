"""Measures what the product promises about speed and writes ``results.json``; ``make bench`` runs it.

usage: python benchmarks/run.py [--rounds 5] [--peer PYTHON] [--only NAME …] [--out FILE]

``--peer`` names a Python interpreter that has openfisca-core and openfisca-country-template installed. Without it
everything of ours is measured and the table says that the peer is absent.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from measure import Figures, command_line, commit, load, machine, once, ratio, summary

HERE = Path(__file__).resolve().parent
PEER_ABSENT = "openfisca: absent (give --peer PYTHON to measure it in the same rounds)"
PEER_VARIABLES = ("income_tax", "disposable_income")


@dataclass(frozen=True)
class Case:
    """One thing that is measured: what it is, its main figure, and the most it may be."""

    name: str
    what: str
    figure: str
    measure: Callable[[], Figures]
    most: float | None = None
    unit: str = "s CPU"


def main(arguments: Sequence[str]) -> int:
    """Measure and report; the exit status is 1 when a promise is not kept."""
    options = _parser().parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="uwanose-bench-") as folder:
        _compile_python(folder)
        worker("people", folder)
        worker("inputs", folder)
        cases = [case for case in our_cases(folder) if not options.only or case.name in options.only]
        peers = peer_cases(folder, options.peer) if options.peer else []
        rounds: dict[str, list[Figures]] = {case.name: [] for case in [*cases, *peers]}
        loads = [load()]
        for number in range(options.rounds):
            for case in [*cases, *peers]:
                _progress(f"round {number + 1}/{options.rounds}  {case.name}")
                rounds[case.name].append(case.measure())
            loads.append(load())
    report = {"commit": commit(), "loads": loads, **_report(cases, peers, rounds, options.peer)}
    Path(options.out).write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return _table(cases, peers, rounds, peer_is_absent=not options.peer)


def our_cases(folder: str) -> list[Case]:
    """What we promise, and a few figures beside it."""
    people, out = f"{folder}/people.parquet", f"{folder}/results.parquet"

    def notices() -> Figures:
        return once([sys.executable, str(HERE / "notices.py")])

    def run(keep: str = "main", threads: int = 1) -> Callable[[], Figures]:
        return lambda: worker("run", people, out, keep, str(threads))

    return [
        Case("run", "resident tax, 14 towns, file to file, after load", "run_cpu_s", run(), 1.0),
        Case("run_memory", "peak memory of the whole process of a run", "peak_rss_mib", run(), 400, "MiB"),
        Case("run_all_items", "the same with every intermediate result kept", "run_cpu_s", run("all")),
        Case("run_two_threads", "the same with two threads", "run_wall_s", run(threads=2), unit="s wall"),
        Case("run_command", "the command itself, start and load included", "cpu_s",
             lambda: uwanose("run", "resident_tax", "--town", "all", "--year", "2025", people, "-o", out, "--assume")),
        Case("every_business", "every business with invented input, 14 towns, after load", "run_cpu_s",
             lambda: worker("every_business", folder), 4.0),
        Case("every_business_memory", "peak memory of that process", "peak_rss_mib",
             lambda: worker("every_business", folder), 600, "MiB"),
        Case("impact", "a change of the exemption: 14 towns by both rules, with its examples, after load", "run_cpu_s",
             lambda: worker("impact", people), 3.0),
        Case("show", "a cold `uwanose show`", "cpu_s", lambda: uwanose(
            "show", "resident_tax.exemption.per_capita_base", "--town", "oi", "--on", "2026-04-01"), 0.3),
        Case("resolve", "all 14 towns resolved on one day", "resolve_cpu_s", lambda: worker("resolve"), 0.2),
        Case("explain", "one value explained, everything loaded", "explain_cpu_ms", lambda: worker("explain", people),
             unit="ms CPU"),
        Case("explain_command", "the command itself: start, load, read the file", "cpu_s", lambda: uwanose(
            "explain", "resident_tax", "annual_total", "--resident", "oi-r000001", "--town", "oi", "--year", "2025",
            "--in", people)),
        Case("compile", "the national package compiled from YAML", "compile_cpu_s", lambda: worker("catalog", folder)),
        Case("artefact", "the national package loaded from its artefact", "load_cpu_s",
             lambda: worker("catalog", folder)),
        Case("records", "10,000 events of residents read, checked, committed (SQLite)", "run_cpu_s",
             lambda: worker("records", folder), 5.0),
        Case("charge", "`uwanose charge draft` of a quarter", "cpu_s", lambda: uwanose("charge", "draft", "2026Q1")),
        Case("report", "`uwanose report`: the whole site in both languages", "cpu_s",
             lambda: uwanose("report", "--out", f"{folder}/site", "--year", "2026"), 5.0),
        Case("notices", "10,000 ordinary tax notices computed, worded and written as HTML", "html_10000_cpu_s", notices, 20.0),
        Case("notices_memory", "peak memory of that process", "peak_rss_mib", notices, 600, "MiB"),
        Case("notices_pdf", "100 of them as PDF", "pdf_100_cpu_s", notices),
        Case("closing", "14 towns, 120 customizations, 20 quarters closed one after another", "run_cpu_s",
             lambda: once([sys.executable, str(HERE / "closing.py")]), 10.0),
    ]  # fmt: skip


def peer_cases(folder: str, peer: str) -> list[Case]:
    """The same number of people in openfisca-core with its country template."""
    script = str(HERE / "peer_openfisca.py")

    def measured(variable: str) -> Callable[[], Figures]:
        return lambda: once([peer, script, f"{folder}/people.npz", variable])

    return [
        Case(f"openfisca_{name}", f"openfisca country template, `{name}`, in memory, after load", "run_cpu_s", measured(name))
        for name in PEER_VARIABLES
    ]  # fmt: skip


def worker(*arguments: str) -> Figures:
    """Run one of our workers in a fresh process."""
    return once([sys.executable, str(HERE / "workers.py"), *arguments])


def uwanose(*arguments: str) -> Figures:
    """Run the command as a user does, on the sample of this checkout."""
    return command_line([sys.executable, "-m", "uwanose_cli", "--workspace", str(HERE.parent), *arguments])


def _compile_python(folder: str) -> None:
    """Let the processes keep compiled Python as an installed package does, but nowhere in the checkout."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = f"{folder}/pycache"
    os.environ["PYTHONPATH"] = os.pathsep.join(str(HERE.parent / room) for room in ("core", "cli"))


def _report(
    cases: Sequence[Case], peers: Sequence[Case], rounds: dict[str, list[Figures]], peer: str | None
) -> dict[str, object]:
    report: dict[str, object] = {"machine": machine(), "peer": PEER_ABSENT}
    report["cases"] = {
        case.name: {"what": case.what, "figure": case.figure, "most": case.most, **summary(rounds[case.name])}
        for case in [*cases, *peers]
    }
    if peer:
        versions = subprocess.run(
            [peer, str(HERE / "peer_openfisca.py"), "--versions"], capture_output=True, text=True, check=True
        )
        report["peer"] = versions.stdout.strip()
    if peer and "run" in rounds:
        report["ratios_to_peer"] = {
            f"run / {case.name}": ratio(rounds["run"], rounds[case.name], "run_cpu_s", case.figure)
            for case in peers
        }
    return report


def _table(
    cases: Sequence[Case], peers: Sequence[Case], rounds: dict[str, list[Figures]], *, peer_is_absent: bool
) -> int:
    kept = True
    _progress("")
    _say(f"{'':30}{'median':>9} {'least':>9} {'most':>9}  {'promise':>9}\n")
    for case in [*cases, *peers]:
        figures = summary(rounds[case.name])[case.figure]
        fits = case.most is None or figures["median"] <= case.most
        kept = kept and fits
        promise = "" if case.most is None else f"<= {case.most:g}"
        _say(
            f"{case.name:30}{figures['median']:9.3f} {figures['least']:9.3f} {figures['most']:9.3f}  {promise:>9} "
            f"{case.unit}{'' if fits else '  NOT KEPT'}  {case.what}\n"
        )
    if peer_is_absent:
        _say(f"{PEER_ABSENT}\n")
    return 0 if kept else 1


def _progress(text: str) -> None:
    if sys.stdout.isatty():
        _say(f"\r\033[K{text}")


def _say(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--peer", metavar="PYTHON")
    parser.add_argument("--only", nargs="*", default=[], metavar="NAME")
    parser.add_argument("--out", default=str(HERE / "results.json"))
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
