import numpy as np

from uwanose.engine.population.town import Town


def test_premiums_and_gifts_are_paid_by_those_with_income(town: Town) -> None:
    poor = town.total_income <= 300_000
    for name in ("life_new_general_paid", "mutual_aid_paid", "donation_furusato", "medical_paid"):
        assert not town.amounts[name][poor].any()
        assert town.amounts[name].any()


def test_the_premium_of_an_employee_is_about_15_percent_of_pay(town: Town) -> None:
    pay, premium = town.amounts["pay_revenue"], town.amounts["social_insurance_paid"]
    usual = (pay > 2_000_000) & (pay < 8_000_000) & (town.amounts["business_income"] == 0)
    usual &= town.amounts["pension_revenue"] == 0
    share = premium[usual] * 1_000 // pay[usual]
    assert 141 <= share.min() <= share.max() <= 156


def test_medical_costs_and_self_medication_are_alternatives(town: Town) -> None:
    chosen = town.amounts["self_medication_chosen"] == 1
    assert chosen.any()
    assert not town.amounts["medical_paid"][chosen].any()
    assert (town.amounts["medical_reimbursed"] <= town.amounts["medical_paid"]).all()
    assert (town.amounts["casualty_disaster_outlay"] <= town.amounts["casualty_loss"]).all()


def test_dividends_with_a_credit_are_part_of_the_dividends(town: Town) -> None:
    """地方税法附則第5条: each dividend is of one sort, some have no credit."""
    sorts = ("stock", "trust", "foreign_trust")
    eligible = np.sum([town.amounts[f"dividend_credit_{sort}"] for sort in sorts], axis=0)
    assert ((eligible == town.amounts["dividend_income"]) | (eligible == 0)).all()
    assert town.amounts["dividend_credit_stock"].any()
    assert town.amounts["dividend_credit_trust"].any()


def test_working_students_are_within_their_limit(town: Town) -> None:
    """地方税法第292条第1項第13号: 850,000 yen from levy year 2026."""
    students = town.amounts["working_student"] == 1
    assert students.any()
    assert town.total_income[students].max() <= 850_000


def test_tax_is_withheld_from_the_pay_of_those_who_live_on_it(town: Town) -> None:
    assert ((town.amounts["collection"] == 1) == (town.amounts["pay_revenue"] >= 1_500_000)).all()


def test_nobody_with_income_in_the_household_gets_assistance(town: Town) -> None:
    helped = town.amounts["public_assistance"] == 1
    household = np.bincount(town.people.household, weights=town.total_income)[town.people.household]
    assert helped.any()
    assert household[helped].max() < 600_000
