"""Explanations of every final result of every business, each by the first case file whose rows and rules can give it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from tests.cli.workspaces import ROOT
from uwanose.engine.case_files import Case, read_cases
from uwanose.engine.cases import CaseRunner
from uwanose.engine.explanation import Explanation
from uwanose.errors import Finding, Refused, UnknownName
from uwanose.workspace import Workspace
from uwanose_cli.running import Runner

__all__ = ["FINALS", "Finals"]


class Finals:
    """The bundled workspace with all its cases."""

    def __init__(self) -> None:
        self.workspace = Workspace.open(ROOT)
        self.runner = Runner(self.workspace)
        self._cases = CaseRunner(self.workspace.catalog, self.runner.programs, self.runner.rules)
        self._known: dict[str, Explanation] = {}

    @cached_property
    def cases(self) -> dict[str, list[Case]]:
        """The cases by business."""
        found: dict[str, list[Case]] = {}
        findings: list[Finding] = []
        for file in sorted(ROOT.glob("rules/*/cases/*.yaml")):
            for case in read_cases(
                file.read_bytes(), file.name, self.workspace.catalog, findings, self.runner.town_of
            ):
                found.setdefault(case.business, []).append(case)
        assert findings == []
        return found

    def explained(self, item: str) -> Explanation:
        """Explain an item: something else than 0 where a case gives it."""
        if item not in self._known:
            found = list(self._some(item))
            assert found, f"no case can give {item}"
            self._known[item] = next((one for one in found if one.value), found[0])
        return self._known[item]

    def _some(self, item: str) -> Iterator[Explanation]:
        business, _, name = item.partition(".")
        named = [
            (case, one.row) for case in self.cases[business] for one in case.expected if one.item == name
        ]
        others = [(case, row.key) for case in self.cases[business] for row in case.rows]
        tried = 0
        for case, row in [*named, *others]:
            try:
                explanation = self._cases.explain(case, row, name.replace(".", "_"))
            except (Refused, UnknownName, LookupError):
                continue
            yield explanation
            tried += 1
            if explanation.value or tried > 12:
                return


FINALS = sorted(
    item.id for item in Workspace.open(ROOT).catalog.items.values() if item.main and not item.owner
)
