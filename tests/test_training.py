"""Freezing, counting, feeding, starting again: held to the bit where mathematics says equal."""

import gc
import re
import threading
import weakref

import keras
import numpy as np
import pytest

from helpers import runtime, training
from helpers.internal import inference
from helpers.internal.course import CourseError


def fit(model, images, labels, **options):
    model.fit(training.batches(images, labels, 20, seed=0), verbose=0, **options)


def compiled(*parts):
    model = keras.Sequential(list(parts))
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


def test_freezing_changes_no_frozen_weight_to_the_bit(builders, toy):
    features, head = (build() for build in builders)
    features.trainable = False
    model = compiled(features, head)
    before = training.copy_weights(model)
    fit(model, *toy, epochs=2)
    frozen, trained = training.largest_change(model, before).values()
    assert frozen == 0.0 and trained > 0.0


def test_freezing_after_a_fit_needs_a_new_compile(builders, toy):
    features, head = (build() for build in builders)
    model = compiled(features, head)
    fit(model, *toy)
    features.trainable = False
    before = training.copy_weights(model)
    fit(model, *toy)
    assert min(training.largest_change(model, before).values()) > 0.0


def test_features_then_head_equal_the_whole_network(builders, toy):
    features, head = (build() for build in builders)
    whole = training.predict(keras.Sequential([features, head]), toy[0], batch_size=32)
    in_two = training.predict(head, training.predict(features, toy[0]), batch_size=7)
    # the same float32 operations, in other batch sizes: rounding alone may differ
    np.testing.assert_allclose(in_two, whole, atol=1e-6)


def test_the_head_learns_the_same_on_features_as_in_the_frozen_network(builders, toy):
    features, head = (build() for build in builders)
    features.trainable = False
    whole = keras.Sequential([features, head])
    start = head.get_weights()
    sgd = keras.optimizers.SGD
    for layer in head.layers:
        if isinstance(layer, keras.layers.Dropout):
            layer.rate = 0.0  # its random numbers would differ, not its mathematics
    ends = []
    for model, images in ((whole, toy[0]), (head, training.predict(features, toy[0]))):
        head.set_weights(start)
        model.compile(sgd(0.1), "sparse_categorical_crossentropy")
        model.fit(training.batches(images, toy[1], 20, seed=4), verbose=0)
        ends.append(head.get_weights())
    for a, b in zip(*ends, strict=True):
        np.testing.assert_allclose(a, b, atol=1e-5)


def test_largest_change_says_what_it_takes(builders):
    features, _ = (build() for build in builders)
    before = training.copy_weights(features)
    for swapped_or_a_list in ((before, features), (features, features.get_weights())):
        with pytest.raises(runtime.CourseError, match="takes a model, then what `copy_weights`"):
            training.largest_change(*swapped_or_a_list)


def test_counts(builders):
    features, head = (build() for build in builders)
    features.trainable = False
    model = keras.Sequential([features, head])
    assert training.count_parameters(model) == (30 + 545, 545)
    assert model.count_params() == 575, "count_params() counts frozen parameters too"


def test_layer_table(builders):
    features, head = (build() for build in builders)
    features.trainable = False
    features.layers[-1].name = "last"
    rows = [line.split() for line in repr(training.layer_table(features)).splitlines()]
    assert rows[0] == ["layer", "output", "shape", "parameters", "trains?"]
    assert rows[-1] == ["last", "6", "x", "6", "x", "3", "30", "no"]
    assert repr(training.layer_table(head)).splitlines()[-1].split()[1:] == ["5", "545", "yes"]
    lines = repr(training.layer_table(keras.Sequential([features, head]))).splitlines()
    assert len({len(line) for line in lines}) == 1  # columns are aligned


def test_layer_table_says_what_trains_in_this_model(builders):
    """Keras: a model that isn't trainable trains nothing, whatever its layers say."""
    features, head = (build() for build in builders)
    model = keras.Sequential([features, head])
    model.trainable = False
    for part in (features, head):
        for layer in part.layers:
            layer.trainable = True
    assert training.count_parameters(model).trainable == 0
    assert {line.split()[-1] for line in repr(training.layer_table(model)).splitlines()[1:]} == {
        "no", "-",
    }  # fmt: skip


