"""Owns `plugin check` put together: which customizations are meant, and what their sources, cases and rows say."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from uwanose.engine.case_files import Case
from uwanose.engine.cases import CaseResult, CaseRunner
from uwanose.engine.program import Programs
from uwanose.errors import Finding, Place, Refused, Severity, UnknownName, nearest, sort_findings
from uwanose.governance.trial import Trial, held_as_it_stands
from uwanose.layers.approvals import changed_after_approval
from uwanose.layers.check_plugins import plugin_findings
from uwanose.layers.model import Customization, Override
from uwanose.workspace import Workspace
from uwanose_cli.bundled_cases import cases_in
from uwanose_cli.running import Runner

__all__ = ["Tried", "chosen", "tried"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """What came of one customization. ``approval`` is one of as_approved, changed, draft."""

    entry: Customization
    files: tuple[str, ...]
    points: tuple[str, ...]
    hashes: tuple[str, ...]
    approval: str
    findings: tuple[Finding, ...]
    cases: tuple[CaseResult, ...]
    trial: Trial

    @property
    def failed(self) -> bool:
        """Whether something is an error, or a case does not come out."""
        wrong = any(finding.severity is Severity.ERROR for finding in self.findings)
        return wrong or any(not case.passed for case in self.cases)


def chosen(workspace: Workspace, name: str) -> list[Customization]:
    """Return the entries a name means: an id, a plugin, or a path of its folder or module. Raises UnknownName, Refused."""
    entries = workspace.profile.customizations
    if name.upper() in entries:
        found = [entries[name.upper()]]
    else:
        path = Path(name)
        plugin, module = (path.name, "") if path.suffix != ".py" else (_plugin_of(path), path.stem)
        found = [
            entry
            for entry in entries.values()
            if any(one.plugin == plugin and module in ("", one.module) for one in _coded(entry))
        ]
        if not found and plugin not in workspace.plugins.names:
            known = [*entries, *workspace.plugins.names]
            raise UnknownName(
                "プラグインかカスタマイズ", "plugin or customization", name, nearest(name, known, 3)
            )
    if not any(_coded(entry) for entry in found):
        raise Refused([_no_code(workspace, name, found)])
    return found


def tried(workspace: Workspace, entry: Customization) -> Tried:
    """Check the source, then run the cases and look into the code over their rows."""
    modules = {(one.plugin, one.module): one for one in _coded(entry)}
    held = [module for key in modules if (module := workspace.plugins.module(*key))]
    files = tuple(module.file for module in held)
    findings = [
        one for one in plugin_findings(workspace.profile, workspace.plugins) if _concerns(one, entry, files)
    ]
    trial = Trial(entry.id)
    results: tuple[CaseResult, ...] = ()
    if not any(one.severity is Severity.ERROR for one in findings):
        results = _cases(workspace, entry, trial, findings)
    if entry.approval is None:
        approval = "draft"
    else:
        approval = (
            "changed"
            if changed_after_approval(workspace.profile, entry, workspace.plugins)
            else "as_approved"
        )
    return Tried(
        entry=entry,
        files=files,
        points=tuple(dict.fromkeys(one.point for one in _coded(entry))),
        hashes=tuple(module.sha256 for module in held),
        approval=approval,
        findings=tuple(dict.fromkeys(sort_findings(findings))),
        cases=results,
        trial=trial,
    )


def _cases(
    workspace: Workspace, entry: Customization, trial: Trial, findings: list[Finding]
) -> tuple[CaseResult, ...]:
    _, rules = held_as_it_stands(entry, workspace.profile, workspace.catalog, workspace.plugins)
    runner = CaseRunner(workspace.catalog, Programs(workspace.catalog, workspace.plugins), rules, trial.watch)
    paths = {workspace.root / "plugins" / one.plugin / "tests" for one in _coded(entry)}
    files = [
        file for path in sorted(paths) for file in sorted(path.rglob("*.yaml")) if file.stem in _stems(entry)
    ]
    cases: list[Case] = list(cases_in(Runner(workspace), files, findings))
    results = runner.run(cases)
    try:
        findings.extend(trial.findings())
    except Refused as refused:
        findings.extend(refused.findings)
    missing = [one for one in _coded(entry) if one.point.rsplit(".", 1)[-1] not in _reached(trial, entry)]
    if missing and not any(
        one.severity is Severity.ERROR for one in findings
    ):  # a failure has been told already
        findings.append(_untried(workspace, entry, missing))
    return results


def _reached(trial: Trial, entry: Customization) -> set[str]:
    """Return the names of points whose code was run, hooks of documents (which no case can reach) among them."""
    prefix = f"{entry.id.lower().replace('-', '_')}_"
    names = {name.removeprefix(prefix) for name in trial.executed}
    return names | {"document_variables"}


def _stems(entry: Customization) -> set[str]:
    return {entry.id.lower().replace("-", "_")}


def _coded(entry: Customization) -> list[Override]:
    overrides = [*entry.content, *(one for version in entry.versions for one in version.content)]
    return [one for one in overrides if one.plugin]


def _plugin_of(path: Path) -> str:
    parts = path.parts
    return parts[-3] if len(parts) >= 3 else path.parent.name.removeprefix("uwanose_")


def _concerns(finding: Finding, entry: Customization, files: tuple[str, ...]) -> bool:
    places = (finding.place, *finding.others)
    return any(place is not None and place.file in (*files, entry.place.file) for place in places)


def _no_code(workspace: Workspace, name: str, found: list[Customization]) -> Finding:
    place = found[0].place if found else Place(f"plugins/{name}")
    return Finding(
        code="G121",
        place=place,
        scope="register",
        ja=f"{name} には、台帳に登録されたプログラムがありません。",
        en=f"{name} has no code that the register declares.",
        remedy_ja="uwanose plugin list で一覧を、uwanose hooks で差し込める項目を見てください。",
        remedy_en="See `uwanose plugin list`, and `uwanose hooks` for the places that take code.",
    )


def _untried(workspace: Workspace, entry: Customization, missing: list[Override]) -> Finding:
    override = missing[0]
    stem = next(iter(_stems(entry)))
    labels = "、".join(workspace.catalog.points[one.point].label_ja for one in missing)
    return Finding(
        code="G116",
        severity=Severity.WARNING,
        place=override.place,
        scope="register",
        ja=f"{entry.id} の {labels} を通る計算例がないので、結果の型・順序・速さを確かめていません。",
        en=f"No case reaches the code of {entry.id} for {', '.join(one.point for one in missing)}: it was not tried.",
        remedy_ja=f"plugins/{override.plugin}/tests/cases/{stem}.yaml に計算例を書いてください（業務、採用する町村、採用の日以後の年度）。",
        remedy_en=f"Write a case in plugins/{override.plugin}/tests/cases/{stem}.yaml: its business, a town that adopts, a year from then on.",
    )
