"""Owns how one point stands in one town on one day, in words and as data: the value, all it beats, where each comes from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from uwanose.dates import Month, era_date, format_until
from uwanose.errors import Finding
from uwanose.layers.effective import CodeLayer, Origin
from uwanose.layers.layering import Layering, is_usable
from uwanose.layers.model import RANK_LABELS, Customization, Municipality, Rank
from uwanose.points.model import FormulaSource, MaySet, Point, Table, Value
from uwanose.points.typed import format_value
from uwanose_cli.text import Text
from uwanose_cli.words import CONFIDENCE, DOORS, MAY_SET, MODES, OUTCOMES, word

__all__ = ["Standing", "origin_data", "short_value"]


@dataclass(frozen=True, slots=True)
class Standing:
    """One point in one town on one day. ``origins`` and ``code`` run from the winner down."""

    point: Point
    town: Municipality
    on: date
    layering: Layering
    origins: tuple[Origin, ...]
    code: tuple[CodeLayer, ...]
    formula: FormulaSource | None
    stopped: Finding | None

    @classmethod
    def of(
        cls, layering: Layering, point: Point, town: Municipality, on: date, stopped: Finding | None
    ) -> Standing:
        """Look a point up."""
        formulas = layering.formulas(point.id, on)
        return cls(
            point=point,
            town=town,
            on=on,
            layering=layering,
            origins=layering.stack(town.id, point.id, on),
            code=tuple(reversed(layering.code(town.id, on, point=point.id).get(point.id, ()))),
            formula=formulas[0] if formulas else None,
            stopped=stopped,
        )

    @property
    def winner(self) -> Origin | None:
        """The value in force; None when no layer gives one, or the topmost leaves it empty or switched off."""
        return self.origins[0] if self.origins and is_usable(self.origins[0]) else None

    def lines(self, language: str) -> Iterator[str]:
        """Return what `show` prints for one town."""
        business = self.layering.catalog.businesses[self.point.business]
        label = self.point.label_ja if language == "ja" else self.point.label_en
        yield f"{business.label_ja if language == 'ja' else business.label_en} {label}（{self.point.id}）"
        yield self._heading(language)
        yield f"  {word(MAY_SET, self.point.may_set, language)}　{self.point.basis}".rstrip("　")
        if self.stopped:
            yield from self.stopped.text(language).splitlines()
        for layer in self.code:
            yield from self._code_lines(layer, language)
        if self.formula:
            mark = " " if self.code else "▸"
            said = self.formula.document.splitlines()[0] if language == "en" else "国の標準の計算式"
            yield f"{mark} {RANK_LABELS[Rank.NATIONAL][language != 'ja']}: {said}"
            yield f"    {self.formula.file}:{self.formula.line}"
        for origin in self.origins:
            yield from self._origin_lines(origin, language)
        if not self.origins and not self.code and not self.formula:
            yield from self._nothing(language)
        if len(self.origins) == 1 and self.origins[0].layer is not Rank.NATIONAL:
            yield Text("  下の層に値はありません。", "  The layers beneath have no value.").of(language)
        if self.winner and isinstance(self.winner.value, Table):
            rows = format_value(self.point, self.winner.value, language).splitlines()
            yield from (f"      {line}" for line in rows)

    def restates(self, origin: Origin) -> bool:
        """Tell whether the setting in force gives the very value of the national package beneath it."""
        if origin is not self.winner or origin.owner or origin.layer is Rank.NATIONAL:
            return False
        return any(one.layer is Rank.NATIONAL and one.value == origin.value for one in self.origins)

    def _nothing(self, language: str) -> Iterator[str]:
        """Say that there is no value, when the first one begins, and who may give one."""
        later = [
            one.interval.start
            for one in self.layering.origins(self.town.id, self.point.id)
            if one.interval.start > self.on
        ]
        if later:
            yield Text(
                f"  この日の値はありません。最初の値は {min(later)} からです（--history）。",
                f"  No value on this day; the first one begins on {min(later)} (--history).",
            ).of(language)
            return
        yield Text("  値がありません。", "  There is no value.").of(language)
        if self.point.may_set in (MaySet.ORDINANCE, MaySet.OPTION):
            whose = f"--town {self.town.id}" if self.point.by == "town" else "--prefecture"
            yield f"  uwanose set {self.point.id} " + Text(
                f"値 {whose} --from 日付 --basis 条例", f"VALUE {whose} --from DATE --basis ORDINANCE"
            ).of(language)

    def _heading(self, language: str) -> str:
        release = self.layering.release
        if language == "ja":
            return f"{self.town.name_ja}　{era_date(self.on)}（{self.on}）　版 {release.id}"
        return f"{self.town.name_en}, {self.on}, release {release.id}"

    def _origin_lines(self, origin: Origin, language: str) -> Iterator[str]:
        winner = self.winner
        mark = "▸" if origin is winner else " "
        value = origin_value(self.point, origin, language)
        restated = self.restates(origin)
        pinned = Text(
            "　国の標準と同額（条例で固定）", "  equal to the national standard, pinned by ordinance"
        )
        said = pinned.of(language) if restated else ""
        yield f"{mark} {self._layer(origin, language)}: {value}　{format_until(origin.interval, language)}{said}"
        yield "    " + "　".join(_citation(origin, language))
        if origin.owner:
            yield "    " + "　".join(
                self._register(self.layering.profile.customizations[origin.owner], language)
            )

    def _code_lines(self, layer: CodeLayer, language: str) -> Iterator[str]:
        entry = self.layering.profile.customizations[layer.customization]
        mode = word(MODES, layer.mode, language)
        yield f"▸ {RANK_LABELS[layer.layer][language != 'ja']} {_titled(entry, language)}: {mode}"
        yield f"    {layer.file}　{layer.place}"
        yield "    " + "　".join(self._register(entry, language))

    def _layer(self, origin: Origin, language: str) -> str:
        label = RANK_LABELS[origin.layer][language != "ja"]
        if origin.owner:
            return f"{label} {_titled(self.layering.profile.customizations[origin.owner], language)}"
        if origin.layer is Rank.NATIONAL:
            return label
        return label + Text("の設定", " setting").of(language)

    def _register(self, entry: Customization, language: str) -> Iterator[str]:
        names = self.layering.profile.municipalities
        payers = self.layering.membership.payers(entry.id, Month.of(self.on))
        everybody = len(payers) == len(names)
        paid_by = Text("全町村", "all towns").of(language) if everybody else _named(names, payers, language)
        requested_by = _named(names, entry.request.by, language)
        yield Text("要望 ", "requested by ").of(language) + requested_by
        yield Text("負担 ", "paid by ").of(language) + (paid_by or "-")
        if entry.decision and entry.outcome:
            outcome = word(OUTCOMES, entry.outcome, language)
            yield (
                Text("WG決定 ", "decided ").of(language)
                + f"{entry.decision.on} {entry.working_group} {outcome}"
            )
        if entry.approval:
            yield Text("決裁 ", "approved ").of(language) + f"{entry.approval.on} {entry.approval.document}"
        yield word(DOORS, entry.door, language)

    def data(self) -> dict[str, object]:
        """Return the same for programs."""
        winner = self.winner
        return {
            "point": self.point.id,
            "label_ja": self.point.label_ja,
            "kind": self.point.kind,
            "may_set": self.point.may_set,
            "basis": self.point.basis,
            "town": self.town.id,
            "on": self.on,
            "release": self.layering.release.id,
            "value": winner.value if winner else None,
            "shows": format_value(self.point, winner.value, "ja")
            if winner and winner.value is not None
            else None,
            "origins": [origin_data(self.point, origin) for origin in self.origins],
            "code": list(self.code),
            "formula": self.formula,
            "stopped": self.stopped.text() if self.stopped else None,
        }


def _titled(entry: Customization, language: str) -> str:
    return (
        f"{entry.id}「{entry.title_ja}」"
        if language == "ja"
        else f"{entry.id} “{entry.title_en or entry.title_ja}”"
    )


def _named(names: Mapping[str, Municipality], towns: Sequence[str], language: str) -> str:
    said = (
        (names[town].name_ja if language == "ja" else names[town].name_en) if town in names else town
        for town in towns
    )
    return Text("・", ", ").of(language).join(said)


def _citation(origin: Origin, language: str) -> Iterator[str]:
    yield str(origin.place)
    if origin.basis:
        yield origin.basis
    if origin.source:
        yield Text("出典 ", "source ").of(language) + origin.source
    yield word(CONFIDENCE, origin.confidence, language)
    if origin.release:
        yield Text("版 ", "release ").of(language) + origin.release
    if origin.note:
        yield origin.note


def origin_value(point: Point, origin: Origin, language: str) -> str:
    """Return a value as one line says it; what is empty or switched off says so."""
    if origin.value is None:
        return Text("値なし（未確認）", "no value (unknown)").of(language)
    shown = short_value(point, origin.value, language)
    return (
        shown + Text("（下書き・無効）", " (draft, without effect)").of(language) if origin.draft else shown
    )


def short_value(point: Point, value: Value, language: str) -> str:
    """Return a value on one line; a table says how many rows it has."""
    if isinstance(value, Table):
        return Text(f"表（{len(value.rows)}行）", f"table of {len(value.rows)} rows").of(language)
    lines = format_value(point, value, language).strip().splitlines()
    return lines[0] + (" …" if len(lines) > 1 else "") if lines else ""


def origin_data(point: Point, origin: Origin) -> dict[str, object]:
    """Return an origin for programs."""
    return {
        "layer": origin.layer.name.lower(),
        "municipality": origin.municipality,
        "customization": origin.owner,
        "value": origin.value,
        "shows": None if origin.value is None else format_value(point, origin.value, "ja"),
        "from": origin.interval.start,
        "until": origin.interval.last_day,
        "place": str(origin.place),
        "basis": origin.basis,
        "source": origin.source,
        "confidence": origin.confidence,
        "release": origin.release,
        "draft": origin.draft,
        "note": origin.note,
    }
