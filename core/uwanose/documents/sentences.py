"""Owns the sentences papers make of a customization: consents, adopters, sharing, costs, differences, remarks."""

from __future__ import annotations

from uwanose.charging.due import ZeroReason
from uwanose.charging.records import Kind
from uwanose.charging.report_model import AdoptionRow, CostRow, CustomizationRow, Report
from uwanose.charging.statement import StatementRow
from uwanose.documents import labels
from uwanose.documents.sheets import joined

__all__ = [
    "adopter_text", "changes_text", "consent_text", "cost_text", "cost_when", "difference_text", "payers_text", "remark",
    "sharing_text",
]  # fmt: skip


def consent_text(adoption: AdoptionRow) -> str:
    """Return on what paper an adoption stands: a town's consent with its limits, or the members' agreements."""
    if not adoption.municipality:
        return f"構成町村の同意 {len(adoption.agreements)}件"
    if not adoption.consent:
        return f"{adoption.name}: 負担承諾なし"
    yearly = f"、年 {adoption.yearly_up_to:,}円" if adoption.yearly_up_to is not None else ""
    limit = f"上限 {adoption.up_to:,}円{yearly}"
    return f"{adoption.name}: {adoption.consent}（{labels.day(adoption.consented_on)}、{limit}）"


def adopter_text(adoption: AdoptionRow) -> str:
    """Return who adopted for which days; an adoption without effect says so."""
    until = str(adoption.until) if adoption.until else ""
    who = adoption.name if adoption.municipality else "県仕様"
    return f"{who} {adoption.since}〜{until}" + ("" if adoption.effective else "（効力なし）")


def sharing_text(report: Report, row: CustomizationRow, language: str = "ja") -> str:
    """Return by which rule the payers share; empty where there is no cost."""
    if not row.costs:
        return ""
    rules = (labels.late_join(row.late_join, language), labels.on_leave(row.on_leave, language))
    return joined([labels.sharing(row.sharing, report.formulas, language), *row.weights, *rules], "／")


def cost_text(cost: CostRow) -> str:
    """Return one cost item as one sentence."""
    yen = "未定" if cost.yen is None else f"{cost.yen:,}円"
    return f"{cost.label} {yen}（{labels.amount_basis(cost.basis)}、{cost_when(cost)}）"


def cost_when(cost: CostRow, language: str = "ja") -> str:
    """Return when a cost is charged: from a month on, spread over months, or at once."""
    if cost.kind == "recurring":
        return labels.of((f"{cost.start}から", f"from {cost.start}"), language)
    if cost.charge == "spread":
        pair = (
            f"{cost.start}から{cost.months}か月に分割",
            f"spread over {cost.months} months from {cost.start}",
        )
        return labels.of(pair, language)
    return labels.of((f"{cost.start}に一括", f"at once in {cost.start}"), language)


def changes_text(row: CustomizationRow) -> str:
    """Return everything it changes, one point a line."""
    return "\n".join(f"{change.label}: {change.beneath} → {change.value}" for change in row.changes)


def payers_text(report: Report, row: CustomizationRow) -> str:
    """Return who pays how much in the fiscal year."""
    paying = ((town, payer.this_year) for town, payer in row.figures.payers.items() if payer.this_year)
    return joined(f"{report.municipalities[town]} {yen:,}円" for town, yen in paying)


def difference_text(row: CustomizationRow) -> str:
    """Return where who asked and who pays differ."""
    paying, asking = joined(row.paying_without_request), joined(row.requesting_without_pay)
    return joined(
        [
            f"要望していない負担町村: {paying}" if paying else "",
            f"負担していない要望町村: {asking}" if asking else "",
        ],
        "／",
    )


def remark(row: StatementRow, language: str = "ja") -> str:
    """Return what a line of the derivation needs to be understood: its kind, its reason, its rule, its reference.

    A note is in the language of the book, which is Japanese.
    """
    reason = ZeroReason(row.reason) if row.reason else None
    note = row.note if row.kind not in (Kind.REGULAR, Kind.ZERO) else ""
    many = (f"{row.payers}町村で分担", f"shared by {row.payers} towns")
    pair = many if row.payers > 1 else ("全額負担", "borne in full") if row.payers == 1 else ("", "")
    sharing = labels.of((reason.ja, reason.en) if reason else pair, language)
    shown = joined(row.references, labels.of(("、", ", "), language))
    references = labels.of(("調定簿 ", "book "), language) + shown if shown else ""
    parts = [sharing, note, labels.route(row.route, language), references]
    return joined(parts, labels.of(("。", "; "), language))
