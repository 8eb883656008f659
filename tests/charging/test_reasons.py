"""Guards the reasons of a burden: they add up to it, and other towns' customizations cost nothing, proven by sums."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

from hypothesis import HealthCheck, given, settings

from uwanose.charging.book import Book
from uwanose.charging.closing import close
from uwanose.charging.due import due
from uwanose.charging.quarters import Quarter
from uwanose.charging.reading import read_book
from uwanose.charging.reasons import reasons
from uwanose.documents.why import MOST, why_sentences
from uwanose.layers.model import Profile

from .histories import History, histories
from .register import adopts, all_adopt, consortium, customization, formula, months, one_off, profile, upkeep


def _register(remainder: str = "largest_remainder") -> Profile:
    return profile(
        customization("K-001", one_off(100_000_000), shared=True),
        customization("K-006", upkeep(120_000)),
        customization("K-007", upkeep(60_000)),
        all_adopt("K-001"),
        adopts("oi", "K-006"),
        adopts("kiyokawa", "K-007"),
        adopts("oi", "K-007"),
        union=consortium(formula(5, remainder=remainder)),
    )


def test_kiyokawa_pays_1341215_of_a_hundred_million() -> None:
    """facts/consortium.yaml, rounding experiment 5/95: 清川村 1,341,215, 寒川町 15,278,502; each step with its figures."""
    found = reasons(_register(), Book(), "kiyokawa", 2026)
    (part,) = found.shared
    assert part.share == Fraction(5, 100) / 14 + Fraction(95, 100) * Fraction(3_162, 305_252)
    assert (part.yen, part.total, part.payers) == (1_341_215, 100_000_000, 14)
    assert [(term.figure, term.whole) for term in part.terms] == [(None, None), (3_162, 305_252)]
    assert reasons(_register(), Book(), "samukawa", 2026).shared_yen in (15_278_502, 15_278_503)
    assert (found.own_yen, found.yen) == (30_000, 1_371_215)
    assert [(own.customization, own.payers, own.total, own.yen) for own in found.own] == [
        ("K-007", 2, 60_000, 30_000)
    ]


def test_what_others_want_for_themselves_costs_nothing_and_is_summed_up() -> None:
    """清川村 does not hold K-006: its 120,000 yen are 大井町's, 0 of them the village's."""
    found = reasons(_register(), Book(), "kiyokawa", 2026)
    assert (found.foreign, found.foreign_yen, found.borne) == (("K-006",), 120_000, 0)
    assert "清川村の負担は 0円です。" in "".join(sentence.ja for sentence in why_sentences(found))


def test_the_sentences_hold_the_figures_a_council_can_recompute() -> None:
    """Base figure, exact fraction, exact amount, rounding, the comparison."""
    village, town = (reasons(_register("floor"), Book(), name, 2026) for name in ("kiyokawa", "oi"))
    text = "\n".join(sentence.ja for sentence in why_sentences(village, town))
    assert "95% × 住民基本台帳人口3,162 ÷ 305,252（平成25年3月31日現在）" in text
    assert "残りは組合の負担とするので" in text
    assert "上限額（最低削減率）の定めはありません" in text
    assert "大井町の負担金" in text and "共通経費の差はこれだけによります" in text
    english = "\n".join(sentence.en for sentence in why_sentences(village, town))
    assert not any("぀" < letter < "ヿ" for letter in english.replace("承諾", ""))


def test_what_is_closed_is_told_apart(tmp_path: Path) -> None:
    """After the first quarter: the one-off and a quarter of the upkeep."""
    close(tmp_path, _register(), Quarter(2026, 1), on=date(2026, 4, 20), document="第1号", rules="rules")
    found = reasons(_register(), read_book(tmp_path), "kiyokawa", 2026)
    assert (found.closed, found.yen) == (1_341_215 + 7_500, 1_371_215)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(history=histories())
def test_the_reasons_always_add_up_and_fit_fifteen_sentences(history: History) -> None:
    """For every town of every register: Σ reasons = what is due; nothing of others'; at most fifteen sentences."""
    facts = history[-1]
    lines = due(facts, months("2026-04", 12))
    towns = {town: reasons(facts, Book(), town, 2026) for town in ("hayama", "oi", "kiyokawa")}
    for town, found in towns.items():
        assert found.yen == sum(line.yen for line in lines if line.municipality == town)
        assert found.borne == 0
        assert all(abs(part.yen - part.exact) <= 12 * 12 for part in found.shared)
        assert len(why_sentences(found, towns["oi"])) <= MOST
