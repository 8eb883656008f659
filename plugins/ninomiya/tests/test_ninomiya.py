"""K-011 by a plain call: only subsidised bills of undeclared guardians are pointed out."""

from __future__ import annotations

import numpy as np
from uwanose_ninomiya.k_011 import record_findings


def test_a_bill_is_pointed_out_when_the_guardian_declared_nothing_and_the_town_would_pay() -> None:
    """二宮町: an undeclared income blocks the 医療証; a bill that is not covered needs no card."""
    (finding,) = record_findings(
        guardian_undeclared=np.array([True, True, False]), eligible=np.array([True, False, True])
    )
    assert finding.mask.tolist() == [True, False, False]
    assert "未申告" in finding.ja
