import numpy as np
import pytest

from uwanose.engine.population.figures import figures, pay_income, pension_income
from uwanose.engine.population.incomes import INCOMES, total_income
from uwanose.engine.population.town import Town


def column(*values: int) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return np.array(values, dtype=np.int64)


@pytest.mark.parametrize(
    ("year", "pay", "expected"),
    [
        (2023, 2_623_000, 1_754_000),  # 名古屋市, the 4,000-yen step
        (2024, 5_500_000, 3_960_000),  # 横浜市 令和7年度
        (2024, 6_050_000, 4_398_400),  # 安城市 令和7年度
        (2024, 550_999, 0), (2024, 551_000, 1_000), (2024, 8_500_000, 6_550_000),
        (2025, 650_999, 0), (2025, 1_899_999, 1_249_999), (2025, 1_900_000, 1_250_000),
        (2026, 740_999, 0), (2026, 2_190_999, 1_450_999), (2026, 2_200_000, 1_460_000),
    ],
)  # fmt: skip
def test_employment_income_follows_the_table(year: int, pay: int, expected: int) -> None:
    assert pay_income(column(pay), figures(year)).tolist() == [expected]


def test_pension_income_depends_on_age_and_on_other_income() -> None:
    """所得税法第35条第4項: 65 years, and 10,000,000 and 20,000,000 yen of other total income."""
    pension = column(1_100_000, 1_100_001, 1_299_999, 3_300_000, 10_000_000)
    none = np.zeros(5, dtype=np.int64)
    old, young = np.ones(5, dtype=bool), np.zeros(5, dtype=bool)
    assert pension_income(pension, old, none).tolist() == [0, 1, 199_999, 2_200_000, 8_045_000]
    assert pension_income(pension, young, none).tolist() == [500_000, 500_001, 699_999, 2_200_000, 8_045_000]
    rich = column(10_000_000, 10_000_001, 20_000_000, 20_000_001, 0)
    assert pension_income(pension, old, rich).tolist() == [0, 100_001, 299_999, 2_400_000, 8_045_000]


def test_pay_and_pension_together_are_adjusted_once() -> None:
    """各務原市 令和3年度: 2,800,000 of pay and 3,000,000 of pension at 68 make 3,680,000."""
    columns = dict.fromkeys(INCOMES, column(0)) | {"pay_revenue": column(2_800_000)}
    columns["pension_revenue"] = column(3_000_000)
    assert total_income(columns, column(68), False, figures(2020)).tolist() == [3_680_000]


def test_incomes_are_those_of_a_town(town: Town) -> None:
    """Nobody under 15 works; two thirds of those of working age are paid; pensioners live on their pensions."""
    age, pay = town.people.age, town.amounts["pay_revenue"]
    assert not pay[age < 15].any()
    working = (age >= 25) & (age < 60)
    assert 0.60 < (pay[working] > 0).mean() < 0.85
    assert 3_000_000 < np.median(pay[working & (pay > 1_100_000)]) < 5_000_000
    pension = town.amounts["pension_revenue"]
    assert (pension[age >= 66] > 0).mean() > 0.90
    assert not pension[age < 60].any()
    assert 1_000_000 < town.total_income[age >= 20].mean() < 3_000_000
