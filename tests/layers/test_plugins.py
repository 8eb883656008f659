"""Code is approved too: found and hashed before it is imported, changed by one character it is refused."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import pytest

from tests.layers.sample import Union, adopts
from uwanose.layers.plugin_reading import read_module
from uwanose.layers.plugin_rules import violations
from uwanose.layers.plugin_source import PluginIndex, module_name, package_name

DAY = date(2026, 4, 1)
CODE = '''\
"""K-101: waive half of the levy."""

import numpy as np

from uwanose import customizes

HALF = 2  # ordinance, article 5


def _half(amount):
    return amount // HALF


@customizes("K-101", "tax.levy")
def levy(income, fee):
    """The levy, halved."""
    return np.maximum(_half(income) - fee, 0)
'''
WRAP = """\
from uwanose import customizes


@customizes("K-101", "tax.levy", wrapper=True)
def levy(income):
    beneath = yield
    return beneath // 2
"""


def install(root: Path, code: str = CODE, plugin: str = "oi", name: str = "k_101") -> Path:
    """Write a plugin package and return its module."""
    package = root / plugin / package_name(plugin)
    package.mkdir(parents=True, exist_ok=True)
    (package / "__init__.py").write_text("raise SystemExit('the package was imported')\n", encoding="utf-8")
    module = package / f"{name}.py"
    module.write_text(code, encoding="utf-8")
    return module


def adopted(root: Path, mode: str = "replace", code: str = CODE) -> Union:
    """Return a union in which 大井町 has adopted K-101 with its code."""
    install(root, code)
    union = Union(root).entry("K-101", f"content: {{tax.levy: {{plugin: oi, mode: {mode}}}}}")
    return union.town("oi", "", adopts("K-101", "2021-04-01")).pinned()


def reread(union: Union, root: Path) -> Union:
    """Look at the plugins afresh, as the next command does."""
    union.plugins = PluginIndex(root, installed=False)
    return union


def test_an_approved_module_is_handed_out_as_the_bytes_that_were_hashed(tmp_path: Path) -> None:
    """What is executed later is what was checked now, whatever happens to the file in between."""
    union = adopted(tmp_path)
    assert union.codes() == []
    (layer,) = union.resolver().rules("oi", DAY).code["tax.levy"]
    assert (layer.customization, layer.mode, layer.file) == (
        "K-101",
        "replace",
        "plugins/oi/uwanose_oi/k_101.py",
    )
    module = union.plugins.module("oi", "k_101")
    (tmp_path / "oi/uwanose_oi/k_101.py").write_text("changed = 1\n", encoding="utf-8")
    assert module is not None
    assert module.data == CODE.encode()
    assert union.plugins.module("oi", "k_101") is module
    assert layer.sha256 == module.sha256


def test_nothing_is_imported_to_find_and_hash_a_plugin(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The package would end the program if it were."""
    monkeypatch.delitem(sys.modules, "uwanose_oi", raising=False)  # the sample's own, left by its tests
    adopted(tmp_path).resolver().rules("oi", DAY)
    assert "uwanose_oi" not in sys.modules


@pytest.mark.parametrize(
    ("old", "new"),
    [("- fee, 0)", "+ fee, 0)"), ("amount // HALF", "amount // -HALF"), ("HALF = 2", "HALF = 3")],
    ids=["logic", "helper", "constant"],
)
def test_one_changed_character_of_logic_helper_or_constant_is_refused(
    tmp_path: Path, old: str, new: str
) -> None:
    """決裁 covers the whole module; the finding names the file, and the run of 大井町 is refused."""
    union = adopted(tmp_path)
    assert old in CODE
    install(tmp_path, CODE.replace(old, new))
    found = reread(union, tmp_path).finding("G101")
    assert str(found.place) == "plugins/oi/uwanose_oi/k_101.py"
    assert "2020-02-10 の決裁" in found.ja
    assert found.scope == "oi"
    assert list(union.resolver().rules("oi", DAY).stopped) == ["tax.levy"]


def test_comments_docstrings_and_spacing_are_no_change(tmp_path: Path) -> None:
    """Only what can change a result is approved."""
    union = adopted(tmp_path)
    install(
        tmp_path, CODE.replace("# ordinance, article 5", "# 条例第5条").replace("The levy, halved.", "半額")
    )
    assert reread(union, tmp_path).codes() == []


