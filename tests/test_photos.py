"""Household photos: Dollar Street's four files, and a folder of one's own."""

import hashlib
import io
import json

import numpy as np
import pytest
from PIL import Image
from test_datasets import change, huge, pickled

from helpers import datasets
from helpers.internal import photos, sources
from helpers.internal.course import CourseError

NPY_FILES = [file.split("/")[1] for file in sources.SOURCES["Dollar Street"]["files"]]


def street(n=20, **changes):
    """The four arrays of a small Dollar Street: the label is in every pixel."""
    labels = np.arange(n) % 10
    images = np.full((n, 64, 64, 3), 7, "uint8") * labels.astype("uint8")[:, None, None, None]
    good = dict(zip(NPY_FILES, (images, labels, images[:10], labels[:10]), strict=True))
    return good | changes


def write_npy(folder, arrays):
    folder.mkdir(parents=True, exist_ok=True)
    for name, array in arrays.items():
        np.save(folder / name, array)


def test_dollar_street_is_in_its_folder(folder):
    write_npy(folder / "dollar_street", street())
    loaded = datasets.load_dollar_street()
    assert loaded.x_train.shape == (20, 64, 64, 3) and loaded.y_train.dtype == np.uint8
    assert (loaded.x_train[:, 0, 0, 0] == 7 * loaded.y_train).all() and len(loaded.x_test) == 10
    assert loaded.source == "Dollar Street 10: 20 training and 10 test photos"
    assert loaded.class_names[9] == "washing machine" and not loaded.is_sample


def test_files_beside_the_photos_say_what_they_are(folder):
    write_npy(folder / "dollar_street", street())
    names = folder / "dollar_street" / "class_names.txt"
    (folder / "dollar_street" / "source.txt").write_text("My {street}\n", "utf-8")
    names.write_text("\n".join("abcdefghij") + "\n", "utf-8")
    loaded = datasets.load_dollar_street()
    assert loaded.class_names == tuple("abcdefghij")
    assert loaded.source == "My {street}: 20 training and 10 test photos"
    names.write_text("cup\nplate\n", "utf-8")
    with pytest.raises(CourseError, match=r"^dollar_street/class_names.txt can't .* has 2 names"):
        datasets.load_dollar_street()


def test_a_missing_file_of_dollar_street_is_named(folder):
    with pytest.raises(CourseError, match=r"dollar_street/train_images.npy isn't in that folder"):
        datasets.load_dollar_street()
    write_npy(folder / "dollar_street", street())
    (folder / "dollar_street" / "test_labels.npy").unlink()
    with pytest.raises(CourseError, match=r"dollar_street/test_labels.npy isn't in that"):
        datasets.load_dollar_street()


def zipped():
    file = io.BytesIO()
    np.savez(file, x=np.arange(3))
    return file.getvalue()


BAD_NPY = {
    "damaged": ("train_images.npy", b"<html>Sign in</html>", "damaged, or not an .npy file"),
    "empty": ("test_labels.npy", b"", "damaged, or not an .npy file"),
    "pickled": ("train_labels.npy", pickled(), "damaged, or not an .npy file"),
    "huge header": ("train_images.npy", huge(), "damaged, or not an .npy file"),
    "an npz": ("test_images.npy", zipped(), "test_images is <U1"),
    "float images": ("test_images.npy", np.zeros((10, 64, 64, 3)), "test_images is float64"),
    "NaN": (
        "train_images.npy",
        np.full((20, 64, 64, 3), np.nan, "float32"),
        "train_images is float32",
    ),
    "one number": (
        "train_images.npy",
        np.array(5, "uint8"),
        r"train_images is uint8 \(\), but must be uint8",
    ),
    "too few labels": ("train_labels.npy", np.zeros(19, int), "must be one whole number per image"),
    "label 10": ("test_labels.npy", np.full(10, 10), "test_labels has labels outside 0-9"),
}


@pytest.mark.parametrize("case", BAD_NPY)
def test_bad_npy_file_is_named_and_left_alone(case, folder):
    name, content, message = BAD_NPY[case]
    path = folder / "dollar_street" / name
    write_npy(folder / "dollar_street", street())
    if isinstance(content, bytes):
        path.write_bytes(content)
    else:
        np.save(path, content)
    before = path.read_bytes()
    with pytest.raises(CourseError, match=message) as caught:
        datasets.load_dollar_street()
    assert str(caught.value).startswith(f"dollar_street/{name} can't be used")
    assert str(folder) not in str(caught.value) and path.read_bytes() == before


def zenodo(asked, checksum):
    """A handler that answers as Zenodo does: a record with checksums, and its files."""
    bodies = {}
    for name, array in street().items():
        file = io.BytesIO()
        np.save(file, array)
        bodies[name] = file.getvalue()

    def answer(handler):
        asked.append(handler.path)
        name = handler.path.split("/")[-1]
        listed = [{"key": k, "checksum": checksum(body)} for k, body in bodies.items()]
        handler.send_response(200)
        handler.end_headers()
        handler.wfile.write(bodies.get(name, json.dumps({"files": listed}).encode()))

    return answer


def md5(body):
    return "md5:" + hashlib.md5(body).hexdigest()


@pytest.fixture
def zenodo_is(monkeypatch):
    """zenodo_is(address): let a local server play Zenodo."""

    def let(address):
        record, files = "/api/records/10970014", "/records/10970014/files/"
        change(monkeypatch, "Dollar Street", address=address + files, record=address + record)

    return let


