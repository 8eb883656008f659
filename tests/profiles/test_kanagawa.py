"""The fourteen towns as they are known: members, populations, verified values, and gaps that stay gaps."""

from __future__ import annotations

from datetime import date

import pytest

from tests.profiles.sample import ROOT, sample
from uwanose.points.model import Age, AgeForm, Confidence, Value

CODES = {
    "hayama": "143014", "samukawa": "143219", "oiso": "143413", "ninomiya": "143421", "nakai": "143618",
    "oi": "143626", "matsuda": "143634", "yamakita": "143642", "kaisei": "143669", "hakone": "143821",
    "manazuru": "143839", "yugawara": "143847", "aikawa": "144011", "kiyokawa": "144029",
}  # fmt: skip
KNOWN_EXEMPTION = {
    "oiso": (320_000, 190_000),
    "oi": (320_000, 190_000),
    "kaisei": (320_000, 190_000),
    "aikawa": (280_000, 170_000),
}


def value(town: str, point: str, on: date) -> Value | None:
    """Return what a town's rules say without assumptions; None where nobody knows."""
    origin = sample().rules(town, on).values.get(point)
    return origin.value if origin else None


def until(years: int) -> Age:
    return Age(years, AgeForm.SCHOOL_YEAR_END)


@pytest.mark.parametrize("assume", [False, True])
def test_the_sample_has_no_findings(assume: bool) -> None:
    """Every value is declared and cited, every adoption approved, consented and seen."""
    assert [finding.text() for finding in sample(assume=assume).findings] == []


def test_the_members_are_thirteen_towns_and_one_village_with_their_codes() -> None:
    """全国地方公共団体コード, in the published order."""
    towns = sample().profile.municipalities
    assert {identifier: town.code for identifier, town in towns.items()} == CODES
    assert [town.name_ja for town in towns.values() if town.name_ja.endswith("村")] == ["清川村"]


def test_the_populations_add_up_to_the_published_total() -> None:
    """305,252 residents on 31 March 2013."""
    population = sample().profile.consortium.drivers["population"]
    assert (population.reference_date, sum(population.values.values())) == (date(2013, 3, 31), 305_252)
    assert list(population.values) == list(CODES)


@pytest.mark.parametrize("town", CODES)
def test_exemption_amounts_are_those_of_the_four_ordinances_seen_and_no_others(town: str) -> None:
    """Four ordinances were seen in full; of 湯河原町 only the base; the other nine must be asked."""
    base, add = (
        value(town, f"resident_tax.exemption.per_capita_{part}", date(2026, 4, 1)) for part in ("base", "add")
    )
    if town == "yugawara":
        assert (base, add) == (320_000, None)
    else:
        assert (base, add) == KNOWN_EXEMPTION.get(town, (None, None))


@pytest.mark.parametrize("town", CODES)
def test_the_prefectures_surcharge_holds_in_every_town_up_to_levy_year_2026(town: str) -> None:
    """水源環境の超過課税: 0.025 % and 300 yen; what follows from 2027 has not been confirmed."""
    for point, shown in (("rate", "25/100000"), ("per_capita", "300")):
        point = f"resident_tax.{point}.kanagawa_surcharge"
        assert str(value(town, point, date(2021, 4, 1))) == shown
        assert str(value(town, point, date(2026, 4, 1))) == shown
        assert value(town, point, date(2027, 4, 1)) is None


@pytest.mark.parametrize(
    ("on", "outpatient"),
    [
        (date(2015, 6, 30), 6),
        (date(2015, 7, 1), 12),
        (date(2022, 3, 31), 12),
        (date(2022, 4, 1), 15),
        (date(2024, 12, 31), 15),
        (date(2025, 1, 1), 18),
    ],
)
def test_yugawara_raised_the_outpatient_age_three_times(on: date, outpatient: int) -> None:
    """湯河原町, the best dated history of the fourteen: a setting that costs nothing."""
    assert value("yugawara", "medical_subsidy.age_limit.outpatient", on) == until(outpatient)