def test_a_missing_module_is_told_with_the_place_to_put_it(tmp_path: Path) -> None:
    """The declared code must be there before anything runs."""
    union = adopted(tmp_path)
    (tmp_path / "oi/uwanose_oi/k_101.py").rename(tmp_path / "oi/uwanose_oi/k_109.py")
    reread(union, tmp_path)
    assert union.codes() == ["G101", "G108", "G115"]
    found = next(finding for finding in union.all_findings() if finding.code == "G108")
    assert "k_109" in found.ja
    assert "plugins/oi/uwanose_oi/k_101.py" in found.remedy_ja


@pytest.mark.parametrize(
    ("mode", "code", "codes"),
    [
        ("replace", CODE.replace('"tax.levy"', '"tax.relief"'), ["G109", "G111"]),
        ("replace", CODE.replace('"K-101"', '"K-102"'), ["G110"]),
        ("wrap", CODE, ["G112"]),
        ("replace", WRAP, ["G112"]),
        ("wrap", WRAP, []),
        ("replace", CODE + CODE.split("\n\n\n")[-1].replace("def levy", "def again"), ["G114"]),
        ("replace", "def levy(:\n", ["G102"]),
    ],
    ids=["other point", "other customization", "no wrapper", "wrapper", "wrap", "twice", "no Python"],
)
def test_register_and_program_must_agree(tmp_path: Path, mode: str, code: str, codes: list[str]) -> None:
    """Point, customization and mode are declared in the entry and marked in the code."""
    assert adopted(tmp_path, mode, code).codes() == codes


def violated(code: str) -> list[str]:
    """Return the codes of the findings about one module."""
    return [
        finding.code for finding in violations(read_module("oi", "k_101", "k_101.py", code.encode()), "oi")
    ]


@pytest.mark.parametrize(
    "line",
    [
        "import math",
        "from fractions import Fraction",
        "import numpy.typing as npt",
        "from uwanose import floor_100",
    ],
)
def test_pure_modules_may_be_imported(line: str) -> None:
    """uwanose, numpy and a short list of pure standard modules."""
    assert violated(line) == []


@pytest.mark.parametrize(
    "line",
    [
        "import os", "import sys", "from pathlib import Path", "import random", "import time", "import pandas",
        "from . import helper", "from .helper import half", "from uwanose_aikawa import k_007",
        "from uwanose.engine import formulas", "import numpy.ctypeslib", "import importlib",
    ],
)  # fmt: skip
def test_what_the_approved_hash_does_not_cover_may_not_be_imported(line: str) -> None:
    """Another file could change without anybody approving it."""
    assert violated(line) == ["G103"]


@pytest.mark.parametrize(
    "line",
    [
        "x = open('a')", "exec('1')", "eval('1')", "__import__('os')", "f = eval", "print(1)", "getattr(1, 'a')",
        "x = np.load('a')", "x = np.random", "d = datetime.now()", "d = date.today()", "c = (1).__class__",
        "def _f():\n    global X",
    ],
)  # fmt: skip
def test_a_result_comes_from_the_arguments_alone(line: str) -> None:
    """No files, clock, chance or internals."""
    assert violated(line) == ["G104"]


@pytest.mark.parametrize(
    "arguments", ["income=0", "*, income", "income, /", "*income", "**income"], ids=lambda text: text
)
def test_arguments_are_plain_names(arguments: str) -> None:
    """A default would be taken silently instead of the item."""
    assert violated(f'@customizes("K-101", "tax.levy")\ndef levy({arguments}):\n    return 0\n') == ["G106"]


def test_a_public_function_bears_its_mark() -> None:
    """One without it would silently not be used; helpers begin with an underscore."""
    assert violated("def levy(income):\n    return income\n") == ["G105"]
    assert violated("def _levy(income):\n    return income\n") == []


def test_a_wrapper_yields_and_nothing_else_does() -> None:
    """wrapper=True gets what lies beneath by ``yield``; a yield of an inner function is its own."""
    assert violated(WRAP) == []
    assert violated(WRAP.replace("    beneath = yield\n", "    beneath = income\n")) == ["G107"]
    assert violated(WRAP.replace(", wrapper=True", "")) == ["G107"]
    inner = '@customizes("K-101", "tax.levy")\ndef levy(income):\n    def steps():\n        yield 1\n    return income\n'
    assert violated(inner) == []


