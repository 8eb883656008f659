"""Owns how the bytes of a file become text: encodings, byte order marks, characters nobody can see, tabs.

Each replacement takes exactly the place of what it replaces, so that lines and columns stay those of the file.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from uwanose.errors import Finding, Place, Severity

LINE_BREAK = re.compile(r"\r\n|\r|\n")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8", "UTF-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
)
# characters nobody can see: C0 and C1 controls, marks of width or direction, lone line separators, byte order marks inside, non-characters
UNSEEN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufdd0-\ufdef\ufeff\ufffe\uffff]"
)
# the stand-ins of the composer (see there) may not be written as escapes either
_ESCAPED_STAND_IN = r"\\(?:u|U0000)[Ff][Dd][Dd][0-9A-Fa-f]"
_FORBIDDEN = re.compile(f"{UNSEEN.pattern}|{_ESCAPED_STAND_IN}")
_COMMENT = re.compile(r"(?:^|[ \t])#")
_REPLACEMENT = "\ufffd"


@dataclass(frozen=True, slots=True)
class Text:
    """The text of a file, Python's name of its encoding, and the bytes before its first character."""

    content: str
    encoding: str
    bom: bytes = b""


def decode(data: bytes, name: str, findings: list[Finding], scope: str) -> Text:
    """Return the text of a file, reporting every character that cannot stand."""
    text = _decoded(data, name, findings, scope)
    content = _without_unseen(text.content, name, findings, scope)
    return Text(_without_tabs(content, name, findings, scope), text.encoding, text.bom)


def place_at(content: str, offset: int, name: str) -> Place:
    """Return the line and column of an offset, as an editor shows them."""
    breaks = list(LINE_BREAK.finditer(content, 0, offset))
    return Place(name, len(breaks) + 1, offset - (breaks[-1].end() if breaks else 0) + 1)


def _decoded(data: bytes, name: str, findings: list[Finding], scope: str) -> Text:
    for bom, encoding, shown in _BOMS:
        if data.startswith(bom):
            if encoding != "utf-8":
                findings.append(_wrong_encoding(name, shown, scope))
            content = data[len(bom) :].decode(encoding, "replace")
            return Text(_reported(content, name, findings, scope), encoding, bom)
    lossy = data.decode("utf-8", "replace")
    if not _is_cp932(data, lossy):
        return Text(_reported(lossy, name, findings, scope), "utf-8")
    findings.append(_wrong_encoding(name, "CP932（Shift_JIS）", scope))
    return Text(data.decode("cp932"), "cp932")


def _is_cp932(data: bytes, lossy: str) -> bool:
    """Tell CP932 from UTF-8 that is damaged in a few places: hardly a character of it would be UTF-8."""
    lost = lossy.count(_REPLACEMENT)
    if lost <= sum(character > "\x7f" for character in lossy) - lost:
        return False
    try:
        data.decode("cp932")
    except UnicodeDecodeError:
        return False
    return True


def _wrong_encoding(name: str, shown: str, scope: str) -> Finding:
    english = shown.split("（")[0]
    return Finding(
        code="S101",
        severity=Severity.WARNING,
        place=Place(name),
        scope=scope,
        ja=f"文字コードが {shown} です。読み取りはしますが、書き換えはできません。",
        en=f"The file is encoded in {english}. It is read, but it cannot be edited.",
        remedy_ja="エディターで「UTF-8」を選んで保存し直してください。",
        remedy_en="Save it again as UTF-8 in your editor.",
    )


def _reported(content: str, name: str, findings: list[Finding], scope: str) -> str:
    """Report the first byte sequence that is no character, or the sign an earlier program left in its place."""
    offset = content.find(_REPLACEMENT)
    if offset >= 0:
        findings.append(
            Finding(
                code="S102",
                place=place_at(content, offset, name),
                scope=scope,
                ja="文字として読めないバイトがあります（UTF-8 でも CP932 でもありません）。",
                en="There are bytes that are no characters, neither in UTF-8 nor in CP932.",
                remedy_ja="元のファイルをもう一度開き、「UTF-8」で保存し直してください。",
                remedy_en="Open the original again and save it as UTF-8.",
            )
        )
    return content


def _without_unseen(content: str, name: str, findings: list[Finding], scope: str) -> str:
    found = list(_FORBIDDEN.finditer(content))
    for match in found[:10]:
        character = f"U+{ord(match[0]):04X}" if len(match[0]) == 1 else match[0]
        findings.append(
            Finding(
                code="S103",
                place=place_at(content, match.start(), name),
                scope=scope,
                ja=f"目に見えない文字（{character}）があります。",
                en=f"There is a character nobody can see ({character}).",
                remedy_ja="その文字を消してください。他のソフトから貼り付けたときによく入ります。",
                remedy_en="Delete it; it often comes with text pasted from another program.",
            )
        )
    return _FORBIDDEN.sub(lambda match: _REPLACEMENT * len(match[0]), content) if found else content


def _without_tabs(content: str, name: str, findings: list[Finding], scope: str) -> str:
    """Read each tab as one space; a tab in the indentation is an error, since its width is a matter of taste."""
    if "\t" not in content:
        return content
    inside: Place | None = None
    for number, line in enumerate(LINE_BREAK.split(content), 1):
        body = line.lstrip(" \t")
        column = line.find("\t") + 1
        if not column or not body or body.startswith("#"):
            continue
        if column <= len(line) - len(body):
            findings.append(_tab_in_indentation(Place(name, number, column), scope))
        elif inside is None and "\t" in _COMMENT.split(body)[0].rstrip():
            inside = Place(name, number, column)
    if inside:
        findings.append(_tab_in_text(inside, scope))
    return content.replace("\t", " ")


def _tab_in_indentation(place: Place, scope: str) -> Finding:
    return Finding(
        code="S107",
        place=place,
        scope=scope,
        ja="字下げにタブが使われています。タブの幅は人によって違うため、使えません。",
        en="The indentation holds a tab. Its width differs from editor to editor, so it cannot be used.",
        remedy_ja="半角の空白（2つずつ）で字下げしてください。",
        remedy_en="Indent with spaces, two per level.",
    )


def _tab_in_text(place: Place, scope: str) -> Finding:
    return Finding(
        code="S107",
        severity=Severity.WARNING,
        place=place,
        scope=scope,
        ja="タブがあります。半角の空白1つとして読みます。",
        en="There is a tab. It is read as one space.",
        remedy_ja="半角の空白に直してください。",
        remedy_en="Write a space instead.",
    )
