"""Owns second, independent certificate fees and reference amounts of the disability allowances."""

from __future__ import annotations

from collections.abc import Mapping

Row = Mapping[str, int]

CERTIFICATES = ("register", "removed_register", "register_item", "removed_register_item", "acceptance",
                "acceptance_fine", "register_code", "removed_register_code")  # fmt: skip
FEES = (450, 750, 350, 450, 350, 1_400, 400, 700)
SPECIAL, CHILD, TRANSITIONAL = range(3)
# from the month: 特別障害者手当, 障害児福祉手当 (and 経過的福祉手当); for 2026 nothing was found
ALLOWANCES = (
    (20200401, 27_350, 14_880), (20220401, 27_300, 14_850), (20230401, 27_980, 15_220), (20240401, 28_840, 15_690),
    (20250401, 29_590, 16_100),
)  # fmt: skip


def fee(row: Row) -> dict[str, int]:
    """手数料の標準に関する政令; a code of the register costs nothing online or with the paper certificate."""
    name = CERTIFICATES[row["certificate"]]
    if name.endswith("_code"):
        if row["applied_on"] < 20240301:
            return {"code_too_early": 1}
        if row["online"] or row["with_paper"]:
            return {"code_too_early": 0, "register_fee": 0}
    return {"code_too_early": 0, "register_fee": FEES[row["certificate"]] * row["copies"]}


def allowance(row: Row) -> dict[str, int]:
    """Paid in February, May, August and November for the three months before."""
    amount = 0
    for since, special, child in ALLOWANCES:
        if row["for_month"] >= since:
            amount = special if row["allowance"] == SPECIAL else child
    year, month = row["for_month"] // 10_000, row["for_month"] // 100 % 100
    for paid in (2, 5, 8, 11):
        if month < paid:
            return {"reference_amount": amount, "payment_month": year * 10_000 + paid * 100 + 1}
    return {"reference_amount": amount, "payment_month": (year + 1) * 10_000 + 201}
