"""Owns the table of the report that tells what each customization changes and on whose decisions it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from uwanose.charging.report_model import AdoptionRow, CustomizationRow, Report
from uwanose_cli.cells import cut
from uwanose_cli.output import Table
from uwanose_cli.text import Text
from uwanose_cli.words import MODES, OUTCOMES, word

__all__ = ["acts_table"]

# cells of the screen for a point and for each side of a change; the other forms of the report have all of it
LABEL, SIDE = 28, 24


def acts_table(report: Report, names: Mapping[str, str], language: str) -> Table:
    """Return one line for each customization: what it changes, the group's decision, consents, approval."""
    headings = Text(
        "番号,変えるもの（下の層 → この件）,WG決定,負担承諾・同意,決裁",
        "id,what it changes,decision,consents,approval",
    ).of(language)
    rows = [
        (
            row.id,
            _change(row, language),
            _decision(row, language),
            Text("、", ", ").of(language).join(_consents(row, names, language)) or "-",
            _approval(row, language),
        )
        for row in report.customizations
    ]
    return Table(tuple(headings.split(",")), rows)


def _change(row: CustomizationRow, language: str) -> str:
    """Return the first change, what overrides the layer beneath before what is only added, and how many there are."""
    if not row.changes:
        return "-"
    first, rest = min(row.changes, key=lambda change: change.addition), len(row.changes) - 1
    if language == "en":
        return f"{first.point}: {word(MODES, first.mode, language)}" + (f" and {rest} more" if rest else "")
    label = cut(first.label.removeprefix(f"{row.business} "), LABEL)
    more = f"　ほか{rest}項目" if rest else ""
    return f"{label}: {cut(first.beneath, SIDE)} → {cut(first.value, SIDE)}{more}"


def _decision(row: CustomizationRow, language: str) -> str:
    if not row.decision:
        return "-"
    outcome = word(OUTCOMES, row.outcome, language) if row.outcome else ""
    group = row.working_group if language == "ja" else ""
    return " ".join(filter(None, (str(row.decision.on or ""), group, outcome)))


def _approval(row: CustomizationRow, language: str) -> str:
    if not row.approval:
        return "-"
    on, document = row.approval
    return f"{on} {document}" if language == "ja" else str(on)


def _consents(row: CustomizationRow, names: Mapping[str, str], language: str) -> Iterator[str]:
    for adoption in row.adoptions:
        if not adoption.municipality:
            count = len(adoption.agreements)
            yield Text(f"{count}町村の同意", f"{count} agreements").of(language)
        else:
            yield f"{names.get(adoption.municipality, adoption.name)} {_consent(adoption, language)}"


def _consent(adoption: AdoptionRow, language: str) -> str:
    if not adoption.consent:
        return Text("承諾なし", "no consent").of(language)
    return str(adoption.consented_on or adoption.consent)
