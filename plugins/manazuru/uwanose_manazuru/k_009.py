"""K-009: the children's scheme before the single-parent scheme (an invented sample: 架空)."""

from __future__ import annotations

from collections.abc import Generator

import numpy as np

from uwanose import Column, Flags, customizes

_SINGLE_PARENT = 4


@customizes("K-009", "medical_subsidy.other_scheme_first", wrapper=True)
def other_scheme_first(other_scheme: Column) -> Generator[None, Flags, Flags]:
    """What the layers beneath say, but never for a child of the single-parent scheme (ひとり親家庭等医療)."""
    beneath = yield
    return np.asarray(beneath & (other_scheme != _SINGLE_PARENT))
