"""Owns the plain sentence for each way in which a text is no YAML at all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from uwanose.errors import Finding, Place
from uwanose.source import mistakes
from uwanose.source.decode import LINE_BREAK

_WIDE_COLON = re.compile(r"^[\s\-]*[\"']?[A-Za-z0-9_][\w.\-]*[\"']?\s*(：)")
_WIDE_INDENT = re.compile(r"^ *([\u3000\u00a0])[\s\u3000]*[^\s#]")
_BLOCK_BEGINS = re.compile(r"[:\-] +[|>][-+0-9]*\s*(?:#.*)?$")
_NO_SPACE = re.compile(r"^\s*(?:- )?([A-Za-z_][\w.\-]*):([^\s/].*)$")


@dataclass(frozen=True, slots=True)
class Trouble:
    """What the parser says: its words, where it stopped, and where the part it was reading began (from 0)."""

    words: str
    stopped: tuple[int, int]
    began: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class _Sentence:
    """What one problem of the parser means to the person at the keyboard. ``at_start``: show where the part began."""

    sign: str
    ja: str
    en: str
    remedy_ja: str
    remedy_en: str
    at_start: bool = False


_SENTENCES = (
    _Sentence(
        "unexpected end of stream",
        "引用符が閉じていません。",
        "A quote is not closed.",
        "同じ引用符で閉じてください。",
        "Close it with the same quote.",
        at_start=True,
    ),
    _Sentence(
        "escape",
        '"…" の中の「\\」の使い方が正しくありません。',
        'A backslash inside "…" is not one YAML knows.',
        "'…'（一重引用符）で囲むか、「\\\\」と重ねて書いてください。",
        "Use single quotes '…', or write two backslashes.",
    ),
    _Sentence(
        "cannot start any token",
        "値をこの文字（@ ` % など）から始めることはできません。",
        "A value cannot begin with this character (@ ` % …).",
        "値全体を引用符で囲んでください。",
        "Quote the whole value.",
    ),
    _Sentence(
        "flow mapping",
        "「{」が閉じていないか、「,」が足りません。",
        "A '{' is not closed, or a ',' is missing.",
        "「}」で閉じ、項目の間に「, 」を入れてください。",
        "Close it with '}' and put ', ' between the entries.",
        at_start=True,
    ),
    _Sentence(
        "flow sequence",
        "「[」が閉じていないか、「,」が足りません。",
        "A '[' is not closed, or a ',' is missing.",
        "「]」で閉じ、値の間に「, 」を入れてください。",
        "Close it with ']' and put ', ' between the values.",
        at_start=True,
    ),
    _Sentence(
        "flow node",
        "{ } や [ ] の中に、値のない場所（「,」の重なりなど）があります。",
        "Something is missing inside { } or [ ], for example between two commas.",
        "値を書くか、余分な「,」を消してください。",
        "Write the value, or delete the extra comma.",
    ),
    _Sentence(
        "mapping values are not allowed",
        "ここに「:」は書けません。値の中に「: 」があるか、字下げが前の行とそろっていません。",
        "A ':' cannot stand here: the value holds ': ', or the indentation does not match the line before.",
        "値に「: 」を含めるときは値全体を引用符で囲み、そうでなければ字下げをそろえてください。",
        "Quote a value that holds ': '; otherwise align the indentation.",
    ),
    _Sentence(
        "entries are not allowed",
        "「- 」で始まる一覧は「:」と同じ行には書けません。",
        "A list ('- ') cannot begin on the line of its ':'.",
        "次の行から字下げして書くか、[ ] で書いてください。",
        "Begin it on the next line, or write it in [ ].",
    ),
    _Sentence(
        "simple key",
        "「名前: 値」の「:」がありません。",
        "The ':' of 'name: value' is missing.",
        "「:」と半角の空白を入れてください。",
        "Put ':' and a space.",
        at_start=True,
    ),
    _Sentence(
        "block scalar",
        "「|」「>」の後には何も書けません。",
        "Nothing may stand behind '|' or '>'.",
        "文は次の行から字下げして書いてください。",
        "Begin the text on the next line, indented.",
    ),
    _Sentence(
        "anchor",
        "「&」の後の名前が正しくありません。",
        "The name behind '&' is none.",
        "「&」で始まる文字は引用符で囲んでください。",
        "Quote text that begins with '&'.",
        at_start=True,
    ),
    _Sentence(
        "alias",
        "「*」の後の名前が正しくありません。",
        "The name behind '*' is none.",
        "「*」で始まる文字は引用符で囲んでください。",
        "Quote text that begins with '*'.",
        at_start=True,
    ),
    _Sentence(
        "tag",
        "「!」で始まる語（YAMLのタグ）は使えません。",
        "A word that begins with '!' (a YAML tag) cannot stand here.",
        "「!」で始まる文字は引用符で囲んでください。",
        "Quote text that begins with '!'.",
        at_start=True,
    ),
    _Sentence(
        "directive",
        "「%」で始まる行（YAMLの指示）は使えません。",
        "A line that begins with '%' (a YAML directive) is not allowed.",
        "その行を消してください。",
        "Delete the line.",
    ),
    _Sentence(
        "block",
        "字下げがそろっていません。",
        "The indentation does not match.",
        "同じ段の行は、左端を半角の空白でそろえてください。",
        "Align the lines of one level with plain spaces.",
    ),
    _Sentence(
        "document start",
        "字下げがそろっていません。前の行より左から始まっています。",
        "The indentation does not match: this line begins left of the ones before.",
        "同じ段の行は、左端を半角の空白でそろえてください。",
        "Align the lines of one level with plain spaces.",
    ),
)
_OTHER = _Sentence(
    "",
    "YAMLとして読めません。",
    "This cannot be read as YAML.",
    "この行とその前の行の、記号・引用符・字下げを確かめてください。",
    "Look at the signs, quotes and indentation of this line and the one before.",
)


def explain(content: str, name: str, scope: str, trouble: Trouble) -> list[Finding]:
    """Return the findings for a text that is no YAML.

    Slips of the keyboard are looked for in the whole text, so that one run shows them all; one beside the place where
    the parser stopped is the cause, otherwise the parser's problem is told as well.
    """
    first, last = (trouble.began or trouble.stopped)[0] + 1, trouble.stopped[0] + 1
    found = slips(content, name, scope, first, last)
    is_cause = any(slip.place and first - 2 <= slip.place.line <= last + 1 for slip in found)
    return found if is_cause else [*found, _plain(name, scope, trouble)]


def slips(content: str, name: str, scope: str, first: int = 1, last: int = 1) -> list[Finding]:
    """Find full-width signs in every line, and a missing space behind ``:`` in the lines *first* to *last*."""
    found = []
    for number, line in _outside_blocks(content):
        if match := _WIDE_INDENT.match(line):
            found.append(mistakes.wide_space(Place(name, number, match.start(1) + 1), scope))
        elif match := _WIDE_COLON.match(line):
            found.append(mistakes.wide_colon(Place(name, number, match.start(1) + 1), scope))
        elif first <= number <= last and (match := _NO_SPACE.match(line)):
            place = Place(name, number, match.start(1) + 1)
            found.append(mistakes.no_space_after_colon(match[1], match[2].strip(), place, scope))
    return found


def _outside_blocks(content: str) -> Iterator[tuple[int, str]]:
    """Yield the numbered lines that are not the text of a ``|`` or ``>`` block."""
    block: int | None = None
    for number, line in enumerate(LINE_BREAK.split(content), 1):
        indent = len(line) - len(line.lstrip(" "))
        if block is not None and (not line.strip() or indent > block):
            continue
        block = indent if _BLOCK_BEGINS.search(line) else None
        yield number, line


def _plain(name: str, scope: str, trouble: Trouble) -> Finding:
    sentence = next((known for known in _SENTENCES if known.sign in trouble.words), _OTHER)
    line, column = trouble.began if sentence.at_start and trouble.began else trouble.stopped
    return Finding(
        code="S104",
        place=Place(name, line + 1, column + 1),
        scope=scope,
        ja=sentence.ja,
        en=sentence.en,
        remedy_ja=sentence.remedy_ja,
        remedy_en=sentence.remedy_en,
    )
