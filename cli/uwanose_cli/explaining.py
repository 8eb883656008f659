"""Owns how an explanation is read: the result first, what it was made from beneath it, each value with its source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from uwanose.engine.explanation import Explanation, Step, Used, ValueUsed
from uwanose.money import ROUNDINGS
from uwanose.points.model import Catalog
from uwanose_cli.text import Text
from uwanose_cli.words import CONFIDENCE, word

__all__ = ["tree"]

_NONE = ("none", "unsaid")  # the identifiers of a choice that says nothing
_KINDS = {"input": Text("入力", "input"), "read": Text("ほかの業務の結果", "read")}


def tree(explanation: Explanation, catalog: Catalog, language: str, depth: int) -> Iterator[str]:
    """Yield the lines of an explanation down to a depth; each step is told once."""
    return _Tree(explanation, catalog, language, depth).lines()


class _Tree:
    def __init__(self, explanation: Explanation, catalog: Catalog, language: str, depth: int) -> None:
        self._explanation, self._catalog = explanation, catalog
        self._language, self._depth = language, depth
        self._steps = {step.name: step for step in explanation.steps}
        self._told: set[str] = set()
        self._cut = False

    def lines(self) -> Iterator[str]:
        """Yield the result with all beneath it, what it follows, and what is not certain about it."""
        found = self._explanation
        yield from self._step(found.steps[-1], 1)
        for followed in found.follows.values():
            business = self._catalog.businesses[followed.business]
            label = self._text(business.label_ja, business.label_en)
            yield self._text(
                f"もとになった{label}（適用日 {followed.legal_date}）",
                f"From {label} ({followed.legal_date})",
            )
            inner = tree(followed, self._catalog, self._language, max(1, self._depth - 2))
            yield from (f"  {line}" for line in inner)
        if found.assumed:
            yield self._text("※ 仮定の値: ", "Assumed values: ") + self._points(found.assumed)
        if found.unverified:
            yield self._text("※ 未確認の値: ", "Unverified values: ") + self._points(found.unverified)
        if self._cut:
            yield self._text(
                "「…」の先は --depth を大きくすると出ます。", "Raise --depth to see beyond the dots."
            )

    def _points(self, points: Sequence[str]) -> str:
        known = self._catalog.points
        return self._text("、", ", ").join(
            self._text(known[one].label_ja, known[one].label_en) for one in points
        )

    def _step(self, step: Step, level: int) -> Iterator[str]:
        self._told.add(step.name)
        yield f"{self._label(step)} {self._shown(step)}　（{step.name}）　{step.basis}"
        yield f"    {self._made_by(step)}"
        for value in step.values:
            yield from (f"    {line}" for line in self._value(value))
        for used in step.inputs:
            if not self._says_nothing(used):
                yield from (f"  {line}" for line in self._used(used, level))
        quiet = [self._label(used) for used in step.inputs if self._says_nothing(used)]
        if quiet:
            yield (
                "  "
                + self._text("・0・いいえ・なし: ", "- zero or no: ")
                + self._text("、", ", ").join(quiet)
            )

    def _says_nothing(self, used: Used) -> bool:
        """Tell whether a value is zero or no; the first of several choices is that only when it is called none."""
        return used.value == 0 and next(iter(self._choices(used)), "none") in _NONE

    def _choices(self, used: Used) -> Mapping[str, str]:
        business, name = self._explanation.business, used.name
        declared = self._catalog.inputs[business].get(name) or self._catalog.items.get(f"{business}.{name}")
        return declared.choices if declared else {}

    def _used(self, used: Used, level: int) -> Iterator[str]:
        step, head = self._steps.get(used.name), f"・{self._label(used)} {self._shown(used)}"
        if step is None:
            yield f"{head}　（{word(_KINDS, used.kind, self._language)}）"
        elif used.name in self._told:
            yield head + self._text("　（説明済み）", " (told already)")
        elif level >= self._depth:
            self._cut = True
            yield f"{head}　（{used.name}）…"
        else:
            first, *rest = self._step(step, level + 1)
            yield f"・{first}"
            yield from (f"  {line}" for line in rest)

    def _made_by(self, step: Step) -> str:
        parts = [step.place]
        if step.rounding:
            names = "・".join(dict.fromkeys(self._text(*ROUNDINGS[name]) for name in step.rounding))
            parts.append(self._text(f"端数: {names}", f"rounding: {names}"))
        if len(step.layers) > 1:
            parts.append(self._text("層: ", "layers: ") + " → ".join(self._layers(step)))
        return "　".join(parts)

    def _layers(self, step: Step) -> Iterator[str]:
        for layer in step.layers:
            rank = self._text(layer.rank_ja, layer.rank_en)
            name = "" if layer.layer == "national" else f" {layer.layer}"
            yield f"{rank}{name} {self._text(layer.shown_ja, layer.shown_en)}"

    def _value(self, value: ValueUsed) -> Iterator[str]:
        rank = self._text(value.layer_ja, value.layer)
        origin = [
            f"{rank} {value.customization}".rstrip(),
            value.since,
            word(CONFIDENCE, value.confidence, self._language),
        ]
        cited = self._text(f"出典: {value.source}", f"source: {value.source}") if value.source else ""
        where = "　".join(filter(None, (value.basis, cited)))
        yield f"{self._label(value)} {self._text(value.shown_ja, value.shown_en)}　［{'・'.join(origin)}］{where}　{value.place}"
        for row in value.rows:
            cells = "　".join(f"{label} {shown}" for label, shown in row.cells)
            yield self._text(f"  使った行: {cells}", f"  row used: {cells}")

    def _label(self, named: Step | Used | ValueUsed) -> str:
        return self._text(named.label_ja, named.label_en)

    def _shown(self, named: Step | Used) -> str:
        return self._text(named.shown_ja, named.shown_en)

    def _text(self, ja: str, en: str) -> str:
        return ja if self._language == "ja" else en
