"""Owns the charts of the site: bars as inline SVG that follow light and dark, their words and figures as text beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

__all__ = ["Bar", "bar_chart"]

_SCALE = (
    1000  # units of the drawing for the longest bar: the drawing stretches with the page, the text does not
)


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
