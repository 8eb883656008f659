"""`plugin check`: pure, exact, quick code passes; what depends on calls, chunks or order is refused at its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.typed import Said, typed
from tests.cli.workspaces import ROOT, copied


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copied(tmp_path_factory.mktemp("plugin_check"))


def checked(own: Path, body: str, helper: str = "") -> Said:
    """Check K-006 with another program."""
    (own / "plugins/oi/uwanose_oi/k_006.py").write_text(
        '"""K-006."""\n\nimport numpy as np\n\nfrom uwanose import AgeLimit, Column, customizes\n\n'
        f'{helper}\n@customizes("K-006", "national_health_insurance.child_per_head_relief")\n'
        "def child_per_head_relief(birth_date: Column, year: int, k_006_age_limit: AgeLimit) -> Column:\n"
        f"    covered = k_006_age_limit.covers(birth_date, year * 10_000 + 401)\n    {body}\n",
        "utf-8",
    )
    return typed("plugin", "check", "K-006", "--json", "--workspace", own)


def test_the_code_of_oi_passes_and_its_boundary_births_are_listed() -> None:
    """Born on 2 April 2007 one is a child in fiscal year 2025, on 1 April no more (学校教育法施行令の学年)."""
    said = typed("plugin", "check", "oi", "--json", "--workspace", ROOT)
    [found] = said.data
    assert said.status == 0
    assert (found["approval"], found["passed"], len(found["cases"])) == ("as_approved", True, 4)
    assert {
        "item": "child_per_head_relief",
        "legal_date": "2025-04-01",
        "born": ["2007-04-01", "2007-04-02"],
        "results": [0, 100],
    } in found["boundary_births"]


@pytest.mark.parametrize(
    ("body", "helper", "code"),
    [
        (
            "_CALLS.append(1)\n    return np.where(covered, 100 - len(_CALLS), 0)",
            "_CALLS: list[int] = []\n\n",
            "G117",
        ),
        ("return np.where(covered, 100 - covered.sum(), 0)", "", "G119"),
        ("return np.where(covered, np.arange(len(covered)), 0)", "", "G120"),
        ("return np.where(covered, 100.0, 0.0)", "", "E132"),
        ("birth_date[:] = 0\n    return np.where(covered, 100, 0)", "", "E131"),
        ("import os\n    return np.where(covered, 100, 0)", "", "G103"),
    ],
    ids=["remembers", "whole column", "position", "floats", "writes", "import"],
)
def test_what_a_result_may_not_depend_on_is_refused_at_its_line(
    own: Path, body: str, helper: str, code: str
) -> None:
    """Each fault is named with its code and the file of the plugin."""
    said = checked(own, body, helper)
    [found] = said.data
    assert said.status == 1
    codes = {one["code"] for one in found["findings"]}
    refused = {one for case in found["cases"] for one in case["findings"]}
    assert code in codes | refused
    assert found["files"] == ["plugins/oi/uwanose_oi/k_006.py"]


def test_a_changed_program_is_tried_as_it_lies_there(own: Path) -> None:
    """A repair must be tried before it is approved; that it differs from what was approved is said."""
    said = checked(own, "return np.where(covered, 100, 0) + 0")
    [found] = said.data
    assert found["approval"] == "changed"
    assert all(case["passed"] for case in found["cases"])


def test_an_unknown_name_is_answered_with_the_nearest() -> None:
    """Exit status 2, no traceback."""
    said = typed("plugin", "check", "ooi", "--workspace", ROOT)
    assert said.status != 0
    assert "oi" in said.err + said.out
    assert "Traceback" not in said.err + said.out
