"""National health insurance (国民健康保険税・料), levied on the head of each household for all its insured members.

One row is one member: the insured, a head outside the insurance (擬制世帯主) and those who moved to the insurance of the
late elderly and live on in the household (特定同一世帯所属者). Modules stand in the order in which an amount is made: the
months, the incomes, the reduction of the household, the shares of per-head and per-household amounts, the four parts, the
year, the instalments.

Everything up to a part is exact: shares and months are counted in whole units (twelfths, halves, tenths), and only the
amount of a part is cut. How a town rounds in between was not seen; the published examples agree with this.
"""
