"""Adoptions: inside the life of their entry, once, with papers in time, by towns that take part."""

from __future__ import annotations

from datetime import date

from tests.layers.sample import Union, adopts, agreed
from uwanose.errors import Severity

FEE = "content: {tax.fee: 3_500}"
PREFECTURE = "decision: {working_group: 税, on: 2019-08-20, outcome: prefecture}"


def adopted(body: str, *more: str, since: str = "2021-04-01") -> Union:
    """Return a union in which 大井町 has adopted K-101."""
    return Union().entry("K-101", body).town("oi", "", adopts("K-101", since, *more))


def test_an_adoption_ends_with_the_retirement_of_its_entry() -> None:
    """廃止 on 31 March 2023 is the last day; an adoption that goes on is told and ends there all the same."""
    retired = FEE + "\nretired: {on: 2023-03-31, document: 決裁9, by: 税WG}"
    assert adopted(retired, "until: 2023-03-31").codes() == []
    for until in ("until: 2023-04-01", ""):
        union = adopted(retired, until)
        assert union.finding("R118").scope == "oi"
        resolver = union.resolver()
        assert resolver.stack("oi", "tax.fee", date(2023, 3, 31))[0].value == 3_500
        assert resolver.stack("oi", "tax.fee", date(2023, 4, 1))[0].value == 3_000


def test_nobody_holds_a_customization_twice() -> None:
    """Twice in one layer, or as a town what the prefecture has adopted for all."""
    union = adopted(FEE, "until: 2022-03-31").add("towns/oi.yaml", adopts("K-101", "2022-04-01"))
    assert union.codes() == []
    union = adopted(FEE).add("towns/oi.yaml", adopts("K-101", "2022-04-01"))
    assert union.codes() == ["R127"]
    union = (
        adopted(FEE).entry("K-101", FEE, decision=PREFECTURE).prefecture("{}", agreed("K-101", "2021-04-01"))
    )
    assert [(finding.code, finding.scope) for finding in union.all_findings()] == [
        ("R102", "oi"),
        ("R127", "oi"),
    ]


def test_papers_dated_after_the_first_day_are_told() -> None:
    """An adoption may reach back, but it says why."""
    paper = "consent: {on: 2021-04-02, document: 承諾1, up_to: 1, yearly_up_to: 1}"
    union = Union().entry("K-101", FEE).town("oi", "", adopts("K-101", "2021-04-01", paper=paper))
    assert union.finding("R128").severity is Severity.WARNING
    union.replace("towns/oi.yaml", "on: 2021-04-02", "on: 2021-04-01")
    assert union.codes() == []
    union = Union().entry("K-101", FEE, decision=PREFECTURE).prefecture("{}", agreed("K-101", "2021-04-01"))
    union.replace("prefecture.yaml", "oi: {on: 2019-11-05", "oi: {on: 2021-05-05")
    assert "大井町の同意は 2021-05-05" in union.finding("R128").ja


def test_a_town_that_takes_no_part_has_nothing_of_its_adoption() -> None:
    """清川村 is not in the welfare system."""
    body = "content: {care.refund: {plugin: oi, mode: replace}}"
    union = Union().entry("K-101", body).town("kiyokawa", "", adopts("K-101", "2021-04-01"))
    union.replace("customizations/K-101.yaml", "business: tax", "business: care")
    union.add("customizations/K-101.yaml", "taken_over_by: {oi: 覚書}\n")
    codes = [code for code in union.codes() if not code.startswith("G")]
    assert codes == ["R129"]
    assert "清川村は医療のシステム" in next(
        found.ja for found in union.all_findings() if found.code == "R129"
    )
    assert union.resolver().membership.of("K-101") == ()


def test_under_a_yearly_clock_an_adoption_begins_on_the_first_of_april() -> None:
    """Levy year Y is computed with the rules of 1 April Y."""
    found = adopted(FEE, since="2021-04-02").finding("L129")
    assert (found.severity, "2022年4月1日" in found.ja) == (Severity.WARNING, True)
    assert "2021年4月1日" in adopted(FEE, since="2021-03-31").finding("L129").ja


def test_replaces_names_another_entry_of_the_same_business_and_leads_in_no_circle() -> None:
    """K-101 → K-102 → K-101 would end both."""
    assert Union().entry("K-101", FEE + "\nreplaces: K-109").codes() == ["R125"]
    assert "自分に戻り" in Union().entry("K-101", FEE + "\nreplaces: K-101").finding("R125").ja
    union = Union().entry("K-101", FEE + "\nreplaces: K-102").entry("K-102", FEE + "\nreplaces: K-101")
    assert union.codes() == ["R125", "R125"]
    union = Union().entry("K-101", FEE + "\nreplaces: K-102").entry("K-102", "content: {}")
    union.replace("customizations/K-102.yaml", "business: tax", "business: care")
    assert "別の業務" in union.finding("R125").ja


def test_a_replacement_that_leaves_a_hole_is_told() -> None:
    """What the earlier one overrode falls back to the layer beneath."""
    union = Union().entry("K-101", "content: {tax.fee: 3_500, tax.notice: お知らせ}")
    union.entry("K-102", "content: {tax.fee: 3_600}\nreplaces: K-101")
    found = union.finding("R126")
    assert (found.severity, "tax.notice" in found.ja) == (Severity.WARNING, True)


def test_every_business_has_the_system_the_package_says() -> None:
    """Who takes part could not be told otherwise."""
    union = Union().replace("consortium.yaml", "businesses: [care]", "businesses: []")
    assert union.finding("L130").scope == "prefecture"


def test_a_town_file_the_union_does_not_name_is_told() -> None:
    """A town that takes part in nothing is computed for nothing and charged nothing."""
    union = Union().replace("consortium.yaml", "  kiyokawa: {resident: [{from: 2011-10-01}]}\n", "")
    assert union.finding("L131").scope == "kiyokawa"
