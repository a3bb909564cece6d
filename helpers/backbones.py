"""Pretrained networks, each with its own preprocessing, image size and weights.

`COURSE_DATA` says where the weights come from, as it does for images: see `datasets`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import NamedTuple

import keras
import numpy as np
from keras import applications

from helpers.internal import files, miniature, weights
from helpers.internal.course import CourseError, data_setting, notice


class Architecture(NamedTuple):
    """What Keras offers: the layers with random weights, and the preprocessing they expect."""

    constructor: Callable
    preprocess: Callable[[keras.KerasTensor], keras.KerasTensor]


ARCHITECTURES = {
    "VGG16": Architecture(applications.VGG16, applications.vgg16.preprocess_input),
    "MobileNetV2 0.35": Architecture(
        partial(applications.MobileNetV2, alpha=0.35), applications.mobilenet_v2.preprocess_input
    ),
    "MobileNetV2": Architecture(
        applications.MobileNetV2, applications.mobilenet_v2.preprocess_input
    ),
    "DenseNet121": Architecture(
        applications.DenseNet121, applications.densenet.preprocess_input
    ),
    "EfficientNetV2B0": Architecture(
        applications.EfficientNetV2B0, applications.efficientnet_v2.preprocess_input
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Backbone:
    """A pretrained network without its head, and a sentence that says what it was trained on.

    name: of the architecture. image_size: pixels a side of the images it was trained on.
    preprocess: turns pixels 0-255 (float32) into what it was trained on. Use it inside a model.
    constructor: builds the layers with random weights. weights: their file. source: print it.
    is_sample: the built-in miniature, not the network you asked for.
    """

    name: str
    image_size: int
    preprocess: Callable[[keras.KerasTensor], keras.KerasTensor]
    constructor: Callable[[keras.KerasTensor], keras.Model]
    weights: Path
    source: str
    is_sample: bool = False

    def build(self, images: keras.KerasTensor, pretrained: bool = True) -> keras.Model:
        """A model from the inputs of `images` to the features.

        Args:
            images: what the first convolution sees: resized, preprocessed, (n, n, 3).
            pretrained: False gives the same layers with random weights.

        Returns:
            A flat model: you can get each layer by its name and cut the network there. The features
            have the shape (n / 32, n / 32, channels).

        Raises:
            CourseError: the file of weights is damaged, or belongs to another network.
        """
        model = self.constructor(images)
        if pretrained:
            problem = f"it's damaged, or belongs to another network than {self.name}"
            with files.refusing(self.weights.name, problem):
                model.load_weights(self.weights)
                if not all(np.isfinite(weight).all() for weight in model.get_weights()):
                    raise ValueError("some weights aren't numbers")
        return model


def load(name: str) -> Backbone:
    """One of the `ARCHITECTURES` with pretrained weights, as `COURSE_DATA` says.

    Without them, the built-in miniature stands in for DenseNet121, unless COURSE_DATA is a folder.

    Raises:
        CourseError: no such name, or no weights for it.
    """
    if name not in ARCHITECTURES:
        names = ", ".join(ARCHITECTURES)
        raise CourseError(f"There's no backbone '{name}'. Choose one of these: {names}.")
    found, reason = weights.find(name)
    constructor, preprocess = ARCHITECTURES[name]
    if found is not None:
        path, image_size, trained_on = found
        build, source = partial(_build, constructor), f"{name} trained on {trained_on}"
        return Backbone(name, image_size, preprocess, build, path, source)
    if name != "DenseNet121" or data_setting() not in ("auto", "sample"):
        raise CourseError(f"{name} isn't available: {reason}")
    if data_setting() == "auto":
        notice(f"We'll use the built-in miniature instead of {name}: {reason}")
    source = (
        "Built-in miniature DenseNet, not DenseNet121: trained on drawn icons of 60 other classes, "
        "64 x 64"
    )
    return Backbone(
        "miniature DenseNet", 64, preprocess, miniature.densenet, miniature.WEIGHTS, source,
        is_sample=True,
    )  # fmt: skip


def _build(constructor: Callable, images: keras.KerasTensor) -> keras.Model:
    return constructor(include_top=False, weights=None, input_tensor=images)
