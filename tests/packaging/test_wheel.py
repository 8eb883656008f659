"""The wheel works with the checkout gone: data, plugins and the demonstration are inside it."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel from the checkout, offline, with the build backend that is installed."""
    out = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(out)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    return next(out.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel alone in a fresh environment that sees the dependencies, but not the checkout.

    A path inside a ``.pth`` file is taken as it is: the editable install's own ``.pth`` beside the dependencies is not
    read a second time, so ``uwanose`` can only come from the wheel.
    """
    home = tmp_path_factory.mktemp("installed")
    venv.create(home, with_pip=False)
    site = Path(sysconfig.get_path("purelib", "venv", {"base": str(home), "platbase": str(home)}))
    subprocess.run(
        [
            sys.executable,
            "-m",
            "pip",
            "install",
            "-q",
            "--no-deps",
            "--no-index",
            "--target",
            str(site),
            str(wheel),
        ],
        check=True,
        capture_output=True,
    )
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return home


def run(home: Path, *arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run the installed command outside the checkout."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    return subprocess.run(
        [str(home / "bin" / "python"), "-m", "uwanose_cli", *arguments],
        cwd=cwd,
        env=environment | {"PYTHONIOENCODING": "utf-8", "XDG_CACHE_HOME": str(home / "cache")},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_wheel_holds_rules_profiles_and_plugins_and_nothing_else_at_the_top(wheel: Path) -> None:
    """Two import packages; the data lie inside ``uwanose/_bundled``."""
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    tops = {name.split("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"uwanose", "uwanose_cli"}
    for folder in ("rules/resident_tax/points", "profiles/kanagawa/towns", "plugins/"):
        assert any(name.startswith(f"uwanose/_bundled/{folder.split('/points')[0]}") for name in names), (
            folder
        )
    assert "uwanose/py.typed" in names
    assert not [name for name in names if name.endswith(".pyc") or "__pycache__" in name]


def test_installed_command_does_not_see_the_checkout(installed: Path, tmp_path: Path) -> None:
    """What is imported lies in the fresh environment."""
    code = "import uwanose, uwanose_cli; print(uwanose.__file__, uwanose_cli.__file__)"
    out = subprocess.run(
        [str(installed / "bin" / "python"), "-c", code],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert str(ROOT) not in out
    assert out.count(str(installed)) == 2


def test_installed_command_checks_its_bundled_data_without_errors(installed: Path, tmp_path: Path) -> None:
    """The bundled sample is sound as shipped."""
    result = run(installed, "check", cwd=tmp_path)
    assert result.returncode == 0, result.stdout + result.stderr


def test_installed_command_says_what_a_code_means(installed: Path, tmp_path: Path) -> None:
    """Nobody needs the checkout to look a finding up."""
    result = run(installed, "check", "--explain", "L104", cwd=tmp_path)
    assert result.returncode == 0, result.stdout + result.stderr
    assert result.stdout.startswith("L104 ")


def test_installed_command_runs_the_whole_demonstration(installed: Path, tmp_path: Path) -> None:
    """The main job needs nothing but the wheel and its dependencies."""
    result = run(installed, "demo", "--out", "out", cwd=tmp_path)
    assert result.returncode == 0, result.stdout + result.stderr
    assert "305,252" in result.stdout
    assert len(list((tmp_path / "out").rglob("*.html"))) >= 14
