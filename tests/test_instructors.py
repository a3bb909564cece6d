"""What INSTRUCTORS.md promises of the lessons."""

import re
import symtable
from pathlib import Path

import make_notebooks
import nbformat
import pytest

ROOT = Path(__file__).resolve().parent.parent
TEXT = (ROOT / "INSTRUCTORS.md").read_text("utf-8")
ROWS = re.findall(r"^\| (\d\d) [^|]*\|[^|]*\|[^|]*\|[^|]*\| ([^|]*) \|$", TEXT, re.MULTILINE)


def names(code: str) -> tuple[set[str], set[str]]:
    """Global names that a cell assigns, and those that it uses without assigning them."""
    assigned, used = set(), set()

    def walk(table):
        for symbol in table.get_symbols():
            if table.get_type() == "module" and (symbol.is_assigned() or symbol.is_imported()):
                assigned.add(symbol.get_name())
            elif symbol.is_referenced() and (symbol.is_global() or table.get_type() == "module"):
                used.add(symbol.get_name())
        for child in table.get_children():
            walk(child)

    walk(symtable.symtable(code, "cell", "exec"))
    return assigned, used - assigned


def test_every_lesson_has_its_minutes():
    assert [number for number, _ in ROWS] == [f"{n:02}" for n in range(7)]
    assert not re.findall(r"\b(TIME|SERVER|KERNEL|FIRST)[A-Z0-9]+\b", TEXT), "not filled in"


@pytest.mark.parametrize("number, skipped", ROWS, ids=[number for number, _ in ROWS])
def test_what_may_be_skipped_is_not_needed_later(number, skipped):
    path = next(make_notebooks.SOLUTIONS.glob(f"{number}_*.ipynb"))
    headings, section = re.findall(r'"([^"]+)"', skipped), ""
    seen, defined, missing = set(), set(), set()
    for cell in nbformat.read(path, 4).cells:
        if cell.cell_type == "markdown":
            section = (re.findall(r"^## (.*)$", cell.source, re.MULTILINE) or [section])[-1]
            seen.add(section)
            continue
        assigned, used = names(cell.source)
        if section in headings:
            missing |= assigned - defined
            continue
        assert not used & missing, (section, used & missing)
        defined |= assigned
        missing -= assigned
    assert set(headings) <= seen, "no such heading"
