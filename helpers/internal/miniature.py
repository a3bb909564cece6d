"""The built-in network: a DenseNet so small that its weights are part of the course."""

import keras
from keras import layers

from helpers.internal.course import ROOT

WEIGHTS = ROOT / "data" / "mini_densenet.weights.h5"
BLOCKS, GROWTH = (2, 3, 4, 3), 24  # DenseNet121 has (6, 12, 24, 16) and 32


def densenet(images: keras.KerasTensor) -> keras.Model:
    """A DenseNet with few layers per block. Its layers have the names of DenseNet121's.

    After G. Huang, Z. Liu, L. van der Maaten and K. Weinberger, "Densely Connected Convolutional
    Networks", 2017.

    Args:
        images: what the first layer sees, (height, width, 3), preprocessed.

    Returns:
        A flat model from the inputs of `images` to (height / 32, width / 32, 148) features.
    """
    x = layers.Conv2D(32, 7, 2, "same", use_bias=False, name="conv1_conv")(images)
    x = _norm_relu(x, "conv1_")
    x = layers.MaxPooling2D(3, 2, "same", name="pool1")(x)
    for number, count in enumerate(BLOCKS, 2):
        for block in range(1, count + 1):
            x = _dense_layer(x, f"conv{number}_block{block}")
        if number < 5:
            x = _transition(x, f"pool{number}")
    x = _norm_relu(x, "")
    return keras.Model(keras.utils.get_source_inputs(images)[0], x, name="mini_densenet")


def _norm_relu(x: keras.KerasTensor, prefix: str) -> keras.KerasTensor:
    x = layers.BatchNormalization(name=f"{prefix}bn")(x)
    return layers.Activation("relu", name=f"{prefix}relu")(x)


def _dense_layer(x: keras.KerasTensor, name: str) -> keras.KerasTensor:
    """Two convolutions. Their output is appended to their input."""
    new = _norm_relu(x, f"{name}_0_")
    new = layers.Conv2D(4 * GROWTH, 1, use_bias=False, name=f"{name}_1_conv")(new)
    new = _norm_relu(new, f"{name}_1_")
    new = layers.Conv2D(GROWTH, 3, padding="same", use_bias=False, name=f"{name}_2_conv")(new)
    return layers.Concatenate(name=f"{name}_concat")([x, new])


def _transition(x: keras.KerasTensor, name: str) -> keras.KerasTensor:
    """Half the channels, half the height and width."""
    x = _norm_relu(x, f"{name}_")
    x = layers.Conv2D(x.shape[-1] // 2, 1, use_bias=False, name=f"{name}_conv")(x)
    return layers.AveragePooling2D(2, name=f"{name}_pool")(x)
