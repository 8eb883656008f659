"""Owns the sentences for what people mistype in YAML: which finding each slip gets, and how reading goes on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Mapping as MappingType

from uwanose.errors import Finding, Place
from uwanose.source.nodes import Node, Scalar

_NUMBER_HEAD = re.compile(r"[-+△▲−]?\d{1,3}")
_NUMBER_TAIL = re.compile(r"\d{3}円?")
_WIDE_SPACE = re.compile(r"^[\u3000\u00a0]|[\u3000\u00a0]$")
NO_SPACE_AFTER_COLON = re.compile(r"^([^:\s]+):(\S+)$")


def several_documents(place: Place, scope: str) -> Finding:
    """A second document begins."""
    return Finding(
        code="S111",
        place=place,
        scope=scope,
        ja="「---」で区切られた2つ目の文書があります。1つのファイルには1つの文書だけを書けます。",
        en="A second document begins here ('---'). A file holds one document only.",
        remedy_ja="「---」の行を消すか、別のファイルに分けてください。",
        remedy_en="Delete the '---' line, or move the rest to another file.",
    )


def tag(text: str, place: Place, scope: str) -> Finding:
    """A YAML tag: types come from the declaration of the point."""
    return Finding(
        code="S109",
        place=place,
        scope=scope,
        ja=f"YAMLのタグ（{text}）は使えません。型は項目の定義（type）で決まります。",
        en=f"YAML tags ({text}) are not allowed: the declared type of the point decides.",
        remedy_ja="「!」から始まる語を消してください。文字として書くときは引用符で囲みます。",
        remedy_en="Delete the word that begins with '!', or quote it if it is text.",
    )


def too_deep(most: int, place: Place, scope: str) -> Finding:
    """Nested beyond every use."""
    return Finding(
        code="S114",
        place=place,
        scope=scope,
        ja=f"入れ子が深すぎます（{most}段まで）。この先は読みません。",
        en=f"Nested too deeply (at most {most} levels). Nothing beyond is read.",
        remedy_ja="閉じていない「[」「{」がないか確かめてください。",
        remedy_en="Look for a '[' or '{' that is not closed.",
    )


def unknown_alias(name: str, place: Place, scope: str) -> Finding:
    """``*name`` without ``&name`` before it."""
    return Finding(
        code="S110",
        place=place,
        scope=scope,
        ja=f"「*{name}」は参照と読まれますが、「&{name}」がこの前にありません。",
        en=f"'*{name}' is read as a reference, but no '&{name}' stands before it.",
        remedy_ja="文字として書くときは引用符で囲んでください。",
        remedy_en="Quote it if it is text.",
    )


def too_many_aliases(most: int, place: Place, scope: str) -> Finding:
    """References beyond the bound (a small file could stand for a huge one)."""
    return Finding(
        code="S110",
        place=place,
        scope=scope,
        ja=f"参照（*）が多すぎるか、参照先が大きすぎます（{most}か所まで）。ここから先の参照は読みません。",
        en=f"Too many references (*), or too large ones (at most {most}). The rest of them are not read.",
        remedy_ja="参照を使わず、値をそのまま書いてください。",
        remedy_en="Write the values out instead.",
    )


def key(node: Node, value: Node, seen: MappingType[str, Scalar], flow: bool, scope: str) -> Iterator[Finding]:
    """Yield what is wrong with the key of an entry."""
    if not isinstance(node, Scalar) or not node.text.strip():
        yield _no_key(node.place, scope)
        return
    if first := seen.get(node.text.strip()):
        yield _duplicate(node.text.strip(), node.place, first.place, scope)
    if node.quoted:
        return
    is_empty = isinstance(value, Scalar) and value.empty
    if node.text == "<<":
        yield _merge_key(node.place, scope)
    elif _WIDE_SPACE.search(node.text):
        yield wide_space(node.place, scope)
    elif flow and is_empty and (match := NO_SPACE_AFTER_COLON.match(node.text)):
        yield no_space_after_colon(match[1], match[2], node.place, scope)
    elif "：" in node.text and is_empty:
        yield wide_colon(node.place, scope)


def _no_key(place: Place, scope: str) -> Finding:
    return Finding(
        code="S115",
        place=place,
        scope=scope,
        ja="「:」の左に名前がありません（または、名前の代わりに一覧や対応表が書かれています）。",
        en="There is no name before ':' (or a list or mapping stands in its place).",
        remedy_ja="「名前: 値」の形で書いてください。",
        remedy_en="Write 'name: value'.",
    )


def _merge_key(place: Place, scope: str) -> Finding:
    return Finding(
        code="S110",
        place=place,
        scope=scope,
        ja="「<<」（他の場所の内容の取り込み）は使えません。",
        en="'<<' (merging from elsewhere) is not allowed.",
        remedy_ja="取り込まずに、内容をそのまま書いてください。",
        remedy_en="Write the contents out instead.",
    )


def _duplicate(name: str, place: Place, first: Place, scope: str) -> Finding:
    return Finding(
        code="S108",
        place=place,
        others=(first,),
        scope=scope,
        ja=f"「{name}」が同じ場所に2回書かれています。どちらを使うか決められません。",
        en=f"{name!r} is written twice in the same place; which of them holds cannot be known.",
        remedy_ja="どちらか一方を消してください。",
        remedy_en="Delete one of them.",
    )


def wide_colon(place: Place, scope: str) -> Finding:
    """``value：1`` instead of ``value: 1``."""
    return Finding(
        code="S105",
        place=place,
        scope=scope,
        ja="全角の「：」が使われています。名前と値の区切りと読めません。",
        en="A full-width colon '：' stands here; it does not separate a name from its value.",
        remedy_ja="半角の「:」と半角の空白に直してください（例 value: 320_000）。",
        remedy_en="Write a plain ':' and a space (value: 320_000).",
    )


def wide_space(place: Place, scope: str) -> Finding:
    """U+3000 (or a no-break space) in the indentation or beside a name."""
    return Finding(
        code="S106",
        place=place,
        scope=scope,
        ja="名前の前後または字下げに全角の空白（または改行しない空白）が使われています。字下げと読めません。",
        en="A full-width (or no-break) space stands beside a name or in the indentation; it does not indent.",
        remedy_ja="半角の空白（2つずつ）に直してください。",
        remedy_en="Indent with plain spaces, two per level.",
    )


def no_space_after_colon(name: str, value: str, place: Place, scope: str) -> Finding:
    """``{value:1}``: no space behind the colon."""
    return Finding(
        code="S116",
        place=place,
        scope=scope,
        ja=f"「{name}:{value}」は「:」の後に空白がないため、名前と値に分かれません。",
        en=f"'{name}:{value}' is one word: there is no space after ':'.",
        remedy_ja=f"「{name}: {value}」と書いてください。",
        remedy_en=f"Write '{name}: {value}'.",
    )


def _comma_number(whole: str, pieces: list[str], place: Place, scope: str) -> Finding:
    split = " と ".join(f"「{piece}」" for piece in pieces)
    quoted = whole.replace(",", "_")
    return Finding(
        code="S112",
        place=place,
        scope=scope,
        ja=f"{{ }} や [ ] の中の「{whole}」は、YAMLでは「,」で {split} の{len(pieces)}つに分かれます。",
        en=f"Inside {{}} or [] YAML splits {whole!r} at the comma into {len(pieces)} parts.",
        remedy_ja=f'{quoted} または "{whole}" と書いてください。{{ }} や [ ] の外では {whole} と書けます。'
        "一覧の別々の値なら「,」の後に空白を入れてください。",
        remedy_en=f'Write {quoted} or "{whole}"; outside {{}} and [] {whole} is fine. '
        "For separate values of a list put a space after the comma.",
    )


def without_comma_numbers(
    pairs: list[tuple[Node, Node]], findings: list[Finding], scope: str
) -> list[tuple[Node, Node]]:
    """Put ``{value: 320,000}`` together again, which YAML reads as two entries, and report it."""
    if not any(_is_empty(value) and _is_tail(key) for key, value in pairs):
        return pairs
    joined: list[tuple[Node, Node]] = []
    pieces: list[Scalar] = []
    for key, value in pairs:
        if joined and isinstance(key, Scalar) and _is_tail(key) and _is_empty(value):
            name, head = joined[-1]
            if isinstance(head, Scalar) and not head.quoted and (pieces or _NUMBER_HEAD.fullmatch(head.text)):
                pieces = [*(pieces or [head]), key]
                joined[-1] = (name, Scalar(f"{head.text},{key.text}", False, head.place))
                continue
        _report_number(pieces, findings, scope)
        pieces = []
        joined.append((key, value))
    _report_number(pieces, findings, scope)
    return joined


def without_comma_numbers_in_list(items: list[Node], findings: list[Finding], scope: str) -> list[Node]:
    """Put ``[320,000]`` together again, which YAML reads as two items, and report it."""
    joined: list[Node] = []
    pieces: list[Scalar] = []
    for item in items:
        last = (pieces or joined or [None])[-1]
        if isinstance(last, Scalar) and isinstance(item, Scalar) and _continues(last, item, bool(pieces)):
            pieces = [*(pieces or [last]), item]
            head = joined[-1]
            assert isinstance(head, Scalar)
            joined[-1] = Scalar(f"{head.text},{item.text}", False, head.place)
            continue
        _report_number(pieces, findings, scope)
        pieces = []
        joined.append(item)
    _report_number(pieces, findings, scope)
    return joined


def _continues(last: Scalar, item: Scalar, within: bool) -> bool:
    touching = (last.place.line, last.place.column + len(last.text) + 1) == (
        item.place.line,
        item.place.column,
    )
    head = within or (not last.quoted and _NUMBER_HEAD.fullmatch(last.text) is not None)
    return touching and head and _is_tail(item)


def _is_tail(node: Node) -> bool:
    return isinstance(node, Scalar) and not node.quoted and _NUMBER_TAIL.fullmatch(node.text) is not None


def _is_empty(node: Node) -> bool:
    return isinstance(node, Scalar) and node.empty


def _report_number(pieces: list[Scalar], findings: list[Finding], scope: str) -> None:
    if pieces:
        texts = [piece.text for piece in pieces]
        findings.append(_comma_number(",".join(texts), texts, pieces[0].place, scope))
