"""Owns the printed pages: 負担金納入通知書 with its derivation, and the report of a fiscal year, as HTML for A4."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING

from uwanose.charging.due import UNION
from uwanose.charging.report_model import Report
from uwanose.charging.runs import RunKind
from uwanose.charging.statement import Statement, StatementRow
from uwanose.dates import Month, era_date, era_year
from uwanose.documents import labels, sentences
from uwanose.documents.sheets import joined
from uwanose.layers.model import Rank, Status
from uwanose.money import format_yen

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["environment", "report_page", "statement_file", "statement_page"]

_TITLES = {
    (RunKind.CLOSE, False): "負担金納入通知書",
    (RunKind.CLOSE, True): "負担金減額（還付）通知書",
    (RunKind.CORRECTION, False): "負担金変更（増額）通知書",
    (RunKind.CORRECTION, True): "負担金変更（減額・還付）通知書",
    (RunKind.SETTLEMENT, False): "負担金精算（追加）通知書",
    (RunKind.SETTLEMENT, True): "負担金精算（還付）通知書",
}


def statement_file(paper: Statement) -> str:
    """Return the name of a paper's file: ``令和8-1-006_大井町.html``."""
    return f"{paper.number}_{paper.name}.html"


def statement_page(paper: Statement) -> str:
    """Return one town's paper, two sheets of A4: the notice and its derivation. A draft says that it is one."""
    months = paper.run.months
    return (
        environment()
        .get_template("statement.html")
        .render(
            paper=paper,
            title=_TITLES[paper.run.kind, paper.refund],
            period=f"{era_date(months[0].first_day).split('月')[0]}月から{_last_month(months)}月まで",
            revenue_year=era_year(paper.revenue_year),
            routes=joined(dict.fromkeys(labels.ROUTES[row.route] for row in paper.rows)),
        )
    )


def _last_month(months: Sequence[Month]) -> str:
    first, last = (era_date(month.first_day).split("月")[0] for month in (months[0], months[-1]))
    return last if first.split("年")[0] != last.split("年")[0] else last.split("年")[1]


def report_page(report: Report) -> str:
    """Return the report of a fiscal year (カスタマイズ費用報告書) as one page."""
    rows = report.customizations
    return (
        environment()
        .get_template("report.html")
        .render(
            report=report,
            year=era_year(report.fiscal_year),
            towns=[town for town in report.municipalities if town != UNION or report.towns[town].total],
            live=[row for row in rows if row.status is Status.LIVE],
            illustrative=any(row.illustrative and row.costs for row in rows),
            labels=labels,
            sentences=sentences,
        )
    )


@cache
def environment() -> Environment:
    """Return the one environment of all pages; it compiles each template once."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("uwanose.documents"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {
        "yen": format_yen,
        "magnitude": lambda yen: format_yen(abs(yen)),
        "day": labels.day,
        "months": labels.months,
        "percent": labels.percent,
        "yen_plain": lambda yen: format_yen(yen, unit=False),
        "entries": _entries,
        "own_customizations": _own_customizations,
        "remark": sentences.remark,
    }
    return environment


def _entries(rows: Iterable[StatementRow]) -> int:
    return len({row.customization for row in rows})


def _own_customizations(report: Report, town: str) -> str:
    return joined(
        f"{row.id} {row.title}"
        for row in report.customizations
        if row.layer is Rank.TOWN
        and any(entry.municipality == town for entry in row.adoptions if not entry.until)
    )
