"""Owns the fee of an application: its certificate, the number of copies, and what is free."""

from __future__ import annotations

import numpy as np

from uwanose.business.certificate_fees.codes import (
    LAST_OF_REGISTER,
    REGISTER,
    REGISTER_CODE,
    REMOVED_REGISTER_CODE,
    RESIDENCE,
    SEAL,
    SUPPLEMENT,
    TAX,
)
from uwanose.engine.arithmetic import Column, Flags, product
from uwanose.engine.formulas import formula
from uwanose.engine.tables import LookupTable


@formula
def code_too_early(certificate: Column, applied_on: Column, register_code_since: int) -> Flags:
    """Whether a code (識別符号) is asked for before there were any. 戸籍法第120条の3."""
    found: Flags = _is_code(certificate) & (applied_on < register_code_since)
    return found


@formula
def register_fee(
    certificate: Column,
    copies: Column,
    online: Flags,
    with_paper: Flags,
    code_too_early: Flags,
    register_fees: LookupTable,
) -> Column:
    """The fee of the family register; a code is free online or with the paper. 地方公共団体の手数料の標準に関する政令."""
    of_register = certificate <= LAST_OF_REGISTER
    fee = register_fees.pick("fee", np.where(of_register, certificate, REGISTER))
    free = (_is_code(certificate) & (online | with_paper)) | code_too_early
    return np.where(of_register & ~free, product(copies, fee), 0)


@formula
def town_fee(
    certificate: Column,
    copies: Column,
    town_residence: int,
    town_seal: int,
    town_supplement: int,
    town_tax: int,
) -> Column:
    """The fee of the other certificates. 地方自治法第227条, the town's ordinance on fees."""
    kinds = [certificate == one for one in (RESIDENCE, SEAL, SUPPLEMENT, TAX)]
    return product(copies, np.select(kinds, [town_residence, town_seal, town_supplement, town_tax], 0))


@formula
def fee(register_fee: Column, town_fee: Column) -> Column:
    """What is to be paid. 地方自治法第227条, 地方公共団体の手数料の標準に関する政令, the town's ordinance on fees."""
    return register_fee + town_fee


def _is_code(certificate: Column) -> Flags:
    found: Flags = (certificate == REGISTER_CODE) | (certificate == REMOVED_REGISTER_CODE)
    return found
