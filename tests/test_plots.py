"""Pictures carry their data, their source and a description."""

import numpy as np
import pytest

from helpers import experiments, plots, runtime

SOURCE = "Built-in sample, not MNIST"


def texts(picture):
    picture.figure.draw_without_rendering()
    return " ".join(t.get_text() for t in picture.figure.findobj(lambda a: hasattr(a, "get_text")))


def test_a_picture_stores_its_description_as_alt_text():
    picture = plots.bars({"a": 1.0, "b": 2.5}, "Title", "seconds", SOURCE)
    data, metadata = picture._repr_mimebundle_()
    assert data["image/png"].startswith(b"\x89PNG")
    assert metadata["image/png"]["alt"] == f"Bars, seconds: a 1, b 2.5. {SOURCE}."


def test_images_name_their_source():
    picture = plots.image_grid(np.zeros((3, 8, 8, 1), "uint8"), ["1", "2", "3"], "Title", SOURCE)
    assert SOURCE in texts(picture) and SOURCE in picture.description
    assert "3 images: 1, 2, 3" in picture.description


def test_histories_bars_and_filters_name_their_source():
    for picture in (
        plots.histories({"a": [0.1, 0.2]}, "Title", "accuracy", SOURCE),
        plots.bars({"a": 1.0}, "Title", "seconds", SOURCE),
        plots.filters(np.ones((3, 3, 1, 32)), "Title", SOURCE),
    ):
        assert SOURCE in texts(picture) and picture.description.endswith(f". {SOURCE}.")


def test_confusion_counts():
    picture = plots.confusion(np.array([0, 0, 1]), np.array([0, 1, 1]), "01", "Title", SOURCE)
    assert [t.get_text() for t in picture.figure.axes[0].texts] == ["1", "1", "0", "1"]
    assert "3 images, 1 wrong" in picture.description


def test_worst_mistakes_come_first_and_only_mistakes():
    probabilities = np.array([[0.9, 0.1], [0.4, 0.6], [0.99, 0.01], [0.8, 0.2]])
    picture = plots.worst_mistakes(
        np.zeros((4, 8, 8, 1)), np.array([0, 0, 1, 1]), probabilities, "ab", "Title", SOURCE
    )
    assert picture.description.startswith("3 images: b as a 99%, b as a 80%, a as b 60%")


def test_no_mistakes_is_a_picture_too():
    picture = plots.worst_mistakes(
        np.zeros((1, 8, 8, 1)), np.array([0]), np.array([[1.0, 0]]), "ab", "Title", SOURCE
    )
    assert "image/png" in picture._repr_mimebundle_()[0]


@pytest.fixture
def comparison():
    accuracy = np.array([[[0.8, 0.9], [0.9, 0.9]], [[0.7, 0.7], [0.9, 0.8]]])
    return experiments.Comparison(
        ("ours", "theirs"), (10, 1000), (0, 1), accuracy, (9, 9), 50, accuracy
    )


def test_size_curves_show_means_spread_and_every_seed(comparison):
    picture = plots.size_curves(comparison, "theirs", "Title", SOURCE)
    left, right = picture.figure.axes
    np.testing.assert_allclose(left.containers[0].lines[0].get_ydata(), [85, 90])
    assert len(right.lines) == 1 + 2 + 1  # zero, two seeds, the mean
    assert "ours 85.0, 90.0; theirs 70.0, 85.0" in picture.description
    assert SOURCE in texts(picture) and "SD of 2 seeds" in texts(picture)


def test_histories_and_filters_render():
    histories = plots.histories({"training": [0.5, 0.9]}, "Title", "accuracy", SOURCE)
    assert "training ends at 0.900" in histories.description
    picture = plots.filters(np.random.default_rng(0).normal(size=(3, 3, 1, 32)), "T", SOURCE)
    assert picture.description.startswith("32 filters of 3x3 weights")
    assert "image/png" in picture._repr_mimebundle_()[0]


def test_accuracies_show_every_arm_in_every_group():
    arms = {"learned": np.array([[0.5, 0.6], [0.7, 0.8]]), "random": np.array([[0.5, 0.6]] * 2)}
    picture = plots.accuracies(["none", "1 convolution"], arms, "Title", "frozen", SOURCE)
    shown = texts(picture)
    for text in ("learned", "random", "none", "1 convolution", "frozen", SOURCE, "2 seeds"):
        assert text in shown
    assert "learned 55.0, 75.0; random 55.0, 55.0" in picture.description


def test_diagram_says_what_is_kept_and_what_is_new():
    picture = plots.transfer_diagram()
    shown = texts(picture)
    for text in ("new head", "frozen", "kept", "feature layers"):
        assert text in shown and text in picture.description


def test_spread_and_trade_off_tell_means_and_name_their_source():
    runs = {"one": np.array([0.5, 0.7]), "two": np.array([0.2, 0.3])}
    picture = plots.spread(runs, "Title", "test accuracy (%)", SOURCE)
    assert "one 60.0 ± 14.1, two 25.0 ± 7.1" in picture.description
    seconds, parameters = {"one": 1.0, "two": 0.1}, {"one": 10**7, "two": 10**5}
    other = plots.trade_off(seconds, runs, parameters, "Title", "seconds", SOURCE)
    assert "one 60.0 % in 1 s" in other.description
    for shown in (picture, other):
        assert SOURCE in texts(shown) and shown.description.endswith(f"{SOURCE}.")
        assert "image/png" in shown._repr_mimebundle_()[0]


def test_heatmaps_and_embedding_render():
    rng = np.random.default_rng(0)
    images = rng.integers(0, 256, (2, 8, 8, 3)).astype("uint8")
    maps = [rng.random((2, 4, 4)), rng.random((2, 4, 4))]
    picture = plots.heatmaps(images, maps, ["a", "b"], ["before", "after"], "Title", SOURCE)
    assert len(picture.figure.axes) == 6 and "2 images (a, b)" in picture.description
    names = [f"class {k}" for k in range(12)]
    labels = np.repeat(np.arange(12), 3)
    features = {"before": rng.random((36, 5)), "after": rng.random((36, 5))}
    other = plots.embedding(features, labels, names, "Title", SOURCE)
    looks = {(line.get_marker(), line.get_color()) for line in other.figure.axes[0].lines}
    assert len(looks) == 12
    for shown in (picture, other):
        assert SOURCE in texts(shown) and "image/png" in shown._repr_mimebundle_()[0]


def test_grad_cam_finds_the_place_that_spoke():
    """Two channels; class 0 grows with the first, class 1 falls with it."""
    activations = np.zeros((2, 3, 3, 2), "float32")
    activations[:, 1, 2, 0] = 4.0
    activations[:, 0, 0, 1] = 1.0

    def rest(a):
        import tensorflow as tf

        first, second = tf.unstack(tf.reduce_sum(a, axis=(1, 2)), axis=-1)
        return tf.stack([first, second - first], axis=-1)

    maps = runtime.grad_cam(rest, activations, np.array([0, 1]))
    assert maps[0, 1, 2] == 1.0 and maps[0].sum() == 1.0
    assert maps[1, 1, 2] == 0.0 and maps[1, 0, 0] == 1.0
