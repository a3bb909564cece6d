"""The built-in samples, for lessons without a network. They stand in and say so."""

import numpy as np
from PIL import Image
from sklearn.datasets import load_digits

DIGITS_TEST = 500  # the last ones: written by other people than most of the first


def digits() -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Small handwritten digits that ship inside scikit-learn, enlarged to MNIST's size.

    1,797 images of 8 x 8 pixels with 17 grey levels (the test part of UCI's "Optical Recognition
    of Handwritten Digits", Alpaydin and Kaynak, 1998), enlarged to 20 x 20 and centred in 28 x 28
    as MNIST's digits are.

    Returns:
        x_train (1297, 28, 28, 1), y_train (1297,), x_test (500, 28, 28, 1), y_test (500,); uint8,
        pixels 0-255, labels 0-9.
    """
    small = load_digits()
    images = np.zeros((len(small.images), 28, 28, 1), "uint8")
    for image, grey in zip(images, small.images, strict=True):
        picture = Image.fromarray((grey * (255 / 16)).round().astype("uint8"))
        image[4:24, 4:24, 0] = picture.resize((20, 20), Image.Resampling.BICUBIC)
    labels = small.target.astype("uint8")
    return (
        images[:-DIGITS_TEST],
        labels[:-DIGITS_TEST],
        images[-DIGITS_TEST:],
        labels[-DIGITS_TEST:],
    )
