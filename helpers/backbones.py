"""Pretrained networks, each with its own preprocessing, image size and origin of its weights.

`COURSE_DATA` chooses the weights, see `load`.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import NamedTuple

import keras
import numpy as np
from keras import applications

from helpers import fetching, miniature, runtime

MINIATURE = runtime.ROOT / "data" / "mini_densenet.weights.h5"


@dataclass(frozen=True)
class Backbone:
    """A pretrained network without its head, and the sentence that says what it has learned.

    name: of the architecture. image_size: pixels a side of the images that it was trained on.
    preprocess: makes of pixels 0-255 (float32) what it was trained on; for use inside a model.
    constructor: layers with random weights, onto a tensor. weights: their file. source: print it.
    is_sample: the built-in miniature, not the network asked for.
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
            images: what the first convolution is to see: resized, preprocessed, (n, n, 3).
            pretrained: False gives the same layers with random weights.

        Returns:
            A flat model, so that each layer can be had by its name and the network be cut there.
            Features have the shape (n / 32, n / 32, channels).

        Raises:
            CourseError: the file of weights is damaged or belongs to another network.
        """
        model = self.constructor(images)
        if pretrained:
            try:
                model.load_weights(self.weights)
                if not all(np.isfinite(weight).all() for weight in model.get_weights()):
                    raise ValueError("there are weights that are no numbers")
            except Exception as error:  # what damaged bytes make h5py and Keras raise has no end
                raise runtime.CourseError(
                    f"{self.weights.name} cannot be used: it is damaged, or belongs to another "
                    f"network than {self.name} ({type(error).__name__}). The file was left as it "
                    "is. Delete it or put a good copy in its place, then run again."
                ) from error
        return model


class _Kind(NamedTuple):
    """What Keras offers of an architecture, and its ImageNet weights without the top."""

    constructor: Callable
    preprocess: Callable
    address: str  # of the weights, within ADDRESS; files are named as Keras names them
    md5: str | None  # as keras.applications has it; None where it has none
    other: str  # how files of other weights for it begin


ADDRESS = "https://storage.googleapis.com/tensorflow/keras-applications/"
KINDS = {
    "VGG16": _Kind(
        applications.VGG16, applications.vgg16.preprocess_input,
        "vgg16/vgg16_weights_tf_dim_ordering_tf_kernels_notop.h5",
        "6d6bbae143d832006294945121d1f1fc", "vgg16",
    ),
    "MobileNetV2 0.35": _Kind(
        partial(applications.MobileNetV2, alpha=0.35), applications.mobilenet_v2.preprocess_input,
        "mobilenet_v2/mobilenet_v2_weights_tf_dim_ordering_tf_kernels_0.35_224_no_top.h5",
        None, "mobilenet_v2_0.35",
    ),
    "MobileNetV2": _Kind(
        applications.MobileNetV2, applications.mobilenet_v2.preprocess_input,
        "mobilenet_v2/mobilenet_v2_weights_tf_dim_ordering_tf_kernels_1.0_224_no_top.h5",
        None, "mobilenet_v2_1.0",
    ),
    "DenseNet121": _Kind(
        applications.DenseNet121, applications.densenet.preprocess_input,
        "densenet/densenet121_weights_tf_dim_ordering_tf_kernels_notop.h5",
        "30ee3e1110167f948a6b9946edeeb738", "densenet121",
    ),
    "EfficientNetV2B0": _Kind(
        applications.EfficientNetV2B0, applications.efficientnet_v2.preprocess_input,
        "efficientnet_v2/efficientnetv2-b0_notop.h5",
        "893217f2bb855e2983157299931e43ff", "efficientnet_v2_b0",
    ),
}  # fmt: skip
# What weights have learned: how their file's name goes on, pixels a side, the sentence.
IMAGENET = 224, "trained on ImageNet (ILSVRC-2012: 1.28 million photos of 1,000 kinds, 224 x 224)"
ORIGINS = {
    "imagenet": IMAGENET,
    "tiny190": (64, "trained on 190 kinds of Tiny ImageNet (95,000 photos, 64 x 64)"),
}


def load(name: str) -> Backbone:
    """A backbone of `KINDS` with its weights, as `COURSE_DATA` says.

    Looked for: files as Keras names them, such as "vgg16_..._notop.h5", or as we do, such as
    "densenet121_tiny190_notop.weights.h5"; in the folder that COURSE_DATA names, in weights/ there
    or beside it, in data/weights/, among Keras's own downloads. Otherwise ImageNet's weights are
    downloaded to data/weights/. Without a network, and with COURSE_DATA=sample, the built-in
    miniature stands in for DenseNet121.

    Raises:
        CourseError: no such name, or the weights cannot be had and nothing stands in.
    """
    if name not in KINDS:
        raise runtime.CourseError(f"There is no backbone '{name}'. There are: {', '.join(KINDS)}.")
    if runtime.data_setting() == "sample":
        return _stand_in(name, "COURSE_DATA is 'sample', and the miniature alone is built in")
    if (here := locate(name)) is not None:
        return here
    try:
        path = fetch(name, runtime.ROOT / "data" / "weights")
    except (OSError, ValueError) as error:
        reason = f"its weights could not be downloaded: {fetching.why(error)}"
        stand_in = _stand_in(name, reason)
        runtime.notice(
            f"{name}: {reason}. Going on with the built-in miniature DenseNet instead. To have the "
            f"real one, put {ADDRESS}{KINDS[name].address} into data/weights/ and run again."
        )
        return stand_in
    return _backbone(name, path, *IMAGENET)


def locate(name: str) -> Backbone | None:
    """The backbone with weights that are on this machine, as `load` looks for them, or None."""
    setting, own = runtime.data_setting(), runtime.ROOT / "data" / "weights"
    if setting == "sample":
        return None
    keras_home = Path(os.environ.get("KERAS_HOME", Path.home() / ".keras"))
    places = [own, keras_home / "models"]
    if isinstance(setting, Path):
        places = [setting / "weights", setting, setting.parent / "weights", *places]
    kind = KINDS[name]
    file = kind.address.split("/")[1]
    known = {f"{kind.other}_{end}_notop.weights.h5": told for end, told in ORIGINS.items()}
    for place in places:
        for candidate, (size, told) in {file: IMAGENET, **known}.items():
            if (place / candidate).is_file():
                return _backbone(name, place / candidate, size, told)
    return None


def fetch(name: str, folder: Path) -> Path:
    """Download a backbone's ImageNet weights into `folder`; errors as in `fetching.download`."""
    kind = KINDS[name]
    subfolder, file = kind.address.split("/")
    return fetching.download(file, kind.md5 and f"md5:{kind.md5}", f"{ADDRESS}{subfolder}/", folder)


def _backbone(name: str, path: Path, size: int, told: str) -> Backbone:
    constructor, preprocess, *_ = KINDS[name]
    return Backbone(
        name, size, preprocess, partial(_construct, constructor), path, f"{name} {told}"
    )


def _construct(constructor: Callable, images: keras.KerasTensor) -> keras.Model:
    return constructor(include_top=False, weights=None, input_tensor=images)


def _stand_in(name: str, reason: str) -> Backbone:
    """The miniature in the place of DenseNet121; there is none for the others."""
    if name != "DenseNet121":
        raise runtime.CourseError(
            f"{name} is left out: {reason}. To have it, put {KINDS[name].address.split('/')[1]} "
            "into data/weights/, and set COURSE_DATA to 'auto' or a folder."
        )
    return Backbone(
        "miniature DenseNet", 64, KINDS[name].preprocess, miniature.densenet, MINIATURE,
        "Built-in miniature DenseNet, not DenseNet121: trained on drawn icons of 60 other kinds, "
        "64 x 64", is_sample=True,
    )  # fmt: skip