def test_layer_table_says_in_words_what_it_says_in_colour(builders):
    features, head = (build() for build in builders)
    features.trainable = False
    page = training.layer_table(keras.Sequential([features, head]))._repr_html_()
    words = [
        cells[-1] for row in page.split("<tr")[2:] if (cells := re.findall(r">([^<>]*)</td>", row))
    ]
    assert words == ["-", "no", "-", "-", "yes"]
    colours = re.findall(r"background:(.*?);color:#000000", page)
    assert len(set(zip(words, colours, strict=True))) == 3 == len(set(colours))


def test_batches_give_every_image_once_an_epoch_in_a_new_order():
    images, labels = np.arange(50, dtype="uint8"), np.arange(50, dtype="uint8")
    feed = training.batches(images, labels, 20, seed=1)
    first, second = ([int(i) for batch in feed for i in batch[0]] for _ in range(2))
    assert sorted(first) == sorted(second) == list(range(50)) and first != second
    again = training.batches(images, labels, 20, seed=1)
    assert [int(i) for batch in again for i in batch[0]] == first
    in_order = training.batches(images, labels, 20)
    assert [int(i) for batch in in_order for i in batch[1]] == list(range(50))
    assert [len(batch[0]) for batch in in_order] == [20, 20, 10]


@pytest.mark.parametrize("per_call", [1, 8, 100])
def test_updates_are_the_updates_made(per_call, builders, toy):
    model = keras.Sequential([build() for build in builders])
    model.compile("adam", "sparse_categorical_crossentropy", steps_per_execution=per_call)
    model.fit(training.batches(toy[0][:30], toy[1][:30], 16, 0, updates=21), epochs=2, verbose=0)
    assert int(model.optimizer.iterations) == 42


def test_batches_refuse_what_does_not_fit_together(toy):
    with pytest.raises(runtime.CourseError, match="100 images and 99 labels"):
        training.batches(toy[0], toy[1][1:])
    with pytest.raises(runtime.CourseError, match="0 images"):
        training.batches(toy[0][:0], toy[1][:0])


def test_arrays_are_let_go_after_fit(builders, toy):
    images = toy[0].copy()
    gone = weakref.ref(images)
    model = compiled(*(build() for build in builders))
    fit(model, images, toy[1])
    del images
    gc.collect()
    assert gone() is None


def test_reset_repeats_a_training_to_the_bit(builders, toy):
    model = compiled(*(build() for build in builders))
    start = model.get_weights()
    ends = []
    for _ in range(2):
        training.reset(model, start, seed=5)
        assert int(model.optimizer.iterations) == 0
        fit(model, *toy, epochs=2)
        ends.append(model.get_weights())
    assert float(model.optimizer.learning_rate) == pytest.approx(0.001)
    for first, second in zip(*ends, strict=True):
        np.testing.assert_array_equal(first, second)


def test_accuracy_of_a_known_answer(toy):
    model = keras.Sequential([keras.Input((5,)), keras.layers.Identity()])
    answers = np.eye(5, dtype="float32")[[0, 1, 2, 3]]
    assert training.accuracy(model, answers, np.array([0, 1, 2, 4])) == 0.75


def test_a_stopwatch_measures_what_happens_inside():
    with training.Stopwatch() as outer, training.Stopwatch() as inner:
        pass
    assert 0 <= inner.seconds <= outer.seconds


