"""Other things, part two: furniture, house and yard."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from renders import looks
from renders.looks import Look, hsv
from renders.shapes import (
    Mesh,
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
)  # fmt: skip
from renders.thing import Parts, Thing, turned

CORNERS = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)])
Span = Sequence[float]


def _both(*meshes: Mesh) -> list[Mesh]:
    """Each, and its mirror image on the other side, left or right."""
    return [mesh.scaled(side, 1, 1) for mesh in meshes for side in (1, -1)]


def _four(mesh: Mesh) -> list[Mesh]:
    """Mirrored to the left and right, front and back."""
    return [mesh.scaled(i, j, 1) for i, j in CORNERS]


def _block(x: Span, y: Span, z: Span) -> Mesh:
    """A box with sharp edges, from low to high along each axis."""
    return prism([(x[0], y[0]), (x[1], y[0]), (x[1], y[1]), (x[0], y[1])], *z)


def _bar(start: Span, end: Span, thick: float, sides: int = 10) -> Mesh:
    """A straight rod; with four sides a square one."""
    return tube([start, end], thick, sides)


def _ring(radius: float, z: float, thick: float) -> Mesh:
    """A wire bent to a circle about the z axis."""
    return tube([(x, y, z) for x, y in arc(radius, 0, 360, 33)], thick, 6)


def _round_foot(rng: np.random.Generator, high: float) -> Mesh:
    """A column on a flared foot of radius 1."""
    foot = rng.uniform(0.03, 0.08)
    column = rng.uniform(0.12, 0.2)
    profile = [(0, 0), (1, 0), (1, foot), (1.4 * column, 3 * foot), (column, 6 * foot)]
    return lathe([*profile, (column, high)])


def _leaf(length: float, width: float, rise: float, droop: float, turn: float) -> Mesh:
    """It grows from the origin, `rise` degrees above the horizon, and its tip droops."""
    t = np.linspace(0, 1, 8)
    out = length * t * np.cos(np.radians(rise))
    up = length * (t * np.sin(np.radians(rise)) - droop * t**2)
    half = width / 2 * np.sin(np.pi * (0.06 + 0.94 * t) ** 0.8)
    edges = [np.stack([out, s * half, up + 0.3 * abs(s) * half], -1) for s in (-1, 0, 1)]
    return loft(np.stack(edges, 1), closed=False).turned("z", turn)


def _green(rng: np.random.Generator) -> Look:
    """A leaf's colour, from yellowish to bluish green."""
    colour = hsv(rng.uniform(0.2, 0.42), rng.uniform(0.3, 0.85), rng.uniform(0.12, 0.6))
    return Look(colour, "matt", "leaves", hsv(0.28, 0.6, rng.uniform(0.05, 0.5)), 3)


def _picture(rng: np.random.Generator, wide: float, high: float, glow: float = 0) -> Parts:
    """A landscape, a portrait or blots, about the origin in the x-z plane, its front near y = 0."""
    back, *rest = (Look(looks.paint(rng, 0.6), glow=glow) for _ in range(4))
    x, z = wide / 2, high / 2
    kind, disc = rng.integers(3), arc(1, 0, 360)
    if kind == 0:
        skyline = smooth(np.stack([np.linspace(-x, x, 6), rng.uniform(-0.5, 0.5, 6) * z], -1), 20)
        sun = disc * 0.2 * z + [rng.uniform(-0.6, 0.6) * x, 0.65 * z]
        shapes = [slab(sun, 0.01), ribbon(skyline, skyline * [1, 0] - [0, z], 0.01)]
    elif kind == 1:
        small = min(x, z)
        shapes = [slab(arc(1, 0, 180) * [0.75 * small, 0.7 * z] - [0, z], 0.01)]
        shapes.append(slab(disc * [0.33 * small, 0.45 * small] + [0, 0.15 * z], 0.01))
    else:
        shapes = []
        for outline in (disc, CORNERS, disc)[: rng.integers(2, 4)]:
            size = rng.uniform(0.2, 0.5, 2) * (x, z)
            at = rng.uniform(-1, 1, 2) * (np.array([x, z]) - size)
            shapes.append(slab(at + size * outline, 0.01))
    shapes = [shape.moved(y=-0.003 * (i + 1)) for i, shape in enumerate(shapes)]
    return [(_block((-x, x), (0, 0.01), (-z, z)), back), *zip(shapes, rest, strict=False)]


def chair(rng: np.random.Generator) -> Parts:
    """Slats, rails, a panel or a shell for a back; legs or a swivelling star; arms or none."""
    (wide, deep), seat = rng.uniform(0.4, 0.52, 2), rng.uniform(0.4, 0.5)
    tall, thick = rng.uniform(0.38, 0.6), rng.uniform(0.02, 0.034)
    x, y, sides = wide / 2 - thick, deep / 2 - thick, int(rng.choice([4, 12]))
    frame, cover = looks.anything(rng), looks.anything(rng)
    style = str(rng.choice(["slats", "rails", "panel", "shell"]))
    if style in ("panel", "shell") and rng.random() < 0.35:
        ends = [(*end, 0.05) for end in arc(0.9 * x, 0, 288, 5)]
        bars = [_bar((0, 0, 0.1), end, 0.022) for end in ends] + [ball(e, 0.04) for e in ends]
        bars.append(_bar((0, 0, 0.08), (0, 0, seat), 0.03))
    else:
        splay = rng.choice([0, 0, 0.05])
        bars = _four(_bar((x + splay, y + splay, 0), (x, y, seat), thick, sides))
        if rng.random() < 0.4:
            bars += _both(_bar((x, -y, 0.2), (x, y, 0.2), thick * 0.7, sides))
    if rng.random() < 0.3:
        bars += _both(tube([(x, -y, seat), (x, -y, seat + 0.2), (x, y, seat + 0.22)], thick))
    back = _both(_bar((x, 0, 0), (x, 0, tall), thick, sides))
    soft = [box((0, 0, seat), (wide, deep, rng.uniform(0.03, 0.09)), rng.choice([0.15, 0.3]))]
    lean = rng.uniform(0, 14)
    if style == "slats":
        back += [_bar((i, 0, 0), (i, 0, tall), 0.016) for i in x * np.linspace(-0.7, 0.7, 5)]
        back.append(box((0, 0, 0.95 * tall), (wide, 0.04, 0.09), 0.2))
    elif style == "rails":
        levels = tall * np.linspace(0.35, 0.95, rng.integers(2, 5))
        back += [box((0, 0, z), (wide, 0.03, 0.07), 0.2) for z in levels]
    else:
        low = rng.choice([0.05, 0.4]) if style == "panel" else 0
        size = wide, 0.05, (1 - low) * tall
        panel = box((0, 0, (1 + low) / 2 * tall), size, rng.choice([0.15, 0.4]))
        panel.vertices[:, 1] -= (1.2 if style == "shell" else 0) * panel.vertices[:, 0] ** 2
        soft.append(panel.turned("x", -lean).moved(0, y, seat))
    bars += [bar.turned("x", -lean).moved(0, y, seat) for bar in back]
    return [(joined(*bars), frame), (joined(*soft), cover)]


