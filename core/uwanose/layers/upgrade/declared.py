"""Owns the judgement on declarations: a point that is gone, moved, closed, freed, or that an override no longer fits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from uwanose.layers.check_settings import exceeds
from uwanose.layers.model import Rank
from uwanose.layers.upgrade.model import Overlay, Status
from uwanose.points.model import Catalog, DatedValue, MaySet, Point, in_force

__all__ = ["Judged", "declared_status", "moves"]


class Judged(NamedTuple):
    """A status with its reason in one clause."""

    status: Status
    why_ja: str
    why_en: str
    moved_to: str = ""


def moves(before: Catalog, after: Catalog) -> Mapping[str, str]:
    """Return which points of a release have another name in the next one: old name → new name."""
    return {
        old: point.id
        for point in after.points.values()
        for old in point.renamed_from
        if old in before.points and old not in after.points
    }


def declared_status(
    overlay: Overlay,
    before: Catalog,
    after: Catalog,
    moved: Mapping[str, str],
    missing: Iterable[str] = (),
) -> Judged | None:
    """Return what the declaration of a point in the new release means for an override, None when it means nothing.

    *missing* are the arguments of its code that the new release no longer has.
    """
    was, name = before.points.get(overlay.point), moved.get(overlay.point, overlay.point)
    now = after.points.get(name)
    if was is None or was.owner:
        return None
    if now is None:
        return Judged(
            Status.BROKEN, "国の版からこの項目がなくなりました", "the package no longer has this point"
        )
    unfit = _unfit(overlay, was, now) or _without_arguments(missing)
    if unfit:
        return unfit
    if now.may_set is not was.may_set or (now.may_set is MaySet.ORDINANCE and now.by != was.by):
        closed = _reclassified(overlay, now)
        if closed:
            return closed
    if name != overlay.point:
        return Judged(
            Status.MOVED, f"項目の名前が {name} に変わりました", f"the point is now called {name}", name
        )
    return None


def _reclassified(overlay: Overlay, now: Point) -> Judged | None:
    if now.may_set is MaySet.LAW:
        basis = now.basis or "法令"
        return Judged(
            Status.FORBIDDEN,
            f"{basis}で決まる項目になり、上書きできません",
            f"now fixed by law ({now.basis})",
        )
    if overlay.customization:
        if now.may_set is MaySet.STANDARD:
            return None
        ja, en = {
            MaySet.ORDINANCE: ("条例等で決める項目", "set by an ordinance"),
            MaySet.OPTION: ("標準オプション", "a standard option"),
        }[now.may_set]
        return Judged(
            Status.FREED,
            f"{ja}になり、無料の設定で足ります",
            f"now {en}: a free setting is enough",
        )
    if now.may_set is MaySet.STANDARD:
        return Judged(
            Status.FORBIDDEN,
            "国の標準の項目になり、設定では変えられません（カスタマイズが要ります）",
            "now part of the standard: only a customization may change it",
        )
    by = "prefecture" if overlay.layer is Rank.PREFECTURE else "town"
    if now.may_set is MaySet.ORDINANCE and now.by != by:
        ja = "県" if now.by == "prefecture" else "町村"
        return Judged(Status.FORBIDDEN, f"{ja}が決める項目になりました", f"now set by the {now.by}")
    return None


def _unfit(overlay: Overlay, was: Point, now: Point) -> Judged | None:
    """Return why an override no longer fits the type, the unit or the range of its point."""
    for name, old, new in (("kind", was.kind, now.kind), ("type", was.type, now.type)):
        if old is not new:
            return Judged(
                Status.BROKEN,
                f"項目の {name} が {old} から {new} に変わりました",
                f"the {name} of the point was {old} and is now {new}",
            )
    if was.unit != now.unit:
        return Judged(
            Status.BROKEN,
            f"単位が {was.unit or 'なし'} から {now.unit or 'なし'} に変わりました",
            f"the unit was {was.unit or 'none'} and is now {now.unit or 'none'}",
        )
    if was.table and now.table and dict(was.table.columns) != dict(now.table.columns):
        columns = "、".join(now.table.columns)
        return Judged(
            Status.BROKEN, f"表の列が変わりました（{columns}）", f"the table has other columns ({columns})"
        )
    for stretch in overlay.own:
        value = stretch.source
        if isinstance(value, DatedValue) and (found := _outside(overlay, value, was, now)):
            return found
    return None


def _outside(overlay: Overlay, value: DatedValue, was: Point, now: Point) -> Judged | None:
    held = value.value
    if isinstance(held, str) and now.choices and held not in now.choices:
        return Judged(Status.BROKEN, f"選択肢 {held} がなくなりました", f"the choice {held} is gone")
    if not isinstance(held, int) or isinstance(held, bool):
        return None
    if (now.least is not None and held < now.least) or (now.most is not None and held > now.most):
        reach = f"{now.least if now.least is not None else ''}〜{now.most if now.most is not None else ''}"
        return Judged(Status.BROKEN, f"範囲（{reach}）を外れました", f"outside the range ({reach})")
    if overlay.customization or now.national_value_is == "default":
        return None
    ceiling = now.national_value_is == "ceiling"
    for day in {value.start, *(one.start for one in now.values if value.start <= one.start < value.until)}:
        bound, former = in_force(now.values, day), in_force(was.values, day)
        beyond = bound is not None and bound.value is not None and exceeds(held, bound.value, ceiling)
        if beyond and not (former and former.value is not None and exceeds(held, former.value, ceiling)):
            word = "上限を超え" if ceiling else "下限を下回り"
            return Judged(
                Status.BROKEN,
                f"国の{word}ました（{day}）",
                f"{'above the ceiling' if ceiling else 'below the floor'} from {day}",
            )
    return None


def _without_arguments(missing: Iterable[str]) -> Judged | None:
    names = sorted(missing)
    if not names:
        return None
    return Judged(
        Status.BROKEN,
        f"プログラムの引数 {'、'.join(names)} が国の版からなくなりました",
        f"its code needs {', '.join(names)}, which the package no longer has",
    )
