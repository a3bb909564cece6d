"""Pretrained weights: which files fit a network, how they're downloaded, and where they are."""

import os
from pathlib import Path
from typing import NamedTuple

from helpers.internal import course, fetching, sources
from helpers.internal.course import data_setting

ADDRESS = "https://storage.googleapis.com/tensorflow/keras-applications/"
KERNELS = "weights_tf_dim_ordering_tf_kernels"
# What weights were trained on: pixels a side, and in words.
IMAGENET = 224, "ImageNet (ILSVRC-2012: 1.28 million photos in 1,000 classes, 224 x 224)"
TINY_190 = 64, "190 classes of Tiny ImageNet (95,000 photos, 64 x 64)"


class Published(NamedTuple):
    """ImageNet weights without the top, as keras.applications publishes them."""

    address: str  # within ADDRESS; the last part is the file's name
    md5: str | None = None  # keras.applications has none for MobileNetV2
    own: dict | None = None  # other files with weights for this network, and their training

    @property
    def file(self) -> str:
        return "weights/" + self.address.split("/")[1]


PUBLISHED = {
    "VGG16": Published(f"vgg16/vgg16_{KERNELS}_notop.h5", "6d6bbae143d832006294945121d1f1fc"),
    "MobileNetV2 0.35": Published(
        f"mobilenet_v2/mobilenet_v2_{KERNELS}_0.35_224_no_top.h5",
        own={"mobilenet_v2_0.35_imagenet_notop.weights.h5": IMAGENET},
    ),
    "MobileNetV2": Published(f"mobilenet_v2/mobilenet_v2_{KERNELS}_1.0_224_no_top.h5"),
    "DenseNet121": Published(
        f"densenet/densenet121_{KERNELS}_notop.h5", "30ee3e1110167f948a6b9946edeeb738",
        {"densenet121_imagenet_notop.weights.h5": IMAGENET,
         "densenet121_tiny190_notop.weights.h5": TINY_190},
    ),
    "EfficientNetV2B0": Published(
        "efficientnet_v2/efficientnetv2-b0_notop.h5", "893217f2bb855e2983157299931e43ff"
    ),
}  # fmt: skip


def find(name: str, download: bool = True) -> tuple[tuple[Path, int, str] | None, str]:
    """Find a network's weights as `COURSE_DATA` says, and download what isn't there.

    They're in weights/ of the data folder. With COURSE_DATA unset, Keras's own downloads count too.

    Returns:
        Their file, and what they were trained on: pixels a side, and in words. Or None, and why.
    """
    setting, published = data_setting(), PUBLISHED[name]
    if setting == "sample":
        return None, "COURSE_DATA is 'sample', and only the miniature DenseNet is built in."
    folder = course.ROOT / "data" if setting == "auto" else setting
    places = [folder / "weights"]
    if setting == "auto":
        places.append(Path(os.environ.get("KERAS_HOME") or Path.home() / ".keras") / "models")
    for place in places:
        files = {Path(published.file).name: IMAGENET} | (published.own or {})
        for file, trained_on in files.items():
            if (place / file).is_file():
                return (place / file, *trained_on), ""
    if setting != "auto":
        return None, sources.not_in_folder(published.file)
    try:
        if download:
            fetch(name, folder)
            return (folder / published.file, *IMAGENET), ""
    except OSError as error:
        return None, (
            f"its weights couldn't be downloaded: {fetching.reason(error)}. To use it, put "
            f"{published.file} into the folder data/ and run this again."
        )
    return None, "its weights aren't here. Lessons download them, if they can."


def fetch(name: str, folder: Path) -> None:
    """Download a network's ImageNet weights into `folder`. Errors are those of `download`."""
    address, md5, _ = PUBLISHED[name]
    fetching.download(PUBLISHED[name].file, ADDRESS + address, md5 and f"md5:{md5}", folder)
