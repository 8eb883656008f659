"""Owns following a read to where it was computed: the run's record beside the results says from which file and day."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from uwanose.dates import fiscal_year
from uwanose.engine.record import SideFiles, file_hash
from uwanose.points.model import Read

__all__ = ["Former", "former_run", "levy_year"]

_BACK = {"same": 0, "previous": 1, "year_before_previous": 2}


@dataclass(frozen=True, slots=True)
class Former:
    """A run whose results are read, with the file it was made from."""

    business: str
    on: date
    source: Path


def former_run(results: Iterable[Path], business: str, year: int) -> Former | None:
    """Return the run of a business for a levy year, None unless its input is at hand and still the very same file."""
    for path in results:
        former = _described(path)
        if former and (former.business, fiscal_year(former.on)) == (business, year):
            return former
    return None


def levy_year(read: Read, day: date) -> int:
    """Return the levy year a read means on a day."""
    return fiscal_year(day) - _BACK[read.year]


def _described(results: Path) -> Former | None:
    try:
        told = json.loads(SideFiles(results).record.read_bytes())
        ((name, sha256),) = told["inputs"].items()
        source = (results.parent / name).resolve()
        on = date.fromisoformat(told["legal_date"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    if not source.is_file() or file_hash(source) != sha256:
        return None
    return Former(told["business"], on, source)
