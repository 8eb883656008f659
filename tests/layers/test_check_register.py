"""Entries of the register: acts in their order, content on what may be touched, the requester pays."""

from __future__ import annotations

import pytest

from tests.layers.sample import Union, adopts

FEE = "content: {tax.fee: 3_500}"


def test_acts_follow_each_other_and_may_fall_on_one_day() -> None:
    """要望 → WG決定 → 決裁 → 発注 → 検収 → 本稼働."""
    same = "decision: {working_group: 税, on: 2019-06-14, outcome: town}"
    assert Union().entry("K-101", FEE, decision=same).codes() == []
    found = Union().entry("K-101", FEE, decision=same.replace("-14", "-13")).finding("R115")
    assert "WG決定の日 2019-06-13 が要望の日 2019-06-14 より前" in found.ja
    assert Union().entry("K-101", FEE, live="live: 2020-06-18").codes() == ["R115"]
    assert Union().entry("K-101", FEE + "\nretired: {on: 2020-06-30, document: 決裁9}").codes() == ["R115"]


@pytest.mark.parametrize(
    ("removed", "codes"),
    [
        ("decision", ["R116"]),
        ("order", ["R116"]),
        ("accepted", ["R116"]),
        ("approval", ["R116"]),
        ("live", []),
    ],
)
def test_no_act_is_left_out(removed: str, codes: list[str]) -> None:
    """What comes later presupposes what comes before; what has not come yet is no mistake."""
    assert Union().entry("K-101", FEE, **{removed: ""}).codes() == codes


def test_a_point_fixed_by_law_cannot_be_overridden_by_a_customization_either() -> None:
    """The register is no way around the law; the article is told. An item may be closed, too."""
    found = Union().entry("K-101", "content: {tax.rate: 5}").finding("L117")
    assert "地方税法第314条の3" in found.ja
    closed = Union().entry("K-101", "content: {tax.total: {plugin: oi, mode: replace}}")
    assert [code for code in closed.codes() if not code.startswith("G")] == ["L117"]


def test_where_a_setting_is_enough_nobody_shall_pay() -> None:
    """Ordinance and option points cost nothing."""
    assert (
        "費用はかかりません"
        in Union().entry("K-101", "content: {tax.base: 330_000}").finding("L116").remedy_ja
    )
    assert Union().entry("K-101", "content: {tax.choice: 2}").codes() == ["L116"]


def test_under_a_yearly_clock_a_version_begins_on_the_first_of_april() -> None:
    """From 2 April 2023 on it would act only in 2024."""
    version = "\nversions: [{from: 2023-04-02, content: {tax.fee: 3_600}}]"
    assert "2024年4月1日" in Union().entry("K-101", FEE + version).finding("L129").ja
    assert Union().entry("K-101", FEE + version.replace("04-02", "04-01")).codes() == []


def test_a_refused_entry_keeps_what_it_asked_for() -> None:
    """見送り: its content is history, not a mistake."""
    refused = "decision: {working_group: 税, on: 2019-08-20, outcome: refused}"
    acts = {"approval": "", "order": "", "accepted": "", "live": ""}
    assert Union().entry("K-101", "content: {tax.rate: 5}", decision=refused, **acts).codes() == []


def test_an_added_result_needs_the_program_that_computes_it() -> None:
    """A result without a formula would be missing in every run."""
    found = Union().entry("K-101", "adds: {tax.k_101.extra: {label: 追加, unit: yen}}").finding("R119")
    assert "tax.k_101.extra" in found.ja


def test_one_customization_is_one_module_of_one_plugin() -> None:
    """What is approved together stands together."""
    body = "content: {tax.levy: {plugin: oi, mode: replace}, tax.relief: {plugin: aikawa, mode: replace}}"
    codes = [code for code in Union().entry("K-101", body).codes() if not code.startswith("G")]
    assert codes == ["R120"]


def test_the_requester_adopts_or_somebody_has_taken_over() -> None:
    """要望した町村が負担する: 大井町 asked, 葉山町 alone holds it."""
    union = Union().entry("K-101", FEE).town("hayama", "", adopts("K-101", "2021-04-01"))
    found = union.finding("R117")
    assert (found.scope, "大井町" in found.ja) == ("hayama", True)
    union.entry("K-101", FEE + "\ntaken_over_by: {oi: 覚書令3-1}")
    assert union.codes() == []
    union.entry("K-101", FEE).town("oi", "", adopts("K-101", "2022-04-01"))
    assert union.codes() == []


