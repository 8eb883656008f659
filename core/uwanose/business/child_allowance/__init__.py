"""The child allowance (児童手当): before and after the change of October 2024.

One row is one child in one month; the rows of a claimant are computed together, because the amount depends on the order
among the siblings. Nothing here may be changed by a town. The modules stand in the order of the law: ``siblings`` →
``entitlement`` → ``income`` → ``amount`` → ``payment``.
"""
