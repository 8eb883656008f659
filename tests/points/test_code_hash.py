"""Hashes of code: blind to form, wide awake to logic, equal on every supported Python."""

from __future__ import annotations

from datetime import date

import pytest

from uwanose.dates import FOREVER
from uwanose.points.code_hash import formulas_in, hash_function, hash_module, package_formulas

MODULE = '''\
"""Waive the per-head levy."""

from uwanose import customizes
import numpy as np

LIMIT = 1_000
RATES = {"a": (1, 2), "b": (3, None)}


@customizes("K-006", "health.relief")
def relief(age, amount, /, *, extra: int = 3):
    """国民健康保険税条例第3条"""
    text = f"{age!r:>{LIMIT}} of {amount:,}{{}}" "tail"
    if (n := len(text)) > 3 and not -1 < age <= 18:
        return np.where(age < LIMIT, amount * 0.5, 1e3)
    for i in range(10):
        match i:
            case [1, *rest] | {"k": None}:
                continue
            case _:
                break
    else:
        pass
    return [x async for x in y] if False else lambda *a, **k: (yield)


class Helper:
    """A class."""

    value: "int" = 1


async def later() -> None:
    """Nothing."""
    async with a as b, c:
        await b
    try:
        raise ValueError from None
    except* (OSError, ValueError) as error:
        del error
'''


# texts that Python 3.11 and 3.12 take apart differently
TEXTS = r'''
X = [f"{x=}", f"a{b:{c}}d", f"{x:}", f"{{}}", f"{a}{b!s}" "c" f"d{{e", f"{x!r:^{w}.{p}}", f"""{
a}""", rf"\{x}", f"{x:%Y-%m}", f"\N{DIGIT ONE}{x}", f"{ x = !r:^20}", u"x", b"\xff", 1e400, -0.0, 1j, ..., "\ud800"]
'''


def test_hashes_are_fixed_on_every_python() -> None:
    """What was approved under one Python must be what runs under the next: these hashes may never change.

    They were taken under Python 3.11, 3.12 and 3.13.
    """
    assert hash_module(MODULE.encode()) == "54939d4a8a79db7c8cb203e601525745b407c1ca3bdbacd67fba715c66dfa0d9"
    assert hash_function(MODULE.encode(), "relief") == (
        "5fa95473dce1621783a0be47edf9ca7ff6322944bd2a17ac4a82e251e3773cad"
    )
    assert hash_module(TEXTS.encode()) == "81678727d04a77a265de87b00ccb759221f760a0023428b703e481af6b834267"
    assert hash_module(b"") == "ad2e13b69c4fc1fda46413f740f426fc1793cfc6d6da8d226ba619f1aef48be7"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("LIMIT = 1_000", "LIMIT = 1000  # 円"),
        ("LIMIT = 1_000", "\n\n\nLIMIT = (\n    1_000\n)"),
        ('"""国民健康保険税条例第3条"""', '"""条例第3条（改正の説明）"""'),
        ('    """国民健康保険税条例第3条"""\n', ""),
        ('"""Waive the per-head levy."""\n', ""),
        ('"""A class."""', "'''Another text.'''"),
        ('{"a": (1, 2)', "{'a': ((1), 2,)"),
        ("\n", "\r\n"),
        ('" "tail"', 'tail"'),
        ("import numpy as np\n", "import numpy as np\n\n# end\n"),
    ],
)
def test_form_does_not_count(old: str, new: str) -> None:
    """Comments, docstrings, blank lines, quotes, brackets, line ends."""
    assert MODULE.replace(old, new) != MODULE
    assert hash_module(MODULE.encode()) == hash_module(MODULE.replace(old, new).encode())


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("1_000", "1_001"),
        ("1_000", "1_000.0"),
        ("<= 18", "< 18"),
        ("age < LIMIT", "age <= LIMIT"),
        ("and not", "or not"),
        ('"b": (3, None)', '"b": (3, 0)'),
        ('"b": (3, None)', '"c": (3, None)'),
        ("extra: int = 3", "extra: int = 4"),
        ("/, *", "*"),
        ("K-006", "K-007"),
        ("{amount:,}", "{amount}"),
        ("!r", "!s"),
        ("tail", "tale"),
        ("* 0.5", "* 0.25"),
        ("1e3", "1e4"),
        ("case _", "case 1"),
        ("import numpy as np", "import math as np"),
        ('value: "int" = 1', 'value: "int" = 2'),
        ("[1, *rest]", "[1, *_]"),
        ("except*", "except"),
        ("from None", ""),
        ("async with", "with"),
        ('{"k": None}', '{"k": True}'),
    ],
)
def test_any_change_of_logic_counts(old: str, new: str) -> None:
    """One character of logic, helper or constant makes another module."""
    assert MODULE.replace(old, new) != MODULE
    assert hash_module(MODULE.encode()) != hash_module(MODULE.replace(old, new, 1).encode())


