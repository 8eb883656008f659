"""Owns the report of the effect (効果検証報告書): conclusion, what it rests on, years and towns, as a page and as a workbook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from uwanose.charging.sharing.effect import Effect, TownYear, whole
from uwanose.charging.sharing.study import Baseline, Study
from uwanose.documents import labels
from uwanose.documents.agenda_page import AgendaPaper
from uwanose.documents.sharing_words import VERDICTS
from uwanose.documents.sheets import Cell, Column, Form, Sheet
from uwanose.documents.workbook import workbook

__all__ = ["effect_paper", "effect_workbook"]

_AMOUNTS = ("stand_alone", "planned", "price", "figures", "all_customizations", "shared", "own")


def effect_paper(
    study: Study, baseline: Baseline, years: Sequence[Effect], settled: Mapping[str, TownYear], head: str,
    names: Mapping[str, str], language: str,
) -> AgendaPaper:  # fmt: skip
    """Return the report; ``head`` is the last line of the book the customizations' burden was taken from."""
    last = study.interval.last_day
    assert last is not None
    by_year, by_town = _years(study, years, language), _towns(study, settled, names, language)
    return AgendaPaper(
        language=language,
        title=labels.of(("効果検証報告書", "Report of the effect"), language),
        conclusion=_conclusion(study, settled, names, language),
        facts=_facts(study, baseline, head, language),
        sheets=(by_year, by_town) if settled else (by_year,),
        on=last,
    )


def effect_workbook(paper: AgendaPaper) -> bytes:
    """Return the report as a workbook: the conclusion and what it rests on first, then a sheet for each table."""
    name, what, says = labels.of(("概要,項目,内容", "summary,what,says"), paper.language).split(",")
    first = Sheet(
        name=name,
        title=paper.title,
        notes=(paper.conclusion,),
        columns=(Column(what, width=24), Column(says, width=90)),
        rows=paper.facts,
    )
    return workbook((first, *paper.sheets), paper.on)


def _conclusion(
    study: Study, settled: Mapping[str, TownYear], names: Mapping[str, str], language: str
) -> str:
    if not settled:
        return labels.of(("実績のある年度はまだありません。", "No year is settled yet."), language)
    every = whole(settled)
    saved, percent = (
        labels.yen(abs(every.stand_alone - every.shared), language),
        labels.percent_cut(abs(every.saving)),
    )
    less = every.saving >= 0
    told = labels.of(
        (
            f"実績のある年度の共通の負担は、単独導入の場合より {saved}（{percent}）{'少なく' if less else '多く'}なりました。",
            f"The shared burden of the settled years was {saved} ({percent}) {'less' if less else 'more'} than going alone.",
        ),
        language,
    )
    if study.promised is None:
        return told
    broken = [names[town] for town, one in settled.items() if not one.is_kept(study.promised)]
    kept, promised = len(settled) - len(broken), labels.percent_cut(study.promised)
    ja = f"約束した削減率 {promised} は、{len(settled)}町村のうち {kept}町村で守られました。"
    en = f" The promised saving of {promised} was kept for {kept} of {len(settled)} towns."
    if broken:
        ja += f"守られなかった町村: {'、'.join(broken)}。"
        en += f" Not for: {', '.join(broken)}."
    return told + labels.of((ja, en), language)


def _facts(study: Study, baseline: Baseline, head: str, language: str) -> tuple[tuple[str, str], ...]:
    act = baseline.frozen.act if baseline.frozen else None
    standing = labels.of(
        (baseline.standing_ja, "settled accounts" if baseline.settled else "estimate"), language
    )
    approved = (
        labels.of(
            (
                f"{labels.day(act.on, language)} {act.document} により確定",
                f"frozen on {labels.day(act.on, language)} by {act.document}",
            ),
            language,
        )
        if act
        else labels.of(
            ("確定していません（決裁の記録がありません）", "not frozen: nobody has approved them"), language
        )
    )
    found = [
        (("検討", "study"), study.label_ja),
        (("単独導入の費用", "stand-alone costs"), f"【{standing}】{baseline.label_ja}: {baseline.made}"),
        (("その確定", "their approval"), approved),
        (("例示", "sample"), study.illustrative),
        (("調定簿の最後の行", "head of the book"), head),
    ]
    return tuple((labels.of(name, language), said) for name, said in found if said)


def _years(study: Study, years: Sequence[Effect], language: str) -> Sheet:
    headings = labels.of(
        (
            "年度,単独導入の場合,計画,実績（共通）,個別,削減率,最少の町村,約束が守られた町村,備考",
            "year,alone,planned,paid (shared),own,saving,least,promise kept to,note",
        ),
        language,
    ).split(",")
    forms = {1: Form.YEN, 2: Form.YEN, 3: Form.YEN, 4: Form.YEN, 7: Form.COUNT}
    return Sheet(
        name=labels.of(("年度別", "years"), language),
        title=labels.of(("年度別（全町村の計）", "Year by year, all towns together"), language),
        notes=(),
        columns=tuple(
            Column(heading, forms.get(index, Form.TEXT), width=16) for index, heading in enumerate(headings)
        ),
        rows=tuple(_year(study, year, language) for year in years),
    )


def _year(study: Study, year: Effect, language: str) -> tuple[Cell, ...]:
    towns, settled, promised = whole(year.towns), year.plan.actual is not None, study.promised
    sample = labels.of(("例示", "sample"), language) if year.plan.illustrative else ""
    return (
        labels.fiscal_year(year.plan.fiscal_year, language),
        towns.stand_alone,
        towns.planned,
        towns.shared if settled else None,
        towns.own,
        _percent(towns.saving, settled),
        _percent(year.least.saving, settled),
        len(year.kept(promised)) if settled and promised is not None else None,
        " ".join(part for part in (sample, year.plan.note) if part),
    )


def _percent(ratio: Fraction, known: bool) -> str:
    return labels.percent_cut(ratio) if known else "－"


def _towns(study: Study, settled: Mapping[str, TownYear], names: Mapping[str, str], language: str) -> Sheet:
    headings = labels.of(
        (
            "町村,単独導入の場合,計画,価格の差,数値の差,県仕様,共通の計,個別,削減率,個別込み,約束",
            "town,alone,planned,price,figures,all's customizations,shared,own,saving,with own,promise",
        ),
        language,
    ).split(",")
    rows = tuple(
        (
            names[town],
            *(getattr(one, name) for name in _AMOUNTS),
            labels.percent_cut(one.saving),
            labels.percent_cut(one.saving_in_all),
            labels.of(VERDICTS[one.verdict(study.promised)], language),
        )
        for town, one in settled.items()
    )
    last = len(_AMOUNTS)
    return Sheet(
        name=labels.of(("町村別", "towns"), language),
        title=labels.of(("町村別（実績のある年度の計）", "Town by town, all settled years"), language),
        notes=(),
        columns=tuple(
            Column(heading, Form.YEN if 0 < index <= last else Form.TEXT, width=16, total=0 < index <= last)
            for index, heading in enumerate(headings)
        ),
        rows=rows,
    )
