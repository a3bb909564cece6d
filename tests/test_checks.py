"""Every slip that a check names, made on purpose; and the right answer passes."""

from pathlib import Path

import keras
import nbformat
import numpy as np
import pytest
from lesson_network import build_features, build_head

from helpers import checks, experiments, training


@pytest.fixture(scope="module")
def digits():
    labels = (np.arange(40) % 10).astype("uint8")
    return np.broadcast_to(labels[:, None, None, None], (40, 28, 28, 1)).copy(), labels


@pytest.fixture
def parts():
    keras.utils.set_random_seed(0)
    return build_features(), build_head()


def passes(verdict):
    assert verdict.passed is True and repr(verdict).startswith("✔"), verdict


def hints(verdict, words):
    assert verdict.passed is False and words in repr(verdict), verdict


def test_unanswered_is_recognised_everywhere():
    for check in (checks.trained, checks.two_groups, checks.frozen, checks.unchanged, checks.guess):
        verdict = check(..., ...)
        assert verdict.passed is None and "Not answered yet" in repr(verdict)


def test_ready(capsys):
    assert checks.ready("Step 1", 1, "a") and capsys.readouterr().out == ""
    assert not checks.ready("Step 1", 1, ...)
    assert capsys.readouterr().out == "Step 1 comes first: this cell waits for its answer.\n"


def test_guess():
    passes(checks.guess(5, 5))
    hints(checks.guess(645, 590_597), "You expected 645; the model says 590,597")
    hints(checks.guess("many", 5), "not of the kind expected")


def test_split(digits):
    x, y = digits
    low = y <= 4
    good = (x[low], y[low], x[~low], y[~low] - 5)
    passes(checks.split(*good, x, y))
    hints(checks.split(*good[:3], y[~low], x, y), "Labels of target go up to 9")
    hints(checks.split(*good[2:], *good[:2], x, y), "other five digits")
    hints(checks.split(good[0], good[1][1:], *good[2:], x, y), "select both")
    hints(checks.split(*good[:3], good[3][::-1], x, y), "not the labels of these images")
    hints(checks.split(good[0] / 255, *good[1:], x, y), "keep the pixels as they came")
    hints(checks.split(good[0], np.eye(5)[good[1]], *good[2:], x, y), "one whole number an image")
    hints(checks.split((good[0],), *good[1:], x, y), "a comma too many")
    hints(checks.split(good[0][:5], good[1][:5], *good[2:], x, y), "exactly the digits 0 to 4")


def test_two_groups(parts):
    passes(checks.two_groups(*parts))
    features = parts[0]
    hints(checks.two_groups(features, build_head(rates=(0.25, 0.9))), "a fraction, not percent")
    hints(checks.two_groups(features, build_head(rates=(0.5, 0.25))), "a quarter comes first")
    hints(checks.two_groups(features, build_head(outputs=10)), "10 outputs")
    hints(checks.two_groups(features, build_head(activation="relu")), "not softmax")
    hints(checks.two_groups(build_features(filters=16), parts[1]), "another size")
    hints(checks.two_groups(parts[1], parts[1]), "lacks Rescaling and Conv2D and MaxPooling2D")
    flat = [keras.layers.Rescaling(1 / 255), *features.layers]
    twice = keras.Sequential([keras.Input((28, 28, 1)), *flat])
    hints(checks.two_groups(twice, parts[1]), "has other layers")
    features.layers[1].activation = keras.activations.linear
    hints(checks.two_groups(features, parts[1]), "no relu")


def test_trained(parts):
    hints(checks.trained(parts[0]), "This is a Sequential")
    history = keras.callbacks.History()
    history.history = {"loss": [1.0]}
    hints(checks.trained(history), "no val_accuracy")
    history.history = {"val_accuracy": [0.21]}
    hints(checks.trained(history), "near chance")
    history.history = {"val_accuracy": [0.2, 0.9]}
    passes(checks.trained(history))


def test_frozen(parts):
    features, head = parts
    hints(checks.frozen(features, head), "still train")
    features.trainable = False
    passes(checks.frozen(features, head))
    head.trainable = False
    hints(checks.frozen(features, head), "head does not train")


