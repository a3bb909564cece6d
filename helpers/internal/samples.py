"""The built-in images, which stand in where there's no network. They say what they are."""

from pathlib import Path

import matplotlib
import numpy as np
from PIL import Image, ImageDraw, ImageFont
from sklearn.datasets import load_digits

Arrays = tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]  # uint8: x_train, y_train, x_test...
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

# How hard icons are to recognize: the largest angle (radians), and how much they're shrunk; the
# contrast between symbol and background, per colour; the noise's standard deviation.
PLAIN = 0.4, (1.5, 2.4), (40, 120), 10
FAINT = 0.6, (1.8, 2.8), (25, 90), 20


def digits() -> Arrays:
    """Small handwritten digits that come with scikit-learn, enlarged to MNIST's size.

    1,797 images of 8 x 8 pixels with 17 grey levels: the test part of UCI's "Optical Recognition
    of Handwritten Digits" (Alpaydin and Kaynak, 1998). They're 20 x 20 here, in the middle of
    28 x 28, as in MNIST: x_train (1297, 28, 28, 1), x_test (500, 28, 28, 1).
    """
    small = load_digits()
    images = np.zeros((len(small.images), 28, 28, 1), "uint8")
    for image, grey in zip(images, small.images, strict=True):
        picture = Image.fromarray((grey * (255 / 16)).round().astype("uint8"))
        image[4:24, 4:24, 0] = picture.resize((20, 20), Image.Resampling.BICUBIC)
    labels, cut = small.target.astype("uint8"), -DIGITS_TEST
    return images[:cut], labels[:cut], images[cut:], labels[cut:]


def icons(seed: int = 0) -> Arrays:
    """Icons of ten classes: 4,000 + 1,000 images (32, 32, 3), labels in the order of `ICONS`."""
    return draw(ICONS, ICONS_TRAIN, ICONS_TEST, 32, seed)


def household(seed: int = 0) -> Arrays:
    """Icons of ten household things, fainter and noisier: 878 + 500 images (64, 64, 3)."""
    return draw(HOUSEHOLD, HOUSEHOLD_TRAIN, HOUSEHOLD_TEST, 64, seed, FAINT)


def draw(
    symbols: dict[str, str], train: int, test: int, size: int, seed: int, style: tuple = PLAIN
) -> Arrays:
    """Draw symbols of the DejaVu Sans font, which comes with matplotlib, equally often.

    Position, size, angle, colours and background differ from image to image. Lines, spots, weak
    contrast and noise keep them from being too easy. The same seed draws the same images.
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


def _icon(glyph: Image.Image, rng: np.random.Generator, size: int, style: tuple) -> np.ndarray:
    """One image, uint8 (size, size, 3): drawn at twice the size, then shrunk."""
    side, unit = 2 * size, size / 32  # lengths below are for a canvas of 64, times `unit`
    largest_angle, shrink, contrast, noise = style
    angle = rng.uniform(-largest_angle, largest_angle)
    scale = rng.uniform(*shrink) / unit  # from the glyph's 128 pixels to the canvas's 64
    cos, sin = scale * np.cos(angle), scale * np.sin(angle)
    x, y = rng.uniform(24, 40, 2) * unit  # where the symbol's middle lies
    place = (cos, sin, 64 - cos * x - sin * y, -sin, cos, 64 + sin * x - cos * y)
    mask = glyph.transform((side, side), Image.Transform.AFFINE, place, Image.Resampling.BILINEAR)
    ground = rng.uniform(40, 215, 3)
    ink = np.clip(ground + rng.choice([-1, 1]) * rng.uniform(*contrast, 3), 0, 255)
    canvas = Image.new("RGB", (side, side), tuple(ground.astype(int)))
    pen = ImageDraw.Draw(canvas)
    for _ in range(rng.integers(1, 5)):  # clutter behind the symbol
        ends, colour = rng.uniform(-8, 72, 4) * unit, np.clip(ground + rng.normal(0, 30, 3), 0, 255)
        colour, is_line = tuple(colour.astype(int)), rng.random() < 0.5
        width = int(rng.integers(2, 8) * unit)
        if is_line:
            pen.line(tuple(ends), colour, width=width)
        else:
            box = *np.minimum(ends[:2], ends[2:]), *np.maximum(ends[:2], ends[2:])
            pen.ellipse(box, outline=colour, width=width)
    canvas.paste(tuple(ink.astype(int)), mask=mask)
    slope = np.linspace(-1, 1, size)
    light = slope[:, None] * rng.uniform(-30, 30) + slope * rng.uniform(-30, 30)
    pixels = np.asarray(canvas.reduce(2), "float32") + light[..., None]
    return (pixels + rng.normal(0, noise, (size, size, 3))).clip(0, 255).astype("uint8")
