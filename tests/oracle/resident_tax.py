"""Owns a second, independent resident tax: one person at a time, plain if/else, whole numbers and fractions.

It shares no code and no data with the product. The figures are typed in here from the law as it was collected for
levy years 2012 to 2026; only the names of columns and results are common. What a town sets comes in as ``Town``.
Where the law was not at hand a docstring says "from memory": there agreement with the product confirms nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from tests.oracle import resident_tax_collection as collection
from tests.oracle import resident_tax_credits as credits
from tests.oracle import resident_tax_deductions as deductions
from tests.oracle import resident_tax_donations as donations
from tests.oracle import resident_tax_income as income
from tests.oracle import resident_tax_separate as separate

Row = Mapping[str, int]


@dataclass(frozen=True)
class Town:
    """What the ordinances of the town and of the prefecture fix."""

    exemption_base: int
    exemption_add: int
    grade: int
    surcharge: Fraction = Fraction(25, 100_000)
    per_capita_surcharge: int = 300
    cap_at_ordinance_rate: bool = False  # 特例控除の上限の県民税: 標準税率 or the rate with the surcharge
    relief_from: int = 9999  # the first levy year of K-008, an invented relief of the sample


def assess(row: Row, year: int, town: Town) -> dict[str, int]:
    """Assess one person for a levy year; every result is a whole number (flags are 0 or 1)."""
    found = separate.incomes_apart(row, year)
    found |= income.incomes(row, year, found)
    total = found["total_income"]
    dependants = sum(row[f"dependants_{kind}"] for kind in COUNTED)
    same_livelihood = deductions.same_livelihood_spouse(row, year)
    found["same_livelihood_spouse"] = int(same_livelihood)
    found["deductible_spouse"] = int(deductions.deductible_spouse(row, year, total))
    found["counted_dependants"] = dependants
    found["counted_persons"] = dependants + int(same_livelihood)
    found |= exemptions(row, year, town, found)
    found |= deductions.deductions(row, year, total, found["gross_income_amount"])
    found |= separate.taxable_incomes(row, found)
    found |= credits.levies(row, year, found, town.surcharge, town.cap_at_ordinance_rate)
    found |= per_capita(row, year, town, found)
    found |= annual(found, relief(row, found) if year >= town.relief_from else 0)
    found |= collection.instalments(row, year, found)
    return found | refusals(row, year, found)


COUNTED = ("general", "specific", "elderly", "cohabiting_parent", "under_16")


def refusals(row: Row, year: int, found: Mapping[str, int]) -> dict[str, int]:
    """Who is not computed, beside those that the steps before have found."""
    too_much = row["carried_forward_comprehensive"] > max(0, found["comprehensive_income_of_year"])
    under_65 = not collection.reached_65(row["birth_date"], year)
    return {
        "carry_forward_refused": int(found["_carried_too_much"] or too_much),
        "widow_status_refused": int(deductions.widow_status_refused(row, year)),
        "housing_loan_class_refused": int(credits.housing_loan_class_refused(row, year)),
        "furusato_ratio_refused": int(donations.furusato_ratio_refused(row, found)),
        "pension_withholding_refused": int(row["pension_withholding"] != 0 and under_65),
    }


def exemptions(row: Row, year: int, town: Town, found: Mapping[str, int]) -> dict[str, int]:
    """295条1項・3項, 附則3条の3, 森林環境税法4条: 合計所得金額, but 総所得金額等 for the income levy."""
    total, persons = found["total_income"], found["counted_persons"]
    minor_age = 20 if year <= 2022 else 18
    minor = row["birth_date"] >= (year - minor_age) * 10_000 + 103  # born on or after 3 January
    minor = minor and not row["deemed_adult"]
    status = row["disability"] != 0 or row["widow_status"] != 0 or minor
    by_status = row["public_assistance"] == 1 or (
        status and total <= (1_250_000 if year <= 2020 else 1_350_000)
    )

    plus = 0 if year <= 2020 else 100_000
    line = town.exemption_base * (1 + persons) + plus
    levy_line = 350_000 * (1 + persons) + plus
    forest_line = {1: 350_000, 2: 315_000, 3: 280_000}[town.grade] * (1 + persons) + plus
    if persons > 0:
        line += town.exemption_add
        levy_line += 320_000
        forest_line += {1: 210_000, 2: 189_000, 3: 168_000}[town.grade]

    per_capita_exempt = by_status or total <= line
    return {
        "is_minor": int(minor),
        "exempt_by_status": int(by_status),
        "per_capita_limit": line,
        "per_capita_exempt": int(per_capita_exempt),
        "income_levy_limit": levy_line,
        "income_levy_exempt": int(per_capita_exempt or found["gross_income_amount"] <= levy_line),
        "forest_tax_limit": forest_line,
        "forest_tax_exempt": int(by_status or total <= forest_line),
    }


def per_capita(row: Row, year: int, town: Town, found: Mapping[str, int]) -> dict[str, int]:
    """310条, 38条, 平成23年法律118号 (2014 to 2023), 森林環境税法 (from 2024; not for a house only)."""
    recovery = 500 if 2014 <= year <= 2023 else 0
    municipal, prefectural = 3_000 + recovery, 1_000 + town.per_capita_surcharge + recovery
    if found["per_capita_exempt"]:
        municipal = prefectural = 0
    forest = 1_000 if year >= 2024 and not found["forest_tax_exempt"] and not row["house_only"] else 0
    return {
        "municipal_per_capita_levy": municipal,
        "prefectural_per_capita_levy": prefectural,
        "forest_environment_tax": forest,
        "per_capita_total": municipal + prefectural + forest,
    }


def relief(row: Row, found: Mapping[str, int]) -> int:
    """K-008: half of the municipal income levy of the disabled, widows and single parents, or three tenths."""
    if row["disability"] == 0 and row["widow_status"] == 0:
        return 0
    total, levy = found["total_income"], found["municipal_income_levy"]
    tenths = 5 if total <= 1_500_000 else 3 if total <= 2_000_000 else 0
    return levy * tenths // 10 // 100 * 100


def annual(found: Mapping[str, int], reduction: int) -> dict[str, int]:
    """The tax of the year, and what is to be collected: what the levies could not take of a withheld levy is set off.

    314条の9第2項・第3項: set off against everything that is due for the year, the rest is paid back; that the forest tax
    is among it is from memory.
    """
    municipal = found["municipal_income_levy"] + found["municipal_per_capita_levy"]
    prefectural = found["prefectural_income_levy"] + found["prefectural_per_capita_levy"]
    before = municipal, prefectural
    if reduction:  # 45条: the prefectural tax follows in the same proportion
        municipal = (municipal - reduction) // 100 * 100
        prefectural = (before[1] - before[1] * reduction // before[0]) // 100 * 100
    together = municipal + prefectural + found["forest_environment_tax"]
    offset = min(found["withheld_levy_shortfall"], together)
    return {
        "municipal_tax_before_reduction": before[0],
        "prefectural_tax_before_reduction": before[1],
        "municipal_reduction": reduction,
        "municipal_annual": municipal,
        "prefectural_annual": prefectural,
        "annual_total": together,
        "withheld_levy_offset": offset,
        "withheld_levy_refund": found["withheld_levy_shortfall"] - offset,
        "amount_to_collect": together - offset,
    }
