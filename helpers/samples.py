"""The built-in samples, for lessons without a network. They stand in and say so."""

from pathlib import Path
from typing import NamedTuple

import matplotlib
import numpy as np
from PIL import Image, ImageDraw, ImageFont
from sklearn.datasets import load_digits

DIGITS_TEST = 500  # the last ones: written by other people than most of the first
FONT = Path(matplotlib.get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf"
ICONS = {
    "plane": "\u2708", "telephone": "\u260e", "umbrella": "\u2602", "scissors": "\u2702",
    "anchor": "\u2693", "knight": "\u265e", "snowman": "\u2603", "gear": "\u2699",
    "envelope": "\u2709", "flag": "\u2691",
}  # fmt: skip
ICON_NAMES = tuple(ICONS)
ICONS_TRAIN, ICONS_TEST = 4000, 1000
HOUSEHOLD = {
    "cup": "\u2615", "keyboard": "\u2328", "scales": "\u2696", "flask": "\u2697",
    "urn": "\u26b1", "hammer and pick": "\u2692", "pencil": "\u270f", "telephone": "\u260e",
    "umbrella": "\u2602", "scissors": "\u2702",
}  # fmt: skip
HOUSEHOLD_NAMES = tuple(HOUSEHOLD)
HOUSEHOLD_TRAIN, HOUSEHOLD_TEST = 878, 500  # as many to train on as Dollar Street 10 has


class Style(NamedTuple):
    """How hard icons are to tell apart: ranges that each image draws from at random."""

    angle: float = 0.4  # radians, either way
    shrink: tuple[float, float] = (1.5, 2.4)
    contrast: tuple[int, int] = (40, 120)  # of symbol to ground, for each colour
    noise: int = 10  # standard deviation


PLAIN, FAINT = Style(), Style(angle=0.6, shrink=(1.8, 2.8), contrast=(25, 90), noise=20)


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


def icons(seed: int = 0) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Ten kinds of icon, drawn on the spot: symbols of the DejaVu Sans font inside matplotlib.

    Position, size, angle, colours and background differ from image to image; lines, spots, weak
    contrast and noise keep them from being too easy. The same seed draws the same images.

    Returns:
        x_train (4000, 32, 32, 3), y_train (4000,), x_test (1000, 32, 32, 3), y_test (1000,);
        uint8, pixels 0-255, labels 0-9 as in `ICON_NAMES`, 500 of each in all.
    """
    return draw(ICONS, ICONS_TRAIN, ICONS_TEST, 32, seed)


def household(seed: int = 0) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Ten kinds of household thing as icons: like `icons`, twice the size, fainter and noisier.

    Returns:
        x_train (878, 64, 64, 3), y_train (878,), x_test (500, 64, 64, 3), y_test (500,); uint8,
        pixels 0-255, labels 0-9 as in `HOUSEHOLD_NAMES`.
    """
    return draw(HOUSEHOLD, HOUSEHOLD_TRAIN, HOUSEHOLD_TEST, 64, seed, FAINT)


def draw(
    symbols: dict[str, str], train: int, test: int, size: int, seed: int, style: Style = PLAIN
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Icons of these symbols, equally many of each but for a remainder, in random order.

    Args:
        symbols: characters by name. train, test: numbers of images. size: pixels a side.

    Returns:
        x_train, y_train, x_test, y_test; uint8, images (n, size, size, 3).
    """
    rng = np.random.default_rng(seed)
    font = ImageFont.truetype(FONT, 96)
    glyphs = [_glyph(font, symbol) for symbol in symbols.values()]
    labels = rng.permutation(np.arange(train + test) % len(glyphs)).astype("uint8")
    images = np.stack([_icon(glyphs[label], rng, size, style) for label in labels])
    return images[:train], labels[:train], images[train:], labels[train:]


def _glyph(font: ImageFont.FreeTypeFont, symbol: str) -> Image.Image:
    """One symbol, white on black, in the middle of 128 x 128."""
    canvas = Image.new("L", (128, 128))
    ImageDraw.Draw(canvas).text((64, 64), symbol, fill=255, font=font, anchor="mm")
    return canvas


def _icon(glyph: Image.Image, rng: np.random.Generator, size: int, style: Style) -> np.ndarray:
    """One image, uint8 (size, size, 3): drawn at twice the size, then shrunk."""
    side, unit = 2 * size, size / 32  # lengths below are for a canvas of 64, times `unit`
    angle = rng.uniform(-style.angle, style.angle)
    scale = rng.uniform(*style.shrink) / unit  # from the glyph's 128 pixels to the canvas's 64
    cos, sin = scale * np.cos(angle), scale * np.sin(angle)
    x, y = rng.uniform(24, 40, 2) * unit  # where the symbol's middle lies
    place = (cos, sin, 64 - cos * x - sin * y, -sin, cos, 64 + sin * x - cos * y)
    mask = glyph.transform((side, side), Image.Transform.AFFINE, place, Image.Resampling.BILINEAR)
    ground = rng.uniform(40, 215, 3)
    ink = np.clip(ground + rng.choice([-1, 1]) * rng.uniform(*style.contrast, 3), 0, 255)
    canvas = Image.new("RGB", (side, side), tuple(ground.astype(int)))
    pen = ImageDraw.Draw(canvas)
    for _ in range(rng.integers(1, 5)):  # clutter behind the symbol
        ends, colour = rng.uniform(-8, 72, 4) * unit, np.clip(ground + rng.normal(0, 30, 3), 0, 255)
        if rng.random() < 0.5:
            pen.line(tuple(ends), tuple(colour.astype(int)), width=int(rng.integers(2, 8) * unit))
        else:
            box = (*np.minimum(ends[:2], ends[2:]), *np.maximum(ends[:2], ends[2:]))
            width = int(rng.integers(2, 8) * unit)
            pen.ellipse(box, outline=tuple(colour.astype(int)), width=width)
    canvas.paste(tuple(ink.astype(int)), mask=mask)
    slope = np.linspace(-1, 1, size)
    light = slope[:, None] * rng.uniform(-30, 30) + slope * rng.uniform(-30, 30)
    pixels = np.asarray(canvas.reduce(2), "float32") + light[..., None]
    return (pixels + rng.normal(0, style.noise, (size, size, 3))).clip(0, 255).astype("uint8")
