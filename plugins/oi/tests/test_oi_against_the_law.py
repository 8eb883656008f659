"""K-006 beside the layer beneath: who is helped, and that nobody else is touched."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from uwanose.workspace.trying import TriedTown

CASES = Path(__file__).parent / "cases" / "k_006.yaml"


def test_the_examples_come_out_to_the_yen(uwanose_case: Callable[[Path, str], None]) -> None:
    """大井町国民健康保険税条例（減免）."""
    uwanose_case(CASES, "K-006")


def test_only_children_are_relieved(
    uwanose_town: Callable[[str, str], TriedTown], assert_same_as_national_except: Callable[..., None]
) -> None:
    """Parents and the student of 18 stay as the law has them; the baby gets the whole instead of half."""
    rows = [
        {
            "resident_id": "parent",
            "household_id": "h",
            "birth_date": "1990-10-01",
            "head": True,
            "insurance": "insured",
        },
        {
            "resident_id": "student",
            "household_id": "h",
            "head": False,
            "birth_date": "2007-04-01",
            "insurance": "insured",
        },
        {
            "resident_id": "pupil",
            "household_id": "h",
            "head": False,
            "birth_date": "2007-04-02",
            "insurance": "insured",
        },
        {
            "resident_id": "baby",
            "household_id": "h",
            "head": False,
            "birth_date": "2021-05-05",
            "insurance": "insured",
        },
    ]
    assert_same_as_national_except(
        "children until the 31 March after 18", uwanose_town("大井町", "K-006"), "child_per_head_relief", rows,
        ["pupil", "baby"], year=2025,
    )  # fmt: skip
