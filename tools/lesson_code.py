"""Code of the lessons for tests and the benchmark: read from the solutions, never copied."""

import ast
import re
from types import SimpleNamespace

import make_notebooks
import nbformat


def code_cells(lesson: str) -> list[str]:
    """Sources of a solution's code cells. `lesson` is its number: "02"."""
    path = next(make_notebooks.SOLUTIONS.glob(f"{lesson}_*.ipynb"))
    return [cell.source for cell in nbformat.read(path, 4).cells if cell.cell_type == "code"]


def functions(lesson: str) -> SimpleNamespace:
    """The functions that a lesson defines, such as `build_features`, without running the rest."""
    wanted = ast.Import | ast.ImportFrom | ast.FunctionDef
    namespace: dict = {}
    for source in code_cells(lesson):
        body = [node for node in ast.parse(source).body if isinstance(node, wanted)]
        exec(compile(ast.Module(body, []), f"lesson {lesson}", "exec"), namespace)
    return SimpleNamespace(**namespace)


def with_answer(lesson: str, step: str, answer: str) -> str:
    """The cell of "Step 2" or "Exercise 1", with `answer` where the learner sees `...`."""
    source = next(x for x in code_cells(lesson) if x.startswith(f"# {step}:"))
    lines = make_notebooks.unanswered(source).splitlines()
    waiting = [i for i, line in enumerate(lines) if re.search(r"(^|= )\.\.\.", line)]
    lines[waiting[0] : waiting[-1] + 1] = answer.splitlines()
    return "\n".join(lines)