def stool(rng: np.random.Generator) -> Parts:
    """Three or four legs or one column; low or high; round or square; flat or cushioned."""
    high, wide, thick = rng.uniform(0.4, 0.75), rng.uniform(0.32, 0.42), rng.uniform(0.018, 0.03)
    round_top, padding = rng.random() < 0.65, rng.choice([0.03, 0.04, 0.09])
    frame, cover = looks.anything(rng), looks.anything(rng)
    if round_top:
        edge = [(0, 1), (0.45, 1), (0.5, 0.7), (0.5, 0.1), (0.47, 0), (0, 0)]
        seat = lathe(edge).scaled(wide, wide, padding).moved(z=high)
    else:
        seat = box((0, 0, high + padding / 2), (wide, wide * rng.uniform(0.7, 1), padding), 0.15)
    if rng.random() < 0.2:
        foot = _round_foot(rng, 1).scaled(0.46 * wide, 0.46 * wide, high)
        return [(joined(*[foot, _ring(0.3 * wide, 0.35 * high, 0.015)]), frame), (seat, cover)]
    count = int(rng.choice([3, 4, 4])) if round_top else 4
    turns = 360 * (np.arange(count) + 0.5) / count
    top, bottom, share = 0.33 * wide, wide * rng.uniform(0.4, 0.65), rng.uniform(0.25, 0.5)
    leg, across = _bar((bottom, 0, 0), (top, 0, high), thick), bottom + (top - bottom) * share
    bars, style = [leg.turned("z", turn) for turn in turns], rng.integers(3)
    if style == 0:
        bars.append(_ring(across, share * high, 0.7 * thick))
    elif style == 1:
        x, y = across * np.cos(np.pi / count), across * np.sin(np.pi / count)
        rung = _bar((x, -y, share * high), (x, y, share * high), 0.7 * thick)
        bars += [rung.turned("z", turn + 180 / count) for turn in turns]
    return [(joined(*bars), frame), (seat, cover)]


def table(rng: np.random.Generator) -> Parts:
    """Long, square or round; four legs, two trestles or one column; an apron, a shelf or none."""
    x, y = rng.uniform(0.42, 0.85), rng.uniform(0.27, 0.4)
    high, thick, board = rng.uniform(0.5, 0.78), rng.uniform(0.025, 0.05), rng.uniform(0.03, 0.06)
    frame = looks.anything(rng, 0.3)
    cover = frame if rng.random() < 0.4 else looks.anything(rng, 0.3)
    if rng.random() < 0.3:
        wide = rng.uniform(0.4, 0.6)
        top = lathe([(0, high), (wide, high), (wide, high + board), (0, high + board)])
        if rng.random() < 0.5:
            return [(_round_foot(rng, 1).scaled(0.3, 0.3, high), frame), (top, cover)]
        legs = _four(_bar((0.65 * wide, 0.65 * wide, 0), (0.5 * wide, 0.5 * wide, high), thick))
        return [(joined(*legs), frame), (top, cover)]
    over = rng.uniform(0.02, 0.12)
    top = _block((-x - over, x + over), (-y - over, y + over), (high, high + board))
    if rng.random() < 0.2:
        bars = _both(*(_bar((x, s * y, 0), (x, -s * y, high), thick, 4) for s in (-1, 1)))
        bars.append(_bar((-x, 0, high / 2), (x, 0, high / 2), thick, 4))
    else:
        splay, sides = rng.choice([0, 0, 0.06]), int(rng.choice([4, 12]))
        bars = _four(_bar((x + splay, y + splay, 0), (x, y, high), thick, sides))
        if rng.random() < 0.6:
            bars.append(_block((-x, x), (-y, y), (high - rng.uniform(0.06, 0.14), high)))
        if rng.random() < 0.2:
            bars.append(_block((-x, x), (-y, y), (0.15, 0.18)))
    return [(joined(*bars), frame), (top, cover)]


def bookshelf(rng: np.random.Generator) -> Parts:
    """Three to five shelves of upright and leaning books, some half empty; a back or none."""
    high, deep = rng.uniform(1.1, 2.0), rng.uniform(0.22, 0.32)
    count, board = int(rng.integers(3, 6)), rng.uniform(0.02, 0.04)
    gap, x, y = high / count, rng.uniform(0.35, 0.65), deep / 2
    frame = looks.wood(rng) if rng.random() < 0.5 else looks.painted(rng)
    boards = [_block((-x, x), (-y, y), (k * gap, k * gap + board)) for k in range(count + 1)]
    boards += _both(_block((x - board, x), (-y, y), (0, high + board)))
    books: list[list[Mesh]] = [[] for _ in range(6)]
    fullness = rng.uniform(0.75, 1)
    for low in gap * np.arange(count) + board:
        at, end = board - x, x - board
        if rng.random() > fullness:
            end *= rng.uniform(-0.6, 0.7)
        while at + 0.09 < end:
            thick, tall = rng.uniform(0.03, 0.085), gap * rng.uniform(0.6, 0.9)
            book = _block((at, at + thick), (-0.8 * y, 0.9 * y), (low, low + tall))
            if rng.random() < 0.06:
                book = book.turned("y", -12, (at, 0, low))
                at += 0.2 * tall
            books[rng.integers(6)].append(book)
            at += thick + 0.004
    parts = [(joined(*boards), frame)]
    if rng.random() < 0.7:
        parts.append((_block((-x, x), (0.93 * y, y), (0, high)), looks.painted(rng, 0.2)))
    return parts + [(joined(*some), looks.painted(rng, 0.7)) for some in books if some]


