"""Owns finding the national formulas of a business: a walk over its package, where every public function is marked."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from pathlib import PurePath
from pkgutil import walk_packages
from types import CodeType, ModuleType
from typing import Any

from uwanose.engine.formulas import FormulaMark, mark_of
from uwanose.engine.model import Implementation
from uwanose.errors import Finding, Place

__all__ = [
    "NationalFormula", "arguments_of", "business_modules", "national_formulas", "public_functions", "shown_file",
    "signature_findings",
]  # fmt: skip

_PACKAGE = "uwanose.business"


@dataclass(frozen=True, slots=True)
class NationalFormula:
    """One national formula and the days it is in force."""

    mark: FormulaMark
    implementation: Implementation

    def in_force(self, day: date) -> bool:
        """Tell whether the formula computes its item on a day."""
        return self.mark.covers(day)


def national_formulas(
    business: str, findings: list[Finding], modules: Iterable[ModuleType] | None = None
) -> tuple[NationalFormula, ...]:
    """Return every marked formula of a business, in the order of modules and lines.

    A module may take over a formula several businesses share: it imports it and names it in ``__all__``. *modules* stand in
    for the package of the business.
    """
    found: list[NationalFormula] = []
    for module in business_modules(business) if modules is None else modules:
        for home, function in _functions(module):
            place = place_of(function, shown_file(home))
            mark = mark_of(function)
            if isinstance(mark, FormulaMark):
                findings.extend(signature_findings(function, place, "national", wrapper=False))
                found.append(NationalFormula(mark, _implementation(mark, function, place)))
            else:
                findings.append(_unmarked(function, place))
    return tuple(found)


def public_functions(module: ModuleType) -> Iterator[Callable[..., Any]]:
    """Yield the functions a module defines itself and does not hide with an underscore, in the order of lines."""
    own = [
        value
        for name, value in vars(module).items()
        if inspect.isfunction(value) and value.__module__ == module.__name__ and not name.startswith("_")
    ]
    yield from sorted(dict.fromkeys(own), key=lambda function: function.__code__.co_firstlineno)


def _functions(module: ModuleType) -> Iterator[tuple[ModuleType, Callable[..., Any]]]:
    """Yield the functions a module takes over by name, then its own, each with the module it stands in."""
    for name in getattr(module, "__all__", ()):
        function = vars(module)[name]
        if inspect.isfunction(function) and function.__module__ != module.__name__:
            yield import_module(function.__module__), function
    for function in public_functions(module):
        yield module, function


def arguments_of(function: Callable[..., Any]) -> tuple[str, ...]:
    """Return the names of what a function takes."""
    code: CodeType = function.__code__
    return code.co_varnames[: code.co_argcount]


def place_of(function: Callable[..., Any], file: str) -> Place:
    """Return where a function begins: the line of its mark."""
    return Place(file, function.__code__.co_firstlineno, 1)


def signature_findings(
    function: Callable[..., Any], place: Place, scope: str, *, wrapper: bool
) -> Iterator[Finding]:
    """Yield what a formula's signature may not have: every need is a plain named argument."""
    code: CodeType = function.__code__
    wrong: list[tuple[str, str]] = []
    if function.__defaults__:
        wrong.append(("引数の既定値", "default values"))
    if code.co_kwonlyargcount:
        wrong.append(("キーワード専用の引数", "keyword-only arguments"))
    if code.co_flags & inspect.CO_VARARGS:
        wrong.append(("*args", "*args"))
    if code.co_flags & inspect.CO_VARKEYWORDS:
        wrong.append(("**kwargs", "**kwargs"))
    if code.co_flags & (inspect.CO_COROUTINE | inspect.CO_ASYNC_GENERATOR):
        wrong.append(("async", "async"))
    is_generator = bool(code.co_flags & inspect.CO_GENERATOR)
    if is_generator and not wrapper:
        wrong.append(("yield（wrapper=True がない）", "a yield without wrapper=True"))
    if wrapper and not is_generator:
        wrong.append(("wrapper=True なのに yield がない形", "wrapper=True without a yield"))
    for ja, en in wrong:
        yield Finding(
            code="E103",
            ja=f"計算式 {function.__name__} に {ja} は使えません。",
            en=f"formula {function.__name__} may not have {en}.",
            remedy_ja="必要なものをすべて、既定値のない普通の引数として書いてください。包む式は beneath = yield の1回だけです。",
            remedy_en="Write every need as a plain argument without a default; a wrap yields exactly once.",
            place=place,
            scope=scope,
        )


def _implementation(mark: FormulaMark, function: Callable[..., Any], place: Place) -> Implementation:
    return Implementation(
        target=mark.item,
        function=function,
        arguments=arguments_of(function),
        place=place,
        document=inspect.getdoc(function) or "",
    )


def _unmarked(function: Callable[..., Any], place: Place) -> Finding:
    return Finding(
        code="E102",
        ja=f"関数 {function.__name__} に @formula の印がありません。印のない公開関数は計算に使われません。",
        en=f"function {function.__name__} has no @formula mark, so it would silently not be used.",
        remedy_ja="@formula() を付けるか、名前を下線（_）で始めてください。",
        remedy_en="Mark it with @formula(), or begin its name with an underscore.",
        place=place,
    )


def business_modules(business: str) -> Iterator[ModuleType]:
    """Yield the package of a business and its modules, by their names."""
    package = import_module(f"{_PACKAGE}.{business}")
    yield package
    for entry in sorted(
        walk_packages(package.__path__, f"{package.__name__}."), key=lambda entry: entry.name
    ):
        yield import_module(entry.name)


def shown_file(module: ModuleType) -> str:
    """Return the file as people know it: from the import package on, wherever it is installed."""
    path = PurePath(module.__file__ or module.__name__)
    return PurePath(*path.parts[-len(module.__name__.split(".")) - path.stem.count("__init__") :]).as_posix()
