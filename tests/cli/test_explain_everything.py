"""Any final amount of any business is explained down to its inputs, with articles, layers, customizations and rounding."""

from __future__ import annotations

import pytest

from tests.explained import FINALS, Finals
from uwanose.engine.explanation import Explanation, Step
from uwanose.money import ROUNDINGS
from uwanose.points.model import Confidence
from uwanose_cli.explaining import tree

CONFIDENCES = {one.value for one in Confidence}


@pytest.mark.parametrize("item", FINALS)
def test_the_chain_reaches_the_inputs_and_every_step_says_its_article(item: str, finals: Finals) -> None:
    """Whatever a step takes is an earlier step, an input, or a result of another business."""
    explanation = finals.explained(item)
    catalog = finals.workspace.catalog
    assert explanation.item == item
    told: set[str] = set()
    for step in explanation.steps:
        assert step.basis == catalog.items[step.item].basis
        assert step.basis, f"{step.item} has no article"
        assert {used.name for used in step.inputs if used.kind == "item"} <= told
        assert step.place
        assert step.document
        assert step.layers
        assert step.layers[-1].value == step.value
        assert set(step.rounding) <= set(ROUNDINGS)
        told.add(step.name)
    kinds = {used.kind for step in explanation.steps for used in step.inputs}
    assert kinds <= {"item", "input", "read"}


@pytest.mark.parametrize("item", FINALS)
def test_every_value_says_where_it_comes_from_and_how_sure_it_is(item: str, finals: Finals) -> None:
    """A citation or an article, a confidence, a layer, the day it began, and the line it stands on."""
    lacking = [
        value.point
        for step in finals.explained(item).steps
        for value in step.values
        if not (value.source and value.basis)
        or value.confidence not in CONFIDENCES
        or not (value.layer and value.since and value.place)
    ]
    assert lacking == []


@pytest.mark.parametrize("item", FINALS)
def test_the_whole_chain_is_printed(item: str, finals: Finals) -> None:
    """Every step that has a share in the result, with its article, its rounding and its values."""
    explanation = finals.explained(item)
    text = "\n".join(tree(explanation, finals.workspace.catalog, "ja", 99))
    assert "…" not in text
    for step in _reaching(explanation):
        assert f"（{step.name}）　{step.basis}" in text
        assert all(ROUNDINGS[name][0] in text for name in step.rounding)
        assert all(f"{value.basis}　出典: {value.source}" in text for value in step.values)
        assert all(
            layer.layer in text for layer in step.layers if len(step.layers) > 1 and layer.layer != "national"
        )


def _reaching(explanation: Explanation) -> list[Step]:
    steps = {step.name: step for step in explanation.steps}
    found: dict[str, Step] = {}
    waiting = [explanation.steps[-1]]
    while waiting:
        step = waiting.pop()
        if step.name not in found:
            found[step.name] = step
            waiting.extend(steps[used.name] for used in step.inputs if used.value and used.name in steps)
    return list(found.values())


def test_the_customizations_of_a_result_are_named(finals: Finals) -> None:
    """One of them replaces or wraps a step; the explanation shows what the standard would have given."""
    seen = {name for item in FINALS for name in finals.explained(item).customizations}
    assert seen, "no final result of the cases stands under a customization"
