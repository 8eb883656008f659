"""Check digits of 宛名番号, 世帯番号 and municipality codes."""

from __future__ import annotations

import random
from itertools import islice

import pytest

from tests.records.sample import profile, standard
from uwanose.records.digits import (
    check_digit,
    is_municipality_code,
    is_number,
    municipality_check_digit,
    next_numbers,
)


@pytest.mark.parametrize(
    ("body", "digit"),
    [("1", 9), ("2", 7), ("10", 8), ("100", 7), ("12345", 5), ("123456", 0), ("999999", None)],
)
def test_the_check_digit_is_modulus_11_with_weights_2_to_7(body: str, digit: int | None) -> None:
    """標準仕様書 第1.0版 1.1.13, vectors computed from its rule."""
    assert check_digit(body) == digit


def test_an_undefined_number_is_read_with_0_and_never_issued() -> None:
    """Version 1.0 is silent where 11 - r is 10: existing numbers are accepted, new ones skip the case."""
    assert is_number("9999990")
    assert not is_number("9999991")
    bodies = [body for body, _ in islice(next_numbers(999_990), 12)]
    assert 999_999 not in bodies
    assert all(check_digit(str(body)) is not None for body in bodies)
    assert len(bodies) == len(set(bodies))


def test_no_slip_of_one_digit_and_no_swap_of_neighbours_passes_in_an_issued_number() -> None:
    """That is why undefined numbers are skipped: with 0 for both remainders 1.8 % of such slips would pass."""
    chance = random.Random(11)
    for _, number in islice(next_numbers(chance.randrange(10**8)), 300):
        for place, digit in enumerate(number):
            slips = [
                number[:place] + str(other) + number[place + 1 :]
                for other in range(10)
                if str(other) != digit
            ]
            if place + 1 < len(number) and number[place] != number[place + 1]:
                slips.append(number[:place] + number[place + 1] + digit + number[place + 2 :])
            assert [slip for slip in slips if is_issued_like(slip)] == []


def is_issued_like(number: str) -> bool:
    """Tell whether a number could have been issued: its digit is defined and right."""
    return is_number(number) and check_digit(number[:-1]) is not None


@pytest.mark.parametrize("text", ["", "1", "１９", "19a", "1" * 16, "-19", "18"])
def test_what_is_no_number_is_refused(text: str) -> None:
    """Digits only, of a length a number can have, with the right last one."""
    assert not is_number(text)


def test_the_codes_of_the_14_towns_have_right_check_digits() -> None:
    """全国地方公共団体コード."""
    found = [town.code for town in profile().municipalities.values()]
    assert len(found) == 14
    assert all(is_municipality_code(code) for code in found)
    assert municipality_check_digit("14000") == 7


def test_the_sample_code_999999_passes_by_name_only() -> None:
    """Its digit would be 7; registers of samples use it all the same."""
    assert not is_municipality_code("999999")
    assert is_municipality_code("999999", standard().municipalities_by_name)
    assert is_municipality_code("999997")
