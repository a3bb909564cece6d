"""Colours, patterns and materials that homes have. A `Look` says how a mesh looks."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

Colour = tuple[float, float, float]


@dataclass(frozen=True)
class Look:
    """colour: red, green, blue, 0-1. finish: "matt", "plastic" or "metal".

    pattern: one of `PATTERNS`, which mixes in `second`, `repeat` times a unit of length.
    glow: how much light it gives.
    """

    colour: Colour
    finish: str = "matt"
    pattern: str = ""
    second: Colour = (0.9, 0.9, 0.9)
    repeat: float = 2.0
    glow: float = 0.0


def hsv(hue: float, saturation: float, value: float) -> Colour:
    """Each 0-1; hue goes from red (0) over yellow, green (1/3) and blue (2/3) to red again."""
    k = (np.array([5, 3, 1]) + hue * 6) % 6
    return tuple(float(x) for x in value - value * saturation * np.clip(np.minimum(k, 4 - k), 0, 1))


def paint(rng: np.random.Generator, strong: float = 0.35) -> Colour:
    """A colour that a thing may have; with probability `strong` a saturated one."""
    if rng.random() < strong:
        return hsv(rng.random(), rng.uniform(0.4, 0.9), rng.uniform(0.2, 0.8))
    hue = rng.choice([0.03, 0.07, 0.1, 0.13, 0.3, 0.55, 0.6])
    return hsv(hue, rng.uniform(0.02, 0.35), rng.uniform(0.08, 0.9))


def anything(rng: np.random.Generator, strong: float = 0.5) -> Look:
    """Painted, plastic, wooden, of metal or cloth: where the material doesn't make the thing."""
    makers = plastic, plastic, painted, wood, metal, cloth
    maker = makers[rng.integers(len(makers))]
    return maker(rng, strong) if maker in (plastic, painted, cloth) else maker(rng)


def painted(rng: np.random.Generator, strong: float = 0.35) -> Look:
    """Matt paint, sometimes worn."""
    worn = "clouds" if rng.random() < 0.3 else ""
    return Look(paint(rng, strong), "matt", worn, paint(rng, 0.1), rng.uniform(0.3, 2))


def plastic(rng: np.random.Generator, strong: float = 0.6) -> Look:
    return Look(paint(rng, strong), "plastic")


def white(rng: np.random.Generator, finish: str = "plastic") -> Look:
    """White, cream or grey: enamel, porcelain, paper."""
    return Look(hsv(rng.choice([0.1, 0.6]), rng.uniform(0, 0.12), rng.uniform(0.6, 0.95)), finish)


def dark(rng: np.random.Generator, finish: str = "matt") -> Look:
    return Look(hsv(rng.random(), rng.uniform(0, 0.3), rng.uniform(0.02, 0.12)), finish)


def wood(rng: np.random.Generator) -> Look:
    hue, saturation, value = rng.uniform(0.05, 0.1), rng.uniform(0.3, 0.7), rng.uniform(0.12, 0.7)
    darker = hsv(hue, min(1, saturation + 0.1), value * rng.uniform(0.4, 0.8))
    return Look(hsv(hue, saturation, value), "matt", "wood", darker, rng.uniform(1, 4))


def metal(rng: np.random.Generator) -> Look:
    """Steel, brass, copper or iron."""
    colours = (0.6, 0.03, 0.75), (0.12, 0.5, 0.7), (0.05, 0.5, 0.6), (0.6, 0.05, 0.25)
    return Look(hsv(*colours[rng.choice(4, p=[0.6, 0.15, 0.1, 0.15])]), "metal")


def cloth(rng: np.random.Generator, strong: float = 0.5) -> Look:
    """Plain, striped, checked or spotted."""
    pattern = rng.choice(["", "stripes", "checks", "spots", "weave", "clouds"])
    return Look(paint(rng, strong), "matt", str(pattern), paint(rng, 0.5), rng.uniform(2, 9))


def glowing(rng: np.random.Generator, strength: float = 4) -> Look:
    """Warm or cold light."""
    return Look(hsv(rng.choice([0.1, 0.12, 0.6]), rng.uniform(0.05, 0.4), 1), glow=strength)


# --- patterns: (n, n) numbers 0-1, how much of the second colour --------------------------------


def _clouds(rng: np.random.Generator, n: int, roughness: float = 1.3) -> np.ndarray:
    wave = np.hypot(*np.meshgrid(np.fft.fftfreq(n), np.fft.fftfreq(n))) + 1 / n
    field = np.real(np.fft.ifft2(np.fft.fft2(rng.normal(size=(n, n))) / wave**roughness))
    return (field - field.min()) / np.ptp(field)


def pattern(rng: np.random.Generator, kind: str, n: int = 128) -> np.ndarray:
    """One of the `PATTERNS`, over a square of one repeat."""
    y, x = np.mgrid[0:n, 0:n] / n
    clouds = _clouds(rng, n)
    across, up = 4 * x % 1, 4 * y % 1
    row = np.floor(4 * y)
    kinds = {
        "clouds": lambda: clouds,
        "speckles": lambda: (_clouds(rng, n, 0.4) > 0.62) * 0.8 + 0.2 * clouds,
        "wood": lambda: 0.6 * clouds + 0.2 * (1 + np.sin(9 * np.floor(4 * x) + 30 * clouds)),
        "planks": lambda: 0.4 * clouds + 0.3 * (np.floor(4 * x) * 0.37 % 1) + 0.3 * (across < 0.08),
        "tiles": lambda: 0.15 * clouds + 0.85 * ((across < 0.06) | (up < 0.06)),
        "bricks": lambda: 0.3 * clouds + 0.7 * (((across + row / 2) % 1 < 0.06) | (up < 0.12)),
        "stripes": lambda: 0.1 * clouds + 0.9 * (across < 0.5),
        "checks": lambda: 0.1 * clouds + 0.45 * (across < 0.5) + 0.45 * (up < 0.5),
        "spots": lambda: 1.0 * (np.hypot(across - 0.5, up - 0.5) < 0.28),
        "weave": lambda: 0.3 * clouds + 0.7 * ((16 * x % 1 < 0.5) ^ (16 * y % 1 < 0.5)),
        "corrugated": lambda: 0.2 * clouds + 0.8 * (0.5 + 0.5 * np.sin(8 * 2 * np.pi * x)),
        "leaves": lambda: _clouds(rng, n, 0.9) ** 1.5,
        "print": lambda: 1.0 * ((8 * y % 1 < 0.45) & (_clouds(rng, n, 0.5) > 0.4) & (up < 0.9)),
    }
    return np.clip(kinds[kind](), 0, 1)


PATTERNS = (
    "clouds", "speckles", "wood", "planks", "tiles", "bricks", "stripes", "checks", "spots",
    "weave", "corrugated", "leaves", "print",
)  # fmt: skip
