"""Owns how the oracle divides a tax: by kind of income, over four terms, twelve months of pay, six of pension."""

from __future__ import annotations

from collections.abc import Mapping

Row = Mapping[str, int]

MONTHS = ("06", "07", "08", "09", "10", "11", "12", "01", "02", "03", "04", "05")
FIRST_YEAR, CONTINUING = 1, 2
PAYROLL, LUMP_SUM = 1, 1


def instalments(row: Row, year: int, found: Mapping[str, int]) -> dict[str, int]:
    """Return every instalment of every way of collection, and what was overpaid; those of another way are 0."""
    special = _special_credit_taken(year, found)
    result = parts(row, year, found, special)
    from_pension = pension(row, year, result["pension_part"], special if result["pension_part"] else 0)
    by_pay = payroll(row, year, found, result["payroll_amount"], special)
    switched = by_pay["payroll_switched"]
    in_terms = ordinary(row, found, result["ordinary_amount"], result.pop("_special_in_terms"), switched)
    for number in (1, 2):  # the half of a first year of pension comes on top
        in_terms[f"ordinary_planned_{number}"] += from_pension[f"pension_ordinary_{number}"]
        if not row["change_term"]:
            in_terms[f"ordinary_instalment_{number}"] += from_pension[f"pension_ordinary_{number}"]
    of_months = (row["change_month"] or row["payroll_last_month"]) and row["collection"] != PAYROLL
    changed = row["pension_withholding"] and (row["change_term"] or row["change_month"])
    without_term = switched > 0 and row["change_term"] == 0
    result["change_refused"] = int(bool(of_months or changed or without_term))
    return result | from_pension | by_pay | in_terms


def _special_credit_taken(year: int, found: Mapping[str, int]) -> int:
    """What the 定額減税 of 2024 makes the tax of the year less; in 2025 it is simply part of the tax."""
    if year != 2024:
        return 0
    return (
        found["_levies_before_special_credit"]
        - found["municipal_income_levy"]
        - found["prefectural_income_levy"]
    )


def parts(row: Row, year: int, found: Mapping[str, int], special: int) -> dict[str, int]:
    """The tax on pension, on the rest, and on pay: the income levy by the shares of 合計所得金額, cut to 100 yen.

    That it is divided so, and that the per-capita levies go to the pension unless something is withheld from pay
    (321条の7の2第1項), is from memory.
    """
    amount = found["amount_to_collect"]
    levy = max(0, amount - found["per_capita_total"])
    total, from_pension = found["total_income"], found["public_pension_income"]
    pay = found["employment_income"] - found["high_pay_income_adjustment"]
    pay -= found["pay_and_pension_income_adjustment"]
    pension_part = rest_part = 0
    if row["pension_withholding"]:
        share = levy * from_pension // total // 100 * 100 if total > 0 else 0
        pension_part = min(share, levy)
        if row["collection"] != PAYROLL:
            pension_part += amount - levy
    if row["collection"] == PAYROLL and row["rest_by_ordinary"]:
        rest = max(0, total - pay - from_pension)
        rest_part = levy * rest // total // 100 * 100 if total > 0 else 0
    others = amount - pension_part - rest_part
    by_pay = others if row["collection"] == PAYROLL else 0
    ordinary_amount = others + rest_part - by_pay
    ways = (pension_part > 0) + (by_pay > 0) + (ordinary_amount > 0)
    in_terms = special if row["collection"] != PAYROLL and not pension_part else 0
    return {
        "special_credit_in_instalments": special,
        "_special_in_terms": in_terms,
        "income_levy_to_collect": levy,
        "pension_part": pension_part,
        "rest_part": rest_part,
        "ordinary_amount": ordinary_amount + in_terms,
        "payroll_amount": by_pay,
        "split_refused": int(special > 0 and ways > 1),
    }