def test_a_text_that_is_no_docstring_counts() -> None:
    """Only the first statement of a module, class or function is one."""
    assert hash_module(b"def f():\n    x\n    'a'\n") != hash_module(b"def f():\n    x\n    'b'\n")
    assert hash_module(b"X = 'a'\n") != hash_module(b"X = 'b'\n")


def test_a_module_that_is_no_python_still_has_a_hash() -> None:
    """It can never equal that of an approved module."""
    assert hash_module(b"def (") != hash_module(b"def ((")
    assert hash_module(b"x = 1\x00") != hash_module(b"x = 1")
    assert hash_module(b"(" * 100_000) == hash_module(b"(" * 100_000)
    assert hash_module(b"\xff") != hash_module(b"\xfe")


def test_other_encodings_of_the_same_text_are_the_same_module() -> None:
    """A byte order mark or a coding line is form."""
    text = 'X = "町"\n'
    assert hash_module(text.encode()) == hash_module(b"\xef\xbb\xbf" + text.encode())
    assert hash_module(text.encode()) == hash_module(b"# coding: cp932\n" + text.encode("cp932"))


FORMULAS = '''\
"""Levy."""
from uwanose.engine.formulas import formula
from uwanose.business.land import shared
from uwanose.business.land.shared import cut as cut_off, OTHER
from . import near

UNIT = 100
UNUSED = 1
if UNIT:
    STEP = 2


def _round(amount):
    return cut_off(amount, UNIT)


@formula
def levy(price, rate):
    """税額。第5条"""
    return _round(price) + STEP


@formula("levy", since=2025, until="2026-03-31")
def levy_2025(price):
    return shared.cut(price, 1) + near.NEAR


@formula(of="relief", since=date(2025, 10, 1))
def lowered():
    return 1


def unmarked():
    return 0
'''
SHARED = "from .deep import DEEP\nOTHER = 5\nALONE = 6\n\n\ndef cut(amount, unit):\n    return amount // unit * DEEP\n"
PACKAGE = {
    "core/uwanose/business/land/levy.py": FORMULAS.encode(),
    "core/uwanose/business/land/shared.py": SHARED.encode(),
    "core/uwanose/business/land/deep.py": b"DEEP = 7\n",
    "core/uwanose/business/land/near.py": b"NEAR = 8\n",
    "core/uwanose/business/land/__init__.py": b"",
}


def hashes(**changes: tuple[str, str]) -> dict[str, str]:
    """Return the hash of each formula with texts replaced in the modules named."""
    package = dict(PACKAGE)
    for short, (old, new) in changes.items():
        (name,) = (name for name in package if name.endswith(f"/{short}.py"))
        assert old.encode() in package[name]
        package[name] = package[name].replace(old.encode(), new.encode())
    return {formula.function: formula.sha256 for formula in package_formulas(package)}


