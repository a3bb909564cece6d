"""Dollar Street's ten classes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from renders import looks
from renders.looks import Look
from renders.shapes import (
    Mesh,
    arc,
    ball,
    box,
    joined,
    lathe,
    loft,
    prism,
    sheet,
    slab,
    smooth,
    tube,
)
from renders.thing import Parts, Thing

Rng = np.random.Generator


# --- helpers ------------------------------------------------------------------------------------


def _block(centre: Sequence[float], size: Sequence[float]) -> Mesh:
    """A sharp box of few triangles, where there are many."""
    square = np.array([(-0.5, -0.5), (0.5, -0.5), (0.5, 0.5), (-0.5, 0.5)]) * size[:2]
    return prism(square, -size[2] / 2, size[2] / 2).moved(*centre)


def _hoop(radius: float, thick: float) -> Mesh:
    """A ring about the y axis, seen round from the front."""
    circle = arc(radius, 0, 360, 33)
    return tube(np.column_stack([circle[:, 0], np.zeros(33), circle[:, 1]]), thick)


def _knob(x: float, y: float, z: float, radius: float, thick: float) -> Mesh:
    """A round knob or disc that faces the front."""
    profile = (0, 0), (radius, 0), (radius * 0.9, thick), (0, thick)
    return lathe(profile, 20).turned("x", 90).moved(x, y, z)


def _wall_paint(rng: Rng) -> Look:
    kind = str(rng.choice(["bricks", "clouds", "", "planks"]))
    return Look(looks.paint(rng, 0.2), "matt", kind, looks.paint(rng, 0.1), rng.uniform(1, 3))


def _appliance(rng: Rng) -> Look:
    """White, grey, dark or coloured enamel, or steel."""
    kind = rng.choice(["white", "dark", "colour", "metal"], p=[0.5, 0.12, 0.28, 0.1])
    if kind == "white":
        return looks.white(rng)
    if kind == "dark":
        return looks.dark(rng, "plastic")
    return looks.plastic(rng) if kind == "colour" else looks.metal(rng)


# --- day bed ------------------------------------------------------------------------------------


def _fence(rng: Rng, width: float, height: float) -> Mesh:
    """A back or an end of a bed, in the x-z plane: a panel, slats, rods or a cushion."""
    kind = rng.choice(["panel", "slats", "rods", "cushion"])
    if kind == "panel":
        curve = rng.choice([0, 0.3]) * height
        top = [(width / 2 * x, height - curve * x**2) for x in np.linspace(1, -1, 9)]
        return slab([(-width / 2, 0), (width / 2, 0), *top], 0.06)
    if kind == "cushion":
        return box((0, 0.08, height / 2), (width, 0.18, height), 0.35)
    posts = np.linspace(-width / 2, width / 2, max(3, int(width / rng.uniform(0.12, 0.25))))
    thick = 0.022 if kind == "rods" else 0.035
    bars = [_block((x, 0.03, height / 2), (thick * 2, 0.04, height)) for x in posts]
    rails = [box((0, 0.03, z), (width + 0.06, 0.06, 0.07), 0.1) for z in (0.05, height)]
    return joined(*bars + rails)


def _cot(rng: Rng, deep: float, high: float) -> Parts:
    """A rope cot: a sagging web between rails on four thick legs."""
    frame = looks.wood(rng) if rng.random() < 0.7 else looks.painted(rng)
    above = rng.uniform(0, 0.15)
    corners = [(x, y) for x in (-0.95, 0.95) for y in (-deep / 2, deep / 2)]
    leg = lathe(
        [(0, 0), (0.04, 0), (0.06, high * 0.6), (0.05, high + above), (0, high + above)], 10
    )
    bars = [tube([(x, -deep / 2, high), (x, deep / 2, high)], 0.035) for x in (-0.95, 0.95)]
    bars += [tube([(-0.95, y, high), (0.95, y, high)], 0.035) for y in (-deep / 2, deep / 2)]
    x, y = np.meshgrid(np.linspace(-1, 1, 14), np.linspace(-1, 1, 9), indexing="ij")
    web = sheet(-rng.uniform(0.02, 0.1) * (1 - x**2) * (1 - y**2), 1.88, deep).moved(z=high + 0.03)
    rope = Look(
        looks.paint(rng, 0.4), "matt", "weave", looks.paint(rng, 0.4), rng.uniform(0.6, 1.2)
    )
    return [(joined(*[leg.moved(*at) for at in corners] + bars), frame), (web, rope)]


def day_bed(rng: Rng) -> Parts:
    """A rope cot, a plank bench or a couch; back, ends, mattress, cushions and bolsters or not."""
    deep, high = rng.uniform(0.75, 0.95), rng.uniform(0.26, 0.42)
    frame = rng.choice([looks.wood, looks.wood, looks.painted, looks.metal])(rng)
    cover, thick = looks.cloth(rng), rng.uniform(0.09, 0.2)
    top = high + thick
    if rng.random() < 0.22:
        parts, ends, back = _cot(rng, deep, high), "none", False
        thick = rng.choice([0, 0.07])
        top = high + thick
    else:
        solid = rng.random() < 0.3
        base = [
            box(
                (0, 0, high / 2 if solid else high - 0.06), (2, deep, high if solid else 0.12), 0.06
            )
        ]
        if not solid:
            leg = box((0, 0, high / 2), (*rng.uniform(0.05, 0.12, 1).repeat(2), high), 0.1)
            base += [leg.moved(x, y * (deep / 2 - 0.06)) for x in (-0.92, 0.92) for y in (-1, 1)]
        parts = [(joined(*base), frame)]
        ends, back = rng.choice(["both", "both", "one", "none"]), rng.random() < 0.6
    if thick:
        parts.append((box((0, 0, high + thick / 2), (1.94, deep - 0.04, thick), 0.2), cover))
    trim = cover if rng.random() < 0.2 else frame
    if back:
        parts.append((_fence(rng, 2, rng.uniform(0.3, 0.5) + thick).moved(0, deep / 2, high), trim))
    rise = rng.uniform(0.25, 0.45) + thick
    state = rng.bit_generator.state
    for side in {"both": (-1, 1), "one": (-1,), "none": ()}[str(ends)]:
        rng.bit_generator.state = state  # both ends alike
        end = _fence(rng, deep, rise).turned("z", -90 * side).moved(side, 0, high)
        parts.append((end, trim))
    pillow = looks.cloth(rng)
    if rng.random() < 0.5:  # bolsters
        round_ = rng.uniform(0.09, 0.13)
        for side in (-1, 1) if rng.random() < 0.7 else (-1,):
            roll = lathe([(0, 0), (1, 0.01), (1.05, 0.5), (1, 0.99), (0, 1)], 18)
            roll = roll.scaled(round_, round_, deep * 0.85).turned("x", 90)
            parts.append((roll.moved(side * 0.82, deep * 0.42, top + round_), pillow))
    elif rng.random() < 0.6:
        parts.append((box((0.72, 0, top + 0.05), (0.36, deep * 0.6, 0.16), 0.6), pillow))
    if back and rng.random() < 0.7:
        for x in rng.choice([-0.55, -0.2, 0.15, 0.5], rng.integers(1, 4), replace=False):
            cushion = box((0, 0, 0.2), (0.4, 0.14, 0.4), 0.5).turned("x", -18)
            parts.append((cushion.moved(x, deep / 2 - 0.18, top), looks.cloth(rng)))
    if rng.random() < 0.3:  # a blanket over a part of it
        wide = rng.uniform(0.4, 0.8)
        blanket = box((-0.3, -0.03, top - 0.02), (wide, deep + 0.02, thick + 0.08), 0.15)
        parts.append((blanket, looks.cloth(rng, 0.7)))
    return parts


# --- dishrag ------------------------------------------------------------------------------------


def _ripples(rng: Rng, s: np.ndarray, t: np.ndarray, waves: float, count: int = 6) -> np.ndarray:
    """Random folds over a cloth, about -1 to 1."""
    total = np.zeros_like(s)
    for _ in range(count):
        angle, phase = rng.uniform(0, 6.3, 2)
        along = np.cos(angle) * s + np.sin(angle) * t
        total += np.sin(6.3 * waves * rng.uniform(0.4, 1.4) * along + phase)
    return total / count**0.5


def _cloth(rng: Rng, points: np.ndarray, s: np.ndarray, t: np.ndarray) -> Parts:
    """A cloth of (n, n, 3) points, with or without stripes of another colour along its ends."""
    n = len(points)
    marks = np.zeros(n, bool)
    if rng.random() < 0.6:
        at, wide = rng.integers(1, 7), rng.integers(2, 5)
        marks[at : at + wide] = marks[n - 1 - at - wide : n - 1 - at] = True
        if rng.random() < 0.3:
            marks[n // 2 - wide // 2 : n // 2 + wide] = True
    uv = np.stack([s, t], -1)
    groups = {False: [], True: []}
    bounds = [0, *np.flatnonzero(np.diff(marks[:-1])) + 1, n - 1]
    for start, stop in pairwise(bounds):
        rows = slice(start, stop + 1)
        strip = replace(loft(points[rows], False), uv=uv[rows].reshape(-1, 2))
        groups[bool(marks[start])].append(strip)
    main = looks.cloth(rng, 0.4)
    if rng.random() < 0.4:
        main = Look(looks.white(rng).colour, "matt", "weave", looks.paint(rng, 0.3), 2)
    parts = [(joined(*groups[False]), main)]
    if groups[True]:
        parts.append((joined(*groups[True]), Look(looks.paint(rng, 0.8))))
    return parts


def dishrag(rng: Rng) -> Parts:
    """Flat, crumpled, folded, or over a rail, a hook or a bucket's edge; with stripes or not."""
    s, t = np.meshgrid(*[np.linspace(-0.5, 0.5, 48)] * 2, indexing="ij")
    kinds = "flat", "heap", "folded", "rail", "hook", "bucket"
    kind = str(rng.choice(kinds, p=[0.2, 0.2, 0.16, 0.18, 0.16, 0.1]))
    wide = rng.uniform(0.7, 1)
    waves = _ripples(rng, s, t, rng.uniform(1, 2.5))
    down = s + 0.5  # 0 at the cloth's one end, 1 at the other
    parts: Parts = []
    stuff = looks.anything(rng)
    if kind == "flat":
        x, y = wide * t + 0.04 * _ripples(rng, s, t, 1), s + 0.04 * _ripples(rng, s, t, 1)
        z = 0.07 * np.abs(waves) + 0.02 * _ripples(rng, s, t, 4)
    elif kind == "heap":
        away = np.hypot(s, t)
        pull = rng.uniform(0.5, 0.75) + 0.15 * _ripples(rng, s, t, 1)
        x, y = wide * t * pull + 0.05 * waves, s * pull + 0.05 * _ripples(rng, s, t, 2)
        z = (0.12 + 0.22 * np.abs(waves)) * np.clip(1.15 - 1.5 * away, 0.1, 1)
    elif kind == "folded":
        layers, deep, gap = rng.integers(2, 5), rng.uniform(0.25, 0.4), rng.uniform(0.04, 0.07)
        turns = [
            (deep * (-1) ** (i + j), gap * (i + 0.25 * (j - 0.5)))
            for i in range(layers)
            for j in (0, 1)
        ]
        path = smooth(turns, 48)
        x = wide * t * 0.9
        y, z = path[:, :1] + 0.02 * waves, path[:, 1:] + 0.012 * _ripples(rng, s, t, 1)
    elif kind == "rail":
        bar, back = rng.uniform(0.6, 0.9), rng.uniform(0.3, 0.7)
        path = smooth(
            [
                (0.06, bar - back),
                (0.05, bar - 0.1),
                (0, bar + 0.04),
                (-0.05, bar - 0.1),
                (-0.07, 0.08),
            ],
            48,
        )
        loose = np.clip(bar - path[:, 1:], 0, 1)
        x = wide * t * (1 - rng.uniform(-0.1, 0.4) * loose)
        y = path[:, :1] + 0.09 * loose * np.sin(6.3 * (rng.uniform(1, 3) * t + rng.random()))
        z = path[:, 1:] + 0.05 * loose * waves
        rail = [tube([(-0.65, 0, bar), (0.65, 0, bar)], 0.025)]
        rail += [tube([(i, 0, 0), (i, 0, bar)], 0.03) for i in (-0.62, 0.62)]
        rail += [box((i, 0, 0.02), (0.12, 0.4, 0.04), 0.1) for i in (-0.62, 0.62)]
        parts = [(joined(*rail), stuff)]
    elif kind == "hook":
        folds, long = rng.uniform(1.5, 3.5), rng.uniform(0.8, 1)
        spread = 0.06 + rng.uniform(0.4, 0.8) * down**0.7
        x = wide * t * spread
        y = -0.09 + 0.07 * down**0.5 * np.sin(6.3 * folds * t + rng.uniform(0, 6))
        z = 1 - long * down * (1 - 0.25 * np.abs(t)) + 0.03 * waves * down
        board = box((0, 0.06, 0.58), (rng.uniform(0.5, 1), 0.05, 1.1), 0.05)
        hook = tube(smooth([(0, 0.05, 1), (0, -0.1, 0.97), (0, -0.14, 1.06)], 8), 0.022)
        parts = [(board, stuff), (hook, looks.metal(rng))]
    else:
        low, high, thick = rng.uniform(0.32, 0.45), rng.uniform(0.4, 0.6), 0.02
        bucket = [(0, 0), (low, 0), (0.5, high), (0.47, high), (low - 0.03, 0.03), (0, 0.03)]
        out = high * rng.uniform(0.6, 0.95)
        path = [
            (0.34, high - 0.3),
            (0.41, high - 0.1),
            (0.49, high + 2 * thick),
            (0.54, high - 0.1),
            (0.55, high - out),
        ]
        path = smooth(path, 48)
        angle = np.radians(-90 + rng.uniform(-25, 25)) + wide * t * rng.uniform(1.1, 1.8)
        fall = np.clip(high - path[:, 1:], 0, 1)
        far = path[:, :1] + 0.05 * np.abs(waves) * fall * (down > 0.5)
        sag = 0.2 * np.abs(waves) + rng.uniform(-0.8, 0.8) * t
        x, y, z = far * np.cos(angle), far * np.sin(angle), path[:, 1:] - fall * sag
        parts = [(lathe(bucket), stuff)]
    cloth = np.stack(np.broadcast_arrays(x, y, z), -1)
    if kind in ("flat", "heap"):
        turn = rng.uniform(0, 6.3)
        matrix = [[np.cos(turn), np.sin(turn), 0], [-np.sin(turn), np.cos(turn), 0], [0, 0, 1]]
        cloth = cloth @ np.array(matrix)
    return parts + _cloth(rng, cloth, s, t)


