"""Opening a workspace: the given folder, else the nearest parent, else the bundled data, which nobody writes to."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tests.cli.workspaces import copied
from uwanose.errors import Refused
from uwanose.workspace import Workspace, bundled
from uwanose.workspace.folders import cache_folder, workspace_root
from uwanose.workspace.journal import read

ROOT = Path(__file__).parents[2]
DAY = date(2026, 4, 1)
NOON = datetime(2026, 4, 1, 12, tzinfo=UTC)


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """Copy the bundled profiles and plugins to a workspace of one's own; the rules stay the bundled ones."""
    return copied(tmp_path, ("profiles", "plugins"))


def test_the_bundled_sample_opens_and_resolves_for_all_fourteen_towns() -> None:
    """From the checkout the data are read where they lie."""
    workspace = Workspace.open(ROOT)
    towns = list(workspace.profile.municipalities)
    assert towns == [
        "hayama", "samukawa", "oiso", "ninomiya", "nakai", "oi", "matsuda", "yamakita", "kaisei", "hakone", "manazuru",
        "yugawara", "aikawa", "kiyokawa",
    ]  # fmt: skip
    assert len({workspace.rules(town, DAY).municipality for town in towns}) == 14
    assert workspace.release == workspace.catalog.latest


def test_the_bundled_profile_has_no_errors_of_layers_register_and_plugins() -> None:
    """The sample is a good example; hashes and seen entries are those of the code and values beside it."""
    findings = Workspace.open(ROOT).findings
    assert [finding.text() for finding in findings if finding.code[0] in "LRGW"] == []


def test_what_the_register_adds_is_in_the_catalog_with_its_owner() -> None:
    """The national package alone does not know it."""
    workspace = Workspace.open(ROOT)
    added = {point.id for point in workspace.catalog if point.owner}
    assert "medical_subsidy.k_001.outpatient_age" in added
    assert not added & set(workspace.national.points)


def test_the_nearest_parent_with_profiles_is_the_workspace(own: Path) -> None:
    """As with git, one may stand anywhere inside."""
    assert workspace_root(None, own / "profiles" / "kanagawa" / "towns") == (own, True)


def test_without_any_workspace_the_bundled_data_are_opened_read_only(tmp_path: Path) -> None:
    """Looking things up works anywhere; writing does not."""
    root, writable = workspace_root(None, tmp_path)
    assert (root, writable) == (bundled("profiles").parent, False)


@pytest.mark.parametrize("name", ["missing", "empty"])
def test_a_folder_that_is_no_workspace_is_refused_with_the_command_that_makes_one(
    tmp_path: Path, name: str
) -> None:
    """A wrong --workspace is told before anything is read."""
    (tmp_path / "empty").mkdir()
    with pytest.raises(Refused) as told:
        Workspace.open(tmp_path / name)
    (finding,) = told.value.findings
    assert finding.code == "W101"
    assert f"uwanose init {tmp_path / name}" in finding.remedy_ja


def test_an_edited_town_shows_at_once_in_a_workspace_of_ones_own(own: Path) -> None:
    """Profiles are read where they lie; the national rules come from the package."""
    workspace = Workspace(own, writable=True, installed=False)
    file = "profiles/kanagawa/towns/oi.yaml"
    before = workspace.resolver.stack("oi", "resident_tax.exemption.per_capita_base", DAY)[0]
    assert (before.value, before.place.file) == (320_000, file)
    changed = (own / file).read_bytes().replace(b"320_000", b"330_000")
    workspace.write(file, changed, command="uwanose set", who="税務課", when=NOON)
    after = Workspace(own, writable=True, installed=False)
    assert after.resolver.stack("oi", "resident_tax.exemption.per_capita_base", DAY)[0].value == 330_000


def test_each_write_leaves_one_line_in_the_journal(own: Path) -> None:
    """処理履歴: when, who, which command, which file, and the hashes before and after; nothing is rewritten."""
    workspace = Workspace(own, writable=True, installed=False)
    file = "profiles/kanagawa/towns/oi.yaml"
    old = (own / file).read_bytes()
    workspace.write(file, old + b"# 1\n", command="uwanose set", who="税務課", when=NOON)
    first = workspace.journal.read_bytes()
    workspace.write("profiles/kanagawa/new.yaml", b"a: 1\n", command="uwanose set", who="税務課", when=NOON)
    assert workspace.journal.read_bytes().startswith(first)
    one, two = read(workspace.journal)
    assert (one.when, one.who, one.command, one.file) == (
        "2026-04-01T12:00:00+00:00",
        "税務課",
        "uwanose set",
        file,
    )
    assert one.before == hashlib.sha256(old).hexdigest()
    assert one.after == hashlib.sha256(old + b"# 1\n").hexdigest()
    assert (two.before, two.after) == ("", hashlib.sha256(b"a: 1\n").hexdigest())


