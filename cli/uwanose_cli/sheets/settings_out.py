"""Owns the settings sheet (設定調書): every free setting of a town with its value, the other towns' beside it, to fill in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from uwanose.dates import era_date
from uwanose.documents.entry_sheet import EntryColumn, EntrySheet, Limits
from uwanose.layers.effective import Origin
from uwanose.layers.model import RANK_LABELS, Municipality, Rank
from uwanose.points.model import Kind, MaySet, Point, ValueType
from uwanose.points.typed import format_value
from uwanose.workspace import Workspace
from uwanose_cli.words import MAY_SET, word

__all__ = [
    "BASIS",
    "HEADINGS",
    "NEW",
    "NOTE",
    "NOW",
    "POINT",
    "START",
    "free_points",
    "now_of",
    "settings_sheet",
]

POINT, NOW, NEW, START, BASIS, NOTE = "識別名", "今の値", "新しい値", "いつから", "根拠の条例", "覚え書き"
HEADINGS = (POINT, NOW, NEW, START, BASIS, NOTE)
_FREE = (MaySet.ORDINANCE, MaySet.OPTION)


def free_points(workspace: Workspace, business: str, by: str) -> list[Point]:
    """Return the settings a town (or the prefecture: *by*) may write as one value, in the order of the package."""
    return [
        point
        for point in workspace.catalog
        if point.may_set in _FREE
        and point.by == by
        and point.kind is Kind.PARAMETER
        and business in ("", point.business)
    ]


def settings_sheet(workspace: Workspace, town: Municipality | None, business: str, on: date) -> EntrySheet:
    """Return the sheet of one town (None: the prefecture) for one business (empty: all), as things stand on a day."""
    points = free_points(workspace, business, "town" if town else "prefecture")
    others = [one for one in workspace.profile.municipalities.values() if town and one.id != town.id]
    whose = town.name_ja if town else "県"
    about = workspace.catalog.businesses[business].label_ja if business else "全業務"
    return EntrySheet(
        name="設定調書",
        title=f"設定調書　{whose}　{about}",
        notes=(
            f"{era_date(on)} の値です。黄色の欄だけに記入し、変えない項目は空けておいてください。",
            "「いつから」は 令和9年度・R9.4.1・2027-04-01 のように書きます。値は 330,000円・6/100・はい のように書けます。",
        ),
        columns=(
            EntryColumn(heading="項目", width=34),
            EntryColumn(heading=POINT, width=30),
            EntryColumn(heading=NOW, width=16),
            EntryColumn(heading="今の値の始まり", width=13),
            EntryColumn(heading="今の根拠", width=20),
            EntryColumn(heading=NEW, width=16, entry=True),
            EntryColumn(heading=START, width=14, entry=True),
            EntryColumn(heading=BASIS, width=24, entry=True),
            EntryColumn(heading=NOTE, width=20, entry=True),
            EntryColumn(heading="決め方", width=14),
            EntryColumn(heading="業務", width=16),
            EntryColumn(heading="国・県の値", width=16),
            *(EntryColumn(heading=one.name_ja, width=13) for one in others),
        ),
        rows=tuple(_row(workspace, point, town, others, on) for point in points),
        limits={(number, 5): _limits(point) for number, point in enumerate(points)},
        facts={
            "kind": ("種類", "settings"),
            "town": ("町村", town.id if town else ""),
            "business": ("業務", business),
            "on": ("基準日", on.isoformat()),
            "release": ("国の版", workspace.release.id),
        },
        created=on,
    )


def now_of(workspace: Workspace, point: Point, town: str, on: date) -> str:
    """Return the value a town has on a day, as the sheet shows it."""
    return _shown(point, next(iter(workspace.resolver.stack(town, point.id, on)), None))


def _row(
    workspace: Workspace, point: Point, town: Municipality | None, others: list[Municipality], on: date
) -> tuple[str | int | None, ...]:
    stack = workspace.resolver.stack(town.id if town else "", point.id, on)
    winner = next(iter(stack), None)
    beneath = next((one for one in stack if one.layer is not (Rank.TOWN if town else Rank.PREFECTURE)), None)
    return (
        point.label_ja,
        point.id,
        _shown(point, winner),
        winner.interval.start.isoformat() if winner and winner.interval.start != date.min else "",
        (winner.basis if winner else "") or point.basis,
        "",
        "",
        "",
        "",
        word(MAY_SET, point.may_set, "ja"),
        workspace.catalog.businesses[point.business].label_ja,
        f"{_shown(point, beneath)}（{RANK_LABELS[beneath.layer][0]}）" if beneath else "値なし",
        *(now_of(workspace, point, one.id, on) for one in others),
    )


def _shown(point: Point, origin: Origin | None) -> str:
    return "値なし" if origin is None or origin.value is None else format_value(point, origin.value)


def _limits(point: Point) -> Limits:
    return Limits(choices=tuple(_choices(point)), least=point.least, most=point.most, advice=_advice(point))


def _choices(point: Point) -> Iterator[str]:
    if point.type is ValueType.FLAG:
        yield from ("はい", "いいえ")
    elif point.type is ValueType.CHOICE:
        yield from point.choices.values()


def _advice(point: Point) -> str:
    """Return what may be written in the cell, in one or two lines."""
    if point.type is ValueType.YEN:
        told = f"円。{_bounds(point, '円')}"
    elif point.type is ValueType.INTEGER:
        told = f"整数{f'（{point.unit}）' if point.unit else ''}。{_bounds(point, '')}"
    elif point.type is ValueType.RATE:
        told = "率。6/100 または 6% のように書きます。"
    elif point.type is ValueType.AGE:
        told = "年齢。18歳年度末・18歳未満 のように書きます。"
    elif point.type is ValueType.DATE:
        told = "日付。2027-04-01・R9.4.1 のように書きます。"
    else:
        told = "、".join(_choices(point))
    return f"{told}\n{point.description}".strip()


def _bounds(point: Point, unit: str) -> str:
    if point.least is None and point.most is None:
        return ""
    least = f"{point.least:,}{unit}" if point.least is not None else ""
    most = f"{point.most:,}{unit}" if point.most is not None else ""
    return f"{least}〜{most}"
