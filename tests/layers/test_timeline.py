"""The history of one point in one town: spans of what is in force, whichever layer gives it."""

from __future__ import annotations

from datetime import date

from tests.layers.sample import Union, adopts, catalog, point, values
from uwanose.layers.layering import Layering
from uwanose.layers.timeline import reign, timeline

FEE = "content: {tax.fee: 3_500}\ncosts: [{id: b, kind: one_off, quoted: 900_000, start: 2021-04}]"


def spans(union: Union, identifier: str, release: str | None = None) -> list[tuple[str, str, object]]:
    """Return first day, last day and value of each span of a point in 大井町."""
    layering: Layering = union.resolver().layering(release)
    return [
        (str(one.interval.start), str(one.interval.last_day or ""), one.origin.value if one.origin else None)
        for one in timeline(layering, "oi", identifier)
    ]


def test_a_span_ends_the_day_before_the_next_value_begins() -> None:
    """The town sets 330,000 while the nation moves from 300,000 to 320,000 beneath it: that makes no new span."""
    union = Union().town("oi", "tax.base: {2021: {value: 330_000, until: 2026-03-31}}")
    assert spans(union, "tax.base") == [
        ("2020-04-01", "2021-03-31", 300_000),
        ("2021-04-01", "2026-03-31", 330_000),
        ("2026-04-01", "", 320_000),
    ]


def test_a_value_left_empty_is_a_span_without_a_value() -> None:
    """What is unknown above is not filled from beneath."""
    union = Union().town("oi", "tax.base: {2022: {value: , note: 未確認}}")
    assert spans(union, "tax.base")[-1] == ("2022-04-01", "", None)


def test_a_customization_begins_with_its_adoption_and_names_what_it_beats() -> None:
    """The national fee of 3,000 lies beneath 3,500 from the day of adoption on."""
    union = Union().entry("K-101", FEE).town("oi", "", adopts("K-101", "2021-04-01"))
    assert spans(union, "tax.fee") == [("2020-04-01", "2021-03-31", 3_000), ("2021-04-01", "", 3_500)]
    found = reign(union.resolver().layering(), "oi", "tax.fee", date(2021, 4, 1))
    assert found.origin
    assert found.beaten
    assert (found.origin.owner, found.beaten.value) == ("K-101", 3_000)


def test_a_formula_nobody_touches_is_one_span_without_a_beginning() -> None:
    """A national formula without dates holds from the first day on."""
    found = timeline(Union().resolver().layering(), "oi", "tax.levy")
    assert [(one.interval.start, one.formula is not None, one.origin) for one in found] == [
        (date.min, True, None)
    ]


def test_a_point_nobody_sets_has_no_history() -> None:
    """No value at any time, no span."""
    assert spans(Union(), "tax.unset") == []


def test_what_became_known_with_a_later_release_is_missing_in_the_earlier_one() -> None:
    """The second clock: the rise of 2024 was published with the release of 2026."""
    late = point("tax.base", values=values({2020: 300_000, 2024: 320_000}, known={2024: "2026.04"}))
    union = Union(national=catalog(late))
    assert spans(union, "tax.base", "2020.04") == [("2020-04-01", "", 300_000)]
    assert [value for _, _, value in spans(union, "tax.base", "2026.04")] == [300_000, 320_000]