def test_formulas_are_read_without_importing_anything() -> None:
    """Item, arguments, first and last day, line, article."""
    found = formulas_in(FORMULAS.encode(), "levy.py")
    assert [(one.item, one.function, one.arguments, one.since, one.until) for one in found] == [
        ("levy", "levy", ("price", "rate"), date.min, FOREVER),
        ("levy", "levy_2025", ("price",), date(2025, 4, 1), date(2026, 4, 1)),
        ("relief", "lowered", (), date(2025, 10, 1), FOREVER),
    ]
    assert found[0].document == "税額。第5条"
    assert FORMULAS.splitlines()[found[1].line - 1].startswith("def levy_2025")
    assert {one.file for one in found} == {"levy.py"}


@pytest.mark.parametrize(
    ("changes", "touched"),
    [
        ({"levy": ("UNUSED = 1", "UNUSED = 2")}, set()),
        ({"levy": ("第5条", "第6条")}, set()),
        ({"levy": ("since=2025", "since=2024")}, set()),
        ({"levy": ("UNIT = 100", "UNIT = 10")}, {"levy"}),
        ({"levy": ("STEP = 2", "STEP = 3")}, {"levy"}),
        ({"levy": ("return cut_off", "return 1 + cut_off")}, {"levy"}),
        ({"levy": ("return 1\n", "return 2\n")}, {"lowered"}),
        ({"levy": ("import cut as cut_off, OTHER", "import cut as cut_off")}, set()),
        ({"shared": ("amount // unit", "amount % unit")}, {"levy", "levy_2025"}),
        ({"shared": ("OTHER = 5", "OTHER = 6")}, {"levy_2025"}),
        ({"deep": ("7", "9")}, {"levy"}),
        ({"near": ("8", "9")}, {"levy_2025"}),
    ],
)
def test_a_formula_changes_with_everything_it_uses(
    changes: dict[str, tuple[str, str]], touched: set[str]
) -> None:
    """Helpers, constants and imported names count, in other modules too; what it does not use, does not."""
    before, after = hashes(), hashes(**changes)
    assert touched == {name for name in before if before[name] != after[name]}


def test_a_shared_formula_is_read_where_a_business_takes_it_over() -> None:
    """By its name in ``__all__``, with the file and line it stands at; an import alone is no formula of the business."""
    shared = b"STEP = 1\n\n\n@formula\ndef levy(a):\n    return a + STEP\n\n\n@formula\ndef other(a):\n    return a\n"
    taking = b"from uwanose.business.shared import levy, other\n__all__ = ['levy']\n"
    package = {"core/uwanose/business/shared.py": shared, "core/uwanose/business/land/levy.py": taking}
    (found,) = package_formulas(package, "/land/")
    assert (found.item, found.file, found.line) == ("levy", "core/uwanose/business/shared.py", 5)
    assert found.sha256 == hash_function(shared, "levy")
    (changed,) = package_formulas(
        package | {"core/uwanose/business/shared.py": shared.replace(b"= 1", b"= 2")}, "/land/"
    )
    assert found.sha256 != changed.sha256


def test_moving_a_helper_to_another_module_changes_nothing() -> None:
    """Tidying is no change of the law."""
    here = b"X = 3\n\n\ndef _h(a):\n    return a * X\n\n\n@formula\ndef levy(a):\n    return _h(a)\n"
    there = b"from uwanose.business.land.help import _h\n\n\n@formula\ndef levy(a):\n    return _h(a)\n"
    package = {"uwanose/business/land/help.py": b"X = 3\n\n\ndef _h(a):\n    return a * X\n"}
    assert hash_function(here, "levy") == hash_function(
        there, "levy", file="uwanose/business/land/l.py", package=package
    )


def test_functions_that_use_each_other_and_themselves_have_a_hash() -> None:
    """No endless walk."""
    text = b"def f(n):\n    return g(n)\n\n\ndef g(n):\n    return f(n - 1) if n else f\n"
    assert hash_function(text, "f") != hash_function(text.replace(b"n - 1", b"n - 2"), "f")


def test_an_unknown_function_is_an_error_of_the_caller() -> None:
    """Nobody gets the hash of nothing."""
    with pytest.raises(KeyError):
        hash_function(b"X = 1\n", "X")
    with pytest.raises(KeyError):
        hash_function(b"", "f")
    with pytest.raises(SyntaxError):
        formulas_in(b"def (", "f.py")
