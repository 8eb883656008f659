"""An upgrade gives each override exactly one status: by what lies beneath it in two releases, and by what its point is declared as."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.layers.sample import FORMULAS, Union, adopts, agreed, catalog, formula, point, values
from uwanose.dates import FOREVER
from uwanose.layers.layering import Layering
from uwanose.layers.upgrade.content import content_status
from uwanose.layers.upgrade.model import Status, Stretch, Stretches, Verdict
from uwanose.layers.upgrade.shared import Holding, shared
from uwanose.layers.upgrade.strata import laid_over, mark_on, resolved, stretches_of
from uwanose.layers.upgrade.survey import Survey
from uwanose.points.archive import archive_of
from uwanose.points.model import Catalog, Kind, MaySet, ValueType
from uwanose.points.release_changes import release_changes

ON = date(2026, 4, 1)
PREFECTURE = "decision: {working_group: 税, on: 2019-08-20, outcome: prefecture}"


def judged(union: Union, before: Catalog, after: Catalog, promote_from: int | None = None) -> list[Verdict]:
    """Return the verdicts on what a union has adopted over *before* when *after* is installed."""
    union.national = before
    former = union.pinned().profile()
    union.national = after
    old, new = (archive_of(one, one.latest) for one in (before, after))
    survey = Survey(
        before=Layering(former, before, union.plugins), after=Layering(union.profile(), after, union.plugins),
        changes=release_changes(old, new), on=ON, promote_from=promote_from,
    )  # fmt: skip
    return list(survey.verdicts())


def fee(amounts: dict[int, int]) -> Catalog:
    """Return the package with other fees."""
    return catalog(point("tax.fee", may_set=MaySet.STANDARD, values=values(amounts)))


def levied(*arguments: str, sha256: str = "a1") -> Catalog:
    """Return the package with another formula of the levy from 1 April 2026 on."""
    old = formula("tax.levy", "income", "fee", until=ON)
    return catalog(formulas=(old, formula("tax.levy", *arguments, since=ON, sha256=sha256), *FORMULAS[1:]))


def over_levy(mode: str) -> Union:
    """Return a union in which 大井町 has code on the levy."""
    union = Union().entry("K-101", f"content: {{tax.levy: {{plugin: oi, mode: {mode}}}}}")
    return union.town("oi", "", adopts("K-101", "2021-04-01"))


@pytest.mark.parametrize(
    ("mode", "after", "status"),
    [
        ("replace", levied("income", "fee"), Status.UNAFFECTED),
        ("wrap", levied("fee", "income"), Status.UNAFFECTED),  # the order of arguments does not matter
        ("wrap", levied("income", "fee", sha256="b2"), Status.FOLLOWS),
        ("wrap", levied("income", sha256="b2"), Status.REVIEW),
        ("replace", levied("income", "fee", sha256="b2"), Status.REVIEW),
    ],
)
def test_code_follows_or_is_reviewed_by_what_its_formula_becomes(
    mode: str, after: Catalog, status: Status
) -> None:
    """A wrap follows as long as the arguments beneath stay; a replacement hides what the law says now."""
    [verdict] = judged(over_levy(mode), levied("income", "fee"), after)
    assert (verdict.status, verdict.since) == (status, None if status is Status.UNAFFECTED else ON)
    assert verdict.waits is (status is Status.REVIEW)


def test_a_kept_review_no_longer_waits_and_a_later_change_waits_again() -> None:
    """``keep`` is the entry of the adoption; it covers what was seen, from the day it was seen for."""
    union = Union().entry("K-101", "content: {tax.fee: 3_500}").town("oi", "", adopts("K-101", "2021-04-01"))
    before, after = fee({2020: 3_000}), fee({2020: 3_000, 2026: 3_200})
    [open_one] = judged(union, before, after)
    assert (open_one.status, open_one.waits, open_one.decided) == (Status.REVIEW, True, None)
    remedy = next(one for one in union.all_findings() if one.code == "R122").remedy_ja
    kept = remedy[remedy.index("{point") : remedy.index("}") + 1].replace("by: …", "by: 税WG")
    union.replace("towns/oi.yaml", '"2026.04"}]', f'"2026.04"}}, {kept.replace("on: …", "on: 2026-02-01")}]')
    [verdict] = judged(union, before, after)
    assert (verdict.status, verdict.waits) == (Status.REVIEW, False)
    assert verdict.decided and (verdict.decided.decision, verdict.decided.by) == ("keep", "税WG")
    [again] = judged(union, before, fee({2020: 3_000, 2026: 3_200, 2028: 3_300}))
    assert again.waits


def test_a_town_stands_on_the_prefecture_where_the_prefecture_has_a_value() -> None:
    """A change of the package that the prefecture hides is none for the town."""
    union = Union().entry("K-101", "content: {tax.fee: 3_500}").town("oi", "", adopts("K-101", "2021-04-01"))
    union.entry("K-102", "content: {tax.fee: 3_300}", decision=PREFECTURE).prefecture(
        "{}", agreed("K-102", "2020-04-01")
    )
    found = judged(union, fee({2020: 3_000}), fee({2020: 3_000, 2026: 3_200}))
    assert [(one.overlay.customization, one.status) for one in found] == [
        ("K-102", Status.REVIEW), ("K-101", Status.UNAFFECTED),
    ]  # fmt: skip


def test_a_point_of_another_kind_breaks_what_lies_on_it() -> None:
    """A text that becomes a formula has no place for a text."""
    union = (
        Union()
        .entry("K-101", "content: {tax.notice: お知らせ}")
        .town("oi", "", adopts("K-101", "2021-04-01"))
    )
    now = point("tax.notice", kind=Kind.HOOK, may_set=MaySet.STANDARD, type=None)
    [verdict] = judged(union, catalog(), catalog(now))
    assert (verdict.status, verdict.why_ja) == (
        Status.BROKEN,
        "項目の kind が template から hook に変わりました",
    )


def test_a_choice_that_is_gone_breaks_the_setting_that_holds_it() -> None:
    """Whoever chose it must choose again."""

    def kinds(*names: str) -> Catalog:
        return catalog(
            point(
                "tax.choice",
                may_set=MaySet.OPTION,
                type=ValueType.CHOICE,
                choices={one: one for one in names},
            )
        )

    union = Union().town("oi", "tax.choice: {2021: second}")
    [verdict] = judged(union, kinds("first", "second"), kinds("first", "third"))
    assert (verdict.status, verdict.why_en) == (Status.BROKEN, "the choice second is gone")


def test_what_two_towns_hold_is_a_candidate_from_as_many_towns_as_asked() -> None:
    """Two of three are two thirds; three are asked for, and nobody is a candidate."""
    union = Union().town("oi", "tax.base: {2021: 330_000}").town("hayama", "tax.base: {2022: 330_000}")
    assert [one.status for one in judged(union, catalog(), catalog())] == [Status.PROMOTE] * 2
    assert [one.status for one in judged(union, catalog(), catalog(), 3)] == [Status.UNAFFECTED] * 2
    union.town("hayama", "tax.base: {2021: 340_000}")
    assert [one.status for one in judged(union, catalog(), catalog())] == [Status.UNAFFECTED] * 2


def stretched(*marks: int | None) -> Stretches:
    """Return one stretch a year from 2020 on; the last has no end, ``-1`` is a hole."""
    years = [date(2020 + index, 4, 1) for index in range(len(marks))]
    ends = [*years[1:], FOREVER]
    return tuple(
        Stretch(start, end, mark) for start, end, mark in zip(years, ends, marks, strict=True) if mark != -1
    )


COURSES = st.lists(st.sampled_from([-1, None, 1, 2, 3]), min_size=1, max_size=5).map(
    lambda one: stretched(*one)
)


@given(COURSES, COURSES)
def test_one_layer_over_another_is_on_each_day_the_topmost_that_stands(
    top: Stretches, below: Stretches
) -> None:
    """Against the definition, day by day; holes show what lies beneath, an unknown value does not."""
    found = laid_over(top, below)
    for year in range(2019, 2027):
        day = date(year, 4, 1) + timedelta(days=40)
        over = next((one for one in top if one.start <= day < one.end), None)
        assert mark_on(found, day) == (over.mark if over else mark_on(below, day))
        assert sum(one.start <= day < one.end for one in found) <= 1


@given(COURSES, COURSES, COURSES)
def test_a_status_of_content_says_what_is_so(own: Stretches, before: Stretches, after: Stretches) -> None:
    """Against the definition: changed on its days or not, and equal in the end or not."""
    status, since = content_status("values", own, before, after)
    days = [date(year, 4, 1) for year in range(2019, 2027)]
    mine = [day for day in days if any(one.start <= day < one.end for one in own)]
    changed = [day for day in mine if mark_on(before, day) != mark_on(after, day)]
    last = days[-1]
    equal = last in mine and mark_on(own, last) is not None and mark_on(own, last) == mark_on(after, last)
    expected = {
        (False, False): Status.UNAFFECTED, (False, True): Status.REDUNDANT,
        (True, False): Status.REVIEW, (True, True): Status.RETIRE,
    }[bool(changed), equal]  # fmt: skip
    assert status is expected
    if status is Status.REVIEW:
        assert since == changed[0]
    if equal:
        assert since and all(mark_on(own, day) == mark_on(after, day) for day in mine if day >= since)


def test_layers_are_resolved_with_the_source_of_each_value() -> None:
    """What one layer alone has is that layer's own, without a copy."""
    national = {name: stretches_of(values({2020: 1, 2024: 2})) for name in ("a", "b", "c")}
    prefecture = {"b": stretches_of(values({2022: 5}))}
    town = {"c": stretches_of(values({2024: 7}))}
    found = resolved(town, prefecture, national)
    assert len(found) == 3
    assert found["a"] is national["a"]
    assert [one.mark for one in found["b"]] == [1, 5]
    assert [(one.start.year, one.mark) for one in found["c"]] == [(2020, 1), (2024, 7)]
    assert found["c"][-1].source is town["c"][0].source


def test_what_enough_towns_hold_is_shared() -> None:
    """The same value on another point is another thing."""
    held = [Holding(("p", 1), "a"), Holding(("p", 1), "b"), Holding(("q", 1), "a"), Holding(("p", 2), "c")]
    assert [(one.key, one.towns) for one in shared(held, 2)] == [(("p", 1), ("a", "b"))]
