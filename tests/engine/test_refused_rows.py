"""Rows an item refuses: rejected with the reason in a batch, told in a case and in an explanation, and nobody else's loss."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from tests.engine import invented as dog
from uwanose.engine.batch import run_batch
from uwanose.engine.case_files import read_cases
from uwanose.engine.cases import CaseResult, CaseRunner
from uwanose.engine.columns.input_file import open_input
from uwanose.engine.columns.table import InputTable
from uwanose.engine.explain import explain
from uwanose.engine.model import Array
from uwanose.engine.naming import names_of
from uwanose.engine.whole import Order, RunReport, run_business
from uwanose.errors import Finding, Refused

WHY = "飼い犬が10頭の世帯の額はまだ決まっていません。"
ITEMS = (
    *dog.ITEMS,
    dog.item("unsettled", "flag", refuses_ja=WHY, refuses_en="ten dogs are not settled yet."),
)
FORMULAS = dog.FORMULAS.replace(
    "def levy(base, relief, exempt):", "def levy(base, relief, exempt, unsettled):"
) + (
    '\n@formula()\ndef unsettled(household, dogs):\n    """未確定"""\n    return household.sum(dogs) == 10\n'
)
CATALOG = dog.catalog(items=ITEMS)
PROGRAMS = dog.programs(FORMULAS, declared=CATALOG)
FILE = """町村,住民コード,世帯コード,飼い主の生年月日,犬の数,所得
oi,a,h1,1990-04-01,1,5000000
oi,b,h2,1990-04-01,4,5000000
oi,c,h3,1990-04-01,11,5000000
oi,d,h2,1990-04-01,6,5000000
"""


def run(folder: Path, *keep: str) -> RunReport:
    source = folder / "in.csv"
    source.write_text(FILE, encoding="utf-8")
    opened = open_input(source, names_of(CATALOG, "dog_levy", (), []), {"oi": "oi"}.get)
    order = Order(business="dog_levy", towns=("oi",), on=date(2026, 4, 1), keep=keep)
    return run_business(
        CATALOG, PROGRAMS, order, opened, lambda town, on: dog.rules(on=on), folder / "out.csv"
    )


def written(folder: Path) -> list[str]:
    return (folder / "out.csv").read_text(encoding="utf-8-sig").splitlines()[1:]


def test_a_refused_household_is_rejected_with_the_reason_and_the_others_are_computed(tmp_path: Path) -> None:
    """Both rows of h2 go; the sum of the town holds what was computed."""
    (town,) = run(tmp_path, "levy").towns
    assert written(tmp_path) == ["a,oi,3000", "c,oi,33000"]
    assert [(reject.record, reject.key, reject.reason.ja) for reject in town.rejects] == [
        (3, "b", WHY),
        (5, "d", WHY),
    ]
    assert town.sums == {"levy": 36_000}


def test_what_does_not_rest_on_the_refusing_item_is_computed_for_everybody(tmp_path: Path) -> None:
    """The base amount is certain for ten dogs, too."""
    run(tmp_path, "base")
    assert written(tmp_path) == ["a,oi,3000", "b,oi,12000", "c,oi,33000", "d,oi,18000"]


def columns() -> Mapping[str, Array]:
    return {
        "household_id": dog.numbers(1, 2, 2, 3),
        "keeper_birth": dog.numbers(1990_04_01, 1990_04_01, 1990_04_01, 1990_04_01),
        "dogs": dog.numbers(1, 4, 6, 10),
        "income": dog.numbers(0, 0, 0, 0),
    }


def test_chunks_agree_on_who_is_refused() -> None:
    """Where the rows were cut makes no difference."""
    calculation = PROGRAMS.program("dog_levy", dog.rules()).bind(dog.rules(), ["levy"], hooks=())
    for chunk in (1, 2, 100):
        refused = run_batch(calculation, columns(), chunk=chunk).refused
        assert {name: flags.tolist() for name, flags in refused.items()} == {
            "unsettled": [False, True, True, True]
        }


def test_an_explanation_gives_the_reason_instead_of_an_amount() -> None:
    """The refusing item itself can be explained."""
    table = InputTable.of(columns(), ["a", "b", "c", "d"], "household_id", "resident_id")
    program = PROGRAMS.program("dog_levy", dog.rules())
    with pytest.raises(Refused, match="まだ決まっていません") as refused:
        explain(program, dog.rules(), table, "b", "levy")
    assert [finding.code for finding in refused.value.findings] == ["E135"]
    assert explain(program, dog.rules(), table, "a", "levy").value == 1_000
    assert explain(program, dog.rules(), table, "b", "unsettled").value == 1


def case(expected: str) -> CaseResult:
    findings: list[Finding] = []
    text = f"""
- name: 10頭
  business: dog_levy
  town: oi
  year: 2026
  rows:
    - {{resident_id: a, keeper_birth: 1990-04-01, dogs: 10, income: 0}}
  expect:
    a: {{{expected}}}
"""
    cases = read_cases(text.encode(), "cases/dog.yaml", CATALOG, findings, {"oi": "oi"}.get)
    assert findings == []
    (result,) = CaseRunner(CATALOG, PROGRAMS, lambda town, on: dog.rules(on=on)).run(cases)
    return result


def test_a_case_may_expect_the_refusal_but_no_amount_that_rests_on_it() -> None:
    """Whoever writes down an amount is told why there is none."""
    assert case("unsettled: yes").passed
    assert [finding.code for finding in case("levy: 28_000").findings] == ["E135"]
    assert case("base: 30_000").passed
    assert case("unsettled: yes, base: 30_000").passed


def test_a_refusing_item_gives_truth_values() -> None:
    """Its column is what a run rejects by."""
    calculation = PROGRAMS.program("dog_levy", dog.rules()).bind(dog.rules(), ["levy"], hooks=())
    assert calculation.run(columns()).refused["unsettled"].dtype == np.bool_
