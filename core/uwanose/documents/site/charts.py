"""Owns the charts of the site: bars and strips as inline SVG that follow light and dark, their words and figures as text beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from markupsafe import Markup

__all__ = ["Bar", "Strip", "bar_chart", "strip_chart"]

_SCALE = (
    1000  # units of the drawing for the longest bar: the drawing stretches with the page, the text does not
)


_MARK = 6  # how wide a mark on a strip is


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its label, its parts from the left (whole numbers of one unit), and the figure at its end."""

    label: str | Markup
    parts: Sequence[int]
    shown: str | Markup


def bar_chart(
    title: str | Markup, bars: Sequence[Bar], legend: Sequence[str] = (), most: int | None = None
) -> Markup:
    """Return horizontal bars below a title that says the finding; ``legend`` names the parts, ``most`` fixes the scale."""
    longest = max([most or 0, *(sum(bar.parts) for bar in bars), 1])
    drawn = (
        Markup('<li><span class="name">{}</span>{}<span class="end">{}</span></li>').format(
            bar.label, _drawing(bar.parts, longest), bar.shown
        )
        for bar in bars
    )
    return Markup(
        '<figure class="chart"><figcaption>{}</figcaption>{}<ul class="bars">{}</ul></figure>'
    ).format(title, _legend(legend), Markup("").join(drawn))


@dataclass(frozen=True, slots=True)
class Strip:
    """One strip: its label, one mark for each value, and the figure at its end."""

    label: str | Markup
    values: Sequence[Fraction]
    shown: str | Markup


def strip_chart(
    title: str | Markup, strips: Sequence[Strip], legend: Sequence[str] = (), line: Fraction | None = None
) -> Markup:
    """Return strips on one scale that begins at nothing or below; ``line`` stands across all of them."""
    values = [value for strip in strips for value in strip.values] + [Fraction(0), line or Fraction(0)]
    least, most = min(values), max(values)
    drawn = (
        Markup('<li><span class="name">{}</span>{}<span class="end">{}</span></li>').format(
            strip.label, _strip(strip.values, least, most, line), strip.shown
        )
        for strip in strips
    )
    return Markup(
        '<figure class="chart"><figcaption>{}</figcaption>{}<ul class="bars strips">{}</ul></figure>'
    ).format(title, _legend(legend), Markup("").join(drawn))


def _strip(values: Sequence[Fraction], least: Fraction, most: Fraction, line: Fraction | None) -> Markup:
    span = max(most - least, Fraction(1, _SCALE))

    def at(value: Fraction) -> int:
        return int((value - least) * (_SCALE - _MARK) / span)

    drawn = [Markup('<rect class="nothing" x="{}" width="2" height="16"/>').format(at(Fraction(0)))]
    if line is not None:
        drawn.append(Markup('<rect class="part1" x="{}" width="{}" height="16"/>').format(at(line), _MARK))
    drawn += [
        Markup('<rect class="part0" x="{}" y="3" width="{}" height="10"/>').format(at(value), _MARK)
        for value in values
    ]
    return Markup('<svg viewBox="0 0 {} 16" preserveAspectRatio="none" aria-hidden="true">{}</svg>').format(
        _SCALE, Markup("").join(drawn)
    )


def _drawing(parts: Sequence[int], longest: int) -> Markup:
    left, drawn = 0, []
    for number, part in enumerate(parts):
        width = max(part * _SCALE // longest, 2 * int(part > 0))
        drawn.append(
            Markup('<rect class="part{}" x="{}" width="{}" height="16"/>').format(number, left, width)
        )
        left += width
    return Markup('<svg viewBox="0 0 {} 16" preserveAspectRatio="none" aria-hidden="true">{}</svg>').format(
        _SCALE, Markup("").join(drawn)
    )


def _legend(legend: Sequence[str]) -> Markup:
    names = (
        Markup('<li><svg viewBox="0 0 16 16" aria-hidden="true"><rect class="part{}" width="16" height="16"/></svg>{}</li>').format(number, text)
        for number, text in enumerate(legend)
    )  # fmt: skip
    return Markup('<ul class="legend">{}</ul>').format(Markup("").join(names)) if legend else Markup("")
