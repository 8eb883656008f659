"""Owns a second, independent long-term-care premium: one household at a time, with plain if/else.

It shares no code and no figures with the product: they are typed in here from the law as it was collected. What the
person earned comes in as columns, with the results of resident tax beside them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from tests.oracle.days import day, month_number, reached
from tests.oracle.long_term_care_towns import TABLES, Table
from tests.oracle.resident_tax_income import employment_income

Row = Mapping[str, int]

LOWER_LINE = {2024: 800_000, 2025: 809_000, 2026: 826_500}  # A, 以下
UPPER_LINE = 1_200_000
PENSION_TO_WITHHOLD_FROM = 180_000


def assess(members: Sequence[Row], year: int, town: str) -> list[dict[str, int]]:
    """Assess one household for a fiscal year: one row for each member, in the order given."""
    incomes = [income(member, year) for member in members]
    anybody = any(found["taxed"] for found in incomes)
    return [
        {
            **found,
            "household_taxed": int(anybody),
            **premium(member, found, anybody, year, TABLES[town]),
        }
        for member, found in zip(members, incomes, strict=True)
    ]


def income(row: Row, year: int) -> dict[str, int]:
    """施行令38条1項, and 附則24条 for fiscal year 2026 alone."""
    pay, both = row["employment_income"], row["pay_and_pension_income_adjustment"]
    total = row["total_income"]
    lived_here = row["moved_in_on"] <= year * 10_000 + 101  # the levy dates of both: 1 January and 1 April
    put_back = year == 2026 and lived_here and 551_000 <= row["pay_revenue"] < 1_900_000
    if put_back:
        old_pay = employment_income(row["pay_revenue"], 2025)  # its least deduction was still 550,000
        old_both = 0
        if old_pay > 0 and row["public_pension_income"] > 0:
            capped = min(old_pay, 100_000) + min(row["public_pension_income"], 100_000)
            old_both = max(0, capped - 100_000)
        total += (old_pay - old_both) - (pay - both)
        pay, both = old_pay, old_both
    if put_back:
        by_status = row["exempt_by_status"] and (row["public_assistance"] or total <= 1_350_000)
        taxed = not (by_status or total <= row["per_capita_limit"])
    else:
        taxed = not row["per_capita_exempt"]
    total_for_premium = max(0, total - row["land_special_deduction"])
    without_pension = (
        total - row["land_special_deduction"] - row["public_pension_income"] + both - min(pay, 100_000)
    )
    return {
        "put_back": int(put_back),
        "pay_income": pay,
        "income_adjustment": both,
        "judged_total_income": total,
        "premium_total_income": total_for_premium,
        "lower_stage_income": row["pension_revenue"] + max(0, without_pension),
        "upper_stage_income": total_for_premium,
        "taxed": int(taxed),
    }


def premium(
    row: Row, found: Mapping[str, int], household_taxed: bool, year: int, table: Table
) -> dict[str, int]:
    """介護保険法129条 and the ordinance of the town."""
    months = insured_months(row, year)
    if months == 0:
        return dict.fromkeys(("insured_months", "stage", "annual_amount", "premium", "withheld"), 0)
    reached_stage = stage(row, found, household_taxed, year, table)
    annual = table.annual[reached_stage - 1]
    premium = annual * months // 12  # how a part of a year is rounded was not seen in any of the ordinances
    return {
        "insured_months": months,
        "stage": reached_stage,
        "annual_amount": annual,
        "premium": premium,
        **(collection(row, premium) if months == 12 else {}),
    }


def collection(row: Row, premium: int) -> dict[str, int]:
    """介護保険法135条・140条, for somebody who is insured the whole year: three provisional instalments, then the rest."""
    withheld = row["withheld_since_april"] == 1 and row["pension_for_withholding"] >= PENSION_TO_WITHHOLD_FROM
    provisional = row["provisional_instalment"] if withheld else 0
    rest = premium - 3 * provisional if withheld else 0
    return {
        "withheld": int(withheld),
        "pension_provisional": provisional,
        "pension_final": max(0, rest),
        "over_withheld": max(0, -rest),
    }


def insured_months(row: Row, year: int) -> int:
    """From the month with the day before the 65th birthday, or of moving in, to the month before that of the loss."""
    begins = max(reached(day(row["birth_date"]), 65), day(row["moved_in_on"]))
    april = month_number(date(year, 4, 1))
    first = max(april, month_number(begins))
    after_last = min(april + 12, month_number(day(row["lost_on"])))
    return max(0, after_last - first)


def stage(row: Row, found: Mapping[str, int], household_taxed: bool, year: int, table: Table) -> int:
    """Stages 1 to 5 by pension and other income, from 6 up by total income (lower border in, upper border out)."""
    if row["public_assistance"]:
        return 1
    if found["taxed"]:
        reached_stage = 6
        for border in table.borders:
            if found["upper_stage_income"] >= border * 10_000:
                reached_stage += 1
        return reached_stage
    low = found["lower_stage_income"] <= LOWER_LINE[year]
    if household_taxed:
        return 4 if low else 5
    if low or row["old_age_welfare_pension"]:
        return 1
    return 2 if found["lower_stage_income"] <= UPPER_LINE else 3
