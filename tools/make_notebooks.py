"""Make the learners' notebooks from the solutions, and stamp the course's address into both.

python tools/make_notebooks.py learners      notebooks/solutions/*.ipynb -> notebooks/*.ipynb
python tools/make_notebooks.py badges        address in pyproject.toml -> badges, first cells
"""

import re
import sys
import tomllib
from pathlib import Path

import nbformat
from nbgrader.preprocessors import ClearSolutions
from traitlets.config import Config

ROOT = Path(__file__).resolve().parent.parent
SOLUTIONS = ROOT / "notebooks" / "solutions"
BADGE = re.compile(r"\[!\[Open in Colab\]\([^)]*\)\]\([^)]*/(notebooks/[^)]*)\)")
GLOSSARY = re.compile(r"\[Glossary\]\(https:[^)]*/notebooks/GLOSSARY\.md\)")
BADGE_IMAGE = "https://colab.research.google.com/assets/colab-badge.svg"
BOOTSTRAP = """\
# Make `helpers` importable: done already on a laptop; Colab fetches the course, installing nothing.
import importlib.util, os, subprocess, sys
repository, tag, folder = "{repository}", "{tag}", "transfer-learning"
clone = ["git", "clone", "--quiet", "--depth=1", f"--branch={{tag}}", repository, folder]
if not importlib.util.find_spec("helpers"):
    if not os.path.isdir(folder) and ("google.colab" not in sys.modules or subprocess.run(clone).returncode):
        sys.exit(f"`helpers` is missing. Laptop: run `make lab` in the course's folder. Colab: check the network and run this cell again, or upload the course as the folder {{folder}}.")
    sys.path.insert(0, folder)"""


def address() -> dict[str, str]:
    """The course's repository and tag."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["course"]


def badge(path: str) -> str:
    """A link that opens `path` (from the root) in Colab, in Markdown."""
    course = address()
    place = course["repository"].removeprefix("https://github.com/")
    link = f"https://colab.research.google.com/github/{place}/blob/{course['tag']}/{path}"
    return f"[![Open in Colab]({BADGE_IMAGE})]({link})"


def glossary() -> str:
    """A link to the glossary, in Markdown; whole, because Colab has no folder to look in."""
    course = address()
    return f"[Glossary]({course['repository']}/blob/{course['tag']}/notebooks/GLOSSARY.md)"


def learner_copy(solution: nbformat.NotebookNode, name: str) -> nbformat.NotebookNode:
    """The notebook with answers taken out, and outputs, counts and test tags too."""
    config = Config()
    config.ClearSolutions.enforce_metadata = False
    config.ClearSolutions.code_stub = {"python": "..."}
    config.ClearSolutions.text_stub = "*Your answer:* ..."
    copy, _ = ClearSolutions(config=config).preprocess(nbformat.from_dict(solution), {})
    for cell in copy.cells:
        cell.metadata = {}
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
        elif BADGE.search(cell.source):
            cell.source = BADGE.sub(badge(f"notebooks/{name}"), cell.source)
    return copy


def write(notebook: nbformat.NotebookNode, path: Path) -> None:
    """Write with a stable layout, and only where something changed."""
    text = nbformat.writes(notebook) + "\n"
    if not path.exists() or path.read_text("utf-8") != text:
        path.write_text(text, "utf-8")
        print(path.relative_to(ROOT))


def make_learners() -> None:
    for path in sorted(SOLUTIONS.glob("*.ipynb")):
        write(learner_copy(nbformat.read(path, 4), path.name), SOLUTIONS.parent / path.name)


def stamp() -> None:
    for path in sorted(SOLUTIONS.glob("*.ipynb")):
        notebook = nbformat.read(path, 4)
        first = next(cell for cell in notebook.cells if cell.cell_type == "code")
        first.source = BOOTSTRAP.format(**address())
        for cell in notebook.cells:
            if cell.cell_type == "markdown":
                cell.source = BADGE.sub(badge(f"notebooks/solutions/{path.name}"), cell.source)
                cell.source = GLOSSARY.sub(glossary(), cell.source)
        write(notebook, path)
    readme = ROOT / "README.md"
    text = readme.read_text("utf-8")
    readme.write_text(BADGE.sub(lambda match: badge(match[1]), text), "utf-8")
    make_learners()


if __name__ == "__main__":
    commands = {"learners": make_learners, "badges": stamp}
    if len(sys.argv) != 2 or sys.argv[1] not in commands:
        sys.exit(__doc__)
    commands[sys.argv[1]]()
