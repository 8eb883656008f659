"""Missing values are known before any data are read, with the file to fill in and what would be accepted."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from tests.engine import invented as dog
from uwanose.engine.missing import used_origins
from uwanose.errors import Finding, Place, Refused
from uwanose.layers.effective import EffectiveRules
from uwanose.layers.model import Rank
from uwanose.points.model import Confidence, MaySet, ValueType


def only(rules: EffectiveRules, *items: str) -> Finding:
    """Return the one finding about what rules lack."""
    (finding,) = dog.program().missing(rules, items or None)
    return finding


def test_rules_with_every_value_lack_nothing() -> None:
    """Then nothing is said."""
    assert dog.program().missing(dog.rules()) == ()


def test_a_missing_town_value_names_point_file_form_range_and_results() -> None:
    """What an officer needs to go on, in one finding."""
    finding = only(dog.rules({"per_dog": None}, on=date(2026, 4, 1)))
    assert finding.code == "E121"
    assert "dog_levy.per_dog" in finding.ja
    assert "項目base (base)、項目levy (levy)" in finding.ja
    assert "profiles/kanagawa/towns/oi.yaml" in finding.remedy_ja
    assert "dog_levy.per_dog: {2026: 値}" in finding.remedy_ja
    assert "uwanose set dog_levy.per_dog 値 --town oi --from 2026-04-01" in finding.remedy_ja
    assert "範囲 100〜10,000" in finding.remedy_ja
    assert "320_000" in finding.remedy_ja
    assert finding.scope == "oi"


def test_only_what_is_wanted_is_asked_for() -> None:
    """relief does not rest on the amount per dog."""
    assert dog.program().missing(dog.rules({"per_dog": None}), ["relief", "exempt"]) == ()


def test_a_value_of_the_prefecture_is_filled_in_the_prefectures_file() -> None:
    """``by: prefecture``."""
    points = [dog.point("per_dog", by="prefecture"), *dog.POINTS[1:]]
    (finding,) = dog.program(declared=dog.catalog(points=points)).missing(dog.rules({"per_dog": None}))
    assert "profiles/kanagawa/prefecture.yaml" in finding.remedy_ja


def test_a_value_of_the_law_is_filled_in_the_national_file() -> None:
    """A town may not set it."""
    finding = only(dog.rules({"large_rate": None}))
    assert "rules/dog_levy/points.yaml" in finding.remedy_ja
    assert "6/100" in finding.remedy_ja


def test_a_table_says_its_columns() -> None:
    """rows: with each column and its label."""
    assert "upto: 所得（以下）" in only(dog.rules({"relief_table": None})).remedy_ja


def test_choices_are_listed() -> None:
    """By identifier and label."""
    point = dog.point(
        "per_dog", type=ValueType.CHOICE, choices={"one": "一律", "many": "頭数"}, may_set=MaySet.OPTION
    )
    (finding,) = dog.program(declared=dog.catalog(points=[point, *dog.POINTS[1:]])).missing(
        dog.rules({"per_dog": None})
    )
    assert "one（一律） / many（頭数）" in finding.remedy_ja


def test_a_draft_value_is_switched_off() -> None:
    """It counts as missing, and is told as a draft with its place."""
    draft = dog.origin("per_dog", 3_000, draft=True, place=Place("profiles/kanagawa/towns/oi.yaml", 9, 3))
    finding = only(dog.rules({"per_dog": draft}))
    assert finding.code == "E122"
    assert str(finding.place) == "profiles/kanagawa/towns/oi.yaml:9:3"


def test_a_stopped_point_is_told_with_the_results_it_stops() -> None:
    """The stop's own finding, and one that lists what is not computed."""
    stop = Finding(
        code="R122",
        ja="下が変わりました",
        en="the base has changed",
        scope="oi",
        remedy_ja="seen に加えてください。",
    )
    found = dog.program().missing(dog.rules(stopped={"dog_levy.per_dog": stop}))
    assert [finding.code for finding in found] == ["R122", "E123"]
    assert "項目levy (levy)" in found[1].ja
    assert "R122 の対処" in found[1].remedy_ja and stop.remedy_ja not in found[1].remedy_ja


def test_a_stopped_formula_stops_what_depends_on_it() -> None:
    """An item can be stopped, too."""
    stop = Finding(code="R122", ja="下が変わりました", en="the base has changed", scope="oi")
    program, rules = dog.program(), dog.rules(stopped={"dog_levy.base": stop})
    assert len(program.missing(rules, ["levy"])) == 2
    assert program.missing(rules, ["relief"]) == ()


def test_many_results_are_counted_not_listed() -> None:
    """Five, and how many more."""
    text = dog.FORMULAS
    items = list(dog.ITEMS)
    for index in range(6):
        items.append(dog.item(f"more_{index}"))
        text += f"\n@formula()\ndef more_{index}(base):\n    return base\n"
    (finding,) = dog.program(text, declared=dog.catalog(items=items)).missing(dog.rules({"per_dog": None}))
    assert "ほか3件" in finding.ja


def test_a_run_that_needs_a_missing_value_is_refused() -> None:
    """Never computed with zero."""
    with pytest.raises(Refused) as caught:
        dog.program().run({"household_id": np.array([1])}, dog.rules({"per_dog": None}), ["base"])
    assert caught.value.findings[0].code == "E121"


def test_the_values_results_rest_on_are_known_with_their_origin() -> None:
    """For the closing count of assumed and unverified values."""
    assumed = dog.origin("per_dog", 3_000, layer=Rank.ASSUMPTION, confidence=Confidence.UNVERIFIED)
    used = used_origins(dog.program(), dog.rules({"per_dog": assumed}), ["base"])
    assert list(used) == ["dog_levy.per_dog", "dog_levy.large_rate"]
    assert used["dog_levy.per_dog"].layer is Rank.ASSUMPTION
