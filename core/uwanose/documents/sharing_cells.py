"""Owns how a sheet of the sharing workbook is written cell by cell: forms, typed figures in yellow, formulas with values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

__all__ = ["Inputs", "Number", "Sheet"]

Number = int | Fraction | float
_FONT = {"font_name": "游ゴシック", "font_size": 10, "valign": "vcenter"}
_LINE = {"border": 1, "border_color": "#BFBFBF"}
_YEN = '#,##0;"△"#,##0'
_TYPED, _TOTAL = "#FFF2CC", "#F2F2F2"
_WIDTH = 17
_HEADING_HEIGHT = 45  # points: three lines
_A4 = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """Where the typed figures stand: the sheet, the first row of towns, the column of each base figure (0-based)."""

    sheet: str
    towns: tuple[str, ...]
    names: Mapping[str, str]
    first: int
    columns: Mapping[str, int]
    cap_on: int
    attributable: int
    reference: int
    population: int

    @property
    def cost(self) -> str:
        """The cell of the cost."""
        return f"{self.sheet}!$B$5"

    @property
    def months(self) -> str:
        """The cell of the number of months."""
        return f"{self.sheet}!$B$6"

    def at(self, town: str, column: int) -> str:
        """Return the cell of a town's figure."""
        from xlsxwriter.utility import xl_rowcol_to_cell

        row = self.first + self.towns.index(town)
        return f"{self.sheet}!{xl_rowcol_to_cell(row, column, row_abs=True, col_abs=True)}"

    def all(self, column: int) -> str:
        """Return the cells of all towns."""
        from xlsxwriter.utility import xl_range_abs

        return f"{self.sheet}!{xl_range_abs(self.first, column, self.first + len(self.towns) - 1, column)}"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet with the forms its cells take."""

    target: Worksheet
    forms: Mapping[str, Format]

    @classmethod
    def of(cls, book: Workbook, name: str) -> Sheet:
        """Add a sheet to a workbook."""

        def made(**settings: object) -> Any:
            return book.add_format({**_FONT, **settings})

        forms = {
            "title": made(bold=True, font_size=14),
            "note": made(font_color="#595959"),
            "heading": made(bold=True, text_wrap=True, bg_color="#E2EFDA", align="center", **_LINE),
            "text": made(**_LINE),
            "typed": made(num_format="#,##0", bg_color=_TYPED, **_LINE),
            "typed_ratio": made(num_format="0.######", bg_color=_TYPED, **_LINE),
            "total_label": made(bold=True, bg_color=_TOTAL, **_LINE),
        }
        for name_, code in (
            ("yen", _YEN),
            ("percent", "0.00%"),
            ("exact", "#,##0.00000"),
            ("ratio", "0.000000000"),
        ):
            forms[name_] = made(num_format=code, **_LINE)
            forms[f"{name_}_total"] = made(num_format=code, bold=True, bg_color=_TOTAL, **_LINE)
        target = book.add_worksheet(name)
        target.set_column(0, 0, 24)
        target.set_column(1, 24, _WIDTH)
        target.set_landscape()
        target.set_paper(_A4)
        target.fit_to_pages(1, 0)
        return cls(target, forms)

    def title(self, text: str) -> None:
        """Write the title into the first cell."""
        self.target.write_string(0, 0, text, self.forms["title"])

    def note(self, row: int, text: str) -> None:
        """Write a sentence at the left edge."""
        self.target.write_string(row, 0, text, self.forms["note"])

    def headings(self, row: int, texts: Sequence[str]) -> None:
        """Write the headings of a table, which stay in sight."""
        self.target.set_row(row, _HEADING_HEIGHT)
        for column, text in enumerate(texts):
            self.target.write_string(row, column, text, self.forms["heading"])

    def text(self, row: int, column: int, text: str) -> None:
        """Write a label."""
        self.target.write_string(row, column, text, self.forms["text"])

    def total_label(self, row: int, column: int, text: str) -> None:
        """Write the label of a total."""
        self.target.write_string(row, column, text, self.forms["total_label"])

    def typed(self, row: int, column: int, figure: Number) -> None:
        """Write a figure that may be changed."""
        form = "typed" if isinstance(figure, int) else "typed_ratio"
        self.target.write_number(row, column, float(figure), self.forms[form])

    def live(self, row: int, column: int, formula: str, value: Number, form: str) -> None:
        """Write a formula with the exact result it must come to."""
        shown = int(value) if isinstance(value, int) else float(value)
        self.target.write_formula(row, column, formula, self.forms[form], shown)

    def yen(self, row: int, column: int, formula: str, value: Number, *, total: bool = False) -> None:
        """Write a formula of whole yen."""
        self.live(row, column, formula, value, "yen_total" if total else "yen")

    def percent(self, row: int, column: int, formula: str, value: Number, *, total: bool = False) -> None:
        """Write a formula of a ratio shown in per cent."""
        self.live(row, column, formula, value, "percent_total" if total else "percent")
