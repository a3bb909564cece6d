"""Draw icons: what the miniature network learns from."""

from pathlib import Path

import matplotlib
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from helpers.internal.samples import Arrays

FONT = Path(matplotlib.get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf"
# How hard icons are to recognize: the largest angle (radians), and how much they're shrunk; the
# contrast between symbol and background, per colour; the noise's standard deviation.
STYLE = 0.4, (1.5, 2.4), (40, 120), 10


def draw(symbols: str, train: int, test: int, size: int, seed: int) -> Arrays:
    """Draw symbols of the DejaVu Sans font, which comes with matplotlib, equally often.

    Position, size, angle, colours and background differ from image to image. Lines, spots, weak
    contrast and noise keep them from being too easy. The same seed draws the same images.
    """
    rng = np.random.default_rng(seed)
    font = ImageFont.truetype(FONT, 96)
    glyphs = [_glyph(font, symbol) for symbol in symbols]
    labels = rng.permutation(np.arange(train + test) % len(glyphs)).astype("uint8")
    images = np.stack([_icon(glyphs[label], rng, size) for label in labels])
    return images[:train], labels[:train], images[train:], labels[train:]


def _glyph(font: ImageFont.FreeTypeFont, symbol: str) -> Image.Image:
    """One symbol, white on black, in the middle of 128 x 128."""
    canvas = Image.new("L", (128, 128))
    ImageDraw.Draw(canvas).text((64, 64), symbol, fill=255, font=font, anchor="mm")
    return canvas


def _icon(glyph: Image.Image, rng: np.random.Generator, size: int) -> np.ndarray:
    """One image, uint8 (size, size, 3): drawn at twice the size, then shrunk."""
    side, unit = 2 * size, size / 32  # lengths below are for a canvas of 64, times `unit`
    largest_angle, shrink, contrast, noise = STYLE
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
