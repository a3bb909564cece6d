"""Other things, part one: kitchen and food."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from renders import looks
from renders.looks import Look, hsv
from renders.shapes import (
    TURN,
    Mesh,
    Points,
    arc,
    ball,
    box,
    joined,
    lathe,
    loft,
    prism,
    ribbon,
    slab,
    smooth,
    tube,
)
from renders.thing import Parts, Thing, turned

Span = tuple[float, float]


# --- what several kinds share --------------------------------------------------------------------


def _shade(rng: np.random.Generator, hue: Span, strength: Span, light: Span, **more) -> Look:
    """A colour between two hues, two saturations and two values."""
    return Look(hsv(rng.uniform(*hue) % 1, rng.uniform(*strength), rng.uniform(*light)), **more)


def _crockery(rng: np.random.Generator, metal: float = 0.15) -> Look:
    """Glazed, painted or, as often as `metal` says, of metal."""
    if rng.random() < metal:
        return looks.metal(rng)
    makers = looks.white, looks.plastic, looks.plastic, looks.painted
    return makers[rng.integers(4)](rng)


def _either_way(parts: Parts, rng: np.random.Generator) -> Parts:
    """What points to the right points to the left as often, and a little to the front."""
    return turned(parts, "z", rng.choice([-15, 195]))


def _pot(outline: Points, wall: float = 0.03) -> Mesh:
    """Open at the top. outline: few (radius, height) of its outside, from the bottom up."""
    outer = smooth(outline, 24)
    floor = outer[0, 1] + wall
    inner = np.maximum(outer[::-1] - [wall, 0], [0, floor])
    return lathe([(0, outer[0, 1]), *outer, *inner, (0, floor)])


def _band(outline: Points, low: float, high: float, out: float = 0.008) -> Mesh:
    """A stripe around what has this outline, between two heights."""
    radius, height = smooth(outline, 60).T
    at = np.linspace(low, high, 10)
    return lathe(np.column_stack([np.interp(at, height, radius) + out, at]))


def _contents(outline: Points, level: float) -> Mesh:
    """The surface of what a pot is filled with."""
    radius, height = smooth(outline, 60).T
    return lathe([(0, level), (np.interp(level, height, radius) - 0.01, level)])


def _ear(low: Span, high: Span, reach: float, corner: float, thick: float) -> Mesh:
    """A handle from (x, z) to (x, z), out to the right. corner: from 0.5, round, to 1, square."""
    (x0, z0), (x1, z1) = low, high
    out = max(x0, x1) + reach
    path = [
        (x1 - 0.03, 0, z1), (x1 + corner * (out - x1), 0, z1 + 0.05 * (z1 - z0)),
        (out, 0, (z0 + 2 * z1) / 3), (out - 0.1 * reach, 0, (2 * z0 + z1) / 3),
        (x0 + corner * (out - x0) * 0.8, 0, z0), (x0 - 0.03, 0, z0),
    ]  # fmt: skip
    return tube(smooth(path, 24), thick).scaled(1, 1.5, 1)


def _flat(widths: Points, thickness: float) -> Mesh:
    """Lying along x. widths: few (x, half of the width there)."""
    x, half = smooth(widths, 30).T
    lines = np.column_stack([x, -half]), np.column_stack([x, half])
    return ribbon(*lines, thickness).turned("x", 90)


def _put_down(parts: Parts, rng: np.random.Generator) -> Parts:
    """Cutlery, made along x with its handle at the left: lying anyhow, or upright and leaning."""
    if rng.random() < 0.5:
        return turned(parts, "z", rng.uniform(-35, 35) + rng.choice([0, 180]))
    parts = turned(turned(parts, "y", -90), "z", 90)
    return turned(turned(parts, "x", rng.uniform(-35, -5)), "y", rng.uniform(-35, 35))


def _embossed(profile: Points, around: int, up: float, depth: float) -> Mesh:
    """A lathe whose surface rises and sinks, `around` times around and `up` times up."""
    profile, sides = smooth(profile, 70), 8 * around
    mesh = lathe(profile, sides)
    angle = np.linspace(0, TURN, sides, endpoint=False)
    wave = np.outer(np.cos(np.linspace(0, TURN * up, 70)), np.cos(around * angle))
    bigger = 1 + depth * wave.reshape(-1, 1) * [1, 1, 0]
    return replace(mesh, vertices=mesh.vertices * bigger)


def _flame(size: float) -> Mesh:
    drop = [(0, 0), (0.2, 0.12), (0.26, 0.35), (0.14, 0.7), (0, 1)]
    return lathe(smooth(drop, 12), 12).scaled(size)


# --- vessels -------------------------------------------------------------------------------------


def mug(rng: np.random.Generator) -> Parts:
    """Straight, tapered, bulging or footed; a round or square handle; a band; coffee."""
    high, middle = rng.uniform(0.75, 1.15), rng.uniform(0.25, 0.6)
    foot, belly, rim = rng.choice(
        [(0.4, 0.4, 0.4), (0.3, 0.36, 0.44), (0.36, 0.47, 0.4), (0.44, 0.41, 0.36)]
    ) + rng.uniform(-0.03, 0.03, 3)
    outline = [(foot, 0), (belly, middle * high), (rim, high)]
    glaze = _crockery(rng)
    low, top = rng.uniform(0.12, 0.3), rng.uniform(0.75, 0.9)
    side = np.interp([low, top], [0, middle, 1], [foot, belly, rim])
    handle = _ear(
        (side[0], low * high), (side[1], top * high),
        rng.uniform(0.26, 0.4), rng.uniform(0.6, 1), rng.uniform(0.045, 0.07),
    )  # fmt: skip
    parts = [(_pot(outline), glaze), (handle, glaze if rng.random() < 0.8 else _crockery(rng))]
    if rng.random() < 0.4:
        low = rng.uniform(0.1, 0.6) * high
        stripe = replace(looks.cloth(rng), finish="plastic")
        parts.append((_band(outline, low, low + rng.uniform(0.1, 0.35) * high), stripe))
    if rng.random() < 0.5:
        coffee = _shade(rng, (0.04, 0.12), (0.5, 0.9), (0.05, 0.5), finish="plastic")
        parts.append((_contents(outline, rng.uniform(0.75, 0.9) * high), coffee))
    return _either_way(parts, rng)


def teapot(rng: np.random.Generator) -> Parts:
    """Round, tall or squat; the handle at its side or over it; a straight or swung spout."""
    high, wide = rng.uniform(0.55, 0.95), rng.uniform(0.42, 0.52)
    foot, neck = rng.uniform(0.22, 0.36), rng.uniform(0.18, 0.26)
    belly = rng.uniform(0.3, 0.55) * high
    outline = [(foot, 0), (wide, belly), (neck, high)]
    glaze, trim = _crockery(rng, 0.25), _crockery(rng, 0.25)
    trim = glaze if rng.random() < 0.6 else trim
    start, end = (wide - 0.1, 0, belly * 0.7), (wide + rng.uniform(0.3, 0.42), 0, high * 1.02)
    swing = (wide + rng.uniform(0.12, 0.26), 0, belly * rng.uniform(0.9, 1.3))
    spout = tube(smooth([start, swing, end], 16), np.linspace(0.12, rng.uniform(0.04, 0.06), 16))
    lid = [(neck + 0.02, high - 0.02), (neck * 0.7, high + 0.07), (0.03, high + 0.1)]
    knob = ball((0, 0, high + 0.14), rng.uniform(0.045, 0.075))
    if rng.random() < 0.7:
        upper = (neck + 0.1, high * 0.88)
        handle = _ear((wide - 0.04, belly * 0.7), upper, 0.3, rng.uniform(0.6, 1), 0.045)
        handle = handle.turned("z", 180)
    else:
        rise = high * 0.75 + np.array([0, 0.45, 0.6, 0.45, 0]) * rng.uniform(0.9, 1.2)
        across = wide * np.array([-0.75, -0.7, 0, 0.7, 0.75])
        bow = np.insert(np.column_stack([across, rise]), 1, 0, axis=1)
        handle = tube(smooth(bow, 24), 0.035)
    parts = [(lathe([(0, 0), *smooth(outline), (0, high)]), glaze), (spout, glaze)]
    parts += [(lathe(smooth(lid, 12)), trim), (knob, trim), (handle, trim)]
    if rng.random() < 0.3:
        low = rng.uniform(0.3, 0.6) * high
        parts.append((_band(outline, low, low + 0.15 * high), looks.plastic(rng)))
    return _either_way(parts, rng)


CUPS = (  # (radius, height) above the stem, both to be stretched
    [(0.15, 0.04), (0.3, 0.2), (0.32, 0.35), (0.25, 0.55)],  # wine
    [(0.12, 0.06), (0.16, 0.25), (0.16, 0.5), (0.14, 0.65)],  # sparkling wine
    [(0.2, 0.03), (0.3, 0.15), (0.32, 0.3), (0.36, 0.45)],  # a chalice
    [(0.12, 0.1), (0.24, 0.22), (0.36, 0.34), (0.46, 0.45)],  # a cocktail
    [(0.2, 0.02), (0.36, 0.1), (0.42, 0.2), (0.43, 0.3)],  # ice cream
)


def goblet(rng: np.random.Generator) -> Parts:
    """For wine, champagne or cocktails, or a chalice; a thin or knobbed stem; empty or full."""
    stem, thin = rng.uniform(0.25, 0.55), rng.uniform(0.025, 0.05)
    foot = rng.uniform(0.22, 0.32)
    cup = np.array(CUPS[rng.integers(len(CUPS))]) * rng.uniform(0.85, 1.15, 2) + [0, stem]
    cup = smooth([(thin, stem), *cup], 24)
    knot = rng.choice([thin, thin, 0.09])
    base = smooth([(foot, 0.02), (foot * 0.6, 0.06), (thin, 0.12)], 8)
    waist = smooth([(thin, 0.13), (knot, (stem + 0.12) / 2), (thin, stem)], 10)
    inside = np.maximum(cup[::-1] - [0.02, 0], [0, stem + 0.03])
    glass = looks.white(rng)
    if rng.random() < 0.5:
        makers = looks.metal, looks.metal, looks.wood, looks.plastic
        glass = makers[rng.integers(4)](rng)
    parts = [(lathe([(0, 0), (foot, 0), *base, *waist, *cup, *inside, (0, stem + 0.03)]), glass)]
    if rng.random() < 0.6:
        level = stem + rng.uniform(0.4, 0.85) * (cup[-1, 1] - stem)
        wine = _shade(rng, (-0.05, 0.15), (0.5, 0.9), (0.1, 0.8), finish="plastic")
        parts.append((_contents(cup, level), wine))
        if rng.random() < 0.6:  # seen through the glass
            parts.append((_band(cup, stem + 0.04, level), wine))
    return parts


def bottle(rng: np.random.Generator) -> Parts:
    """For wine, beer, milk or water, or a flask; with a label, a cork or a cap; some lie."""
    wide, neck = rng.uniform(0.13, 0.2), rng.uniform(0.045, 0.06)
    shoulder, slope = rng.uniform(0.45, 0.65), rng.uniform(0.08, 0.25)
    body = [(wide * 0.9, 0), (wide, 0.04), (wide, shoulder / 2), (wide, shoulder)]
    kind = rng.choice(["plain", "plain", "waist", "flask"])
    if kind == "waist":
        body = [(wide, 0), (wide, 0.2), (wide * 0.82, 0.32), (wide, 0.44), (wide, shoulder)]
    if kind == "flask":
        wide, shoulder = rng.uniform(0.22, 0.3), 0.36
        body = [(wide * 0.6, 0), (wide, 0.18), (wide * 0.9, shoulder)]
    body = smooth(body, 30)
    rise = np.linspace(0, 1, 12)[1:, None]
    ease = rise * rise * (3 - 2 * rise)
    bend = body[-1] * (1 - ease) + np.array([neck, 0]) * ease
    bend[:, 1] = shoulder + slope * rise[:, 0]
    lip = [(neck, 0.93), (neck * 1.25, 0.935), (neck * 1.25, 0.97), (neck * 0.8, 0.97)]
    outline = [*body, *bend, *lip]
    look = looks.plastic(rng)
    if rng.random() < 0.5:  # green or brown glass
        look = _shade(rng, (0.05, 0.4), (0.5, 0.9), (0.05, 0.35), finish="plastic")
    parts = [(lathe([(0, 0), *outline, (0, 0.97)]), look)]
    if rng.random() < 0.75:
        cap = lathe([(neck * 1.35, 0.9), (neck * 1.35, 1), (0, 1)])
        parts.append((cap, looks.anything(rng)))
    if rng.random() < 0.7:
        low = rng.uniform(0.08, 0.2)
        label = Look(looks.paint(rng), "matt", "print", looks.paint(rng), rng.uniform(1, 3))
        parts.append((_band(body, low, rng.uniform(low + 0.1, shoulder - 0.03)), label))
    if rng.random() < 0.12:
        parts = turned(turned(parts, "y", 90), "z", rng.uniform(-40, 40))
    return parts


def jug(rng: np.random.Generator) -> Parts:
    """Bellied, straight or conical, always with a lip to pour from and a large handle."""
    high, middle = rng.uniform(1, 1.5), rng.uniform(0.25, 0.45)
    foot, belly, neck, rim = rng.choice(
        [(0.25, 0.42, 0.22, 0.28), (0.34, 0.36, 0.3, 0.32), (0.42, 0.36, 0.26, 0.27)]
    ) + rng.uniform(-0.03, 0.03, 4)
    outline = [(foot, 0), (belly, middle * high), (neck, 0.8 * high), (rim, high)]
    mesh = _pot(outline)
    x, y, z = mesh.vertices.T
    lip = np.clip((z / high - 0.78) / 0.22, 0, 1) ** 2
    lip = lip * np.maximum(-x / np.maximum(np.hypot(x, y), 1e-6), 0) ** 5
    pull = np.outer(lip, [-rng.uniform(0.18, 0.28), 0, rng.uniform(0.05, 0.15)])
    look = _crockery(rng)
    handle = _ear(
        (belly - 0.02, middle * high), (neck + 0.04, rng.uniform(0.85, 0.95) * high),
        rng.uniform(0.2, 0.32), rng.uniform(0.6, 1), rng.uniform(0.045, 0.065),
    )  # fmt: skip
    parts = [(replace(mesh, vertices=mesh.vertices + pull), look), (handle, look)]
    if rng.random() < 0.4:
        low = rng.uniform(0.1, 0.5) * high
        stripe = replace(looks.cloth(rng), finish="plastic")
        parts.append((_band(outline, low, low + rng.uniform(0.1, 0.25) * high), stripe))
    if rng.random() < 0.3:
        parts.append((_contents(outline, 0.8 * high), looks.white(rng)))
    return _either_way(parts, rng)


def _long_handle(rng: np.random.Generator, start: float, height: float) -> Mesh:
    length, rise = rng.uniform(0.6, 0.95), rng.uniform(0, 0.18)
    top, end = height + rise, start + length
    path = smooth([(start - 0.03, 0, height), (start + 0.3, 0, top), (end, 0, top)], 20)
    thick = np.interp(np.arange(20), [0, 8, 17, 18, 19], [0.035, 0.05, 0.065, 0.05, 0.002])
    return tube(path, thick).scaled(1, rng.uniform(1, 1.5), 1)


def _pan_looks(rng: np.random.Generator) -> tuple[Look, Look]:
    """Of the pan and of its handle."""
    makers = looks.metal, looks.dark, looks.plastic
    handles = looks.dark, looks.wood, looks.metal, looks.plastic
    return makers[rng.integers(3)](rng), handles[rng.integers(4)](rng)


def frying_pan(rng: np.random.Generator) -> Parts:
    """Shallow, with sloping or steep sides and one long handle; empty, or with an egg or two."""
    depth, floor = rng.uniform(0.13, 0.23), rng.uniform(0.37, 0.46)
    look, handle = _pan_looks(rng)
    outline = [(floor, 0), ((floor + 0.5) / 2 + 0.02, depth / 2), (0.5, depth)]
    parts = [(_pot(outline, 0.02), look), (_long_handle(rng, 0.49, depth * 0.8), handle)]
    if rng.random() < 0.6:
        coat = looks.dark(rng, "plastic") if rng.random() < 0.7 else looks.metal(rng)
        parts.append((lathe([(0, 0.024), (floor - 0.01, 0.024)]), coat))
    for side in rng.permutation([-1, 1])[: rng.choice([0, 0, 0, 1, 2])]:
        x, y = side * 0.19, rng.uniform(-0.1, 0.1)
        egg = box((x, y, 0.03), (0.34, rng.uniform(0.3, 0.4), 0.04), 0.9)
        yolk = ball((x, y, 0.05), (0.09, 0.09, 0.06))
        yellow = _shade(rng, (0.1, 0.14), (0.8, 1), (0.7, 0.95), finish="plastic")
        parts += [(egg, looks.white(rng)), (yolk, yellow)]
    return _either_way(parts, rng)


def saucepan(rng: np.random.Generator) -> Parts:
    """Deep, with one long handle, or with two small ones; with or without a lid; some are full."""
    depth, foot = rng.uniform(0.45, 0.75), rng.uniform(0.38, 0.47)
    outline = [(foot, 0), (0.45, depth * 0.3), (0.45, depth)]
    look, grip = _pan_looks(rng)
    parts = [(_pot(outline, 0.02), look)]
    if rng.random() < 0.75:
        parts.append((_long_handle(rng, 0.45, depth * rng.uniform(0.75, 0.95)), grip))
    else:
        loop = arc(1, -90, 90) * [rng.uniform(0.12, 0.2), rng.uniform(0.12, 0.2)]
        path = np.insert(loop, 2, depth * 0.8, axis=1)
        parts += [(tube(path, 0.035).moved(0.43).turned("z", turn), grip) for turn in (0, 180)]
    if rng.random() < 0.45:
        rise = rng.uniform(0.06, 0.16)
        lid = [(0.47, depth), (0.46, depth + 0.03), (0.28, depth + rise), (0, depth + rise)]
        parts.append((lathe(lid), look if rng.random() < 0.7 else looks.white(rng)))
        parts.append((ball((0, 0, depth + rise + 0.05), (0.07, 0.07, 0.06)), grip))
    elif rng.random() < 0.4:
        soup = _shade(rng, (0, 0.3), (0.3, 0.9), (0.2, 0.8), finish="plastic")
        parts.append((_contents(outline, depth * rng.uniform(0.6, 0.85)), soup))
    return _either_way(parts, rng)


# --- cutlery and tools ---------------------------------------------------------------------------


def _cutlery(rng: np.random.Generator) -> tuple[Look, Look]:
    """Of the head and of the handle."""
    head = looks.metal(rng) if rng.random() < 0.75 else looks.plastic(rng)
    handles = looks.wood, looks.plastic, looks.dark
    return head, head if rng.random() < 0.6 else handles[rng.integers(3)](rng)


def _grip(rng: np.random.Generator) -> Mesh:
    """A handle from x = -0.6 to 0.1, waisted, straight or drop-shaped."""
    end, middle = rng.uniform(0.04, 0.065), rng.uniform(0.02, 0.045)
    tip = rng.choice([0.005, 0.03])
    widths = [(-0.6, tip), (-0.56, end), (-0.35, middle + 0.01), (-0.1, 0.025), (0.1, 0.025)]
    return _flat(widths, rng.uniform(0.02, 0.05))


def fork(rng: np.random.Generator) -> Parts:
    """Three or four tines, long or short, on a narrow or wide head; of metal, plastic or two."""
    look, grip = _cutlery(rng)
    count, wide, root = rng.choice([3, 4, 4]), rng.uniform(0.09, 0.13), rng.uniform(0.2, 0.27)
    tip = root + rng.uniform(0.18, 0.3)
    widths = [(0.05, 0.025), (0.12, wide * 0.7), (root - 0.04, wide), (root + 0.02, wide)]
    head = _flat(widths, 0.03)
    half = wide / (2 * count - 1)
    tines = [
        _flat([(root, half), ((root + tip) / 2, half), (tip, half * 0.5)], 0.03).moved(y=y)
        for y in np.linspace(half - wide, wide - half, count)
    ]
    curve = rng.uniform(0.1, 0.35)
    parts = [(mesh.bent(curve), look) for mesh in (head, *tines)]
    return _put_down([(_grip(rng).bent(curve), grip), *parts], rng)


def spoon(rng: np.random.Generator) -> Parts:
    """For tables, tea or soup, with a long or round bowl, or a wooden one with a round stick."""
    look, grip = _cutlery(rng)
    long, wide, deep = rng.uniform(0.17, 0.24), rng.uniform(0.11, 0.15), rng.uniform(0.08, 0.13)
    handle = _grip(rng)
    if rng.random() < 0.3:
        look = grip = looks.wood(rng)
        handle = tube([(-0.6, 0, 0.02), (-0.59, 0, 0.02), (0.12, 0, 0.02)], [0.005, 0.035, 0.035])
    angle = np.radians(np.linspace(0, 90, 10))
    outer = np.column_stack([np.sin(angle), -np.cos(angle)])
    bowl = lathe([*outer, *(outer[::-1] * 0.88)]).scaled(long, wide, deep)
    bowl = bowl.moved(0.08 + long, 0, 0.03)
    curve = rng.uniform(0, 0.2)
    return _put_down([(handle.bent(curve), grip), (bowl.bent(curve), look)], rng)


BLADES = (  # the edge and the back, (x, y)
    ([(0, -0.1), (0.35, -0.09), (0.6, -0.02), (0.72, 0.05)], 0.06),  # a cook's
    ([(0, -0.07), (0.3, -0.075), (0.5, -0.07), (0.58, 0.02)], 0.04),  # for a table
    ([(0, -0.17), (0.2, -0.17), (0.4, -0.17), (0.47, -0.15)], 0.08),  # a cleaver
    ([(0, -0.05), (0.2, -0.045), (0.33, -0.02), (0.42, 0.03)], 0.035),  # for vegetables
    ([(0, -0.06), (0.4, -0.06), (0.65, -0.05), (0.75, 0.03)], 0.05),  # for bread
)


def knife(rng: np.random.Generator) -> Parts:
    """A cook's, a table's, a cleaver, for vegetables or bread; a plain or riveted handle."""
    edge, back = BLADES[rng.integers(len(BLADES))]
    edge = smooth(np.array(edge) * rng.uniform([0.85, 0.9], [1.1, 1.3]), 20)
    spine = np.column_stack([edge[:, 0], np.full(20, back)])
    blade = ribbon(edge, spine, 0.02).turned("x", 90)
    steel = Look(hsv(0.6, 0.03, rng.uniform(0.5, 0.85)), "metal")
    if rng.random() < 0.1:
        steel = looks.plastic(rng)
    makers = looks.dark, looks.dark, looks.wood, looks.plastic, looks.metal
    grip, length = makers[rng.integers(5)](rng), rng.uniform(0.38, 0.55)
    thick, drop = rng.uniform(0.04, 0.06), rng.uniform(0, 0.15)
    handle = box((-length / 2 + 0.03, 0, 0.01), (length, 2 * thick, thick), rng.uniform(0.1, 0.5))
    parts = [(blade, steel), (handle.bent(-drop), grip)]
    if rng.random() < 0.5:
        rivet = ball((0, 0, 0.01 + thick / 2), (0.018, 0.018, 0.01))
        rivets = joined(*[rivet.moved(-length * at) for at in (0.2, 0.5, 0.8)]).bent(-drop)
        parts.append((rivets, looks.metal(rng)))
    if rng.random() < 0.5:
        parts = [(mesh.scaled(1, -1, 1), look) for mesh, look in parts]
    return _put_down(parts, rng)


def rolling_pin(rng: np.random.Generator) -> Parts:
    """Thick or thin, its two handles plain, bulging or ringed; of wood, stone, plastic or metal."""
    wide, half, end = rng.uniform(0.09, 0.15), rng.uniform(0.3, 0.38), rng.uniform(0.52, 0.6)
    round_edge = rng.uniform(0.01, 0.04)
    roller = lathe(
        [(0, -half), (wide - round_edge, -half), (wide, round_edge - half),
         (wide, half - round_edge), (wide - round_edge, half), (0, half)]
    ).turned("y", 90)  # fmt: skip
    neck, bulge = rng.uniform(0.025, 0.04), rng.uniform(0.045, 0.065)
    outline = [(neck, half - 0.01), (neck, half + 0.04), (bulge, end - 0.06), (0.03, end), (0, end)]
    makers = looks.wood, looks.wood, looks.wood, looks.white, looks.plastic, looks.metal
    look = makers[rng.integers(6)](rng)
    grip = look if rng.random() < 0.5 else (looks.wood, looks.plastic)[rng.integers(2)](rng)
    handle = lathe(smooth(outline, 20), 24).turned("y", 90)
    parts = [(roller, look), (handle, grip), (handle.turned("z", 180), grip)]
    return turned(parts, "y", rng.uniform(-3, 3))


# --- food ----------------------------------------------------------------------------------------


def _slice(section: np.ndarray, start: float, stop: float, crust: Look, crumb: Look) -> Parts:
    """A piece of a loaf along x. section: (y, z) of its crust."""
    middle = section.mean(0)

    def ring(x: float, size: float) -> np.ndarray:
        return np.column_stack([np.full(len(section), x), middle + size * (section - middle)])

    sizes = [
        (start, 0), (start, 0.95), (start + 0.02, 1), (stop - 0.02, 1), (stop, 0.95), (stop, 0),
    ]  # fmt: skip
    outside = loft([ring(x, size) for x, size in sizes])
    cut = [loft([ring(x, 0), ring(x, 0.86)]) for x in (start - 0.004, stop + 0.004)]
    return [(outside, crust), (joined(*cut), crumb)]


def bread(rng: np.random.Generator) -> Parts:
    """A loaf from a tin with slices cut off, one slice, a round loaf, or a long one with cuts."""
    brown = dict(second=hsv(0.07, 0.75, rng.uniform(0.15, 0.4)), pattern="clouds", repeat=2.0)
    crust = _shade(rng, (0.06, 0.09), (0.55, 0.75), (0.35, 0.7), **brown)
    crumb = _shade(rng, (0.09, 0.12), (0.15, 0.45), (0.65, 0.95))
    kind = rng.choice(["tin", "tin", "slice", "round", "long"])
    if kind in ("round", "long"):
        length, wide = (0.5, 0.45) if kind == "round" else (1, rng.uniform(0.15, 0.22))
        high = rng.uniform(0.28, 0.4) if kind == "round" else wide * rng.uniform(0.7, 0.9)
        side = 1 if kind == "long" else 0.8
        parts = [(box((0, 0, high * 0.5), (2 * length, 2 * wide, 1.3 * high), side), crust)]
        count = rng.integers(2, 4) if kind == "round" else rng.integers(4, 7)
        reach = 0.45 if kind == "round" else 0.7
        slant = rng.uniform(30, 60)
        for x in np.linspace(-reach, reach, count) * length:
            top = high * (0.5 + 0.65 * (1 - np.abs(x / length) ** (2 / side)) ** (side / 2))
            cut = ball((0, 0, 0), (wide * 0.75, 0.05, 0.05)).turned("z", slant)
            parts.append((cut.moved(x, 0, top - 0.025), crumb))
        return parts
    wide, high, dome = rng.uniform(0.24, 0.32), rng.uniform(0.28, 0.4), rng.uniform(0.14, 0.24)
    top = arc(1, -10, 190, 20) * [wide * 1.18, dome] + [0, high]
    bottom = [(-wide, 0.02), (-wide + 0.02, 0), (wide - 0.02, 0), (wide, 0.02)]
    section = np.array([*bottom, *top])
    if kind == "slice":
        parts = _slice(section, 0, rng.uniform(0.1, 0.16), crust, crumb)
        return turned(turned(parts, "z", 90), "x", -rng.uniform(0, 40))
    end = rng.uniform(0.2, 0.6)
    parts = _slice(section, -0.6, end, crust, crumb)
    tilts = rng.uniform(5, 25) + 6 * np.arange(rng.integers(1, 4))
    for number, tilt in enumerate(tilts):
        piece = turned(_slice(section, 0, 0.09, crust, crumb), "y", -tilt)
        parts += [(mesh.moved(end + 0.16 + 0.14 * number), look) for mesh, look in piece]
    return _either_way(parts, rng)


def _leaf(length: float, wide: float) -> Mesh:
    """Along x, flat, rising a little."""
    return _flat([(0, 0.01), (length * 0.4, wide), (length, 0.005)], 0.01).bent(0.5)


def apple(rng: np.random.Generator) -> Parts:
    """Round, tall or flat; whole, halved or bitten into; with or without a leaf; or two of them."""
    tall, waist = rng.uniform(0.85, 1.1), rng.uniform(0.4, 0.6)
    profile = np.array(
        [(0.01, 0.1), (0.1, 0.05), (0.24, 0), (0.42, 0.25), (0.5, waist), (0.42, 0.84),
         (0.24, 0.93), (0.1, 0.88), (0.01, 0.76)]
    )  # fmt: skip
    outline = smooth(profile * [1, tall], 40)
    hue = rng.choice([0, 0.98, 0.02, 0.12, 0.22])
    strength, light = rng.uniform(0.7, 0.95), rng.uniform(0.35, 0.8)
    other = hsv(rng.uniform(0.02, 0.2), rng.uniform(0.6, 0.9), rng.uniform(0.4, 0.8))
    skin = Look(hsv(hue, strength, light), "plastic", str(rng.choice(["", "clouds"])), other, 0.4)
    flesh = _shade(rng, (0.11, 0.15), (0.15, 0.35), (0.8, 0.95))
    brown = _shade(rng, (0.07, 0.1), (0.6, 0.8), (0.1, 0.25))
    bend = rng.uniform(-0.12, 0.12)
    stem = tube(smooth([(0, 0, 0.7 * tall), (0, 0, 0.9 * tall), (bend, 0, 1.1 * tall)], 8), 0.03)
    parts = [(stem, brown)]
    whole = lathe(outline)
    kind = rng.choice(["whole", "whole", "whole", "half", "bitten"])
    if kind == "half":
        x, y, z = whole.vertices.T
        parts.append((replace(whole, vertices=np.column_stack([x, np.maximum(y, 0), z])), skin))
        half = np.concatenate([outline, outline[::-1] * [-1, 1]])
        middle = np.array([0, 0.47 * tall])
        parts.append((slab(middle + 0.93 * (half - middle), 0.02).moved(y=-0.015), flesh))
        seeds = [ball((s * 0.07, -0.02, 0.45 * tall), (0.03, 0.02, 0.07)) for s in (-1, 1)]
        parts.append((joined(*seeds), brown))
        return turned(parts, "x", -rng.uniform(0, 50))
    if kind == "bitten":
        side = np.radians(rng.uniform(-150, -30))
        bite = np.array([0.52 * np.cos(side), 0.52 * np.sin(side), rng.uniform(0.45, 0.65) * tall])
        away = whole.vertices - bite
        distance = np.linalg.norm(away, axis=1, keepdims=True)
        inward = -bite * [1, 1, 0] / 0.52
        depth = np.maximum(0.27**2 - distance**2, 0) ** 0.5
        dented = replace(whole, vertices=0.985 * whole.vertices + 0.8 * depth * inward)
        parts.append((dented, flesh))
        kept = (distance[whole.faces, 0] > 0.27).any(1)
        parts.append((replace(whole, faces=whole.faces[kept]), skin))
    else:
        parts.append((whole, skin))
    if rng.random() < 0.4:
        green = _shade(rng, (0.22, 0.35), (0.5, 0.9), (0.2, 0.6))
        leaf = _leaf(rng.uniform(0.3, 0.5), 0.12).turned("z", rng.uniform(0, 360))
        parts.append((leaf.moved(z=0.92 * tall), green))
    if kind == "whole" and rng.random() < 0.2:
        turn = rng.uniform(0, 360)
        parts += [(m.turned("z", turn).moved(1.05, 0.2), k) for m, k in parts]
    return parts


def banana(rng: np.random.Generator) -> Parts:
    """One, lying or on its back, or a bunch of up to four; green, yellow or spotted."""
    hue, light = rng.uniform(0.12, 0.17), rng.uniform(0.6, 0.95)
    spots = str(rng.choice(["", "", "speckles"]))
    peel = Look(hsv(hue, rng.uniform(0.7, 0.9), light), "plastic", spots, hsv(0.08, 0.7, 0.2), 0.6)
    brown = _shade(rng, (0.07, 0.2), (0.4, 0.8), (0.08, 0.35))
    thick, sweep = rng.uniform(0.11, 0.15), rng.uniform(95, 140)
    radius = 1.15 / np.radians(sweep)
    at, ends = [0, 0.12, 0.3, 0.4, 0.65, 0.85, 0.96, 1], [0.33, 0.33, 0.9, 1, 1, 0.85, 0.35, 0.2]
    width = thick * np.interp(np.arange(40) / 39, at, ends)
    count = rng.choice([1, 1, 1, 2, 3, 4])

    def one(start: float) -> Parts:
        bend = arc(radius, start, start - sweep, 40)
        path = np.insert(bend, 1, 0, axis=1)
        tip = ball(path[-1], thick * 0.24)
        return [(tube(path, width, 7), peel), (joined(*[tip, tube(path[:3], 0.05, 7)]), brown)]

    if count == 1:
        parts = one(270 + sweep / 2)
        flat = turned(parts, "x", rng.choice([90, -90])) if rng.random() < 0.6 else parts
        return _either_way(flat, rng)
    parts, stem = [], [0, 0, radius * np.sin(np.radians(95))]
    for angle in np.linspace(-14, 14, count) * (count - 1) + rng.uniform(-60, -20):
        parts += [(m.turned("z", angle, stem), look) for m, look in one(95)]
    return turned(parts, "z", rng.choice([0, -90]))


def _fronds(rng: np.random.Generator, count: int, length: float, spread: float) -> Mesh:
    """A bundle of feathery leaves along x, from the origin."""
    meshes, leaf = [], _leaf(1, 0.25)
    for _ in range(count):
        side, up = rng.uniform(-spread, spread, 2)
        path = smooth([(0, 0, 0), (length / 2, side / 3, up / 4), (length, side, up / 2)], 12)
        meshes.append(tube(path, np.linspace(0.018, 0.008, 12), 5))
        for at in range(4, 12, 2):
            sized = leaf.scaled(0.17 * (1 - abs(at - 8) / 8))
            meshes += [sized.turned("z", turn).moved(*path[at]) for turn in (-50, 50)]
    return joined(*meshes)


def carrot(rng: np.random.Generator) -> Parts:
    """Long or stubby, orange, seldom yellow or purple; with much green or little; or three."""
    light, green = rng.uniform(0.6, 0.95), _shade(rng, (0.22, 0.36), (0.5, 0.9), (0.2, 0.6))
    hue = rng.choice([0.05, 0.06, 0.07, 0.07, 0.08, 0.12, 0.88])
    skin = Look(hsv(hue, rng.uniform(0.8, 0.95), light * (0.35 if hue > 0.8 else 1)))
    wide, blunt = rng.uniform(0.09, 0.15), rng.uniform(0.3, 0.8)
    leaves = rng.choice([0.08, 0.4, 0.6])
    parts = []
    for number in range(rng.choice([1, 1, 1, 3])):
        widths = wide * np.array([0.03, 0.6 * blunt, 0.85, 1, 0.15])
        profile = smooth(np.column_stack([widths, [0, 0.15, 0.5, 0.85, 1]]), 50)
        profile[3:-3, 0] *= 1 - 0.08 * (rng.random(44) < 0.3)
        root = lathe(profile, 24).turned("y", 90).moved(-1).bent(rng.uniform(-0.05, 0.1))
        made = [(root, skin), (_fronds(rng, 5, leaves, leaves * 0.5).moved(-0.02), green)]
        lift = wide * 0.1 * number
        turn = (0, 13, -13)[number]
        parts += [(mesh.turned("z", turn).moved(z=lift), look) for mesh, look in made]
    return _either_way(parts, rng)


CAPS = (  # (radius, height), the brim first
    [(0.34, 0), (0.46, 0.1), (0.38, 0.3), (0, 0.4)],  # a button
    [(0.5, 0), (0.52, 0.06), (0.3, 0.22), (0, 0.27)],  # an umbrella
    [(0.42, 0), (0.36, 0.15), (0.16, 0.45), (0, 0.6)],  # a cone
    [(0.4, 0), (0.44, 0.12), (0.34, 0.34), (0, 0.46)],  # a dome
)


def mushroom(rng: np.random.Generator) -> Parts:
    """A button, an umbrella, a cone or a dome; a thick or thin stem; spots; up to three of them."""
    shape = np.array(CAPS[rng.integers(len(CAPS))])
    hue, strength = rng.choice([(0.08, 0.2), (0.08, 0.6), (0.07, 0.7), (0.0, 0.85), (0.1, 0.05)])
    toadstool = strength > 0.8 or rng.random() < 0.15
    light = rng.uniform(0.25, 0.6) if strength > 0.5 else rng.uniform(0.5, 0.95)
    skin = Look(hsv(hue, strength, light), "plastic" if rng.random() < 0.4 else "matt")
    pale = _shade(rng, (0.08, 0.13), (0.05, 0.3), (0.6, 0.95))
    gills = _shade(rng, (0.05, 0.12), (0.1, 0.5), (0.3, 0.8))
    stem, thin, foot = rng.uniform(0.35, 0.7), rng.uniform(0.09, 0.18), rng.uniform(1, 1.6)
    parts = []
    for number in range(rng.choice([1, 1, 2, 3])):
        size = 1 if number == 0 else rng.uniform(0.45, 0.75)
        cap = smooth(shape * rng.uniform(0.9, 1.1, 2) + [0, stem], 20)
        leg = [(thin * foot, 0), (thin, stem * 0.5), (thin * 0.9, stem + 0.1)]
        made = [(lathe([*cap]), skin), (lathe([(0, 0), *smooth(leg, 12)], 24), pale)]
        made.append((lathe([(thin * 0.8, stem + 0.06), (cap[0, 0], stem + 0.005)]), gills))
        if toadstool:
            spots = []
            for _ in range(14):
                radius, height = cap[rng.integers(3, 18)]
                angle = rng.uniform(0, TURN)
                at = radius * np.cos(angle), radius * np.sin(angle), height
                spots.append(ball(at, rng.uniform(0.035, 0.07)))
            made.append((joined(*spots), pale))
        tilt, turn = rng.uniform(-12, 12), (0, 200, 320)[number] + rng.uniform(-20, 20)
        away = 0 if number == 0 else 0.3 + 0.5 * size
        parts += [
            (mesh.turned("y", tilt).scaled(size).moved(away).turned("z", turn), look)
            for mesh, look in made
        ]
    if len(parts) < 5 and rng.random() < 0.2:
        parts = turned(turned(parts, "x", -rng.uniform(50, 80)), "z", rng.uniform(-60, 60))
    return parts


def pineapple(rng: np.random.Generator) -> Parts:
    """Slender or stout, green to orange, with a low or tall, dense or sparse crown; some lean."""
    wide, high = rng.uniform(0.26, 0.36), rng.uniform(0.65, 0.85)
    profile = np.array([(0.5, 0), (0.95, 0.25), (1, 0.55), (0.45, 1)]) * [wide, high]
    around = int(rng.integers(6, 9))
    dark = hsv(rng.uniform(0.06, 0.25), rng.uniform(0.6, 0.9), rng.uniform(0.15, 0.4))
    light = hsv(rng.uniform(0.07, 0.17), rng.uniform(0.6, 0.9), rng.uniform(0.5, 0.85))
    rind = Look(dark, "matt", "spots", light, around / 2 / (TURN * wide))
    green = _shade(rng, (0.2, 0.36), (0.4, 0.8), (0.15, 0.5))
    leaves = []
    crown, spread = rng.uniform(0.35, 0.6), rng.uniform(0.7, 1.2)
    for number in range(rng.integers(14, 24)):
        out = spread * (0.1 + 0.3 * rng.random())
        tip = crown * rng.uniform(0.75, 1) * (1.2 - out)
        path = smooth([(0.03, 0, 0), (out * 0.5, 0, crown * 0.5), (out, 0, tip)], 10)
        thick = np.interp(np.arange(10), [0, 2, 6, 9], [0.05, 0.05, 0.025, 0.002])
        leaves.append(tube(path, thick, 5).turned("z", number * 137.5))
    body = _embossed(profile, around, rng.uniform(3, 4.5), 0.06)
    ends = lathe([(0, 0.01), (wide * 0.5, 0)]), lathe([(0, high), (wide * 0.45, high)])
    parts = [(joined(*[body, *ends]), rind), (joined(*leaves).moved(z=high - 0.02), green)]
    if rng.random() < 0.12:
        return turned(turned(parts, "y", 80), "z", rng.uniform(-40, 40))
    return turned(parts, "y", rng.uniform(-5, 5))


def _icing(rng: np.random.Generator, radius: float, low: float, high: float) -> Mesh:
    """Over the top of a cake, running down its side in tongues."""
    edge = [(radius + 0.012, low), (radius + 0.015, high - 0.03), (radius - 0.02, high + 0.015)]
    mesh = lathe([*edge, (0, high + 0.02)])
    angle = np.linspace(0, TURN, 40, endpoint=False)
    down = np.zeros(len(mesh.vertices))
    down[:40] = np.sin(angle * rng.integers(5, 10)) * rng.uniform(0.02, 0.09)
    return replace(mesh, vertices=mesh.vertices + np.outer(down, [0, 0, 1]))


def _decorated(rng: np.random.Generator, radius: float, top: float) -> Parts:
    """Berries or cream around the rim, candles, or one berry in the middle."""
    kind = rng.choice(["berries", "candles", "candles", "one"])
    look = looks.plastic(rng, 1)
    if kind == "one":
        return [(ball((0, 0, top + 0.07), 0.09), look)]
    size = 0.8 if kind == "berries" else rng.uniform(0.25, 0.7)
    at = arc(size * radius, 0, 360, int(rng.integers(6, 12)))[1:]
    if kind == "berries":
        return [(joined(*[ball((x, y, top + 0.04), 0.065) for x, y in at]), look)]
    high = top + rng.uniform(0.2, 0.35)
    sticks = joined(*[tube([(x, y, top), (x, y, high)], 0.022, 6) for x, y in at])
    flames = joined(*[_flame(0.12).moved(x, y, high) for x, y in at])
    return [(sticks, look), (flames, looks.glowing(rng))]


def _ring_cake(rng: np.random.Generator, sponge: Look, cream: Look) -> Parts:
    profile = [
        (0.16, 0), (0.5, 0), (0.53, 0.18), (0.38, 0.44), (0.22, 0.44), (0.13, 0.3), (0.13, 0),
    ]  # fmt: skip
    parts = [(_embossed(profile, int(rng.integers(8, 13)), 0, 0.09), sponge)]
    if rng.random() < 0.7:
        top = smooth([(0.47, 0.38), (0.39, 0.46), (0.23, 0.47), (0.13, 0.37)], 16)
        parts.append((lathe(top), cream))
    return parts


def _tiered_cake(rng: np.random.Generator, filling: Look, cream: Look) -> Parts:
    parts, low, radius = [], 0.0, 0.5
    for _ in range(rng.integers(2, 4)):
        top = low + rng.uniform(0.2, 0.32)
        tier = [(radius, low), (radius, top - 0.02), (radius - 0.02, top), (0, top)]
        pearls = [ball((x, y, low + 0.03), 0.035) for x, y in arc(radius, 0, 340, 17)]
        parts += [(lathe(tier), cream), (joined(*pearls), filling)]
        low, radius = top, radius - rng.uniform(0.11, 0.15)
    return parts + _decorated(rng, radius + 0.1, low)


def _cut_cake(rng: np.random.Generator, sponge: Look, filling: Look, cream: Look) -> Parts:
    """All but a slice, or a slice, whose tip is in front."""
    slice_only = rng.random() < 0.5
    missing = 360 - rng.uniform(35, 60) if slice_only else rng.uniform(45, 80)
    start = rng.uniform(-130, -50) + missing / 2
    stop = start + 360 - missing
    wedge = np.array([(0, 0), *arc(0.5, start, stop, 40)])
    count, high, parts = int(rng.integers(2, 4)), rng.uniform(0.28, 0.5), []
    for low in np.arange(count) * high / count:
        middle, top = low + 0.72 * high / count, low + high / count
        parts += [(prism(wedge, low, middle), sponge), (prism(wedge, middle, top), filling)]
    parts.append((prism(wedge * 1.02, high, high + 0.05), cream))
    at = (
        wedge[1:].mean(0, keepdims=True) * 0.7
        if slice_only
        else arc(0.4, start + 15, stop - 15, 10)
    )
    berries = joined(*[ball((x, y, high + 0.09), 0.065) for x, y in at])
    return [*parts, (berries, looks.plastic(rng, 1))] if rng.random() < 0.8 else parts


def cake(rng: np.random.Generator) -> Parts:
    """Whole, cut, one slice, in tiers, or a fluted ring; with icing, berries or candles."""
    kind = rng.choice(["whole", "cut", "tiers", "ring"], p=[0.35, 0.45, 0.1, 0.1])
    sponge = _shade(rng, (0.05, 0.12), (0.3, 0.75), (0.12, 0.85))
    cream = looks.plastic(rng, 0.8) if rng.random() < 0.6 else looks.white(rng)
    filling = cream if rng.random() < 0.5 else looks.plastic(rng, 1)
    if kind == "ring":
        return _ring_cake(rng, sponge, cream)
    if kind == "tiers":
        return _tiered_cake(rng, filling, cream)
    if kind == "cut":
        return _cut_cake(rng, sponge, filling, cream)
    high = rng.uniform(0.28, 0.5)
    body = lathe([(0.5, 0), (0.5, high), (0, high)])
    side, top = (cream, filling) if rng.random() < 0.5 else (sponge, cream)
    parts = [(body, side), (_icing(rng, 0.5, high * rng.uniform(0.55, 0.85), high), top)]
    return parts + _decorated(rng, 0.5, high + 0.02)


# --- and more ------------------------------------------------------------------------------------


def basket(rng: np.random.Generator) -> Parts:
    """Round or oval, flaring or bellied; one handle over it or two at its sides; empty or full."""
    high, oval = rng.uniform(0.35, 0.65), rng.uniform(0.65, 1)
    foot, rim = rng.uniform(0.32, 0.46), 0.5
    profile = [(foot, 0), ((foot + rim) / 2 + rng.uniform(0, 0.06), high / 2), (rim, high)]
    hue, strength, light = rng.uniform(0.06, 0.11), rng.uniform(0.3, 0.7), rng.uniform(0.25, 0.8)
    if rng.random() < 0.25:
        hue, strength = rng.random(), rng.uniform(0.1, 0.7)
    look = Look(hsv(hue, strength, light), "matt", "", (0, 0, 0))
    woven = replace(look, pattern="checks", second=hsv(hue, strength, light * 0.35), repeat=3.5)
    side = _embossed(profile, int(rng.integers(12, 18)), high * rng.uniform(9, 13), 0.035)
    inside = lathe([(0, 0.03), (foot - 0.04, 0.03), (rim - 0.04, high)])
    ring = np.column_stack([arc(0.5, 0, 360, 41), np.full(41, high)])
    parts = [(joined(*[side, inside]), woven), (tube(ring, 0.04), look)]
    if rng.random() < 0.65:
        rise = rng.uniform(0.4, 0.65)
        bow = arc(1, 0, 180, 24) * [0.5, rise] + [0, high]
        handle = tube(np.insert(bow, 1, 0, axis=1), 0.035)
        parts.append((handle, look))
    else:
        bow = arc(0.16, 0, 180, 12)
        path = np.column_stack([np.full(12, 0.5), bow[:, 0], high + bow[:, 1]])
        parts += [(tube(path, 0.035).turned("z", turn), look) for turn in (0, 180)]
    if rng.random() < 0.45:
        for _ in range(2):
            places = rng.uniform(-0.24, 0.24, (5, 2))
            fruit = [ball((x, y, high - 0.03), rng.uniform(0.12, 0.18)) for x, y in places]
            parts.append((joined(*fruit), looks.plastic(rng, 0.8)))
    elif rng.random() < 0.3:
        parts.append((ball((0, 0, high - 0.05), (0.42, 0.42, 0.15)), looks.cloth(rng)))
    return [(mesh.scaled(1, oval, 1), look) for mesh, look in parts]


def _one_candle(rng: np.random.Generator, wide: float, low: float, high: float, lit: bool) -> Parts:
    """Wax from one height to another, its wick, and a flame if it's lit."""
    wax = looks.white(rng) if rng.random() < 0.5 else looks.plastic(rng, 0.8)
    sunk = high - min(0.03, wide / 3)
    stick = lathe([(0, low), (wide, low), (wide, high), (wide * 0.8, high), (0, sunk)], 24)
    size = rng.uniform(0.16, 0.24)
    wick = tube([(0, 0, sunk), (0.01, 0, high + 0.06)], 0.012, 6)
    flame = [(_flame(size).moved(z=high + 0.02), looks.glowing(rng, 6))] if lit else []
    return [(stick, wax), (wick, looks.dark(rng)), *flame]


