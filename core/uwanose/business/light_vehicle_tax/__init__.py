"""The light-vehicle tax (軽自動車税種別割): one yearly amount for a vehicle held on 1 April, without shares of a year.

Older vehicles of three and four wheels pay more, clean new ones less for one year: ``vehicle`` → ``tax``.
"""
