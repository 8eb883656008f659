"""The agenda paper of a poll: question, values of all towns, answers, prices and effect, as a page and as a workbook."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.typed import typed
from tests.cli.workspaces import ROOT, copied
from tests.documents.spreadsheet import Calculator

ON = ("--on", "R8.10.1")
BILLS = """bill_id,resident_id,municipality,treated_on,birth_date,first_certified_on,physical_grade,care,visits,insured_share,own_total_income_same,own_total_income_previous
1,r1,oi,2026-05-11,1970-05-01,2000-06-01,2,通院,2,4000,0,0
2,r2,oi,2026-05-11,1970-05-01,2000-06-01,3,通院,2,5000,0,0
3,r2,oi,2026-06-11,1970-05-01,2000-06-01,3,通院,1,2500,0,0
4,r3,oi,2026-05-11,1970-05-01,2000-06-01,4,通院,2,6000,0,0
"""
ENTRY = """id: K-024
title: {ja: 障害者手帳3級への拡大, en: Grade 3}
business: medical_subsidy_disability
door: own_measure
request: {by: [oi], on: 2026-06-05, document: 要望令8-05}
wishes: [{town: oi, from: 2027-04-01}]
content:
  medical_subsidy_disability.who.physical_grade: 3
costs:
  - {id: build, kind: one_off, budget: 1_200_000, start: 2027-04, charge: at_payment}
  - {id: upkeep, kind: recurring, yearly: 240_000, start: 2027-04}
"""
POLL = """id: P-002
customization: K-024
working_group: 福祉
from: 2027-04-01
asked: {on: 2026-09-01, document: 意向照会令8-1}
answers:
  - {town: oi, position: agree, on: 2026-09-02, document: 回答1}
  - {town: matsuda, position: agree, on: 2026-09-02, document: 回答1}
  - {town: hakone, position: conditional, on: 2026-09-02, document: 回答2, condition: 精神1級も}
"""


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A draft that covers grade 3 of the handbook as well, asked of all; two are in favour, 箱根町 on a condition."""
    own = copied(tmp_path_factory.mktemp("agenda"))
    (own / "profiles/kanagawa/customizations/K-024.yaml").write_text(ENTRY, "utf-8")
    (own / "profiles/kanagawa/polls/P-002.yaml").write_text(POLL, "utf-8")
    (own / "bills.csv").write_text(BILLS, "utf-8")
    return own


def test_the_paper_tells_values_answers_both_prices_and_the_effect(asked: Path, tmp_path: Path) -> None:
    """The two in favour bear 600,000 yen once and 120,000 a year each; one resident is helped, two bills of 7,500 yen."""
    page, book = tmp_path / "会議資料.html", tmp_path / "会議資料.xlsx"
    said = typed("wg", "agenda", "P-002", "--in", asked / "bills.csv", "--assume", "-o", page, "-o", book, *ON, "--json", "-w", asked)  # fmt: skip
    assert said.status == 0, said.err
    prices = said.data["burdens"]
    assert prices["town"] == {town: {"one_off": 600_000, "yearly": 120_000} for town in ("oi", "matsuda")}
    assert sum(share["one_off"] for share in prices["prefecture"].values()) == 1_200_000
    assert len(prices["prefecture"]) == 14
    impact = said.data["impact"]
    assert impact["better_off"] == {"heads": 1, "yen": 7_500}
    text = page.read_text("utf-8")
    for words in (
        "県仕様にはなりません（賛成 2／14町村）。賛成2町村の共同カスタマイズとします。1町村の負担は初期 600,000円、年 120,000円。",
        "各町村のいまの値（2026-10-01）", "14町村に照会: 賛成 2、条件付 1、反対 0、未回答 11", "精神1級も", "見積の前の概算です。",
        "有利になる人 1人 +7,500円", "medical_subsidy_disability.who.physical_grade",
    ):  # fmt: skip
        assert words in text
    read = Calculator(book.read_bytes())
    assert read.shown.sheetnames == ["議題", "提案", "いまの値", "回答", "負担", "影響", "例"]
    totals = [read.shown["負担"][f"{column}19"].value for column in "CDEF"]
    assert totals == [1_200_000, 240_000, 1_200_000, 240_000]


def test_without_a_population_the_paper_says_that_nothing_was_computed(tmp_path: Path) -> None:
    """The poll of the sample: decided, the price of the two that share it; nothing is said of the prefecture's."""
    page = tmp_path / "paper.html"
    said = typed("wg", "agenda", "P-001", "-o", page, *ON, "--lang", "en", "-w", ROOT)
    assert (said.status, said.out) == (0, f"Wrote {page}\n")
    text = page.read_text("utf-8")
    assert "Decided on 2022-09-15: customization of a town (福祉WG令4-2). A town bears 576,000 yen once and 30,000 yen a year." in text  # fmt: skip
    assert "Not computed: no population was given (--in)." in text
    assert "those in favour, once" in text
    assert "prefecture, once" not in text


@pytest.mark.parametrize(
    ("more", "status", "words"),
    [
        (("-o", "paper.doc"), 2, "--out paper.doc の形式が分かりません。.html・.pdf・.xlsx"),
        ((), 2, "-o を付けてください"),
        (("-o", "{here}/no/such/paper.html"), 1, "no/such"),
        (("-o", "{here}/paper.html", "--in", "{here}/none.csv"), 1, "none.csv"),
    ],
)
def test_what_cannot_be_written_or_read_is_told(tmp_path: Path, more: tuple[str, ...], status: int, words: str) -> None:  # fmt: skip
    """And nothing is left behind."""
    typed_words = [word.replace("{here}", str(tmp_path)) for word in more]
    said = typed("wg", "agenda", "P-001", *typed_words, *ON, "-w", ROOT)
    assert (said.status, words in said.err) == (status, True), said.err
    assert list(tmp_path.iterdir()) == []


def test_where_no_town_can_be_computed_there_is_no_paper(asked: Path, tmp_path: Path) -> None:
    """Bills without the income they need: the reason is told once, not fourteen times."""
    bills = asked / "short.csv"
    bills.write_text("\n".join(line.rsplit(",", 2)[0] for line in BILLS.splitlines()), "utf-8")
    page = tmp_path / "paper.html"
    said = typed("wg", "agenda", "P-002", "--in", bills, "--assume", "-o", page, *ON, "-w", asked)
    assert said.status == 1
    assert said.err.count("個人住民税の 2026年度の結果がありません。") == 1
    assert not page.exists()
