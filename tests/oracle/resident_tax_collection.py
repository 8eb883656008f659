"""Owns the instalments of the oracle: four ordinary terms, twelve months from pay, and the ones of 2024."""

from __future__ import annotations

from collections.abc import Mapping

MONTHS = ("06", "07", "08", "09", "10", "11", "12", "01", "02", "03", "04", "05")


def instalments(row: Mapping[str, int], year: int, found: Mapping[str, int]) -> dict[str, int]:
    """Return the four ordinary and the twelve payroll instalments; those of the other way are 0."""
    annual, per_capita = found["annual_total"], found["per_capita_total"]
    special = found["special_credit_municipal"] + found["special_credit_prefectural"] if year == 2024 else 0
    terms, months = [0] * 4, [0] * 12
    if row["collection"] == 0:
        before = found["_levies_before_special_credit"] + per_capita if special else annual
        terms = split(before, 4, 1_000) if before > per_capita else [before, 0, 0, 0]
        reduction = before - annual
        for number in range(4):
            cut = min(reduction, terms[number])
            terms[number] -= cut
            reduction -= cut
    elif special:
        months = [0, *(split(annual, 11, 100) if annual > per_capita else [annual] + [0] * 10)]
    else:
        months = split(annual, 12, 100) if annual > per_capita else [annual] + [0] * 11
    named = {f"ordinary_instalment_{number}": yen for number, yen in enumerate(terms, 1)}
    return named | {f"payroll_instalment_{month}": yen for month, yen in zip(MONTHS, months, strict=True)}


def split(annual: int, parts: int, unit: int) -> list[int]:
    """Equal parts cut to a unit; the rest is in the first."""
    part = annual // parts // unit * unit
    return [annual - part * (parts - 1)] + [part] * (parts - 1)
