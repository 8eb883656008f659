"""Owns saying what an entry of the register waits for: the step, whom it waits for, until when, and the exact command."""

from __future__ import annotations

from datetime import date

from uwanose.layers.as_approved import waiting_version
from uwanose.layers.lifecycle import STEP_LABELS, Step, Waiting, first_wish, line, waiting
from uwanose.layers.model import Customization, Outcome, Profile, Status
from uwanose_cli.text import Text

__all__ = ["next_text", "waiting_text"]


def next_text(profile: Profile, identifier: str, today: date) -> Text:
    """Return the sentence that says what comes next."""
    entry = profile.customizations[identifier]
    waits = waiting_text(profile, entry, today)
    if waits is None:
        return _nothing_waits(entry)
    return Text(f"次は: {waits.ja}", f"Next: {waits.en}")


def waiting_text(profile: Profile, entry: Customization, today: date) -> Text | None:
    """Return what an entry waits for, until when, and the command that records it; None when it waits for nothing."""
    if (version := waiting_version(entry)) is not None:
        return Text(
            f"第{version.number}版の決裁　uwanose customization approve {entry.id} --on 日付 --document 文書番号",
            f"the approval of version {version.number}  uwanose customization approve {entry.id} --on DATE --document NUMBER",
        )
    found = waiting(profile, entry, today)
    if found is None:
        return None
    (ja, en), by = STEP_LABELS[found.step], _deadline(profile, entry, found)
    if found.step is Step.CONSENT and entry.outcome is Outcome.PREFECTURE:
        ja, en = "町村の同意", "the agreements"
    return Text(
        f"{ja}{by.ja}　{_line(profile, entry, found, 'ja')}",
        f"{en}{by.en}  {_line(profile, entry, found, 'en')}",
    )


def _nothing_waits(entry: Customization) -> Text:
    if entry.status is Status.CLOSED:
        return Text(
            "次は: 手続きはこれで終わりです。台帳には残ります　uwanose customization list",
            "Next: this is the end of it; the entry stays in the register  uwanose customization list",
        )
    if entry.status is Status.RETIRED:
        return Text(
            "次は: 負担の終わりを確かめる　uwanose charge verify", "Next: see the book  uwanose charge verify"
        )
    return Text(
        "次は: 四半期の算定案　uwanose charge draft 期",
        "Next: the draft of the quarter  uwanose charge draft QUARTER",
    )


def _line(profile: Profile, entry: Customization, found: Waiting, language: str) -> str:
    names = [
        profile.municipalities[town].name_ja if language == "ja" else town
        for town in found.towns
        if town in profile.municipalities
    ]
    towns = ",".join(names)
    if found.step is Step.ADOPT:
        start = (
            f" --from {found.from_}"
            if found.from_
            else " --from 採用日"
            if language == "ja"
            else " --from DATE"
        )
        return line(
            found.step,
            entry.id,
            language,
            towns=towns,
            more=f"{'' if towns else '--prefecture'}{start}".strip(),
        )
    if found.step is Step.CONSENT and entry.outcome is Outcome.PREFECTURE:
        return line(found.step, entry.id, language, towns=towns, papers=Step.APPROVE)
    if found.step is Step.INVOICE:
        more = (
            f"--item {found.items[0]} --amount 金額 --on 日付 --document 請求番号"
            if language == "ja"
            else f"--item {found.items[0]} --amount YEN --on DATE --document NUMBER"
        )
        return line(found.step, entry.id, language, more=more)
    return line(found.step, entry.id, language, towns=towns)


def _deadline(profile: Profile, entry: Customization, found: Waiting) -> Text:
    """Return the day somebody has adopted or wishes the entry for, as the day by which the step is due."""
    days = [one.interval.start for one in profile.adoptions if one.customization == entry.id]
    day = min(days, default=first_wish(entry))
    if day is None or found.step is Step.INVOICE:
        return Text("", "")
    held = bool(days)
    return Text(
        f"（{'採用' if held else '希望'}は {day} から）", f" ({'adopted' if held else 'wished'} from {day})"
    )
