"""The compiled catalog: the same as the assembled one, and never trusted beyond its hash."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.points.sample import CODE, FILES, POINTS, folder
from uwanose.errors import Finding
from uwanose.points.artefact import FORMAT, load, store
from uwanose.points.catalog import load_catalog
from uwanose.points.model import Catalog
from uwanose.points.national_code import national_code

ROOT = Path(__file__).resolve().parents[2]
RICH = (
    POINTS
    + """\
vehicle_tax.born: {kind: parameter, label: 日, type: date, values: {2021: 2012-01-01}}
vehicle_tax.until: {kind: parameter, label: 年齢, type: age, values: {2021: 18歳年度末}}
vehicle_tax.on: {kind: parameter, label: 有無, type: flag, values: {2021: はい, 2026: }}
vehicle_tax.kind: {kind: parameter, label: 種別, type: choice, choices: {a: 甲, b: 乙}, values: {2021: 乙}}
vehicle_tax.title: {kind: template, label: 標題, values: {2021: "{{ name }} 様"}}
vehicle_tax.stages:
  kind: table
  label: 段階
  lookup: upto
  columns: {upto: {type: yen, label: 額}, rate: {type: rate, label: 率}, from_day: {type: date, label: 日}}
  values:
    2021: {rows: [{upto: 1_000, rate: 1/3, from_day: 2020-01-01}, {upto: no_limit, rate: 0, from_day: 2020-01-02}]}
    2026: [{value: , withdrawn: "2026.04"}, {value: , known: "2026.04", draft: true, note: 案}]
"""
)


def loaded(cache: Path | None, points: str = RICH, findings: list[Finding] | None = None) -> Catalog:
    """Load the sample with a cache."""
    return load_catalog(
        folder(FILES, points=points), cache, [] if findings is None else findings, folder(CODE)
    )


def artefact(cache: Path) -> Path:
    """Return the one file of a cache."""
    (path,) = cache.iterdir()
    return path


def test_a_compiled_catalog_equals_the_assembled_one(tmp_path: Path) -> None:
    """Every kind of value, every place, every finding."""
    first: list[Finding] = []
    second: list[Finding] = []
    text = RICH.replace("減免の限度額", "税率")  # a warning
    assert loaded(None, text) == loaded(tmp_path, text, first)
    before = artefact(tmp_path).stat().st_mtime_ns
    assert loaded(None, text) == loaded(tmp_path, text, second)
    assert artefact(tmp_path).stat().st_mtime_ns == before
    assert [finding.code for finding in first] == ["P148"]
    assert first == second


def test_another_content_is_compiled_anew(tmp_path: Path) -> None:
    """Rules, formulas: whatever the catalog depends on."""
    loaded(tmp_path)
    before = artefact(tmp_path).read_bytes()
    changed = loaded(tmp_path, RICH.replace("3/100", "5/100"))
    assert changed == loaded(None, RICH.replace("3/100", "5/100"))
    assert artefact(tmp_path).read_bytes() != before


def test_cases_do_not_count(tmp_path: Path) -> None:
    """Writing a case must not slow the next command."""
    loaded(tmp_path)
    before = artefact(tmp_path).stat().st_mtime_ns
    more = folder({**FILES, "rules/vehicle_tax/cases/second.yaml": "- x\n"}, points=RICH)
    load_catalog(more, tmp_path, [], folder(CODE))
    assert artefact(tmp_path).stat().st_mtime_ns == before


def test_a_catalog_with_errors_is_not_kept(tmp_path: Path) -> None:
    """The errors must be told again."""
    findings: list[Finding] = []
    loaded(tmp_path / "cache", RICH.replace("3/100", "0.03"), findings)
    assert [finding.code for finding in findings] == ["P101"]
    assert not (tmp_path / "cache").exists()


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: b"",
        lambda data: data[:-1],
        lambda data: data.replace(b"100]", b"101]", 1),
        lambda data: b"{}",
        lambda data: data.replace(b"uwanose catalog", b"somebody else's", 1),
        lambda data: data.replace(b"catalog %d" % FORMAT, b"catalog 0", 1),
        lambda data: b"\xff\x00" + data,
    ],
)
def test_a_damaged_or_foreign_file_is_ignored_and_written_again(tmp_path: Path, damage: object) -> None:
    """A changed digit in the cache must never become a rate."""
    catalog = loaded(tmp_path)
    sound = artefact(tmp_path).read_bytes()
    assert callable(damage)
    artefact(tmp_path).write_bytes(damage(sound))
    assert loaded(tmp_path) == catalog
    assert artefact(tmp_path).read_bytes() == sound


def test_a_whole_file_of_another_shape_is_ignored(tmp_path: Path) -> None:
    """A cache of another version whose hash is right."""
    catalog = loaded(tmp_path)
    store(tmp_path, "key", catalog, [])
    head, _, body = artefact(tmp_path).read_bytes().partition(b"\n")
    document = json.loads(body)
    document["catalog"][1]["vehicle_tax.rate"].append("more")
    import hashlib

    changed = json.dumps(document).encode()
    head = head.rsplit(b" ", 1)[0] + b" " + hashlib.sha256(changed).hexdigest().encode()
    artefact(tmp_path).write_bytes(head + b"\n" + changed)
    assert load(tmp_path, "key") is None


def test_a_cache_that_cannot_be_used_is_no_mistake(tmp_path: Path) -> None:
    """A read-only installation, a file where the folder should be."""
    (tmp_path / "file").write_text("x")
    assert loaded(tmp_path / "file") == loaded(None)
    assert loaded(tmp_path / "file" / "below") == loaded(None)


def test_dates_of_memory_survive(tmp_path: Path) -> None:
    """Half-open ends and the end of time."""
    catalog = loaded(None)
    point = catalog.points["vehicle_tax.rate"]
    ended = replace(point, values=(replace(point.values[0], until=date(2022, 4, 1)), *point.values[1:]))
    changed = replace(catalog, points={**catalog.points, point.id: ended})
    store(tmp_path, "k", changed, [])
    stored = load(tmp_path, "k")
    assert stored is not None
    assert stored[0] == changed


def test_starting_from_the_compiled_catalog_imports_neither_numpy_nor_the_yaml_parser(tmp_path: Path) -> None:
    """A cold look-up takes a few milliseconds for the whole national package."""
    program = (
        "import sys; from pathlib import Path; from uwanose.points.catalog import load_catalog, Lookup\n"
        "from uwanose.source.files import SourceFolder\n"
        "found = []; rules = SourceFolder.read(Path(sys.argv[1]), 'rules')\n"
        "catalog = load_catalog(rules, Path(sys.argv[2]), found)\n"
        "assert Lookup(catalog).business('個人住民税').id == 'resident_tax'\n"
        "print(sorted({'numpy', 'ruamel', 'ruamel.yaml', '_ruamel_yaml', 'jinja2'} & set(sys.modules)))\n"
    )
    shown = [
        subprocess.run(
            [sys.executable, "-c", program, str(ROOT / "rules"), str(tmp_path)],
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONPATH": str(ROOT / "core"), "PYTHONUTF8": "1"},
        ).stdout
        for _ in range(2)
    ]
    assert "ruamel.yaml" in shown[0]
    assert shown[1].strip() == "[]"


def test_the_code_of_the_package_is_what_formulas_are_read_from() -> None:
    """Files are named as in the repository."""
    assert "core/uwanose/business/__init__.py" in national_code()
