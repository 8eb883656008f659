"""A tiny invented package and union for the tests of the layers: two businesses, three towns, everything in memory."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from textwrap import indent

from uwanose.dates import FOREVER
from uwanose.errors import Finding, Place, sort_findings
from uwanose.layers.beneath import seen_entries, written
from uwanose.layers.checks import check
from uwanose.layers.hashes import content_hash
from uwanose.layers.model import Profile
from uwanose.layers.plugin_source import PluginIndex
from uwanose.layers.profile import load_profile
from uwanose.layers.resolve import Resolver
from uwanose.points.model import (
    Business,
    Catalog,
    DatedValue,
    FormulaSource,
    Item,
    Kind,
    MaySet,
    Point,
    Release,
    TableShape,
    Value,
    ValueType,
    formula_point,
)
from uwanose.source.files import SourceFolder

PLACE = Place("rules/tax/points.yaml", 1, 1)


def values(
    by_year: Mapping[int, Value | None], known: Mapping[int, str] | None = None
) -> tuple[DatedValue, ...]:
    """Return national values from the first of April of each year."""
    return tuple(
        DatedValue(
            start=date(year, 4, 1), value=value, place=Place("rules/tax/points.yaml", year, 1),
            known=(known or {}).get(year, ""),
        )
        for year, value in by_year.items()
    )  # fmt: skip


def point(identifier: str, **fields: object) -> Point:
    """Return a yen parameter anybody may set by ordinance, with what *fields* say otherwise."""
    name = identifier.split(".", 1)[1]
    plain = Point(
        id=identifier, business=identifier.split(".")[0], kind=Kind.PARAMETER, label_ja=f"{name}の額",
        label_en=name, may_set=MaySet.ORDINANCE, place=PLACE, type=ValueType.YEN,
    )  # fmt: skip
    return replace(plain, **fields)  # type: ignore[arg-type]


def formula(
    item: str, *arguments: str, since: date = date.min, until: date = FOREVER, sha256: str = "a1"
) -> FormulaSource:
    """Return a national formula as the catalog knows it."""
    name = item.split(".")[-1]
    return FormulaSource(
        item=item, function=name, arguments=arguments, file=f"core/{name}.py", line=1, since=since, until=until,
        sha256=sha256, document="",
    )  # fmt: skip


def business(identifier: str, system: str, clock: str) -> Business:
    """Return a business of one system."""
    return Business(
        id=identifier, label_ja={"tax": "税", "care": "医療"}[identifier], label_en=identifier, row="resident",
        row_label_ja="住民", group="household_id", key="resident_id", system=system, clock=clock,
        clock_column="day" if clock == "date" else "", reads=(), place=PLACE,
    )  # fmt: skip


def item(identifier: str, may_set: MaySet = MaySet.STANDARD) -> Item:
    """Return a result in yen."""
    name = identifier.split(".")[-1]
    return Item(
        id=identifier, business=identifier.split(".")[0], label_ja=f"{name}の額", label_en=name, unit="yen",
        basis="地方税法第1条", place=PLACE, may_set=may_set,
    )  # fmt: skip


def release(identifier: str, applies_from: date) -> Release:
    """Return a release published on the day it applies from."""
    return Release(
        id=identifier, label_ja=identifier, published=applies_from, applies_from=applies_from, place=PLACE
    )


POINTS = (
    point("tax.base", values=values({2020: 300_000, 2024: 320_000}), least=280_000, most=350_000),
    point("tax.rate", may_set=MaySet.LAW, type=ValueType.YEN, basis="地方税法第314条の3", values=values({2020: 6})),
    point("tax.surcharge", by="prefecture", values=values({2020: 0})),
    point("tax.fee", may_set=MaySet.STANDARD, values=values({2020: 3_000})),
    point("tax.cap", national_value_is="ceiling", values=values({2020: 200_000, 2022: 260_000})),
    point("tax.choice", may_set=MaySet.OPTION, values=values({2020: 1})),
    point("tax.unset"),
    point("tax.notice", kind=Kind.TEMPLATE, may_set=MaySet.STANDARD, type=ValueType.TEXT, values=values({2020: "通知"})),
    point(
        "tax.steps", kind=Kind.TABLE, may_set=MaySet.STANDARD, type=None,
        table=TableShape(
            lookup="from", columns={"from": ValueType.YEN, "amount": ValueType.YEN},
            labels={"from": "以上", "amount": "額"},
        ),
    ),
    point("tax.record_findings", kind=Kind.HOOK, may_set=MaySet.STANDARD, type=None),
    point("care.age", values=(DatedValue(start=date(2020, 10, 1), value=15, place=PLACE),), type=ValueType.INTEGER),
)  # fmt: skip
ITEMS = (item("tax.levy"), item("tax.relief"), item("tax.total", MaySet.LAW), item("care.refund"))
FORMULAS = (
    formula("tax.levy", "income", "fee"), formula("tax.relief", "levy"), formula("tax.total", "levy", "relief"),
    formula("care.refund", "bill"),
)  # fmt: skip
RELEASES = (release("2020.04", date(2020, 4, 1)), release("2026.04", date(2026, 4, 1)))


def catalog(*changed: Point, formulas: tuple[FormulaSource, ...] = FORMULAS) -> Catalog:
    """Return the invented national package, some of its points changed."""
    points = {entry.id: entry for entry in (*POINTS, *map(formula_point, ITEMS), *changed)}
    by_item: dict[str, tuple[FormulaSource, ...]] = {}
    for source in formulas:
        by_item[source.item] = (*by_item.get(source.item, ()), source)
    return Catalog(
        businesses={"tax": business("tax", "resident", "year"), "care": business("care", "welfare", "date")},
        points=points,
        items={entry.id: entry for entry in ITEMS},
        inputs={"tax": {}, "care": {}},
        formulas=by_item,
        releases=RELEASES,
        sha256="0" * 64,
    )


CONSORTIUM = """\
label: 組合
systems:
  resident: {label: 住民系, businesses: [tax]}
  welfare: {label: 福祉, businesses: [care]}
