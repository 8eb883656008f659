"""Wiring formulas by the names of their arguments, and every mistake that is found before any data are read."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from tests.engine import invented as dog
from uwanose.business.medical_payment import payment_way
from uwanose.engine.national import national_formulas
from uwanose.engine.program import Programs
from uwanose.errors import Finding, Refused, UnknownName
from uwanose.points.model import Kind, Read, Value, ValueType

ROWS = {
    "household_id": np.array([1, 1, 2]),
    "keeper_birth": np.array([1956_04_01, 1990_04_02, 1990_04_03]),
    "dogs": np.array([1, 2, 3]),
    "size": np.array([0, 1, 1]),
    "income": np.array([900_000, 1_000_001, 5_000_000]),
    "welfare": np.array([0, 0, 1]),
}


def refused(formulas: str, **given: object) -> list[str]:
    """Compile formulas that cannot stand; return what is said about them."""
    with pytest.raises(Refused) as caught:
        dog.program(formulas, **given)  # type: ignore[arg-type]  # the arguments of ``program``
    return [f"{finding.code} {finding.place} {finding.en}" for finding in caught.value.findings]


def formula(signature: str, body: str = "return 0", mark: str = "@formula()") -> str:
    """Return a formula's text to add to the dog levy."""
    return f"{dog.FORMULAS}\n{mark}\ndef {signature}:\n    {body}\n"


def test_items_come_after_what_they_need() -> None:
    """The order is known without data."""
    program = dog.program()
    assert program.order.index("levy") > max(
        program.order.index(item) for item in ("base", "relief", "exempt")
    )
    assert program.items == ("exempt", "base", "relief", "household_dogs", "levy")
    assert program.layers.plugins == ("national",)


def test_a_program_computes() -> None:
    """By hand: 2 large dogs are 6,000 + 2.5 % of it = 6,150; less 500 of relief is 5,650, cut to 5,600."""
    results = dog.program().run(ROWS, dog.rules())
    assert results["base"].tolist() == [3_000, 6_150, 9_225]
    assert results["relief"].tolist() == [2_000, 500, 0]
    assert results["exempt"].tolist() == [True, False, True]
    assert results["levy"].tolist() == [0, 5_600, 0]
    assert results["household_dogs"].tolist() == [3, 3, 3]


def test_needs_are_known_through_all_formulas_beneath() -> None:
    """Which values a result rests on is asked before any data are read."""
    needs = dog.program().needs("levy")
    assert set(needs.items) == {"exempt", "base", "relief"}
    assert set(needs.points) == {"per_dog", "large_rate", "senior_limit", "relief_table"}
    assert set(needs.inputs) == {"keeper_birth", "welfare", "dogs", "size", "income"}
    assert needs.reserved == ("legal_date",)
    with pytest.raises(UnknownName, match="levy"):
        dog.program().needs("levi")


def test_only_what_is_wanted_needs_values_and_columns() -> None:
    """A town that lacks the table of reliefs can still have its base computed."""
    results = dog.program().run(
        {"household_id": np.array([1]), "dogs": np.array([2])}, dog.rules({"relief_table": None}), ["base"]
    )
    assert {name: values.tolist() for name, values in results.items()} == {"base": [6_000]}


@pytest.mark.parametrize(
    ("text", "code", "part"),
    [
        (formula("base_2(dogs)"), "E107", "does not declare"),
        (formula("base_again(dogs)", mark='@formula("base")'), "E106", "two formulas"),
        (dog.FORMULAS.replace("def levy(base,", "def levy(bass,"), "E104", "bass"),
        (dog.FORMULAS.replace("def relief(income,", "def relief(levy, income,"), "E108", "circle"),
        (dog.FORMULAS.replace("def relief(income,", "def relief(resident_id, income,"), "E105", "text"),
        (formula("helper(dogs)", mark=""), "E102", "no @formula mark"),
        (dog.FORMULAS.replace("household, dogs)", "household, dogs=None)"), "E103", "default values"),
        (dog.FORMULAS.replace("household, dogs)", "household, *, dogs)"), "E103", "keyword-only"),
        (dog.FORMULAS.replace("household, dogs)", "household, dogs, *rest)"), "E103", "*args"),
        (dog.FORMULAS.replace("household, dogs)", "household, dogs, **rest)"), "E103", "**kwargs"),
        (dog.FORMULAS.replace("return household.sum(dogs)", "yield household.sum(dogs)"), "E103", "yield"),
        (dog.FORMULAS.replace("def household_dogs", "def _household_dogs"), "E107", "no formula computes"),
    ],
)
def test_mistakes_in_formulas_are_found_when_they_are_wired(text: str, code: str, part: str) -> None:
    """Each names the function's line; nothing is silently ignored."""
    found = refused(text)
    assert len(found) == 1
    assert found[0].startswith(code)
    assert part in found[0]


