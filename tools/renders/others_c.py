"""Other things, part three: tools, toys and vehicles."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from renders import looks
from renders.looks import Look
from renders.shapes import (
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
    sheet,
    slab,
    smooth,
    tube,
)  # fmt: skip
from renders.thing import Parts, Thing, turned

Place = Sequence[float]
BLACK = Look((0.03, 0.03, 0.035))
GLASS = Look((0.04, 0.06, 0.09), "plastic")


# --- what several of them share ------------------------------------------------------------------


def _copies(mesh: Mesh, places: Points) -> Mesh:
    """The same mesh moved to several places (x, y, z), as one."""
    return joined(*(mesh.moved(*place) for place in places))


def _row(mesh: Mesh, along: Sequence[float]) -> Mesh:
    """The same mesh moved to several places along x, as one."""
    return _copies(mesh, [(x, 0, 0) for x in along])


def _pair(*meshes: Mesh, axis: str = "x") -> Mesh:
    """Meshes and their mirror images: left and right ("x") or front and back ("y"), as one."""
    mirror = (-1, 1, 1) if axis == "x" else (1, -1, 1)
    return joined(*meshes, *(mesh.scaled(*mirror) for mesh in meshes))


def _rod(start: Place, end: Place, radius: float) -> Mesh:
    """A straight bar with closed ends."""
    start, end = np.array(start, float), np.array(end, float)
    return tube([start + t * (end - start) for t in (0, 0.01, 0.99, 1)], [0, radius, radius, 0])


def _disc(centre: Place, radius: float, width: float, axis: str = "y", sides: int = 28) -> Mesh:
    """A short cylinder about a point, its axis along x, y or z."""
    half, edge, side = width / 2, 0.92 * radius, 0.4 * width
    profile = [(0, -half), (edge, -half), (radius, -side), (radius, side), (edge, half), (0, half)]
    turn = {"z": ("z", 0), "y": ("x", 90), "x": ("y", 90)}[axis]
    return lathe(profile, sides).turned(*turn).moved(*centre)


def _flat_tube(line: Points, radius: float | Sequence[float]) -> Mesh:
    """A pipe along points (x, z)."""
    return tube([(x, 0, z) for x, z in line], radius)


def _frustum(bottom: Place, top: Place) -> Mesh:
    """A block between two rectangles, each (left, right, half its depth, height)."""
    low, high = (
        np.array([(left, -deep, z), (right, -deep, z), (right, deep, z), (left, deep, z)])
        for left, right, deep, z in (bottom, top)
    )
    return loft([0 * low + low.mean(0), low, high, 0 * high + high.mean(0)])


def _either(
    rng: np.random.Generator, first: Callable, second: Callable, share: float = 0.5
) -> Look:
    """A look of the first kind with probability `share`, otherwise of the second."""
    return first(rng) if rng.random() < share else second(rng)


def _shiny(rng: np.random.Generator) -> Look:
    return looks.dark(rng, "plastic")


def _put_down(parts: Parts, rng: np.random.Generator, across: bool, lies: float = 0.75) -> Parts:
    """What was made upright lies on its back with probability `lies`, or leans.

    across: whether it then lies with its height from side to side rather than away from us.
    """
    spin = rng.choice([-90, 90] if across else [0, 180]) + rng.uniform(-35, 35)
    back, spin = (90, spin) if rng.random() < lies else (rng.uniform(10, 30), 0)
    return turned(turned(parts, "x", -back), "z", spin)


def _wheels(axles: Sequence[float], half: float, radius: float, rng: np.random.Generator) -> Parts:
    """A pair for each axle (its x), standing on z = 0. half: half the width of the vehicle."""
    places = [(x, 0.9 * half, radius) for x in axles]
    tyre, hub = (_disc((0, 0, 0), r, w * half) for r, w in ((radius, 0.3), (radius / 2, 0.33)))
    hubs = _either(rng, looks.metal, looks.plastic)
    return [(_pair(_copies(m, places), axis="y"), k) for m, k in ((tyre, BLACK), (hub, hubs))]


# --- tools ---------------------------------------------------------------------------------------


def hammer(rng: np.random.Generator) -> Parts:
    """A claw hammer, one with a pointed back, a mallet, a sledge; straight or waisted handles."""
    kind = rng.choice(["claw", "claw", "point", "mallet", "sledge"])
    top, deep = rng.uniform(0.85, 1), rng.uniform(0.05, 0.08)
    widths = rng.uniform(0.035, 0.055) * rng.uniform(0.7, 1.2, 4)
    profile = [(0, 0), *smooth(np.column_stack([widths, [0.01, 0.3, 0.6, top]]), 16), (0, top)]
    parts = [(lathe(profile, 20, y=0.75), _either(rng, looks.wood, looks.anything))]
    if rng.random() < 0.4:
        grip = lathe([(0, -0.01), (0.06, 0), (0.055, 0.4), (0, 0.41)], 20, y=0.8)
        parts.append((grip, looks.plastic(rng)))
    if kind in ("mallet", "sledge"):
        wide, high = rng.uniform(0.35, 0.55), rng.uniform(0.2, 0.28)
        heads = _disc((0, 0, top), high / 2, wide, "x"), box((0, 0, top), (wide, high, high), 0.15)
        look = looks.metal(rng) if kind == "sledge" else looks.anything(rng)
        return _put_down([*parts, (heads[rng.integers(2)], look)], rng, across=True)
    face, reach = rng.uniform(0.16, 0.24), rng.uniform(0.22, 0.32)
    drop = rng.uniform(0.05, 0.18) if kind == "claw" else 0
    upper = smooth([(0, top + deep), (reach / 2, top + 0.9 * deep), (reach, top - drop)], 10)
    lower = smooth([(0, top - deep), (reach / 2, top), (reach - 0.03, top - drop - 0.02)], 10)
    head = joined(
        _disc((-face, 0, top), 1.25 * deep, 0.1, "x"),
        _disc((-face / 2, 0, top), 0.8 * deep, face, "x"),
        box((0, 0, top), (0.16, 2 * deep, 2.1 * deep), 0.2),
        _pair(ribbon(upper, lower, 0.7 * deep).moved(y=0.2 * deep), axis="y"),
    )
    return _put_down([*parts, (head, _either(rng, looks.metal, _shiny, 0.8))], rng, across=True)


def screwdriver(rng: np.random.Generator) -> Parts:
    """Long or stubby, with a fluted, bellied or straight handle, sometimes of two colours."""
    grip, fat, thin = rng.uniform(0.34, 0.55), rng.uniform(0.07, 0.11), rng.uniform(0.018, 0.03)
    widths = rng.uniform(0.75, 1, 4) * fat
    outline = smooth(np.column_stack([widths, grip * np.array([0.05, 0.35, 0.7, 0.97])]), 16)
    handle = lathe([(0, 0), (0.7 * widths[0], 0), *outline, (0.5 * fat, grip), (0, grip)], 48)
    flutes, depth = rng.choice([4, 6, 8]), rng.choice([0, 0.08, 0.14])
    angle = np.arctan2(*handle.vertices[:, :2].T)[:, None]
    fluted = handle.vertices * (1 + depth * np.cos(flutes * angle) * [1, 1, 0])
    wide = rng.uniform(1.4, 2.2) * thin
    flat = [(-thin, 0.86), (-wide, 0.93), (-wide, 1), (wide, 1), (wide, 0.93), (thin, 0.86)]
    pointed = lathe([(0, 0.9), (thin, 0.9), (0.3 * thin, 1), (0, 1)], 12)
    tip = slab(flat, 1.2 * thin).moved(y=-0.6 * thin) if rng.random() < 0.6 else pointed
    parts = [(replace(handle, vertices=fluted), _either(rng, looks.plastic, looks.anything, 0.7))]
    parts.append((joined(_rod((0, 0, grip - 0.02), (0, 0, 0.95), thin), tip), looks.metal(rng)))
    if rng.random() < 0.6:
        low, high = (-0.02, 0.1) if rng.random() < 0.6 else sorted(rng.uniform(0, grip, 2))
        band = lathe([(0, low), (1.06 * fat, low), (1.06 * fat, high), (0, high)])
        parts.append((band, looks.plastic(rng)))
    return _put_down(parts, rng, across=True)


def saw(rng: np.random.Generator) -> Parts:
    """A hand saw with a looped handle, a hacksaw, or a bow saw; many or few teeth."""
    kind, count = rng.choice(["hand", "hand", "hack", "bow"]), int(rng.choice([21, 27, 35]))
    high = rng.uniform(0.22, 0.32) if kind == "hand" else rng.uniform(0.25, 0.4)
    ends = (high, rng.uniform(0.05, 0.15)) if kind == "hand" else (0.07, 0.07)
    along, teeth = np.linspace(0, 1, count), rng.uniform(0.03, 0.045) * (np.arange(count) % 2)
    back = np.column_stack([along, np.linspace(*ends, count)])
    blade = ribbon(back, np.column_stack([along, -teeth]), 0.015)
    parts, frame = [(blade, looks.metal(rng))], _either(rng, looks.plastic, looks.metal)
    grip, thick = _either(rng, looks.wood, looks.plastic), rng.uniform(0.02, 0.03)
    if kind == "hand":
        loop = [(0.1, 0.9), (-0.18, 1), (-0.3, 0.6), (-0.34, 0.05), (-0.22, -0.05),
                (-0.12, 0.1), (0.02, 0.1), (0.1, 0.5), (0.1, 0.92)]  # fmt: skip
        handle = _flat_tube(smooth(loop, 40) * [1, high], 1.8 * thick)
        parts.append((handle.scaled(1, 0.8, 1), grip))
    elif kind == "hack":
        edge = [(1, 0), (1, high - 0.06), (0.95, high), (0.05, high), (0, high - 0.06), (0, 0)]
        handle = _rod((-0.02, 0, high), (-0.14, 0, -0.06), 0.05).scaled(1, 0.8, 1)
        loop = _flat_tube([(-0.14, -0.03), (-0.02, -0.04), (0, 0.05)], 0.02)
        parts += [(_flat_tube(edge, thick), frame), (joined(handle, loop), grip)]
    else:
        rise = smooth([(0, 0), (0.02, 0.6), (0.3, 1), (0.7, rng.uniform(0.7, 1)), (1, 0)], 30)
        parts.append((_flat_tube(rise * [1, high] + [0, 0.03], 1.3 * thick), frame))
    return _put_down(parts, rng, across=False, lies=0.35)


def scissors(rng: np.random.Generator) -> Parts:
    """Open or almost shut, long or short blades, thin or thick rings of metal or plastic."""
    long, wide, spread = rng.uniform(0.4, 0.65), rng.uniform(0.035, 0.06), rng.uniform(6, 35)
    ring, tall, thick = rng.uniform(0.085, 0.13), rng.uniform(1, 1.5), rng.uniform(0.018, 0.035)
    shank = rng.uniform(0.12, 0.25)
    edge = [(-wide, -0.08), (-wide, 0.6 * long), (0, long), (wide, 0.3 * long), (wide, -0.08)]
    blade = slab(edge, 0.02)
    loop = _flat_tube(
        arc(ring, 0, 375, 26) * [1, tall] + [1.15 * ring, -shank - tall * ring], thick
    )
    shaft = _rod((0, 0, 0.02), (0.8 * ring, 0, -shank - 0.1 * ring), 0.8 * wide)
    handle = joined(loop, shaft).moved(y=0.01)
    steel = looks.metal(rng)
    grip = steel if rng.random() < 0.3 else looks.plastic(rng)
    parts = [(_disc((0, 0, 0), 0.6 * wide, 0.07), steel)]
    for side in (-1, 1):
        half = (blade, steel), (handle, grip)
        parts += [
            (m.turned("y", -spread).scaled(side, 1, 1).moved(y=0.01 * side), k) for m, k in half
        ]
    return _put_down(parts, rng, across=bool(rng.random() < 0.6))


# --- things to read, carry, talk to and look through ---------------------------------------------


def book(rng: np.random.Generator) -> Parts:
    """Open, lying shut, or standing ajar; thick or thin, with a title or a picture on it."""
    wide, thick, board = rng.uniform(0.62, 0.85), rng.uniform(0.1, 0.3), 0.02
    paper, cover = looks.white(rng, "matt"), _either(rng, looks.painted, looks.plastic)
    if rng.random() < 0.5:
        bulge = np.sin(np.pi * np.sqrt(np.linspace(0, 1, 17))) ** 0.8
        page = sheet(np.tile(thick * (0.1 + 0.5 * bulge[:, None]) + 0.03, 5), wide).moved(wide / 2)
        ink, lines = looks.dark(rng).colour, rng.uniform(1, 2)
        text = replace(paper, pattern="print", second=ink, repeat=lines)
        leaves = _pair(box((wide / 2, 0, 0.03), (0.97 * wide, 0.98, 0.05)))
        boards = box((0, 0, 0), (2.08 * wide, 1.06, 0.03))
        return [(_pair(page), text), (leaves, paper), (boards, cover)]
    back = box((-wide / 2, thick / 2, 0.5), (0.03, thick, 1))
    lid = box((0, 0, 0.5), (wide, board, 1))
    title = box((0, -0.01, 0.8), (rng.uniform(0.5, 0.8) * wide, 0.012, rng.uniform(0.08, 0.2)))
    parts = [(joined(lid, lid.moved(y=thick), back), cover), (title, looks.white(rng))]
    parts.append((box((0, thick / 2, 0.5), (0.93 * wide, thick - board, 0.95), 0.06), paper))
    if rng.random() < 0.6:
        size = 0.7 * wide, 0.012, rng.uniform(0.25, 0.5)
        parts.append((box((0, -0.01, 0.4), size, rng.choice([0.1, 1])), looks.cloth(rng, 0.8)))
    if rng.random() < 0.6:
        return turned(turned(parts, "x", -90), "z", rng.uniform(-90, 90))
    ajar, hinge = rng.uniform(15, 45), (-wide / 2, thick, 0)
    leaves = box((0, 0.92 * thick, 0.5), (0.93 * wide, 0.1 * thick, 0.95), 0.06)
    parts = [(mesh.turned("z", -ajar, hinge), look) for mesh, look in parts]
    return turned([*parts, (lid.moved(y=thick), cover), (leaves, paper)], "z", rng.uniform(-70, 0))


def suitcase(rng: np.random.Generator) -> Parts:
    """On wheels with a bar to pull, hard and ribbed or soft with a pocket; or an old one."""
    hull = _either(rng, looks.painted, looks.plastic, 0.4)
    trim, deep = _either(rng, _shiny, looks.anything), rng.uniform(0.25, 0.38)
    if rng.random() < 0.45:
        high, at, hoop = rng.uniform(0.55, 0.75), rng.uniform(0.22, 0.34), arc(0.14, 0, 180)
        hull = looks.cloth(rng) if rng.random() < 0.3 else hull
        corner = box((0.46, 0.06 - deep / 2, 0), (0.13, 0.13, 0.13), 0.5)
        corners = _pair(_pair(_copies(corner, [(0, 0, 0.04), (0, 0, high - 0.04)])), axis="y")
        straps = _pair(box((at, 0, high / 2), (0.07, deep + 0.03, high + 0.03), 0.08))
        locks = _pair(box((at, -deep / 2, high - 0.1), (0.1, 0.04, 0.1)))
        handle = _flat_tube(hoop, 0.028).moved(z=high - 0.02)
        seam = box((0, 0, high / 2), (1.015, 0.04, high * 1.02), 0.07)
        parts = [(box((0, 0, high / 2), (1, deep, high), 0.08), hull), (locks, looks.metal(rng))]
        extra = straps if rng.random() < 0.5 else corners
        return [*parts, (joined(handle, seam), trim), (extra, looks.anything(rng))]
    wide, top = rng.uniform(0.6, 0.75), 1.04 + rng.choice([0.08, 0.3, 0.5])
    bars = _pair(_rod((0.2 * wide, 0.1, 1), (0.2 * wide, 0.1, top), 0.018))
    wheel = _pair(_disc((0.4 * wide, 0.35 * deep, 0.05), 0.055, 0.06, "x"))
    parts = [
        (box((0, 0, 0.56), (wide, deep, 1), rng.uniform(0.1, 0.2)), hull),
        (bars, looks.metal(rng)),
        (box((0, 0.1, top), (0.52 * wide, 0.06, 0.05), 0.3), trim),
        (_pair(wheel, axis="y"), BLACK),
    ]
    if rng.random() < 0.6:
        at = np.linspace(-0.36, 0.36, rng.integers(3, 8)) * wide
        rib = box((0, -deep / 2, 0.56), (0.3 * wide / len(at), 0.05, 0.85), 0.2)
        seam = box((0, 0, 0.56), (1.015 * wide, 0.03, 1.01))
        return [*parts, (_row(rib, at), hull), (seam, trim)]
    low, high = rng.uniform(0.3, 0.4), rng.uniform(0.3, 0.5)
    pocket = box((0, -deep / 2, low), (0.8 * wide, 0.12, high), 0.2)
    upper = box((0, -deep / 2, 0.85), (0.8 * wide, 0.08, 0.2), 0.2)
    closing = box((0, -deep / 2 - 0.05, low + high / 2 - 0.06), (0.7 * wide, 0.03, 0.025))
    return [*parts, (joined(pocket, upper), hull), (closing, trim)]


def _receiver(long: float) -> Mesh:
    """Of a telephone: along x, its cups facing down, lying on z = 0."""
    bow = smooth([(-0.5, 0.14), (-0.38, 0.24), (0, 0.28), (0.38, 0.24), (0.5, 0.14)], 20)
    cup = lathe([(0, 0), (0.15, 0), (0.16, 0.05), (0.1, 0.16), (0, 0.2)], 24).moved(0.45)
    return joined(_flat_tube(bow, 0.075), _pair(cup)).scaled(long)


def telephone(rng: np.random.Generator) -> Parts:
    """With a dial or with keys; the receiver lies across it, or along its side; a curly cord."""
    shell = _either(rng, looks.plastic, _shiny, 0.6)
    face = _either(rng, looks.white, looks.metal, 0.7)
    hand = shell if rng.random() < 0.5 else looks.plastic(rng)
    turn = np.linspace(0, 12 * 2 * np.pi, 150)
    fall = [(-0.45, -0.1, 0.3), (-0.75, -0.2, 0.08), (-0.65, 0.2, 0.05), (-0.45, 0.3, 0.08)]
    coil = smooth(fall, 150) + 0.045 * np.column_stack([0 * turn, np.cos(turn), np.sin(turn)])
    cord = tube(coil, 0.018, 6), hand
    key = box((0, 0, 0.05), (0.1, 0.09, 0.05), 0.2)
    keys = _copies(key, [(x, y, 0) for x in (-0.14, 0, 0.14) for y in (-0.2, -0.07, 0.06, 0.19)])
    if rng.random() < 0.6:
        high, lean = rng.uniform(0.4, 0.55), rng.uniform(0.1, 0.3)
        foot = _frustum((-0.5, 0.5, 0.43, 0), (-0.5, 0.5, 0.43, 0.1))
        low = np.array([(-0.5, -0.43, 0.1), (0.5, -0.43, 0.1), (0.5, 0.43, 0.1), (-0.5, 0.43, 0.1)])
        top = np.array([(-0.3, lean, high), (0.3, lean, high), (0.3, 0.4, high), (-0.3, 0.4, high)])
        body = loft([low, top, 0 * top + top.mean(0)])
        hole = _disc((0, 0, 0.05), 0.042, 0.03, "z", 12)
        holes = _copies(hole, [(0.19 * x, 0.19 * y, 0) for x, y in arc(1, -20, 270, 10)])
        holes = joined(holes, _disc((0, 0, 0.05), 0.09, 0.03, "z"))
        marks = holes if rng.random() < 0.7 else keys.scaled(0.9)
        ink = looks.dark(rng) if face.colour[0] > 0.3 else looks.white(rng)
        slope = np.degrees(np.arctan2(high - 0.1, lean + 0.43))
        dial = [(_disc((0, 0, 0.02), 0.27, 0.05, "z"), face), (marks, ink)]
        put = {"y": (lean - 0.43) / 2, "z": (high + 0.1) / 2}
        dial = [(mesh.turned("x", slope).moved(**put), look) for mesh, look in dial]
        middle = (lean + 0.4) / 2
        cradle = _pair(box((0.2, middle, high + 0.03), (0.08, 0.2, 0.14), 0.3))
        receiver = _receiver(1.05).moved(0, middle, high + 0.05)
        return [cord, *dial, (joined(foot, body, cradle), shell), (receiver, hand)]
    side, rise = rng.choice([-1, 1]), rng.uniform(0.15, 0.35)
    base = slab([(-0.5, 0), (-0.5, 0.08), (0.5, rise), (0.5, 0)], 0.95).turned("z", 90).moved(0.475)
    receiver = _receiver(1.05).scaled(1, 1.3, 1.1).turned("z", 90).moved(x=-0.28, z=0.02)
    screen = box((0.14, 0.3, 0.01), (0.42, 0.2, 0.03)), _either(rng, looks.white, lambda _: GLASS)
    top = [(keys.moved(0.14, -0.12, -0.04), face), screen, (receiver, hand)]
    slope, up = np.degrees(np.arctan(rise - 0.08)), (rise + 0.08) / 2
    top = [(mesh.turned("x", slope).moved(z=up).scaled(side, 1, 1), look) for mesh, look in top]
    return [cord, (base, shell), *top]


def camera(rng: np.random.Generator) -> Parts:
    """A reflex camera, a compact, an old one of two tones; long or short lenses, maybe a strap."""
    kind = rng.choice(["reflex", "finder", "compact"])
    deep, high, wide = rng.uniform(0.25, 0.4), rng.uniform(0.52, 0.7), rng.uniform(0.2, 0.28)
    skin, upper = _either(rng, _shiny, looks.anything), _either(rng, looks.metal, looks.plastic)
    long, x = rng.choice([0.12, 0.3, 0.5]), rng.choice([0, 0, 0.12, -0.08])
    barrel = lathe([(wide, 0), (wide, 0.4 * long), (0.92 * wide, 0.45 * long), (0.92 * wide, long)])
    edge = [(0.95, 1 - 0.03 / long), (0.95, 1), (0.72, 1), (0.7, 0.85)]
    rim = lathe(np.array(edge) * [wide, long])
    glass = ball((0, 0, 0.87 * long), (0.7 * wide, 0.7 * wide, 0.05))
    violet = Look(looks.hsv(rng.uniform(0.5, 0.8), 0.6, 0.12), "plastic")
    tones = _either(rng, _shiny, looks.metal, 0.7), looks.metal(rng), violet
    lens = zip((barrel, rim, glass), tones, strict=True)
    at = {"x": x, "y": 0.01 - deep / 2, "z": 0.46 * high}
    parts = [(mesh.turned("x", 90).moved(**at), look) for mesh, look in lens]
    parts.append((box((0, 0, high / 2), (1, deep, high), rng.uniform(0.08, 0.25)), skin))
    if kind == "reflex":
        foot = x - 0.24, x + 0.24, deep / 2, high - 0.03
        top = x - 0.13, x + 0.13, 0.35 * deep, high + 0.17
        parts.append((_frustum(foot, top), upper))
    if kind != "compact":
        parts.append((box((0, 0, 0.9 * high), (1.01, 1.02 * deep, 0.24 * high)), upper))
    knob, wheel = _disc((-0.36, 0, high), 0.08, 0.14, "z"), _disc((0.34, 0, high), 0.1, 0.1, "z")
    flash = box((0.34, -deep / 2, 0.87 * high), (0.18, 0.05, 0.12))
    parts.append((box((-0.3, -deep / 2, 0.88 * high), (0.14, 0.04, 0.1)), GLASS))
    parts += [(flash, looks.white(rng)), (joined(knob, wheel), looks.metal(rng))]
    if rng.random() < 0.4:
        fall = [(-0.5, 0, 0.85 * high), (-0.7, 0.05, 0.3), (-0.5, 0.45, 0.03),
                (0.5, 0.5, 0.03), (0.72, 0.1, 0.25), (0.5, 0, 0.85 * high)]  # fmt: skip
        parts.append((tube(smooth(fall), 0.025, 6), looks.anything(rng)))
    return parts


# --- things to play ------------------------------------------------------------------------------


def guitar(rng: np.random.Generator) -> Parts:
    """Acoustic with a hole, or electric with horns; slim or broad, down to a short neck."""
    skin, neck = _either(rng, looks.wood, looks.plastic, 0.6), _either(rng, looks.wood, looks.dark)
    width, slim, top = rng.uniform(0.85, 1.1), rng.uniform(0.055, 0.07), rng.uniform(1.6, 2.05)
    if rng.random() < 0.6:
        waist, shoulder = rng.uniform(0.24, 0.3), rng.uniform(0.3, 0.36)
        half = [(0.01, 0), (0.2, 0.02), (0.43, 0.22), (0.38, 0.42), (waist, 0.6), (shoulder, 0.82),
                (0.2, 0.98), (0.02, 1)]  # fmt: skip
        edge = smooth(half, 36) * [width, 1]
        rim = ribbon(edge * [-1, 1], edge, rng.uniform(0.16, 0.24))
        front = ribbon(edge * [-0.97, 1], edge * [0.97, 1], 0.03).moved(y=-0.02)
        hole = _disc((0, -0.02, 0.66), rng.uniform(0.11, 0.14), 0.02)
        parts = [(rim, _either(rng, looks.wood, looks.dark)), (front, skin), (hole, BLACK)]
        parts.append((box((0, -0.03, 0.3), (0.3, 0.04, 0.06), 0.2), neck))
    else:
        horn = rng.uniform(0.88, 1)
        edge = [(0, 0), (0.3, 0.06), (0.38, 0.3), (0.27, 0.5), (0.33, 0.72), (0.27, horn - 0.08),
                (0.1, 0.72), (-0.1, 0.74), (-0.28, horn + 0.05), (-0.34, 0.78), (-0.27, 0.52),
                (-0.38, 0.3), (-0.3, 0.06), (0, 0)]  # fmt: skip
        guard = [(0.02, 0.2), (0.24, 0.25), (0.17, 0.5), (0.22, 0.72), (-0.12, 0.72), (-0.16, 0.45)]
        bar = box((0, -0.03, 0), (0.18, 0.04, 0.06), 0.2)
        bars = _copies(bar, [(0, 0, z) for z in (0.22, 0.42, 0.58)])
        parts = [
            (slab(smooth(edge, 70) * [width, 1], 0.1), skin),
            (slab(smooth([*guard, guard[0]]), 0.02).moved(y=-0.015), looks.plastic(rng, 0.2)),
            (bars, _either(rng, looks.dark, looks.metal)),
        ]
    stick = _frustum((-slim, slim, 0.04, 0.7), (-0.8 * slim, 0.8 * slim, 0.04, top)).moved(y=-0.01)
    half = np.array([(1, 0), (1.7, 0.06), (1.5, 0.3)]) * [slim, 1] + [0, top]
    head = slab([*half, *(half[::-1] * [-1, 1])], 0.05)
    peg = _pair(_rod((slim, 0.02, top), (2.6 * slim, 0.02, top), 0.02))
    pegs = _copies(peg, [(0, 0, z) for z in (0.1, 0.18, 0.26)])
    parts += [(stick, neck), (head, skin if rng.random() < 0.4 else neck), (pegs, looks.metal(rng))]
    aside, back = rng.uniform(-12, 12), rng.uniform(5, 25)
    return [(mesh.turned("y", aside).turned("x", -back), look) for mesh, look in parts]


def drum(rng: np.random.Generator) -> Parts:
    """With rods or a zigzag cord, a goblet drum, or a pair; some with sticks."""
    kind = rng.choice(["rods", "cord", "goblet", "pair"], p=[0.35, 0.3, 0.2, 0.15])
    skin, shell, trim = looks.white(rng, "matt"), looks.anything(rng, 0.8), looks.anything(rng)
    zigzag = 2 * int(rng.integers(6, 10)) + 1
    around = np.column_stack([arc(0.52, 0, 360, zigzag), np.arange(zigzag) % 2])
    if kind == "goblet":
        foot, waist = rng.uniform(0.2, 0.3), rng.uniform(0.12, 0.2)
        body = lathe(smooth([(foot, 0), (waist, 0.4), (0.36, 0.75), (0.38, 1)], 24))
        hoop = lathe([(0.38, 0), (0.41, 0), (0.41, 0.04), (0.38, 0.04)])
        cord = tube(around * [0.77, 0.77, 0.12] + [0, 0, 0.84], 0.014, 6)
        ties = joined(_copies(hoop, [(0, 0, 0.8), (0, 0, 0.94)]), cord)
        return [(body, shell), (_disc((0, 0, 0.99), 0.38, 0.03, "z"), skin), (ties, trim)]
    high = rng.uniform(0.35, 0.6) if kind == "rods" else rng.uniform(0.5, 0.85)
    hoop = lathe([(0.48, 0), (0.53, 0), (0.53, 0.07), (0.48, 0.07)])
    rod = _rod((0, 0, 0.03), (0, 0, high), 0.02)
    rods = _copies(rod, [(x, y, 0) for x, y in arc(0.53, 0, 315, 8)])
    cord = tube(around * [1, 1, high - 0.08] + [0, 0, 0.05], 0.018, 6)
    parts = [
        (lathe([(0, 0.01), (0.5, 0.01), (0.5, high)]), shell),
        (_disc((0, 0, high), 0.48, 0.03, "z"), skin),
        (_copies(hoop, [(0, 0, 0), (0, 0, high - 0.04)]), trim),
        (rods if kind == "rods" else cord, _either(rng, looks.metal, looks.white)),
    ]
    if kind == "pair":
        return parts + [(mesh.scaled(0.75, 0.75, 1).moved(0.92), look) for mesh, look in parts]
    if rng.random() < 0.65:
        stick = joined(_rod((-0.65, 0, 0), (0.5, 0, 0), 0.025), ball((0.5, 0, 0), 0.05))
        sticks = [stick.turned("z", turn).moved(y=turn / 300) for turn in rng.uniform(-60, 60, 2)]
        look = _either(rng, looks.wood, looks.plastic, 0.7)
        parts.append((joined(*sticks).moved(0.1, 0, high + 0.07), look))
    return parts


def _pentagons(size: float) -> Mesh:
    """A football's twelve dark patches, about the corners of an icosahedron."""
    corners, golden = arc(np.tan(np.radians(size)), 0, 360, 6), (1 + 5**0.5) / 2
    edge = np.concatenate([np.linspace(corners[i], corners[i + 1], 5)[:-1] for i in range(5)])
    rings = [np.column_stack([share * edge, np.ones(20)]) for share in (0, 0.35, 0.7, 1)]
    patch = loft([1.012 * ring / np.linalg.norm(ring, axis=1, keepdims=True) for ring in rings])
    middles = [np.roll((0, a, b * golden), k) for a in (-1, 1) for b in (-1, 1) for k in range(3)]
    turns = [
        (np.degrees(np.arccos(z / np.hypot(1, golden))), np.degrees(np.arctan2(y, x)))
        for x, y, z in middles
    ]
    return joined(*(patch.turned("y", tilt).turned("z", turn) for tilt, turn in turns))


