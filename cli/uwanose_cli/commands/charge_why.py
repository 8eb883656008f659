"""Owns `uwanose charge why`: at most fifteen sentences that tell a council why its town is charged what it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from uwanose.dates import fiscal_year
from uwanose_cli import booking, output
from uwanose_cli.frame import Command, Example, argument, option
from uwanose_cli.names import TOWN, YEAR
from uwanose_cli.session import Session
from uwanose_cli.text import Text

if TYPE_CHECKING:
    from uwanose.charging.reasons import Reasons
    from uwanose.layers.model import Municipality

__all__ = ["why"]


@click.command(
    "why",
    cls=Command,
    summary=Text(
        "なぜこの負担金の額かを、15文以内で説明します。",
        "Tell in fifteen sentences why a town is charged what it is.",
    ),
    detail=Text(
        "基礎数値、負担割合、端数、上限、個別カスタマイズを示し、他町村の個別カスタマイズの負担が0円であることを計算で示します。"
        "--against で、ほかの町村との差を説明します。",
        "Base figures, share, rounding, cap and own customizations; and the proof that others' customizations cost it nothing. "
        "--against explains the difference to another town.",
    ),
    examples=(
        Example(
            "uwanose charge why 清川村 --year R8",
            Text("清川村の令和8年度", "one village in fiscal year 2026"),
        ),
        Example(
            "uwanose charge why 清川村 --against 寒川町",
            Text("寒川町と比べる", "compared with another town"),
        ),
    ),
)
@argument("town", type=TOWN, shown_as=Text("町村", "TOWN"), text=Text("町村（名前か識別名）", "the town"))
@option("--against", type=TOWN, text=Text("比べる町村", "the town to compare with"))
@option(
    "--year",
    type=YEAR,
    text=Text(
        "年度（省略時は調定した最後の年度、なければ今年度）",
        "fiscal year (else the last one closed, or this one)",
    ),
)
@click.pass_obj
def why(session: Session, town: Municipality, against: Municipality | None, year: int | None) -> int:
    """Say the sentences."""
    from uwanose.charging.reasons import reasons
    from uwanose.documents.why import why_sentences

    book, profile = booking.open_book(session), session.workspace.profile
    if year is None:
        year = book.last.run.fiscal_year if book.last else fiscal_year(session.today)
    mine = reasons(profile, book, town.id, year)
    theirs = reasons(profile, book, against.id, year) if against else None
    sentences = why_sentences(mine, theirs)
    for number, sentence in enumerate(sentences, start=1):
        session.say(f"{number:>2} {sentence.ja}", f"{number:>2} {sentence.en}")
    session.findings(mine.findings)
    session.put(
        {
            "town": _data(mine),
            "against": _data(theirs) if theirs else None,
            "sentences": [{"ja": sentence.ja, "en": sentence.en} for sentence in sentences],
            "findings": [output.finding_data(finding) for finding in mine.findings],
        }
    )
    return session.status(mine.findings)


def _data(reasons: Reasons) -> dict[str, object]:
    return {
        "municipality": reasons.municipality,
        "fiscal_year": reasons.fiscal_year,
        "yen": reasons.yen,
        "closed": reasons.closed,
        "shared": [
            {
                "formula": part.formula.id,
                "customizations": part.customizations,
                "payers": part.payers,
                "total": part.total,
                "terms": part.terms,
                "share": part.share,
                "exact": part.exact,
                "yen": part.yen,
            }
            for part in reasons.shared
        ],
        "moved": reasons.moved,
        "own": reasons.own,
        "others_own": {"customizations": reasons.foreign, "yen": reasons.foreign_yen, "borne": reasons.borne},
    }