def ordinary(row: Row, found: Mapping[str, int], before: int, special: int, switched: int) -> dict[str, int]:
    """320条: in June alone when the whole tax is no more than the per-capita levies; after a change what remains."""
    whole = found["amount_to_collect"] + special
    planned = split(before, 4, 1_000) if whole > found["per_capita_total"] else [before, 0, 0, 0]
    reduction = special
    for number in range(4):
        cut = min(reduction, planned[number])
        planned[number] -= cut
        reduction -= cut
    terms, overpaid, changed = planned, 0, 0
    first = row["change_term"]
    if first:
        billed = [row[f"ordinary_billed_{number}"] for number in range(1, first)]
        changed = before - special + switched - sum(billed)
        overpaid = max(0, -changed)
        terms = billed + split(max(0, changed), 5 - first, 1_000)
    named = {f"ordinary_planned_{number}": yen for number, yen in enumerate(planned, 1)}
    named |= {f"ordinary_instalment_{number}": yen for number, yen in enumerate(terms, 1)}
    return named | {"ordinary_changed_amount": changed, "ordinary_overpaid": overpaid}


def payroll(row: Row, year: int, found: Mapping[str, int], amount: int, special: int) -> dict[str, int]:
    """321条の5: twelve months from June, in 2024 eleven from July for those with 定額減税; leaving, changes."""
    credited = found["special_credit_municipal"] + found["special_credit_prefectural"] > 0
    july = year == 2024 and credited and row["collection"] == PAYROLL
    start = 1 if july else 0
    count = 12 - start
    of_months = (
        split(amount, count, 100) if amount > found["per_capita_total"] else [amount] + [0] * (count - 1)
    )
    months = [0] * start + of_months
    overpaid = changed = 0
    if row["change_month"] and row["collection"] == PAYROLL:
        first = max(start, (row["change_month"] - 6) % 12)
        billed = [0] * start + [row["payroll_billed_first"]] + [row["payroll_billed_later"]] * (count - 1)
        billed = billed[:first]
        changed = amount - sum(billed)
        overpaid = max(0, -changed)
        months = billed + split(max(0, changed), 12 - first, 100)
    left = lump = 0
    if row["payroll_last_month"] and row["collection"] == PAYROLL:
        last = (row["payroll_last_month"] - 6) % 12
        left = max(0, amount - sum(months[: last + 1]))
        months = months[: last + 1] + [0] * (11 - last)
        if row["after_leaving"] == LUMP_SUM or row["payroll_last_month"] <= 4:
            lump = left
            months[last] += lump
    return {
        "payroll_starts_in_july": int(july),
        "payroll_changed_amount": changed,
        "payroll_overpaid": overpaid,
        "payroll_left_over": left,
        "payroll_lump_sum": lump,
        "payroll_switched": left - lump,
        **{f"payroll_instalment_{month}": yen for month, yen in zip(MONTHS, months, strict=True)},
    }


def pension(row: Row, year: int, amount: int, special: int) -> dict[str, int]:
    """321条の7の2〜321条の7の10: the first year half in the ordinary terms; afterwards half of last year's in advance."""
    kind = row["pension_withholding"]
    before = amount + special
    in_advance, terms, over = [0, 0, 0], [0, 0], 0
    if kind == FIRST_YEAR:
        final = before // 2 // 100 * 100
        terms = split(before - final, 2, 1_000)
    elif kind == CONTINUING:
        if year >= 2017:
            in_advance = split(row["pension_tax_previous"] // 2 // 100 * 100, 3, 100)
        else:
            in_advance = [row["pension_withheld_february"]] * 3
        final = max(0, before - sum(in_advance))
        over = max(0, sum(in_advance) - before)
    else:
        final = 0
    finals = split(final, 3, 100)
    reduced = [*terms, *finals]
    for number in range(5):
        cut = min(special, reduced[number])
        reduced[number] -= cut
        special -= cut
    terms, finals = reduced[:2], reduced[2:]
    result = {
        "pension_amount": before,
        "pension_ordinary_1": terms[0],
        "pension_ordinary_2": terms[1],
        "pension_ordinary_part": before - final if kind == FIRST_YEAR else 0,
        "pension_provisional_total": sum(in_advance),
        "pension_final_total": final,
        "pension_overcollected": over + special,
    }
    names = ("04", "06", "08", "10", "12", "02")
    return result | {
        f"pension_instalment_{month}": yen for month, yen in zip(names, [*in_advance, *finals], strict=True)
    }


def reached_65(birth_date: int, year: int) -> bool:
    """65 on 1 April, which is reached the day before the birthday: born on 2 April or earlier."""
    return birth_date <= (year - 65) * 10_000 + 402


def split(annual: int, parts: int, unit: int) -> list[int]:
    """Equal parts cut to a unit; the rest is in the first."""
    part = annual // parts // unit * unit
    return [annual - part * (parts - 1)] + [part] * (parts - 1)