def playing_ball(rng: np.random.Generator) -> Parts:
    """A football with spots, a basketball with seams, a beach ball of wedges, a tennis ball."""
    kind = rng.choice(["football", "basket", "beach", "band", "tennis"])
    skin, other = looks.plastic(rng, 0.8), _either(rng, looks.dark, looks.plastic)
    meridian = arc(1, -90, 90, 33)
    if kind == "football":
        skin, marks = _either(rng, looks.white, looks.plastic), _pentagons(rng.uniform(20, 25))
    elif kind == "basket":
        ring, small = (tube([(*p, 0) for p in arc(r, 0, 365, 48)], 0.02, 6) for r in (1, 0.75))
        sides = _copies(small, [(0, 0, 0.66), (0, 0, -0.66)]).turned("y", 90)
        marks = joined(ring, ring.turned("x", 90), sides)
        orange = looks.hsv(rng.uniform(0.03, 0.09), 0.8, rng.uniform(0.4, 0.8))
        skin = Look(orange) if rng.random() < 0.5 else skin
    elif kind == "beach":
        count, skin = int(rng.choice([3, 4])), looks.white(rng)
        across = arc(1.01, 0, 180 / count, 9)
        wedge = loft([[(r * x, r * y, z) for x, y in across] for r, z in meridian], closed=False)
        marks = joined(*(wedge.turned("z", 360 / count * i) for i in range(count)))
        other = looks.plastic(rng, 0.9)
    elif kind == "band":
        low, high = sorted(rng.uniform(-55, 55, 2))
        marks = lathe(arc(1.01, low, high + 8, 12), 48)
    else:
        t, other = np.linspace(0, 2 * np.pi, 90), looks.white(rng)
        x, y = np.cos(t) + 0.45 * np.cos(3 * t), np.sin(t) - 0.45 * np.sin(3 * t)
        seam = np.column_stack([x, y, 1.3 * np.sin(2 * t)])
        seam /= np.linalg.norm(seam, axis=1, keepdims=True)
        marks = tube(seam, rng.uniform(0.03, 0.06), 8)
    turns = rng.uniform(-180, 180, 2)
    parts = [(lathe(meridian, 48), skin), (marks, other)]
    return [(mesh.turned("x", turns[0]).turned("y", turns[1]), look) for mesh, look in parts]


