"""What is said of each wrong input of this folder; ``python -m tests.bad.said`` writes it down anew, to be read.

The Japanese comes first; what an English reader is told stands below ``--- English``.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bad.events import said_of_events
from tests.bad.papers import found_in_addressees, found_in_document, found_in_wording
from tests.bad.sheets import said_of_sheet
from tests.bad.wired import found_in_customized, found_in_formulas
from tests.cli.typed import Said, typed
from tests.cli.workspaces import copied
from tests.profiles.sample import ROOT, sample
from uwanose.charging.book import Book
from uwanose.charging.closing import draft
from uwanose.charging.quarters import Quarter
from uwanose.dates import parse_quarter
from uwanose.errors import Finding, sort_findings
from uwanose.governance.polls.reading import read_polls
from uwanose.layers.additions import with_additions
from uwanose.layers.checks import check
from uwanose.layers.plugin_reading import read_module
from uwanose.layers.plugin_rules import violations
from uwanose.layers.profile import load_profile
from uwanose.points.catalog import load_catalog
from uwanose.points.national_code import national_code
from uwanose.source.files import SourceFolder

__all__ = ["BAD", "ENGLISH", "inputs", "said", "written"]

BAD = Path(__file__).parent
ENGLISH = "--- English"
KANAGAWA = "profiles/kanagawa"
BUSINESS = "light_vehicle_tax"
CODE = "core/uwanose/business"


def inputs() -> list[Path]:
    """Return the wrong inputs: files, and the folders below ``together``."""
    kinds = sorted(folder for folder in BAD.iterdir() if folder.name in SAID)
    return [path for kind in kinds for path in sorted(kind.iterdir()) if _is_input(path)]


def _is_input(path: Path) -> bool:
    """A file or, below ``together`` and ``nation``, a folder; a folder below ``typed`` is laid over the workspace of its line."""
    return path.suffix != ".txt" and (
        path.parent.name in ("charged", "documents", "nation", "together") or path.is_file()
    )


def said(path: Path) -> str:
    """Return, as people read it, what is said of a wrong input and would not be said without it."""
    return SAID[path.parent.name](path)


def written(path: Path) -> Path:
    """Return where it is written down what must be said of a wrong input."""
    return path.with_name(f"{path.stem}.txt")


def _of_profile(changed: Mapping[str, bytes]) -> str:
    workspace, found = sample(), list[Finding]()
    files = SourceFolder.read(workspace.root / "profiles", "profiles")
    profile = load_profile(SourceFolder.of({**files.contents, **changed}), workspace.national, found)
    catalog = with_additions(workspace.national, profile)
    return _told([*found, *check(profile, catalog, workspace.plugins)], workspace.findings)


def _of_town(path: Path) -> str:
    return _of_profile({f"{KANAGAWA}/towns/hayama.yaml": path.read_bytes()})


def _of_register(path: Path) -> str:
    return _of_profile({f"{KANAGAWA}/customizations/K-900.yaml": path.read_bytes()})


def _of_poll(path: Path) -> str:
    found: list[Finding] = []
    files = SourceFolder.of({f"{KANAGAWA}/polls/P-900.yaml": path.read_bytes()})
    read_polls(files, sample().profile, found)
    return _told(found)


def _together(path: Path) -> str:
    return _of_profile({f"{KANAGAWA}/{name}": data for name, data in _laid(path, f"{KANAGAWA}/").items()})


def _charged(path: Path) -> str:
    """A changed register, and the quarter that is drafted of it: ``draft.txt`` holds the quarter and, to close it, a day."""
    workspace, found = sample(), list[Finding]()
    changed = {name: data for name, data in _laid(path, f"{KANAGAWA}/").items() if name != "draft.txt"}
    files = SourceFolder.read(workspace.root / "profiles", "profiles")
    laid = {f"{KANAGAWA}/{name}": data for name, data in changed.items()}
    profile = load_profile(SourceFolder.of({**files.contents, **laid}), workspace.national, found)
    quarter, *day = (path / "draft.txt").read_text("utf-8").split()
    drafted = draft(
        profile,
        Book(()),
        Quarter(*parse_quarter(quarter)),
        on=date.fromisoformat(day[0]) if day else None,
        document="見本",
        rules="",
    )
    return _told(
        drafted.findings,
        draft(workspace.profile, Book(()), Quarter(2026, 1), on=None, document="", rules="").findings,
    )


def _laid(folder: Path, root: str = "") -> dict[str, bytes]:
    """Return the files of a folder by name; of an edit, the sample's file below *root* as it is changed."""
    laid: dict[str, bytes] = {}
    for file in (file for file in folder.rglob("*") if file.is_file()):
        name = file.relative_to(folder).as_posix()
        if file.suffix == ".edit":
            name = name.removesuffix(".edit")
            laid[name] = _edited((ROOT / root / name).read_text("utf-8"), file).encode()
        else:
            laid[name] = file.read_bytes()
    return laid


def _edited(text: str, edit: Path) -> str:
    """Each part of an edit, parted by ``---``, says what stands in the sample's file and, below ``=>``, what instead."""
    for part in edit.read_text("utf-8").split("\n---\n"):
        old, new = (side.strip("\n") for side in part.split("\n=>", 1))
        assert text.count(old) == 1, f"{edit}: {old!r} stands {text.count(old)} times in the sample"
        text = text.replace(old, new)
    return text


def _of_rules(path: Path) -> str:
    return _of_nation({f"rules/{BUSINESS}/more.yaml": path.read_bytes()})


