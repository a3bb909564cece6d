"""Build the course page from the solutions' committed outputs; nothing is executed.

python tools/make_site.py        -> build/site/index.html
"""

import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import make_notebooks
import nbformat

ROOT = Path(__file__).resolve().parent.parent
SOURCE, SITE = ROOT / "build" / "site-source", ROOT / "build" / "site"
PAGES = {"README.md": "index.md", "INSTRUCTORS.md": "instructors.md",
         "notebooks/GLOSSARY.md": "glossary.md", "notebooks/MEASUREMENTS.md": "measurements.md",
         "data/README.md": "data.md", "CONTRIBUTING.md": "contributing.md"}  # fmt: skip
LINK = re.compile(r"(?<!!)\[([^\[\]]*)\]\((?!https?:|#|mailto:)([^)\s#]+)(#[^)\s]*)?\)")
PICTURE = re.compile(r"(?<=\]\()(?!https?:)[^)\s]+/([^)\s/]+\.(?:png|jpg))(?=\))")
MARKS = re.compile(
    r"^[ \t]*### (?:BEGIN|END) SOLUTION\n?|  # SOLUTION$|<!-- (?:BEGIN|END) SOLUTION -->\n?",
    re.MULTILINE,
)
TOCTREE = """
```{{toctree}}
:hidden:
:caption: {caption}
{pages}
```
"""


def relink(text: str, page: str) -> str:
    """Links between pages of the site stay inside it. Others lead to the repository.

    Without an address there's no repository to lead to, so only the words stay.
    """
    address = make_notebooks.stamped()
    folder = (ROOT / page).parent

    def target(match: re.Match) -> str:
        words, path, anchor = match[1], match[2], match[3] or ""
        whole = folder.joinpath(path).resolve()
        if not (whole.exists() and whole.is_relative_to(ROOT)):  # code may look like a link
            return match[0]
        inside = whole.relative_to(ROOT).as_posix()
        if inside in PAGES:
            return f"[{words}]({PAGES[inside]}{anchor})"
        if inside.startswith("notebooks/") and inside.endswith(".ipynb"):
            return f"[{words}]({whole.name}{anchor})"
        return f"[{words}]({address.page(inside)}{anchor})" if address else words

    for picture in PICTURE.finditer(text):
        shutil.copy(folder / picture[0], SOURCE / picture[1])
    text = LINK.sub(target, PICTURE.sub(r"\1", text))
    if address:  # the badge is a picture on another host, and the glossary is a page here
        text = re.sub(r"\[!\[Open in Colab\]\([^)]*\)\]", "[Open in Colab]", text)
        text = text.replace(address.page("notebooks/GLOSSARY.md"), "glossary.md")
    return text


def lesson(path: Path) -> nbformat.NotebookNode:
    """A solution as a page: set-up and answers folded, pictures with their descriptions."""
    notebook = nbformat.read(path, 4)
    setup = make_notebooks.setup_cell(notebook)
    for cell in notebook.cells:
        marked = MARKS.search(cell.source)
        cell.source = MARKS.sub("", cell.source)
        if cell.cell_type == "markdown":
            cell.source = relink(cell.source, f"notebooks/{path.name}")
            continue
        if cell is setup or marked:
            cell.metadata.tags = [*cell.metadata.get("tags", []), "hide-input"]
        for output in cell.outputs:
            alt = output.get("metadata", {}).get("image/png", {}).get("alt")
            if alt:
                cell.metadata.mystnb = {"image": {"alt": alt}}
    return notebook


def main() -> int:
    began = time.perf_counter()
    shutil.rmtree(SOURCE, ignore_errors=True)
    shutil.rmtree(SITE, ignore_errors=True)
    SOURCE.mkdir(parents=True)
    solutions = sorted(make_notebooks.SOLUTIONS.glob("*.ipynb"))
    for path in solutions:
        nbformat.write(lesson(path), SOURCE / path.name)
    for page, name in PAGES.items():
        text = relink((ROOT / page).read_text("utf-8"), page)
        if name == "index.md":
            text += TOCTREE.format(caption="Lessons", pages="\n".join(p.stem for p in solutions))
            more = "\n".join(Path(other).stem for other in PAGES.values() if other != name)
            text += TOCTREE.format(caption="More", pages=more)
        (SOURCE / name).write_text(text, "utf-8")
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", "-j", "auto",
               "-c", str(ROOT / "site"), "-d", str(ROOT / "build" / "site-doctrees"),
               str(SOURCE), str(SITE)]  # fmt: skip
    if subprocess.run(command).returncode:
        return 1
    size = sum(file.stat().st_size for file in SITE.rglob("*")) / 1e6
    print(f"build/site/index.html: {size:.1f} MB in {time.perf_counter() - began:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
