"""Owns what a bare `uwanose` tells: what waits to be done in the workspace, and the lines one would type next."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from uwanose.charging.book import Book
from uwanose.charging.quarters import Quarter, due_day
from uwanose.charging.reading import scan_book
from uwanose.charging.runs import Run
from uwanose.dates import Month, era_year, fiscal_year
from uwanose.errors import Finding, Refused, Severity
from uwanose.governance.polls.model import Position, Standing, standing_of
from uwanose.layers.lifecycle import waiting
from uwanose.layers.model import Customization
from uwanose.workspace import Workspace
from uwanose_cli.auditing import all_findings
from uwanose_cli.steps import next_text
from uwanose_cli.text import Text

__all__ = ["Choice", "Situation"]

SOON = 3  # quarters named at most


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of the menu: what it does, and the command."""

    meaning: Text
    line: str


@dataclass(frozen=True)
class Situation:
    """The workspace on one day."""

    workspace: Workspace
    today: date

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """All findings, those of the book included."""
        return all_findings(self.workspace)

    def count(self, severity: Severity) -> int:
        """Count the findings of a severity."""
        return sum(finding.severity is severity for finding in self.findings)

    @property
    def waiting(self) -> tuple[Customization, ...]:
        """The entries of the register that wait for their next act."""
        profile = self.workspace.profile
        return tuple(
            entry for entry in profile.customizations.values() if waiting(profile, entry, self.today)
        )

    @cached_property
    def book(self) -> Book:
        """The book, as far as it can be read."""
        place = f"{self.workspace.prefecture}/charges"
        return scan_book(self.workspace.root / place, place, self.workspace.cache)[0]

    @property
    def closed(self) -> tuple[Quarter, ...]:
        """The quarters in the book."""
        return tuple(entry.quarter for entry in self.book.quarters)

    @property
    def unsettled(self) -> tuple[int, ...]:
        """The fiscal years that are over, closed in all quarters and not settled."""
        years = [quarter.fiscal_year for quarter in self.closed if quarter.number == 4]
        over = fiscal_year(self.today)
        return tuple(year for year in years if year < over and self.book.get(Run.settlement(year)) is None)

    @property
    def open_quarters(self) -> tuple[Quarter, ...]:
        """The quarters that have begun and are not closed, since the one closed last (else since this fiscal year)."""
        current = Quarter.of(Month.of(self.today))
        closed = self.closed
        quarter = closed[-1].next if closed else Quarter(current.fiscal_year, 1)
        found = []
        while quarter <= current:
            found.append(quarter)
            quarter = quarter.next
        return tuple(found)

    @property
    def open_polls(self) -> tuple[Standing, ...]:
        """The polls nobody has decided yet."""
        polls = self.workspace.polls[0].values()
        return tuple(standing_of(self.workspace.profile, poll) for poll in polls if poll.decision is None)

    @property
    def former_release(self) -> str:
        """The release before the newest one, empty when there is none."""
        releases = self.workspace.national.releases
        return releases[-2].id if len(releases) > 1 else ""

    @cached_property
    def undecided(self) -> int:
        """How many overrides wait for somebody since the newest release; none where that cannot be told."""
        if not self.former_release:
            return 0
        from uwanose_cli.upgrading import analyse

        releases = {release.id: release for release in self.workspace.national.releases}
        try:
            found = analyse(self.workspace, releases[self.former_release], None, None)
        except Refused:  # a damaged archive: `check` tells it
            return 0
        return len(found.waiting)

    def due(self, quarter: Quarter) -> date | None:
        """Return the due date of a quarter, None when no rule fixes it."""
        fixed = self.workspace.profile.consortium.due_dates.get(quarter.number)
        return due_day(quarter, fixed) if fixed else None

    def lines(self, language: str) -> Iterator[str]:
        """Yield what waits."""
        ja = language == "ja"
        where = (
            self.workspace.root
            if self.workspace.writable
            else f"{self.workspace.root}{'（読み取り専用）' if ja else ' (read-only)'}"
        )
        yield Text(
            f"作業フォルダ: {where}　版 {self.workspace.release.id}",
            f"Workspace: {where}, release {self.workspace.release.id}",
        ).of(language)
        errors, warnings = self.count(Severity.ERROR), self.count(Severity.WARNING)
        yield Text(
            f"点検: 誤り {errors}件、警告 {warnings}件", f"Check: {errors} errors, {warnings} warnings"
        ).of(language)
        if self.undecided:
            line = f"uwanose upgrade --from {self.former_release}"
            yield Text(
                f"国の新しい版 {self.workspace.release.id} で確認を待つ上書き: {self.undecided}件　{line}",
                f"Overrides to be decided for release {self.workspace.release.id}: {self.undecided}, {line}",
            ).of(language)
        for quarter in self.open_quarters[:SOON]:
            due = self.due(quarter)
            when = Text(f"　納期限 {due}", f", due {due}").of(language) if due else ""
            yield (
                Text(f"未調定: {quarter.label_ja}（{quarter}）", f"Not closed: {quarter}").of(language) + when
            )
        if len(self.open_quarters) > SOON:
            more = len(self.open_quarters) - SOON
            yield Text(f"　ほか{more}期が未調定", f"  and {more} more").of(language)
        for year in self.unsettled:
            yield Text(
                f"未精算: {era_year(year)}　次は uwanose charge settle {year} --draft",
                f"Not settled: {year}; next: uwanose charge settle {year} --draft",
            ).of(language)
        for standing in self.open_polls:
            yield _poll_text(standing, self.today).of(language)
        for entry in self.waiting:
            title = entry.title_ja if ja else entry.title_en or entry.title_ja
            following = next_text(self.workspace.profile, entry.id, self.today)
            yield Text(
                f"手続き中: {entry.id}「{title}」 {following.ja}",
                f"Under way: {entry.id} {title}. {following.en}",
            ).of(language)

    def choices(self) -> Iterator[Choice]:
        """Yield the likely next lines, the most pressing first."""
        if self.count(Severity.ERROR) or self.count(Severity.WARNING):
            yield Choice(Text("指摘を見る", "see the findings"), "uwanose check")
        if self.undecided:
            yield Choice(
                Text("国の新しい版で確認するものを見る", "see what a new release asks to decide"),
                f"uwanose upgrade --from {self.former_release}",
            )
        for quarter in self.open_quarters[:1]:
            yield Choice(
                Text(f"{quarter.label_ja}の算定案を見る", f"see the draft of {quarter}"),
                f"uwanose charge draft {quarter}",
            )
        yield Choice(
            Text("町村に値のない項目を見る", "see which values towns lack"), "uwanose check --coverage"
        )
        yield Choice(Text("カスタマイズ台帳を見る", "see the register"), "uwanose customization list")
        for entry in self.waiting[:1]:
            yield Choice(
                Text("手続き中の件と、次のコマンドを見る", "see what is under way, and its next command"),
                f"uwanose customization show {entry.id}",
            )
        yield Choice(
            Text("Excelの調書に記入して取り込む", "fill in an Excel sheet and take it in"),
            "uwanose sheet --help",
        )
        for standing in self.open_polls[:1]:
            yield Choice(
                Text("照会中の意向照会を見る", "see the poll that is open"),
                f"uwanose wg show {standing.poll.id}",
            )
        yield Choice(
            Text("だれも決裁していないものがないか確かめる", "is everything approved"), "uwanose audit"
        )
        yield Choice(
            Text("見本で一通りの仕事をする", "do the whole job on the sample"), "uwanose demo --out out"
        )
        yield Choice(Text("使い方を見る", "help"), "uwanose --help")


def _poll_text(standing: Standing, today: date) -> Text:
    """Say what a poll waits for: answers, by which day, or the decision."""
    poll, missing = standing.poll, len(standing.those(Position.UNANSWERED))
    late = poll.until is not None and poll.until < today
    by_ja = f"、期限 {poll.until}{'を過ぎています' if late else ''}" if poll.until else ""
    by_en = f", {'were due' if late else 'due'} by {poll.until}" if poll.until else ""
    return Text(
        f"照会中: {poll.id}（{poll.customization}）　"
        + (f"未回答 {missing}町村{by_ja}" if missing else "全町村が回答済み、WG決定待ち")
        + f"　uwanose wg show {poll.id}",
        f"Poll open: {poll.id} ({poll.customization}), "
        + (f"{missing} towns have not answered{by_en}" if missing else "all have answered, to be decided")
        + f"  uwanose wg show {poll.id}",
    )
