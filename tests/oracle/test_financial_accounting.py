"""Documents of every kind, town and year, on every border, by the engine and by the oracle."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from tests.oracle.agreement import agree
from tests.oracle.draw import Draw
from tests.oracle.engine_rows import Engine, Row
from tests.oracle.financial_accounting import DOCUMENTS, KINDS, OFFICES, YEAR_RULES, assess, decider
from tests.oracle.financial_accounting_rows import document
from uwanose.workspace import Workspace

YEARS = range(2021, 2027)  # the assumptions begin with fiscal year 2021
TOWNS = ("hayama", "samukawa", "oiso", "ninomiya", "nakai", "oi", "matsuda", "yamakita", "kaisei", "hakone", "manazuru",
         "yugawara", "aikawa", "kiyokawa")  # fmt: skip
ITEMS = ("kind_refused", "instalment_refused", "day_missing", "year_rule", "fiscal_year", "year_fits", "closing_on",
         "settlement", "budget_short", "budget_transfer", "budget_supplement", "budget_way", "decider",
         "finance_consulted", "assembly_vote", "first_instalment", "later_instalment", "instalment_amount")  # fmt: skip
ROWS = 1_500  # a town and year; 126,000 in all


@pytest.fixture(scope="module")
def engine(opened: Workspace) -> Engine:
    return Engine(opened, "financial_accounting", "document_id")


@pytest.mark.parametrize("town", TOWNS)
def test_the_engine_and_the_oracle_agree_on_every_border_of_every_year(engine: Engine, town: str) -> None:
    """地方自治法208条・235条の5, 施行令142条・143条, 端数計算法3条, and the assumed tables of the town."""

    def judge(rows: Sequence[Row]) -> list[dict[str, int]]:
        return [assess(row, town) for row in rows]

    for year in YEARS:
        draw = Draw(town, year)
        rows = [[document(draw, year)] for _ in range(ROWS)]
        assert agree(engine, rows, judge, town, date(year, 4, 1), ITEMS) == ROWS


def test_the_invented_documents_reach_everything() -> None:
    """Each office, each rule of the year, each way to be refused; most documents are not refused at all."""
    found = [assess(document(Draw(number), 2026), "samukawa") for number in range(3_000)]
    assert {row["decider"] for row in found if "decider" in row} == set(range(len(OFFICES)))
    assert {row["year_rule"] for row in found if "year_rule" in row} == set(range(1, len(YEAR_RULES)))
    assert {row["settlement"] for row in found if "settlement" in row} == set(range(5))
    assert {row["budget_way"] for row in found if "budget_way" in row} == set(range(5))
    for flag in ("kind_refused", "instalment_refused", "day_missing", "assembly_vote", "finance_consulted"):
        assert {row.get(flag, 0) for row in found} == {0, 1}, flag
    assert sum("fiscal_year" in row for row in found) > 2_000


@pytest.mark.parametrize(
    ("kind", "acted", "due", "rule", "belongs"),
    [("notice", 20270331, 20270430, "notice", 2026), ("notice", 20270410, 20270430, "notice", 2027),
     ("fixed", 20270125, 20270220, "due", 2026), ("fixed", 20270402, 20270220, "notice", 2027)],
)  # fmt: skip
def test_the_oracle_itself_knows_the_collected_examples(
    kind: str, acted: int, due: int, rule: str, belongs: int
) -> None:
    """Four vectors that were collected with the text of 施行令142条."""
    row = document(Draw("example"), 2026) | {
        "document": DOCUMENTS.index("determination"), "kind": KINDS.index(kind), "acted_on": acted, "due_on": due,
        "instalments": 4, "instalment_number": 1, "amount": 1_341_215, "local_tax": 0,
    }  # fmt: skip
    found = assess(row, "oi")
    assert (YEAR_RULES[found["year_rule"]], found["fiscal_year"]) == (rule, belongs)
    assert (found["first_instalment"], found["later_instalment"]) == (335_306, 335_303)


def test_the_three_groups_of_towns_decide_differently() -> None:
    """The assumptions are illustrative: what is compared here is that a town's own table decides."""
    row = {"amount": 400_000, "acted_on": 20261001}
    offices = [decider(town, "plan", "works", row) for town in ("oi", "samukawa", "kiyokawa")]
    assert offices == ["課長", "部長", "副町村長"]