def test_a_misspelt_need_is_told_with_the_nearest_name() -> None:
    """Did you mean base?"""
    with pytest.raises(Refused) as caught:
        dog.program(dog.FORMULAS.replace("def levy(base,", "def levy(basee,"))
    assert caught.value.findings[0].remedy_ja == "もしかして: base"
    assert caught.value.findings[0].place is not None
    assert caught.value.findings[0].place.file == "uwanose/business/dog_levy/levies.py"
    assert caught.value.findings[0].place.line == 30  # of its mark


def test_a_circle_is_told_with_its_whole_path() -> None:
    """relief needs levy, levy needs relief."""
    found = refused(dog.FORMULAS.replace("def relief(income,", "def relief(levy, income,"))
    assert "levy" in found[0]
    assert "relief" in found[0]
    assert found[0].count("→") == 2


def test_every_mistake_is_told_in_one_go() -> None:
    """The author corrects them all before the next attempt."""
    text = dog.FORMULAS.replace("def levy(base,", "def levy(bass,").replace(
        "household, dogs)", "household, hens)"
    )
    assert len(refused(text)) == 2


def test_one_name_for_two_things_is_refused() -> None:
    """A point dog_levy.dogs would be the argument ``dogs``, as the input is."""
    found = refused(dog.FORMULAS, declared=dog.catalog(points=(*dog.POINTS, dog.point("dogs"))))
    assert found[0].startswith("E101")
    assert "dogs" in found[0]


@pytest.mark.parametrize("name", ["household", "year", "legal_date", "class"])
def test_reserved_words_name_nothing_else(name: str) -> None:
    """They mean the group, the fiscal year and the legal date in every formula."""
    found = refused(dog.FORMULAS, declared=dog.catalog(points=(*dog.POINTS, dog.point(name))))
    assert found[0].startswith("E101")


def test_dots_of_an_id_become_underscores() -> None:
    """dog_levy.per.head and dog_levy.per_head clash."""
    points = (*dog.POINTS, dog.point("per.head"), dog.point("per_head"))
    assert refused(dog.FORMULAS, declared=dog.catalog(points=points))[0].startswith("E101")


def test_a_dated_formula_computes_only_in_its_days() -> None:
    """The law of 2027 has its own function; 2026 stays as it was."""
    text = dog.FORMULAS.replace(
        "@formula()\ndef levy(base, relief, exempt):",
        '@formula("levy", since=2027)\ndef levy_from_2027(base):\n    return base\n\n'
        '@formula("levy", until=2026)\ndef levy(base, relief, exempt):',
    )
    before, after = dog.rules(on=date(2027, 3, 31)), dog.rules(on=date(2027, 4, 1))
    assert dog.program(text, given=before).run(ROWS, before, ["levy"])["levy"].tolist() == [0, 5_600, 0]
    assert dog.program(text, given=after).run(ROWS, after, ["levy"])["levy"].tolist() == [3_000, 6_150, 9_225]


def test_an_item_out_of_force_is_no_item_of_that_day() -> None:
    """It is absent, and what needs it is told when it is wired."""
    text = dog.FORMULAS.replace("@formula()\ndef household_dogs", "@formula(since=2027)\ndef household_dogs")
    assert "household_dogs" not in dog.program(text).items
    needing = text.replace("def levy(base,", "def levy(household_dogs, base,")
    assert "no formula in force" in refused(needing)[0]


def test_year_and_legal_date_are_those_of_the_rules() -> None:
    """Levy year 2026 begins on 1 April 2026."""
    text = dog.FORMULAS.replace("household, dogs):", "household, dogs, year, legal_date):").replace(
        "return household.sum(dogs)", "return household.sum(dogs) * 0 + year * 100_000_000 + legal_date"
    )
    rules = dog.rules(on=date(2027, 3, 31))
    result = dog.program(text, given=rules).run(ROWS, rules, ["household_dogs"])["household_dogs"]
    assert result.tolist() == [2026_2027_03_31] * 3


def test_a_dated_business_has_a_legal_date_for_each_row() -> None:
    """The day of treatment is the day of the rules; January belongs to the fiscal year before."""
    business = replace(dog.BUSINESS, clock="date", clock_column="keeper_birth")
    text = dog.FORMULAS.replace("household, dogs):", "household, year, legal_date):").replace(
        "return household.sum(dogs)", "return year * 100_000_000 + legal_date"
    )
    program = dog.program(text, declared=dog.catalog(business=business))
    rows = ROWS | {"keeper_birth": np.array([2026_03_31, 2026_04_01, 2027_01_05])}
    assert program.run(rows, dog.rules(), ["household_dogs"])["household_dogs"].tolist() == [
        2025_2026_03_31,
        2026_2026_04_01,
        2026_2027_01_05,
    ]