@pytest.mark.parametrize(
    ("town", "last_day_before", "before"),
    [
        ("hayama", date(2023, 9, 30), 15),
        ("samukawa", date(2023, 9, 30), 15),
        ("nakai", date(2023, 6, 30), 15),
        ("oi", date(2019, 3, 31), 15),
        ("manazuru", date(2023, 9, 30), 15),
        ("yugawara", date(2024, 12, 31), 15),
    ],
)
def test_the_extension_to_eighteen_begins_on_the_published_day(
    town: str, last_day_before: date, before: int
) -> None:
    """Each town's page or a newspaper names the day."""
    next_day = date.fromordinal(last_day_before.toordinal() + 1)
    assert value(town, "medical_subsidy.age_limit.outpatient", last_day_before) == until(before)
    assert value(town, "medical_subsidy.age_limit.outpatient", next_day) == until(18)


@pytest.mark.parametrize("town", ["ninomiya", "matsuda", "yamakita", "hakone", "kiyokawa"])
def test_a_current_age_limit_nobody_has_seen_is_left_empty(town: str) -> None:
    """Their last known rule is old; a guess would decide who pays."""
    assert value(town, "medical_subsidy.age_limit.outpatient", date(2026, 11, 25)) is None


def test_kiyokawa_covers_hospital_stays_longer_than_visits() -> None:
    """清川村, seen on 2021-10-22: visits until 15歳年度末, hospital stays until 18歳年度末."""
    on = date(2021, 10, 22)
    assert value("kiyokawa", "medical_subsidy.age_limit.outpatient", on) == until(15)
    assert value("kiyokawa", "medical_subsidy.age_limit.inpatient", on) == until(18)


def test_the_prefectures_standard_was_extended_on_1_april_2023() -> None:
    """小学校就学前 to 小学校卒業; a prefecture setting, so no customization and no yen."""
    point = "medical_subsidy.k_001.outpatient_age"
    assert value("aikawa", point, date(2023, 3, 31)) == until(6)
    assert value("aikawa", point, date(2023, 4, 1)) == until(12)


def test_the_one_parent_limits_are_those_of_the_towns_seen_and_end_where_a_change_was_not_confirmed() -> None:
    """寒川町・開成町 print the table of before 2024-11, 二宮町 follows the allowance; ten towns must be asked."""
    point = "medical_subsidy_single_parent.income_limit.parent"
    known = {town for town in CODES if value(town, point, date(2024, 12, 31)) is not None}
    assert known == {"samukawa", "kaisei"}
    assert {town for town in CODES if value(town, point, date(2025, 1, 1)) is not None} == {"ninomiya"}


def test_the_disability_limit_is_empty_from_where_it_may_have_changed() -> None:
    """愛川町: 3,604,000 was seen on 2023-03-01; the day 特別障害者手当 went to 3,661,000 was not found."""
    point = "medical_subsidy_disability.income_limit.by_dependants"
    assert {town for town in CODES if value(town, point, date(2023, 7, 31)) is not None} == {"aikawa"}
    assert value("aikawa", point, date(2023, 2, 28)) is None
    assert value("aikawa", point, date(2023, 8, 1)) is None


def test_which_share_of_the_prefecture_a_town_gets_is_not_guessed() -> None:
    """1/3, or 1/2 for the financially weak: which of the fourteen are in that class was not found."""
    assert {value(town, "medical_subsidy.k_001.share_class", date(2026, 4, 1)) for town in CODES} == {None}


def test_every_setting_says_where_it_comes_from_or_what_is_missing() -> None:
    """A value has a source; an unknown or unsourced one has a note and is never marked as known."""
    for setting in sample().profile.settings:
        for dated in setting.values:
            assert dated.source or dated.note, dated.place
            if dated.value is not None and not dated.source:
                assert dated.confidence is Confidence.UNVERIFIED, dated.place


def test_the_rules_and_the_profile_hold_no_python() -> None:
    """Working-group members edit these folders; programs live in plugins."""
    assert not [*(ROOT / "profiles").rglob("*.py"), *(ROOT / "rules").rglob("*.py")]
