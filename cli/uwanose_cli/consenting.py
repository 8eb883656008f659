"""Owns writing what towns have said: consents to pay and agreements, in the entry before adoption, in the adoption after."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date

import click

from uwanose.charging.basis import Basis
from uwanose.charging.consents import consent_findings
from uwanose.dates import Month
from uwanose.errors import Finding, Refused
from uwanose.layers.adoption_objections import short_consents
from uwanose.layers.lifecycle import Step
from uwanose.layers.model import Adoption, Consent, Customization, Profile
from uwanose.layers.objections import objections
from uwanose.layers.weights import has_weight
from uwanose.layers.wording import town_name
from uwanose.money import format_yen
from uwanose_cli.acting import Act, Tried, tried_act, typed
from uwanose_cli.changes import Changes, paper
from uwanose_cli.foretelling import burden_sentences, expected, town_text
from uwanose_cli.session import Session
from uwanose_cli.text import Text

__all__ = ["above_consent", "agreements", "consents"]


def consents(
    session: Session, entry: Customization, towns: list[str], on: date, document: str,
    up_to: int, yearly_up_to: int | None, start: date | None,
) -> tuple[Act, Tried]:  # fmt: skip
    """Return the act that records consents to pay. Raises Refused where one does not reach the share."""
    profile = session.workspace.profile
    against = objections(entry, Step.CONSENT, None if _all_adopted(profile, entry, towns) else on)
    if against:
        raise Refused(against)
    changes = Changes(session.workspace)
    written = paper(on=on, document=document, up_to=up_to, yearly_up_to=yearly_up_to)
    for town in towns:
        _write(session, changes, entry, town, written, start)
    checked = tried_act(changes)
    after = checked.profile.customizations[entry.id]
    days = {
        **after.wishes,
        **{town: _held(checked.profile, after, town) or after.wishes[town] for town in towns},
    }
    consent = Consent(on=on, document=document, up_to=up_to, yearly_up_to=yearly_up_to, place=entry.place)
    short = short_consents(checked.profile, after, dict.fromkeys(towns, consent), days)
    if short:
        raise Refused(short)
    unweighed = [town for town, start in days.items() if not has_weight(after.sharing, town, start)]
    shares = {} if unweighed else expected(checked.profile, after, days)
    names_ja = "・".join(town_name(profile, town) for town in towns)
    yearly_ja = "定めなし" if yearly_up_to is None else f"年 {format_yen(yearly_up_to)} まで"
    yearly_en = "no limit given" if yearly_up_to is None else f"{yearly_up_to:,} yen a year"
    sentences = (
        Text(f"{names_ja}が {entry.id}「{entry.title_ja}」の負担を承諾します（{on} {document}、初期 {format_yen(up_to)} まで・保守料 {yearly_ja}）。",
             f"{', '.join(town_text(profile, town).en for town in towns)} consent to pay for {entry.id} ({on} {document}): up to {up_to:,} yen once, upkeep {yearly_en}."),
        *(_unweighed(profile, unweighed) if unweighed else burden_sentences(checked.profile, after, shares)),
    )  # fmt: skip
    line = typed("consent", entry.id, town=",".join(towns), on=on, document=document, up_to=up_to,
                 yearly_up_to=yearly_up_to, from_=start)  # fmt: skip
    act = Act(
        customization=entry.id,
        sentences=sentences,
        changes=changes,
        line=line,
        on=on,
        told={"burdens": shares},
    )
    return act, checked


def _unweighed(profile: Profile, towns: list[str]) -> Iterator[Text]:
    """Say that shares are not known yet: a joiner brings its weights with its adoption."""
    yield Text(
        f"{'・'.join(town_name(profile, town) for town in towns)}の重みがまだないので、負担が承諾の上限に収まるかは採用のとき（adopt --weights）に確かめます。",
        f"{', '.join(town_text(profile, town).en for town in towns)}: no weight yet; whether the share is within the consent is checked at the adoption (adopt --weights).",
    )


def agreements(
    session: Session, entry: Customization, towns: list[str], on: date, document: str
) -> tuple[Act, Tried]:
    """Return the act that records the agreements of towns to a customization of the prefecture."""
    against = objections(entry, Step.CONSENT, on)
    if against:
        raise Refused(against)
    changes = Changes(session.workspace)
    for town in towns:
        changes.entry(entry, ["agreements", town], paper(on=on, document=document))
    names_ja = "・".join(town_name(session.workspace.profile, town) for town in towns)
    sentence = Text(
        f"{names_ja}が {entry.id}「{entry.title_ja}」を県仕様とすることに同意します（{on} {document}）。",
        f"{', '.join(town_text(session.workspace.profile, town).en for town in towns)} agree to {entry.id} for the prefecture ({on} {document}).",
    )
    line = typed("consent", entry.id, town=",".join(towns), on=on, document=document)
    act = Act(customization=entry.id, sentences=(sentence,), changes=changes, line=line, on=on)
    return act, tried_act(changes)


def above_consent(
    changes: Changes, customization: str, on: date, expected_as: Callable[[Profile], Profile] | None = None
) -> None:
    """Raise Refused where the costs as they would be rise above a consent: each with the line that records a new one.

    Upkeep counts that of the fiscal year of the day. ``expected_as`` fills in what a profile does not know for certain yet.
    """
    from uwanose_cli.editing import new_among, tried_together

    workspace = changes.workspace
    resolver, findings = tried_together(workspace, changes.after)
    profile = resolver.layering().profile
    above = [one for one in new_among(workspace, findings) if one.code == "R106"]
    as_is, as_would = (expected_as(one) if expected_as else one for one in (workspace.profile, profile))
    known = {one.ja for one in consent_findings(Basis(as_is), Month.of(on))}
    burdened = consent_findings(Basis(as_would), Month.of(on))
    above += [
        one for one in burdened if one.code == "C107" and one.ja not in known and customization in one.ja
    ]
    if above:
        raise Refused([_new_consent_first(profile, customization, above), *above])


def _new_consent_first(profile: Profile, customization: str, above: list[Finding]) -> Finding:
    places = sorted({one.place for one in above if one.place})
    towns = [
        one.municipality
        for one in profile.adoptions
        if one.customization == customization and one.consent and one.consent.place in places
    ]
    names = ",".join(town_name(profile, town) for town in dict.fromkeys(towns))
    return Finding(
        code="R150",
        scope="register",
        place=profile.customizations[customization].place,
        ja=f"{customization}: 請求額では、{names} の負担が承諾の上限を超えます。新しい負担承諾がないので記録できません。",
        en=f"{customization}: with this invoice the share of {names} rises above the consent; a new consent is needed first.",
        remedy_ja=f"新しい承諾を得て: uwanose customization consent {customization} --town {names} --on 日付 --document 文書番号 --up-to 上限額 --yearly-up-to 年額の上限",
        remedy_en=f"Get a new one: uwanose customization consent {customization} --town {names} --on DATE --document NUMBER --up-to YEN --yearly-up-to YEN",
        others=tuple(places),
    )


def _write(
    session: Session, changes: Changes, entry: Customization, town: str, written: str, start: date | None
) -> None:
    adoption = _adoption(session.workspace.profile, entry, town)
    file = entry.place.file
    if adoption:
        changes.set(adoption.place.file, [*changes.adoption(adoption), "consent"], written)
        return
    row = changes.row(file, "wishes", "town", town)
    if row is None:
        if start is None:
            raise click.UsageError(
                session.text(
                    f"{town_name(session.workspace.profile, town)}の希望が台帳にありません。--from で採用したい日を書いてください。",
                    f"{town} has no wish on record; give --from, the day it wishes to adopt",
                )
            )
        row = changes.append(file, ["wishes"], paper(town=town, **{"from": start}))
    elif start is not None:
        changes.set(file, ["wishes", row, "from"], start.isoformat())
    changes.set(file, ["wishes", row, "consent"], written)


def _adoption(profile: Profile, entry: Customization, town: str) -> Adoption | None:
    held = [one for one in profile.adoptions if (one.customization, one.municipality) == (entry.id, town)]
    return max(held, key=lambda one: one.interval.start, default=None)


def _held(profile: Profile, entry: Customization, town: str) -> date | None:
    adoption = _adoption(profile, entry, town)
    return adoption.interval.start if adoption else None


def _all_adopted(profile: Profile, entry: Customization, towns: Iterable[str]) -> bool:
    return all(_adoption(profile, entry, town) for town in towns)
