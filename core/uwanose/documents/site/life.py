"""Owns how the page of a customization tells its life: request, decision, consents, approval, order, acceptance, adoption."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup, escape

from uwanose.charging.report_model import AdoptionRow, CustomizationRow
from uwanose.documents import labels
from uwanose.documents.site.writer import Writer
from uwanose.layers.lifecycle import STEP_LABELS, waiting

__all__ = ["Stage", "life"]


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of the life of an entry: its day, and the papers and names that belong to it."""

    name: str
    day: Markup
    said: Markup
    done: bool = True


def life(writer: Writer, row: CustomizationRow) -> Iterator[Stage]:
    """Yield the stages an entry has behind it, and the one it waits for."""
    language, step = (
        writer.language,
        {key.value: labels.of(pair, writer.language) for key, pair in STEP_LABELS.items()},
    )
    asked = writer.towns(writer.model.profile.customizations[row.id].request.by)
    yield Stage(
        writer.t("要望", "the request"), writer.day(row.request.on),
        Markup(" ").join([writer.register(row.request.document), asked]), row.request.on is not None,
    )  # fmt: skip
    if row.decision:
        group = writer.register(f"{row.working_group}WG" if row.working_group else "")
        said = [writer.register(row.decision.document), group, escape(labels.outcome(row.outcome, language))]
        yield Stage(step["decide"], writer.day(row.decision.on), Markup(" ").join(said))
    if row.quote:
        yield Stage(step["quote"], writer.day(row.quote.on), writer.register(row.quote.document))
    for adoption in row.adoptions:
        if adoption.consent:
            said = [writer.town(adoption.municipality), writer.register(adoption.consent)]
            yield Stage(step["consent"], writer.day(adoption.consented_on), Markup(" ").join(said))
        elif not adoption.municipality:
            days = [act.on for one in writer.model.profile.adoptions if one.customization == row.id for act in one.agreements.values() if act.on]  # fmt: skip
            number = writer.count(
                len(adoption.agreements), f"agreements:{row.id}", "町村の同意", "towns agreed"
            )
            yield Stage(writer.t("同意", "the agreements"), writer.day(max(days, default=None)), number)
    if row.approval:
        yield Stage(step["approve"], writer.day(row.approval[0]), writer.register(row.approval[1]))
    if row.order:
        yield Stage(step["order"], writer.day(row.order.on), writer.register(row.order.document))
    for name, day in (("accept", row.accepted), ("live", row.live)):
        if day:
            yield Stage(step[name], writer.day(day), Markup(""))
    for adoption in row.adoptions:
        yield Stage(step["adopt"], writer.day(adoption.since), _adopter(writer, adoption))
    if row.retired:
        yield Stage(step["retire"], writer.day(row.retired.on), writer.register(row.retired.document))
    waits = waiting(writer.model.profile, writer.model.profile.customizations[row.id], writer.model.on)
    if waits:
        waited = escape(writer.t("を待っています", "is waited for"))
        whom = writer.towns(waits.towns) + Markup(" ") if waits.towns else Markup("")
        yield Stage(step[waits.step.value], Markup("－"), whom + waited, done=False)


def _adopter(writer: Writer, adoption: AdoptionRow) -> Markup:
    until = (
        writer.said("{day}まで", "until {day}", day=writer.day(adoption.until))
        if adoption.until
        else Markup("")
    )
    lost = "" if adoption.effective else writer.t("（効力なし）", " (without effect)")
    return writer.town(adoption.municipality) + Markup(" ") + until + escape(lost)