def candle(rng: np.random.Generator) -> Parts:
    """A thick one, a group, one on a candlestick, or a candelabrum with three; lit or not."""
    kind, lit = rng.choice(["thick", "group", "stick", "stick", "three"]), rng.random() < 0.9
    if kind == "thick":
        return _one_candle(rng, rng.uniform(0.14, 0.25), 0, rng.uniform(0.5, 0.9), lit)
    if kind == "group":
        parts = []
        for x, y in [(-0.3, 0.05), (0.25, 0.1), (0, -0.3)][: rng.integers(2, 4)]:
            one = _one_candle(rng, rng.uniform(0.12, 0.18), 0, rng.uniform(0.3, 0.85), lit)
            parts += [(mesh.moved(x, y), look) for mesh, look in one]
        return parts
    metal = looks.anything(rng) if rng.random() < 0.4 else looks.metal(rng)
    foot, stand, bulge = rng.uniform(0.17, 0.25), rng.uniform(0.2, 0.5), rng.uniform(0.05, 0.09)
    if kind == "three":
        stand = max(stand, 0.35)
    profile = [
        (foot, 0), (foot * 0.8, 0.06), (0.04, 0.1), (bulge, stand * 0.5), (0.04, stand * 0.8),
        (0.09, stand),
    ]  # fmt: skip
    holder = [(lathe([*smooth(profile, 30), (0, stand)], 24), metal)]
    long, wide = rng.uniform(0.4, 0.7), rng.uniform(0.045, 0.065)
    parts = holder + _one_candle(rng, wide, stand - 0.01, stand + long, lit)
    if kind == "three":
        reach = rng.uniform(0.26, 0.38)
        drop = stand - 0.05
        for side in (-1, 1):
            x = side * reach
            arm = smooth([(0, 0, stand * 0.5), (x * 0.7, 0, stand * 0.4), (x, 0, drop)], 14)
            cup = lathe([(0.02, drop - 0.04), (0.08, drop + 0.02), (0, drop + 0.02)], 20).moved(x)
            parts.append((joined(*[tube(arm, 0.025, 8), cup]), metal))
            one = _one_candle(rng, wide, drop, drop + long, lit)
            parts += [(mesh.moved(x), look) for mesh, look in one]
    return parts