def chest_of_drawers(rng: np.random.Generator) -> Parts:
    """Three to five rows of one or two drawers, some ajar; knobs, bars or cups; feet or none."""
    wide, deep, high = rng.uniform(0.6, 1.2), rng.uniform(0.4, 0.5), rng.uniform(0.6, 1.1)
    rows, columns = int(rng.integers(3, 6)), 2 if wide > 0.85 and rng.random() < 0.7 else 1
    body = looks.wood(rng) if rng.random() < 0.5 else looks.painted(rng)
    front = body if rng.random() < 0.5 else looks.anything(rng)
    grip = looks.metal(rng) if rng.random() < 0.5 else looks.plastic(rng)
    x, y, low = wide / 2, deep / 2, rng.choice([0.02, 0.06, 0.15])
    case = [_block((-x, x), (-y, y), (low, high))]
    case.append(_block((-x - 0.02, x + 0.02), (-y - 0.035, y), (high, high + 0.035)))
    case += _four(_bar((x - 0.05, y - 0.05, 0), (x - 0.05, y - 0.05, low), 0.03, 4))
    gap, style, drawers, handles = 0.03, rng.integers(3), [], []
    tall = (high - low - gap) / rows
    for z in low + gap + tall * np.arange(rows):
        edges = np.linspace(-x + gap / 2, x - gap / 2, columns + 1)
        for left, right in zip(edges[:-1] + gap / 2, edges[1:] - gap / 2, strict=True):
            out = -y - (0.025 if rng.random() < 0.93 else 0.15)
            drawers.append(_block((left, right), (out, -y + 0.01), (z, z + tall - gap)))
            at, span = ((left + right) / 2, out - 0.02, z + 0.5 * (tall - gap)), right - left
            if style == 0:
                spots = (-0.25, 0.25) if span > 0.6 else (0,)
                handles += [ball(at, 0.034).moved(s * span) for s in spots]
            else:
                size = (0.35 * span, 0.035, 0.025) if style == 1 else (0.13, 0.04, 0.05)
                handles.append(box(at, size, 0.3))
    seams = _block((-x + 0.01, x - 0.01), (-y - 0.004, -y), (low + 0.01, high - 0.01))
    parts = [(joined(*case), body), (joined(*drawers), front), (joined(*handles), grip)]
    return [*parts, (seams, looks.dark(rng))]


def ladder(rng: np.random.Generator) -> Parts:
    """One that leans, straight or narrowing, or a stepladder; rungs or treads."""
    high, x, thick = rng.uniform(1.4, 2.4), rng.uniform(0.2, 0.28), rng.uniform(0.03, 0.046)
    count, sides, tread = int(rng.integers(5, 9)), int(rng.choice([4, 12])), rng.random() < 0.4
    top, lean = x * rng.choice([1, 0.95, 0.6]), rng.uniform(8, 20)
    rails = looks.anything(rng)
    rungs = rails if rng.random() < 0.5 else looks.anything(rng)
    steps = []
    for share in (np.arange(count) + 0.7) / (count + 0.4):
        half, z = x + share * (top - x), share * high
        rung = _bar((-half, 0, z), (half, 0, z), 0.8 * thick)
        steps.append(box((0, 0, z), (2 * half, 0.1, 0.035), 0.15) if tread else rung)
    frame = _both(_bar((x, 0, 0), (top, 0, high), thick, sides))
    parts = turned([(joined(*frame), rails), (joined(*steps), rungs)], "x", -lean)
    if rng.random() < 0.5:
        back = joined(*[*frame, _bar((-x, 0, 0.3 * high), (x, 0, 0.3 * high), 0.6 * thick)])
        up, spread = high * np.cos(np.radians(lean)), high * np.sin(np.radians(lean))
        parts.append((back.turned("x", lean).moved(y=2 * spread), rails))
        parts.append((box((0, spread, up), (2.1 * top, 0.16, 0.05), 0.15), rungs))
    return parts


def broom(rng: np.random.Generator) -> Parts:
    """A wide push broom, a flared straw broom or a slanted one; upright, tilted or lying."""
    long, thick = rng.uniform(0.55, 0.9), rng.uniform(0.022, 0.03)
    handle, bristle = looks.anything(rng), looks.painted(rng, 0.5)
    if rng.random() < 0.6:
        straw = hsv(rng.uniform(0.06, 0.14), rng.uniform(0.3, 0.8), rng.uniform(0.3, 0.8))
        bristle = Look(straw, "matt", "stripes", hsv(0.09, 0.6, 0.3), rng.uniform(5, 9))
    kind, tall = rng.integers(3), rng.uniform(0.26, 0.4)
    if kind == 0:
        x, y = rng.uniform(0.17, 0.28), rng.uniform(0.04, 0.06)
        hair = prism(CORNERS * [1.08 * x, 1.3 * y], 0, 0.14, 0.85)
        head = box((0, 0, 0.15), (2 * x, 2 * y, 0.06), 0.2)
        stick = _bar((0, 0, 0.15), (0, 0.25, long + 0.1), thick)
    else:
        wide, flat = rng.uniform(0.17, 0.25), rng.uniform(0.25, 0.5)
        profile = [(0, 0), (1, 0), (0.85, 0.4), (0.55, 0.7), (0.3, 0.9), (0.16, 1), (0.1, 1.05)]
        hair = lathe(profile, 24).scaled(wide, flat * wide, tall)
        hem = hair.vertices[:48]
        hem[:, 2] += rng.uniform(0.15, 0.35) * (kind == 2) * hem[:, 0] + rng.normal(0, 0.008, 48)
        bands = [(0.72, 0.58), (0.42, 0.82)][: rng.integers(1, 3)]
        bands = [lathe([(r, z), (0.92 * r, z + 0.08)], 24) for r, z in bands]
        head = joined(*bands).scaled(wide, 1.1 * flat * wide, tall)
        stick = _bar((0, 0, 0.1), (0, 0, tall + long), thick)
    parts = [(stick, handle), (hair, bristle), (head, looks.plastic(rng))]
    return turned(parts, "y", rng.choice([0, 25, -25, 75]) + rng.uniform(-10, 10))


