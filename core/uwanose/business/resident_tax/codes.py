"""Owns the codes of the choices in inputs, items and values, in the order the rules declare them."""

from __future__ import annotations

from typing import Final

# disability, spouse_disability 障害
NOT_DISABLED: Final = 0
GENERAL_DISABILITY: Final = 1
SPECIAL_DISABILITY: Final = 2
SPECIAL_DISABILITY_COHABITING: Final = 3

# widow_status 寡婦・ひとり親
NO_WIDOW: Final = 0
WIDOW: Final = 1
SINGLE_MOTHER: Final = 2
SINGLE_FATHER: Final = 3
SPECIAL_WIDOW: Final = 4
WIDOWER: Final = 5

# spouse 配偶者
NO_SPOUSE: Final = 0
ELDERLY_SPOUSE: Final = 2

# spouse_bracket, deduction.spouse_bracket 配偶者控除等の所得区分
FIRST_BRACKET: Final = 0
SECOND_BRACKET: Final = 1
THIRD_BRACKET: Final = 2
OVER_BRACKETS: Final = 3

# credit.dividend_rates 配当の種類
STOCK: Final = 0
TRUST: Final = 1
FOREIGN_TRUST: Final = 2

# land_…_special 特別控除の種類
NO_SPECIAL: Final = 0
DECLARED_SPECIAL: Final = 7

# income.land_in_total_income, income.land_in_gross_income_amount 土地等の特別控除の前か後か
BEFORE_SPECIAL: Final = 0

# deduction.order_within_land 短期・長期の中で所得控除を引く順序
GENERAL_FIRST: Final = 0

# collection.pension_takes_per_capita 均等割を年金から徴収する者
UNLESS_PAYROLL: Final = 0
NEVER_FROM_PENSION: Final = 2

# rate.separate 分離課税の区分
LAND_SHORT_GENERAL: Final = 0
LAND_SHORT_REDUCED: Final = 1
LAND_LONG_GENERAL: Final = 2
LAND_LONG_SPECIFIED: Final = 3
LAND_LONG_RESIDENCE: Final = 4
LISTED_DIVIDEND: Final = 5
STOCK_GENERAL: Final = 6
STOCK_LISTED: Final = 7
FUTURES: Final = 8

# credit.furusato_cap_basis ふるさと納税の上限の計算に使う県民税の税率
ORDINANCE_RATE: Final = 1

# housing_loan_limit 住宅ローン控除の限度区分
FIVE_PERCENT: Final = 0

# collection 徴収方法
ORDINARY: Final = 0
PAYROLL: Final = 1

# pension_withholding 公的年金からの特別徴収
NO_PENSION_WITHHOLDING: Final = 0
FIRST_YEAR: Final = 1
CONTINUING: Final = 2

# after_leaving 退職後の徴収
LUMP_SUM: Final = 1
