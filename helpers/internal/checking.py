"""What all checks share: hints, results, and how a function becomes a check."""

import functools
import inspect
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import keras

from helpers.internal.course import NotAnswered

REPLIES = tomllib.loads((Path(__file__).parent / "replies.toml").read_text("utf-8"))


class Hint(Exception):
    """Ends a check. Its text is what the learner reads."""


def expect(condition: bool, hint: str) -> None:
    """End the check with a hint, unless the condition holds."""
    if not condition:
        raise Hint(hint)


@dataclass(frozen=True, repr=False)
class Result:
    """What a check found. In a notebook's file, `check` and `passed` are metadata."""

    check: str
    passed: bool
    message: str

    def __repr__(self) -> str:
        return f"{'✔' if self.passed else '✘'} {self.message}"

    def _repr_mimebundle_(self, include=None, exclude=None) -> tuple[dict, dict]:
        found = {"check": self.check, "passed": self.passed}
        return {"text/plain": repr(self)}, {"text/plain": found}


def check(function: Callable[..., Result | None]) -> Callable[..., Result]:
    """Make a check of a function that expects things. It may also return its own Result."""
    signature, name = inspect.signature(function), function.__name__

    @functools.wraps(function)
    def checked(*given, **named) -> Result:
        values = signature.bind(*given, **named).arguments
        if any(value is ... for value in values.values()):
            raise NotAnswered("Not answered yet: fill in the `...` above, then run on from there.")
        try:
            for key, value in values.items():
                if signature.parameters[key].annotation is keras.Model:
                    none = f"`{key}` is None: methods such as `add` and `compile` return nothing."
                    expect(value is not None, none)
                    wrong = f"`{key}` should be a Keras model, but it's a {type(value).__name__}."
                    expect(isinstance(value, keras.Model), wrong)
            own = function(*given, **named)
        except Hint as hint:
            return Result(name, False, str(hint))
        except Exception:  # learners may hand us anything, and Keras's words wouldn't help them
            text = "This isn't what was asked for: does every name hold what it should?"
            return Result(name, False, text)
        return own or Result(name, True, REPLIES["correct"].get(name, "Correct."))

    return checked
