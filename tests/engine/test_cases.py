"""Case files a clerk can write: read with every slip told, run many at once, compared to the yen."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.engine import invented as dog
from uwanose.engine.calculation import Calculation, Results
from uwanose.engine.case_files import Case, read_cases
from uwanose.engine.cases import CaseResult, CaseRunner
from uwanose.engine.model import Columns
from uwanose.engine.scratch import scratch_rules
from uwanose.errors import Finding, UnknownName
from uwanose.layers.effective import EffectiveRules
from uwanose.layers.model import Rank
from uwanose.points.model import Catalog, DatedValue

TOWNS = {"大井町": "oi", "oi": "oi"}
GOOD = """
- name: 大型犬2頭と小型犬1頭
  business: dog_levy
  town: 大井町
  year: R8
  source: 犬税のしおり
  rows:
    - {resident_id: a, household_id: h1, keeper_birth: 1990-04-01, dogs: 2, size: 大型, 所得: 5_000_000}
    - {resident_id: b, household_id: h1, keeper_birth: 平成2年4月1日, dogs: 1, income: "5,000,000円", welfare: no}
  expect:
    a: {base: 6_150, levy: 6_100, household_dogs: 3, exempt: no}
    b: {項目base: 3_000, dog_levy.levy: 3000円}
"""


def catalog() -> Catalog:
    """Return the catalog with national values, as a ``rules:`` case needs them."""
    points = [
        replace(one, values=(DatedValue(start=date(2020, 4, 1), value=dog.VALUES[one.name], place=dog.HERE),))
        if one.name in dog.VALUES
        else one
        for one in dog.POINTS
    ]
    return dog.catalog(points=points)


def read(text: str) -> tuple[tuple[Case, ...], list[Finding]]:
    """Read a case file."""
    findings: list[Finding] = []
    cases = read_cases(text.encode(), "cases/dog.yaml", catalog(), findings, TOWNS.get)
    return cases, findings


def rules_for(town: str, on: date) -> EffectiveRules:
    """Return the rules of 大井町."""
    return dog.rules(town=town, on=on)


def runner(formulas: str = dog.FORMULAS) -> CaseRunner:
    """Return a runner over the dog levy."""
    return CaseRunner(catalog(), dog.programs(formulas, declared=catalog()), rules_for)


def run(text: str, formulas: str = dog.FORMULAS) -> tuple[CaseResult, ...]:
    """Read and run; the file must be right."""
    cases, findings = read(text)
    assert findings == []
    return runner(formulas).run(cases)


def test_a_case_passes_when_every_figure_comes_out() -> None:
    """Labels and identifiers, eras, yen as people write it."""
    (result,) = run(GOOD)
    assert result.passed
    assert result.case.on == date(2026, 4, 1)
    assert len(result.case.expected) == 6


def test_a_difference_says_what_it_was_made_from() -> None:
    """So that one looks a step further down."""
    (result,) = run(GOOD.replace("levy: 6_100", "levy: 6_200"))
    assert not result.passed
    (difference,) = result.differences
    assert difference.text().startswith("a の項目levy (levy): 期待 6,200円、結果 6,100円（項目base 6,150円、")
    assert "levies.py" in difference.from_ja
    assert difference.text("en") == "levy of a: expected 6,200 yen, got 6,100 yen"
    assert str(difference.expected.place).startswith("cases/dog.yaml:11:")


def test_one_yen_is_a_difference() -> None:
    """No tolerance."""
    assert not run(GOOD.replace("base: 6_150", "base: 6_149"))[0].passed


def test_a_published_example_sets_its_own_values_law_included() -> None:
    """``rules:`` is the national layer and a scratch layer on top."""
    text = GOOD.replace("  town: 大井町\n", "  rules: {dog_levy.per_dog: 1_000, large_rate: 10%}\n")
    text = text.replace("base: 6_150, levy: 6_100", "base: 2_200, levy: 2_200").replace(
        "base: 3_000", "base: 1_000"
    )
    assert run(text.replace("levy: 3000円", "levy: 1000円"))[0].passed


def test_scratch_rules_know_what_they_beat_and_never_what_is_adopted() -> None:
    """They are never charged, and hold no code."""
    rules = scratch_rules(catalog(), date(2026, 4, 1), {"dog_levy.per_dog": 1_000})
    assert rules.values["dog_levy.per_dog"].value == 1_000
    assert [origin.value for origin in rules.beaten["dog_levy.per_dog"]] == [3_000]
    assert rules.values["dog_levy.large_rate"].layer is Rank.NATIONAL
    assert (rules.code, rules.adopted) == ({}, ())
    assert scratch_rules(catalog(), date(2019, 4, 1), {}).values == {}
    assert scratch_rules(catalog(), date(2026, 4, 1), {}).sha256 != rules.sha256


def test_a_case_before_the_first_value_is_refused_not_computed_with_zero() -> None:
    """The finding names the point."""
    text = GOOD.replace("  town: 大井町\n", "  rules: {per_dog: 100}\n").replace("year: R8", "year: 2019")
    (result,) = run(text)
    assert {finding.code for finding in result.findings} == {"E121"}


@pytest.mark.parametrize(
    ("old", "new", "code", "part"),
    [
        ("business: dog_levy", "business: dog_levi", "K102", "dog_levy"),
        ("town: 大井町", "town: 大島町", "K102", "大島町"),
        ("  town: 大井町\n", "", "K103", "town:"),
        ("  town: 大井町\n", "  town: oi\n  rules: {per_dog: 1}\n", "K103", "town:"),
        ("  town: 大井町\n", "  rules: {record_findings: 1}\n", "K104", "値ではありません"),
        ("  town: 大井町\n", "  rules: {per_dogg: 1}\n", "K102", "per_dogg"),
        ("  town: 大井町\n", "  rules: {per_dog: 99}\n", "P101", "範囲"),
        ("year: R8", "year: 来年", "K105", "年度"),
        ("  year: R8\n", "", "K105", "year:"),
        ("dogs: 2,", "doggs: 2, dogs: 2,", "K106", "doggs"),
        ("dogs: 2,", "", "K107", "dogs"),
        ("dogs: 2,", "dogs: ,", "K107", "dogs"),
        ("dogs: 2,", "dogs: 31,", "P101", "範囲"),
        ("dogs: 2,", "dogs: 二,", "P101", "二"),
        ("resident_id: a, ", "", "K107", "resident_id"),
        ("    b: {", "    c: {", "K108", "c"),
        ("base: 6_150", "bass: 6_150", "K109", "base"),
        ("base: 6_150", "base: [1]", "K109", "1つの値"),
        ("base: 6_150", "base: 六千", "P101", "六千"),
        ("  source:", "  sauce:", "S120", "sauce"),
        ("- name: 大型犬2頭と小型犬1頭\n  ", "- ", "S121", "name"),
        ("- name:", "- 3\n- name:", "K101", "name"),
    ],
)
def test_slips_in_a_case_are_told_with_their_place(old: str, new: str, code: str, part: str) -> None:
    """A case with a slip is left out; nothing is guessed."""
    cases, findings = read(GOOD.replace(old, new, 1))
    assert code in [finding.code for finding in findings]
    assert any(part in f"{one.ja}{one.remedy_ja}" for one in findings if one.code == code)
    assert all(finding.place and finding.place.file == "cases/dog.yaml" for finding in findings)
    assert len(cases) == (1 if code == "K101" else 0)


def test_a_row_without_a_group_is_a_group_of_its_own() -> None:
    """Examples of one person need no household."""
    text = GOOD.replace("household_id: h1, ", "").replace("household_dogs: 3", "household_dogs: 2")
    assert run(text)[0].passed


def test_an_item_that_is_not_computed_that_year_is_told() -> None:
    """A formula from 2027 on gives nothing in 2026."""
    formulas = dog.FORMULAS.replace(
        "@formula()\ndef household_dogs", "@formula(since=2027)\ndef household_dogs"
    )
    (result,) = run(GOOD, formulas)
    assert [finding.code for finding in result.findings] == ["K110"]


def test_a_failing_case_never_harms_another() -> None:
    """They are computed together, and one by one when something fails."""
    formulas = dog.FORMULAS.replace("return plain +", "return 6_000 // (dogs - 7) * 0 + plain +")
    bad = GOOD.replace("dogs: 1,", "dogs: 7,").replace("大型犬2頭と小型犬1頭", "7頭")
    good, failed = run(GOOD + bad, formulas)
    assert good.passed
    assert [finding.code for finding in failed.findings] == ["K111"]
    assert "divide by zero" in failed.findings[0].ja


def test_cases_of_one_town_and_year_are_computed_together_and_kept_apart() -> None:
    """Equal keys and households of different cases are different persons."""
    other = GOOD.replace("dogs: 1,", "dogs: 5,").replace("household_dogs: 3", "household_dogs: 7")
    other = other.replace("base: 3_000", "base: 15_000").replace("levy: 3000円", "levy: 15000円")
    assert [result.passed for result in run(GOOD + other + GOOD)] == [True] * 3


def test_hundreds_of_cases_share_one_calculation(monkeypatch: pytest.MonkeyPatch) -> None:
    """The cost of a case is that of its rows."""
    calls: list[int] = []
    run_once = Calculation.run

    def counted(self: Calculation, columns: Columns) -> Results:
        calls.append(len(columns["household_id"]))
        return run_once(self, columns)

    monkeypatch.setattr(Calculation, "run", counted)
    assert all(result.passed for result in run(GOOD * 300))
    assert calls == [600]


def test_a_result_of_a_case_can_be_explained() -> None:
    """The same steps as for a resident."""
    cases, _ = read(GOOD)
    explanation = runner().explain(cases[0], "a", "levy")
    assert explanation.value == 6_100
    assert [step.name for step in explanation.steps][-1] == "levy"
    with pytest.raises(UnknownName):
        runner().explain(cases[0], "z", "levy")


def test_rows_with_their_own_day_are_computed_by_the_rules_of_that_day() -> None:
    """A business of clock ``date`` needs no year; one case may cross a change of the rules."""
    business = replace(dog.BUSINESS, clock="date", clock_column="keeper_birth")
    known = replace(catalog(), businesses={"dog_levy": business})
    text = (
        GOOD.replace("  year: R8\n", "")
        .replace("1990-04-01", "2026-03-31")
        .replace("平成2年4月1日", "2026-04-01")
    )
    text = text.replace("base: 6_150, levy: 6_100, household_dogs: 3, ", "base: 6_150, ")
    text = text.replace("b: {項目base: 3_000, dog_levy.levy: 3000円}", "b: {base: 4_000}")
    findings: list[Finding] = []
    cases = read_cases(text.encode(), "cases/dog.yaml", known, findings, TOWNS.get)
    assert findings == []

    def by_day(town: str, on: date) -> EffectiveRules:
        return dog.rules({"per_dog": 4_000 if on >= date(2026, 4, 1) else 3_000}, town=town, on=on)

    (result,) = CaseRunner(known, dog.programs(declared=known), by_day).run(cases)
    assert result.passed


def test_rows_of_one_case_under_equal_rules_are_one_group_whatever_their_days() -> None:
    """As in a run: two days between which nothing changes are computed together, so the group is whole."""
    business = replace(dog.BUSINESS, clock="date", clock_column="keeper_birth")
    known = replace(catalog(), businesses={"dog_levy": business})
    text = (
        GOOD.replace("  year: R8\n", "")
        .replace("1990-04-01", "2026-04-05")
        .replace("平成2年4月1日", "2026-06-30")
        .replace("levy: 6_100, ", "")
        .replace(", dog_levy.levy: 3000円", "")
    )
    findings: list[Finding] = []
    cases = read_cases(text.encode(), "cases/dog.yaml", known, findings, TOWNS.get)
    assert findings == []
    (result,) = CaseRunner(known, dog.programs(declared=known), rules_for).run(cases)
    assert [difference.text() for difference in result.differences] == []
    assert result.findings == ()