THINGS = [
    Thing("mug", mug, 0.11, turns=30, heights=(10, 50)),
    Thing("teapot", teapot, 0.24, turns=30, heights=(5, 40)),
    Thing("goblet", goblet, 0.2, heights=(2, 35)),
    Thing("bottle", bottle, 0.3, heights=(2, 35)),
    Thing("jug", jug, 0.25, turns=30, heights=(5, 40)),
    Thing("frying pan", frying_pan, 0.45, turns=35, heights=(20, 65)),
    Thing("saucepan", saucepan, 0.38, turns=40, heights=(10, 50)),
    Thing("fork", fork, 0.19, turns=25, heights=(35, 80)),
    Thing("spoon", spoon, 0.18, turns=25, heights=(35, 80)),
    Thing("knife", knife, 0.26, turns=25, heights=(35, 80)),
    Thing("rolling pin", rolling_pin, 0.42, turns=30, heights=(15, 70)),
    Thing("bread", bread, 0.3, turns=40, heights=(15, 50)),
    Thing("apple", apple, 0.09, turns=45, heights=(10, 55)),
    Thing("banana", banana, 0.2, turns=40, heights=(15, 70)),
    Thing("carrot", carrot, 0.24, turns=60, heights=(20, 75)),
    Thing("mushroom", mushroom, 0.1, turns=60, heights=(2, 35)),
    Thing("pineapple", pineapple, 0.33, heights=(5, 40)),
    Thing("cake", cake, 0.28, turns=30, heights=(15, 50)),
    Thing("basket", basket, 0.4, turns=50, heights=(10, 50)),
    Thing("candle", candle, 0.22, turns=40, heights=(2, 35)),
]
