"""Owns a second, independent resident tax: one person at a time, plain if/else, whole numbers and fractions.

It shares no code and no data with the product. The figures are typed in here from the law as it was collected for
levy years 2021 to 2026; only the names of columns and results are common. What a town sets comes in as ``Town``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from tests.oracle import resident_tax_collection as collection
from tests.oracle import resident_tax_credits as credits
from tests.oracle import resident_tax_deductions as deductions
from tests.oracle import resident_tax_income as income

Row = Mapping[str, int]


@dataclass(frozen=True)
class Town:
    """What the ordinances of the town and of the prefecture fix."""

    exemption_base: int
    exemption_add: int
    exemption_plus: int
    grade: int
    surcharge: Fraction = Fraction(25, 100_000)
    per_capita_surcharge: int = 300
    cap_at_ordinance_rate: bool = False  # 特例控除の上限の県民税: 標準税率 or the rate with the surcharge


def assess(row: Row, year: int, town: Town) -> dict[str, int]:
    """Assess one person for a levy year; every result is a whole number (flags are 0 or 1)."""
    found = income.incomes(row, year)
    total = found["total_income"]
    dependants = sum(row[f"dependants_{kind}"] for kind in COUNTED)
    same_livelihood = deductions.same_livelihood_spouse(row, year)
    found["same_livelihood_spouse"] = int(same_livelihood)
    found["deductible_spouse"] = int(same_livelihood and total <= 10_000_000)
    found["counted_dependants"] = dependants
    found["counted_persons"] = dependants + int(same_livelihood)
    found |= exemptions(row, year, town, total, found["counted_persons"])
    found |= deductions.deductions(row, year, total)
    found["taxable_income"] = max(0, total - found["deductions_total"]) // 1_000 * 1_000
    found |= credits.levies(row, year, found, town.surcharge, town.cap_at_ordinance_rate)
    found |= per_capita(row, year, town, found)
    found["municipal_annual"] = found["municipal_income_levy"] + found["municipal_per_capita_levy"]
    found["prefectural_annual"] = found["prefectural_income_levy"] + found["prefectural_per_capita_levy"]
    found["annual_total"] = (
        found["municipal_annual"] + found["prefectural_annual"] + found["forest_environment_tax"]
    )
    found |= collection.instalments(row, year, found)
    return found


COUNTED = ("general", "specific", "elderly", "cohabiting_parent", "under_16")


def exemptions(row: Row, year: int, town: Town, total: int, persons: int) -> dict[str, int]:
    """295条1項・3項, 附則3条の3, 森林環境税法4条."""
    minor_age = 20 if year <= 2022 else 18
    minor = row["birth_date"] >= (year - minor_age) * 10_000 + 103  # born on or after 3 January
    status = row["disability"] != 0 or row["widow_status"] != 0 or minor
    by_status = row["public_assistance"] == 1 or (status and total <= 1_350_000)

    line = town.exemption_base * (1 + persons) + town.exemption_plus
    levy_line = 350_000 * (1 + persons) + 100_000
    forest_line = {1: 350_000, 2: 315_000, 3: 280_000}[town.grade] * (1 + persons) + 100_000
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
        "income_levy_exempt": int(per_capita_exempt or total <= levy_line),
        "forest_tax_limit": forest_line,
        "forest_tax_exempt": int(by_status or total <= forest_line),
    }


def per_capita(row: Row, year: int, town: Town, found: Mapping[str, int]) -> dict[str, int]:
    """310条, 38条, 平成23年法律118号 (until 2023), 森林環境税法 (from 2024; not for a house only)."""
    recovery = 500 if year <= 2023 else 0
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
