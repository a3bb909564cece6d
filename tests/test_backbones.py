"""Pretrained networks: whose weights they get, and that what is cut gives what the whole gives."""

import zipfile

import h5py
import keras
import numpy as np
import pretrain_mini
import pytest
from keras import layers

from helpers import backbones, training
from helpers.internal import samples, sources
from helpers.internal.course import CourseError

SMALL = "MobileNetV2 0.35"
SMALL_FILE = "mobilenet_v2_0.35_imagenet_notop.weights.h5"


@pytest.fixture(scope="module")
def small_weights(tmp_path_factory):
    """A file of random weights for the smallest architecture."""
    path = tmp_path_factory.mktemp("weights") / SMALL_FILE
    constructor = backbones.ARCHITECTURES[SMALL][0]
    constructor(include_top=False, weights=None, input_shape=(32, 32, 3)).save_weights(path)
    return path


def built(backbone, pretrained=True):
    return backbone.build(backbone.preprocess(keras.Input((64, 64, 3))), pretrained)


@pytest.fixture
def offline(monkeypatch, tmp_path):
    """Downloads are refused at once, and Keras has none from before."""
    monkeypatch.setenv("COURSE_MIRROR", "http://127.0.0.1:9/")
    monkeypatch.setenv("KERAS_HOME", str(tmp_path / "keras"))


def test_the_sample_is_the_miniature_and_says_so(monkeypatch):
    monkeypatch.setenv("COURSE_DATA", "sample")
    backbone = backbones.load("DenseNet121")
    assert backbone.is_sample and backbone.image_size == 64
    assert "not DenseNet121" in backbone.source
    with pytest.raises(CourseError, match="VGG16 isn't available: COURSE_DATA is 'sample'"):
        backbones.load("VGG16")
    with pytest.raises(CourseError, match=r"no backbone .VGG.\. Choose one of these: VGG16"):
        backbones.load("VGG")


def test_weights_in_the_folder_are_found_and_loaded(folder, small_weights):
    (folder / "weights").mkdir()
    (folder / "weights" / SMALL_FILE).write_bytes(small_weights.read_bytes())
    backbone = backbones.load(SMALL)
    assert backbone.image_size == 224 and "ImageNet" in backbone.source and not backbone.is_sample
    expected = backbones.ARCHITECTURES[SMALL][0](include_top=False, weights=str(small_weights))
    for here, there in zip(built(backbone).get_weights(), expected.get_weights(), strict=True):
        np.testing.assert_array_equal(here, there)


def test_weights_that_are_not_in_the_folder_are_an_error(auto, folder, monkeypatch, small_weights):
    """Weights elsewhere don't count: the folder is the one place, for DenseNet121 too."""
    monkeypatch.setenv("KERAS_HOME", str(auto / "keras"))
    for place in (auto / "data" / "weights", auto / "keras" / "models"):
        place.mkdir(parents=True)
        (place / SMALL_FILE).write_bytes(small_weights.read_bytes())
    for name, file in ((SMALL, "mobilenet_v2_weights"), ("DenseNet121", "densenet121_weights")):
        with pytest.raises(
            CourseError, match=rf"{name} isn't available: .* weights/{file}\S+ isn't"
        ):
            backbones.load(name)


def test_the_name_of_a_file_says_what_it_was_trained_on(folder):
    (folder / "weights").mkdir()
    (folder / "weights" / "densenet121_tiny190_notop.weights.h5").write_bytes(b"not read yet")
    backbone = backbones.load("DenseNet121")
    assert backbone.image_size == 64 and "190 classes of Tiny ImageNet" in backbone.source


def without_numbers(path):
    model = backbones.ARCHITECTURES[SMALL][0](include_top=False, weights=None)
    model.layers[1].set_weights([np.nan * w for w in model.layers[1].get_weights()])
    model.save_weights(path)
    return path.read_bytes()


@pytest.mark.parametrize("fault", ["cut off", "another network", "no HDF5", "no numbers"])
def test_bad_weights_are_refused_and_left(fault, folder, small_weights):
    (folder / "weights").mkdir()
    path = folder / "weights" / SMALL_FILE
    content = {
        "cut off": small_weights.read_bytes()[:50_000],
        "another network": backbones.MINIATURE.read_bytes(),
        "no HDF5": b"<html>Please log in</html>",
        "no numbers": without_numbers(folder / "x.weights.h5"),
    }[fault]
    path.write_bytes(content)
    with pytest.raises(CourseError, match=f"{SMALL_FILE} can't be used"):
        built(backbones.load(SMALL))
    assert path.read_bytes() == content


def test_weights_are_fetched_and_kept(auto, monkeypatch, serve, small_weights):
    asked = []

    def answer(handler):
        asked.append(handler.path)
        body = small_weights.read_bytes()
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    monkeypatch.setenv("COURSE_MIRROR", serve(answer))
    monkeypatch.setenv("KERAS_HOME", str(auto / "keras"))
    first, second = backbones.load(SMALL), backbones.load(SMALL)
    name = "mobilenet_v2_weights_tf_dim_ordering_tf_kernels_0.35_224_no_top.h5"
    assert asked == [f"/weights/{name}"] and first.weights == second.weights
    assert first.weights == auto / "data" / "weights" / name


def test_a_wrong_body_is_not_kept(auto, monkeypatch, serve):
    def answer(handler):
        handler.send_response(200)
        handler.send_header("Content-Length", "5")
        handler.end_headers()
        handler.wfile.write(b"wrong")

    monkeypatch.setenv("COURSE_MIRROR", serve(answer))
    monkeypatch.setenv("KERAS_HOME", str(auto / "keras"))
    with pytest.raises(CourseError, match=r"VGG16 isn't available.*hash.*ValueError"):
        backbones.load("VGG16")
    assert not list(auto.rglob("*.h5"))


