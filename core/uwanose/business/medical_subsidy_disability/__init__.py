"""The medical subsidy for the severely disabled (重度障害者医療費助成): the generic program of the national package.

There is no national law on this subsidy. The package carries the list of disabilities that four municipalities of Kanagawa
print alike; what a town covers beyond it is a customization. One row is one insured bill; the day of treatment chooses
the rules.
"""
