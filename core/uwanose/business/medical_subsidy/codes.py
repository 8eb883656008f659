"""Owns the codes of the choices in inputs and items, in the order the rules declare them."""

from __future__ import annotations

from typing import Final

# care 診療区分
OUTPATIENT: Final = 0
INPATIENT: Final = 1
DISPENSING: Final = 2

# other_scheme 優先する他制度
NO_OTHER_SCHEME: Final = 0

# income_levy_year 所得判定の課税年度
SAME_YEAR: Final = 0
PREVIOUS_YEAR: Final = 1

# payment_way 助成の方法
NO_SUBSIDY: Final = 0
IN_KIND: Final = 1
REFUND: Final = 2

# claim_period.starts 申請期間の起算
MONTH_AFTER_TREATMENT: Final = 0
