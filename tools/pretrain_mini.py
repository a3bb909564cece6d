"""Train the built-in miniature DenseNet on rendered photographs of 60 things, none of them 04's.

uv run tools/render_photos.py pretraining    renders them
.venv/bin/python tools/pretrain_mini.py      writes data/mini_densenet.keras
"""

import io
import tempfile
import zipfile
from pathlib import Path

import h5py
import keras
import numpy as np
from keras import layers
from renders import sets

from helpers import backbones, training

BLOCKS, GROWTH = (2, 4, 5, 4), 24  # DenseNet121 has (6, 12, 24, 16) and 32
WEIGHTS = "model.weights.h5"  # within a .keras file
EPOCHS, BATCH_SIZE, SIZE, SEED = 30, 64, 64, 7


def densenet() -> keras.Model:
    """A DenseNet with few layers per block. Its layers have the names of DenseNet121's.

    It turns preprocessed images (height, width, 3) into features (height / 32, width / 32, 190).
    After G. Huang, Z. Liu, L. van der Maaten and K. Weinberger, "Densely Connected Convolutional
    Networks", 2017.
    """
    images = keras.Input((None, None, 3))
    x = layers.Conv2D(32, 7, 2, "same", use_bias=False, name="conv1_conv")(images)
    x = _norm_relu(x, "conv1_")
    x = layers.MaxPooling2D(3, 2, "same", name="pool1")(x)
    for number, count in enumerate(BLOCKS, 2):
        for block in range(1, count + 1):
            x = _dense_layer(x, f"conv{number}_block{block}")
        if number < 5:
            x = _transition(x, f"pool{number}")
    x = _norm_relu(x, "")
    return keras.Model(images, x, name="mini_densenet")


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


def save(network: keras.Model, path: Path) -> None:
    """Save a network with half-precision weights, of which Keras makes float32 again."""
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / path.name
        network.save(whole)
        with (
            zipfile.ZipFile(whole) as source,
            zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target,
        ):
            for name in ("metadata.json", "config.json"):
                target.writestr(name, source.read(name))
            target.writestr(WEIGHTS, to_float16(source.read(WEIGHTS)))


def to_float16(weights: bytes) -> bytes:
    """The same HDF5 file at half its size."""
    file = io.BytesIO()
    with h5py.File(io.BytesIO(weights)) as source, h5py.File(file, "w", libver="latest") as target:

        def copy(name: str, item: h5py.Group | h5py.Dataset) -> None:
            if isinstance(item, h5py.Dataset):
                target.create_dataset(name, data=np.asarray(item, "float16"))
            else:
                target.require_group(name)
            target[name].attrs.update(item.attrs)

        source.visititems(copy)
        target.attrs.update(source.attrs)
    return file.getvalue()


class Augmented(keras.utils.PyDataset):
    """Batches of images in a new order in every epoch.

    Each image is moved a little, mirrored or not, and made brighter or darker.
    """

    def __init__(self, images: np.ndarray, labels: np.ndarray) -> None:
        super().__init__()
        self.images, self.labels = images, labels
        self.rng = np.random.default_rng(SEED)
        self.on_epoch_end()

    def __len__(self) -> int:
        return len(self.images) // BATCH_SIZE

    def on_epoch_end(self) -> None:
        self.order = self.rng.permutation(len(self.images))

    def __getitem__(self, index: int) -> tuple[np.ndarray, np.ndarray]:
        chosen = self.order[index * BATCH_SIZE : (index + 1) * BATCH_SIZE]
        moved = np.stack([self._moved(image) for image in self.images[chosen]])
        brightness = self.rng.uniform(0.75, 1.25, (BATCH_SIZE, 1, 1, 1))
        return np.clip(moved * brightness, 0, 255).astype("float32"), self.labels[chosen]

    def _moved(self, image: np.ndarray) -> np.ndarray:
        margin = SIZE // 8
        padded = np.pad(image, ((margin, margin), (margin, margin), (0, 0)), "reflect")
        x, y = self.rng.integers(0, 2 * margin + 1, 2)
        moved = padded[y : y + SIZE, x : x + SIZE]
        return moved[:, ::-1] if self.rng.integers(2) else moved


def main() -> None:
    keras.utils.set_random_seed(SEED)
    (x_train, y_train), (x_test, y_test) = (
        (np.concatenate(images), np.repeat(np.arange(len(images)), list(map(len, images))))
        for images in (sets.read("pretraining", part) for part in sets.PARTS)
    )
    classes = len(sets.OTHERS)
    inputs = keras.Input((SIZE, SIZE, 3))
    network = densenet()
    features = network(keras.applications.densenet.preprocess_input(inputs))
    x = layers.GlobalAveragePooling2D()(features)
    model = keras.Model(inputs, layers.Dense(classes, activation="softmax")(x))
    train = Augmented(x_train, y_train)
    steps = EPOCHS * len(train)
    rate = keras.optimizers.schedules.CosineDecay(1e-4, steps, warmup_target=3e-3, warmup_steps=100)
    model.compile(
        keras.optimizers.AdamW(rate, weight_decay=1e-3), "sparse_categorical_crossentropy",
        metrics=["accuracy"], steps_per_execution=8,
    )  # fmt: skip
    test = training.batches(x_test, y_test)
    model.fit(train, validation_data=test, epochs=EPOCHS, verbose=2)
    save(network, backbones.MINIATURE)
    network.load_weights(backbones.MINIATURE)
    print(f"from the file: {training.accuracy(model, x_test, y_test):.3f} of {len(y_test)} right")
    print(f"{network.count_params():,} parameters, {backbones.MINIATURE.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
