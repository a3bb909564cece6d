"""Training interrupted, other weights: no state may be silently wrong. Cells twice: test_twice."""

import os
import signal
import threading

import keras
import numpy as np
import pytest

from helpers import experiments, training


def interrupted(function, after, *arguments, **named):
    """Run a function and send this process SIGINT, as Jupyter's Interrupt does, `after` seconds."""
    timer = threading.Timer(after, os.kill, (os.getpid(), signal.SIGINT))
    timer.start()
    try:
        with pytest.raises(KeyboardInterrupt):
            function(*arguments, **named)
            threading.Event().wait(after + 5)  # it was sooner: be interrupted here
            raise AssertionError("nobody interrupted")
    finally:
        timer.cancel()


def test_an_interrupted_comparison_leaves_nothing_behind(builders, toy):
    arms = {"random": experiments.Arm(), "scratch": experiments.Arm(frozen=False)}
    named = dict(train=toy, test=toy, sizes=(5, 20), seeds=(1, 2), updates=150)
    before = experiments.compare(arms, *builders, **named)
    interrupted(experiments.compare, before.seconds.sum() / 2, arms, *builders, **named)
    after = experiments.compare(arms, *builders, **named)
    np.testing.assert_array_equal(before.accuracy, after.accuracy)


def test_an_interrupted_calibration_leaves_layers_as_they_were():
    inputs = keras.Input((64, 64, 3))
    x = inputs
    for _ in range(12):
        x = keras.layers.BatchNormalization()(keras.layers.Conv2D(32, 3, padding="same")(x))
    model = keras.Model(inputs, x)
    model.trainable = False
    images = np.random.default_rng(0).integers(0, 256, (4000, 64, 64, 3)).astype("uint8")
    interrupted(training.calibrate, 1.0, model, images)
    norms = [n for n in model.layers if isinstance(n, keras.layers.BatchNormalization)]
    assert all(norm.momentum == 0.99 and not norm.trainable for norm in norms)


def test_features_follow_the_weights(builders, toy):
    """Nothing computed from a model is kept: other weights, or other images, other features."""
    features = builders[0]()
    once = training.predict(features, toy[0])
    features.set_weights([2 * w for w in features.get_weights()])
    np.testing.assert_allclose(training.predict(features, toy[0]), 2 * once, rtol=1e-5)
    np.testing.assert_array_equal(
        training.predict(features, toy[0][:7]), training.predict(features, toy[0])[:7]
    )