def dumbbell(rng: np.random.Generator) -> Parts:
    """With hexagons, discs or balls at the ends; of iron, or coloured."""
    kind = rng.choice(["hex", "discs", "balls"])
    radius, half = rng.uniform(0.17, 0.25), rng.uniform(0.17, 0.24)
    end, bar = _either(rng, _shiny, looks.plastic), looks.metal(rng)
    grip = lathe([(0.045, -half), (0.06, 0), (0.045, half)], 20).turned("y", 90)
    thick = 0.5 - half
    if kind == "hex":
        weight = _disc((half + thick / 2, 0, 0), radius, thick, "x", 6)
    elif kind == "balls":
        weight = ball((half + 0.6 * radius, 0, 0), (0.85 * radius, radius, radius))
    else:
        count, shrink = rng.integers(1, 4), rng.choice([0, 0.12])
        wide = 0.7 * thick / count
        plates = [(half + wide * (i + 0.5), radius * (1 - shrink * i)) for i in range(count)]
        weight = joined(*(_disc((x, 0, 0), r, 0.88 * wide, "x") for x, r in plates))
        nut = _disc((half + 0.7 * thick + 0.03, 0, 0), 0.075, 0.05, "x")
        grip = joined(grip, _rod((-0.52, 0, 0), (0.52, 0, 0), 0.035), _pair(nut))
    parts = [(grip, end if kind != "discs" and rng.random() < 0.4 else bar), (_pair(weight), end)]
    if rng.random() < 0.3:
        parts.append((_pair(_disc((half, 0, 0), 0.8 * radius, 0.04, "x")), looks.plastic(rng)))
    return parts


