"""A poll by the commands alone: begun, answered, decided both ways, and what the rules forbid."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from tests.cli.typed import Said, typed
from tests.cli.workspaces import ROOT, copied
from uwanose.workspace import Workspace
from uwanose.workspace.journal import read
from uwanose_cli.situation import Situation

NEW = (
    "customization", "new", "--title", "医療証の標題に郡名を入れる", "--business", "medical_subsidy", "--town", "大井町,松田町",
    "--on", "R8.6.5", "--document", "要望令8-05", "--from", "R9.4.1", "--set", "医療証の標題=足柄上郡医療証",
)  # fmt: skip
POLL = (
    "wg", "poll", "K-024", "--on", "R8.9.1", "--document", "意向照会令8-1", "--until", "R8.10.30", "--one-off", "1,400,000",
    "--yearly", "120,000",
)  # fmt: skip
DECIDE = ("wg", "decide", "P-002", "--on", "R8.11.12", "--document", "福祉WG令8-4")
FOLDER = "profiles/kanagawa"


def answer(towns: str, position: str, *more: str) -> tuple[str, ...]:
    return ("wg", "answer", "P-002", "--town", towns, "--position", position, "--on", "R8.9.20", "--document", "回答令8-1", *more)  # fmt: skip


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with a draft and the poll about it, copied by each test that writes."""
    own = copied(tmp_path_factory.mktemp("asked"))
    for line in (NEW, POLL):
        assert typed(*line, "--yes", "-w", own).status == 0, line
    return own


@pytest.fixture
def own(asked: Path, tmp_path: Path) -> Path:
    shutil.copytree(asked, tmp_path / "own")
    return tmp_path / "own"


def act(own: Path, *line: str) -> Said:
    return typed(*line, "--yes", "-w", own)


def test_a_poll_begins_with_an_estimate_and_the_group_that_decides_such_things(asked: Path) -> None:
    """The group is the one that decided last about the business; the estimate stands as a budget until there is a quote."""
    shown = typed("wg", "show", "P-002", "--json", "-w", asked).data
    assert shown["working_group"] == "福祉"
    assert set(shown["positions"].values()) == {"unanswered"}
    assert len(shown["positions"]) == 14
    situation = Situation(Workspace.open(asked), date(2026, 10, 31))
    assert "照会中: P-002（K-024）　未回答 14町村、期限 2026-10-30を過ぎています　uwanose wg show P-002" in [
        *situation.lines("ja")
    ]
    assert "uwanose wg show P-002" in [choice.line for choice in situation.choices()]
    text = (asked / FOLDER / "customizations/K-024.yaml").read_text("utf-8")
    assert "{id: build, kind: one_off, budget: 1_400_000, start: 2027-04, charge: at_payment}" in text


def test_not_unanimous_makes_a_customization_of_those_in_favour_with_its_price(own: Path) -> None:
    """Ten in favour of fourteen: ten wish it, ten pay 140,000 yen each and 12,000 a year, nobody else pays anything."""
    favour = "大井町,松田町,中井町,葉山町,寒川町,大磯町,二宮町,山北町,真鶴町,愛川町"
    assert act(own, *answer(favour, "賛成")).status == 0
    assert act(own, *answer("開成町", "条件付", "--condition", "いまの様式も選べること")).status == 0
    assert act(own, *answer("箱根町", "反対")).status == 0
    said = typed("wg", "show", "P-002", "-w", own).out
    assert "県仕様にはなりません（賛成 10／14町村）。賛成10町村の共同カスタマイズとします。" in said
    assert "大井町 初期140,000円・年12,000円" in said
    assert "次は: 2町村の回答（期限 2026-10-30）　uwanose wg answer P-002 --town 湯河原町,清川村" in said
    decided = act(own, *DECIDE)
    assert decided.status == 0
    assert decided.out.count("初期140,000円・年12,000円") == 10
    assert "初期費用 1,400,000円、毎年 120,000円。" in decided.out
    assert "次は: 見積" in decided.out
    entry = (own / FOLDER / "customizations/K-024.yaml").read_text("utf-8")
    assert entry.count("  - {town: ") == 10
    assert "{working_group: 福祉, on: 2026-11-12, document: 福祉WG令8-4, outcome: town}" in entry
    assert "# 下書き。" in entry
    entries = list(read(own / FOLDER / "journal.jsonl"))
    assert entries[-1].command == "uwanose wg decide P-002 --outcome town --on 2026-11-12 --document '福祉WG令8-4'"  # fmt: skip
    assert typed("check", "-w", own).status == 0


