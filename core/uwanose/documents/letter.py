"""Owns the letter of an explanation: one paragraph for a resident, each step in words that its own figures bear out.

How a step was computed is only said where exactly one reading of its figures gives the result; else the letter names
what it was made from. Labels, units, articles and layers come from the declarations; the wording stands in the
templates ``letter.ja.txt`` and ``letter.en.txt``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from uwanose.dates import era_date, era_year
from uwanose.documents.reading import Reading, read_step
from uwanose.engine.explanation import Explanation, Step, Used, ValueUsed
from uwanose.money import ROUNDINGS
from uwanose.points.model import Catalog

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["Customized", "letter"]

STEPS = 5  # sentences on the way of the calculation; the rest is offered, not told
FEW = 3


@dataclass(frozen=True, slots=True)
class Customized:
    """A customization the calculation stood under, as the letter names it."""

    title_ja: str
    title_en: str
    basis: str


@dataclass(frozen=True, slots=True)
class _Told:
    """One step as the template gets it."""

    label: str
    shown: str
    unit: str
    holds: bool
    together: str
    reading: Reading
    basis: str
    rounding: tuple[str, ...]


def letter(
    explanation: Explanation,
    catalog: Catalog,
    town: tuple[str, str],
    customizations: Mapping[str, Customized],
    language: str = "ja",
) -> str:
    """Return the paragraph. *town* is its name in both languages, *customizations* those of the explanation by id."""
    words = _Words(explanation, catalog, language)
    steps = list(words.steps())
    live = words.live()
    unsure = [point for point in explanation.unverified if point in live]
    text = (
        _environment()
        .get_template(f"letter.{'ja' if language == 'ja' else 'en'}.txt")
        .render(
            business=words.of(catalog.businesses[explanation.business]),
            town=town[0 if language == "ja" else 1],
            when=words.when(),
            label=words.of(explanation.steps[-1]),
            shown=words.shown(explanation.steps[-1]),
            unit=explanation.steps[-1].unit,
            holds=bool(explanation.value),
            steps=steps[:STEPS],
            more=len(steps) > STEPS,
            town_values=words.values(live, "town"),
            prefecture_values=words.values(live, "prefecture"),
            customizations=[
                (one.title_ja if language == "ja" else one.title_en, one.basis)
                for name in explanation.customizations
                if (one := customizations.get(name))
            ],
            assumed=[words.of(catalog.points[point]) for point in explanation.assumed],
            unsure=[words.of(catalog.points[point]) for point in unsure],
            unsure_elsewhere=len(explanation.unverified) - len(unsure),
            few=FEW,
        )
    )
    return " ".join(text.split()) if language == "en" else "".join(text.split("\n"))


class _Words:
    """What an explanation says, in one language."""

    def __init__(self, explanation: Explanation, catalog: Catalog, language: str) -> None:
        self._explanation, self._catalog, self._ja = explanation, catalog, language == "ja"
        self._steps = {step.name: step for step in explanation.steps}
        inputs = catalog.inputs[explanation.business]
        self._defaults = {name: declared.default for name, declared in inputs.items()}
        self._group = self.of(inputs[catalog.businesses[explanation.business].group])

    def of(self, named: object) -> str:
        """Return a label."""
        return str(getattr(named, "label_ja" if self._ja else "label_en"))

    def shown(self, valued: Step | Used | ValueUsed) -> str:
        """Return a value as people write it."""
        if self._ja and isinstance(valued, Step) and valued.unit == "date" and valued.value > 0:
            return era_date(date.fromisoformat(valued.shown_ja))
        return valued.shown_ja if self._ja else valued.shown_en

    def when(self) -> str:
        """Return the levy year, or the day, the result is for."""
        day = date.fromisoformat(self._explanation.legal_date)
        if self._catalog.businesses[self._explanation.business].clock != "year":
            return era_date(day) if self._ja else str(day)
        return era_year(day.year) if self._ja else f"levy year {day.year}"

    def steps(self) -> Iterator[_Told]:
        """Yield the main line of the calculation from the result down; a step that only hands on is passed over."""
        step: Step | None = self._explanation.steps[-1]
        told: set[str] = set()
        while step is not None and step.name not in told:
            told.add(step.name)
            bottom, passed = self._down(step)
            told.update(passed)
            reading = read_step(bottom, self._defaults, self._ja)
            yield _Told(
                label=self.of(step),
                shown=self.shown(step),
                unit=step.unit,
                holds=bool(step.value),
                together=self._group if bottom.together else "",
                reading=reading,
                basis=_joined([step.basis, bottom.basis], self._ja),
                rounding=tuple(
                    dict.fromkeys(ROUNDINGS[name][0 if self._ja else 1] for name in bottom.rounding)
                ),
            )
            step = self._steps.get(reading.follow)

    def _down(self, step: Step) -> tuple[Step, list[str]]:
        """Return the first step that does something, from one on down, and those passed."""
        passed: list[str] = []
        while (below := self._handed_on(step)) is not None and below.name not in passed:
            passed.append(below.name)
            step = below
        return step, passed

    def _handed_on(self, step: Step) -> Step | None:
        amounts = [used for used in step.inputs if used.unit == "yen" and used.value != 0]
        if len(amounts) != 1 or amounts[0].kind != "item" or amounts[0].value != step.value:
            return None
        return self._steps.get(amounts[0].name) if len(step.layers) == 1 else None

    def live(self) -> dict[str, ValueUsed]:
        """Return the values that stand in steps that reach the result with something else than 0."""
        found: dict[str, ValueUsed] = {}
        waiting, seen = [self._explanation.steps[-1]], set[str]()
        while waiting:
            step = waiting.pop()
            if step.name not in seen:
                seen.add(step.name)
                found |= {value.point: value for value in step.values}
                waiting.extend(
                    self._steps[used.name]
                    for used in step.inputs
                    if used.value != 0 and used.name in self._steps
                )
        return found

    def values(self, live: Mapping[str, ValueUsed], layer: str) -> list[tuple[str, str, str]]:
        """Return label, value and ordinance of the values a layer has set."""
        mine: Iterable[ValueUsed] = (value for value in live.values() if value.layer == layer)
        return [
            (self.of(value), "" if value.type == "table" else self.shown(value), value.basis)
            for value in mine
            if not value.customization and value.exact not in ("0", "False")
        ]


def _joined(articles: Sequence[str], japanese: bool) -> str:
    """Return articles one after the other; what stands in another of them is not said twice."""
    kept = [
        one
        for place, one in enumerate(articles)
        if one
        and not any(one in other for other in (*articles[:place], *articles[place + 1 :]) if one != other)
    ]
    return ("、" if japanese else "; ").join(dict.fromkeys(kept))


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("uwanose.documents"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )  # a text, not a page: nothing is escaped
    environment.filters["first"] = _first
    return environment


def _first(entries: Sequence[object], count: int) -> Sequence[object]:
    return entries[:count]
