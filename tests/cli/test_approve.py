"""`uwanose customization approve`: shown first, pinned by the hash of content and program, kept in the journal."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.cli.typed import Said, typed
from tests.cli.workspaces import copied

ENTRY = Path("profiles/kanagawa/customizations/K-900.yaml")
MODULE = Path("plugins/kiyokawa/uwanose_kiyokawa/k_900.py")
REGISTERED = """\
# 見本
id: K-900
title: {ja: 償還払いのみ, en: Refunds only}
business: medical_subsidy
door: own_measure
request: {by: [kiyokawa], on: 2025-01-17, document: 要望令6-20}
decision: {working_group: 福祉, on: 2025-03-11, document: 福祉WG令6-9, outcome: town}
content:
  medical_subsidy.payment_way: {plugin: kiyokawa, mode: replace}
"""
PROGRAM = '''\
"""K-900: every child is paid by refund."""

from uwanose import Column, Flags, customizes


@customizes("K-900", "medical_subsidy.payment_way")
def payment_way(eligible: Flags) -> Column:
    """Refund only."""
    return eligible * 2
'''


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A workspace with a customization that waits for its approval."""
    folder = copied(tmp_path)
    (folder / ENTRY).write_text(REGISTERED, "utf-8")
    (folder / MODULE).write_text(PROGRAM, "utf-8")
    return folder


def approve(own: Path, *options: str) -> Said:
    """Record the approval."""
    line = ("customization", "approve", "K-900", "--on", "R7.6.10", "--document", "組合決裁令7-20", "--yes")
    return typed(*line, *options, "--workspace", own)


def test_an_approval_pins_content_and_program(own: Path) -> None:
    """One line is added, everything else stays, the check is content, and the next step is named."""
    said = approve(own)
    assert said.status == 0, said.err
    text = (own / ENTRY).read_text("utf-8")
    added = text.replace(REGISTERED, "")
    assert re.fullmatch(
        r"approval: \{on: 2025-06-10, document: 組合決裁令7-20, content: [0-9a-f]{32}-[0-9a-f]{32}\}\n", added
    )
    assert typed("check", "--strict", "--workspace", own).status == 0
    assert "次は: 負担承諾　uwanose customization consent K-900 --town 清川村 " in said.out
    assert "customization approve K-900" in (own / "profiles/kanagawa/journal.jsonl").read_text("utf-8")


def test_a_program_changed_after_the_approval_is_refused(own: Path) -> None:
    """The hash that was written is the one the check compares."""
    approve(own)
    (own / MODULE).write_text(PROGRAM.replace("* 2", "* 1"), "utf-8")
    said = typed("check", "--workspace", own)
    assert (said.status, "[G101]" in said.out) == (1, True)


def test_what_is_approved_is_not_approved_again(own: Path) -> None:
    """[U121]: an amendment is a new version."""
    approve(own)
    before = (own / ENTRY).read_bytes()
    said = approve(own)
    assert (said.status, "[U121]" in said.err) == (1, True)
    assert (own / ENTRY).read_bytes() == before


def test_an_amendment_is_approved_where_it_stands(own: Path) -> None:
    """The approval goes into the version that waits for it."""
    approve(own)
    with (own / ENTRY).open("a", encoding="utf-8") as entry:
        entry.write(
            "versions:\n"
            "  - from: 2026-04-01\n"
            "    content:\n"
            "      medical_subsidy.payment_way: {plugin: kiyokawa, mode: replace}\n"
        )
    (own / MODULE.with_name("k_900_v2.py")).write_text(PROGRAM.replace("* 2", "* 1"), "utf-8")
    said = approve(own)
    assert said.status == 0, said.err
    assert "    approval: {on: 2025-06-10" in (own / ENTRY).read_text("utf-8")
    assert typed("check", "--workspace", own).status == 0


@pytest.mark.parametrize(
    ("file", "old", "new", "code"),
    [
        (ENTRY, "outcome: town", "outcome: refused", "U120"),
        (ENTRY, "on: 2025-03-11", "on: 2025-07-11", "R115"),
        (MODULE, "from uwanose import", "import os\n\nfrom uwanose import", "G1"),
        (MODULE, "medical_subsidy.payment_way", "medical_subsidy.eligible", "G1"),
    ],
)
def test_what_cannot_stand_is_not_approved(own: Path, file: Path, old: str, new: str, code: str) -> None:
    """No decision, an approval before the decision, a program that reaches out or misses its point: no byte changes."""
    text = (own / file).read_text("utf-8")
    assert old in text
    (own / file).write_text(text.replace(old, new, 1), "utf-8")
    before = (own / ENTRY).read_bytes()
    said = approve(own)
    assert (said.status, f"[{code}" in said.err) == (1, True), said.err
    assert (own / ENTRY).read_bytes() == before


def test_an_adoption_that_came_first_does_not_stand_in_the_way(own: Path) -> None:
    """What the adoption still lacks (its `seen`) is told; it is no part of what is approved."""
    with (own / "profiles/kanagawa/towns/kiyokawa.yaml").open("a", encoding="utf-8") as town:
        town.write(
            "  - id: K-900\n    from: 2026-04-01\n    consent: {on: 2025-05-30, document: 承諾, up_to: 1}\n"
        )
    said = approve(own)
    assert said.status == 0, said.err
    assert "[R121]" in said.out


def test_an_approval_needs_its_document(own: Path) -> None:
    """Exit status 2."""
    assert approve(own, "--document", " ").status == 2


def test_content_equal_to_what_lies_beneath_is_not_approved(own: Path) -> None:
    """[L115], and no byte changes: 清川村 would pay for what every town has."""
    text = REGISTERED.replace(
        "medical_subsidy.payment_way: {plugin: kiyokawa, mode: replace}",
        "medical_subsidy.payment.in_kind_outside_prefecture: いいえ",
    )
    (own / ENTRY).write_text(text, "utf-8")
    said = approve(own)
    assert (said.status, "[L115]" in said.err) == (1, True), said.err
    assert (own / ENTRY).read_text("utf-8") == text
    (own / ENTRY).write_text(text.replace("いいえ", "はい"), "utf-8")
    assert approve(own).status == 0


def test_what_changes_nothing_any_more_is_shown_as_retirable(own: Path) -> None:
    """引退可 in check, list and show, once the nation gives in kind outside the prefecture, which 湯河原町 had ordered."""
    line = ("customization", "list", "--workspace", own)
    assert "引退可" not in typed(*line).out
    rules = own / "rules/medical_subsidy/payment.yaml"
    value = "    2011-10-01: {value: いいえ, source: 町村の案内に共通"
    assert value in rules.read_text("utf-8")
    later = "    2025-12-01: {value: はい, source: 見本}\n"
    rules.write_text(rules.read_text("utf-8").replace(value, later + value, 1), "utf-8")
    row = next(row for row in typed(*line).out.splitlines() if row.startswith("K-010"))
    assert "本稼働・引退可" in row
    shown = typed("customization", "show", "K-010", "--workspace", own)
    assert "引退可: 2025-12-01 から" in shown.out
    assert (
        typed("customization", "show", "K-010", "--json", "--workspace", own).data["retirable"]
        == "2025-12-01"
    )
    checked = typed("check", "--workspace", own)
    assert "お知らせ [L115]" in checked.out
