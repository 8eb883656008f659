"""The national package of this repository is sound, and the command line can start from it quickly."""

from __future__ import annotations

from pathlib import Path

import pytest

from uwanose.errors import Finding, UnknownName
from uwanose.points.catalog import load_catalog
from uwanose.points.lookup import Lookup
from uwanose.points.model import Catalog, Kind, MaySet, argument_name
from uwanose.points.national_code import national_code
from uwanose.points.release import as_known, release_hash
from uwanose.points.typed import format_value
from uwanose.source.files import SourceFolder
from uwanose.source.read import read_yaml

ROOT = Path(__file__).resolve().parents[2]
CONTEXT = {"household", "year", "legal_date"}  # what the engine itself gives to a formula
RULES = SourceFolder.read(ROOT / "rules", "rules", suffixes=())


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    """Return the national package, which must have no finding at all."""
    findings: list[Finding] = []
    loaded = load_catalog(RULES, None, findings)
    assert [finding.text("en") for finding in findings] == []
    return loaded


def test_the_rules_have_no_findings(catalog: Catalog) -> None:
    """Both businesses, with their formulas: names match both ways."""
    assert {"resident_tax", "medical_subsidy"} <= set(catalog.businesses)
    assert set(catalog.formulas) == set(catalog.items)
    assert [release.id for release in catalog.releases] == ["2025.04", "2026.04"]


def test_every_law_cites_its_article_and_every_value_its_source(catalog: Catalog) -> None:
    """A figure of the law without a place to look it up is an opinion."""
    for point in catalog:
        if point.may_set is MaySet.LAW:
            assert point.basis, point.id
        for value in point.values:
            assert value.source or point.kind is Kind.TEMPLATE, f"{point.id} {value.place}"


def test_every_value_can_be_shown(catalog: Catalog) -> None:
    """In both languages."""
    for point in catalog:
        for value in point.values:
            assert format_value(point, value.value, "ja")
            assert format_value(point, value.value, "en")


def test_every_file_reads_the_same_with_the_pure_parser() -> None:
    """A machine without a compiler computes the same tax."""
    for name, data in RULES:
        if name.endswith(".yaml"):
            assert read_yaml(data, name, []) == read_yaml(data, name, [], pure=True), name


def test_every_formula_has_an_article_in_its_words(catalog: Catalog) -> None:
    """A docstring with its article, or who decided where the law is silent."""
    missing = [
        formula.function for found in catalog.formulas.values() for formula in found if not formula.document
    ]
    assert missing == []


def test_formulas_take_only_names_that_are_declared(catalog: Catalog) -> None:
    """Seen in the source alone, before anything is imported."""
    for found in catalog.formulas.values():
        for formula in found:
            business = formula.item.split(".")[0]
            known = {
                argument_name(identifier)
                for identifier in catalog.points
                if identifier.startswith(f"{business}.")
            }
            known |= set(catalog.inputs[business]) | {
                read.name for read in catalog.businesses[business].reads
            }
            extra = set(formula.arguments) - known
            assert extra <= CONTEXT, f"{formula.function}: {extra}"


def test_each_release_has_a_hash_of_its_own_values(catalog: Catalog) -> None:
    """The older release knows no more than the newer one."""
    counts = [sum(len(point.values) for point in as_known(catalog, release)) for release in catalog.releases]
    assert counts == sorted(counts)
    assert len({release_hash(catalog, release) for release in catalog.releases}) == (
        1 if counts[0] == counts[1] else 2
    )


def test_the_formulas_of_the_package_are_read_without_importing_it() -> None:
    """Source is data here."""
    assert len(national_code()) > 10


def test_a_word_of_many_businesses_lists_each_of_them_before_a_second_of_one(catalog: Catalog) -> None:
    """均等割 stands in resident tax, in the health insurance and in the premium of the late elderly."""
    with pytest.raises(UnknownName) as unknown:
        Lookup(catalog).point("均等割")
    businesses = [name.split()[0] for name in unknown.value.candidates[:3]]
    assert len(set(businesses)) == 3
    assert "個人住民税" in businesses
