"""The life of an entry: what it waits for, what may not be recorded yet, any more, or on such a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.layers.sample import Union
from uwanose.dates import Month
from uwanose.errors import Place
from uwanose.layers.lifecycle import Step, Waiting, lacking, waiting
from uwanose.layers.model import Act, Approval, Consent, CostItem, Customization, Outcome, Profile
from uwanose.layers.objections import objections, unpaid_order, wrong_invoice

PLACE = Place("profiles/kanagawa/customizations/K-101.yaml", 2, 1)
DAY = date(2026, 4, 1)
BODY = "content: {tax.fee: 3_500}\nwishes: [{town: oi, from: 2027-04-01}]"


def act(day: date) -> Act:
    """Return a paper of a day."""
    return Act(on=day, document="文書", place=PLACE)


def draft() -> tuple[Profile, Customization]:
    """Return a union with one request of two towns on which nothing has been decided."""
    profile = Union().entry("K-101", BODY).profile()
    entry = replace(
        profile.customizations["K-101"], request=replace(act(date(2026, 1, 10)), by=("oi", "hayama")), decision=None,
        outcome=None, working_group="", quote=None, approval=None, order=None, accepted=None, live=None, costs=(),
        taken_over_by={},
    )  # fmt: skip
    return replace(profile, customizations={"K-101": entry}, adoptions=()), entry


def consent() -> Consent:
    """Return a consent."""
    return Consent(on=DAY, document="承諾", up_to=1, yearly_up_to=None, place=PLACE)


def test_an_entry_waits_for_its_steps_one_after_the_other() -> None:
    """要望 → 決定 → 見積 → 負担承諾 → 決裁 → 発注 → 採用 → 検収 → 本稼働 → 請求."""
    profile, entry = draft()
    found = []
    for change in (
        {},
        {"decision": act(DAY), "outcome": Outcome.TOWN},
        {"quote": act(DAY)},
        {"consents": {"oi": consent()}},
        {"consents": {"oi": consent(), "hayama": consent()}, "wishes": {"oi": DAY, "hayama": DAY}},
        {"approval": Approval(on=DAY, document="決裁", content="x", place=PLACE)},
        {"order": act(DAY)},
    ):
        entry = replace(entry, **change)
        found.append(waiting(profile, entry, DAY))
    assert found == [
        Waiting(Step.DECIDE),
        Waiting(Step.QUOTE),
        Waiting(Step.CONSENT, ("oi", "hayama")),
        Waiting(Step.CONSENT, ("hayama",)),
        Waiting(Step.APPROVE),
        Waiting(Step.ORDER),
        Waiting(Step.ADOPT, ("oi", "hayama"), from_=DAY),
    ]


def test_an_entry_decided_against_waits_for_nothing_and_takes_no_paper() -> None:
    """Refused entries stay in the register; only a new decision is recorded on them."""
    profile, entry = draft()
    refused = replace(entry, decision=act(DAY), outcome=Outcome.REFUSED)
    assert waiting(profile, refused, DAY) is None
    assert [one.code for one in objections(refused, Step.QUOTE, DAY)] == ["R141"]
    assert objections(refused, Step.DECIDE, DAY) == []


@pytest.mark.parametrize("step", [Step.QUOTE, Step.ORDER, Step.ADOPT, Step.ACCEPT, Step.LIVE, Step.INVOICE])
def test_no_step_is_recorded_before_the_one_it_needs(step: Step) -> None:
    """[R142] names the missing act and its command."""
    _, entry = draft()
    (found,) = objections(entry, step, DAY)
    assert found.code == "R142"
    assert "uwanose customization " in found.remedy_ja


def test_a_decision_may_be_renewed_until_the_approval() -> None:
    """What was approved rests on it."""
    _, entry = draft()
    decided = replace(entry, decision=act(DAY), outcome=Outcome.TOWN)
    assert objections(decided, Step.DECIDE, DAY) == []
    approved = replace(decided, approval=Approval(on=DAY, document="決裁", content="x", place=PLACE))
    assert [one.code for one in objections(approved, Step.DECIDE, DAY)] == ["R143"]


@pytest.mark.parametrize(("day", "codes"), [(date(2026, 1, 10), []), (date(2026, 1, 9), ["R144"])])
def test_an_act_never_lies_before_the_one_that_precedes_it(day: date, codes: list[str]) -> None:
    """The same day is allowed, the day before is not."""
    _, entry = draft()
    assert [one.code for one in objections(entry, Step.DECIDE, day)] == codes


def test_what_is_accepted_may_be_invoiced_before_it_goes_live() -> None:
    """A bill comes with the delivery; going live has a day of its own."""
    _, entry = draft()
    running = replace(entry, decision=act(DAY), outcome=Outcome.TOWN, order=act(DAY), accepted=DAY,
                      live=date(2026, 6, 1))  # fmt: skip
    assert objections(running, Step.INVOICE, date(2026, 5, 1)) == []
    assert [one.code for one in objections(running, Step.INVOICE, date(2026, 3, 31))] == ["R144"]


def test_nothing_is_ordered_before_everybody_who_asked_has_consented() -> None:
    """[R145]; a town that has handed its request over is not asked."""
    profile, entry = draft()
    decided = replace(entry, decision=act(DAY), outcome=Outcome.TOWN, consents={"oi": consent()})
    assert [one.code for one in unpaid_order(profile, decided, DAY)] == ["R145"]
    assert unpaid_order(profile, replace(decided, taken_over_by={"hayama": "覚書"}), DAY) == []


def test_a_prefecture_entry_lacks_every_town_that_takes_part_and_has_not_agreed() -> None:
    """No agreement, no prefecture specification."""
    profile, entry = draft()
    decided = replace(entry, decision=act(DAY), outcome=Outcome.PREFECTURE, agreements={"oi": act(DAY)})
    assert "oi" not in lacking(profile, decided, DAY)
    assert len(lacking(profile, decided, DAY)) == len(profile.municipalities) - 1


def test_an_invoice_is_for_a_cost_that_falls_once() -> None:
    """[R149]: unknown, or upkeep."""
    _, entry = draft()
    costs = tuple(
        CostItem(id=name, kind=kind, start=Month(2026, 4), place=PLACE)
        for name, kind in (("build", "one_off"), ("upkeep", "recurring"))
    )
    priced = replace(entry, costs=costs)
    assert wrong_invoice(priced, "build") == []
    assert [one.code for one in wrong_invoice(priced, "upkeep")] == ["R149"]
    assert [one.code for one in wrong_invoice(priced, "other")] == ["R149"]
