"""Owns the comparison of what a town owes for a customization with what it has consented to pay (負担承諾)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from uwanose.charging.basis import Basis
from uwanose.charging.costs import amount_of, begins, costs_of, is_recurring
from uwanose.charging.formulas import SharingProblem
from uwanose.charging.upkeep import is_billed
from uwanose.dates import Month
from uwanose.errors import Finding, Severity
from uwanose.layers.members import Membership
from uwanose.layers.model import Consent, CostItem, Customization, Profile, Rank
from uwanose.layers.wording import town_name
from uwanose.money import format_yen

__all__ = ["consent_findings", "one_off_burden", "yearly_burden"]


def consent_findings(basis: Basis, as_of: Month) -> tuple[Finding, ...]:
    """Return where a town's burden, as known at the end of a month, is above its consent.

    One-offs count over their whole life, upkeep over the fiscal year of the month.
    """
    findings: list[Finding] = []
    for customization in basis.profile.customizations.values():
        consents = _consents(basis.membership, customization)
        if not consents or _cover_everything(basis, customization, consents.values(), as_of):
            continue
        try:
            once = one_off_burden(basis, customization, as_of)
            yearly = yearly_burden(basis, customization, as_of)
        except SharingProblem:
            continue  # reported where the due is calculated
        for town, consent in consents.items():
            findings += _compare(basis.profile, customization, town, consent, once[town], yearly[town])
    return tuple(findings)


def _cover_everything(
    basis: Basis, customization: Customization, consents: Iterable[Consent], as_of: Month
) -> bool:
    """Tell whether each consent covers the whole cost, so that no share need be worked out to know that it is covered.

    Of what several share, each join may leave a yen of rounding with a town beyond its part of the whole.
    """
    once, yearly, items = 0, 0, 0
    for item in customization.costs:
        amount = amount_of(item)
        if amount is None:
            continue
        if not is_recurring(item):
            once, items = once + max(amount[0], 0), items + 1
        elif is_billed(item, as_of.fiscal_year):
            return False  # what was paid may be more than the yearly amount
        else:
            yearly += max(amount[0], 0)
    payers = len(basis.payers(customization.id).spans)
    once += 2 * items * payers if payers > 1 else 0
    return all(
        once <= consent.up_to and consent.yearly_up_to is not None and yearly <= consent.yearly_up_to
        for consent in consents
    )


def one_off_burden(basis: Basis, customization: Customization, as_of: Month) -> Counter[str]:
    """Return each town's yen of all one-offs over their whole life, with the adoptions known by a month."""
    total: Counter[str] = Counter()
    for item in customization.costs:
        if not is_recurring(item):
            months = _life(item, customization)
            total.update(_yen(basis, customization, item, months, as_of))
    return total


def yearly_burden(basis: Basis, customization: Customization, as_of: Month) -> Counter[str]:
    """Return each town's yen of upkeep in the fiscal year of a month."""
    months = tuple(Month(as_of.fiscal_year, 4) + index for index in range(12))
    total: Counter[str] = Counter()
    for item in filter(is_recurring, customization.costs):
        total.update(_yen(basis, customization, item, months, as_of))
    return total


def _life(item: CostItem, customization: Customization) -> tuple[Month, ...]:
    first = begins(item, customization)
    return () if first is None else tuple(first + index for index in range(max(item.months or 1, 1)))


def _yen(
    basis: Basis, customization: Customization, item: CostItem, months: tuple[Month, ...], as_of: Month
) -> Counter[str]:
    total: Counter[str] = Counter()
    for cost in costs_of(basis, customization, item, months, as_of):
        total.update(basis.divide(cost).yen)
    return total


def _consents(membership: Membership, customization: Customization) -> dict[str, Consent]:
    """Return the latest consent of each town that holds the customization by its own adoption."""
    own = (effect for effect in membership.of(customization.id) if effect.layer is Rank.TOWN)
    latest: dict[str, Consent] = {}
    for effect in sorted(own, key=lambda effect: effect.interval.start):
        if effect.adoption.consent:
            latest[effect.municipality] = effect.adoption.consent
    return latest


def _compare(
    profile: Profile, customization: Customization, town: str, consent: Consent, once: int, yearly: int
) -> Iterator[Finding]:
    title = f"{town_name(profile, town)}: {customization.id} {customization.title_ja}"
    if once > consent.up_to:
        yield _above(
            title, f"{town}: {customization.id}", "初期費用", "one-off", once, consent.up_to, consent
        )
    if consent.yearly_up_to is None:
        if yearly > 0:
            yield _without_yearly(title, f"{town}: {customization.id}", yearly, consent)
    elif yearly > consent.yearly_up_to:
        limit = consent.yearly_up_to
        yield _above(
            title, f"{town}: {customization.id}", "年間保守料", "yearly upkeep", yearly, limit, consent
        )


def _above(
    title_ja: str, title_en: str, kind_ja: str, kind_en: str, owed: int, limit: int, consent: Consent
) -> Finding:
    return Finding(
        code="C107",
        place=consent.place,
        scope="register",
        ja=f"{title_ja} の{kind_ja}の負担 {format_yen(owed)} が、負担承諾（{consent.document}）の上限 {format_yen(limit)} を"
        f" {format_yen(owed - limit)} 超えています。承諾のない額は調定できません。",
        en=f"{title_en}: its {kind_en} share, {owed:,} yen, is {owed - limit:,} yen above the consent"
        f" ({consent.document}) of {limit:,} yen; what was not consented to cannot be charged.",
        remedy_ja="上限額を改めた負担承諾を得て consent に記録してください。得るまでは actual を空けておくと、見積額で算定します。",
        remedy_en="Get a new consent and record it. Until then leave actual empty: the quoted amount is charged.",
    )


def _without_yearly(title_ja: str, title_en: str, yearly: int, consent: Consent) -> Finding:
    return Finding(
        code="C108",
        severity=Severity.WARNING,
        place=consent.place,
        scope="register",
        ja=f"{title_ja} の年間保守料の負担 {format_yen(yearly)} について、負担承諾（{consent.document}）に上限額がありません。",
        en=f"{title_en}: the consent ({consent.document}) has no limit for its yearly upkeep of {yearly:,} yen.",
        remedy_ja="consent に yearly_up_to（年額の上限）を書いてください。",
        remedy_en="Write yearly_up_to in consent.",
    )
