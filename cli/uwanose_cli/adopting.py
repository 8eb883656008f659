"""Owns writing adoptions: with what lies beneath them, kept where they stopped, ended, retired with all who hold them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import click

from uwanose.dates import Interval, era_date
from uwanose.errors import Finding, Refused, Severity
from uwanose.layers.adoption_objections import (
    held_already,
    late_adoptions,
    left_out,
    not_adopted,
    nothing_to_keep,
    unconsented,
    wrong_layer,
)
from uwanose.layers.beneath import seen_entries
from uwanose.layers.beneath import written as seen_written
from uwanose.layers.lifecycle import Step
from uwanose.layers.model import Adoption, Customization, Outcome, Profile, Rank, Weights
from uwanose.layers.objections import objections, unpaid_order
from uwanose.layers.redundant import equal_findings
from uwanose.layers.reviewing import Review, reviews
from uwanose.layers.towns import find_municipality
from uwanose.source.writing import written
from uwanose.workspace import Workspace
from uwanose_cli.acting import Act, Tried, tried_act
from uwanose_cli.changes import Changes, paper
from uwanose_cli.foretelling import adoption_sentences, expected, month_text, town_text
from uwanose_cli.text import Text
from uwanose_cli.weighing import write_weights

if TYPE_CHECKING:
    from uwanose.points.model import Point

__all__ = ["adoption", "handed_over", "held", "keeping", "leaving", "retiring", "stopped_since"]


def adoption(
    workspace: Workspace, entry: Customization, days: Mapping[str, date], handed: Mapping[str, str],
    weights: Weights | None, line: str,
) -> tuple[Act, Tried]:  # fmt: skip
    """Return the act by which towns (``""``: the prefecture) adopt from their days on. Raises Refused."""
    profile = workspace.profile
    against = held_already(profile, entry, days)
    if against:
        raise Refused(against)
    against = objections(entry, Step.ADOPT, None)
    if "" in days:
        against += wrong_layer(entry, Outcome.PREFECTURE)
        against += unpaid_order(profile, replace(entry, wishes={"": days[""]}), days[""])
    else:
        against += wrong_layer(entry, Outcome.TOWN)
        against += unconsented(profile, entry, days) or left_out(profile, entry, {*days, *handed})
    against += _changing_nothing(workspace, entry, days)
    if against:
        raise Refused(against)
    changes = Changes(workspace)
    for town, start in days.items():
        _adopt(workspace, changes, entry, town, start)
    for town, document in handed.items():
        changes.entry(entry, ["taken_over_by", town], written(document))
    if weights:
        write_weights(changes, entry, weights)
    checked = _stands(changes, days)
    after = checked.profile.customizations[entry.id]
    shares = expected(checked.profile, after, days)
    act = Act(
        customization=entry.id, changes=changes,
        sentences=(*adoption_sentences(profile, after, days, shares), *_replaced(profile, entry, days)),
        line=line, on=min(days.values()), told={"adopters": list(days), "burdens": shares},
    )  # fmt: skip
    return act, checked


def keeping(
    workspace: Workspace, entry: Customization, owner: str, point: Point | None, on: date, by: str, line: str
) -> Act:
    """Return the act that keeps an adoption where something has changed beneath it. Raises Refused when nothing has."""
    mine = held(workspace.profile, entry, owner)
    waiting = [one for one in _waiting(workspace, mine, entry) if point is None or one.seen.point == point.id]
    if not waiting:
        raise Refused([nothing_to_keep(workspace.profile, entry, mine)])
    changes = Changes(workspace)
    path = changes.adoption(mine)
    for one in waiting:
        seen = replace(one.seen, by=by, on=on) if one.seen.decision else one.seen
        changes.append(mine.place.file, [*path, "seen"], seen_written(seen))
    who = town_text(workspace.profile, owner)
    sentences = tuple(
        Text(
            f"{who.ja}は {entry.id}「{entry.title_ja}」を、{one.seen.point} の下の値が {one.seen.start} から「{one.seen.shows}」でも維持します（{on} {by}）。",
            f"{who.en} keeps {entry.id} although {one.seen.point} is {one.seen.shows} beneath it from {one.seen.start} on ({on}, {by}).",
        )
        for one in waiting
    )
    return Act(customization=entry.id, sentences=sentences, changes=changes, line=line, on=on)


def leaving(workspace: Workspace, entry: Customization, mine: Adoption, last: date, line: str) -> Act:
    """Return the act that ends one adoption with a day. Raises Refused when it begins later."""
    late = [one for one in late_adoptions(workspace.profile, entry, last) if one.place == mine.place]
    if late:
        raise Refused(late)
    changes = Changes(workspace)
    path = [*changes.adoption(mine), "until"]
    changes.set(mine.place.file, path, last.isoformat())
    who = town_text(workspace.profile, mine.municipality)
    sentence = Text(
        f"{who.ja}は {entry.id}「{entry.title_ja}」を {last} までで終えます。翌日からは下の層の値です。",
        f"{who.en} ends {entry.id} with {last}; what lies beneath holds from the next day on.",
    )
    return Act(customization=entry.id, sentences=(sentence,), changes=changes, line=line, on=last)


def retiring(workspace: Workspace, entry: Customization, last: date, document: str, line: str) -> Act:
    """Return the act that retires an entry and ends every adoption of it with a day."""
    changes = Changes(workspace)
    changes.entry(entry, ["retired"], paper(on=last, document=document))
    goes_on = [
        one
        for one in workspace.profile.adoptions
        if one.customization == entry.id and (one.interval.last_day is None or one.interval.last_day > last)
    ]
    for one in goes_on:
        changes.set(one.place.file, [*changes.adoption(one), "until"], last.isoformat())
    ends = [town_text(workspace.profile, one.municipality) for one in goes_on]
    names = Text("、".join(one.ja for one in ends) or "なし", ", ".join(one.en for one in ends) or "none")
    when = month_text(last + timedelta(days=1))
    sentence = Text(
        f"{entry.id}「{entry.title_ja}」を {last} で廃止します（{document}）。終わる採用: {names.ja}。{when.ja}からは下の層の値です。",
        f"{entry.id} is retired with {last} ({document}); adoptions that end: {names.en}.",
    )
    return Act(customization=entry.id, sentences=(sentence,), changes=changes, line=line, on=last)


def held(profile: Profile, entry: Customization, owner: str) -> Adoption:
    """Return the latest adoption of a town (``""``: the prefecture). Raises Refused when there is none without an end."""
    mine = [
        one
        for one in profile.adoptions
        if (one.customization, one.municipality) == (entry.id, owner) and one.interval.last_day is None
    ]
    if not mine:
        raise Refused([not_adopted(profile, entry, owner)])
    return max(mine, key=lambda one: one.interval.start)


def stopped_since(workspace: Workspace, mine: Adoption, entry: Customization) -> date | None:
    """Return the last day before something beneath an adoption changed and stopped it, None when nothing did."""
    days = [
        one.seen.start
        for one in _waiting(workspace, mine, entry)
        if one.finding.severity is Severity.ERROR
        and one.seen.decision
        and one.seen.start > mine.interval.start
    ]
    return min(days) - timedelta(days=1) if days else None


def handed_over(workspace: Workspace, typed: Iterable[str]) -> Mapping[str, str]:
    """Read ``町村=文書``: towns that asked and hand over to those that adopt. Raises UsageError, UnknownName."""
    found: dict[str, str] = {}
    for one in typed:
        name, _, document = one.partition("=")
        if not document.strip():
            raise click.UsageError(f"--taken-over 町村=文書 ({one})")
        found[find_municipality(workspace.profile, name).id] = document.strip()
    return found


def _adopt(workspace: Workspace, changes: Changes, entry: Customization, town: str, start: date) -> None:
    profile = workspace.profile
    file = profile.municipalities[town].place.file if town else f"{workspace.prefecture}/prefecture.yaml"
    row = changes.append(file, ["adopts"], paper(id=entry.id)[1:-1])
    words = f"{era_date(start)}から・{entry.title_ja}"
    changes.set(file, ["adopts", row, "from"], start.isoformat(), words)
    if town:
        given = entry.consents[town]
        changes.set(
            file,
            ["adopts", row, "consent"],
            paper(on=given.on, document=given.document, up_to=given.up_to, yearly_up_to=given.yearly_up_to),
        )
        wish = changes.row(entry.place.file, "wishes", "town", town)
        if wish is not None:
            changes.remove(entry.place.file, ["wishes", wish])
    else:
        for name, act in entry.agreements.items():
            changes.set(file, ["adopts", row, "agreements", name], paper(on=act.on, document=act.document))
        changes.remove(entry.place.file, ["agreements"])
        if entry.wishes:
            changes.remove(entry.place.file, ["wishes"])
    mine = Adoption(
        customization=entry.id, layer=Rank.TOWN if town else Rank.PREFECTURE, municipality=town,
        interval=Interval(start), consent=None, agreements={}, seen=(), place=entry.place,
    )  # fmt: skip
    for seen in seen_entries(profile, workspace.catalog, workspace.plugins, mine):
        changes.append(file, ["adopts", row, "seen"], seen_written(seen))


def _replaced(profile: Profile, entry: Customization, days: Mapping[str, date]) -> Iterator[Text]:
    """Yield which adoptions of the entry it replaces end, and when."""
    for one in profile.adoptions:
        start = days.get(one.municipality)
        if one.customization == entry.replaces and start and start in one.interval:
            who, last = town_text(profile, one.municipality), start - timedelta(days=1)
            yield Text(
                f"{who.ja}の {entry.replaces} は {last} までで終わります（replaces）。",
                f"{entry.replaces} of {who.en} ends with {last} (replaces).",
            )


def _stands(changes: Changes, days: Mapping[str, date]) -> Tried:
    """Check the act. Raises Refused for errors, and for a warning that says an adoption would have no effect."""
    checked = tried_act(changes)
    idle = [one for one in checked.findings if one.code == "R129" and set(days) & set(one.scope.split())]
    if idle:
        raise Refused(idle)
    return checked


def _changing_nothing(workspace: Workspace, entry: Customization, towns: Iterable[str]) -> list[Finding]:
    """Return the values that equal what lies beneath them in a town: nobody should pay for them."""
    layering = workspace.resolver.layering()
    found = [
        finding
        for town in towns
        for asked in [
            replace(entry, request=replace(entry.request, by=(town,) if town else entry.request.by))
        ]
        for finding in equal_findings(layering, asked)
    ]
    return list(dict.fromkeys(found))


def _waiting(workspace: Workspace, mine: Adoption, entry: Customization) -> tuple[Review, ...]:
    return reviews(workspace.resolver.layering(), mine, entry)
