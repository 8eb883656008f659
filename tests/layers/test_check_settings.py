"""Free settings: only on ordinance and option points, by the right layer, inside the legal range, under no lock."""

from __future__ import annotations

from tests.layers.sample import Union, adopts, catalog, point, values
from uwanose.errors import Severity
from uwanose.layers.checks import check, refusals
from uwanose.money import Rate
from uwanose.points.model import ValueType


def test_a_point_fixed_by_law_is_refused_with_its_article() -> None:
    """地方税法: no layer may touch it."""
    found = Union().town("oi", "tax.rate: {2021: 5}").finding("L102")
    assert "地方税法第314条の3" in found.ja
    assert "大井町" in found.ja
    assert "税 rateの額" in found.ja
    assert (found.scope, str(found.place)) == ("oi", "profiles/kanagawa/towns/oi.yaml:3:3")
    assert Union().prefecture("tax.rate: {2021: 5}").finding("L102").scope == "prefecture"


def test_an_override_of_the_standard_outside_the_register_is_refused() -> None:
    """Only a registered, approved, adopted customization touches a standard point."""
    found = Union().town("oi", "tax.fee: {2021: 3_500}").finding("L103")
    assert "台帳の外" in found.ja
    assert "adopts" in found.remedy_ja


def test_each_ordinance_point_is_set_by_its_own_layer() -> None:
    """県条例 is not a town's, a town's ordinance not the prefecture's; an option is anybody's."""
    assert Union().town("oi", "tax.surcharge: {2021: 500}").finding("L105").scope == "oi"
    assert Union().prefecture("tax.base: {2021: 300_000}").finding("L105").scope == "prefecture"
    assert Union().prefecture("tax.surcharge: {2021: 500}\ntax.choice: {2021: 2}").codes() == []
    assert Union().town("oi", "tax.choice: {2021: 2}").codes() == []


def test_a_setting_equal_to_the_value_beneath_is_normal() -> None:
    """An ordinance often restates the standard: it pins it."""
    assert Union().town("oi", "tax.base: {2020: 300_000}").codes() == []


def test_a_national_ceiling_is_kept_to_the_yen_in_every_year() -> None:
    """200,000 until 2021, 260,000 from 2022: a value that fits in 2022 may not begin in 2021."""
    for written, codes in (
        ("{2021: 200_000}", []),
        ("{2021: 200_001}", ["L107"]),
        ("{2022: 260_000}", []),
        ("{2022: 260_001}", ["L107"]),
        ("{2021: 260_000}", ["L107"]),
        ("{2021: {value: 260_001, draft: true}}", []),
    ):
        assert Union().town("oi", f"tax.cap: {written}").codes() == codes
    found = Union().town("oi", "tax.cap: {2021: 260_000}").finding("L107")
    assert "2021-04-01〜2022-03-31" in found.ja
    assert "200,000円" in found.ja


def test_a_national_floor_is_kept_for_rates_as_well() -> None:
    """Exact ratios are compared, not decimals: 1/3 is less than 34%."""
    floor = point(
        "tax.share", type=ValueType.RATE, national_value_is="floor", values=values({2020: Rate(1, 3)})
    )
    union = Union(national=catalog(floor))
    assert union.town("oi", "tax.share: {2021: 34%}").codes() == []
    assert union.town("oi", "tax.share: {2021: 33%}").codes() == ["L107"]


def test_a_point_the_prefecture_has_locked_is_refused_for_towns() -> None:
    """``final`` goes downward only."""
    union = Union().prefecture("tax.choice: {2021: 2}", final="[tax.choice]")
    assert union.codes() == []
    assert union.town("oi", "tax.choice: {2021: 3}").finding("L108").scope == "oi"


def test_a_locked_point_is_refused_for_customizations_of_towns_too() -> None:
    """The register is no way around a lock."""
    union = Union().prefecture(final="[tax.fee]").entry("K-101", "content: {tax.fee: 3_500}")
    assert union.town("oi", "", adopts("K-101", "2021-04-01")).finding("L108").scope == "oi"


def test_a_setting_and_a_customization_never_meet_on_one_point_of_one_layer() -> None:
    """Which of them holds could not be told; one day apart is fine."""
    added = (
        "adds: {tax.k_101.extra: {kind: parameter, label: 追加, type: yen, may_set: ordinance, values: {2020: 1}}}\n"
        "content: {tax.k_101.extra: {2023: 5}}"
    )
    union = Union().entry("K-101", added)
    adoption = adopts("K-101", "2021-04-01")
    union.town("oi", "tax.k_101.extra: {2021: {value: 3, until: 2023-03-31}}", adoption)
    assert union.codes() == ["L116"]
    union.town("oi", "tax.k_101.extra: {2021: {value: 3, until: 2023-04-01}}", adoption)
    assert union.codes() == ["L109", "L116"]


def test_a_setting_on_a_point_of_a_customization_not_adopted_has_no_effect_and_says_so() -> None:
    """Nothing is silent: the value is there, and nobody uses it."""
    added = "adds: {tax.k_101.extra: {kind: parameter, label: 追加, type: yen, may_set: ordinance}}"
    union = Union().entry("K-101", added).town("hayama", "tax.k_101.extra: {2021: 3}")
    found = union.finding("L118")
    assert (found.severity, found.scope) == (Severity.WARNING, "hayama")
    union.town("hayama").town("oi", "tax.k_101.extra: {2021: 3}", adopts("K-101", "2021-04-01"))
    assert union.codes() == []


def test_only_errors_of_the_nation_the_prefecture_and_the_town_itself_refuse_its_run() -> None:
    """One town's error never stops the other thirteen."""
    union = Union().town("oi", "tax.rate: {2021: 5}")
    found = check(union.profile(), union.national, union.plugins)
    assert [finding.code for finding in refusals(found, "oi")] == ["L102"]
    assert refusals(found, "hayama") == []
    union.prefecture("tax.rate: {2021: 5}")
    found = check(union.profile(), union.national, union.plugins)
    assert len(refusals(found, "oi")) == 2
    assert len(refusals(found, "hayama")) == 1
