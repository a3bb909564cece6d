"""Answers to exercises, held against what they should be: a tick, or a hint, never the answer.

Every check takes `...` for "not answered yet". End a cell with it: it shows itself.
"""

import functools
from collections.abc import Callable

import keras
import numpy as np

from helpers import training


class Verdict:
    """What a check found. `passed` is True, False, or None for "not answered yet"."""

    def __init__(self, passed: bool | None, text: str) -> None:
        self.passed = passed
        self.text = text

    def __repr__(self) -> str:
        sign = {True: "✔", False: "✘", None: "…"}[self.passed]
        return f"{sign} {self.text}"


def _check(function: Callable[..., str | Verdict | None]) -> Callable[..., Verdict]:
    """Make a check of a function that returns a hint, or None, and whose docstring is its tick.

    A function with more to tell returns a Verdict of its own.
    """

    @functools.wraps(function)
    def check(*answers, **named) -> Verdict:
        if any(answer is ... for answer in (*answers, *named.values())):
            return Verdict(
                None,
                "Not answered yet: replace the dots above, or in an earlier step, and run again.",
            )
        try:
            hint = function(*answers, **named)
        except (AttributeError, TypeError, ValueError, IndexError) as error:
            hint = f"This is not of the kind expected here ({type(error).__name__}: {error})."
        if isinstance(hint, Verdict):
            return hint
        return Verdict(hint is None, hint or function.__doc__.splitlines()[0])

    return check


def ready(step: str, *answers) -> bool:
    """Whether all answers are given; if not, say which step comes first, and return False."""
    if any(answer is ... for answer in answers):
        print(f"{step} comes first: this cell waits for its answer.")
        return False
    return True


@_check
def guess(answer, actual: int) -> str | None:
    """Yes, that is the number."""
    if answer != actual:
        return f"You expected {answer:,}; the model says {actual:,}. Where does the rest come from?"


@_check
def said(answer, actual) -> str | None:
    """So it is."""
    if type(answer) is not type(actual):
        return f"Answer in the form of {'True or False' if actual in (True, False) else 'a list'}."
    if answer != actual:
        return f"You expected {answer}; the cell above found {actual}."


def _compiled_before_change(model: keras.Model) -> bool:
    """Whether `trainable` changed after the last `fit` without a new compile.

    The optimizer was built for the weights that trained then: its own variables count them.
    """
    if not model.optimizer.built:
        return False
    expected = type(model.optimizer).from_config(model.optimizer.get_config())
    expected.build(model.trainable_variables)
    return len(model.optimizer.variables) != len(expected.variables)


@_check
def trains_exactly(model: keras.Model, names: list[str]) -> str | None:
    """The next fit trains these layers and no others."""
    for layer in training.layers_of(model):
        if layer.weights and bool(layer.trainable_weights) != (layer.name in names):
            if layer.trainable_weights:
                return f"`{layer.name}` still trains."
            return (
                f"`{layer.name}` is frozen. (`trainable = True` on a model that says True already "
                "does nothing to its layers.)"
            )
    if not model.compiled:
        return "The layers are as they should be, and the model is not compiled."
    if _compiled_before_change(model):
        return (
            "`trainable` is as it should be, but the model was fitted before that and not compiled "
            "since: fit would go on training what it trained before."
        )


SLIPS = {
    7: "the value goes to a variable of that name; no layer hears of it, and nothing is frozen",
    8: "the head is the old one, which starts from wrong answers",
    11: "the 'fresh' network is made of the same, trained layer objects",
    15: "accuracies on different classes are compared, so the difference is that of the tasks",
}


@_check
def slips(lines: set[int]) -> str | Verdict:
    """Tell of each line named, by its number in lesson 03's listing, whether it is to blame."""
    if not all(isinstance(line, int) for line in lines):
        return "Write the line numbers as a set, such as {1, 2}."
    told = [
        f"line {line}: {'found, ' + SLIPS[line] if line in SLIPS else 'this one is not to blame'}"
        for line in sorted(set(lines))
    ]
    found = len(SLIPS.keys() & set(lines))
    text = "\n  ".join([f"{found} of {len(SLIPS)} slips found", *told])
    return Verdict(set(lines) == SLIPS.keys(), text)


