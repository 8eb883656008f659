"""The catalog: all files of the national package together, and what must agree between them."""

from __future__ import annotations

import pytest

from tests.points.sample import (
    BUSINESS,
    CODE,
    FILES,
    FORMULAS,
    INPUTS,
    ITEMS,
    POINTS,
    RELEASES,
    catalog_of,
    folder,
    problems,
)
from uwanose.errors import Finding, Severity
from uwanose.points.catalog import load_catalog
from uwanose.points.model import Kind, Stake
from uwanose.source.files import SourceFolder

ITEM = "vehicle_tax.{}: {{label: {{ja: {}}}, unit: yen}}\n"
FORMULA_FILE = "core/uwanose/business/vehicle_tax/levy.py"


def test_a_sound_package_is_read_whole() -> None:
    """Every item is a formula point at the same time."""
    catalog = catalog_of()
    assert list(catalog.points) == [
        "vehicle_tax.rate",
        "vehicle_tax.relief.limit",
        "vehicle_tax.record_findings",
        "vehicle_tax.levy",
    ]
    assert catalog.points["vehicle_tax.levy"].kind is Kind.FORMULA
    assert catalog.items["vehicle_tax.levy"].basis == "車両税法第5条"
    assert list(catalog.inputs["vehicle_tax"]) == ["vehicle_id", "owner_id", "price", "use", "first_seen"]
    assert catalog.latest.id == "2026.04"
    assert list(catalog.documents) == ["rules/vehicle_tax/documents/notice.html"]
    (formula,) = catalog.formulas["vehicle_tax.levy"]
    assert (formula.item, formula.arguments, formula.file) == (
        "vehicle_tax.levy",
        ("price", "rate"),
        FORMULA_FILE,
    )
    assert formula.line == FORMULAS[: FORMULAS.index("def levy")].count("\n") + 1


def test_a_business_says_which_amount_people_pay_or_receive() -> None:
    """Of every amount of a business one is what a change means to people; the artefact keeps it."""
    said = BUSINESS + "impact: {item: levy, residents: pay, heads: group}\n"
    business = catalog_of(business=said).businesses["vehicle_tax"]
    assert business.stake == Stake(item="levy", residents="pay", heads="group")
    assert catalog_of().businesses["vehicle_tax"].stake is None


