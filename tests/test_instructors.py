"""What INSTRUCTORS.md promises of the lessons."""

import re
import symtable
from pathlib import Path

import make_notebooks
import nbformat
import pytest

ROOT = Path(__file__).resolve().parent.parent
TEXT = (ROOT / "INSTRUCTORS.md").read_text("utf-8")
ROWS = re.findall(r"^\| (\d\d) ([^|]*) \| (\d+) \| ([^|]*) \|$", TEXT, re.MULTILINE)
LESSONS = [f"{n:02}" for n in range(7)]


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


def solution(number):
    return nbformat.read(next(make_notebooks.SOLUTIONS.glob(f"{number}_*.ipynb")), 4)


def test_the_timetable_has_every_lesson_and_the_readmes_titles_and_minutes():
    assert [number for number, *_ in ROWS] == LESSONS
    readme = (ROOT / "README.md").read_text("utf-8")
    there = re.findall(r"^\| \[(\d\d) ([^\]]*)\].*\| (\d+) \|$", readme, re.MULTILINE)
    assert [(number, title, minutes) for number, title, minutes, _ in ROWS] == there


def test_every_lesson_has_a_question_to_ask():
    table = TEXT.partition("## Before each question")[2].partition("\n## ")[0]
    assert sorted(set(re.findall(r"^\| (\d\d) \|", table, re.MULTILINE))) == LESSONS


@pytest.mark.parametrize("number, title, minutes, _", ROWS, ids=[row[0] for row in ROWS])
def test_the_lesson_says_the_same_minutes(number, title, minutes, _):
    top = solution(number).cells[0].source
    assert top.startswith(f"# {number} · {title}")
    assert f"**{minutes} minutes.**" in top


@pytest.mark.parametrize("number, skipped", [(row[0], row[3]) for row in ROWS], ids=LESSONS)
def test_what_may_be_skipped_is_not_needed_later(number, skipped):
    headings, section = re.findall(r'"([^"]+)"', skipped), ""
    assert headings
    seen, defined, missing = set(), set(), set()
    for cell in solution(number).cells:
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


def test_measured_times_are_stated_in_one_document_only():
    for name in ("README.md", "INSTRUCTORS.md", "CONTRIBUTING.md"):
        text = (ROOT / name).read_text("utf-8")
        assert not re.search(r"\d (s|min|seconds|GiB)\b", text), name
