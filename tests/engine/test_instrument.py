"""Copies of formulas note which conditions held; what they compute is the same."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from uwanose.engine.instrument import Conditions, instrumented, shared_modules
from uwanose.engine.national import business_modules, public_functions

SOURCE = '''
import numpy as np
from uwanose.business.amounts import at_most

CAP = 100 if np is not None else 0

def levy(income, owes, cap: "int" = 5):
    """A levy."""
    if cap > 1000:
        return income
    amount = np.where((income > 500) & ~owes, 0, income)
    return at_most(amount, CAP)

def flags(income, owes):
    """A flag."""
    return (income > 10) | owes
'''


def noted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[ModuleType, Conditions]:
    """Return the copy of a module that stands in a file."""
    from uwanose.engine import instrument

    file = tmp_path / "levies.py"
    file.write_text(SOURCE, "utf-8")
    module = ModuleType("uwanose.business.invented.levies")
    module.__file__ = str(file)
    monkeypatch.setattr(instrument, "business_modules", lambda business: [module])
    conditions = Conditions()
    (copy,) = instrumented("invented", conditions, ())
    return copy, conditions


def listed(conditions: Conditions) -> list[tuple[str, bool, bool]]:
    """Return what has not been seen both ways."""
    return [(one.text, held, failed) for one, held, failed in conditions.one_sided()]


def test_each_operand_of_a_condition_is_noted_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both ways for both operands, and both sides of a cap."""
    copy, conditions = noted(tmp_path, monkeypatch)
    income = np.array([600, 40, 300], dtype=np.int64)
    assert copy.levy(income, np.array([True, True, False])).tolist() == [100, 40, 100]
    assert listed(conditions) == [
        ("cap > 1000", False, True),
        ("income > 10", False, False),
        ("owes", False, False),
    ]
    assert conditions.outcomes == (7, 12)


def test_a_condition_never_seen_otherwise_is_named_with_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody above 500, nobody above the cap."""
    copy, conditions = noted(tmp_path, monkeypatch)
    copy.levy(np.array([40], dtype=np.int64), np.array([False]))
    found = {one.text: (one.opposite, str(one.place)) for one, _, _ in conditions.one_sided()}
    assert found["amount < CAP"][0] == "amount > CAP"
    assert found["income > 500"] == (
        "not (income > 500)",
        "uwanose/business/invented/levies.py:11:24",
    ) or found["income > 500"][1].endswith(":11:24")


def test_the_return_of_a_flag_is_a_condition(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An item of unit flag is made of conditions without any np.where."""
    copy, conditions = noted(tmp_path, monkeypatch)
    assert copy.flags(np.array([5, 50]), np.array([False, True])).tolist() == [False, True]
    assert ("income > 10", True, True) not in listed(conditions)
    assert "owes" not in [text for text, held, failed in listed(conditions) if held or failed]


def test_the_copies_have_the_same_formulas_and_know_one_another() -> None:
    """Every marked function is there once more, and a helper of another module is that module's copy."""
    shared = shared_modules(Conditions())
    for business in ("medical_subsidy", "resident_tax", "late_elderly_premium"):
        conditions = Conditions()
        copies = instrumented(business, conditions, shared)
        assert [[function.__name__ for function in public_functions(module)] for module in copies] == [
            [function.__name__ for function in public_functions(module)]
            for module in business_modules(business)
        ]
        assert conditions.known
    helpers = next(module for module in shared if module.__name__ == "uwanose.business.amounts")
    (income,) = (
        module
        for module in instrumented("resident_tax", Conditions(), shared)
        if module.__name__.endswith(".income")
    )
    assert income.at_least is helpers.at_least
