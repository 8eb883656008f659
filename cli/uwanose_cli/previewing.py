"""Owns the previews of acts on adoptions: what a join or a last day would mean for each town. Nothing is written."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

from uwanose.charging.prospects import Ending, adopted, burdens, ended, ending
from uwanose.dates import Month
from uwanose.layers.model import Customization, Profile, Weights
from uwanose_cli.foretelling import adoption_sentences, ending_table, joining_table
from uwanose_cli.session import Session
from uwanose_cli.weighing import weighed

__all__ = ["Rows", "preview_ending", "preview_joining", "show_ending"]


class Rows(NamedTuple):
    """The rows residents are counted in: an input file of the business, none when there is none, and what it reads."""

    source: Path | None = None
    reads: Sequence[Path] = ()
    assume: bool | Path = False


def preview_joining(
    session: Session, entry: Customization, days: Mapping[str, date], weights: Weights | None, rows: Rows
) -> int:
    """Tell what it would change if towns (``""``: the prefecture) adopted from their days on, by weights when given."""
    profile, month = session.workspace.profile, Month.of(max(days.values()))
    wished = {town: day for town, day in entry.wishes.items() if town not in days} if "" not in days else {}
    joined, after = entry, profile
    if weights:
        joined = weighed(entry, weights)
        after = replace(profile, customizations={**profile.customizations, entry.id: joined})
    now = burdens(adopted(profile, entry, wished), entry.id, month)
    then = burdens(adopted(after, joined, {**wished, **days}), entry.id, month)
    sentences = tuple(adoption_sentences(after, joined, days, then))
    session.lines(sentence.of(session.language) for sentence in sentences)
    session.table(joining_table(session, profile, now, then))
    towns = profile.municipalities if "" in days else days
    residents = _residents(session, entry, towns, min(days.values()), rows, ends=False)
    session.say("試算です。何も書いていません。", "This is a preview; nothing was written.")
    session.put(
        {"customization": entry.id, "now": now, "then": then, "residents": residents, "written": False}
    )
    return 0


def preview_ending(
    session: Session, entry: Customization, last: date, towns: tuple[str, ...] | None, rows: Rows
) -> int:
    """Tell what a last day would save and leave, and whom it would affect."""
    endings = show_ending(session, entry, last, towns)
    residents = _residents(session, entry, towns or tuple(endings), last, rows, ends=True)
    session.say("試算です。何も書いていません。", "This is a preview; nothing was written.")
    session.put({
        "customization": entry.id, "last_day": last, "towns": endings, "residents": residents, "written": False,
    })  # fmt: skip
    return 0


def _residents(
    session: Session, entry: Customization, towns: Collection[str], day: date, rows: Rows, *, ends: bool
) -> Mapping[str, object]:
    """Show how many residents are affected, or that nobody was counted and why; return it for programs."""
    from uwanose_cli.affected import affected, affected_data, affected_lines, affected_table  # brings numpy

    found = affected(
        session, entry, towns, day, ends=ends, source=rows.source, reads=rows.reads, assume=rows.assume
    )
    session.lines(affected_lines(session, found))
    table = affected_table(session, found)
    if found.why is None and table.rows:
        session.table(table)
    return affected_data(found)


def show_ending(
    session: Session, entry: Customization, last: date, towns: tuple[str, ...] | None
) -> Mapping[str, Ending]:
    """Show, town by town, what a last day saves and leaves."""
    profile: Profile = session.workspace.profile
    endings = ending(profile, ended(profile, entry.id, last, towns), entry.id, last)
    session.say(
        f"{entry.id}「{entry.title_ja}」が {last} で終わると（{last} まで有効）:",
        f"If {entry.id} ends with {last} (still in force on that day):",
    )
    session.table(ending_table(session, profile, endings))
    if towns and len(endings) > len(towns):
        session.say(
            "毎年減る額がマイナスの町村は、残った町村として負担が増えます。",
            "A negative saving is what the others bear more.",
        )
    return endings
