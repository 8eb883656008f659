"""Owns whom an adoption or its end would affect: the residents of an input file, counted as `uwanose impact` counts them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from uwanose.dates import Month, era_date, fiscal_year_start
from uwanose.errors import Finding, Refused
from uwanose.governance.figures import TownImpact
from uwanose.layers.model import Customization
from uwanose.points.model import Business
from uwanose_cli.counted import heads_word
from uwanose_cli.impacting import signed
from uwanose_cli.output import Table, finding_data
from uwanose_cli.progress import progress
from uwanose_cli.proposing import Study
from uwanose_cli.running import Runner
from uwanose_cli.session import Session
from uwanose_cli.text import Text

__all__ = ["Affected", "affected", "affected_data", "affected_lines", "affected_table"]


_PEOPLE = Text("人", "heads")


@dataclass(frozen=True, kw_only=True)
class Affected:
    """What the rows of a file say, town by town, or why they say nothing. Counting never stands against an act.

    ``better`` and ``worse`` are heads of all towns together; both are 0 where nobody knows who pays and who receives.
    """

    source: Path | None
    on: date | None
    towns: tuple[TownImpact, ...] = ()
    better: int = 0
    worse: int = 0
    rejected: int = 0
    word: Text = _PEOPLE  # what one head is
    findings: tuple[Finding, ...] = ()
    why: Text | None = None

    @property
    def counted(self) -> tuple[TownImpact, ...]:
        """The towns that could be computed."""
        return tuple(town for town in self.towns if not town.refused)


def affected(
    session: Session, entry: Customization, towns: Collection[str], day: date, *, ends: bool,
    source: Path | None, reads: Sequence[Path], assume: bool | Path,
) -> Affected:  # fmt: skip
    """Count the residents for whom an entry makes a difference in some towns.

    ``day`` is the day whose fiscal year's (or month's) rules the rows are judged by: what would be known of a later one is
    mostly not laid down yet. Rows that have days of their own are judged on those.
    """
    workspace = session.open(assume=assume)
    business = workspace.catalog.businesses[entry.business]
    on = _on(business, day)
    if source is None:
        return Affected(source=None, on=on, why=_no_rows(entry, business, ends=ends))
    if business.stake is None:
        return Affected(source=source, on=on, why=_no_amount(business))
    runner = Runner(workspace)
    study = Study(
        session=session, runner=runner, business=business, on=on, source=source, reads=reads,
        towns=tuple(town for name, town in workspace.profile.municipalities.items() if name in towns),
    )  # fmt: skip
    item = next(
        one
        for one in workspace.catalog.items.values()
        if (one.business, one.name) == (business.id, business.stake.item)
    )
    held, ended = ((), (entry.id,)) if ends else ((entry.id,), ())
    try:
        with progress(session, "試算中", "computing", len(towns)) as step:
            names = workspace.profile.municipalities
            found = study.run(None, held, ended, (), item, lambda town: step(names[town].name_ja))
    except Refused as refused:
        return Affected(source=source, on=on, why=_not_computed(), findings=refused.findings)
    impact = found.impact
    return Affected(
        source=source,
        on=on,
        rejected=impact.total.rejected,
        word=heads_word(impact.question),
        towns=impact.towns,
        better=impact.helped.heads,
        worse=impact.burdened.heads,
        findings=found.findings,
        why=None if any(town.heads for town in impact.told) else _not_computed(),
    )


def affected_lines(session: Session, found: Affected) -> Iterator[str]:
    """Yield what is told of it on the screen: how many of whom, or why nobody was counted."""
    if found.why is not None:
        yield found.why.of(session.language)
        for finding in found.findings[:1]:
            yield from (f"  {line}" for line in finding.text(session.language).splitlines())
        if len(found.findings) > 1:
            more = len(found.findings) - 1
            yield session.text(
                f"  ほか{more}件。未設定の項目は --assume で仮定の値を入れて数えられます。",
                f"  and {more} more. --assume fills points without a value with assumptions.",
            )
        return
    heads, changed = (
        sum(town.heads for town in found.counted),
        sum(town.changed for town in found.counted),
    )
    when = Text("行の日付の規則", "by the rules of each row's day")
    if found.on is not None:
        when = Text(f"{era_date(found.on)}の規則", f"by the rules of {found.on}")
    word = found.word
    yield session.text(
        f"影響する{word.ja}数（{found.source}、{when.ja}で計算）: {heads:,}{word.ja}のうち {changed:,}{word.ja}（有利 {found.better:,}{word.ja}、不利 {found.worse:,}{word.ja}）",
        f"Affected ({found.source}, {when.en}): {changed:,} of {heads:,} {word.en} ({found.better:,} better off, {found.worse:,} worse off)",
    )
    if found.rejected:
        yield session.text(
            f"  受け付けられず、数えていない行 {found.rejected:,}",
            f"  {found.rejected:,} rows are rejected and not counted",
        )
    assumed = sorted({point for town in found.counted for point in town.assumed})
    if assumed:
        yield session.text(
            f"  仮定の値を使っています（{len(assumed)}項目）", f"  {len(assumed)} values are assumptions"
        )
    left_out = [town for town in found.towns if town.refused]
    if left_out:
        names = session.town_names([town.town for town in left_out])
        yield session.text(f"計算できず、数えていない町村: {names}", f"Not computed and not counted: {names}")


def affected_table(session: Session, found: Affected) -> Table:
    """Return heads and yen by town; no rows when nobody was counted."""
    word = found.word
    headings = session.text(
        f"町村,{word.ja},影響する{word.ja},差引き", f"town,{word.en},affected,in all"
    ).split(",")
    rows = [
        (
            session.town_names([town.town]),
            f"{town.heads:,}",
            f"{town.changed:,}",
            signed(session, town.after - town.before),
        )
        for town in found.counted
    ]
    return Table(tuple(headings), rows, frozenset({1, 2, 3}))


def affected_data(found: Affected) -> Mapping[str, object]:
    """Return the same for programs; ``counted`` is false when nobody was."""
    return {
        "input": str(found.source) if found.source else None,
        "on": found.on,
        "counted": found.why is None,
        "rows_rejected": found.rejected,
        "better_off": found.better,
        "worse_off": found.worse,
        "towns": {
            town.town: {"heads": town.heads, "affected": town.changed, "yen": town.after - town.before}
            for town in found.counted
        },
        "refused": [town.town for town in found.towns if town.refused],
        "findings": [finding_data(finding) for finding in found.findings],
    }


def _on(business: Business, day: date) -> date | None:
    if business.clock == "date":
        return None
    month = Month.of(day)
    return month.first_day if business.clock == "month" else fiscal_year_start(month.fiscal_year)


def _no_rows(entry: Customization, business: Business, *, ends: bool) -> Text:
    option = "--without" if ends else "--with"
    return Text(
        f"影響する人数は数えていません（住民の入力がありません）。--input {business.label_ja}の入力のファイル を付けると数えます。くわしくは: uwanose impact {business.id} 入力 --town 町村 {option} {entry.id}",
        f"Residents affected are not counted: no input is at hand. --input FILE counts them; in full: uwanose impact {business.id} INPUT --town TOWN {option} {entry.id}",
    )


def _no_amount(business: Business) -> Text:
    return Text(
        f"影響する人数は数えていません（{business.label_ja}には主な金額の宣言がありません）。uwanose impact {business.id} --item で金額を選べます。",
        f"Residents affected are not counted: {business.id} declares no main amount; choose one with uwanose impact {business.id} --item.",
    )


def _not_computed() -> Text:
    return Text(
        "影響する人数は数えていません（この入力では計算できません）。",
        "Residents affected are not counted: this input cannot be computed.",
    )
