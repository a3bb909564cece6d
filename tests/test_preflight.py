"""What can't work is said in one sentence, with the cure, before Keras is even imported."""

import json
import os
import subprocess
import sys

import lesson_code
import pytest

from helpers.internal.course import ROOT

SETUP = lesson_code.code_cells("00")[0]
# Shows what a cell raises, and whether Keras was imported by then. The course isn't installed.
RUN_CELL = """
import sys
sys.meta_path[:] = [x for x in sys.meta_path if "editable" not in str(x).lower()]
try:
    exec(sys.argv[1])
except Exception as error:
    print(f"{type(error).__name__}: {error}")
print("keras" in sys.modules)
"""


@pytest.fixture
def notebooks(tmp_path):
    """A folder of notebooks in a project with our helpers, and a home without settings."""
    (tmp_path / "helpers").symlink_to(ROOT / "helpers")
    folder = tmp_path / "notebooks"
    folder.mkdir()
    return folder


def first_cell(folder, before="", after="", **environment):
    """Run a lesson's first cell in a folder: (what was printed, whether Keras was imported)."""
    clean = {k: v for k, v in os.environ.items() if k not in ("KERAS_BACKEND", "PYTHONPATH")}
    run = subprocess.run(
        [sys.executable, "-c", RUN_CELL, f"{before}\n{SETUP}\n{after}"], cwd=folder, text=True,
        env=clean | {"KERAS_HOME": str(folder.parent / ".keras")} | environment,
        capture_output=True, timeout=300,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    *printed, keras_imported = run.stdout.splitlines()
    return "\n".join(printed), keras_imported == "True"


def stops(found, *words):
    """One error of ours on one line that holds these words, before Keras was imported."""
    text, keras_imported = found
    assert text.startswith("CourseError: ") and "\n" not in text and not keras_imported
    assert all(word in text for word in words), text


def settings(folder, text):
    home = folder.parent / ".keras"
    home.mkdir()
    (home / "keras.json").write_text(text if isinstance(text, str) else json.dumps(text), "utf-8")


def test_nothing_in_the_way(notebooks):
    assert first_cell(notebooks) == ("", False)


@pytest.mark.parametrize("name", ["keras", "numpy", "sklearn"])
def test_a_file_of_the_readers_with_the_name_of_a_package(name, notebooks):
    (notebooks / f"{name}.py").write_text("print('mine')", "utf-8")
    found = first_cell(notebooks)
    stops(found, f"{name}.py stands in the way of the package {name}: rename it", "restart")


def test_a_missing_package(notebooks):
    hide = (
        "import importlib.util as util; find = util.find_spec\n"
        "util.find_spec = lambda name, *more: None if name == 'pooch' else find(name, *more)"
    )
    stops(first_cell(notebooks, before=hide), "package pooch isn't installed: run `make lab`")
    found = first_cell(notebooks, before=hide, COLAB_RELEASE_TAG="1")
    stops(found, "pooch isn't installed: run `%pip install pooch`")


@pytest.mark.parametrize("kind", ["file", "folder"])
def test_other_helpers_beside_the_notebook_are_passed_over(kind, notebooks):
    other = notebooks / "helpers.py" if kind == "file" else notebooks / "helpers" / "__init__.py"
    other.parent.mkdir(exist_ok=True)
    other.write_text("raise ValueError('not the course')", "utf-8")
    text, _ = first_cell(notebooks, after="print(helpers.__path__)")
    assert text == str([str(notebooks.parent / "helpers")])


def keras_is(version):
    return f"import importlib.metadata as m; m.version = lambda name: '{version}'"


@pytest.mark.parametrize("version", ["3.12.9", "2.15.0"])
def test_an_old_keras(version, notebooks):
    seen, needed = f"Keras {version} is too old", "3.13 or newer"
    stops(first_cell(notebooks, before=keras_is(version)), seen, needed, "`make lab`", "restart")
    found = first_cell(notebooks, before=keras_is(version), COLAB_RELEASE_TAG="1")
    stops(found, seen, needed, "`%pip install -U keras`")


@pytest.mark.parametrize("version", ["3.13.0", "3.14.0.dev1", "4.0.0"])
def test_a_keras_that_is_new_enough(version, notebooks):
    assert first_cell(notebooks, before=keras_is(version)) == ("", False)


@pytest.mark.parametrize(
    "key, value, good",
    [
        ("backend", "torch", "tensorflow"), ("floatx", "float16", "float32"),
        ("image_data_format", "channels_first", "channels_last"),
    ],
)  # fmt: skip
def test_settings_that_cannot_work(key, value, good, notebooks):
    settings(notebooks, {"epsilon": 1e-7, key: value})
    stops(first_cell(notebooks), "keras.json", ".keras", key, value, f"need {good}", "restart")


def test_another_backend_by_the_environment(notebooks):
    found = first_cell(notebooks, KERAS_BACKEND="jax")
    stops(found, "environment variable KERAS_BACKEND", "jax", "need tensorflow", "restart")
    settings(notebooks, {"backend": "torch"})  # the variable counts, not the file
    assert first_cell(notebooks, KERAS_BACKEND="tensorflow") == ("", False)


@pytest.mark.parametrize("text", ["{", "[]", "5", '{"floatx": "float64"}', "{}", "\x00"])
def test_settings_that_do_no_harm(text, notebooks):
    settings(notebooks, text)
    assert first_cell(notebooks) == ("", False)


def test_settings_of_a_kernel_that_has_keras_already(notebooks):
    text, _ = first_cell(notebooks, before="import keras; keras.config.set_floatx('float16')")
    stops((text, False), "kernel", "floatx", "float16", "need float32", "restart")


def test_another_working_folder_later_on(notebooks):
    """`%cd` must not keep a later cell from finding the rest of the helpers."""
    after = "import os; os.chdir('/')\nfrom helpers import plots\nprint(plots.__name__)"
    assert first_cell(notebooks, after=after)[0] == "helpers.plots"
