"""Owns printing pages as one PDF with WeasyPrint: no network, no files, every letter checked first, the same bytes each time."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from html import unescape
from typing import Any

from uwanose.documents.printing.fonts import Font, letters
from uwanose.errors import Finding, Place, Refused

__all__ = ["Page", "missing_letters", "print_pdf"]

_UNPRINTED = re.compile(r"<(style|script|head)\b.*?</\1\s*>|<!--.*?-->|<[^>]*>", re.DOTALL | re.IGNORECASE)
_SELECTORS = (range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0))
_NO_GLYPH = frozenset({"Cc", "Cf", "Zl", "Zp"})  # controls, joiners and line ends are never drawn


@dataclass(frozen=True, slots=True)
class Page:
    """One paper as HTML, and whose it is: a town or a person, named when a letter of it cannot be printed."""

    html: str
    name: str = ""


def print_pdf(pages: Sequence[Page], font: Font) -> bytes:
    """Return papers, one after another, as one PDF with the font embedded: the same bytes for the same papers.

    Raises Refused [D103] when WeasyPrint cannot be used, [D104] for letters the font does not have (all of them, with the
    papers they stand on), and [D105] for a paper that refers to a file or an address.
    """
    if wanting := list(missing_letters(pages, font)):
        raise Refused(wanting)
    weasyprint = _weasyprint()
    from weasyprint.text.fonts import FontConfiguration

    fonts = FontConfiguration()
    refused: list[str] = []
    fetch = _fetcher(font, refused)
    style = weasyprint.CSS(string=_style(font), font_config=fonts, url_fetcher=fetch)
    printed = [
        weasyprint.HTML(string=page.html, url_fetcher=fetch).render(stylesheets=[style], font_config=fonts)
        for page in pages
    ]
    if refused:
        raise Refused([_reaches_out(address) for address in dict.fromkeys(refused)])
    whole = printed[0].copy([sheet for paper in printed for sheet in paper.pages])
    mark = sha256("\0".join(page.html for page in pages).encode()).hexdigest()[:32]
    return bytes(whole.write_pdf(pdf_identifier=mark.encode()))


def missing_letters(pages: Iterable[Page], font: Font) -> Iterable[Finding]:
    """Yield a finding for each letter the font has no glyph for, with the papers it stands on."""
    plain, varied = letters(font)
    wanting: dict[str, list[str]] = {}
    for page in pages:
        text = unescape(_UNPRINTED.sub("", page.html))
        for letter in _drawn(text):
            if (
                ord(letter[0]) not in plain
                if len(letter) == 1
                else (ord(letter[0]), ord(letter[1])) not in varied
            ):
                wanting.setdefault(letter, []).append(page.name)
    for letter, names in sorted(wanting.items()):
        yield _no_glyph(letter, [name for name in dict.fromkeys(names) if name], font)


def _drawn(text: str) -> set[str]:
    """Return the different letters of a text that need a glyph, each with its variation selector."""
    found = set()
    for at, letter in enumerate(text):
        if _selects(letter) or unicodedata.category(letter) in _NO_GLYPH:
            continue
        follows = text[at + 1 : at + 2]
        found.add(letter + follows if follows and _selects(follows) else letter)
    return found


def _selects(letter: str) -> bool:
    return any(ord(letter) in selectors for selectors in _SELECTORS)


def _style(font: Font) -> str:
    """Print everything with the one font that was looked into."""
    if font.named:
        return f'* {{ font-family: "{font.family}" !important; }}'
    address = font.file.resolve().as_uri()
    return (
        f'@font-face {{ font-family: "uwanose-print"; src: url("{address}"); }} '
        '* { font-family: "uwanose-print" !important; }'
    )


def _fetcher(font: Font, refused: list[str]) -> Any:
    """Return what hands out the font's file and what is written into the page itself (``data:``).

    Every other address comes into *refused*.
    """
    from weasyprint.urls import URLFetcher

    known = "" if font.named else font.file.resolve().as_uri()

    class Fetcher(URLFetcher):  # type: ignore[misc]  # the library carries no types
        def fetch(self, url: str, headers: Any = None) -> Any:
            if not url.startswith("data:") and url != known:
                refused.append(url)
                raise ValueError(f"a paper must not refer to {url}")
            return super().fetch(url, headers)

    return Fetcher()


def _weasyprint() -> Any:
    try:
        import weasyprint
    except (ImportError, OSError) as failure:  # OSError: the package is there, the system's Pango is not
        raise Refused([_not_installed(failure)]) from failure
    return weasyprint


def _not_installed(failure: Exception) -> Finding:
    return Finding(
        code="D103",
        scope="register",
        ja=f"PDFを作る WeasyPrint が使えません（{failure}）。",
        en=f"WeasyPrint, which makes the PDF, cannot be used ({failure}).",
        remedy_ja="pip install 'uwanose[pdf]' と、Pango（例 apt install libpangoft2-1.0-0）を入れてください。HTMLはそのまま印刷できます。",
        remedy_en="Run pip install 'uwanose[pdf]' and install Pango (apt install libpangoft2-1.0-0). The HTML prints as it is.",
    )


def _no_glyph(letter: str, names: Sequence[str], font: Font) -> Finding:
    code = " ".join(f"U+{ord(one):04X}" for one in letter)
    where_ja, where_en = (f"（{'、'.join(names)}）", f" ({', '.join(names)})") if names else ("", "")
    return Finding(
        code="D104",
        place=Place(str(font.file)),
        scope="register",
        ja=f"フォント {font.family} に「{letter}」（{code}）の字形がありません{where_ja}。□で印刷しないよう、何も作りません。",
        en=f"The font {font.family} has no glyph for {letter!r} ({code}){where_en}. Nothing is printed rather than boxes.",
        remedy_ja="この字を持つフォントを --font で指定してください（例: 文字情報基盤の IPAmj明朝）。",
        remedy_en="Name a font that has it with --font (IPAmj Mincho, for example).",
    )


def _reaches_out(address: str) -> Finding:
    return Finding(
        code="D105",
        scope="register",
        ja=f"文書が外のファイルやアドレスを参照しています（{address}）。PDFにできません。",
        en=f"A paper refers to a file or an address outside ({address}); it cannot be printed.",
        remedy_ja="画像や書式は文書の中に data: として書いてください。",
        remedy_en="Write pictures and styles into the page itself (data:).",
    )
