"""A national package another version copied: one finding with what to do, not a hundred nobody can mend."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from uwanose import __version__
from uwanose.errors import Finding, Gathered
from uwanose.points.catalog import load_catalog
from uwanose.points.national_code import national_code, program_hash
from uwanose.points.origin import copied_from
from uwanose.source.files import SourceFolder

ROOT = Path(__file__).parents[2]
ITEMS = "light_vehicle_tax/items.yaml"
SAME, OTHER = copied_from(), f"uwanose 0.0.9 {'0' * 64}\n"


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    """A copy of the national package, without its cases."""
    copy = tmp_path / "rules"
    shutil.copytree(ROOT / "rules", copy, ignore=shutil.ignore_patterns("cases", "register"))
    return copy


def found(rules: Path, stamp: str | None) -> list[Finding]:
    """Read a package with the text of copied-from.txt."""
    if stamp is not None:
        (rules / "copied-from.txt").write_text(stamp, "utf-8")
    findings: list[Finding] = []
    load_catalog(SourceFolder.read(rules, "rules", suffixes=()), None, findings)
    return findings


def spoil(rules: Path, old: str, new: str) -> None:
    """Change the items of one business."""
    text = (rules / ITEMS).read_text("utf-8")
    assert old in text
    (rules / ITEMS).write_text(text.replace(old, new), "utf-8")


def test_a_copy_of_this_very_program_is_sound(rules: Path) -> None:
    """The stamp alone is nothing to report, and no stray file."""
    assert found(rules, SAME) == []
    assert found(rules, OTHER) == []


@pytest.mark.parametrize("stamp", [OTHER, None])
def test_a_copy_of_another_version_gives_one_finding(rules: Path, stamp: str | None) -> None:
    """[P155] with how many places there are, the details behind it, and a remedy that can be followed."""
    spoil(rules, "light_vehicle_tax.relieved:", "light_vehicle_tax.relief:")
    (one,) = found(rules, stamp)
    assert isinstance(one, Gathered)
    assert (one.code, [detail.code for detail in one.details]) == ("P155", ["P144", "P144"])
    assert "2件" in one.ja and f"uwanose {__version__}" in one.ja and "uwanose init" in one.remedy_ja
    assert ("uwanose 0.0.9" in one.ja) == (stamp is not None)


def test_what_the_reader_no_longer_knows_is_gathered_too(rules: Path) -> None:
    """A word this version does not know came with the version of the copy."""
    spoil(rules, "unit: yen", "unit: yens")
    (one,) = found(rules, OTHER)
    assert isinstance(one, Gathered)
    assert {detail.code for detail in one.details} == {"P154"}


@pytest.mark.parametrize("stamp", [SAME, None])
def test_a_slip_in_ones_own_copy_is_shown_where_it_stands(rules: Path, stamp: str | None) -> None:
    """Who edits rules of this version, or rules that still fit the formulas, must see file and line of each slip."""
    spoil(rules, "unit: yen", "unit: yens")
    assert {finding.code for finding in found(rules, stamp)} == {"P154"}


def test_a_developer_sees_each_formula_that_does_not_match() -> None:
    """In the tree of the program both halves are at hand (rules and formulas lie together)."""
    files = dict(SourceFolder.read(ROOT / "rules", "rules", suffixes=()).contents)
    del files[f"rules/{ITEMS}"]
    findings: list[Finding] = []
    load_catalog(SourceFolder(files, ROOT / "rules"), None, findings)
    assert "P144" in {finding.code for finding in findings}
    assert "P155" not in {finding.code for finding in findings}


def test_the_stamp_names_version_and_program() -> None:
    """One line for the program, the rest for who opens the file."""
    assert SAME.splitlines()[0] == f"uwanose {__version__} {program_hash(national_code())}"
    assert "uwanose init" in SAME
