"""Owns saying what a customization costs beside what it does: its price, and the price of each one helped."""

from __future__ import annotations

from collections.abc import Iterator

from uwanose.governance.worth import Worth
from uwanose_cli.output import yen
from uwanose_cli.session import Session
from uwanose_cli.text import Text

__all__ = ["worth_lines"]


def worth_lines(session: Session, worth: Worth | None, word: Text) -> Iterator[str]:
    """Yield the cost of the one entry of a proposal and per head helped; *word* is what is counted. Nothing without an entry."""
    if worth is None:
        return
    if not worth.known:
        yield session.text(
            f"{worth.entry} の費用は台帳にまだありません。",
            f"The register holds no cost of {worth.entry} yet.",
        )
        return
    mark = session.text("（例示の価格）", " (illustrative prices)") if worth.illustrative else ""
    yield session.text(
        f"{worth.entry} の費用: 初期 {yen(worth.one_off, 'ja')}、年間 {yen(worth.yearly, 'ja')}{mark}。"
        f"{worth.entry} で有利な{word.ja} {worth.helped:,}{word.ja}、計 {yen(worth.effect, 'ja')}",
        f"{worth.entry} costs {yen(worth.one_off, 'en')} once and {yen(worth.yearly, 'en')} a year{mark}; "
        f"{worth.helped:,} are better off with it, by {yen(worth.effect, 'en')} in all",
    )
    if worth.yearly_per_head is not None and worth.one_off_per_head is not None:
        yield session.text(
            f"  有利な1{word.ja}当たりの費用（切上げ）: 初期 {yen(worth.one_off_per_head, 'ja')}、年間 {yen(worth.yearly_per_head, 'ja')}",
            f"  per {'resident' if word.en == 'heads' else 'case'} helped, rounded up: {yen(worth.one_off_per_head, 'en')} once, {yen(worth.yearly_per_head, 'en')} a year",
        )
