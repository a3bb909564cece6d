"""Look at your answers: "Correct", or a hint that names what was seen, and never the answer.

Checks watch what happens: which weights the next `fit` will change, whether something has learned,
how a network scores on held-out images. How you wrote it doesn't matter.
"""

import functools
import inspect
import tomllib
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import keras
import numpy as np

from helpers.internal import probes
from helpers.internal.course import NotAnswered
from helpers.internal.inference import layers_of
from helpers.internal.probes import CHANCE, LEARNED, Labelled
from helpers.internal.rule import real_difference, standard_error

REPLIES = tomllib.loads((Path(__file__).parent / "internal/replies.toml").read_text("utf-8"))
Weights = dict[str, list[np.ndarray]]  # as `training.copy_weights` gives them
CHANGED = (
    "`features` doesn't have the weights it had after step 2: did you build it again, add to it, "
    "or train it on? Run on from step 2 again."
)


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
                if value is None:
                    what = f"`{name}` is None: methods such as `add` and `compile` return nothing."
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
def by_the_rule(answer: str, lead: np.ndarray, if_positive: str, if_negative: str) -> str | None:
    """Whether `answer` is what the rule of a real difference says of `lead`, one value per seed.

    It's `if_positive` if the lead is really positive, `if_negative` if it's really negative, and
    "can't tell" if neither.
    """
    side = if_positive if lead.mean() > 0 else if_negative
    actual = side if real_difference(lead) else "can't tell"
    given = str(answer).strip().lower().replace("’", "'")
    if given not in (if_positive, if_negative, "can't tell"):
        return f'Answer "{if_positive}", "{if_negative}" or "can\'t tell".'
    if given == actual:
        return None
    if given not in (side, "can't tell"):
        return f"The mean is {lead.mean():+.1f}: which way round was the difference taken?"
    return (
        f"{(lead > 0).sum()} of {len(lead)} seeds are above 0. The mean is {lead.mean():+.1f}, and "
        f"its standard error {standard_error(lead):.1f}: what does the rule say?"
    )


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
        return not part.weights or any(_changed(x, before.get(x.name, [])) for x in layers_of(part))
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
        for wanted in (x, y):
            if not isinstance(wanted, np.ndarray):
                kind = type(wanted).__name__
                return f"`x_{name}` and `y_{name}` should be NumPy arrays, but one is a {kind}."
        if y.ndim != 1 or len(x) != len(y):
            return f"`x_{name}` has {len(x):,} images, but `y_{name}` has the shape {y.shape}."
        if x.max() <= 1:
            return f"`x_{name}` runs from 0 to {x.max():g}: keep 0-255, the network rescales."
        if np.array_equal(x, x_all[~where]):
            return f"`x_{name}` holds the other five digits: are source and target swapped?"
        if _pairs(x, 0 * y) != _pairs(x_all[where], 0 * y_all[where]):
            return f"`x_{name}` doesn't hold exactly the digits of its task."
        if not 0 <= y.min() <= y.max() <= 4:
            wraps = " (uint8 has no negative numbers)" if y.max() > 9 else ""
            return f"`y_{name}` goes from {y.min()} to {y.max()}{wraps}, but the outputs are 0-4."
        if _pairs(x, y) != _pairs(x_all[where], y_all[where] % 5):
            return f"`y_{name}` doesn't belong to these images: select both in the same way."


def _pairs(images: np.ndarray, labels: np.ndarray) -> Counter:
    """Images with their labels, in whatever order and number format."""
    return Counter(zip(map(bytes, images.astype("uint8")), labels.astype(int), strict=True))


@_check
def source_trained(
    model: keras.Model, features: keras.Model, head: keras.Model, untrained: Weights,
    train: Labelled, val: Labelled, other_val: Labelled, test: Labelled,
) -> str | None:  # fmt: skip
    """Whether `model` taught this `features` and this `head` the source task.

    untrained: `features` as it was built. train, val, test: images and labels of the source task.
    other_val: of the target task.
    """
    for name, part in (("features", features), ("head", head)):
        if not probes.holds(model, part):
            return f"`model` was made of another copy: your `{name}` isn't in it."
    if not _changed(features, untrained):
        return probes.rate_problem(model) or (
            "`features` hasn't changed since you built it: did it train, or was it frozen?"
        )
    return _task_problem(model, [features, head], ("0-4", "5-9"), train, val, other_val, test)


def _task_problem(
    model: keras.Model, parts: list[keras.Model], tasks: tuple[str, str],
    train: Labelled, val: Labelled, other_val: Labelled, test: Labelled,
) -> str | None:  # fmt: skip
    """Whether a model that has trained, `parts` one after the other, learned the first task."""
    if hint := probes.logits_problem(model, val):
        return hint
    here, other = probes.score(parts, val), probes.score(parts, other_val)
    if here < CHANCE < other:
        return (
            f"It gets {here:.0%} of held-out {tasks[0]} right, but {other:.0%} of {tasks[1]}: you "
            "trained it on the other task."
        )
    if here < LEARNED:
        return (
            f"It gets only {here:.0%} of held-out {tasks[0]} right: look at the labels, the "
            "learning rate and the number of updates."
        )
    for name, held_out in (("validation", val), ("test", test)):
        if probes.knows_better(model, held_out, train):
            return f"It knows the {name} images better than the training images: a mix-up?"
    return probes.metric_problem(model, val)