def _nation(path: Path) -> str:
    return _of_nation(_laid(path))


def _of_nation(changed: Mapping[str, bytes]) -> str:
    return _told(_found_in_nation(changed), _found_in_nation({}))


def _found_in_nation(changed: Mapping[str, bytes]) -> list[Finding]:
    """One business is enough, and quick to read."""
    rules = SourceFolder.read(ROOT / "rules", "rules").contents
    mine = {
        name: data
        for name, data in rules.items()
        if name.startswith((f"rules/{BUSINESS}/", "rules/releases.yaml"))
    }
    code = national_code().below(f"{CODE}/{BUSINESS}/").contents
    of_rules = {name: data for name, data in changed.items() if name.startswith("rules/")}
    of_code = {name: data for name, data in changed.items() if name not in of_rules}
    found: list[Finding] = []
    load_catalog(SourceFolder.of({**mine, **of_rules}), None, found, SourceFolder.of({**code, **of_code}))
    return found


def _of_plugin(path: Path) -> str:
    module = read_module("oi", "k_900", "plugins/oi/uwanose_oi/k_900.py", path.read_bytes())
    return _told(violations(module, "oi"))


def _of_rows(path: Path, language: str) -> str:
    with TemporaryDirectory() as folder:
        out = Path(folder) / "out.csv"
        line = ("run", BUSINESS, "--town", "開成町", "--year", "R8", path, "-o", out, "--workspace", ROOT)
        answer = typed(*line, "--lang", language)
        rejects = out.with_suffix(".rejects.csv")
        lines = rejects.read_text("utf-8-sig").splitlines() if rejects.exists() else []
        return _answered(answer, path, (answer.err, *lines), language)


def _of_case(path: Path, language: str) -> str:
    answer = typed("test", path, "--workspace", ROOT, "--lang", language)
    return _answered(answer, path, (answer.err, answer.out), language)


def _of_typed(path: Path) -> str:
    """The lines of the file, typed one after another; beside a folder of its name, in a copy of the sample with it.

    What the last line says counts, in both languages; ``{here}`` is the folder of the file, ``{inputs}`` that of small files, ``{out}`` an empty one.
    """
    laid = path.with_suffix("")
    with TemporaryDirectory() as folder, TemporaryDirectory() as out:
        workspace = copied(Path(folder)) if laid.is_dir() else ROOT
        if laid.is_dir():
            for name, data in _laid(laid).items():
                (workspace / name).parent.mkdir(parents=True, exist_ok=True)
                (workspace / name).write_bytes(data)
        lines = [
            [
                word.replace("{here}", str(laid))
                .replace("{inputs}", str(BAD / "inputs"))
                .replace("{out}", out)
                for word in shlex.split(line)[1:]
            ]
            for line in path.read_text("utf-8").splitlines()
            if line and not line.startswith("#")
        ]
        for line in lines[:-1]:
            assert typed(*line, "--workspace", workspace).status == 0, line

        def say(language: str) -> str:
            answer = typed(*lines[-1], "--workspace", workspace, "--lang", language)
            return (
                _answered(answer, path, (answer.err, answer.out), language)
                .replace(f"{workspace}/", "")
                .replace(f"{out}/", "")
                .replace(f"{BAD}/inputs/", "")
                .replace(f"{BAD.relative_to(ROOT)}/inputs/", "")
            )

        return _in_both(say)


def _told(findings: Iterable[Finding], known: Iterable[Finding] = ()) -> str:
    before = set(known)
    new = [finding for finding in sort_findings(findings) if finding not in before]
    return _in_both(
        lambda language: "\n".join(f"{finding.severity} {finding.text(language)}" for finding in new) + "\n"
    )


def _in_both(say: Callable[[str], str]) -> str:
    return f"{say('ja')}{ENGLISH}\n{say('en')}"


def _answered(answer: Said, path: Path, parts: Iterable[str], language: str) -> str:
    """Return what was said, without where this folder happens to lie."""
    lines = (line for part in parts for line in part.splitlines())
    text = "\n".join([f"{'終了コード' if language == 'ja' else 'exit status'} {answer.status}", *lines])
    text = re.sub(r"(、|, )uwanose/\S+:\d+:\d+", "", text)  # the line of a formula is no promise
    return text.replace(str(path), path.name).replace(f"{ROOT}/", "") + "\n"


def _typed_in_both(say: Callable[[Path, str], str]) -> Callable[[Path], str]:
    return lambda path: _in_both(lambda language: say(path, language))


SAID: Mapping[str, Callable[[Path], str]] = {
    "customized": lambda path: _told(found_in_customized(path)),
    "events": lambda path: said_of_events(path, _in_both),
    "cases": _typed_in_both(_of_case),
    "charged": _charged,
    "register": _of_register,
    "rows": _typed_in_both(_of_rows),
    "addressees": lambda path: _told(found_in_addressees(path)),
    "documents": lambda path: _told(found_in_document(_laid(path, "rules/resident_tax/documents/"))),
    "wordings": lambda path: _told(found_in_wording(path)),
    "formulas": lambda path: _told(found_in_formulas(path)),
    "nation": _nation,
    "plugins": _of_plugin,
    "polls": _of_poll,
    "rules": _of_rules,
    "sheets": lambda path: said_of_sheet(path, _in_both),
    "together": _together,
    "towns": _of_town,
    "typed": _of_typed,
}


if __name__ == "__main__":
    for wrong in inputs():
        written(wrong).write_text(said(wrong), encoding="utf-8", newline="\n")