# --- plate --------------------------------------------------------------------------------------


def plate(rng: Rng) -> Parts:
    """Flat plates to soup plates, round, oval or square; china, tin or plastic; flat or upright."""
    depth, well = rng.uniform(0.08, 0.32), rng.uniform(0.5, 0.75)
    oval, sides = rng.choice([1, 1, 1, 0.75]), rng.choice([44, 44, 44, 44, 44, 8, 4])
    profile = [
        (0, 0), (well - 0.05, 0), (well, 0.04), (1, depth), (1.02, depth + 0.03),
        (0.97, depth + 0.04), (well, 0.08), (0, 0.06),
    ]  # fmt: skip
    glaze = rng.choice([looks.white, looks.white, looks.plastic, looks.plastic, looks.metal])(rng)
    meshes = [(lathe(profile, sides, y=oval), glaze)]
    slope = (well, 0.97), (0.08, depth + 0.04)
    if rng.random() < 0.6:  # a coloured or patterned band on its rim
        inner = rng.uniform(well + 0.03, 0.9)
        outer = min(0.97, inner + rng.uniform(0.05, 0.2))
        band = [(r, np.interp(r, *slope) + 0.015) for r in (inner, outer)]
        kind = str(rng.choice(["", "", "spots", "checks", "leaves"]))
        look = replace(looks.plastic(rng, 0.9), pattern=kind, second=glaze.colour, repeat=1)
        meshes.append((lathe(band, sides, y=oval), look))
    if rng.random() < 0.3:  # a picture in the middle
        look = replace(looks.plastic(rng, 0.8), pattern="leaves", second=glaze.colour, repeat=0.8)
        picture = lathe([(0, 0.085), (rng.uniform(0.2, well - 0.1), 0.085)], sides, y=oval)
        meshes.append((picture, look))
    if sides == 4:
        meshes = [(mesh.turned("z", 45), look) for mesh, look in meshes]
    if rng.random() < 0.35:  # upright, leaning back
        lean = rng.uniform(50, 75)
        meshes = [(mesh.turned("x", lean), look) for mesh, look in meshes]
        if rng.random() < 0.6:
            prop = [
                tube([(x, -0.5, -0.95 * oval), (x, 0.5, -0.95 * oval), (x, 0.5, 0.1)], 0.04)
                for x in (-0.3, 0.3)
            ]
            meshes.append((joined(*prop), looks.anything(rng)))
    elif rng.random() < 0.15:  # a pile
        low = replace(meshes[0][0], vertices=meshes[0][0].vertices - [0, 0, 0.12])
        meshes += [(low, glaze), (low.moved(0.03, 0.02, -0.12), glaze)]
    return meshes


