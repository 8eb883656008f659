"""Two customizations of one layer on one point: refused with both places, the common dates and both payers."""

from __future__ import annotations

from tests.layers.sample import Union, adopts, agreed
from uwanose.errors import Severity

PREFECTURE = "decision: {working_group: 税, on: 2019-08-20, outcome: prefecture}"
TWO = (adopts("K-101", "2021-04-01"), adopts("K-102", "2022-04-01"))


def union(first: str, second: str, *adoptions: str) -> Union:
    """Return a union in which 大井町 has adopted two customizations (from 2021 and from 2022 unless told)."""
    found = Union().entry("K-101", f"content: {first}").entry("K-102", f"content: {second}")
    return found.town("oi", "", *(adoptions or TWO))


def test_two_customizations_on_one_value_are_refused_even_with_equal_values() -> None:
    """Whose cost it is could not be told."""
    for second in ("{tax.fee: 3_600}", "{tax.fee: 3_500}"):
        found = union("{tax.fee: 3_500}", second).finding("L104")
        assert str(found.place) == "profiles/kanagawa/customizations/K-101.yaml:11:11"
        assert str(found.others[0]) == "profiles/kanagawa/customizations/K-102.yaml:11:11"
        assert "2022-04-01〜" in found.ja
        assert "負担: 大井町 ／ 大井町" in found.ja
        assert "until: 2022-03-31" in found.remedy_ja
        assert found.scope == "oi"


def test_one_day_between_them_is_enough() -> None:
    """``until`` is the last day: the next one may begin the day after."""
    assert (
        union(
            "{tax.fee: 3_500}", "{tax.fee: 3_600}", adopts("K-101", "2021-04-01", "until: 2022-03-31"), TWO[1]
        ).codes()
        == []
    )
    late = adopts("K-101", "2021-04-01", "until: 2022-04-01")
    assert union("{tax.fee: 3_500}", "{tax.fee: 3_600}", late, TWO[1]).codes() == ["L104"]


def test_values_that_hold_in_different_years_do_not_conflict() -> None:
    """Only days on which both put something on the point count."""
    both = (adopts("K-101", "2021-04-01"), adopts("K-102", "2021-04-01"))
    assert (
        union(
            "{tax.fee: {2021: {value: 3_500, until: 2023-03-31}}}", "{tax.fee: {2023: 3_600}}", *both
        ).codes()
        == []
    )
    assert union(
        "{tax.fee: {2021: {value: 3_500, until: 2023-04-01}}}", "{tax.fee: {2023: 3_600}}", *both
    ).codes() == ["L104"]


def test_replacing_ends_the_earlier_one_where_the_later_begins() -> None:
    """``replaces`` is the merge: no conflict, and the first one's charge closes."""
    found = union("{tax.fee: 3_500}", "{tax.fee: 3_600}\nreplaces: K-101")
    assert found.codes() == []
    intervals = {e.customization.id: str(e.interval) for e in found.resolver().membership.in_town("oi")}
    assert intervals == {"K-101": "2021-04-01〜2022-03-31", "K-102": "2022-04-01〜"}


def test_a_replacement_that_is_not_approved_ends_nothing() -> None:
    """The earlier one stays until the later one has effect."""
    found = union(
        "{tax.fee: 3_500}",
        "{tax.fee: 3_600}\nreplaces: K-101",
        TWO[0],
        adopts("K-102", "2022-04-01", paper="note: なし"),
    )
    assert found.codes() == ["R105"]
    assert [str(e.interval) for e in found.resolver().membership.in_town("oi")] == ["2021-04-01〜"]


def test_customizations_of_different_layers_do_not_conflict() -> None:
    """A town over the prefecture is legal; its base is the prefecture's value."""
    found = union("{tax.fee: 3_500}", "{tax.fee: 3_600}", TWO[1])
    found.entry("K-101", "content: {tax.fee: 3_500}", decision=PREFECTURE)
    found.prefecture("{}", agreed("K-101", "2021-04-01"))
    assert found.codes() == []
    assert "K-101" not in {
        e.customization.id for e in found.resolver().membership.in_town("oi") if e.layer == 3
    }


def test_a_conflict_within_the_prefecture_is_told_once_for_all_towns() -> None:
    """Its scope is the prefecture; the payers are many."""
    found = union("{tax.fee: 3_500}", "{tax.fee: 3_600}").town("oi")
    for identifier, amount in (("K-101", 3_500), ("K-102", 3_600)):
        found.entry(identifier, f"content: {{tax.fee: {amount}}}", decision=PREFECTURE)
    found.prefecture("{}", agreed("K-101", "2021-04-01"), agreed("K-102", "2021-04-01"))
    told = found.finding("L104")
    assert (told.scope, "葉山町・大井町・清川村" in told.ja) == ("prefecture", True)


def test_tables_and_texts_conflict_like_values() -> None:
    """The whole table, the whole block."""
    table = "{tax.steps: {rows: [{from: 0, amount: 1}]}}"
    assert union(table, table).codes() == ["L104"]
    assert union("{tax.notice: お知らせ}", "{tax.notice: ご案内}").codes() == ["L104"]
    assert union("{tax.notice: お知らせ}", "{tax.fee: 3_600}").codes() == []


def code_findings(first: str, second: str) -> list[str]:
    """Return the codes for two code overrides, the missing plugins left out."""
    return [code for code in union(first, second).codes() if not code.startswith("G")]


def test_one_formula_has_one_replacement_in_a_layer() -> None:
    """A replacement and wraps above it are fine, two replacements are not."""
    replace, wrap = "{tax.levy: {plugin: oi, mode: replace}}", "{tax.levy: {plugin: oi, mode: wrap}}"
    assert code_findings(replace, replace) == ["L112"]
    assert code_findings(replace, wrap) == []


def test_wraps_of_one_layer_say_in_which_order_they_act() -> None:
    """Every one after the first names its predecessor."""
    wrap = "{tax.levy: {plugin: oi, mode: wrap}}"
    after = "{{tax.levy: {{plugin: oi, mode: wrap, after: {0}}}}}"
    assert code_findings(wrap, wrap) == ["L113"]
    assert code_findings(wrap, after.format("K-101")) == []
    assert code_findings(after.format("K-102"), after.format("K-101")) == ["L113"]
    assert code_findings(wrap, after.format("K-109")) == ["L113", "R130"]


def test_hooks_never_conflict() -> None:
    """Their results are collected."""
    hook = "{tax.record_findings: {plugin: oi}}"
    assert code_findings(hook, hook) == []


def test_a_towns_replacement_that_hides_the_prefectures_wrap_is_told() -> None:
    """The prefecture's share stays due."""
    found = Union().entry("K-101", "content: {tax.levy: {plugin: oi, mode: wrap}}", decision=PREFECTURE)
    found.entry("K-102", "content: {tax.levy: {plugin: oi, mode: replace}}")
    found.prefecture("{}", agreed("K-101", "2021-04-01")).town("oi", "", adopts("K-102", "2022-04-01"))
    told = [finding for finding in found.all_findings() if finding.code == "L114"]
    assert [(finding.severity, finding.scope) for finding in told] == [(Severity.WARNING, "oi")]
    assert "K-101" in told[0].ja
    found.entry("K-102", "content: {tax.levy: {plugin: oi, mode: wrap}}")
    assert "L114" not in found.codes()
