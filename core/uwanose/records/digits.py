"""Owns check digits: 宛名番号 and 世帯番号 (modulus 11, weights 2 to 7), and municipality codes."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import cycle
from operator import mul

__all__ = [
    "check_digit",
    "is_municipality_code",
    "is_number",
    "municipality_check_digit",
    "next_numbers",
    "numbered",
]

_WEIGHTS = (2, 3, 4, 5, 6, 7)
_MUNICIPALITY_WEIGHTS = (6, 5, 4, 3, 2)
_BODY = 9  # digits of a number the register issues, the check digit not counted
_LONGEST = 15


def check_digit(body: str) -> int | None:
    """Return the check digit of a number's body; None where the standard's version 1.0 leaves it undefined.

    1.1.13: modulus 11, weights 2..7 from the right, remainder 0 → 0. For remainder 1 (11 - 1 = 10) nothing is said.
    """
    total = sum(map(mul, map(int, reversed(body)), cycle(_WEIGHTS)))
    remainder = total % 11
    if remainder == 1:
        return None
    return 11 - remainder if remainder else 0


def is_number(text: str) -> bool:
    """Tell whether a 宛名番号 or 世帯番号 can stand. An existing number may end in 0 where its digit is undefined."""
    if not (2 <= len(text) <= _LONGEST and text.isascii() and text.isdigit()):
        return False
    digit = check_digit(text[:-1])
    return int(text[-1]) == (0 if digit is None else digit)


def numbered(body: int) -> str | None:
    """Return the number of a body, None where its check digit is undefined: such a number is never issued."""
    text = f"{body:0{_BODY}d}"
    digit = check_digit(text)
    return None if digit is None else f"{text}{digit}"


def next_numbers(after: int) -> Iterator[tuple[int, str]]:
    """Yield body and number of the numbers to issue after a body, without the undefined ones."""
    body = after
    while True:
        body += 1
        number = numbered(body)
        if number is not None:
            yield body, number


def municipality_check_digit(code: str) -> int:
    """Return the check digit of the five digits of a municipality code (JIS X 0401 and 0402)."""
    total = sum(int(digit) * weight for digit, weight in zip(code, _MUNICIPALITY_WEIGHTS, strict=True))
    return (11 - total % 11) % 10


def is_municipality_code(text: str, by_name: Collection[str] = ()) -> bool:
    """Tell whether six digits are a municipality code; *by_name* are codes let through although their digit is wrong."""
    if text in by_name:
        return True
    if not (len(text) == 6 and text.isascii() and text.isdigit()):
        return False
    return municipality_check_digit(text[:5]) == int(text[5])
