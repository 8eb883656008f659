"""K-002: the child's birthday decides which year's income counts (逗子市・小田原市 print the rule)."""

from __future__ import annotations

import numpy as np

from uwanose import Column, customizes

_FIRST_MONTH_OF_NEW_INCOME = 7  # the income of a year becomes usable on 1 July of the next year


@customizes("K-002", "medical_subsidy.income_levy_year")
def income_levy_year(birth_date: Column, treated_on: Column, year: Column) -> Column:
    """The levy year counted back from the fiscal year of the treatment (``year``): 0, 1 or 2 years before it.

    The card year begins on the last birthday. A card begun from July to December uses the income of the year before
    its birthday, one begun from January to June the income of the year before that.
    """
    birthday = birth_date % 10000
    card_year = treated_on // 10000 - (treated_on % 10000 < birthday)
    levy_year = card_year - (birthday // 100 < _FIRST_MONTH_OF_NEW_INCOME)
    return np.asarray(year - levy_year)
