"""The smallest workspace for each status of an upgrade: what the old release declares, what the new one, what a layer overrides."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.cli.typed import typed
from tests.points.sample import BUSINESS, INPUTS, RELEASES
from uwanose.layers.hashes import content_hash
from uwanose.workspace import Workspace

CONSORTIUM = """\
label: 組合
systems: {vehicles: {label: 車両, businesses: [vehicle_tax]}}
participation:
  hayama: {vehicles: [{from: 2011-10-01}]}
  oi: {vehicles: [{from: 2011-10-01}]}
drivers: {population: {label: 人口, reference_date: 2013-03-31, source: 見本, values: {hayama: 33742, oi: 17501}}}
sharing_formulas:
  half:
    label: 均等
    from: 2011-10-01
    terms: [{basis: equal, share: 1}]
    remainder: largest_remainder
    tie_order: [hayama, oi]
    laid_down_in: 規程
prefecture_formula: half
due_dates: {1: 05-20, 2: 08-20, 3: 11-20, 4: 02-20}
payee: 会計管理者
"""
WRITTEN = Path(__file__).parent / "upgraded"
ENGLISH = "--- English"
TOWNS = {
    "hayama": 'municipality: {code: "143014", name: {ja: 葉山町, en: Hayama}}\n',
    "oi": 'municipality: {code: "143626", name: {ja: 大井町, en: Oi}}\n',
}
ENTRY = """\
id: K-101
title: {ja: 見本, en: Sample}
business: vehicle_tax
door: own_measure
request: {by: [oi], on: 2019-06-14, document: 要望1}
decision: {working_group: 税, on: 2019-08-20, outcome: OUTCOME}
approval: {on: 2020-02-10, document: 決裁1, content: pending}
order: {on: 2020-03-01, multi_year: none}
accepted: 2020-06-19
live: 2020-07-01
content: {vehicle_tax.p: 3_500}
costs: [{id: upkeep, kind: recurring, yearly: 24_000, start: 2021-04}]
"""
CONSENT = "consent: {on: 2019-12-20, document: 承諾1, up_to: 1, yearly_up_to: 24_000}"
AGREED = "agreements: {hayama: {on: 2019-11-05, document: 同意}, oi: {on: 2019-11-05, document: 同意}}"
PARAMETER = """\
vehicle_tax.p:
  kind: parameter
  label: {ja: 手数料, en: Fee}
  type: yen
  may_set: ordinance
  basis: 車両税法第4条
  values: {2021: 3_000}
