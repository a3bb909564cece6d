"""Make the learners' notebooks from the solutions, and write the course's address into both.

python tools/make_notebooks.py learners   notebooks/solutions/*.ipynb -> notebooks/*.ipynb
python tools/make_notebooks.py badges     the same, with the address as it's set now

Without an address, notebooks and README show no badges. The address is [tool.course] in
pyproject.toml. If that's empty, it's git's remote "origin".
"""

import ast
import io
import re
import subprocess
import sys
import tokenize
import tomllib
from pathlib import Path
from typing import NamedTuple

import nbformat

ROOT = Path(__file__).resolve().parent.parent
SOLUTIONS = ROOT / "notebooks" / "solutions"
LONGEST_LINE = 88  # of code in a notebook
BADGE_IMAGE = "https://colab.research.google.com/assets/colab-badge.svg"
BADGE = re.compile(r"\[!\[Open in Colab\]\([^)]*\)\]\([^)]*/(notebooks/[^)]*)\)")
BADGE_LINE = re.compile(r"\n\n\[!\[Open in Colab\][^\n]*")
LESSON_LINK = re.compile(rf"(\]\((notebooks/\d\d_\w+\.ipynb)\))(?: {BADGE.pattern})?")
GITHUB = re.compile(  # https, ssh, or git@github.com:
    r"(?:\w+://)?(?:[^@/]+@)?(?:www\.|ssh\.)?github\.com(?::\d+(?=/))?[:/]"
    r"([\w-]+/[\w.-]+?)(?:\.git)?/?", re.IGNORECASE,
)  # fmt: skip

SETUP = """\
#@title Set-up: run this cell first { display-mode: "form" }
import os, sys
places = [os.path.abspath(place) for place in ("course", "..", "../..", *sys.path)]
sys.path[:0] = [p for p in places if os.path.isdir(p + "/helpers/internal")][:1]
import helpers"""
SETUP_WITH_ADDRESS = """\
#@title Set-up: run this cell first { display-mode: "form" }
args = "--depth=1 https://github.com/REPOSITORY -b TAG course"
import os, sys; p = os.path; places = [p.abspath(x) for x in ("course", "..", "../..")]
"google.colab" in sys.modules and os.system("[ -d course ] || git clone -q " + args)
sys.path[:0] = [x for x in places if p.isdir(x + "/helpers/internal")]; import helpers"""
STAMPED = re.compile(r"https://github\.com/(\S+)(?: -b (\S+))? course")

MARK = "# SOLUTION"
BLOCK = re.compile(
    r"^([ \t]*)### BEGIN SOLUTION\n(?:.*\n)*?[ \t]*### END SOLUTION[ \t]*$", re.MULTILINE
)
TEXT_BLOCK = re.compile(r"<!-- BEGIN SOLUTION -->.*?<!-- END SOLUTION -->", re.DOTALL)


class Address(NamedTuple):
    """Where the course lives on GitHub: "owner/name", and a branch or tag."""

    repository: str
    tag: str

    def page(self, path: str) -> str:
        """The address of a file. `path` starts at the course's root."""
        return f"https://github.com/{self.repository}/blob/{self.tag}/{path}"

    def badge(self, path: str) -> str:
        """A link that opens a notebook in Colab, in Markdown."""
        link = self.page(path).replace("//github.com/", "//colab.research.google.com/github/")
        return f"[![Open in Colab]({BADGE_IMAGE})]({link})"

    def setup(self) -> str:
        """The first cell of every notebook. A long name costs it `--depth=1`, then `-b main`.

        Raises:
            ValueError: the name is too long all the same.
        """
        text = SETUP_WITH_ADDRESS.replace("REPOSITORY", self.repository).replace("TAG", self.tag)
        shorter = text.replace("--depth=1 ", "")
        for cell in (text, shorter, shorter.replace(" -b main", "")):
            excess = max(map(len, cell.splitlines())) - LONGEST_LINE
            if excess <= 0:
                return cell
        raise ValueError(
            f"The address {self.repository}, {self.tag}, is too long by {excess} for "
            "the notebooks' set-up cell: give the repository a shorter name."
        )


def find_address(root: Path = ROOT) -> Address | None:
    """The address in pyproject.toml or of git's remote "origin". None if there's neither.

    Raises:
        ValueError: Colab can't open what's there.
    """
    course = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["tool"]["course"]
    url = course["repository"].strip()
    if not url and (root / ".git").exists():
        command = ["git", "remote", "get-url", "origin"]
        url = subprocess.run(command, cwd=root, capture_output=True, text=True).stdout.strip()
    if not url:
        return None
    found = GITHUB.fullmatch(url)
    if found is None:
        shown = re.sub(r"//[^@/]*@", "//", url)  # without a password
        raise ValueError(
            f"Colab opens notebooks from github.com only, and the course's address is {shown}: "
            "put the course on GitHub, and its address into [tool.course] in pyproject.toml."
        )
    return Address(found[1], course["tag"])