def test_dollar_street_is_downloaded_by_the_record_and_kept(auto, serve, zenodo_is):
    asked = []
    zenodo_is(serve(zenodo(asked, md5)))
    labels = {"test_labels.npy": street()["test_labels.npy"]}
    write_npy(auto / "data" / "dollar_street", labels)
    for _ in range(2):
        assert len(datasets.load_dollar_street().x_train) == 20
    where = "/records/10970014/files/"
    assert asked == ["/api/records/10970014", *(where + name for name in NPY_FILES[:3])]


def test_a_mirror_of_dollar_street_needs_only_the_files(auto, serve, monkeypatch):
    asked = []
    monkeypatch.setenv("COURSE_MIRROR", serve(zenodo(asked, md5)))
    assert len(datasets.load_dollar_street().x_train) == 20
    assert asked == ["/dollar_street/" + name for name in NPY_FILES]


def test_dollar_street_with_another_checksum_is_not_kept(auto, serve, zenodo_is, capsys):
    zenodo_is(serve(zenodo([], lambda body: md5(body + b"!"))))
    loaded = datasets.load_dollar_street()
    assert loaded.is_sample and loaded.class_names[:2] == ("day bed", "dishrag")
    assert "(ours, CC0), standing in for Dollar Street: 878 training and 500" in loaded.source
    notice = capsys.readouterr().err
    assert (
        "rendered household scenes instead of Dollar Street: it couldn't" in notice
        and "hash" in notice
    )
    assert "put dollar_street/train_images.npy, dollar_street/train_labels.npy" in notice
    assert list((auto / "data" / "dollar_street").iterdir()) == []


def test_an_answer_that_is_no_record_is_no_crash(auto, serve, zenodo_is, capsys):
    def answer(handler):
        handler.send_response(200)
        handler.end_headers()
        handler.wfile.write(b'{"message": "moved"}')

    zenodo_is(serve(answer))
    assert datasets.load_dollar_street().is_sample
    assert "/api/records/10970014: 'files' (KeyError)" in capsys.readouterr().err


@pytest.fixture
def my_photos(auto):
    """Three classes of five photos or more, in colours that tell them apart."""
    colours = {"cup": (200, 10, 10), "plate": (10, 200, 10), "urn": (10, 10, 200)}
    for n, (name, colour) in enumerate(colours.items()):
        (auto / "my_photos" / name).mkdir(parents=True)
        for k in range(5 + 5 * n):
            photo = Image.new("RGB", (90 + k, 70), colour)
            photo.save(auto / "my_photos" / name / f"IMG_{k}.{'jpg' if k % 2 else 'PNG'}")
    (auto / "my_photos" / "cup" / "notes.txt").write_text("not a photo", "utf-8")
    (auto / "my_photos" / ".thumbnails").mkdir()
    return auto / "my_photos"


def test_own_photos_are_split_by_class(my_photos):
    mine = datasets.load_image_folder("my_photos")
    assert mine.class_names == ("cup", "plate", "urn") and not mine.is_sample
    assert mine.x_train.shape == (24, 64, 64, 3) and mine.x_train.dtype == np.uint8
    assert np.bincount(mine.y_train).tolist() == [4, 8, 12]
    assert np.bincount(mine.y_test).tolist() == [1, 2, 3]
    assert (mine.x_train.mean((1, 2)).argmax(1) == mine.y_train).all(), "label and colour agree"
    assert (np.diff(mine.y_train.astype(int)) < 0).any(), "not in the order of the folders"
    assert mine.source == "Your own photos in 3 classes: 24 training and 6 test photos"
    again = datasets.load_image_folder("my_photos")
    assert (again.x_train == mine.x_train).all()


def test_own_photos_stand_upright(my_photos):
    """A phone stores a photo the way its sensor saw it, and writes down which way was up."""
    tags = Image.Exif()
    tags[274] = 3  # upside down
    half = Image.new("RGB", (64, 64), "white")
    half.paste("black", (0, 0, 64, 32))
    half.save(my_photos / "cup" / "A.jpg", exif=tags)
    images, _, _ = photos.read_folder(my_photos, 64)
    upright = images[0]
    assert upright[:30].mean() > 250 and upright[34:].mean() < 5


def test_own_photos_that_cannot_be_used_are_named(my_photos):
    broken = my_photos / "plate" / "IMG_1.jpg"
    broken.write_bytes(broken.read_bytes()[:200])
    with pytest.raises(CourseError, match=r"The photo 'plate/IMG_1.jpg' can't be read"):
        datasets.load_image_folder("my_photos")
    broken.unlink()
    (my_photos / "cup" / "IMG_0.PNG").unlink()
    with pytest.raises(CourseError, match=r"'my_photos/cup' has 4 photos"):
        datasets.load_image_folder("my_photos")
    with pytest.raises(CourseError, match="There's no folder 'holiday'"):
        datasets.load_image_folder("holiday")
    with pytest.raises(CourseError, match="'data' has 0 folders of photos"):
        (my_photos.parent / "data").mkdir()
        datasets.load_image_folder("data")


def test_one_photo_of_your_own(my_photos):
    photo = datasets.read_photo("my_photos/cup/IMG_1.jpg", 32)
    assert photo.shape == (32, 32, 3) and photo.dtype == np.uint8 and photo[..., 0].min() > 150
    with pytest.raises(CourseError, match=r"There's no photo 'my_photo.jpg'"):
        datasets.read_photo("my_photo.jpg", 32)
