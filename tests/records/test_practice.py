"""A town's rules for the register: periods and settings, and alerts raised to errors by any layer, lowered by none."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.records.sample import standard, workspace
from uwanose.errors import Place, Refused
from uwanose.layers.effective import EffectiveRules, Origin
from uwanose.layers.model import Rank
from uwanose.records.practice import practice_of
from uwanose.records.standard import Level

POINT = "resident_records.level.head_leaves"
RULES = workspace().rules("kaisei", date(2026, 4, 1))


def stacked(*levels: tuple[Rank, str]) -> EffectiveRules:
    """Return the rules with levels of some layers on one alert, the topmost first."""
    national = RULES.values[POINT]
    layers: list[Origin] = [
        replace(national, layer=rank, value=level, place=Place(f"{rank.name}.yaml", 1, 1))
        for rank, level in levels
    ]
    layers.append(national)
    return replace(
        RULES, values={**RULES.values, POINT: layers[0]}, beaten={**RULES.beaten, POINT: tuple(layers[1:])}
    )


def test_the_periods_are_those_of_the_law() -> None:
    """Days by point, with their citations in rules/."""
    found = practice_of(RULES, "143669", standard())
    days = {point.rsplit(".", 1)[-1]: value for point, value in found.days.items()}
    assert days == {
        "notification": 14, "foreign_relation": 14, "late_move_out": 14, "card_move_in": 30, "birth": 14, "death": 7, "transit": 60,
        "months_abroad": 3,
    }  # fmt: skip
    assert found.levels["J207"] is Level.ALERT
    assert found.support_start_basis == ""
    assert found.findings == ()


@pytest.mark.parametrize(
    ("layers", "level", "told"),
    [
        ([], Level.ALERT, 0),
        ([(Rank.TOWN, "error")], Level.ERROR, 0),
        ([(Rank.PREFECTURE, "error")], Level.ERROR, 0),
        ([(Rank.TOWN, "alert"), (Rank.PREFECTURE, "error")], Level.ERROR, 1),
        ([(Rank.TOWN, "alert")], Level.ALERT, 0),
        ([(Rank.TOWN, "error"), (Rank.PREFECTURE, "alert")], Level.ERROR, 0),
    ],
)
def test_the_highest_level_of_all_layers_holds(
    layers: list[tuple[Rank, str]], level: Level, told: int
) -> None:
    """標準仕様書 第1.0版 11.1: an alert may be raised, never lowered; a setting that would lower one is told."""
    found = practice_of(stacked(*layers), "143669", standard())
    assert found.levels["J207"] is level
    assert [finding.code for finding in found.findings] == ["J303"] * told


def test_no_layer_can_lower_an_error() -> None:
    """There is no point for it."""
    errors = [rule for rule in standard().rules.values() if rule.level is Level.ERROR]
    assert [rule.code for rule in errors if rule.point] == []
    assert f"resident_records.level.{errors[0].code}" not in RULES.values


@pytest.mark.parametrize("code", ["143668", "14366", "", "１４３６６９"])
def test_a_town_with_a_wrong_code_gets_no_register(code: str) -> None:
    """全国地方公共団体コード: address codes rest on it."""
    with pytest.raises(Refused, match="J314"):
        practice_of(RULES, code, standard())


def test_the_code_of_samples_passes_by_name() -> None:
    """999999, whose check digit would be 7."""
    assert practice_of(RULES, "999999", standard()).municipality_code == "999999"
