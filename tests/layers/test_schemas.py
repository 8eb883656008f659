"""The JSON Schemas an editor checks a profile with: every file of the sample fits, and what `check` refuses does not."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator
from referencing import Registry, Resource

from tests.cli.typed import typed
from tests.profiles.sample import ROOT, sample
from uwanose.layers.model import Rank
from uwanose.layers.schemas import MODELINE, schemas, settable
from uwanose.points.model import MaySet
from uwanose.source.nodes import Mapping, Node, Scalar
from uwanose.source.read import read_yaml

KANAGAWA = ROOT / "profiles" / "kanagawa"
FILES = [
    KANAGAWA / "prefecture.yaml",
    *sorted(KANAGAWA.glob("towns/*.yaml")),
    *sorted(KANAGAWA.glob("customizations/*.yaml")),
]
HAYAMA = 'municipality: {{code: "143014", name: {{ja: 葉山町, en: Hayama}}}}\nsettings:\n  {0}\n'


@cache
def made() -> dict[str, dict[str, Any]]:
    """The schemas of the sample."""
    return schemas(sample().catalog, sample().profile.municipalities.values())


@cache
def validator(name: str) -> Draft7Validator:
    """One of them, with those it refers to."""
    registry = Registry().with_resources((file, Resource.from_contents(one)) for file, one in made().items())
    return Draft7Validator(made()[name], registry=registry)


def plain(node: Node | None) -> Any:
    """Return what an editor sees in a file: texts, whole numbers, nothing."""
    if node is None or (isinstance(node, Scalar) and node.empty):
        return None
    if isinstance(node, Scalar):
        return int(node.text) if not node.quoted and re.fullmatch(r"-?\d+", node.text) else node.text
    if isinstance(node, Mapping):
        return {name: plain(value) for name, value in node.entries.items()}
    return [plain(item) for item in node.items]


def wrong(name: str, text: str) -> list[str]:
    """Return what a schema says against a text."""
    return [one.message for one in validator(name).iter_errors(plain(read_yaml(text.encode(), "f", [])))]


@pytest.mark.parametrize("file", FILES, ids=[file.stem for file in FILES])
def test_every_file_of_the_sample_fits_the_schema_it_names(file: Path) -> None:
    """Its last line leads to the folder `uwanose schema` writes."""
    text = file.read_text("utf-8")
    last = text.splitlines()[-1]
    assert last.startswith(MODELINE)
    target = (file.parent / last.removeprefix(MODELINE)).resolve()
    assert target.parent == ROOT / "schemas"
    assert wrong(target.name, text) == []


@pytest.mark.parametrize(
    ("setting", "right"),
    [
        ("resident_tax.exemption.per_capita_base: {2026: 320_000}", True),
        ("resident_tax.exemption.per_capita_base: {2026: {value: 320_000, basis: 町税条例}}", True),
        ("resident_tax.exemption.per_capita_base: {2026: {value: }}", True),
        ("resident_tax.exemption.per_capita_base: {2026: 32}", False),
        ("resident_tax.exemption.per_capita_base: {2026: 32.5}", False),
        ("resident_tax.exemption.per_capita_base: {2026: {valu: 320_000}}", False),
        ("resident_tax.exemption.per_capita_base: {来年: 320_000}", False),
        ("resident_tax.exemption.percapita_base: {2026: 320_000}", False),
        ("resident_tax.exemption.grade: {2026: grade_1}", True),
        ("resident_tax.exemption.grade: {2026: 1級地}", True),
        ("resident_tax.exemption.grade: {2026: grade_9}", False),
        ("resident_tax.rate.municipal: {2026: 5/100}", False),
        ("medical_subsidy.certificate.title: {2026-04-01: こども証}", False),
        ("resident_tax.rate.kanagawa_surcharge: {2026: 25/100000}", False),
    ],
)
def test_an_editor_is_told_what_the_check_would_refuse(setting: str, right: bool) -> None:
    """Misspelt points and names, wrong kinds of values, and what the law, the prefecture or a customization decides."""
    assert (wrong("town.schema.json", HAYAMA.format(setting)) == []) is right


def test_nothing_fixed_by_law_is_offered_and_nothing_free_is_missing() -> None:
    """One property for each point a layer may set, with its Japanese label to hover over."""
    catalog = sample().catalog
    for layer, name in ((Rank.TOWN, "town"), (Rank.PREFECTURE, "prefecture")):
        offered = made()[f"{name}.schema.json"]["properties"]["settings"]["properties"]
        assert set(offered) == {point.id for point in settable(catalog, layer)}
        assert all(catalog.points[point].may_set in (MaySet.ORDINANCE, MaySet.OPTION) for point in offered)
        for point, reference in offered.items():
            file, _, _ = reference["$ref"].partition("#")
            shown = made()[file]["properties"][point]
            assert catalog.points[point].label_ja in shown["description"]
    content = made()["customization.schema.json"]["properties"]["content"]["properties"]
    assert "resident_tax.rate.municipal" not in content
    assert "national_health_insurance.child_per_head_relief" in content


def test_the_command_writes_them_where_the_samples_look(tmp_path: Path) -> None:
    """`init` has written them already; `schema` writes the same again."""
    own = tmp_path / "own"
    assert typed("init", own).status == 0
    first = {file.name: file.read_bytes() for file in (own / "schemas").iterdir()}
    assert {name: json.loads(data) for name, data in first.items()} == made()
    said = typed("schema", "--json", "--workspace", own)
    assert (said.status, said.data["schemas"]) == (0, len(first))
    assert {file.name: file.read_bytes() for file in (own / "schemas").iterdir()} == first
