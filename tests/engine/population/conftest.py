"""One invented town for the tests of this folder."""

import pytest

from uwanose.engine.population.residents import Columns, residents
from uwanose.engine.population.town import Town, invent
from uwanose.money import Rate

PERSONS = 17_501


@pytest.fixture(scope="session")
def town() -> Town:
    """大井町 with the income of 2025: the first year with specified relatives."""
    return invent("oi", PERSONS, 20260401, 2025, Rate(2, 100))


@pytest.fixture(scope="session")
def columns() -> Columns:
    """The same town as input columns."""
    return dict(residents({"oi": PERSONS}, seed=20260401, income_year=2025))["oi"]