# --- running shoe -------------------------------------------------------------------------------


def _shoe(rng: Rng) -> Parts:
    """One shoe, heel at x = 0 and toe at x = 1."""
    tall, thick = rng.uniform(0.3, 0.4), rng.uniform(0.05, 0.12)
    if rng.random() < 0.2:
        tall += 0.14
    blunt, collar = rng.uniform(0.1, 0.15), rng.uniform(0.3, 0.36)
    along = np.linspace(0, 1, 40)
    half_width = smooth(
        [
            (0, 0.05),
            (0.03, 0.1),
            (0.14, 0.125),
            (0.42, 0.115),
            (0.7, 0.155),
            (0.88, 0.13),
            (0.97, 0.07),
            (1, 0.02),
        ]
    )
    top = smooth(
        [(0, tall * 0.9), (0.04, tall + 0.02), (collar / 2, tall - 0.04), (collar, tall - 0.01),
         (0.55, tall * 0.72), (0.75, blunt + 0.06), (0.92, blunt), (1, 0.04)]
    )  # fmt: skip

    def sole_under(x):
        return 0.35 * np.clip(x - 0.72, 0, 1) ** 1.5 + 0.3 * np.clip(0.1 - x, 0, 1) ** 1.5

    def sole_over(x):
        return sole_under(x) + thick * (1.25 - 0.5 * x)

    def skin(x, angle, out=1.0):
        """A point of the upper. angle: 0 is its right side, 90 its top, 180 its left side."""
        x, angle = np.broadcast_arrays(np.asarray(x, float), np.radians(angle))
        wide, high = (np.interp(x, *curve.T) * out for curve in (half_width, top))
        power = 0.55 + 0.25 * np.clip((x - 0.3) / 0.3, 0, 1)
        y = -wide * np.sign(np.cos(angle)) * np.abs(np.cos(angle)) ** power
        return np.stack([x, y, sole_over(x) - 0.02 + high * np.abs(np.sin(angle)) ** power], -1)

    def patch(x, angle):
        return loft(skin(x, angle, 1.025), closed=False)

    rings = []
    for wider, height in ((0, 0), (1.06, 0), (1.12, 0.5), (1.02, 1), (0, 1)):
        wide = np.interp(along, *half_width.T) * wider
        ground = sole_under(along) + height * (sole_over(along) - sole_under(along))
        rings.append([np.stack([along, side * wide, ground], -1) for side in (1, -1)])
    sole = loft(np.stack([r[0] for r in rings] + [r[1] for r in rings[::-1]], 1))
    upper_look, accent = looks.cloth(rng), Look(looks.paint(rng, 0.6), "plastic")
    if rng.random() < 0.5:
        upper_look = looks.plastic(rng)
    x, angle = np.meshgrid(along, np.linspace(0, 180, 25), indexing="ij")
    parts = [(loft(skin(x, angle), closed=False), upper_look)]
    parts.append((sole, looks.white(rng, "matt") if rng.random() < 0.55 else looks.plastic(rng)))
    if rng.random() < 0.5:
        parts.append((sole.scaled(1, 1.01, 0.35), looks.dark(rng)))
    x, angle = np.meshgrid(
        np.linspace(0.05, collar + 0.02, 8), np.linspace(50, 130, 8), indexing="ij"
    )
    parts.append((patch(x, angle), looks.dark(rng)))
    tongue = box((collar + 0.03, 0, tall + thick * 0.8), (0.05, 0.13, 0.2), 0.3).turned(
        "y", -25, (collar, 0, tall)
    )
    parts.append((tongue, upper_look if rng.random() < 0.5 else accent))
    steps = np.linspace(collar + 0.07, 0.7, rng.integers(4, 7))
    lace = [
        tube(skin(x + np.array([0, 0.015, 0.03]), [55, 90, 125], 1.05), 0.013, 6) for x in steps
    ]
    parts.append((joined(*lace), looks.white(rng, "matt") if rng.random() < 0.6 else accent))
    marks = []
    kind = rng.choice(["bars", "wave", "none", "panel"], p=[0.4, 0.3, 0.15, 0.15])
    slant = rng.uniform(-0.2, 0.05)
    for flip in (0, 180):
        up = np.linspace(8, 48, 7)
        if kind == "bars":
            for start in np.linspace(0.42, 0.6, rng.integers(2, 4)):
                x = start + slant * (up[None] - 8) / 40 + np.array([[0], [0.035]])
                marks.append(patch(x, np.abs(flip - up[None]) + 0 * x))
        elif kind == "wave":
            x, middle = np.linspace(0.12, 0.72, 14), 26 - 14 * np.sin(np.linspace(0, 4.4, 14))
            wide = np.linspace(1, 9, 14)
            marks.append(
                patch(np.stack([x, x]), np.abs(flip - np.stack([middle - wide, middle + wide])))
            )
        elif kind == "panel":
            x, angle = np.meshgrid(np.linspace(0.4, 0.68, 8), up, indexing="ij")
            marks.append(patch(x, np.abs(flip - angle)))
    for low, high in ((0, 0.13), (0.84, 1)):  # heel and toe caps
        if rng.random() < 0.45:
            x, angle = np.meshgrid(
                np.linspace(low, high, 8), np.linspace(0, 180, 24), indexing="ij"
            )
            angle = angle if low else np.where(angle < 90, angle * 0.45, 180 - (180 - angle) * 0.45)
            marks.append(patch(x, angle))
    if marks:
        parts.append((joined(*marks), accent))
    return parts


def running_shoe(rng: Rng) -> Parts:
    """Low or high, one or a pair; thick or thin sole; bars, a wave, caps, laces."""
    shoe = _shoe(rng)
    if rng.random() < 0.35:
        gap, ahead = rng.uniform(0.36, 0.5), rng.uniform(-0.3, 0.3)
        shoe += [(mesh.scaled(1, -1, 1).moved(ahead, gap), look) for mesh, look in shoe]
    turn = rng.uniform(-40, 40)
    flip = rng.choice([-1, 1])
    return [(mesh.scaled(flip, 1, 1).turned("z", turn), look) for mesh, look in shoe]


