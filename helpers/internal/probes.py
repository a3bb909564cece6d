"""What a model does, as opposed to how it's written: the measurements behind `checks`.

Variables are compared by identity, so any style of building a model gives the same answer.
"""

import numpy as np
from keras import Model, ops
from scipy.special import softmax

from helpers.internal import inference
from helpers.internal.checking import Hint, expect
from helpers.internal.rule import standard_error

Labelled = tuple[np.ndarray, np.ndarray]
CHANCE, LEARNED = 0.45, 0.85  # of five classes: hardly better than guessing; clearly trained
UPDATES = 150  # nearly the 200 of lesson 02: with far fewer, `knows_better` sees nothing
CLOSE = {"rtol": 0.02, "atol": 1e-3}  # two ways of computing the same loss


def ids(variables: list) -> set[int]:
    """Variables as something to compare."""
    return {id(variable) for variable in variables}


def holds(model: Model, part: Model) -> bool:
    """Whether all weights of `part` are weights of `model`: the same ones, not copies."""
    return ids(part.weights) <= ids(model.weights)


def trains(model: Model, part: Model) -> str:
    """How much of `part` the next `fit` of `model` updates: "all", "some" or "none"."""
    own = [w for w in part.weights if not w.path.rpartition("/")[2].startswith("moving_")]
    count = len(ids(own) & ids(model.trainable_variables))
    return "none" if count == 0 else "all" if count == len(own) else "some"


def expect_rate(model: Model) -> None:
    """That `fit` of a compiled model can change something."""
    if model.compiled:  # the configuration has a schedule as a whole: one may start at 0
        rate = model.optimizer.get_config()["learning_rate"] if model.optimizer else 0
        expect(rate != 0, "rate_of_0")


def expect_updates(model: Model) -> None:
    """That the next `fit` of a compiled model changes what's trainable now."""
    expect_rate(model)
    optimizer = model.optimizer
    if optimizer.built and ids(optimizer._trainable_variables) != ids(model.trainable_variables):
        expect(model.train_function is not None, "optimizer_of_other_layers")
        raise Hint("changed_after_fit")


def expect_enough_updates(model: Model) -> None:
    """That a model has trained for about as long as asked, unless it was compiled again since."""
    made = int(model.optimizer.iterations) if model.compiled else 0
    expect(made == 0 or made >= UPDATES, "too_few_updates", made=made)


def _outputs(models: list[Model], images: np.ndarray) -> np.ndarray:
    """What models compute of images, one after the other."""
    for model in models:
        images = inference.run(model, images, 128)
    return images


def score(models: list[Model], images_labels: Labelled) -> float:
    """Accuracy (0-1) of models run one after the other."""
    images, labels = images_labels
    return float((_outputs(models, images).argmax(axis=-1) == labels).mean())


def same_outputs(model: Model, parts: list[Model], images: np.ndarray) -> bool:
    """Whether `model` computes what `parts` compute one after the other."""
    whole, outputs = _outputs([model], images), _outputs(parts, images)
    return whole.shape == outputs.shape and np.allclose(whole, outputs, atol=1e-4)


def log_losses(model: Model, images_labels: Labelled) -> np.ndarray:
    """-log of the probability given to the right label, for up to 3,000 images."""
    images, labels = (array[:3000] for array in images_labels)
    chances = _probabilities(_outputs([model], images))
    return -np.log(chances[np.arange(len(labels)), labels] + 1e-7)


def knows_better(held_out: np.ndarray, train: np.ndarray) -> bool:
    """Whether losses are less than a third as large on held-out images, by three standard errors.

    With honest training the ratio was 0.5 or more (MNIST's test digits are easier than its training
    digits), and with the held-out images as training data it was 0.2 or less.
    """
    error = np.hypot(standard_error(held_out), standard_error(train))
    return bool(held_out.mean() < min(train.mean() / 3, train.mean() - 3 * error))


def _probabilities(outputs: np.ndarray) -> np.ndarray:
    """The outputs if each row adds up to 1, their shares if they're 0-1, else their softmax."""
    if outputs.min() >= 0 and np.allclose(outputs.sum(axis=-1), 1, atol=1e-3):
        return outputs
    if outputs.min() >= 0 and outputs.max() <= 1:  # of a sigmoid, which Keras's loss shares out
        return outputs / outputs.sum(axis=-1, keepdims=True)
    return softmax(outputs, axis=-1)


def expect_loss_fits(model: Model, images: np.ndarray, labels: np.ndarray) -> None:
    """That the loss fits the model's outputs, and labels that are whole numbers."""
    expect(model.loss is not None, "no_loss")
    value = _loss(model, images, labels, _outputs([model], images))
    if not np.isclose(value, log_losses(model, (images, labels)).mean(), **CLOSE):
        name = str(getattr(model.loss, "name", getattr(model.loss, "__name__", model.loss)))
        expect("sparse" in name, "loss_for_other_labels", loss=name)
        expect_logits_fit(model, images, labels)
        raise Hint("loss_fails", loss=name)


def expect_logits_fit(model: Model, images: np.ndarray, labels: np.ndarray) -> None:
    """That the loss doesn't take logits for probabilities, or the other way around."""
    images, labels = images[:64], labels[:64]
    outputs = _outputs([model], images)
    chances, right = _probabilities(outputs), log_losses(model, (images, labels)).mean()
    other = np.log(chances + 1e-7) if chances is outputs else chances
    for form in (labels, np.eye(outputs.shape[-1])[labels]):  # whichever the learner trains with
        seen, fixed = (_loss(model, images, form, x) for x in (outputs, other))
        if np.isclose(fixed, right, **CLOSE) and not np.isclose(seen, right, **CLOSE):
            expect(chances is outputs, "logits_taken_for_probabilities")
            raise Hint("probabilities_taken_for_logits")


def _loss(model: Model, images, labels, outputs) -> float:
    """The compiled loss of given outputs, without regularizers; NaN if Keras can't compute it."""
    try:
        value = float(model.compute_loss(images, labels, ops.convert_to_tensor(outputs)))
        return value - sum(map(float, model.losses))
    except Exception:  # a loss for other labels raises many things; only the cause matters
        return np.nan


def expect_metric_counts(model: Model, images_labels: Labelled) -> None:
    """That an accuracy shown by `fit` is the one counted by hand."""
    by_hand = score([model], images_labels)
    images, labels = images_labels
    rows = np.eye(model.output_shape[-1], dtype="float32")[labels]
    shown = {}
    for form in (labels, rows):  # whichever form of label the learner trains with
        try:
            logs = model.evaluate(images, form, batch_size=128, verbose=0, return_dict=True)
        except Exception:
            continue
        off = {k: v for k, v in logs.items() if "acc" in k and not abs(v - by_hand) < 0.005}
        if not off:
            return
        shown = shown or off
    for name, value in shown.items():
        raise Hint("metric_for_other_labels", metric=name, shown=value, by_hand=by_hand)
