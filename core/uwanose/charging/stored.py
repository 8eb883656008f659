"""Owns the costs and lines of a run as they stand in its file: proven at once, decoded only when somebody asks for them.

A close needs of the runs before it what they charged, not how: that is read off the text by one pattern that takes no line
but those the writer writes. Whatever else stands in a file is read record by record (``charging.reading``), which says
what is wrong with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cached_property
from hashlib import sha256

from uwanose.charging.codec import Record, parse_record
from uwanose.charging.due import Group
from uwanose.charging.line_text import NATURES, read_month
from uwanose.charging.proven import Proven
from uwanose.charging.records import Charged, CostRecord, Header, LineRecord, Totals
from uwanose.charging.sealing import SEAL_BYTES

__all__ = ["Stored", "stored"]

_TEXT = r'[^"\\\x00-\x1f]*'
_WHOLE, _YEN = r"(?:0|[1-9]\d*)", r"(?:0|-?[1-9]\d*)"
_MONTH, _NATURE = r"[12]\d{3}-(?:0[1-9]|1[0-2])", "share|late_join|leaving|none"
_NAMES = rf'\[(?:"{_TEXT}"(?:,"{_TEXT}")*)?\]'
_RUN = r"[12]\d{3}(?:Q[1-4](?:-[1-9]\d*)?|S)"
_SEALED = r',"hash":"[0-9a-f]{64}"\}'
_LINE = (
    rf'line","number":({_WHOLE}),"municipality":"({_TEXT})","customization":"({_TEXT})","cost_item":"({_TEXT})",'
    rf'"month":"({_MONTH})","nature":"({_NATURE})","layer":"(?:prefecture|town)",'
    r'"kind":"(?:regular|zero|late_join|leaving|correction|settlement)",'
    rf'"cost":{_WHOLE},"share":"-?\d+(?:/[1-9]\d*)?","odd":[01],"due":{_YEN},"closed":{_YEN},"yen":({_YEN})'
    rf'(?:,"ref":"{_RUN}:[1-9]\d*")?(?:,"route":"{_TEXT}")?(?:,"reason":"{_TEXT}")?(?:,"note":"{_TEXT}")?'
)
_COST = (
    rf'cost","number":({_WHOLE}),"customization":"{_TEXT}","cost_item":"{_TEXT}","label":"{_TEXT}","kind":"{_TEXT}",'
    rf'"month":"{_MONTH}","nature":"(?:{_NATURE})","layer":"(?:prefecture|town)","amount":{_YEN},"basis":"{_TEXT}",'
    rf'"part":\[{_WHOLE},{_WHOLE},[1-9]\d*\],"total":{_YEN},"formula":"{_TEXT}",'
    rf'"payers":{_NAMES},"before":{_NAMES}(?:,"before_formula":"{_TEXT}")?,"only":{_NAMES},"odd":{_NAMES},"rest":{_YEN}'
)
_NOTHING = Proven(None)
_RECORDS = re.compile(rf'^\{{"type":"(?:{_LINE}|{_COST}){_SEALED}$', re.ASCII | re.MULTILINE)


class Stored:
    """The costs and lines of one file whose chain holds; ``charged`` is known, the records are decoded on demand."""

    def __init__(self, content: bytes, charged: Charged) -> None:
        self._content, self.charged = content, charged

    @cached_property
    def _records(self) -> tuple[object, ...]:
        return tuple(
            parse_record(f"{text[:-SEAL_BYTES]}}}", number)
            for number, text in enumerate(self._content.decode().split("\n")[1:-2], start=2)
        )

    @cached_property
    def costs(self) -> Mapping[int, CostRecord]:
        """Line number → cost."""
        return {record.number: record for record in self._records if isinstance(record, CostRecord)}

    @cached_property
    def lines(self) -> tuple[LineRecord, ...]:
        """The lines, in order."""
        return tuple(record for record in self._records if isinstance(record, LineRecord))


def stored(
    content: bytes, previous: str, proven: Proven = _NOTHING
) -> tuple[Header, Stored, Totals, str] | None:
    """Return header, body, totals and last hash of a file whose every line is sealed to the one before it.

    None when a seal does not fit or a line is not as the writer writes it: then it has to be read record by record.
    ``proven`` is asked first, and keeps what is proven here.
    """
    known = proven.find(content, previous)
    try:
        head, charged = known or _proof(content, previous)
        header, totals = (_record(line) for line in _ends(content))
    except (ValueError, KeyError, TypeError, AttributeError, ArithmeticError):
        return None
    if not (isinstance(header, Header) and isinstance(totals, Totals)) or header.previous != previous:
        return None
    if not known:
        proven.keep(content, previous, head, charged)
    return header, Stored(content, charged), totals, head


def _proof(content: bytes, previous: str) -> tuple[str, Charged]:
    """Return the last hash and what the lines charge. Raises ValueError for a broken seal and a line nobody writes."""
    head = _sealed_to(content, previous)
    charged = _charged(content.decode().split("\n")[1:-2]) if head else None
    if head is None or charged is None:
        raise ValueError("not as the writer writes it")
    return head, charged


def _ends(content: bytes) -> tuple[tuple[bytes, int], tuple[bytes, int]]:
    """Return the first and the last line with their numbers."""
    first, _, rest = content.partition(b"\n")
    last = rest.removesuffix(b"\n").rpartition(b"\n")[2]
    return (first, 1), (last, content.count(b"\n"))


def _record(line: tuple[bytes, int]) -> Record:
    text, number = line
    return parse_record(f"{text[:-SEAL_BYTES].decode()}}}", number)


def _sealed_to(content: bytes, previous: str) -> str | None:
    """Return the last hash, None when a line is not sealed to the one before it; on bytes, since books are long."""
    lines = content.split(b"\n")
    if len(lines) < 3 or lines.pop():
        return None
    last = previous.encode()
    for line in lines:
        seal = sha256(b"%b%b}" % (last, line[:-SEAL_BYTES])).hexdigest().encode()
        if line[-SEAL_BYTES:] != b',"hash":"%b"}' % seal:
            return None
        last = seal
    return last.decode()


def _charged(texts: list[str]) -> Charged | None:
    """Return what the lines charge, cost by cost; None when a text is neither a line nor a cost in its place."""
    found: Iterable[tuple[str, ...]] = _RECORDS.findall("\n".join(texts))
    charged: list[tuple[Group, dict[str, int]]] = []
    same: tuple[str, ...] = ()
    towns: dict[str, int] = {}
    number = 1
    for number, (line, town, name, item, month, nature, yen, cost) in enumerate(found, start=2):
        if (line or cost) != str(number):
            return None
        if line:
            if (name, item, month, nature) != same:
                same, towns = (name, item, month, nature), {}
                charged.append(((name, item, read_month(month), NATURES[nature]), towns))
            towns[town] = towns.get(town, 0) + int(yen)
    return charged if number == len(texts) + 1 else None
