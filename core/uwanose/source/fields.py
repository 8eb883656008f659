"""Owns the one typed reader of named entries: every file is read through it, so that every slip gets a place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterator
from enum import StrEnum
from typing import TypeVar, overload

from uwanose.dates import Month
from uwanose.errors import Finding, Place, nearest
from uwanose.source import scalars
from uwanose.source.mistakes import NO_SPACE_AFTER_COLON
from uwanose.source.nodes import Mapping, Node, Scalar, Sequence

Read = TypeVar("Read")
Choice = TypeVar("Choice", bound=StrEnum)


class Fields:
    """Reads the entries of one mapping by name and type, collecting findings.

    Reading never raises: what is missing or wrong yields the default (or an empty value) and a finding. ``done``
    reports the entries nobody asked for. An empty entry (``key:``) counts as missing.
    """

    def __init__(
        self, node: Mapping, findings: list[Finding], scope: str = "national", what: str = ""
    ) -> None:
        self.node, self.findings, self.scope = node, findings, scope
        self._what = what
        self._asked: dict[str, None] = {}

    # which entries there are

    def __contains__(self, key: object) -> bool:
        return key in self.node.entries

    def has(self, key: str) -> bool:
        """Tell whether an entry is written and not empty. It counts as asked for."""
        return self.raw(key) is not None

    def place(self, key: str = "") -> Place:
        """Return where the name of an entry stands; the whole mapping's place when it is not written."""
        found = self.node.keys.get(key)
        return found.place if found else self.node.place

    def raw(self, key: str) -> Node | None:
        """Return the node of an entry, None when it is missing or empty."""
        self._asked[key] = None
        node = self.node.entries.get(key)
        return None if isinstance(node, Scalar) and node.empty else node

    def done(self) -> None:
        """Report every entry nobody asked for, with the nearest name that would have been understood."""
        for key, node in self.node.keys.items():
            if key in self._asked:
                continue
            value = self.node[key]
            if self.node.flow and NO_SPACE_AFTER_COLON.match(key):
                continue  # told where the file was read
            if self.node.flow and isinstance(value, Scalar) and value.empty:
                self._torn_text(key, node.place)
            else:
                self._unknown(key, node.place)

    def _unknown(self, key: str, place: Place) -> None:
        near = nearest(key, self._asked)
        self.report(
            "S120",
            place,
            f"{self._in}「{key}」という項目名はありません。",
            f"{key!r} is not a known name here.",
            f"「{near[0]}」ではありませんか。" if near else f"書けるのは {'、'.join(self._asked)} です。",
            f"Did you mean {near[0]!r}?" if near else f"Known: {', '.join(self._asked)}.",
        )

    def _torn_text(self, key: str, place: Place) -> None:
        self.report(
            "S117",
            place,
            f"{self._in}{{ }} の中の文が「,」で分かれ、「{key}」が別の項目名と読まれます。",
            f"Inside {{}} a text is torn at its comma; {key!r} is read as another name.",
            "「,」を含む文は全体を引用符で囲んでください。",
            "Quote the whole text that holds the comma.",
        )

    # texts and words

    @overload
    def text(self, key: str, default: str = "") -> str: ...
    @overload
    def text(self, key: str, default: None) -> str | None: ...
    def text(self, key: str, default: str | None = "") -> str | None:
        """Return a text as it is written."""
        return self._scalar(key, default, _text)

    def required_text(self, key: str) -> str:
        """Return a text that must be there."""
        return self._required(key, "", _text)

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts; one text alone is a list of one."""
        node = self.raw(key)
        if isinstance(node, Scalar):
            return (node.text,)
        found = []
        for item in self.sequence(key):
            if isinstance(item, Scalar):
                found.append(item.text)
            else:
                self._wrong_shape(key, item, "1つの値", "one value")
        return tuple(found)

    def label(self, key: str = "label") -> tuple[str, str]:
        """Return a label that must be there, in Japanese and English: ``{ja: …, en: …}`` or Japanese alone."""
        node = self.raw(key)
        if isinstance(node, Scalar):
            return node.text, node.text
        inner = self.nested(key, required=True)
        if inner is None:
            return "", ""
        ja = inner.required_text("ja")
        en = inner.text("en", ja)
        inner.done()
        return ja, en

    @overload
    def choice(self, key: str, of: type[Choice]) -> Choice | None: ...
    @overload
    def choice(self, key: str, of: type[Choice], default: Choice) -> Choice: ...
    def choice(self, key: str, of: type[Choice], default: Choice | None = None) -> Choice | None:
        """Return one of the words of an enumeration."""
        word = self.word(key, [member.value for member in of], default.value if default is not None else "")
        return of(word) if word else default

    def word(self, key: str, known: Collection[str], default: str = "") -> str:
        """Return one of the *known* words; ``none`` may be one of them."""
        node = self.raw(key)
        if isinstance(node, Scalar) and node.text in known:
            return node.text
        text = self.text(key, default)
        if not text or text in known or not self.has(key):
            return text
        near = nearest(text, known)
        self.report(
            "S124",
            self._place_of_value(key),
            f"{self._in}「{key}」に「{text}」は書けません。",
            f"{text!r} is not possible for {key!r}.",
            (f"「{near[0]}」ではありませんか。" if near else "") + f"書けるのは {'、'.join(known)} です。",
            (f"Did you mean {near[0]!r}? " if near else "") + f"Possible: {', '.join(known)}.",
        )
        return default

    # numbers, days, yes and no

    @overload
    def integer(
        self, key: str, default: None = None, *, least: int | None = None, most: int | None = None
    ) -> int | None: ...
    @overload
    def integer(
        self, key: str, default: int, *, least: int | None = None, most: int | None = None
    ) -> int: ...
    def integer(
        self, key: str, default: int | None = None, *, least: int | None = None, most: int | None = None
    ) -> int | None:
        """Return a whole number between *least* and *most*."""
        return self._bounded(key, default, scalars.whole, least, most)

    @overload
    def yen(
        self, key: str, default: None = None, *, least: int | None = None, most: int | None = None
    ) -> int | None: ...
    @overload
    def yen(self, key: str, default: int, *, least: int | None = None, most: int | None = None) -> int: ...
    def yen(
        self, key: str, default: int | None = None, *, least: int | None = None, most: int | None = None
    ) -> int | None:
        """Return whole yen between *least* and *most*."""
        return self._bounded(key, default, _yen, least, most)

    @overload
    def date(self, key: str, default: None = None) -> dt.date | None: ...
    @overload
    def date(self, key: str, default: dt.date) -> dt.date: ...
    def date(self, key: str, default: dt.date | None = None) -> dt.date | None:
        """Return a day."""
        return self._scalar(key, default, scalars.day)

    def required_date(self, key: str) -> dt.date | None:
        """Return a day that must be there; None (and a finding) when it is not."""
        return self._required(key, None, scalars.day)

    @overload
    def month(self, key: str, default: None = None) -> Month | None: ...
    @overload
    def month(self, key: str, default: Month) -> Month: ...
    def month(self, key: str, default: Month | None = None) -> Month | None:
        """Return a month."""
        return self._scalar(key, default, scalars.month)

    @overload
    def flag(self, key: str, default: bool = False) -> bool: ...
    @overload
    def flag(self, key: str, default: None) -> bool | None: ...
    def flag(self, key: str, default: bool | None = False) -> bool | None:
        """Return yes or no."""
        return self._scalar(key, default, scalars.flag)

    # what is nested

    def mapping(self, key: str) -> Mapping | None:
        """Return nested names with values, None when there are none."""
        node = self.raw(key)
        if node is None or isinstance(node, Mapping):
            return node
        self._wrong_shape(key, node, "「名前: 値」の並び", "names with values")
        return None

    def sequence(self, key: str) -> tuple[Node, ...]:
        """Return the items of a list, none when there is no list."""
        node = self.raw(key)
        if isinstance(node, Sequence):
            return node.items
        if node is not None:
            self._wrong_shape(key, node, "一覧（- または [ ]）", "a list (- or [ ])")
        return ()

    def nested(self, key: str, *, required: bool = False) -> Fields | None:
        """Return a reader of nested names with values."""
        node = self.mapping(key)
        if node is None:
            if required and not self.has(key):
                self.missing(key)
            return None
        return self._reader(node, key)

    def rows(self, key: str) -> list[Fields]:
        """Return a reader for each item of a list of mappings."""
        found = []
        for item in self.sequence(key):
            if isinstance(item, Mapping):
                found.append(self._reader(item, key))
            else:
                self._wrong_shape(key, item, "「名前: 値」の並び", "names with values")
        return found

    def entries(self, key: str) -> Iterator[tuple[Scalar, Node]]:
        """Yield the key node and the value node of each entry of a nested mapping, empty values included."""
        node = self.mapping(key)
        if node is not None:
            for name, value in node.entries.items():
                yield node.keys[name], value

    def named(self, key: str) -> Iterator[tuple[str, Fields]]:
        """Yield name and reader of each entry of a nested mapping whose values are mappings."""
        for name, value in self.entries(key):
            if isinstance(value, Mapping):
                yield name.text, self._reader(value, name.text)
            else:
                self._wrong_shape(name.text, value, "「名前: 値」の並び", "names with values")

    # findings

    def report(
        self, code: str, place: Place, ja: str, en: str, remedy_ja: str = "", remedy_en: str = ""
    ) -> None:
        """Add an error finding in this reader's scope."""
        self.findings.append(
            Finding(
                code=code,
                place=place,
                scope=self.scope,
                ja=ja,
                en=en,
                remedy_ja=remedy_ja,
                remedy_en=remedy_en,
            )
        )

    def missing(self, key: str) -> None:
        """Report that an entry which must be there is not."""
        self._asked[key] = None
        self.report(
            "S121",
            self.place(key),
            f"{self._in}「{key}」が書かれていません。",
            f"{key!r} is missing.",
            f"「{key}: …」を書いてください。",
            f"Write '{key}: …'.",
        )

    @property
    def _in(self) -> str:
        return f"{self._what}の" if self._what else ""

    def _reader(self, node: Mapping, key: str) -> Fields:
        return Fields(node, self.findings, self.scope, f"{self._what} {key}".strip())

    def _place_of_value(self, key: str) -> Place:
        node = self.node.entries.get(key)
        return node.place if node is not None else self.node.place

    def _scalar(self, key: str, default: Read, read: Callable[[str], Read]) -> Read:
        node = self.raw(key)
        if node is None:
            return default
        if not isinstance(node, Scalar):
            self._wrong_shape(key, node, "1つの値", "one value")
            return default
        try:
            if not node.quoted and scalars.is_null_word(node.text):
                raise scalars.null_word(node.text)
            return read(node.text)
        except scalars.Misread as why:
            self.report(
                "S123",
                node.place,
                f"{self._in}「{key}」: {why.ja}",
                f"{key}: {why.en}",
                why.remedy_ja,
                why.remedy_en,
            )
            return default

    def _required(self, key: str, default: Read, read: Callable[[str], Read]) -> Read:
        if not self.has(key):
            self.missing(key)
            return default
        return self._scalar(key, default, read)

    def _bounded(
        self, key: str, default: int | None, read: Callable[[str], int], least: int | None, most: int | None
    ) -> int | None:
        number = self._scalar(key, default, read)
        if number is None or not self.has(key):
            return number
        if (least is not None and number < least) or (most is not None and number > most):
            bounds = f"{'' if least is None else f'{least:,}'}〜{'' if most is None else f'{most:,}'}"
            self.report(
                "S125",
                self._place_of_value(key),
                f"{self._in}「{key}」の {number:,} は範囲（{bounds}）の外です。",
                f"{key}: {number:,} is outside {bounds}.",
                "範囲の中の数に直してください。",
                "Write a number inside the range.",
            )
            return default
        return number

    def _wrong_shape(self, key: str, node: Node, ja: str, en: str) -> None:
        self.report(
            "S122",
            node.place,
            f"{self._in}「{key}」には{ja}を書きます。",
            f"{key!r} takes {en}.",
            "同じ種類の他の書き方を手本にし、字下げも確かめてください。",
            "Take another one of its kind as a pattern, and look at the indentation.",
        )


def _text(text: str) -> str:
    return text


def _yen(text: str) -> int:
    return scalars.whole(text, yen=True)
