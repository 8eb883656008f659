"""Guards what is found in the costs of the register before anything is closed."""

from __future__ import annotations

from dataclasses import replace
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, given, settings

from uwanose.charging.basis import Basis
from uwanose.charging.consents import consent_findings
from uwanose.charging.costs import amount_of
from uwanose.charging.problems import cost_findings
from uwanose.errors import Finding
from uwanose.layers.model import Adoption, CostItem, Customization, Profile

from .histories import LAST, TOWNS, History, histories
from .register import (
    adopts,
    all_adopt,
    consortium,
    customization,
    month,
    one_off,
    profile,
    takes_part,
    upkeep,
)

JUNE = month("2026-06")


def _costs(*parts: Customization | Adoption) -> tuple[Finding, ...]:
    return cost_findings(Basis(profile(*parts)), JUNE)


def _consents(facts: Profile, until: str = "2026-06") -> list[tuple[str, str]]:
    return [
        (finding.code, finding.severity.value) for finding in consent_findings(Basis(facts), month(until))
    ]


def test_a_sound_register_has_no_findings() -> None:
    """What can be charged is not complained about."""
    facts = (customization("K-006", one_off(900), upkeep(12_000)), adopts("oi", "K-006"))
    assert _costs(*facts) == ()
    assert _consents(profile(*facts)) == []


@pytest.mark.parametrize(("start", "codes"), [("2026-03", ["C103"]), ("2026-04", [])])
def test_a_cost_that_begins_before_the_first_adoption_is_found(start: str, codes: list[str]) -> None:
    """The union would pay what nobody is charged: one month before, and in the month of adoption."""
    for cost in (one_off(900, start), upkeep(12_000, start)):
        found = _costs(customization("K-006", cost), adopts("oi", "K-006"))
        assert [finding.code for finding in found] == codes
        assert all("最初の採用は 2026-04" in finding.ja and finding.remedy_ja for finding in found)


def test_a_one_off_after_everybody_has_left_is_found() -> None:
    """A law change paid for a customization nobody uses any more."""
    found = _costs(customization("K-006", one_off(900, "2026-06")), adopts("oi", "K-006", until="2026-05-31"))
    assert [finding.code for finding in found] == ["C103"]


def test_a_spread_cost_needs_its_months() -> None:
    """Without a number of months there is nothing to spread over."""
    found = _costs(customization("K-006", one_off(900, charge="spread")), adopts("oi", "K-006"))
    assert [finding.code for finding in found] == ["C104"]


@pytest.mark.parametrize("cost", [one_off(None), upkeep(None)])
def test_an_amount_nobody_knows_is_a_warning(cost: object) -> None:
    """It counts as nothing until it is known, and is charged as a difference then."""
    entry = replace(customization("K-006"), costs=(cost,))  # type: ignore[arg-type]
    (found,) = _costs(entry, adopts("oi", "K-006"))
    assert (found.code, found.severity.value) == ("C105", "warning")


def test_an_amount_is_not_asked_for_before_its_month() -> None:
    """A cost of July is not yet looked at in June."""
    assert _costs(customization("K-006", one_off(None, "2026-07")), adopts("oi", "K-006")) == ()


@pytest.mark.parametrize(
    ("months", "policy", "codes"), [(None, "remaining", ["C106"]), (60, "remaining", []), (None, "none", [])]
)
def test_a_late_joiner_that_shares_nothing_by_mistake_is_found(
    months: int | None, policy: str, codes: list[str]
) -> None:
    """By the policy it pays for the remaining period, but no period was written down."""
    entry = customization("K-006", one_off(900, term=months), late_join=policy)
    found = _costs(entry, adopts("oi", "K-006"), adopts("oiso", "K-006", "2026-06-01"))
    assert [finding.code for finding in found] == codes


def test_a_business_outside_every_system_is_found() -> None:
    """Nobody takes part, nobody can be charged."""
    facts = profile(
        customization("K-006", one_off(900)),
        adopts("oi", "K-006"),
        union=replace(consortium(), systems={"resident": ("resident_tax",)}),
    )
    assert [finding.code for finding in cost_findings(Basis(facts), JUNE)] == ["C102"]


@pytest.mark.parametrize(("limit", "codes"), [(87, []), (86, [("C107", "error")])])
def test_upkeep_counts_over_the_fiscal_year(limit: int, codes: list[tuple[str, str]]) -> None:
    """100 yen shared by two until the other leaves in June: 12 yen, then 75 yen alone."""
    facts = profile(
        customization("K-006", upkeep(100)),
        adopts("hayama", "K-006", until="2026-06-30"),
        adopts("oi", "K-006", yearly=limit),
    )
    assert _consents(facts, "2027-03") == codes
    assert _consents(facts, "2026-04") == codes


@pytest.mark.parametrize(("limit", "codes"), [(900, []), (899, [("C107", "error")])])
def test_one_offs_count_over_their_whole_life(limit: int, codes: list[tuple[str, str]]) -> None:
    """Two towns have consented, but the second one takes part only from May: the first one pays the whole 900 yen."""
    facts = profile(
        customization("K-006", one_off(900)),
        adopts("oi", "K-006", up_to=limit),
        adopts("oiso", "K-006"),
        union=consortium(participation=[takes_part("oi"), takes_part("oiso", "2026-05-01")]),
    )
    assert _consents(facts) == codes


def test_upkeep_without_a_yearly_limit_is_a_warning() -> None:
    """The consent names no amount for it."""
    adoption = adopts("oi", "K-006")
    assert adoption.consent
    unlimited = replace(adoption, consent=replace(adoption.consent, yearly_up_to=None))
    assert _consents(profile(customization("K-006", upkeep(100)), unlimited)) == [("C108", "warning")]
    assert _consents(profile(customization("K-006", one_off(100)), unlimited)) == []


def test_the_prefectures_adoption_is_not_held_against_a_consent() -> None:
    """Agreements bind without a limit: the amount is the union's budget."""
    facts = profile(customization("K-001", one_off(10**9), shared=True), all_adopt("K-001"))
    assert _consents(facts) == []


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(history=histories())
def test_a_consent_that_covers_everything_is_never_exceeded(history: History) -> None:
    """The short way (no share is more than the whole) says what working out each share says, rounding of joins included."""
    facts = history[-1]
    held = {
        name: {one.municipality for one in facts.adoptions if one.customization == name}
        for name in facts.customizations
    }
    limits = {
        name: (
            sum(max(yen, 0) for item, yen in _known(entry) if item.kind != "recurring")
            + 2 * len(entry.costs) * len(held[name] if "" not in held[name] else TOWNS),
            sum(yen for item, yen in _known(entry) if item.kind == "recurring"),
        )
        for name, entry in facts.customizations.items()
    }
    adoptions = tuple(
        replace(one, consent=replace(one.consent, up_to=limits[one.customization][0], yearly_up_to=limits[one.customization][1]))
        if one.consent
        else one
        for one in facts.adoptions
    )  # fmt: skip
    basis = Basis(replace(facts, adoptions=adoptions))
    with patch("uwanose.charging.consents._cover_everything", return_value=False):
        assert consent_findings(basis, LAST) == ()
    assert consent_findings(basis, LAST) == ()


def _known(entry: Customization) -> list[tuple[CostItem, int]]:
    return [(item, found[0]) for item in entry.costs if (found := amount_of(item))]
