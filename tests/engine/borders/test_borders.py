"""Rows about the borders of the dog levy: one yen, one day, one dog, one person on both sides of what is declared."""

from __future__ import annotations

from datetime import date

import numpy as np

from tests.engine import invented as dog
from uwanose.engine.borders import (
    BorderRows,
    Edge,
    border_rows,
    disagreements,
    plain_seats,
    seats_of,
    signals,
)
from uwanose.engine.calculation import Calculation
from uwanose.engine.case_files import read_cases
from uwanose.points.model import Table

ON = date(2026, 4, 1)
KEEPER = {"keeper_birth": 1980_06_15, "dogs": 1, "size": 0, "income": 500_000, "welfare": 0}


def calculation(formulas: str = dog.FORMULAS) -> Calculation:
    return dog.program(formulas).bind(dog.rules(), hooks=())


def made(formulas: str = dog.FORMULAS) -> BorderRows:
    """Two keepers in one house, and one alone."""
    bound = calculation(formulas)
    seats = plain_seats(bound.program.names, [[KEEPER, KEEPER | {"dogs": 2}], [KEEPER]])
    return border_rows(bound, seats, ON)


def along(rows: BorderRows, column: str) -> list[Edge]:
    return [edge for edge in rows.edges if edge.column == column]


def test_what_formulas_compare_is_taken_from_what_is_declared() -> None:
    """A table's bounds and amounts meet the yen its formula takes; a result that is yes or no is watched itself."""
    found = {(one.name, one.reaches, one.point) for one in signals(calculation())}
    assert ("exempt", None, "") in found
    assert ("household_dogs", None, "") in found
    assert {("income", 1_000_001, "relief_table"), ("income", 2_000_001, "relief_table")} <= found
    assert not [one for one in found if one[0] == "levy"]


def test_a_bound_is_stood_on_and_passed_by_one_yen() -> None:
    """以下: 1,000,000 yen is inside, 1,000,001 outside."""
    rows = made()
    edges = {(edge.below, edge.at) for edge in along(rows, "income")}
    assert {(1_000_000, 1_000_001), (2_000_000, 2_000_001)} <= edges
    incomes = set(rows.columns["income"].tolist())
    assert {1_000_000, 1_000_001, 1_000_002, 2_000_000, 2_000_001} <= incomes


def test_an_age_is_met_on_its_very_day() -> None:
    """70歳未満 on 1 April 2026: born on 1 April 1956 reached 70 on 31 March, on 2 April on the day itself, on the 3rd not yet."""
    (edge,) = [edge for edge in along(made(), "keeper_birth") if edge.signal.name == "exempt"][:1]
    assert (edge.below, edge.at) == (1956_04_02, 1956_04_03)


def test_one_person_more_and_one_less() -> None:
    """Houses without the keeper that moves, and with that keeper twice and three times."""
    rows = made()
    sizes = set(np.bincount(rows.columns["household_id"]).tolist())
    assert {1, 2, 3, 4} <= sizes


def test_every_kind_is_tried() -> None:
    """Both sizes, welfare or not."""
    rows = made()
    for name in ("size", "welfare"):
        assert set(rows.columns[name].tolist()) == {0, 1}


def test_each_edge_is_one_step_that_changes_what_it_watches() -> None:
    """Its row in the table is the one on the far side."""
    rows, bound = made(), calculation()
    found = bound.run(rows.columns).items
    assert rows.edges
    for edge in rows.edges:
        assert rows.columns[edge.column][edge.row] == edge.at
        before = rows.columns[edge.column][_before(rows, edge)]
        assert before == edge.below
        if edge.signal.reaches is None:
            watched = found[edge.signal.name]
            assert watched[edge.row] != watched[_before(rows, edge)]


def _before(rows: BorderRows, edge: Edge) -> int:
    """The same seat one step before: the group before this one has as many rows."""
    groups = rows.columns["household_id"]
    return edge.row - int(np.count_nonzero(groups == groups[edge.row]))


def test_a_value_no_column_can_be_brought_to_is_told() -> None:
    """At most 30 dogs of 3,000 yen: a bound of 10,000,000 yen is beyond them."""
    formulas = dog.FORMULAS.replace(
        "def levy(base, relief, exempt):", "def levy(base, relief, exempt, relief_table):"
    )
    bound = dog.program(formulas).bind(
        dog.rules({"relief_table": Table(("upto", "amount"), ((10_000_000_000, 0), (None, 0)))}), hooks=()
    )
    rows = border_rows(bound, plain_seats(bound.program.names, [[KEEPER]]), ON, ["dogs"])
    assert {(one.point, one.reaches) for one in rows.missed} == {("relief_table", 10_000_000_001)}


def test_nothing_disagrees_in_sound_formulas() -> None:
    """The shadow run, and the rows in another order."""
    assert disagreements(calculation(), made().columns) == ()


def test_a_result_that_depends_on_the_order_of_the_rows_is_found() -> None:
    """A formula that counts its rows."""
    formulas = dog.FORMULAS.replace("return household.sum(dogs)", "return np.arange(len(dogs))")
    found = disagreements(calculation(formulas), made().columns)
    assert {(one.way, one.item) for one in found} == {("order", "household_dogs")}


def test_worked_examples_are_what_stands_beside_a_border() -> None:
    """Groups stay whole; without an example something ordinary is taken."""
    text = (
        "- {name: a, business: dog_levy, rules: {}, year: 2026, rows: [{resident_id: a, household_id: h, keeper_birth:"
        " 1950-01-01, dogs: 2, income: 7}, {resident_id: b, household_id: h, keeper_birth: 1980-01-01, dogs: 3, income: 8}],"
        " expect: {a: {levy: 0}}}\n"
    )
    names = calculation().program.names
    cases = read_cases(text.encode(), "a.yaml", dog.catalog(), [])
    seats = seats_of(names, cases, 8, ON)
    assert (len(seats), seats.columns["dogs"].tolist(), seats.moving) == (2, [2, 3], (0, 1))
    plain = seats_of(names, [], 8, ON)
    assert (len(plain), plain.columns["dogs"].tolist(), plain.columns["keeper_birth"].tolist()) == (
        1,
        [1],
        [2026_04_01],
    )