@_check
def split(x_source, y_source, x_target, y_target, x_all, y_all) -> str | None:
    """Both tasks have the right images, and labels from 0 to 4."""
    for name, x, y, digits in (
        ("source", x_source, y_source, (0, 1, 2, 3, 4)),
        ("target", x_target, y_target, (5, 6, 7, 8, 9)),
    ):
        where = np.isin(y_all, digits)
        if isinstance(x, tuple) or isinstance(y, tuple):
            return f"x_{name} or y_{name} is a tuple: is there a comma too many?"
        if x.dtype != x_all.dtype:
            return (
                f"x_{name} is {x.dtype}: keep the pixels as they came, the network rescales them."
            )
        if y.ndim != 1:
            return f"y_{name} has the shape {y.shape}: keep one whole number an image."
        if len(x) != len(y):
            return f"x_{name} has {len(x):,} images and y_{name} {len(y):,} labels: select both."
        if np.array_equal(x, x_all[~where]):
            return f"x_{name} holds the other five digits: is the comparison the right way round?"
        if not np.array_equal(x, x_all[where]):
            return f"x_{name} does not hold exactly the digits {digits[0]} to {digits[-1]}."
        if y.max() > 4:
            return f"Labels of {name} go up to {y.max()}, and the head has five outputs, 0 to 4."
        if not np.array_equal(y % 5, y_all[where] % 5):
            return f"y_{name} are not the labels of these images."


FEATURES = ["Rescaling", "Conv2D", "Conv2D", "MaxPooling2D"]
HEAD = ["Dropout", "Flatten", "Dense", "Dropout", "Dense"]


@_check
def two_groups(features: keras.Model, head: keras.Model) -> str | None:
    """Feature layers and head are those of notebook 01."""
    for name, model, expected in (("features", features, FEATURES), ("head", head, HEAD)):
        kinds = [type(layer).__name__ for layer in training.layers_of(model)]
        if kinds != expected:
            missing = [kind for kind in expected if kinds.count(kind) < expected.count(kind)]
            what = f"lacks {' and '.join(dict.fromkeys(missing))}" if missing else (
                "has other layers, or another order, than in notebook 01"
            )  # fmt: skip
            return f"The list of the {name} {what}. It reads: {', '.join(kinds)}."
    *hidden, last = [x for x in features.layers + head.layers if hasattr(x, "activation")]
    if any(layer.activation is not keras.activations.relu for layer in hidden):
        return "A convolution, or the first Dense layer, has no relu."
    rates = [layer.rate for layer in head.layers if hasattr(layer, "rate")]
    if any(rate > 0.5 for rate in rates):
        return f"Dropout's rate is a fraction, not percent: {max(rates)} drops more than half."
    if rates != [0.25, 0.5]:
        return f"The head's Dropout rates are {rates}: a quarter comes first, then a half."
    if last.units != 5:
        return f"The head ends in {last.units} outputs, and each task has five classes."
    if last.activation is not keras.activations.softmax:
        return "The last layer's activation is not softmax, so it gives no probabilities."
    if training.count_parameters(keras.Sequential([features, head])).total != 600_165:
        return (
            "Some layer has another size than in notebook 01: compare filters, windows and units."
        )


@_check
def trained(history: keras.callbacks.History, chance: float = 0.2) -> str | None:
    """It learned: validation accuracy is far above chance."""
    if not isinstance(history, keras.callbacks.History):
        return f"This is a {type(history).__name__}: what `fit` returns is wanted."
    if "val_accuracy" not in history.history:
        return (
            "There is no val_accuracy: is the accuracy among the metrics, under its full name, "
            "and did `fit` get the validation data?"
        )
    if history.history["val_accuracy"][-1] < 2 * chance:
        return "Validation accuracy is near chance: look at the labels and at the learning rate."


@_check
def frozen(features: keras.Model, head: keras.Model) -> str | None:
    """The feature layers are frozen, and the head is not."""
    if not head.trainable_weights:
        return "The head does not train: `trainable` was set on it, or on a model that holds it."
    if features.trainable_weights:
        return (
            "The feature layers still train. `trainable` must be set on the feature layers "
            "themselves (a list of layers, or a misspelt name, takes the value without a word)."
        )


@_check
def new_head(head: keras.Model, old_head: keras.Model) -> str | None:
    """The head is new: other layers, other weights."""
    if head is old_head:
        return "This is the head of the first task: it would start from wrong answers."
    if {id(x) for x in training.layers_of(head)} & {id(x) for x in training.layers_of(old_head)}:
        return "The new head shares layers with the old one, so their weights are the same."
    pairs = zip(head.get_weights(), old_head.get_weights(), strict=True)
    if all(np.array_equal(here, there) for here, there in pairs):
        return "These layers are new, but they hold the old head's weights."
    if head.output_shape[-1] != 5:
        return f"The new head has {head.output_shape[-1]} outputs, and the task has five classes."


