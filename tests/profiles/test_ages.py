"""年齢計算ニ関スル法律: every business that asks for a birthday has worked examples of the birthdays that are got wrong."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.oracle.border_rows import cases
from tests.profiles.sample import sample
from uwanose.engine.case_files import Case, CaseRow
from uwanose.points.model import ValueType

BIRTHDAYS = {101: "1 January", 229: "29 February", 401: "1 April", 402: "2 April"}


def births(business: str) -> list[str]:
    """The inputs of a business that are birthdays of people."""
    inputs = sample().catalog.inputs[business].values()
    return [one.name for one in inputs if one.type is ValueType.DATE and one.name.endswith("birth_date")]


def computing() -> Iterator[str]:
    """The businesses that compute something from a birthday; the register of residents only records it."""
    catalog = sample().catalog
    for business in catalog.businesses:
        if births(business) and any(item.business == business for item in catalog.items.values()):
            yield business


def expected_rows(business: str) -> Iterator[tuple[Case, CaseRow, set[str]]]:
    """Each row of a case of which something is expected, and what."""
    for case in cases(sample(), business):
        for row in case.rows:
            items = {one.item for one in case.expected if one.row == row.key}
            if items:
                yield case, row, items


@pytest.mark.parametrize("birthday", BIRTHDAYS, ids=BIRTHDAYS.values())
@pytest.mark.parametrize("business", list(computing()))
def test_a_worked_example_for_each_birthday_that_is_got_wrong(business: str, birthday: int) -> None:
    """An age is reached the day before: on 31 December, 28 February, 31 March, and 1 April."""
    born = {
        row.numbers[name] % 10_000
        for _, row, _ in expected_rows(business)
        for name in births(business)
        if name in row.numbers
    }
    assert birthday in born


@pytest.mark.parametrize("business", ["late_elderly_premium", "national_health_insurance"])
def test_75_is_taken_on_the_birthday_itself(business: str) -> None:
    """高齢者の医療の確保に関する法律第52条: who is born on the 1st changes in that month, not in the one before."""
    months = {
        row.numbers["birth_date"]: next(
            one.value for one in case.expected if (one.row, one.item) == (row.key, "insured_months")
        )
        for case, row, items in expected_rows(business)
        if "insured_months" in items and case.on is not None and case.on.year == 2026
    }
    before, on = (
        months[1951_04_02],
        months[1951_05_01],
    )  # in the insurance of the late elderly since April, and since May
    assert abs(before - on) == 1
    assert abs(months[1952_01_01] - months[1951_12_31]) == 1


def test_the_businesses_with_birthdays_are_those_we_know() -> None:
    """A new one needs its examples; they are found above by themselves."""
    assert set(computing()) == {
        "child_allowance", "late_elderly_premium", "long_term_care_premium", "medical_subsidy",
        "medical_subsidy_disability", "medical_subsidy_single_parent", "national_health_insurance", "resident_tax",
    }  # fmt: skip