# --- vehicles: small ones, their noses to the left -----------------------------------------------


def car(rng: np.random.Generator) -> Parts:
    """A saloon, a hatchback, a beetle, a pick-up or a van, toy-like; some with a stripe."""
    kind = rng.choice(["saloon", "hatch", "beetle", "pickup", "van"])
    front, rear, steep, back, pillars = {
        "saloon": (-0.45, 0.62, 0.35, 0.25, (0.02, 0.55, 0.98)),
        "hatch": (-0.5, 0.95, 0.35, 0.08, (0.02, 0.36, 0.68, 0.98)),
        "beetle": (-0.55, 0.7, 0.35, 0.3, (0.55,)),
        "pickup": (-0.4, 0.2, 0.2, 0.08, (0.55, 0.98)),
        "van": (-0.78, 0.98, 0.15, 0.08, (0.02, 0.36, 0.68, 0.98)),
    }[kind]
    paint = _either(rng, looks.plastic, looks.anything, 0.8)
    wide, deck, roof = rng.uniform(0.38, 0.45), rng.uniform(0.5, 0.58), rng.uniform(0.85, 1)
    rounding = 0.55 if kind == "beetle" else rng.uniform(0.15, 0.3)
    body = [box((0, 0, deck / 2 + 0.06), (2, 2 * wide, deck - 0.1), rounding)]
    ends, slope = np.array([front, rear]), np.array([steep, -back])
    low, high, top = ends + 0.05 * slope, ends + 0.85 * slope, ends + 1.1 * slope
    windows = _frustum((*low, 0.97 * wide, deck - 0.04), (*high, 0.8 * wide, roof - 0.06))
    body.append(_frustum((*high, 0.82 * wide, roof - 0.08), (*top, 0.72 * wide, roof)))
    for share in pillars:
        foot, tip = low[0] + share * np.ptp(low), high[0] + share * np.ptp(high)
        foot = foot - 0.04, foot + 0.04, 0.985 * wide, deck - 0.04
        body.append(_frustum(foot, (tip - 0.03, tip + 0.03, 0.82 * wide, roof - 0.06)))
    if kind == "pickup":
        body.append(_pair(box((0.6, 0.93 * wide, deck + 0.05), (0.78, 0.06, 0.2)), axis="y"))
        body.append(box((0.97, 0, deck + 0.05), (0.06, 2 * wide, 0.2)))
    lamps = _pair(_disc((-0.985, 0.68 * wide, 0.4), 0.08, 0.06, "x", 14), axis="y")
    bumpers = _pair(box((0.99, 0, 0.22), (0.08, 1.8 * wide, 0.09), 0.3))
    parts = [(windows, GLASS), (joined(*body), paint)]
    parts += [(lamps, looks.white(rng)), (bumpers, looks.metal(rng))]
    if rng.random() < 0.3:
        parts.append((box((0, 0, 0.35), (1.9, 2.04 * wide, 0.07)), looks.plastic(rng)))
    parts += _wheels((-0.6, 0.6), wide, rng.uniform(0.16, 0.21), rng)
    return turned(parts, "z", rng.choice([0, 180]))


