"""A photograph of a thing: a room or a yard, other things, light, a camera that isn't perfect.

Everything is measured in the size of the thing, which stands at the origin. Colours, patterns,
light and camera are drawn alike for every kind of thing. Signs and roofs are always outdoors,
though, and only what stands on a table may show the table's edge.
"""

from __future__ import annotations

import mitsuba as mi
import numpy as np
from PIL import Image, ImageFilter

mi.set_variant("scalar_rgb")

from renders import looks, shapes  # noqa: E402 - after the variant
from renders.looks import Look, hsv, paint  # noqa: E402
from renders.shapes import Mesh  # noqa: E402
from renders.thing import Parts, Thing  # noqa: E402

SAMPLES = 25  # rays for each pixel, spread evenly: as little noise as with 70 at random
To = mi.ScalarTransform4f
INDOOR_GROUND = "wood", "planks", "tiles", "clouds", "checks", "weave", "speckles", ""
OUTDOOR_GROUND = "clouds", "speckles", "bricks", "leaves", "tiles"
INDOOR_WALL = "clouds", "", "tiles", "stripes", "planks", "bricks", "spots", "print"
OUTDOOR_WALL = "bricks", "planks", "corrugated", "leaves", "clouds", "leaves"


def photo(thing: Thing, seed: list[int], clutter: list[Thing], size: int) -> np.ndarray:
    """One photograph, uint8 (size, size, 3). The same seed, whole numbers, gives the same one.

    clutter: kinds of things that may stand around. If they hide the thing, another scene is drawn.
    A RuntimeError says that they hid it 20 times.
    """
    scene, _, rng = _arranged(thing, seed, clutter, size)
    light = np.array(mi.render(scene, spp=SAMPLES, seed=int(rng.integers(2**31))))
    return _developed(light[..., :3], rng)


def box(thing: Thing, seed: list[int], clutter: list[Thing], size: int) -> np.ndarray:
    """Where the thing is in that photograph: left, top, right, bottom, in pixels."""
    _, plane, _ = _arranged(thing, seed, clutter, size)
    x, y = (1 - plane) / 2 * size  # Mitsuba's x points to the left
    ends = np.floor([x.min(), y.min()]), np.ceil([x.max(), y.max()])
    return np.concatenate(ends).clip(0, size).astype("int64")


def _arranged(
    thing: Thing, seed: list[int], clutter: list[Thing], size: int
) -> tuple[mi.Scene, np.ndarray, np.random.Generator]:
    """A scene, where in the picture the thing's points are (-1 to 1), and what draws the rest."""
    for attempt in range(20):
        rng = np.random.default_rng([*seed, attempt])
        parts = _placed(thing.build(rng), thing, rng)
        points = np.concatenate([mesh.vertices for mesh, _ in parts])
        outdoors = thing.place in ("street", "roof") or rng.random() < 0.3
        camera, eye, plane = _camera(thing, points, size, rng)
        everything = parts + _ground_and_walls(thing, points, eye, outdoors, rng)
        if thing.place != "roof":
            everything += _clutter(thing, points, eye, clutter, rng)
        meshes = {f"part{i}": _shape(mesh, look, rng) for i, (mesh, look) in enumerate(everything)}
        path = {"type": "path", "max_depth": 3}
        scene = mi.load_dict(
            {"type": "scene", "integrator": path, "camera": camera}
            | _light(outdoors, rng) | meshes
        )  # fmt: skip
        if _visible(scene, eye, points, plane, rng) >= 0.15:
            return scene, plane, rng
    raise RuntimeError(f"20 scenes hid the {thing.name} of seed {seed}.")


def _visible(
    scene: mi.Scene, eye: np.ndarray, points: np.ndarray, plane: np.ndarray,
    rng: np.random.Generator,
) -> float:  # fmt: skip
    """The share of a thing's points that the camera sees. Half of them are at its back."""
    seen = 0
    for i in rng.integers(len(points), size=80):
        way = points[i] - eye
        distance = np.linalg.norm(way)
        ray = mi.Ray3f(list(map(float, eye)), list(map(float, way / distance)))
        ray.maxt = float(0.98 * distance)
        seen += bool(np.abs(plane[:, i]).max() < 1 and not scene.ray_test(ray))
    return seen / 80


