"""Owns making the papers of one town: wording resolved once, then one paper a person, or the reason why there is none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from jinja2 import Template, UndefinedError
from markupsafe import Markup

from uwanose.dates import era_date, era_year
from uwanose.documents.notices.addressees import Addressee, Addressees
from uwanose.documents.notices.declared import Document, Variable
from uwanose.documents.notices.environment import sandbox
from uwanose.errors import Finding, Refused
from uwanose.layers.effective import EffectiveRules
from uwanose.money import Rate
from uwanose.points.cells import format_result
from uwanose.points.model import Catalog, Item
from uwanose.points.typed import format_value

__all__ = ["MOST_OF_A_PAPER", "Figures", "Paper", "TownPapers"]

MOST_OF_A_PAPER = 200_000  # letters of HTML; a notice of one sheet has some 4,000


@dataclass(frozen=True, slots=True)
class Figures:
    """The results of one row: what the engine computed, by name of item; a choice as its place among the choices."""

    row: str
    items: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper: the article of its page, or (``html`` empty) why there is none. ``withheld``: no address is printed."""

    row: str
    name: str
    html: Markup
    withheld: bool = False
    finding: Finding | None = None


class TownPapers:
    """Makes the papers of one kind for one town."""

    def __init__(
        self, document: Document, catalog: Catalog, rules: EffectiveRules, town_name: str, issued_on: date
    ) -> None:
        """Resolve wording and values of the rules. Raises Refused [D122] for what the town has not set."""
        self._document, self._town = document, rules.municipality
        wanting = [point.label_ja for point in document.blocks.values() if not _known(rules, point.id)] + [
            variable.label_ja
            for variable in document.variables.values()
            if variable.point and not _known(rules, variable.point)
        ]
        if wanting:
            raise Refused([_not_set(document, rules.municipality, town_name, wanting)])
        compiled = {
            name: _compiled(str(rules.values[point.id].value)) for name, point in document.blocks.items()
        }
        self._blocks = {name: [template.root_render_func] for name, template in compiled.items()}
        self._framework = _compiled(document.framework)
        self._items = {
            item.name: item for item in catalog.items.values() if item.business == document.business
        }
        self._same: dict[str, object] = {
            variable.name: value
            for variable in document.variables.values()
            if (value := _for_all(variable, catalog, rules, town_name, issued_on)) is not None
        }

    def make(self, figures: Iterable[Figures], addressees: Addressees) -> Iterator[Paper]:
        """Yield a paper, or why there is none, for each person whom the document is for (one of its subjects is not 0)."""
        for one in figures:
            if not any(one.items.get(subject) for subject in self._document.subjects):
                continue
            to = addressees.get(self._town, one.row)
            if to is None:
                yield Paper(one.row, "", Markup(), finding=_nobody(one.row, self._town))
                continue
            yield self._paper(one, to)

    def _paper(self, figures: Figures, to: Addressee) -> Paper:
        own = {
            variable.name: _own(variable, figures, to, self._items)
            for variable in self._document.variables.values()
            if variable.name not in self._same
        }
        try:
            html = self._rendered({**self._same, **own})
        except UndefinedError as error:
            return Paper(
                figures.row, to.name, Markup(), to.withheld, _failed(figures.row, self._town, str(error))
            )
        except _TooLong:
            return Paper(figures.row, to.name, Markup(), to.withheld, _too_much(figures.row, self._town))
        return Paper(figures.row, to.name, html, to.withheld)

    def _rendered(self, variables: Mapping[str, object]) -> Markup:
        context = self._framework.new_context(dict(variables))
        context.blocks = self._blocks
        parts, letters = [], 0
        for part in self._framework.root_render_func(context):
            letters += len(part)
            if letters > MOST_OF_A_PAPER:
                raise _TooLong
            parts.append(part)
        return Markup("".join(parts))  # escaped by the environment, part by part


class _TooLong(Exception):
    """A paper longer than any notice."""


def _compiled(text: str) -> Template:
    return sandbox().from_string(text)


def _known(rules: EffectiveRules, point: str) -> bool:
    return point in rules.values and rules.values[point].value is not None


def _for_all(
    variable: Variable, catalog: Catalog, rules: EffectiveRules, town_name: str, issued_on: date
) -> object:
    """Return the value of a variable that is the same for everybody, None for one that is not."""
    if variable.point:
        value = rules.values[variable.point].value
        if isinstance(value, Rate):
            return "" if value.numerator == 0 else value.percent()
        return format_value(catalog.points[variable.point], value)
    given = {
        "town_name": town_name,
        "town_kind": town_name[-1:],  # 町 or 村
        "levy_year": era_year(rules.legal_date.year),
        "issued_on": era_date(issued_on),
    }
    return given.get(variable.given)


def _own(variable: Variable, figures: Figures, to: Addressee, items: Mapping[str, Item]) -> object:
    if variable.type == "rows":
        there = [item for item in variable.items if item in figures.items]
        return [{"label": items[item].label_ja, "amount": figures.items[item]} for item in there]
    if variable.type == "yen":
        return sum(figures.items[item] for item in variable.items)
    if variable.items:
        (item,) = variable.items
        return format_result(items[item], figures.items[item])
    return figures.row if variable.given == "row" else getattr(to, variable.given)


def _not_set(document: Document, town: str, town_name: str, wanting: list[str]) -> Finding:
    return Finding(
        code="D122",
        place=document.place,
        scope=town,
        ja=f"{document.label_ja}に要る項目を{town_name}が決めていません: {'、'.join(wanting)}。",
        en=f"{town} lacks what {document.label_en} needs: {', '.join(wanting)}.",
        remedy_ja="uwanose set で値を入れるか、カスタマイズで文面を決めてください。",
        remedy_en="Set the values (uwanose set), or word the blocks by a customization.",
    )


def _nobody(row: str, town: str) -> Finding:
    return Finding(
        code="D123",
        scope=town,
        ja=f"{row} の宛名が、宛名のファイルにありません。",
        en=f"The file of addressees does not name {row}.",
        remedy_ja="宛名のファイルに行を足してください。",
        remedy_en="Add a row to the file of addressees.",
    )


def _failed(row: str, town: str, why: str) -> Finding:
    return Finding(
        code="D124",
        scope=town,
        ja=f"{row} の文書を作れません（{why}）。",
        en=f"The paper of {row} cannot be made ({why}).",
        remedy_ja="uwanose document variables で、使える変数を確かめてください。",
        remedy_en="See the variables: uwanose document variables.",
    )


def _too_much(row: str, town: str) -> Finding:
    return Finding(
        code="D125",
        scope=town,
        ja=f"{row} の文書が {MOST_OF_A_PAPER:,}字を超えたので、途中で止めました。",
        en=f"The paper of {row} was stopped: it has more than {MOST_OF_A_PAPER:,} letters.",
        remedy_ja="文面と宛名の長さを確かめてください。",
        remedy_en="Look at the length of the wording and of the addressee.",
    )