# --- soap dispenser -----------------------------------------------------------------------------


def _pump(rng: Rng, z: float, size: float) -> Mesh:
    """A collar, a stem, and a head with a spout to one side."""
    rise, out = rng.uniform(0.12, 0.25), rng.uniform(0.22, 0.36)
    collar = [
        (0, 0),
        (0.13, 0),
        (0.13, 0.08),
        (0.06, 0.1),
        (0.035, 0.11),
        (0.035, rise + 0.1),
        (0, rise + 0.1),
    ]
    spout = smooth(
        [(0.03, 0, 0), (-0.6 * out, 0, 0.01), (-0.9 * out, 0, -0.01), (-out, 0, -0.09)], 12
    )
    head = [(0, 0), (0.1, 0), (0.1, 0.08), (0.06, 0.11), (0, 0.11)]
    parts = [lathe(collar, 20), lathe(head, 20).moved(z=rise + 0.08)]
    parts.append(tube(spout + np.array([0, 0, rise + 0.14]), np.linspace(0.05, 0.03, 12)))
    return joined(*parts).scaled(size).turned("z", rng.uniform(-60, 240)).moved(z=z)


def _bottle(rng: Rng) -> Parts:
    """A bottle with a pump: round, square, conical or bulging; with a label, half full or not."""
    low, wide = rng.uniform(0.45, 0.85), rng.uniform(0.16, 0.28)
    waist, neck = rng.choice([1, 1, 0.8, 1.15]), rng.choice([0.95, 0.8, 0.5])
    curve = [(wide, 0.02), (wide * waist, low * 0.5), (wide * neck, low * 0.9), (0.09, low)]
    sides = 4 if rng.random() < 0.25 else 32
    body = np.concatenate([[(0, 0)], smooth(curve, 24)])
    flat = rng.choice([1, 1, 0.65])
    outer = rng.choice([looks.plastic, looks.white, looks.metal, looks.painted, looks.wood])(rng)
    look = [replace(outer, repeat=1)] * 2
    level = rng.integers(5, 18)
    if rng.random() < 0.35:
        look = [looks.plastic(rng, 0.9), Look(looks.paint(rng, 0.1), "plastic")]
    pieces = [lathe(body[: level + 1], sides, y=flat), lathe(body[level:], sides, y=flat)]
    if sides == 4:
        pieces = [piece.turned("z", 45) for piece in pieces]
    parts = list(zip(pieces, look, strict=True))
    pump = rng.choice([looks.plastic, looks.white, looks.metal, looks.dark])(rng)
    parts.append((_pump(rng, low - 0.02, rng.uniform(0.9, 1.3)), pump))
    if rng.random() < 0.5:  # a label
        label = Look(
            looks.paint(rng, 0.5), "matt", "print", looks.paint(rng, 0.5), rng.uniform(1, 3)
        )
        at = slice(6, 6 + rng.integers(6, 10))
        if sides == 4:
            band = lathe(body[at] * [1.02, 1], 4, y=flat).turned("z", 45)
        else:
            angle = np.radians(np.linspace(-150, -30, 16))
            points = [
                np.stack([r * np.cos(angle), flat * r * np.sin(angle), z + 0 * r * angle], -1)
                for r, z in body[at] * [1.02, 1]
            ]
            band = loft(points, closed=False)
        parts.append((band, label))
    return parts


def soap_dispenser(rng: Rng) -> Parts:
    """A bottle with a pump, a box with a lever on a board, or one that works by itself."""
    kind = rng.choice(["bottle", "box", "automatic"], p=[0.72, 0.17, 0.11])
    if kind == "bottle":
        return _bottle(rng)
    wide, shell, dark = rng.uniform(0.35, 0.5), _appliance(rng), looks.dark(rng, "plastic")
    deep, round_ = rng.uniform(0.25, 0.35), rng.choice([0.1, 0.3, 0.5])
    if kind == "automatic":
        column = box((0, 0.12, 0.5), (wide * 0.8, 0.2, 1), round_)
        head = box((0, -0.05, 0.86), (wide * 0.8, 0.55, 0.28), round_)
        foot = box((0, -0.02, 0.04), (wide, 0.5, 0.08), 0.2)
        nozzle = lathe([(0, -0.1), (0.03, -0.1), (0.05, 0), (0, 0)], 14).moved(0, -0.22, 0.74)
        tank = box((0, 0.1, 0.55), (wide * 0.82, 0.26, 0.3), 0.15)
        return [(joined(*[column, head, foot]), shell), (nozzle, dark), (tank, looks.plastic(rng))]
    body = box((0, 0, 0.64), (wide, deep, 0.72), round_)
    back = box((0, deep / 2, 0.52), (wide * rng.uniform(0.8, 1.3), 0.05, 1.04), 0.1)
    lever = box(
        (0, -deep / 2 - 0.04, 0.24), (wide * rng.uniform(0.5, 0.9), 0.07, 0.3), 0.25
    ).turned("x", 18, (0, -deep / 2, 0.38))
    nozzle = lathe([(0, -0.14), (0.03, -0.14), (0.06, 0), (0, 0)], 14).moved(0, 0, 0.3)
    window = box(
        (0, -deep / 2, rng.uniform(0.65, 0.8)), (wide * rng.choice([0.15, 0.5]), 0.03, 0.28), 0.2
    )
    lever_look = rng.choice([looks.plastic, looks.metal, looks.dark])(rng)
    board = looks.anything(rng) if rng.random() < 0.6 else shell
    return [
        (body, shell),
        (back, board),
        (lever, lever_look),
        (nozzle, dark),
        (window, looks.plastic(rng, 0.9)),
    ]


# --- street sign --------------------------------------------------------------------------------


def _writing(rng: Rng, wide: float, high: float) -> Mesh:
    """Letters, each a few strokes, in a row about the origin; facing the front."""
    count = rng.integers(3, 8)
    step = wide / count
    strokes = []
    for i in range(count):
        x = (i + 0.5) * step - wide / 2
        for at, size in (
            ((-0.3, 0), (0.22, 1)),
            ((0.3, 0), (0.22, 1)),
            ((0, 0.4), (0.7, 0.2)),
            ((0, -0.4), (0.7, 0.2)),
            ((0, 0), (0.7, 0.2)),
        ):
            if rng.random() < 0.6:
                where = x + at[0] * step, 0, at[1] * high
                strokes.append(_block(where, (size[0] * step, 0.01, size[1] * high)))
    return joined(*strokes or [_block((0, 0, 0), (wide, 0.01, high * 0.3))])


def _symbol(rng: Rng) -> Mesh:
    """What a sign shows, within a circle of radius 0.6 or so."""
    kind = rng.choice(["bar", "arrow", "turn", "person", "mark", "number", "cross", "lines"])
    thick = 0.02
    if kind == "bar":
        return box((0, 0, 0), (1.1, thick, 0.3), 0.05)
    if kind == "arrow":
        arrow = [
            (-0.12, -0.6),
            (0.12, -0.6),
            (0.12, 0.1),
            (0.4, 0.1),
            (0, 0.6),
            (-0.4, 0.1),
            (-0.12, 0.1),
        ]
        return slab(arrow, thick).turned("y", rng.choice([0, 45, -45, 90, -90]))
    if kind == "turn":
        path = smooth([(-0.2, 0, -0.5), (-0.2, 0, 0), (0, 0, 0.25), (0.3, 0, 0.25)], 14)
        stem = tube(path, 0.1, 6).scaled(rng.choice([-1, 1]), 0.1, 1)
        side = np.sign(stem.vertices[-1, 0]) or 1
        return joined(
            *[stem, slab([(side * 0.25, 0), (side * 0.25, 0.5), (side * 0.6, 0.25)], thick)]
        )
    if kind == "person":
        body = [
            (0, 0.1, 0.3, 0.3),
            (0.1, -0.25, 0.14, 0.6),
            (-0.12, -0.3, 0.14, 0.6),
            (0, 0.1, 0.7, 0.12),
        ]
        boxes = [box((x, 0, z), (w, thick, h), 0.1) for x, z, w, h in body]
        return joined(*[ball((0, 0, 0.42), (0.14, thick, 0.14)), *boxes])
    if kind == "mark":
        return joined(
            *[box((0, 0, 0.15), (0.2, thick, 0.65), 0.3), box((0, 0, -0.4), (0.2, thick, 0.2), 0.5)]
        )
    if kind == "number":
        return _writing(rng, 0.9, 0.6)
    if kind == "cross":
        bar = box((0, 0, 0), (1.3, thick, 0.2), 0.05)
        return joined(
            *[bar.turned("y", 45), bar.turned("y", -45)]
            if rng.random() < 0.5
            else [bar.turned("y", 45)]
        )
    return joined(*[_writing(rng, 0.9, 0.25).moved(z=z) for z in (0.22, -0.22)])


