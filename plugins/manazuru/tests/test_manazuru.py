"""K-009 by a plain call: a wrap changes only what it names and follows what lies beneath for the rest."""

from __future__ import annotations

import numpy as np
import pytest
from uwanose_manazuru.k_009 import other_scheme_first

from uwanose import Column, Flags

EVERY_SCHEME = np.arange(
    6
)  # none, public assistance, institution, disability, single parent, school accident


def wrapped(other_scheme: Column, beneath: Flags) -> list[bool]:
    """Run the wrap as the engine does: up to its yield, then with what lies beneath."""
    wrap = other_scheme_first(other_scheme)
    next(wrap)
    with pytest.raises(StopIteration) as finished:
        wrap.send(beneath)
    result: list[bool] = finished.value.value.tolist()
    return result


def test_single_parent_children_use_the_childrens_scheme_first() -> None:
    """Of the five schemes that come first in the package, only ひとり親家庭等医療 does not any more."""
    assert wrapped(EVERY_SCHEME, EVERY_SCHEME != 0) == [False, True, True, True, False, True]


def test_what_the_layers_beneath_let_pass_stays_so() -> None:
    """A change beneath (school accidents no longer first) reaches this town without a new version."""
    assert wrapped(EVERY_SCHEME, (EVERY_SCHEME != 0) & (EVERY_SCHEME != 5)) == [
        False,
        True,
        True,
        True,
        False,
        False,
    ]
