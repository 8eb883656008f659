"""Guards the settlement of a year: the same due-function on actual amounts, gross, after all four quarters."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uwanose.charging.closing import close, pending
from uwanose.charging.due import due
from uwanose.charging.heading import RunOrder
from uwanose.charging.posting import Posted
from uwanose.charging.quarters import Quarter
from uwanose.charging.reading import read_book
from uwanose.charging.records import Kind
from uwanose.charging.settling import draft_settlement, settle
from uwanose.charging.statement import statements
from uwanose.charging.verify import verify
from uwanose.errors import Refused
from uwanose.layers.model import CostItem, Profile

from .register import (
    adopts,
    all_adopt,
    customization,
    invoice,
    month,
    months,
    one_off,
    profile,
    spread,
    upkeep,
)

QUARTERS = [Quarter(2026, number) for number in (1, 2, 3, 4)]


def _register(*, build: int | None = None, paid: int | None = None) -> Profile:
    yearly = upkeep(120_000) if paid is None else replace(upkeep(120_000), settled={2026: paid})
    return profile(
        customization("K-001", replace(upkeep(1_200_000), settled={2026: 1_200_000}), shared=True),
        customization("K-006", one_off(1_200_000, actual=build), yearly),
        all_adopt("K-001"),
        adopts("oi", "K-006"),
    )


def _year(folder: Path, facts: Profile) -> None:
    for quarter in QUARTERS:
        close(folder, facts, quarter, on=quarter.months[0].first_day, document="第12号", rules="rules")


def _settle(folder: Path, facts: Profile, on: str = "2027-05-20") -> Posted:
    return settle(folder, facts, 2026, on=date.fromisoformat(on), document="第31号", rules="rules")


def test_the_year_is_settled_on_what_was_paid(tmp_path: Path) -> None:
    """Quoted 1,200,000 and 120,000; paid 1,150,000 and 130,001: 50,000 back, 10,001 more, never 39,999."""
    _year(tmp_path, _register())
    settled = _settle(tmp_path, _register(build=1_150_000, paid=130_001))
    charge, refund = statements(settled.entry)
    assert [(paper.number, paper.total) for paper in (charge, refund)] == [
        ("令和8-精-006", 10_001),
        ("令和8-精-006精還", -50_000),
    ]
    assert {line.kind for line in settled.entry.lines if line.yen} == {Kind.SETTLEMENT}
    assert {row.route for row in charge.rows} == {"new_claim"}
    assert {row.route for row in refund.rows} == {"settlement"}
    assert charge.reason == "令和8年度の実績による精算"
    assert verify(tmp_path).whole
    assert pending(_register(build=1_150_000, paid=130_001), read_book(tmp_path)) == ()


def test_after_the_settlement_a_town_has_borne_what_was_paid(tmp_path: Path) -> None:
    """Over the twelve months: charged by four quarters and the settlement = the actual cost, to the yen."""
    _year(tmp_path, _register())
    _settle(tmp_path, _register(build=1_150_000, paid=130_001))
    charged = read_book(tmp_path).charged
    assert sum(yen for key, yen in charged.items() if key.customization == "K-006") == 1_150_000 + 130_001


def test_a_settlement_within_the_year_is_a_change_of_the_same_year(tmp_path: Path) -> None:
    """On 31 March the books of the year are open: 変更調定."""
    _year(tmp_path, _register())
    lines = _settle(tmp_path, _register(build=1_150_000), "2027-03-31").entry.lines
    assert {line.route for line in lines if line.yen} == {"same_year"}


def test_a_year_is_settled_once(tmp_path: Path) -> None:
    """A second settlement changes no byte and says so; a later mistake is corrected quarter by quarter."""
    _year(tmp_path, _register())
    _settle(tmp_path, _register(build=1_150_000))
    before = (tmp_path / "2026S.jsonl").read_bytes()
    again = _settle(tmp_path, _register(build=1))
    assert (again.changed, [finding.code for finding in again.findings]) == (False, ["C111"])
    assert (tmp_path / "2026S.jsonl").read_bytes() == before


def test_a_settlement_without_differences_is_on_record(tmp_path: Path) -> None:
    """Everything was paid as quoted: no paper, but the year stands settled."""
    _year(tmp_path, _register())
    settled = _settle(tmp_path, _register(build=1_200_000, paid=120_000))
    assert settled.changed and statements(settled.entry) == () and settled.entry.lines == ()
    assert verify(tmp_path).whole


def test_an_open_quarter_or_a_missing_invoice_stops_it(tmp_path: Path) -> None:
    """C119 before the fourth quarter; C130 while a one-off of the year has no actual amount."""
    for quarter in QUARTERS[:3]:
        close(
            tmp_path, _register(), quarter, on=quarter.months[0].first_day, document="第12号", rules="rules"
        )
    with pytest.raises(Refused, match=r"C119.*2026Q4"):
        _settle(tmp_path, _register(build=1))
    close(tmp_path, _register(), QUARTERS[3], on=date(2027, 1, 20), document="第12号", rules="rules")
    with pytest.raises(Refused, match=r"C130.*K-006"):
        _settle(tmp_path, _register())


def test_upkeep_is_settled_by_its_contract_unless_the_register_says_otherwise(tmp_path: Path) -> None:
    """C131 names what was taken as paid by its yearly amount."""
    _year(tmp_path, _register())
    settled = _settle(tmp_path, _register(build=1_200_000))
    assert [(finding.code, finding.severity.value) for finding in settled.findings] == [("C131", "note")]


@pytest.mark.parametrize(("first", "end", "expected"), [("2026-04", None, 12), ("2026-07", "2027-01", 6)])
def test_what_was_paid_falls_on_the_months_that_are_charged(
    first: str, end: str | None, expected: int
) -> None:
    """100,003 yen of the year over twelve months, or over the six from July to December; the next year by contract."""
    item: CostItem = replace(upkeep(120_000, first, end=end), settled={2026: 100_003})
    facts = profile(customization("K-006", item), adopts("oi", "K-006"))
    lines = [line for line in due(facts, months("2026-04", 24)) if line.yen]
    of_year = [line.yen for line in lines if line.month.fiscal_year == 2026]
    assert (sum(of_year), len(of_year)) == (100_003, expected)
    assert sum(line.yen for line in lines if line.month.fiscal_year == 2027) == (0 if end else 120_000)


@given(cuts=st.sets(st.integers(1, 11)), paid=st.lists(st.integers(0, 50_000), min_size=12, max_size=12))
def test_invoices_make_the_year_however_it_is_cut(cuts: set[int], paid: list[int]) -> None:
    """Once all months are billed the year comes to their sum, as ``settled`` says it; while one is open, by contract."""
    starts = [0, *sorted(cuts), 12]
    first = month("2026-04")
    invoices = tuple(
        invoice(yen, str(first + start), str(first + (end - 1)))
        for yen, (start, end) in zip(paid, pairwise(starts), strict=False)
    )

    def lines(**said: object) -> list[tuple[object, int]]:
        facts = profile(customization("K-006", replace(upkeep(120_000), **said)), adopts("oi", "K-006"))  # type: ignore[arg-type]
        return [(line.key, line.yen) for line in due(facts, months("2026-04", 12))]

    assert lines(invoices=invoices) == lines(settled={2026: sum(one.yen for one in invoices)})
    assert lines(invoices=invoices[1:]) == lines()


def test_the_settlement_says_how_many_months_were_billed(tmp_path: Path) -> None:
    """C131 while the invoices do not make the year; none once they do, and the difference is settled."""
    _year(tmp_path, _register())
    half = replace(upkeep(120_000), invoices=(invoice(50_000, "2026-04", "2026-09"),))
    whole = replace(half, invoices=(*half.invoices, invoice(60_000, "2026-10", "2027-03")))

    def paid(item: CostItem) -> Profile:
        facts = _register(build=1_200_000)
        entry = facts.customizations["K-006"]
        changed = replace(entry, costs=(entry.costs[0], item))
        return replace(facts, customizations={**facts.customizations, "K-006": changed})

    (note,) = draft_settlement(
        paid(half), read_book(tmp_path), 2026, order=RunOrder(on=date(2027, 5, 20), document=""), rules=""
    ).findings
    assert (note.code, "請求は6か月分しかない" in note.ja) == ("C131", True)
    settled = _settle(tmp_path, paid(whole))
    assert (settled.findings, settled.entry.totals.yen) == ((), -10_000)
    assert verify(tmp_path).whole


def test_a_new_year_warns_while_the_old_one_is_not_settled(tmp_path: Path) -> None:
    """C132: the differences of the old year would fall into a quarter of the new one; settled first, they do not."""
    _year(tmp_path, _register())
    actual, next_year = _register(build=1_150_000), Quarter(2027, 1)
    for settled in (False, True):
        if settled:
            _settle(tmp_path, actual, "2027-04-10")
        from uwanose.charging.closing import draft

        drafted = draft(actual, read_book(tmp_path), next_year, on=date(2027, 4, 20), document="", rules="")
        codes = [finding.code for finding in drafted.findings]
        assert ("C132" in codes) is not settled


def test_a_spread_one_off_is_settled_by_the_part_of_the_year(tmp_path: Path) -> None:
    """600,000 over 60 months became 540,000: of the year's 120,000 yen 12,000 come back."""
    before, after = (
        profile(customization("K-010", replace(spread(600_000), actual=actual)), adopts("oiso", "K-010"))
        for actual in (None, 540_000)
    )
    _year(tmp_path, before)
    assert _settle(tmp_path, after).entry.totals.yen == -12_000
