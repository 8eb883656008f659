"""A small national package for the tests: one business of two points, one item, one formula."""

from __future__ import annotations

from collections.abc import Mapping

from uwanose.errors import Finding
from uwanose.points.catalog import load_catalog
from uwanose.points.declarations import Surroundings, read_point
from uwanose.points.model import Catalog, Point
from uwanose.source.files import SourceFolder
from uwanose.source.nodes import Mapping as MappingNode
from uwanose.source.read import read_mapping

RELEASES = """\
- {id: "2025.04", label: {ja: 令和7年4月版}, published: 2025-03-31, applies_from: 2025-04-01}
- {id: "2026.04", label: {ja: 令和8年4月版}, published: 2026-03-31, applies_from: 2026-04-01}
"""
BUSINESS = """\
label: {ja: 車両税, en: Vehicle tax}
row: vehicle
row_label: {ja: 車両, en: vehicle}
key: vehicle_id
group: owner_id
system: vehicles
clock: year
reads: {}
"""
INPUTS = """\
vehicle_id: {label: {ja: 車両番号, en: Vehicle}, type: text}
owner_id: {label: {ja: 所有者, en: Owner}, type: text, default: ""}
price: {label: {ja: 取得価額, en: Price}, type: yen, least: 0}
use: {label: {ja: 用途, en: Use}, type: choice, choices: {private: 自家用, trade: 営業用}, default: trade}
first_seen: {label: {ja: 初度登録日, en: First registration}, type: date, default: 2020-04-01}
"""
ITEMS = """\
vehicle_tax.levy: {label: {ja: 税額, en: Levy}, unit: yen, basis: 車両税法第5条}
"""
POINTS = """\
vehicle_tax.rate:
  kind: parameter
  label: {ja: 税率, en: Rate}
  type: rate
  may_set: law
  basis: 車両税法第4条
  description: 取得価額に対する率
  source: 官報
  confidence: verified
  values:
    2021: 3/100
    2026: {value: 4%, note: 改正}
vehicle_tax.relief.limit:
  kind: parameter
  label: {ja: 減免の限度額, en: Limit of the relief}
  type: yen
  may_set: ordinance
  by: town
  basis: 町村の条例
  least: 0
  most: 100_000
  values: {}
vehicle_tax.record_findings:
  kind: hook
  label: {ja: 車両の指摘, en: Findings on vehicles}
"""
FORMULAS = '''\
"""The levy on vehicles."""

from uwanose.business.shared import cut
from uwanose.engine.formulas import formula

UNIT = 100


def _helper(amount):
    """Cut."""
    return cut(amount, UNIT)


@formula
def levy(price, rate):
    """税額。車両税法第5条"""
    return _helper(rate.floor(price))
'''
SHARED = "def cut(amount, unit):\n    return amount // unit * unit\n"

FILES: Mapping[str, str] = {
    "rules/releases.yaml": RELEASES,
    "rules/vehicle_tax/business.yaml": BUSINESS,
    "rules/vehicle_tax/inputs.yaml": INPUTS,
    "rules/vehicle_tax/items.yaml": ITEMS,
    "rules/vehicle_tax/points.yaml": POINTS,
    "rules/vehicle_tax/cases/first.yaml": "- name: 例\n",
    "rules/vehicle_tax/documents/notice.html": "<p>{{ name }}</p>\n",
}
CODE: Mapping[str, str] = {
    "core/uwanose/business/shared.py": SHARED,
    "core/uwanose/business/vehicle_tax/levy.py": FORMULAS,
}


def folder(files: Mapping[str, str], **changes: str) -> SourceFolder:
    """Return a folder in memory; ``changes`` name files by their last part without the suffix."""
    contents = {name: text.encode() for name, text in files.items()}
    for short, text in changes.items():
        (name,) = (name for name in files if name.rsplit("/", 1)[-1].split(".")[0] == short)
        contents[name] = text.encode()
    return SourceFolder.of(contents)


def catalog_of(
    findings: list[Finding] | None = None, code: Mapping[str, str] = CODE, **changes: str
) -> Catalog:
    """Return the catalog of the sample with some files replaced. Without *findings* it must be sound."""
    found: list[Finding] = [] if findings is None else findings
    catalog = load_catalog(folder(FILES, **changes), None, found, folder(code))
    if findings is None:
        assert found == []
    return catalog


def problems(*, code: Mapping[str, str] = CODE, **changes: str) -> list[str]:
    """Return code and place of what is wrong with the sample when some files are replaced."""
    found: list[Finding] = []
    catalog_of(found, code=code, **changes)
    return [f"{finding.code} {finding.place}" for finding in found]


def point_of(text: str, findings: list[Finding] | None = None, clock: str = "year") -> Point:
    """Return the one point a text declares. Without *findings* it must be sound."""
    found: list[Finding] = [] if findings is None else findings
    node = read_mapping(text.encode(), "p.yaml", found)
    assert node is not None
    ((name, inner),) = node.entries.items()
    assert isinstance(inner, MappingNode)
    around = Surroundings(name.split(".")[0], clock, ("2025.04", "2026.04"), findings=found)
    point = read_point(node.keys[name], inner, around)
    assert point is not None
    if findings is None:
        assert found == []
    return point
