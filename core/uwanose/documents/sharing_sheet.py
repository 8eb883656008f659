"""Owns the sheet of one sharing formula: every step from the base figures to whole yen as a formula of the spreadsheet.

Caps need no iteration: each town's threshold is the factor that would hold if exactly the towns with a smaller ratio of cap
to base were capped, and the factor is the largest of them (`charging.sharing.capped`). A spreadsheet works with fifteen digits,
so steps are rounded to five decimals; where that could not tell two remainders apart, the ranks are written as figures.
ROUNDDOWN is not used: LibreOffice rounds to twelve digits before it cuts (tdf#124286).
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from itertools import combinations

from uwanose.charging.formulas import EQUAL, bases_of
from uwanose.charging.sharing.burdens import Burdens
from uwanose.charging.sharing.capped import thresholds
from uwanose.charging.sharing.design import Comparison, Outcome
from uwanose.charging.sharing.study import STAND_ALONE
from uwanose.documents.sharing_cells import Inputs, Number, Sheet
from uwanose.documents.sharing_words import formula_sentence, term_label
from uwanose.layers.model import Term
from uwanose.layers.powers import DECIMALS

__all__ = ["FormulaSheet"]

_HEAD, _FIRST = 9, 10
_TOLD_APART = Fraction(2, 100_000)  # twice the last decimal a spreadsheet keeps of a yen amount
Written = tuple[
    str, str, str, Callable[[str], str], Callable[[str], Number]
]  # key, heading, form, formula, value


class FormulaSheet:
    """One formula on one sheet."""

    def __init__(self, sheet: Sheet, inputs: Inputs, comparison: Comparison, outcome: Outcome) -> None:
        assert outcome.burdens is not None
        self.sheet, self.inputs, self.comparison, self.outcome = sheet, inputs, comparison, outcome
        self.burdens: Burdens = outcome.burdens
        self.formula = outcome.formula
        self.label = outcome.formula.label_ja
        self._columns = self._made()
        self._index = {key: index for index, (key, *_) in enumerate(self._columns, start=1)}
        self._values = {key: value for key, _, _, _, value in self._columns}

    # what others refer to

    def cell(self, town: str, key: str) -> str:
        """Return a cell of this sheet as other sheets name it."""
        return f"{self.sheet.target.get_name()}!{self._at(town, key)}"

    def value(self, town: str, key: str) -> Number:
        """Return the exact result of a cell."""
        return self._values[key](town)

    # writing

    def write(self) -> None:
        """Write the whole sheet."""
        sheet, formula, cost = self.sheet, self.formula, self.comparison.cost
        sheet.title(self.label)
        sheet.note(1, formula_sentence(formula, self.comparison.study.drivers))
        sheet.text(2, 0, "共通の額（総額 − 個別負担）")
        sheet.yen(2, 1, f"={self.inputs.cost}-SUM({self.inputs.all(self.inputs.attributable)})", cost.shared)
        sheet.text(3, 0, "定額（1町村の計）")
        fixed = Fraction(formula.fixed_yearly * cost.months, 12)
        sheet.live(3, 1, f"={formula.fixed_yearly}*{self.inputs.months}/12", fixed, "exact")
        sheet.text(4, 0, "単位（円）")
        sheet.typed(4, 1, formula.unit)
        sheet.text(5, 0, "最低削減率")
        sheet.typed(5, 1, formula.least_saving or Fraction(0))
        sheet.text(6, 0, "倍率 t（上限を当てた後）")
        sheet.live(6, 1, *self._factor(), "ratio")
        sheet.text(7, 0, "加える単位の数")
        sheet.yen(7, 1, *self._left())
        for column, term in enumerate(formula.terms, start=2):
            sheet.text(2, column, term_label(term, self.comparison.study.drivers))
            sheet.typed(3, column, term.share if term.share.denominator > 1 else Fraction(term.share))
            if not _plain(term):
                sheet.typed(4, column, float(_exponent(term)))
                sheet.text(5, column, "（何乗か）")
        sheet.headings(_HEAD, ["町村", *(heading for _, heading, *_ in self._columns)])
        for town in self.inputs.towns:
            self._row(town)
        self._totals()
        sheet.target.freeze_panes(_FIRST, 1)
        if not self._told_apart:
            sheet.note(
                _FIRST + len(self.inputs.towns) + 2,
                "端数が表計算の有効桁数で見分けられないほど近いため、「順位」は計算結果を数値で書いています。",
            )

    def _row(self, town: str) -> None:
        row = self._row_of(town)
        self.sheet.text(row, 0, self.inputs.names[town])
        for column, (key, _, form, written, value) in enumerate(self._columns, start=1):
            if key == "order" or (key == "rank" and not self._told_apart):
                self.sheet.typed(row, column, int(value(town)))
            else:
                self.sheet.live(row, column, f"={written(town)}", value(town), form)

    def _totals(self) -> None:
        row = _FIRST + len(self.inputs.towns)
        self.sheet.total_label(row, 0, "合計")
        for key in ("share", "base", "exact", "floored", "shared", "total", "change"):
            values = [self.value(town, key) for town in self.inputs.towns]
            total = sum(values[1:], values[0])
            form = {"share": "ratio", "base": "exact", "exact": "exact"}.get(key, "yen")
            self.sheet.live(row, self._index[key], f"=SUM({self._all(key)})", total, f"{form}_total")
        self.sheet.total_label(row + 1, 0, "残額（組合）")
        self.sheet.yen(
            row + 1,
            self._index["shared"],
            f"=$B$3-{self._letter(row, 'shared')}",
            self.burdens.rest,
            total=True,
        )

    # columns

    def _made(self) -> list[Written]:
        made = [self._basis(index, term) for index, term in enumerate(self.formula.terms)]
        return [*made, *self._exact_columns(), *self._whole_columns(), *self._result_columns()]

    def _basis(self, index: int, term: Term) -> Written:
        label = term_label(term, self.comparison.study.drivers)
        figures = {driver.id: driver.values for driver in self.comparison.study.drivers.values()} | {
            STAND_ALONE: self.comparison.baseline.values
        }
        bases = bases_of(term, self.inputs.towns, figures)
        letter = chr(ord("C") + index)

        def written(town: str) -> str:
            if term.basis == EQUAL:
                return "1"
            figure = self.inputs.at(town, self.inputs.columns[term.basis])
            return figure if _plain(term) else f"INT({figure}^${letter}$5*10^{DECIMALS})/10^{DECIMALS}"

        return (
            f"basis{index}",
            label,
            "yen" if _plain(term) else "ratio",
            written,
            lambda town: Fraction(bases[town]),
        )

    def _exact_columns(self) -> list[Written]:
        burdens, capped_ = self.burdens, self.formula.least_saving is not None
        towns = self.inputs.towns
        count = len(towns)
        terms = range(len(self.formula.terms))
        whole = sum(burdens.base.values())
        fixed = Fraction(self.formula.fixed_yearly * self.comparison.cost.months, 12)
        rest = self.comparison.cost.shared - fixed * count

        def share(town: str) -> str:
            return "+".join(
                f"${chr(ord('C') + index)}$4*{self._at(town, f'basis{index}')}/SUM({self._all(f'basis{index}')})"
                for index in terms
            )

        columns: list[Written] = [
            ("share", "負担割合", "ratio", share, lambda town: (burdens.base[town] - fixed) / rest if rest else Fraction(0)),
            ("base", "割合による額", "exact", lambda town: f"$B$4+($B$3-{count}*$B$4)*{self._at(town, 'share')}",
             lambda town: burdens.base[town]),
        ]  # fmt: skip
        if capped_:
            paying = {town: burdens.base[town] for town in towns if burdens.base[town]}
            found = thresholds(Fraction(whole), paying, burdens.caps)
            columns += [
                ("cap", "上限額", "yen",
                 lambda town: f"INT(ROUND({self.inputs.at(town, self.inputs.cap_on)}*(1-$B$6)/$B$5,5))*$B$5",
                 lambda town: burdens.caps[town]),
                ("ratio", "上限額÷額", "ratio",
                 lambda town: f"IF({self._at(town, 'base')}=0,1E+99,ROUND({self._at(town, 'cap')}/{self._at(town, 'base')},12))",
                 lambda town: burdens.caps[town] / burdens.base[town] if burdens.base[town] else 1e99),
                ("threshold", "この町村より比の小さい町村だけが上限のときの倍率", "ratio", self._threshold,
                 lambda town: found.get(town, Fraction(0))),
                ("exact", "上限を当てた額", "exact",
                 lambda town: f"MIN({self._at(town, 'cap')},$B$7*{self._at(town, 'base')})",
                 lambda town: burdens.exact[town]),
            ]  # fmt: skip
        else:
            columns.append(
                (
                    "exact",
                    "額（端数処理の前）",
                    "exact",
                    lambda town: self._at(town, "base"),
                    lambda town: burdens.exact[town],
                )
            )
        return columns

    def _threshold(self, town: str) -> str:
        ratio, mine = self._all("ratio"), self._at(town, "ratio")
        lower = f"SUMPRODUCT(({ratio}<{mine})*{self._all('cap')})"
        rest = f"SUMPRODUCT(({ratio}>={mine})*{self._all('base')})"
        return f"IF({self._at(town, 'base')}=0,0,($B$3-{lower})/{rest})"

    def _whole_columns(self) -> list[Written]:
        burdens, unit = self.burdens, self.formula.unit
        half_up = self.formula.remainder == "half_up"

        def floored(town: str) -> int:
            exact = burdens.exact[town] / unit
            return int(exact + Fraction(1, 2) if half_up else exact) * unit

        def floored_by(town: str) -> str:
            units = f"ROUND({self._at(town, 'exact')},5)/$B$5"
            return f"INT({units}+0.5)*$B$5" if half_up else f"INT({units})*$B$5"

        order = {town: index for index, town in enumerate(self.formula.tie_order, start=1)}
        rest = {town: burdens.exact[town] - floored(town) for town in self.inputs.towns}
        return [
            ("floored", "単位未満を四捨五入した額" if half_up else "単位未満を切り捨てた額", "yen", floored_by, floored),
            ("fraction", "切り捨てた端数", "exact",
             lambda town: f"ROUND({self._at(town, 'exact')}-{self._at(town, 'floored')},5)", lambda town: rest[town]),
            ("order", "同じ端数のときの順", "yen", lambda town: str(order[town]), lambda town: order[town]),
            ("rank", "順位", "yen", self._rank, lambda town: _rank_of(town, rest, order)),
            ("odd", "加える額", "yen",
             lambda town: f"IF(AND({self._at(town, 'fraction')}>0,{self._at(town, 'rank')}<=$B$8),$B$5,0)",
             lambda town: unit * (town in burdens.odd)),
            ("shared", "共通の負担額", "yen", lambda town: f"{self._at(town, 'floored')}+{self._at(town, 'odd')}",
             lambda town: burdens.shared[town]),
        ]  # fmt: skip

    def _rank(self, town: str) -> str:
        fraction, order = self._all("fraction"), self._all("order")
        mine, place = self._at(town, "fraction"), self._at(town, "order")
        return f"1+SUMPRODUCT(({fraction}>{mine})*1)+SUMPRODUCT(({fraction}={mine})*({order}<{place}))"

    def _result_columns(self) -> list[Written]:
        rows = self.outcome.rows
        inputs = self.inputs
        return [
            ("total", "負担額（個別負担を含む）", "yen",
             lambda town: f"{self._at(town, 'shared')}+{inputs.at(town, inputs.attributable)}", lambda town: rows[town].yen),
            ("resident", "円/人・年", "exact",
             lambda town: f"{self._at(town, 'total')}*12/{inputs.months}/{inputs.at(town, inputs.population)}",
             lambda town: rows[town].yearly_per_resident),
            ("saving", "削減率", "percent",
             lambda town: f"1-{self._at(town, 'total')}/{inputs.at(town, inputs.columns[STAND_ALONE])}",
             lambda town: rows[town].saving),
            ("change", "増減", "yen",
             lambda town: f"{self._at(town, 'total')}-{inputs.at(town, inputs.reference)}",
             lambda town: rows[town].yen - self.comparison.reference.get(town, 0)),
        ]  # fmt: skip

    def _factor(self) -> tuple[str, Number]:
        if self.formula.least_saving is None:
            return "=1", self.burdens.factor
        return f"=MAX({self._all('threshold')})", self.burdens.factor

    def _left(self) -> tuple[str, Number]:
        if self.formula.remainder != "largest_remainder":
            return "=0", 0
        return f"=INT(($B$3-SUM({self._all('floored')}))/$B$5)", len(self.burdens.odd)

    @property
    def _told_apart(self) -> bool:
        """Whether fifteen digits tell all remainders apart that are not equal."""
        rest = [Fraction(self.value(town, "fraction")) for town in self.inputs.towns]
        return all(
            first == second or abs(first - second) > _TOLD_APART for first, second in combinations(rest, 2)
        )

    # places

    def _row_of(self, town: str) -> int:
        return _FIRST + self.inputs.towns.index(town)

    def _at(self, town: str, key: str) -> str:
        return self._letter(self._row_of(town), key)

    def _letter(self, row: int, key: str) -> str:
        from xlsxwriter.utility import xl_rowcol_to_cell

        return str(xl_rowcol_to_cell(row, self._index[key], row_abs=True, col_abs=True))

    def _all(self, key: str) -> str:
        from xlsxwriter.utility import xl_range_abs

        last = _FIRST + len(self.inputs.towns) - 1
        return str(xl_range_abs(_FIRST, self._index[key], last, self._index[key]))


def _rank_of(town: str, rest: dict[str, Fraction], order: dict[str, int]) -> int:
    mine = rest[town]
    higher = sum(other > mine for other in rest.values())
    return 1 + higher + sum(rest[other] == mine and order[other] < order[town] for other in rest)


def _plain(term: Term) -> bool:
    return term.basis == EQUAL or (term.power == 1 and term.doubling is None)


def _exponent(term: Term) -> float:
    from math import log2

    return log2(term.doubling) if term.doubling is not None else float(term.power)