def _placed(parts: Parts, thing: Thing, rng: np.random.Generator) -> Parts:
    """Of size 1 or so, standing on z = 0, turned; what hangs has its back at y = 0."""
    points = np.concatenate([mesh.vertices for mesh, _ in parts])
    low, high = points.min(0), points.max(0)
    scale = rng.uniform(0.9, 1.1) / (high - low).max()
    hangs = thing.place == "wall"
    middle = [*(low + high)[:1] / 2, high[1] if hangs else (low + high)[1] / 2, low[2]]
    turn = 0 if hangs else rng.uniform(-thing.turns, thing.turns)
    up = rng.uniform(0.3, 1) if hangs else 0
    return [
        (mesh.moved(*-np.array(middle)).scaled(scale).turned("z", turn).moved(z=up), look)
        for mesh, look in parts
    ]


def _ground_and_walls(
    thing: Thing, points: np.ndarray, eye: np.ndarray, outdoors: bool, rng: np.random.Generator
) -> Parts:
    """A floor, a table or the ground; often a wall behind it, and a corner."""
    kinds = OUTDOOR_GROUND if outdoors else INDOOR_GROUND
    ground = Look(
        _room_colour(rng), "matt" if rng.random() < 0.7 else "plastic", str(rng.choice(kinds)),
        _room_colour(rng), rng.uniform(0.15, 1.2),
    )  # fmt: skip
    wide, back = 30.0, points[:, 1].max()
    gap = rng.choice([0.05, 0.3, 1, 3]) * rng.uniform(0.5, 1.5)
    wall_at = 0.0 if thing.place == "wall" else back + gap
    flat = np.zeros((2, 2))
    parts = [(shapes.sheet(flat, wide, wide), ground)]
    if thing.place == "table" and rng.random() < 0.6:  # a table with an edge, above the floor
        wide_top, deep = rng.uniform(3, 7), 2 * (back + rng.uniform(0.4, 2))
        top = shapes.box((0, 0, -0.03), (wide_top, deep, 0.06), 0.05)
        parts = [(top, ground), (parts[0][0].moved(z=-rng.uniform(1, 4)), looks.painted(rng))]
    open_air = outdoors and thing.place != "wall" and rng.random() < 0.5
    if not open_air:
        kind = str(rng.choice(OUTDOOR_WALL if outdoors else INDOOR_WALL))
        repeat = rng.uniform(0.15, 1.2)
        wall = Look(_room_colour(rng), "matt", kind, _room_colour(rng), repeat)
        turn = 0 if thing.place == "wall" else rng.uniform(-20, 20)
        upright = shapes.sheet(flat, wide, wide).turned("x", 90).turned("z", turn)
        reach = np.abs(points[:, 0]).max()
        wall_at += reach * np.tan(np.radians(abs(turn)))
        parts.append((upright.moved(y=wall_at), wall))
        if rng.random() < 0.35:  # a corner, on the side where the camera isn't
            side = -np.sign(eye[0]) * (reach + rng.uniform(0.3, 2.5))
            parts.append((upright.turned("z", 90).moved(x=side), wall))
    else:
        for _ in range(rng.integers(2, 7)):  # houses and trees far away
            x, y, high = rng.uniform(-9, 9), rng.uniform(6, 14), rng.uniform(1, 6)
            far = shapes.box((x, y, high / 2), (rng.uniform(1, 5), 1, high), rng.choice([0.05, 1]))
            parts.append((far, Look(paint(rng, 0.3), "matt", "leaves", paint(rng, 0.2), 1)))
    return parts


def _room_colour(rng: np.random.Generator) -> looks.Colour:
    """Of a floor or a wall: whitewash, earth, wood, concrete; one in four is painted."""
    if rng.random() < 0.25:
        return hsv(rng.random(), rng.uniform(0.15, 0.6), rng.uniform(0.25, 0.75))
    hue = rng.choice([0.05, 0.08, 0.1, 0.12, 0.6])
    return hsv(hue, rng.uniform(0, 0.4), rng.uniform(0.1, 0.9))


