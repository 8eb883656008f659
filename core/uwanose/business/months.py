"""Owns counting months on days written yyyymmdd, as premiums and allowances are paid by the month."""

from __future__ import annotations

from uwanose.engine.arithmetic import Whole

__all__ = ["month_number"]


def month_number(day: Whole) -> Whole:
    """Return the number of the month a day lies in: months since the year 0, so that differences are months."""
    return day // 10000 * 12 + day // 100 % 100 - 1
