import numpy as np

from uwanose.engine.population.families import FATHER, MOTHER, NOBODY
from uwanose.engine.population.households import CHILD, HEAD, PARENT, PARTNER
from uwanose.engine.population.town import COUNTED, Town


def test_a_dependant_is_claimed_once_and_by_one_taxpayer_of_the_household(town: Town) -> None:
    claims, inhabitants = town.claims, town.people
    claimed = np.flatnonzero(claims.claimed_by != NOBODY)
    assert np.isin(inhabitants.role[claimed], (CHILD, PARENT)).all()
    by = claims.claimed_by[claimed]
    assert (inhabitants.household[by] == inhabitants.household[claimed]).all()
    assert np.isin(inhabitants.role[by], (HEAD, PARTNER)).all()


def test_counts_of_dependants_add_up_to_the_people(town: Town) -> None:
    """Every claimed person is in one count of one row; the others live abroad or are elderly relatives elsewhere."""
    counted = sum(int(town.amounts[f"dependants_{kind}"].sum()) for kind in COUNTED)
    elsewhere = town.amounts["dependants_non_resident"].sum() + town.amounts["dependants_elderly"].sum()
    assert int((town.claims.claimed_by != NOBODY).sum()) == counted - int(elsewhere)


def test_every_dependant_is_within_the_limit_of_income(town: Town) -> None:
    """地方税法第292条第1項第9号: 580,000 yen from levy year 2026."""
    claimed = town.claims.claimed_by != NOBODY
    assert town.total_income[claimed].max() == 580_000
    beyond = np.isin(town.people.role, (CHILD, PARENT)) & ~claimed
    low_mother = town.total_income[beyond] <= 580_000  # of two parents the one with income claims the other
    assert (town.people.role[beyond][low_mother] == PARENT).all()


def test_the_income_of_a_spouse_is_the_one_on_the_spouses_own_row(town: Town) -> None:
    has = np.flatnonzero(town.claims.spouse != NOBODY)
    mate = town.claims.spouse[has]
    assert town.amounts["spouse_total_income"][has].tolist() == town.total_income[mate].tolist()
    assert ((town.amounts["spouse"][has] == 2) == (town.people.age[mate] >= 70)).all()
    assert not town.amounts["spouse"][town.claims.spouse == NOBODY].any()


def test_a_spouse_is_claimed_by_the_one_with_the_higher_income_only(town: Town) -> None:
    has = np.flatnonzero(town.claims.spouse != NOBODY)
    mate = town.claims.spouse[has]
    assert (town.claims.spouse[mate] == NOBODY).all()
    assert (town.claims.claimed_by[mate] == NOBODY).all()
    assert len(np.unique(mate)) == len(mate)


def test_specified_relatives_are_19_to_22_and_no_dependants(town: Town) -> None:
    """特定親族特別控除 (令和8年度から): total income over 580,000 up to 1,230,000 yen."""
    rows = np.flatnonzero(town.claims.specified_by != NOBODY)
    assert len(rows) > 10
    assert ((town.people.age[rows] >= 19) & (town.people.age[rows] <= 22)).all()
    assert 580_000 < town.total_income[rows].min() <= town.total_income[rows].max() <= 1_230_000
    assert (town.claims.claimed_by[rows] == NOBODY).all()
    columns = [town.amounts[f"specified_relative_{n}_total_income"] for n in (1, 2, 3)]
    assert sum(int(np.count_nonzero(column)) for column in columns) == len(rows)
    assert int(sum(column.sum() for column in columns)) == int(town.total_income[rows].sum())


def test_single_parents_have_a_child_and_no_partner(town: Town) -> None:
    """地方税法第292条第1項第12号; 5,000,000 yen of total income at most."""
    status, inhabitants = town.amounts["widow_status"], town.people
    single = np.flatnonzero(status >= MOTHER)
    assert len(single) > 50
    assert (inhabitants.role[single] == HEAD).all()
    assert (inhabitants.female[single] == (status[single] == MOTHER)).all()
    assert ((status[single] == FATHER) != inhabitants.female[single]).all()
    assert town.total_income[single].max() <= 5_000_000
    assert not (inhabitants.role[single + 1] == PARTNER).any()
    assert (town.claims.dependants(inhabitants.role == CHILD)[single] > 0).all()


def test_widows_are_women_who_live_without_a_husband(town: Town) -> None:
    widows = np.flatnonzero(town.amounts["widow_status"] == 1)
    assert len(widows) > 100
    assert town.people.female[widows].all()
    assert (town.people.role[np.minimum(widows + 1, len(town.people) - 1)] != PARTNER).all()
    assert (town.claims.spouse[widows] == NOBODY).all()


def test_a_dependant_under_23_qualifies_for_the_high_pay_adjustment(town: Town) -> None:
    young = town.claims.dependants((town.claims.claimed_by != NOBODY) & (town.people.age < 23)) > 0
    assert town.amounts["high_pay_adjustment"][young].all()
    alone = (
        (town.claims.dependants() == 0) & (town.amounts["disability"] != 2) & (town.claims.spouse == NOBODY)
    )
    assert not town.amounts["high_pay_adjustment"][alone].any()
