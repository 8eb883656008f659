"""Withholding from public pension: provisional and final amounts, the first year, the special credit of 2024."""

from __future__ import annotations

import pytest

from tests.business.resident_tax.plain import Cells, compute
from uwanose.business.resident_tax import pension_collection

Column = list[int]


def collected(
    tax: int,
    *,
    mark: str = "continuing",
    previous: int = 0,
    february: int = 0,
    levy_year: int = 2025,
    credit: int = 0,
) -> tuple[Column, Column, Column, int]:
    """Return the two ordinary terms, April to August, October to February, and what was withheld beyond the tax."""
    marked: Cells = [mark]
    part: Cells = [tax]
    taken = compute(
        pension_collection.pension_special_credit,
        levy_year,
        pension_part=part,
        split_refused=[False],
        special_credit_in_instalments=[credit],
    )
    amount = compute(
        pension_collection.pension_amount, levy_year, pension_part=part, pension_special_credit=taken
    )
    own = compute(
        pension_collection.pension_ordinary_part, levy_year, pension_withholding=marked, pension_amount=amount
    )
    if levy_year <= 2016:
        provisional = compute(
            pension_collection.pension_provisional_total_until_2016,
            levy_year,
            pension_withholding=marked,
            pension_withheld_february=[february],
        )
    else:
        provisional = compute(
            pension_collection.pension_provisional_total,
            levy_year,
            pension_withholding=marked,
            pension_tax_previous=[previous],
        )
    final = compute(
        pension_collection.pension_final_total,
        levy_year,
        pension_withholding=marked,
        pension_amount=amount,
        pension_ordinary_part=own,
        pension_provisional_total=provisional,
    )
    early = compute(
        pension_collection.pension_provisional_later, levy_year, pension_provisional_total=provisional
    )
    late: dict[str, Cells] = {
        "pension_final_total": final,
        "pension_final_later": compute(
            pension_collection.pension_final_later, levy_year, pension_final_total=final
        ),
        "pension_ordinary_part": own,
        "pension_special_credit": taken,
    }
    terms: dict[str, Cells] = {"pension_ordinary_part": own, "pension_special_credit": taken}
    ordinary = [
        *compute(pension_collection.pension_ordinary_1, levy_year, **terms),
        *compute(pension_collection.pension_ordinary_2, levy_year, **terms),
    ]
    spring = [
        *compute(
            pension_collection.pension_instalment_04,
            levy_year,
            pension_provisional_total=provisional,
            pension_provisional_later=early,
        ),
        *compute(pension_collection.pension_instalment_06, levy_year, pension_provisional_later=early),
        *compute(pension_collection.pension_instalment_08, levy_year, pension_provisional_later=early),
    ]
    autumn = [
        *compute(pension_collection.pension_instalment_10, levy_year, **late),
        *compute(pension_collection.pension_instalment_12, levy_year, **late),
        *compute(pension_collection.pension_instalment_02, levy_year, **late),
    ]
    (over,) = compute(
        pension_collection.pension_overcollected,
        levy_year,
        pension_part=part,
        pension_provisional_total=provisional,
    )
    assert sum(ordinary) + sum(spring) + sum(autumn) - over == tax
    return ordinary, spring, autumn, int(over)


@pytest.mark.parametrize(
    ("previous", "tax", "spring", "autumn"),
    [
        (60_000, 60_000, 10_000, 10_000),  # 富加町, four years
        (60_000, 36_000, 10_000, 2_000),
        (36_000, 60_000, 6_000, 14_000),
        (30_000, 60_000, 5_000, 15_000),  # 宮代町
    ],
)
def test_published_examples_of_those_who_continue(previous: int, tax: int, spring: int, autumn: int) -> None:
    """地方税法第321条の7の8: half of the year before in three parts, then the rest in three parts."""
    assert collected(tax, previous=previous) == ([0, 0], [spring] * 3, [autumn] * 3, 0)


def test_thirds_are_cut_to_hundreds_the_rest_to_the_first_of_each_half() -> None:
    """20条の4の2第8項: 17,500 → 5,900 + 5,800 + 5,800; 22,600 → 7,600 + 7,500 + 7,500. The half is cut to 100 yen."""
    assert collected(40_100, previous=35_100) == ([0, 0], [5_900, 5_800, 5_800], [7_600, 7_500, 7_500], 0)


def test_tax_below_the_provisional_amount_gives_back() -> None:
    """Nothing is withheld from October on; the rest is paid back (from memory)."""
    assert collected(20_000, previous=60_000) == ([0, 0], [10_000] * 3, [0, 0, 0], 10_000)
    assert collected(30_000, previous=60_000) == ([0, 0], [10_000] * 3, [0, 0, 0], 0)


def test_until_2016_the_provisional_amount_is_that_of_february() -> None:
    """平成25年度改正前."""
    given = collected(60_000, february=2_000, previous=60_000, levy_year=2016)
    assert given == ([0, 0], [2_000] * 3, [18_000] * 3, 0)
    assert collected(60_000, february=2_000, previous=60_000, levy_year=2017)[1] == [10_000] * 3


def test_first_year_is_half_in_two_ordinary_terms_and_half_from_october() -> None:
    """地方税法第321条の7の2第2項: 1,000-yen and 100-yen units, the rest to the first."""
    given = collected(60_000, mark="first_year", previous=99_900)
    assert given == ([15_000, 15_000], [0, 0, 0], [10_000] * 3, 0)
    assert collected(45_300, mark="first_year") == ([11_700, 11_000], [0, 0, 0], [7_600, 7_500, 7_500], 0)


def test_who_is_not_withheld_has_nothing_here() -> None:
    """The mark decides."""
    assert collected(0, mark="none", previous=60_000, february=2_000) == ([0, 0], [0, 0, 0], [0, 0, 0], 0)


def test_special_credit_of_2024_is_taken_from_october_on() -> None:
    """From memory: 60,000 yen before, 10,000 yen credited to the first amounts after the provisional ones."""
    assert collected(50_000, previous=60_000, levy_year=2024, credit=10_000) == (
        [0, 0], [10_000] * 3, [0, 10_000, 10_000], 0,
    )  # fmt: skip
    assert collected(45_000, previous=60_000, levy_year=2024, credit=15_000)[2] == [0, 5_000, 10_000]
    assert collected(20_000, previous=60_000, levy_year=2024, credit=40_000) == (
        [0, 0], [10_000] * 3, [0, 0, 0], 10_000,
    )  # fmt: skip
    assert collected(40_000, mark="first_year", levy_year=2024, credit=20_000) == (
        [0, 10_000], [0, 0, 0], [10_000] * 3, 0,
    )  # fmt: skip


def test_special_credit_of_other_years_is_in_the_tax_already() -> None:
    """2025: the tax after the credit is divided as ever."""
    assert collected(50_000, previous=60_000, credit=10_000)[2] == [6_800, 6_600, 6_600]
