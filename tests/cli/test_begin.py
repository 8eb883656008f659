"""init, demo and a bare `uwanose`: the first minutes."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path

import pytest

from tests.cli.typed import typed
from tests.cli.workspaces import ROOT, copied


def test_init_makes_a_workspace_that_has_no_errors(tmp_path: Path) -> None:
    """What one learns on the sample holds there."""
    said = typed("init", tmp_path / "作業")
    assert said.status == 0
    assert "次は: cd" in said.out
    assert sorted(path.name for path in (tmp_path / "作業").iterdir()) == [
        "plugins",
        "profiles",
        "rules",
        "schemas",
    ]
    assert typed("check", "--workspace", tmp_path / "作業").status == 0


def test_init_refuses_a_folder_that_holds_anything(tmp_path: Path) -> None:
    """[U101], and what was there stays."""
    (tmp_path / "大事.txt").write_text("x", "utf-8")
    said = typed("init", tmp_path)
    assert (said.status, "[U101]" in said.err) == (1, True)
    assert [path.name for path in tmp_path.iterdir()] == ["大事.txt"]


@pytest.fixture(scope="module")
def hamlets(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample with a hundredth of its people."""
    own = copied(tmp_path_factory.mktemp("hamlets"))
    file = own / "profiles/kanagawa/consortium.yaml"
    smaller = re.sub(r"(?m)^(      [a-z]+: )(\d+)\d\d$", r"\1\2", file.read_text("utf-8"))
    file.write_text(smaller, "utf-8")
    return own


