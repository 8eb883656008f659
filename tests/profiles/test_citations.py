"""Every value rests on something: a source and how sure it is; where nobody knows the value, a word why it is empty."""

from __future__ import annotations

from collections.abc import Iterator

from tests.profiles.sample import sample
from uwanose.points.model import DatedValue, Kind


def declared() -> Iterator[tuple[str, DatedValue]]:
    """Each dated value of the national package; its texts are its own words and cite nobody."""
    for point in sample().catalog.points.values():
        if point.kind is Kind.TEMPLATE:
            continue
        for value in point.values:
            yield point.id, value


def set_by_a_layer() -> Iterator[tuple[str, DatedValue]]:
    """Each dated value of the prefecture and the towns."""
    for setting in sample().profile.settings:
        for value in setting.values:
            yield f"{setting.municipality or 'prefecture'}: {setting.point}", value


def test_every_value_of_the_national_package_has_an_article_and_a_source() -> None:
    """The article may stand at the point, for all its values."""
    bare = [(name, value.start) for name, value in declared() if not (value.basis and value.source)]
    assert bare == []


def test_every_point_and_result_names_the_law_or_ordinance_it_rests_on() -> None:
    """A result of the package is explained by its article."""
    catalog = sample().catalog
    assert [point.id for point in catalog.points.values() if not point.basis] == []
    assert [item.id for item in catalog.items.values() if not item.basis] == []


def test_every_setting_of_a_layer_has_a_source() -> None:
    """A town's amount nobody can look up again is no better than a guess."""
    bare = [
        (name, value.start)
        for name, value in set_by_a_layer()
        if value.value is not None and not value.source
    ]
    assert bare == []


def test_an_empty_setting_says_why_it_is_empty() -> None:
    """Whoever fills it in must know what has been looked for."""
    bare = [(name, value.start) for name, value in set_by_a_layer() if value.value is None and not value.note]
    assert bare == []


def test_what_is_from_memory_is_marked_unverified() -> None:
    """「記憶による」 in the source of a value and a better mark beside it would contradict each other."""
    better = [
        (name, value.start)
        for name, value in (*declared(), *set_by_a_layer())
        if value.source.startswith("出典なし") and value.confidence.value != "unverified"
    ]
    assert better == []
