"""Owns what stands against a poll: answers that cannot count, and decisions the answers do not carry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from uwanose.errors import Finding, Place
from uwanose.governance.polls.model import (
    POSITION_LABELS,
    Answer,
    Poll,
    Position,
    Standing,
    asked_towns,
    standing_of,
)
from uwanose.layers.model import OUTCOME_LABELS, Customization, Outcome, Profile
from uwanose.layers.objections import objection
from uwanose.layers.wording import town_name

__all__ = ["answer_objections", "decision_objections", "poll_findings", "poll_objections"]


def poll_objections(
    profile: Profile, polls: Mapping[str, Poll], entry: Customization, asked: date, until: date | None
) -> list[Finding]:
    """Return why no poll about an entry can begin on a day: one is open already, or the days run backwards."""
    found = [
        objection(
            "V145", poll.place,
            f"{entry.id} {entry.title_ja} の意向照会 {poll.id} は、まだ決定していません。同じ件を2つの照会で問うことはできません。",
            f"{poll.id} about {entry.id} is not decided yet; the same cannot be asked in two polls.",
            f"{poll.id} の回答を記録して決定するか、その照会に決定を書いてください: uwanose wg show {poll.id}",
            f"Record its answers and decide it first: uwanose wg show {poll.id}",
        )
        for poll in polls.values()
        if poll.customization == entry.id and poll.decision is None
    ]  # fmt: skip
    if entry.request.on and asked < entry.request.on:
        found.append(
            _backwards("照会", "the poll", asked, "要望", "the request", entry.request.on, entry.place)
        )
    if until and until < asked:
        found.append(_backwards("回答期限", "the last day for answers", until, "照会", "the poll", asked, entry.place))  # fmt: skip
    return found


def answer_objections(profile: Profile, poll: Poll, answers: Iterable[Answer]) -> list[Finding]:
    """Return why answers of towns cannot be recorded: the poll is decided, or one of them cannot count."""
    new = tuple(answers)
    if poll.decision:
        return [_decided(poll)]
    return [
        *(one for answer in new for one in _of_answer(profile, poll, answer)),
        *_twice(profile, poll, (*poll.answers, *new)),
    ]


def decision_objections(profile: Profile, standing: Standing, outcome: Outcome, on: date) -> list[Finding]:
    """Return why the working group cannot have decided so: decided already, dates, or answers that do not carry it."""
    poll, entry = standing.poll, profile.customizations[standing.poll.customization]
    if poll.decision:
        return [_decided(poll)]
    found = list(_not_carried(standing, outcome, poll.place, profile))
    days = [("照会", "the poll", poll.asked.on), *(("回答", "an answer", one.on) for one in poll.answers)]
    later = [day for day in days if day[2] and day[2] > on]
    if later:
        ja, en, day = max(later, key=lambda one: one[2] or date.min)
        assert day is not None
        found.append(_backwards("WG決定", "the decision", on, ja, en, day, poll.place))
    if outcome is Outcome.TOWN and standing.in_favour:
        absent = [town for town in entry.request.by if town not in standing.in_favour and town not in entry.taken_over_by]  # fmt: skip
        found += [_requester(profile, poll, entry, absent)] if absent else []
    return found


def poll_findings(profile: Profile, polls: Mapping[str, Poll]) -> Iterator[Finding]:
    """Yield what is wrong with the polls as they are written."""
    for poll in polls.values():
        entry = profile.customizations.get(poll.customization)
        if entry is None:
            continue  # told where it was read
        for answer in poll.answers:
            yield from _of_answer(profile, poll, answer)
        yield from _twice(profile, poll, poll.answers)
        asked = poll.asked.on
        if asked and poll.until and poll.until < asked:
            yield _backwards("回答期限", "the last day for answers", poll.until, "照会", "the poll", asked, poll.asked.place)  # fmt: skip
        if poll.decision and poll.outcome:
            yield from _of_decision(profile, poll, entry, poll.decision.place)


def _of_decision(profile: Profile, poll: Poll, entry: Customization, place: Place) -> Iterator[Finding]:
    assert poll.decision is not None
    assert poll.outcome is not None
    yield from _not_carried(standing_of(profile, poll), poll.outcome, place, profile)
    asked, on = poll.asked.on, poll.decision.on
    if asked and on and on < asked:
        yield _backwards("WG決定", "the decision", on, "照会", "the poll", asked, place)
    anew = bool(on and entry.decision and entry.decision.on and entry.decision.on > on)
    if entry.outcome is not poll.outcome and not anew:
        mine, theirs = (OUTCOME_LABELS[one] if one else ("なし", "none") for one in (poll.outcome, entry.outcome))  # fmt: skip
        yield objection(
            "V147", place,
            f"{poll.id}: 決定は「{mine[0]}」ですが、台帳の {entry.id} の決定は「{theirs[0]}」です。",
            f"{poll.id} decided {mine[1]}, the register says of {entry.id}: {theirs[1]}.",
            "どちらが正しいか会議録で確かめ、違うほうを直してください。",
            "See the minutes and correct the wrong one.",
        )  # fmt: skip


def _of_answer(profile: Profile, poll: Poll, answer: Answer) -> Iterator[Finding]:
    place, name = answer.place or poll.place, town_name(profile, answer.municipality)
    entry = profile.customizations[poll.customization]
    if answer.municipality not in asked_towns(profile, entry, poll.start):
        yield objection(
            "V141", place,
            f"{poll.id}: {name}は {poll.start} にこの業務のシステムに参加していないので、照会の相手ではありません。",
            f"{poll.id}: {answer.municipality} takes no part in the system of {entry.business} on {poll.start}; it is not asked.",
            "町村名か、照会の from（使い始める日）、consortium.yaml の participation を確かめてください。",
            "Check the name, the poll's from, or participation in consortium.yaml.",
        )  # fmt: skip
    if answer.position is Position.CONDITIONAL and not answer.condition:
        yield objection(
            "V142", place,
            f"{poll.id}: {name}の回答は「条件付」ですが、条件が書かれていません。何が満たされれば賛成なのか分かりません。",
            f"{poll.id}: {answer.municipality} agrees on a condition, but none is written.",
            "condition: に条件を書いてください（コマンドでは --condition）。",
            "Write it below condition: (--condition on the command line).",
        )  # fmt: skip
    if answer.condition and answer.position is not Position.CONDITIONAL:
        yield objection(
            "V143", place,
            f"{poll.id}: {name}の回答に条件「{answer.condition}」がありますが、「条件付」の回答ではありません。",
            f"{poll.id}: {answer.municipality} names a condition ({answer.condition}), but its position is not conditional.",
            "条件があるなら position: conditional に、ないなら条件を note: に移してください。",
            "With a condition the position is conditional; otherwise move the text to note:.",
        )  # fmt: skip
    asked, decided = poll.asked.on, poll.decision.on if poll.decision else None
    if asked and answer.on < asked:
        yield _backwards(f"{name}の回答", f"the answer of {answer.municipality}", answer.on, "照会", "the poll", asked, place)  # fmt: skip
    if decided and answer.on > decided:
        yield _backwards("WG決定", "the decision", decided, f"{name}の回答", f"the answer of {answer.municipality}", answer.on, place)  # fmt: skip


def _twice(profile: Profile, poll: Poll, answers: Iterable[Answer]) -> Iterator[Finding]:
    """Yield answers of one town on one day: nobody can tell which of them counts."""
    known: dict[tuple[str, date], Answer] = {}
    for answer in answers:
        former = known.setdefault((answer.municipality, answer.on), answer)
        if former is not answer:
            yield objection(
                "V144", answer.place or poll.place,
                f"{poll.id}: {town_name(profile, answer.municipality)}の {answer.on} の回答が2つあります（{POSITION_LABELS[former.position][0]}・{POSITION_LABELS[answer.position][0]}）。どちらが後か分かりません。",
                f"{poll.id}: {answer.municipality} answers twice on {answer.on} ({former.position}, {answer.position}); which one counts cannot be told.",
                "誤りのほうを消すか、改めた回答の日付を直してください。",
                "Remove the wrong one, or correct the day of the newer answer.",
            )  # fmt: skip


def _not_carried(standing: Standing, outcome: Outcome, place: Place, profile: Profile) -> Iterator[Finding]:
    poll = standing.poll
    if outcome is Outcome.PREFECTURE and not standing.unanimous:
        others = [town for town in standing.answers if town not in standing.in_favour]
        names = "、".join(town_name(profile, town) for town in others)
        yield objection(
            "V146", place,
            f"{poll.id}: 賛成は {len(standing.in_favour)}／{len(standing.answers)} 町村で、全町村一致ではありません（{names}）。県仕様にはなりません。",
            f"{poll.id}: {len(standing.in_favour)} of {len(standing.answers)} towns agree ({', '.join(others)} do not); it cannot become the prefecture's specification.",
            "賛成町村の共同カスタマイズ（outcome: town）とするか、残りの町村の賛成を記録してください。",
            "Let it be a customization of those in favour (outcome: town), or record that the others agree.",
        )  # fmt: skip
    if outcome is Outcome.TOWN and not standing.in_favour:
        yield objection(
            "V146", place,
            f"{poll.id}: 賛成の町村がないので、町村のカスタマイズにはなりません。",
            f"{poll.id}: no town agrees, so nobody would hold or pay it.",
            "賛成の回答を記録するか、見送り（outcome: refused）としてください。",
            "Record who agrees, or let the outcome be refused.",
        )  # fmt: skip


def _requester(profile: Profile, poll: Poll, entry: Customization, absent: list[str]) -> Finding:
    names = "、".join(town_name(profile, town) for town in absent)
    return objection(
        "V148", poll.place,
        f"{poll.id}: 要望した{names}が賛成していません。要望した町村が負担しないカスタマイズは決められません。",
        f"{poll.id}: {', '.join(absent)} asked for {entry.id} but does not agree; who asks pays.",
        f"{names}の回答を確かめるか、要望を引き継ぐ町村の文書を台帳の taken_over_by に書いてください。取り下げるなら --outcome 取下げ。",
        "Check its answer, or write into taken_over_by of the entry by which paper others took it over. To withdraw: --outcome withdrawn.",
    )  # fmt: skip


def _decided(poll: Poll) -> Finding:
    assert poll.decision is not None
    return objection(
        "V149", poll.decision.place,
        f"意向照会 {poll.id} は {poll.decision.on} に決定済みです（{poll.decision.document}）。",
        f"{poll.id} was decided on {poll.decision.on} ({poll.decision.document}).",
        f"改めて問うなら、新しい照会にしてください: uwanose wg poll {poll.customization}",
        f"To ask again, begin a new poll: uwanose wg poll {poll.customization}",
    )  # fmt: skip


def _backwards(ja: str, en: str, day: date, before_ja: str, before_en: str, before: date, place: Place) -> Finding:  # fmt: skip
    return objection(
        "V140", place,
        f"{ja}の日 {day} が、{before_ja}の日 {before} より前です。",
        f"{en} on {day} would lie before {before_en} of {before}.",
        "日付を確かめて直してください。",
        "See which date is right and correct it.",
    )  # fmt: skip
