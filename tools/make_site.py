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
         "notebooks/GLOSSARY.md": "glossary.md", "data/README.md": "data.md",
         "CONTRIBUTING.md": "contributing.md"}  # fmt: skip
LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)\s]+)\)")
TOCTREE = """
```{{toctree}}
:hidden:
:caption: {caption}
{pages}
```
"""


def repository_file(path: str) -> str:
    course = make_notebooks.address()
    return f"{course['repository']}/blob/{course['tag']}/{path}"


def relink(text: str, page: str) -> str:
    """Links between pages of the site stay inside it; others lead to the repository."""

    def target(match: re.Match) -> str:
        path, hash_, anchor = match[1].partition("#")
        whole = (ROOT / page).parent.joinpath(path).resolve()
        if not whole.is_relative_to(ROOT):
            return match[0]
        inside = whole.relative_to(ROOT).as_posix()
        if inside in PAGES:
            return f"]({PAGES[inside]}{hash_}{anchor})"
        if inside.startswith("notebooks/") and inside.endswith(".ipynb"):
            return f"]({whole.name})"
        if whole.suffix == ".png":
            shutil.copy(whole, SOURCE / whole.name)
            return f"]({whole.name})"
        return f"]({repository_file(inside)})"

    text = make_notebooks.BADGE.sub(  # the badge's picture lies on another host
        lambda m: f"[Open in Colab]({make_notebooks.badge(m[1]).rpartition('(')[2]}", text
    )
    text = text.replace(repository_file("notebooks/GLOSSARY.md"), "glossary.md")
    return LINK.sub(target, text)


def lesson(path: Path) -> nbformat.NotebookNode:
    """A solution as a page: answers folded, pictures with their descriptions."""
    notebook = nbformat.read(path, 4)
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            cell.source = relink(cell.source, f"notebooks/{path.name}")
            continue
        if "### BEGIN SOLUTION" in cell.source:
            cell.metadata.tags = [*cell.metadata.get("tags", []), "hide-input"]
            lines = cell.source.splitlines()
            cell.source = "\n".join(x for x in lines if x.strip()[:4] != "### ")
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
