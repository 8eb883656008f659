"""Owns how what is in force is told on one line: the value, whose it is, since when, by which ordinance, where it stands."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from uwanose.layers.layering import Layering
from uwanose.layers.model import Municipality, Rank
from uwanose.layers.timeline import Reign, reign, timeline
from uwanose.points.model import Point
from uwanose_cli.output import Table
from uwanose_cli.standing import Standing, origin_data, origin_value
from uwanose_cli.text import Text
from uwanose_cli.words import MODES, word

__all__ = ["beside", "history", "history_data", "whose"]

FEW = 3  # towns named one by one
NATIONAL = Text("国標準", "national standard")
_SETTINGS = {
    Rank.PREFECTURE: Text("県の設定", "prefecture's setting"),
    Rank.ASSUMPTION: Text("仮定", "assumption"),
    Rank.TOWN: Text("町村の設定", "town's setting"),
}
Line = tuple[str, ...]


def beside(standings: Iterable[Standing], language: str) -> Table:
    """Return a point in several towns, one line a town."""
    rows = []
    for standing in standings:
        town, point = standing.town, standing.point
        found = reign(standing.layering, town.id, point.id, standing.on)
        since = str(found.origin.interval.start) if found.origin else ""
        value, owner, cited, place = _told(found, point, language)
        rows.append((_name(town, language), value, since, owner, cited, place))
    headings = Text(
        "町村,値,いつから,独自か国標準か,条例等,場所", "town,value,since,whose,ordinance,place"
    ).of(language)
    return Table(tuple(headings.split(",")), rows)


def history(
    layering: Layering, point: Point, towns: Iterable[Municipality], on: date, language: str
) -> Table:
    """Return the time line of a point; the day asked for is marked. Towns with the same one stand together, most of them last."""
    alike: dict[tuple[Line, ...], list[str]] = {}
    for town in towns:
        lines = tuple(_span(reign, point, on, language) for reign in timeline(layering, town.id, point.id))
        alike.setdefault(lines, []).append(_name(town, language))
    most = max(alike.values(), key=len)
    ordered = sorted(alike.items(), key=lambda entry: len(entry[1]) > FEW and entry[1] is most)
    rows = [
        (_together(names, len(alike), language) if index == 0 else "", *line)
        for lines, names in ordered
        for index, line in enumerate(lines or (("", "", "", _no_value(language), "", "", ""),))
    ]
    headings = Text(
        "町村,,から,まで,値,独自か国標準か,条例等,場所", "town,,from,until,value,whose,ordinance,place"
    ).of(language)
    return Table(tuple(headings.split(",")), rows)


def history_data(layering: Layering, point: Point, town: Municipality) -> dict[str, object]:
    """Return the time line of a point in one town, and everything the layers put on it, for programs."""
    spans = [
        {
            "from": None if reign.interval.start == date.min else reign.interval.start,
            "until": reign.interval.last_day,
            "value": reign.origin.value if reign.origin else None,
            "whose": whose(reign, "en"),
            "origin": origin_data(point, reign.origin) if reign.origin else None,
            "code": list(reign.code),
            "formula": reign.formula,
        }
        for reign in timeline(layering, town.id, point.id)
    ]
    return {
        "timeline": spans,
        "origins": [origin_data(point, origin) for origin in layering.origins(town.id, point.id)],
    }


def whose(reign: Reign, language: str) -> str:
    """Return whose value or formula it is: the national standard, the prefecture's, the town's own, or a customization."""
    if reign.code:
        return "、".join(_layer(code.layer, code.customization, language) for code in reign.code)
    origin = reign.origin
    if origin is None:
        return NATIONAL.of(language) if reign.formula else ""
    if origin.layer is Rank.NATIONAL:
        return NATIONAL.of(language)
    beaten = reign.beaten
    if beaten and beaten.layer is Rank.NATIONAL and not origin.owner and beaten.value == origin.value:
        return Text("国標準と同額（条例で固定）", "as the national standard, pinned").of(language)
    return _layer(origin.layer, origin.owner, language)


def _layer(layer: Rank, owner: str, language: str) -> str:
    if owner:
        kind = Text("県仕様", "prefecture") if layer is Rank.PREFECTURE else Text("個別", "own")
        return f"{kind.of(language)} {owner}"
    return _SETTINGS[layer].of(language)


def _told(reign: Reign, point: Point, language: str) -> Line:
    """Return value, whose, ordinance, place."""
    origin, owner = reign.origin, whose(reign, language)
    if reign.code:
        top = reign.code[-1]
        modes = "、".join(word(MODES, code.mode, language) for code in reign.code)
        return modes, owner, "", top.file
    if origin:
        return origin_value(point, origin, language), owner, origin.basis, str(origin.place)
    if reign.formula:
        said = Text("計算式", "formula").of(language)
        return said, owner, point.basis, f"{reign.formula.file}:{reign.formula.line}"
    return _no_value(language), "", "", ""


def _span(found: Reign, point: Point, on: date, language: str) -> Line:
    start = found.interval.start
    mark = "▸" if on in found.interval else ""
    value, owner, cited, place = _told(found, point, language)
    last = found.interval.last_day
    return mark, "" if start == date.min else str(start), str(last or ""), value, owner, cited, place


def _together(names: list[str], groups: int, language: str) -> str:
    if len(names) <= FEW:
        return Text("・", ", ").of(language).join(names)
    if groups == 1:
        return Text(f"{len(names)}町村すべて", f"all {len(names)} towns").of(language)
    return Text(f"{names[0]}など{len(names)}町村", f"{names[0]} and {len(names) - 1} others").of(language)


def _no_value(language: str) -> str:
    return Text("値なし", "none").of(language)


def _name(town: Municipality, language: str) -> str:
    return town.name_ja if language == "ja" else town.name_en
