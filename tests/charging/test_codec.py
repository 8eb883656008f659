"""Guards the text of the book: what has been written stays readable, and the same records give the same bytes for ever."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from uwanose.charging.closing import close
from uwanose.charging.codec import parse_record, text_of
from uwanose.charging.correcting import correct
from uwanose.charging.quarters import Quarter
from uwanose.charging.reading import read_book
from uwanose.charging.sealing import unsealed
from uwanose.layers.model import Profile

from .register import (
    adopts,
    all_adopt,
    consortium,
    customization,
    formula,
    one_off,
    profile,
    spread,
    upkeep,
)

# the hash of the last line of each run of the sample below; it covers every byte before it
HEADS = {
    "2026Q1.jsonl": "29fa7882eb280b91c336a10fd89843906c48ed80c1c47198134f52bde5b10b4a",
    "2026Q1-1.jsonl": "615440d265e58e44b07feb1b53f5006f3f45fa2e18cf406636307bab9081c04e",
    "2026Q2.jsonl": "08550bc6682af788fdfc58c5b66b319399a3dac3e504d79421b73bb3f38c93f9",
}


def _register(*, oi: int = 17_501, actual: int | None = None) -> Profile:
    facts = profile(
        customization("K-001", one_off(3_000_001, actual=actual), upkeep(120_001), shared=True),
        customization("K-006", spread(1_150_000), on_leave="lump"),
        customization("K-010", one_off(600_000, term=60), method="population"),
        customization("K-020"),
        all_adopt("K-001"),
        adopts("oi", "K-006", until="2026-08-31"),
        adopts("oiso", "K-010"),
        adopts("kaisei", "K-010", "2026-05-01"),
        adopts("hakone", "K-020"),
    )
    values = {**facts.consortium.drivers["population"].values, "oi": oi}
    return replace(facts, consortium=consortium(formula(remainder="floor"), populations=values))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A sample with every kind of record: zeros, a late joiner, a leaver, a correction, differences, a rest of the union."""
    first, second, day = Quarter(2026, 1), Quarter(2026, 2), date(2026, 4, 20)
    close(tmp_path, _register(), first, on=day, document="第12号", rules="rules", release="2026.04")
    correct(
        tmp_path, _register(oi=17_601), first, on=date(2026, 4, 21), document="第13号", reason="人口の誤り",
        rules="rules", release="2026.04",
    )  # fmt: skip
    facts = _register(oi=17_601, actual=2_900_000)
    close(tmp_path, facts, second, on=date(2026, 7, 20), document="第14号", rules="rules", release="2026.07")
    return tmp_path


def test_the_bytes_of_a_book_do_not_change(folder: Path) -> None:
    """A book of ten years ago and one of today are compared byte by byte: nothing about writing may move unnoticed.

    Who changes on purpose what is written (a wording counts too) writes the new heads here.
    """
    assert {Path(entry.file).name: entry.head for entry in read_book(folder).runs} == HEADS


def test_a_line_is_written_in_this_order(folder: Path) -> None:
    """The text that a hand or another program would have to write: no spaces, Japanese as it is, empty fields left out."""
    lines = (folder / "2026Q1-1.jsonl").read_text("utf-8").splitlines()
    assert unsealed(lines[1])[0] == (
        '{"type":"cost","number":2,"customization":"K-001","cost_item":"build","label":"初期費用","kind":"one_off",'
        '"month":"2026-04","nature":"share","layer":"prefecture","amount":3000001,"basis":"quoted","part":[0,1,1],'
        '"total":3000001,"formula":"kanagawa","payers":["hayama","samukawa","oiso","ninomiya","nakai","oi","matsuda",'
        '"yamakita","kaisei","hakone","manazuru","yugawara","aikawa","kiyokawa"],"before":[],"only":[],"odd":[],"rest":7}'
    )
    assert unsealed(lines[2])[0] == (
        '{"type":"line","number":3,"municipality":"hayama","customization":"K-001","cost_item":"build",'
        '"month":"2026-04","nature":"share","layer":"prefecture","kind":"correction","cost":2,'
        '"share":"274363/2671830","odd":0,"due":308061,"closed":308148,"yen":-87,"ref":"2026Q1:3",'
        '"route":"same_year","note":"変更調定（調定済みの月の差額）"}'
    )


def test_what_is_read_is_written_again_as_it_stood(folder: Path) -> None:
    """Reading loses nothing: every line of every file, read and written again, is the same text."""
    for path in sorted(folder.glob("*.jsonl")):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
            text = unsealed(line)[0]
            assert text_of(parse_record(text, number)) == text
