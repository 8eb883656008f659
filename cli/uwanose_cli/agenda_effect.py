"""Owns the effect of a proposal on an agenda paper: heads and yen per town, the price of a head helped, examples."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from uwanose.documents.sheets import Cell, Column, Form, Sheet
from uwanose_cli import impacting
from uwanose_cli.counted import heads_word
from uwanose_cli.session import Session
from uwanose_cli.text import Text

if TYPE_CHECKING:
    from uwanose.charging.prospects import Burden
    from uwanose_cli.proposing import Found

__all__ = ["effect_sheets"]


def effect_sheets(session: Session, found: Found | None, burdens: Mapping[str, Burden]) -> Iterator[Sheet]:
    """Yield heads and yen per town on the population given, and what a year costs for each resident helped.

    ``burdens`` are the prices of those who would pay. Without a study the one sheet says so.
    """
    text = session.text
    if found is None:
        yield Sheet(
            name=text("影響", "impact"), title=text("住民への影響", "Effect on residents"),
            notes=(text("入力（人口）を付けていないため、試算していません（--in）。", "Not computed: no population was given (--in)."),),
            columns=(), rows=(),
        )  # fmt: skip
        return
    told = impacting.paper(session, found)
    notes = [line.strip() for line in (*told.summary, *told.worth, *told.doubts, *told.refused)]
    yield Sheet(
        name=text("影響", "impact"),
        title=text("住民への影響（全町村が使った場合）", "Effect on residents, if all towns held it"),
        notes=(*notes, text(f"入力: {found.source.name}", f"Input: {found.source.name}")),
        columns=tuple(_columns(session, found)),
        rows=tuple(_rows(session, found, burdens)),
    )
    if told.examples:
        yield Sheet(
            name=text("例", "examples"),
            title=text("例と算定根拠", "Examples, and how to explain them"),
            notes=(),
            columns=(Column(text("例", "example"), width=70), Column(text("算定根拠を見るコマンド", "explained by"), width=80)),
            rows=tuple(("\n".join([said, *path]), line) for said, path, line in told.examples),
        )  # fmt: skip


def _columns(session: Session, found: Found) -> Iterator[Column]:
    text, judged = session.text, found.impact.question.stake is not None
    good, bad = (
        (Text("有利", "better off"), Text("不利", "worse off"))
        if judged
        else (Text("増える", "rises for"), Text("減る", "falls for"))
    )
    yield Column(text("町村", "town"), width=12)
    word = heads_word(found.impact.question)
    yield Column(text(word.ja, word.en), Form.YEN, 10, total=True)
    for name in (good, bad):
        yield Column(text(f"{name.ja}（{word.ja}）", f"{name.en}: {word.en}"), Form.YEN, 12, total=True)
        yield Column(text(f"{name.ja}（円）", f"{name.en}: yen"), Form.YEN, 16, total=True)
    yield Column(text("差引き（円）", "in all, yen"), Form.YEN, 16, total=True)
    yield Column(
        text(f"年間負担の1{word.ja}当たり（円・切上げ）", "a year's price for each one helped, rounded up"),
        Form.YEN,
        20,
    )


def _rows(session: Session, found: Found, burdens: Mapping[str, Burden]) -> Iterator[tuple[Cell, ...]]:
    impact = found.impact
    question = impact.question
    for town in impact.towns:
        known = session.workspace.profile.municipalities[town.town]
        name = session.text(known.name_ja, known.name_en)
        if town.refused:
            yield (name, *([None] * 7))
            continue
        first, second = (town.rises, town.falls) if question.stake is None or question.better(1) else (town.falls, town.rises)  # fmt: skip
        share = burdens.get(town.town)
        per_head = -(-share.yearly // first.heads) if share and first.heads and question.stake else None
        yield (
            name, town.heads, first.heads, first.yen, second.heads, second.yen, town.after - town.before, per_head,
        )  # fmt: skip
