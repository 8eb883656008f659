"""Individual resident tax (個人住民税): the levy of the municipality, of the prefecture, and the national forest tax.

One row is one resident, one run one levy year: incomes and deductions are those of the year before, ages are judged on
its 31 December, minority on 1 January (地方税法第318条). The modules stand in the order of the law:

``income`` → ``land`` → ``separate_income`` → ``spouse`` → ``dependants`` → ``exemption`` → ``outlays`` → ``insurance`` →
``status`` → ``taxable`` → ``separate_taxable`` → ``separate_levy`` → ``computed_levy`` → ``adjustment_credit`` →
``dividend_credit`` → ``housing_loan_credit`` → ``donation_credit`` → ``foreign_tax_credit`` → ``exemption_adjustment`` →
``withheld_levies`` → ``special_credit`` → ``levy`` → ``annual`` → ``income_kinds`` → ``pension_collection`` →
``ordinary_collection`` → ``payroll_collection`` → ``payroll_changes`` → ``payroll_months``.

Taken from the register as it stands there, not judged here: who is whose dependant, who is widow or single parent, which
losses are set off and carried forward, and which special deduction of land may be had.
"""