def _board(rng: Rng) -> tuple[Parts, float]:
    """One sign about the origin, its back at y = 0.03, and half its height."""
    kind = rng.choice(["round", "triangle", "octagon", "diamond", "arrow", "board", "board"])
    ground, border = Look(looks.paint(rng, 0.7), "plastic"), Look(looks.paint(rng, 0.6), "plastic")
    if rng.random() < 0.55:
        ground = looks.white(rng)
    dark = sum(ground.colour) < 1.5
    ink = looks.white(rng) if dark else looks.dark(rng, "plastic")
    if rng.random() < 0.25 and not dark:
        ink = border
    if kind in ("arrow", "board"):
        wide, high = rng.uniform(0.5, 0.85), rng.uniform(0.16, 0.34)
        point = rng.uniform(0.15, 0.3) if kind == "arrow" else 0
        outline = np.array(
            [(-wide, -high), (wide, -high), (wide + point, 0), (wide, high), (-wide, high)]
        )
        face = [_writing(rng, 1.5 * wide, 0.9 * high)]
        if rng.random() < 0.4:
            face = [_writing(rng, 1.5 * wide, 0.5 * high).moved(z=z * high) for z in (0.4, -0.4)]
        symbol, half = joined(*face), high
        if rng.random() < 0.3:
            outline = outline * [-1, 1]
    else:
        sides, turn = {
            "round": (32, 0),
            "triangle": (3, 90),
            "octagon": (8, 22.5),
            "diamond": (4, 0),
        }[str(kind)]
        size = rng.uniform(0.42, 0.55)
        turn += 180 if kind == "triangle" and rng.random() < 0.3 else 0
        outline = arc(size, turn, turn + 360, sides + 1)[:-1]
        symbol, half = _symbol(rng), size
        symbol = symbol.scaled(size * (0.62 if kind == "triangle" else 0.9))
    inner = 1 - rng.uniform(0.08, 0.3) if rng.random() < 0.75 else 0
    parts = [(slab(outline, 0.03), border if inner else ground)]
    if inner:
        parts.append((slab(outline * inner, 0.01).moved(y=-0.011), ground))
    parts.append((symbol.moved(y=-0.025), ink))
    return parts, half


def street_sign(rng: Rng) -> Parts:
    """Round, triangular, octagonal, diamond, arrow or board; one or two, on a post or two."""
    high = rng.uniform(1.0, 1.5)
    boards, half = _board(rng)
    parts = [(mesh.moved(z=high), look) for mesh, look in boards]
    low = high - half
    if rng.random() < 0.35:
        second, other = _board(rng)
        low -= 2 * other * 0.75 + 0.05
        turn = rng.choice([0, 0, 70, -70]) if other < 0.35 else 0
        shrunk = [
            (mesh.scaled(0.75).turned("z", turn, (0, 0.08, 0)), look) for mesh, look in second
        ]
        parts += [(mesh.moved(z=low + other * 0.75), look) for mesh, look in shrunk]
    post = rng.choice([looks.metal, looks.metal, looks.painted, looks.wood])(rng)
    thick = rng.uniform(0.03, 0.055)
    wide = np.ptp(parts[0][0].vertices[:, 0]) / 2
    at = (-0.6 * wide, 0.6 * wide) if half < 0.35 and rng.random() < 0.5 else (0,)
    top = high + half * rng.choice([0.7, 0.7, 1.15])
    if half > 0.35:
        top = high + (0.2 if top < high + half else half + 0.05)
    if rng.random() < 0.6:
        posts = [tube([(x, 0.03 + thick, 0), (x, 0.03 + thick, top)], thick) for x in at]
    else:
        posts = [box((x, 0.03 + thick, top / 2), (2 * thick, 2 * thick, top), 0.06) for x in at]
    parts.append((joined(*posts), post))
    lean = rng.normal(0, 4)
    return [(mesh.turned("y", lean), look) for mesh, look in parts]


# --- table lamp ---------------------------------------------------------------------------------


def _desk_lamp(rng: Rng, paint: Look, lit: float) -> Parts:
    """A foot, two arms and a head that looks down."""
    foot = lathe([(0, 0), (0.22, 0), (0.22, 0.03), (0.05, 0.07), (0, 0.07)], y=rng.choice([1, 0.7]))
    elbow = np.array([rng.uniform(0.1, 0.3), 0, rng.uniform(0.4, 0.6)])
    end = np.array([rng.uniform(-0.4, -0.15), 0, rng.uniform(0.65, 0.9)])
    arm = [tube([(0, 0, 0.05), elbow], 0.025), tube([elbow, end], 0.025)]
    if rng.random() < 0.4:  # bent instead
        bent = smooth([(0, 0, 0.05), (0.02, 0, 0.55), (-0.1, 0, 0.8), end], 20)
        arm = [tube(bent, 0.025)]
    size, tilt = rng.uniform(0.8, 1.2), rng.uniform(5, 50)
    shade = [(0.04, 0.06), (0.07, 0), (0.09, -0.06), (0.2, -0.24), (0.19, -0.24), (0.05, -0.03)]
    if rng.random() < 0.4:
        shade = [(0, 0.03), *arc(0.2, 90, 5, 10) * [1, 1.1] - [0, 0.2], (0.18, -0.18)]
    head = lathe(shade, 28).scaled(size).turned("y", tilt).moved(*end)
    bulb = ball((0, 0, -0.17 * size), 0.07 * size).turned("y", tilt).moved(*end)
    bulb_look = looks.glowing(rng, lit * 2) if lit else looks.white(rng)
    parts = [
        (joined(*[foot, *arm]), paint),
        (head, paint if rng.random() < 0.6 else looks.plastic(rng)),
        (bulb, bulb_look),
    ]
    turn = rng.uniform(-50, 50) + rng.choice([0, 180])
    return [(mesh.turned("z", turn), look) for mesh, look in parts]


def _lamp_foot(rng: Rng, high: float) -> Mesh:
    kind = rng.choice(["column", "vase", "vase", "balls", "tripod", "cone", "block", "hoop"])
    wide = rng.uniform(0.14, 0.24)
    stem = [(0.025, high), (0, high)]
    if kind == "tripod":
        legs = [(wide * 1.3 * np.cos(a), wide * 1.3 * np.sin(a), 0) for a in (0.5, 2.6, 4.7)]
        return joined(*[tube([leg, (0, 0, high)], 0.022) for leg in legs])
    if kind == "block":
        block = box(
            (0, 0, high * 0.3), (wide * 1.2, wide * 1.2, high * 0.6), rng.choice([0.1, 0.4])
        )
        return joined(*[block, tube([(0, 0, high * 0.5), (0, 0, high)], 0.025)])
    if kind == "hoop":
        hoop = _hoop(high * 0.38, 0.03).moved(z=high * 0.45)
        return joined(
            *[
                hoop,
                lathe([(0, 0), (wide, 0), (wide, 0.05), (0, 0.05)]),
                tube([(0, 0, high * 0.8), (0, 0, high)], 0.03),
            ]
        )
    if kind == "balls":
        heap = [
            ball((0, 0, z), (r, r, high * 0.17))
            for z, r in zip(
                high * np.array([0.2, 0.5, 0.8]), rng.uniform(0.05, 0.13, 3), strict=True
            )
        ]
        return joined(*[*heap, lathe([(0, 0), (wide, 0), (wide, 0.04), (0.025, 0.05), *stem])])
    curve = {
        "column": [(wide, 0), (wide, 0.04), (wide * 0.3, 0.07), (0.03, 0.1), (0.03, high)],
        "vase": [
            (wide * 0.6, 0), (wide, high * rng.uniform(0.3, 0.6)), (wide * 0.5, high * 0.75),
            (0.04, high * 0.85), (0.03, high),
        ],
        "cone": [(wide, 0), (wide, 0.02), (wide * 0.4, high * 0.5), (0.03, high)],
    }[str(kind)]  # fmt: skip
    return lathe([(0, 0), *(smooth(curve, 24) if kind == "vase" else curve), (0, high)])


