"""Owns findings as SARIF 2.1.0 (Static Analysis Results Interchange Format): what editors and code hosts show at the line."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from urllib.parse import quote

from uwanose.errors import Finding, Place, Severity, UnknownName
from uwanose.version import __version__
from uwanose_cli.meanings import meaning
from uwanose_cli.output import gathered

__all__ = ["sarif"]

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}
_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def sarif(findings: Sequence[Finding], language: str) -> bytes:
    """Return the findings as one run: each rule once with its meaning, places relative to the workspace (%SRCROOT%).

    A finding that stands for many is given one by one, since a viewer shows each at its own line.
    """
    each = [one for finding in findings for one in (gathered(finding) or (finding,))]
    codes = sorted({finding.code for finding in each})
    driver = {
        "name": "uwanose",
        "version": __version__,
        "rules": [_rule(code, language) for code in codes],
    }
    run = {
        "tool": {"driver": driver},
        "language": language,
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, codes.index(finding.code), language) for finding in each],
    }
    told = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(told, ensure_ascii=False, indent=1).encode() + b"\n"


def _rule(code: str, language: str) -> Mapping[str, object]:
    try:
        found = meaning(code)
    except UnknownName:  # a code of a plugin or of a town's own check
        return {"id": code}
    return {
        "id": code,
        "shortDescription": {"text": found.heading_in(language)},
        "fullDescription": {"text": found.text_in(language)},
        "help": {"text": found.text_in(language)},
    }


def _result(finding: Finding, rule: int, language: str) -> Mapping[str, object]:
    message, remedy = (finding.ja, finding.remedy_ja) if language == "ja" else (finding.en, finding.remedy_en)
    places = [place for place in (finding.place, *finding.others) if place and place.file]
    result: dict[str, object] = {
        "ruleId": finding.code,
        "ruleIndex": rule,
        "level": _LEVELS[finding.severity],
        "message": {"text": "\n".join(part for part in (message, remedy) if part)},
        "locations": [_location(place) for place in places[:1]],
        "properties": {"scope": finding.scope} | ({"command": finding.command} if finding.command else {}),
    }
    if places[1:]:
        result["relatedLocations"] = [
            {"id": number, **_location(place)} for number, place in enumerate(places[1:], start=1)
        ]
    return result


def _location(place: Place) -> dict[str, object]:
    where: dict[str, object] = {
        "artifactLocation": {"uri": quote(place.file.replace("\\", "/")), "uriBaseId": "%SRCROOT%"}
    }
    if place.line:
        where["region"] = {"startLine": place.line, "startColumn": max(place.column, 1)}
    return {"physicalLocation": where}
