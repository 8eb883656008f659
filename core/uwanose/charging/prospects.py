"""Owns what would be due if: a town adopted, joined late or left, or a customization were retired. Nothing is recorded.

The same functions that charge say it; only the register is another one: the one that would be.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from uwanose.charging.basis import Basis
from uwanose.charging.consents import one_off_burden, yearly_burden
from uwanose.charging.costs import begins, costs_of, is_recurring
from uwanose.charging.formulas import SharingProblem
from uwanose.charging.problems import sharing_finding
from uwanose.dates import Interval, Month
from uwanose.errors import Refused
from uwanose.layers.lifecycle import first_wish
from uwanose.layers.model import Act, Adoption, Approval, Consent, Customization, Outcome, Profile, Rank

__all__ = ["Burden", "Ending", "adopted", "burdens", "ended", "ending"]

_NO_LIMIT = 10**15


@dataclass(frozen=True, slots=True)
class Burden:
    """What one town bears: its part of all one-offs over their life, and of one full fiscal year's upkeep, in yen."""

    one_off: int = 0
    yearly: int = 0


@dataclass(frozen=True, slots=True)
class Ending:
    """What a last day means for one town: the upkeep it saves in a full year, and the one-offs still owed until a month."""

    saved: int = 0
    owed: int = 0
    owed_until: Month | None = None


def adopted(profile: Profile, customization: Customization, towns: Mapping[str, date]) -> Profile:
    """Return the profile in which towns (``""``: the prefecture) hold an entry from their days on, all papers given.

    Adoptions on record stay. An entry that is not accepted or live yet counts as both from its first day on.
    """
    mine = [one for one in profile.adoptions if one.customization == customization.id]
    more = [
        Adoption(
            customization=customization.id, layer=Rank.TOWN if town else Rank.PREFECTURE, municipality=town,
            interval=Interval(start), consent=None, agreements={}, seen=(), place=customization.place,
        )
        for town, start in towns.items()
        if not any(one.municipality == town and start in one.interval for one in mine)
    ]  # fmt: skip
    all_mine = [_with_papers(profile, one) for one in (*mine, *more)]
    others = [one for one in profile.adoptions if one.customization != customization.id]
    first = min((one.interval.start for one in all_mine), default=first_wish(customization) or date.min)
    return replace(
        profile,
        adoptions=(*others, *all_mine),
        customizations={**profile.customizations, customization.id: _running(customization, first, all_mine)},
    )


def ended(profile: Profile, customization: str, last: date, towns: Iterable[str] | None = None) -> Profile:
    """Return the profile in which the adoptions of an entry end with a day: those of some towns, else the entry itself."""
    kept = None if towns is None else set(towns)
    entry = profile.customizations[customization]
    if kept is None:
        retired = replace(entry, retired=Act(on=last, document="", place=entry.place))
        return replace(profile, customizations={**profile.customizations, customization: retired})
    end = Interval.of(last, last).end
    adoptions = tuple(
        replace(one, interval=Interval(one.interval.start, min(one.interval.end, end)))
        if one.customization == customization and one.municipality in kept and one.interval.start < end
        else one
        for one in profile.adoptions
    )
    return replace(profile, adoptions=adoptions)


def burdens(profile: Profile, customization: str, joined: Month) -> Mapping[str, Burden]:
    """Return what each town bears, joins after a month not known yet; upkeep is that of the next full fiscal year.

    Raises Refused when the sharing cannot be worked out.
    """
    entry, basis = profile.customizations[customization], Basis(profile)
    if not basis.payers(customization).spans:
        return {}
    try:
        once = one_off_burden(basis, entry, _begun(entry, joined))
        yearly = yearly_burden(basis, entry, Month(_full_year(entry, joined), 4))
    except SharingProblem as problem:
        raise Refused([sharing_finding(problem, entry, profile)]) from problem
    return {
        town: Burden(once[town], yearly[town])
        for town in profile.municipalities
        if town in basis.payers(customization).spans
    }


def ending(profile: Profile, after: Profile, customization: str, last: date) -> Mapping[str, Ending]:
    """Return, for each town that holds an entry in the month of its last day, what the other profile saves it and leaves it.

    Raises Refused when the sharing cannot be worked out.
    """
    year = Month.of(last).fiscal_year + 1
    before, then = Basis(profile), Basis(after)
    entry, ended_entry = profile.customizations[customization], after.customizations[customization]
    try:
        held = yearly_burden(before, entry, Month(year, 4))
        left = yearly_burden(then, ended_entry, Month(year, 4))
        owed, until = _owed(then, ended_entry, Month.of(last))
    except SharingProblem as problem:
        raise Refused([sharing_finding(problem, entry, profile)]) from problem
    return {
        town: Ending(held[town] - left[town], owed[town], until.get(town))
        for town in before.payers(customization).spans
    }


def _owed(basis: Basis, customization: Customization, last: Month) -> tuple[Counter[str], dict[str, Month]]:
    """Return each town's yen of one-offs in the months after the last one, and the last month in which it owes."""
    total: Counter[str] = Counter()
    until: dict[str, Month] = {}
    for item in customization.costs:
        first = begins(item, customization)
        if is_recurring(item) or first is None:
            continue
        months = tuple(first + index for index in range(max(item.months or 1, 1)))
        for cost in costs_of(basis, customization, item, months, last):
            for town, yen in basis.divide(cost).yen.items():
                if cost.month > last and yen:
                    total[town] += yen
                    until[town] = max(cost.month, until.get(town, cost.month))
    return total, until


def _begun(customization: Customization, joined: Month) -> Month:
    """Return the month in which every one-off has begun, the join included."""
    starts = (begins(item, customization) for item in customization.costs if not is_recurring(item))
    return max([joined, *(start for start in starts if start)])


def _full_year(customization: Customization, joined: Month) -> int:
    """Return the first fiscal year that is whole: after the join and after every recurring cost has begun."""
    starts = [begins(item, customization) for item in customization.costs if is_recurring(item)]
    return max([joined, *(start for start in starts if start)]).fiscal_year + 1


def _with_papers(profile: Profile, adoption: Adoption) -> Adoption:
    place = adoption.place
    if adoption.layer is Rank.TOWN:
        return replace(adoption, consent=Consent(
            on=adoption.interval.start, document="", up_to=_NO_LIMIT, yearly_up_to=_NO_LIMIT, place=place
        ))  # fmt: skip
    agreed = Act(on=adoption.interval.start, document="", place=place)
    return replace(adoption, agreements=dict.fromkeys(profile.municipalities, agreed))


def _running(customization: Customization, first: date, adoptions: Iterable[Adoption]) -> Customization:
    prefecture = any(one.layer is Rank.PREFECTURE for one in adoptions)
    starts = [item.start.first_day for item in customization.costs]
    day = max([first, *starts[:1]])
    return replace(
        customization,
        outcome=Outcome.PREFECTURE if prefecture else Outcome.TOWN,
        approval=customization.approval
        or Approval(on=first, document="", content="", place=customization.place),
        accepted=customization.accepted or day,
        live=customization.live or day,
    )
