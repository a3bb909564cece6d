"""The form of the notebooks: what a reader may expect of every one of them."""

import re
import sys
from pathlib import Path

import make_notebooks
import nbformat
import pytest

ROOT = Path(__file__).resolve().parent.parent

SOLUTIONS = sorted(make_notebooks.SOLUTIONS.glob("*.ipynb"))
LEARNERS = sorted((ROOT / "notebooks").glob("*.ipynb"))
solutions = pytest.mark.parametrize("path", SOLUTIONS, ids=lambda p: p.stem)
everyone = pytest.mark.parametrize(
    "path", SOLUTIONS + LEARNERS, ids=lambda p: f"{p.parent.name}/{p.stem}"
)
CHECKED = "nbval-check-output"


def read(path):
    return nbformat.read(path, 4)


def code(path):
    return [cell for cell in read(path).cells if cell.cell_type == "code"]


def outputs(path):
    return [(cell, output) for cell in code(path) for output in cell.outputs]


def test_every_solution_has_a_learner_copy():
    assert [p.name for p in SOLUTIONS] == [p.name for p in LEARNERS] and len(SOLUTIONS) == 7


@solutions
def test_learner_copy_is_the_solution_without_answers(path):
    made = make_notebooks.learner_copy(read(path), path.name)
    committed = ROOT / "notebooks" / path.name
    assert committed.read_text("utf-8") == nbformat.writes(made) + "\n", "run `make notebooks`"
    for cell in read(committed).cells:
        assert "SOLUTION" not in cell.source
        assert not cell.get("outputs") and cell.get("execution_count") is None


@everyone
def test_opens_with_title_minutes_and_objectives(path):
    cells = read(path).cells
    assert "\n".join(c.source for c in cells if c.cell_type == "markdown").count("\n# ") == 0
    top = cells[0].source
    assert re.match(r"# \d\d · \S", top) and re.search(r"\*\*\d+ minutes\*\* · you need", top)
    assert "You will" in top


@everyone
def test_first_code_cell_is_the_bootstrap_and_the_badge_leads_here(path):
    bootstrap = make_notebooks.BOOTSTRAP.format(**make_notebooks.address())
    assert code(path)[0].source == bootstrap and len(bootstrap.splitlines()) <= 8
    relative = path.relative_to(ROOT).as_posix()
    top = read(path).cells[0].source
    assert make_notebooks.badge(relative) in top and make_notebooks.glossary() in top


@everyone
def test_colab_is_asked_for_a_gpu_only_where_one_helps(path):
    asked = read(path).metadata.get("accelerator")
    assert asked == ("GPU" if path.stem[:2] in ("04", "05", "06") else None)


@solutions
def test_is_executed_top_to_bottom(path):
    assert [cell.execution_count for cell in code(path)] == list(range(1, len(code(path)) + 1))
    assert not [o for _, o in outputs(path) if o.output_type == "error"]
    assert not [o for _, o in outputs(path) if o.get("name") == "stderr"], "run `make outputs`"


SOURCES = {
    "00": "hidden_1",  # makes its own data
    "01": "MNIST: 60,000 training and 10,000 test images",
    "02": "MNIST: 60,000 training and 10,000 test images",
    "03": "CIFAR-10: 50,000 training and 10,000 test photos",
    # Nobody's photos are published again: these are executed on drawn icons.
    "04": "Built-in sample, not Dollar Street: 878 training and 500 test images of drawn icons",
    "05": "Built-in sample, not Dollar Street: 878 training and 500 test images of drawn icons",
    "06": "Built-in sample, not Dollar Street: 878 training and 500 test images of drawn icons",
}


@solutions
def test_outputs_are_from_the_data_they_should_be_and_say_so(path):
    printed = "".join(o.get("text", "") for _, o in outputs(path))
    source = SOURCES[path.stem[:2]]
    assert source in printed
    assert ("Built-in sample" in printed) == source.startswith("Built-in sample")
    assert "Tiny ImageNet, standing in" not in str([o for _, o in outputs(path)])


@solutions
def test_every_picture_of_data_names_it(path):
    what = SOURCES[path.stem[:2]].split(":")[0]
    for cell, output in outputs(path):
        if "image/png" in output.get("data", {}) and "photos.source" in cell.source:
            assert what in output.metadata["image/png"]["alt"]


@pytest.mark.parametrize("path", SOLUTIONS[4:], ids=lambda p: p.stem)
def test_real_photos_are_told_in_a_table_that_names_photos_and_weights(path):
    text = "".join(cell.source for cell in read(path).cells if cell.cell_type == "markdown")
    assert "household photos from Tiny ImageNet" in text and "190 other classes" in text
    assert "| " in text and "REALTABLE" not in text


@solutions
def test_checked_cells_have_something_to_check(path):
    checked = [cell for cell in code(path) if CHECKED in cell.metadata.get("tags", [])]
    assert len(checked) >= 2
    for cell in checked:
        assert cell.outputs and cell.execution_count, cell.source


@solutions
def test_every_figure_has_a_description(path):
    figures = [o for _, o in outputs(path) if "image/png" in o.get("data", {})]
    assert figures
    for output in figures:
        assert len(output.metadata["image/png"]["alt"]) > 20


@everyone
def test_cells_are_short_and_nothing_is_absolute(path):
    for cell in read(path).cells:
        assert cell.cell_type == "markdown" or len(cell.source.splitlines()) <= 20, cell.source
        text = cell.source + "".join(str(o) for o in cell.get("outputs", []))
        text = re.sub(r"'image/png': '[^']*'", "", text)
        assert not re.search(r"(?<![\w.:/])/(home|root|work|Users|tmp|usr)/|[A-Z]:\\", text)
        assert "import *" not in cell.source


def test_bootstrap_explains_when_helpers_cannot_be_had(tmp_path):
    """Run it where `helpers` is not installed, outside Colab."""
    import subprocess

    bootstrap = make_notebooks.BOOTSTRAP.format(**make_notebooks.address())
    hide = "import importlib.util; importlib.util.find_spec = lambda name: None\n"
    run = subprocess.run(
        [sys.executable, "-c", hide + bootstrap], cwd=tmp_path, capture_output=True, text=True
    )
    assert run.returncode == 1 and "`helpers` is missing. Laptop: run `make lab`" in run.stderr
    assert "Traceback" not in run.stderr and list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("reachable", [True, False])
def test_bootstrap_in_colab_clones_the_course(reachable, tmp_path):
    import subprocess

    course = tmp_path / "course"
    if reachable:
        (course / "helpers").mkdir(parents=True)
        (course / "helpers" / "__init__.py").write_text("where = __file__", "utf-8")
        for command in ("init -q -b v9", "add .", "-c user.name=a -c user.email=b commit -qm c"):
            subprocess.run(["git", *command.split()], cwd=course, check=True)
    bootstrap = make_notebooks.BOOTSTRAP.format(repository=course.as_uri(), tag="v9")
    colab = (
        "import importlib.util, sys, types\n"
        "sys.modules['google.colab'] = types.ModuleType('google.colab')\n"
        "importlib.util.find_spec = lambda name: None\n"
    )
    work = tmp_path / "work"
    work.mkdir()
    run = subprocess.run(
        [sys.executable, "-c", colab + bootstrap + "\nimport helpers; print(helpers.where)"],
        cwd=work, capture_output=True, text=True,
    )  # fmt: skip
    if reachable:
        assert run.returncode == 0 and Path(run.stdout.strip()).parts[-3] == "transfer-learning"
    else:
        assert run.returncode == 1 and "Colab: check the network" in run.stderr
        assert "Traceback" not in run.stderr
