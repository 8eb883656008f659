"""check --sarif: what an editor shows beside the line is what the screen says, at the same place."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from ruamel.yaml import YAML

from tests.cli.typed import typed
from tests.cli.workspaces import ROOT, copied


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_finding_stands_in_the_file_with_its_place_and_meaning(tmp_path: Path, language: str) -> None:
    """Errors at line and column, rules once each; the exit status stays that of check."""
    own, out = copied(tmp_path / "own"), tmp_path / "指摘.sarif"
    town = own / "profiles/kanagawa/towns/oi.yaml"
    town.write_text(
        town.read_text("utf-8").replace(
            "\nsettings:\n", "\nsettings:\n  resident_tax.no_such: {2021: 1}\n", 1
        ),
        "utf-8",
    )
    said = typed("check", "--sarif", out, "--details", "--json", "--lang", language, "--workspace", own)
    assert said.status == 1
    told: dict[str, Any] = json.loads(out.read_bytes())
    assert told["version"] == "2.1.0"
    (run,) = told["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert rules == sorted(set(rules))
    assert all(rule["shortDescription"]["text"] for rule in run["tool"]["driver"]["rules"])
    each = [one for finding in said.data["findings"] for one in finding["details"] or [finding]]
    assert [(one["ruleId"], one["level"]) for one in run["results"]] == [
        (finding["code"], finding["severity"]) for finding in each
    ]
    for result, finding in zip(run["results"], each, strict=True):
        assert rules[result["ruleIndex"]] == finding["code"]
        assert result["message"]["text"].startswith(finding[language])
        assert [
            _place(one) for one in [*result["locations"], *result.get("relatedLocations", [])]
        ] == finding["places"]
    mistyped = next(one for one in run["results"] if one["level"] == "error")
    assert _place(mistyped["locations"][0]).startswith("profiles/kanagawa/towns/oi.yaml:")


def _place(location: dict[str, Any]) -> str:
    where = location["physicalLocation"]
    file = unquote(where["artifactLocation"]["uri"])
    region = where.get("region")
    return f"{file}:{region['startLine']}:{region['startColumn']}" if region else file


def test_the_hook_for_pre_commit_runs_a_command_there_is() -> None:
    """And on a change of any file check reads."""
    (hook,) = YAML(typ="safe").load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    program, *arguments = hook["entry"].split()
    assert program == "uwanose"
    assert typed(*arguments, "--help").status == 0
    assert hook["pass_filenames"] is False