@pytest.fixture(scope="module")
def shown(hamlets: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration on it."""
    out = tmp_path_factory.mktemp("demo") / "out"
    before = {path: path.read_bytes() for path in hamlets.rglob("*.yaml")}
    said = typed("demo", "--out", out, "--seed", "3", "--workspace", hamlets)
    assert said.status == 0, said.err
    assert "仮定の値" in said.out
    assert {path: path.read_bytes() for path in hamlets.rglob("*.yaml")} == before
    return out


def test_the_demonstration_does_the_whole_job_in_its_own_folder(shown: Path) -> None:
    """People, both businesses for all towns, a closed quarter, fourteen statements, the report."""
    assert len(list((shown / "statements").glob("*.html"))) == 14
    assert (shown / "report" / "report.xlsx").is_file()
    assert (shown / "site" / "index.html").is_file()
    assert (shown / "workspace/profiles/kanagawa/charges/2026Q1.jsonl").is_file()
    summary = json.loads((shown / "summary.json").read_text("utf-8"))
    assert summary["people"] == 337 + 479 + 332 + 299 + 97 + 175 + 117 + 116 + 165 + 126 + 81 + 269 + 422 + 31
    assert set(summary["levied"]) == set(summary["charged"])
    assert len(summary["charged"]) == 14
    assert "resident_tax.exemption.per_capita_base" in summary["assumed"]


def test_typed_again_it_makes_its_folder_anew_with_the_same_results(shown: Path, hamlets: Path) -> None:
    """`make run` may be typed twice; the same seed gives the same bytes, but for the seconds it took."""
    patterns = (
        "statements/*.html",
        "report/*.*",
        "site/*.html",
        "results/*.json",
        "workspace/profiles/kanagawa/charges/*",
    )

    def made() -> dict[str, bytes]:
        return {path.name: path.read_bytes() for pattern in patterns for path in shown.glob(pattern)}

    before = made()
    (shown / "statements" / "古い紙.html").write_text("x", "utf-8")
    assert typed("demo", "--out", shown, "--seed", "3", "--workspace", hamlets).status == 0
    assert made() == before


def test_any_other_folder_is_refused(hamlets: Path, tmp_path: Path) -> None:
    """[U101]: nobody loses a file."""
    (tmp_path / "大事.txt").write_text("x", "utf-8")
    assert "[U101]" in typed("demo", "--out", tmp_path, "--workspace", hamlets).err


def test_a_bare_uwanose_tells_what_waits_and_what_to_type() -> None:
    """Quarters not closed with their due dates, entries under way, the next lines."""
    said = typed("--workspace", ROOT)
    assert said.status == 0
    assert said.out.startswith("今やること（")
    for words in ("点検: 誤り 0件", "未調定: ", "納期限 ", "手続き中: K-018", "uwanose charge draft "):
        assert words in said.out


def test_a_bare_uwanose_speaks_json_and_english() -> None:
    """For a program, and for a guest."""
    assert typed("--json", "--workspace", ROOT).data["errors"] == 0
    assert typed("--lang", "en", "--workspace", ROOT).out.startswith("To do (")


def test_the_menu_runs_the_line_of_a_number(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a terminal only; full-width digits are digits; it prints the equal line first."""
    from uwanose_cli.session import Session

    monkeypatch.setattr(Session, "attended", True)
    monkeypatch.setattr("sys.stdin", io.StringIO("４\n"))
    said = typed("--workspace", ROOT)
    assert "$ uwanose customization list" in said.out
    assert "K-004" in said.out
    monkeypatch.setattr("sys.stdin", io.StringIO("\n"))
    assert "$ uwanose" not in typed("--workspace", ROOT).out


def test_a_folder_that_is_no_workspace_is_told(tmp_path: Path) -> None:
    """[W101] with the command that makes one."""
    said = typed("check", "--workspace", tmp_path)
    assert (said.status, "[W101]" in said.err, "uwanose init" in said.err) == (1, True, True)


@pytest.mark.parametrize(
    "line", [(), ("show", "医療証の標題", "--town", "oi"), ("charge", "draft", "R8-1"), ("demo",), ("audit",)]
)
def test_a_workspace_without_releases_is_told_and_not_a_traceback(
    tmp_path: Path, line: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """[P151], exit status 1; the audit does not call such a workspace sound."""
    own = copied(tmp_path / "own")
    (own / "rules/releases.yaml").unlink()
    monkeypatch.chdir(tmp_path)
    said = typed(*line, "--workspace", own)
    assert said.status == 1
    assert "[P151]" in said.err or "点検の誤りが" in said.out


@pytest.mark.parametrize("line", [("population", "-o", "架空"), ("demo",)])
def test_a_workspace_without_populations_is_told(
    tmp_path: Path, line: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """[U110] with the file to fill in."""
    own = copied(tmp_path / "own")
    file = own / "profiles/kanagawa/consortium.yaml"
    file.write_text(file.read_text("utf-8").replace("  population:", "  people:", 1), "utf-8")
    monkeypatch.chdir(tmp_path)
    said = typed(*line, "--workspace", own)
    assert (said.status, "[U110]" in said.err, "consortium.yaml" in said.err) == (1, True, True)


def test_a_workspace_of_another_version_is_told_in_one_finding(tmp_path: Path) -> None:
    """[P155] from check and from a run; each place it stands for with --details, and in JSON without."""
    own = tmp_path / "作業"
    assert typed("init", own).status == 0
    stamp, items = own / "rules/copied-from.txt", own / "rules/light_vehicle_tax/items.yaml"
    stamp.write_text(re.sub(r" \S+ [0-9a-f]{64}", f" 0.0.9 {'0' * 64}", stamp.read_text("utf-8")), "utf-8")
    items.write_text(
        items.read_text("utf-8").replace("light_vehicle_tax.tax:", "light_vehicle_tax.levy:"), "utf-8"
    )
    checked = typed("check", "--workspace", own)
    assert (checked.status, "[P155]" in checked.out, "[P144]" in checked.out) == (1, True, False)
    assert "uwanose 0.0.9" in checked.out
    assert "[P144]" in typed("check", "--details", "--workspace", own).out
    (finding,) = (
        one for one in typed("check", "--json", "--workspace", own).data["findings"] if one["details"]
    )
    assert finding["code"] == "P155"
    assert {one["code"] for one in finding["details"]} == {
        "P144",
        "P156",
    }  # the renamed result, and who names it
    rows = tmp_path / "車.csv"
    rows.write_text(
        "vehicle_id,owner_id,kind,first_inspected_on\na,a,passenger_private,2015-04-01\n", "utf-8"
    )
    line = ("run", "light_vehicle_tax", "--town", "kaisei", "--year", "R8", rows, "-o", tmp_path / "税.csv")
    assert "[P155]" in typed(*line, "--workspace", own).err
