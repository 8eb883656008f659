"""Finding what is declared by what people type."""

from __future__ import annotations

import pytest

from tests.points.sample import BUSINESS, ITEMS, POINTS, catalog_of
from uwanose.errors import UnknownName
from uwanose.points.lookup import Lookup

LOOKUP = Lookup(
    catalog_of(points=POINTS.replace("  least: 0\n", "  renamed_from: [vehicle_tax.old.limit]\n  least: 0\n"))
)


@pytest.mark.parametrize(
    "text",
    [
        "vehicle_tax.relief.limit",
        "relief_limit",
        "減免の限度額",
        "「減免の限度額」",
        " 減免の 限度額 ",
        "Limit of the relief",
        "ＲＥＬＩＥＦ＿ＬＩＭＩＴ",
        "vehicle_tax.old.limit",
    ],
)
def test_a_point_is_found_by_id_argument_label_and_former_id(text: str) -> None:
    """Full-width letters, brackets and spaces do not matter."""
    assert LOOKUP.point(text).id == "vehicle_tax.relief.limit"


def test_a_business_is_found_without_the_remark_of_its_label() -> None:
    """軽自動車税 is 軽自動車税（種別割）, as long as no other business is called so."""
    lookup = Lookup(catalog_of(business=BUSINESS.replace("ja: 車両税", "ja: 車両税（種別割）")))
    assert lookup.business("車両税").id == lookup.business("車両税（種別割）").id == "vehicle_tax"
    with pytest.raises(UnknownName):
        lookup.business("車両")


def test_items_businesses_and_inputs_are_found_the_same_way() -> None:
    """Wherever a name is typed, the Japanese label will do."""
    assert LOOKUP.item("税額").id == LOOKUP.item("levy").id == "vehicle_tax.levy"
    assert LOOKUP.business("車両税").id == LOOKUP.business("vehicle_tax").id == "vehicle_tax"
    assert (
        LOOKUP.input("vehicle_tax", "取得価額").name == LOOKUP.input("vehicle_tax", "PRICE").name == "price"
    )
    assert LOOKUP.point("税額").id == "vehicle_tax.levy"


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("減免の限度", "車両税 減免の限度額 (vehicle_tax.relief.limit)"),
        ("限度額", "車両税 減免の限度額 (vehicle_tax.relief.limit)"),
        ("vehicle_tax.rat", "車両税 税率 (vehicle_tax.rate)"),
        ("relief.limit", "車両税 減免の限度額 (vehicle_tax.relief.limit)"),
    ],
)
def test_an_unknown_name_comes_with_the_nearest(text: str, first: str) -> None:
    """Candidates are shown with business, label and identifier."""
    with pytest.raises(UnknownName) as unknown:
        LOOKUP.point(text)
    assert unknown.value.candidates[0] == first
    assert not unknown.value.ambiguous
    assert text in unknown.value.text("ja")


def test_nothing_near_is_said_so() -> None:
    """No candidate is invented."""
    for text in ("zzzzzzzz", ""):
        with pytest.raises(UnknownName) as unknown:
            LOOKUP.point(text)
        assert unknown.value.candidates == ()


def test_a_label_of_two_points_lists_both() -> None:
    """Ambiguity lists the candidates and picks none."""
    lookup = Lookup(catalog_of([], points=POINTS.replace("減免の限度額", "税率")))
    with pytest.raises(UnknownName) as unknown:
        lookup.point("税率")
    assert unknown.value.ambiguous
    assert [name.split()[-1] for name in unknown.value.candidates] == [
        "(vehicle_tax.rate)",
        "(vehicle_tax.relief.limit)",
    ]
    assert lookup.point("rate").id == "vehicle_tax.rate"


def test_an_identifier_beats_a_label_and_a_business_narrows() -> None:
    """levy is the id of one thing before it is the label of another."""
    lookup = Lookup(catalog_of([], items=ITEMS.replace("税額", "rate")))
    assert lookup.item("rate", "vehicle_tax").id == "vehicle_tax.levy"
    with pytest.raises(UnknownName):
        lookup.item("rate", "land_tax")
    with pytest.raises(UnknownName):
        lookup.point("rate", "land_tax")
    assert lookup.point("rate").id == "vehicle_tax.rate"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["限度"], ["relief_limit"]),
        (["車両税法"], ["rate", "levy"]),
        (["車両税法", "第４条"], ["rate"]),
        (["取得価額"], ["rate"]),
        (["税"], ["rate", "levy", "relief_limit", "record_findings"]),
        (["FINDINGS"], ["record_findings"]),
        (["どこにもない"], []),
        (["", "　"], []),
        ([], []),
    ],
)
def test_find_looks_in_labels_descriptions_and_articles(words: list[str], expected: list[str]) -> None:
    """Every word must be there; what bears it in its name comes first."""
    assert expected == [point.name for point in LOOKUP.find(words)]


def test_what_is_found_is_shown_with_its_business() -> None:
    """The label alone may occur in several businesses."""
    assert LOOKUP.shown(LOOKUP.business("車両税")) == "車両税 (vehicle_tax)"
    assert LOOKUP.shown(LOOKUP.input("vehicle_tax", "price")) == "車両税 取得価額 (price)"
