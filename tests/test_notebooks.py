"""The form of the notebooks: what a reader may expect of every one of them."""

import re
from pathlib import Path

import make_notebooks
import nbformat
import pytest
import run_notebooks
from test_project import awkward

ROOT = Path(__file__).resolve().parent.parent
SOLUTIONS = sorted(make_notebooks.SOLUTIONS.glob("*.ipynb"))
LEARNERS = sorted((ROOT / "notebooks").glob("*.ipynb"))
ADDRESS = make_notebooks.stamped()
CHECKED = "nbval-check-output"

solutions = pytest.mark.parametrize("path", SOLUTIONS, ids=lambda p: p.stem)
rewritten = pytest.mark.parametrize("path", SOLUTIONS[:3], ids=lambda p: p.stem)  # so far
everyone = pytest.mark.parametrize(
    "path", SOLUTIONS + LEARNERS, ids=lambda p: f"{p.parent.name}/{p.stem}"
)


def read(path):
    return nbformat.read(path, 4)


def code(path):
    return [cell for cell in read(path).cells if cell.cell_type == "code"]


def texts(path):
    """The Markdown cells, without listings."""
    cells = [cell.source for cell in read(path).cells if cell.cell_type == "markdown"]
    return [re.sub(r"```.*?```", "", text, flags=re.DOTALL) for text in cells]


def outputs(path):
    return [(cell, output) for cell in code(path) for output in cell.outputs]


def lines(path):
    return [line for cell in code(path) for line in cell.source.splitlines()]


# The text


@everyone
def test_there_is_one_title_and_it_comes_first(path):
    titles = re.findall(r"^# .*$", "\n".join(texts(path)), re.MULTILINE)
    assert len(titles) == 1 and read(path).cells[0].source.startswith(titles[0])
    assert re.fullmatch(rf"# {path.stem[:2]} · \S.*", titles[0])


@rewritten
def test_the_first_sentence_is_a_question_and_says_what_you_will_do(path):
    top = make_notebooks.BADGE_LINE.sub("", texts(path)[0])
    text = top.partition("\n\n")[2]
    assert re.match(r"[A-Z][^.!?\n]*\?(\s|$)", text), text[:80]
    assert "you'll\n\n- " in text and re.search(r"\*\*\d+ minutes\.\*\*", text)


@rewritten
def test_the_text_sounds_natural(path):
    comments = [comment for line in lines(path) for comment in re.findall(r"#.*", line)]
    assert not awkward("\n".join(texts(path) + comments))


@rewritten
def test_the_core_is_short_and_every_code_cell_is_near_its_explanation(path):
    cells = read(path).cells
    core = [cell.cell_type for cell in cells[: find(cells, "## Going further")]]
    assert core.count("code") <= 20
    assert "code code code" not in " ".join(core)


def find(cells, heading):
    """The number of the cell with this heading, or how many cells there are."""
    return next((k for k, cell in enumerate(cells) if heading in cell.source), len(cells))


# The code


@everyone
def test_lines_of_code_fit(path):
    too_long = [line for line in lines(path) if len(line) > make_notebooks.LONGEST_LINE]
    assert not too_long


@everyone
def test_no_plumbing(path):
    source = "\n".join(lines(path))
    for word in ("is_sample", "checks.ready(", "steps_per_execution", "import *"):
        assert word not in source, word
    assert not re.findall(r"^.* = \($|^.*= None  #.*$", source, re.MULTILINE)


@everyone
def test_cells_are_short_and_nothing_is_absolute(path):
    for cell in read(path).cells:
        assert cell.cell_type == "markdown" or len(cell.source.splitlines()) <= 25, cell.source
        text = cell.source + "".join(str(o) for o in cell.get("outputs", []))
        text = re.sub(r"'image/png': '[^']*'", "", text)
        assert not re.search(r"(?<![\w.:/])/(home|root|work|Users|tmp|usr)/|[A-Z]:\\", text)


# The two forms, and the address


def test_every_solution_has_a_learner_copy():
    assert [p.name for p in SOLUTIONS] == [p.name for p in LEARNERS] and len(SOLUTIONS) == 7


@solutions
def test_the_learner_copy_is_the_solution_without_answers(path):
    made = make_notebooks.learner_copy(read(path))
    make_notebooks.stamp(made, ADDRESS, f"notebooks/{path.name}")
    committed = ROOT / "notebooks" / path.name
    assert committed.read_text("utf-8") == nbformat.writes(made) + "\n", "run `make notebooks`"
    for cell in read(committed).cells:
        assert "SOLUTION" not in cell.source and "tags" not in cell.metadata
        assert not cell.get("outputs") and cell.get("execution_count") is None