def bus(rng: np.random.Generator) -> Parts:
    """A city bus, a double-decker, a rounded old one, or a school bus with a bonnet."""
    kind = rng.choice(["city", "double", "old", "school"], p=[0.35, 0.25, 0.2, 0.2])
    paint, wide = _either(rng, looks.plastic, looks.painted, 0.8), rng.uniform(0.24, 0.29)
    high = rng.uniform(1.0, 1.15) if kind == "double" else rng.uniform(0.6, 0.72)
    front = -0.72 if kind == "school" else -1
    middle, long = (1 + front) / 2, 1 - front
    rounding = 0.25 if kind == "old" else 0.07
    shell = box((middle, 0, 0.08 + high / 2), (long, 2 * wide, high), rounding)
    if kind == "school":
        shell = joined(shell, box((-0.8, 0, 0.27), (0.42, 1.7 * wide, 0.34), 0.15))
    rows = [(0.42, 0.2), (0.85, 0.2)] if kind == "double" else [(0.2 + 0.4 * high, 0.33 * high)]
    panes, count = [], int(rng.integers(5, 9))
    for z, tall in rows:
        pane = box((middle, 0, z), (0.72 * long / count, 2.03 * wide, tall), 0.08)
        panes.append(_row(pane, 0.47 * long * (1 - 1 / count) * np.linspace(-1, 1, count)))
        panes.append(box((middle, 0, z), (long + 0.02, 1.7 * wide, 1.1 * tall), 0.08))
    lamps = _pair(_disc((-1.005, 0.65 * wide, 0.24), 0.045, 0.04, "x", 12), axis="y")
    sign = box((front - 0.005, 0, high + 0.02), (0.04, 1.3 * wide, 0.08))
    parts = [(shell, paint), (joined(*panes), GLASS), (joined(lamps, sign), looks.white(rng))]
    if rng.random() < 0.6:
        size = long + 0.01, 2.02 * wide, rng.uniform(0.04, 0.12)
        parts.append((box((middle, 0, rng.uniform(0.14, 0.26)), size, 0.05), looks.plastic(rng)))
    if rng.random() < 0.4:
        top = box((middle, 0, 0.08 + high), (0.97 * long, 1.9 * wide, 0.05))
        parts.append((top, looks.white(rng)))
    parts += _wheels((-0.62, 0.6), wide, rng.uniform(0.11, 0.14), rng)
    return turned(parts, "z", rng.choice([0, 180]))


