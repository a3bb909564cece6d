"""Cells that still wait for an answer don't run, and say so in one line."""

import sys
import types

import nbformat
import pytest
from IPython.core.interactiveshell import InteractiveShell
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from traitlets.config import Config

from helpers.internal import answers
from helpers.internal.course import ROOT, CourseError, NotAnswered

CURE = " isn't answered yet: fill in the `...` in this cell, then run on from here."


@pytest.fixture(scope="module")
def shell():
    """IPython as a notebook's kernel has it, with our hook."""
    config = Config()
    config.HistoryManager.enabled = False
    config.InteractiveShell.colors = "nocolor"
    made = InteractiveShell.instance(config=config, user_module=types.ModuleType("lesson"))
    answers.install()
    yield made
    InteractiveShell.clear_instance()


@pytest.mark.parametrize(
    "cell, what",
    [
        ("guess = ...", "`guess`"),
        ("ran = True\nguess = ...  # one of the four", "`guess`"),
        ("...", "This cell"),
        ("ran = True\n...\nran = False", "This cell"),
        ("if True:\n    ran = True\n    guess = ...", "`guess`"),
        ("for _ in range(2):\n    ran = True\n    ...", "This cell"),
        ("with open('file'):\n    ran = True\n    ...", "This cell"),
        ("first = ...\nran = True\nsecond = ...", "`first`"),
        ("# Step 3: freeze\nran = True\n...", "Step 3"),
        ("# Exercise 1: freeze two layers, then compile\nmine = 5\n...", "Exercise 1"),
        ("\n# Step 12: three arms\nfirst = ...\nsecond = ...", "Step 12"),
        ("# Stepwise\nguess = ...", "`guess`"),
        ("%time 1\nguess = ...", "`guess`"),
    ],
)  # fmt: skip
def test_a_cell_that_waits_stops_before_it_runs(cell, what, shell, capsys):
    shell.user_ns.pop("ran", None)
    result = shell.run_cell(cell)
    assert result.success is False and isinstance(result.error_before_exec, NotAnswered)
    assert "ran" not in shell.user_ns, "nothing of the cell ran"
    printed = capsys.readouterr()
    assert (printed.out + printed.err).strip() == what + CURE


@pytest.mark.parametrize(
    "cell",
    [
        "def forward(x):\n    ...\nran = forward(1)",
        "class Later:\n    ...\nran = True",
        "import numpy as np\nran = np.zeros((2, 3))[..., None]",
        "import numpy as np\nran = np.sum(np.zeros((2, 3)), ...) if False else True",
        "ran = dict(key=...)",
        "# Step 3: freeze\nran = 'fill in the ...'",
        "async def wait():\n    ...\nran = True",
    ],
)
def test_other_dots_run(cell, shell):
    shell.user_ns.pop("ran", None)
    result = shell.run_cell(cell)
    assert result.success and "ran" in shell.user_ns


def test_an_answered_cell_runs_and_a_learners_own_error_is_shown(shell, capsys):
    assert not shell.run_cell("# Step 1: a number\nanswer = ...").success
    assert shell.run_cell("# Step 1: a number\nanswer = 5").success and shell.user_ns["answer"] == 5
    capsys.readouterr()
    result = shell.run_cell("answer = 1 / 0")
    printed = capsys.readouterr()
    assert isinstance(result.error_in_exec, ZeroDivisionError)
    assert "ZeroDivisionError: division by zero" in printed.out and "answer = 1 / 0" in printed.out


@pytest.mark.parametrize(
    "kind, shown", [(CourseError, "CourseError: no folder"), (NotAnswered, "no folder")]
)
def test_errors_of_ours_are_one_line(kind, shown, shell, capsys):
    """A check that's handed `...` raises NotAnswered, too."""
    shell.user_ns["kind"] = kind
    assert not shell.run_cell("raise kind('no folder')").success
    printed = capsys.readouterr()
    assert (printed.out + printed.err).strip() == shown


def test_the_hook_is_installed_once(shell):
    count = len(shell.ast_transformers)
    answers.install()
    assert len(shell.ast_transformers) == count == 1
    assert len([x for x in shell.events.callbacks["pre_run_cell"] if "Hook" in str(x)]) == 1


def test_without_ipython_nothing_happens(monkeypatch):
    monkeypatch.setitem(sys.modules, "IPython", None)
    answers.install()


def test_run_all_stops_in_a_real_kernel():
    cells = [
        "import helpers", "before = 1", "# Step 2: train\nbefore = 2\nmodel = ...", "after = 1",
    ]  # fmt: skip
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(x) for x in cells])
    client = NotebookClient(
        notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": str(ROOT)}}
    )
    with client.setup_kernel():
        for number in (0, 1):
            client.execute_cell(notebook.cells[number], number)
        with pytest.raises(CellExecutionError):
            client.execute_cell(notebook.cells[2], 2)
        (error,) = notebook.cells[2].outputs
        assert error.traceback == ["Step 2" + CURE]
        look = nbformat.v4.new_code_cell("before")
        notebook.cells.append(look)
        client.execute_cell(look, 4)
        assert look.outputs[0].data["text/plain"] == "1", "nothing of the cell ran"
