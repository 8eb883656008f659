"""Guards the forecast of a year: what is decided, what is only wished, what ends, and what later years are bound to."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from hypothesis import HealthCheck, given, settings

from uwanose.charging.book import Book
from uwanose.charging.closing import close
from uwanose.charging.due import due
from uwanose.charging.forecast import forecast
from uwanose.charging.quarters import Quarter
from uwanose.charging.reading import read_book
from uwanose.layers.model import Act, Profile

from .histories import History, histories
from .register import HERE, TOWNS, adopts, all_adopt, customization, months, one_off, profile, spread, upkeep


def _register() -> Profile:
    wished = replace(
        customization(
            "K-018",
            one_off(660_000, "2027-07"),
            upkeep(66_000, "2027-07"),
            approved=False,
            accepted=None,
            live=None,
        ),
        wishes={"hakone": date(2027, 7, 1), "oi": date(2027, 10, 1)},
    )
    ordered = replace(
        customization("K-010", spread(600_000), upkeep(120_000, end="2027-10")),
        multi_year="債務負担行為",
        order=Act(on=date(2026, 3, 1), document="契約令8-1", place=HERE),
    )
    return profile(
        customization("K-001", upkeep(1_200_000), shared=True), ordered, wished,
        all_adopt("K-001"), adopts("oi", "K-010"),
    )  # fmt: skip


def test_decided_is_what_will_be_due_and_wishes_stand_beside_it() -> None:
    """大井町 in 2027: shared and own cost by its adoptions; K-018 half from October is no decision yet."""
    found = forecast(_register(), Book(), 2027)
    oi = found.towns["oi"]
    assert oi.own == 600_000 // 5 + 120_000 // 2
    assert oi.decided == sum(
        line.yen for line in due(_register(), months("2027-04", 12)) if line.municipality == "oi"
    )
    (wish,) = found.wishes
    assert wish.yen == {
        "hakone": 660_000 + 66_000 * 3 // 12 + 66_000 * 6 // 12 // 2,
        "oi": 66_000 * 6 // 12 // 2,
    }
    assert (oi.undecided, found.towns["hakone"].undecided) == (wish.yen["oi"], wish.yen["hakone"])
    assert (found.towns["hakone"].own, found.towns["hayama"].undecided) == (0, 0)
    assert set(found.towns) == set(TOWNS)


def test_a_wish_whose_price_is_not_known_says_so() -> None:
    """Nothing is invented: 0 yen with a mark."""
    entry = replace(
        customization("K-018", one_off(None, "2027-04"), approved=False), wishes={"oi": date(2027, 4, 1)}
    )
    (wish,) = forecast(profile(entry), Book(), 2027).wishes
    assert (wish.yen, wish.amounts_known) == ({}, False)


def test_refused_and_adopted_entries_are_no_wishes() -> None:
    """What is adopted is decided; what was refused or retired is nothing to plan for."""
    entry = replace(customization("K-010", upkeep(120_000)), wishes={"oi": date(2026, 4, 1)})
    gone = replace(customization("K-011", upkeep(1), retired="2026-06-30"), wishes={"oi": date(2026, 4, 1)})
    assert forecast(profile(entry, gone, adopts("oi", "K-010")), Book(), 2026).wishes == ()


def test_contracts_that_end_are_named_with_what_they_cost() -> None:
    """The upkeep of K-010 ends in September 2027: 120,000 yen of the year before fall away; the spread build goes on."""
    found = forecast(_register(), Book(), 2027)
    assert [(one.customization, one.label, str(one.last), one.towns, one.yen) for one in found.ending] == [
        ("K-010", "年間保守料", "2027-09", ("oi",), 120_000)
    ]
    assert [one.label for one in forecast(_register(), Book(), 2031).ending] == ["初期費用"]
    assert forecast(_register(), Book(), 2029).ending == ()


def test_the_budget_sheet_shows_what_later_years_are_bound_to() -> None:
    """債務負担行為: of 600,000 over 60 months, 360,000 are owed after 2027; by which contract and consent."""
    (shared, own) = forecast(_register(), Book(), 2027).sheet("oi")
    assert (own.customization, own.year, own.later) == ("K-010", 180_000, (120_000, 120_000, 120_000, 0))
    assert (own.bound, own.multi_year, own.order, own.consent) == (
        360_000,
        "債務負担行為",
        "契約令8-1",
        "oi承諾",
    )
    assert (shared.customization, shared.bound) == ("K-001", 0)


def test_what_is_closed_of_the_year_stands_beside_it(tmp_path: Path) -> None:
    """After the first quarter of 2027: a quarter of the yearly amounts is closed."""
    facts = profile(customization("K-006", upkeep(120_000, "2027-04")), adopts("oi", "K-006", "2027-04-01"))
    close(tmp_path, facts, Quarter(2027, 1), on=date(2027, 4, 20), document="第1号", rules="rules")
    town = forecast(facts, read_book(tmp_path), 2027).towns["oi"]
    assert (town.decided, town.closed) == (120_000, 30_000)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(history=histories())
def test_the_forecast_is_the_year_of_the_quarters(history: History) -> None:
    """Σ towns + the union's rest = what is due for the twelve months; the budget sheets add up to the same."""
    for year in (2026, 2027):
        found = forecast(history[-1], Book(), year)
        lines = due(history[-1], months(f"{year}-04", 12))
        assert found.decided + found.rest == sum(line.yen for line in lines)
        for town, figures in found.towns.items():
            assert figures.decided == sum(row.year for row in found.sheet(town))