def _hull(wide: float, deep: float, stern: float, closed: bool) -> Mesh:
    """A boat's, bow to the left, from x = -1 to 1. stern: how wide the back is, 0-1."""
    rings, (across, down) = [], arc(1, 0, 180, 15).T
    for x in np.linspace(-1, 1, 24):
        half = max(0.004, wide * min(1, (1 + x) ** 0.6) * (1 - (1 - stern) * max(0, x) ** 2))
        top = (0.22 if x < 0 else 0.08) * x**2
        low = deep * max(0.05, min(1, 1.8 * (1 + x)) ** 0.7)
        rake = 0.18 * max(0, -x) ** 3 * (1 - np.abs(down) * low / deep)
        z = top - (low + top) * np.abs(down) ** 0.7
        rings.append(np.column_stack([x - rake, half * across, z]))
    return loft([*rings, 0 * rings[-1] + rings[-1].mean(0)], closed)


def _rigging(rng: np.random.Generator, wood: Look) -> Parts:
    """A mast with one sail or two, and perhaps a flag."""
    mast, foot, tall = rng.uniform(-0.15, 0.05), rng.uniform(0.1, 0.2), rng.uniform(1.5, 2.1)
    cloth, swing = _either(rng, looks.cloth, looks.white), rng.uniform(-25, 25)
    back = rng.uniform(0.7, 0.95)
    main = slab([(0.03, foot), (back, foot), (0.25, 0.6 * tall), (0.03, 0.97 * tall)], 0.02)
    parts = [(_rod((mast, 0, -0.1), (mast, 0, tall), 0.025), wood)]
    parts.append((main.turned("z", swing).moved(mast), cloth))
    if rng.random() < 0.7:
        jib = slab([(mast - 0.04, foot), (-0.95, foot), (mast - 0.04, 0.8 * tall)], 0.02)
        look = cloth if rng.random() < 0.7 else looks.cloth(rng)
        parts.append((jib.turned("z", swing / 2, (-0.95, 0, 0)), look))
    flag = slab([(mast, tall), (mast + 0.25, tall - 0.06), (mast, tall - 0.13)], 0.02)
    return [*parts, (flag, looks.plastic(rng))] if rng.random() < 0.5 else parts


def boat(rng: np.random.Generator) -> Parts:
    """A sailing boat with one sail or two, a steamer with funnels, or a rowing boat with oars."""
    kind, stern = rng.choice(["sail", "steam", "row"], p=[0.5, 0.3, 0.2]), rng.uniform(0.3, 0.75)
    wide, deep = rng.uniform(0.24, 0.36), rng.uniform(0.25, 0.38)
    skin, wood = looks.anything(rng, 0.8), looks.wood(rng)
    parts = [(_hull(wide, deep, stern, closed=kind != "row"), skin)]
    if rng.random() < 0.6:
        keel = _hull(wide, deep, stern, closed=True).scaled(0.98, 0.92, 0.5).moved(z=-0.53 * deep)
        parts.append((keel, looks.plastic(rng)))
    if kind == "row":
        inside = _hull(0.92 * wide, 0.8 * deep, stern, closed=False).scaled(0.95, 1, 1)
        bench = box((0, 0, -0.04), (0.16, 1.8 * wide, 0.04))
        shaft = _rod((0, -0.15, 0.06), (0, 0.65, -0.12), 0.02)
        oar = joined(shaft, box((0, 0.72, -0.135), (0.12, 0.3, 0.03), 0.3))
        oars = _pair(oar.moved(0.05, 0.8 * wide, 0.06), axis="y")
        return [*parts[:1], (joined(inside, _row(bench, (-0.3, 0.15, 0.6)), oars), wood)]
    if kind == "sail":
        return parts + _rigging(rng, wood)
    left, right, high = rng.uniform(-0.45, -0.2), rng.uniform(0.4, 0.7), rng.uniform(0.22, 0.35)
    cabin = [_frustum((left, right, 0.65 * wide, -0.1), (left + 0.05, right, 0.6 * wide, high))]
    pane = _disc((0, 0, 0.55 * high + 0.05), 0.06, 1.34 * wide, "y", 12)
    panes = [_row(pane, np.arange(left + 0.12, right - 0.05, 0.2))]
    if rng.random() < 0.6:
        foot = left + 0.08, left + 0.4, 0.5 * wide, high
        cabin.append(_frustum(foot, (left + 0.1, left + 0.4, 0.48 * wide, high + 0.22)))
        panes.append(box((left + 0.24, 0, high + 0.13), (0.33, 1.03 * wide, 0.09)))
    funnel = _rod((0, 0, high - 0.02), (0.06, 0, high + 0.5), 0.12)
    funnels = _row(funnel, np.linspace(0.15, right - 0.15, rng.integers(1, 3)))
    parts += [(joined(*cabin), _either(rng, looks.white, looks.plastic)), (joined(*panes), GLASS)]
    mast = _rod((-0.55, 0, 0), (-0.55, 0, rng.uniform(0.5, 0.8)), 0.02)
    return [*parts, (funnels, looks.plastic(rng, 0.9)), (mast, wood)]


def _wings(outline: Points, z: float) -> Mesh:
    """A flat pair of wings. outline: points (x, y) of the one at the back, its root at y = 0."""
    half = np.array(outline, float)
    return prism([*half, *(half[::-1] * [1, -1])], z, z + 0.035)