def bucket(rng: np.random.Generator) -> Parts:
    """Slim or wide, its wire handle up or down; empty, or full of water, sand or rags."""
    high, low, rim = rng.uniform(0.75, 1.15), rng.uniform(0.33, 0.42), rng.uniform(0.02, 0.05)
    top, at = low * rng.uniform(1.2, 1.5), rng.uniform(0.75, 0.92)
    ridge = low + at * (top - low)
    profile = [
        (0, 0), (low, 0), (ridge, at * high), (ridge + rim, at * high),
        (ridge + rim, at * high + rim), (top, high - 0.03), (top + rim, high - 0.03),
        (top + rim, high), (top - 0.02, high), (low - 0.03, 0.04), (0, 0.04),
    ]  # fmt: skip
    body = looks.metal(rng) if rng.random() < 0.3 else looks.plastic(rng)
    wire = looks.metal(rng) if rng.random() < 0.6 else looks.dark(rng)
    bow = arc(1, 0, 180, 20) * [top + 0.04, top * rng.uniform(0.8, 1.2)]
    ears = _both(ball((top + 0.03, 0, 0), (0.04, 0.08, 0.08)))
    swing = rng.choice([rng.uniform(-25, 25), rng.choice([-1, 1]) * rng.uniform(75, 105)])
    bow = tube([(x, 0, z) for x, z in bow], 0.025, 8).turned("x", swing)
    parts = [(lathe(profile), body), (joined(*[bow, *ears]).moved(z=high - 0.07), wire)]
    if rng.random() < 0.35:
        level = rng.uniform(0.6, 0.9)
        radius = low + level * (top - low) - 0.02
        parts.append((lathe([(0, level * high), (radius, level * high)]), looks.plastic(rng)))
    return parts


def umbrella(rng: np.random.Generator) -> Parts:
    """Open, lying on its rim or held upright, in one or two colours; or closed and leaning."""
    sides, stem = int(rng.choice([6, 8, 8, 10])), rng.uniform(0.8, 0.95)
    first, second = looks.cloth(rng), looks.cloth(rng)
    metal, grip = looks.metal(rng), looks.wood(rng) if rng.random() < 0.5 else looks.plastic(rng)
    bend = [(x + 0.06, 0, z) for x, z in arc(0.06, 180, 360, 8)]
    hook = tube(smooth([(0, 0, 0.25), (0, 0, 0.08), *bend], 24), 0.022)
    if rng.random() < 0.25:
        hook = _bar((0, 0, 0), (0, 0, 0.22), 0.03)
    if rng.random() < 0.12:
        profile = [(0.02, 0.1), (0.06, 0.3), (0.11, 0.65), (0.13, 0.72), (0.02, 0.72)]
        folds = lathe(profile, 2 * sides)
        folds.vertices[::2, :2] *= 0.6
        stick = _bar((0, 0, 0), (0, 0, 0.85), 0.014)
        hook = hook.turned("x", 180).moved(z=1)
        return turned([(folds, first), (stick, metal), (hook, grip)], "y", 15)
    wide, deep, angle = rng.uniform(0.53, 0.64), rng.uniform(0.38, 0.54), np.linspace(0, 1.2, 9)
    radius, height = wide * np.sin(angle), stem - deep * (1 - np.cos(angle))
    canopy = lathe(np.stack([radius, height], -1), 2 * sides)
    canopy.vertices[1::2, :2] *= 0.91  # the cloth between the ribs hangs in
    canopy.vertices[1::2, 2] += 0.03 * np.repeat(radius, sides) / wide
    panel = np.arange(len(canopy.faces)) // 4 % sides
    halves = [Mesh(canopy.vertices, canopy.faces[panel % 2 == k], canopy.uv) for k in (0, 1)]
    strut = _bar((0, 0, stem - 0.35), (radius[5], 0, height[5]), 0.008, 5)
    rods = [strut.turned("z", turn) for turn in 360 * np.arange(sides) / sides]
    rods.append(_bar((0, 0, 0.15), (0, 0, stem + 0.1), 0.014))
    parts = [(halves[0], first), (halves[1], first if rng.random() < 0.5 else second)]
    parts += [(joined(*rods), metal), (hook, grip)]
    tilt = rng.choice([0, 35, 65, 90], p=[0.25, 0.2, 0.35, 0.2]) + rng.uniform(-12, 12)
    return turned(turned(parts, "z", 180 / sides), "x", tilt)


def wall_clock(rng: np.random.Generator) -> Parts:
    """Round, square or eight-sided, with twelve or four marks; some with a pendulum below."""
    sides = int(rng.choice([36, 36, 4, 8]))
    outline = arc(1.3 if sides == 4 else 1, 180 / sides, 360 + 180 / sides, sides + 1)
    case, light = looks.anything(rng), looks.white(rng, "matt")
    black = looks.dark(rng) if rng.random() < 0.8 else looks.painted(rng, 0.8)
    face, ink = (light, black) if rng.random() < 0.75 else (black, light)
    rim = [(x, 0, z) for x, z in outline * 0.95]
    thick = rng.uniform(0.06, 0.12)
    edges = [_bar(rim[i], rim[i + 1], thick, 8) for i in range(sides)] + [
        ball(p, thick) for p in rim[:8] if sides < 9
    ]
    parts = [(slab(outline, 0.2), case), (joined(*edges), case)]
    parts.append((slab(outline * 0.9, 0.02).moved(y=-0.02), face))
    wide, long, marks = rng.uniform(0.025, 0.045), rng.uniform(0.07, 0.12), []
    for hour in range(0, 12, int(rng.choice([1, 1, 1, 3]))):
        size = 1.7 if hour % 3 == 0 else 1
        mark = _block((-wide * size, wide * size), (-0.04, -0.02), (0.78 - long * size, 0.78))
        marks.append(mark.turned("y", 30 * hour))
    hands = [ball((0, -0.05, 0), (0.08, 0.03, 0.08))]
    for long, wide in ((0.45, 0.06), (0.68, 0.045)):
        hand = slab([(-wide, -0.12), (wide, -0.12), (0.6 * wide, long), (-0.6 * wide, long)], 0.02)
        hands.append(hand.moved(y=-0.06).turned("y", rng.uniform(0, 360)))
    parts += [(joined(*marks), ink)]
    parts += [(joined(*hands), ink if rng.random() < 0.7 else looks.plastic(rng))]
    if rng.random() < 0.15:
        low = -rng.uniform(1.6, 2.2)
        bob = [_bar((0, 0, -0.9), (0, 0, low), 0.03), ball((0, 0, low + 0.25), (0.17, 0.05, 0.17))]
        parts.append((_block((-0.5, 0.5), (0.02, 0.2), (low, -0.8)), case))
        parts.append((joined(*bob), looks.metal(rng)))
    return parts


