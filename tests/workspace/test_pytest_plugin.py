"""The fixtures plugin authors get from pytest: what passes, what fails, and in which words."""

from __future__ import annotations

import subprocess
import sys

import pytest

pytest_plugins = "pytester"

WRONG_CASE = """
- name: 減免
  business: national_health_insurance
  town: oi
  year: 2025
  source: test
  rows:
    - {resident_id: a, household_id: h, birth_date: 1990-10-01, head: yes, insurance: insured}
  expect:
    a: {child_per_head_relief: 100}
"""
TESTS = """
import pytest

ITEM = "child_per_head_relief"
ROWS = [
    {"resident_id": "parent", "household_id": "h", "birth_date": "1990-10-01", "head": True, "insurance": "insured"},
    {"resident_id": "baby", "household_id": "h", "birth_date": "2021-05-05", "head": False, "insurance": "insured"},
]

def test_passes_of_both_layers(uwanose_town):
    town = uwanose_town("大井町", "K-006")
    assert town.values(ITEM, ROWS, year=2025) == {"parent": 0, "baby": 100}
    assert town.values_beneath(ITEM, ROWS, year=2025) == {"parent": 0, "baby": 50}

@pytest.mark.parametrize("changed", [["baby"], [], ["baby", "parent"], ["grandmother"]])
def test_children(changed, uwanose_town, assert_same_as_national_except):
    assert_same_as_national_except("under 18", uwanose_town("oi", "K-006"), ITEM, ROWS, changed, year=2025)

def test_cases(uwanose_case):
    uwanose_case("wrong.yaml", "K-006")

def test_row_without_a_column(uwanose_town):
    uwanose_town("oi", "K-006").values(ITEM, [{"resident_id": "a", "household_id": "h"}], year=2025)
"""


def test_what_holds_passes_and_all_else_fails_in_words(pytester: pytest.Pytester) -> None:
    """大井町 waives all of a baby's amount, the law half of it; a list too short or too long fails and says who differs."""
    pytester.makefile(".yaml", wrong=WRONG_CASE)
    pytester.makepyfile(TESTS)
    found = pytester.runpytest_subprocess("-q", "-p", "no:cacheprovider")
    found.assert_outcomes(passed=2, failed=5)
    said = found.stdout.str()
    assert "under 18: oi child_per_head_relief（下の層 → K-006）" in said
    assert "baby: 50 → 100" in said and "parent: 0 → 0" in said
    assert "no such row: ['grandmother']" in said
    assert "期待 100" in said and "結果 0" in said
    assert "[K107] 行に必要な列 生年月日 (birth_date) がありません。" in said


def test_pytest_of_somebody_else_does_not_pay_for_it() -> None:
    """Without a fixture asked for, neither the engine nor numpy is imported."""
    code = "import sys, uwanose.pytest_plugin; print(sorted({'numpy', 'uwanose.workspace', 'ruamel.yaml'} & set(sys.modules)))"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout == "[]\n"
