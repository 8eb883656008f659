"""Owns how the proof of effect is shown: tables of years and towns, verdicts in words, and the same as data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from uwanose.charging.sharing.effect import Effect, TownYear, whole
from uwanose.charging.sharing.study import Baseline
from uwanose.dates import era_year
from uwanose.documents import sharing_words
from uwanose_cli.output import Table, yen
from uwanose_cli.sharing import percent, signed
from uwanose_cli.text import Text

__all__ = ["VERDICTS", "effect_data", "town_table", "years_table"]

Names = Mapping[str, str]
VERDICTS = {verdict: Text(*said) for verdict, said in sharing_words.VERDICTS.items()}


def years_table(years: Sequence[Effect], promised: Fraction | None, language: str) -> Table:
    """Return one line for each year: stand-alone cost, plan, what was paid, saving, how many towns kept the promise."""
    headings = Text(
        "年度,単独導入,計画,実績（共通）,個別,削減率,最少,守られた町村,備考",
        "year,stand-alone,planned,paid (shared),own,saving,least,kept,note",
    ).of(language)
    rows = [_year(one, promised, language) for one in years]
    return Table(tuple(headings.split(",")), rows, frozenset(range(1, 8)))


def _year(one: Effect, promised: Fraction | None, language: str) -> tuple[str, ...]:
    towns, settled = whole(one.towns), one.plan.actual is not None
    illustrative = Text("例示", "illustrative").of(language) if one.plan.illustrative else ""
    return (
        era_year(one.plan.fiscal_year) if language == "ja" else str(one.plan.fiscal_year), yen(towns.stand_alone, language),
        yen(towns.planned, language), yen(towns.shared, language) if settled else "-", yen(towns.own, language),
        percent(towns.saving) if settled else "-", percent(one.least.saving) if settled else "-",
        f"{len(one.kept(promised))}/{len(one.towns)}" if settled and promised is not None else "-",
        " ".join(part for part in (illustrative, one.plan.note) if part),
    )  # fmt: skip


def town_table(
    towns: Mapping[str, TownYear], baseline: Baseline, promised: Fraction | None, names: Names, language: str
) -> Table:
    """Return what each town paid against plan and stand-alone cost, and why plan and payment differ."""
    headings = Text(
        f"町村,単独導入（{baseline.standing_ja}）,計画,価格の差,数値の差,県仕様,共通の計,個別,負担の計,削減率,幅,個別込み,約束",
        "town,stand-alone,planned,price,figures,all's customizations,shared,own,paid,saving,band,with own,promise",
    ).of(language)
    rows = [
        (
            names[town], yen(one.stand_alone, language), yen(one.planned, language), signed(one.price, language),
            signed(one.figures, language), yen(one.all_customizations, language), yen(one.shared, language),
            yen(one.own, language), yen(one.paid, language), percent(one.saving),
            f"{percent(one.band[0])}〜{percent(one.band[1])}", percent(one.saving_in_all),
            VERDICTS[one.verdict(promised)].of(language),
        )
        for town, one in towns.items()
    ]  # fmt: skip
    every = whole(towns)
    shown = [
        yen(every.stand_alone, language), yen(every.planned, language), signed(every.price, language),
        signed(every.figures, language),
        *(yen(amount, language) for amount in (every.all_customizations, every.shared, every.own, every.paid)),
    ]  # fmt: skip
    total = (
        Text("合計", "total").of(language),
        *shown,
        percent(every.saving),
        "",
        percent(every.saving_in_all),
        "",
    )
    return Table(tuple(headings.split(",")), rows, frozenset(range(1, 12)), total)


def effect_data(
    years: Sequence[Effect], together: Mapping[str, TownYear], promised: Fraction | None
) -> dict[str, object]:
    """Return the proof of effect for programs."""
    return {
        "promised": promised,
        "years": [
            {
                "fiscal_year": one.plan.fiscal_year, "months": one.months, "formula": one.plan.formula,
                "planned": one.plan.planned, "actual": one.plan.actual, "illustrative": one.plan.illustrative,
                "rest_planned": one.rest_planned, "rest_actual": one.rest_actual,
                "towns": {town: _town_data(row, promised) for town, row in one.towns.items()},
            }
            for one in years
        ],
        "settled_years": {town: _town_data(row, promised) for town, row in together.items()},
    }  # fmt: skip


def _town_data(one: TownYear, promised: Fraction | None) -> dict[str, object]:
    return {
        "stand_alone": one.stand_alone, "low": one.low, "high": one.high, "planned": one.planned, "price": one.price,
        "figures": one.figures, "all_customizations": one.all_customizations, "shared": one.shared, "own": one.own,
        "paid": one.paid, "saving": one.saving, "saving_least": one.band[0], "saving_most": one.band[1],
        "saving_in_all": one.saving_in_all, "verdict": one.verdict(promised),
    }  # fmt: skip