def picture_frame(rng: np.random.Generator) -> Parts:
    """Tall, wide or oval, narrow or broad, flat or ornate; a landscape, a portrait or blots."""
    half = rng.permutation([1, rng.uniform(0.65, 0.95)]) / 2
    broad, deep, oval = rng.uniform(0.04, 0.13), rng.uniform(0.02, 0.06), rng.random() < 0.15
    unit, rings = arc(1, 0, 360, 41)[:-1] if oval else CORNERS, []
    for inset, y in ((0, 0.5), (0, -0.3), (0.35, -1), (0.6, -0.6), (0.8, -0.8), (1, 0), (1, 0.3)):
        x, z = (unit * (half - inset * broad)).T
        rings.append(np.stack([x, np.full(len(x), y * deep), z], -1))
    makers = looks.metal, looks.wood, looks.painted, looks.plastic
    parts = [(loft(rings), makers[rng.integers(4)](rng))]
    mat = slab(unit * (half - 0.9 * broad), 0.3 * deep).moved(y=0.005)
    parts.append((mat, looks.white(rng, "matt")))
    inner = 2 * (half - broad - (rng.uniform(0.04, 0.12) if rng.random() < 0.5 else 0))
    return parts + _picture(rng, *(inner * 0.68 if oval else inner))


def _cactus(rng: np.random.Generator, tall: float) -> list[Mesh]:
    """A ribbed column, with up to two arms."""
    thick = rng.uniform(0.13, 0.17)
    column = lathe([(1, 0), (1.1, 0.6), (0.7, 1), (0, 1.05)], 24).scaled(thick, thick, tall)
    column.vertices[::2, :2] *= 0.8
    meshes = [column]
    for side in (-1, 1)[: rng.integers(0, 3)]:
        z, end = rng.uniform(0.25, 0.5) * tall, rng.uniform(0.7, 0.9) * tall
        path = [(0, 0, z), (0.26, 0, z), (0.32, 0, z + 0.1), (0.32, 0, end)]
        arm = [tube(smooth(path, 16), 0.6 * thick), ball(path[-1], 0.6 * thick)]
        meshes += [mesh.scaled(side, 1, 1) for mesh in arm]
    return meshes


def potted_plant(rng: np.random.Generator) -> Parts:
    """Bushy, arching, upright blades or a cactus, some with flowers; pots round or square."""
    radius, high, tall = rng.uniform(0.18, 0.27), rng.uniform(0.28, 0.45), rng.uniform(0.65, 1.1)
    low, turns = rng.uniform(0.6, 0.95), rng.uniform(0, 360, 60)
    edge = [(0, 0), (low, 0), (1, 0.75), (1.1, 0.75), (1.12, 1), (1, 1), (0.95, 0.9), (0, 0.9)]
    pot = lathe(edge, int(rng.choice([40, 40, 40, 4]))).scaled(radius, radius, high)
    clay = Look(hsv(0.05, 0.6, rng.uniform(0.4, 0.7)))
    parts = [(pot, clay if rng.random() < 0.35 else looks.plastic(rng))]
    kind, leaves = rng.integers(4), []
    if kind == 0:
        for turn in turns:
            size, rise = rng.uniform((0.25, 0.12), (0.42, 0.24)), rng.uniform(-20, 70)
            way = rng.normal(size=3)
            at = way / np.linalg.norm(way) * (0.2, 0.2, tall / 3) + [0, 0, tall / 3]
            leaves.append(_leaf(*size, rise, 0.3, turn).moved(*at))
    elif kind == 1:
        for turn in turns[:28]:
            long, rise = tall * rng.uniform(0.7, 1.2), rng.uniform(35, 85)
            leaves.append(_leaf(long, rng.uniform(0.07, 0.14), rise, 0.7, turn))
    elif kind == 2:
        for turn in turns[:12]:
            blade = _leaf(tall, rng.uniform(0.1, 0.18), rng.uniform(70, 88), 0, 0)
            leaves.append(blade.moved(rng.uniform(0, 0.1)).turned("z", turn))
    else:
        leaves = _cactus(rng, tall)
    foliage = joined(*leaves).moved(z=0.88 * high)
    if rng.random() < 0.4:
        spots = foliage.vertices[rng.integers(0, len(foliage.vertices), 40)]
        top = spots[np.argsort(spots[:, 2])[-int(rng.integers(5, 14)) :]]
        flowers = joined(*[ball(spot, (0.05, 0.05, 0.04)) for spot in top])
        parts.append((flowers, looks.painted(rng, 0.9)))
    return [*parts, (foliage, _green(rng))]


def tree(rng: np.random.Generator) -> Parts:
    """Round or spreading, a conifer, a poplar or a palm; green, autumnal or in blossom."""
    kind = str(rng.choice(["round", "round", "wide", "conifer", "poplar", "palm"]))
    bark = Look(hsv(0.07, rng.uniform(0.1, 0.6), rng.uniform(0.08, 0.5)), pattern="clouds")
    green = _green(rng)
    if kind in ("round", "wide") and rng.random() < 0.35:
        green = Look(hsv(rng.choice([0.02, 0.07, 0.12, 0.93]), 0.6, 0.6), pattern="leaves")
    high, thick = rng.uniform(1.6, 2.6), rng.uniform(0.1, 0.16)
    sway = rng.uniform(-0.3, 0.3, 2) * (1 if kind == "palm" else 0.3)
    stem = smooth([(0, 0, 0), (*(0.3 * sway), 0.5 * high), (*sway, 0.9 * high)], 12)
    trunk, crown = [tube(stem, np.linspace(1.3, 0.6, 12) * thick)], []
    if kind == "palm":
        for turn in 360 * np.arange(13) / 13 + rng.uniform(-10, 10, 13):
            leaf = _leaf(rng.uniform(0.9, 1.3), 0.3, rng.uniform(0, 65), 0.75, turn)
            crown.append(leaf.moved(*stem[-1]))
    elif kind == "conifer":
        tiers, wide = int(rng.integers(4, 8)), rng.uniform(0.65, 0.95)
        for share in np.arange(tiers) / tiers:
            radius, z = wide * (1 - share), 0.45 + share * high
            edge = [(radius, z), (0.75 * radius, z + 0.15), (0, z + 1.6 * high / tiers)]
            tier = lathe(edge, 24)
            tier.vertices[:] *= rng.uniform(0.85, 1.1, (len(tier.vertices), 1))
            crown.append(tier)
    else:
        size = {"round": (1, 1, 0.9), "wide": (1.45, 1.45, 0.65), "poplar": (0.5, 0.5, 1.3)}[kind]
        size = np.array(size) * rng.uniform(0.85, 1.15)
        for _ in range(14):
            way, clump = rng.normal(size=3), ball((0, 0, 0), rng.uniform(0.38, 0.58) * size**0.5)
            at = stem[-1] + size * (0.62 * way / np.linalg.norm(way) + [0, 0, 0.4])
            clump.vertices[:] *= rng.uniform(0.75, 1.15, (len(clump.vertices), 1))
            crown.append(clump.moved(*at))
            trunk.append(_bar(stem[7], at, 0.35 * thick, 6))
    return [(joined(*trunk), bark), (joined(*crown), green)]


