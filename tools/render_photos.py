# /// script
# requires-python = ">=3.11"
# dependencies = ["mitsuba==3.9.1", "numpy==2.4.6", "pillow==13.0.0"]
# ///
"""Render the photographs that stand in for Dollar Street and CIFAR-10, and those for pretraining.

    uv run tools/render_photos.py                 all of them; writes the contact sheets in data/
    uv run tools/render_photos.py pretraining     one set: household, objects or pretraining
    uv run tools/render_photos.py sample          a few anew, compared with the sheets in data/
    uv run tools/render_photos.py boxes           where each household thing is in its image

What's rendered lies in build/renders/, so that it goes on where it stopped. When the code of a
thing or of the scene changes, everything is rendered anew.
"""

from __future__ import annotations

import multiprocessing
import sys
import time
import zlib

import drjit
import numpy as np
from renders import scene, sheets
from renders.sets import OTHERS, PARTS, ROOT, SETS, boxes_file, file, read
from renders.thing import Thing

DATA = ROOT / "data"


Task = tuple[Thing, str, int, int]  # of what, for training or test, which one, pixels a side


def one(task: Task) -> np.ndarray:
    drjit.set_thread_count(1)  # every process has a core of its own
    return scene.photo(*_described(task))


def one_box(task: Task) -> np.ndarray:
    return scene.box(*_described(task))


def _described(task: Task) -> tuple[Thing, list[int], list[Thing], int]:
    thing, part, index, size = task
    seed = [PARTS.index(part), zlib.crc32(thing.name.encode()), index, size]
    return thing, seed, OTHERS, size


def render(name: str, pool) -> None:
    """Render what build/ hasn't got of a set, class by class."""
    what, began, done = SETS[name], time.time(), 0
    missing = [
        (part, thing, count)
        for part in PARTS
        for thing, count in zip(what.things, what.shares(part), strict=True)
        if not file(name, part, thing).exists()
    ]
    total = sum(count for _, _, count in missing)
    for part, thing, count in missing:
        tasks = [(thing, part, index, what.size) for index in range(count)]
        photos = pool.map(one, tasks, chunksize=4)
        path = file(name, part, thing)
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_suffix(".part")
        with unfinished.open("wb") as out:
            np.savez(out, images=np.stack(photos))
        unfinished.rename(path)
        done += count
        left = (time.time() - began) / done * (total - done) / 60
        print(f"{name}: {done:,} of {total:,}, {left:.0f} minutes left", flush=True)


def write_sheets(name: str) -> None:
    what = SETS[name]
    for part in PARTS:
        classes = read(name, part)
        sheets.write(DATA / f"{name}_{part}.jpg", classes, what.quality)
    if name == "household":
        sheets.write_few(DATA / "household_40.jpg", classes, what.quality)


def write_boxes(pool) -> None:
    """Class by class, as in the sheets."""
    what, boxes = SETS["household"], {}
    for part in PARTS:
        shares = zip(what.things, what.shares(part), strict=True)
        tasks = [(thing, part, i, what.size) for thing, count in shares for i in range(count)]
        boxes[part] = np.stack(pool.map(one_box, tasks, chunksize=4))
    path = boxes_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez(path, **boxes)


def sample(pool) -> None:
    """Render the second training image of each class anew, and compare it with its sheet."""
    worst = 0.0
    for name in ("household", "objects"):
        what = SETS[name]
        photos = pool.map(one, [(thing, "train", 1, what.size) for thing in what.things])
        for label, photo in enumerate(photos):
            path = DATA / f"{name}_train.jpg"
            shipped = sheets.tile(path, what.size, len(what.things), label, 1)
            difference = np.abs(photo.astype(float) - shipped).mean()
            print(f"{name}, {what.things[label].name}: {difference:.1f} levels apart")
            worst = max(worst, difference)
    # JPEG alone moves a pixel by some 4 levels of 255; another photograph by 40 or more.
    sys.exit("These aren't the photographs in data/." if worst > 10 else 0)


def main() -> None:
    names = sys.argv[1:] or list(SETS)
    if unknown := set(names) - set(SETS) - {"sample", "boxes"}:
        sys.exit(f"There's no set '{unknown.pop()}'. Choose from {', '.join(SETS)}, sample, boxes.")
    with multiprocessing.get_context("spawn").Pool() as pool:
        for name in names:
            if name == "sample":
                sample(pool)
            elif name == "boxes":
                write_boxes(pool)
            else:
                render(name, pool)
                if SETS[name].quality:
                    write_sheets(name)


if __name__ == "__main__":
    main()
