"""Owns the order of code on one formula or hook: layer, then replacement, then wraps by ``after``; hooks by identifier."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from uwanose.layers.effective import CodeLayer

Ordered = tuple[CodeLayer, str]  # a code layer and the customization it comes after


def in_order(layers: Iterable[Ordered]) -> tuple[CodeLayer, ...]:
    """Return code layers from the lowest to the highest.

    Wraps that do not say what they follow (a finding) come in the order of their identifiers, so that the order never
    depends on files.
    """
    by_rank: dict[int, list[Ordered]] = {}
    for layer, after in sorted(layers, key=lambda entry: (entry[0].layer, entry[0].customization)):
        by_rank.setdefault(layer.layer, []).append((layer, after))
    return tuple(layer for rank in sorted(by_rank) for layer in _within(by_rank[rank]))


def _within(layers: Sequence[Ordered]) -> Iterator[CodeLayer]:
    waiting = [entry for entry in layers if entry[0].mode == "wrap"]
    done = {layer.customization for layer, _ in layers if layer.mode != "wrap"}
    yield from (layer for layer, _ in layers if layer.mode != "wrap")
    present = {layer.customization for layer, _ in layers}
    while waiting:
        ready = next((entry for entry in waiting if entry[1] not in present or entry[1] in done), waiting[0])
        waiting.remove(ready)
        done.add(ready[0].customization)
        yield ready[0]


def topmost_replacement(layers: Sequence[CodeLayer]) -> int:
    """Return the index of the topmost replacement: it hides everything beneath it; -1 when there is none."""
    return max((index for index, layer in enumerate(layers) if layer.mode == "replace"), default=-1)
