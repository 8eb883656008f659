"""Reading a profile: every slip is a finding with its place and the nearest right word, all of them in one run."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from tests.layers.sample import CONSORTIUM, TOWNS, Union, agreed, catalog, entry, point
from uwanose.errors import Finding, Severity
from uwanose.layers.model import Rank

FEE = "content: {tax.fee: 3_500}"


def reading(union: Union) -> list[Finding]:
    """Return what is found while reading."""
    union.profile()
    return union.findings


def test_a_sound_profile_reads_without_findings() -> None:
    """The towns come in the published order, settings and adoptions with their places."""
    union = Union().town("oi", "tax.base: {2021: 330_000}", "  - {id: K-101, from: R3.4.1}\n")
    union.entry("K-101", FEE)
    profile = union.profile()
    assert union.findings == []
    assert list(profile.municipalities) == ["hayama", "oi", "kiyokawa"]
    assert profile.municipalities["kiyokawa"].name_ja == "清川村"
    assert [(s.point, s.layer, s.municipality) for s in profile.settings] == [("tax.base", Rank.TOWN, "oi")]
    assert profile.adoptions[0].interval.start == date(2021, 4, 1)
    assert profile.customizations["K-101"].content[0].values[0].value == 3_500
    assert profile.folder == "profiles/kanagawa"


def test_a_misspelt_point_is_refused_with_the_nearest_names() -> None:
    """An override that nothing uses never passes in silence."""
    found = Union().town("oi", "tax.bas: {2021: 330_000}").finding("L101")
    assert str(found.place) == "profiles/kanagawa/towns/oi.yaml:3:3"
    assert "tax.base baseの額" in found.remedy_ja
    assert found.scope == "oi"


def test_a_renamed_point_is_told_by_its_new_name() -> None:
    """Renaming a point ships with the sentence that tells what to write instead."""
    union = Union(national=catalog(point("tax.basis", renamed_from=("tax.old_basis",))))
    found = union.town("oi", "tax.old_basis: {2021: 330_000}").finding("L106")
    assert found.remedy_ja == "tax.basis と書き直してください。"


def test_a_formula_takes_no_value() -> None:
    """A calculation is changed by a plugin, not by a number."""
    found = Union().town("oi", "tax.levy: {2021: 330_000}").finding("L119")
    assert "計算式" in found.ja


def test_a_value_says_from_when_it_holds() -> None:
    """A bare value has no legal date."""
    assert Union().town("oi", "tax.base: 330_000").finding("L111").place is not None
    assert Union().town("oi", "tax.base: 2021： 330_000").codes() == ["S105"]
    assert Union().town("oi", 'tax.base: "2021： 330_000"').codes() == ["L111"]


def test_an_empty_value_is_refused_and_one_known_to_be_unknown_needs_its_reason() -> None:
    """No setting is ever null by accident."""
    assert "下の層の値に戻りません" in Union().town("oi", "tax.base: {2021: }").finding("L110").ja
    assert Union().town("oi", "tax.base: {2021: {value: }}").finding("L110").severity is Severity.ERROR
    assert Union().town("oi", "tax.base: {2021: {value: , note: 未確認}}").codes() == []


def test_a_value_outside_the_declared_range_is_refused_on_both_sides() -> None:
    """280,000 to 350,000 yen; one yen decides."""
    for amount, codes in ((279_999, ["P101"]), (280_000, []), (350_000, []), (350_001, ["P101"])):
        assert Union().town("oi", f"tax.base: {{2021: {amount}}}").codes() == codes


@pytest.mark.parametrize("code", ["143627", "14362", "一四三六二六", "043626"])
def test_a_municipality_code_must_carry_its_check_digit(code: str) -> None:
    """全国地方公共団体コード: five digits and their check digit."""
    union = Union().change("towns/oi.yaml", TOWNS["oi"].replace("143626", code))
    assert union.finding("L132").scope == "oi"


def test_unknown_names_of_the_union_are_told_with_the_nearest() -> None:
    """Towns, systems and businesses are declared once."""
    union = Union().change("consortium.yaml", CONSORTIUM.replace("[tax]", "[tax, taxx]"))
    assert "「tax」ではありませんか" in union.finding("L120").remedy_ja
    union = Union().change(
        "consortium.yaml", CONSORTIUM.replace("kiyokawa: {resident:", "kiyokawa: {residents:")
    )
    assert sorted({finding.code for finding in union.all_findings()}) == ["L120", "L131"]


def test_agreements_and_assumptions_are_those_of_members() -> None:
    """A misspelt town has agreed to nothing, and nothing can be assumed for it."""
    decision = "decision: {working_group: 税, on: 2019-08-20, outcome: prefecture}"
    union = Union().entry("K-101", FEE, decision=decision).prefecture("{}", agreed("K-101", "2021-04-01"))
    union.replace("prefecture.yaml", "oi: {on", "ooi: {on")
    assert union.codes() == ["L120", "R104"]
    union = Union().change("assumptions.yaml", "towns: {ooi: {tax.unset: {2020: 6}}}\n")
    union.profile(assume=True)
    assert [finding.code for finding in union.findings] == ["L120"]


def test_a_business_belongs_to_one_system() -> None:
    """Otherwise nobody could tell who takes part."""
    union = Union().change("consortium.yaml", CONSORTIUM.replace("[care]", "[care, tax]"))
    assert union.finding("L121").scope == "prefecture"


def test_periods_of_participation_do_not_overlap_and_do_not_run_backwards() -> None:
    """``until`` is the last day; the next period may begin the day after."""

    def with_periods(periods: str) -> Union:
        text = CONSORTIUM.replace(
            "kiyokawa: {resident: [{from: 2011-10-01}]}", f"kiyokawa: {{resident: [{periods}]}}"
        )
        return Union().change("consortium.yaml", text)

    assert with_periods("{from: 2011-10-01, until: 2015-03-31}, {from: 2015-04-01}").codes() == []
    assert with_periods("{from: 2011-10-01, until: 2015-04-01}, {from: 2015-04-01}").codes() == ["L122"]
    assert with_periods("{from: 2011-10-01, until: 2011-09-30}").codes() == ["L123", "L131"]


def test_figures_and_shares_of_the_union_are_complete_and_exact() -> None:
    """A missing population, a share as a decimal fraction, shares that do not make one."""
    for old, new, codes in (
        (", kiyokawa: 3162}", "}", ["L124"]),
        ("[hayama, oi, kiyokawa]", "[hayama, oi]", ["L125"]),
        ("share: 20/100", "share: 19/100", ["L126"]),
        ("share: 20/100", "share: 0.2", ["L126", "L127"]),
        ("basis: population,", "basis: population, doubling: 0,", ["L127"]),
        ("laid_down_in: 規程", "laid_down_in: 規程\n    unit: 10", ["S124"]),
        ("laid_down_in: 規程", "laid_down_in: 規程\n    laid_down_by: rule", ["S124"]),
        ("1: 05-20", "1: 5月20日", ["L128"]),
        ("due_dates:", "instalments: {2: [{above: 1, due: [08-20]}]}\ndue_dates:", ["L145"]),
        ("due_dates:", "instalments: {4: [{above: 1, due: [03-20, 04-20]}]}\ndue_dates:", ["L145"]),
    ):
        assert old in CONSORTIUM
        assert Union().change("consortium.yaml", CONSORTIUM.replace(old, new)).codes() == codes


def test_instalments_are_read_with_the_highest_threshold_first() -> None:
    """分納: from 1 yen in two, from 10,000,000 in three; the days in the order of the fiscal year, into the next spring."""
    more = "instalments: {4: [{above: 1, due: [02-20, 03-20]}, {above: 10_000_000, due: [12-20, 01-20, 03-20]}]}\ndue_dates:"
    union = Union().change("consortium.yaml", CONSORTIUM.replace("due_dates:", more))
    assert union.profile().consortium.instalments == {
        4: ((10_000_000, ("12-20", "01-20", "03-20")), (1, ("02-20", "03-20")))
    }
    assert union.findings == []


def test_a_formula_says_power_unit_promise_and_where_it_is_laid_down() -> None:
    """HARP's degression, thousands, a promised saving and a fixed yearly amount; the compiled profile keeps them."""
    more = "laid_down_in: 規約第9条\n    laid_down_by: charter\n    unit: 1000\n    least_saving: 20%\n    fixed_yearly: 10_000"
    text = CONSORTIUM.replace("laid_down_in: 規程", more).replace(
        "basis: population,", "basis: population, doubling: 3/2,"
    )
    union = Union().change("consortium.yaml", text)
    formula = union.profile().consortium.formulas["kanagawa-2011"]
    assert union.findings == []
    assert (formula.laid_down_by, formula.unit, formula.fixed_yearly) == ("charter", 1000, 10_000)
    assert (formula.least_saving, formula.terms[1].doubling) == (Fraction(1, 5), Fraction(3, 2))


