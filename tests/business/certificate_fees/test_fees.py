"""Fees of certificates: by national order, by ordinance, and what is free or too early."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from tests.profiles.sample import programs, sample
from uwanose.business.certificate_fees.fees import code_too_early, fee, town_fee
from uwanose.engine.arithmetic import Column
from uwanose.errors import Refused

CODE, REMOVED_CODE, REGISTER, RESIDENCE, TAX = 6, 7, 0, 8, 11


def column(*values: int) -> Column:
    return np.array(values, dtype=np.int64)


@pytest.mark.parametrize(
    ("certificate", "on", "expected"),
    [
        (CODE, 20240229, True),
        (CODE, 20240301, False),
        (REMOVED_CODE, 20240229, True),
        (REGISTER, 20240229, False),
    ],
)
def test_there_are_no_codes_before_march_2024(certificate: int, on: int, expected: bool) -> None:
    """戸籍電子証明書提供用識別符号 since 1 March 2024."""
    assert code_too_early(column(certificate), column(on), 20240301).tolist() == [expected]


def test_the_towns_fees_are_taken_by_the_copy() -> None:
    """The register's own certificates are not among them."""
    found = town_fee(column(RESIDENCE, TAX, REGISTER), column(2, 1, 5), 300, 310, 320, 330)
    assert found.tolist() == [600, 330, 0]
    assert fee(column(0, 0, 450), found).tolist() == [600, 330, 450]


@pytest.mark.parametrize("town", ["hayama", "aikawa", "kiyokawa"])
def test_a_fee_nobody_has_seen_is_refused_and_the_registers_are_computed(town: str) -> None:
    """No ordinance of the fourteen was found: 300 yen would be a guess."""
    rules = sample().rules(town, date(2026, 4, 1))
    program = programs().program("certificate_fees", rules)
    with pytest.raises(Refused) as refused:
        program.bind(rules, ["fee"])
    assert {finding.code for finding in refused.value.findings} == {"E121"}
    program.bind(rules, ["register_fee"])
