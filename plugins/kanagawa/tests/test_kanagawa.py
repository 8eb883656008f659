"""The Kanagawa specification by plain calls: K-001 (prefecture's refund) and K-002 (income year by birthday)."""

from __future__ import annotations

import numpy as np
import pytest
from uwanose_kanagawa.k_001 import base_amount, co_payment, inside_standard, prefecture_refund
from uwanose_kanagawa.k_002 import income_levy_year

from uwanose import AgeLimit, Column, LookupTable, Rate
from uwanose.points.model import AgeForm, Table

UNDER_1, UNDER_4 = AgeLimit(1, AgeForm.UNDER), AgeLimit(4, AgeForm.UNDER)
UNTIL_6, UNTIL_12, UNTIL_15 = (AgeLimit(years, AgeForm.SCHOOL_YEAR_END) for years in (6, 12, 15))
LIMITS = LookupTable(
    Table(
        columns=("from", "limit", "further"),
        rows=((0, 5_320_000, 0), (1, 5_700_000, 0), (5, 7_220_000, 380_000)),
    ),
    "from",
)


def column(*values: int) -> Column:
    return np.array(values, dtype=np.int64)


def inside(
    *,
    income: int = 0,
    birth: int = 20150510,
    treated: int = 20240510,
    care: int = 0,
    other_scheme: int = 0,
    eligible: bool = True,
    outpatient_age: AgeLimit = UNTIL_12,
    dependants: int = 0,
    elderly: int = 0,
) -> bool:
    """One bill; what is not named is an ordinary visit of a nine-year-old whose guardian has no income."""
    result = inside_standard(
        eligible=np.array([eligible]),
        other_scheme=column(other_scheme),
        birth_date=column(birth),
        treated_on=column(treated),
        care=column(care),
        assessed_income=column(income),
        guardian_dependants=column(dependants),
        guardian_elderly_dependants=column(elderly),
        k_001_outpatient_age=outpatient_age,
        k_001_inpatient_age=UNTIL_15,
        k_001_income_exempt_age=UNDER_1,
        k_001_income_limit_by_dependants=LIMITS,
        k_001_income_limit_per_elderly_dependant=60_000,
    )
    return bool(result[0])


@pytest.mark.parametrize(
    ("dependants", "elderly", "limit"),
    [(0, 0, 5_320_000), (1, 0, 5_700_000), (1, 1, 5_760_000), (6, 0, 7_600_000)],
)
def test_income_one_yen_below_the_limit_is_inside_and_on_it_outside(
    dependants: int, elderly: int, limit: int
) -> None:
    """県補助基準: 未満. The limit grows with dependants, elderly ones counting more."""
    assert inside(income=limit - 1, dependants=dependants, elderly=elderly)
    assert not inside(income=limit, dependants=dependants, elderly=elderly)


def test_children_under_one_are_inside_whatever_the_income() -> None:
    """0歳児に所得制限なし: born 2023-05-10, one year old from 9 May 2024 on."""
    assert inside(birth=20230510, treated=20240508, income=9_000_000)
    assert not inside(birth=20230510, treated=20240509, income=9_000_000)


def test_outpatient_and_inpatient_have_their_own_ages() -> None:
    """From 2023-04-01 visits until 12歳年度末, hospital stays until 15歳年度末; dispensing follows the visits."""
    born = 20110402  # twelve years old in the school year that ends on 31 March 2024
    assert inside(birth=born, treated=20240331, care=0)
    assert not inside(birth=born, treated=20240401, care=0)
    assert not inside(birth=born, treated=20240401, care=2)
    assert inside(birth=born, treated=20240401, care=1)
    assert not inside(birth=born, treated=20230331, care=0, outpatient_age=UNTIL_6)


def test_the_prefecture_keeps_its_order_of_schemes() -> None:
    """A town that lets the children's scheme go first (K-009) does so with its own money."""
    assert not inside(other_scheme=4)


def test_what_the_town_does_not_subsidise_is_not_refunded() -> None:
    """The prefecture refunds a part of what the towns spend."""
    assert not inside(eligible=False)


