"""What is said of formulas and of customizations' code that cannot be wired together: the invented dog levy with one mistake.

Below ``formulas`` a file changes the national formulas: what stands there, ``=>``, what instead (nothing before it: added at
the end). Below ``customized`` a file is the module ``k_006`` of a town's plugin; its first line names how it is laid
(``# replace levy``).
"""

from __future__ import annotations

from pathlib import Path

from tests.engine import invented as dog
from uwanose.errors import Finding, Refused

__all__ = ["found_in_customized", "found_in_formulas"]


def found_in_formulas(path: Path) -> list[Finding]:
    """Return what is wrong with changed national formulas."""
    old, new = path.read_text("utf-8").split("=>\n", 1)
    old, new = old.strip("\n"), new.rstrip("\n")
    if old:
        assert dog.FORMULAS.count(old) == 1, old
    text = dog.FORMULAS.replace(old, new) if old else f"{dog.FORMULAS}\n{new}\n"
    try:
        dog.program(text)
    except Refused as refused:
        return list(refused.findings)
    return []


def found_in_customized(path: Path) -> list[Finding]:
    """Return what is wrong with a town's code."""
    text = path.read_text("utf-8")
    mode, point = text.splitlines()[0].removeprefix("# ").split()
    rules = dog.rules(layers=[dog.code(point, "K-006", mode)])
    try:
        dog.program(given=rules, plugins=dog.Modules(k_006=text))
    except Refused as refused:
        return list(refused.findings)
    return []
