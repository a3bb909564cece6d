"""What all checks share: words, hints, results, and how a function becomes a check."""

import functools
import inspect
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import keras

from helpers.internal.course import CourseError, NotAnswered

REPLIES = tomllib.loads((Path(__file__).parent / "replies.toml").read_text("utf-8"))


def say(key: str, /, **values) -> str:
    """What stands under `key` among the hints in replies.toml, with these values filled in."""
    return REPLIES["hints"][key].format(**values)


class Hint(Exception):
    """Ends a check. Its text is what the learner reads."""

    def __init__(self, key: str, /, **values) -> None:
        super().__init__(say(key, **values))


def expect(condition: bool, key: str, /, **values) -> None:
    """End the check with a hint, unless the condition holds."""
    if not condition:
        raise Hint(key, **values)


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
            raise NotAnswered(say("not_answered_yet"))
        try:
            for key, value in values.items():
                if signature.parameters[key].annotation is keras.Model:
                    expect(value is not None, "none_instead_of_a_model", name=key)
                    a_model = isinstance(value, keras.Model)
                    expect(a_model, "not_a_model", name=key, kind=type(value))
            own = function(*given, **named)
        except (Hint, CourseError) as hint:
            return Result(name, False, str(hint))
        except Exception:  # learners may hand us anything, and Keras's words wouldn't help them
            return Result(name, False, say("something_else"))
        return own or Result(name, True, REPLIES["correct"][name])

    return checked
