"""Execute the answered notebooks, with a line for each when it's done.

python tools/run_notebooks.py run [NAME ...]       into build/, with an HTML page per lesson; two
                                                   at a time, so its seconds are no measurement
python tools/run_notebooks.py outputs [NAME ...]   in place: refresh the committed outputs
"""

import base64
import os
import re
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from html import escape
from pathlib import Path

import measuring
import nbformat
import numpy as np
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from nbconvert import HTMLExporter

ROOT = Path(__file__).resolve().parent.parent
SOLUTIONS = ROOT / "notebooks" / "solutions"


@dataclass(frozen=True)
class Run:
    """Wall-clock seconds of a notebook and its longest cell, and its kernel's peak memory, MiB."""

    name: str
    data: str
    wall_s: float
    longest_cell_s: float
    peak_rss_mb: int | None

    as_dict = asdict


def prepared(path: Path) -> tuple[nbformat.NotebookNode, NotebookClient]:
    """A notebook, and what runs its cells in a kernel of their own, in the notebook's folder."""
    notebook = nbformat.read(path, 4)
    return notebook, NotebookClient(
        notebook, timeout=1800, kernel_name="python3", record_timing=False, coalesce_streams=True,
        extra_arguments=["--IPKernelApp.log_level=40"],
        resources={"metadata": {"path": str(path.parent)}},
    )  # fmt: skip


def execute(path: Path) -> tuple[nbformat.NotebookNode, Run]:
    """Run a notebook from top to bottom in a fresh kernel, in its own folder.

    Progress and warnings on standard error are not kept.

    Raises:
        CellExecutionError: a cell ended in an error.
    """
    notebook, client = prepared(path)
    marks = [time.perf_counter()]
    with client.setup_kernel():
        for number, cell in enumerate(notebook.cells):
            client.execute_cell(cell, number)
            marks.append(time.perf_counter())
        peak = measuring.peak_mib(client.km.provisioner.pid)
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
        if cell.cell_type == "code":
            cell.outputs = [x for x in cell.outputs if x.get("name") != "stderr"]
    data = os.environ.get("COURSE_DATA") or "auto"
    wall, longest = marks[-1] - marks[0], float(np.diff(marks[1:]).max())
    return notebook, Run(path.stem, data, round(wall, 1), round(longest, 1), peak)


def page(notebook: nbformat.NotebookNode, path: Path) -> None:
    """Write a self-contained HTML page: no script or font from another host."""
    exporter = HTMLExporter(mathjax_url="", require_js_url="", mermaid_js_url="", jquery_url="")
    body, _ = exporter.from_notebook_node(notebook, {"metadata": {"name": path.stem}})
    # The exporter's template writes one alt text for all pictures; ours say what they show.
    texts = [
        output.metadata.get("image/png", {}).get("alt", "")
        for cell in notebook.cells for output in cell.get("outputs", [])
        if "image/png" in output.get("data", {})
    ]  # fmt: skip
    pieces = re.split(r'alt="No description has been provided for this image"', body)
    if len(pieces) != len(texts) + 1:
        raise ValueError(f"{path.name}: {len(pieces) - 1} pictures, but {len(texts)} descriptions")
    described = (f'alt="{escape(text)}"' for text in texts)
    body = pieces[0] + "".join(map(str.__add__, described, pieces[1:]))
    path.write_text(body, "utf-8")


def keep_readme_figure(notebook: nbformat.NotebookNode) -> None:
    """Write the picture of the cell tagged `readme-figure` where the README shows it."""
    for cell in notebook.cells:
        if "readme-figure" in cell.metadata.get("tags", []):
            picture = base64.b64decode(cell.outputs[0].data["image/png"])
            (ROOT / "notebooks" / "few_shot.png").write_bytes(picture)


def main(command: str, names: list[str]) -> int:
    paths = [p for p in sorted(SOLUTIONS.glob("*.ipynb")) if not names or p.stem in names]
    if names and len(paths) != len(names):
        sys.exit(f"There is no such notebook: {names}. There are: "
                 f"{[p.stem for p in sorted(SOLUTIONS.glob('*.ipynb'))]}")  # fmt: skip
    build = ROOT / "build"
    build.mkdir(exist_ok=True)
    # Outputs show seconds, so they're made one notebook at a time.
    with ThreadPoolExecutor(1 if command == "outputs" else 2) as pool:
        succeeded = list(pool.map(lambda path: run_one(command, path, build), paths))
    print(f"{sum(succeeded)} of {len(paths)} notebooks and their pages are in build/:")
    for path in paths:
        print(f"  build/{path.name}  build/{path.stem}.html")
    return 0 if all(succeeded) else 1


def run_one(command: str, path: Path, build: Path) -> bool:
    """Run a notebook, and write it and its page; whether it ran to its end."""
    try:
        notebook, run = execute(path)
    except CellExecutionError as error:
        print(f"{path.stem} failed:\n{error}", flush=True)
        return False
    print(f"{path.stem}: {run.wall_s:.0f} s (longest cell {run.longest_cell_s:.0f} s, "
          f"{run.peak_rss_mb or 0:,} MiB)", flush=True)  # fmt: skip
    if command == "outputs":
        notebook.metadata.language_info = {"name": "python"}
        nbformat.write(notebook, path)
        keep_readme_figure(notebook)
    nbformat.write(notebook, build / path.name)
    page(notebook, build / f"{path.stem}.html")
    return True


if __name__ == "__main__":
    if len(sys.argv) < 2 or sys.argv[1] not in ("run", "outputs"):
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1], sys.argv[2:]))
