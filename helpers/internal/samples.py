"""The built-in images, which stand in where there's no network. They say what they are."""

from pathlib import Path
from typing import NamedTuple

import matplotlib
import numpy as np
from PIL import Image, ImageDraw, ImageFont
from sklearn.datasets import load_digits

DIGITS_TEST = 500  # the last ones: mostly by other writers than the first ones
FONT = Path(matplotlib.get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf"
ICONS = {
    "plane": "✈", "telephone": "☎", "umbrella": "☂", "scissors": "✂", "anchor": "⚓",
    "knight": "♞", "snowman": "☃", "gear": "⚙", "envelope": "✉", "flag": "⚑",
}  # fmt: skip
ICONS_TRAIN, ICONS_TEST = 4000, 1000
HOUSEHOLD = {
    "cup": "☕", "keyboard": "⌨", "scales": "⚖", "flask": "⚗", "urn": "⚱",
    "hammer and pick": "⚒", "pencil": "✏", "telephone": "☎", "umbrella": "☂", "scissors": "✂",
}  # fmt: skip
HOUSEHOLD_TRAIN, HOUSEHOLD_TEST = 878, 500  # Dollar Street 10 has 878 training photos, too


class Style(NamedTuple):
    """How hard icons are to recognize: ranges that each image draws from at random."""

    angle: float = 0.4  # radians, to either side
    shrink: tuple[float, float] = (1.5, 2.4)
    contrast: tuple[int, int] = (40, 120)  # between symbol and background, per colour
    noise: int = 10  # standard deviation


PLAIN, FAINT = Style(), Style(angle=0.6, shrink=(1.8, 2.8), contrast=(25, 90), noise=20)


def digits() -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Small handwritten digits that come with scikit-learn, enlarged to MNIST's size.

    1,797 images of 8 x 8 pixels with 17 grey levels: the test part of UCI's "Optical Recognition
    of Handwritten Digits" (Alpaydin and Kaynak, 1998). We enlarge them to 20 x 20 and centre them
    in 28 x 28, as MNIST does.

    Returns:
        x_train (1297, 28, 28, 1), y_train (1297,), x_test (500, 28, 28, 1), y_test (500,); uint8.
    """
    small = load_digits()
    images = np.zeros((len(small.images), 28, 28, 1), "uint8")
    for image, grey in zip(images, small.images, strict=True):
        picture = Image.fromarray((grey * (255 / 16)).round().astype("uint8"))
        image[4:24, 4:24, 0] = picture.resize((20, 20), Image.Resampling.BICUBIC)
    labels, cut = small.target.astype("uint8"), -DIGITS_TEST
    return images[:cut], labels[:cut], images[cut:], labels[cut:]


def icons(seed: int = 0) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Icons of ten classes: 4,000 + 1,000 images (32, 32, 3), labels in the order of `ICONS`."""
    return draw(ICONS, ICONS_TRAIN, ICONS_TEST, 32, seed)


def household(seed: int = 0) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Icons of ten household things, fainter and noisier: 878 + 500 images (64, 64, 3)."""
    return draw(HOUSEHOLD, HOUSEHOLD_TRAIN, HOUSEHOLD_TEST, 64, seed, FAINT)


def draw(
    symbols: dict[str, str], train: int, test: int, size: int, seed: int, style: Style = PLAIN
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Draw symbols of the DejaVu Sans font, which comes with matplotlib.

    Position, size, angle, colours and background differ from image to image. Lines, spots, weak
    contrast and noise keep them from being too easy. The same seed draws the same images.

    Args:
        symbols: characters by name, each drawn equally often. train, test: numbers of images.
        size: pixels a side. seed: of everything random. style: how hard they are.

    Returns:
        x_train, y_train, x_test, y_test; uint8, images (n, size, size, 3), pixels 0-255.
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