@everyone
def test_the_set_up_cell_and_the_badge_are_as_stamped(path):
    made = read(path)
    make_notebooks.stamp(made, ADDRESS, path.relative_to(ROOT).as_posix())
    assert made == read(path), "run `make notebooks`"


@everyone
def test_without_an_address_nothing_leads_to_one(path):
    if ADDRESS is None:
        text = path.read_text("utf-8") + (ROOT / "README.md").read_text("utf-8")
        assert not re.search(r"colab-badge|//github\.com/|/github/|OWNER", text)
        assert "GLOSSARY" not in path.read_text("utf-8")


@everyone
def test_colab_is_asked_for_a_gpu_only_where_one_helps(path):
    asked = read(path).metadata.get("accelerator")
    assert asked == ("GPU" if path.stem[:2] in ("04", "05", "06") else None)


# The outputs


@solutions
def test_is_executed_top_to_bottom(path):
    assert [cell.execution_count for cell in code(path)] == list(range(1, len(code(path)) + 1))
    assert not [o for _, o in outputs(path) if o.output_type == "error"]
    assert not [o for _, o in outputs(path) if o.get("name") == "stderr"], "run `make outputs`"


RENDERS = (
    "Rendered household scenes (ours, CC0), standing in for Dollar Street: "
    "878 training and 500 test images"
)
SOURCES = {
    "00": "hidden_1",  # makes its own data
    "01": "MNIST: 60,000 training and 10,000 test images",
    "02": "MNIST: 60,000 training and 10,000 test images",
    "03": "CIFAR-10: 50,000 training and 10,000 test photos",
    # We don't publish other people's photos: these run on our renders.
    "04": RENDERS,
    "05": RENDERS,
    "06": RENDERS,
}


@solutions
def test_outputs_are_from_the_data_they_should_be_and_say_so(path):
    printed = str([{**o, "metadata": o.get("metadata")} for _, o in outputs(path)])
    source = SOURCES[path.stem[:2]]
    assert source in printed
    assert ("(ours, CC0)" in printed) == (source == RENDERS)
    assert "Built-in sample" not in printed
    assert "Tiny ImageNet, standing in" not in printed


@solutions
def test_every_picture_of_data_names_it(path):
    what = SOURCES[path.stem[:2]].split(":")[0]
    for cell, output in outputs(path):
        if "image/png" in output.get("data", {}) and ".source" in cell.source:
            assert what in output.metadata["image/png"]["alt"]


@pytest.mark.parametrize("path", SOLUTIONS[4:], ids=lambda p: p.stem)
def test_results_on_real_photos_stand_in_a_table_that_names_photos_and_weights(path):
    text = "".join(texts(path))
    assert "household photos from Tiny ImageNet" in text and "190 other classes" in text
    assert "| " in text


@solutions
def test_checked_cells_have_something_to_check(path):
    checked = [cell for cell in code(path) if CHECKED in cell.metadata.get("tags", [])]
    assert len(checked) >= 2
    for cell in checked:
        assert cell.outputs and cell.execution_count, cell.source


@solutions
def test_every_figure_has_a_description_here_and_on_the_exported_page(path, tmp_path):
    figures = [o for _, o in outputs(path) if "image/png" in o.get("data", {})]
    alts = [output.metadata.get("image/png", {}).get("alt", "") for output in figures]
    assert alts and all(len(alt) > 20 for alt in alts)
    run_notebooks.page(read(path), tmp_path / "page.html")
    page = (tmp_path / "page.html").read_text("utf-8")
    shown = re.findall(r"<img[^>]*\balt=[\"']?([^\"'>]*)", page)
    assert len(shown) == len(re.findall(r"<img\b", page)) >= len(figures)
    assert not [alt for alt in shown if not alt.strip() or "No description" in alt]


@rewritten
def test_figures_quoted_in_the_text_are_in_the_outputs(path):
    quiz = r"^(- )?\*\*\w\.?\*\* .*$"
    text = re.sub(quiz, "", "\n".join(texts(path)), flags=re.MULTILINE)
    quoted = set(re.findall(r"(\d+\.\d(?: ± \d\.\d)?)(?= points| %)", text))
    printed = str([x.get("text", x.get("data", {}).get("text/plain")) for _, x in outputs(path)])
    measured = (ROOT / "notebooks" / "MEASUREMENTS.md").read_text("utf-8")
    counted = f"{100 * (27_562 - 330) / 27_562:.1f}"  # by hand, in 00
    assert not [x for x in quoted if x not in printed + measured and x != counted]
