"""Owns the previews of acts on adoptions: what a join or a last day would mean for each town. Nothing is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from uwanose.charging.prospects import Ending, adopted, burdens, ended, ending
from uwanose.dates import Month
from uwanose.layers.model import Customization, Profile, Weights
from uwanose_cli.foretelling import adoption_sentences, ending_table, joining_table
from uwanose_cli.session import Session
from uwanose_cli.weighing import weighed

__all__ = ["preview_ending", "preview_joining", "show_ending"]


def preview_joining(
    session: Session, entry: Customization, days: Mapping[str, date], weights: Weights | None
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
    session.say("試算です。何も書いていません。", "This is a preview; nothing was written.")
    session.put({"customization": entry.id, "now": now, "then": then, "written": False})
    return 0


def preview_ending(session: Session, entry: Customization, last: date, towns: tuple[str, ...] | None) -> int:
    """Tell what a last day would save and leave."""
    endings = show_ending(session, entry, last, towns)
    session.say("試算です。何も書いていません。", "This is a preview; nothing was written.")
    session.say(
        f"影響する人数は: uwanose impact {entry.business} 入力のファイル --town 町村 --without {entry.id}",
        f"Who is affected: uwanose impact {entry.business} INPUT --town TOWN --without {entry.id}",
    )
    session.put({"customization": entry.id, "last_day": last, "towns": endings, "written": False})
    return 0


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
