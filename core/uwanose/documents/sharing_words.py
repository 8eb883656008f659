"""Owns the words papers print about cost sharing: remainder rules, where a formula is laid down, what a change of it takes."""

from __future__ import annotations

from collections.abc import Mapping

from uwanose.charging.formulas import EQUAL, POPULATION, power_text
from uwanose.charging.sharing.effect import Verdict
from uwanose.charging.sharing.study import STAND_ALONE
from uwanose.layers.model import Driver, SharingFormula, Term
from uwanose.money import Rate

__all__ = [
    "LAID_DOWN_BY", "PROCEDURES", "PROCEDURES_EN", "REMAINDERS", "VERDICTS", "formula_sentence", "term_label",
]  # fmt: skip

REMAINDERS = {
    "largest_remainder": "切り捨てた端数の大きい町村から順に1単位ずつ加える（端数が同じときは定めた順）",
    "floor": "切り捨て、残額は組合の負担とする",
    "half_up": "四捨五入し、過不足は組合に残す",
    "settle": "切り捨て、残額は翌年度に精算する",
}
LAID_DOWN_BY = {
    "charter": "規約",
    "ordinance": "条例",
    "resolution": "議決",
    "regulation": "規程",
    "document": "文書",
    "proposal": "案",
}
VERDICTS = {
    Verdict.KEPT: ("守られた", "kept"),
    Verdict.KEPT_ON_FIGURE: ("守られた（幅の下限では届かない）", "kept (not at the lower end of the band)"),
    Verdict.BROKEN: ("守られなかった", "broken"),
    Verdict.OPEN: ("未定", "open"),
}
PROCEDURES = {
    "charter": "規約にある算定式の変更には、全構成町村の議会の議決による協議と、知事への届出が要ります（地方自治法第286条、第290条）。",
    "ordinance": "条例にある算定式の変更には、組合議会の議決が要ります。議案は先に構成町村の長に示します（地方自治法第287条の4）。",
    "resolution": "議決による算定式の変更には、組合議会の議決が要ります。議案は先に構成町村の長に示します（地方自治法第287条の4）。",
    "regulation": "規程にある算定式の変更の手続は、その規程の定めによります。規約に負担の方法（地方自治法第287条第1項第7号）がどう書かれているかを先に確かめてください。",
    "proposal": "この算定式は案です。どこに定めるか（規約か、条例・議決か）で、手続が変わります。",
}
PROCEDURES_EN = {
    "charter": "A formula of the union's charter is changed by votes of all members' assemblies and a notification to the governor (Local Autonomy Act 286, 290).",
    "ordinance": "A formula of an ordinance is changed by the union's assembly; the mayors are told beforehand (287-4).",
    "resolution": "A formula set by resolution is changed by the union's assembly; the mayors are told beforehand (287-4).",
    "regulation": "A formula of a regulation is changed as the regulation says; see first how the charter states the method of meeting expenses (287-1-7).",
    "proposal": "This formula is a proposal. What a change takes depends on where it is laid down: charter, ordinance or resolution.",
}


def formula_sentence(formula: SharingFormula, drivers: Mapping[str, Driver]) -> str:
    """Return a formula as one sentence: terms with their base figures, promise, unit, remainder, where it is laid down."""
    terms = "、".join(
        f"{term_label(term, drivers)}{Rate(term.share.numerator, term.share.denominator).percent()}{power_text(term)}"
        for term in formula.terms
    )
    parts = [terms]
    if formula.fixed_yearly:
        parts.insert(0, f"1町村に年{formula.fixed_yearly:,}円を先に負担し、残りを")
    if formula.least_saving is not None:
        parts.append(
            f"ただし単独導入の費用から{float(formula.least_saving * 100):g}%を減じた額を上限とし、残りを同じ割合で分ける"
        )
    unit = "円" if formula.unit == 1 else f"{formula.unit:,}円"
    laid_down = f"定め: {LAID_DOWN_BY.get(formula.laid_down_by, '')} {formula.laid_down_in}".replace(
        "  ", " "
    ).strip()
    return f"{'。'.join(parts)}。{unit}未満は{REMAINDERS[formula.remainder]}。{laid_down}"


def term_label(term: Term, drivers: Mapping[str, Driver]) -> str:
    """Return how papers name what a term divides by."""
    if term.basis == EQUAL:
        return "均等割"
    if term.basis == STAND_ALONE:
        return "単独導入の費用割"
    driver = drivers.get(term.basis)
    if term.basis == POPULATION:
        return f"人口割（{driver.reference_date}）" if driver else "人口割"
    return f"{driver.label_ja}割（{driver.reference_date}）" if driver else term.basis
