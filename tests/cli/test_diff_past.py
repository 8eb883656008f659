"""`uwanose diff` with the past: a commit, the state that was approved, a frozen release."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.cli.typed import typed
from tests.cli.workspaces import ROOT, copied

DAY = ("--on", "R9.4.1")
K_005 = "profiles/kanagawa/customizations/K-005.yaml"
K_006 = "plugins/oi/uwanose_oi/k_006.py"


def git(own: Path, *words: str) -> None:
    """Run git as nobody in particular."""
    name = ("-c", "user.name=x", "-c", "user.email=x@example.jp", "-c", "commit.gpgsign=false")
    subprocess.run(["git", "-C", str(own), *name, *words], check=True, capture_output=True)


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace in a folder of a repository, with three changes since its commit: a setting, a text, a program."""
    if shutil.which("git") is None:
        pytest.skip("no git here")
    top = tmp_path_factory.mktemp("kept")
    own = copied(top / "work")
    (own / ".gitignore").write_text(".uwanose\n", "utf-8")
    git(top, "init", "--quiet")
    git(top, "add", "work")
    git(top, "commit", "--quiet", "--message", "one")
    changed = {
        own / K_005: ("こども医療証\n", "こども医療の証\n"),
        own / K_006: ("    return np.where", "    return 1 * np.where"),
    }
    for path, (before, after) in changed.items():
        text = path.read_text("utf-8")
        assert before in text
        path.write_text(text.replace(before, after, 1), "utf-8")
    typed(
        "set", "均等割の非課税限度の基本額", "300,000", "--town", "大磯町", "--from", "R9", "--yes", "-w", own
    )
    return own


def test_what_changed_in_a_town_since_a_commit_with_both_places(own: Path) -> None:
    """A setting and a text; the right side left out is the town as it is now."""
    said = typed("diff", "大磯町@git:HEAD", *DAY, "-w", own)
    assert said.status == 0, said.err
    assert f"    - こども医療証　個別 K-005　{K_005}:" in said.out
    assert f"    + こども医療の証　個別 K-005　{K_005}:" in said.out
    assert "    - 320,000円　町村の設定" in said.out
    assert "    + 300,000円　町村の設定" in said.out
    assert "違い 2件（値 1、文書の文面 1）" in said.out


def test_code_that_changed_inside_says_so(own: Path) -> None:
    """The town may come from the options, too."""
    said = typed("diff", "git:HEAD", "--town", "大井町", "--lang", "en", "-w", own).out
    assert " at commit " in said.splitlines()[0]
    assert "(national_health_insurance.child_per_head_relief)" in said.replace("（", "(").replace("）", ")")
    assert "the same arguments, other code inside" in said
    assert "1 differences" in said


def test_the_lines_that_changed_since_an_approval(own: Path) -> None:
    """Found by the hash that was approved: of the content in one entry, of the program in the other."""
    content = typed("diff", "決裁:K-005", "--json", "-w", own).data["approvals"]
    assert [(one["content_changed"], one["program_changed"]) for one in content] == [(True, False)]
    assert "+  medical_subsidy.certificate.title: こども医療の証" in content[0]["files"][K_005]
    program = typed("diff", "approval:K-006", "-w", own).out
    assert (
        "K-006 国保税の子どもの均等割の全額減免: 2020-02-10 の決裁（組合決裁令元-31）の後にプログラムが変わっています。"
        in program
    )
    assert f"  {K_006}\n" in program
    assert "    -    return np.where" in program
    assert typed("diff", "決裁:K-007", "-w", own).out.endswith("のままです。\n")


def test_without_git_only_what_needs_it_is_refused(own: Path, tmp_path: Path) -> None:
    """The hash still tells that something has changed; dates and releases are compared as ever."""
    bare = tmp_path / "bare"
    shutil.copytree(own, bare)
    refused = typed("diff", "git:HEAD", "-w", bare)
    assert (refused.status, "[W110]" in refused.err) == (1, True)
    said = typed("diff", "決裁:K-005", "-w", bare)
    assert (said.status, "git で管理されていないので" in said.out) == (0, True)


@pytest.mark.parametrize(
    ("line", "status", "words"),
    [
        (("git:nothing",), 1, "[W111]"),
        (("git:--all",), 1, "[W111]"),
        (("git:HEAD", "git:HEAD@git:HEAD"), 2, "同じ種類のもの"),
        (("大磯町",), 2, "右に、比べるもの"),
        (("決裁:K-005", "大磯町"), 2, "右は書けません"),
        (("決裁:K-999",), 2, "K-999"),
    ],
)
def test_a_side_that_cannot_be_is_told(own: Path, line: tuple[str, ...], status: int, words: str) -> None:
    """With the reason and what to write."""
    said = typed("diff", *line, "-w", own)
    assert (said.status, words in said.err) == (status, True), said.err


def test_a_frozen_release_is_what_its_archive_holds() -> None:
    """What the program computes today under the same declarations differs by nothing but what 2026.04 made known."""
    said = typed("diff", "2025.04", "2026.04", "--on", "R8.4.1", "--json", "-w", ROOT)
    [found] = said.data["differences"].values()
    assert found
    assert {one["kind"] for one in found} <= {"parameter", "table", "template"}
