"""Owns the invented residents of the towns as input columns of resident tax, and refusing what nobody can invent."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import numpy as np

from uwanose.engine.arithmetic import Column
from uwanose.engine.columns.days import as_numbers
from uwanose.engine.model import Array, Text
from uwanose.engine.population.figures import FIRST_INCOME_YEAR
from uwanose.engine.population.town import Town, invent
from uwanose.errors import Finding, Refused
from uwanose.money import Rate

Columns = dict[str, Array]  # by column: whole numbers, or text for ids

THRESHOLD_SHARE = Rate(2, 100)


def residents(
    towns: Mapping[str, int],
    *,
    seed: int,
    income_year: int,
    threshold_share: Rate = THRESHOLD_SHARE,
) -> Iterator[tuple[str, Columns]]:
    """Give the residents of each town (id → number of residents) as columns of ``resident_tax``.

    *income_year* is the year before the levy year. Exactly *threshold_share* of the people stand on a border of
    the law. A town's people do not depend on the other towns. Raises Refused before anything is invented.
    """
    check(towns, income_year, threshold_share)
    return (
        (town, _columns(invent(town, persons, seed, income_year, threshold_share)))
        for town, persons in towns.items()
    )


def _columns(town: Town) -> Columns:
    inhabitants = town.people
    return {
        "resident_id": numbered(f"{town.id}-r", np.arange(1, len(inhabitants) + 1)),
        "household_id": numbered(f"{town.id}-h", inhabitants.household + 1),
        "municipality": np.full(len(inhabitants), town.id),
        "birth_date": as_numbers(inhabitants.born),
        **town.amounts,
    }


def town_by_town(
    towns: Mapping[str, int],
    seed: int,
    fiscal_year: int,
    share: Rate,
    columns: Callable[[Town, int, Rate], Columns],
) -> Iterator[tuple[str, Columns]]:
    """Give the columns another business needs of the residents with the income of the year before a fiscal year.

    Raises Refused before anything is invented.
    """
    check(towns, fiscal_year - 1, share)
    return (
        (town, columns(invent(town, persons, seed, fiscal_year - 1, share), seed, share))
        for town, persons in towns.items()
    )


def numbered(prefix: str, numbers: Column, digits: int = 6) -> Text:
    """Write ids such as ``oi-r000123`` for a whole column at once."""
    text = np.empty((len(numbers), len(prefix) + digits), dtype="<u4")
    text[:, : len(prefix)] = [ord(letter) for letter in prefix]
    rest = numbers.copy()
    for place in range(1, digits + 1):
        text[:, -place] = rest % 10 + ord("0")
        rest //= 10
    return text.view(f"<U{text.shape[1]}").reshape(-1)


def check(towns: Mapping[str, int], income_year: int, share: Rate) -> None:
    """Refuse what nobody can invent, all of it in one go."""
    found = []
    if income_year < FIRST_INCOME_YEAR:
        found.append(_finding(
            "E181", f"{income_year}年の所得では架空人口を作れません（{FIRST_INCOME_YEAR}年から）。",
            f"people cannot be invented for the income of {income_year}; {FIRST_INCOME_YEAR} is the first year.",
        ))  # fmt: skip
    for town, persons in towns.items():
        if not 1 <= persons < 1_000_000:
            found.append(_finding(
                "E182", f"{town} の人口 {persons:,}人は作れません（1人から999,999人まで）。",
                f"{persons:,} residents cannot be invented for {town} (1 to 999,999).",
            ))  # fmt: skip
    if not 0 <= share.numerator <= share.denominator:
        found.append(_finding(
            "E183", f"境界にいる人の割合 {share} が0から1の間にありません。",
            f"the share of people on borders, {share}, is not between 0 and 1.",
        ))  # fmt: skip
    if found:
        raise Refused(found)


def _finding(code: str, ja: str, en: str) -> Finding:
    return Finding(
        code=code,
        ja=ja,
        en=en,
        remedy_ja="範囲の中の値を指定してください。",
        remedy_en="give a value inside the range.",
    )
