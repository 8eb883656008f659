"""Days of a record: real ones, unknown ones, days no calendar has; printed in the era, or western for foreigners' births."""

from __future__ import annotations

import pytest

from uwanose.records.record_dates import era_day, known_day, read_record_date, western_day

UNKNOWN = [
    "年月日不詳", "令和元年頃", "令和2年3月頃", "令和2年3月4日頃", "推定令和2年3月4日", "推定令和2年3月", "令和2年春",
    "令和2年3月上旬", "令和2年3月中旬頃", "令和2年 月日不詳", "令和2年3月 日不詳", "令和2年3月1日から令和2年3月9日までの間",
    "2023-02-29",
]  # fmt: skip


@pytest.mark.parametrize("text", UNKNOWN)
def test_unknown_days_stand_where_the_standard_allows_them_and_nowhere_else(text: str) -> None:
    """標準仕様書 第1.0版 1.1.8: five items may be unknown; no substitute is made."""
    assert read_record_date(text, unknown=True) == text
    assert known_day(text) is None
    with pytest.raises(ValueError, match=r"date|day"):
        read_record_date(text, unknown=False)


@pytest.mark.parametrize(
    "text",
    ["2026-02-30", "令和2年13月1日", "いつか", "", "令和2年3月4日ごろ", "大正16年1月1日", "令和2年13月頃"],
)
def test_what_is_no_day_is_refused_even_there(text: str) -> None:
    """A slip is not an unknown day."""
    with pytest.raises(ValueError):
        read_record_date(text, unknown=True)


@pytest.mark.parametrize(
    ("text", "kept", "shown"),
    [
        ("R8.4.1", "2026-04-01", "令和8年4月1日"),
        ("令和元年5月1日", "2019-05-01", "令和元年5月1日"),
        ("昭和64年1月7日", "1989-01-07", "昭和64年1月7日"),
        ("大正2年3月4日", "1913-03-04", "大正2年3月4日"),
        ("明治40年2月28日", "1907-02-28", "明治40年2月28日"),
        ("明治45年7月30日", "明治45年7月30日", "明治45年7月30日"),
        ("大正15年12月25日", "大正15年12月25日", "大正15年12月25日"),
        ("1912-07-30", "1912-07-30", "大正元年7月30日"),
        ("2023-02-29", "2023-02-29", "令和5年2月29日"),
    ],
)
def test_a_day_is_kept_and_printed_in_its_era(text: str, kept: str, shown: str) -> None:
    """1.1.8 and 1.1.9; the last days of Meiji and Taishō stay in the era they were written in."""
    assert read_record_date(text, unknown=True) == kept
    assert era_day(kept) == shown


def test_the_birth_of_a_foreign_resident_is_printed_in_western_years() -> None:
    """1.1.9: western only."""
    assert western_day("1990-01-02") == "1990年1月2日"
    assert western_day("年月日不詳") == "年月日不詳"
