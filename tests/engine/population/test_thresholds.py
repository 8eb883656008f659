import numpy as np

from uwanose.engine.columns.days import as_numbers
from uwanose.engine.population import thresholds
from uwanose.engine.population.figures import EXEMPTION_LINES, PENSION_BORDERS, figures
from uwanose.engine.population.town import COUNTED, Town, invent
from uwanose.money import Rate


def test_the_declared_share_stands_on_borders_to_the_person(town: Town) -> None:
    assert (town.place != thresholds.NOWHERE).sum() == 17_501 * 2 // 100
    nobody = invent("oi", 2_000, 1, 2025, Rate(0, 1))
    assert not nobody.place.any()


def test_every_sort_of_border_is_taken(town: Town) -> None:
    assert set(range(7)) == set(town.place.tolist())


def test_birthdays_lie_around_new_year_and_the_school_year(town: Town) -> None:
    """民法第143条, 学校教育法第17条: 1, 2 and 3 January, 1 and 2 April."""
    here = town.place == thresholds.BIRTHDAY
    assert {101, 102, 103, 401, 402} == set((as_numbers(town.people.born[here]) % 10_000).tolist())


def test_those_of_64_and_65_are_born_on_1_or_2_january(town: Town) -> None:
    """65 on 31 December (所得税法第35条第4項): one born on 1 January is, one born on 2 January is not."""
    age = town.people.age
    here = (town.place == thresholds.BIRTHDAY) & ((age == 64) | (age == 65))
    born = set(as_numbers(town.people.born[here]).tolist())
    assert {19600102, 19610101, 19610102, 19620101} >= born
    assert {19610101, 19610102} <= born


def test_pay_and_pension_stand_on_the_borders_of_the_tables(town: Town) -> None:
    pay = town.amounts["pay_revenue"][town.place == thresholds.PAY]
    assert set(figures(2025).pay_borders) >= set(pay.tolist()) >= {650_000, 651_000, 1_900_000}
    pension = town.amounts["pension_revenue"][town.place == thresholds.PENSION]
    assert set(PENSION_BORDERS) == set(pension.tolist())


def test_total_incomes_of_relatives_stand_on_the_limits(town: Town) -> None:
    total = town.total_income[town.place == thresholds.RELATIVE_LIMIT]
    assert set(figures(2025).relative_limits) == set(total.tolist())


def test_families_stand_exactly_on_an_exemption_line_of_their_size(town: Town) -> None:
    """地方税法第295条第3項, 附則第3条の3: (1 + persons) x base + addition."""
    here = np.flatnonzero(town.place == thresholds.FAMILY_LINE)
    spouse = (town.amounts["spouse"] > 0) & (town.amounts["spouse_total_income"] <= 580_000)
    persons = sum((town.amounts[f"dependants_{kind}"] for kind in COUNTED), spouse.astype(np.int64))
    assert (persons[here] > 0).any()
    for count, total in zip(persons[here].tolist(), town.total_income[here].tolist(), strict=True):
        lines = {(1 + count) * base + (addition if count else 100_000) for base, addition in EXEMPTION_LINES}
        assert total in lines
