"""Owns the files a new plugin begins with: a distribution, a module with the right signature, a case that still fails."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from importlib.resources import files
from pathlib import Path
from string import Template

from uwanose.dates import fiscal_year
from uwanose.engine.case_files import Case
from uwanose.errors import Finding, Place, Refused
from uwanose.layers.model import Customization
from uwanose.layers.plugin_source import module_name, package_name
from uwanose.points.model import Catalog, Kind, Point, ValueType
from uwanose.source.decode import decode
from uwanose.workspace import Workspace
from uwanose_cli.bundled_cases import cases_in
from uwanose_cli.running import Runner
from uwanose_cli.signatures import Signature

__all__ = ["MODES", "scaffold"]

MODES = {"replace": "replace", "wrap": "wrap", "hook": ""}
_ROWS = 6  # of a case to begin with
_VALUES = {ValueType.AGE: "AgeLimit", ValueType.RATE: "Rate", ValueType.FLAG: "bool"}
_HOOKS = {
    "record_findings": "tuple[RecordFinding, ...]",
    "input_findings": "tuple[RecordFinding, ...]",
    "extra_fields": "dict[str, Column]",
    "document_variables": "dict[str, object]",
}


def scaffold(
    workspace: Workspace, name: str, entry: Customization, point: Point, kind: str
) -> tuple[dict[str, bytes], tuple[str, ...]]:
    """Return the files to write by their name, and those of the plugin that are there already and stay.

    Raises Refused when a file of this customization is there with something else in it; then nothing is written.
    """
    package, stem = package_name(name), module_name(entry.id)
    words = {
        "name": name, "package": package, "stem": stem, "id": entry.id, "title": _owner(workspace, name),
        "title_en": entry.title_en or entry.title_ja, "basis": entry.basis or point.basis or "条例",
        "point": point.id, "function": point.name, "wrapper": ", wrapper=True" if kind == "wrap" else "",
    }  # fmt: skip
    words |= _code(workspace.catalog, point, kind)
    base = f"plugins/{name}"
    shared = {
        f"{base}/pyproject.toml": _made("pyproject.toml", words),
        f"{base}/README.md": _made("readme.md", words),
        f"{base}/{package}/__init__.py": _made("init.py", words),
    }
    own = {
        f"{base}/{package}/{stem}.py": _made("module.py", words),
        f"{base}/tests/test_{name.replace('-', '_')}_{stem}.py": _made("test.py", words),
        f"{base}/tests/cases/{stem}.yaml": _case(workspace, entry, point),
    }
    there = {
        file: (workspace.root / file).read_bytes()
        for file in (*shared, *own)
        if (workspace.root / file).exists()
    }
    other = [file for file in own if file in there and there[file] != own[file].encode()]
    if other:
        raise Refused([_exists(file) for file in other])
    new = {file: text.encode() for file, text in {**shared, **own}.items() if file not in there}
    return new, tuple(there)


def _made(template: str, words: dict[str, str]) -> str:
    return Template(
        files("uwanose_cli").joinpath(f"templates/plugin/{template}.txt").read_text("utf-8")
    ).substitute(words)


def _owner(workspace: Workspace, name: str) -> str:
    town = workspace.profile.municipalities.get(name)
    return f"{town.name_en}（{town.name_ja}）" if town else name


def _code(catalog: Catalog, point: Point, kind: str) -> dict[str, str]:
    """Return what of the module depends on the point: imports, arguments with types, what they are, the body."""
    signature = Signature.of(catalog, point, "ja")
    typed = [(one, _type(catalog, point, one.name)) for one in signature.arguments]
    item = catalog.items.get(point.id)
    plain = (
        _HOOKS.get(point.name, "Column")
        if kind == "hook"
        else "Flags"
        if item and item.unit == "flag"
        else "Column"
    )
    result = f"Generator[None, {plain}, {plain}]" if kind == "wrap" else plain
    named = sorted(
        {word for text in (result, *(one for _, one in typed)) for word in re.findall("[A-Z][A-Za-z]+", text)}
        - {"None", "Generator"}
    )
    imports = "from collections.abc import Generator\n\n" if kind == "wrap" else ""
    imports += f"from uwanose import {', '.join([*named, 'customizes'])}\n"
    lines = [f"    {one.name}: {one.label}（{one.unit or '-'}）、{_shape(of)}" for one, of in typed]
    unit = " ".join((signature.unit or "-", *signature.choices))
    given = {
        "record_findings": "確認する行（真偽の列）と理由の組",
        "input_findings": "確認する行（真偽の列）と理由の組",
    }
    lines.append(f"    結果: {given.get(point.name, f'1行に1つの値（{unit}）')}")
    beneath = "beneath = yield  # 下の層の結果\n    " if kind == "wrap" else ""
    unused = "  # beneath を使って書く" if kind == "wrap" else ""
    body = f'{beneath}raise NotImplementedError("ここに計算を書いてください"){unused}'
    return {
        "imports": imports,
        "arguments": ", ".join(f"{one.name}: {of}" for one, of in typed),
        "result": result,
        "explained": "\n".join(lines),
        "body": body,
    }


def _type(catalog: Catalog, point: Point, name: str) -> str:
    business = catalog.businesses[point.business]
    if name == "household":
        return "Household"
    if name in ("year", "legal_date"):
        return "Column" if business.clock == "date" else "int"
    for value in catalog.points.values():
        if value.business == point.business and value.name == name and value.kind is not Kind.FORMULA:
            return (
                "LookupTable" if value.kind is Kind.TABLE else _VALUES.get(value.type or ValueType.YEN, "int")
            )
    declared = catalog.inputs[point.business].get(name)
    item = next(
        (one for one in catalog.items.values() if (one.business, one.name) == (point.business, name)), None
    )
    flag = (declared and declared.type is ValueType.FLAG) or (item and item.unit == "flag")
    return "Flags" if flag else "Column"


def _shape(of: str) -> str:
    words = {
        "Column": "整数の列（行数）",
        "Flags": "真偽の列（行数）",
        "Household": "グループの合計・最大など",
        "LookupTable": "表",
    }
    return words.get(of, "1つの値")


def _case(workspace: Workspace, entry: Customization, point: Point) -> str:
    """Return a case with rows of an example of the business; what is to come out is still to be written."""
    town = (
        next(iter(entry.wishes), next(iter(entry.request.by), "oi"))
        if entry.wishes or entry.request.by
        else "oi"
    )
    found: list[Finding] = []
    base = workspace.root if (workspace.root / "rules").is_dir() else workspace.bundled("rules").parent
    cases = [
        case
        for case in cases_in(Runner(workspace), [base / "rules" / point.business / "cases"], found)
        if case.business == point.business and case.town
    ]
    best = min(
        cases,
        key=lambda case: (not _expects(case, point), len(case.rows) > _ROWS, len(case.rows)),
        default=None,
    )
    head = (
        f"# {entry.id} {entry.title_ja}\n"
        "# 行と額は国の計算例から写したものです。条例の例の行と額に書き換え、source に出典を書いてください。\n\n"
        f"- name: {entry.title_ja}（条例の例に書き換える）\n"
        f"  business: {point.business}\n  town: {town}\n"
    )
    first = min(entry.wishes.values(), default=None)
    column = workspace.catalog.businesses[point.business].clock_column
    if best and best.on:
        head += f"  year: {fiscal_year(first) if first else fiscal_year(best.on)}\n"
    head += "  source: ここに出典（条例・要綱・町の案内）\n"
    return (
        head
        + ("\n".join(_rows(base, best, point.name, column, first)) if best else "  rows: []\n  expect: {}")
        + "\n"
    )


def _expects(case: Case, point: Point) -> bool:
    return any(one.item == point.name for one in case.expected)


def _rows(base: Path, case: Case, item: str, column: str, first: date | None) -> Iterator[str]:
    """Yield the rows of a case as its author wrote them, on the first day wished, and what it expects of the item."""
    file = Path(case.place.file)
    path = file if file.is_absolute() else base / file
    lines = decode(path.read_bytes(), str(path), [], "register").content.splitlines()[case.place.line - 1 :]
    end = next((at for at, line in enumerate(lines[1:], 1) if line.startswith("- ")), len(lines))
    block, alone = "", any(one.item == item for one in case.expected)
    for line in lines[:end]:
        block = (
            line.strip()
            if line.startswith(("  rows:", "  expect:"))
            else block
            if line.startswith("    ")
            else ""
        )
        if block == "rows:" and first and column:
            yield re.sub(rf"\b{column}: *[0-9-]+", f"{column}: {first.isoformat()}", line)
        elif block == "expect:" and alone and line.startswith("    "):
            if wanted := re.search(rf"[{{ ]({item}: *[^,}}]+)", line):
                yield f"{line[: line.index('{')]}{{{wanted[1]}}}"
        elif block:
            yield line


def _exists(file: str) -> Finding:
    return Finding(
        code="U160",
        place=Place(file),
        scope="register",
        ja=f"{file} はもうあり、雛形と違う内容です。何も書いていません。",
        en=f"{file} is there already and holds something else; nothing was written.",
        remedy_ja="書きかけのものはそのまま使ってください: uwanose plugin check で確かめられます。作り直すなら、先に別の名前に移してください。",
        remedy_en="Go on with it (uwanose plugin check), or move it away first.",
    )
