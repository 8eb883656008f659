"""Owns the letter to the owner of overrides after an upgrade (上書きの確認のお願い): as a page for A4 and as plain text."""

from __future__ import annotations

from dataclasses import dataclass

from uwanose.documents.pages import environment

__all__ = ["LetterEntry", "UpgradeLetter", "letter_page", "letter_text"]


@dataclass(frozen=True, slots=True)
class LetterEntry:
    """One override: what it is, what is known of it, and what is proposed."""

    title: str
    facts: tuple[str, ...]
    proposals: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UpgradeLetter:
    """Everything a letter says, in one language. ``sections`` are headings with their explanation and entries."""

    language: str
    day: str  # empty when no day was given
    to: str
    sender: str
    title: str
    opening: tuple[str, ...]
    sections: tuple[tuple[str, str, tuple[LetterEntry, ...]], ...]
    closing: tuple[str, ...]
    proposal_label: str


def letter_page(letter: UpgradeLetter) -> str:
    """Return the letter as HTML that needs nothing beside itself."""
    return environment().get_template("upgrade_letter.html").render(letter=letter)


def letter_text(letter: UpgradeLetter) -> str:
    """Return the letter as text for a mail."""
    lines = [letter.day] if letter.day else []
    lines += [letter.to, "", letter.sender, "", letter.title, "", *letter.opening]
    for heading, meaning, entries in letter.sections:
        lines += ["", f"■ {heading}", meaning]
        for number, entry in enumerate(entries, start=1):
            lines += ["", f"{number}. {entry.title}", *(f"   {fact}" for fact in entry.facts)]
            lines += [f"   {letter.proposal_label}: {text}" for text in entry.proposals]
    return "\n".join([*lines, "", *letter.closing]) + "\n"