def _clutter(
    thing: Thing, points: np.ndarray, eye: np.ndarray, kinds: list[Thing], rng: np.random.Generator
) -> Parts:
    """Other things beside, behind or before it, of their own size."""
    alike = [
        kind for kind in kinds if kind.name != thing.name and 0.2 < kind.size / thing.size < 2.5
    ]
    reach = np.abs(points[:, :2]).max()
    parts = []
    for _ in range(rng.choice([0, 1, 2, 3, 5])):
        if alike and rng.random() < 0.7:
            kind = alike[rng.integers(len(alike))]
            size, made = kind.size / thing.size, kind.build(rng)
        else:
            mesh = shapes.box((0, 0, 0), rng.uniform(0.3, 1, 3), rng.choice([0.05, 0.3, 1]))
            size, made = rng.uniform(0.2, 0.8), [(mesh, looks.anything(rng))]
        every = np.concatenate([mesh.vertices for mesh, _ in made])
        low, high = every.min(0), every.max(0)
        scale = size / (high - low).max()
        middle = np.array([*(low + high)[:2] / 2, low[2]])
        away = reach * rng.uniform(1.15, 2.2) + scale * np.hypot(*(high - low)[:2]) / 2
        # Seldom between the thing and the camera.
        angle = np.radians(rng.uniform(-10, 190) if rng.random() < 0.75 else rng.uniform(-170, -10))
        x, y, turn = away * np.cos(angle), away * np.sin(angle), rng.uniform(0, 360)
        if np.hypot(x - eye[0], y - eye[1]) < scale * np.ptp(every, axis=0).max() + 0.1:
            continue  # the camera would be in it
        parts += [
            (mesh.moved(*-middle).scaled(scale).turned("z", turn).moved(x, y), look)
            for mesh, look in made
        ]
    return parts


def _rgb(colour) -> dict:
    return {"type": "rgb", "value": [float(c) for c in colour]}


def _light(outdoors: bool, rng: np.random.Generator) -> dict:
    """The sky or the room's own light, and sun, a window, or a lamp."""
    fills = (
        {"sun": 0.5, "overcast": 1.0, "dusk": 0.4}
        if outdoors
        else {"window": 0.25, "lamp": 0.1, "even": 0.8}
    )
    style = str(rng.choice(list(fills)))
    fill, tint = fills[style], hsv(rng.choice([0.08, 0.11, 0.58]), rng.uniform(0, 0.45), 1)
    sky = hsv(rng.uniform(0.55, 0.62), rng.uniform(0, 0.45), 1) if outdoors else tint
    lights = {"sky": {"type": "constant", "radiance": _rgb(np.array(sky) * fill)}}
    side, up = rng.uniform(-70, 70), np.radians(rng.uniform(15, 75))
    across = np.radians(side)
    to = np.array([np.sin(across) * np.cos(up), -np.cos(across) * np.cos(up), np.sin(up)])
    if style in ("sun", "dusk"):
        warm = hsv(0.09, rng.uniform(0, 0.6 if style == "dusk" else 0.2), rng.uniform(1, 3.5))
        lights["sun"] = {"type": "directional", "direction": list(-to), "irradiance": _rgb(warm)}
    if style == "window":
        where = To().look_at(origin=list(4 * to), target=[0, 0, 0.4], up=[0, 0, 1])
        where = where.scale([1.6, 1.6, 1])
        glow = {"type": "area", "radiance": _rgb(np.array(tint) * rng.uniform(3, 8))}
        lights["window"] = {"type": "rectangle", "to_world": where, "emitter": glow}
    if style == "lamp":
        at, bright = list(to * rng.uniform(1.5, 3)), _rgb(np.array(tint) * rng.uniform(3, 9))
        lights["lamp"] = {"type": "point", "position": at, "intensity": bright}
    return lights


