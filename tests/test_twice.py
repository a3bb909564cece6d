"""Every lesson in two kernels, each cell run twice there, and all lessons in a strange place.

`make test-twice` takes about twenty minutes.
"""

import re
from concurrent.futures import ThreadPoolExecutor

import nbformat
import pytest
import run_notebooks
from test_faults import LINUX, run_there, strange_place

SECONDS = r"\d[\d.,]*( ?m?s\b| seconds| times as fast)|Bars, seconds\..*"
LAYER_NUMBER = r"(?<=[a-z\d])_\d+\b"  # a cell run again builds conv2d_2, where conv2d was


def shown(cell) -> str:
    """What a cell prints and returns, without progress, seconds and Keras's numbers of layers.

    Pictures count by their descriptions, and runs of spaces as one space: the longest entry sets
    the width of a column.
    """
    kept = [x for x in cell.get("outputs", []) if x.get("name") != "stderr"]
    texts = [x.get("text", "") + x.get("data", {}).get("text/plain", "") for x in kept]
    return re.sub(" +", " ", re.sub(f"{SECONDS}|{LAYER_NUMBER}", "", "".join(texts)))


def each_cell_twice(path) -> list[tuple[str, str]]:
    """Run a notebook in a kernel of its own. What each cell shows, the first and the second time.

    Raises:
        CellExecutionError: a cell ended in an error.
    """
    notebook, client = run_notebooks.prepared(path)
    seen = []
    with client.setup_kernel():
        for number, cell in enumerate(notebook.cells):
            seen.append(tuple(shown(client.execute_cell(cell, number)) for _ in range(2)))
    return seen


@pytest.mark.parametrize(
    "path", sorted(run_notebooks.SOLUTIONS.glob("*.ipynb")), ids=lambda p: p.stem
)
def test_same_seed_same_result_and_a_cell_run_twice_harms_nothing(path):
    with ThreadPoolExecutor(2) as pool:
        here, there = pool.map(each_cell_twice, [path, path])
    committed = nbformat.read(path, 4).cells
    checked = 0
    for cell, one, other in zip(committed, here, there, strict=True):
        assert one == other, f"not the same in two kernels:\n{cell.source}"
        if "nbval-check-output" in cell.metadata.get("tags", []):
            assert one == (shown(cell), shown(cell)), f"not the same when run again:\n{cell.source}"
            checked += 1
    assert checked >= 2


@LINUX
def test_every_lesson_in_a_strange_place(tmp_path, two_gigabytes):
    """Accents in the path, a locale without UTF-8, one core, no home to write to, 2 GB."""
    if two_gigabytes is None:
        print("no cgroup can be made here, so memory isn't limited")
    assert len(run_there(strange_place(tmp_path), two_gigabytes)) == 7
