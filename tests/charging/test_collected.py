"""Guards the warning that a year collects less than it pays: spread costs and floored rests, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from uwanose.charging.closing import close
from uwanose.charging.collected import collected_findings
from uwanose.charging.quarters import Quarter
from uwanose.charging.reading import read_book
from uwanose.layers.model import Profile

from .register import adopts, all_adopt, consortium, customization, formula, one_off, profile, spread, upkeep


def _warned(folder: Path, facts: Profile, quarters: int = 4) -> list[str]:
    for number in range(1, quarters + 1):
        quarter = Quarter(2026, number)
        close(folder, facts, quarter, on=quarter.months[0].first_day, document="第1号", rules="rules")
    findings = list(collected_findings(facts, read_book(folder)))
    assert all((finding.code, finding.severity.value) == ("C134", "warning") for finding in findings)
    return [finding.ja for finding in findings]


def test_costs_charged_at_payment_and_upkeep_are_collected_in_full(tmp_path: Path) -> None:
    """Quarter by quarter and over the year, to the yen; also one that nobody holds costs nobody anything."""
    facts = profile(
        customization("K-001", one_off(3_000_001), upkeep(120_001), shared=True), all_adopt("K-001"),
        customization("K-006", one_off(1_000, "2026-08"), upkeep(100_003, "2026-09", end="2027-02")), adopts("oi", "K-006"),
        customization("K-007", one_off(5_000)),
    )  # fmt: skip
    assert _warned(tmp_path, facts) == []


@pytest.mark.parametrize(("quarters", "short"), [(1, 570_000), (4, 480_000)])
def test_a_spread_cost_is_advanced_by_somebody(tmp_path: Path, quarters: int, short: int) -> None:
    """600,000 over 60 months, paid in April: three months bring 30,000, the year 120,000."""
    (text,) = _warned(
        tmp_path, profile(customization("K-010", spread(600_000)), adopts("oi", "K-010")), quarters
    )
    assert f"支払う額 600,000円に対し、町村から集める額が {short:,}円 足りません（K-010 {short:,}円）" in text


def test_the_rest_of_the_floor_rule_is_not_collected(tmp_path: Path) -> None:
    """100,000,000 by 5/95: seven yen stay with the union."""
    union = consortium(formula(5, remainder="floor"))
    facts = profile(
        customization("K-001", one_off(100_000_000), shared=True), all_adopt("K-001"), union=union
    )
    (text,) = _warned(tmp_path, facts, 1)
    assert "7円 足りません" in text


def test_an_invoice_above_the_quote_is_missing_until_it_is_charged(tmp_path: Path) -> None:
    """Charged 1,000 as quoted, paid 1,200: 200 are missing in the register of today."""
    quoted = profile(customization("K-006", one_off(1_000)), adopts("oi", "K-006"))
    close(tmp_path, quoted, Quarter(2026, 1), on=date(2026, 4, 20), document="第1号", rules="rules")
    entry = quoted.customizations["K-006"]
    paid = replace(quoted, customizations={"K-006": replace(entry, costs=(one_off(1_000, actual=1_200),))})
    (finding,) = collected_findings(paid, read_book(tmp_path))
    assert "200円 足りません" in finding.ja
