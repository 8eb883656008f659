"""Several payers with weights: what each pays, who joins and leaves, what is told, and that the book proves itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from uwanose.charging.basis import Basis
from uwanose.charging.closing import close
from uwanose.charging.due import calculate, due
from uwanose.charging.forecast import forecast
from uwanose.charging.monthly_cost import Nature
from uwanose.charging.quarters import Quarter
from uwanose.charging.reading import read_book, scan_book
from uwanose.charging.reasons import reasons
from uwanose.charging.statement import statement_of
from uwanose.charging.verify import verify_book
from uwanose.documents.why import why_sentences
from uwanose.layers.model import Profile, Weights

from .register import adopts, agreed, customization, month, months, one_off, profile, spread, upkeep

FIRST = agreed("2026-04", oi=3, matsuda=2)
LATER = agreed("2027-04", oi=2, matsuda=2, kaisei=1)


def _joined(*, late_join: str = "remaining", window: int | None = None) -> Profile:
    return profile(
        customization(
            "K-010", one_off(3_000_000, term=60), upkeep(120_001), weights=(FIRST, LATER), late_join=late_join, window=window
        ),
        adopts("oi", "K-010"), adopts("matsuda", "K-010"), adopts("kaisei", "K-010", "2027-05-01"),
    )  # fmt: skip


def _per_town(facts: Profile) -> dict[str, int]:
    total = dict.fromkeys(("oi", "matsuda", "kaisei"), 0)
    for line in due(facts, months("2026-04", 60)):
        total[line.municipality] += line.yen
    return total


def test_payers_share_by_what_they_agreed_on_and_odd_yen_by_the_published_rule() -> None:
    """3 : 2 of 10,001 yen are 6,000.6 and 4,000.4; upkeep follows the weights of each month."""
    lines = {
        (str(line.month), line.municipality): line.yen
        for line in due(_joined(), months("2026-04", 14))
        if line.key.cost_item == "upkeep"
    }
    assert (lines["2027-03", "oi"], lines["2027-03", "matsuda"]) == (6_001, 4_000)
    assert (lines["2027-04", "oi"], lines["2027-04", "matsuda"]) == (5_000, 5_000)
    assert lines["2027-05", "oi"] + lines["2027-05", "matsuda"] + lines["2027-05", "kaisei"] == 10_000


def test_a_joiner_brings_new_weights_and_each_ends_with_its_part_of_what_is_left() -> None:
    """Paid 3 : 2 at once; from month 13 of 60 on 47/60 belong to 2 : 2 : 1. 松田町 keeps its share and has no line."""
    lines = [line for line in due(_joined(), months("2026-04", 60)) if line.key.nature is Nature.LATE_JOIN]
    left = 3_000_000 * 47 // 60
    assert {line.municipality: line.yen for line in lines} == {"oi": -left // 5, "kaisei": left // 5}
    for line in lines:
        assert line.cost
        assert (line.cost.formula.id, line.cost.before_formula and line.cost.before_formula.id) == (
            "K-010@2027-04",
            "K-010@2026-04",
        )


def test_from_the_start_means_by_the_weights_of_the_join() -> None:
    """retroactive: as if the three had shared 2 : 2 : 1 from the beginning."""
    once = profile(
        customization("K-010", one_off(3_000_000, term=60), weights=(FIRST, LATER), late_join="retroactive", window=24),
        adopts("oi", "K-010"), adopts("matsuda", "K-010"), adopts("kaisei", "K-010", "2027-05-01"),
    )  # fmt: skip
    assert _per_town(once) == {"oi": 1_200_000, "matsuda": 1_200_000, "kaisei": 600_000}


def test_a_one_off_keeps_its_weights_while_nobody_joins() -> None:
    """New weights alone do not move what was begun; a town that left owes its spread part by the old ones."""
    facts = profile(
        customization("K-010", spread(60_000), weights=(FIRST, agreed("2027-04", oi=1, matsuda=1))),
        adopts("oi", "K-010"), adopts("matsuda", "K-010", until="2027-03-31"),
    )  # fmt: skip
    assert _per_town(facts) == {"oi": 36_000, "matsuda": 24_000, "kaisei": 0}


@pytest.mark.parametrize(
    ("weights", "said"),
    [
        ((FIRST,), "2026-04 からの重みに 開成町 の重みがない"),
        ((agreed("2026-05", oi=3, matsuda=2, kaisei=1),), "2026-04 に効力のある重みがありません"),
        ((FIRST, agreed("2027-05", oi=2, kaisei=1)), "2027-05 からの重みに 松田町 の重みがない"),
    ],
)
def test_without_a_weight_nothing_is_charged_and_the_row_is_told(
    weights: tuple[Weights, ...], said: str
) -> None:
    """A joiner without a weight, a month before the first weights, a leaver forgotten while it still owes."""
    facts = profile(
        customization("K-010", spread(60_000), weights=weights),
        adopts("oi", "K-010"), adopts("matsuda", "K-010", until="2027-03-31"), adopts("kaisei", "K-010", "2027-05-01"),
    )  # fmt: skip
    (finding,) = calculate(Basis(facts), months("2026-04", 24)).findings
    assert (finding.code, said in finding.ja) == ("C101", True), finding.ja
    assert finding.place
    assert finding.place.line == (7 if "効力" not in said else 1)


def test_the_book_of_weighted_payers_proves_itself_and_a_changed_weight_is_found(tmp_path: Path) -> None:
    """Closed over the join: each line follows from the weights in the header, and one weight changed breaks the chain."""
    quarter = Quarter.of(month("2026-04"))
    for _ in range(5):
        close(tmp_path, _joined(), quarter, on=quarter.months[0].first_day, document="決裁", rules="rules")
        quarter = quarter.next
    book = read_book(tmp_path)
    assert list(verify_book(book)) == []
    header = book.runs[-1].header
    assert header.figures["K-010@2027-04"].values == {"oi": 2, "matsuda": 2, "kaisei": 1}
    assert header.figures["K-010@2026-04"].source == "協定書2026-04"
    assert "協定による割合100%（大井町2：松田町2：開成町1）" in header.formulas["K-010@2027-04"].text
    charge, refund = statement_of(book.runs[-1], "oi")
    assert refund.total == -470_000
    assert set(refund.formulas) == {"K-010@2026-04", "K-010@2027-04"}
    assert charge.others.borne == 0
    last = tmp_path / book.runs[-1].file
    last.write_text(last.read_text("utf-8").replace('"values":{"oi":2,', '"values":{"oi":3,'), "utf-8")
    assert [finding.code for finding in scan_book(tmp_path)[1]] == ["C121"]


def test_a_council_is_told_its_weight_and_the_paper() -> None:
    """Of the year's upkeep and the join; the exact fraction stands beside."""
    facts = _joined()
    told = [one.ja for one in why_sentences(reasons(facts, read_book(Path("/nonexistent")), "kaisei", 2027))]
    assert any("重み 1 ÷ 5 = 1/5、協定書2027-04（2011-10-01" in sentence for sentence in told), told


