"""What a model does, as opposed to how it's written: the measurements behind `checks`.

Variables are compared by identity, so any style of building a model gives the same answer.
"""

import keras
import numpy as np

from helpers.internal import inference

Labelled = tuple[np.ndarray, np.ndarray]
CHANCE, LEARNED = 0.45, 0.85  # of five classes: hardly better than guessing; clearly trained


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


def optimizer_problem(model: keras.Model) -> str | None:
    """Whether the next `fit` of a compiled model would change what's trainable now."""
    optimizer = model.optimizer
    if optimizer is None or float(optimizer.learning_rate) == 0:
        return "Nothing would change: there's no optimizer, or its learning rate is 0."
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
    """-log of the probability given to each image's label, whatever the model's last layer."""
    images, labels = images_labels
    outputs = inference.run(model, images, 128)
    return -np.log(_probabilities(outputs)[np.arange(len(labels)), labels] + 1e-7)


def _probabilities(outputs: np.ndarray) -> np.ndarray:
    if is_probability(outputs):
        return outputs
    exp = np.exp(outputs - outputs.max(axis=-1, keepdims=True))
    return exp / exp.sum(axis=-1, keepdims=True)


def is_probability(outputs: np.ndarray) -> bool:
    """Whether each row is positive and adds up to 1."""
    return bool((outputs >= 0).all() and np.allclose(outputs.sum(axis=-1), 1, atol=1e-3))


def loss_problem(model: keras.Model, images: np.ndarray, labels: np.ndarray) -> str | None:
    """What's wrong between the model's loss, its outputs and labels that are whole numbers."""
    outputs = inference.run(model, images, 128)
    wanted = log_losses(model, (images, labels)).mean()
    if model.loss is None:
        return "The model was compiled without a loss, so there's nothing to make smaller."
    try:
        value = float(model.compute_loss(images, labels, keras.ops.convert_to_tensor(outputs)))
        value -= sum(map(float, model.losses))  # of regularizers
    except Exception:  # a loss for other labels raises many things; only the cause matters
        value = None
    if value is not None and np.isclose(value, wanted, rtol=0.02, atol=1e-3):
        return None
    name = getattr(model.loss, "name", None) or getattr(model.loss, "__name__", model.loss)
    if value is None and "sparse" in str(name):
        return f"Keras can't use the loss `{name}` here: is it spelled correctly?"
    if "sparse" not in str(name):
        return (
            f"The labels are whole numbers, but the loss `{name}` expects another form (one-hot "
            "rows, say). Use the sparse categorical cross-entropy."
        )
    if is_probability(outputs):
        return "The network ends in probabilities, but the loss expects logits: drop from_logits."
    return "The network ends in logits, but the loss expects probabilities: set from_logits=True."


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
