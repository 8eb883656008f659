"""Owns rows for the oracle: one person from a few named amounts, or from invented columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from uwanose.engine.model import Array

OUT_OF_SCOPE = {
    "resident_id": "names the row; no amount rests on it",
    "household_id": "keeps rows together; nothing of this tax is shared in a household",
    "municipality": "chooses the town, which the comparison does itself",
}
LAND = (
    "land_short_general",
    "land_short_reduced",
    "land_long_general",
    "land_long_specified",
    "land_long_residence",
)
COLUMNS = (
    "birth_date", "deemed_adult", "house_only", "public_assistance", "pay_revenue", "pension_revenue",
    "business_income", "real_estate_income", "interest_income", "dividend_income", "dividend_credit_stock",
    "dividend_credit_trust", "dividend_credit_foreign_trust", "miscellaneous_income", "short_term_transfer_income",
    "long_term_transfer_income", "temporary_income", "loss_offset", "carried_forward_comprehensive",
    *(f"{name}_{part}" for name in LAND for part in ("gain", "special", "special_amount")),
    "listed_dividend_income", "carried_forward_listed_dividend", "stock_general_income", "stock_listed_income",
    "carried_forward_stock_listed", "futures_income", "carried_forward_futures", "forestry_income",
    "carried_forward_forestry", "retirement_income", "high_pay_adjustment", "casualty_loss",
    "casualty_disaster_outlay", "medical_paid", "medical_reimbursed", "self_medication_chosen",
    "self_medication_paid", "self_medication_reimbursed", "social_insurance_paid", "mutual_aid_paid",
    "life_new_general_paid", "life_old_general_paid", "life_care_medical_paid", "life_new_pension_paid",
    "life_old_pension_paid", "earthquake_paid", "old_long_term_paid", "disability", "widow_status",
    "working_student", "spouse", "spouse_total_income", "spouse_disability", "spouse_non_resident",
    "dependants_general", "dependants_specific", "dependants_elderly", "dependants_cohabiting_parent",
    "dependants_under_16", "dependants_non_resident", "dependants_disability_general",
    "dependants_disability_special", "dependants_disability_special_cohabiting",
    "specified_relative_1_total_income", "specified_relative_2_total_income",
    "specified_relative_3_total_income", "donation_furusato", "donation_common", "donation_prefecture",
    "donation_municipality", "one_stop", "housing_loan_unused", "housing_loan_limit",
    "housing_loan_national_taxable", "foreign_tax_excess", "foreign_tax_national_limit", "dividend_levy_withheld",
    "stock_levy_withheld", "collection", "rest_by_ordinary", "pension_withholding", "pension_tax_previous",
    "pension_withheld_february", "change_term", "ordinary_billed_1", "ordinary_billed_2", "ordinary_billed_3",
    "change_month", "payroll_billed_first", "payroll_billed_later", "payroll_last_month", "after_leaving",
)  # fmt: skip


def person(**amounts: int) -> dict[str, int]:
    """One person born in 1980 with the amounts given; everything else is 0."""
    unknown = set(amounts) - set(COLUMNS)
    assert not unknown, f"unknown columns: {unknown}"
    return dict.fromkeys(COLUMNS, 0) | {"birth_date": 19800615} | amounts


def people(columns: Mapping[str, Array]) -> Iterator[dict[str, int]]:
    """The rows of invented columns; a column that is absent is 0."""
    names = [name for name in COLUMNS if name in columns]
    absent = dict.fromkeys(set(COLUMNS) - set(names), 0)
    for values in zip(*(columns[name].tolist() for name in names), strict=True):
        yield absent | dict(zip(names, values, strict=True))