def airplane(rng: np.random.Generator) -> Parts:
    """An airliner with swept wings, a light aircraft with a propeller, or a biplane."""
    kind = rng.choice(["liner", "light", "biplane"], p=[0.5, 0.3, 0.2])
    skin, liner = _either(rng, looks.white, looks.anything, 0.4), kind == "liner"
    trim = skin if rng.random() < 0.4 else looks.plastic(rng)
    fat, end = rng.uniform(0.11, 0.14) * (1 if liner else 1.25), 0.95 if liner else 0.78
    profile = [(0, -0.8), (0.6, -0.79), (0.85, -0.65), (1, -0.2), (0.75, 0.3), (0.25, 0.8)]
    if liner:
        profile = [(0, -1), (0.5, -0.96), (0.85, -0.85), (1, -0.65), (1, 0.3), (0.25, 1)]
    body = lathe(smooth(profile, 30).clip([0, -1], 1) * [fat, 1], 24).turned("y", 90)
    span, sweep = rng.uniform(0.85, 1.05), rng.uniform(0.3, 0.55) if liner else 0
    lead, root, tip = (-0.3, 0.42, 0.14) if liner else (-0.45, 0.36, 0.3)
    wing = [(lead, 0), (lead + sweep, span), (lead + sweep + tip, span), (lead + root, 0)]
    tail = [(end - 0.3, 0), (end - 0.1, 0.36), (end + 0.05, 0.36), (end, 0)]
    tall = rng.uniform(0.36, 0.48)
    fin = slab([(end - 0.4, 0.04), (end - 0.12, tall), (end + 0.05, tall), (end, 0)], 0.03)
    at = {"liner": [-0.06], "light": [rng.choice([-0.06, fat])], "biplane": [-0.08, 0.32]}[kind]
    parts = [(body, skin), (joined(_wings(tail, 0.02), fin.moved(y=-0.015)), trim)]
    parts.append((joined(*(_wings(wing, z) for z in at)), trim if rng.random() < 0.6 else skin))
    if liner:
        engine = _disc((lead + 0.45 * sweep + 0.04, 0.42 * span, -0.13), 0.075, 0.26, "x", 20)
        panes = [ball((x, 0.96 * fat, 0.035), 0.022) for x in np.linspace(-0.65, 0.55, 13)]
        windows = joined(_pair(*panes, axis="y"), ball((-0.86, 0, 0.06), (0.08, 0.08, 0.05)))
        engines = _pair(engine, axis="y"), _either(rng, looks.metal, looks.plastic)
        return [*parts, engines, (windows, GLASS)]
    if kind == "biplane":
        strut = _rod((lead, 0, -0.08), (lead, 0, 0.32), 0.014)
        struts = _row(_copies(strut, [(0, 0.1, 0), (0, 0.6, 0)]), (0.08, 0.28))
        parts.append((_pair(struts, axis="y"), looks.wood(rng)))
    blade, angle = box((-0.82, 0, 0), (0.03, 0.08, 0.62), 0.6), rng.uniform(0, 180)
    propeller = joined(*(blade.turned("x", angle + turn) for turn in (0, rng.choice([0, 90]))))
    leg = _rod((-0.45, 0.06, 0), (-0.48, 0.2, -0.24), 0.02)
    wheel = _disc((-0.48, 0.22, -0.26), 0.08, 0.06)
    return [
        *parts,
        (propeller, _either(rng, looks.dark, looks.wood)),
        (ball((-0.82, 0, 0), (0.08, 0.06, 0.06)), trim),
        (ball((-0.12, 0, 0.1), (0.2, 0.11, 0.12)), GLASS),
        (joined(_pair(leg, wheel, axis="y"), ball((0.7, 0, -0.08), 0.05)), BLACK),
    ]


# --- toys and garments ---------------------------------------------------------------------------


def teddy_bear(rng: np.random.Generator) -> Parts:
    """Sitting or standing, fat or slim, with small or large ears, a bow, or a light belly."""
    brown = looks.hsv(rng.uniform(0.05, 0.1), rng.uniform(0.3, 0.7), rng.uniform(0.15, 0.7))
    colour = brown if rng.random() < 0.6 else looks.paint(rng, 0.4)
    fur = Look(colour, "matt", "speckles", tuple(0.75 * c for c in colour), 2)
    pale = Look(tuple(0.4 + 0.6 * c for c in colour))
    fat, head, ear = rng.uniform(0.27, 0.36), rng.uniform(0.25, 0.31), rng.uniform(0.09, 0.13)
    floor, leg, spread, lift = 0.3, rng.uniform(0.11, 0.14), rng.uniform(15, 55), rng.uniform(0, 50)
    if rng.random() < 0.7:
        thigh = ball((0, -0.22, 0), (leg, 0.27, leg)).turned("z", 25).moved(0.7 * fat, -0.1, leg)
        sole = ball((0.7 * fat + 0.19, -0.52, leg + 0.02), (0.09, 0.05, 0.1))
    else:
        floor, thigh = 0.55, ball((0.6 * fat, 0, 0.22), (leg, leg, 0.25))
        sole = ball((0.65 * fat, -0.1, 0.06), (leg, 0.18, 0.08))
    top = floor + 0.34 + 0.75 * head
    side, up = 0.78 * head, top + 0.72 * head
    arm = ball((0, 0, -0.17), (0.095, 0.1, 0.22)).turned("x", -lift).turned("y", -spread)
    outer = ball((side, 0, up), (ear, 0.5 * ear, ear))
    limbs = _pair(thigh, outer, arm.moved(0.8 * fat, -0.05, floor + 0.22))
    torso = ball((0, 0, floor), (fat, 0.85 * fat, 0.36))
    skull = ball((0, -0.02, top), (head, 0.9 * head, 0.92 * head))
    snout = ball((0, -0.85 * head, top - 0.25 * head), (0.45 * head, 0.35 * head, 0.36 * head))
    inner = ball((side, -0.4 * ear, up), (0.6 * ear, 0.25 * ear, 0.6 * ear))
    eye = ball((0.36 * head, -0.8 * head, top + 0.2 * head), 0.11 * head)
    nose = ball((0, -1.2 * head, top - 0.14 * head), (0.17 * head, 0.1 * head, 0.12 * head))
    parts = [
        (joined(torso, skull, limbs), fur),
        (joined(snout, _pair(inner, sole)), pale),
        (joined(_pair(eye), nose), BLACK),
    ]
    if rng.random() < 0.5:
        parts.append((ball((0, -0.35 * fat, floor), (0.7 * fat, 0.6 * fat, 0.27)), pale))
    if rng.random() < 0.5:
        bow = _pair(ball((0.1, -0.87 * fat, top - 0.9 * head), (0.11, 0.05, 0.08)))
        parts.append((bow, looks.plastic(rng, 0.9)))
    return parts


def duck(rng: np.random.Generator) -> Parts:
    """A bath duck or one carved of wood, its neck short or long; some stand on legs."""
    yellow = Look(looks.hsv(rng.uniform(0.1, 0.16), 0.8, rng.uniform(0.6, 0.95)), "plastic")
    orange = Look(looks.hsv(rng.uniform(0.02, 0.12), 0.85, rng.uniform(0.5, 0.95)), "plastic")
    skin = yellow if rng.random() < 0.4 else looks.anything(rng, 0.6)
    other = skin if rng.random() < 0.5 else looks.anything(rng, 0.6)
    head, wide, at = rng.uniform(0.2, 0.27), rng.uniform(1, 1.25), -0.36
    top = 0.42 + rng.uniform(0.1, 0.35) + head
    spine = smooth([(-0.5, 0.2, 0.03), (-0.42, 0.27, 0.2), (-0.1, 0.27, 0.33),
                    (0.35, 0.36, 0.22), (0.55, 0.5, 0.09), (0.64, 0.58, 0.005)], 24)  # fmt: skip
    body = tube([(x, 0, z) for x, z, _ in spine], spine[:, 2], 24).scaled(1, wide, 1)
    neck = _flat_tube([(-0.3, 0.3), (at, 0.45), (at, top)], [0.24, 0.7 * head, 0.5 * head])
    skull = ball((at, 0, top), (head, 0.9 * head, 0.95 * head))
    lip = ball((-1.1 * head, 0, 0), (0.6 * head, 0.42 * head, 0.12 * head))
    lips = lip.turned("y", 8).moved(z=0.05 * head), lip.turned("y", -4).moved(z=-0.18 * head)
    bill = [mesh.moved(at, 0, top) for mesh in lips]
    wing = ball((0.12, 0.29 * wide, 0.36), (0.3, 0.08, 0.16)).turned("y", -14, (0.1, 0, 0.36))
    eye = ball((at - 0.55 * head, 0.62 * head, top + 0.3 * head), 0.16 * head)
    if rng.random() < 0.25:
        foot = prism([(-0.22, 0.06), (-0.22, 0.26), (0.06, 0.16)], -0.25, -0.2)
        bill.append(_pair(_rod((0.05, 0.14, 0.1), (0.02, 0.16, -0.22), 0.035), foot, axis="y"))
    parts = [
        (body, skin),
        (joined(neck, skull), skin if rng.random() < 0.4 else other),
        (_pair(wing, axis="y"), other),
        (_pair(eye, axis="y"), BLACK),
        (joined(*bill), orange),
    ]
    return turned(parts, "z", rng.choice([0, 180]))


