"""Whatever people do to a file, reading and checking end in findings, never in a traceback."""

from __future__ import annotations

import random
from datetime import date

import pytest

from tests.layers.sample import Union, adopts, agreed

DAY = date(2026, 4, 1)
BODY = """\
content: {tax.fee: {2021: 3_500}, tax.levy: {plugin: oi, mode: wrap, after: K-102}}
versions: [{from: 2024-04-01, content: {tax.fee: 3_600}, approval: {on: 2024-01-10, document: 決裁2, content: pending}}]
adds: {tax.k_101.extra: {kind: parameter, label: 追加, type: yen, may_set: ordinance, values: {2021: 1}}}
sharing: {method: kanagawa-2011}
replaces: K-102
costs:
  - {id: a, kind: one_off, quoted: 2, start: 2021-04, charge: spread, months: 60}
"""
PREFECTURE = "decision: {working_group: 税, on: 2019-08-20, outcome: prefecture}"
WORDS = ("~", "", "2021", "-1", "K-101", "[", "{}", "「", "on", "tax.levy", "0.5", "2021-02-30", "\t", "：")


def union() -> Union:
    """Return a union with something of everything."""
    found = Union().entry("K-101", BODY).entry("K-102", "content: {tax.fee: 3_300}", decision=PREFECTURE)
    found.prefecture("tax.surcharge: {2021: 500}", agreed("K-102", "2021-04-01"), final="[tax.surcharge]")
    found.town("oi", "tax.base: {2021: {value: 330_000, source: 例規集}}", adopts("K-101", "2021-04-01"))
    return found.change("assumptions.yaml", "settings: {tax.unset: {2020: 5}}\n").pinned()


def damage(found: Union, chance: random.Random) -> None:
    """Delete, double, cut or overwrite a piece of a file, as an unlucky afternoon would."""
    file = chance.choice(sorted(found.files))
    lines = found.files[file].splitlines(keepends=True) or ["\n"]
    at = chance.randrange(len(lines))
    match chance.randrange(5):
        case 0:
            del lines[at]
        case 1:
            lines.insert(at, lines[at])
        case 2:
            lines[at] = lines[at][: chance.randrange(len(lines[at]) + 1)] + "\n"
        case 3:
            words = lines[at].split(" ")
            words[chance.randrange(len(words))] = chance.choice(WORDS)
            lines[at] = " ".join(words)
        case _:
            lines[at] = lines[at].replace(":", chance.choice((": -", "", ": {", ": [")), 1)
    found.files[file] = "".join(lines)


@pytest.mark.parametrize("seed", range(80))
def test_a_damaged_profile_ends_in_findings(seed: int) -> None:
    """One to three damages at once; what still resolves, resolves."""
    chance = random.Random(seed)
    found = union()
    for _ in range(chance.randrange(1, 4)):
        damage(found, chance)
    findings = found.all_findings()
    resolver = found.resolver(assume=True)
    for town in resolver.layering().profile.municipalities:
        resolver.rules(town, DAY)
    assert all(finding.ja and finding.en and finding.place for finding in findings)


def test_an_empty_folder_ends_in_findings() -> None:
    """Nothing at all is there."""
    found = Union()
    found.files = {}
    assert found.codes() == ["L130", "L130", "L133", "L133"]


@pytest.mark.parametrize(
    "file", ["consortium.yaml", "prefecture.yaml", "towns/oi.yaml", "customizations/K-101.yaml"]
)
@pytest.mark.parametrize("text", ["", "x", "- a\n", "a: 1\n", "{", "\x00", "label: [a]\n"])
def test_a_file_of_nonsense_ends_in_findings(file: str, text: str) -> None:
    """Every file, every kind of nonsense."""
    found = union().change(file, text)
    assert found.all_findings()
    found.resolver().rules("oi", DAY)
