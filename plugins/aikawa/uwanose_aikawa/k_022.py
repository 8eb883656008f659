"""K-022: disabilities Aikawa covers beyond the list of the prefecture (愛川町の重度障害者医療費助成)."""

from __future__ import annotations

from collections.abc import Generator

import numpy as np

from uwanose import Column, Flags, customizes

_LAST_PHYSICAL_GRADE = 3
_HIGHEST_IQ = 50
_MENTAL_GRADE = 1


@customizes("K-022", "medical_subsidy_disability.disability_covered", wrapper=True)
def disability_covered(
    physical_grade: Column,
    iq_assessed: Flags,
    iq: Column,
    intellectual_handbook: Flags,
    mental_grade: Column,
) -> Generator[None, Flags, Flags]:
    """What the list covers, and 身体3級, 知能指数50以下 with 療育手帳, and 精神1級 in hospital as well."""
    beneath = yield
    physical = (physical_grade >= 1) & (physical_grade <= _LAST_PHYSICAL_GRADE)
    intellectual = intellectual_handbook & iq_assessed & (iq <= _HIGHEST_IQ)
    return np.asarray(beneath | physical | intellectual | (mental_grade == _MENTAL_GRADE))
