"""One word for one thing: what the screen says is what the papers say."""

from __future__ import annotations

import pytest

from uwanose.documents import labels
from uwanose.layers.model import Outcome, Status
from uwanose_cli import words
from uwanose_cli.text import Text


@pytest.mark.parametrize("status", Status)
def test_statuses_are_those_of_the_papers(status: Status) -> None:
    """段階."""
    assert words.STATUSES[status.value].ja == labels.STATUSES[status]


@pytest.mark.parametrize("outcome", Outcome)
def test_outcomes_are_those_of_the_papers(outcome: Outcome) -> None:
    """WG決定."""
    assert words.OUTCOMES[outcome.value].ja == labels.OUTCOMES[outcome]


@pytest.mark.parametrize(
    ("spoken", "printed"),
    [(words.CONFIDENCE, labels.confidence), (words.DOORS, labels.door), (words.MODES, labels.mode)],
)
def test_other_words_are_those_of_the_papers(spoken: dict[str, Text], printed: object) -> None:
    """確かさ, 入口, 方法."""
    assert callable(printed)
    assert {name: text.ja for name, text in spoken.items()} == {name: printed(name) for name in spoken}
