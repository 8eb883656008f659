"""Owns paying one fixed amount in several instalments: all fractions go to the first."""

from __future__ import annotations

import numpy as np

from uwanose.engine.arithmetic import Column, Flags, product
from uwanose.engine.formulas import formula
from uwanose.money import floor_to


@formula
def later_instalment(
    amount: Column, instalments: Column, local_tax: Flags, instalment_tax_unit: int
) -> Column:
    """Each instalment after the first: whole yen, of local tax whole thousands. 端数計算法第3条・第7条, 地方税法第20条の4の2第6項."""
    each = amount // instalments
    return np.where(local_tax, floor_to(each, instalment_tax_unit), each)


@formula
def first_instalment(amount: Column, later_instalment: Column, instalments: Column) -> Column:
    """The first instalment: the rest, with all fractions. 端数計算法第3条, 地方税法第20条の4の2第6項."""
    return amount - product(later_instalment, instalments - 1)


@formula
def instalment_amount(
    instalment_number: Column,
    instalment_refused: Flags,
    kind_refused: Flags,
    first_instalment: Column,
    later_instalment: Column,
) -> Column:
    """The instalment this document is for. 端数計算法第3条, 地方税法第20条の4の2第6項."""
    found = np.where(instalment_number == 1, first_instalment, later_instalment)
    return np.where(instalment_refused | kind_refused, 0, found)
