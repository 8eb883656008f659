"""The maintainers' tool changes nothing in a pinned sample and pins a changed one."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from tests.profiles.pin import FOLDER, ROOT, pinned
from uwanose.workspace import Workspace


def test_the_sample_is_pinned_to_the_byte() -> None:
    """Every hash and every seen entry is the one the rules and plugins of this checkout give."""
    made = pinned(ROOT)
    assert {name: (ROOT / name).read_bytes() for name in made} == made


def test_a_frozen_release_stays_what_it_was() -> None:
    """What was added to the package since is new in the next release, and `upgrade` says so."""
    frozen = {release.id: release.archive for release in Workspace(ROOT, writable=False).national.releases}
    assert frozen == {
        "2025.04": "3fedef44777f9205bf0bccd8d25035f1be6253e10dea742e3dbdc32e762b6393",
        "2026.04": "",
    }
    (told,) = {json.loads(file.read_text("utf-8"))["content"] for file in (ROOT / "rules/releases").glob("*")}
    assert told == frozen["2025.04"]


def test_a_changed_program_is_refused_until_it_is_pinned_again(tmp_path: Path) -> None:
    """One character of logic in 清川村's module: found before it runs, at rest once approved afresh."""
    copy_sample(tmp_path)
    replace(tmp_path / "plugins/kiyokawa/uwanose_kiyokawa/k_004.py", "(eligible, np", "(~eligible, np")
    assert codes(tmp_path) == {"G101"}
    assert pin(tmp_path) == [f"{FOLDER}/customizations/K-004.yaml"]
    assert codes(tmp_path) == set()


def test_a_changed_base_stops_its_adopter_until_it_is_seen_again(tmp_path: Path) -> None:
    """The package begins to pay in kind outside the prefecture: 湯河原町 (K-010) has to look at it."""
    copy_sample(tmp_path)
    replace(
        tmp_path / "rules/medical_subsidy/payment.yaml",
        "    2011-10-01: {value: いいえ,",
        "    2026-01-01: {value: はい, source: 見本}\n    2011-10-01: {value: いいえ,",
    )
    assert "R122" in codes(tmp_path)
    assert pin(tmp_path) == [f"{FOLDER}/towns/yugawara.yaml"]
    assert "R122" not in codes(tmp_path)


def copy_sample(root: Path) -> None:
    for folder in ("rules", "profiles", "plugins"):
        shutil.copytree(ROOT / folder, root / folder, ignore=shutil.ignore_patterns("__pycache__"))


def replace(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert text.count(old) == 1
    file.write_bytes(text.replace(old, new).encode())


def pin(root: Path) -> list[str]:
    """Pin a copy and return the files that read differently afterwards."""
    made = pinned(root)
    changed = [name for name, content in made.items() if (root / name).read_bytes() != content]
    for name, content in made.items():
        (root / name).write_bytes(content)
    return changed


def codes(root: Path) -> set[str]:
    return {finding.code for finding in Workspace(root, writable=False, installed=False).findings}
