"""Look at your answers: "Correct", or a hint that names what was seen, and never the answer.

Checks watch what happens: which weights the next `fit` will change, whether something has learned,
how a network scores on held-out images. How you wrote it doesn't matter.
"""

import functools
import inspect
import tomllib
from collections.abc import Callable
from pathlib import Path

import keras
import numpy as np

from helpers.internal import probes
from helpers.internal.course import NotAnswered
from helpers.internal.inference import layers_of
from helpers.internal.probes import CHANCE, LEARNED, Labelled
from helpers.internal.rule import real_difference

REPLIES = tomllib.loads((Path(__file__).parent / "internal/replies.toml").read_text("utf-8"))
Weights = dict[str, list[np.ndarray]]  # as `training.copy_weights` gives them


class Result:
    """What a check found: `passed`, and a `message`. In a notebook's file both are metadata."""

    def __init__(self, check: str, passed: bool, message: str) -> None:
        self.check, self.passed, self.message = check, passed, message

    def __repr__(self) -> str:
        return f"{'✔' if self.passed else '✘'} {self.message}"

    def _repr_mimebundle_(self, include=None, exclude=None) -> tuple[dict, dict]:
        found = {"check": self.check, "passed": self.passed}
        return {"text/plain": repr(self)}, {"text/plain": found}


def _check(function: Callable[..., str | Result | None]) -> Callable[..., Result]:
    """Make a check of a function that returns a hint, a Result, or None for "correct"."""
    signature = inspect.signature(function)

    @functools.wraps(function)
    def check(*given, **named) -> Result:
        values = signature.bind(*given, **named).arguments
        if any(value is ... for value in values.values()):
            raise NotAnswered("Not answered yet: fill in the `...` above, then run on from there.")
        for name, value in values.items():
            wants_model = signature.parameters[name].annotation is keras.Model
            if wants_model and not isinstance(value, keras.Model):
                what = f"`{name}` should be a Keras model, but it's a {type(value).__name__}."
                return Result(function.__name__, False, what)
        try:
            hint = function(*given, **named)
        except Exception:  # learners may hand us anything, and Keras's words wouldn't help them
            hint = "This isn't what was asked for: does every name hold what it should?"
        if isinstance(hint, Result):
            return hint
        success = REPLIES["correct"].get(function.__name__, "Correct.")
        return Result(function.__name__, hint is None, hint or success)

    return check


@_check
def guess(answer, actual) -> str | None:
    """A prediction beside what was measured: a number, True or False, a list, a name.

    A number may come as 53808, 53808.0, "53,808" or "53 808".
    """
    if isinstance(actual, list):
        same = not isinstance(answer, str) and list(answer) == actual
        return None if same else f"It isn't {answer}."
    yes_or_no = isinstance(actual, bool | np.bool_)
    if isinstance(answer, str):
        words = {"true": True, "yes": True, "false": False, "no": False}
        text = answer.strip().lower()
        digits = text.translate(str.maketrans("", "", ",_ "))
        try:
            answer = words[text] if text in words else float(digits)
        except ValueError:
            return f"Answer with {'True or False' if yes_or_no else 'a number'}."
    if isinstance(answer, tuple | list):
        return "Answer with one value. Python reads 53,808 as two numbers: write 53_808 or 53808."
    if yes_or_no:
        return None if answer == actual else f"It isn't {answer}."
    if float(answer) != actual:
        return f"{float(answer):,.10g} is too {'high' if float(answer) > actual else 'low'}."


@_check
def by_the_rule(answer: str, lead: np.ndarray, ahead: str, behind: str) -> str | None:
    """Whether `answer` is what the rule of a real difference says of `lead`, one value per seed.

    `ahead` is the answer if the lead is really positive, `behind` if it's really negative, and
    "can't tell" if neither.
    """
    actual = (ahead if lead.mean() > 0 else behind) if real_difference(lead) else "can't tell"
    given = str(answer).strip().lower().replace("’", "'")
    if given not in (ahead, behind, "can't tell"):
        return f'Answer "{ahead}", "{behind}" or "can\'t tell".'
    if given != actual:
        return "Look again. Is one ahead for every seed, and by two standard errors on average?"