"""
STANDARD = PARAMETER.replace("ordinance", "standard")
SETTING = "settings: {vehicle_tax.p: {2021: 3_500}}\n"
ADOPTION = f"adopts: [{{id: K-101, from: 2021-04-01, {CONSENT}}}]\n"


@dataclass(frozen=True)
class Case:
    """What an old release declares, what the new one does instead, and what lies over it."""

    before: str
    after: str
    towns: dict[str, str] = field(default_factory=dict)
    prefecture: str = "settings: {}\n"
    outcome: str = ""


def now(text: str, new: str, amount: str = "") -> str:
    """Return a point with what the new release knows besides."""
    value = amount or new
    return text.replace("{2021: 3_000}", f'{{2021: 3_000, 2026: {{value: {value}, known: "2026.04"}}}}')


CASES = {
    "unaffected": Case(PARAMETER, PARAMETER, {"oi": SETTING}),
    "review_setting": Case(PARAMETER, now(PARAMETER, "3_200"), {"oi": SETTING}),
    "review_customization": Case(STANDARD, now(STANDARD, "3_200"), {"oi": ADOPTION}, outcome="town"),
    "retire_setting": Case(PARAMETER, now(PARAMETER, "3_500"), {"oi": SETTING}),
    "retire_customization": Case(STANDARD, now(STANDARD, "3_500"), {"oi": ADOPTION}, outcome="town"),
    "redundant": Case(PARAMETER, PARAMETER, {"oi": SETTING.replace("3_500", "3_000")}),
    "freed": Case(STANDARD, PARAMETER, {"oi": ADOPTION}, outcome="town"),
    "forbidden_setting": Case(PARAMETER, PARAMETER.replace("ordinance", "law"), {"oi": SETTING}),
    "forbidden_customization": Case(
        STANDARD, STANDARD.replace("standard", "law"), {"oi": ADOPTION}, outcome="town"
    ),
    "charged": Case(PARAMETER, STANDARD, {"oi": SETTING}),
    "moved": Case(
        PARAMETER,
        PARAMETER.replace("vehicle_tax.p:", "vehicle_tax.fee:\n  renamed_from: [vehicle_tax.p]"),
        {"oi": SETTING},
    ),
    "moved_customization": Case(
        STANDARD,
        STANDARD.replace("vehicle_tax.p:", "vehicle_tax.fee:\n  renamed_from: [vehicle_tax.p]"),
        {"oi": ADOPTION},
        outcome="town",
    ),
    "broken_gone": Case(PARAMETER, PARAMETER.replace("vehicle_tax.p:", "vehicle_tax.q:"), {"oi": SETTING}),
    "broken_type": Case(
        STANDARD, STANDARD.replace("yen", "flag").replace("3_000", "はい"), {"oi": ADOPTION}, outcome="town"
    ),
    "broken_range": Case(
        PARAMETER, PARAMETER.replace("  values", "  most: 3_400\n  values"), {"oi": SETTING}
    ),
    "broken_ceiling": Case(
        PARAMETER.replace("  values", "  national_value_is: ceiling\n  values").replace("3_000", "4_000"),
        now(PARAMETER.replace("  values", "  national_value_is: ceiling\n  values"), "3_200").replace("3_000", "4_000"),
        {"oi": SETTING},
    ),
    "promote_setting": Case(PARAMETER, PARAMETER, {"oi": SETTING, "hayama": SETTING}),
    "promote_customization": Case(STANDARD, STANDARD, {"oi": ADOPTION, "hayama": ADOPTION}, outcome="town"),
    "shadowed": Case(
        PARAMETER.replace("ordinance", "option"),
        PARAMETER.replace("ordinance", "option"),
        {"oi": SETTING.replace("3_500", "3_600"), "hayama": SETTING},
        prefecture="settings: {vehicle_tax.p: {2021: 3_100}}\n",
    ),
}  # fmt: skip


def workspace(folder: Path, name: str) -> Path:
    """Write the workspace of a case: the old release frozen, the new one installed."""
    case = CASES[name]
    rules = folder / "rules/vehicle_tax"
    rules.mkdir(parents=True)
    (folder / "rules/releases.yaml").write_text(RELEASES, "utf-8")
    for file, text in {"business": BUSINESS, "inputs": INPUTS, "points": case.before}.items():
        (rules / f"{file}.yaml").write_text(text, "utf-8")
    profile = folder / "profiles/kanagawa"
    (profile / "towns").mkdir(parents=True)
    (profile / "consortium.yaml").write_text(CONSORTIUM, "utf-8")
    (profile / "prefecture.yaml").write_text(case.prefecture, "utf-8")
    for town, text in TOWNS.items():
        (profile / f"towns/{town}.yaml").write_text(text + case.towns.get(town, ""), "utf-8")
    if case.outcome:
        _register(folder, profile / "customizations/K-101.yaml", ENTRY.replace("OUTCOME", case.outcome))
    assert typed("release", "freeze", "2025.04", "--yes", "--workspace", folder).status == 0
    (rules / "points.yaml").write_text(case.after, "utf-8")
    return folder


def said(folder: Path, language: str) -> str:
    """Return what `upgrade` says, everything listed."""
    told = typed("upgrade", "--from", "2025.04", "--all", "--lang", language, "--workspace", folder)
    listed = told.out.partition("\n\n")[2]
    return f"{'終了コード' if language == 'ja' else 'exit status'} {told.status}\n{listed}{told.err}"


def _register(folder: Path, file: Path, text: str) -> None:
    file.parent.mkdir()
    file.write_text(text, "utf-8")
    opened = Workspace(folder, writable=False, installed=False)
    found = content_hash(opened.profile.customizations["K-101"], opened.plugins)
    file.write_text(re.sub("content: pending", f"content: {found}", text), "utf-8")


def in_both(folder: Path, name: str) -> str:
    """Return what is said of a case in both languages."""
    own = workspace(folder, name)
    return f"{said(own, 'ja')}{ENGLISH}\n{said(own, 'en')}"


if __name__ == "__main__":
    for case_name in CASES:
        with TemporaryDirectory() as scratch:
            (WRITTEN / f"{case_name}.txt").write_text(in_both(Path(scratch), case_name), "utf-8")
