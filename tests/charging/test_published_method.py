"""Guards the published text of the method: its worked example is what the program computes."""

from __future__ import annotations

from pathlib import Path

from uwanose.charging.due import ZeroReason, due
from uwanose.charging.formulas import weights
from uwanose.charging.records import Kind
from uwanose.charging.shares import Slice, allocate

from .register import (
    NAMES,
    POPULATIONS,
    TOWNS,
    adopts,
    all_adopt,
    consortium,
    customization,
    formula,
    month,
    months,
    profile,
    spread,
    upkeep,
)

TEXT = (Path(__file__).resolve().parents[2] / "docs/charging.md").read_text(encoding="utf-8")


def test_the_worked_example_is_what_the_program_charges() -> None:
    """Fourteen lines of 88,000 yen: population, share, product, floor, odd yen, burden."""
    share = weights(formula(20).terms, TOWNS, {"population": POPULATIONS})
    total = Slice(1_056_000, 12, 0, 1).yen
    floor, burden = (allocate(total, share, TOWNS, rule) for rule in ("floor", "largest_remainder"))
    for town in TOWNS:
        exact = total * share[town]
        thousandths = exact.numerator * 1000 // exact.denominator
        odd = "+1" if town in burden.odd else ""
        assert (
            f"| {NAMES[town]} | {POPULATIONS[town]:,} | {share[town]} | {thousandths // 1000:,}.{thousandths % 1000:03}"
            f" | {floor.yen[town]:,} | {odd} | {burden.yen[town]:,} |\n"
        ) in TEXT
    assert f"| {sum(floor.yen.values()):,} | +{floor.rest} | {total:,} |" in TEXT
    facts = profile(
        customization("K-001", upkeep(1_056_000), shared=True),
        all_adopt("K-001"),
        union=consortium(formula(20)),
    )
    assert {line.municipality: line.yen for line in due(facts, [month("2026-04")])} == burden.yen


def test_the_late_joiners_of_the_text_pay_what_it_says() -> None:
    """3,000,000 yen over 60 months, the second town from the thirteenth on."""
    for policy, first, second in (
        ("remaining", 1_800_000, 1_200_000), ("retroactive", 1_500_000, 1_500_000), ("none", 3_000_000, 0),
    ):  # fmt: skip
        entry = customization("K-012", spread(3_000_000), late_join=policy, window=24)
        facts = profile(entry, adopts("oi", "K-012"), adopts("oiso", "K-012", "2027-04-01"))
        lines = due(facts, months("2026-04", 60))
        sums = {town: sum(line.yen for line in lines if line.municipality == town) for town in ("oi", "oiso")}
        assert sums == {"oi": first, "oiso": second}
        assert any(
            f"`{policy}`" in line and f"| {first:,} | {second:,} |" in line for line in TEXT.splitlines()
        )


def test_every_word_of_the_book_is_explained() -> None:
    """Kinds and routes of lines."""
    assert all(f"`{kind.value}`" in TEXT for kind in Kind)
    assert all(
        f"`{route}`" in TEXT
        for route in ("same_year", "old_year_until_0531", "past_year", "new_claim", "settlement")
    )
    assert all(reason.ja and reason.en for reason in ZeroReason)
