"""Resolution: the topmost layer wins, everything beaten is kept, two clocks, assumptions only where nothing else is."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.layers.sample import Union, adopts, agreed, catalog, formula, point, values
from uwanose.layers.model import Rank
from uwanose.layers.resolve import resolve, stack
from uwanose.points.model import MaySet

APRIL = date(2026, 4, 1)
FEE = "content: {tax.fee: 3_500}\ncosts: [{id: b, kind: one_off, quoted: 900_000, start: 2021-04}]"


def test_the_national_value_of_the_day_holds_where_no_layer_says_otherwise() -> None:
    """A value holds until the next one begins: 31 March still has the old one, 1 April the new one."""
    resolver = Union().resolver()
    before, after = date(2024, 3, 31), date(2024, 4, 1)
    assert resolver.rules("oi", before).values["tax.base"].value == 300_000
    assert resolver.rules("oi", after).values["tax.base"].value == 320_000


def test_a_town_beats_the_prefecture_and_the_prefecture_the_nation() -> None:
    """The stack runs from the winner down, each with its place."""
    union = Union().prefecture("tax.choice: {2021: 2}").town("oi", "tax.choice: {2022: 3}")
    found = union.resolver().stack("oi", "tax.choice", APRIL)
    assert [(origin.layer, origin.value) for origin in found] == [
        (Rank.TOWN, 3),
        (Rank.PREFECTURE, 2),
        (Rank.NATIONAL, 1),
    ]
    assert str(found[0].place) == "profiles/kanagawa/towns/oi.yaml:3:22"
    rules = union.resolver().rules("oi", APRIL)
    assert rules.values["tax.choice"].value == 3
    assert [origin.value for origin in rules.beaten["tax.choice"]] == [2, 1]


def test_a_setting_ends_with_its_last_day() -> None:
    """``until`` is the last day: the day after it the layer beneath holds again."""
    union = Union().town("oi", "care.age: {2021-04-01: {value: 18, until: 2022-03-31}}")
    resolver = union.resolver()
    assert resolver.stack("oi", "care.age", date(2022, 3, 31))[0].value == 18
    assert resolver.stack("oi", "care.age", date(2022, 4, 1))[0].value == 15


def test_the_order_of_files_never_matters() -> None:
    """The same content read in another order gives the same rules."""
    union = Union().entry("K-101", FEE).town("oi", "tax.base: {2021: 330_000}", adopts("K-101", "2021-04-01"))
    first = union.pinned().resolver().rules("oi", APRIL)
    union.files = dict(reversed(union.files.items()))
    assert union.resolver().rules("oi", APRIL) == first


def test_a_customization_lies_over_the_standard_from_its_adoption_on() -> None:
    """One day before the adoption the national value holds."""
    union = Union().entry("K-101", FEE).town("oi", "", adopts("K-101", "2021-04-01")).pinned()
    resolver = union.resolver()
    assert [
        resolver.stack("oi", "tax.fee", day)[0].value for day in (date(2021, 3, 31), date(2021, 4, 1))
    ] == [
        3_000,
        3_500,
    ]
    rules = resolver.rules("oi", date(2021, 4, 1))
    assert (rules.values["tax.fee"].owner, rules.adopted, dict(rules.stopped)) == ("K-101", ("K-101",), {})
    assert resolver.rules("hayama", date(2021, 4, 1)).adopted == ()


def test_a_prefecture_customization_holds_only_while_a_town_takes_part() -> None:
    """Membership is town × system × period: 清川村 left the system on 31 March 2022."""
    union = Union().entry(
        "K-101", FEE, decision="decision: {working_group: 税, on: 2019-08-20, outcome: prefecture}"
    )
    union.prefecture("{}", agreed("K-101", "2021-04-01"))
    union.replace(
        "consortium.yaml",
        "kiyokawa: {resident: [{from: 2011-10-01}]}",
        "kiyokawa: {resident: [{from: 2011-10-01, until: 2022-03-31}]}",
    )
    resolver = union.pinned().resolver()
    assert resolver.stack("kiyokawa", "tax.fee", date(2022, 3, 31))[0].value == 3_500
    assert resolver.stack("kiyokawa", "tax.fee", date(2022, 4, 1))[0].value == 3_000
    assert resolver.stack("hayama", "tax.fee", date(2022, 4, 1))[0].value == 3_500


def test_as_known_leaves_out_what_a_release_did_not_know() -> None:
    """Two clocks: the value of April 2025 was corrected by the release 2026.04."""
    fee = point("tax.levy_rate", values=values({2020: 5, 2025: 7}, known={2025: "2026.04"}))
    union = Union(national=catalog(fee))
    resolver = union.resolver()
    assert resolver.stack("oi", "tax.levy_rate", APRIL)[0].value == 7
    assert resolver.stack("oi", "tax.levy_rate", APRIL, "2020.04")[0].value == 5
    assert resolver.rules("oi", APRIL, "2020.04").sha256 != resolver.rules("oi", APRIL).sha256
    with pytest.raises(KeyError):
        resolver.rules("oi", APRIL, "1999.01")


def test_an_assumption_fills_only_what_every_layer_leaves_empty() -> None:
    """仮定 never beats a value, is never there unasked, and says what it is."""
    union = Union().change("assumptions.yaml", "settings:\n  tax.unset: {2020: 5}\n  tax.base: {2020: 1}\n")
    assert "tax.unset" not in union.resolver().rules("oi", APRIL).values
    rules = union.resolver(assume=True).rules("oi", APRIL)
    assert (rules.values["tax.unset"].value, rules.values["tax.unset"].layer) == (5, Rank.ASSUMPTION)
    assert rules.values["tax.base"].layer is Rank.NATIONAL
    union.town("oi", "tax.unset: {2024: 9}")
    resolver = union.resolver(assume=True)
    assert resolver.stack("oi", "tax.unset", date(2024, 3, 31))[0].layer is Rank.ASSUMPTION
    assert resolver.stack("oi", "tax.unset", date(2024, 4, 1))[0].value == 9


def test_an_assumption_of_one_town_comes_before_the_common_one() -> None:
    """The towns need not be assumed alike."""
    union = Union().change(
        "assumptions.yaml", "settings: {tax.unset: {2020: 5}}\ntowns: {oi: {tax.unset: {2020: 6}}}\n"
    )
    resolver = union.resolver(assume=True)
    assert [resolver.stack(town, "tax.unset", APRIL)[0].value for town in ("oi", "hayama")] == [6, 5]


def test_a_value_known_to_be_unknown_is_not_filled_from_beneath() -> None:
    """An empty value with its reason refuses the results that need it; an assumption may fill it."""
    union = Union().town("oi", "tax.base: {2021: 330_000, 2026: {value: , note: 未確認}}")
    found = union.resolver().stack("oi", "tax.base", APRIL)
    assert [origin.value for origin in found] == [None, 320_000]
    union.change("assumptions.yaml", "settings: {tax.base: {2020: 310_000}}\n")
    assert union.resolver(assume=True).stack("oi", "tax.base", APRIL)[0].layer is Rank.ASSUMPTION


def test_a_new_version_of_a_customization_leaves_past_years_as_they_were() -> None:
    """An amendment stands beside the old content, from its day on; without approval it has no effect."""
    versions = (
        "content: {tax.fee: 3_500}\nversions:\n  - from: 2023-04-01\n    content: {tax.fee: 3_600}\n"
        "    approval: {on: 2023-01-10, document: 決裁2, content: pending}"
    )
    union = Union().entry("K-101", versions).town("oi", "", adopts("K-101", "2021-04-01")).pinned()
    days = (date(2023, 3, 31), date(2023, 4, 1))
    assert [union.resolver().stack("oi", "tax.fee", day)[0].value for day in days] == [3_500, 3_600]
    assert union.codes() == []
    file = "customizations/K-101.yaml"
    line = next(line for line in union.files[file].splitlines() if "決裁2" in line)
    union.replace(file, line, "")
    assert [union.resolver().stack("oi", "tax.fee", day)[0].value for day in days] == [3_500, 3_500]


def test_the_hash_tells_rules_apart_exactly_when_a_result_could_differ() -> None:
    """Comments, spacing, sources and the town's name do not count; a value, a formula and a release do."""
    plain = Union().town("oi", "tax.base: {2021: 330_000}").resolver()
    noted = Union().town("oi", "# 条例\ntax.base:   {2021: {value: 330000, source: 例規集}}").resolver()
    other = Union().town("oi", "tax.base: {2021: 331_000}").resolver()
    assert plain.rules("oi", APRIL).sha256 == noted.rules("oi", APRIL).sha256
    assert plain.rules("oi", APRIL).sha256 != other.rules("oi", APRIL).sha256
    assert plain.rules("hayama", APRIL).sha256 == plain.rules("kiyokawa", APRIL).sha256
    amended = Union(national=catalog(formulas=(formula("tax.levy", "income", "fee", sha256="b2"),)))
    assert amended.resolver().rules("oi", APRIL).sha256 != Union().resolver().rules("oi", APRIL).sha256


