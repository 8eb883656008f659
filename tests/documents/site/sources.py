"""Where each figure of the site comes from, looked up by another way than the site's: charges line by line, rules, files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from fractions import Fraction
from functools import cache

from uwanose.charging.due import DueLine, due
from uwanose.charging.prospects import ended
from uwanose.charging.sharing.burdens import Burdens, share_cost
from uwanose.charging.sharing.design import cost_of
from uwanose.charging.sharing.effect import TownYear, effect, total
from uwanose.dates import Month
from uwanose.layers.members import takes_part
from uwanose.layers.model import Profile, Rank, Status

from .made import ON, book, workspace
from .rules_in_force import across, customizations_in_force, fit, holders, own, settings, stack, upgrade

YEAR = tuple(Month(2026, 4) + index for index in range(12))
NEXT = tuple(Month(2027, 4) + index for index in range(12))


def exact(source: str) -> int | Fraction:
    """Return the figure a source names. Raises KeyError for a kind nobody knows."""
    kind, *names = source.split(":")
    return _KINDS[kind](*names)


@cache
def _profile() -> Profile:
    return workspace().profile


@cache
def _due(months: tuple[Month, ...], as_of: Month | None = None) -> tuple[DueLine, ...]:
    return due(_profile(), months, as_of)


@cache
def _life() -> Mapping[tuple[str, str], list[DueLine]]:
    """Return everything due from the beginning to long after the last spread cost, as known at the end of the year."""
    found: dict[tuple[str, str], list[DueLine]] = {}
    for line in _due(tuple(Month(2017, 4) + index for index in range(12 * 16)), YEAR[-1]):
        if line.month <= YEAR[-1] or (line.cost and line.cost.cost_kind != "recurring"):
            found.setdefault((line.municipality, line.customization), []).append(line)
    return found


@cache
def _closed() -> Mapping[tuple[str, str], int]:
    found: dict[tuple[str, str], int] = {}
    for entry in book().runs:
        for line in entry.lines:
            key = line.municipality, line.key.customization
            found[key] = found.get(key, 0) + line.yen
    return found


def _yen(lines: Iterable[DueLine], town: str = "", customization: str = "") -> int:
    return sum(
        line.yen for line in lines if _is(town, customization, (line.municipality, line.customization))
    )


def _is(town: str, customization: str, key: tuple[str, str]) -> bool:
    return town in ("", key[0]) and customization in ("", key[1])


def _money(town: str, customization: str, field: str) -> int:
    lines = [line for key, some in _life().items() if _is(town, customization, key) for line in some]
    months = frozenset(book().months)
    closed = sum(yen for key, yen in _closed().items() if _is(town, customization, key))
    found = {
        "this_year": sum(line.yen for line in lines if line.month in YEAR),
        "before_book": sum(line.yen for line in lines if line.month < min(months)),
        "closed": closed,
        "this_year_closed": closed,
        "pending": sum(line.yen for line in lines if line.month in months) - closed,
        "owed": sum(line.yen for line in lines if line.month > max(months)),
        "life": sum(line.yen for line in lines),
    }
    return found[field]


def _town(town: str, field: str) -> int:
    lines = _due(YEAR)
    shared = _yen((line for line in lines if line.layer is Rank.PREFECTURE), town)
    own = _yen((line for line in lines if line.layer is Rank.TOWN), town)
    return {
        "shared": shared, "own": own, "total": shared + own, "closed": _money(town, "", "closed"), "owed": _money(town, "", "owed"),
    }[field]  # fmt: skip


def _towns(field: str) -> int | Fraction:
    if field == "shared_part":
        return Fraction(_town("", "shared"), _town("", "total"))
    if field == "foreign":
        return sum(_foreign(town, "borne") for town in _profile().municipalities)
    return _town("", field)


def _foreign(town: str, field: str) -> int:
    adopted = {one.customization for one in _profile().adoptions if one.municipality == town}
    lines = [line for line in _due(YEAR) if line.layer is Rank.TOWN and line.customization not in adopted]
    return {
        "count": len({line.customization for line in lines}), "yen": _yen(lines), "borne": _yen(lines, town),
    }[field]  # fmt: skip


def _report(field: str) -> int:
    entries = _profile().customizations.values()
    return {
        "entries": len(entries),
        "live": sum(entry.status is Status.LIVE for entry in entries),
        "this_year": _yen(_due(YEAR)),
    }[field]


def _cost(customization: str, item: str, field: str) -> int:
    (cost,) = (one for one in _profile().customizations[customization].costs if one.id == item)
    if field == "difference":
        return (cost.actual or 0) - (cost.quoted or 0)
    return int(getattr(cost, field))


def _consent(customization: str, town: str, field: str) -> int:
    (given,) = (
        one.consent
        for one in _profile().adoptions
        if (one.customization, one.municipality) == (customization, town)
    )
    return int(getattr(given, field))


@cache
def _alone(customization: str, ending: bool = False, town: str = "") -> Profile:
    """Return the register with one customization only, as it is or ended with the year by all or by one town."""
    profile = _profile()
    only = replace(
        profile,
        customizations={customization: profile.customizations[customization]},
        adoptions=tuple(one for one in profile.adoptions if one.customization == customization),
    )
    return ended(only, customization, YEAR[-1].last_day, [town] if town else None) if ending else only


@cache
def _upkeep(customization: str, ending: bool = False, by: str = "") -> Mapping[str, int]:
    """Return what each town bears of upkeep in the next fiscal year."""
    found: dict[str, int] = {}
    for line in due(_alone(customization, ending, by), NEXT):
        if line.cost and line.cost.cost_kind == "recurring":
            found[line.municipality] = found.get(line.municipality, 0) + line.yen
    return found


@cache
def _left(customization: str) -> tuple[DueLine, ...]:
    """Return what is due after the year when all have ended it with the year."""
    months = [Month(2027, 4) + index for index in range(12 * 10)]
    lines = due(_alone(customization, ending=True), months, YEAR[-1])
    return tuple(line for line in lines if line.cost and line.cost.cost_kind != "recurring")


def _ending(customization: str, *names: str) -> int:
    town, field = names if len(names) == 2 else ("", names[0])
    if field == "owed":
        return _yen(_left(customization), town)
    held, after = _upkeep(customization), _upkeep(customization, ending=True)
    return sum(held.get(one, 0) - after.get(one, 0) for one in ([town] if town else held))


def _moved(customization: str, town: str) -> int:
    held, after = _upkeep(customization), _upkeep(customization, ending=True, by=town)
    return sum(after.get(one, 0) - held.get(one, 0) for one in {*held, *after} if one != town)


@cache
def _town_years(name: str) -> dict[str, dict[str, TownYear]]:
    study = workspace().studies[0][name]
    years = effect(study, study.chosen_baseline(), book())
    found = {str(one.plan.fiscal_year): dict(one.towns) for one in years}
    return {**found, "settled": total(years)}


def _effect(study: str, year: str, town: str, *names: str) -> int | Fraction:
    rows = _town_years(study)[year]
    if town == "all":
        return _effect_on_all(list(rows.values()), names[0], _promised(study))
    found = getattr(rows[town], names[0])
    result: int | Fraction = found[int(names[1])] if len(names) > 1 else found
    return result


def _effect_on_all(rows: list[TownYear], field: str, promised: Fraction) -> int | Fraction:
    alone, shared = sum(row.stand_alone for row in rows), sum(row.shared for row in rows)
    kept = [row for row in rows if row.settled and row.stand_alone - row.shared >= promised * row.stand_alone]
    found: dict[str, int | Fraction] = {
        "saved": abs(alone - shared),
        "saving": Fraction(alone - shared, alone),
        "saving_size": Fraction(abs(alone - shared), alone),
        "saving_in_all": Fraction(alone - shared - sum(row.own for row in rows), alone),
        "least": min(Fraction(row.stand_alone - row.shared, row.stand_alone) for row in rows),
        "kept": len(kept),
    }
    return found[field] if field in found else sum(getattr(row, field) for row in rows)


@cache
def _burdens(study: str, formula: str) -> Burdens:
    found = workspace().studies[0][study]
    return share_cost(cost_of(found, found.chosen_baseline()), found.formulas[formula])


def _share(study: str, *names: str) -> int | Fraction:
    found = workspace().studies[0][study]
    alone, low = found.chosen_baseline().values, found.chosen_baseline().low
    shared = found.cost - sum(found.attributable.values())
    if names[0] == "alone":
        return alone[names[1]]
    if len(names) == 1:
        figures: dict[str, int | Fraction] = {
            "cost": found.cost,
            "stand_alone": sum(alone.values()),
            "largest": 1 - Fraction(shared, sum(alone.values())),
            "largest_low": 1 - Fraction(shared, sum(low.values())),
        }
        return figures[names[0]]
    burdens = _burdens(study, names[0])
    savings = {town: 1 - Fraction(yen, alone[town]) for town, yen in burdens.yen.items()}
    if len(names) == 3 and names[1] == "below":
        return sum(saving * 10 < int(names[2]) for saving in savings.values())
    if len(names) == 2:
        together: dict[str, int | Fraction] = {
            "least": min(savings.values()),
            "most": max(savings.values()),
            "paid": sum(burdens.yen.values()),
            "saving": 1 - Fraction(sum(burdens.yen.values()), sum(alone.values())),
            "at_cap": len(burdens.at_cap),
            "rest": burdens.rest,
        }
        return together[names[1]]
    town = names[1]
    before = found.previous or _burdens(study, found.now).yen
    people = found.drivers[found.population].values[town]
    of_town: dict[str, int | Fraction] = {
        "yen": burdens.yen[town],
        "saving": savings[town],
        "change": burdens.yen[town] - before[town],
        "cap": burdens.caps.get(town, 0),
        "yearly_per_resident": Fraction(burdens.yen[town] * 12, found.months * people),
    }
    return of_town[names[2]]


def _promised(study: str) -> Fraction:
    return workspace().studies[0][study].promised or Fraction(0)


def _population(customization: str) -> int:
    people = _profile().consortium.drivers["population"].values
    return sum(people[town] for town in people if _yen(_due(YEAR), town, customization))


def _per_resident(customization: str) -> Fraction:
    return Fraction(_yen(_due(YEAR), "", customization), _population(customization))


def _agreements(customization: str) -> int:
    return sum(len(one.agreements) for one in _profile().adoptions if one.customization == customization)


def _business(business: str, field: str) -> int | Fraction:
    names = {name for name, one in _profile().customizations.items() if one.business == business}
    lines = [line for line in _due(YEAR) if line.customization in names]
    if field in _profile().municipalities:
        return _yen(lines, field)
    taking_part = [town for town in _profile().municipalities if takes_part(_profile(), business, town, ON)]
    found: dict[str, int | Fraction] = {
        "this_year": _yen(lines),
        "taking_part": sum(_yen(lines, town) for town in taking_part),
        "part": Fraction(_yen(lines), _town("", "total")),
        "in_force": customizations_in_force(business),
    }
    return found[field]


_KINDS: dict[str, Callable[..., int | Fraction]] = {
    "across": across,
    "agreements": _agreements,
    "business": _business,
    "consent": _consent,
    "cost": _cost,
    "customization": lambda name, field: _money("", name, field),
    "customizations": lambda field: _money("", "", field),
    "effect": _effect,
    "ending": _ending,
    "fit": fit,
    "foreign": _foreign,
    "holders": lambda name: len(holders(name)),
    "moved": _moved,
    "own": own,
    "payer": lambda name, town, field: _money(town, name, field),
    "per_resident": _per_resident,
    "population": _population,
    "promised": _promised,
    "report": _report,
    "settings": settings,
    "share": _share,
    "stack": stack,
    "town": _town,
    "towns": _towns,
    "upgrade": upgrade,
    "upkeep": lambda name: sum(_upkeep(name).values()),
}