def table_lamp(rng: Rng) -> Parts:
    """Many feet; drum, cone, bell, dome, globe or square shades; or a desk lamp. Lit or not."""
    paint = rng.choice([looks.metal, looks.wood, looks.plastic, looks.white, looks.painted])(rng)
    lit = rng.uniform(2, 6) if rng.random() < 0.45 else 0
    if rng.random() < 0.22:
        return _desk_lamp(rng, paint, lit)
    foot, tall, wide = rng.uniform(0.42, 0.68), rng.uniform(0.22, 0.38), rng.uniform(0.2, 0.34)
    kind = rng.choice(
        ["drum", "cone", "bell", "dome", "globe", "square"], p=[0.22, 0.28, 0.15, 0.12, 0.11, 0.12]
    )
    top, sides = wide * rng.uniform(0.4, 0.7), 36
    shade = [(wide, 0), (top, tall)]
    if kind == "drum":
        shade = [(wide * 0.85, 0), (wide * 0.8, tall)]
    elif kind == "bell":
        shade = smooth(
            [(wide, 0), (wide * 0.75, tall * 0.2), (wide * 0.5, tall * 0.6), (wide * 0.35, tall)],
            14,
        )
    elif kind == "dome":
        shade = arc(1, 0, 88, 12) * [wide, tall * 0.8]
    elif kind == "globe":
        shade = arc(1, -80, 90, 20) * wide * 0.75 + [0, wide * 0.7]
    elif kind == "square":
        sides = 4
    start = foot - (0.02 if kind == "globe" else 0.3 * tall)
    skin = lathe(shade, sides).turned("z", 45 if sides == 4 else 0).moved(z=start)
    paper = looks.cloth(rng) if rng.random() < 0.5 else looks.white(rng, "matt")
    if kind in ("dome", "globe"):
        paper = looks.plastic(rng) if rng.random() < 0.5 else looks.white(rng)
    if lit:
        warm = np.array(looks.glowing(rng).colour) * (0.3 + 0.7 * np.array(paper.colour))
        paper = Look(tuple(float(c) for c in warm), glow=lit)
    parts = [(_lamp_foot(rng, foot), paint), (skin, paper)]
    if kind not in ("globe", "dome"):
        parts.append((ball((0, 0, start + tall * 0.4), 0.06), looks.white(rng)))
        if rng.random() < 0.5 and sides == 36:  # a seam at both edges of the shade
            edges = [
                _hoop(r * 1.01, 0.012).turned("x", 90).moved(z=start + z)
                for r, z in (shade[0], shade[-1])
            ]
            parts.append((joined(*edges), looks.painted(rng)))
    if rng.random() < 0.4:  # its cord
        path = smooth(
            [
                (0, 0.1, 0.01),
                (0.2, 0.25, 0.01),
                (rng.uniform(0.2, 0.5), 0.3, 0.01),
                (0.5, 0.4, 0.01),
            ],
            14,
        )
        parts.append((tube(path, 0.012, 6), looks.dark(rng)))
    return parts


# --- tile roof ----------------------------------------------------------------------------------


def _tiles(rng: Rng, low: float, high: float, long: float, tile: dict) -> list[list[Mesh]]:
    """One slope in the x-y plane, eaves at y = 0 and ridge at y = long, in groups of colours.

    low, high: half its width at the eaves and at the ridge.
    """
    wide, across = tile["wide"], np.linspace(0, 1, 7)
    bump = {"pan": np.sin(2 * np.pi * across), "barrel": 2 * np.abs(np.sin(np.pi * across)) - 1}
    bump = tile["bump"] * bump.get(tile["kind"], 0 * across)
    rows = max(3, round(long / tile["long"]))
    step, groups = long / rows, [[] for _ in tile["shares"]]
    for row in range(rows):
        shift = 0.5 * wide * (row % 2) * (tile["kind"] == "flat")
        y = np.array([row, row, row + 1.15])[:, None] * step
        limit = low + (high - low) * np.clip(y / long, 0, 1)
        for left in np.arange(-low - shift, low, wide):
            x = np.clip(left + wide * across * tile["gap"], -limit, limit)
            if np.ptp(x) < 0.1 * wide:
                continue
            lift = tile["thick"] * (np.array([[0.2], [1.5], [0.3]]) + rng.normal(0, 0.1))
            points = np.stack(np.broadcast_arrays(x, y, lift + bump), -1)
            groups[rng.choice(len(groups), p=tile["shares"])].append(loft(points, closed=False))
    return groups


def _house(rng: Rng, shape: str, half: float, deep: float, rise: float) -> Parts:
    """Walls below a roof, its gables, and dark windows and a door."""
    wall, tall = _wall_paint(rng), rng.uniform(0.15, 0.6)
    centre, size = -tall / 2, (1.84 * half, 1.8 * deep, tall)
    meshes = [box((0, 0, centre), size, 0.03)]
    if shape == "gable":
        outline = [(-0.93 * deep, 0), (0.93 * deep, 0), (0, rise * 0.93)]
        meshes.append(slab(outline, 1.84 * half).turned("z", 90).moved(x=0.92 * half))
    if shape == "slope":  # against a higher wall
        high = rise + rng.uniform(0.05, 0.5)
        meshes[0] = box((0, -deep * 0.45, centre), (size[0], 0.9 * deep, tall), 0.03)
        back = box((0, 0.1, (high - tall) / 2), (2.05 * half, 0.2, high + tall), 0.03)
        outline = [(-0.9 * deep, 0), (0, 0), (0, rise * 0.93)]
        meshes += [back, slab(outline, size[0]).turned("z", 90).moved(x=0.92 * half)]
    parts = [(joined(*meshes), wall)]
    if tall > 0.3:
        holes = [
            box((x * half, -0.9 * deep, -tall * 0.5), (0.22 * half, 0.03, tall * 0.5), 0.05)
            for x in rng.choice([-0.65, -0.3, 0.1, 0.5], rng.integers(1, 4), replace=False)
        ]
        holes.append(box((0.92 * half, -deep * 0.3, -tall * 0.5), (0.03, 0.3, tall * 0.5), 0.05))
        parts.append((joined(*holes), looks.dark(rng, "plastic")))
    return parts