def test_a_missing_file_is_told_by_name() -> None:
    """A town that takes part has a file; one town's gap is that town's."""
    union = Union()
    del union.files["towns/oi.yaml"]
    assert union.finding("L133").scope == "oi"
    union = Union()
    del union.files["prefecture.yaml"]
    assert union.finding("L133").scope == "prefecture"


def test_a_register_file_bears_the_number_it_holds() -> None:
    """One entry, one file, one number."""
    union = Union().change("customizations/K-102.yaml", entry("K-101", FEE))
    assert "K-102" in union.finding("R108").remedy_ja
    assert Union().change("customizations/memo.yaml", entry("K-101", FEE)).finding("R107").code == "R107"


def test_an_entry_overrides_points_of_its_own_business_only() -> None:
    """A customization has one business, hence one system and one set of payers."""
    assert Union().entry("K-101", "content: {care.age: 18}").codes() == ["R110"]


def test_a_formula_is_overridden_by_a_plugin_and_a_value_by_a_value() -> None:
    """The shape follows the point."""
    assert Union().entry("K-101", "content: {tax.levy: 3_500}").codes() == ["R111"]
    assert "S121" in Union().entry("K-101", "content: {tax.levy: {plugin: oi}}").codes()
    assert "P102" in Union().entry("K-101", "content: {tax.fee: {plugin: oi}}").codes()


