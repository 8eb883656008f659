"""Several payers with weights by the commands alone: asked for, consented to, adopted, joined with new weights, charged."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.cli.test_lifecycle import ADOPT, APPROVE, NEW
from tests.cli.typed import Said, typed
from tests.cli.workspaces import copied

ENTRY = "profiles/kanagawa/customizations/K-024.yaml"
PAPERS = """\
decision: {working_group: 福祉, on: 2026-08-27, document: 福祉WG令8-3, outcome: town}
quote: {on: 2026-10-16, document: 見積令8-11}
costs:
  - {id: build, kind: one_off, quoted: 660_000, start: 2027-04, charge: at_payment, months: 60}
  - {id: upkeep, kind: recurring, yearly: 66_001, start: 2027-04}
"""
WORK = """\
order: {on: 2027-01-08, document: 契約令8-21}
accepted: 2027-03-19
live: 2027-04-01
"""
WISH = "from: 2027-04-01}"
CONSENTED = "from: 2027-04-01, consent: {on: 2026-11-02, document: 負担承諾令8-3, up_to: 400_000, yearly_up_to: 40_000}}"
JOINER = (
    "consent", "K-024", "--town", "二宮町", "--on", "R9.6.2", "--document", "負担承諾令9-1", "--up-to", "130,000",
    "--yearly-up-to", "20,000", "--from", "R9.7.1",
)  # fmt: skip
JOIN = ("adopt", "K-024", "--town", "二宮町", "--from", "R9.7.1")
NEW_WEIGHTS = ("--weights", "大井町=2,松田町=2,二宮町=1")
AGREEMENT = ("--weights-on", "R9.6.1", "--weights-document", "協定書令9-02")


def _act(own: Path, *words: str) -> Said:
    return typed("customization", *words, "--workspace", own)


def lived(own: Path, *step: str) -> None:
    """Record a step that must succeed."""
    said = _act(own, *step, "--yes")
    assert said.status == 0, f"{step}\n{said.out}\n{said.err}"


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace in which two towns pay 3 : 2 for K-024, lived through once for all tests."""
    folder = copied(tmp_path_factory.mktemp("weights"))
    entry = folder / ENTRY
    lived(folder, *NEW, "--weights", "大井町=3,松田町=2")
    entry.write_text(entry.read_text("utf-8").replace(WISH, CONSENTED) + PAPERS, "utf-8")
    lived(folder, *APPROVE)
    entry.write_text(entry.read_text("utf-8") + WORK, "utf-8")
    lived(folder, *ADOPT)
    return folder


def test_the_request_tells_the_weights_and_the_preview_what_each_would_bear(own: Path) -> None:
    """The row stands in the entry with day and paper; who joins without a weight is told where to write it."""
    row = "    - {from: 2027-04, on: 2026-06-05, document: 要望令8-05, towns: {oi: 3, matsuda: 2}}\n"
    assert row in (own / ENTRY).read_text("utf-8")
    assert "協定による割合、2027-04から 大井町3：松田町2（要望令8-05）" in _act(own, "show", "K-024").out
    refused = _act(own, *JOIN, "--preview")
    assert (refused.status, "2027-04 からの重みに 二宮町 の重みがない" in refused.err) == (1, True)
    said = _act(own, *JOIN, *NEW_WEIGHTS, "--preview")
    assert (said.status, "支払 125,400円" in said.out, "還付 125,400円" in said.out) == (0, True, True)


@pytest.mark.parametrize(
    ("weights", "said"),
    [
        ("大井町=2,松田町=2.5", "（松田町=2.5）"),
        ("大井町=2,二宮町=1,大井町=1", "大井町が2度"),
        ("大井町=2,松田町=2", "二宮町の重みがありません"),
        ("大井町=2,松井町=2,二宮町=1", "松井町"),
    ],
)
def test_weights_typed_wrongly_are_wrong_use(own: Path, weights: str, said: str) -> None:
    """The part that is wrong is told; nothing is written."""
    wrong = _act(own, *JOIN, "--weights", weights, *AGREEMENT, "--yes")
    assert (wrong.status, said in wrong.err) == (2, True), wrong.err


def test_a_joiner_brings_new_weights_and_the_quarter_moves_the_one_off(own: Path, tmp_path: Path) -> None:
    """Consent first (its share is not known yet), then adoption with the weights; the book and hledger accept it."""
    folder = tmp_path / "own"
    shutil.copytree(own, folder)
    assert (
        typed("charge", "close", "R9-1", "--on", "R9.4.30", "--document", "決裁50", "-w", folder).status == 0
    )
    told = _act(folder, *JOINER, "--yes")
    assert (told.status, "採用のとき（adopt --weights）に確かめます" in told.out) == (0, True), told.err
    assert "R139" in _act(folder, *JOIN, "--yes").err
    unpaper = _act(folder, *JOIN, *NEW_WEIGHTS, "--yes")
    assert (unpaper.status, "--weights-document" in unpaper.err) == (2, True)
    done = _act(folder, *JOIN, *NEW_WEIGHTS, *AGREEMENT, "--yes")
    assert done.status == 0, done.err
    assert "document: 協定書令9-02, towns: {oi: 2, matsuda: 2, ninomiya: 1}}" in (folder / ENTRY).read_text(
        "utf-8"
    )
    again = (*JOINER[:3], "中井町", *JOINER[4:])
    assert _act(folder, *again, "--yes").status == 0
    more = ("--weights", "大井町=2,松田町=2,二宮町=1,中井町=1", *AGREEMENT[:3], "協定書令9-03", "--dry-run")
    said = _act(folder, "adopt", "K-024", "--town", "中井町", *more)
    assert (said.status, "-    - {from: 2027-07" in said.out, "+    - {from: 2027-07" in said.out) == (
        0,
        True,
        True,
    )
    closed = typed("charge", "close", "R9-2", "--on", "R9.7.31", "--document", "決裁60", "-w", folder)
    assert (closed.status, "△125,400円" in closed.out) == (0, True), closed.err
    assert typed("charge", "verify", "-w", folder).status == 0
    why = typed("charge", "why", "二宮町", "--year", "R9", "-w", folder).out
    assert "重み 1 ÷ 5 = 1/5、協定書令9-02（2027-06-01" in why
    journal = tmp_path / "a.journal"
    assert typed("charge", "export", "-o", journal, "-w", folder).status == 0
    if shutil.which("hledger"):
        subprocess.run(["hledger", "-f", str(journal), "check"], check=True)
