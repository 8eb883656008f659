"""Owns the paper that lays ways of sharing before the councils (費用負担案の比較): what they rest on, all of them, each by town."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from uwanose.charging.sharing.design import Comparison, Outcome
from uwanose.documents import labels
from uwanose.documents.agenda_page import AgendaPaper
from uwanose.documents.sharing_words import LAID_DOWN_BY, formula_sentence
from uwanose.documents.sheets import Cell, Column, Form, Sheet

__all__ = ["sharing_paper"]

_LIMITS = (Fraction(1, 10), Fraction(2, 10), Fraction(3, 10))


def sharing_paper(comparison: Comparison, names: Mapping[str, str], on: date, language: str) -> AgendaPaper:
    """Return the paper. Savings are cut to whole tenths of a per cent, so that none looks larger than it is."""
    every = list(enumerate(comparison.outcomes, start=1))
    shown = [(number, one) for number, one in every if one.burdens]
    return AgendaPaper(
        language=language,
        title=labels.of(("費用負担案の比較", "Ways of sharing the cost"), language),
        conclusion=_conclusion(comparison, shown, names, language),
        facts=_facts(comparison, language),
        sheets=(
            _summary(every, names, language),
            *([_savings(comparison, shown, names, language)] if shown else []),
            *(_towns(comparison, number, one, names, language) for number, one in shown),
        ),
        on=on,
    )


def _number(number: int, language: str) -> str:
    return labels.of((f"式{number}", f"no. {number}"), language)


def _name(outcome: Outcome, language: str) -> str:
    return outcome.formula.label_ja if language == "ja" else outcome.formula.id


def _conclusion(
    comparison: Comparison, shown: list[tuple[int, Outcome]], names: Mapping[str, str], language: str
) -> str:
    promised, estimate = comparison.study.promised, not comparison.baseline.settled
    said = []
    worst = [(one.worst.saving, number, one) for number, one in shown if one.worst]
    if worst:
        most, number, best = max(worst, key=lambda one: (one[0], -one[1]))
        assert best.worst is not None
        ja = f"最も少ない町村の削減率が最も高いのは、{_number(number, 'ja')}「{_name(best, 'ja')}」です（{names[best.worst.municipality]} {labels.percent_cut(most)}）。"
        en = f"The town that saves least saves most under no. {number}, {_name(best, 'en')} ({names[best.worst.municipality]}, {labels.percent_cut(most)})."
        said.append(labels.of((ja, en), language))
        if promised is not None:
            kept = [f"{_number(one, language)}" for saving, one, _ in worst if saving >= promised]
            which = labels.of(("、", ", "), language).join(kept)
            percent = labels.percent_cut(promised)
            none = labels.of(
                (
                    f"全町村に約束した {percent} が残る案はありません。",
                    f"None keeps the promised {percent} for every town.",
                ),
                language,
            )
            some = labels.of(
                (
                    f"全町村に約束した {percent} が残るのは {which} です。",
                    f"The promised {percent} is kept for every town by {which}.",
                ),
                language,
            )
            said.append(some if kept else none)
    else:
        said.append(
            labels.of(("負担を計算できる算定式がありません。", "No formula gives burdens."), language)
        )
    if estimate:
        said.append(
            labels.of(
                (
                    "単独導入の費用は試算で、削減率も試算です。",
                    "Stand-alone costs are estimates, and so is every saving.",
                ),
                language,
            )
        )
    return labels.of(("", " "), language).join(said)


def _facts(comparison: Comparison, language: str) -> tuple[tuple[str, str], ...]:
    study, baseline = comparison.study, comparison.baseline
    standing = labels.of(
        (baseline.standing_ja, "settled accounts" if baseline.settled else "estimate"), language
    )
    alone = labels.yen(sum(baseline.values.values()), language)
    most, low = (
        labels.percent_cut(one) for one in (comparison.largest_saving, comparison.largest_saving_low)
    )
    found = [
        (("検討", "study"), study.label_ja),
        (
            ("分ける総額", "to share"),
            labels.of(
                (
                    f"{labels.yen(comparison.cost.yen, 'ja')}（{study.months}か月）　出典: {study.source}",
                    f"{labels.yen(comparison.cost.yen, 'en')} ({study.months} months; source: {study.source})",
                ),
                language,
            ),
        ),
        (
            ("単独導入の費用", "stand-alone costs"),
            labels.of(
                (
                    f"【{standing}】{baseline.label_ja}: 計 {alone}。{baseline.made}",
                    f"[{standing}] {baseline.label_ja}: {alone}. {baseline.made}",
                ),
                language,
            ),
        ),
        (
            ("全町村に約束できる削減率", "the most all can be promised"),
            labels.of(
                (f"最大 {most}（費用が幅の下限なら {low}）", f"{most} ({low} on the lower band)"), language
            ),
        ),
        (("増減を比べる相手", "compared with"), comparison.reference_label),
        (("例示", "sample"), study.illustrative),
    ]
    return tuple((labels.of(name, language), said) for name, said in found if said)


def _summary(every: list[tuple[int, Outcome]], names: Mapping[str, str], language: str) -> Sheet:
    headings = labels.of(
        (
            "式,算定式,最少の削減率,その町村,1割未満の町村,2割未満,3割未満,上限の町村,組合の残額（円）,定め",
            "no.,formula,least saving,of,below a tenth,below two tenths,below three tenths,at their cap,rest of the union (yen),laid down by",
        ),
        language,
    ).split(",")
    forms = {2: Form.RATE, 4: Form.COUNT, 5: Form.COUNT, 6: Form.COUNT, 7: Form.COUNT, 8: Form.YEN}
    return Sheet(
        name=labels.of(("比較", "comparison"), language),
        title=labels.of(("算定式の比較", "The formulas side by side"), language),
        notes=(),
        columns=tuple(
            Column(heading, forms.get(index, Form.TEXT), width=14) for index, heading in enumerate(headings)
        ),
        rows=tuple(_line(number, one, names, language) for number, one in every),
    )


def _line(number: int, outcome: Outcome, names: Mapping[str, str], language: str) -> tuple[Cell, ...]:
    formula, worst, burdens = outcome.formula, outcome.worst, outcome.burdens
    by = formula.laid_down_by
    laid_down = LAID_DOWN_BY.get(by, by) if language == "ja" else by or "－"
    head: tuple[Cell, ...] = (_number(number, language), _name(outcome, language))
    if worst is None or burdens is None:
        refusal = outcome.refusal
        why = labels.of((refusal.reason_ja, refusal.reason_en), language) if refusal else ""
        impossible = labels.of((f"計算できません: {why}", f"impossible: {why}"), language)
        return (*head, impossible, "", None, None, None, None, None, laid_down)
    below = (len(outcome.below(limit)) for limit in _LIMITS)
    return (
        *head, labels.percent_cut(worst.saving), names[worst.municipality], *below, len(burdens.at_cap), burdens.rest, laid_down,
    )  # fmt: skip


def _savings(
    comparison: Comparison, shown: list[tuple[int, Outcome]], names: Mapping[str, str], language: str
) -> Sheet:
    return Sheet(
        name=labels.of(("削減率", "savings"), language),
        title=labels.of(("町村別の削減率", "What each town saves"), language),
        notes=(),
        columns=(
            Column(labels.of(("町村", "town"), language)),
            *(Column(_number(number, language), Form.RATE, width=10) for number, _ in shown),
        ),
        rows=tuple(
            (names[town], *(labels.percent_cut(one.rows[town].saving) for _, one in shown))
            for town in comparison.study.towns
        ),
    )


def _towns(
    comparison: Comparison, number: int, outcome: Outcome, names: Mapping[str, str], language: str
) -> Sheet:
    headings = labels.of(
        (
            "町村,負担額（円）,単独導入の場合（円）,増減（円）,削減率,上限額（円）",
            "town,burden (yen),alone (yen),change (yen),saving,cap (yen)",
        ),
        language,
    ).split(",")
    forms = {1: Form.YEN, 2: Form.YEN, 3: Form.YEN, 4: Form.RATE, 5: Form.YEN}
    title = f"{_number(number, language)} {_name(outcome, language)}"
    return Sheet(
        name=_number(number, language),
        title=title,
        notes=(formula_sentence(outcome.formula, comparison.study.drivers),),
        columns=tuple(
            Column(heading, forms.get(index, Form.TEXT), width=16, total=index in (1, 2, 3))
            for index, heading in enumerate(headings)
        ),
        rows=tuple(
            (
                names[town],
                row.yen,
                comparison.baseline.values[town],
                row.change,
                labels.percent_cut(row.saving),
                row.cap,
            )
            for town, row in outcome.rows.items()
        ),
    )
