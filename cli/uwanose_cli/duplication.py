"""Owns how proposals to share duplicate customizations are shown: what is alike, who pays what today and by the proposal."""

from __future__ import annotations

from collections.abc import Mapping

from uwanose.charging.sharing.duplicates import Likeness, Proposal
from uwanose_cli.output import Table, yen
from uwanose_cli.sharing import signed
from uwanose_cli.text import Text

__all__ = ["bills_table", "heading_lines", "proposal_data"]

Names = Mapping[str, str]
_LIKENESS = {
    Likeness.SAME: Text("同じ内容です。一つにして分担できます", "the same: one would do"),
    Likeness.NESTED: Text(
        "入れ子です。段階ごとに、それを要する町村で分担できます", "nested: each step by those who need it"
    ),
    Likeness.STEPPED: Text(
        "一つの数値の段階です。段階ごとに、それを要する町村で分担できます",
        "steps of one number: each step by those who need it",
    ),
    Likeness.RELATED: Text(
        "同じ項目を別の内容で変えています。一つにできないか、WGで検討してください",
        "the same points in different ways: the WG should look whether one would do",
    ),
    Likeness.ALL: Text(
        "参加する全町村が採用しています。県仕様の候補です（全町村の同意が要ります）",
        "every member has it: a candidate for the prefecture specification (with everybody's agreement)",
    ),
}


def heading_lines(proposal: Proposal, names: Names, language: str) -> list[str]:
    """Return what is alike, and whose it is."""
    lines = [f"\n{_LIKENESS[proposal.likeness].of(language)}"]
    for wish in proposal.wishes:
        entry = wish.customization
        title = entry.title_ja if language == "ja" else entry.title_en or entry.title_ja
        towns = Text("、", ", ").of(language).join(names[town] for town in wish.towns)
        lines.append(
            f"  {entry.id} {title}（{towns}）" if language == "ja" else f"  {entry.id} {title} ({towns})"
        )
    points = ", ".join(proposal.points)
    return [*lines, f"  {Text('項目', 'points').of(language)}: {points}"]


def bills_table(proposal: Proposal, names: Names, language: str) -> Table:
    """Return what each town pays today and by the proposal."""
    headings = Text(
        "町村,初期費用,提案,差,年間保守料,提案,差", "town,one-off,proposed,change,yearly,proposed,change"
    ).of(language)
    rows = [
        (names[town], *_amounts(language, bill.once, bill.proposed_once, bill.yearly, bill.proposed_yearly))
        for town, bill in proposal.bills.items()
    ]
    bills = proposal.bills.values()
    sums = (
        sum(bill.once for bill in bills), sum(bill.proposed_once for bill in bills),
        sum(bill.yearly for bill in bills), sum(bill.proposed_yearly for bill in bills),
    )  # fmt: skip
    total = (Text("合計", "total").of(language), *_amounts(language, *sums))
    return Table(tuple(headings.split(",")), rows, frozenset(range(1, 7)), total)


def _amounts(
    language: str, once: int, proposed_once: int, yearly: int, proposed_yearly: int
) -> tuple[str, ...]:
    return (
        yen(once, language), yen(proposed_once, language), signed(proposed_once - once, language),
        yen(yearly, language), yen(proposed_yearly, language), signed(proposed_yearly - yearly, language),
    )  # fmt: skip


def proposal_data(proposal: Proposal) -> dict[str, object]:
    """Return a proposal for programs."""
    return {
        "likeness": proposal.likeness,
        "customizations": [wish.customization.id for wish in proposal.wishes],
        "towns": proposal.towns,
        "points": proposal.points,
        "bills": proposal.bills,
    }
