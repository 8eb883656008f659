"""Owns `explain --save-case`: the explained group as a case at the end of a case file, tried before it is written."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from uwanose import __version__
from uwanose.dates import era_year
from uwanose.engine.case_files import Case, read_cases
from uwanose.engine.case_writing import KeptCase
from uwanose.engine.cases import CaseRunner
from uwanose.engine.explanation import Explanation
from uwanose.errors import Finding, Place, Refused, Severity
from uwanose.source.decode import decode
from uwanose.source.files import write_atomically
from uwanose_cli.running import Runner

__all__ = ["save_case"]

_HEADING = (
    "# 算定根拠から保存した計算例。uwanose test このファイル で、規則が変わっても結果が同じかを確かめます。\n"
)


def save_case(runner: Runner, found: Explanation, kept: KeptCase, path: Path) -> Case:
    """Add a case to a file (a new one is begun) and return it. Everything the file holds already stays as it is.

    Raises Refused when a value is an assumption, when the file cannot take a case, or when the case would not pass.
    """
    if found.assumed:
        raise Refused([_assumed(runner, found)])
    before = path.read_bytes() if path.exists() else b""
    earlier = _read(runner, before, path) if before.strip() else ()
    text = kept.text(
        _free_name(_name(runner, found), [case.name for case in earlier]),
        runner.workspace.profile.municipalities[found.municipality].name_ja,
        f"算定根拠から保存（uwanose {__version__}、版 {found.release}）。計算した額で、公表された例ではありません",
    )
    after = _added(before, text, path)
    cases = _read(runner, after, path)
    if [case.name for case in cases[:-1]] != [case.name for case in earlier]:
        raise Refused([_not_a_list(path)])
    (result,) = CaseRunner(runner.workspace.catalog, runner.programs, runner.rules).run(cases[-1:])
    if not result.passed:
        raise Refused([*result.findings, _not_alone(path)])
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(path, after)
    return cases[-1]


def _read(runner: Runner, data: bytes, path: Path) -> tuple[Case, ...]:
    findings: list[Finding] = []
    cases = read_cases(data, str(path), runner.workspace.catalog, findings, runner.town_of)
    if any(finding.severity is Severity.ERROR for finding in findings):
        raise Refused([_not_a_list(path), *findings])
    return cases


def _added(before: bytes, text: str, path: Path) -> bytes:
    """Return a file with a text at its end, in the line ends of the file."""
    if not before.strip():
        return (_HEADING + "\n" + text).encode()
    findings: list[Finding] = []
    old = decode(before, str(path), findings, "register")
    if old.encoding != "utf-8":
        raise Refused(findings)
    newline = "\r\n" if "\r\n" in old.content else "\n"
    gap = "" if old.content.endswith(("\n", "\r")) else newline
    return before + f"{gap}{newline}{text.replace(chr(10), newline)}".encode()


def _name(runner: Runner, found: Explanation) -> str:
    workspace = runner.workspace
    business = workspace.catalog.businesses[found.business]
    town = workspace.profile.municipalities[found.municipality].name_ja
    when = f" {era_year(int(found.legal_date[:4]))}" if business.clock == "year" else ""
    return f"{business.label_ja} {town}{when} {workspace.catalog.items[found.item].label_ja}"


def _free_name(name: str, taken: Sequence[str]) -> str:
    number = 2
    wanted = name
    while wanted in taken:
        wanted, number = f"{name}（{number}）", number + 1
    return wanted


def _assumed(runner: Runner, found: Explanation) -> Finding:
    points = runner.workspace.catalog.points
    return Finding(
        code="K112",
        scope="register",
        ja=f"仮定の値（{'、'.join(points[one].label_ja for one in found.assumed)}）による結果なので、計算例として残せません。",
        en=f"The result rests on assumed values ({', '.join(found.assumed)}); it cannot be kept as a case.",
        remedy_ja="町村の条例の値を設定（set）してから、--assume を付けずに保存してください。",
        remedy_en="Set the values of the town's ordinance and save it without --assume.",
    )


def _not_a_list(path: Path) -> Finding:
    return Finding(
        code="K113",
        scope="register",
        place=Place(str(path)),
        ja="このファイルには計算例を足せません（計算例の並びとして読めないところがあります）。何も書いていません。",
        en="No case can be added to this file: it does not read as a list of cases. Nothing was written.",
        remedy_ja="別のファイルの名前を指定するか、先に uwanose test で出る指摘を直してください。",
        remedy_en="Name another file, or mend what `uwanose test` says of it.",
    )


def _not_alone(path: Path) -> Finding:
    return Finding(
        code="K114",
        scope="register",
        place=Place(str(path)),
        ja="この世帯の行だけでは同じ結果になりません。計算例として残さず、何も書いていません。",
        en="The rows of this group alone do not give the same result. It is not kept as a case; nothing was written.",
        remedy_ja="入力の不可の行（rejects）と、ほかの指摘を確かめてください。",
        remedy_en="Look at the rejected rows of the input, and at the other findings.",
    )
