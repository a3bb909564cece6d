"""Pretrained networks, each with its own preprocessing, image size and weights.

`COURSE_DATA` says where the weights come from, as it does for images: see `datasets`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import keras
import numpy as np
from keras.applications import densenet, efficientnet_v2, mobilenet_v2, vgg16

from helpers.internal import files, sources
from helpers.internal.course import ROOT, CourseError

MINIATURE = ROOT / "data" / "mini_densenet.keras"
# What weights were trained on: pixels a side, and in words.
IMAGENET = 224, "ImageNet (ILSVRC-2012: 1.28 million photos in 1,000 classes, 224 x 224)"
TINY_190 = 64, "190 classes of Tiny ImageNet (95,000 photos, 64 x 64)"
RENDERS_60 = 64, "12,000 renders of 60 other things, 64 x 64"

SMALL_MOBILENET = partial(mobilenet_v2.MobileNetV2, alpha=0.35)
# What builds the layers, with random weights, and the preprocessing that they expect.
ARCHITECTURES = {
    "VGG16": (vgg16.VGG16, vgg16.preprocess_input),
    "MobileNetV2 0.35": (SMALL_MOBILENET, mobilenet_v2.preprocess_input),
    "MobileNetV2": (mobilenet_v2.MobileNetV2, mobilenet_v2.preprocess_input),
    "DenseNet121": (densenet.DenseNet121, densenet.preprocess_input),
    "EfficientNetV2B0": (efficientnet_v2.EfficientNetV2B0, efficientnet_v2.preprocess_input),
}


@dataclass(frozen=True)
class Backbone:
    """A pretrained network without its head, and a sentence that says what it was trained on.

    name: of the architecture. image_size: pixels a side of the images it was trained on.
    preprocess: turns pixels 0-255 (float32) into what it was trained on. Use it inside a model.
    constructor: builds the layers on `input_tensor`. weights: their file. source: print it.
    is_sample: the built-in miniature, not the network you asked for.
    """

    name: str
    image_size: int
    preprocess: Callable[[keras.KerasTensor], keras.KerasTensor]
    constructor: Callable[..., keras.Model]
    weights: Path
    source: str
    is_sample: bool = False

    def build(self, images: keras.KerasTensor, pretrained: bool = True) -> keras.Model:
        """A flat model from the inputs of `images` to features (n / 32, n / 32, channels).

        You can get each layer by its name and cut the network there.

        images: what the first convolution sees: resized, preprocessed, (n, n, 3). pretrained: False
        gives the same layers with random weights. A CourseError says that the file of weights is
        damaged, or belongs to another network.
        """
        model = self.constructor(input_tensor=images)
        if pretrained:
            problem = f"it's damaged, or belongs to another network than {self.name}"
            with files.refusing(self.weights, problem):
                model.load_weights(self.weights)
                if not all(np.isfinite(weight).all() for weight in model.get_weights()):
                    raise ValueError("some weights aren't numbers")
        return model


def load(name: str) -> Backbone:
    """One of the `ARCHITECTURES` with pretrained weights, as `COURSE_DATA` says.

    Without them, the built-in miniature stands in for DenseNet121, unless COURSE_DATA is a folder.
    A CourseError says that there's no such name, or no weights for it.
    """
    if name not in ARCHITECTURES:
        names = ", ".join(ARCHITECTURES)
        raise CourseError(f"There's no backbone '{name}'. Choose one of these: {names}.")
    paths, (constructor, preprocess) = sources.get(name), ARCHITECTURES[name]
    if not paths:
        size, trained_on = RENDERS_60
        source = f"Built-in miniature DenseNet, not DenseNet121: trained on {trained_on}"
        network = "miniature DenseNet", size, preprocess, _miniature(), MINIATURE, source
        return Backbone(*network, is_sample=True)
    size, trained_on = TINY_190 if "tiny190" in paths[0].name else IMAGENET
    build = partial(constructor, include_top=False, weights=None)
    return Backbone(name, size, preprocess, build, paths[0], f"{name} trained on {trained_on}")


def _miniature() -> Callable[..., keras.Model]:
    """What builds the built-in DenseNet. `tools/pretrain_mini.py` made its file."""
    with files.refusing(MINIATURE, "it's damaged"):
        network = keras.models.load_model(MINIATURE)

    def build(input_tensor: keras.KerasTensor) -> keras.Model:
        layers = keras.models.clone_model(network, input_tensors=input_tensor).layers
        inputs = keras.utils.get_source_inputs(input_tensor)[0]
        return keras.Model(inputs, layers[-1].output, name=network.name)

    return build