def tile_roof(rng: Rng) -> Parts:
    """Pantiles, barrel tiles or shingles; gable, hip or one slope; chimney, window, walls."""
    shape = str(rng.choice(["gable", "hip", "slope"], p=[0.45, 0.3, 0.25]))
    half, deep, pitch = rng.uniform(0.65, 1), rng.uniform(0.5, 0.8), rng.uniform(27, 48)
    rise = deep * np.tan(np.radians(pitch))
    kind, wide = rng.choice(["pan", "barrel", "flat"]), rng.uniform(0.13, 0.23)
    tile = {
        "kind": kind, "wide": wide, "long": wide * rng.uniform(0.9, 1.4), "thick": 0.03,
        "bump": wide * rng.uniform(0.15, 0.25), "gap": 0.9 if kind == "flat" else 1,
        "shares": [1] if rng.random() < 0.35 else [0.6, 0.25, 0.15],
    }  # fmt: skip
    ridge = max(0.1, half - deep) if shape == "hip" else half
    slopes = [(half, ridge, deep, 0), (half, ridge, deep, 180)][: 1 if shape == "slope" else 2]
    if shape == "hip":
        slopes += [(deep, 0, half - ridge, 90), (deep, 0, half - ridge, -90)]
    groups = [[] for _ in tile["shares"]]
    for low, high, run, turn in slopes:
        far = half if abs(turn) == 90 else deep
        tilt = np.degrees(np.arctan2(rise, run))
        slope = _tiles(rng, low, high, np.hypot(run, rise), tile)
        for group, meshes in zip(groups, slope, strict=True):
            group += [m.turned("x", tilt).moved(y=-far).turned("z", turn) for m in meshes]
    clay = looks.hsv(rng.uniform(0.01, 0.08), rng.uniform(0.4, 0.8), rng.uniform(0.25, 0.7))
    colour = np.array(clay if rng.random() < 0.5 else looks.paint(rng, 0.3))
    finish = "plastic" if rng.random() < 0.2 else "matt"
    parts = []
    for group in groups:
        tone = np.clip(colour * rng.uniform(0.5, 1.4) + rng.normal(0, 0.03, 3), 0.02, 0.95)
        tones = (tuple(map(float, c)) for c in (tone, tone * rng.uniform(0.5, 0.9)))
        look = Look(next(tones), finish, "clouds", next(tones), 1)
        parts += [(joined(*group), look)] if group else []
    lines = [[(-ridge, 0, rise), (ridge, 0, rise)]]
    if shape == "hip":
        corners = [(x, y) for x in (-1, 1) for y in (-1, 1)]
        lines += [[(x * half, y * deep, 0.02), (x * ridge, 0, rise)] for x, y in corners]
    caps = joined(*[tube(line, rng.uniform(0.03, 0.05), 8).moved(z=0.03) for line in lines])
    parts.append((caps, parts[0][1] if rng.random() < 0.6 else looks.painted(rng)))
    parts += _house(rng, shape, half, deep, rise)
    if rng.random() < 0.4:
        x, y = rng.uniform(-0.7, 0.7) * ridge, -deep * rng.uniform(0, 0.4)
        size = rng.uniform(0.12, 0.25), 0.15, 0.5
        chimney = box((x, y, rise + rng.uniform(-0.15, 0)), size, 0.05)
        parts.append((chimney, _wall_paint(rng)))
    if rng.random() < 0.25:  # a window in the slope
        pane = box((0, 0, 0.05), (0.25, 0.3, 0.05), 0.06).turned("x", pitch)
        pane = pane.moved(rng.uniform(-0.5, 0.5) * ridge, -deep * 0.45, rise * 0.55)
        parts.append((pane, looks.dark(rng, "plastic")))
    return parts


# --- toilet seat --------------------------------------------------------------------------------


def _egg(
    size: float, front: float, back: float, y: float = 0, start: float = -90, stop: float = 270
) -> np.ndarray:
    """Points (x, y) of an egg, longer to the front."""
    x, up = arc(1, start, stop, 41).T
    return np.column_stack([size * x, y + np.where(up < 0, front, back) * size * up])


def _level(outline: np.ndarray, z: float) -> np.ndarray:
    return np.column_stack([outline, np.full(len(outline), z)])


def toilet_seat(rng: Rng) -> Parts:
    """On a bowl, a bench or a bucket, or bare; lid up, down or missing; cistern or not."""
    front, back, hole = rng.uniform(1.15, 1.4), rng.uniform(0.85, 1), rng.uniform(0.55, 0.66)
    gap = rng.uniform(12, 25) if rng.random() < 0.2 else 0  # open at its front
    high = rng.uniform(0.28, 0.55)
    thick = rng.uniform(0.035, 0.08)
    rings = [
        (hole, 0),
        (1.02, 0),
        (1.03, thick * 0.6),
        (0.95, thick),
        (hole + 0.06, thick),
        (hole, thick * 0.5),
        (hole, 0),
    ]
    seat = loft(
        [_level(_egg(0.25 * r, front, back, 0, -90 + gap, 270 - gap), z) for r, z in rings],
        closed=False,
    )
    seat_look = rng.choice(
        [looks.white, looks.white, looks.plastic, looks.wood, looks.dark, looks.cloth]
    )(rng)
    hinge = (0, 0.25 * back, thick)
    lid_state = rng.choice(["up", "down", "none"], p=[0.5, 0.15, 0.35])
    upper = [(seat, seat_look)]
    if lid_state != "none":
        lid = prism(_egg(0.25, front, back)[:-1], thick + 0.005, thick + 0.035, 0.94)
        lid = lid.turned("x", -rng.uniform(90, 108), hinge) if lid_state == "up" else lid
        if lid_state == "down" and rng.random() < 0.6:
            lid = lid.turned("x", -rng.uniform(8, 40), hinge)
        upper.append((lid, seat_look if rng.random() < 0.85 else looks.plastic(rng)))
    buds = joined(*[ball((x, 0.25 * back, thick), 0.03) for x in (-0.09, 0.09)])
    upper.append((buds, looks.metal(rng) if rng.random() < 0.5 else seat_look))
    if rng.random() < 0.14:
        lean = -rng.uniform(50, 78)
        return [(mesh.turned("x", lean), look) for mesh, look in upper]
    parts = [(mesh.moved(z=high), look) for mesh, look in upper]
    glaze = looks.white(rng) if rng.random() < 0.6 else looks.plastic(rng)
    kind = rng.choice(["bowl", "bench", "bucket"], p=[0.76, 0.12, 0.12])
    if kind == "bowl":
        foot, narrow = rng.uniform(0.5, 0.75), rng.uniform(0.4, 0.65)
        profile = [
            (0, 0, 0.05),
            (foot, 0, 0.05),
            (narrow, 0.3, 0.05),
            (0.75, 0.65, 0.03),
            (0.98, 0.9, 0),
            (1, 1, 0),
            (0.78, 1, 0),
            (0.6, 0.75, 0),
            (0.3, 0.55, 0),
        ]
        bowl = loft([_level(_egg(0.25 * r, front, back, y), z * high) for r, z, y in profile])
        neck = box((0, 0.25, high * 0.8), (0.3, 0.3, high * 0.38), 0.2)
        water = prism(_egg(0.25 * 0.55, front, back)[:-1], high * 0.55, high * 0.65)
        parts += [
            (joined(*[bowl, neck]), glaze),
            (water, Look(looks.hsv(0.58, 0.3, rng.uniform(0.05, 0.5)), "plastic")),
        ]
        if rng.random() < 0.6:
            wide, tall = rng.uniform(0.38, 0.52), rng.uniform(0.25, 0.4)
            y, z = 0.25 * back + 0.17, high + tall / 2 + rng.choice([0, 0.05])
            tank = box((0, y, z), (wide, 0.18, tall), rng.choice([0.1, 0.25]))
            cover = box((0, y, z + tall / 2), (wide + 0.04, 0.21, 0.05), 0.2)
            parts.append(
                (joined(*[tank, cover]), glaze if rng.random() < 0.8 else looks.plastic(rng))
            )
            lever = [
                box((-wide * 0.3, y - 0.1, z + tall * 0.3), (0.1, 0.03, 0.03), 0.3),
                ball((0, y, z + tall / 2 + 0.03), 0.03),
            ]
            parts.append((lever[rng.integers(2)], looks.metal(rng)))
    else:
        stuff = looks.anything(rng)
        if kind == "bench":
            wide = rng.uniform(0.6, 1)
            block = box((0, 0.03, high / 2), (wide, 0.72, high), 0.05)
        else:
            low = rng.uniform(0.7, 0.95)
            block = loft(
                [
                    _level(_egg(0.24 * r, 1.1, 1), z * high)
                    for r, z in ((0, 0), (low, 0), (1, 1), (0, 1))
                ]
            )
        inside = prism(_egg(0.25 * hole, front, back)[:-1], high, high + 0.012)
        parts += [(block, stuff), (inside, looks.dark(rng))]
    return parts