def test_a_wish_without_a_weight_has_no_amount_and_says_so() -> None:
    """The forecast never counts what cannot be worked out as a saving."""
    entry = customization("K-010", upkeep(120_000), weights=(FIRST,))
    facts = profile(
        replace(entry, wishes={"kaisei": date(2026, 4, 1)}), adopts("oi", "K-010"), adopts("matsuda", "K-010")
    )
    found = forecast(facts, read_book(Path("/nonexistent")), 2026)
    (wish,) = found.wishes
    assert (wish.yen, wish.amounts_known) == ({}, False)
    assert [(one.code, one.severity.value) for one in found.findings] == [("C101", "warning")]


def test_fractions_count_as_their_exact_ratio() -> None:
    """1/2, 1/3 and 1/6 are 3, 2 and 1 in the book."""
    parts = agreed("2026-04", oi=Fraction(1, 2), matsuda=Fraction(1, 3), kaisei=Fraction(1, 6))
    facts = profile(
        customization("K-010", one_off(600), weights=(parts,)),
        *(adopts(town, "K-010") for town in ("oi", "matsuda", "kaisei")),
    )
    assert Basis(facts).figures["K-010@2026-04"] == {"oi": 3, "matsuda": 2, "kaisei": 1}
    assert _per_town(facts) == {"oi": 300, "matsuda": 200, "kaisei": 100}