def test_new_head(parts):
    _, old = parts
    passes(checks.new_head(build_head(), old))
    hints(checks.new_head(old, old), "the head of the first task")
    shared = keras.Sequential([keras.Input((12, 12, 32)), *old.layers])
    hints(checks.new_head(shared, old), "shares layers")
    copied = build_head()
    copied.set_weights(old.get_weights())
    hints(checks.new_head(copied, old), "hold the old head's weights")


def test_ready_to_fit(parts, digits):
    features, head = parts
    model = keras.Sequential([features, head])
    hints(checks.ready_to_fit(model, features, head), "not frozen")
    compile_well = ("adam", "sparse_categorical_crossentropy", None, ["accuracy"])
    model.compile(*compile_well)
    model.fit(training.batches(digits[0], digits[1] % 5), verbose=0)
    features.trainable = False
    hints(checks.ready_to_fit(model, features, head), "it was not compiled again")
    model.compile(*compile_well)
    passes(checks.ready_to_fit(model, features, head))
    model.fit(training.batches(digits[0], digits[1] % 5), verbose=0)
    passes(checks.ready_to_fit(model, features, head))
    other = keras.Sequential([features, head])
    hints(checks.ready_to_fit(other, features, head), "not compiled yet")
    other.compile("adam", "categorical_crossentropy", metrics=["accuracy"])
    hints(checks.ready_to_fit(other, features, head), "wants another form")
    other.compile("adam", keras.losses.SparseCategoricalCrossentropy())
    hints(checks.ready_to_fit(other, features, head), "not among the metrics")
    hints(checks.ready_to_fit(model, build_features(), head), "does not hold the trained feature")
    hints(checks.ready_to_fit(model, features, build_head()), "does not hold the new head")
    model.trainable = False
    hints(checks.ready_to_fit(model, features, head), "The head is frozen, too")


def test_unchanged(parts, digits):
    features, head = parts
    features.trainable = False
    model = keras.Sequential([features, head])
    model.compile("adam", "sparse_categorical_crossentropy")
    before = training.copy_weights(model)
    hints(checks.unchanged(training.largest_change(model, before), features, head), "head did not")
    model.fit(training.batches(digits[0], digits[1] % 5), verbose=0)
    passes(checks.unchanged(training.largest_change(model, before), features, head))
    first = features.layers[1]
    first.set_weights([w + 1e-7 for w in first.get_weights()])
    hints(checks.unchanged(training.largest_change(model, before), features, head), first.name)


def test_arms(parts):
    arm, learned = experiments.Arm, parts[0].get_weights()
    good = [arm(features=learned), arm(), arm(frozen=False)]
    passes(checks.arms(*good, parts[0]))
    hints(checks.arms(arm(parts[0]), *good[1:], parts[0]), "not the layers")
    hints(checks.arms(arm(), *good[1:], parts[0]), "must start from the weights")
    hints(checks.arms(arm(learned, parts[1].get_weights()), *good[1:], parts[0]), "must be new")
    hints(checks.arms(good[0], good[2], good[2], parts[0]), "they stay frozen")
    hints(checks.arms(*good[:2], good[1], parts[0]), "everything trains")


@pytest.fixture
def small():
    return keras.Sequential(
        [keras.Input((4,)), *(keras.layers.Dense(3, name=name) for name in ("one", "two", "three"))]
    )


def test_said():
    passes(checks.said(True, True))
    hints(checks.said(False, True), "You expected False; the cell above found True")
    hints(checks.said("yes", True), "in the form of True or False")
    hints(checks.said(True, [True]), "in the form of a list")
    hints(checks.said([True], [False]), "You expected [True]")
    assert checks.said(..., True).passed is None


