"""What a model does, as opposed to how it's written: the measurements behind `checks`.

Variables are compared by identity, so any style of building a model gives the same answer.
"""

import keras
import numpy as np

from helpers.internal import inference

Labelled = tuple[np.ndarray, np.ndarray]
CHANCE, LEARNED = 0.45, 0.85  # of five classes: hardly better than guessing; clearly trained
CLOSE = {"rtol": 0.02, "atol": 1e-3}  # two ways of computing the same loss


def ids(variables: list) -> set[int]:
    """Variables as something to compare."""
    return {id(variable) for variable in variables}


def holds(model: keras.Model, part: keras.Model) -> bool:
    """Whether all weights of `part` are weights of `model`: the same ones, not copies."""
    return ids(part.weights) <= ids(model.weights)


def trains(model: keras.Model, part: keras.Model) -> str:
    """How much of `part` the next `fit` of `model` updates: "all", "some" or "none"."""
    own = [w for w in part.weights if not w.path.rpartition("/")[2].startswith("moving_")]
    count = len(ids(own) & ids(model.trainable_variables))
    return "none" if count == 0 else "all" if count == len(own) else "some"


def rate_problem(model: keras.Model) -> str | None:
    """Whether a compiled model's `fit` can't change anything."""
    if model.compiled and (model.optimizer is None or float(model.optimizer.learning_rate) == 0):
        return "Nothing can change: there's no optimizer, or its learning rate is 0."


def optimizer_problem(model: keras.Model) -> str | None:
    """Whether the next `fit` of a compiled model would change what's trainable now."""
    if hint := rate_problem(model):
        return hint
    optimizer = model.optimizer
    if not optimizer.built or ids(optimizer._trainable_variables) == ids(model.trainable_variables):
        return None
    if model.train_function is None:
        return "This optimizer was made for other layers - compile with a new one."
    return "`trainable` changed after a `fit` - compile again, or nothing changes."


def score(models: list[keras.Model], images_labels: Labelled) -> float:
    """Accuracy (0-1) of models run one after the other."""
    outputs, labels = images_labels
    for model in models:
        outputs = inference.run(model, outputs, 128)
    return float((outputs.argmax(axis=-1) == labels).mean())


def same_outputs(model: keras.Model, parts: list[keras.Model], images: np.ndarray) -> bool:
    """Whether `model` computes what `parts` compute one after the other."""
    outputs = images
    for part in parts:
        outputs = inference.run(part, outputs, 128)
    whole = inference.run(model, images, 128)
    return whole.shape == outputs.shape and np.allclose(whole, outputs, atol=1e-4)


def log_losses(model: keras.Model, images_labels: Labelled) -> np.ndarray:
    """-log of the probability given to the right label, for up to 3,000 images."""
    images, labels = (array[:3000] for array in images_labels)
    chances = _probabilities(inference.run(model, images, 128))
    return -np.log(chances[np.arange(len(labels)), labels] + 1e-7)


def knows_better(model: keras.Model, held_out: Labelled, train: Labelled) -> bool:
    """Whether its loss is less than a third as large on held-out images, by three standard errors.

    With honest training the ratio was 0.5 or more (MNIST's test digits are easier than its training
    digits), and with the held-out images as training data it was 0.2 or less.
    """
    there, here = log_losses(model, held_out), log_losses(model, train)
    error = (there.var() / len(there) + here.var() / len(here)) ** 0.5
    return bool(there.mean() < min(here.mean() / 3, here.mean() - 3 * error))


def _probabilities(outputs: np.ndarray) -> np.ndarray:
    """The outputs if each row is positive and adds up to 1, else their softmax."""
    if (outputs >= 0).all() and np.allclose(outputs.sum(axis=-1), 1, atol=1e-3):
        return outputs
    exp = np.exp(outputs - outputs.max(axis=-1, keepdims=True))
    return exp / exp.sum(axis=-1, keepdims=True)


def loss_problem(model: keras.Model, images: np.ndarray, labels: np.ndarray) -> str | None:
    """What's wrong between the model's loss, its outputs and labels that are whole numbers."""
    if model.loss is None:
        return "The model was compiled without a loss, so there's nothing to make smaller."
    value = _loss(model, images, labels, inference.run(model, images, 128))
    right = log_losses(model, (images, labels)).mean()
    if value is not None and np.isclose(value, right, **CLOSE):
        return None
    name = getattr(model.loss, "name", None) or getattr(model.loss, "__name__", model.loss)
    if "sparse" in str(name):
        return logits_problem(model, (images, labels)) or (
            f"Keras can't use the loss `{name}` here: is it spelled correctly?"
        )
    return (
        f"The labels are whole numbers, but the loss `{name}` expects another form (one-hot rows, "
        "say). Use the sparse categorical cross-entropy."
    )


def logits_problem(model: keras.Model, images_labels: Labelled) -> str | None:
    """Whether the loss takes logits for probabilities, or the other way around."""
    images, labels = (array[:64] for array in images_labels)
    outputs = inference.run(model, images, 128)
    chances, right = _probabilities(outputs), log_losses(model, (images, labels)).mean()
    for form in (labels, np.eye(outputs.shape[-1])[labels]):  # whichever the learner trains with
        seen, fixed = (_loss(model, images, form, x) for x in (outputs, chances))
        logits = _loss(model, images, form, np.log(chances + 1e-7))
        if None in (seen, fixed, logits) or np.isclose(seen, right, **CLOSE):
            continue
        if chances is not outputs and np.isclose(fixed, right, **CLOSE):
            return "The network ends in logits, but the loss lacks from_logits=True."
        if chances is outputs and np.isclose(logits, right, **CLOSE):
            return "The network ends in probabilities: the loss must not have from_logits=True."
    return None


def _loss(model: keras.Model, images, labels, outputs) -> float | None:
    """The compiled loss of given outputs, without regularizers; None if Keras can't compute it."""
    try:
        value = float(model.compute_loss(images, labels, keras.ops.convert_to_tensor(outputs)))
        return value - sum(map(float, model.losses))
    except Exception:  # a loss for other labels raises many things; only the cause matters
        return None


def metric_problem(model: keras.Model, images_labels: Labelled) -> str | None:
    """Whether an accuracy shown by `fit` differs from the one counted by hand."""
    by_hand = score([model], images_labels)
    images, labels = images_labels
    rows = np.eye(inference.run(model, images[:1], 1).shape[-1], dtype="float32")[labels]
    found = {}
    for form in (labels, rows):  # whichever form of label the learner trains with
        try:
            logs = model.evaluate(images, form, batch_size=128, verbose=0, return_dict=True)
        except Exception:
            continue
        accuracies = {k: v for k, v in logs.items() if "acc" in k}
        if all(abs(value - by_hand) < 0.005 for value in accuracies.values()):
            return None
        found = found or accuracies
    if not found:  # no metrics, or not compiled
        return None
    name, value = max(found.items(), key=lambda item: abs(item[1] - by_hand))
    return (
        f"The metric `{name}` shows {value:.1%}, but {by_hand:.1%} of these images are classified "
        'correctly. It expects another form of label: use metrics=["accuracy"].'
    )