def test_unknown_doors_outcomes_and_methods_are_refused() -> None:
    """The words of the register are few."""
    union = Union().entry("K-101", FEE, door="door: own_mesure")
    assert "own_measure" in union.finding("S124").remedy_ja
    assert Union().entry("K-101", FEE, door="").codes() == ["S121"]
    decision = "decision: {working_group: 税, on: 2019-08-20, outcome: maybe}"
    assert "S124" in Union().entry("K-101", FEE, decision=decision).codes()
    assert "S124" in Union().entry("K-101", f"{FEE}\nsharing: {{method: by_area}}").codes()


def test_costs_have_their_own_names_and_amounts() -> None:
    """The lines of the book refer to a cost by its name."""

    def with_costs(*costs: str) -> list[str]:
        return Union().entry("K-101", f"{FEE}\ncosts: [{', '.join(costs)}]").codes()

    once = "{id: a, kind: one_off, quoted: 1, start: 2021-04}"
    assert with_costs(once) == []
    assert with_costs(once, once) == ["R112"]
    assert with_costs("{id: a, kind: one_off, start: 2021-04}") == ["S121"]
    assert with_costs("{id: a, kind: recurring, quoted: 1, start: 2021-04}") == ["S121"]
    assert with_costs("{id: a, kind: one_off, quoted: 1, start: 2021-04, charge: spread}") == ["S121"]
    assert with_costs("{id: a, kind: one_off, quoted: -1, start: 2021-04}") == ["S121", "S125"]


def test_what_an_entry_adds_lies_in_its_own_part_of_the_names() -> None:
    """``tax.k_101.…``: no other point can be meant by mistake."""
    added = "adds: {{tax.{0}.extra: {{kind: parameter, label: 追加, type: yen, may_set: ordinance}}}}"
    union = Union().entry("K-101", added.format("k_101"))
    assert union.codes() == []
    assert union.profile().customizations["K-101"].added_points[0].owner == "K-101"
    assert Union().entry("K-101", added.format("k_102")).codes() == ["R113"]
    assert Union().entry("K-101", "adds: {tax.k_101.extra: 追加}").codes() == ["R114"]


def test_all_findings_of_all_files_come_in_one_run() -> None:
    """One mistake never hides another."""
    union = Union().town("oi", "tax.bas: {2021: 1}").town("hayama", "tax.levy: {2021: 1}")
    union.entry("K-101", "content: {tax.fees: 1}")
    assert union.codes() == ["L101", "L101", "L119"]


def test_a_prefecture_word_none_is_a_word_where_it_is_one() -> None:
    """``multi_year: none`` and ``late_join: none`` are choices, not empty values."""
    union = Union().entry("K-101", f"{FEE}\nsharing: {{late_join: none}}")
    assert union.profile().customizations["K-101"].sharing.late_join == "none"
    assert union.findings == []