def test_an_installed_plugin_that_differs_from_the_workspace_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Which of them runs must be clear; equal ones are one."""
    site = tmp_path / "site"
    package = site / "uwanose_oi"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text("raise SystemExit('imported')\n", encoding="utf-8")
    (package / "k_101.py").write_text(CODE, encoding="utf-8")
    information = site / "uwanose_oi-1.0.dist-info"
    information.mkdir()
    (information / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: uwanose-oi\nVersion: 1.0\n", encoding="utf-8"
    )
    (information / "entry_points.txt").write_text("[uwanose.plugins]\noi = uwanose_oi\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(site))
    monkeypatch.delitem(sys.modules, "uwanose_oi", raising=False)  # the sample's own, left by its tests

    alone = PluginIndex(None)
    module = alone.module("oi", "k_101")
    assert module is not None
    assert module.installed
    assert module.file == str(package / "k_101.py")
    assert "oi" in alone.names

    union = adopted(tmp_path / "plugins")
    union.plugins = PluginIndex(tmp_path / "plugins")
    assert union.codes() == []
    (package / "k_101.py").write_text(CODE.replace("HALF = 2", "HALF = 3"), encoding="utf-8")
    union.plugins = PluginIndex(tmp_path / "plugins")
    found = union.finding("G113")
    assert str(found.place) == "plugins/oi/uwanose_oi/k_101.py"
    assert str(found.others[0]) == str(package / "k_101.py")
    assert "uwanose_oi" not in sys.modules


def test_a_second_town_that_adopts_the_formula_of_another_gets_it_and_a_third_does_not(
    tmp_path: Path,
) -> None:
    """Adoption alone decides what fires, whoever wrote or installed the code."""
    union = adopted(tmp_path).town("hayama", "", adopts("K-101", "2023-04-01"))
    resolver = union.resolver()
    assert [
        [layer.customization for layer in resolver.rules(town, DAY).code.get("tax.levy", ())]
        for town in ("oi", "hayama", "kiyokawa")
    ] == [["K-101"], ["K-101"], []]
    assert resolver.rules("hayama", date(2022, 4, 1)).code.get("tax.levy") is None
    assert resolver.rules("oi", DAY).program == resolver.rules("hayama", DAY).program
    assert resolver.rules("oi", DAY).program != resolver.rules("kiyokawa", DAY).program


def test_a_version_has_its_own_module(tmp_path: Path) -> None:
    """Past years stay recomputable: the first module keeps its bytes and its approval."""
    versions = (
        "content: {tax.levy: {plugin: oi, mode: replace}}\nversions:\n  - from: 2023-04-01\n"
        "    content: {tax.levy: {plugin: oi, mode: replace}}\n"
        "    approval: {on: 2023-01-10, document: 決裁2, content: pending}"
    )
    install(tmp_path, CODE.replace("HALF = 2", "HALF = 3"), name="k_101_v2")
    union = adopted(tmp_path).entry("K-101", versions)
    assert union.codes() == []
    resolver = union.resolver()
    modules = [
        resolver.rules("oi", day).code["tax.levy"][0].module for day in (date(2022, 4, 1), date(2023, 4, 1))
    ]
    assert modules == ["k_101", "k_101_v2"]


def test_a_program_may_be_missing_until_its_approval(tmp_path: Path) -> None:
    """While it is being written nobody is told off; what is there already is checked."""
    body = "content: {tax.levy: {plugin: oi, mode: replace}}"
    waiting = {"approval": "", "order": "", "accepted": "", "live": ""}
    assert Union(tmp_path).entry("K-101", body, **waiting).codes() == []
    install(tmp_path, CODE.replace("import numpy", "import os"))
    assert Union(tmp_path).entry("K-101", body, **waiting).codes() == ["G103"]


def test_names_of_modules_and_packages() -> None:
    """K-006 of 大井町: plugins/oi/uwanose_oi/k_006.py."""
    assert (module_name("K-006"), module_name("K-006", 2), package_name("oi")) == (
        "k_006",
        "k_006_v2",
        "uwanose_oi",
    )