@_check
def choice(question: str, answer: str) -> Result:
    """A multiple-choice question: `answer` is the letter of an option. Each has its own reply."""
    replies = REPLIES[question]
    letter = str(answer).strip().lower().strip("().")
    if letter not in replies or len(letter) != 1:
        letters = ", ".join(f'"{key}"' for key in replies if len(key) == 1)
        return Result(question, False, f"Answer with one of the letters {letters}.")
    return Result(question, letter == replies["answer"], replies[letter])


@_check
def slips(lines: set[int]) -> str | Result:
    """What each line of lesson 03's listing does, and whether it's one of the slips."""
    if not all(isinstance(line, int) for line in lines):
        return "Write the line numbers as a set, such as {1, 2}."
    replies, answer = REPLIES["03-slips"], set(REPLIES["03-slips"]["answer"])
    text = [f"{len(answer & set(lines))} of {len(answer)} slips found"]
    for n in sorted(set(lines)):
        text.append(f"line {n}: {replies.get(str(n), 'there is no such line')}")
    return Result("slips", set(lines) == answer, "\n  ".join(text))


@_check
def trains_exactly(
    model: keras.Model, names: list[str], images: np.ndarray, labels: np.ndarray,
    before: Weights | None = None,
) -> str | None:  # fmt: skip
    """Whether the next `fit` on these images and labels trains these layers and no others.

    before: weights that the model must still have.
    """
    if missing := set(names) - {layer.name for layer in layers_of(model)}:
        return f"The model has no layer `{min(missing)}`: keep the network you have."
    for layer in (x for x in layers_of(model) if x.weights):
        trains = probes.trains(model, layer) != "none"
        if before and _changed(layer, before[layer.name]):
            return (
                f"`{layer.name}` has other weights than before: is it another network, or did you "
                "train it again?"
            )
        if layer.name in names and not trains:
            if not model.trainable:
                return "Nothing trains: `trainable` of the whole model is False."
            more = " Setting True on a model that says True doesn't reach its layers."
            return f"`{layer.name}` is frozen, but it should train.{more if before else ''}"
        if trains and layer.name not in names:
            return f"`{layer.name}` is still trainable."
    return _compile_problem(model, images, labels)


def _changed(part: keras.layers.Layer | keras.Model, before: Weights | list) -> bool:
    """Whether a layer, or any layer of a model, has other weights than before, or is new."""
    if isinstance(part, keras.Model):
        return any(_changed(x, before.get(x.name, [])) for x in layers_of(part))
    now = part.get_weights()
    return len(now) != len(before) or not all(map(np.array_equal, now, before))


def _compile_problem(model: keras.Model, images: np.ndarray, labels: np.ndarray) -> str | None:
    if not model.compiled:
        return "The right layers would train, but the model isn't compiled yet."
    return probes.optimizer_problem(model) or probes.loss_problem(model, images, labels)


@_check
def split(x_source, y_source, x_target, y_target, x_all, y_all) -> str | None:
    """Whether the digits are split into the source task 0-4 and the target task 5-9."""
    for name, x, y, where in (
        ("source", x_source, y_source, y_all < 5), ("target", x_target, y_target, y_all >= 5)
    ):  # fmt: skip
        if not isinstance(x, np.ndarray) or not isinstance(y, np.ndarray):
            return f"`x_{name}` and `y_{name}` should be arrays: is there a comma too many?"
        if x.dtype != x_all.dtype:
            return f"`x_{name}` is {x.dtype}: keep the pixels, the network rescales them."
        if y.ndim != 1 or len(x) != len(y):
            return f"`x_{name}` has {len(x):,} images, but `y_{name}` has the shape {y.shape}."
        if np.array_equal(x, x_all[~where]):
            return f"`x_{name}` holds the other five digits: are source and target swapped?"
        if not np.array_equal(x, x_all[where]):
            return f"`x_{name}` doesn't hold exactly the digits of its task, in their order."
        if not 0 <= y.min() <= y.max() <= 4:
            return f"`y_{name}` runs from {y.min()} to {y.max()}, but the outputs are 0 to 4."
        if not np.array_equal(y, y_all[where] % 5):
            return f"`y_{name}` doesn't belong to these images: select both in the same way."


