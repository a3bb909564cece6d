"""The networks of lessons 01-03, for the benchmark and the tests; the lessons write them out."""

import keras
from keras import layers


def build_features(filters: int = 32) -> keras.Model:
    """Feature layers: (28, 28, 1) pixels, 0-255 -> (12, 12, 32); `filters` of the first layer."""
    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            layers.Rescaling(1 / 255),
            layers.Conv2D(filters, 3, activation="relu"),
            layers.Conv2D(32, 3, activation="relu"),
            layers.MaxPooling2D(2),
        ],
        name="features",
    )


def build_head(
    rates: tuple[float, float] = (0.25, 0.5), outputs: int = 5, activation: str = "softmax"
) -> keras.Model:
    """Head: (12, 12, 32) -> five probabilities; `rates` of its two Dropout layers."""
    return keras.Sequential(
        [
            keras.Input((12, 12, 32)),
            layers.Dropout(rates[0]),
            layers.Flatten(),
            layers.Dense(128, activation="relu"),
            layers.Dropout(rates[1]),
            layers.Dense(outputs, activation=activation),
        ],
        name="head",
    )


def photo_layers(filters: int) -> list[layers.Layer]:
    """Lesson 03's, narrower: (32, 32, 3) -> five probabilities; the first four are features."""
    return [
        layers.Rescaling(1 / 255),
        layers.Conv2D(filters, 3, activation="relu"),
        layers.Conv2D(filters, 3, activation="relu"),
        layers.MaxPooling2D(2),
        layers.Dropout(0.25),
        layers.Flatten(),
        layers.Dense(128, activation="relu"),
        layers.Dropout(0.25),
        layers.Dense(5, activation="softmax"),
    ]
