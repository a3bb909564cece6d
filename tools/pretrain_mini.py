"""Train the built-in miniature DenseNet on drawn icons of other kinds than the lessons' ones.

.venv/bin/python tools/pretrain_mini.py    # some minutes; writes data/mini_densenet.weights.h5
"""

import tempfile
from pathlib import Path

import h5py
import keras
import numpy as np
from keras import layers

from helpers import training
from helpers.internal import miniature, samples

# 60 symbols. None of them is a household icon of lesson 04, nor looks like one.
SYMBOLS = "☀☁☃☄★☇☉☊☘☚☝☠☢☣☤☥☧☯☮☸☹☽☿♀♂♃♄♆♈♉♋♌♎♐♒♔♖♘♛♟♠♥♦♣♪♫♯♲♿⚀⚅⚑⚓⚘⚕⚙⚛⚜✈✉"
EACH, EPOCHS, BATCH_SIZE, SIZE, SEED = 250, 12, 64, 64, 7


def to_float16(old: Path, new: Path) -> None:
    """Copy a file of weights at half its size; Keras makes float32 of them when it reads them."""
    with h5py.File(old) as source, h5py.File(new, "w", libver="latest") as target:

        def copy(name: str, item: h5py.Group | h5py.Dataset) -> None:
            if isinstance(item, h5py.Dataset):
                target.create_dataset(name, data=np.asarray(item, "float16"))
            else:
                target.require_group(name)
            target[name].attrs.update(item.attrs)

        source.visititems(copy)
        target.attrs.update(source.attrs)


def main() -> None:
    keras.utils.set_random_seed(SEED)
    count = EACH * len(SYMBOLS)
    x_train, y_train, x_test, y_test = samples.draw(
        dict(zip(SYMBOLS, SYMBOLS, strict=True)), count, count // 20, SIZE, SEED
    )
    inputs = keras.Input((SIZE, SIZE, 3))
    base = miniature.densenet(keras.applications.densenet.preprocess_input(inputs))
    x = layers.GlobalAveragePooling2D()(base.output)
    model = keras.Model(inputs, layers.Dense(len(SYMBOLS), activation="softmax")(x))
    steps = EPOCHS * -(-count // BATCH_SIZE)
    rate = keras.optimizers.schedules.CosineDecay(1e-4, steps, warmup_target=3e-3, warmup_steps=100)
    model.compile(
        keras.optimizers.AdamW(rate, weight_decay=1e-3), "sparse_categorical_crossentropy",
        metrics=["accuracy"], steps_per_execution=8,
    )  # fmt: skip
    model.fit(
        training.batches(x_train, y_train, BATCH_SIZE, SEED),
        validation_data=training.batches(x_test, y_test), epochs=EPOCHS, verbose=2,
    )  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / miniature.WEIGHTS.name
        base.save_weights(whole)
        to_float16(whole, miniature.WEIGHTS)
    base.load_weights(miniature.WEIGHTS)
    print(f"from the file: {training.accuracy(model, x_test, y_test):.3f} of {len(y_test)} right")
    print(f"{base.count_params():,} parameters, {miniature.WEIGHTS.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
