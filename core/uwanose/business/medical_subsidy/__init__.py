"""The children's medical subsidy (小児医療費助成): the generic program of the national package.

There is no national law on this subsidy. What a resident gets is laid down in the ordinance of the town, what the
prefecture refunds in the prefecture's own rules; the lowest layer here is the program a package would ship, by our own
decision, with every amount and age a setting. One row is one insured bill; the day of treatment chooses the rules.
"""
