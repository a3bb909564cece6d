"""The benchmark of lessons 04 and 05: the whole network in `fit`, beside what the lessons do."""

import time
from collections.abc import Callable

import keras
import numpy as np
from keras import layers
from measuring import matmul_rate, peak_mib, row, timed

from helpers import backbones, datasets, training

SEEDS = 0, 1, 2
SHARE = 10  # epochs that share one extraction up to the cut


class Network:
    """Lesson 04's and 05's, in parts that share their layers.

    below: up to the cut, pool4_pool. block: conv5, with pooling. features: both, as one graph.
    """

    def __init__(self, backbone: backbones.Backbone, size: int, pretrained: bool = True) -> None:
        self.backbone, self.size = backbone, size
        inputs = keras.Input((64, 64, 3))
        x = layers.Resizing(size, size, pad_to_aspect_ratio=True)(inputs)
        base = backbone.build(backbone.preprocess(x), pretrained)
        base.trainable = False
        cut = base.get_layer("pool4_pool").output
        pooled = layers.GlobalMaxPooling2D()(base.output)
        self.below = keras.Model(inputs, cut)
        self.block = keras.Model(cut, pooled)
        self.features = keras.Model(inputs, pooled)
        self.head = keras.Sequential(
            [
                keras.Input(pooled.shape[1:]),
                layers.BatchNormalization(momentum=0.9),
                layers.Dense(50, activation="relu"),
                layers.Dropout(0.5),
                layers.Dense(10),
            ]
        )

    def open_block(self) -> None:
        for layer in self.block.layers:
            layer.trainable = not isinstance(layer, layers.BatchNormalization)

    def restart(self, model: keras.Model, weights: list[np.ndarray], seed: int) -> None:
        """As `training.reset`, and Dropout draws alike whether the head stands alone or on top."""
        training.reset(model, weights, seed)
        dropout = next(x for x in self.head.layers if isinstance(x, layers.Dropout))
        dropout.seed_generator.state.assign([seed, 0])

    def flops(self, model: keras.Model) -> float:
        """Of the convolutions, for one image: a product and a sum for each weight and place."""
        convolutions = [x for x in model.layers if isinstance(x, layers.Conv2D)]
        return sum(
            2.0 * np.prod(x.output.shape[1:3]) * np.prod(x.kernel.shape) for x in convolutions
        )


def compiled(*parts: keras.Model, rate: float = 1e-3) -> keras.Model:
    model = keras.Sequential(parts)
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(keras.optimizers.Adam(rate), loss, metrics=["accuracy"], steps_per_execution=8)
    return model


class EpochTimer(keras.callbacks.Callback):
    """Records the wall-clock seconds of every epoch, validation included, in `seconds`."""

    def on_train_begin(self, logs: dict | None = None) -> None:
        self.seconds: list[float] = []

    def on_epoch_begin(self, epoch: int, logs: dict | None = None) -> None:
        self._start = time.perf_counter()

    def on_epoch_end(self, epoch: int, logs: dict | None = None) -> None:
        self.seconds.append(time.perf_counter() - self._start)


def fit(model: keras.Model, train, val, epochs: int, seed: int = 0) -> list[float]:
    """Seconds of every epoch."""
    timer = EpochTimer()
    model.fit(
        training.batches(*train, 32, seed), validation_data=training.batches(*val, 32),
        epochs=epochs, callbacks=[timer], verbose=0,
    )  # fmt: skip
    return timer.seconds


def seen_through(model: keras.Model, split) -> tuple[list, float]:
    """Training and validation images run through a model once, and the seconds of that."""
    count = len(split[0][0])
    images = np.concatenate([images for images, _ in split])
    seconds, seen = timed(training.predict, model, images, 32)
    return [(seen[:count], split[0][1]), (seen[count:], split[1][1])], seconds


def over_floor(network: Network, part: str, split, seconds: float) -> str:
    """How far seeing photos through a part of a network is from its floor, tracing included.

    The floor is the part's convolutions at the rate of a large product, measured just after. The
    machine's neighbours move both, so two more networks, traced anew, join the `seconds` of one.
    """
    count = sum(len(images) for images, _ in split)
    work = network.flops(getattr(network, part)) * count / 1e9
    ratios = [seconds * matmul_rate() / work]
    for _ in range(2):
        other = Network(network.backbone, network.size)
        ratios.append(seen_through(getattr(other, part), split)[1] * matmul_rate() / work)
    shown = ", ".join(f"{x:.2f}" for x in ratios)
    return f"{np.median(ratios):.2f} (median of {shown})"


def accuracies(arms: dict[str, Callable[[int], float]]) -> dict:
    """Test accuracy of each arm over seeds, and the difference, paired by seed, in points."""
    runs = {name: np.array([arm(seed) for seed in SEEDS]) for name, arm in arms.items()}
    lead = 100 * (runs["ours"] - runs["usual"])
    shown = {name: f"{r.mean():.3f} ± {r.std(ddof=1):.3f}" for name, r in runs.items()}
    error = lead.std(ddof=1) / len(SEEDS) ** 0.5
    return shown | {
        "ours_minus_usual_points": f"{lead.mean():+.2f}, standard error {error:.2f}",
        "seeds": len(SEEDS),
    }