def hat(rng: np.random.Generator) -> Parts:
    """A cap, a top hat, a straw, felt or cowboy hat with a band, a woollen hat with a bobble."""
    kind = rng.choice(["cap", "brim", "top", "wool"], p=[0.3, 0.4, 0.15, 0.15])
    felt, tall = _either(rng, looks.cloth, looks.painted), rng.uniform(0.75, 1)
    dome = [(0.32, 0), (0.325, 0.12), (0.3, 0.24), (0.2, 0.33), (0.08, 0.365), (0, 0.37)]
    crown = lathe(smooth(dome, 16) * [1, tall])
    if kind == "cap":
        edge = arc(1, 180, 360, 20) * [0.3, rng.uniform(0.4, 0.52)] - [0, 0.2]
        peak = prism(edge, 0.04, 0.07).bent(-0.6).turned("x", 8, (0, -0.3, 0.05))
        peak_look = felt if rng.random() < 0.4 else looks.painted(rng, 0.6)
        button = ball((0, 0, 0.37 * tall), (0.035, 0.035, 0.025))
        parts = [(crown.scaled(1, 1.1, 1), felt), (joined(peak, button), peak_look)]
        badge = ball((0, -0.335, 0.17 * tall), (0.12, 0.03, 0.08)), looks.anything(rng)
        return [*parts, badge] if rng.random() < 0.6 else parts
    if kind == "wool":
        roll = lathe([(0.3, 0), (0.37, 0.01), (0.38, 0.12), (0.33, 0.14)])
        bobble = ball((0, 0, 0.5 * tall), rng.uniform(0.1, 0.16))
        fold = felt if rng.random() < 0.3 else looks.cloth(rng, 0.7)
        return [(crown.scaled(1, 1, 1.3), felt), (roll, fold), (bobble, looks.painted(rng, 0.6))]
    high, edge, flare = rng.uniform(0.26, 0.36), rng.uniform(0.5, 0.72), rng.uniform(0.24, 0.33)
    profile = [(0.29, 0), (0.28, 0.6 * high), (0.24, 0.85 * high), (0.13, 0.98 * high), (0, high)]
    if kind == "top":
        high, edge = rng.uniform(0.4, 0.65), rng.uniform(0.42, 0.5)
        profile = [(0.28, 0), (0.27, 0.1), (flare, high - 0.02), (flare - 0.02, high), (0, high)]
    elif rng.random() < 0.5:
        profile = [(0.29, 0), (0.26, high - 0.03), (0.24, high), (0, high - 0.015)]
    if rng.random() < 0.4:
        felt = replace(looks.cloth(rng, 0.1), pattern="weave")
    rim = [(0.27, -0.01), (edge - 0.03, -0.01), (edge, 0), (edge - 0.02, 0.02), (0.27, 0.02)]
    curl = rng.uniform(0, 0.3) if rng.random() < 0.7 else 0.6
    band = lathe([(0.285, 0.02), (0.3, 0.02), (0.295, 0.1), (0.27, 0.1)], y=1.15)
    parts = [(joined(lathe(profile, y=1.15), lathe(rim, y=1.1).bent(curl)), felt)]
    return [*parts, (band, looks.anything(rng))] if rng.random() < 0.8 else parts


def watering_can(rng: np.random.Generator) -> Parts:
    """Tall, squat or bellied, oval or round; with or without a rose; the handles differ."""
    skin = _either(rng, looks.plastic, looks.metal)
    handle = skin if rng.random() < 0.7 else looks.plastic(rng)
    high, wide, top = rng.uniform(0.45, 0.75), rng.uniform(0.26, 0.36), rng.uniform(0.16, 0.3)
    belly, oval = rng.uniform(0.9, 1.1) * (wide + top) / 2, rng.uniform(0.7, 1)
    side = smooth([(wide, 0.02), (belly, high / 2), (top, high)], 16)
    inside = (0.9 * top, high - 0.02), (0, high - 0.06)
    body = lathe([(0, 0), (0.95 * wide, 0), *side, *inside], y=oval)
    long, thin, low = rng.uniform(0.45, 0.75), rng.uniform(0.03, 0.045), rng.uniform(0.08, 0.2)
    up = rng.uniform(0.85, 1.25) * high
    middle = -wide - long / 2, (low + up) / 2 + rng.uniform(-0.08, 0.08)
    path = smooth([(-0.8 * wide, low), middle, (-wide - long, up)], 16)
    spout = _flat_tube(path, np.linspace(1.8 * thin, thin, 16))
    parts = [(joined(body, spout), skin)]
    if rng.random() < 0.65:
        flare, (run, rise) = rng.uniform(0.09, 0.14), path[-1] - path[-2]
        rose = lathe([(thin, -0.02), (flare, 0.12), (0.9 * flare, 0.15), (0, 0.16)], 24)
        rose = rose.turned("y", np.degrees(np.arctan2(run, rise)))
        rose = rose.moved(path[-1][0], 0, path[-1][1])
        parts.append((rose, skin if rng.random() < 0.5 else looks.metal(rng)))
    back = smooth([(0.9 * top, high - 0.06), (wide + 0.14, high + 0.1), (wide + 0.24, 0.6 * high),
                   (0.95 * belly, 0.2 * high)], 24)  # fmt: skip
    over = smooth([(-0.85 * top, high - 0.04), (-0.3 * top, high + 0.25), (0.7 * top, high + 0.26),
                   (wide + 0.14, 0.8 * high), (0.97 * belly, 0.4 * high)], 24)  # fmt: skip
    hoop = arc(1, 0, 180, 24) * [0.9 * top, 0.22] + [0, high - 0.04]
    lines = ([back], [over], [back, hoop])[rng.integers(3)]
    parts.append((joined(*(_flat_tube(line, 0.032) for line in lines)), handle))
    return turned(parts, "z", rng.choice([0, 180]))


THINGS = [
    Thing("hammer", hammer, 0.32, turns=20, heights=(30, 80)),
    Thing("screwdriver", screwdriver, 0.22, turns=20, heights=(30, 80)),
    Thing("saw", saw, 0.5, turns=20, heights=(30, 80)),
    Thing("scissors", scissors, 0.2, turns=50, heights=(30, 80)),
    Thing("book", book, 0.27, turns=35, heights=(20, 70)),
    Thing("suitcase", suitcase, 0.7, "floor", turns=60, heights=(5, 45)),
    Thing("telephone", telephone, 0.25, turns=50, heights=(20, 65)),
    Thing("camera", camera, 0.15, turns=35, heights=(0, 40)),
    Thing("guitar", guitar, 1.0, "floor", turns=30, heights=(0, 40)),
    Thing("drum", drum, 0.4, "floor", turns=180, heights=(10, 50)),
    Thing("ball", playing_ball, 0.23, "floor", turns=180, heights=(5, 60)),
    Thing("dumbbell", dumbbell, 0.35, "floor", turns=30, heights=(10, 65)),
    Thing("car", car, 0.3, "floor", turns=50, heights=(5, 45)),
    Thing("bus", bus, 0.35, "floor", turns=50, heights=(5, 40)),
    Thing("boat", boat, 0.35, "floor", turns=30, heights=(5, 45)),
    Thing("airplane", airplane, 0.35, "floor", turns=180, heights=(20, 65)),
    Thing("teddy bear", teddy_bear, 0.35, "floor", turns=40, heights=(0, 40)),
    Thing("duck", duck, 0.15, turns=45, heights=(0, 40)),
    Thing("hat", hat, 0.32, turns=40, heights=(5, 45)),
    Thing("watering can", watering_can, 0.4, "floor", turns=25, heights=(0, 40)),
]
