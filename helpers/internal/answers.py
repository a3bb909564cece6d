"""Stop at a `...` that's still waiting for the reader's answer.

Jupyter shows every cell to this hook before it runs. A cell that holds `name = ...`, or a `...` on
a line of its own, isn't run: Run All stops there, with one line that says what to fill in.
"""

import ast
import re
from collections.abc import Iterator

from helpers.internal.course import NotAnswered


def waiting_for(source: str, tree: ast.AST) -> list[str]:
    """What the reader still has to fill in: ["Step 2"], names such as ["`guess`"], or nothing.

    A comment "# Step 2: ..." at the top of the cell names the step.
    """
    found = [
        [ast.unparse(target) for target in getattr(node, "targets", [])]
        for node in _statements(tree)
        if isinstance(node, ast.Expr | ast.Assign)
        and isinstance(node.value, ast.Constant) and node.value.value is ...
    ]  # fmt: skip
    step = re.match(r"\s*# ((?:Step|Exercise|Question) \d+)", source)
    if found and step:
        return [step[1]]
    return [f"`{name}`" for names in found for name in names or ["This cell"]]


def _statements(node: ast.AST) -> Iterator[ast.stmt]:
    """Statements of a cell, except those in functions and classes, which may well be `...`."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.stmt):
            yield child
        if not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield from _statements(child)


def install() -> None:
    """Show every cell to `waiting_for` from now on, if this is Jupyter. Once is enough."""
    try:
        from IPython import get_ipython
        from IPython.core.error import InputRejected
    except ImportError:
        return
    shell = get_ipython()
    if shell is None or any(hasattr(hook, "remember") for hook in shell.ast_transformers):
        return

    class Waiting(NotAnswered, InputRejected):
        """IPython doesn't run a cell that a transformer rejects in this way."""

    class Hook:
        source = ""

        def remember(self, info) -> None:
            self.source = info.raw_cell

        def visit(self, tree: ast.AST) -> ast.AST:
            if names := waiting_for(self.source, tree):
                raise Waiting(
                    f"{names[0]} isn't answered yet: fill in the `...` in this cell, then run on "
                    "from here."
                )
            return tree

    hook = Hook()
    shell.events.register("pre_run_cell", hook.remember)
    shell.ast_transformers.append(hook)