def test_towns_of_equal_program_share_it_whatever_their_values() -> None:
    """The engine compiles one graph for all towns of one stack."""
    resolver = Union().town("oi", "tax.base: {2021: 330_000}").resolver()
    assert resolver.rules("oi", APRIL).program == resolver.rules("hayama", APRIL).program
    assert resolver.rules("oi", APRIL).code is resolver.rules("hayama", APRIL).code


def test_rules_cannot_be_changed() -> None:
    """What one run uses, another cannot have altered."""
    rules = Union().resolver().rules("oi", APRIL)
    with pytest.raises(TypeError):
        rules.values["tax.base"] = rules.values["tax.fee"]  # type: ignore[index]


def test_the_functions_of_the_contract_give_the_same_answers() -> None:
    """One town, one day: no resolver needed."""
    union = Union().town("oi", "tax.base: {2021: 330_000}")
    profile = union.profile()
    rules = resolve(profile, union.national, "oi", APRIL, None, union.plugins)
    assert rules == union.resolver().rules("oi", APRIL)
    assert stack(profile, union.national, "oi", "tax.base", APRIL)[0].value == 330_000


def test_between_two_boundaries_nothing_changes_and_nothing_is_resolved_twice() -> None:
    """A year of bills asks for 365 days; the rules of each are exactly those of a resolution of that day alone."""
    versions = (
        "content: {tax.fee: {2021: 3_500}, tax.notice: 文}\nversions:\n  - from: 2023-04-01\n    content: {tax.fee: 3_600}\n"
        "    approval: {on: 2023-01-10, document: 決裁2, content: pending}"
    )
    union = Union().entry("K-101", versions).change("assumptions.yaml", "settings: {tax.unset: {2022: 5}}\n")
    setting = "care.age: {2021-06-15: {value: 18, until: 2022-03-31}}"
    union.town("oi", setting, adopts("K-101", "2021-04-01", "until: 2024-12-31")).pinned()
    union.national = catalog(
        point("tax.fee", may_set=MaySet.STANDARD, values=values({2020: 3_000, 2022: 3_100}))
    )
    shared = union.resolver(assume=True)
    boundaries = shared.boundaries("oi")
    assert {date(2021, 6, 15), date(2022, 4, 1), date(2023, 4, 1), date(2025, 1, 1)} <= set(boundaries)
    around = {day + timedelta(days=step) for day in boundaries for step in (-1, 0, 1) if day > date.min}
    for day in sorted(around):
        alone = union.resolver(assume=True).rules("oi", day)
        assert shared.rules("oi", day) == alone
        assert alone.legal_date == day
    one, other = (shared.rules("oi", date(2022, 5, day)) for day in (1, 2))
    assert one.values is other.values
