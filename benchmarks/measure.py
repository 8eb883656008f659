"""Owns honest measuring: every measurement is a fresh process that prints one JSON line; rounds are interleaved."""

from __future__ import annotations

import json
import os
import platform
import resource
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

Figures = dict[str, float]


class Laps:
    """Collects wall and CPU seconds of named parts of one process."""

    def __init__(self) -> None:
        self.figures: Figures = {}

    @contextmanager
    def lap(self, name: str) -> Iterator[None]:
        """Measure what happens inside."""
        wall, cpu = time.perf_counter(), time.process_time()
        yield
        self.figures[f"{name}_wall_s"] = time.perf_counter() - wall
        self.figures[f"{name}_cpu_s"] = time.process_time() - cpu


def peak_mib() -> float:
    """The peak resident set of this process in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def emit(figures: Mapping[str, float]) -> None:
    """Print the figures of a worker, with what the whole process has used."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    whole = {"process_cpu_s": usage.ru_utime + usage.ru_stime, "peak_rss_mib": peak_mib()}
    sys.stdout.write(json.dumps({**figures, **whole}) + "\n")


def once(command: Sequence[str], environment: Mapping[str, str] | None = None) -> Figures:
    """Run one worker in a fresh process and return its figures. A failing worker ends the benchmark."""
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, env={**os.environ, **(environment or {})}
    )
    lines = [line for line in done.stdout.splitlines() if line.startswith("{")]
    if done.returncode or not lines:
        raise SystemExit(f"{' '.join(command)} failed\n{done.stderr[-3000:]}")
    figures: Figures = json.loads(lines[-1])
    return figures


def command_line(command: Sequence[str]) -> Figures:
    """Measure a command as its user meets it: interpreter, imports and all."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    wall = time.perf_counter()
    done = subprocess.run(command, capture_output=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} failed\n{done.stderr.decode()[-3000:]}")
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {"wall_s": time.perf_counter() - wall, "cpu_s": cpu}


def summary(rounds: Sequence[Figures]) -> dict[str, dict[str, float]]:
    """Median, least and most of each figure."""
    return {
        name: {
            "median": round(statistics.median(figures[name] for figures in rounds), 4),
            "least": round(min(figures[name] for figures in rounds), 4),
            "most": round(max(figures[name] for figures in rounds), 4),
        }
        for name in rounds[0]
    }


def ratio(rounds: Sequence[Figures], base: Sequence[Figures], name: str, of: str) -> dict[str, float]:
    """How many times *base* each round takes, paired within the rounds."""
    paired = [figures[name] / other[of] for figures, other in zip(rounds, base, strict=True)]
    return {
        "median": round(statistics.median(paired), 2),
        "least": round(min(paired), 2),
        "most": round(max(paired), 2),
    }


def load() -> float:
    """How many processes wanted a processor in the last minute, ours included."""
    return round(os.getloadavg()[0], 2) if hasattr(os, "getloadavg") else 0.0


def commit() -> str:
    """The commit that is measured; empty outside a checkout or without git."""
    git = shutil.which("git")
    if git is None:
        return ""
    asked = [git, "-C", str(Path(__file__).parent), "rev-parse", "--short", "HEAD"]
    return subprocess.run(asked, capture_output=True, text=True, check=False).stdout.strip()


def machine() -> dict[str, str | int]:
    """What the figures were measured on."""
    model = platform.processor() or platform.machine()
    information = Path("/proc/cpuinfo")
    if information.exists():
        names = [line for line in information.read_text().splitlines() if line.startswith("model name")]
        model = names[0].split(":", 1)[1].strip() if names else model
    return {
        "processor": model,
        "processors": os.cpu_count() or 1,
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
    }
