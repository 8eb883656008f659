"""Owns the two languages of the command line: a text in both, and which of them is spoken."""

from __future__ import annotations

import gettext
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

__all__ = ["LANGUAGES", "Text", "language_asked", "speak"]

LANGUAGES = ("ja", "en")


class Text(NamedTuple):
    """One text in Japanese and in English."""

    ja: str
    en: str

    def of(self, language: str) -> str:
        """Return the text in one language."""
        return self.ja if language == "ja" else self.en


def language_asked(arguments: Sequence[str], environment: Mapping[str, str]) -> str:
    """Return the language to speak: the last ``--lang`` of the line, then ``UWANOSE_LANG``, then Japanese.

    It is needed before the line is understood, because a mistake in the line must be told in that language.
    """
    asked = environment.get("UWANOSE_LANG", "")
    for index, argument in enumerate(arguments):
        if argument == "--":
            break
        if argument == "--lang" and index + 1 < len(arguments):
            asked = arguments[index + 1]
        elif argument.startswith("--lang="):
            asked = argument.removeprefix("--lang=")
    return asked if asked in LANGUAGES else "ja"


def speak(language: str) -> None:
    """Make click's own texts (usage, mistakes, prompts) appear in *language*, through the gettext they use."""
    gettext.bindtextdomain("messages", str(Path(__file__).parent / "locale"))
    os.environ["LANGUAGE"] = language