# --- washing machine ----------------------------------------------------------------------------


def _front_loader(rng: Rng, body: Look, wide: float, high: float) -> Parts:
    """A round door, open or shut; panel, knobs, drawer and flap or not."""
    radius = rng.uniform(0.15, 0.21)
    front = -0.29
    trim = rng.choice([looks.metal, looks.white, looks.plastic, looks.dark])(rng)
    z = high * rng.uniform(0.42, 0.5)
    ring = _hoop(radius, rng.uniform(0.02, 0.045)).moved(0, front, z)
    glass = ball((0, front, z), (radius * 0.9, rng.uniform(0.02, 0.07), radius * 0.9))
    glass_look = looks.dark(rng, "plastic") if rng.random() < 0.75 else looks.plastic(rng, 0.4)
    parts = [(box((0, 0, high / 2), (wide, 0.58, high), 0.05), body)]
    if rng.random() < 0.25:
        hinge, turn = (-radius - 0.02, front, z), -rng.uniform(60, 120)
        parts.append((_knob(0, front - 0.002, z, radius, 0.01), looks.dark(rng)))
        parts.append((_hoop(radius, 0.02).moved(0, front, z), body))
        ring, glass = ring.turned("z", turn, hinge), glass.turned("z", turn, hinge)
    parts += [(ring, trim), (glass, glass_look)]
    panel = high - 0.08
    if rng.random() < 0.6:
        strip = box((0, front + 0.01, panel), (wide * 0.98, 0.04, 0.12), 0.1)
        parts.append((strip, trim if rng.random() < 0.5 else looks.plastic(rng)))
    ink, side = looks.dark(rng, "plastic"), rng.choice([-1, 1])
    bits = [_knob(side * wide * rng.uniform(0, 0.2), front - 0.01, panel, 0.04, 0.04)]
    if rng.random() < 0.6:
        bits.append(box((side * wide * 0.36, front - 0.01, panel), (0.12, 0.02, 0.05), 0.1))
    if rng.random() < 0.5:
        bits += [_knob(x, front - 0.01, panel, 0.012, 0.02) for x in (-0.04, 0, 0.04)]
    parts.append((joined(*bits), ink))
    if rng.random() < 0.6:
        drawer = box((-side * wide * 0.33, front - 0.005, panel), (wide * 0.26, 0.02, 0.08), 0.1)
        parts.append((drawer, looks.white(rng)))
    if rng.random() < 0.4:
        parts.append((box((0.15, front, 0.07), (0.14, 0.015, 0.08), 0.1), looks.dark(rng)))
    return parts


def _top_loader(rng: Rng, body: Look, wide: float, high: float) -> Parts:
    """One lid, or two over twin tubs; a raised panel with knobs behind."""
    twin = rng.random() < 0.4
    wide = wide * 1.35 if twin else wide
    parts = [(box((0, 0, high / 2), (wide, 0.58, high), 0.05), body)]
    rise = rng.uniform(0.12, 0.24)
    panel = box((0, 0.23, high + rise / 2 - 0.01), (wide, 0.13, rise), 0.12)
    front, middle = 0.163, high + rise / 2
    parts.append((panel, body if rng.random() < 0.4 else looks.plastic(rng)))
    xs = np.linspace(-0.3, 0.3, rng.integers(2, 5)) * wide
    knobs = [_knob(x, front, middle, min(0.04, rise * 0.35), 0.03) for x in xs[1:]]
    knobs.append(box((xs[0], front, middle), (wide * 0.2, 0.015, rise * 0.5), 0.1))
    dark = looks.dark(rng, "plastic")
    parts.append((joined(*knobs), dark if rng.random() < 0.6 else looks.plastic(rng, 0.9)))
    lids = [(0, wide * 0.86)]
    if twin:
        lids = [(-wide * 0.17, wide * 0.56), (wide * 0.3, wide * 0.32)]
    lid_look = body if rng.random() < 0.5 else _appliance(rng)
    for x, size in lids:
        lid = box((x, -0.07, high + 0.015), (size, 0.42, 0.03), 0.1)
        pane = box((x, -0.09, high + 0.028), (size * 0.7, 0.26, 0.015), rng.choice([0.1, 0.5]))
        if rng.random() < 0.35:
            lean = -rng.uniform(60, 95)
            lid, pane = (mesh.turned("x", lean, (0, 0.14, high)) for mesh in (lid, pane))
            drum = lathe([(0, 0.003), (1, 0.003), (1.1, 0.02), (1.2, 0)]).scaled(
                min(0.19, size * 0.45)
            )
            parts.append((drum.scaled(1, 1, 0.5).moved(x, -0.08, high), dark))
        parts.append((lid, lid_look))
        if rng.random() < 0.65:
            parts.append((pane, dark if rng.random() < 0.6 else looks.plastic(rng)))
    if rng.random() < 0.4:
        parts.append((box((0, -0.29, high * 0.85), (wide * 0.3, 0.015, 0.04), 0.1), dark))
    return parts


def washing_machine(rng: Rng) -> Parts:
    """Front loader, top loader or twin tub; door or lid open or shut; hose, feet, cloth or not."""
    body, wide, high = _appliance(rng), rng.uniform(0.54, 0.66), rng.uniform(0.72, 0.92)
    front = rng.random() < 0.58
    parts = (_front_loader if front else _top_loader)(rng, body, wide, high)
    if rng.random() < 0.3:
        feet = [
            box((x, y, -0.02), (0.08, 0.08, 0.06), 0.1) for x in (-0.22, 0.22) for y in (-0.2, 0.2)
        ]
        parts.append((joined(*feet), looks.dark(rng)))
    if rng.random() < 0.3:  # a hose at its side
        side = wide / 2 * (1.35 if not front else 1)
        path = smooth(
            [
                (side, 0.2, high * 0.8),
                (side + 0.15, 0.2, high * 0.6),
                (side + 0.08, 0.15, 0.1),
                (side + 0.25, 0.1, 0.03),
            ],
            20,
        )
        parts.append((tube(path, 0.02), looks.plastic(rng, 0.2)))
    if front and rng.random() < 0.25:  # a cloth or a folded towel on it
        size = rng.uniform(0.5, 1.02)
        parts.append(
            (
                box((0, 0, high), (wide * size, 0.6 * size, rng.uniform(0.02, 0.12)), 0.3),
                looks.cloth(rng),
            )
        )
    return parts


THINGS = [
    Thing("day bed", day_bed, 2.0, "floor", turns=40, heights=(12, 45)),
    Thing("dishrag", dishrag, 0.4, "table", turns=30, heights=(25, 60)),
    Thing("plate", plate, 0.26, "table", turns=25, heights=(28, 72)),
    Thing("running shoe", running_shoe, 0.3, "floor", turns=20, heights=(8, 50)),
    Thing("soap dispenser", soap_dispenser, 0.2, "table", turns=35, heights=(3, 35)),
    Thing("street sign", street_sign, 2.5, "street", turns=25, heights=(0, 15)),
    Thing("table lamp", table_lamp, 0.5, "table", turns=180, heights=(0, 25)),
    Thing("tile roof", tile_roof, 8.0, "roof", turns=40, heights=(5, 40)),
    Thing("toilet seat", toilet_seat, 0.7, "floor", turns=35, heights=(22, 60)),
    Thing("washing machine", washing_machine, 0.9, "floor", turns=20, heights=(8, 45)),
]
