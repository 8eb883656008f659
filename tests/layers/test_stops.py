"""Adoption is of what lies beneath: a changed base stops the results that rest on it until somebody decides."""

from __future__ import annotations

from datetime import date

import pytest

from tests.layers.sample import FORMULAS, Union, adopts, agreed, catalog, formula, point, values
from uwanose.errors import Severity
from uwanose.layers.checks import check, refusals
from uwanose.points.model import Catalog, Kind, MaySet, ValueType

BEFORE, FROM = date(2024, 3, 31), date(2024, 4, 1)
PREFECTURE = "decision: {working_group: 税, on: 2019-08-20, outcome: prefecture}"


def fee(amounts: dict[int, int], known: dict[int, str] | None = None) -> Catalog:
    """Return the package with other fees."""
    return catalog(point("tax.fee", may_set=MaySet.STANDARD, values=values(amounts, known)))


def adopted(body: str = "content: {tax.fee: 3_500}", national: Catalog | None = None) -> Union:
    """Return a union in which 大井町 adopted K-101 over the old package."""
    union = Union(national=national).entry("K-101", body)
    return union.town("oi", "", adopts("K-101", "2021-04-01")).pinned()


def after(union: Union, national: Catalog) -> Union:
    """Install another package; nothing else changes."""
    union.national = national
    return union


def test_adopting_writes_one_entry_for_each_segment_beneath() -> None:
    """From the adoption on, and from each later change; what was before the adoption does not matter."""
    union = Union(national=fee({2020: 2_900, 2021: 3_000, 2023: 3_100}))
    union.entry("K-101", "content: {tax.fee: 3_500}").town("oi", "", adopts("K-101", "2021-04-01"))
    profile = union.pinned().profile()
    seen = profile.adoptions[0].seen
    assert [(entry.point, entry.start, entry.shows, entry.release) for entry in seen] == [
        ("tax.fee", date(2021, 4, 1), "3,000円", "2026.04"),
        ("tax.fee", date(2023, 4, 1), "3,100円", "2026.04"),
    ]
    assert union.codes() == []


def test_a_national_value_changed_beneath_stops_from_that_day_and_not_before() -> None:
    """The fee rises on 1 April 2024: 31 March runs, 1 April stops, and all else runs on."""
    union = after(adopted(), fee({2020: 3_000, 2024: 3_200}))
    resolver = union.resolver()
    assert dict(resolver.rules("oi", BEFORE).stopped) == {}
    stopped = resolver.rules("oi", FROM).stopped
    assert list(stopped) == ["tax.fee"]
    found = stopped["tax.fee"]
    assert found.severity is Severity.ERROR
    assert "3,000円" in found.ja
    assert "3,200円" in found.ja
    assert "2024-04-01" in found.ja
    assert dict(resolver.rules("hayama", FROM).stopped) == {}
    assert resolver.stopped("oi", "tax.fee", FROM) == found
    assert resolver.stopped("oi", "tax.base", FROM) is None


def test_the_check_warns_from_the_day_the_release_is_installed() -> None:
    """Long before 2030 anybody can see which run will stop; a warning does not refuse the other results."""
    union = after(adopted(), fee({2020: 3_000, 2030: 3_200}))
    found = union.finding("R122")
    assert (found.severity, found.scope) == (Severity.WARNING, "oi")
    assert "2030-04-01" in found.ja
    assert refusals(check(union.profile(), union.national, union.plugins), "oi") == []


def test_the_finding_tells_the_entry_that_keeps_the_override() -> None:
    """``keep``: what the remedy says, written into the file, lets the run go on."""
    union = after(adopted(), fee({2020: 3_000, 2024: 3_200}))
    remedy = union.finding("R122").remedy_ja
    kept = remedy[remedy.index("{point") : remedy.index("}") + 1]
    kept = kept.replace("by: …", "by: 税WG").replace("on: …", "on: 2024-02-01")
    union.replace("towns/oi.yaml", '"2026.04"}]', f'"2026.04"}}, {kept}]')
    assert union.codes() == []
    assert dict(union.resolver().rules("oi", FROM).stopped) == {}


