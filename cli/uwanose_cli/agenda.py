"""Owns the agenda paper of a poll (会議資料): its question, the values of all towns, answers, prices and effect, as sheets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from uwanose.charging.changes import Reporter
from uwanose.dates import Interval, fiscal_year, fiscal_year_start
from uwanose.documents.agenda_page import AgendaPaper
from uwanose.documents.sheets import Cell, Column, Form, Sheet
from uwanose.governance.polls.model import Position, Standing
from uwanose.layers.model import OUTCOME_LABELS, Customization, Outcome, Profile
from uwanose.layers.search import touched
from uwanose_cli.agenda_effect import effect_sheets
from uwanose_cli.output import yen
from uwanose_cli.polling import count_text, follows_text, position_table, price, register_if
from uwanose_cli.reigning import beside
from uwanose_cli.session import Session
from uwanose_cli.standing import Standing as PointStanding
from uwanose_cli.text import Text
from uwanose_cli.words import DOORS, MAY_SET, MODES, word

if TYPE_CHECKING:
    from uwanose.charging.prospects import Burden
    from uwanose_cli.proposing import Found

__all__ = ["Agenda"]

_MANY = 40  # lines of a value on paper; a longer table is named by its size


@dataclass(frozen=True)
class Agenda:
    """The paper of one poll on one day; ``found`` is the study of its impact, None where no population was given."""

    session: Session
    standing: Standing
    on: date
    found: Found | None = None

    @property
    def _profile(self) -> Profile:
        return self.session.workspace.profile

    @property
    def _entry(self) -> Customization:
        return self._profile.customizations[self.standing.poll.customization]

    @property
    def _outcome(self) -> Outcome:
        return self.standing.poll.outcome or self.standing.outcome

    def paper(self) -> AgendaPaper:
        """Return the whole paper."""
        entry, text = self._entry, self.session.text
        title = text(entry.title_ja, entry.title_en or entry.title_ja)
        sheets = (
            self._proposal(),
            *self._values(),
            self._answers(),
            self._prices(),
            *effect_sheets(self.session, self.found, self._burdens.get(self._outcome, {})),
        )
        return AgendaPaper(
            language=self.session.language,
            title=text(f"会議資料　{title}", f"Agenda: {title}"),
            conclusion=self._conclusion(),
            facts=tuple(self._facts()),
            sheets=sheets,
            on=self.on,
        )

    def _conclusion(self) -> str:
        poll, text = self.standing.poll, self.session.text
        if poll.decision and poll.outcome:
            said = text(
                f"{poll.decision.on} 決定: {OUTCOME_LABELS[poll.outcome][0]}（{poll.decision.document}）。",
                f"Decided on {poll.decision.on}: {OUTCOME_LABELS[poll.outcome][1]} ({poll.decision.document}). ",
            )
        else:
            follows = follows_text(self.standing, self._outcome)
            said = text(f"いまの回答なら: {follows.ja}", f"As it stands: {follows.en} ")
        return said + self._price_sentence(self._burdens.get(self._outcome, {}))

    def _price_sentence(self, burdens: Mapping[str, Burden]) -> str:
        if not burdens:
            return ""
        text = self.session.text
        shares = burdens.values()
        once, yearly = ((min(some), max(some)) for some in ([one.one_off for one in shares], [one.yearly for one in shares]))  # fmt: skip
        return text(
            f"1町村の負担は初期 {_range(once, 'ja')}、年 {_range(yearly, 'ja')}。",
            f"A town bears {_range(once, 'en')} once and {_range(yearly, 'en')} a year.",
        )

    def _facts(self) -> Iterator[tuple[str, str]]:
        entry, poll, text = self._entry, self.standing.poll, self.session.text
        business = self.session.workspace.catalog.businesses[entry.business]
        request = (
            f"{self.session.town_names(entry.request.by)} {entry.request.on or ''} {entry.request.document}"
        )
        yield (
            text("カスタマイズ", "customization"),
            f"{entry.id} {text(entry.title_ja, entry.title_en or entry.title_ja)}",
        )
        yield (
            text("業務・WG", "business, group"),
            f"{text(business.label_ja, business.label_en)}　{poll.working_group}",
        )
        yield text("要望", "request"), request.strip()
        for name, said in ((Text("理由", "reason"), entry.reason), (Text("根拠", "basis"), entry.basis)):
            if said:
                yield name.of(self.session.language), said
        yield text("入口", "door"), word(DOORS, entry.door, self.session.language)
        yield text("使い始める日", "from"), str(poll.start)
        yield (
            text("意向照会", "poll"),
            text(
                f"{poll.id} {poll.asked.on} {poll.asked.document}　回答期限 {poll.until or 'なし'}",
                f"{poll.id} {poll.asked.on} {poll.asked.document}, answers by {poll.until or 'any day'}",
            ),
        )
        for mark in (entry.illustrative, poll.illustrative):
            if mark:
                yield text("例示", "illustrative"), mark

    def _proposal(self) -> Sheet:
        """What would change, against the layer beneath."""
        text, catalog = self.session.text, self.session.workspace.catalog
        year = fiscal_year(self.standing.poll.start)
        span = Interval(fiscal_year_start(year), fiscal_year_start(year + 1))
        layering = self.session.workspace.resolver.layering()
        rows: list[tuple[Cell, ...]] = []
        for change in Reporter(layering, span, self.session.language).changes(self._entry):
            point = catalog.points.get(change.point)
            label = text(point.label_ja, point.label_en) if point else change.label
            rows.append(
                (
                    f"{label}\n{change.point}",
                    word(MAY_SET, point.may_set, self.session.language) if point else "",
                    point.basis if point else "",
                    MODES["values" if change.mode == "adds" and not change.value else change.mode].of(self.session.language),
                    _short(change.beneath),
                    _short(change.value),
                )
            )  # fmt: skip
        return Sheet(
            name=text("提案", "proposal"),
            title=text("提案（何をどう変えるか）", "The proposal: what would change"),
            notes=()
            if rows
            else (text("台帳に内容がまだありません。", "The register holds no content yet."),),
            columns=(
                Column(text("項目", "point"), width=34),
                Column(text("だれが変えられるか", "who may change it"), width=24),
                Column(text("根拠", "basis"), width=24),
                Column(text("変え方", "how"), width=14),
                Column(text("いま（下の層）", "now, beneath"), width=32),
                Column(text("提案", "proposed"), width=32),
            ),
            rows=tuple(rows),
        )

    def _values(self) -> Iterator[Sheet]:
        """Today's value of every point that is there already, in every town of the union."""
        text, workspace = self.session.text, self.session.workspace
        own = {point.id for point in self._entry.added_points} | {item.id for item in self._entry.added_items}
        points = [workspace.catalog.points[name] for name in touched(self._entry) if name in workspace.catalog.points and name not in own]  # fmt: skip
        resolver, layering = workspace.resolver, workspace.resolver.layering()
        rows: list[tuple[Cell, ...]] = []
        for point in points:
            standings = [
                PointStanding.of(layering, point, town, self.on, resolver.stopped(town.id, point.id, self.on, None))
                for town in self._profile.municipalities.values()
            ]  # fmt: skip
            label = text(point.label_ja, point.label_en)
            rows += [(label, *line[:5]) for line in beside(standings, self.session.language).rows]
        names = text(
            "項目,町村,値,いつから,独自か国標準か,条例等", "point,town,value,since,whose,ordinance"
        ).split(",")
        if points:
            yield Sheet(
                name=text("いまの値", "values today"),
                title=text(f"各町村のいまの値（{self.on}）", f"The value of each town on {self.on}"),
                notes=(),
                columns=tuple(Column(name, width=width) for name, width in zip(names, (26, 10, 30, 12, 22, 34), strict=True)),
                rows=tuple(rows),
            )  # fmt: skip

    def _answers(self) -> Sheet:
        text = self.session.text
        table = position_table(self.session, self.standing)
        return Sheet(
            name=text("回答", "answers"),
            title=text("各町村の回答", "What the towns say"),
            notes=(count_text(self.standing).of(self.session.language),),
            columns=tuple(
                Column(heading, width=width)
                for heading, width in zip(table.headings, (12, 12, 12, 22, 60), strict=True)
            ),
            rows=tuple(tuple(row) for row in table.rows),
        )

    @cached_property
    def _burdens(self) -> Mapping[Outcome, Mapping[str, Burden]]:
        """What each payer would bear under each outcome the poll may have; under the one it has, once it is decided."""
        wanted = [self._outcome] if self.standing.poll.decision else [Outcome.PREFECTURE, Outcome.TOWN]
        found = {}
        for outcome in wanted:
            if outcome is Outcome.TOWN and not self.standing.in_favour:
                continue
            register = register_if(self.session, self.standing, outcome)
            burdens = price(register, self.standing, outcome)
            if burdens:
                found[outcome] = burdens
        return found

    def _prices(self) -> Sheet:
        """Each town's part of the cost: of the prefecture's specification, and of a customization of those in favour."""
        text, entry = self.session.text, self._entry
        names = {
            Outcome.PREFECTURE: Text("県仕様", "prefecture"),
            Outcome.TOWN: Text("賛成町村の共同", "those in favour"),
        }
        columns = [Column(text("町村", "town"), width=12), Column(text("回答", "answer"), width=12)]
        for outcome in self._burdens:
            name = names[outcome].of(self.session.language)
            columns.append(Column(text(f"{name} 初期", f"{name}, once"), Form.YEN, 18, total=True))
            columns.append(Column(text(f"{name} 年間", f"{name}, a year"), Form.YEN, 18, total=True))
        positions = {row[0]: row[1] for row in position_table(self.session, self.standing).rows}
        rows = []
        for town in self.standing.answers:
            known = self._profile.municipalities[town]
            name = text(known.name_ja, known.name_en)
            cells: list[Cell] = [name, positions[name]]
            for burdens in self._burdens.values():
                share = burdens.get(town)
                cells += [share.one_off, share.yearly] if share else [None, None]
            rows.append(tuple(cells))
        none = text("費用は台帳にまだありません。", "The register holds no cost yet.")
        notes = [text("初期費用は全期間の額、年間は1年度分の保守料です。", "Once: all one-offs over their life; a year: the upkeep of a fiscal year.")]  # fmt: skip
        if entry.quote is None and self._burdens:
            notes.append(text("見積の前の概算です。", "An estimate, before there is a quote."))
        if entry.illustrative and self._burdens:
            notes.append(text("価格は例示です。", "The prices are illustrative."))
        return Sheet(
            name=text("負担", "prices"),
            title=text("町村別の負担", "What each town would pay"),
            notes=tuple(notes) if self._burdens else (none,),
            columns=tuple(columns),
            rows=tuple(rows) if self._burdens else (),
        )

    def data(self) -> dict[str, object]:
        """Return what the paper rests on, for programs."""
        from uwanose_cli import impact_data
        from uwanose_cli.polling import poll_data

        return poll_data(self._profile, self.standing) | {
            "on": self.on,
            "burdens": {outcome.value: burdens for outcome, burdens in self._burdens.items()},
            "impact": impact_data.data(self.found) if self.found else None,
            "unanswered": self.standing.those(Position.UNANSWERED),
        }


def _short(text: str) -> str:
    lines = text.strip().splitlines()
    return "\n".join(lines if len(lines) <= _MANY else [*lines[:_MANY], "…"])


def _range(amounts: tuple[int, int], language: str) -> str:
    least, most = amounts
    if least == most:
        return yen(least, language)
    return (
        f"{yen(least, language)}〜{yen(most, language)}"
        if language == "ja"
        else f"{least:,} to {yen(most, language)}"
    )
