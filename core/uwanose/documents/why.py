"""Owns the sentences that tell a council why its town is charged what it is: at most fifteen, each with its figures."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from uwanose.charging.reasons import OwnPart, Reasons, SharedPart, TermPart
from uwanose.dates import era_date, era_year
from uwanose.documents import labels

__all__ = ["MOST", "Sentence", "why_sentences"]

MOST = 15
_OWN = 3  # sentences about own customizations at most


_REMAINDERS = {
    "largest_remainder": (
        "円未満を切り捨て、足りない円を端数の大きい町村から1円ずつ加えるので",
        "shares are cut and the yen left over go to the largest fractions",
    ),
    "floor": (
        "円未満を切り捨て、残りは組合の負担とするので",
        "shares are cut and the rest stays with the union",
    ),
}


class Sentence(NamedTuple):
    """One sentence in both languages."""

    ja: str
    en: str


def why_sentences(reasons: Reasons, against: Reasons | None = None) -> tuple[Sentence, ...]:
    """Return the sentences, the comparison with another town last."""
    found = [
        *_burden(reasons),
        *_shared(reasons),
        *_own(reasons),
        _others(reasons),
        *_compared(reasons, against),
    ]
    assert len(found) <= MOST
    return tuple(found)


def _burden(town: Reasons) -> Iterator[Sentence]:
    year, rest = era_year(town.fiscal_year), town.yen - town.closed
    yield Sentence(
        f"{town.name}の{year}の負担金は {town.yen:,}円です（調定済み {town.closed:,}円、これから {rest:,}円）。",
        f"{town.name_en} owes {town.yen:,} yen for fiscal year {town.fiscal_year} ({town.closed:,} closed, {rest:,} to come).",
    )
    yield Sentence(
        f"内訳は、県仕様の共通経費 {town.shared_yen:,}円と、{town.name}が自ら採用した個別カスタマイズ {town.own_yen:,}円です。",
        f"Of it {town.shared_yen:,} yen are shared cost and {town.own_yen:,} yen are customizations of its own.",
    )


def _shared(town: Reasons) -> Iterator[Sentence]:
    """Tell the largest division in full, the second in one sentence, the others together."""
    for part in town.shared[:1]:
        yield from _formula(town, part)
    for part in town.shared[1:2]:
        yield Sentence(
            f"別の分け方の共通経費 {part.total:,}円（{'・'.join(part.customizations)}、{part.payers}町村、割合 {part.share}）の負担は {part.yen:,}円です。",
            f"Of {part.total:,} yen divided otherwise ({', '.join(part.customizations)}; {part.payers} towns) it bears {part.share}: {part.yen:,} yen.",
        )
    more = town.shared[2:]
    if more:
        total, yen = sum(part.total for part in more), sum(part.yen for part in more)
        yield Sentence(
            f"ほかの分け方の共通経費（計 {total:,}円）の負担は {yen:,}円です。",
            f"Shared cost divided in still other ways ({total:,} yen in all) adds {yen:,} yen.",
        )
    if town.moved:
        yield Sentence(
            f"途中の参加・脱退による移し替えが {town.moved:,}円あります。",
            f"Joins and leavings move {town.moved:,} yen.",
        )


def _formula(town: Reasons, part: SharedPart) -> Iterator[Sentence]:
    formula = part.formula
    mark = "（例示）" if formula.illustrative else ""
    laid_down = formula.laid_down_in or "定めなし"
    yield Sentence(
        f"共通経費 {part.total:,}円（{'・'.join(part.customizations)}）は、算定式「{formula.label_ja}」{mark}で{part.payers}町村が分けます（根拠: {laid_down}）。",
        f"Shared cost of {part.total:,} yen ({', '.join(part.customizations)}) is divided among {part.payers} towns by {formula.id}"
        f" (laid down in: {laid_down}{', illustrative' if formula.illustrative else ''}).",
    )
    terms_ja = "、".join(_term_ja(term, part.payers) for term in part.terms)
    terms_en = "; ".join(_term_en(term, part.payers) for term in part.terms)
    share = f"{part.share}（{labels.percent(part.share)}）"
    yield Sentence(
        f"{town.name}の負担割合は、{terms_ja}で、合わせて {share} です。",
        f"Its share: {terms_en}; together {part.share} ({labels.percent(part.share)}).",
    )
    difference, cap = part.yen - part.exact, formula.least_saving
    ja, en = _REMAINDERS[formula.remainder]
    yield Sentence(
        f"割合どおりの額は {_decimal(part.exact)}円で、月ごと・経費ごとに{ja}、{part.yen:,}円（差 {_signed(difference)}円）です。",
        f"That is {_decimal(part.exact)} yen exactly; by month and cost {en}, which makes {part.yen:,} ({_signed(difference)}).",
    )
    yield Sentence(
        "この算定式に、町村ごとの上限額（最低削減率）の定めはありません。"
        if cap is None
        else f"この算定式は、どの町村にも {labels.percent(cap)} 以上の削減を約束しています。",
        "The formula sets no cap for a town."
        if cap is None
        else f"The formula promises every town a saving of {labels.percent(cap)}.",
    )


def _term_ja(term: TermPart, payers: int) -> str:
    percent = labels.percent(term.share).rstrip("0%").rstrip(".") + "%"
    if term.figure is None:
        part = f"{percent} ÷ {payers}町村" if term.basis == "equal" else f"{percent}を{term.label}で分けた分"
    else:
        day = era_date(term.reference_date) if term.reference_date else ""
        part = f"{percent} × {term.label}{term.figure:,} ÷ {term.whole:,}（{day}現在）"
    return f"{part} = {term.weight}"


def _term_en(term: TermPart, payers: int) -> str:
    if term.figure is None:
        return (
            f"{term.share} by {term.basis}"
            + (f" among {payers}" if term.basis == "equal" else "")
            + f" = {term.weight}"
        )
    return f"{term.share} × {term.basis} {term.figure:,} / {term.whole:,} on {term.reference_date} = {term.weight}"


def _own(town: Reasons) -> Iterator[Sentence]:
    shown = len(town.own) if len(town.own) <= _OWN else _OWN - 1
    for part in town.own[:shown]:
        who = "全額を負担" if part.payers <= 1 else f"{part.payers}町村で {part.total:,}円を分担"
        by_ja, by_en = _by_weight(part)
        consent = f"、{part.consent}" if part.consent else ""
        yield Sentence(
            f"個別: {part.customization}「{part.title}」 {part.yen:,}円（{who}{by_ja}{consent}）。",
            f"Own: {part.customization} {part.yen:,} yen"
            + (f" of {part.total:,} shared by {part.payers}{by_en}" if part.payers > 1 else "")
            + (f" ({part.consent})." if part.consent else "."),
        )
    more = town.own[shown:]
    if more:
        yen = sum(part.yen for part in more)
        yield Sentence(
            f"ほかの個別カスタマイズ {len(more)}件の負担は {yen:,}円です。",
            f"{len(more)} more of its own: {yen:,} yen.",
        )


def _by_weight(part: OwnPart) -> tuple[str, str]:
    """Return by which of the agreed weights it is shared, empty when by none or paid alone."""
    weight = part.weight
    if weight is None or part.payers <= 1:
        return "", ""
    return (
        f"、重み {weight.figure} ÷ {weight.whole} = {weight.weight}、{part.paper}",
        f", weight {weight.figure} / {weight.whole} = {weight.weight} by {part.paper}",
    )


def _others(town: Reasons) -> Sentence:
    return Sentence(
        f"他町村だけが採用する個別カスタマイズは{len(town.foreign)}件・計 {town.foreign_yen:,}円ありますが、{town.name}の負担は {town.borne:,}円です。",
        f"Other towns' own customizations ({len(town.foreign)}, {town.foreign_yen:,} yen) cost it {town.borne:,} yen.",
    )


def _compared(town: Reasons, other: Reasons | None) -> Iterator[Sentence]:
    if other is None:
        return
    yield Sentence(
        f"{other.name}の負担金 {other.yen:,}円との差は {_signed(Fraction(town.yen - other.yen))}円で、共通経費の差 {_signed(Fraction(town.shared_yen - other.shared_yen))}円と"
        f"個別カスタマイズの差 {_signed(Fraction(town.own_yen - other.own_yen))}円です。",
        f"Against {other.name_en} ({other.yen:,} yen): {_signed(Fraction(town.yen - other.yen))}, of it shared"
        f" {_signed(Fraction(town.shared_yen - other.shared_yen))} and own {_signed(Fraction(town.own_yen - other.own_yen))}.",
    )
    if town.population and other.population:
        mine, theirs = Fraction(town.yen, town.population), Fraction(other.yen, other.population)
        yield Sentence(
            f"人口は {town.population:,}人と {other.population:,}人{'で、共通経費の差はこれだけによります' if _only_population(town, other) else 'です'}"
            f"（1人当たりの負担金は {_decimal(mine)}円と {_decimal(theirs)}円）。",
            f"They have {town.population:,} and {other.population:,} people"
            f"{', which alone makes shared cost differ' if _only_population(town, other) else ''};"
            f" per head it is {_decimal(mine)} and {_decimal(theirs)} yen.",
        )


def _only_population(town: Reasons, other: Reasons) -> bool:
    """Tell whether both share the same costs by equal parts and population alone."""
    alike = [
        [(part.formula.id, part.customizations, part.payers, part.total) for part in one.shared]
        for one in (town, other)
    ]
    bases = {term.basis for part in town.shared for term in part.terms}
    return alike[0] == alike[1] and bases <= {"equal", "population"} and not (town.moved or other.moved)


def _decimal(value: Fraction) -> str:
    """Return an amount with two decimals, cut; the exact value stands in the fraction beside it."""
    cents = abs(value) * 100
    whole, rest = divmod(cents.numerator // cents.denominator, 100)
    return f"{'△' if value < 0 else ''}{whole:,}.{rest:02}"


def _signed(value: Fraction) -> str:
    if value.denominator == 1:
        return f"+{value.numerator:,}" if value > 0 else f"△{-value.numerator:,}" if value < 0 else "0"
    return ("+" if value > 0 else "") + _decimal(value)