def test_ending_the_adoption_reverts_and_replacing_merges() -> None:
    """``revert``: the day before the change is the last one. ``merge``: a new entry takes its place."""
    union = after(adopted(), fee({2020: 3_000, 2024: 3_200}))
    union.replace("towns/oi.yaml", "K-101, from: 2021-04-01", "K-101, from: 2021-04-01, until: 2024-03-31")
    assert union.codes() == []
    merged = after(adopted(), fee({2020: 3_000, 2024: 3_200}))
    merged.entry("K-102", "content: {tax.fee: 3_700}\nreplaces: K-101")
    merged.add("towns/oi.yaml", adopts("K-102", "2024-04-01"))
    assert merged.codes() == []
    assert merged.resolver().stack("oi", "tax.fee", FROM)[0].value == 3_700


def test_a_corrected_past_value_stops_the_past_stretch_only() -> None:
    """The release 2026.04 corrects 2023 alone: 2023 stops, 2022 and 2024 run."""
    union = after(adopted(), fee({2020: 3_000, 2023: 3_050, 2024: 3_000}))
    resolver = union.resolver()
    stopped = [bool(resolver.rules("oi", date(year, 4, 1)).stopped) for year in (2022, 2023, 2024)]
    assert stopped == [False, True, False]


def test_a_result_asked_with_older_knowledge_is_not_stopped_by_what_was_seen_later() -> None:
    """Two clocks: before the adoption was reviewed, its base was another one, and nobody claims otherwise."""
    union = adopted(national=fee({2020: 3_000, 2024: 3_200}, known={2024: "2026.04"}))
    resolver = union.resolver()
    assert dict(resolver.rules("oi", FROM).stopped) == {}
    assert dict(resolver.rules("oi", FROM, "2020.04").stopped) == {}


def test_an_equal_value_written_otherwise_is_no_change() -> None:
    """A new segment with the same value changes nothing; a renamed source neither."""
    union = after(adopted(), fee({2020: 3_000, 2024: 3_000}))
    assert union.codes() == []


def test_an_adopted_override_without_its_seen_entry_is_an_error_that_tells_what_to_write() -> None:
    """Without it nobody could tell whether the base has changed."""
    union = adopted().pinned()
    line = union.files["towns/oi.yaml"]
    union.change("towns/oi.yaml", line[: line.index("seen: [")] + "seen: []}\n")
    found = union.finding("R121")
    assert (found.severity, found.scope) == (Severity.ERROR, "oi")
    assert list(union.resolver().rules("oi", FROM).stopped) == ["tax.fee"]
    entry = found.remedy_ja[found.remedy_ja.index("{") : found.remedy_ja.index("}") + 1]
    assert union.replace("towns/oi.yaml", "seen: []", f"seen: [{entry}]").codes() == []


def test_a_seen_entry_for_another_point_is_told() -> None:
    """Nobody compares it; a misspelt point must not look like a review."""
    union = adopted().replace("towns/oi.yaml", "point: tax.fee", "point: tax.base")
    assert union.codes() == ["R121", "R134"]


def test_what_the_prefecture_adopts_beneath_a_town_counts_as_beneath() -> None:
    """A town's base is the prefecture's value where the prefecture has one."""
    union = adopted()
    union.entry("K-102", "content: {tax.fee: 3_300}", decision=PREFECTURE)
    union.prefecture("{}", agreed("K-102", "2024-04-01")).pinned()
    resolver = union.resolver()
    assert dict(resolver.rules("oi", BEFORE).stopped) == {}
    assert list(resolver.rules("oi", FROM).stopped) == ["tax.fee"]
    assert "3,300円" in resolver.rules("oi", FROM).stopped["tax.fee"].ja
    assert dict(resolver.rules("hayama", FROM).stopped) == {}


def test_a_changed_base_of_the_prefecture_stops_every_town() -> None:
    """One decision for all, one stop for all; it is told once."""
    union = Union().entry("K-101", "content: {tax.fee: 3_500}", decision=PREFECTURE)
    union.prefecture("{}", agreed("K-101", "2021-04-01")).pinned()
    after(union, fee({2020: 3_000, 2024: 3_200}))
    resolver = union.resolver()
    assert [list(resolver.rules(town, FROM).stopped) for town in ("hayama", "kiyokawa")] == [["tax.fee"]] * 2
    assert union.finding("R122").scope == "prefecture"


def levy(mode: str, changed: str = "") -> Union:
    """Return a union whose K-101 lies over the formula of the levy; *changed* is the formula's new hash."""
    union = adopted(f"content: {{tax.levy: {{plugin: oi, mode: {mode}}}}}")
    return after(union, amended("income", "fee", sha256=changed)) if changed else union


