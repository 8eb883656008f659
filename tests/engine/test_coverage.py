"""What no case exercises is listed: values, rows, formulas, results, conditions, towns."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tests.explained import Finals
from uwanose.engine.case_files import Case
from uwanose.engine.coverage import KINDS, SHARED, Covered, coverage


def covered(finals: Finals, business: str, cases: Sequence[Case]) -> Covered:
    """Return what some cases exercise of a business."""
    towns = {business: tuple(finals.workspace.profile.municipalities.values())}
    workspace = finals.workspace
    return coverage(workspace.catalog, workspace.plugins, finals.runner.rules, cases, towns)[0]


def left_out(found: Covered, kind: str) -> dict[str, str]:
    """Return what is left out of one kind, by id."""
    return {one.id: one.missing_ja for one in found.uncovered if one.kind == kind}


def test_without_cases_everything_is_left_out(finals: Finals) -> None:
    """No value, no formula, no condition; results and rows are not asked for before their formula or table is used."""
    found = covered(finals, "child_allowance", ())
    assert all(seen == 0 for seen, _ in found.counts.values())
    assert len([one for one in found.uncovered if one.kind == "formula"]) == found.counts["formula"][1] == 15
    assert "どの例も使いません" not in left_out(found, "value").values()
    assert found.counts["result"] == (0, 0)


def test_a_case_takes_what_it_exercises_off_the_list(finals: Finals) -> None:
    """One family of September 2024: the amounts before October 2024, nothing of the table since."""
    cases = finals.cases["child_allowance"]
    (first,) = (case for case in cases if case.name.startswith("ja-s01"))
    found = covered(finals, "child_allowance", [first])
    values = left_out(found, "value")
    assert "child_allowance.amount.by_order" in values
    assert values["child_allowance.amount.by_order"].startswith("2024-10-01")
    assert found.counts["formula"][0] > 5
    whole = covered(finals, "child_allowance", cases)
    assert {one.id for one in whole.uncovered} <= {one.id for one in found.uncovered} | set(
        left_out(whole, "row")
    ) | set(left_out(whole, "result")) | set(left_out(whole, "condition"))


def test_counts_and_lists_agree_in_every_business(finals: Finals) -> None:
    """And the cases pass on the copies as they do on the formulas themselves."""
    cases = [case for mine in finals.cases.values() for case in mine]
    towns = dict.fromkeys(finals.cases, tuple(finals.workspace.profile.municipalities.values()))
    workspace = finals.workspace
    found = coverage(workspace.catalog, workspace.plugins, finals.runner.rules, cases, towns)
    assert [one.business for one in found] == [*towns, SHARED]
    assert [result.case.name for one in found for result in one.failed] == []
    for one in found:
        assert set(one.counts) == set(KINDS)
        assert all(seen <= of for seen, of in one.counts.values())
        for kind in KINDS:
            seen, of = one.counts[kind]
            assert (seen == of) == (not left_out(one, kind)), (one.business, kind)


def test_a_town_without_a_case_is_named_where_towns_decide(finals: Finals) -> None:
    """The child allowance is the same everywhere; the health-insurance tax is not."""
    assert left_out(covered(finals, "child_allowance", ()), "town") == {}
    cases = [case for case in finals.cases["national_health_insurance"] if case.town == "hayama"]
    (missing,) = left_out(covered(finals, "national_health_insurance", cases), "town").values()
    assert missing.startswith("寒川町、")
    assert "葉山町" not in missing


def test_a_run_knows_nothing_of_it(finals: Finals) -> None:
    """The formulas a run uses are those of the package, which note nothing."""
    covered(finals, "child_allowance", finals.cases["child_allowance"])
    rules = finals.runner.rules("oi", date(2026, 4, 1))
    program = finals.runner.programs.program("child_allowance", rules)
    (implementation,) = program.chains["monthly_amount"]
    assert "_uwanose_condition" not in implementation.function.__globals__
