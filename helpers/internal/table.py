"""A small table: aligned as text, and as HTML where Jupyter shows it."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

CELL = "text-align:right;white-space:nowrap;padding:0.2em 0.5em"


@dataclass(repr=False)
class Table:
    """Rows of text under a head. Print it, or end a cell with it."""

    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    note: str = ""  # a line below
    colours: Sequence[str] = ()  # of the rows' backgrounds; none, so that dark mode shows its own

    def __repr__(self) -> str:
        lines = [self.head, *self.rows]
        widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
        text = [
            "  ".join([row[0].ljust(widths[0]), *map(str.rjust, row[1:], widths[1:])]).rstrip()
            for row in lines
        ]
        return "\n".join([*text, self.note] if self.note else text)

    def _repr_html_(self) -> str:
        styles = [f"background:{c};color:#000000" for c in self.colours] or [""] * len(self.rows)
        lines = [self._html_row("th", self.head, "")]
        lines += map(self._html_row, ["td"] * len(self.rows), self.rows, styles)
        note = f'<p style="margin-top:0.5em">{escape(self.note)}</p>' if self.note else ""
        return f'<div style="overflow-x:auto"><table>{"".join(lines)}</table></div>{note}'

    @staticmethod
    def _html_row(tag: str, cells: Sequence[str], style: str) -> str:
        first = f'<{tag} style="text-align:left;padding:0.2em 0.5em">{escape(cells[0])}</{tag}>'
        rest = (f'<{tag} style="{CELL}">{escape(cell)}</{tag}>' for cell in cells[1:])
        return f'<tr style="{style}">{first}{"".join(rest)}</tr>'
