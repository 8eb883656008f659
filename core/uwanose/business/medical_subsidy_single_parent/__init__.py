"""The medical subsidy for one-parent families (ひとり親家庭等医療費助成): the generic program of the national package.

There is no national law on this subsidy. Who is covered follows the ordinance of the town; the income is compared as for
the child-rearing allowance (児童扶養手当). One row is one insured bill of the child or of the parent; the day of treatment
chooses the rules.
"""
