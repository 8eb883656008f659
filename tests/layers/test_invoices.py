"""Invoices for upkeep in the register: their months are of one fiscal year, of the cost, and invoiced once."""

from __future__ import annotations

import pytest

from tests.layers.sample import Union

COST = "costs:\n  - {{id: upkeep, kind: recurring, yearly: 12, start: 2020-07{more}}}\n"
ROWS = ", invoices: [{{from: {first}, until: {last}, yen: 3, on: 2021-01-05, document: 請求1}}{more}]"


def _union(more: str) -> Union:
    return Union().entry("K-101", "content: {tax.fee: 3_500}\n" + COST.format(more=more))


def _rows(first: str, last: str, more: str = "") -> str:
    return ROWS.format(first=first, last=last, more=more)


def test_an_invoice_is_read_with_its_months() -> None:
    """Both ends in."""
    union = _union(_rows("2020-07", "2020-09"))
    ((invoice,),) = [item.invoices for item in union.profile().customizations["K-101"].costs]
    assert union.codes() == []
    assert [str(month) for month in invoice.months] == ["2020-07", "2020-08", "2020-09"]
    assert (invoice.yen, str(invoice.on), invoice.document) == (3, "2021-01-05", "請求1")


@pytest.mark.parametrize(
    ("more", "code", "said"),
    [
        (_rows("2021-03", "2021-04"), "R170", "2021-03〜2021-04 が1つの年度の中"),
        (_rows("2020-09", "2020-08"), "R170", "2020-09〜2020-08"),
        (_rows("2020-06", "2020-08"), "R171", "費用は 2020-07 から"),
        (", end: 2020-09" + _rows("2020-08", "2020-09"), "R171", "2020-09 の前の月まで"),
        (", settled: {2020: 9}" + _rows("2020-07", "2020-09"), "R172", "2020年度に支払った額が、settled と invoices"),
        (
            _rows("2020-07", "2020-09", ", {from: 2020-09, until: 2020-10, yen: 1, on: 2021-01-05, document: 請求2}"),
            "R172",
            "請求1 の 2020-07〜2020-09 と重なって",
        ),
        (_rows("2020-07", "2020-09").replace("yen: 3, ", ""), "S121", "「yen」が書かれていません"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_an_invoice_is_told_where_it_stands(more: str, code: str, said: str) -> None:
    """Line and column of the row, the months, and the remedy."""
    found = _union(more).finding(code)
    assert said in found.ja
    assert found.place
    assert found.place.column > 40
    assert found.remedy_ja


def test_only_upkeep_has_invoices_by_month() -> None:
    """A one-off has one actual amount."""
    cost = "costs: [{id: build, kind: one_off, quoted: 5, start: 2020-07, invoices: []}]"
    assert (
        "「invoices」という項目名はありません"
        in Union().entry("K-101", "content: {tax.fee: 3_500}\n" + cost).finding("S120").ja
    )
