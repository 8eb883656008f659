"""Whatever bytes stand in a file people write, reading and checking it ends in findings, never in a traceback.

The files of the sample are damaged as people, editors and transfers damage them. `UWANOSE_FUZZ=20000` tries as many examples of
each kind, with chances of their own.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cli.workspaces import ROOT
from uwanose.charging.reading import scan_book
from uwanose.charging.sharing.read_study import read_studies
from uwanose.engine.case_files import read_cases
from uwanose.engine.columns.input_file import open_input
from uwanose.engine.naming import names_of
from uwanose.errors import Finding, Refused
from uwanose.layers.additions import with_additions
from uwanose.layers.checks import check
from uwanose.layers.profile import load_profile
from uwanose.points.catalog import load_catalog
from uwanose.source.files import SourceFolder
from uwanose.workspace import Workspace

MANY = int(os.environ.get("UWANOSE_FUZZ", "0"))
KANAGAWA = "profiles/kanagawa"
WORDS = (
    b"", b"~", b"null", b"[", b"]", b"{", b"}", b"{}", b"- ", b": ", b"#", b"&a ", b"*a", b"!!int ", b"|\n", b"\t", b"\x00", b"\xff",
    b"\r", b"\xef\xbb\xbf", b"\x83\x5c", b"2021", b"-1", b"1e99", b"9999-12-31", b"2021-02-30", b"0001-01-01", b"0.1", b"1/0", b"1/3",
    b"yes", b"K-001", b"K-006", b"oi", b"resident_tax.rate.municipal", b"99999999999999999999999", "：".encode(), "令和".encode(),
    "１２".encode(), "〜".encode(), b"'", b'"', b"<<: ", b"? ", b"---\n", b"...\n", b"%YAML 9\n", b",", b"null,", b'{"a":1}',
)  # fmt: skip


def repeated(normal: int) -> Callable[[Callable[..., None]], Callable[..., None]]:
    return settings(
        max_examples=MANY or normal, derandomize=not MANY, database=None, deadline=None,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip


@st.composite
def damaged(draw: st.DrawFn, data: bytes) -> bytes:
    """Return a file with one to three damages: a line lost, doubled or moved, a word changed, bytes put in, cut off."""
    if draw(st.integers(0, 19)) == 0:
        return draw(st.binary(max_size=200))
    for _ in range(draw(st.integers(1, 3))):
        lines = data.splitlines(keepends=True) or [b"\n"]
        at = draw(st.integers(0, len(lines) - 1))
        word = draw(st.sampled_from(WORDS))
        match draw(st.integers(0, 6)):
            case 0:
                del lines[at]
            case 1:
                lines.insert(at, lines[draw(st.integers(0, len(lines) - 1))])
            case 2:
                lines[at] = b"    " + lines[at]
            case 3:
                parts = lines[at].split(b" ")
                parts[draw(st.integers(0, len(parts) - 1))] = word
                lines[at] = b" ".join(parts)
            case 4:
                head, colon, _ = lines[at].partition(b": ")
                lines[at] = head + colon + word + b"\n"
            case 5:
                place = draw(st.integers(0, len(lines[at])))
                lines[at] = lines[at][:place] + word + lines[at][place:]
            case _:
                lines = [*lines[:at], lines[at][: draw(st.integers(0, len(lines[at])))]]
        data = b"".join(lines)
    return data


@cache
def sample() -> Workspace:
    return Workspace.open(ROOT)


@cache
def profile_files() -> dict[str, bytes]:
    found = SourceFolder.read(ROOT / "profiles", "profiles", findings=[]).contents
    return {name: data for name, data in found.items() if "/charges/" not in name}


def told(findings: list[Finding]) -> None:
    for finding in findings:
        assert finding.ja and finding.en and finding.code, finding


@given(chances=st.data())
@repeated(12)
def test_a_damaged_profile(chances: st.DataObject) -> None:
    """Consortium, prefecture, towns, customizations, assumptions."""
    files = profile_files()
    name = chances.draw(st.sampled_from([name for name in files if name.endswith(".yaml")]))
    changed = {**files, name: chances.draw(damaged(files[name]))}
    findings: list[Finding] = []
    profile = load_profile(SourceFolder.of(changed), sample().national, findings, True)
    catalog = with_additions(sample().national, profile)
    told([*findings, *check(profile, catalog, sample().plugins)])


@given(chances=st.data())
@repeated(40)
def test_a_damaged_national_package(chances: st.DataObject) -> None:
    """Releases, businesses, points with their values, items, inputs: of one small business."""
    files = SourceFolder.read(ROOT / "rules", "rules", suffixes=(), findings=[]).contents
    few = {n: d for n, d in files.items() if n.count("/") == 1 or n.startswith("rules/light_vehicle_tax/")}
    name = chances.draw(
        st.sampled_from([name for name in few if name.endswith(".yaml") and "/cases/" not in name])
    )
    findings: list[Finding] = []
    load_catalog(
        SourceFolder.of({**few, name: chances.draw(damaged(few[name]))}), None, findings, SourceFolder.of({})
    )
    told(findings)


@given(chances=st.data())
@repeated(60)
def test_a_damaged_case_file(chances: st.DataObject) -> None:
    """Of rules and of plugins."""
    files = sorted(
        [*ROOT.glob("rules/light_vehicle_tax/cases/*.yaml"), *ROOT.glob("plugins/*/tests/cases/*.yaml")]
    )
    file = chances.draw(st.sampled_from(files))
    findings: list[Finding] = []
    towns = sample().profile.municipalities
    data = chances.draw(damaged(file.read_bytes()))
    read_cases(data, file.name, sample().catalog, findings, lambda text: text if text in towns else None)
    told(findings)


@given(chances=st.data())
@repeated(60)
def test_a_damaged_study_of_sharing(chances: st.DataObject) -> None:
    """profiles/kanagawa/sharing/*.yaml."""
    name = f"{KANAGAWA}/sharing/first-phase.yaml"
    findings: list[Finding] = []
    files = SourceFolder.of({name: chances.draw(damaged((ROOT / name).read_bytes()))})
    read_studies(files, sample().profile, findings)
    told(findings)


CSV = (
    "住民コード,世帯番号,町村,車種,登録日\nv1,h1,開成町,moped_50cc,2020-04-01\n".encode(),
    b"vehicle_id,owner_id,municipality,kind,registered_on\r\nv1,o1,kaisei,moped,2020-04-01\r\n",
)


@given(chances=st.data())
@repeated(40)
def test_a_damaged_input(chances: st.DataObject) -> None:
    """CSV of people's own programs: wrong columns, wrong bytes, wrong quotes."""
    heading = ",".join(sample().catalog.inputs["light_vehicle_tax"]).encode()
    source = chances.draw(st.sampled_from([*CSV, heading + b"\nv1," + b"1," * heading.count(b",")]))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "in.csv"
        path.write_bytes(chances.draw(damaged(source)))
        try:
            names = names_of(sample().catalog, "light_vehicle_tax", (), [])
            opened = open_input(
                path, names, lambda text: text if text in sample().profile.municipalities else None
            )
            for town in opened.towns or ("oi",):
                opened.table(town)
        except Refused as refused:
            told(list(refused.findings))


@given(chances=st.data())
@repeated(40)
def test_a_damaged_book(chances: st.DataObject, book: tuple[str, bytes]) -> None:
    """A JSON Lines file of a closed quarter."""
    name, data = book
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / name).write_bytes(chances.draw(damaged(data)))
        _, findings = scan_book(Path(folder), "charges")
        told(list(findings))


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, bytes]:
    """The first quarter the sample closes."""
    from tests.cli.typed import typed
    from tests.cli.workspaces import copied

    own = copied(tmp_path_factory.mktemp("book"))
    said = typed(
        "charge", "close", "R8-1", "--on", "R8.4.20", "--document", "組合決裁第12号", "--workspace", own
    )
    assert said.status == 0, said.err
    [file] = (own / KANAGAWA / "charges").glob("*.jsonl")
    return file.name, file.read_bytes()
