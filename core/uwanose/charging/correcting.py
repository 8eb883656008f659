"""Owns the correction (変更調定) of a closed quarter: a run of its own, at once; the closed file stays as it is."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from uwanose.charging.basis import Basis
from uwanose.charging.book import Book
from uwanose.charging.calendar import day_findings
from uwanose.charging.heading import RunOrder
from uwanose.charging.posting import Posted, post
from uwanose.charging.quarters import Quarter
from uwanose.charging.records import Facts
from uwanose.charging.runs import Run
from uwanose.charging.working_out import Draft, due_of, work_out
from uwanose.errors import Finding, Place, Refused
from uwanose.layers.model import Profile

__all__ = ["correct", "draft_correction"]


def draft_correction(
    profile: Profile,
    book: Book,
    quarter: Quarter,
    *,
    order: RunOrder,
    rules: str,
    release: str = "",
) -> Draft:
    """Work a correction out: today's due of the quarter's months less what the book has charged for them.

    Raises Refused when the quarter is not closed or when nothing differs.
    """
    closed = book.get(Run.close(quarter))
    if closed is None:
        raise Refused([_not_closed(book, quarter)])
    basis = Basis(profile)
    run = Run.correction(quarter, len(book.corrections(quarter)) + 1)
    drafted = work_out(
        basis,
        book,
        run,
        order,
        Facts(register=profile.sha256, rules=rules, release=release),
        due=due_of(basis, book),
        months=quarter.months,
        findings=day_findings(book, order.on),
    )
    if not drafted.errors and not any(line.yen for line in drafted.entry.lines):
        raise Refused([_nothing_differs(closed.file, quarter)])
    return drafted


def correct(
    folder: Path,
    profile: Profile,
    quarter: Quarter,
    *,
    on: date,
    document: str,
    reason: str,
    due: date | None = None,
    rules: str,
    release: str = "",
    shown: str = "",
    cache: Path | None = None,
) -> Posted:
    """Write the correction ``draft_correction`` shows. Raises Refused as it does, and as ``post`` does."""
    order = RunOrder(on=on, document=document, reason=reason, due=due)

    def drafted(book: Book) -> Draft:
        return draft_correction(profile, book, quarter, order=order, rules=rules, release=release)

    return post(folder, drafted, shown, cache)


def _not_closed(book: Book, quarter: Quarter) -> Finding:
    closed = "、".join(str(entry.run) for entry in book.quarters) or "なし"
    return Finding(
        code="C117",
        place=Place(book.last.file) if book.last else None,
        scope="register",
        ja=f"{quarter.label_ja}（{quarter}）はまだ調定していないので、変更調定はできません。調定済みの期: {closed}。",
        en=f"{quarter} is not closed, so it cannot be corrected (closed: {closed}).",
        remedy_ja=f"調定前なら台帳を直すだけで足ります。uwanose charge draft {quarter} で確かめてください。",
        remedy_en=f"Before closing it is enough to correct the register; see uwanose charge draft {quarter}.",
    )


def _nothing_differs(file: str, quarter: Quarter) -> Finding:
    return Finding(
        code="C118",
        place=Place(file),
        scope="register",
        ja=f"{quarter.label_ja}の各月には、調定した額と今日の台帳による額の差がありません。変更調定は要りません。",
        en=f"Nothing differs between what {quarter} charged and what the register says today: there is nothing to correct.",
        remedy_ja="先に台帳（費用・採用・人口など）の誤りを直し、uwanose charge verify で差額を確かめてください。",
        remedy_en="Correct the register first (costs, adoptions, populations); uwanose charge verify lists what differs.",
    )