def test_a_request_nobody_has_adopted_yet_is_no_mistake() -> None:
    """Approved and ordered, adopted later."""
    assert Union().entry("K-101", FEE).codes() == []


def test_the_requester_is_a_member() -> None:
    """A name nobody knows could not pay."""
    request = "request: {by: [ooi], on: 2019-06-14, document: 要望1}"
    found = Union().entry("K-101", FEE, request=request).finding("L120")
    assert found.scope == "register"


def test_approved_content_cannot_be_changed_but_may_be_written_otherwise() -> None:
    """Comments, spacing, order and the way a number is written are not content; one yen is."""
    union = Union().entry("K-101", "content: {tax.fee: 3_500, tax.notice: お知らせ}")
    union.town("oi", "", adopts("K-101", "2021-04-01")).pinned()
    file = "customizations/K-101.yaml"
    written = "content: {tax.fee: 3_500, tax.notice: お知らせ}"
    union.replace(file, written, "content:   # 条例第5条\n  tax.notice: お知らせ\n  tax.fee: {value: 3500}")
    assert union.codes() == []
    union.replace(file, "3500", "3501")
    found = union.finding("R132")
    assert (found.scope, "決裁1" in found.ja) == ("oi", True)
    assert "versions" in found.remedy_ja


@pytest.mark.parametrize(
    "more", ["sharing: {method: population}", "replaces: K-102", "sharing: {late_join: none}"]
)
def test_how_it_is_shared_is_approved_with_it(more: str) -> None:
    """The rule for late joiners is chosen before anybody knows who they are."""
    union = Union().entry("K-101", FEE).entry("K-102", FEE).pinned()
    union.add("customizations/K-101.yaml", more + "\n")
    assert union.codes() == ["R132"]


def test_an_approval_without_its_hash_pins_nothing() -> None:
    """The tool writes it when the approval is recorded."""
    union = Union().entry("K-101", FEE, approval="approval: {on: 2020-02-10, document: 決裁1}")
    remedy = union.finding("R131").remedy_ja
    content = remedy[remedy.index("content: ") :].split()[1]
    assert union.replace("customizations/K-101.yaml", "決裁1}", f"決裁1, content: {content}}}").codes() == []


def test_a_changed_approved_version_is_found_beside_the_untouched_first_one() -> None:
    """Each version is approved by itself."""
    versions = (
        f"{FEE}\nversions:\n  - from: 2023-04-01\n    content: {{tax.fee: 3_600}}\n"
        "    approval: {on: 2023-01-10, document: 決裁2, content: pending}"
    )
    union = Union().entry("K-101", versions).pinned()
    assert union.codes() == []
    union.replace("customizations/K-101.yaml", "3_600", "3_601")
    assert "決裁2" in union.finding("R132").ja


def test_no_cost_begins_before_the_first_adoption() -> None:
    """Nobody would pay for March; from the month of the adoption on somebody does."""
    body = FEE + "\ncosts: [{id: build, kind: one_off, quoted: 1, start: 2021-03}]"
    union = Union().entry("K-101", body).town("oi", "", adopts("K-101", "2021-04-01"))
    found = union.finding("R133")
    assert (found.scope, "2021-04" in found.ja) == ("register", True)
    union.entry("K-101", body.replace("2021-03", "2021-04"))
    assert union.codes() == []


def test_what_was_paid_is_written_by_fiscal_year() -> None:
    """settled: {2021: 4}; anything but a year is told by place."""
    body = FEE + "\ncosts: [{id: upkeep, kind: recurring, yearly: 5, start: 2021-04, settled: {2021: 4}}]"
    union = Union().entry("K-101", body).town("oi", "", adopts("K-101", "2021-04-01"))
    (item,) = union.profile().customizations["K-101"].costs
    assert (union.codes(), item.settled) == ([], {2021: 4})
    union.entry("K-101", body.replace("{2021: 4}", "{R3: 4}"))
    assert "「R3」は年度ではありません" in union.finding("R135").ja
