"""Stop at a `...` that's still waiting for the reader's answer.

Jupyter shows every cell to this hook before it runs. A cell that holds `name = ...`, or a `...` on
a line of its own, isn't run: Run All stops there, with one line that says what to fill in.
"""

import ast
import re
from collections.abc import Iterator

from helpers.internal.course import NotAnswered


def _open_names(node: ast.AST) -> Iterator[str]:
    """The variables that wait for an answer; "" for a `...` on a line of its own."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Expr | ast.Assign) and ast.unparse(child.value) == "...":
            yield ast.unparse(child.targets[0]) if isinstance(child, ast.Assign) else ""
        # A `...` in a function or class may well be meant.
        if not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield from _open_names(child)


def install() -> None:
    """Show every cell to our hook from now on, if this is Jupyter. Once is enough."""
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
            if not (names := list(_open_names(tree))):
                return tree
            for name in filter(str.isidentifier, names):  # so a later check can say so too
                shell.user_ns.setdefault(name, ...)
            step = re.match(r"\s*# ((?:Step|Exercise) \d+)", self.source)
            what = step[1] if step else f"`{names[0]}`" if names[0] else "This cell"
            how = "fill in the `...` in this cell, then run on from here"
            raise Waiting(f"{what} isn't answered yet: {how}.")

    hook = Hook()
    shell.events.register("pre_run_cell", hook.remember)
    shell.ast_transformers.append(hook)
