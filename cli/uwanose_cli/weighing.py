"""Owns agreed weights as they are typed (大井町=3,松田町=2) and as they are written into an entry of the register."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import click

from uwanose.dates import Month
from uwanose.errors import Place
from uwanose.layers.model import Customization, Sharing, Weights
from uwanose.layers.read_weights import parse_weight
from uwanose.layers.towns import find_municipality
from uwanose.layers.weights import WEIGHTS
from uwanose.source.writing import written, written_mapping
from uwanose_cli.changes import Changes
from uwanose_cli.session import Session

__all__ = ["typed_weights", "weighed", "weights_written", "write_weights"]


def typed_weights(
    session: Session, text: str, start: Month, on: date, document: str, towns: tuple[str, ...]
) -> Weights:
    """Read what was typed. Raises UsageError, and UnknownName for a town nobody knows."""
    found: dict[str, Fraction] = {}
    for one in text.replace("、", ",").split(","):
        name, _, weight = one.partition("=")
        town = find_municipality(session.workspace.profile, name.strip()).id
        try:
            parsed = parse_weight(weight)
        except ValueError:
            raise click.UsageError(
                session.text(
                    f"--weights は「町村=重み」を , で区切って書きます（{one.strip()}）。重みは 3、1/3、40% のような、0より大きい正確な数です。",
                    f"write --weights TOWN=WEIGHT, …, not {one.strip()}; a weight is exact and above nothing: 3, 1/3, 40%",
                )
            ) from None
        if town in found:
            raise click.UsageError(
                session.text(f"--weights に{name}が2度あります。", f"--weights names {name} twice")
            )
        found[town] = parsed
    missing = "、".join(session.town_names([town]) for town in towns if town not in found)
    if missing:
        raise click.UsageError(
            session.text(f"--weights に{missing}の重みがありません。", f"--weights has none for {missing}")
        )
    return Weights(start=start, on=on, document=document, towns=found, place=Place(""))


def weights_written(weights: Weights) -> str:
    """Return weights as they stand in the register."""
    return written_mapping({
        "from": str(weights.start), "on": weights.on.isoformat(), "document": written(weights.document),
        "towns": written_mapping({town: str(weight) for town, weight in weights.towns.items()}),
    })  # fmt: skip


def write_weights(changes: Changes, entry: Customization, weights: Weights) -> None:
    """Add weights to an entry of the register, from their month on, in the place of others from that month on."""
    if entry.sharing.formula != WEIGHTS:
        changes.entry(entry, ["sharing", "method"], WEIGHTS)
    same = [row for row, one in enumerate(entry.sharing.weights) if one.start == weights.start]
    if same:
        changes.entry(entry, ["sharing", "weights", same[0]], weights_written(weights))
    else:
        changes.append(entry.place.file, ["sharing", "weights"], weights_written(weights))


def weighed(entry: Customization, weights: Weights) -> Customization:
    """Return an entry as it would be with the weights, for a preview."""
    sharing: Sharing = entry.sharing
    kept = tuple(one for one in sharing.weights if one.start < weights.start)
    return replace(entry, sharing=replace(sharing, formula=WEIGHTS, weights=(*kept, weights)))
