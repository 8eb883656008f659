"""The oracles of the medical subsidies against the published examples, before anything is compared with them."""

from __future__ import annotations

from datetime import date

import pytest

from tests.oracle import medical_subsidy, medical_subsidy_disability, medical_subsidy_single_parent
from tests.oracle.bills import claim_deadline
from tests.oracle.medical_subsidy_single_parent import PARENT_2020, is_known
from tests.oracle.medical_subsidy_towns import scheme_of

BILL = {
    "care": 0, "visits": 1, "days": 0, "insured_share": 3_000, "meals": 0, "high_cost_benefit": 0,
    "additional_benefit": 0, "inside_prefecture": 1, "other_scheme": 0,
}  # fmt: skip
CHILD = BILL | {
    "guardian_dependants": 0, "guardian_elderly_dependants": 0, "guardian_listed_deductions": 0,
    "guardian_pay_or_pension": 0,
}  # fmt: skip
DISABLED = BILL | {
    "birth_date": 19700510, "first_certified_on": 20200601, "physical_grade": 0, "iq_assessed": 0, "iq": 0,
    "intellectual_handbook": 0, "mental_grade": 0, "dependants": 0, "limit_addition": 0, "listed_deductions": 0,
}  # fmt: skip
MEANS = ("dependants", "limit_addition", "listed_deductions", "pay_or_pension")
FAMILY = BILL | {
    "ground": 1, "child_birth_date": 20120510, "child_disabled_or_in_school": 0, "has_supporter": 0,
    "child_support_received": 0,
    **{f"{who}_{name}": 0 for who in ("parent", "supporter") for name in MEANS},
}  # fmt: skip
IN_STANDARD = medical_subsidy_disability.Scheme()
WIDER = medical_subsidy_disability.Scheme(wider=True)
SAMUKAWA = medical_subsidy_single_parent.Scheme(PARENT_2020)


@pytest.mark.parametrize(
    ("town", "treated", "birth", "care", "pays"),
    [
        ("nakai", date(2023, 7, 1), 20050402, 0, 3_000),  # med-s01: the oldest of the extension
        ("nakai", date(2023, 7, 1), 20050401, 0, 0),
        ("nakai", date(2023, 6, 30), 20050402, 0, 0),
        ("yugawara", date(2022, 4, 1), 20090510, 0, 3_000),  # med-s02: junior high, first year
        ("yugawara", date(2022, 3, 31), 20090401, 0, 0),
        ("yugawara", date(2024, 12, 31), 20080501, 0, 0),  # med-s03: sixteen
        ("yugawara", date(2025, 1, 1), 20080501, 0, 3_000),
        ("kiyokawa", date(2022, 6, 1), 20050501, 0, 0),  # med-s09: 15-18 inpatient only
        ("kiyokawa", date(2022, 6, 1), 20050501, 1, 3_000),
    ],
)
def test_children_of_the_published_examples(
    town: str, treated: date, birth: int, care: int, pays: int
) -> None:
    """中井町, 湯河原町, 清川村."""
    bill = CHILD | {"treated_on": int(f"{treated:%Y%m%d}"), "birth_date": birth, "care": care}
    found = medical_subsidy.subsidy(bill, (0, 0, 0), scheme_of(town, treated))
    assert (pays, 3_000 - pays) == (found["town_pays"], found["family_pays"])


def test_grade_3_on_the_limit_is_in_and_beyond_the_standard() -> None:
    """med-s05, 愛川町: 3,604,000 yen exactly is in (超える); grade 3 is the town's own."""
    bill = DISABLED | {"treated_on": 20230401, "physical_grade": 3}
    found = medical_subsidy_disability.subsidy(bill, (3_604_000, 0), WIDER)
    assert (found["eligible"], found["k_023_inside_standard"], found["k_023_outside_standard"]) == (
        1,
        0,
        3_000,
    )
    assert medical_subsidy_disability.subsidy(bill, (3_604_001, 0), WIDER)["eligible"] == 0
    assert medical_subsidy_disability.subsidy(bill, (3_604_000, 0), IN_STANDARD)["eligible"] == 0


def test_mental_grade_1_is_outpatient_only() -> None:
    """med-s06, 箱根町."""
    bill = DISABLED | {"treated_on": 20140401, "mental_grade": 1, "insured_share": 2_000}
    pays = [
        medical_subsidy_disability.subsidy(bill | {"care": care}, (0, 0), IN_STANDARD)["town_pays"]
        for care in (0, 1, 2)
    ]
    assert pays == [2_000, 0, 2_000]


def test_200_yen_for_each_department_and_nothing_for_dispensing() -> None:
    """med-s07, 湯河原町: two departments and the pharmacy, 5,400 yen in all."""
    bill = FAMILY | {"treated_on": 20160501, "child_birth_date": 20060510}
    bills = [
        bill | {"insured_share": share, "care": care} for share, care in ((2_000, 0), (2_400, 0), (1_000, 2))
    ]
    found = [medical_subsidy_single_parent.subsidy(one, (0, 0), (0, 0), SAMUKAWA) for one in bills]
    assert tuple(sum(one[name] for one in found) for name in ("co_payment", "town_pays")) == (400, 5_000)


def test_income_of_two_years_before_and_the_limit_itself_is_out() -> None:
    """寒川町: 前々年, 2,300,000 yen with one dependant, 未満."""
    bill = FAMILY | {"parent_dependants": 1, "parent_pay_or_pension": 9_999_999}
    for day, incomes, eligible in (
        (20230510, (0, 2_479_999), 1),
        (20230510, (0, 2_480_000), 0),
        (20230110, (2_480_000, 0), 0),
        (20230110, (2_479_999, 9_000_000), 1),
    ):
        found = medical_subsidy_single_parent.subsidy(bill | {"treated_on": day}, incomes, (0, 0), SAMUKAWA)
        assert (2021, eligible) == (found["income_year"], found["eligible"])


def test_what_nobody_knows_is_not_settled() -> None:
    """養育者, and a fifth dependant; a supporter who is not there does not matter."""
    assert is_known(FAMILY)
    assert not is_known(FAMILY | {"ground": 3})
    assert not is_known(FAMILY | {"parent_dependants": 5})
    assert is_known(FAMILY | {"supporter_dependants": 5})
    assert not is_known(FAMILY | {"supporter_dependants": 5, "has_supporter": 1})


@pytest.mark.parametrize(
    ("treated", "years", "from_next_month", "last"),
    [
        (date(2025, 5, 10), 1, True, date(2026, 5, 31)),
        (date(2024, 1, 31), 1, True, date(2025, 1, 31)),
        (date(2024, 2, 28), 5, False, date(2029, 2, 28)),  # begins on 29 February
        (date(2024, 2, 29), 5, False, date(2029, 2, 28)),
        (date(2024, 12, 31), 5, False, date(2029, 12, 31)),
    ],
)
def test_the_last_day_to_claim(treated: date, years: int, from_next_month: bool, last: date) -> None:
    """民法143条: the day before the corresponding one, the month's last where there is none."""
    assert last == claim_deadline(treated, years, from_next_month)
