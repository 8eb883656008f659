"""Owns reading ``instalments`` of ``consortium.yaml``: notices above an amount are paid on several days (分納)."""

from __future__ import annotations

import re
from collections.abc import Mapping

from uwanose.source.fields import Fields

_MONTH_DAY = re.compile(r"(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")


def read_instalments(fields: Fields) -> Mapping[int, tuple[tuple[int, tuple[str, ...]], ...]]:
    """Return the thresholds of each quarter with their days, the highest first.

    The days follow each other within the fiscal year, so that the whole amount belongs to it (施行令第142条).
    """
    found = fields.nested("instalments")
    if found is None:
        return {}
    plans = {}
    for quarter in (1, 2, 3, 4):
        plan = [(row.yen("above", 0, least=0), _days(row)) for row in found.rows(str(quarter))]
        if usable := [entry for entry in plan if entry[1]]:
            plans[quarter] = tuple(sorted(usable, reverse=True))
    found.done()
    return plans


def _days(row: Fields) -> tuple[str, ...]:
    days = row.texts("due")
    row.done()
    in_year = [(int(day[:2]) < 4, day) for day in days if _MONTH_DAY.fullmatch(day)]
    if len(days) < 2 or len(in_year) < len(days) or in_year != sorted(set(in_year)):
        row.report(
            "L145",
            row.place("due"),
            f"分納の納期「{'、'.join(days)}」は、年度の中で順に並んだ2つ以上の月-日ではありません。",
            f"The days of the instalments ({', '.join(days)}) are not two or more MM-DD in the order of the fiscal year.",
            "due: [05-20, 06-20, 07-20] のように書いてください。",
            "Write them as in due: [05-20, 06-20, 07-20].",
        )
        return ()
    return days
