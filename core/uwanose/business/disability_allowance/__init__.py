"""The disability allowances (特別障害者手当・障害児福祉手当・経過的福祉手当) as dated amounts to look up.

A town without a welfare office of its own takes the papers only: the prefecture decides and pays. Nothing here is a payment
run of a town.
"""
