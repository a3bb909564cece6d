"""Our own photographs: the sheets in data/, and the things that are rendered."""

import numpy as np
import photo_difficulty
import pretrain_mini
import pytest
from renders import looks, sets

from helpers.internal import samples
from helpers.internal.sources import SOURCES

THINGS = [*sets.SETS["household"].things, *sets.OTHERS]
SHEETS = [name for name, what in sets.SETS.items() if what.quality]


def small(images):
    """What remains of images when shrunk to 8 x 8, free of brightness and contrast."""
    side = images.shape[1] // 8
    blocks = images.reshape(-1, 8, side, 8, side, 3).mean((2, 4)).reshape(len(images), -1)
    blocks -= blocks.mean(1, keepdims=True)
    return blocks / np.linalg.norm(blocks, axis=1, keepdims=True)


def likeness(images, others):
    """For each image, how like it the likest of the others is: 1 is the same."""
    return (small(images) @ small(others).T).max(1)


@pytest.mark.parametrize("name", SHEETS)
def test_every_sheet_holds_its_classes(name):
    what = sets.SETS[name]
    loaded = samples.sheets(name, what.size)
    for images, labels, part in zip(loaded[::2], loaded[1::2], sets.PARTS, strict=True):
        assert images.shape[1:] == (what.size, what.size, 3) and images.dtype == np.uint8
        assert np.bincount(labels).tolist() == what.shares(part)
    different = {image.tobytes() for image in (*loaded[0], *loaded[2])}
    assert len(different) == sum(what.counts)


@pytest.mark.parametrize("name", SHEETS)
def test_no_test_image_is_a_near_copy_of_a_training_image(name):
    train, _, test, _ = samples.sheets(name, sets.SETS[name].size)
    assert likeness(test, train).max() < 0.97
    noise = np.random.default_rng(0).normal(0, 5, train[:50].shape)
    copies = train[:50] * 0.9 + 9 + noise  # paler, and photographed again
    assert likeness(copies, train).min() > 0.97


def test_the_ten_classes_are_dollar_streets_and_no_other_thing_is_one_of_them():
    ten = [thing.name for thing in sets.SETS["household"].things]
    others = [thing.name for thing in sets.OTHERS]
    assert sorted(ten) == sorted(SOURCES["Dollar Street"]["classes"])
    assert [ten.index(name) for name in SOURCES["Dollar Street"]["classes"]] == list(range(10))
    assert len(set(others)) == len(others) >= 50 and not set(ten) & set(others)
    assert list(sets.OBJECTS) == SOURCES["CIFAR-10"]["stand_in_classes"]


@pytest.mark.parametrize("thing", THINGS, ids=lambda thing: thing.name)
def test_every_thing_is_sound_varies_and_is_the_same_for_the_same_seed(thing):
    shapes = []
    for seed in (0, 1, 2, 0):
        parts = thing.build(np.random.default_rng(seed))
        for mesh, look in parts:
            assert np.isfinite(mesh.vertices).all() and np.isfinite(mesh.uv).all()
            assert mesh.faces.min() >= 0 and mesh.faces.max() < len(mesh.vertices)
            assert len(mesh.uv) == len(mesh.vertices)
            assert look.pattern in ("", *looks.PATTERNS)
            assert look.finish in ("matt", "plastic", "metal")
            assert all(0 <= c <= 1 for c in (*look.colour, *look.second))
        points = np.concatenate([mesh.vertices for mesh, _ in parts])
        assert (np.ptp(points, axis=0) > 0).all()
        shapes.append(points)
    same = [a.shape == shapes[0].shape and np.array_equal(a, shapes[0]) for a in shapes]
    assert same == [True, False, False, True]


@pytest.mark.parametrize("kind", looks.PATTERNS)
def test_every_pattern_is_between_0_and_1_and_shows_something(kind):
    field = looks.pattern(np.random.default_rng(0), kind)
    assert field.shape == (128, 128) and 0 <= field.min() < field.max() <= 1
    assert field.std() > 0.05


def test_pretraining_sees_every_image_once_an_epoch_with_its_label_and_moved():
    count, size = 2 * pretrain_mini.BATCH_SIZE, pretrain_mini.SIZE
    images = np.empty((count, size, size, 3), "uint8")
    images[:] = np.arange(count, dtype="uint8")[:, None, None, None] + 60
    images[:, :, : size // 2] //= 2  # the left half is darker
    train = pretrain_mini.Augmented(images, np.arange(count))
    seen = [train[k] for k in range(len(train))]
    x, y = (np.concatenate(arrays) for arrays in zip(*seen, strict=True))
    assert sorted(y) == list(range(count)) and y.tolist() != list(range(count))
    assert x.shape == images.shape and x.dtype == np.float32 and x.min() >= 0 and x.max() <= 255
    bright = x.max((1, 2, 3)) / images[y].max((1, 2, 3))
    assert 0.74 < bright.min() < 0.85 and 1.15 < bright.max() < 1.26
    mirrored = x[:, 0, 0, 0] > x[:, 0, -1, 0]
    assert 0.3 < mirrored.mean() < 0.7
    dark = (x[:, 0, :, 0] < 0.75 * x.max((1, 2, 3))[:, None]).sum(1)  # columns of the darker half
    assert dark.min() < size // 2 < dark.max()
    train.on_epoch_end()
    assert np.concatenate([train[k][1] for k in range(len(train))]).tolist() != y.tolist()


def test_only_the_things_box_is_made_grey():
    images = np.zeros((2, 8, 8, 3), "uint8")
    outside = photo_difficulty.outside_boxes(images, np.array([[1, 2, 4, 8], [0, 0, 8, 8]]))
    grey = outside[..., 0] == 128
    assert grey[0].sum() == 3 * 6 and grey[0, 2:, 1:4].all() and grey[1].all()
    assert not images.any()
