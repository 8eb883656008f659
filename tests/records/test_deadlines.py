"""Periods of notification: which day counts first, and what a town's holiday does to the last one."""

from __future__ import annotations

from datetime import date

import pytest

from tests.records.sample import adult, codes, event, family, judge, standard
from uwanose.records.deadlines import Calendar, last_day_of_months, raw_last_day
from uwanose.records.roll import Roll

CALENDAR = Calendar(standard().holidays, standard().holiday_years)


@pytest.mark.parametrize(
    ("start", "days", "counts", "raw", "last"),
    [
        ("2026-04-01", 14, False, "2026-04-15", "2026-04-15"),
        ("2026-04-18", 14, False, "2026-05-02", "2026-05-07"),
        ("2026-12-18", 14, False, "2027-01-01", "2027-01-04"),
        ("2026-04-01", 14, True, "2026-04-14", "2026-04-14"),
        ("2026-04-19", 14, True, "2026-05-02", "2026-05-07"),
        ("2026-04-26", 7, True, "2026-05-02", "2026-05-07"),
    ],
)
def test_the_last_day_moves_to_the_next_working_day(
    start: str, days: int, counts: bool, raw: str, last: str
) -> None:
    """民法第140条, 戸籍法第43条, 地方自治法第4条の2第4項: 2 May 2026 is a Saturday, the next working day is the 7th."""
    first = date.fromisoformat(start)
    assert raw_last_day(first, days, first_day_counts=counts) == date.fromisoformat(raw)
    assert CALENDAR.last_day(first, days, first_day_counts=counts) == date.fromisoformat(last)


def test_a_move_in_by_card_ends_with_the_earlier_period() -> None:
    """住民基本台帳法第24条の2: 14 days after moving in and 30 days after the planned leaving."""
    assert CALENDAR.card_move_in(date(2026, 3, 25), date(2026, 3, 2), 14, 30) == date(2026, 4, 1)
    assert CALENDAR.card_move_in(date(2026, 3, 5), date(2026, 3, 2), 14, 30) == date(2026, 3, 19)


@pytest.mark.parametrize(
    ("start", "counts", "last"),
    [
        ("2026-04-01", True, "2026-06-30"),
        ("2026-04-01", False, "2026-07-01"),
        ("2026-01-31", True, "2026-04-30"),
        ("2025-11-30", True, "2026-02-28"),
        ("2025-12-01", True, "2026-02-28"),
        ("2025-10-15", True, "2026-01-14"),
    ],
)
def test_months_end_the_day_before_the_corresponding_day(start: str, counts: bool, last: str) -> None:
    """民法第143条: where there is no corresponding day, with the last day of the month."""
    first = date.fromisoformat(start)
    assert last_day_of_months(first, 3, first_day_counts=counts) == date.fromisoformat(last)


@pytest.mark.parametrize(
    ("abroad", "notified", "late"),
    [("1", "2026-06-30", []), ("1", "2026-07-01", ["J205"]), ("", "2026-04-07", []), ("", "2026-04-08", ["J205"])],
)  # fmt: skip
def test_a_death_abroad_is_notified_within_three_months(abroad: str, notified: str, late: list[str]) -> None:
    """戸籍法第86条・第43条: 7 days, or 3 months abroad, from the day it was known, that day counted."""
    known = Roll({})
    today = date(2026, 7, 1)
    [entered] = judge(date(2026, 3, 1)).batch(
        [family(event_date="2026-02-20", notified_on="2026-03-01")], known, {}
    )
    child = entered.outcome.records[3].person_number
    death = event(
        "d", "death", {"person_number": child}, event_date="2026-03-31", known_on="2026-04-01", notified_on=notified, abroad=abroad
    )  # fmt: skip
    [judged] = judge(today).batch([death], known, {})
    assert (judged.verdict, codes(judged)) == ("recorded", late)


def test_beyond_the_known_holidays_no_last_day_is_told() -> None:
    """The holidays of a later year are not known: nothing is guessed."""
    assert CALENDAR.last_day(date(2031, 4, 1), 14, first_day_counts=False) is None


@pytest.mark.parametrize(("notified", "late"), [("2026-04-15", []), ("2026-04-16", ["J205"])])
def test_a_late_notification_is_an_alert_from_the_day_after_the_last(notified: str, late: list[str]) -> None:
    """Moved in on 1 April 2026: the 15th is in time. The register shows that it is late, and nothing about a fine."""
    [judged] = judge(date(2026, 4, 20)).batch([family(notified_on=notified)], Roll({}), {})
    assert codes(judged) == late
    assert judged.verdict == "recorded"


@pytest.mark.parametrize(("notified", "verdict"), [("2026-04-15", "recorded"), ("2026-04-16", "rejected")])
def test_a_move_out_told_more_than_14_days_late_is_removed_ex_officio(notified: str, verdict: str) -> None:
    """標準仕様書 第1.0版 4.1.3.0.1: moved on 1 April, the 15th is the last day of a notification."""
    known = Roll({})
    [entered] = judge(date(2026, 3, 1)).batch(
        [family(event_date="2026-02-20", notified_on="2026-03-01")], known, {}
    )
    head = entered.outcome.records[0].person_number
    leaving = event(
        "out",
        "move_out",
        {"person_number": head},
        planned_on="2026-04-01",
        destination="乙県",
        notified_on=notified,
    )
    judged = judge(date(2026, 4, 20)).batch([leaving], known, {})[0]
    assert judged.verdict == verdict
    assert ("J206" in codes(judged)) is (verdict == "rejected")


@pytest.mark.parametrize(
    ("today", "verdict"), [(date(2026, 4, 1), "recorded"), (date(2026, 4, 2), "rejected")]
)
def test_a_move_in_by_card_is_refused_after_its_period(today: date, verdict: str) -> None:
    """Later the paper certificate must be issued again."""
    person = adult(juminhyo_code="30000000001")
    card = event(
        "card", "move_in", person, event_date="2026-03-25", after="whole", procedure="card", planned_leaving="2026-03-02"
    )  # fmt: skip
    [judged] = judge(today).batch([card], Roll({}), {})
    assert judged.verdict == verdict
    assert ("J253" in codes(judged)) is (verdict == "rejected")
