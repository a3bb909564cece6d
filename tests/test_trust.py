"""What a reader trusts the course with: nothing runs, mounts or leaves without being asked for."""

import ast
import re
from pathlib import Path

import make_notebooks
import nbformat
import numpy as np
import pytest
from test_photos import street, write_npy

from helpers import datasets
from helpers.internal.course import CourseError

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOKS = sorted((ROOT / "notebooks").rglob("[0-9]*.ipynb"))
MODULES = sorted([*(ROOT / "helpers").rglob("*.py"), *(ROOT / "tools").glob("*.py")])
ADDRESS, EXAMPLE = make_notebooks.stamped(), make_notebooks.Address("a-b/c_d.e", "v1.2/x")


def calls():
    """Every call in helpers, tools and notebooks: where, what is called, its keywords as text.

    Except the set-up cell that clones the course in Colab, which has a test of its own.
    """
    texts = [(path.name, path.read_text("utf-8")) for path in MODULES]
    for path in NOTEBOOKS:
        cells = [c.source for c in nbformat.read(path, 4).cells if c.cell_type == "code"]
        if ADDRESS and cells[0] == ADDRESS.setup():
            del cells[0]
        texts += [(f"{path.parent.name}/{path.name}", cell) for cell in cells]
    for where, text in texts:
        for node in ast.walk(ast.parse(text)):  # a line for the shell (!, %) would not parse
            if isinstance(node, ast.Call):
                named = {k.arg: ast.unparse(k.value) for k in node.keywords}
                yield where, ast.unparse(node.func), named


CALLS = list(calls())


def test_nothing_unpickles_but_cifar10s_own_archive():
    assert len(CALLS) > 1000
    loads = [(where, named) for where, what, named in CALLS if what in ("np.load", "numpy.load")]
    assert len(loads) >= 2 and all(named.get("allow_pickle") == "False" for _, named in loads)
    pickles = [where for where, what, _ in CALLS if re.match(r"(c?pickle|dill|joblib)\.", what)]
    assert pickles == ["files.py"], "files.cifar10_archive, after the checksum"


def test_no_model_is_loaded_unsafely():
    for where, what, named in CALLS:
        assert named.get("safe_mode", "True") == "True", where
        assert not what.endswith("enable_unsafe_deserialization"), where


def test_no_shell_gets_a_text_to_interpret():
    for where, what, named in CALLS:
        assert named.get("shell", "False") == "False", where
        assert what not in ("os.system", "os.popen", "eval"), where
        assert what != "exec" or where == "lesson_code.py", "of the lessons' own cells, for tests"
        assert not what.startswith("get_ipython()."), where  # what `!` and `%` turn into


@pytest.mark.parametrize("address", {ADDRESS or EXAMPLE, EXAMPLE}, ids=str)
def test_the_set_up_cell_clones_the_course_in_colab_and_does_nothing_else(address):
    body = ast.parse(address.setup()).body
    args = next(node.value.value for node in body if ast.unparse(node).startswith("args = "))
    clone = r"(--depth=1 )?https://github\.com/[\w-]+/[\w.-]+( -b [\w./-]+)? course"
    assert re.fullmatch(clone, args), "one text, and nothing in it that a shell would interpret"
    system = [ast.unparse(node) for node in body if "system" in ast.unparse(node)]
    assert system == [
        "'google.colab' in sys.modules and os.system('[ -d course ] || git clone -q ' + args)"
    ]
    called = {ast.unparse(node.func) for node in ast.walk(ast.Module(body, []))
              if isinstance(node, ast.Call)}  # fmt: skip
    assert called == {"p.abspath", "os.system", "p.isdir"}


def test_drive_is_mounted_on_request_alone():
    for path in NOTEBOOKS:
        for cell in nbformat.read(path, 4).cells:
            if cell.cell_type == "code" and "drive.mount" in cell.source:
                assert re.search(r"^use_drive = False\b", cell.source, re.MULTILINE)
                guard = cell.source.index("if runtime.in_colab() and use_drive:")
                assert guard < cell.source.index("    drive.mount")


SECRETS = r"ghp_\w{20}|hf_\w{20}|AKIA[A-Z0-9]{12}|PRIVATE KEY|(password|token|secret)['\"]?\s*[:=]"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_no_secret_and_no_name_of_a_person_or_machine_in_a_notebook(path):
    notebook = nbformat.read(path, 4)
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            output.get("data", {}).pop("image/png", None)
    text = str(notebook)
    assert not re.search(SECRETS, text, re.IGNORECASE)
    assert not re.search(r"/(home|root|Users|work|content/(?!drive))\b", text)
    assert set(notebook.metadata) <= {"kernelspec", "language_info", "accelerator", "colab"}


def test_a_pickle_in_a_file_of_images_is_not_run(folder, tmp_path):
    class Burglar:
        def __reduce__(self):
            return Path.touch, (tmp_path / "burgled",)

    write_npy(folder / "dollar_street", street())
    labels = folder / "dollar_street" / "train_labels.npy"
    np.save(labels, np.array([Burglar()] * 20, object), allow_pickle=True)
    with pytest.raises(CourseError, match=r"train_labels.npy .* damaged, or not an .npy"):
        datasets.load_dollar_street()
    assert not (tmp_path / "burgled").exists()