def test_trains_exactly(small):
    hints(checks.trains_exactly(small, ["three"]), "`one` still trains")
    small.layers[0].trainable = small.layers[1].trainable = False
    hints(checks.trains_exactly(small, ["three"]), "not compiled")
    small.compile("adam", "mse")
    passes(checks.trains_exactly(small, ["three"]))
    small.fit(np.zeros((8, 4)), np.zeros((8, 3)), verbose=0)
    passes(checks.trains_exactly(small, ["three"]))
    small.trainable = True  # does nothing: it says True already
    hints(checks.trains_exactly(small, ["one", "two", "three"]), "`one` is frozen")
    for layer in small.layers:
        layer.trainable = True
    hints(checks.trains_exactly(small, ["one", "two", "three"]), "was fitted before that")
    small.compile("adam", "mse")
    passes(checks.trains_exactly(small, ["one", "two", "three"]))


def test_slips_are_told_one_by_one():
    assert checks.slips(...).passed is None
    passes(checks.slips({7, 8, 11, 15}))
    some = checks.slips({7, 3})
    hints(some, "1 of 4 slips found")
    assert "line 7: found" in repr(some) and "line 3: this one is not to blame" in repr(some)
    assert not any(f"line {line}" in repr(some) for line in (8, 11, 15)), "gives no answer away"
    hints(checks.slips({7, 8, 11, 15, 2}), "4 of 4 slips found")
    hints(checks.slips("7"), "as a set")
    hints(checks.slips(7), "not of the kind expected")


def test_slips_are_in_the_lines_that_lesson_03_shows():
    path = Path(__file__).parent.parent / "notebooks" / "03_cifar10_split.ipynb"
    cells = nbformat.read(path, 4).cells
    listing = next(c.source for c in cells if c.cell_type == "markdown" and "```" in c.source)
    lines = {int(x[:2]): x for x in listing.split("```")[1].splitlines() if x[:2].strip().isdigit()}
    assert sorted(lines) == list(range(1, 16))
    for number, text in (
        (7, "trainable = False"), (8, "*head_layers"), (11, "fresh ="), (15, "test_source"),
    ):  # fmt: skip
        assert text in lines[number], number
    assert "layer.trainable" not in lines[7] and checks.SLIPS.keys() == {7, 8, 11, 15}


@pytest.fixture
def opened_block():
    """A block of a convolution and BatchNormalization, a head that ends in logits, and a maker."""
    layers = keras.layers
    block = keras.Sequential(
        [keras.Input((4, 4, 2)), layers.Conv2D(3, 1), layers.BatchNormalization(), layers.Flatten()]
    )
    head = keras.Sequential([keras.Input((48,)), layers.Dense(5)])

    def tail(rate=1e-4, from_logits=True, metrics=("accuracy",)):
        model = keras.Sequential([block, head])
        loss = keras.losses.SparseCategoricalCrossentropy(from_logits=from_logits)
        model.compile(keras.optimizers.Adam(rate), loss, metrics=list(metrics))
        return model

    return block, head, tail


def test_opened_names_each_slip(opened_block):
    block, head, tail = opened_block
    assert checks.opened(..., block, head).passed is None
    hints(checks.opened(tail(), block, head), "BatchNormalization layers of the block train")
    block.layers[1].trainable = False
    passes(checks.opened(tail(), block, head))
    hints(checks.opened(tail(rate=1e-3), block, head), "learning rate is 0.001")
    hints(checks.opened(tail(from_logits=False), block, head), "ends in logits")
    hints(checks.opened(tail(metrics=()), block, head), "not among the metrics")
    hints(checks.opened(keras.Sequential([block, head]), block, head), "not compiled")
    other = keras.Sequential([keras.Input((48,)), keras.layers.Dense(5)])
    hints(checks.opened(tail(), block, other), "does not hold the head")
    block.layers[0].trainable = False
    hints(checks.opened(tail(), block, head), "still frozen")
    block.layers[0].trainable, head.trainable = True, False
    hints(checks.opened(tail(), block, head), "The head does not train")


def test_ready_to_fit_sees_logits_taken_for_probabilities(opened_block):
    block, head, tail = opened_block
    block.trainable = False
    passes(checks.ready_to_fit(tail(), block, head))
    hints(checks.ready_to_fit(tail(from_logits=False), block, head), "give it from_logits=True")
