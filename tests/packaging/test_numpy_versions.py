"""All results are the same on the NumPy that is pinned and on the oldest one that is allowed, to the byte."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import tomllib
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 60  # for the index to answer


def oldest() -> str:
    """The requirement of the oldest NumPy the package allows: ``numpy>=2.0`` makes ``numpy~=2.0.0``."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    (bound,) = [one for one in project["dependencies"] if one.startswith("numpy>=")]
    return f"numpy~={bound.removeprefix('numpy>=')}.0"


def with_oldest_numpy(home: Path) -> Path:
    """Make an environment that sees the dependencies, and the oldest NumPy before them; skip where it cannot be had."""
    venv.create(home, with_pip=False)
    site = sysconfig.get_path("purelib", "venv", {"base": str(home), "platbase": str(home)})
    pip = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "-q",
        "--no-deps",
        "--only-binary",
        ":all:",
        "--retries",
        "0",
    ]
    try:
        said = subprocess.run(
            [*pip, "--target", site, oldest()], capture_output=True, text=True, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        pytest.skip(f"{oldest()}: the package index gave no answer in {SECONDS} seconds")
    if said.returncode:
        pytest.skip(f"{oldest()} cannot be had here: {said.stderr.strip().splitlines()[-1]}")
    (Path(site) / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return home / "bin" / "python"


def begin(python: str | Path) -> subprocess.Popen[str]:
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    environment |= {
        "PYTHONPATH": os.pathsep.join([str(ROOT / "core"), str(ROOT)]),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    return subprocess.Popen(
        [str(python), "-m", "tests.packaging.result_hashes"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def hashes(running: subprocess.Popen[str]) -> dict[str, str]:
    out, err = running.communicate()
    assert running.returncode == 0, err
    found: dict[str, str] = json.loads(out)
    return found


def test_results_do_not_depend_on_the_version_of_numpy(tmp_path: Path) -> None:
    """Every business: rows about all borders, and invented people; the invented people themselves are the same, too."""
    python = with_oldest_numpy(tmp_path / "oldest")
    here, there = begin(sys.executable), begin(python)
    pinned, old = hashes(here), hashes(there)
    assert pinned.pop("numpy") != old.pop("numpy")
    assert len(pinned) > 10
    assert pinned == old
