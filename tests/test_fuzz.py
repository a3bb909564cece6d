"""Thousands of damaged files: a loader gives a correct data set or the course's own error.

FUZZ=20000 python -m pytest tests/test_fuzz.py tries that many inputs in each test.
"""

import io
import os
import zipfile

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays_of
from PIL import Image
from test_photos import NPY_FILES, street, write_npy

from helpers import datasets
from helpers.internal import course, files, photos
from helpers.internal.course import CourseError

COUNT = int(os.environ.get("FUZZ", 500))
SHAPE = 2, 2  # of an image: small, so that most of a file is header, where damage matters


def many(count=COUNT):
    """No deadline: the first example imports. One folder for all examples is meant."""
    return settings(
        max_examples=count, deadline=None, suppress_health_check=list(HealthCheck), database=None
    )


def damage(body):
    """The bytes of a file with some changed, some put in, and the end cut off."""
    places = st.integers(0, len(body) - 1)
    edits = st.lists(st.tuples(places, st.binary(min_size=1, max_size=4), st.booleans()))
    end = st.one_of(st.none(), places)
    return st.builds(_damaged, st.just(body), edits, end)


def _damaged(body, edits, end):
    for place, new, replaces in edits:
        body = body[:place] + new + body[place + replaces * len(new) :]
    return body[:end]


def npz(arrays, packed=False):
    file = io.BytesIO()
    (np.savez_compressed if packed else np.savez)(file, **arrays)
    return file.getvalue()


def correct(x_train, y_train, x_test, y_test):
    """What the documentation of `read` says, in other words than its code's."""
    for x, y in ((x_train, y_train), (x_test, y_test)):
        if x.dtype != "uint8" or x.ndim != 3 or x.shape[1:] != SHAPE or y.shape != (len(x),):
            return False
        if not np.issubdtype(y.dtype, np.integer) or not len(y) or not set(y.tolist()) <= {0, 1, 2}:
            return False
    return True


NAMES = "x_train", "y_train", "x_test", "y_test"
GOOD = dict(zip(NAMES, (np.ones((3, *SHAPE), "uint8"), np.arange(3)) * 2, strict=True))


def read_or_refuse(read, *arguments):
    try:
        return read(*arguments)
    except CourseError as error:
        assert len(str(error)) > 40, "it says what is wrong, where, and what to do"
        return None


@pytest.mark.parametrize("packed", [False, True])
def test_damaged_npz(packed, tmp_path):
    path = tmp_path / "a.npz"
    body = npz(GOOD, packed)

    @many()
    @given(damage(body))
    def each(bad):
        path.write_bytes(bad)
        if (got := read_or_refuse(files.read, [path], SHAPE, 3)) is not None:
            assert correct(*got)

    each()


def test_npz_of_any_arrays(tmp_path):
    path = tmp_path / "a.npz"
    kinds = st.sampled_from(["uint8", "int64", "uint64", "float32", "bool", "U3", "M8[s]", "S2"])
    images = arrays_of.arrays(
        st.one_of(st.just("uint8"), kinds), st.sampled_from([(3, 2, 2), (0, 2, 2), (3, 4), ()])
    )
    labels = arrays_of.arrays(
        st.one_of(st.just("int64"), kinds), st.sampled_from([(3,), (0,), (2,), (3, 1)])
    )
    labels = st.one_of(labels, st.just(np.arange(3)), st.just(np.array([0, 1, 3])))
    images = st.one_of(images, st.just(GOOD["x_train"]))

    @many()
    @given(st.tuples(images, labels, images, labels))
    def each(four):
        path.write_bytes(npz(dict(zip(NAMES, four, strict=True))))
        got = read_or_refuse(files.read, [path], SHAPE, 3)
        assert (got is not None) == correct(*four)
        if got is not None:
            assert all((a == b).all() for a, b in zip(got, four, strict=True))

    each()


