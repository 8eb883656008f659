"""Owns counting, for the report site, the residents each customization concerns: by input files of their businesses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import click

from uwanose.documents.site.concerned import Concerned
from uwanose.layers.model import Customization
from uwanose_cli.affected import affected
from uwanose_cli.names import lookup
from uwanose_cli.session import Session

__all__ = ["concerned", "input_files"]


def input_files(session: Session, inputs: Sequence[str]) -> Mapping[str, Path]:
    """Return the file ``--input`` names for each business. Raises UsageError and UnknownName."""
    found: dict[str, Path] = {}
    for one in inputs:
        name, _, file = one.partition("=")
        if not file:
            raise click.UsageError(
                session.text(
                    f"--input は「業務=入力のファイル」の形で書きます（{one}）。",
                    f"write --input BUSINESS=FILE, not {one}",
                )
            )
        business = lookup(session.workspace).business(name)
        if business.id in found:
            raise click.UsageError(
                session.text(
                    f"--input に {business.label_ja} のファイルが2つあります（{found[business.id]}、{file}）。1つにしてください。",
                    f"--input names two files of {business.id} ({found[business.id]}, {file}); give one",
                )
            )
        if not Path(file).is_file():
            raise click.UsageError(
                session.text(
                    f"--input のファイル {file} がありません。", f"there is no file {file} (--input)"
                )
            )
        found[business.id] = Path(file)
    return found


def concerned(
    session: Session, inputs: Mapping[str, Path], reads: Sequence[Path], assume: bool | Path, on: date
) -> Mapping[str, Concerned]:
    """Count the residents for whom the end of each customization in force on a day would make a difference."""
    membership = session.workspace.resolver.layering().membership
    found = {}
    for entry in session.workspace.profile.customizations.values():
        holders = membership.adopters(entry.id, on)
        if entry.business in inputs and holders:
            found[entry.id] = _concerned(session, entry, holders, inputs[entry.business], reads, assume, on)
    return found


def _concerned(
    session: Session, entry: Customization, holders: Sequence[str], source: Path, reads: Sequence[Path],
    assume: bool | Path, on: date,
) -> Concerned:  # fmt: skip
    counted = affected(session, entry, holders, on, ends=True, source=source, reads=reads, assume=assume)
    return Concerned(
        file=source.name,
        on=counted.on,
        towns=counted.counted,
        worse=counted.worse,
        better=counted.better,
        rejected=counted.rejected,
        left_out=tuple(town.town for town in counted.towns if town.refused),
        why=(counted.why.ja, counted.why.en) if counted.why else None,
    )
