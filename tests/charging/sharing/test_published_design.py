"""Guards the published text on the design of shares: its figures are what the program works out."""

from __future__ import annotations

import re
from fractions import Fraction
from math import floor
from pathlib import Path

from tests.charging.register import NAMES
from uwanose.charging.sharing.capped import caps_for, largest_saving
from uwanose.charging.sharing.design import compare
from uwanose.charging.sharing.effect import Verdict
from uwanose.workspace import Workspace
from uwanose_cli.effects import VERDICTS

ROOT = Path(__file__).resolve().parents[3]
TEXT = (ROOT / "docs" / "charging.md").read_text("utf-8")
STUDY = Workspace.open(ROOT).studies[0]["first-phase"]
FORMULAS = {
    "均等割のみ": "equal", "均等割50%・人口割50%": "half-half", "均等割30%・人口割70%": "third-equal",
    "均等割20%・人口割80%": "kanagawa-2011", "均等割10%・人口割90%": "tenth-equal", "人口割のみ": "population",
    "逓減人口割（2倍で1.5倍）": "degressive", "同率削減": "equal-saving",
}  # fmt: skip


def _cut(saving: Fraction) -> str:
    tenths = floor(saving * 1000)
    return f"{'△' if tenths < 0 else ''}{abs(tenths) // 10}.{abs(tenths) % 10}%"


def test_the_table_of_formulas_is_what_the_bundled_study_gives() -> None:
    """Worst saving, its town, and towns below 10, 20 and 30 %; every formula of the table stands in the study."""
    rows = re.findall(
        r"^\| ([^|]+) \| (△?[\d.]+%)(?:（(.+?)）)? \| (\d) \| (\d) \| (\d) \|$", TEXT, re.MULTILINE
    )
    assert {row[0] for row in rows} == FORMULAS.keys()
    for label, worst, town, *below in rows:
        found = compare(STUDY, STUDY.chosen_baseline(), [STUDY.formula(FORMULAS[label])]).outcomes[0]
        assert found.worst is not None
        assert _cut(found.worst.saving) == worst, label
        assert not town or NAMES[found.worst.municipality] == town
        assert [len(found.below(Fraction(tenth, 10))) for tenth in (1, 2, 3)] == [
            int(count) for count in below
        ]


def test_the_limit_and_why_32_per_cent_cannot_be_promised() -> None:
    """31.914…%, 3,195,999,996 yen, 24.3 % at the lower end of the band."""
    baseline = STUDY.chosen_baseline()
    most = largest_saving(STUDY.cost, baseline.values)
    assert f"{floor(most * 100_000) / 1000}…%" in TEXT
    assert f"{sum(caps_for(baseline.values, Fraction(32, 100)).values()):,}円" in TEXT
    assert f"{_cut(largest_saving(STUDY.cost, baseline.low))} まで" in TEXT


def test_the_words_of_the_verdicts_are_those_of_the_screen() -> None:
    """守られた, and what is said where the lower end of the band is not reached."""
    assert f"「{VERDICTS[Verdict.KEPT].ja}」" in TEXT
    assert all(text.ja and text.en for text in VERDICTS.values())
