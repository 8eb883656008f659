"""What the benchmark of the whole country measures is right on a small one; nothing here looks at a clock."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from uwanose.points.model import MaySet, in_force

FOLDER = Path(__file__).resolve().parents[2] / "benchmarks"


@pytest.fixture
def country(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """``benchmarks/municipalities.py``."""
    monkeypatch.syspath_prepend(str(FOLDER))
    yield import_module("municipalities")
    for name in ("municipalities", "measure"):
        sys.modules.pop(name, None)


@pytest.fixture
def made(country: ModuleType) -> Any:
    """Forty towns of three prefectures over three hundred parameters."""
    return country.country(towns=40, prefectures=3, sections=1)


def beneath(country: ModuleType, made: Any, catalog: Any, town: int | None, point: str) -> tuple[object, ...]:
    """Return plainly what stands beneath a layer's override on the days on which values begin."""
    days = (country.NEW, country.ON)
    mine = {one.point: one for one in made.prefectures[made.prefecture_of(town)]} if town is not None else {}
    if point in mine:
        return tuple(mine[point].values[0].value for _ in days)
    return tuple(found.value for day in days if (found := in_force(catalog.points[point].values, day)))


def test_each_town_has_every_parameter_with_the_value_and_the_source_of_the_topmost_layer(
    country: ModuleType, made: Any
) -> None:
    """Against a plain look through the layers."""
    for town, found in enumerate(country.resolve(made)):
        assert len(found) == len(made.before.points)
        own = {one.point: one for one in made.towns[town]}
        shared = {one.point: one for one in made.prefectures[made.prefecture_of(town)]}
        for name, point in made.before.points.items():
            holder = own.get(name) or shared.get(name)
            [*_, last] = found[name]
            assert last.source is (holder.values[0] if holder else point.values[1])
            assert found[name][0].source is point.values[0]


def test_each_override_has_the_status_a_plain_comparison_gives_it(country: ModuleType, made: Any) -> None:
    """Gone, renamed, closed by law; else what lies beneath before and after, and the override's own value."""
    expected: Counter[str] = Counter()
    renamed = {old for point in made.after.points.values() for old in point.renamed_from}
    layers = [(None, settings) for settings in made.prefectures] + list(enumerate(made.towns))
    for town, settings in layers:
        for one in settings:
            own = one.values[0].value
            if one.point not in made.after.points:
                expected["moved" if one.point in renamed else "broken"] += 1
            elif made.after.points[one.point].may_set is MaySet.LAW:
                expected["forbidden"] += 1
            else:
                old, new = (
                    beneath(country, made, catalog, town, one.point) for catalog in (made.before, made.after)
                )
                equal = new[-1] == own
                expected[["unaffected", "review", "redundant", "retire"][2 * equal + (old != new)]] += 1
    found = {status.value: count for status, count in country.classify(made).items()}
    assert found == dict(expected)
    assert {"broken", "moved", "forbidden", "review", "unaffected"} <= set(found)


def test_the_search_finds_what_two_towns_of_a_prefecture_hold(country: ModuleType, made: Any) -> None:
    """Against counting."""
    held = Counter(
        (made.prefecture_of(town), one.point, one.values[0].value)
        for town, settings in enumerate(made.towns) for one in settings
    )  # fmt: skip
    assert len(country.promote(made)) == sum(count > 1 for count in held.values()) > 0


def test_a_promise_that_is_not_kept_ends_with_status_1_and_an_absent_peer_is_said(
    country: ModuleType, made: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The clock is replaced."""
    monkeypatch.setattr(country, "country", lambda: made)
    monkeypatch.setattr(country, "_lap", lambda work, results, name: results.update({name: work()}) or 0.001)
    assert country.main(["--rounds", "1"]) == 0
    assert country.PEERS_ABSENT in capsys.readouterr().out
    monkeypatch.setattr(country, "_lap", lambda work, results, name: results.update({name: work()}) or 0.6)
    assert country.main(["--rounds", "1"]) == 1
    assert "NOT KEPT" in capsys.readouterr().out
