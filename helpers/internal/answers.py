"""Stop at a `...` that's still waiting for the reader's answer.

Jupyter shows every cell to this hook before it runs. A cell that holds `name = ...`, or a `...` on
a line of its own, isn't run: Run All stops there, with one line that says what to fill in.
"""

import ast
import re
from collections.abc import Iterator

from helpers.internal.course import NotAnswered


def open_names(tree: ast.AST) -> list[str]:
    """The variables that wait for an answer; "" for a `...` on a line of its own."""
    return [
        ast.unparse(node.targets[0]) if isinstance(node, ast.Assign) else ""
        for node in _statements(tree)
        if isinstance(node, ast.Expr | ast.Assign)
        and isinstance(node.value, ast.Constant) and node.value.value is ...
    ]  # fmt: skip


def waiting_for(source: str, names: list[str]) -> str:
    """What to fill in: "Step 2" if a comment "# Step 2: ..." opens the cell, or a variable."""
    step = re.match(r"\s*# ((?:Step|Exercise) \d+)", source)
    return step[1] if step else f"`{names[0]}`" if names[0] else "This cell"


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
            if not (names := open_names(tree)):
                return tree
            for name in filter(str.isidentifier, names):  # so a later check can say so too
                shell.user_ns.setdefault(name, ...)
            raise Waiting(
                f"{waiting_for(self.source, names)} isn't answered yet: fill in the `...` in this "
                "cell, then run on from here."
            )

    hook = Hook()
    shell.events.register("pre_run_cell", hook.remember)
    shell.ast_transformers.append(hook)
