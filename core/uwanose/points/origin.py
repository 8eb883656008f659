"""Owns where a national package comes from: the program it was copied from, and one finding where it fits this one not.

The national package and the program are one release: the formulas are code, what they are called and may read stands in
``rules/``. A copy that another version made therefore disagrees in dozens of places, none of which its reader can mend.
"""

from __future__ import annotations

from collections.abc import Sequence

from uwanose.errors import Finding, Gathered, Place, Severity
from uwanose.points.national_code import national_code, program_hash
from uwanose.points.package_files import COPIED_FROM
from uwanose.source.files import SourceFolder
from uwanose.version import __version__

_MISMATCH = "P144"


def copied_from(code: SourceFolder | None = None) -> str:
    """Return the text of ``rules/copied-from.txt`` for a copy this program makes."""
    return (
        f"uwanose {__version__} {program_hash(code or national_code())}\n"
        "この rules/（国の版）は、上の版の uwanose init が写しました。別の版で開いたとき、この行で気づきます。\n"
        "Copied by `uwanose init` of the version above; this line tells when another version opens it.\n"
    )


def gathered(findings: list[Finding], files: SourceFolder, code: SourceFolder) -> list[Finding]:
    """Return the findings of a package; the errors of a copy another version made are gathered into one."""
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    if not errors or _one_tree(files, code):
        return findings
    version, program = _stamp(files)
    mismatch = any(finding.code == _MISMATCH for finding in errors)
    if program == program_hash(code) or not (program or mismatch):
        return findings  # its own slips: each is for the reader to mend
    others = [finding for finding in findings if finding.severity is not Severity.ERROR]
    return [_other_version(version, errors), *others]


def _one_tree(files: SourceFolder, code: SourceFolder) -> bool:
    """Tell whether rules and formulas lie together, in a checkout or an installed package, or only in memory."""
    if files.root is None or code.root is None:
        return True
    package = code.root.resolve().parent
    return files.root.resolve() in (package.parents[1] / "rules", package / "_bundled" / "rules")


def _stamp(files: SourceFolder) -> tuple[str, str]:
    """Return the version and the hash of the program that made a copy; empty where the file does not say."""
    words = (files.get(COPIED_FROM) or b"").decode("utf-8", "replace").split(maxsplit=3)
    return (words[1], words[2]) if len(words) >= 3 and words[0] == "uwanose" else ("", "")


def _other_version(version: str, errors: Sequence[Finding]) -> Gathered:
    from_ja = (
        f"別の版（uwanose {version}）から写したもの" if version else "別の版から写したか、書き換えたもの"
    )
    from_en = f"was copied from another version (uwanose {version})" if version else "was copied or changed"
    if version == __version__:
        from_ja, from_en = (
            f"同じ {version} でも別の時点のプログラムから写したもの",
            f"was copied from another build of {version}",
        )
    return Gathered(
        code="P155",
        place=Place("rules"),
        ja=f"この作業フォルダの rules/（国の版）は、{from_ja}で、いまのプログラム（uwanose {__version__}）と合わないところが {len(errors)}件あります。このままでは計算できません。",
        en=f"The national package in rules/ {from_en}; it disagrees with this program (uwanose {__version__}) in {len(errors)} places, and nothing can be computed.",
        remedy_ja="uwanose init 新しいフォルダ で写し直し、その rules/ をこの rules/ と入れ替えて、uwanose check で確かめてください"
        "（profiles/・plugins/ はそのまま。国の値が変わった上書きは、そこで示されます）。1件ずつ見るには: uwanose check --details",
        remedy_en="Make a new copy (uwanose init NEW), put its rules/ in the place of this one and run uwanose check; leave profiles/ and "
        "plugins/ as they are (overrides over changed values are named there). To see each: uwanose check --details",
        details=tuple(errors),
    )
