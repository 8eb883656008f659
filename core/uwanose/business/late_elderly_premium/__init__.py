"""The premium of the late-elderly insurance (後期高齢者医療保険料), from the 75th birthday on.

One row is one resident, one run one fiscal year. The rates are those of the prefecture-wide union (広域連合), the same in all
its towns; caps, deductions and reductions are national. The modules stand in the order of the law: ``insured`` →
``income`` → ``members`` → ``reduction`` → ``amounts`` → ``premium`` → ``collection``.
"""