participation:
  hayama: {resident: [{from: 2011-10-01}], welfare: [{from: 2011-10-01}]}
  oi: {resident: [{from: 2011-10-01}], welfare: [{from: 2011-10-01}]}
  kiyokawa: {resident: [{from: 2011-10-01}]}
drivers:
  population:
    label: 人口
    reference_date: 2013-03-31
    source: 見本
    values: {hayama: 33742, oi: 17501, kiyokawa: 3162}
sharing_formulas:
  kanagawa-2011:
    label: 均等割20%・人口割80%
    from: 2011-10-01
    terms: [{basis: equal, share: 20/100}, {basis: population, share: 80/100}]
    remainder: largest_remainder
    tie_order: [hayama, oi, kiyokawa]
    laid_down_in: 規程
prefecture_formula: kanagawa-2011
due_dates: {1: 05-20, 2: 08-20, 3: 11-20, 4: 02-20}
payee: 会計管理者
"""
TOWNS = {
    "hayama": 'municipality: {code: "143014", name: {ja: 葉山町, en: Hayama}}\n',
    "oi": 'municipality: {code: "143626", name: {ja: 大井町, en: Oi}}\n',
    "kiyokawa": 'municipality: {code: "144029", name: {ja: 清川村, en: Kiyokawa}}\n',
}
ENTRY = """\
id: {id}
title: {{ja: 見本, en: Sample}}
business: tax
door: own_measure
request: {{by: [oi], on: 2019-06-14, document: 要望1}}
decision: {{working_group: 税, on: 2019-08-20, outcome: town}}
approval: {{on: 2020-02-10, document: 決裁1, content: {content}}}
order: {{on: 2020-03-01, multi_year: none}}
accepted: 2020-06-19
live: 2020-07-01
"""


def entry(identifier: str, body: str, *, content: str = "pending", **changed: str) -> str:
    """Return a register entry with its whole life; *changed* replaces single lines by their first word."""
    lines = ENTRY.format(id=identifier, content=content).splitlines()
    kept = [changed.get(line.split(":")[0], line) for line in lines]
    return "\n".join([*(line for line in kept if line), body]) + "\n"


def adopts(customization: str, since: str, *more: str, up_to: str = "9_000_000", paper: str = "") -> str:
    """Return one adoption of a town; ``Union.pinned`` fills in what lies beneath."""
    consent = paper or f"consent: {{on: 2019-12-20, document: 承諾1, up_to: {up_to}, yearly_up_to: {up_to}}}"
    fields = [f"id: {customization}", f"from: {since}", consent, "seen: pending", *more]
    return f"  - {{{', '.join(field for field in fields if field)}}}\n"


def agreed(customization: str, since: str, *more: str, towns: Iterable[str] = TOWNS) -> str:
    """Return one adoption of the prefecture with the agreements of some towns (all of them)."""
    agreements = ", ".join(f"{town}: {{on: 2019-11-05, document: 同意}}" for town in towns)
    fields = [
        f"id: {customization}",
        f"from: {since}",
        f"agreements: {{{agreements}}}",
        "seen: pending",
        *more,
    ]
    return f"  - {{{', '.join(fields)}}}\n"


class Union:
    """Files of an invented union. ``change`` writes one file; everything read from it is made anew each time."""

    def __init__(self, plugins: Path | None = None, national: Catalog | None = None) -> None:
        self.files: dict[str, str] = {"consortium.yaml": CONSORTIUM, "prefecture.yaml": "settings: {}\n"}
        self.files |= {f"towns/{town}.yaml": text for town, text in TOWNS.items()}
        self.national = national or catalog()
        self.plugins = PluginIndex(plugins, installed=False)
        self.findings: list[Finding] = []

    def change(self, file: str, text: str) -> Union:
        """Write a file anew."""
        self.files[file] = text
        return self

    def add(self, file: str, text: str) -> Union:
        """Append to a file."""
        self.files[file] += text
        return self

    def entry(self, identifier: str, body: str, **changed: str) -> Union:
        """Register a customization."""
        return self.change(f"customizations/{identifier}.yaml", entry(identifier, body, **changed))

    def town(self, town: str, settings: str = "", *adoptions: str) -> Union:
        """Write a town's file: its settings, indented, and its adoptions."""
        text = TOWNS[town] + (f"settings:\n{indent(settings, '  ')}\n" if settings else "")
        return self.change(
            f"towns/{town}.yaml", text + ("adopts:\n" + "".join(adoptions) if adoptions else "")
        )

    def prefecture(self, settings: str = "{}", *adoptions: str, final: str = "") -> Union:
        """Write the prefecture's file."""
        text = f"settings:\n{indent(settings, '  ')}\n" + (f"final: {final}\n" if final else "")
        return self.change("prefecture.yaml", text + ("adopts:\n" + "".join(adoptions) if adoptions else ""))

    def replace(self, file: str, old: str, new: str) -> Union:
        """Change one place of a file, which must be there."""
        assert old in self.files[file], (old, self.files[file])
        return self.change(file, self.files[file].replace(old, new))

    def pinned(self) -> Union:
        """Approve and adopt what is written now: content hashes and ``seen`` entries take the place of ``pending``."""
        profile = self.profile()
        for customization in profile.customizations.values():
            file = f"customizations/{customization.id}.yaml"
            for version in (None, *customization.versions):
                found = content_hash(customization, self.plugins, version)
                self.files[file] = self.files[file].replace("content: pending", f"content: {found}", 1)
        profile = self.profile()
        for adoption in profile.adoptions:
            file = f"towns/{adoption.municipality}.yaml" if adoption.municipality else "prefecture.yaml"
            known = adoption.customization in profile.customizations
            entries = seen_entries(profile, self.national, self.plugins, adoption) if known else ()
            seen = ", ".join(map(written, entries))
            self.files[file] = self.files[file].replace("seen: pending", f"seen: [{seen}]", 1)
        return self

    def profile(self, assume: bool = False) -> Profile:
        """Read everything; the findings of reading are in ``findings``."""
        self.findings = []
        contents = {f"profiles/kanagawa/{name}": text.encode() for name, text in self.files.items()}
        return load_profile(SourceFolder.of(contents), self.national, self.findings, assume)

    def resolver(self, assume: bool = False) -> Resolver:
        """Approve and adopt what is still pending, then resolve over what is written now."""
        self.pinned()
        return Resolver(self.profile(assume), self.national, self.plugins)

    def all_findings(self) -> list[Finding]:
        """Approve and adopt what is still pending; return the findings of reading and of checking."""
        checked = check(self.pinned().profile(), self.national, self.plugins)
        return sort_findings([*self.findings, *checked])

    def codes(self) -> list[str]:
        """Return the codes of all findings, sorted."""
        return sorted(finding.code for finding in self.all_findings())

    def finding(self, code: str) -> Finding:
        """Return the one finding of a code; there must be one, and no other finding at all."""
        found = self.all_findings()
        assert [entry.code for entry in found] == [code], "\n".join(entry.text() for entry in found)
        return found[0]