def test_defaults_of_inputs_are_what_formulas_get() -> None:
    """A choice is its place in the list, a day yyyymmdd, a text nothing; without a default a column is required."""
    inputs = catalog_of().inputs["vehicle_tax"]
    assert {name: column.default for name, column in inputs.items()} == {
        "vehicle_id": None,
        "owner_id": 0,
        "price": None,
        "use": 1,
        "first_seen": 20200401,
    }


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"business": BUSINESS.replace("clock: year", "clock: century")}, ["S124"]),
        ({"business": BUSINESS.replace("clock: year", "clock: date")}, ["P145", "P121", "P121"]),
        ({"business": BUSINESS.replace("key: vehicle_id", "key: plate")}, ["P145"]),
        ({"business": BUSINESS.replace("key: vehicle_id", "key: price")}, ["P145"]),
        ({"business": BUSINESS.replace("group: owner_id", "grop: owner_id")}, ["S121", "S120", "P145"]),
        ({"business": BUSINESS.replace("reads: {}", "reads: {tax: {from: land_tax, item: levy, key: owner_id}}")}, ["P146"]),
        ({"business": BUSINESS.replace("reads: {}", "reads: {tax: {from: vehicle_tax, item: lefy, key: owner_id}}")}, ["P146"]),
        ({"business": BUSINESS.replace("reads: {}", "reads: {tax: {from: vehicle_tax, item: levy, key: nobody}}")}, ["P146"]),
        ({"business": BUSINESS.replace("reads: {}", "reads: {rate: {from: vehicle_tax, item: levy, key: owner_id}}")}, ["P147"]),
        ({"business": BUSINESS + "impact: {item: lefy, residents: pay}\n"}, ["P156"]),
        ({"business": BUSINESS + "impact: {item: levy}\n"}, ["S121"]),
        ({"business": BUSINESS + "impact: {item: levy, residents: lend}\n"}, ["S124"]),
        ({"business": BUSINESS + "impact: {item: levy, residents: pay, heads: car}\n"}, ["S124"]),
        ({"inputs": INPUTS + "tax-code: {label: x, type: text}\n"}, ["P136"]),
        ({"inputs": INPUTS + "a.b: {label: x, type: text}\n"}, ["P136"]),
        ({"inputs": INPUTS + "rate: {label: x, type: yen}\n"}, ["P147"]),
        ({"inputs": INPUTS + "x: {label: x, type: rate}\n"}, ["P138"]),
        ({"inputs": INPUTS + "x: {label: x}\n"}, ["S121"]),
        ({"inputs": INPUTS + "x: {label: x, type: yen, default: 0.5}\n"}, ["P101"]),
        ({"inputs": INPUTS + "x: {label: x, type: choice}\n"}, ["P131"]),
        ({"inputs": INPUTS + "x: yen\n"}, ["P142"]),
        ({"inputs": "- vehicle_id\n"}, ["S113", "P145", "P145"]),
        ({"items": ITEMS + ITEM.format("relief", "減免")}, ["P144"]),
        ({"items": ITEMS.replace("unit: yen", "unit: choice")}, ["P131"]),
        ({"items": ITEMS.replace("unit: yen", "unit: yen, refuses: {ja: 未確定}")}, ["P153"]),
        ({"items": ITEMS.replace("unit: yen, ", "")}, ["S121"]),
        ({"items": ITEMS.replace("unit: yen", "unit: yens")}, ["P154"]),
        ({"items": ITEMS.replace("unit: yen", "unit: yen, may_set: ordinance")}, ["S124"]),
        ({"items": ITEMS.replace("vehicle_tax.levy", "vehicle_tax.levi")}, ["P144", "P144"]),
        ({"items": ITEMS + ITEM.format("relief.limit", "減免額")}, ["P143", "P144"]),
        ({"points": POINTS + "land_tax.rate: {kind: hook, label: x}\n"}, ["P136"]),
        ({"points": POINTS + "rate: {kind: hook, label: x}\n"}, ["P136"]),
        ({"points": POINTS + "vehicle_tax.x: {kind: table2, label: x}\n"}, ["S124"]),
        ({"points": POINTS + "vehicle_tax.x: {label: x}\n"}, ["S121"]),
        ({"points": POINTS + "vehicle_tax.x: {kind: formula, label: x}\n"}, ["P132"]),
        ({"points": POINTS + "vehicle_tax.relief_limit: {kind: parameter, type: yen, label: x, values: {}}\n"}, ["P147"]),
        ({"points": POINTS.replace("減免の限度額", "税率")}, ["P148"]),
        ({"points": POINTS.replace("  least: 0\n", "  renamed_from: vehicle_tax.rate\n")}, ["P143"]),
        ({"points": POINTS + "vehicle_tax.levy: {kind: parameter, type: yen, label: x, values: {}}\n"}, ["P143"]),
        ({"releases": ""}, ["P151"]),
        ({"releases": "- 2026.04\n"}, ["P151", "P151"]),
        ({"releases": RELEASES.replace("2025.04", "2026.04", 1)}, ["P151"]),
        ({"releases": RELEASES.replace("published: 2026-03-31", "published: 2024-03-31")}, ["P151"]),
        ({"releases": RELEASES.replace("published: 2026-03-31, ", "")}, ["S121"]),
    ],
)  # fmt: skip
def test_what_does_not_agree_is_found(changes: dict[str, str], expected: list[str]) -> None:
    """One slip at a time; none of them ends in a traceback, all have a remedy."""
    findings: list[Finding] = []
    catalog_of(findings, CODE, **changes)
    assert sorted(expected) == sorted(finding.code for finding in findings)
    assert all(finding.place and finding.remedy_ja and finding.remedy_en for finding in findings)


