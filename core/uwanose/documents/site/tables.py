"""Owns the tables of the site: captioned, with headings for screen readers, sortable where asked, scrolling by themselves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

__all__ = ["Row", "SiteTable", "table_row"]

Cell = str | Markup
Row = Sequence[Cell] | Markup  # a row that is written already is taken as it is


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteTable:
    """One table. The first cell of a row is its heading; ``right`` names the columns of figures; ``total`` is the last row.

    A sortable table needs no more than this: figures sort by their exact value, days by the calendar, the rest as text.
    """

    caption: str
    headings: Sequence[str]
    rows: Sequence[Row]
    right: frozenset[int] = frozenset()
    total: Sequence[Cell] = ()
    marks: str = ""  # of all its figures (markup); they stand in the caption
    sortable: bool = True
    kind: str = ""  # a class of the style sheet

    def __html__(self) -> str:
        """Return the table as HTML."""
        sortable = " sortable" if self.sortable and len(self.rows) > 1 else ""
        parts = [
            Markup('<div class="scroll" tabindex="0" role="region" aria-label="{}">').format(self.caption),
            Markup('<table class="{}">').format(f"{self.kind}{sortable}".strip()),
            Markup("<caption>{}{}</caption>").format(self.caption, self.marks),
            Markup("<thead><tr>"),
            *(self._heading(index, text) for index, text in enumerate(self.headings)),
            Markup("</tr></thead><tbody>"),
            *(row if isinstance(row, Markup) else table_row(row, self.right) for row in self.rows),
            Markup("</tbody>"),
        ]
        if self.total:
            parts.append(Markup("<tfoot>{}</tfoot>").format(table_row(self.total, self.right)))
        parts.append(Markup("</table></div>"))
        return "".join(parts)

    def _heading(self, index: int, text: str) -> Markup:
        return Markup(f'<th scope="col"{_class(index, self.right)}>{escape(text)}</th>')


def table_row(row: Sequence[Cell], right: frozenset[int] = frozenset()) -> Markup:
    """Return one row; its first cell is its heading."""
    cells = [f'<th scope="row"{_class(0, right)}>{escape(row[0])}</th>']
    cells += [f"<td{_class(index, right)}>{escape(cell)}</td>" for index, cell in enumerate(row[1:], start=1)]
    return Markup("<tr>" + "".join(cells) + "</tr>")  # every cell is escaped above


def _class(index: int, right: frozenset[int]) -> str:
    return ' class="figure"' if index in right else ""
