"""Training interrupted, other weights: no state may be silently wrong. Cells twice: test_twice."""

import keras
import numpy as np
import pytest

from helpers import experiments, training


class InterruptAt(keras.callbacks.Callback):
    """What Jupyter's Interrupt does, at a chosen update."""

    def __init__(self, update: int) -> None:
        super().__init__()
        self.left = update

    def on_train_batch_end(self, batch, logs=None):
        self.left -= 1
        if self.left == 0:
            raise KeyboardInterrupt


@pytest.mark.parametrize("update", [1, 9])
def test_an_interrupted_comparison_leaves_nothing_behind(update, builders, toy, monkeypatch):
    arms = {"random": experiments.Arm(), "scratch": experiments.Arm(frozen=False)}
    plan = {"train": toy, "test": toy, "sizes": (5, 20), "seeds": (1, 2), "updates": 60}
    before = experiments.compare(arms, *builders, **plan)
    fit, interrupt = keras.Sequential.fit, InterruptAt(update)
    with monkeypatch.context() as patch:
        patch.setattr(
            keras.Sequential,
            "fit",
            lambda *a, **k: fit(*a, **k, callbacks=[interrupt]),
            raising=False,
        )
        with pytest.raises(KeyboardInterrupt):
            experiments.compare(arms, *builders, **plan)
    assert interrupt.left == 0
    after = experiments.compare(arms, *builders, **plan)
    np.testing.assert_array_equal(before.accuracy, after.accuracy)


def test_an_interrupted_calibration_leaves_layers_as_they_were(monkeypatch):
    norm = keras.layers.BatchNormalization()
    model = keras.Sequential([keras.Input((4,)), norm])
    model.trainable = False
    call, calls = keras.layers.BatchNormalization.call, []

    def interrupted(*given, **named):
        calls.append(norm.trainable)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return call(*given, **named)

    monkeypatch.setattr(keras.layers.BatchNormalization, "call", interrupted)
    with pytest.raises(KeyboardInterrupt):
        training.calibrate(model, np.zeros((80, 4), "uint8"))
    assert calls == [True] * 3 and norm.momentum == 0.99 and not norm.trainable


def test_features_follow_the_weights(builders, toy):
    """Nothing computed from a model is kept: other weights, or other images, other features."""
    features = builders[0]()
    once = training.predict(features, toy[0])
    features.set_weights([2 * w for w in features.get_weights()])
    np.testing.assert_allclose(training.predict(features, toy[0]), 2 * once, rtol=1e-5)
    np.testing.assert_array_equal(
        training.predict(features, toy[0][:7]), training.predict(features, toy[0])[:7]
    )
