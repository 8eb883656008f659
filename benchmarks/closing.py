"""Owns the register that closing is measured on: 14 towns, 120 customizations, 20 quarters with a joiner and a price cut.

Run alone it prints what each quarter took: ``python benchmarks/closing.py [FOLDER]``.
"""

from __future__ import annotations

import sys
import tempfile
from datetime import date
from fractions import Fraction
from pathlib import Path

from measure import Figures, Laps, emit

from uwanose.charging.closing import close
from uwanose.charging.quarters import Quarter
from uwanose.dates import Interval, Month
from uwanose.errors import Place
from uwanose.layers.model import (
    Act,
    Adoption,
    Approval,
    Consent,
    Consortium,
    CostItem,
    Customization,
    Driver,
    Municipality,
    Outcome,
    Participation,
    Profile,
    Rank,
    Sharing,
    SharingFormula,
    Term,
)

HERE = Place("benchmarks/closing.py", 1, 1)
START = date(2026, 4, 1)
FIRST, QUARTERS, CUSTOMIZATIONS = Quarter(2026, 1), 20, 120
SHARED = 30  # of them the prefecture's, paid for by all fourteen towns
POPULATIONS = {
    "hayama": 33742, "samukawa": 47945, "oiso": 33263, "ninomiya": 29962, "nakai": 9741, "oi": 17501, "matsuda": 11755,
    "yamakita": 11616, "kaisei": 16588, "hakone": 12675, "manazuru": 8101, "yugawara": 26912, "aikawa": 42289,
    "kiyokawa": 3162,
}  # fmt: skip
TOWNS = tuple(POPULATIONS)


def register(*, cheaper: bool = False) -> Profile:
    """Return the register; ``cheaper`` is what it says after the price cut of 2027Q2."""
    entries = [_customization(number, cheaper) for number in range(1, CUSTOMIZATIONS + 1)]
    adoptions = [adoption for entry in entries for adoption in _adoptions(entry)]
    return Profile(
        consortium=_consortium(),
        municipalities={
            town: Municipality(id=town, code=f"14{index:04}", name_ja=town, name_en=town, place=HERE)
            for index, town in enumerate(TOWNS)
        },
        settings=(),
        adoptions=tuple(adoptions),
        customizations={entry.id: entry for entry in entries},
        final={},
        assumptions=(),
        sha256="cheaper" if cheaper else "facts",
    )


def close_all(folder: Path, laps: Laps) -> int:
    """Close every quarter as the command does, reading the whole book each time; return how many lines were written.

    Like the command it keeps what it has proven of a file, so that each is proven once.
    """
    lines, quarter = 0, FIRST
    before, after = register(), register(cheaper=True)
    for _ in range(QUARTERS):
        facts = before if quarter < Quarter(2027, 2) else after
        with laps.lap(str(quarter)):
            closed = close(
                folder, facts, quarter, on=quarter.months[0].first_day, document="組合決裁", rules="rules",
                cache=folder / "cache",
            )  # fmt: skip
        lines += len(closed.entry.lines)
        quarter = quarter.next
    return lines


def measure(folder: Path) -> Figures:
    """Return what the closes took together, and the slowest one."""
    laps = Laps()
    lines = close_all(folder, laps)
    each = [value for name, value in laps.figures.items() if name.endswith("_cpu_s")]
    return {"run_cpu_s": sum(each), "slowest_cpu_s": max(each), "lines": lines, "quarters": QUARTERS}


def _customization(number: int, cheaper: bool) -> Customization:
    shared = number <= SHARED
    yearly = 60_001 * number - (12_000 if cheaper and number % 10 == 0 else 0)
    return Customization(
        id=f"K-{number:03}", title_ja=f"件名{number}", title_en="", business="medical_subsidy", door="own_measure",
        basis="", request=_act(), decision=_act(), outcome=Outcome.PREFECTURE if shared else Outcome.TOWN,
        working_group="", quote=_act(), approval=Approval(on=START, document="決裁", content="", place=HERE),
        order=_act(), multi_year="none", accepted=START, live=START, retired=None, content=(), versions=(),
        added_points=(), added_items=(),
        sharing=Sharing(formula="" if shared else "population", late_join="retroactive" if number == 60 else "remaining"),
        costs=(
            CostItem(id="build", kind="one_off", start=Month(2026, 4), quoted=1_000_003 * (number % 7 + 1), months=60,
                     charge="spread" if number % 2 else "at_payment", place=HERE),
            CostItem(id="upkeep", kind="recurring", start=Month(2026, 4), yearly=yearly, place=HERE),
        ),
        replaces="", taken_over_by={}, illustrative="invented", reason="", source="", sha256="", place=HERE,
    )  # fmt: skip


def _adoptions(entry: Customization) -> list[Adoption]:
    number = int(entry.id.removeprefix("K-"))
    if number <= SHARED:
        agreements = {town: _act() for town in TOWNS}
        return [_adoption(entry, Rank.PREFECTURE, "", START, agreements)]
    towns = [TOWNS[(number + step) % len(TOWNS)] for step in range(number % 4 + 1)]
    found = [_adoption(entry, Rank.TOWN, town, START) for town in towns]
    if (
        number == 60
    ):  # a town joins in the sixth quarter and is charged as if it had been there from the start
        found.append(_adoption(entry, Rank.TOWN, TOWNS[(number + 5) % len(TOWNS)], date(2027, 7, 1)))
    return found


def _adoption(
    entry: Customization, layer: Rank, town: str, start: date, agreements: dict[str, Act] | None = None
) -> Adoption:
    consent = (
        Consent(on=START, document="承諾", up_to=10**9, yearly_up_to=10**9, place=HERE) if town else None
    )
    return Adoption(
        customization=entry.id, layer=layer, municipality=town, interval=Interval(start), consent=consent,
        agreements=agreements or {}, seen=(), place=HERE,
    )  # fmt: skip


def _consortium() -> Consortium:
    formula = SharingFormula(
        id="kanagawa", label_ja="均等割20%・人口割80%", interval=Interval(START), remainder="largest_remainder",
        terms=(Term(basis="equal", share=Fraction(20, 100)), Term(basis="population", share=Fraction(80, 100))),
        tie_order=TOWNS, laid_down_in="", illustrative=True, place=HERE,
    )  # fmt: skip
    population = Driver(
        id="population",
        label_ja="人口",
        reference_date=date(2013, 3, 31),
        source="",
        values=POPULATIONS,
        place=HERE,
    )
    return Consortium(
        label_ja="組合", systems={"welfare": ("medical_subsidy",)}, system_labels={"welfare": "福祉"},
        participation=tuple(
            Participation(municipality=town, system="welfare", interval=Interval(START), place=HERE) for town in TOWNS
        ),
        drivers={"population": population}, formulas={formula.id: formula}, prefecture_formula=formula.id,
        due_dates={1: "05-20", 2: "08-20", 3: "11-20", 4: "02-20"}, payee="", place=HERE,
    )  # fmt: skip


def _act() -> Act:
    return Act(on=START, document="文書", place=HERE)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as temporary:
        emit(measure(Path(sys.argv[1] if len(sys.argv) > 1 else temporary)))