def test_a_formula_and_an_item_that_do_not_match_name_each_other() -> None:
    """A renamed function or a renamed item: the nearest name is in the remedy."""
    findings: list[Finding] = []
    catalog_of(findings, items=ITEMS.replace("vehicle_tax.levy", "vehicle_tax.levi"))
    assert [str(finding.place) for finding in findings] == [
        f"{FORMULA_FILE}:15:1",
        "rules/vehicle_tax/items.yaml:1:1",
    ]
    assert "「levi」ではありませんか" in findings[0].remedy_ja
    assert "同じ名前の関数（levi）" in findings[1].remedy_ja


def test_a_point_declared_in_two_files_is_refused() -> None:
    """Topic files are for readers; the names are one list."""
    more = {"rules/vehicle_tax/more.yaml": b"vehicle_tax.rate: {kind: template, label: x, values: {}}\n"}
    findings: list[Finding] = []
    load_catalog(SourceFolder.of({**folder(FILES).contents, **more}), None, findings, folder(CODE))
    assert [f"{finding.code} {finding.place} {finding.others[0]}" for finding in findings] == [
        "P143 rules/vehicle_tax/points.yaml:1:1 rules/vehicle_tax/more.yaml:1:1"
    ]


def test_files_nothing_reads_are_reported() -> None:
    """A topic file one folder too deep would silently do nothing."""
    stray = {
        "rules/vehicle_tax/sub/points.yaml": b"",
        "rules/points.yaml": b"",
        "rules/vehicle_tax/readme.md": b"",
    }
    findings: list[Finding] = []
    load_catalog(SourceFolder.of({**folder(FILES).contents, **stray}), None, findings, folder(CODE))
    assert [(finding.code, finding.severity) for finding in findings] == [("P150", Severity.WARNING)] * 2


def test_a_business_needs_its_three_files() -> None:
    """Without them nothing of it can run."""
    contents = dict(folder(FILES).contents)
    for name in ("business", "items", "inputs"):
        del contents[f"rules/vehicle_tax/{name}.yaml"]
    findings: list[Finding] = []
    catalog = load_catalog(SourceFolder.of(contents), None, findings, folder({}))
    assert {finding.code for finding in findings} >= {"P141"}
    assert catalog.businesses == {}


def test_dated_formulas_of_one_item_follow_each_other() -> None:
    """The last day of one is followed by the first day of the next."""
    dated = FORMULAS.replace("@formula\n", "@formula(until=2024)\n") + (
        '\n\n@formula("levy", since="2025-04-01")\ndef levy_2025(price):\n    return price\n'
    )
    catalog = catalog_of(code={**CODE, FORMULA_FILE: dated})
    assert [
        (one.function, str(one.since), str(one.until)) for one in catalog.formulas["vehicle_tax.levy"]
    ] == [
        ("levy", "0001-01-01", "2025-04-01"),
        ("levy_2025", "2025-04-01", "9999-12-31"),
    ]
    overlapping = dated.replace("until=2024", "until=2025")
    assert [code.split()[0] for code in problems(code={**CODE, FORMULA_FILE: overlapping})] == ["P149"]


def test_the_hash_of_the_catalog_is_that_of_its_meaning() -> None:
    """A comment, a blank line or another order of files change nothing; a value, a source or a formula does."""
    same = catalog_of(points="# 注\n\n" + POINTS).sha256
    assert same == catalog_of().sha256
    others = [
        catalog_of(points=POINTS.replace("3/100", "4/100")),
        catalog_of(points=POINTS.replace("官報", "町広報")),
        catalog_of(points=POINTS.replace("税率, en", "率, en")),
        catalog_of(code={**CODE, FORMULA_FILE: FORMULAS.replace("UNIT = 100", "UNIT = 1000")}),
        catalog_of(
            code={**CODE, "core/uwanose/business/shared.py": "def cut(amount, unit):\n    return amount\n"}
        ),
    ]
    assert len({same, *(catalog.sha256 for catalog in others)}) == 6
