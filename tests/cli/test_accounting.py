"""Financial accounting as a town meets it: refused until its own table is written, then decided by it."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from tests.cli.typed import typed
from tests.cli.workspaces import copied
from uwanose.workspace import Workspace
from uwanose_cli.boundaries import borders

DOCUMENTS = """書類番号,書類の種類,費目・収入の区分,金額,行為日,履行の日（原因の期間の末日）,予算の年度,予算の残額
1,執行伺,工事請負費,"500,000",R8.4.1,R9.3.31,2026,"1,000,000"
2,執行伺,工事請負費,"500,001",R8.4.1,R9.4.1,2026,"500,000"
3,執行伺,納期の一定している収入,"500,001",R8.4.1,R9.4.1,2026,0
"""
TABLES = """settings:
  financial_accounting.approval.plan:
    2026-04-01:
      rows:
        - {from: 0, works: 課長, purchase: 課長, consignment: 課長, subsidy: 課長, routine: 課長, other: 課長, finance: いいえ}
        - {from: 500_001, works: 副町村長, purchase: 課長, consignment: 課長, subsidy: 課長, routine: 課長, other: 課長, finance: はい}
      note: 例示
  financial_accounting.approval.commitment:
    2026-04-01:
      rows:
        - {from: 0, works: 課長, purchase: 課長, consignment: 課長, subsidy: 課長, routine: 課長, other: 課長, finance: いいえ}
      note: 例示
  financial_accounting.approval.payment: {2026-04-01: {rows: [{from: 0, decider: 課長}], note: 例示}}
  financial_accounting.approval.determination: {2026-04-01: {rows: [{from: 0, decider: 課長}], note: 例示}}
"""


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample with the tables of one town, and a file of documents."""
    folder = copied(tmp_path_factory.mktemp("accounting"))
    file = folder / "profiles/kanagawa/towns/oi.yaml"
    file.write_text(file.read_text("utf-8").replace("settings:\n", TABLES, 1), "utf-8")
    (folder / "documents.csv").write_text(DOCUMENTS, "utf-8")
    return folder


def results(workspace: Path, town: str, *more: str) -> list[dict[str, str]]:
    out = workspace / f"{town}.csv"
    said = typed(
        "run",
        "財務会計",
        "--town",
        town,
        workspace / "documents.csv",
        "-o",
        out,
        *more,
        "--workspace",
        workspace,
    )
    assert said.status == 1, said.err  # the third document is rejected
    with out.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def test_a_town_with_its_own_table_is_decided_by_it(workspace: Path) -> None:
    """500,000 yen are the section's, one yen more the deputy mayor's; a plan of revenue is rejected with the reason."""
    found = results(workspace, "oi")
    assert [row["decider"] for row in found] == ["section_chief", "deputy_mayor"]
    assert [(row["fiscal_year"], row["year_fits"]) for row in found] == [("2026", "1"), ("2027", "0")]
    assert [row["budget_way"] for row in found] == ["within", "supplement"]
    assert "調定には収入の区分" in (workspace / "oi.rejects.csv").read_text("utf-8-sig")


def test_another_town_is_refused_but_for_what_needs_no_table(workspace: Path) -> None:
    """The four tables are named with the file to fill in."""
    said = typed(
        "run", "財務会計", "--town", "開成町", workspace / "documents.csv", "-o", workspace / "no.csv",
        "--workspace", workspace,
    )  # fmt: skip
    assert said.status == 1
    for table in ("執行伺", "支出負担行為", "支出命令", "調定"):
        assert f"{table}の専決区分" in said.out + said.err
    assert "profiles/kanagawa/towns/kaisei.yaml" in said.out + said.err
    assert [row["budget_way"] for row in results(workspace, "kaisei", "--keep", "budget_way")] == [
        "within",
        "supplement",
    ]


def test_the_borders_of_a_table_name_the_offices(workspace: Path) -> None:
    """In the words of the town hall, not by their identifiers."""
    layering = Workspace.open(workspace).resolver.layering()
    (border,) = borders(layering, "financial_accounting", "oi", date(2026, 4, 1), "ja")
    assert (border.below, border.above) == ("500,000円", "500,001円")
    assert "工事請負費 課長" in border.gives_below
    assert "工事請負費 副町村長" in border.gives_above


def test_the_first_of_several_choices_is_told_like_any_other(workspace: Path) -> None:
    """執行伺 and 工事請負費 are the first of their choices, not nothing; what is no or zero is summed up in a line."""
    said = typed(
        "explain", "財務会計", "専決者", "--resident", "1", "--town", "oi", "--in", workspace / "documents.csv",
        "--workspace", workspace,
    )  # fmt: skip
    assert "書類の種類 執行伺" in said.out
    assert "費目・収入の区分 工事請負費" in said.out
    assert "使った行: 金額（この額から） 0円　工事請負費 課長" in said.out
    assert "・0・いいえ・なし: 書類と区分が合わない" in said.out