def fence(rng: np.random.Generator) -> Parts:
    """Pointed or flat pickets, rails between posts, close boards, or iron bars with spikes."""
    x, high = rng.uniform(0.8, 1.2), rng.uniform(1.0, 1.4)
    kind = str(rng.choice(["pickets", "pickets", "rails", "boards", "bars"]))
    look = looks.wood(rng) if rng.random() < 0.5 else looks.painted(rng, 0.3)
    if kind == "bars":
        look = looks.metal(rng) if rng.random() < 0.4 else looks.painted(rng, 0.3)
    thick, over = 0.03 if kind == "bars" else rng.uniform(0.04, 0.06), rng.uniform(0, 0.15)
    posts = np.linspace(-x, x, int(rng.integers(3, 5)))
    frame = [_block((p - thick, p + thick), (0, 2 * thick), (0, high + over)) for p in posts]
    levels, rail = (0.2, 0.8), 0.035
    if kind == "rails":
        levels, rail = np.linspace(0.3, 0.9, int(rng.integers(2, 5))), 0.06
    frame += [_block((-x, x), (-0.03, 0.01), (s * high - rail, s * high + rail)) for s in levels]
    if kind == "rails":
        return [(joined(*frame), look)]
    count = {"pickets": rng.integers(8, 14), "boards": 10, "bars": rng.integers(12, 18)}[kind]
    broad = 2 * x / count * (0.49 if kind == "boards" else rng.uniform(0.25, 0.35))
    tip, pales = rng.choice([0, 1.0, 1.6]) * broad, []
    for at, top in zip(
        np.linspace(broad - x, x - broad, count), rng.uniform(0.97, 1.03, count) * high, strict=True
    ):
        edge = [(-broad, 0.06), (broad, 0.06), (broad, top - tip), (0, top), (-broad, top - tip)]
        pale = slab(edge, 0.03).moved(y=-0.06)
        if kind == "bars":
            bar, spike = _bar((0, 0, 0.1), (0, 0, top), 0.024, 6), (0.04, 0.04, 0.08)
            pale = joined(*[bar, ball((0, 0, top), spike)])
        pales.append(pale.moved(at))
    return [
        (joined(*frame), look),
        (joined(*pales), look if rng.random() < 0.8 else looks.painted(rng)),
    ]


def bathtub(rng: np.random.Generator) -> Parts:
    """Free-standing on feet, one end raised or none, or built in; taps; sometimes water."""
    x, y, high = rng.uniform(0.72, 0.9), rng.uniform(0.33, 0.4), rng.uniform(0.42, 0.55)
    built_in = rng.random() < 0.3
    rounding = rng.uniform(0.2, 0.4) if built_in else rng.uniform(0.35, 0.75)
    raised = 0 if built_in else rng.choice([0, 0.2, 0.3])

    def ring(inset: float, z: float, power: float = rounding) -> np.ndarray:
        unit = arc(1, 0, 360, 49)[:-1]
        unit = np.sign(unit) * np.abs(unit) ** power
        lift = raised * np.maximum(unit[:, 0], 0) ** 2 * (z > 0.7 * high)
        return np.column_stack([unit * [x - inset, y - inset], z + lift])

    white = Look(
        hsv(rng.choice([0.1, 0.6]), rng.uniform(0, 0.1), rng.uniform(0.4, 0.75)), "plastic"
    )
    shell = white if rng.random() < 0.75 else looks.plastic(rng)
    outside, metal = shell if rng.random() < 0.5 else looks.plastic(rng), looks.metal(rng)
    rim, low, edge = (
        rng.uniform(0.035, 0.065),
        rng.uniform(0.05, 0.16),
        0.06 if built_in else rounding,
    )
    inner = [ring(-0.02, high - 0.03, edge), ring(-0.02, high, edge), ring(rim, high),
             ring(rim + 0.03, 0.6 * high), ring(rim + 0.09, low + 0.1),
             ring(rim + 0.16, low + 0.05), ring(y, low + 0.05)]  # fmt: skip
    outer = [ring(0.02, high - 0.03), ring(0.05, 0.6 * high), ring(0.14, low), ring(y, low)]
    if built_in:
        outer = [ring(0, high - 0.03, edge), ring(0, 0, edge)]
    parts = [(loft(inner), shell), (loft(outer), outside)]
    if not built_in:
        foot = ball((0.6 * x, 0.5 * y, low / 2), (0.06, 0.05, low))
        parts.append((joined(*_four(foot)), metal))
    if rng.random() < 0.8:
        spout = smooth([(0, 0, 0), (0, 0, 0.16), (0.08, 0, 0.2), (0.17, 0, 0.12)], 16)
        knobs = [ball((0, s, 0.05), (0.03, 0.04, 0.05)) for s in (-0.13, 0.13)]
        parts.append((joined(*[tube(spout, 0.028), *knobs]).moved(0.04 - x, 0, high), metal))
    if rng.random() < 0.55:
        water = Look(hsv(rng.uniform(0.48, 0.6), rng.uniform(0.2, 0.6), 0.6), "plastic")
        parts.append((loft([ring(rim + 0.02, 0.7 * high), ring(y, 0.7 * high)]), water))
    return parts


def fan(rng: np.random.Generator) -> Parts:
    """Three to five blades in a round cage on a short or tall stand, or in a square box."""
    stand = str(rng.choice(["desk", "desk", "tall", "box"]))
    body, blade = looks.plastic(rng), looks.plastic(rng)
    cage = looks.metal(rng) if rng.random() < 0.5 else looks.plastic(rng)
    count, pitch = int(rng.integers(3, 6)), rng.uniform(10, 20)
    span = 180 / count * rng.uniform(0.55, 0.65)
    outline = [(0.1, 0), *arc(0.84, -span, 0.9 * span, 8), *arc(0.5, span, 0.8 * span, 2)]
    wing = slab(outline, 0.02).turned("x", pitch)
    blades = [wing.turned("y", 20 + 360 * k / count) for k in range(count)]
    spoke = [(0.2, -0.2, 0), (0.55, -0.19, 0), (0.9, -0.13, 0), (0.97, 0.05, 0), (0.6, 0.18, 0)]
    wires = [tube(spoke, 0.011, 5).turned("y", turn) for turn in 360 * np.arange(14) / 14]
    for radius, y, thick in ((0.96, 0.05, 0.022), (0.55, -0.19, 0.012), (0.25, -0.2, 0.012)):
        wires.append(_ring(radius, 0, thick).turned("x", 90).moved(y=y))
    hub = ball((0, -0.02, 0), (0.17, 0.1, 0.17))
    front = [(joined(*blades), blade), (hub, body), (joined(*wires), cage)]
    if stand == "box":
        beam = _block((-1.1, 1.1), (-0.2, 0.2), (0.97, 1.1))
        corner = slab([(1.05, 1.05), (0.5, 1.05), (1.05, 0.5)], 0.05)
        frame = [mesh.turned("y", turn) for mesh in (beam, corner) for turn in (0, 90, 180, 270)]
        frame += _both(_block((0.65, 0.95), (-0.35, 0.35), (-1.2, -1.1)))
        return [*front, (joined(*frame), body)]
    down = -1.45 if stand == "desk" else -rng.uniform(2.3, 3)
    front.append((box((0, 0.3, 0), (0.36, 0.4, 0.36), 0.5), body))
    base = _round_foot(rng, -down).scaled(rng.uniform(0.5, 0.75)).scaled(1, rng.uniform(0.7, 1), 1)
    base = base.scaled(1, 1, -down / np.ptp(base.vertices[:, 2])).moved(0, 0.3, down)
    return [*turned(front, "x", rng.uniform(-12, 12)), (base, body)]