def prepared():
    """Photos, their split, the backbone, and the pixels a side at which to take times."""
    keras.utils.set_random_seed(0)
    photos = datasets.load_dollar_street()
    backbone = backbones.load("DenseNet121")
    split = datasets.hold_out(photos.x_train, photos.y_train, 0.15, seed=0)
    return photos, split, backbone, 64 if backbone.is_sample else 160


def frozen_30_epochs() -> dict:
    """A head on the frozen network: every epoch through all of it, or features once."""
    photos, split, backbone, size = prepared()
    network = Network(backbone, size)
    seen, extraction_s = seen_through(network.features, split)
    head_s, _ = timed(lambda: fit(compiled(network.head), *seen, epochs=30))
    ours_mib, floors = peak_mib(), over_floor(network, "features", split, extraction_s)
    first, *others = fit(compiled(network.features, network.head), *split, epochs=4)
    usual_mib = peak_mib()

    network = Network(backbone, min(backbone.image_size, size))
    seen, _ = seen_through(network.features, split)
    x_test = training.predict(network.features, photos.x_test, 32)
    whole, head = compiled(network.features, network.head), compiled(network.head)
    starts = [keras.models.clone_model(network.head).get_weights() for _ in SEEDS]

    def arm(model: keras.Model, below: list, data, test) -> Callable[[int], float]:
        def run(seed: int) -> float:
            network.restart(model, below + starts[seed], seed)
            fit(model, *data, epochs=30, seed=seed)
            return training.accuracy(network.head, test, photos.y_test)

        return run

    return row(
        "densenet_frozen_30_epochs",
        first + 29 * float(np.median(others)),
        extraction_s + head_s,
        test_accuracy=accuracies(
            {
                "usual": arm(whole, network.features.get_weights(), split, x_test),
                "ours": arm(head, [], seen, x_test),
            }
        ),
        pixels=size,
        accuracy_at_pixels=min(backbone.image_size, size),
        extraction_s=round(extraction_s, 1),
        extraction_over_floor=floors,
        peak_mib={"ours": ours_mib, "usual after it": usual_mib},
        data=photos.source,
        weights=backbone.source,
        note="usual: one epoch with tracing and 29 times the median of three more",
    )


def conv5_epoch() -> dict:
    """An epoch with conv5 open: through the whole network, or from activations at the cut."""
    photos, split, backbone, size = prepared()
    network = Network(backbone, size)
    network.open_block()
    seen, extraction_s = seen_through(network.below, split)
    tail_s = float(np.median(fit(compiled(network.block, network.head, rate=1e-4), *seen, 4)[1:]))
    ours_mib, floors = peak_mib(), over_floor(network, "below", split, extraction_s)
    whole = compiled(network.below, network.block, network.head, rate=1e-4)
    usual_s = float(np.median(fit(whole, *split, epochs=4)[1:]))
    usual_mib = peak_mib()

    network = Network(backbone, min(backbone.image_size, size))
    network.open_block()
    seen, _ = seen_through(network.below, split)
    x_test = training.predict(network.below, photos.x_test, 32)
    whole = compiled(network.below, network.block, network.head, rate=1e-4)
    tail = compiled(network.block, network.head, rate=1e-4)
    pretrained, head = network.block.get_weights(), compiled(network.head)
    features = [(training.predict(network.block, x), y) for x, y in seen]
    starts = []
    for seed in SEEDS:
        training.reset(head, keras.models.clone_model(network.head).get_weights(), seed)
        fit(head, *features, epochs=10, seed=seed)
        starts.append(pretrained + head.get_weights())

    def arm(model: keras.Model, below: list, data) -> Callable[[int], float]:
        def run(seed: int) -> float:
            network.restart(model, below + starts[seed], seed)
            fit(model, *data, epochs=SHARE, seed=seed)
            return training.accuracy(tail, x_test, photos.y_test)

        return run

    return row(
        "densenet_conv5_epoch",
        usual_s,
        tail_s + extraction_s / SHARE,
        test_accuracy=accuracies(
            {"usual": arm(whole, network.below.get_weights(), split), "ours": arm(tail, [], seen)}
        ),
        pixels=size,
        accuracy_at_pixels=min(backbone.image_size, size),
        tail_epoch_s=round(tail_s, 2),
        extraction_s=round(extraction_s, 1),
        extraction_over_floor=floors,
        peak_mib={"ours": ours_mib, "usual after it": usual_mib},
        data=photos.source,
        weights=backbone.source,
        note=f"median of three epochs; ours holds a tenth of the extraction ({SHARE} epochs)",
    )
