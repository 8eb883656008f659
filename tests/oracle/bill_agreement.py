"""Owns laying an oracle of bills beside a whole run: row by row, month by month, and once more in a mixed order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from random import Random

from tests.oracle.dated_engine import DatedEngine, Settled

Row = Mapping[str, int]
Settle = Callable[[Row, str], dict[str, int] | None]  # None: refused, because nobody knows


def agree(engine: DatedEngine, rows: Sequence[Row], settle: Settle, town: str) -> None:
    """Compare each bill and each month's sums, also with the bills in a mixed order."""
    expected = [settle(row, town) for row in rows]
    _same(engine.run(rows, town), rows, expected, town)
    order = Random(town).sample(range(len(rows)), len(rows))
    _same(
        engine.run([rows[place] for place in order], town),
        [rows[place] for place in order],
        [expected[place] for place in order],
        town,
    )


def _same(settled: Settled, rows: Sequence[Row], expected: Sequence[Row | None], town: str) -> None:
    for found, wanted, row in zip(settled.rows, expected, rows, strict=True):
        assert found == wanted, f"{_differing(found, wanted)} in {town} {row}"
    found_months = {month.month: (month.rows, dict(month.sums)) for month in settled.months}
    assert list(found_months) == sorted(found_months)
    assert found_months == _monthly(rows, expected, settled)


def _differing(found: Row | None, wanted: Row | None) -> str:
    if found is None or wanted is None:
        return f"(engine, oracle) {found}, {wanted}"
    names = sorted({*found, *wanted})
    differ = {
        name: (found.get(name), wanted.get(name)) for name in names if found.get(name) != wanted.get(name)
    }
    return f"(engine, oracle) {differ}"


def _monthly(
    rows: Sequence[Row], expected: Sequence[Row | None], settled: Settled
) -> dict[str, tuple[int, dict[str, int]]]:
    """What the bills of a month add up to; a refused bill is in no month."""
    months: dict[str, list[Row]] = defaultdict(list)
    for row, result in zip(rows, expected, strict=True):
        if result is not None:
            year, month = divmod(row["treated_on"] // 100, 100)
            months[f"{year}-{month:02}"].append(result)
    return {
        month: (len(bills), {name: sum(bill.get(name, 0) for bill in bills) for name in settled.added})
        for month, bills in months.items()
    }