def test_the_standard_asks_200_per_visit_and_100_per_day_from_four_on() -> None:
    """年齢計算: born 2020-05-10, four years old from 9 May 2024 on; dispensing is free, and nothing is asked outside it."""
    asked = co_payment(
        k_001_inside_standard=np.array([True, True, True, True, True, False]),
        birth_date=np.full(6, 20200510),
        treated_on=column(20240508, 20240509, 20240509, 20240509, 20240509, 20240509),
        care=column(0, 0, 1, 2, 0, 0),
        visits=column(2, 2, 1, 1, 1, 2),
        days=column(0, 0, 5, 0, 0, 0),
        remaining_share=column(3_000, 3_000, 45_000, 2_000, 150, 3_000),
        k_001_co_payment_per_visit=200,
        k_001_co_payment_per_day=100,
        k_001_co_payment_free_age=UNDER_4,
    )
    assert asked.tolist() == [0, 400, 500, 0, 150, 0]


def test_the_base_is_what_is_left_but_never_more_than_the_town_pays() -> None:
    """A town with a higher co-payment than the standard pays, and claims, less."""
    base = base_amount(
        k_001_inside_standard=np.array([True, True, False]),
        remaining_share=column(3_000, 3_000, 3_000),
        k_001_co_payment=column(200, 200, 200),
        town_pays=column(3_000, 2_500, 3_000),
    )
    assert base.tolist() == [2_800, 2_500, 0]


@pytest.mark.parametrize(("share_class", "refunds"), [(0, [933, 0, 0]), (1, [1_400, 0, 0])])
def test_the_share_is_one_third_or_one_half_and_fractions_are_cut(
    share_class: int, refunds: list[int]
) -> None:
    """2,800 x 1/3 = 933.33; x 1/2 = 1,400."""
    refund = prefecture_refund(column(2_800, 0, 1), share_class, Rate(1, 3), Rate(1, 2))
    assert refund.tolist() == refunds


@pytest.mark.parametrize(
    ("birth", "treated", "levy_years_back"),
    [
        # born on 30 June: the card of 30 June 2024 uses the income of 2022 (levy year 2023)
        (20150630, 20240629, 2),
        (20150630, 20240630, 1),
        (20150630, 20250331, 1),
        (20150630, 20250401, 2),
        # born on 1 July: the card of 1 July 2024 uses the income of 2023 (levy year 2024)
        (20150701, 20240630, 1),
        (20150701, 20240701, 0),
        (20150701, 20250331, 0),
        (20150701, 20250401, 1),
        # born in winter: the card of 10 January 2025 uses the income of 2023 (levy year 2024)
        (20150110, 20250109, 1),
        (20150110, 20250110, 0),
        (20150110, 20250401, 1),
        # born on 29 February: the birthday of a common year has passed on 1 March, no earlier
        (20160229, 20250228, 1),
        (20160229, 20250301, 0),
    ],
)
def test_the_birthday_decides_which_income_counts(birth: int, treated: int, levy_years_back: int) -> None:
    """逗子市・小田原市: birthday July to December the year before, January to June the year before that."""
    year = treated // 10000 - (treated % 10000 < 401)
    assert income_levy_year(column(birth), column(treated), column(year)).tolist() == [levy_years_back]


def test_the_income_year_by_plain_if_on_every_month_of_birth_and_treatment() -> None:
    """An independent reading of the rule, month by month, never reaching back more than two levy years."""
    for birth_month in range(1, 13):
        for treated_month in range(1, 13):
            card_year = 2024 if treated_month >= birth_month else 2023
            income = card_year - 1 if birth_month >= 7 else card_year - 2
            fiscal_year = 2024 if treated_month >= 4 else 2023
            birth, treated = 20150010 + birth_month * 100, 20240010 + treated_month * 100
            back = income_levy_year(column(birth), column(treated), column(fiscal_year))
            assert back.tolist() == [fiscal_year - (income + 1)]
            assert 0 <= back[0] <= 2
