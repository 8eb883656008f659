"""Owns the life of an entry of the register: its steps in their order, who must still speak, and what it waits for.

要望 → WG決定 → 見積 → 負担承諾 → 決裁 → 発注 → 採用 → 検収 → 本稼働 → 請求. The adoption has its own, legal date.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from uwanose.errors import Place
from uwanose.layers.members import participants
from uwanose.layers.model import Act, Approval, Customization, Outcome, Profile, Rank, Status
from uwanose.layers.participation import system_of

__all__ = [
    "STEP_LABELS", "Recorded", "Step", "Waiting", "adopters", "first_wish", "lacking", "line", "recorded", "waiting",
]  # fmt: skip


class Step(StrEnum):
    """One step of the life of an entry, named as the command that records it."""

    DECIDE = "decide"
    QUOTE = "quote"
    CONSENT = "consent"
    APPROVE = "approve"
    ORDER = "order"
    ADOPT = "adopt"
    ACCEPT = "accept"
    LIVE = "live"
    INVOICE = "invoice"
    RETIRE = "retire"


STEP_LABELS = {
    Step.DECIDE: ("WG決定", "the decision"),
    Step.QUOTE: ("見積", "the quote"),
    Step.CONSENT: ("負担承諾", "the consent"),
    Step.APPROVE: ("決裁", "the approval"),
    Step.ORDER: ("発注", "the order"),
    Step.ADOPT: ("採用", "the adoption"),
    Step.ACCEPT: ("検収", "acceptance"),
    Step.LIVE: ("本稼働", "going live"),
    Step.INVOICE: ("請求", "the invoice"),
    Step.RETIRE: ("廃止", "retirement"),
}
NEEDS = {
    Step.QUOTE: Step.DECIDE,
    Step.CONSENT: Step.QUOTE,
    Step.APPROVE: Step.DECIDE,
    Step.ORDER: Step.APPROVE,
    Step.ADOPT: Step.APPROVE,
    Step.ACCEPT: Step.ORDER,
    Step.LIVE: Step.ACCEPT,
    Step.INVOICE: Step.ACCEPT,
    Step.RETIRE: Step.APPROVE,
}
_OPTIONS = {
    Step.DECIDE: ("--outcome 結果 --group WG --on 日付 --document 文書番号", "--outcome OUTCOME --group GROUP --on DATE --document NUMBER"),
    Step.QUOTE: ("--on 日付 --document 文書番号 --one-off 金額 --yearly 年額", "--on DATE --document NUMBER --one-off YEN --yearly YEN"),
    Step.CONSENT: ("--on 日付 --document 文書番号 --up-to 上限額 --yearly-up-to 年額の上限", "--on DATE --document NUMBER --up-to YEN --yearly-up-to YEN"),
    Step.APPROVE: ("--on 日付 --document 文書番号", "--on DATE --document NUMBER"),
    Step.ORDER: ("--on 日付 --document 契約番号", "--on DATE --document NUMBER"),
    Step.ACCEPT: ("--on 日付", "--on DATE"),
    Step.LIVE: ("--on 日付", "--on DATE"),
    Step.INVOICE: ("--item 費用 --amount 金額 --on 日付 --document 請求番号", "--item ITEM --amount YEN --on DATE --document NUMBER"),
    Step.RETIRE: ("--on 最後の日 --document 文書番号", "--on LAST_DAY --document NUMBER"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Recorded:
    """A step that has been recorded: its day, and where it stands."""

    step: Step
    on: date
    place: Place
    document: str = ""


@dataclass(frozen=True, slots=True)
class Waiting:
    """The step an entry waits for, and the towns (or the cost items of an invoice) it waits for."""

    step: Step
    towns: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    from_: date | None = None


def recorded(customization: Customization) -> Iterator[Recorded]:
    """Yield the steps an entry has behind it, in their order; the request comes before them all."""

    def act(step: Step, found: Act | Approval | None) -> Iterator[Recorded]:
        if found and found.on:
            yield Recorded(step, found.on, found.place, found.document)

    def day(step: Step, found: date | None) -> Iterator[Recorded]:
        if found:
            yield Recorded(step, found, customization.place)

    yield from act(Step.DECIDE, customization.decision)
    yield from act(Step.QUOTE, customization.quote)
    yield from act(Step.APPROVE, customization.approval)
    yield from act(Step.ORDER, customization.order)
    yield from day(Step.ACCEPT, customization.accepted)
    yield from day(Step.LIVE, customization.live)
    yield from act(Step.RETIRE, customization.retired)


def adopters(profile: Profile, customization: str) -> tuple[str, ...]:
    """Return who has adopted an entry at any time, the prefecture as an empty name."""
    return tuple(
        dict.fromkeys(one.municipality for one in profile.adoptions if one.customization == customization)
    )


def first_wish(customization: Customization) -> date | None:
    """Return the first day anybody wishes the entry for."""
    return min(customization.wishes.values(), default=None)


def lacking(profile: Profile, customization: Customization, on: date) -> tuple[str, ...]:
    """Return the towns that must still consent (those that asked) or, for the prefecture, still agree (all that take part).

    Who has adopted already, or has handed its request over, is not asked again.
    """
    if customization.outcome is Outcome.PREFECTURE:
        if "" in adopters(profile, customization.id):
            return ()
        system = system_of(profile.consortium, customization.business)
        day = first_wish(customization) or on
        return tuple(
            town for town in participants(profile, system, day) if town not in customization.agreements
        )
    spoken = {
        *customization.consents,
        *customization.taken_over_by,
        *(
            one.municipality
            for one in profile.adoptions
            if one.customization == customization.id and one.consent
        ),
    }
    return tuple(town for town in customization.request.by if town not in spoken)


def waiting(profile: Profile, customization: Customization, on: date) -> Waiting | None:
    """Return what an entry waits for, None when its life is over or nothing is left to be recorded."""
    if customization.status in (Status.CLOSED, Status.RETIRED):
        return None
    behind = {one.step for one in recorded(customization)}
    towns = lacking(profile, customization, on)
    for step in (Step.DECIDE, Step.QUOTE):
        if step not in behind and Step.APPROVE not in behind:
            return Waiting(step)
    if towns and Step.ORDER not in behind:
        return Waiting(Step.CONSENT, towns)
    for step in (Step.APPROVE, Step.ORDER):
        if step not in behind:
            return Waiting(step)
    ready = _ready(profile, customization)
    if ready:
        return ready
    for step in (Step.ACCEPT, Step.LIVE):
        if step not in behind:
            return Waiting(step)
    open_items = tuple(
        item.id for item in customization.costs if item.kind == "one_off" and item.actual is None
    )
    return Waiting(Step.INVOICE, items=open_items) if open_items else None


def line(
    step: Step,
    customization: str,
    language: str,
    *,
    towns: str = "",
    more: str = "",
    papers: Step | None = None,
) -> str:
    """Return the command line that records a step, with words for what only the reader knows.

    *more* takes the place of its options; *papers* names the step whose options they are.
    """
    ja, en = _OPTIONS.get(papers or step, ("", ""))
    whom = f"--town {towns}" if towns else ""
    options = more or (ja if language == "ja" else en)
    return " ".join(
        part for part in ("uwanose customization", step.value, customization, whom, options) if part
    )


def _ready(profile: Profile, customization: Customization) -> Waiting | None:
    """Return the adoption that everybody concerned has spoken for and nobody has recorded."""
    held = adopters(profile, customization.id)
    if customization.outcome is Outcome.PREFECTURE:
        waits = Waiting(Step.ADOPT, from_=first_wish(customization))
        return None if Rank.PREFECTURE in _layers(profile, customization) else waits
    towns = tuple(town for town in customization.consents if town not in held)
    if towns:
        return Waiting(Step.ADOPT, towns, from_=min(customization.wishes[town] for town in towns))
    return None if held else Waiting(Step.CONSENT, customization.request.by)


def _layers(profile: Profile, customization: Customization) -> set[Rank]:
    return {one.layer for one in profile.adoptions if one.customization == customization.id}
