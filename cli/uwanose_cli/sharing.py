"""Owns how a comparison of sharing formulas is shown: tables for a screen, and the same as data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from uwanose.charging.sharing.design import Comparison, Groups, Outcome
from uwanose.charging.sharing.leaving import Departure
from uwanose.charging.sharing.moves import Shift
from uwanose.documents.labels import percent_cut as percent
from uwanose.documents.sharing_words import LAID_DOWN_BY
from uwanose_cli.cells import cut
from uwanose_cli.output import Table, yen
from uwanose_cli.text import Text

__all__ = [
    "comparison_data", "departure_data", "departure_table", "groups_table", "heading_lines", "objection_lines", "percent",
    "savings_table", "shifts_data", "shifts_table", "signed", "summary_table", "town_table",
]  # fmt: skip

Names = Mapping[str, str]
_WORDS = 24  # cells a long text gets in a table


def signed(amount: int, language: str) -> str:
    """Return a change: a plus before what is more, ``△`` before what is less (ja)."""
    return f"+{yen(amount, language)}" if amount > 0 else yen(amount, language)


def heading_lines(comparison: Comparison, language: str) -> list[str]:
    """Return what the comparison rests on, the standing of the stand-alone costs first."""
    study, baseline = comparison.study, comparison.baseline
    alone = sum(baseline.values.values())
    most, low = percent(comparison.largest_saving), percent(comparison.largest_saving_low)
    cost = yen(comparison.cost.yen, language)
    if language == "ja":
        return [
            study.label_ja,
            f"  分ける総額 {cost}（{study.months}か月）　出典: {study.source}",
            f"  単独導入の費用【{baseline.standing_ja}】{baseline.label_ja}: 計 {yen(alone, language)}。{baseline.made}",
            f"  全町村に約束できる削減率は最大 {most}（費用が幅の下限なら {low}）",
            f"  比べる相手: {comparison.reference_label or 'なし'}",
        ]
    standing = "settled accounts" if baseline.settled else "estimate"
    return [
        study.label_ja,
        f"  to share {cost} ({study.months} months)",
        f"  stand-alone costs ({standing}) {baseline.id}: {yen(alone, language)}",
        f"  the most every town can be promised: {most} ({low} on the lower band)",
        f"  compared with: {comparison.reference_label or '-'}",
    ]


def summary_table(comparison: Comparison, names: Names, language: str) -> Table:
    """Return one line for each formula: who saves least, how many towns miss a saving, what the caps moved."""
    headings = Text(
        "式,算定式,最少の削減率,その町村,10%未満,20%未満,30%未満,上限の町村,移した額,残額,定め",
        "no,formula,least saving,town,<10%,<20%,<30%,at cap,moved,rest,laid down by",
    ).of(language)
    rows = [
        (number, *_summary(outcome, names, language)) for number, outcome in _numbered(comparison, language)
    ]
    return Table(tuple(headings.split(",")), rows, frozenset({2, 4, 5, 6, 7, 8, 9}))


def _numbered(comparison: Comparison, language: str) -> list[tuple[str, Outcome]]:
    """Return the outcomes with the numbers that the sheets of the workbook have, too."""
    return [
        (Text(f"式{index}", str(index)).of(language), outcome)
        for index, outcome in enumerate(comparison.outcomes, start=1)
    ]


def _summary(outcome: Outcome, names: Names, language: str) -> tuple[str, ...]:
    formula, worst, burdens = outcome.formula, outcome.worst, outcome.burdens
    label = formula.label_ja if language == "ja" else formula.id
    known = LAID_DOWN_BY.get(formula.laid_down_by, formula.laid_down_in)
    laid_down = cut(known, _WORDS) if language == "ja" else formula.laid_down_by or "-"
    if worst is None or burdens is None:
        return (label, Text("できない", "impossible").of(language), *("-",) * 7, laid_down)
    below = (str(len(outcome.below(Fraction(limit, 10)))) for limit in (1, 2, 3))
    moved = yen(round(burdens.moved), language)
    return (
        label, percent(worst.saving), names[worst.municipality], *below, str(len(burdens.at_cap)), moved,
        yen(burdens.rest, language), laid_down,
    )  # fmt: skip


def savings_table(comparison: Comparison, names: Names, language: str) -> Table:
    """Return the saving of every town under every formula that gives burdens."""
    shown = [(number, outcome) for number, outcome in _numbered(comparison, language) if outcome.burdens]
    rows = [
        (names[town], *(percent(outcome.rows[town].saving) for _, outcome in shown))
        for town in comparison.study.towns
    ]
    head = Text("町村（削減率）", "town (saving)").of(language)
    return Table((head, *(number for number, _ in shown)), rows, frozenset(range(1, len(shown) + 1)))


def town_table(comparison: Comparison, outcome: Outcome, names: Names, language: str) -> Table:
    """Return what every town pays under one formula: yen, per resident and year, saving with its band, change, cap."""
    baseline = comparison.baseline
    headings = Text(
        f"町村,負担額,円/人・年,単独導入（{baseline.standing_ja}）,削減率,幅,増減,上限額",
        "town,burden,yen/resident/year,stand-alone,saving,band,change,cap",
    ).of(language)
    rows = [
        (
            names[town],
            yen(row.yen, language),
            f"{round(row.yearly_per_resident):,}",
            yen(baseline.values[town], language),
            percent(row.saving),
            f"{percent(row.saving_least)}〜{percent(row.saving_most)}",
            signed(row.change, language),
            f"{yen(row.cap, language)}{'（上限）' if row.at_cap else ''}" if row.cap is not None else "-",
        )
        for town, row in outcome.rows.items()
    ]
    paid = sum(row.yen for row in outcome.rows.values())
    alone = sum(baseline.values.values())
    total = (
        Text("合計", "total").of(language), yen(paid, language), "", yen(alone, language),
        percent(1 - Fraction(paid, alone)), "", signed(sum(row.change for row in outcome.rows.values()), language), "",
    )  # fmt: skip
    return Table(tuple(headings.split(",")), rows, frozenset(range(1, 8)), total)


def groups_table(comparison: Comparison, groups: Groups, names: Names, language: str) -> Table:
    """Return the reference values of every town as savings: equal saving, the dam rule, Shapley."""
    headings = Text(
        "町村（削減率）,同率削減,分離費用身替り妥当支出法,シャープレイ値",
        "town (saving),equal saving,separable costs,Shapley",
    ).of(language)
    alone = comparison.baseline.values
    values = [groups.equal_saving, groups.separable, groups.shapley]
    if groups.agreement:
        headings += Text(",仁", ",nucleolus").of(language)
        values.append(groups.agreement.shares)
    rows = [
        (
            names[town],
            *(percent(1 - value[town] / alone[town]) for value in values),
        )
        for town in comparison.study.towns
    ]
    return Table(tuple(headings.split(",")), rows, frozenset(range(1, len(values) + 1)))


def objection_lines(comparison: Comparison, groups: Groups, language: str) -> list[str]:
    """Return for each formula how many groups of towns would pay less on their own."""
    every = 2 ** len(comparison.study.towns) - 2
    lines = _agreement_lines(groups, language)
    for outcome in comparison.outcomes:
        if outcome.formula.id in groups.objecting:
            count, gain = groups.objecting[outcome.formula.id]
            label = outcome.formula.label_ja if language == "ja" else outcome.formula.id
            most = yen(int(gain), language)
            ja = f"  {label}: {every:,}の組のうち {count:,}組が、抜けたほうが安くなります（最大 {most}）"
            none = f"  {label}: 抜けたほうが安くなる組はありません"
            en = f"  {label}: {count:,} of {every:,} groups would pay less alone (by up to {most})"
            lines.append((ja if count else none) if language == "ja" else en)
    return lines


def _agreement_lines(groups: Groups, language: str) -> list[str]:
    """Return whether some shares leave no group with a reason to object, and the largest saving all can have then."""
    if groups.agreement is None:
        return []
    complaint = groups.agreement.complaint
    if complaint > 0:
        most = yen(-int(-complaint // 1), language)
        return [
            Text(
                f"  どう分けても、抜けたほうが安くなる組が残ります（コアは空。いちばん小さくて {most}）",
                f"  whatever the shares, some group would pay less alone (the core is empty; at best by {most})",
            ).of(language)
        ]
    agreed = percent(groups.agreed_saving) if groups.agreed_saving is not None else "-"
    return [
        Text(
            f"  どの組も異議を述べない分け方があります。その範囲で全町村に約束できる削減率は最大 {agreed}",
            f"  some shares leave no group with an objection; among them every town can be promised at most {agreed}",
        ).of(language)
    ]


def departure_table(gone: Departure, names: Names, language: str) -> Table:
    """Return what those who stay pay before and after."""
    headings = Text("残る町村,いま,離脱の後,増減", "staying,today,afterwards,change").of(language)
    rows = [
        (names[town], yen(gone.together[town], language), yen(gone.after[town], language),
         signed(gone.after[town] - gone.together[town], language))
        for town in gone.staying
    ]  # fmt: skip
    before, after = sum(gone.together.values()), sum(gone.after.values())
    total = (
        Text("合計", "total").of(language), yen(before, language), yen(after, language),
        signed(after - before, language),
    )  # fmt: skip
    return Table(tuple(headings.split(",")), rows, frozenset({1, 2, 3}), total)


def shifts_table(found: Sequence[Shift], names: Names, language: str) -> Table:
    """Return who pays more and who less."""
    headings = Text("町村,前,後,増減,増減率", "town,before,after,change,in per cent").of(language)
    rows = [
        (names[one.municipality], yen(one.before, language), yen(one.after, language), signed(one.yen, language),
         percent(one.change))
        for one in found
    ]  # fmt: skip
    before, after = sum(one.before for one in found), sum(one.after for one in found)
    total = (
        Text("合計", "total").of(language), yen(before, language), yen(after, language),
        signed(after - before, language), "",
    )  # fmt: skip
    return Table(tuple(headings.split(",")), rows, frozenset({1, 2, 3, 4}), total)


def comparison_data(comparison: Comparison, groups: Groups | None = None) -> dict[str, object]:
    """Return a comparison for programs: exact fractions beside whole yen."""
    study, baseline = comparison.study, comparison.baseline
    return {
        "study": study.id,
        "label_ja": study.label_ja,
        "cost": comparison.cost.yen,
        "months": study.months,
        "baseline": {
            "id": baseline.id, "settled": baseline.settled, "made": baseline.made, "values": baseline.values,
            "low": baseline.low, "high": baseline.high, "frozen": baseline.frozen is not None,
        },
        "largest_saving": comparison.largest_saving,
        "largest_saving_low": comparison.largest_saving_low,
        "reference": {"label_ja": comparison.reference_label, "values": comparison.reference},
        "formulas": [_outcome_data(outcome) for outcome in comparison.outcomes],
        "groups": _groups_data(groups) if groups else None,
    }  # fmt: skip


def _outcome_data(outcome: Outcome) -> dict[str, object]:
    formula, burdens, worst = outcome.formula, outcome.burdens, outcome.worst
    return {
        "id": formula.id,
        "label_ja": formula.label_ja,
        "laid_down_in": formula.laid_down_in,
        "laid_down_by": formula.laid_down_by,
        "remainder": formula.remainder,
        "unit": formula.unit,
        "least_saving": formula.least_saving,
        "impossible_ja": outcome.refusal.reason_ja if outcome.refusal else None,
        "impossible_en": outcome.refusal.reason_en if outcome.refusal else None,
        "worst": worst.municipality if worst else None,
        "rest": burdens.rest if burdens else None,
        "odd": burdens.odd if burdens else (),
        "moved": burdens.moved if burdens else None,
        "towns": {
            town: {
                "yen": row.yen, "exact": burdens.exact[town] if burdens else None,
                "yearly_per_resident": row.yearly_per_resident, "saving": row.saving, "saving_least": row.saving_least,
                "saving_most": row.saving_most, "change": row.change, "cap": row.cap, "at_cap": row.at_cap,
            }
            for town, row in outcome.rows.items()
        },
    }  # fmt: skip


def _groups_data(groups: Groups) -> dict[str, object]:
    return {
        "assumption": groups.assumption.id,
        "made": groups.assumption.made,
        "total": groups.total,
        "equal_saving": groups.equal_saving,
        "separable_costs": groups.separable,
        "shapley": groups.shapley,
        "nucleolus": groups.agreement.shares if groups.agreement else None,
        "least_complaint": groups.agreement.complaint if groups.agreement else None,
        "agreed_saving": groups.agreed_saving,
        "objecting": {
            name: {"groups": count, "largest_gain": gain} for name, (count, gain) in groups.objecting.items()
        },
    }


def departure_data(gone: Departure) -> dict[str, object]:
    """Return a departure for programs."""
    return {
        "assumption": gone.assumption.id,
        "leaving": gone.leaving,
        "cost_after": gone.cost_after,
        "before": gone.together,
        "after": gone.after,
        "left_together": gone.left_together,
        "left_alone": gone.left_alone,
        "gain": gone.gain,
    }


def shifts_data(found: Sequence[Shift]) -> dict[str, object]:
    """Return a change for programs."""
    return {one.municipality: {"before": one.before, "after": one.after, "yen": one.yen} for one in found}
