"""The compiled profile is the profile: equal in every field, never stale, never trusted when damaged."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.layers.sample import Union, adopts, agreed
from uwanose.errors import Finding
from uwanose.layers import artefact
from uwanose.layers.compiled import load_or_read_profile
from uwanose.layers.model import Profile
from uwanose.source.files import SourceFolder
from uwanose.workspace import Workspace

ROOT = Path(__file__).parents[2]
BODY = """\
content: {tax.fee: {2021: {value: 3_500, until: 2023-03-31}}, tax.steps: {rows: [{from: 0, amount: 1}]}, tax.notice: 文}
adds:
  tax.k_101.extra: {label: 追加, unit: choice, choices: {a: 甲}}
  tax.k_101.age: {kind: parameter, label: 年齢, type: age, may_set: ordinance, values: {2021: 18歳年度末}}
  tax.k_101.share: {kind: parameter, label: 率, type: rate, may_set: ordinance, values: {2021: 1/3}}
  tax.k_101.rows: {kind: table, label: 表, may_set: ordinance, lookup: upto, columns: {upto: {type: yen, label: 以下}, rate: {type: rate, label: 率}}, values: {2021: {rows: [{upto: no_limit, rate: 6%}]}}}
  tax.k_101.day: {kind: parameter, label: 日, type: date, may_set: ordinance, values: {2021: R3.4.1}}
versions:
  - {from: 2024-04-01, reason: defect, content: {tax.fee: 3_600}, approval: {on: 2024-01-10, document: 決裁2, content: pending}}
retired: {on: 2026-03-31, document: 決裁9}
sharing: {method: population, late_join: retroactive, window_months: 12, on_leave: lump}
taken_over_by: {hayama: 覚書}
wishes: [{town: hayama, from: 2025-04-01}]
costs:
  - {id: a, kind: one_off, budget: 1, quoted: 2, actual: 3, start: 2021-04, charge: spread, months: 60, document: 請求}
  - {id: b, kind: recurring, yearly: 5, start: 2021-04, end: 2026-04, settled: {2021: 4, 2022: 6}}
"""


def files(union: Union) -> SourceFolder:
    """Return the files of a union as a folder."""
    return SourceFolder.of({f"profiles/kanagawa/{name}": text.encode() for name, text in union.files.items()})


def rich() -> Union:
    """Return a union in which everything occurs that a profile can hold."""
    union = (
        Union()
        .entry("K-101", BODY)
        .entry("K-102", "content: {tax.relief: {plugin: oi, mode: wrap, after: K-101}}")
    )
    union.replace(
        "consortium.yaml",
        "due_dates:",
        "instalments: {2: [{above: 10_000_000, due: [08-20, 09-20]}]}\ndue_dates:",
    )
    union.prefecture(
        "tax.surcharge: {2021: {value: 1, draft: true, known: '2020.04'}}", final="[tax.surcharge]"
    )
    union.add("prefecture.yaml", "adopts:\n" + agreed("K-102", "2021-04-01"))
    union.town(
        "oi", "tax.base: {2021: {value: , note: 未確認}}", adopts("K-101", "2021-04-01", "until: 2026-03-31")
    )
    return union.change("assumptions.yaml", "settings: {tax.unset: {2020: 5}}\n").pinned()


def read(union: Union, cache: Path | None, findings: list[Finding] | None = None) -> Profile:
    """Read a union, with assumptions, through a cache."""
    return load_or_read_profile(
        files(union), union.national, cache, [] if findings is None else findings, True
    )


def test_a_compiled_profile_is_equal_in_every_field(tmp_path: Path) -> None:
    """Values of every type, dates, fractions, months, places."""
    union = rich()
    plain = union.profile(assume=True)
    artefact.store(tmp_path, "key", plain)
    assert artefact.load(tmp_path, "key") == plain


def test_the_bundled_profile_survives_being_compiled(tmp_path: Path) -> None:
    """Fourteen towns and the whole register."""
    profile = Workspace(ROOT, writable=False).profile
    artefact.store(tmp_path, "key", profile)
    assert artefact.load(tmp_path, "key") == profile


def test_a_second_reading_comes_from_the_cache_and_a_changed_file_does_not(tmp_path: Path) -> None:
    """One comment more is another file: nothing stale is ever handed out."""
    union = Union()
    first = read(union, tmp_path)
    stored = (tmp_path / "profile-assumed.json").read_bytes()
    assert read(union, tmp_path) == first
    union.add("towns/oi.yaml", "settings: {tax.base: {2021: 330_000}}\n")
    assert read(union, tmp_path).settings[0].values[0].value == 330_000
    assert (tmp_path / "profile-assumed.json").read_bytes() != stored


def test_assumptions_do_not_stay_behind_in_the_cache(tmp_path: Path) -> None:
    """仮定 is there only when asked."""
    union = Union().change("assumptions.yaml", "settings: {tax.unset: {2020: 5}}\n")
    assert len(read(union, tmp_path).assumptions) == 1
    assert load_or_read_profile(files(union), union.national, tmp_path, [], False).assumptions == ()


def test_the_profile_with_assumptions_and_the_one_without_are_kept_side_by_side(tmp_path: Path) -> None:
    """A run with --assume does not make the next look-up slow."""
    union = Union()
    read(union, tmp_path)
    load_or_read_profile(files(union), union.national, tmp_path, [], False)
    assert {path.name for path in tmp_path.iterdir()} == {"profile.json", "profile-assumed.json"}


def test_a_profile_with_findings_is_never_kept(tmp_path: Path) -> None:
    """What reading has to tell it tells every time."""
    union = Union().town("oi", "tax.bas: {2021: 1}")
    for _ in range(2):
        findings: list[Finding] = []
        read(union, tmp_path, findings)
        assert [finding.code for finding in findings] == ["L101"]
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("damage", [b"", b"uwanose profile 1 key\n{}", b"\xff\xfe", b"[]"])
def test_a_damaged_cache_changes_nothing(tmp_path: Path, damage: bytes) -> None:
    """It is made anew."""
    union = Union()
    (tmp_path / "profile-assumed.json").write_bytes(damage)
    assert read(union, tmp_path) == union.profile()


def test_one_changed_byte_in_the_cache_is_noticed(tmp_path: Path) -> None:
    """The head carries the hash of the body."""
    artefact.store(tmp_path, "key", Union().profile())
    stored = (tmp_path / "profile.json").read_bytes()
    (tmp_path / "profile.json").write_bytes(stored.replace("葉山町".encode(), "横浜市".encode(), 1))
    assert artefact.load(tmp_path, "key") is None
    assert artefact.load(tmp_path / "missing", "key") is None


def test_a_cache_that_cannot_be_written_is_no_mistake(tmp_path: Path) -> None:
    """A file stands where the folder should be."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    union = Union()
    assert read(union, tmp_path / "file") == union.profile()
