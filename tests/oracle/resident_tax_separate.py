"""Owns the incomes taxed apart of the oracle (地方税法附則33条の2〜35条の4): land, dividends, stock, futures, forestry.

Their totals before and after carry-forwards, what deductions leave of each, and the levy on them.
"""

from __future__ import annotations

from collections.abc import Mapping

Row = Mapping[str, int]

LAND = (
    "land_short_general",
    "land_short_reduced",
    "land_long_general",
    "land_long_specified",
    "land_long_residence",
)
# 措置法33条の4〜35条の3: none, 収用等, 居住用財産, 特定土地区画整理等, 特定住宅地造成等, 農地保有合理化等, 低未利用土地等
SPECIAL = (0, 50_000_000, 30_000_000, 20_000_000, 15_000_000, 8_000_000, 1_000_000)
DECLARED = 7
SPECIAL_TOGETHER = 50_000_000  # 措置法36条


def incomes_apart(row: Row, year: int) -> dict[str, int]:
    """Return each income taxed apart as 合計所得金額 has it and as 総所得金額等 has it (after carry-forwards)."""
    found = land(row)
    general, listed = row["stock_general_income"], row["stock_listed_income"]
    loss = -listed if listed < 0 else 0
    dividend = row["listed_dividend_income"]
    dividend = dividend - loss if dividend > loss else 0  # 附則35条の2の6
    listed = max(0, listed)
    carried = {
        name: row[f"carried_forward_{name}"]
        for name in ("listed_dividend", "stock_listed", "futures", "forestry")
    }
    found["stock_classes_refused"] = int(year <= 2016 and general > 0 and row["stock_listed_income"] != 0)
    found["listed_dividend_of_year"] = dividend
    found["stock_listed_of_year"] = listed
    found["listed_dividend_after_losses"] = dividend - carried["listed_dividend"]
    found["stock_listed_after_losses"] = listed - carried["stock_listed"]
    found["futures_after_losses"] = row["futures_income"] - carried["futures"]
    found["forestry_after_losses"] = row["forestry_income"] - carried["forestry"]
    found["_carried_too_much"] = int(
        carried["listed_dividend"] > dividend
        or carried["stock_listed"] > listed
        or carried["futures"] > row["futures_income"]
        or carried["forestry"] > row["forestry_income"]
    )
    always = (
        found["land_gain"] + general + row["retirement_income"]
    )  # land before special deductions, in both totals
    found["separate_income"] = always + dividend + listed + row["futures_income"] + row["forestry_income"]
    found["separate_gross_income"] = found["separate_income"] - sum(carried.values())
    return found


def land(row: Row) -> dict[str, int]:
    """Special deductions go as far as the gain, one kind no further than its amount in all classes together."""
    found: dict[str, int] = {}
    gains = together = 0
    taken = [0] * 7
    for name in LAND:
        gain, kind = row[f"{name}_gain"], row[f"{name}_special"]
        deduction = min(gain, row[f"{name}_special_amount"] if kind == DECLARED else SPECIAL[kind])
        if kind != DECLARED:
            taken[kind] += deduction
        found[f"{name}_special_deduction"] = deduction
        found[f"{name}_income"] = gain - deduction
        gains += gain
        together += deduction
    found["land_gain"] = found["land_in_total_income"] = found["land_in_gross_income_amount"] = gains
    found["land_special_deduction"] = together
    found["land_income"] = gains - together
    beyond_kind = any(sum_of_kind > most for sum_of_kind, most in zip(taken, SPECIAL, strict=True))
    found["special_deductions_refused"] = int(together > SPECIAL_TOGETHER or beyond_kind)
    return found


ORDER = (
    ("land_short", ("land_short_general", "land_short_reduced")),
    ("land_long", ("land_long_general", "land_long_specified", "land_long_residence")),
    ("listed_dividend", ("listed_dividend",)),
    ("stock_general", ("stock_general",)),
    ("stock_listed", ("stock_listed",)),
    ("futures", ("futures",)),
    ("forestry", ("forestry",)),
    ("retirement", ("retirement",)),
)
APART = (*LAND, "listed_dividend", "stock_general", "stock_listed", "futures")


def taxable_incomes(row: Row, found: Mapping[str, int]) -> dict[str, int]:
    """Deductions are used up class by class; each class is cut to 1,000 yen on its own (20条の4の2第1項)."""
    income = {name: found[f"{name}_income"] for name in LAND}
    for name in ("listed_dividend", "stock_listed", "futures", "forestry"):
        income[name] = found[f"{name}_after_losses"]
    income["stock_general"] = row["stock_general_income"]
    income["retirement"] = row["retirement_income"]
    left = found["deductions_total"]
    used = min(left, found["comprehensive_income"])
    result = {"taxable_income": (found["comprehensive_income"] - used) // 1_000 * 1_000}
    left -= used
    for group, names in ORDER:
        result[f"deductions_left_for_{group}"] = left
        for name in names:
            used = min(left, income[name])
            result[f"taxable_{name}"] = (income[name] - used) // 1_000 * 1_000
            left -= used
    result["taxable_apart"] = sum(result[f"taxable_{name}"] for name in APART)
    result["total_taxable_income"] = (
        result["taxable_income"] + result["taxable_forestry"] + result["taxable_retirement"]
    )
    return result


def separate_levies(found: Mapping[str, int], year: int) -> tuple[int, int]:
    """The municipal and the prefectural levy at the rates of the 附則, without the surcharge of the prefecture."""
    listed = (18, 12) if year <= 2014 else (30, 20)  # per thousand
    rates = {
        "land_short_general": (54, 36), "land_short_reduced": (30, 20), "land_long_general": (30, 20),
        "listed_dividend": listed, "stock_general": (30, 20), "stock_listed": listed, "futures": (30, 20),
    }  # fmt: skip
    municipal = prefectural = 0
    for name, (town, prefecture) in rates.items():
        municipal += found[f"taxable_{name}"] // 1_000 * town
        prefectural += found[f"taxable_{name}"] // 1_000 * prefecture
    for name, line in (("land_long_specified", 20_000_000), ("land_long_residence", 60_000_000)):
        below = min(found[f"taxable_{name}"], line)
        above = found[f"taxable_{name}"] - below
        municipal += below // 1_000 * 24 + above // 1_000 * 30
        prefectural += below // 1_000 * 16 + above // 1_000 * 20
    return municipal, prefectural
