"""Owns the chart of a comparison: one dot for each town and formula over the saving, as an SVG file that needs nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from html import escape
from math import ceil, floor

from uwanose.charging.sharing.design import Comparison, Outcome

__all__ = ["sharing_chart"]

# colours told apart by people who see red and green alike (Okabe and Ito 2008), then the same with a square instead of a dot
_COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000", "#999999")
_LEFT, _RIGHT, _WIDTH, _STEP, _TOP = 110, 30, 760, 26, 64
_FONT = "font-family=\"'Noto Sans JP','游ゴシック','Hiragino Sans',sans-serif\" font-size=\"12\""


def sharing_chart(comparison: Comparison, names: Mapping[str, str]) -> str:
    """Return the chart; a dashed line stands at the promised saving. Hovering over a dot tells yen and saving."""
    shown = [outcome for outcome in comparison.outcomes if outcome.burdens]
    return "\n".join([*_lines(comparison, shown, names), "</svg>", ""])


def _lines(comparison: Comparison, shown: list[Outcome], names: Mapping[str, str]) -> Iterator[str]:
    study, baseline = comparison.study, comparison.baseline
    savings = [row.saving for outcome in shown for row in outcome.rows.values()] or [Fraction(0)]
    scale = _Scale(min(savings), max(savings))
    legend = _TOP + _STEP * len(study.towns) + 40
    height = legend + 18 * len(shown) + 24
    yield f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" {_FONT} role="img">'
    title = f"町村別の削減率　{study.label_ja}"
    yield f"<title>{escape(title)}</title>"
    yield f'<rect width="{_WIDTH}" height="{height}" fill="#fff"/>'
    yield f'<text x="10" y="22" font-size="15" font-weight="bold">{escape(title)}</text>'
    standing = f"単独導入の費用【{baseline.standing_ja}】{baseline.label_ja}"
    yield f'<text x="10" y="42" fill="#595959">{escape(standing)}</text>'
    bottom = _TOP + _STEP * len(study.towns)
    for tenth in scale.ticks:
        x = scale.x(Fraction(tenth, 10))
        yield f'<line x1="{x}" y1="{_TOP - 8}" x2="{x}" y2="{bottom}" stroke="#ddd"/>'
        yield f'<text x="{x}" y="{bottom + 16}" text-anchor="middle" fill="#595959">{tenth * 10}%</text>'
    if study.promised is not None:
        x = scale.x(study.promised)
        yield f'<line x1="{x}" y1="{_TOP - 8}" x2="{x}" y2="{bottom}" stroke="#333" stroke-dasharray="5 4"/>'
        yield f'<text x="{x + 4}" y="{_TOP - 10}" fill="#333">約束 {float(study.promised * 100):g}%</text>'
    for index, town in enumerate(study.towns):
        y = _TOP + _STEP * index + _STEP // 2
        yield f'<text x="{_LEFT - 10}" y="{y + 4}" text-anchor="end">{escape(names[town])}</text>'
        for number, outcome in enumerate(shown):
            row = outcome.rows[town]
            told = f"{names[town]} {outcome.formula.label_ja}: {row.yen:,}円、削減率 {float(row.saving * 100):.1f}%"
            yield _mark(number, scale.x(row.saving), y, told)
    for number, outcome in enumerate(shown):
        y = legend + 18 * number
        yield _mark(number, 20, y - 4, outcome.formula.label_ja)
        yield f'<text x="34" y="{y}">{escape(outcome.formula.label_ja)}</text>'


def _mark(number: int, x: int, y: int, told: str) -> str:
    colour = _COLOURS[number % len(_COLOURS)]
    shape = f'<circle cx="{x}" cy="{y}" r="5"'
    if number >= len(_COLOURS):
        shape = f'<rect x="{x - 5}" y="{y - 5}" width="10" height="10"'
    end = "circle" if shape.startswith("<circle") else "rect"
    return f'{shape} fill="{colour}" fill-opacity="0.8"><title>{escape(told)}</title></{end}>'


class _Scale:
    """Places savings on the screen, from a whole ten per cent to another one."""

    def __init__(self, least: Fraction, most: Fraction) -> None:
        self._first = floor(min(least, Fraction(0)) * 10)
        self._last = max(ceil(most * 10), self._first + 1)

    @property
    def ticks(self) -> range:
        """The tenths that get a line."""
        return range(self._first, self._last + 1)

    def x(self, saving: Fraction) -> int:
        """Return the place of a saving."""
        part = (saving * 10 - self._first) / (self._last - self._first)
        return _LEFT + round(part * (_WIDTH - _LEFT - _RIGHT))
