"""Owns how one page of the site writes figures, names, marks and links in its language. Every figure tells its source.

A figure is a ``<data value="…" data-source="…">``: ``value`` is the exact number, ``data-source`` names where it comes from,
and a test looks each one up there by another way.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import Enum
from fractions import Fraction
from functools import cache

from markupsafe import Markup, escape

from uwanose.documents import labels
from uwanose.documents.site.model import SiteModel
from uwanose.points.model import Business, Confidence, Point

__all__ = ["Mark", "Writer"]

_FEW = 3  # lines of a value shown without being asked for


class Mark(Enum):
    """What must be said beside a figure: short, in both languages, and what it means."""

    ILLUSTRATIVE = (
        "例示",
        "example",
        "見本として作った数値で、実際の額ではありません。",
        "Made up as a sample, not a real amount.",
    )
    ESTIMATE = (
        "試算",
        "estimate",
        "決算ではなく、仮定を置いて計算した額です。",
        "Worked out under assumptions, not from closed accounts.",
    )
    UNVERIFIED = (
        "未確認",
        "unverified",
        "出典で確かめていない値です。",
        "Nobody has checked the value against its source.",
    )
    ASSUMED = (
        "仮定",
        "assumption",
        "値がないため、仮定で補った値です。",
        "Nobody has set a value; it is assumed.",
    )
    FORECAST = (
        "見込",
        "expected",
        "まだ確定していない額です。台帳または計画から計算しました。",
        "Not settled yet: worked out from the register or from a plan.",
    )
    UNKNOWN = (
        "未定",
        "not known",
        "額や値がまだ決まっていないか、登録されていません。",
        "Not decided, or not recorded yet.",
    )

    @property
    def ja(self) -> str:
        """The mark itself."""
        return self.value[0]

    def said(self, language: str) -> str:
        """Return the mark in a language."""
        return labels.of(self.value[:2], language)

    def meaning(self, language: str) -> str:
        """Return what it means."""
        return labels.of(self.value[2:], language)


class Writer:
    """Writes one page. ``path`` is the page's place below its language; ``used`` are the marks the page needs a legend for."""

    def __init__(self, model: SiteModel, language: str, path: str) -> None:
        self.model, self.language, self.path = model, language, path
        self.used: dict[Mark, None] = {}
        self.up = "../" * path.count("/")

    def t(self, ja: str, en: str) -> str:
        """Return one of two texts."""
        return labels.of((ja, en), self.language)

    def said(self, ja: str, en: str, **parts: object) -> Markup:
        """Return a sentence of one of two texts, with its ``{parts}`` put in."""
        return Markup(self.t(ja, en)).format(**parts)

    def url(self, path: str) -> str:
        """Return the address of another page of the same language."""
        return self.up + path

    def asset(self, name: str) -> str:
        """Return the address of a file both languages share."""
        return self.up + ("" if self.language == "ja" else "../") + f"assets/{name}"

    @property
    def other(self) -> str:
        """The address of this very page in the other language."""
        if self.language == "ja":
            return f"{self.up}en/{self.path}"
        return f"{self.up}../{self.path}"

    def link(self, path: str, text: str) -> Markup:
        """Return a link to another page."""
        return Markup(f'<a href="{escape(self.url(path))}">{escape(text)}</a>')

    # figures

    def yen(self, amount: int, source: str, *marks: Mark) -> Markup:
        """Return an amount of whole yen."""
        return self._data(amount, labels.yen(amount, self.language), source, marks)

    def count(self, number: int, source: str, ja: str = "", en: str = "", *marks: Mark) -> Markup:
        """Return a number of things with its counter: 14町村, 14 towns."""
        unit = self.t(ja, f" {en}" if en else "")
        return self._data(number, f"{number:,}{unit}", source, marks)

    def percent(self, ratio: Fraction, source: str, *marks: Mark) -> Markup:
        """Return a ratio in per cent, cut to a tenth: a promise of 20 % is not kept by 19.96 %."""
        return self._data(ratio, labels.percent_cut(ratio), source, marks)

    def tenths(self, number: Fraction, source: str, ja: str, en: str, *marks: Mark) -> Markup:
        """Return a number rounded half up to a tenth: yen for each resident."""
        tenths = (number.numerator * 20 + number.denominator) // (number.denominator * 2)
        unit = self.t(ja, f" {en}")
        return self._data(number, f"{tenths // 10:,}.{tenths % 10}{unit}", source, marks)

    def value(self, text: str, source: str, *marks: Mark) -> Markup:
        """Return the value of a point as it is shown to people; lines of a table stay lines."""
        shown = f'<span class="value" data-source="{escape(source)}">{escape(text)}</span>'
        return Markup(f"{shown}{self.marks(marks)}")

    def folded(self, text: str, source: str) -> Markup:
        """Return a value of which a long table is folded."""
        lines = text.count("\n") + 1
        if lines <= _FEW:
            return self.value(text, source)
        return Markup("<details><summary>{}</summary>{}</details>").format(
            self.t(f"表（{lines}行）", f"table ({lines} lines)"), self.value(text, source)
        )

    def _data(self, exact: int | Fraction, shown: str, source: str, marks: Iterable[Mark]) -> Markup:
        found = f'<data value="{exact}" data-source="{escape(source)}">{escape(shown)}</data>'
        return Markup(f"{found}{self.marks(marks)}")

    # marks

    def marks(self, marks: Iterable[Mark]) -> Markup:
        """Return marks for what stands before them, and remember them for the legend."""
        return Markup("".join(self.mark(mark) for mark in dict.fromkeys(marks)))

    def mark(self, mark: Mark) -> Markup:
        """Return one mark."""
        self.used[mark] = None
        return _marked(mark, self.language)

    def price_marks(self, customization: str) -> tuple[Mark, ...]:
        """Return what must be said beside an amount of a customization: whether its price is a sample."""
        row = self.model.rows[customization]
        return (Mark.ILLUSTRATIVE,) if row.illustrative and row.costs else ()

    @property
    def total_marks(self) -> tuple[Mark, ...]:
        """What must be said beside sums over customizations and shares by formula."""
        made_up = any(row.illustrative and row.costs for row in self.model.rows.values())
        shared = any(formula.illustrative for formula in self.model.profile.consortium.formulas.values())
        return (Mark.ILLUSTRATIVE,) if made_up or shared else ()

    @staticmethod
    def confidence_marks(confidence: str) -> tuple[Mark, ...]:
        """Return what must be said beside a value of a point."""
        return (Mark.UNVERIFIED,) if confidence == Confidence.UNVERIFIED.value else ()

    # names

    def town(self, town: str) -> Markup:
        """Return a town's name, linked to its page."""
        name = self.model.town_name(town, self.language)
        if town not in self.model.profile.municipalities:
            return escape(name)
        return self.link(f"towns/{town}.html", name)

    def towns(self, towns: Iterable[str]) -> Markup:
        """Return the names of several towns, 全町村 for all of them."""
        wanted = list(towns)
        if set(self.model.towns) <= set(wanted):
            return escape(self.t("全町村", "all towns"))
        return escape(self.t("、", ", ")).join(map(self.town, wanted)) or Markup("－")

    def customization(self, name: str, *, title: bool = True) -> Markup:
        """Return a customization's number with its title, linked to its page."""
        text = f"{name} {self.title(name)}" if title else name
        return self.link(f"customizations/{name}.html", text)

    def title(self, name: str) -> str:
        """Return the title of a customization."""
        row = self.model.rows[name]
        return self.t(row.title, row.title_en or row.title)

    def business(self, business: Business | str) -> str:
        """Return the name of a business."""
        found = (
            self.model.layering.catalog.businesses.get(business) if isinstance(business, str) else business
        )
        if found is None:
            return str(business)
        return self.t(found.label_ja, found.label_en)

    def point(self, point: Point | str) -> str:
        """Return the label of a point; its identifier when nobody declares it."""
        found = self.model.layering.catalog.points.get(point) if isinstance(point, str) else point
        return str(point) if found is None else self.t(found.label_ja, found.label_en)

    def day(self, day: date | None) -> Markup:
        """Return a day, a dash for none."""
        if day is None or day == date.min:
            return Markup("－")
        return Markup(f'<time datetime="{day}">{escape(labels.day(day, self.language))}</time>')

    def register(self, text: str) -> Markup:
        """Return words as they stand in the register, which is kept in Japanese."""
        if not text:
            return Markup("")
        foreign = "" if self.language == "ja" or text.isascii() else ' lang="ja"'
        return Markup(f'<span class="register"{foreign}>{escape(text)}</span>')

    def act(self, on: date | None, document: str) -> Markup:
        """Return the day and the document of an act."""
        return self.day(on) + Markup(" ") + self.register(document) if on or document else Markup("－")

    @property
    def year(self) -> str:
        """The fiscal year of the report."""
        return labels.fiscal_year(self.model.report.fiscal_year, self.language)


@cache
def _marked(mark: Mark, language: str) -> Markup:
    """Return a mark; a site holds each of them thousands of times."""
    return Markup(' <abbr class="mark {}" title="{}">{}</abbr>').format(
        mark.name.lower(), mark.meaning(language), mark.said(language)
    )