def test_unanimous_makes_the_specification_of_the_prefecture_paid_by_all(own: Path) -> None:
    """By the union's own sharing: 1,400,000 yen in fourteen parts that add up, and everybody's agreement comes next."""
    assert act(own, *answer("all", "賛成")).status == 0
    done = typed(*DECIDE, "--yes", "--json", "-w", own)
    assert (done.status, done.data["outcome"], done.data["written"]) == (0, "prefecture", True)
    burdens = done.data["burdens"]
    assert (len(burdens), sum(one["one_off"] for one in burdens.values())) == (14, 1_400_000)
    assert len({one["one_off"] for one in burdens.values()}) > 10
    entry = (own / FOLDER / "customizations/K-024.yaml").read_text("utf-8")
    assert "outcome: prefecture" in entry
    assert entry.count("  - {town: ") == 2


def test_without_a_yes_nothing_is_written(own: Path) -> None:
    """A pipe says no; --dry-run shows and ends well."""
    file = own / FOLDER / "polls/P-002.yaml"
    before = file.read_bytes()
    assert typed(*answer("大井町", "賛成"), "-w", own).status == 1
    assert typed(*answer("大井町", "賛成"), "--dry-run", "-w", own).status == 0
    assert file.read_bytes() == before


@pytest.mark.parametrize(
    ("line", "status", "code"),
    [
        (("wg", "poll", "K-024", "--on", "R8.9.2", "--document", "x"), 1, "[V145]"),
        (("wg", "poll", "K-018", "--on", "R8.6.1", "--document", "x"), 1, "[V140]"),
        (("wg", "poll", "K-018", "--on", "R8.9.1", "--document", "x", "--yearly", "1"), 1, "[V151]"),
        (("wg", "poll", "K-004", "--on", "R8.9.1", "--document", "x", "--from", "R9.4.1"), 1, "[R143]"),
        (("wg", "poll", "K-014", "--on", "R8.9.1", "--document", "x"), 2, "--from"),
        (answer("開成町", "条件付"), 1, "[V142]"),
        (answer("開成町", "賛成", "--condition", "x"), 1, "[V143]"),
        (answer("開成町", "さんせい"), 2, "回答「さんせい」は見つかりません。近いもの: 賛成"),
        ((*DECIDE, "--outcome", "県仕様"), 1, "[V146]"),
        (("wg", "show", "P-0002"), 2, "近いもの: P-002"),
    ],
)
def test_what_cannot_be_recorded_is_told_before_anything_is_written(
    asked: Path, line: tuple[str, ...], status: int, code: str
) -> None:
    """With its code, or the nearest name."""
    before = sorted(asked.joinpath(FOLDER).rglob("*.yaml"))
    more = () if line[1] == "show" else ("--yes",)
    said = typed(*line, *more, "-w", asked)
    assert (said.status, code in said.err) == (status, True), said.err
    assert sorted(asked.joinpath(FOLDER).rglob("*.yaml")) == before


def test_the_list_tells_how_many_say_what_in_both_languages() -> None:
    """Of the sample's poll: two in favour, one on a condition, ten against, one without an answer."""
    said = typed("wg", "list", "-w", ROOT)
    assert (said.status, "P-001  K-005 こども医療証  福祉" in said.out) == (0, True)
    assert [*said.out.splitlines()[2].split()[-5:]] == ["2", "1", "10", "1", "町村個別カスタマイズ"]
    english = typed("wg", "show", "P-001", "--lang", "en", "-w", ROOT).out
    assert "14 towns asked: 2 in favour, 1 on a condition, 10 against, 1 no answer" in english
