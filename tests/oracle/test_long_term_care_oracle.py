"""The oracle itself against worked examples of the published tables, before anything is compared with it."""

from __future__ import annotations

import pytest

from tests.oracle.long_term_care_premium import assess, insured_months
from tests.oracle.long_term_care_towns import TABLES

PERSON = {
    "birth_date": 19500401, "moved_in_on": 19000101, "lost_on": 99991231, "public_assistance": 0,
    "old_age_welfare_pension": 0, "pay_revenue": 0, "pension_revenue": 0, "land_special_deduction": 0,
    "pension_for_withholding": 0, "withheld_since_april": 0, "provisional_instalment": 0, "total_income": 0,
    "employment_income": 0, "public_pension_income": 0, "pay_and_pension_income_adjustment": 0,
    "per_capita_exempt": 0, "exempt_by_status": 0, "per_capita_limit": 380_000,
}  # fmt: skip


@pytest.mark.parametrize(
    ("town", "total", "stage", "annual"),
    [("aikawa", 2_050_000, 8, 109_800), ("hayama", 1_599_999, 7, 81_000), ("oi", 9_000_000, 14, 156_000),
     ("matsuda", 3_600_000, 10, 106_080), ("matsuda", 3_599_999, 9, 99_840)],
)  # fmt: skip
def test_the_taxed_by_the_borders_of_their_town(town: str, total: int, stage: int, annual: int) -> None:
    """愛川町, 葉山町, 大井町, 松田町 for fiscal year 2026."""
    found = assess([PERSON | {"total_income": total}], 2026, town)[0]
    assert (stage, annual) == (found["stage"], found["annual_amount"])


def test_exactly_the_lower_line_is_stage_1() -> None:
    """寒川町: 826,500 yen of fiscal year 2026, 以下."""
    for pension, stage, annual in ((826_500, 1, 17_780), (826_501, 2, 30_260)):
        found = assess([PERSON | {"pension_revenue": pension, "per_capita_exempt": 1}], 2026, "samukawa")[0]
        assert (stage, annual) == (found["stage"], found["annual_amount"])


def test_the_base_stage_beside_somebody_who_is_taxed() -> None:
    """箱根町."""
    members = [PERSON | {"pension_revenue": 1_000_000, "per_capita_exempt": 1}, PERSON]
    found = assess(members, 2026, "hakone")[0]
    assert (found["stage"], found["annual_amount"]) == (5, 76_800)


def test_pay_of_2025_is_judged_as_before() -> None:
    """薩摩川内市, 山都町: pay 1,000,000 is exempt from the resident tax of 2026, and taxed for the premium (愛川町)."""
    exempt = PERSON | {
        "pay_revenue": 1_000_000,
        "employment_income": 350_000,
        "total_income": 350_000,
        "per_capita_exempt": 1,
    }
    found = assess([exempt], 2026, "aikawa")[0]
    assert tuple(found[name] for name in ("judged_total_income", "taxed", "stage", "annual_amount")) == (
        450_000,
        1,
        6,
        87_840,
    )


def test_65_is_reached_the_day_before_the_birthday() -> None:
    """鎌倉市: born on the 1st, from the month before the birthday."""
    assert (
        insured_months(PERSON | {"birth_date": 19600801}, 2025),
        insured_months(PERSON | {"birth_date": 19600802}, 2025),
    ) == (9, 8)


def test_each_table_rises_and_fits_its_borders() -> None:
    """Six stages and one more for each border."""
    assert len(TABLES) == 14
    for table in TABLES.values():
        assert 6 + len(table.borders) == len(table.annual)
        assert list(table.annual) == sorted(table.annual)
        assert list(table.borders) == sorted(table.borders)
