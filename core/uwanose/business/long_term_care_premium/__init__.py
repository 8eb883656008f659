"""The long-term-care premium of those of 65 and over (介護保険の第1号保険料).

One row is one resident, one run one fiscal year; everybody of the household is a row, because the stage depends on
whether anybody in it is taxed. Incomes and exemptions are results of the resident tax of the same year. The modules
stand in the order of the law: ``income`` → ``taxed`` → ``insured`` → ``stage`` → ``premium`` → ``collection``.
"""
