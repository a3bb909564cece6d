"""The frame of every picture: our look, a title above, the source below, a description.

Colours are Okabe and Ito's (2008) and more, each with its own marker. Backgrounds are white.
"""

import io
import textwrap

from matplotlib import style
from matplotlib.figure import Figure

COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#000000",
           "#56B4E9", "#882255", "#999933", "#888888", "#332288", "#7F4F24")  # fmt: skip
LOOKS = 3 * [{"color": c, "marker": m} for c, m in zip(COLOURS, "os^DvXP*<>pd", strict=True)]
WIDTH = 7.5  # inches; with text of 11 points it's still readable on a phone, 390 pixels wide
# The course's own look, whatever the reader's settings. A "$" in a name is a dollar, not math.
our_style = style.context(
    ["default", {"font.size": 11, "axes.titlesize": 11, "lines.linewidth": 2, "axes.grid": True,
                 "grid.alpha": 0.3, "axes.axisbelow": True, "axes.spines.top": False,
                 "axes.spines.right": False, "text.parse_math": False, "errorbar.capsize": 3,
                 "figure.constrained_layout.h_pad": 0.08, "figure.constrained_layout.w_pad": 0.08}]
)  # fmt: skip


class Picture:
    """A matplotlib figure and its description, which Jupyter stores as the image's alt text."""

    def __init__(self, figure: Figure, description: str) -> None:
        self.figure, self.description = figure, description

    def __repr__(self) -> str:
        return f"<Picture: {self.description}>"

    @our_style
    def _repr_mimebundle_(self, include=None, exclude=None) -> tuple[dict, dict]:
        png = io.BytesIO()
        self.figure.savefig(png, format="png", dpi=100, facecolor="white")
        data = {"image/png": png.getvalue(), "text/plain": repr(self)}
        return data, {"image/png": {"alt": self.description}}


def new_figure(height: float, title: str, source: str, rows=1, columns=1, width: float = WIDTH):
    """A figure with its title above and its source below, and its axes."""
    figure = Figure(figsize=(width, height), layout="constrained")
    figure.suptitle(wrapped(title, int(9.5 * width)))
    figure.supxlabel(wrapped(source, int(12 * width)), fontsize=10, color="#444444")
    return figure, figure.subfigures().subplots(rows, columns)


def picture(figure: Figure, details: str) -> Picture:
    """The description of a picture is its title, then the numbers, then its source."""
    parts = (figure.get_suptitle(), details, figure.get_supxlabel())
    parts = [" ".join(part.split()) for part in parts if part]
    return Picture(figure, " ".join(p if p[-1] in ".?!" else f"{p}." for p in parts))


def wrapped(text: str, most: int = 33) -> str:
    """Even lines of at most `most` characters. A legend would hide a name that starts with "_"."""
    lines = max(1, -(-len(text) // most))
    return "\u200b" * text.startswith("_") + textwrap.fill(text, min(most, len(text) // lines + 8))