@_check
def source_trained(
    model: keras.Model, features: keras.Model, head: keras.Model,
    untrained: Weights, source_val: Labelled, target_val: Labelled,
) -> str | None:  # fmt: skip
    """Whether `model` taught this `features` and this `head` the source task.

    untrained: `features` as it was built. source_val, target_val: held-out images and labels.
    """
    for name, part in (("features", features), ("head", head)):
        if not probes.holds(model, part):
            return f"`model` was made of another copy: your `{name}` isn't in it."
    if not _changed(features, untrained):
        return "`features` hasn't changed since you built it: did it train, or was it frozen?"
    here, other = (probes.score([features, head], task) for task in (source_val, target_val))
    return _low_score(here, other, "0-4", "5-9") or probes.metric_problem(model, source_val)


def _low_score(here: float, other: float, task: str, other_task: str) -> str | None:
    if here < CHANCE < other:
        return (
            f"It gets {here:.0%} of held-out {task} right, but {other:.0%} of {other_task}: you "
            "trained it on the other task."
        )
    if here < LEARNED:
        return (
            f"It gets only {here:.0%} of held-out {task} right: look at the labels, the learning "
            "rate and the number of updates."
        )


@_check
def frozen(features: keras.Model, head: keras.Model, source_val: Labelled) -> str | None:
    """Whether the features that learned the source task are frozen."""
    if features.trainable_variables:
        open_layers = ", ".join(x.name for x in layers_of(features) if x.trainable_variables)
        return (
            f"`features` is still trainable ({open_layers}). Set `trainable`, spelled like this, "
            "on it: anything else is ignored without a word."
        )
    return _strange_features(features, head, source_val)


def _strange_features(features, head, source_val: Labelled) -> str | None:
    if (score := probes.score([features, head], source_val)) < LEARNED:
        return (
            f"These aren't the features you trained in step 2: with them, `head` gets {score:.0%} "
            "of 0-4 right."
        )


@_check
def new_head(
    new_head: keras.Model, transfer_model: keras.Model, features: keras.Model, head: keras.Model,
    source_val: Labelled,
) -> str | None:  # fmt: skip
    """Whether images go through the learned features, frozen, and a head that's new."""
    if probes.ids(new_head.weights) & probes.ids(head.weights):
        return "`new_head` shares its weights with the old head: build a new one."
    old, new = head.get_weights(), new_head.get_weights()
    if len(old) == len(new) and all(map(np.array_equal, old, new)):
        return "`new_head` starts with the old head's weights, which give the wrong answers."
    return _parts_problem(transfer_model, features, new_head, source_val[0][:64]) or (
        _strange_features(features, head, source_val)
    )


def _parts_problem(
    model: keras.Model, features: keras.Model, head: keras.Model, images: np.ndarray
) -> str | None:
    """Whether `model` is features, frozen, and then head, all of which trains."""
    if not probes.holds(model, features):
        return "The model doesn't contain your `features`: a new copy hasn't learned anything."
    if not probes.holds(model, head):
        return "The model doesn't contain your new head."
    if not probes.same_outputs(model, [features, head], images):
        return "The model doesn't compute `features` first and then the new head."
    if probes.trains(model, features) != "none":
        return "`features` is still trainable - freeze it, then compile."
    if probes.trains(model, head) != "all":
        frozen = [x.name for x in layers_of(head) if x.weights and not x.trainable]
        cause = ", ".join(frozen) or "the whole model"
        return f"Not all of the new head would train: {cause} is frozen."