def test_a_line_of_the_journal_edited_by_hand_is_told(own: Path) -> None:
    """The journal is a record; a broken line is named, not skipped."""
    workspace = Workspace(own, writable=True, installed=False)
    workspace.journal.write_text('{"when": "2026"}\n', encoding="utf-8")
    with pytest.raises(Refused) as told:
        list(read(workspace.journal))
    assert str(told.value.findings[0].place) == f"{workspace.journal}:1:1"


def test_a_file_that_cannot_be_written_is_told(own: Path) -> None:
    """A folder stands in its place: nothing changes, no traceback."""
    workspace = Workspace(own, writable=True, installed=False)
    with pytest.raises(Refused) as told:
        workspace.write("profiles/kanagawa/towns", b"", command="uwanose set")
    assert [finding.code for finding in told.value.findings] == ["W105"]


def test_a_package_without_any_release_is_told_and_not_resolved(own: Path) -> None:
    """A broken package ends in findings, never in a traceback."""
    (own / "rules").mkdir()
    workspace = Workspace(own, writable=True, installed=False)
    assert any(finding.code.startswith("P") for finding in workspace.findings)
    with pytest.raises(Refused):
        workspace.rules("oi", DAY)


def test_bundled_data_are_never_written_to(own: Path) -> None:
    """The finding tells how to make a workspace of one's own; not a byte changes."""
    workspace = Workspace(own, writable=False)
    with pytest.raises(Refused) as told:
        workspace.write("profiles/kanagawa/new.yaml", b"a: 1\n", command="uwanose set")
    assert [finding.code for finding in told.value.findings] == ["W102"]
    assert "uwanose init" in told.value.findings[0].remedy_ja
    assert not (own / "profiles/kanagawa/new.yaml").exists()
    assert not workspace.journal.exists()


def test_nothing_is_written_outside_the_workspace(own: Path) -> None:
    """Neither by an absolute path nor by ``..``."""
    workspace = Workspace(own, writable=True)
    for path in ("../outside.yaml", str(own.parent / "outside.yaml")):
        with pytest.raises(Refused) as told:
            workspace.write(path, b"", command="uwanose set")
        assert [finding.code for finding in told.value.findings] == ["W103"]


def test_assumptions_are_taken_only_when_asked_and_from_any_file(own: Path, tmp_path: Path) -> None:
    """仮定: the profile's own, or those of a file; a file that is not there is told."""
    file = tmp_path / "mine.yaml"
    file.write_text("settings: {resident_tax.exemption.per_capita_base: {2021: 300_000}}\n", encoding="utf-8")

    def origin(assume: bool | Path) -> str:
        stack = Workspace(own, writable=True, assume=assume, installed=False).resolver.stack(
            "hakone", "resident_tax.exemption.per_capita_base", DAY
        )
        return stack[0].place.file if stack else ""

    assert origin(False) == ""
    assert origin(True) == "profiles/kanagawa/assumptions.yaml"
    assert origin(file) == str(file)
    with pytest.raises(Refused) as told:
        origin(tmp_path / "missing.yaml")
    assert told.value.findings[0].code == "W104"


def test_the_code_handed_out_is_the_code_that_was_hashed() -> None:
    """The engine executes these bytes and no others."""
    workspace = Workspace.open(ROOT)
    layers = [layer for chain in workspace.rules("kiyokawa", DAY).code.values() for layer in chain]
    assert {layer.customization for layer in layers} >= {"K-001", "K-002", "K-004"}
    for layer in layers:
        assert workspace.code(layer).data == (ROOT / layer.file).read_bytes()


def test_the_compiled_package_is_kept_in_the_workspace_or_in_the_users_cache(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Never in read-only data."""
    assert cache_folder(tmp_path, True) == tmp_path / ".uwanose" / "cache"
    if sys.platform != "win32":
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))
        assert cache_folder(tmp_path, False) == tmp_path / "xdg" / "uwanose"


def test_looking_up_one_point_imports_neither_numpy_nor_jinja2() -> None:
    """``show`` is a command one types between two telephone calls."""
    code = (
        "import sys; from datetime import date; from uwanose.workspace import Workspace\n"
        f"w = Workspace.open({str(ROOT)!r})\n"
        "w.resolver.stack('oi', 'resident_tax.exemption.per_capita_base', date(2026, 4, 1))\n"
        "heavy = {'numpy', 'jinja2', 'rich', 'click', 'xlsxwriter', 'pyarrow', 'pluggy', 'importlib.metadata'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    out = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT,
        env={"PYTHONPATH": str(ROOT / "core"), "PATH": ""},
    )  # fmt: skip
    assert out.stdout.strip() == "[]"