def test_without_a_network_the_miniature_stands_in_with_a_notice(auto, offline, capsys):
    assert backbones.load("DenseNet121").is_sample
    notice = capsys.readouterr().err
    assert "NOTICE: We'll use the built-in miniature instead of DenseNet121: it couldn't" in notice
    file = "weights/densenet121_weights_tf_dim_ordering_tf_kernels_notop.h5"
    assert f"put {file} into the folder data/" in notice


def test_every_architecture_has_weights():
    found = {name for name, source in sources.SOURCES.items() if source["item"] == "weights"}
    assert found == set(backbones.ARCHITECTURES)


def test_keras_own_downloads_are_used(auto, offline, small_weights):
    models = auto / "keras" / "models"
    models.mkdir(parents=True)
    name = "mobilenet_v2_weights_tf_dim_ordering_tf_kernels_0.35_224_no_top.h5"
    (models / name).write_bytes(small_weights.read_bytes())
    assert backbones.load(SMALL).weights == models / name


def test_the_miniature_is_small_named_like_densenet_and_made_by_its_tool():
    assert backbones.MINIATURE.stat().st_size <= 1_000_000
    dtypes = set()
    with (
        zipfile.ZipFile(backbones.MINIATURE) as archive,
        h5py.File(archive.open("model.weights.h5")) as file,
    ):
        file.visititems(lambda _, item: dtypes.add(getattr(item, "dtype", None)))
    assert dtypes - {None} == {np.dtype("float16")}
    names = {layer.name for layer in keras.applications.DenseNet121(weights=None).layers}
    mini = built(stand_in())
    assert {x.name for x in mini.layers if not isinstance(x, layers.InputLayer)} <= names
    rebuilt = pretrain_mini.densenet()
    rebuilt.load_weights(backbones.MINIATURE)
    for here, there in zip(mini.get_weights(), rebuilt.get_weights(), strict=True):
        np.testing.assert_array_equal(here, there)


def test_a_damaged_miniature_is_refused(monkeypatch, tmp_path):
    path = tmp_path / "mini.keras"
    path.write_bytes(backbones.MINIATURE.read_bytes()[:5000])
    monkeypatch.setattr(backbones, "MINIATURE", path)
    with pytest.raises(CourseError, match=r"mini\.keras can't be used: it's damaged"):
        built(stand_in())


def test_pretrained_is_a_choice(monkeypatch):
    monkeypatch.setenv("COURSE_DATA", "sample")
    backbone = backbones.load("DenseNet121")
    one, two, new = built(backbone), built(backbone), built(backbone, pretrained=False)
    kernel = one.get_layer("conv5_block1_1_conv").kernel
    np.testing.assert_array_equal(kernel, two.get_layer("conv5_block1_1_conv").kernel)
    assert np.abs(kernel - new.get_layer("conv5_block1_1_conv").kernel).max() > 0.01


def stand_in():
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COURSE_DATA", "sample")
        return backbones.load("DenseNet121")


@pytest.fixture(scope="module")
def network():
    """The miniature cut at pool4_pool: inputs, cut, pooled output, head; and 40 images."""
    backbone = stand_in()
    inputs = keras.Input((64, 64, 3))
    base = backbone.build(backbone.preprocess(layers.Resizing(64, 64)(inputs)))
    for layer in base.layers:
        layer.trainable = not isinstance(layer, layers.BatchNormalization)
    pooled = layers.GlobalMaxPooling2D()(base.output)
    head = keras.Sequential([keras.Input(pooled.shape[1:]), layers.Dense(10)])
    return (
        inputs,
        base.get_layer("pool4_pool").output,
        pooled,
        head,
        samples.sheets("household", 64)[0][:40],
    )


def test_features_once_give_the_predictions_of_the_whole_network(network):
    inputs, cut, pooled, head, images = network
    whole = keras.Model(inputs, head(pooled))
    expected = whole.predict(images, verbose=0)  # Keras's own way, nothing fused
    at_cut = training.predict(keras.Model(inputs, cut), images, batch_size=16)
    ways = {
        "features": training.predict(head, training.predict(keras.Model(inputs, pooled), images)),
        "cut": training.predict(head, training.predict(keras.Model(cut, pooled), at_cut)),
        "whole": training.predict(whole, images, batch_size=7),
    }
    assert np.abs(expected).max() > 1
    for name, logits in ways.items():
        assert np.abs(logits - expected).max() <= 1e-4, name


def test_the_tail_has_the_gradients_of_the_whole_network(network):
    """Same batch, no Dropout, BatchNormalization in inference mode; all below the cut frozen."""
    import tensorflow as tf

    inputs, cut, pooled, head, images = network
    batch, labels = images[:16].astype("float32"), np.arange(16) % 10
    tail, whole = keras.Model(cut, head(pooled)), keras.Model(inputs, head(pooled))
    weights = tail.trainable_weights
    at_cut = training.predict(keras.Model(inputs, cut), images[:16])
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    gradients = []
    for model, x in ((whole, batch), (tail, at_cut)):
        with tf.GradientTape() as tape:
            value = loss(labels, model(x, training=True))
        gradients.append(tape.gradient(value, [w.value for w in weights]))
    assert len(weights) == 10  # eight convolutions of four dense layers; the head's kernel and bias
    for weight, here, there in zip(weights, *gradients, strict=True):
        size = np.abs(here).max()
        assert size > 0, weight.path
        # float32 rounds to 6e-8 of the largest term; sums of some thousand terms lose 100 times it
        assert np.abs(here - there).max() <= 1e-4 * size, weight.path