@_check
def target_trained(
    transfer_model: keras.Model, features: keras.Model, new_head: keras.Model, before: Weights,
    train: Labelled, target_val: Labelled, source_val: Labelled, test: Labelled,
) -> str | None:  # fmt: skip
    """Whether the new head alone learned the target task, and from its training images.

    before: all weights just before training. train, test: images and labels of the target task.
    """
    if hint := _parts_problem(transfer_model, features, new_head, test[0][:64]):
        return hint
    if _changed(features, before):
        return "`features` has moved: it wasn't frozen when you compiled. Go back to step 2."
    if not _changed(new_head, before):
        return "`new_head` hasn't moved since `before`: has it trained, at a rate above 0?"
    here, other = (probes.score([transfer_model], task) for task in (target_val, source_val))
    if hint := _low_score(here, other, "5-9", "0-4"):
        return hint
    tested, trained = (probes.log_losses(transfer_model, x).mean() for x in (test, train))
    if tested < trained / 2:
        return "It knows the test images better than its training images: did you train on them?"
    return probes.metric_problem(transfer_model, target_val)


@_check
def moved(answer, change: dict[str, float]) -> str | None:
    """Whether `answer` names exactly the layers that moved (`training.largest_change`)."""
    names = {answer} if isinstance(answer, str) else {getattr(x, "name", x) for x in answer}
    actual = {name for name, value in change.items() if value > 0}
    if unknown := names - change.keys():
        return f"No layer with weights is called {min(unknown, key=str)!r}."
    if extra := names - actual:
        return f"`{min(extra)}` hasn't moved: its largest change is exactly 0.0."
    if names != actual:
        return f"{len(actual - names)} more moved: which changes are above 0?"


@_check
def arms(transfer, random, scratch, features: keras.Model) -> str | None:
    """Whether the three arms start from what their names say."""
    learned = features.get_weights()
    for name, arm in (("transfer", transfer), ("random", random), ("scratch", scratch)):
        if isinstance(arm.features, keras.Model):
            return f"The {name} arm needs weights (`get_weights()`), not the model itself."
        if arm.head is not None:
            return f"The {name} arm's head should be new: leave `head` out."
    start = transfer.features(0) if callable(transfer.features) else transfer.features
    if start is None or len(start) != len(learned) or not all(map(np.array_equal, start, learned)):
        return "The transfer arm should start from the weights of your trained `features`."
    if not transfer.frozen:
        return "The transfer arm's features should stay frozen, as in step 5."
    if random.features is not None or not random.frozen:
        return "The random arm needs new features, and they stay frozen."
    if scratch.features is not None or scratch.frozen:
        return "From scratch means: everything is new, and everything trains."


@_check
def ready_to_fit(
    model: keras.Model, features: keras.Model, head: keras.Model,
    images: np.ndarray, labels: np.ndarray,
) -> str | None:  # fmt: skip
    """Whether the next `fit` on these images and labels trains the head on frozen features."""
    few = images[:8], labels[:8]
    return _parts_problem(model, features, head, few[0]) or _compile_problem(model, *few)


@_check
def opened(
    tail: keras.Model, block: keras.Model, head: keras.Model, inputs: np.ndarray, labels: np.ndarray
) -> str | None:
    """Whether the next `fit` tunes a block at a low rate, with its BatchNormalization frozen."""
    if not (probes.holds(tail, block) and probes.holds(tail, head)):
        return "`tail` should contain `top_block` and `head`."
    norms = [x for x in layers_of(block) if isinstance(x, keras.layers.BatchNormalization)]
    others = [x for x in layers_of(block) if x.weights and x not in norms]
    if any(probes.trains(tail, part) != "all" for part in (head, *others)):
        return "The head and all convolutions of the block should train, and some don't."
    if any(layer.trainable for layer in norms):
        return "BatchNormalization layers of the block would train - freeze them."
    rate = float(tail.optimizer.learning_rate) if tail.compiled else 1e-4
    if not 0 < rate < 4e-4:
        return f"The learning rate is {rate:g}: take a low one, such as 1e-4."
    return _compile_problem(tail, inputs[:8], labels[:8])
