"""Owns the codes of the choices in inputs, items and readings, in the order the rules declare them."""

from __future__ import annotations

from typing import Final

# document 書類の種類
PLAN: Final = 0
COMMITMENT: Final = 1
PAYMENT: Final = 2
DETERMINATION: Final = 3

# kind 費目・収入の区分: those from FIXED on are revenue
WORKS: Final = 0
PURCHASE: Final = 1
SUBSIDY: Final = 3
CONSIGNMENT: Final = 4
UTILITY: Final = 5
PAY: Final = 6
BOND: Final = 7
OTHER: Final = 8
FIXED: Final = 9
NOTICE: Final = 10
RECEIPT: Final = 11
GRANT: Final = 12

# year_rule 年度を決めたもの
UNDECIDED: Final = 0
BY_PERFORMANCE: Final = 1
BY_FACT: Final = 2
BY_PERIOD: Final = 3
BY_DUE: Final = 4
BY_COMMITMENT: Final = 5
BY_NOTICE: Final = 6
BY_RECEIPT: Final = 7
BY_BUDGET: Final = 8

# year.consignment, year.pay, year.bond: the reading by which the day of the kind decides; otherwise the commitment does
OWN_DAY: Final = 0

# settlement 支払・収納・訂正の時期
OPEN: Final = 0
BEFORE_YEAR: Final = 1
IN_YEAR: Final = 2
CLOSING: Final = 3
PAST_YEAR: Final = 4
NOT_YET: Final = 99991231  # settled_on: the day nobody has reached

# budget_way 予算の見方
NO_BUDGET: Final = 0
WITHIN: Final = 1
TRANSFER: Final = 2
SUPPLEMENT: Final = 3
CHANGE_COMMITMENT: Final = 4