@_check
def frozen(features: keras.Model, head: keras.Model, learned: Weights) -> str | None:
    """Whether the features that learned the source task are frozen. learned: their weights then."""
    if _changed(features, learned):
        return CHANGED
    if names := [x.name for x in layers_of(features) if x.trainable_variables]:
        if not head.trainable:
            return "`head` is frozen, but `features` isn't. Which of them do you want to reuse?"
        return (
            f"`features` is still trainable ({', '.join(names)}). Check the spelling of "
            "`trainable`, and the value: no quotes, no comma, no brackets."
        )


@_check
def new_head(
    new_head: keras.Model, transfer_model: keras.Model, features: keras.Model, head: keras.Model,
    learned: Weights, images: np.ndarray,
) -> str | None:  # fmt: skip
    """Whether images go through the learned features, frozen, and a head that's new."""
    if _changed(features, learned):
        return CHANGED
    return _old_head_problem(new_head, head) or (
        _parts_problem(transfer_model, features, new_head, images)
    )


def _old_head_problem(new: keras.Model, old: keras.Model) -> str | None:
    if probes.ids(new.weights) & probes.ids(old.weights):
        return "The new head shares its weights with the old head: build a new one."
    if new.output_shape != old.output_shape:
        return (
            f"The new head has {new.output_shape[-1]} outputs, for {old.output_shape[-1]} digits."
        )
    if all(map(np.array_equal, new.get_weights(), old.get_weights())):
        return "The new head starts with the old head's weights, which give the wrong answers."


def _parts_problem(
    model: keras.Model, features: keras.Model, head: keras.Model, images: np.ndarray
) -> str | None:
    """Whether `model` is features, frozen, and then head, all of which trains."""
    if not probes.holds(model, features):
        return "The model doesn't contain your `features`: a new copy hasn't learned anything."
    if not probes.holds(model, head):
        return "The model doesn't contain your new head."
    if not probes.same_outputs(model, [features, head], images[:64]):
        return "The model doesn't compute `features` first and then the new head."
    if probes.trains(model, features) != "none":
        return "`features` is still trainable - freeze it, then compile."
    if probes.trains(model, head) != "all":
        frozen = [x.name for x in layers_of(head) if x.weights and not x.trainable]
        if not frozen:
            return "Nothing would train: the whole model is frozen."
        return f"Part of the new head is frozen: {', '.join(frozen)}."


@_check
def target_trained(
    transfer_model: keras.Model, features: keras.Model, new_head: keras.Model,
    learned: Weights, before: Weights,
    train: Labelled, val: Labelled, other_val: Labelled, test: Labelled,
) -> str | None:  # fmt: skip
    """Whether the new head alone learned the target task, and from its training images.

    learned: `features` after the source task. before: all weights just before this training.
    train, val, test: images and labels of the target task. other_val: of the source task.
    """
    if _changed(features, learned):
        return (
            "`features` has trained on 5-9: you trained `model`, or `features` wasn't frozen when "
            "you compiled. Run on from step 2 again."
        )
    if hint := _parts_problem(transfer_model, features, new_head, test[0]):
        return hint
    if not _changed(new_head, before):
        return probes.rate_problem(transfer_model) or (
            "`new_head` hasn't moved since `before`: did you train `transfer_model`, after that?"
        )
    model = transfer_model
    return _task_problem(model, [model], ("5-9", "0-4"), train, val, other_val, test)


@_check
def moved(answer, model: keras.Model, before: Weights) -> str | None:
    """Whether `answer` names exactly the layers with other weights than `before`."""
    names = {answer} if isinstance(answer, str) else {getattr(x, "name", x) for x in answer}
    actual = {x.name for x in layers_of(model) if x.weights and _changed(x, before[x.name])}
    if unknown := names - before.keys():
        return f"No layer with weights is called {min(unknown, key=str)!r}."
    if extra := names - actual:
        return f"`{min(extra)}` hasn't moved: its largest change is exactly 0.0."
    if names != actual:
        return f"{len(actual - names)} more moved: which changes of the whole model are above 0?"


@_check
def arms(transfer, random, scratch, features: keras.Model, learned: Weights) -> str | None:
    """Whether the three arms start from what their names say."""
    if _changed(features, learned):
        return CHANGED
    for name, arm in (("transfer", transfer), ("random", random), ("scratch", scratch)):
        if isinstance(arm, type) or not hasattr(arm, "frozen"):
            return f"`{name}_arm` should be an `experiments.Arm(...)`: are brackets or commas off?"
        if arm.features is not None and not isinstance(arm.features, list):
            return f"The {name} arm needs the list of weights that `get_weights()` returns."
        if arm.head is not None:
            return f"Leave `head` out of the {name} arm: then each seed starts with a new one."
        if name != "transfer" and arm.features is not None:
            return f"Leave `features` out of the {name} arm: then each seed draws its own."
    start, weights = transfer.features or [], features.get_weights()
    if len(start) != len(weights) or not all(map(np.array_equal, start, weights)):
        return "The transfer arm should start from the weights of your trained `features`."
    if not transfer.frozen:
        return "The transfer arm's features should stay frozen, as in step 5."
    if not random.frozen:
        return "The random arm's features should stay frozen, too."
    if scratch.frozen:
        return "From scratch, the features train as well."


@_check
def ready_to_fit(
    model: keras.Model, features: keras.Model, head: keras.Model,
    images: np.ndarray, labels: np.ndarray, old_head: keras.Model | None = None,
) -> str | None:  # fmt: skip
    """Whether the next `fit` on these images and labels trains the head on frozen features."""
    hint = _old_head_problem(head, old_head) if old_head else None
    return (
        hint
        or _parts_problem(model, features, head, images)
        or (_compile_problem(model, images[:8], labels[:8]))
    )


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