def _camera(
    thing: Thing, points: np.ndarray, size: int, rng: np.random.Generator
) -> tuple[dict, np.ndarray, np.ndarray]:
    """A camera near or far, seldom quite straight; where it is, and where it sees the points.

    That's (2, n), -1 to 1 in the picture.
    """
    low, high = points.min(0), points.max(0)
    radius = np.linalg.norm(high - low) / 2
    view = np.radians(rng.uniform(26, 55))
    # A third of all views are the same for every kind of thing.
    heights = (0, 60) if rng.random() < 1 / 3 and thing.place != "roof" else thing.heights
    up, across = np.radians(rng.uniform(*heights)), np.radians(rng.uniform(-45, 45))
    to = np.array([np.sin(across) * np.cos(up), -np.cos(across) * np.cos(up), np.sin(up)])
    right = np.array([np.cos(across), np.sin(across), 0])
    off = rng.uniform(-0.3, 0.3) * right + [0, 0, rng.uniform(-0.25, 0.25)]
    aim = (low + high) / 2 + radius * off
    roll = np.radians(rng.normal(0, 6))
    upward = [float(x) for x in np.sin(roll) * right + [0, 0, np.cos(roll)]]
    wanted, distance = rng.uniform(0.5, 1.1), 2 * radius / np.tan(view / 2)
    for _ in range(3):  # until the thing is as wide or high as wanted, 1 being the whole picture
        eye = aim + distance * to
        eye[2] = max(eye[2], 0.06)
        where = To().look_at(
            origin=[float(x) for x in eye], target=[float(x) for x in aim], up=upward
        )
        in_4d = np.column_stack([points, np.ones(len(points))])
        seen = (np.linalg.inv(np.array(where.matrix)) @ in_4d.T)[:3]
        plane = seen[:2] / np.maximum(seen[2], 0.05) / np.tan(view / 2)
        distance *= max(0.5, np.ptp(plane, axis=1).max() / 2 / wanted)
        distance = max(distance, 1.1 * radius)
    camera = {
        "type": "thinlens", "fov": float(np.degrees(view)), "to_world": where,
        "aperture_radius": float(radius * rng.choice([0.005, 0.03, 0.07])),
        "focus_distance": float(distance * rng.normal(1, 0.08)),
        "film": {"type": "hdrfilm", "width": size, "height": size, "rfilter": {"type": "box"}},
        "sampler": {"type": "multijitter", "sample_count": SAMPLES},
    }  # fmt: skip
    return camera, eye, plane


def _shape(mesh: Mesh, look: Look, rng: np.random.Generator) -> mi.Mesh:
    properties = mi.Properties()
    properties["bsdf"] = mi.load_dict({"type": "twosided", "material": _material(look, rng)})
    if look.glow:
        light = {"type": "area", "radiance": _rgb(np.array(look.colour) * look.glow)}
        properties["emitter"] = mi.load_dict(light)
    n, m = len(mesh.vertices), len(mesh.faces)
    shape = mi.Mesh("part", n, m, props=properties, has_vertex_texcoords=True)
    values = mi.traverse(shape)
    values["vertex_positions"] = np.ravel(mesh.vertices).astype("float32")
    values["vertex_texcoords"] = np.ravel(mesh.uv).astype("float32")
    values["faces"] = np.ravel(mesh.faces).astype("uint32")
    values.update()
    return shape


def _material(look: Look, rng: np.random.Generator) -> dict:
    if look.pattern:
        share = looks.pattern(rng, look.pattern)[..., None]
        image = np.array(look.colour) * (1 - share) + np.array(look.second) * share
        repeat = To().rotate([0, 0, 1], float(rng.choice([0, 90])))
        repeat = repeat.scale([look.repeat, look.repeat, 1])
        bitmap = mi.Bitmap(image.astype("float32"))
        colour = {"type": "bitmap", "bitmap": bitmap, "raw": True, "to_uv": repeat}
    else:
        colour = _rgb(look.colour)
    if look.finish == "metal":
        return {"type": "roughconductor", "specular_reflectance": colour, "alpha": 0.25}
    if look.finish == "plastic":
        return {"type": "principled", "base_color": colour, "roughness": 0.3, "specular": 0.5}
    return {"type": "diffuse", "reflectance": colour}


def _developed(light: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """What the camera makes of it: exposure, white balance, blur, noise, uint8."""
    around = [np.roll(light, (x, y), (0, 1)) for x in (-1, 0, 1) for y in (-1, 0, 1)]
    light = np.minimum(light, 2.5 * np.median(around, axis=0))  # no glowing specks
    bright = np.quantile(light.mean(-1), 0.8)
    wanted = rng.choice([0.22, 0.4, 0.5, 0.65, 0.9]) * rng.uniform(0.8, 1.2)
    light = light * wanted / max(bright, 1e-4) * rng.normal(1, 0.05, 3)
    y, x = np.mgrid[-1 : 1 : len(light) * 1j, -1 : 1 : len(light) * 1j]
    light = light * (1 - rng.uniform(0, 0.25) * (x**2 + y**2) / 2)[..., None]
    pixels = np.clip(light, 0, 1) ** (1 / 2.2)
    picture = Image.fromarray((255 * pixels).astype("uint8"))
    if rng.random() < 0.3:
        picture = picture.filter(ImageFilter.GaussianBlur(rng.uniform(0.3, 0.9) * len(light) / 64))
    noise = rng.normal(0, rng.uniform(0.5, 5), (*pixels.shape[:2], 1))
    return (np.asarray(picture, "float32") + noise).clip(0, 255).astype("uint8")
