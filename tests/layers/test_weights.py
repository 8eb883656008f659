"""Weights in the register: how they are written, what is wrong with them, what an approval covers."""

from __future__ import annotations

import pytest

from tests.layers.sample import Union, adopts
from uwanose.layers.hashes import content_hash
from uwanose.layers.plugin_source import PluginIndex
from uwanose.layers.read_weights import parse_weight

BODY = "content: {tax.fee: 3_500}\nsharing:\n  method: weights\n  weights:\n"
ROW = "    - {from: 2020-04, on: 2020-02-01, document: 協定書1, towns: {oi: 3, hayama: 2}}\n"
LATER = "    - {from: 2022-04, on: 2022-02-01, document: 協定書2, towns: {oi: 1, hayama: 1}}\n"


def _union(rows: str) -> Union:
    return (
        Union()
        .entry("K-101", BODY + rows)
        .town("oi", "", adopts("K-101", "2020-04-01"))
        .town("hayama", "", adopts("K-101", "2021-04-01"))
    )


def test_weights_are_read_as_exact_ratios_by_month() -> None:
    """Whole numbers, fractions and percentages; each row with day and paper of the agreement."""
    union = _union(ROW + LATER)
    (first, later) = union.profile().customizations["K-101"].sharing.weights
    assert union.codes() == []
    assert (str(first.start), first.document, {town: str(one) for town, one in first.towns.items()}) == (
        "2020-04", "協定書1", {"oi": "3", "hayama": "2"},
    )  # fmt: skip
    assert str(later.start) == "2022-04"
    assert [str(parse_weight(text)) for text in ("3", "1/3", "40%", "３")] == ["3", "1/3", "2/5", "3"]


@pytest.mark.parametrize("text", ["0", "-1", "2.5", "", "1/0", "三"])
def test_a_weight_is_exact_and_above_nothing(text: str) -> None:
    """Anything else is no weight."""
    with pytest.raises(ValueError, match=r".*"):
        parse_weight(text)


@pytest.mark.parametrize(
    ("rows", "code", "said"),
    [
        (ROW.replace("oi: 3", "oi: 2.5"), "R137", "重み「2.5」"),
        (ROW.replace("oi: 3", "oi: 0"), "R137", "重み「0」"),
        (ROW.replace("oi: 3, hayama: 2", "oi: 60%, hayama: 30%"), "R137", "合計が 9/10"),
        (ROW.replace("hayama", "hayame"), "L120", "「hayame」という町村"),
        (ROW + ROW, "R138", "2020-04 が、その前の行の 2020-04 より後ではありません"),
        (LATER, "R138", "重みは 2022-04 からですが、最初の採用は 2020-04"),
        (ROW.replace(", hayama: 2", ""), "R139", "採用している葉山町の重みがありません"),
        (ROW.replace("on: 2020-02-01, ", ""), "S121", "「on」が書かれていません"),
        (ROW.replace("document: 協定書1, ", ""), "S121", "「document」が書かれていません"),
    ],
)
def test_what_is_wrong_with_weights_is_told_where_it_stands(rows: str, code: str, said: str) -> None:
    """Line and column of the row, the value, and the remedy."""
    found = _union(rows).finding(code)
    assert said in found.ja
    assert found.remedy_ja
    assert found.place
    assert found.place.file == "profiles/kanagawa/customizations/K-101.yaml"
    assert found.place.line > 10


def test_method_and_weights_go_together() -> None:
    """Neither a method without weights nor weights nobody uses."""
    union = Union().entry("K-101", "content: {tax.fee: 3_500}\nsharing: {method: weights}")
    assert "重み（weights）がありません" in union.finding("R136").ja
    union = Union().entry("K-101", (BODY + ROW).replace("method: weights", "method: equal"))
    assert "負担の方法は「equal」で、重みを使いません" in union.finding("R136").ja
    for body in (
        (BODY + ROW).replace("method: weights", "method: weight"),
        BODY.replace("weights", "equl", 1).replace("  weights:\n", ""),
    ):
        assert "は書けません" in Union().entry("K-101", body).finding("S124").ja


def test_an_approval_covers_the_weights_agreed_on_by_its_day_and_no_later_ones() -> None:
    """The first row cannot be changed after the approval; a later agreement has a paper of its own."""
    plugins = PluginIndex(None, installed=False)
    hashes = [
        content_hash(_union(rows).profile().customizations["K-101"], plugins)
        for rows in (ROW, ROW + LATER, ROW.replace("oi: 3", "oi: 4"), ROW.replace("oi: 3", "oi: 3/1"))
    ]
    assert hashes[0] == hashes[1] == hashes[3] != hashes[2]
