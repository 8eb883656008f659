"""Owns completeness both ways, from a run alone: who held what has a line each month, and every line has its ground."""

from __future__ import annotations

from collections.abc import Iterator

from uwanose.charging.due import UNION
from uwanose.charging.quarters import revenue_year
from uwanose.charging.records import BookRun, LineRecord
from uwanose.charging.runs import RunKind
from uwanose.dates import Month, era_year
from uwanose.errors import Finding, Place

__all__ = ["completeness_findings", "header_findings"]

_RESTORE_JA = "調定簿を元のファイルに戻してください（git の履歴か控え）。元のファイルも同じなら、プログラムの誤りとして報告してください。"
_RESTORE_EN = (
    "Restore the file of the book; if the original is the same, report it as a fault of the program."
)


def completeness_findings(entry: BookRun) -> Iterator[Finding]:
    """Yield adoptions without a line, and lines without a live adoption, an unamortised one-off or a shared cost."""
    if entry.run.kind is not RunKind.CLOSE:
        return
    holders = {
        (name, holding.first + index): frozenset(holding.municipalities)
        for name, holdings in entry.header.holdings.items()
        for holding in holdings
        for index in range(holding.last - holding.first + 1)
    }
    written: dict[tuple[str, Month], set[str]] = {}
    for line in entry.lines:
        written.setdefault((line.key.customization, line.key.month), set()).add(line.municipality)
    for (name, month), towns in holders.items():
        if missing := [town for town in towns if town not in written.get((name, month), ())]:
            yield _without_line(entry, name, month, sorted(missing))
    for line in entry.lines:
        held = holders.get((line.key.customization, line.key.month), frozenset())
        if not _has_ground(entry, line, held):
            yield _without_ground(entry, line)


def _has_ground(entry: BookRun, line: LineRecord, holders: frozenset[str]) -> bool:
    """Tell whether a line of the run's own months rests on an adoption in force or on a one-off not yet paid off."""
    if line.due == 0 or line.municipality in (*holders, UNION) or line.key.month not in entry.run.months:
        return True
    cost = entry.costs.get(line.cost)
    if cost is None or cost.cost_kind == "recurring":
        return False
    return 0 <= cost.amount.start < cost.amount.stop <= cost.amount.parts  # owed to its end by who has left


def header_findings(entry: BookRun) -> Iterator[Finding]:
    """Yield a header whose fiscal year does not follow from its day and its due date (施行令第142条)."""
    header = entry.header
    if header.closed_on is None:
        yield _header_finding(entry, "調定日がありません", "it has no day of closing")
        return
    expected = revenue_year(header.closed_on, header.due_date if header.fixed else None)
    if header.revenue_year != expected:
        yield _header_finding(
            entry,
            f"所属年度は{era_year(expected)}のはずが{era_year(header.revenue_year)}です",
            f"its money belongs to fiscal year {expected}, not {header.revenue_year}",
        )


def _header_finding(entry: BookRun, ja: str, en: str) -> Finding:
    return Finding(
        code="C127",
        place=Place(entry.file, 1, 1),
        scope="register",
        ja=f"{entry.run.label_ja}の見出しが、調定日・納期限・月と合いません。{ja}（地方自治法施行令第142条）。",
        en=f"The header of {entry.run} does not follow from its dates: {en} (Enforcement Order art. 142).",
        remedy_ja=_RESTORE_JA,
        remedy_en=_RESTORE_EN,
    )


def _without_line(entry: BookRun, name: str, month: Month, towns: list[str]) -> Finding:
    return Finding(
        code="C128",
        place=Place(entry.file, 1, 1),
        scope="register",
        ja=f"{name} は {month} に採用されていますが、{'、'.join(map(entry.name_of, towns))} の明細も0円の理由もありません。",
        en=f"{name} was held in {month}, but {', '.join(towns)} have neither a line nor a reasoned zero.",
        remedy_ja=_RESTORE_JA,
        remedy_en=_RESTORE_EN,
    )


def _without_ground(entry: BookRun, line: LineRecord) -> Finding:
    return Finding(
        code="C129",
        place=Place(entry.file, line.number, 1),
        scope="register",
        ja=f"{entry.name_of(line.municipality)}の {line.key.customization} の {line.key.month} 分に、"
        "採用も、払い終わっていない初期費用もありません。",
        en=f"{line.municipality} is charged for {line.key.customization} in {line.key.month} without an adoption in force"
        " or a one-off not yet paid off.",
        remedy_ja=_RESTORE_JA,
        remedy_en=_RESTORE_EN,
    )
