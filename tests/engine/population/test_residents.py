from hashlib import sha256

import numpy as np
import pytest

from uwanose.engine.population.residents import Columns, numbered, residents
from uwanose.errors import Refused
from uwanose.money import Rate

TOWNS = {"kiyokawa": 3_162, "nakai": 9_741}


def fingerprint(columns: Columns) -> str:
    digest = sha256()
    for name, column in columns.items():
        digest.update(name.encode() + np.ascontiguousarray(column).tobytes())
    return digest.hexdigest()[:16]


def test_the_same_seed_gives_the_same_people_for_ever() -> None:
    """Change the fixed hash only together with the words of the changelog: other people are invented."""
    town = dict(residents({"kiyokawa": 3_162}, seed=1, income_year=2025))
    assert fingerprint(town["kiyokawa"]) == "93c81bf734fb5bf1"


def test_a_town_does_not_depend_on_the_other_towns() -> None:
    both = dict(residents(TOWNS, seed=1, income_year=2025))
    alone = dict(residents({"nakai": 9_741}, seed=1, income_year=2025))
    assert fingerprint(both["nakai"]) == fingerprint(alone["nakai"])


def test_another_seed_or_town_gives_other_people() -> None:
    made = {
        fingerprint(columns)
        for seed, town in ((1, "oi"), (2, "oi"), (1, "nakai"))
        for _, columns in residents({town: 500}, seed=seed, income_year=2025)
    }
    assert len(made) == 3


def test_a_year_later_the_same_people_are_one_year_younger_in_birth() -> None:
    """Ids stay with the places in the households, so that results of several years can be joined."""
    first, second = (dict(residents({"oi": 500}, seed=1, income_year=year))["oi"] for year in (2023, 2024))
    assert first["household_id"].tolist() == second["household_id"].tolist()
    assert first["pay_revenue"].tolist() == second["pay_revenue"].tolist()


def test_ids_are_unique_and_rows_stand_by_household(columns: Columns) -> None:
    assert len(np.unique(columns["resident_id"])) == len(columns["resident_id"]) == 17_501
    changes = (columns["household_id"][1:] != columns["household_id"][:-1]).sum() + 1
    assert len(np.unique(columns["household_id"])) == changes
    assert columns["resident_id"][0] == "oi-r000001"
    assert columns["municipality"][0] == "oi"


def test_every_column_is_whole_numbers_or_ids_of_one_length(columns: Columns) -> None:
    text = {name for name, column in columns.items() if column.dtype.kind == "U"}
    assert text == {"resident_id", "household_id", "municipality"}
    assert all(column.dtype == np.int64 for name, column in columns.items() if name not in text)
    assert {17_501} == {len(column) for column in columns.values()}


def test_no_column_is_a_personal_number(columns: Columns) -> None:
    assert not any("number" in name for name in columns)


def test_numbers_are_written_with_leading_zeros() -> None:
    assert numbered("x-", np.array([7, 123456])).tolist() == ["x-000007", "x-123456"]


@pytest.mark.parametrize(
    ("towns", "year", "share", "code"),
    [
        ({"oi": 10}, 2010, Rate(2, 100), "E181"),
        ({"oi": 0}, 2025, Rate(2, 100), "E182"),
        ({"oi": 1_000_000}, 2025, Rate(2, 100), "E182"),
        ({"oi": 10}, 2025, Rate(101, 100), "E183"),
        ({"oi": 10}, 2025, Rate(-1, 100), "E183"),
    ],
)
def test_what_nobody_can_invent_is_refused_at_once(
    towns: dict[str, int], year: int, share: Rate, code: str
) -> None:
    with pytest.raises(Refused) as refused:
        residents(towns, seed=1, income_year=year, threshold_share=share)
    assert [code] == [finding.code for finding in refused.value.findings]