def test_calibrate_measures_mean_and_variance_and_changes_nothing_else():
    layers = keras.layers
    model = keras.Sequential([keras.Input((4,)), layers.BatchNormalization(), layers.Dense(2)])
    model.trainable = False
    x = np.random.default_rng(0).normal(3, 2, (64, 4)).astype("float32")
    before = model.layers[1].get_weights()
    training.calibrate(model, x, batch_size=16)
    norm = model.layers[0]
    np.testing.assert_allclose(norm.moving_mean, x.mean(axis=0), rtol=1e-5)
    within = np.mean([part.var(axis=0) for part in np.split(x, 4)], axis=0)
    np.testing.assert_allclose(norm.moving_variance, within, rtol=1e-4)
    assert (norm.momentum, norm.trainable) == (0.99, False)
    for here, there in zip(model.layers[1].get_weights(), before, strict=True):
        np.testing.assert_array_equal(here, there)


def test_predict_keeps_order_whatever_the_size_of_the_last_batch():
    layers = keras.layers
    inputs = keras.Input((4, 4, 3))
    model = keras.Model(inputs, layers.Flatten()(layers.BatchNormalization()(inputs)))
    model.layers[1].moving_mean.assign([1, 2, 3])
    images = np.random.default_rng(1).integers(0, 256, (37, 4, 4, 3)).astype("uint8")
    expected = ((images - np.array([1, 2, 3])) / np.sqrt(1 + 1e-3)).reshape(37, -1)
    for size in (1, 5, 16, 37, 64):
        np.testing.assert_allclose(training.predict(model, images, size), expected, rtol=1e-4)
    assert training.predict(model, images[:0]).shape == (0, 48)
    model.layers[1].gamma.assign([2, 2, 2])  # what is fused holds the weights, not copies
    np.testing.assert_allclose(training.predict(model, images), 2 * expected, rtol=1e-4)


@pytest.mark.parametrize("shape", [(8, 8, 2), (8, 8), (4, 8, 1), (3,)])
def test_predict_refuses_images_of_another_shape(shape):
    model = keras.Sequential([keras.Input((8, None, 1)), keras.layers.Conv2D(2, 3)])
    with pytest.raises(CourseError, match=r"has the shape \(8, None, 1\), not \("):
        training.predict(model, np.zeros((300, *shape), "uint8"))


def test_threads_that_call_a_model_wrongly_all_raise_and_none_waits_forever():
    """As `tf.function`, not traced yet, they hung: the first that failed kept a lock."""
    model = keras.Sequential(
        [keras.Input((12, 12, 32)), keras.layers.Flatten(), keras.layers.Dense(5)]
    )
    forward, together = inference._traced(model, (12, 12, 32)), threading.Barrier(3)
    raised = []

    def call():
        together.wait()
        for _ in range(4):
            with pytest.raises(TypeError):
                forward(np.zeros((64, 28, 28, 1), "float32"))
            raised.append(True)

    threads = [threading.Thread(target=call, daemon=True) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)  # takes that long only if it hangs
    assert raised == [True] * 12


def test_predict_computes_what_keras_computes_in_inference_mode():
    """Layers that behave otherwise in training, a network in a network, another precision."""
    layers = keras.layers
    keras.utils.set_random_seed(0)
    inner = keras.Sequential([layers.Conv2D(4, 3, use_bias=False), layers.BatchNormalization()])
    images = np.random.default_rng(0).integers(0, 256, (5, 12, 12, 3), "uint8")
    inputs = keras.Input((12, 12, 3))
    x = layers.RandomFlip("horizontal")(layers.Rescaling(1 / 255)(inputs))
    x = layers.BatchNormalization(scale=False)(inner(2 * x, training=True))
    x = layers.BatchNormalization(dtype="float16")(x)
    x = layers.concatenate([x, layers.Activation("relu")(x)])
    x = layers.Dropout(0.5)(layers.Flatten()(layers.BatchNormalization()(x)))
    model = keras.Model(inputs, layers.Dense(3)(layers.BatchNormalization()(x)))
    for norm in (x for x in model.layers if isinstance(x, layers.BatchNormalization)):
        norm.moving_mean.assign(np.random.default_rng(1).normal(size=norm.moving_mean.shape))
    expected = model.predict(images, verbose=0)
    # float16 has three digits; a flip, or a batch's own mean, would be off by 1 to 3.
    np.testing.assert_allclose(training.predict(model, images), expected, atol=0.02)
