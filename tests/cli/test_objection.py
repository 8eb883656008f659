"""`uwanose charge objection`: from the town's objection to the manager's decision, in the order of 地方自治法第291条."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.typed import Said, typed
from tests.cli.workspaces import copied

FILE = "profiles/kanagawa/burden_objections.yaml"
FILED = ("file", "令和8-1-006", "--on", "R8.4.28", "--document", "大井町発第12号", "--reason", "初期費用の額")
ASKED = ("consult", "異議令和8-1", "--on", "R8.5.7")
SPOKE = ("opinion", "異議令和8-1", "--on", "R8.5.20", "--document", "議決第3号")
DECIDED = ("decide", "異議令和8-1", "--on", "R8.5.25", "--document", "組合決裁第20号", "--outcome", "認容")


@pytest.fixture(scope="module")
def closed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace whose first quarter of 2026 is closed."""
    own = copied(tmp_path_factory.mktemp("objection"))
    close = (
        "charge",
        "close",
        "R8-1",
        "--on",
        "2026-04-20",
        "--document",
        "組合決裁第12号",
        "--workspace",
        own,
    )
    assert typed(*close).status == 0
    return own


@pytest.fixture
def own(closed: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    shutil.copytree(closed, tmp_path / "own")
    return tmp_path / "own"


def said(own: Path, *line: str) -> Said:
    """Type an act, sure of it."""
    return typed("charge", "objection", *line, *(() if line[0] == "list" else ("--yes",)), "--workspace", own)


def test_from_the_objection_to_the_correction(own: Path) -> None:
    """Each step says what comes next; the file keeps them all, and the journal says who typed them."""
    for line, following in (
        (FILED, "次は: 議会に諮る　uwanose charge objection consult 異議令和8-1 --on 日付"),
        (
            ASKED,
            "次は: 議会の意見を待つ　uwanose charge objection opinion 異議令和8-1 --on 日付 --document 文書番号",
        ),
        (
            SPOKE,
            "次は: 管理者が決定する　uwanose charge objection decide 異議令和8-1 --on 日付 --document 文書番号 --outcome 結果",
        ),
        (DECIDED, "次は: 台帳を直して変更調定　uwanose charge correct 2026Q1"),
    ):
        answer = said(own, *line)
        assert (answer.status, following in answer.out.splitlines()) == (0, True), answer.out + answer.err
    assert (own / FILE).read_text("utf-8").splitlines()[1:] == [
        "objections:",
        "  - {id: 異議令和8-1, by: oi, statement: 令和8-1-006, on: 2026-04-28, document: 大井町発第12号, reason: 初期費用の額, "
        "assembly: {asked: 2026-05-07, answered: 2026-05-20, document: 議決第3号}, "
        "decision: {on: 2026-05-25, document: 組合決裁第20号, outcome: upheld}}",
    ]
    journal = next(own.rglob("journal*")).read_text("utf-8")
    assert journal.count("uwanose charge objection ") == 4
    [listed] = said(own, "list", "--json").data
    assert (listed["town"], listed["outcome"], listed["waits_for"]) == ("oi", "upheld", "done")
    assert "[C154]" in typed("check", "--workspace", own).out + typed("check", "--workspace", own).err


def test_the_sentence_names_town_yen_and_last_day(own: Path) -> None:
    """The 30 days run from the notice, or from the day it came."""
    answer = said(own, *FILED, "--dry-run")
    assert "大井町が、令和8-1-006（" in answer.out
    assert "申出の期限は 2026-05-20 です" in answer.out
    assert "申出の期限は 2026-05-22 です" in said(own, *FILED, "--received", "R8.4.22", "--dry-run").out
    assert not (own / FILE).exists()


def test_a_late_objection_is_recorded_with_a_warning(own: Path) -> None:
    """Whether it is inadmissible is for the manager to say."""
    late = said(own, *FILED[:2], "--on", "R8.5.21", *FILED[4:])
    assert (late.status, "[C151]" in late.out + late.err) == (0, True)
    on_time = said(own, "file", "令和8-1-001", "--on", "R8.5.21", *FILED[4:], "--received", "R8.4.21")
    assert (on_time.status, "[C151]" in on_time.out + on_time.err) == (0, False)
    assert [one["id"] for one in said(own, "list", "--json").data] == ["異議令和8-1", "異議令和8-2"]


@pytest.mark.parametrize(
    ("done", "line", "status", "told"),
    [
        ((), ("file", "令和8-1-060", *FILED[2:]), 2, "近いもの: 令和8-1-0"),
        ((), ASKED, 2, "異議「異議令和8-1」は見つかりません"),
        ((FILED,), SPOKE, 1, "[C155]"),
        ((FILED,), DECIDED, 1, "[C155]"),
        ((FILED,), (*ASKED[:3], "R8.4.27"), 1, "[C156]"),
        ((FILED, ASKED), ASKED, 1, "[C155]"),
        ((FILED, ASKED, SPOKE), (*DECIDED[:3], "R8.5.19", *DECIDED[4:]), 1, "[C156]"),
    ],
)
def test_what_is_out_of_order_is_refused(
    own: Path, done: tuple[tuple[str, ...], ...], line: tuple[str, ...], status: int, told: str
) -> None:
    """And nothing is written."""
    for step in done:
        assert said(own, *step).status == 0
    before = (own / FILE).read_bytes() if done else None
    answer = said(own, *line)
    assert (answer.status, told in answer.err) == (status, True), answer.err
    assert ((own / FILE).read_bytes() if (own / FILE).exists() else None) == before


def test_an_empty_list_says_how_to_begin(own: Path) -> None:
    """No file yet is no mistake; a file that cannot be read is refused before anything is added."""
    assert "uwanose charge objection file" in said(own, "list").out
    (own / FILE).write_text("objections: [{id: x}]\n", "utf-8")
    answer = said(own, *FILED)
    assert (answer.status, "[S121]" in answer.err) == (1, True)