def stamped(root: Path = ROOT) -> Address | None:
    """The address that the notebooks bear now."""
    first = next((root / "notebooks" / "solutions").glob("00_*.ipynb"))
    found = STAMPED.search(setup_cell(nbformat.read(first, 4)).source)
    return Address(found[1], found[2] or "main") if found else None


def setup_cell(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    return next(cell for cell in notebook.cells if cell.cell_type == "code")


def stamp(notebook: nbformat.NotebookNode, address: Address | None, path: str) -> None:
    """Write the set-up cell, and badge and glossary under the title if there's an address."""
    first, top = setup_cell(notebook), notebook.cells[0]
    first.source = address.setup() if address else SETUP
    first.metadata["cellView"] = "form"  # folded in Colab
    top.source = BADGE_LINE.sub("", top.source)
    if address:
        line = f"{address.badge(path)} · [Glossary]({address.page('notebooks/GLOSSARY.md')})"
        title, _, text = top.source.partition("\n\n")
        top.source = f"{title}\n\n{line}\n\n{text}"


def learner_copy(solution: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """The notebook without answers, and without outputs, counts and tags."""
    copy = nbformat.from_dict(solution)
    for cell in copy.cells:
        view = cell.metadata.get("cellView")
        cell.metadata = {"cellView": view} if view else {}
        if cell.cell_type == "code":
            cell.source = unanswered(cell.source)
            cell.outputs, cell.execution_count = [], None
        else:
            cell.source = TEXT_BLOCK.sub("*Your answer:* ...", cell.source)
        if "SOLUTION" in cell.source:
            raise ValueError(f"A mark without its partner:\n{cell.source}")
    return copy


def unanswered(source: str) -> str:
    """The code with `...` for every answer.

    `x = answer  # SOLUTION` becomes `x = ...`, however many lines the answer takes. A comment
    before the mark stays. A block from ### BEGIN SOLUTION to ### END SOLUTION becomes one `...`.

    Raises:
        ValueError: the marked line isn't an assignment.
    """
    source = BLOCK.sub(r"\1...", source)
    if MARK not in source:
        return source
    lines = source.encode().split(b"\n")  # `ast` counts bytes
    marks = {
        token.start[0]: token.string.removesuffix(MARK).rstrip()
        for token in tokenize.generate_tokens(io.StringIO(source).readline)
        if token.type == tokenize.COMMENT and token.string.endswith(MARK)
    }
    answers = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Assign)]
    for node in sorted(answers, key=lambda x: (x.lineno, x.col_offset), reverse=True):
        span = range(node.lineno, node.end_lineno + 1)
        hints = [marks.pop(number) for number in span if number in marks]
        if hints:
            start = lines[node.lineno - 1][: node.targets[-1].end_col_offset] + b" = ..."
            hint = "  " + hints[0] if hints[0] else ""
            lines[node.lineno - 1 : node.end_lineno] = [start + hint.encode()]
    if marks:
        raise ValueError(f"Only an assignment can be marked {MARK}:\n{source}")
    return b"\n".join(lines).decode()


def write(notebook: nbformat.NotebookNode, path: Path) -> None:
    """Write with a stable layout, and only where something changed."""
    text = nbformat.writes(notebook) + "\n"
    if not path.exists() or path.read_text("utf-8") != text:
        path.write_text(text, "utf-8")
        print(f"{path.parent.name}/{path.name}")


def make(address: Address | None, root: Path = ROOT) -> None:
    """Stamp solutions and README, and make the learners' copies."""
    folder = root / "notebooks"
    for path in sorted((folder / "solutions").glob("*.ipynb")):
        solution = nbformat.read(path, 4)
        stamp(solution, address, f"notebooks/solutions/{path.name}")
        write(solution, path)
        copy = learner_copy(solution)
        stamp(copy, address, f"notebooks/{path.name}")
        write(copy, folder / path.name)
    readme = root / "README.md"
    text = readme.read_text("utf-8")
    badge = (lambda match: f"{match[1]} {address.badge(match[2])}") if address else r"\1"
    readme.write_text(LESSON_LINK.sub(badge, text), "utf-8")


def main(arguments: list[str]) -> None:
    if arguments not in (["learners"], ["badges"]):
        sys.exit(__doc__)
    try:
        address = stamped() if arguments == ["learners"] else find_address()
        make(address)
    except ValueError as error:
        sys.exit(str(error))
    if arguments == ["badges"]:
        print(f"badges lead to {address.page('')}" if address else "no address, so no badges")


if __name__ == "__main__":
    main(sys.argv[1:])
