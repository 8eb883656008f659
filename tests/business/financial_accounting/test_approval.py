"""Who decides: by the town's own table, refused where nobody has seen it, different from town to town under assumptions."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from tests.oracle.days import digits
from tests.profiles.sample import programs, sample
from uwanose.business.financial_accounting.approval import assembly_vote
from uwanose.engine.arithmetic import Column
from uwanose.errors import Refused

TOWNS = tuple(sample().profile.municipalities)
ON = date(2026, 4, 1)
PLAN, COMMITMENT, PAYMENT, DETERMINATION = range(4)
WORKS, PURCHASE, OTHER = 0, 1, 8
SECTION_CHIEF, DEPARTMENT_HEAD, DEPUTY_MAYOR, MAYOR = range(4)
TABLES = ("plan", "commitment", "payment", "determination")


def column(*values: int) -> Column:
    return np.array(values, dtype=np.int64)


def deciders(town: str, document: int, amounts: list[int], on: date = ON) -> list[int]:
    """Who decides works of some amounts under the assumptions."""
    rules = sample(assume=True).rules(town, on)
    count = len(amounts)
    columns = {
        "document": np.full(count, document), "kind": np.full(count, WORKS), "amount": np.array(amounts),
        "local_tax": np.zeros(count, dtype=np.bool_), "acted_on": np.full(count, digits(on)), "document_id": np.arange(count),
    }  # fmt: skip
    program = programs(assume=True).program("financial_accounting", rules)
    found: list[int] = program.run(columns, rules, ["decider"])["decider"].tolist()
    return found


@pytest.mark.parametrize("town", TOWNS)
def test_no_town_decides_by_a_rule_nobody_has_seen(town: str) -> None:
    """All four tables are named with the file to fill in; the year and the budget need none of them."""
    rules = sample().rules(town, ON)
    program = programs().program("financial_accounting", rules)
    with pytest.raises(Refused) as refused:
        program.bind(rules)
    text = "\n".join(finding.text() for finding in refused.value.findings)
    for table in TABLES:
        assert f"financial_accounting.approval.{table}" in text
    assert f"profiles/kanagawa/towns/{town}.yaml" in text
    program.bind(rules, ["fiscal_year", "closing_on", "budget_way", "instalment_amount", "assembly_vote"])


def test_towns_differ() -> None:
    """One contract for works over 400,000 yen, three towns, three offices (仮定)."""
    found = {town: deciders(town, PLAN, [400_000])[0] for town in ("oi", "samukawa", "kiyokawa")}
    assert found == {"oi": SECTION_CHIEF, "samukawa": DEPARTMENT_HEAD, "kiyokawa": DEPUTY_MAYOR}


def test_below_and_up_to_are_one_yen_apart() -> None:
    """「50万円未満」 begins the next row at 500,000, 「30万円以下」 at 300,001 (仮定)."""
    assert deciders("oi", PLAN, [499_999, 500_000]) == [SECTION_CHIEF, DEPUTY_MAYOR]
    assert deciders("samukawa", PLAN, [300_000, 300_001]) == [SECTION_CHIEF, DEPARTMENT_HEAD]


def test_the_table_of_the_day_of_the_act_decides() -> None:
    """清川村 raises its amounts on 1 April 2025 (仮定)."""
    amounts = [100_000, 1_000_000]
    assert deciders("kiyokawa", COMMITMENT, amounts, date(2025, 3, 31)) == [DEPUTY_MAYOR, MAYOR]
    assert deciders("kiyokawa", COMMITMENT, amounts, date(2025, 4, 1)) == [SECTION_CHIEF, DEPUTY_MAYOR]


@pytest.mark.parametrize(
    ("document", "kind", "amount", "expected"),
    [
        (PLAN, WORKS, 49_999_999, False),
        (PLAN, WORKS, 50_000_000, True),
        (COMMITMENT, PURCHASE, 6_999_999, False),
        (COMMITMENT, PURCHASE, 7_000_000, True),
        (COMMITMENT, OTHER, 50_000_000, False),
        (PAYMENT, WORKS, 50_000_000, False),
    ],
)
def test_the_assembly_votes_on_large_contracts(document: int, kind: int, amount: int, expected: bool) -> None:
    """地方自治法施行令別表第3・第4 (町村): 50,000,000 for works, 7,000,000 for purchases, and from exactly there on."""
    found = assembly_vote(column(document), column(kind), column(amount), 50_000_000, 7_000_000)
    assert found.tolist() == [expected]


def test_an_ordinance_may_not_let_the_assembly_vote_on_less() -> None:
    """地方自治法施行令別表第3・第4: the national amounts are floors that the check of settings keeps."""
    for name in ("works_from", "purchase_from"):
        point = sample().catalog.points[f"financial_accounting.assembly.{name}"]
        assert (point.national_value_is, point.may_set) == ("floor", "ordinance")