def test_equal_stacks_are_shared_between_towns() -> None:
    """Programs are compiled once; values differ, the graph does not."""
    catalog = dog.catalog()
    programs = dog.programs(declared=catalog)
    oi, hakone = dog.rules(town="oi"), dog.rules({"per_dog": 5_000}, town="hakone")
    assert programs.program("dog_levy", oi) is programs.program("dog_levy", hakone)
    assert programs.program("dog_levy", oi).run(ROWS, oi, ["base"])["base"].tolist() == [3_000, 6_150, 9_225]
    assert programs.program("dog_levy", oi).run(ROWS, hakone, ["base"])["base"].tolist() == [
        5_000,
        10_250,
        15_375,
    ]


def test_an_unknown_business_is_told_with_the_nearest() -> None:
    """Did you mean dog_levy?"""
    with pytest.raises(UnknownName, match="dog_levy"):
        Programs(dog.catalog()).program("dog_levi", dog.rules())


def test_businesses_that_read_each_other_are_refused() -> None:
    """Reads form no circle."""
    read = Read(name="own", item="levy", business="dog_levy", year="previous", key="resident_id")
    catalog = dog.catalog(business=replace(dog.BUSINESS, reads=(read,)))
    assert any(found.startswith("E114") for found in refused(dog.FORMULAS, declared=catalog))


def test_the_national_formulas_are_found_by_walking_the_package() -> None:
    """Every module below the business, in the order of modules and lines."""
    findings: list[Finding] = []
    found = national_formulas("resident_tax", findings)
    assert not findings
    files = [formula.implementation.place.file for formula in found]
    assert files == sorted(files)
    assert {"uwanose/business/resident_tax/income.py"} <= set(files)


def test_a_business_takes_over_a_shared_formula_by_naming_it() -> None:
    """Where it stands is told, not where it is taken over; what is imported for use only is no formula of the business."""
    findings: list[Finding] = []
    found = national_formulas("medical_subsidy", findings)
    assert not findings
    where = {one.mark.item: one.implementation.place for one in found}
    shared = "uwanose/business/medical_payment.py"
    assert where["payment_way"].file == where["town_pays"].file == shared
    assert where["payment_way"].line == payment_way.__code__.co_firstlineno
    assert where["co_payment"].file == "uwanose/business/medical_subsidy/payment.py"


def test_what_is_taken_over_must_be_a_formula() -> None:
    """A function that is named but bears no mark would silently not be used."""
    findings: list[Finding] = []
    made = dog.module("""from uwanose.business.months import first_day_of\n__all__ = ["first_day_of"]\n""")
    assert national_formulas("dog_levy", findings, [made]) == ()
    assert [(one.code, one.place.file if one.place else "") for one in findings] == [
        ("E102", "uwanose/business/months.py")
    ]


def test_values_of_every_kind_reach_a_formula_as_it_expects_them() -> None:
    """yen → int, rate → Rate, flag → bool, choice → code, day → yyyymmdd, age → AgeLimit, table → LookupTable."""
    kinds: dict[str, tuple[ValueType, Value]] = {
        "a_flag": (ValueType.FLAG, True),
        "a_choice": (ValueType.CHOICE, "late"),
        "a_day": (ValueType.DATE, date(2026, 4, 1)),
        "a_number": (ValueType.INTEGER, 7),
    }
    points = tuple(
        dog.point(name, type=kind, choices={"early": "早", "late": "遅"} if name == "a_choice" else {})
        for name, (kind, _) in kinds.items()
    )
    text = dog.FORMULAS.replace("household, dogs):", "dogs, a_flag, a_choice, a_day, a_number):").replace(
        "return household.sum(dogs)",
        "return dogs * 0 + (a_day if a_flag is True else 0) + a_choice * 1000 + a_number",
    )
    rules = dog.rules({name: value for name, (_, value) in kinds.items()})
    program = dog.program(text, declared=dog.catalog(points=(*dog.POINTS, *points)), given=rules)
    assert program.run(ROWS, rules, ["household_dogs"])["household_dogs"].tolist() == [2026_04_01 + 1_007] * 3


def test_a_text_never_enters_a_formula() -> None:
    """Labels belong into templates."""
    point = dog.point("motto", type=ValueType.TEXT)
    text = dog.FORMULAS.replace("household, dogs):", "household, dogs, motto):")
    found = refused(text, declared=dog.catalog(points=(*dog.POINTS, point)))
    assert found[0].startswith("E105")


def test_templates_are_not_in_the_names_of_formulas() -> None:
    """Only parameters and tables are."""
    point = dog.point("dogs", kind=Kind.TEMPLATE, type=ValueType.TEXT)
    assert dog.program(declared=dog.catalog(points=(*dog.POINTS, point))).items
