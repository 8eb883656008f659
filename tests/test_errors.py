"""What a person reads when something is wrong."""

from __future__ import annotations

from uwanose.errors import Finding, Place, Refused, UnknownName, nearest, sort_findings

FINDING = Finding(
    code="L104",
    ja="均等割を二つのカスタマイズが上書きしています。",
    en="Two customizations override the per-capita levy.",
    place=Place("customizations/K-014.yaml", 8, 3),
    others=(Place("customizations/K-021.yaml", 9, 3),),
    remedy_ja="K-014 に until を書いてください。",
    remedy_en="Write until in K-014.",
)


def test_a_finding_tells_what_where_and_what_to_do() -> None:
    """Someone in a town hall reads it at 17:10."""
    assert FINDING.text() == (
        "[L104] 均等割を二つのカスタマイズが上書きしています。\n"
        "  customizations/K-014.yaml:8:3 ／ customizations/K-021.yaml:9:3\n"
        "  対処: K-014 に until を書いてください。"
    )
    assert FINDING.text("en").endswith("Remedy: Write until in K-014.")


def test_findings_are_sorted_by_place_and_said_once() -> None:
    """One run reports all of them, in the order of the files."""
    later = Finding(code="A001", ja="後", en="later", place=Place("customizations/K-014.yaml", 9, 1))
    nowhere = Finding(code="A002", ja="場所なし", en="no place")
    assert sort_findings([nowhere, later, FINDING, later]) == [FINDING, later, nowhere]


def test_refused_carries_all_its_findings() -> None:
    """The exception's text is what a log shows."""
    refused = Refused([FINDING])
    assert refused.findings == (FINDING,)
    assert "[L104]" in str(refused)


def test_an_unknown_name_names_the_nearest() -> None:
    """Full-width and half-width letters are the same letters."""
    assert nearest("ｏiso", ["oiso", "oi", "hakone"]) == ["oiso"]
    error = UnknownName("町村", "town", "箱根", ["箱根町"])
    assert error.text() == "町村「箱根」は見つかりません。近いもの: 箱根町"
    several = UnknownName("町村", "town", "大", ["大磯町", "大井町"], ambiguous=True)
    assert several.text() == "町村「大」に当てはまるものが複数あります。候補: 大磯町、大井町"
    assert several.text("en") == "town '大' fits several: 大磯町, 大井町"
