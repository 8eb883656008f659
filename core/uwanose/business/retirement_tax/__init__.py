"""Resident tax on retirement income (退職所得の分離課税): withheld when the allowance is paid, by the rules of that day.

One row is one payment. The income belongs to no total income of resident tax (地方税法第292条第1項第13号), so nothing else reads
it. The modules stand in the order of the law: ``service`` → ``income`` → ``tax``.
"""
