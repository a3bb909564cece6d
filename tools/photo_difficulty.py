"""How hard are our rendered household scenes, beside photographs of the same ten things?

    COURSE_DATA=FOLDER .venv/bin/python tools/photo_difficulty.py

prints the table in data/README.md: FOLDER holds the photographs and DenseNet121's weights. With
the boxes of `uv run tools/render_photos.py boxes` there's one more row.
"""

import dataclasses
import os

import run_notebooks  # noqa: F401 - finds the course

from helpers import backbones, datasets, experiments, training  # isort: skip - before keras

import keras
import numpy as np
from benchmark_photos import Network
from keras import layers
from renders import sets

SEEDS = range(5)
EDGE = 6  # rows at the top and at the bottom that hold little of the thing
Rows = dict[str, np.ndarray]  # test accuracies (splits,), by name


class Difficulty:
    """Of photos, by the plans of lessons 04 and 05."""

    def __init__(self, photos: datasets.Dataset) -> None:
        self.photos = photos
        self.images = photos.x_train, photos.x_test
        indices = np.arange(len(photos.x_train))
        self.splits = [
            tuple(i for i, _ in datasets.hold_out(indices, photos.y_train, 0.15, seed))
            for seed in SEEDS
        ]

    def with_backbone(self, backbone: backbones.Backbone) -> Rows:
        """Of what a backbone sees."""
        network, rows = Network(backbone, min(96, backbone.image_size)), {}
        at_cut = self._through(network.below, self.images)
        features = self._through(network.block, at_cut)
        frozen, rows["pretrained, frozen"] = self._head(network, features)
        rows["nearest class mean on its features"] = self._nearest_mean(*features)
        for name, preprocess in (
            ("the same head, pixels divided by 255", lambda x: x / 255),
            ("the same head, pixels as they are", lambda x: x),
        ):
            wrong = Network(dataclasses.replace(backbone, preprocess=preprocess), network.size)
            features = self._through(wrong.features, self.images)
            rows[name] = self._head(wrong, features)[1]
        network.open_block()
        tail = keras.Sequential([network.block, network.head])
        starts = [network.block.get_weights() + weights for weights in frozen.weights]
        rows["`conv5` opened at 1e-4"] = self._fit(tail, at_cut, starts, 1e-4, 6, 6, 64)[1]
        random = Network(backbone, network.size, pretrained=False)
        training.calibrate(random.features, self.photos.x_train[:128])
        features = self._through(random.features, self.images)
        rows["random weights, frozen"] = self._head(random, features)[1]
        return rows

    def alone(self, boxes: list[np.ndarray] | None) -> Rows:
        """Without a backbone. boxes: of the things in training and test images."""
        rows = {}
        build = lambda: experiments.small_cnn(self.photos.x_train.shape[1:], 10)  # noqa: E731
        starts = [build().get_weights() for _ in SEEDS]
        rows["small CNN from scratch"] = self._fit(build(), self.images, starts, patience=16)[1]
        edge = [np.delete(x, np.s_[EDGE:-EDGE], axis=1) for x in self.images]
        rows[f"linear, on the {EDGE} rows at the top and at the bottom"] = self._linear(edge)
        if boxes:
            outside = [outside_boxes(*pair) for pair in zip(self.images, boxes, strict=True)]
            rows["linear, on all pixels outside the thing's box"] = self._linear(outside)
        return rows

    def _through(self, model: keras.Model, images) -> list[np.ndarray]:
        return [training.predict(model, x, 32) for x in images]

    def _head(self, network: Network, features) -> tuple[experiments.Runs, np.ndarray]:
        starts = [keras.models.clone_model(network.head).get_weights() for _ in SEEDS]
        return self._fit(network.head, features, starts)

    def _linear(self, images) -> np.ndarray:
        model = keras.Sequential(
            [
                keras.Input(images[0].shape[1:]),
                layers.Rescaling(1 / 127.5, offset=-1),
                layers.Flatten(),
                layers.Dense(10, kernel_initializer="zeros", kernel_regularizer="l2"),
            ]
        )
        return self._fit(model, images, [model.get_weights() for _ in SEEDS], epochs=30)[1]

    def _fit(
        self, model: keras.Model, images, starts, rate: float = 1e-3, epochs: int = 16,
        patience: int = 5, batch_size: int = 32,
    ) -> tuple[experiments.Runs, np.ndarray]:  # fmt: skip
        loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
        model.compile(keras.optimizers.Adam(rate), loss, metrics=["accuracy"])
        (train, test), labels = images, self.photos.y_train
        runs = experiments.fit_heads(
            model, train, labels, self.splits, starts, epochs, patience, batch_size
        )
        return runs, runs.test(test, self.photos.y_test)

    def _nearest_mean(self, train: np.ndarray, test: np.ndarray) -> np.ndarray:
        accuracies = []
        for i, _ in self.splits:
            mean, sd = train[i].mean(0), train[i].std(0) + 1e-6
            scaled, labels = (train[i] - mean) / sd, self.photos.y_train[i]
            means = np.stack([scaled[labels == c].mean(0) for c in range(10)])
            apart = np.square(((test - mean) / sd)[:, None] - means).sum(-1)
            accuracies.append((apart.argmin(1) == self.photos.y_test).mean())
        return np.array(accuracies)


def outside_boxes(images: np.ndarray, boxes: np.ndarray) -> np.ndarray:
    """The images, with the pixels in each box (left, top, right, bottom) made grey."""
    images = images.copy()
    for image, (left, top, right, bottom) in zip(images, boxes, strict=True):
        image[top:bottom, left:right] = 128
    return images


def main() -> None:
    folder = os.environ["COURSE_DATA"]
    keras.utils.set_random_seed(4)
    columns = {}
    for name, where, weights in (
        ("our renders", "sample", ("sample", folder)), ("photos", folder, (folder,)),
    ):  # fmt: skip
        os.environ["COURSE_DATA"] = where
        difficulty, boxes = Difficulty(datasets.load_dollar_street()), None
        if where == "sample" and sets.boxes_file().exists():
            found = np.load(sets.boxes_file(), allow_pickle=False)
            # In the order in which `samples.sheets` shuffles the images.
            boxes = [np.random.default_rng(0).permutation(found[part]) for part in sets.PARTS]
        columns[name] = difficulty.alone(boxes)
        for setting in weights:
            os.environ["COURSE_DATA"] = setting
            backbone = backbones.load("DenseNet121")
            columns[f"{name}, {backbone.name}"] = difficulty.with_backbone(backbone)
    for name, rows in columns.items():
        print(f"\n| {name} | test accuracy, % |\n|---|---|")
        for row, runs in rows.items():
            print(f"| {row} | {experiments.mean_sd(runs)} |")


if __name__ == "__main__":
    main()
