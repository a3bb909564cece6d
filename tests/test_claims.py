"""The course's main claims, measured again with seeds that no notebook uses."""

import keras
import numpy as np
import pytest
from lesson_network import build_features, build_head

from helpers import datasets, experiments, training


@pytest.fixture(scope="module")
def digits():
    return datasets.load_mnist()


@pytest.fixture(scope="module")
def source(digits):
    where = digits.y_train >= 5
    train, val = datasets.hold_out(digits.x_train[where], digits.y_train[where] - 5, 0.1, seed=71)
    return (train[0][:6000], train[1][:6000]), val


def learn(optimizer, source, seed):
    train, val = source
    keras.utils.set_random_seed(seed)
    model = keras.Sequential([build_features(), build_head()])
    model.compile(optimizer, "sparse_categorical_crossentropy", steps_per_execution=8)
    model.fit(training.batches(*train, seed=seed, steps=100), verbose=0)
    return training.accuracy(model, *val), model


def test_adadelta_at_keras_default_hardly_learns_in_a_hundred_updates(source):
    """Lesson 01: the default rate, not the optimizer, makes the classic recipe slow."""
    slow, _ = learn(keras.optimizers.Adadelta(), source, seed=71)
    fast, _ = learn(keras.optimizers.Adadelta(1.0), source, seed=71)
    adam, _ = learn("adam", source, seed=71)
    assert slow < 0.6 < 0.85 < min(fast, adam), (slow, fast, adam)


def test_transfer_leads_its_controls_on_thirty_real_digits(digits, source):
    """Lesson 01: ahead of random features and of training from scratch, seed by seed."""
    if digits.is_sample:
        pytest.skip("needs real MNIST: on the sample's 650 source digits there is no such lead")
    _, model = learn("adam", source, seed=72)
    low, low_test = digits.y_train < 5, digits.y_test < 5
    comparison = experiments.compare(
        {
            "transfer": experiments.Arm(features=model.layers[0].get_weights()),
            "random": experiments.Arm(),
            "scratch": experiments.Arm(frozen=False),
        },
        build_features, build_head,
        (digits.x_train[low], digits.y_train[low]),
        (digits.x_test[low_test][:2000], digits.y_test[low_test][:2000]),
        sizes=(30,), seeds=(71, 72, 73, 74),
    )  # fmt: skip
    for other in ("random", "scratch"):
        lead = comparison.advantage("transfer", other)[0]
        error = lead.std(ddof=1) / np.sqrt(len(lead))
        assert lead.mean() > 2 * error > 0, (other, lead)