def _screen(rng: np.random.Generator, wide: float, high: float, rounding: float) -> Parts:
    """On, with a picture, or off."""
    if rng.random() < 0.6:
        return _picture(rng, wide, high, rng.uniform(0.25, 0.9))
    glass = Look(hsv(rng.random(), 0.2, rng.uniform(0.01, 0.06)), "plastic")
    return [(box((0, 0, 0), (wide, 0.03, high), rounding), glass)]


def _old_television(rng: np.random.Generator) -> Parts:
    x, z, panel = 0.5, rng.uniform(0.35, 0.43), rng.random() < 0.6
    case = looks.wood(rng) if rng.random() < 0.4 else looks.plastic(rng, 0.2)
    back = prism(CORNERS * [x, z], -0.75, -0.4, 1 / 0.6).scaled(0.6, 0.6, 1)
    body = [box((0, 0.2, 0), (2 * x, 0.4, 2 * z), 0.13), back.turned("x", 90)]
    if rng.random() < 0.4:
        for y in (0.15, 0.45):
            body += _both(_bar((0.25, y, -z), (0.3, y, -z - 0.3), 0.02))
    wide, high, aside = 0.7 if panel else 0.84, 2 * z - 0.16, -0.09 if panel else 0
    bezel = box((aside, 0, 0), (wide + 0.05, 0.03, high + 0.05), 0.3)
    parts = [(joined(*body), case), (bezel, looks.dark(rng))]
    if panel:
        knobs = [ball((0.39, 0, s), (0.05, 0.04, 0.05)) for s in (0.22, 0.07)]
        knobs += [_block((0.34, 0.45), (-0.015, 0), (s, s + 0.02)) for s in (-0.1, -0.16, -0.22)]
        parts.append((joined(*knobs), looks.metal(rng) if case.pattern else looks.dark(rng)))
    if rng.random() < 0.5:
        rods = _both(_bar((0, 0.2, z), (0.35, 0.2, z + rng.uniform(0.3, 0.5)), 0.014))
        parts.append((joined(*rods), looks.metal(rng)))
    screen = _screen(rng, wide, high, 0.3)
    return parts + [(mesh.moved(aside, -0.02), look) for mesh, look in screen]


def television(rng: np.random.Generator) -> Parts:
    """Flat on a foot or two, or an old deep one with knobs, aerial or legs; on or off."""
    if rng.random() < 0.4:
        return _old_television(rng)
    x, z, rim = 0.5, rng.uniform(0.27, 0.31), rng.uniform(0.015, 0.04)
    case = looks.dark(rng, "plastic") if rng.random() < 0.7 else looks.plastic(rng, 0.1)
    body = [_block((-x, x), (0.01, 0.05), (-z, z))]
    body.append(_block((-0.3, 0.3), (0.05, 0.1), (-0.6 * z, 0.4 * z)))
    if rng.random() < 0.5:
        body.append(_bar((0, 0.05, -z - 0.08), (0, 0.05, -z), 0.05))
        body.append(box((0, 0.05, -z - 0.08), (0.45, 0.25, 0.02), 0.4))
    else:
        for y in (-0.12, 0.18):
            body += _both(_bar((0.36, 0.03, -z), (0.36, y, -z - 0.08), 0.015))
    return [(joined(*body), case), *_screen(rng, 2 * (x - rim), 2 * (z - rim), 0.13)]


def fire_hydrant(rng: np.random.Generator) -> Parts:
    """Slim or stout, with a domed or flat cap, two or three nozzles; in one or two colours."""
    radius, high = rng.uniform(0.15, 0.21), rng.uniform(0.6, 0.75)
    body = looks.painted(rng, 0.85) if rng.random() < 0.8 else looks.metal(rng)
    cap = body if rng.random() < 0.5 else looks.painted(rng, 0.7)
    rim = radius * rng.uniform(1.25, 1.45)
    barrel = [
        (0, 0), (rim, 0), (rim, 0.05), (radius, 0.06), (radius, 0.14), (rim, 0.15), (rim, 0.2),
        (radius, 0.21), (radius, high - 0.03), (rim, high - 0.02), (rim, high + 0.03),
    ]  # fmt: skip
    dome = radius * rng.choice([0.5, 0.95, 1.1])
    curve = arc(1, 0, 85, 8) * [1.1 * radius, dome]
    top = lathe([(rim, 0), *curve, (0.05, dome), (0.05, dome + 0.08), (0, dome + 0.08)])
    plug = [(0, 0), (0.4, 0), (0.4, 0.55), (0.58, 0.55), (0.58, 0.85), (0.25, 0.87), (0.22, 1.1)]
    plug = lathe([*plug, (0, 1.1)], 16).scaled(radius)
    level = high * rng.uniform(0.66, 0.78)
    nozzles = _both(plug.turned("y", 90).moved(0.9 * radius, 0, level))
    if rng.random() < 0.75:
        front = plug.scaled(1.4, 1.4, 1).turned("x", 90)
        nozzles.append(front.moved(0, -0.85 * radius, level - rng.choice([0, 0.12])))
    parts = [(lathe(barrel), body), (top.moved(z=high + 0.03), cap), (joined(*nozzles), cap)]
    if rng.random() < 0.4:
        chain = smooth([(1.6, 0, 0), (1.4, -0.5, -1), (0.7, -0.8, 0)], 12) * radius
        parts.append((tube(chain, 0.012, 6).moved(z=level), looks.metal(rng)))
    return parts