@_check
def ready_to_fit(model: keras.Model, features: keras.Model, head: keras.Model) -> str | None:
    """The model holds your features and your new head, and its compilation knows what trains."""
    inside = {id(layer) for layer in training.layers_of(model)}
    if not {id(layer) for layer in training.layers_of(features)} <= inside:
        return "The model does not hold the trained feature layers: what they learned is missing."
    if not {id(layer) for layer in training.layers_of(head)} <= inside:
        return "The model does not hold the new head."
    if features.trainable_weights:
        return "The feature layers are not frozen: freeze them first, then compile."
    if not head.trainable_weights:
        return "The head is frozen, too: set `trainable` on the feature layers alone, then compile."
    if not model.compiled:
        return "The model is not compiled yet."
    config = model.get_compile_config()
    if "sparse" not in str(config["loss"]).lower():
        return f"The labels are whole numbers, and the loss {config['loss']} wants another form."
    last = training.layers_of(head)[-1]
    is_logits = getattr(last, "activation", None) is keras.activations.linear
    if is_logits != bool(getattr(model.loss, "from_logits", False)):
        return (
            "The head ends in logits, and the loss takes its inputs for probabilities: give it "
            "from_logits=True." if is_logits else
            "The head ends in probabilities, and the loss takes its inputs for logits."
        )  # fmt: skip
    if "acc" not in str(config["metrics"]).lower():
        return "The accuracy is not among the metrics, so nobody will see it."
    if _compiled_before_change(model):
        return (
            "`trainable` changed after this model was fitted, and it was not compiled again: "
            "fit would go on training what it trained before."
        )


@_check
def unchanged(change: dict[str, float], features: keras.Model, head: keras.Model) -> str | None:
    """Not one bit of the feature layers moved, and the head learned."""
    moved = [layer.name for layer in features.layers if change.get(layer.name, 0.0) != 0.0]
    if moved:
        return f"These feature layers moved: {', '.join(moved)}. Were they frozen at compile time?"
    if not any(change.get(layer.name, 0.0) for layer in training.layers_of(head)):
        return "The head did not move: has it been fitted since `before` was taken?"


@_check
def arms(transfer, random, scratch, features: keras.Model) -> str | None:
    """Each arm is what its name says."""
    learned = features.get_weights()
    if isinstance(transfer.features, keras.Model):
        return "An arm wants the weights of the feature layers, not the layers."
    if transfer.features is None or not all(map(np.array_equal, transfer.features, learned)):
        return "The transfer arm must start from the weights of the trained feature layers."
    if transfer.head is not None or not transfer.frozen:
        return "The transfer arm keeps its features frozen, and its head must be new, as in step 5."
    if random.features is not None or random.head is not None or not random.frozen:
        return "The random arm has new features, and they stay frozen; its head is new too."
    if scratch.features is not None or scratch.head is not None or scratch.frozen:
        return "From scratch means that everything is new, and everything trains."


@_check
def opened(model: keras.Model, block: keras.Model, head: keras.Model) -> str | None:
    """Convolutions of the block and the head train, BatchNormalization rests, the rate is low."""
    inside = {id(layer) for layer in training.layers_of(model)}
    for name, part in (("block", block), ("head", head)):
        if not {id(layer) for layer in training.layers_of(part) if layer.weights} <= inside:
            return f"The model does not hold the {name}."
    if not head.trainable_weights:
        return "The head does not train."
    norms = [x for x in block.layers if isinstance(x, keras.layers.BatchNormalization)]
    others = [x for x in block.layers if x.weights and x not in norms]
    if not block.trainable_weights or not all(layer.trainable_weights for layer in others):
        return (
            "Convolutions of the block are still frozen. (Inside a model that says "
            "`trainable = False` nothing trains, whatever its layers say.)"
        )
    if any(layer.trainable for layer in norms):
        return "BatchNormalization layers of the block train: they are to keep their statistics."
    if not model.compiled:
        return "The layers are as they should be, and the model is not compiled."
    if not getattr(model.loss, "from_logits", False):
        return (
            "The head ends in logits, and the loss does not know: give `loss` as it stands above."
        )
    if "acc" not in str(model.get_compile_config()["metrics"]).lower():
        return "The accuracy is not among the metrics, so nobody will see it."
    if _compiled_before_change(model):
        return "`trainable` changed after the model was fitted: compile it again."
    rate = float(model.optimizer.learning_rate)
    if rate > 3e-4:
        return f"The learning rate is {rate:g}: what was learned would be shaken. Take 1e-4."