def amended(*arguments: str, sha256: str, since: date = FROM) -> Catalog:
    """Return the package whose levy has another formula from a day on."""
    old = formula("tax.levy", "income", "fee", until=since)
    return catalog(formulas=(old, formula("tax.levy", *arguments, since=since, sha256=sha256), *FORMULAS[1:]))


def own(union: Union) -> list[str]:
    """Return the codes of the findings, those of the missing plugin left out."""
    return [code for code in union.codes() if not code.startswith("G")]


def test_a_replaced_formula_that_is_amended_beneath_stops() -> None:
    """A replacement hides what the law now says: somebody must look at it."""
    union = levy("replace", "b2")
    resolver = union.resolver()
    assert own(union) == ["R122"]
    assert dict(resolver.rules("oi", BEFORE).stopped) == {}
    assert list(resolver.rules("oi", FROM).stopped) == ["tax.levy"]


def test_a_formula_changed_inside_does_not_seem_to_change_into_itself() -> None:
    """It is shown by its arguments: where these are the same, the sentence says that the content changed."""
    same, other = levy("replace", "b2"), after(levy("replace"), amended("income", sha256="b2"))
    found = next(finding for finding in same.all_findings() if finding.code == "R122")
    assert "2024-04-01 には、引数は同じまま中身が変わっています" in found.ja
    assert "has the same arguments but other content on 2024-04-01" in found.en
    found = next(finding for finding in other.all_findings() if finding.code == "R122")
    assert "2024-04-01 には「levy(income)」に変わっています" in found.ja


def test_a_wrap_follows_an_amended_formula_and_says_so() -> None:
    """It takes what lies beneath, whatever that is."""
    union = levy("wrap", "b2")
    found = next(finding for finding in union.all_findings() if finding.code == "R123")
    assert (found.severity, found.scope) == (Severity.NOTE, "oi")
    assert dict(union.resolver().rules("oi", FROM).stopped) == {}


@pytest.mark.parametrize(("arguments", "stops"), [(("fee", "income"), False), (("income",), True)])
def test_a_wrap_stops_only_when_the_arguments_beneath_change(arguments: tuple[str, ...], stops: bool) -> None:
    """The order of arguments does not matter: they are given by name."""
    union = after(levy("wrap"), amended(*arguments, sha256="b2"))
    assert bool(union.resolver().rules("oi", FROM).stopped) is stops


def test_a_changed_text_beneath_a_template_warns_and_does_not_stop() -> None:
    """A paper with an old sentence is looked at by people."""
    union = adopted("content: {tax.notice: お知らせ}")
    notice = {"kind": Kind.TEMPLATE, "may_set": MaySet.STANDARD, "type": ValueType.TEXT}
    after(union, catalog(point("tax.notice", **notice, values=values({2020: "通知", 2024: "通知書"}))))
    found = union.finding("R124")
    assert (found.severity, "2024-04-01" in found.ja) == (Severity.WARNING, True)
    assert dict(union.resolver().rules("oi", FROM).stopped) == {}


def test_hooks_and_additions_have_nothing_beneath() -> None:
    """Results of hooks are collected; what an entry adds lies on nothing."""
    added = "adds: {tax.k_101.extra: {label: 追加, unit: yen}}\n"
    content = "content: {tax.record_findings: {plugin: oi}, tax.k_101.extra: {plugin: oi, mode: replace}}"
    union = adopted(added + content)
    assert union.profile().adoptions[0].seen == ()
    assert own(union) == []


def test_the_last_of_two_entries_for_one_day_holds() -> None:
    """A review of the same stretch is appended, never written over."""
    union = after(adopted(), fee({2020: 3_200}))
    beneath = union.finding("R122").remedy_ja.split("beneath: ")[1].split(",")[0]
    review = f'{{point: tax.fee, from: 2021-04-01, beneath: {beneath}, shows: "3,200円", release: "2026.04", decision: keep, by: 税WG, on: 2024-02-01}}'
    union.replace("towns/oi.yaml", '"2026.04"}]', f'"2026.04"}}, {review}]')
    assert union.codes() == []
    assert union.profile().adoptions[0].seen[1].decision == "keep"
    union.replace("towns/oi.yaml", ", by: 税WG, on: 2024-02-01", "")
    assert union.codes() == ["S121", "S121"]