def traffic_cone(rng: np.random.Generator) -> Parts:
    """Slim or stout, on a square, eight-sided or round foot; no, one, two or three bands."""
    high, low, top = rng.uniform(0.8, 1.1), rng.uniform(0.2, 0.32), rng.uniform(0.03, 0.06)
    hue, strength, bright = rng.uniform((0.01, 0.8, 0.6), (0.08, 0.95, 0.95))
    orange = Look(hsv(hue, strength, bright), "plastic")
    body = orange if rng.random() < 0.55 else looks.plastic(rng, 0.9)
    sides, foot = int(rng.choice([4, 4, 8, 40])), low * rng.uniform(1.35, 1.65)
    corners = arc(foot * (1.25 if sides == 4 else 1), 180 / sides, 360 - 180 / sides, sides)
    base = prism(corners, 0, 0.06, 0.95)
    wall = [(1.08 * low, 0), (low, 0.04), (top, 1), (0.6 * top, 1), (0.6 * top, 0.9)]
    parts = [(lathe(wall).scaled(1, 1, high), body)]
    parts.append((base, body if rng.random() < 0.6 else looks.dark(rng)))
    light = looks.white(rng) if rng.random() < 0.8 else looks.plastic(rng, 0.8)
    count = int(rng.choice([0, 1, 1, 2, 2, 3]))
    thick = rng.uniform(0.1, 0.16) if count > 1 else rng.uniform(0.15, 0.3)
    bands = []
    for start in np.linspace(0.3, 0.72, count) if count > 1 else [0.45] * count:
        ends = np.array([start, start + thick])
        radius = low + (top - low) * (ends - 0.04) / 0.96 + 0.006
        bands.append(lathe(np.stack([radius, ends * high], -1)))
    return [*parts, (joined(*bands), light)] if bands else parts


def _spiral(rng: np.random.Generator, rise: float) -> tuple[list[Mesh], list[Mesh]]:
    """Treads about a post, and its rail."""
    count, turn = int(rng.integers(8, 12)), rng.choice([-1, 1]) * rng.uniform(24, 32)
    wedge = prism([(0, -0.06), (0.9, -0.25), (0.9, 0.25), (0, 0.06)], -0.06, 0)
    baluster = _bar((0.82, 0, 0), (0.82, 0, 0.5), 0.018, 6)
    treads, bars, path = [], [_bar((0, 0, 0), (0, 0, rise * count + 0.4), 0.08)], []
    for k in range(1, count):
        treads.append(wedge.turned("z", turn * k - 90).moved(z=rise * k))
        bars.append(baluster.turned("z", turn * k - 90).moved(z=rise * k))
        path.append((*arc(0.82, turn * k - 90, 0, 2)[0], rise * k + 0.5))
    return treads, [*bars, tube(path, 0.035)]


def stairs(rng: np.random.Generator) -> Parts:
    """Solid or open steps with no, one or two rails, or a spiral about a post."""
    count, rise, run = int(rng.integers(4, 9)), rng.uniform(0.17, 0.24), rng.uniform(0.22, 0.3)
    body = looks.wood(rng) if rng.random() < 0.4 else looks.painted(rng, 0.3)
    tread_look = body if rng.random() < 0.4 else looks.anything(rng, 0.3)
    rail_look, x = looks.anything(rng, 0.3), rng.uniform(0.35, 0.65)
    if rng.random() < 0.2:
        treads, bars = _spiral(rng, rise)
        return [(joined(*treads), tread_look), (joined(*bars), rail_look)]
    steps, treads, high, long = [], [], count * rise, count * run
    solid = rng.random() < 0.6
    for y, z in np.arange(count)[:, None] * (run, rise) + [0, rise]:
        treads.append(_block((-x - 0.03, x + 0.03), (y - 0.03, y + run), (z - 0.045, z)))
        steps.append(_block((-x, x), (y, long), (z - rise, z - 0.045)))
    if not solid:
        stringer = ribbon([(0, 0), (long, high - 0.25)], [(0, 0.2), (long, high - 0.02)], 0.06)
        steps = _both(stringer.turned("z", 90).moved(x))
    bars = []
    for side in [(), (), (), (-1,), (1,), (-1, 1)][rng.integers(6)]:
        feet = np.arange(count)[:, None] * (0, run, rise) + [side * x, run / 2, rise]
        bars += [_bar(foot, foot + np.array([0, 0, 0.8]), 0.02, 6) for foot in feet]
        bars.append(tube(feet + np.array([0, 0, 0.8]), 0.035))
    parts = [(joined(*steps), body), (joined(*treads), tread_look)]
    parts += [(joined(*bars), rail_look)] if bars else []
    # Seen from straight ahead they could be shelves.
    return turned(parts, "z", rng.choice([-1, 1]) * rng.uniform(25, 60))


THINGS = [
    Thing("chair", chair, 0.95, "floor"),
    Thing("stool", stool, 0.65, "floor"),
    Thing("table", table, 1.4, "floor", heights=(8, 40)),
    Thing("bookshelf", bookshelf, 1.7, "floor", 35, (0, 35)),
    Thing("chest of drawers", chest_of_drawers, 1.0, "floor", 20, (5, 40)),
    Thing("ladder", ladder, 2.0, "floor", 40, (0, 40)),
    Thing("broom", broom, 1.3, "floor", 30, (0, 45)),
    Thing("bucket", bucket, 0.38, "floor", heights=(15, 50)),
    Thing("umbrella", umbrella, 1.0, "floor", heights=(0, 40)),
    Thing("wall clock", wall_clock, 0.32, "wall", heights=(-20, 30)),
    Thing("picture frame", picture_frame, 0.6, "wall", heights=(-20, 30)),
    Thing("potted plant", potted_plant, 0.5, "table", heights=(5, 45)),
    Thing("tree", tree, 4.5, "street", heights=(0, 25)),
    Thing("fence", fence, 2.2, "street", 30, (0, 30)),
    Thing("bathtub", bathtub, 1.65, "floor", 180, (22, 55)),
    Thing("fan", fan, 0.6, "table", 25, (0, 35)),
    Thing("television", television, 0.9, "table", 20, (0, 35)),
    Thing("fire hydrant", fire_hydrant, 0.8, "street", 50, (0, 35)),
    Thing("traffic cone", traffic_cone, 0.7, "street", heights=(0, 40)),
    Thing("stairs", stairs, 2.2, "floor", 20, (5, 35)),
]