def test_any_zip_is_no_data_set(tmp_path):
    path = tmp_path / "a.npz"

    @many()
    @given(
        st.dictionaries(st.sampled_from([*NAMES, *(n + ".npy" for n in NAMES), "z"]), st.binary())
    )
    def each(members):
        with zipfile.ZipFile(path, "w") as archive:
            for name, body in members.items():
                archive.writestr(name, body)
        assert read_or_refuse(files.read, [path], SHAPE, 3) is None

    each()


def test_damaged_npy(tmp_path):
    four = dict(zip(NPY_FILES, GOOD.values(), strict=True))
    write_npy(tmp_path, four)
    paths = [tmp_path / name for name in four]
    bodies = {name: (tmp_path / name).read_bytes() for name in four}
    header = bodies["train_images.npy"]

    @many()
    @given(st.sampled_from(NPY_FILES), damage(header), st.booleans())
    def each(name, bad, is_damaged_itself):
        (tmp_path / name).write_bytes(bad if is_damaged_itself else bad[:80] + bodies[name][80:])
        if (got := read_or_refuse(files.read, paths, SHAPE, 3)) is not None:
            assert correct(*got)
        (tmp_path / name).write_bytes(bodies[name])

    each()


@pytest.mark.filterwarnings("ignore")  # Pillow's on damaged photos
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "BMP", "TIFF", "WEBP"])
def test_damaged_photos(kind, tmp_path):
    path, file = tmp_path / f"a.{kind.lower()}", io.BytesIO()
    tags = Image.Exif()
    tags[274] = 6
    pixels = np.random.default_rng(0).integers(0, 256, (7, 9, 3)).astype("uint8")
    Image.fromarray(pixels).save(file, kind, **({"exif": tags} if kind in ("JPEG", "WEBP") else {}))

    @many(COUNT // 4)
    @given(damage(file.getvalue()))
    def each(bad):
        path.write_bytes(bad)
        photo = read_or_refuse(photos.read_photo, path, 8)
        assert photo is None or (photo.shape == (8, 8, 3) and photo.dtype == np.uint8)

    each()


def test_any_text_beside_the_photos(folder):
    place = folder / "dollar_street"
    write_npy(place, street())

    @many(COUNT // 7)
    @given(st.binary(), st.binary())
    def each(names, source):
        (place / "class_names.txt").write_bytes(names)
        (place / "source.txt").write_bytes(source)
        loaded = read_or_refuse(datasets.load_dollar_street)
        assert loaded is None or len(loaded.class_names) == 10

    each()


# All that a folder's name may hold here; 60 characters are at most 240 bytes.
LETTERS = st.characters(exclude_characters="/\0", exclude_categories=["Cs"])


def test_classes_in_any_script(auto):
    @many(COUNT // 14)
    @given(st.sets(st.text(LETTERS, min_size=1, max_size=60), min_size=2, max_size=3))
    def each(names):
        names = {name for name in names if name not in (".", "..")}
        place = auto / f"photos{len(list(auto.iterdir()))}"
        for name in names:
            (place / name).mkdir(parents=True)
            for k in range(photos.MIN_PHOTOS):
                Image.new("RGB", (4, 4)).save(place / name / f"{k}.png")
        mine = read_or_refuse(datasets.load_image_folder, place.name, 8)
        shown = tuple(sorted(name for name in names if name[0] != "."))
        assert (mine.class_names if mine else None) == (shown if len(shown) > 1 else None)

    each()


def test_any_value_of_course_data(monkeypatch):
    @many()
    @given(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])))
    def each(value):
        monkeypatch.setenv("COURSE_DATA", value)
        found = read_or_refuse(course.data_setting)
        assert found in (None, "auto", "sample") or found.is_dir()

    each()
    for value in ("~nobody-of-this-name/data", "x" * 5000):
        monkeypatch.setenv("COURSE_DATA", value)
        with pytest.raises(CourseError, match="there is no such folder"):
            course.data_setting()
