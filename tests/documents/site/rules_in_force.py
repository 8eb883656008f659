"""Where the counts of rules on the site come from: the rules a run uses, town by town, and the files of the settings."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from functools import cache

from uwanose.layers.effective import EffectiveRules, Origin
from uwanose.layers.members import takes_part
from uwanose.layers.model import Profile, Rank
from uwanose.points.model import Kind

from .made import ON, model, workspace

FIRST, LAST = date(2026, 4, 1), date(2027, 3, 31)


def _profile() -> Profile:
    return workspace().profile


@cache
def in_force(town: str) -> EffectiveRules:
    return workspace().rules(town, ON)


def holders(customization: str) -> list[str]:
    return [town for town in _profile().municipalities if customization in in_force(town).adopted]


def own(town: str) -> int:
    held = {one.customization for one in _profile().adoptions if one.municipality == town}
    return len(held & set(in_force(town).adopted))


@cache
def _fit_counts(town: str, business: str) -> dict[str, int]:
    """Count by the rules a run uses: a value owned by a customization, or code on a formula, changes the package."""
    rules, catalog, profile = in_force(town), workspace().catalog, _profile()
    own = {one.customization for one in profile.adoptions if one.municipality == town}
    counts = dict.fromkeys(("points", "prefecture", "own", "settings", "added"), 0)
    for point in catalog.points.values():
        if point.business != business:
            continue
        code, value = rules.code.get(point.id, ()), rules.values.get(point.id)
        by = {one.customization for one in code} or ({value.owner} if value and value.owner else set())
        if point.owner or point.kind is Kind.HOOK:
            from_above = value is not None and value.layer is not Rank.NATIONAL
            counts["added"] += bool(code) or (from_above and (point.kind is not Kind.HOOK))
            continue
        counts["points"] += 1
        if by:
            counts["own" if by & own else "prefecture"] += 1
        elif value is not None and value.value is not None and value.layer is not Rank.NATIONAL:
            counts["settings"] += 1
    return counts


def fit(*names: str) -> int | Fraction:
    towns, businesses = list(_profile().municipalities), list(workspace().catalog.businesses)
    rest: list[str] = []
    if names[0] == "business":
        businesses, rest = [names[1]], list(names[2:])
    elif names[0] != "all":
        towns, businesses, rest = [names[0]], list(names[1:2]) or businesses, list(names[2:])
    counts = [_fit_counts(town, business) for town in towns for business in businesses]
    if rest:
        return sum(one[rest[0]] for one in counts)
    points = sum(one["points"] for one in counts)
    return Fraction(points - sum(one["prefecture"] + one["own"] for one in counts), points)


def stack(town: str, business: str, field: str) -> int:
    rules, catalog = in_force(town), workspace().catalog
    points = [point for point in catalog.points.values() if point.business == business]
    if field == "formulas":
        formulas = [point for point in points if point.kind is Kind.FORMULA and point.id not in rules.code]
        return sum(
            any(one.since <= ON < one.until for one in catalog.formulas.get(point.id, ()))
            for point in formulas
        )
    return sum(
        point.id in rules.values
        and rules.values[point.id].layer is Rank.NATIONAL
        and rules.values[point.id].value is not None
        for point in points
    )


def upgrade(*names: str) -> int:
    found = model().upgrade
    assert found is not None
    status, *rest = names
    if status in ("all", "changes", "waits"):
        return {
            "all": len(found.verdicts),
            "changes": len(found.changes),
            "waits": sum(one.waits for one in found.verdicts),
        }[status]
    mine = [one for one in found.verdicts if one.status.value == status]
    entries = sum(one.overlay.customization in _profile().customizations for one in mine)
    return {"": len(mine), "settings": len(mine) - entries, "customizations": entries}[
        rest[0] if rest else ""
    ]


def settings(field: str) -> int:
    """Count the values of settings in the files that hold on a day of the year."""
    spans = workspace().resolver.layering()
    found = [
        origin
        for town in ("", *_profile().municipalities)
        for point in workspace().catalog.points
        for origin in spans.origins(town, point)
        if origin.layer is (Rank.TOWN if town else Rank.PREFECTURE) and not origin.owner and origin.value is not None
        and not origin.draft and origin.interval.start <= LAST and origin.interval.end > FIRST
    ]  # fmt: skip
    return len(found) if field == "all" else sum(origin.confidence.value == field for origin in found)


def across(business: str, field: str) -> int:
    """Count by the rules a run uses in each town that takes part: a point where all have what the nation says is in neither."""
    towns = [town for town in _profile().municipalities if takes_part(_profile(), business, town, ON)]
    if field == "towns":
        return len(towns)
    counts = {"differing": 0, "alike": 0}
    for point in workspace().catalog.points.values():
        if point.business != business:
            continue
        found = [_held(town, point.id) for town in towns]
        if any(above for _, above in found):
            counts["alike" if all(held == found[0][0] for held, _ in found) else "differing"] += 1
    return counts[field]


def _held(town: str, point: str) -> tuple[object, bool]:
    """Return what a run uses, and whether anything above the nation gives it."""
    rules = in_force(town)
    code, value = rules.code.get(point, ()), rules.values.get(point)
    if code:
        return [(one.customization, one.mode) for one in code], True
    if value is None or value.value is None:
        return None, False
    return value.value, value.layer is not Rank.NATIONAL


def customizations_in_force(business: str) -> int:
    return sum(
        bool(holders(name)) for name, one in _profile().customizations.items() if one.business == business
    )


def held_then(town: str, point: str, start: date) -> Origin | None:
    """Return the highest of all values the files give for a day."""
    found = [one for one in workspace().resolver.layering().origins(town, point) if start in one.interval]
    return max(found, key=lambda one: one.layer, default=None)
