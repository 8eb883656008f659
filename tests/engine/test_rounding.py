"""Every rounding is a named step: explanations can only name what the formulas name."""

from __future__ import annotations

import ast
from pathlib import Path

import numpy as np
import pytest

from tests.cli.workspaces import ROOT
from uwanose.business.amounts import rounded
from uwanose.engine.rounding import rounding_steps
from uwanose.money import ROUNDINGS, floor_10, floor_100, floor_div, floor_to


def _helper(amount: int) -> int:
    return floor_100(amount)


def _levy(amount: int) -> int:
    return _helper(sum(floor_10(one) for one in (amount, 3)))


def test_the_steps_of_helpers_belong_to_the_formula() -> None:
    """Those of a helper, of a comprehension, and what a value lays down."""
    assert rounding_steps(_levy) == ("floor_100", "floor_10")
    assert rounding_steps(rounded) == ("ceil_yen", "floor_yen")
    assert rounding_steps(len) == ()


def test_the_steps_cut_whole_numbers_and_columns_alike() -> None:
    """Below ten yen, below a unit, by a division."""
    assert (floor_10(1_239), floor_to(1_250, 500), floor_div(1_000, 3)) == (1_230, 1_000, 333)
    assert floor_to(np.array([999, 1_000], dtype=np.int64), 1_000).tolist() == [0, 1_000]


def test_every_step_has_its_words() -> None:
    """In both languages."""
    assert all(ja and en for ja, en in ROUNDINGS.values())


@pytest.mark.parametrize(
    "file",
    sorted(ROOT.glob("core/uwanose/business/*/*.py")),
    ids=lambda file: f"{file.parent.name}/{file.name}",
)
def test_no_formula_cuts_to_a_unit_without_naming_it(file: Path) -> None:
    """``amount // unit * unit`` has a name in ``money``; a date taken apart is no amount."""
    found = [
        node.lineno for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult) and isinstance(node.left, ast.BinOp)
        and isinstance(node.left.op, ast.FloorDiv) and ast.dump(node.left.right) == ast.dump(node.right)
    ]  # fmt: skip
    assert found == []
