"""What a wording may say is seen before it runs: it names its variables, ends, and reaches nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.cli.workspaces import ROOT
from uwanose.documents.notices.declared import Document, read_documents
from uwanose.documents.notices.wording import (
    MOST_LETTERS,
    all_documents,
    block_findings,
    document_findings,
    value_findings,
)
from uwanose.errors import Finding, Place
from uwanose.layers.model import Override
from uwanose.points.model import DatedValue
from uwanose.workspace import Workspace

PLACE = Place("profiles/kanagawa/customizations/K-999.yaml", 10, 5)


@pytest.fixture(scope="module")
def workspace() -> Workspace:
    """The repository's own."""
    return Workspace.open(ROOT)


@pytest.fixture(scope="module")
def notice(workspace: Workspace) -> Document:
    """The tax notice."""
    return read_documents(workspace.catalog, [])["ordinary_notice"]


def codes(findings: list[Finding]) -> list[str]:
    return [finding.code for finding in findings]


def said(notice: Document, text: str) -> list[Finding]:
    return list(value_findings(notice, text, PLACE, "oi"))


def test_nothing_is_wrong_with_the_documents_of_the_package(workspace: Workspace) -> None:
    """Neither with their declarations nor with what any layer says in them."""
    assert all_documents(workspace.catalog, workspace.profile)[1] == []


@pytest.mark.parametrize(
    "text",
    [
        "お知らせ {{ name }}様",
        "{% if address %}{{ address }}{% else %}別送{% endif %}",
        "{% for row in instalments %}{{ row.label }} {{ row.amount|yen }}{% endfor %}",
        "{{ '課税' if ordinary_total > 0 else '非課税' }}",
    ],
)
def test_a_wording_of_variables_conditions_and_rows_is_fine(notice: Document, text: str) -> None:
    """These four are all a paper needs."""
    assert said(notice, text) == []


@pytest.mark.parametrize(
    "text",
    [
        "{% for one in range(1000000000) %}x{% endfor %}",  # ends never, in effect
        "{% for a in instalments %}{% for b in instalments %}x{% endfor %}{% endfor %}",
        "{% for a in instalments recursive %}{{ loop(a) }}{% endfor %}",
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
        "{% set x = name ~ name %}",
        "{{ name * 100000000 }}",  # 100 MB
        "{{ 9 ** 9 ** 9 }}",
        "{{ '%0100000000d' % 1 }}",
        "{{ name|center(100000000) }}",
        "{% include '/etc/passwd' %}",
        "{% import '/etc/passwd' as x %}",
        "{{ name|safe }}",
        "{% block other %}{% endblock %}",
    ],
)
def test_what_could_run_for_ever_read_a_file_or_print_100_mb_is_refused(notice: Document, text: str) -> None:
    """The refusal names the place; nothing of the wording has run by then."""
    found = said(notice, text)
    assert "D114" in codes(found)
    assert all(finding.place == PLACE and finding.scope == "oi" for finding in found)


@pytest.mark.parametrize(
    "text", ["{{ nmae }}", "{{ ''.__class__ }}", "{{ name.__class__ }}", "{{ row.label }}"]
)
def test_a_variable_nobody_declared_is_refused(notice: Document, text: str) -> None:
    """Strict: it would be an error for the first person, so it is one for the wording."""
    assert codes(said(notice, text)) == ["D113"]
    assert "name" in said(notice, "{{ nmae }}")[0].remedy_ja


def test_the_line_within_a_text_of_several_lines_is_named(notice: Document) -> None:
    """A text below a | begins on the line after its name."""
    found = said(notice, "一\n二\n{{ nmae }}\n")
    assert found[0].place == Place(PLACE.file, 13, 1)


def test_a_broken_and_a_boundless_wording_are_told(notice: Document) -> None:
    """A tag that is not closed; one letter more than a block holds."""
    assert codes(said(notice, "{% if name %}")) == ["D115"]
    assert said(notice, "字" * MOST_LETTERS) == []
    assert codes(said(notice, "字" * (MOST_LETTERS + 1))) == ["D116"]


def test_blocks_and_points_must_match_both_ways(notice: Document) -> None:
    """A block nobody words prints nothing; a wording no block takes is never printed."""
    blocks = dict(notice.blocks)
    appeal = blocks.pop("appeal")
    assert codes(list(block_findings(replace(notice, blocks=blocks)))) == ["D117"]
    assert codes(list(block_findings(replace(notice, blocks={**notice.blocks, "apeal": appeal})))) == ["D118"]


def test_a_towns_broken_wording_concerns_that_town_alone(workspace: Workspace, notice: Document) -> None:
    """What 大井町 words by its customization is found at its line, with 大井町 as its scope."""
    entry = workspace.profile.customizations["K-006"]
    bad = DatedValue(start=date(2020, 4, 1), value="{{ nmae }}", place=PLACE)
    override = Override(point=notice.blocks["title"].id, mode="values", values=(bad,), place=PLACE)
    profile = replace(
        workspace.profile,
        customizations={**workspace.profile.customizations, "K-006": replace(entry, content=(override,))},
    )
    found = document_findings(notice, profile)
    assert codes(found) == ["D113"]
    assert found[0].touches("oi") and not found[0].touches("kaisei")
