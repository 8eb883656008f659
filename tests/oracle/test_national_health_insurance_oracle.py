"""The oracle itself against a published calculator and worked examples, before anything is compared with it."""

from __future__ import annotations

import pytest

from tests.oracle.national_health_insurance import FIVE, SEVEN, TWO, assess
from tests.oracle.national_health_insurance_members import insured_months, member
from tests.oracle.national_health_insurance_rows import PLAIN
from tests.oracle.national_health_insurance_towns import TARIFFS, Part, Tariff

# the tariff a calculator site has for 愛川町; its 平等割 is doubtful, its arithmetic is what is tested
CALCULATOR = Tariff(
    medical=Part("6.54", 22_000, 8_600, 650_000),
    support=Part("2.62", 8_600, 8_400, 220_000),
    care=Part("2.10", 8_800, 6_900, 170_000),
)
FAMILY = [
    PLAIN | {"birth_date": 19850401, "pay_revenue": 1_200_000, "gross_income_amount": 650_000},
    PLAIN | {"birth_date": 20150401},
    PLAIN | {"birth_date": 20210401},
]


def total(town: str, year: int, *rows: dict[str, int]) -> dict[str, int]:
    heads = [PLAIN | rows[0] | {"head": 1}, *(PLAIN | row for row in rows[1:])]
    return assess(heads, year, town, TARIFFS[town, year])[0]


@pytest.mark.parametrize(
    ("pay", "income", "under_40", "over_40"),
    [(500_000, 0, 82_600, 88_400), (1_000_000, 450_000, 84_200, 90_300), (2_500_000, 1_670_000, 223_500, 252_200),
     (3_000_000, 2_020_000, 252_400, 286_500), (3_500_000, 2_370_000, 306_900, 348_800),
     (4_500_000, 3_160_000, 372_100, 426_300), (5_500_000, 3_960_000, 438_000, 504_700),
     (6_500_000, 4_760_000, 504_000, 583_200), (8_000_000, 6_100_000, 614_300, 714_400),
     (10_000_000, 8_050_000, 775_100, 905_600)],
)  # fmt: skip
def test_a_family_of_four_in_yugawara(pay: int, income: int, under_40: int, over_40: int) -> None:
    """湯河原町 2023 by the calculator: 38 and 45 years, spouse 38, children 8 and 2."""
    head = {"pay_revenue": pay, "gross_income_amount": income, "total_income": income}
    younger = total("yugawara", 2023, head | {"birth_date": 19850401}, *FAMILY)
    older = total("yugawara", 2023, head | {"birth_date": 19780401}, *FAMILY)
    assert (under_40, over_40) == (younger["annual_total"], older["annual_total"])


@pytest.mark.parametrize(
    ("pension", "income_62", "income_68", "at_62", "at_68"),
    [(500_000, 0, 0, 18_900, 14_200), (1_500_000, 850_000, 400_000, 97_800, 14_200),
     (2_000_000, 1_225_000, 900_000, 152_600, 81_100), (3_000_000, 1_975_000, 1_900_000, 237_100, 182_200),
     (4_500_000, 3_140_000, 3_140_000, 368_400, 295_800), (12_000_000, 10_045_000, 10_045_000, 1_040_000, 870_000)],
)  # fmt: skip
def test_a_pensioner_by_the_calculator(
    pension: int, income_62: int, income_68: int, at_62: int, at_68: int
) -> None:
    """愛川町 2023 by the calculator: below 65 the care part is due and no 150,000 come off."""
    for birth, income, expected in ((19610401, income_62, at_62), (19550401, income_68, at_68)):
        amounts = dict.fromkeys(("gross_income_amount", "total_income", "public_pension_income"), income)
        row = PLAIN | amounts | {"head": 1, "birth_date": birth, "pension_revenue": pension}
        assert expected == assess([row], 2023, "aikawa", CALCULATOR)[0]["annual_total"]


@pytest.mark.parametrize(
    ("town", "year", "rows", "expected"),
    [
        ("oiso", 2025, [{"birth_date": 19800101, "gross_income_amount": 3_000_000}], 396_700),
        ("hakone", 2025, [{"birth_date": 19950101, "gross_income_amount": 430_000}], 20_700),
        ("hayama", 2023, [{"birth_date": 19780101, "gross_income_amount": 4_000_000}], 461_000),
        ("oi", 2025, [{"birth_date": 19750101, "gross_income_amount": 15_000_000}], 1_090_000),
        ("oi", 2025, [{"birth_date": 19830101, "gross_income_amount": 2_800_000}, {"birth_date": 19850101},
                      {"birth_date": 20100101}, {"birth_date": 20150101}], 370_100),
        ("yamakita", 2025, [{"birth_date": 19700101, "gross_income_amount": 2_000_000, "fixed_asset_tax": 80_000},
                            {"birth_date": 19720101}], 355_900),
        ("yamakita", 2026, [{"birth_date": 19710101, "gross_income_amount": 2_000_000, "fixed_asset_tax": 80_000},
                            {"birth_date": 19730101}], 367_000),
    ],
)  # fmt: skip
def test_worked_examples(town: str, year: int, rows: list[dict[str, int]], expected: int) -> None:
    """From the published rates: no 平等割 in 大磯町, 資産割 in 山北町 until 2025, the children of 大井町."""
    assert expected == total(town, year, *rows)["annual_total"]


def test_exactly_the_limits_of_two_and_five_tenths() -> None:
    """湯河原町 2023: 202 + 65 = 267 = 43 + 10 + 53.5 x 4 in 10,000 yen; two earners raise every limit."""
    for income, kind in ((2_020_000, TWO), (450_000, FIVE), (0, FIVE)):
        paid = {"pay_revenue": 1_000_000, "gross_income_amount": income}
        assert kind == total("yugawara", 2023, {"birth_date": 19850401} | paid, *FAMILY)["reduction"]
    assert total("hakone", 2025, {"gross_income_amount": 430_000})["reduction"] == SEVEN


def test_40_is_reached_the_day_before() -> None:
    """Born 1985-08-01: nine months of the care part from July 2025; a day later eight."""
    for birth, months in ((19850801, 9), (19850802, 8)):
        row = PLAIN | {"birth_date": birth}
        found = member(row, insured_months(row, 2025), 2025, "hayama", [])
        assert months == sum(month in found.aged_40_to_64 for month in range(12))


@pytest.mark.parametrize(("twins", "months"), [(0, [3, 4, 5, 6]), (1, [1, 2, 3, 4, 5, 6])])
def test_months_around_a_childbirth(twins: int, months: list[int]) -> None:
    """葉山町 2025, born in August: July to October; twins May to October."""
    row = PLAIN | {"childbirth_on": 20250815, "multiple_birth": twins}
    assert months == list(member(row, insured_months(row, 2025), 2025, "hayama", []).around_childbirth)
