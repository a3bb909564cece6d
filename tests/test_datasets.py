"""Where images come from, and what happens when a file or the network is bad."""

import hashlib
import io
import pickle
import tarfile
import zipfile

import numpy as np
import pytest

from helpers import datasets
from helpers.internal import course, fetching, files, samples, sources
from helpers.internal.course import CourseError


def arrays(n=20, **changes):
    labels = (np.arange(n) % 10).astype("uint8")
    images = np.full((n, 28, 28), 7, "uint8") * labels[:, None, None]
    good = {"x_train": images, "y_train": labels, "x_test": images[:10], "y_test": labels[:10]}
    return good | changes


def write(path, **content):
    np.savez_compressed(path, **content)
    return path


def change(monkeypatch, name, **facts):
    """Other facts about one data set or network: its address, its checksum."""
    monkeypatch.setitem(sources.SOURCES, name, sources.SOURCES[name] | facts)


def test_folder_is_used_and_images_get_a_channel(folder):
    write(folder / "mnist.npz", **arrays())
    mnist = datasets.load_mnist()
    assert mnist.x_train.shape == (20, 28, 28, 1) and mnist.x_train.dtype == np.uint8
    assert (mnist.x_train[:, 0, 0, 0] == 7 * mnist.y_train).all()
    assert not mnist.is_sample and mnist.source.startswith("MNIST") and "20" in mnist.source


def test_a_relative_folder_starts_at_the_projects_root(tmp_path, monkeypatch):
    monkeypatch.setattr(course, "ROOT", tmp_path)
    monkeypatch.setenv("COURSE_DATA", "stick")
    (tmp_path / "stick").mkdir()
    assert course.data_setting() == tmp_path / "stick"


def test_missing_folder_and_missing_file_say_what_to_do(folder, monkeypatch):
    with pytest.raises(CourseError, match=r"mnist\.npz isn't in that folder\. Put it there"):
        datasets.load_mnist()
    monkeypatch.setenv("COURSE_DATA", str(folder / "no such"))
    with pytest.raises(CourseError, match="there is no such folder"):
        datasets.load_mnist()


def pickled():
    file = io.BytesIO()
    np.save(file, np.array([{"a": 1}], object), allow_pickle=True)
    return file.getvalue()


def huge():
    file = io.BytesIO()
    header = {"descr": "|u1", "fortran_order": False, "shape": (10**12, 28, 28)}
    np.lib.format.write_array_header_1_0(file, header)
    return file.getvalue()


def with_member(path, content):
    """A good archive whose x_train.npy is `content`."""
    good = arrays()
    del good["x_train"]
    write(path, **good)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("x_train.npy", content)


BAD = {
    "not an npz": (lambda p: p.write_bytes(b"<html>Sign in</html>"), "damaged, or not an .npz"),
    "empty": (lambda p: p.write_bytes(b""), "damaged, or not an .npz"),
    "a bare npy": (lambda p: p.write_bytes(io.BytesIO().getvalue() + huge()), "damaged, or not"),
    "truncated": (
        lambda p: p.write_bytes(write(p, **arrays()).read_bytes()[:900]),
        "damaged, or not an .npz",
    ),
    "pickled": (lambda p: with_member(p, pickled()), "damaged, or not an .npz"),
    "huge header": (lambda p: with_member(p, huge()), "damaged, or not an .npz"),
    "foreign": (lambda p: write(p, a=np.arange(3)), "it has no array 'x_train'"),
    "float images": (
        lambda p: write(p, **arrays(x_test=np.zeros((10, 28, 28)))),
        r"x_test is float64 \(10, 28, 28\), but must be uint8 \(n, 28, 28\)",
    ),
    "small images": (
        lambda p: write(p, **arrays(x_train=np.zeros((20, 8, 8), "uint8"))),
        r"x_train is uint8 \(20, 8, 8\)",
    ),
    "too few labels": (
        lambda p: write(p, **arrays(y_train=np.zeros(19, "uint8"))),
        "must be one whole number per image",
    ),
    "float labels": (lambda p: write(p, **arrays(y_test=np.zeros(10))), "must be one whole number"),
    "label 10": (
        lambda p: write(p, **arrays(y_test=np.full(10, 10, "uint8"))),
        "y_test has labels outside 0-9",
    ),
    "label -1": (
        lambda p: write(p, **arrays(y_test=np.full(10, -1))),
        "y_test has labels outside 0-9",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_file_gets_one_clear_error_and_is_left_alone(name, folder):
    make, message = BAD[name]
    path = folder / "mnist.npz"
    make(path)
    before = path.read_bytes()
    with pytest.raises(CourseError, match=message) as caught:
        datasets.load_mnist()
    assert str(caught.value).startswith(f"{folder.name}/mnist.npz can't be used")
    assert str(folder) not in str(caught.value)
    assert "Delete it, or replace it with a good copy" in str(caught.value)
    assert path.read_bytes() == before


def test_a_file_that_would_fill_the_memory_is_refused_before_it_does(folder, monkeypatch):
    """Zeros pack a thousand to one: the kernel would be killed without a message."""
    write(folder / "mnist.npz", **arrays())
    monkeypatch.setattr(files, "LARGEST", 20_000)
    monkeypatch.setattr(np.lib.npyio.NpzFile, "__getitem__", lambda *_: pytest.fail("unpacked"))
    with pytest.raises(CourseError, match=r"/mnist.npz can't .* it would take more than .* memory"):
        datasets.load_mnist()


def test_a_mistake_is_shown_without_our_traceback():
    assert CourseError("Do this.")._render_traceback_() == ["CourseError: Do this."]


def answering(body):
    """A list of the paths asked for, and a handler that answers each with `body`."""
    asked = []

    def answer(handler):
        asked.append(handler.path)
        handler.send_response(200)
        handler.end_headers()
        handler.wfile.write(body)

    return asked, answer


def test_download_is_checked_kept_and_not_repeated(auto, serve, monkeypatch):
    body = write(auto / "made.npz", **arrays()).read_bytes()
    asked, answer = answering(body)
    monkeypatch.setenv("COURSE_MIRROR", serve(answer))
    change(monkeypatch, "MNIST", checksum="sha256:" + hashlib.sha256(body).hexdigest())
    assert len(datasets.load_mnist().x_train) == 20
    assert len(datasets.load_mnist().x_train) == 20
    assert asked == ["/mnist.npz"]
    assert (auto / "data" / "mnist.npz").read_bytes() == body


def wrong_body(handler):
    handler.send_response(200)
    handler.end_headers()
    handler.wfile.write(b"<html>Sign in to the hotel's wifi</html>")


def not_found(handler):
    handler.send_error(404)


def cut_off(handler):
    handler.send_response(200)
    handler.send_header("Content-Length", "100000")
    handler.end_headers()
    handler.wfile.write(b"PK" * 100)


@pytest.mark.parametrize("answer", [wrong_body, not_found, cut_off])
def test_after_a_failed_download_the_sample_stands_in_with_a_notice(
    answer, auto, serve, monkeypatch, capsys
):
    monkeypatch.setenv("COURSE_MIRROR", serve(answer))
    mnist = datasets.load_mnist()
    assert mnist.is_sample and mnist.source.startswith("Built-in sample, not MNIST")
    notice = capsys.readouterr().err
    assert "NOTICE: We'll use the built-in digits instead of MNIST: it couldn't" in notice
    assert "put mnist.npz into the folder data/" in notice
    assert str(auto) not in notice
    assert not list((auto / "data").iterdir()), "nothing is left behind"


def test_without_a_connection_the_sample_stands_in(auto, monkeypatch, capsys):
    monkeypatch.setenv("COURSE_MIRROR", "http://127.0.0.1:9")
    assert datasets.load_mnist().is_sample
    assert "NOTICE" in capsys.readouterr().err


def test_sample_setting_touches_no_network(monkeypatch):
    monkeypatch.setenv("COURSE_DATA", "sample")
    monkeypatch.setattr(fetching, "download", lambda *_: pytest.fail("the network was asked"))
    assert datasets.load_mnist().is_sample


def test_built_in_digits():
    x_train, y_train, x_test, y_test = samples.digits()
    assert x_train.shape == (1297, 28, 28, 1) and x_test.shape == (500, 28, 28, 1)
    assert x_train.dtype == y_train.dtype == np.uint8 and x_train.max() == 255
    assert (np.bincount(y_train) > 100).all() and (np.bincount(y_test) >= 40).all()
    assert not x_train[:, :4].any() and not x_train[:, 24:].any(), "digits are centred"


def small_archive(path):
    """An archive built like CIFAR-10's own, with 4 images a batch; returns its bytes."""
    rng = np.random.default_rng(0)
    with tarfile.open(path, "w:gz") as archive:
        for name in [*(f"data_batch_{n}" for n in range(1, 6)), "test_batch"]:
            planes = rng.integers(0, 256, (4, 3072)).astype("uint8")
            planes[:, :1024] = 200  # the first third of a row is red
            body = pickle.dumps({b"data": planes, b"labels": [3, 1, 4, 1]})
            entry = tarfile.TarInfo(f"cifar-10-batches-py/{name}")
            entry.size = len(body)
            archive.addfile(entry, io.BytesIO(body))
    return path.read_bytes()


def test_cifar10_archive_is_downloaded_converted_and_not_kept(auto, serve, monkeypatch):
    body = small_archive(auto / "made.tar.gz")
    asked, answer = answering(body)
    checksum = hashlib.sha256(body).hexdigest()
    change(monkeypatch, "CIFAR-10", address=serve(answer) + "/", archive_sha256=checksum)
    for _ in range(2):
        photos = datasets.load_cifar10()
        assert photos.x_train.shape == (20, 32, 32, 3) and photos.x_test.shape == (4, 32, 32, 3)
        assert (photos.x_train[..., 0] == 200).all() and photos.x_train[..., 1].std() > 50
        assert photos.y_train.tolist() == [3, 1, 4, 1] * 5 and not photos.is_sample
        assert photos.class_names[8] == "ship"
        assert photos.source == "CIFAR-10: 20 training and 4 test photos in ten classes"
    assert asked == ["/cifar-10-python.tar.gz"]
    assert [p.name for p in (auto / "data").iterdir()] == ["cifar10.npz"]


def test_an_archive_of_cifar10_that_somebody_put_there_is_used_and_stays(auto, monkeypatch):
    (auto / "data").mkdir()
    archive = auto / "data" / "cifar-10-python.tar.gz"
    checksum = hashlib.sha256(small_archive(archive)).hexdigest()
    change(monkeypatch, "CIFAR-10", archive_sha256=checksum)
    monkeypatch.setattr(fetching.requests, "get", lambda *_: pytest.fail("the network was asked"))
    assert len(datasets.load_cifar10().x_train) == 20
    assert {p.name for p in (auto / "data").iterdir()} == {archive.name, "cifar10.npz"}


def test_a_mirror_serves_what_fetch_writes(auto, serve, monkeypatch):
    asked = []

    def answer(handler):
        asked.append(handler.path)
        handler.send_response(200)
        handler.end_headers()
        handler.wfile.write(write(auto / "made.npz", **arrays()).read_bytes())

    monkeypatch.setenv("COURSE_MIRROR", serve(answer) + "/room/")
    sources.fetch("CIFAR-10", auto / "data")
    assert asked == ["/room/cifar10.npz"] and (auto / "data" / "cifar10.npz").is_file()


def test_foreign_cifar10_archive_is_never_unpickled_nor_overwritten(auto, monkeypatch, capsys):
    (auto / "data").mkdir()
    archive = auto / "data" / "cifar-10-python.tar.gz"
    small_archive(archive)
    before = archive.read_bytes()
    monkeypatch.setattr(files.pickle, "load", lambda *_, **__: pytest.fail("unpickled"))
    with pytest.raises(CourseError, match="its checksum isn't the published one"):
        datasets.load_cifar10()
    assert archive.read_bytes() == before and not (auto / "data" / "cifar10.npz").exists()


def test_without_a_network_renders_stand_in_for_cifar10(auto, monkeypatch, capsys):
    change(monkeypatch, "CIFAR-10", address="http://127.0.0.1:9/")
    photos = datasets.load_cifar10()
    assert photos.is_sample and photos.class_names[:2] == ("mug", "chair")
    assert "(ours, CC0), standing in for CIFAR-10: 4,000 training" in photos.source
    notice = capsys.readouterr().err
    assert "instead of CIFAR-10: it couldn't" in notice and "put cifar10.npz into" in notice


def test_cifar10_of_the_wrong_shape_is_refused(folder):
    write(folder / "cifar10.npz", **arrays())
    with pytest.raises(CourseError, match=r"/cifar10.npz can't .* x_train is uint8"):
        datasets.load_cifar10()


def test_split_counts_of_real_cifar10():
    photos = datasets.load_cifar10()
    if photos.is_sample:
        pytest.skip("needs real CIFAR-10: set COURSE_DATA to a folder with cifar10.npz")
    assert (np.bincount(photos.y_train) == 5000).all() and photos.x_train.shape[0] == 50_000
    assert (np.bincount(photos.y_test) == 1000).all()


def test_a_damaged_sheet_is_refused(monkeypatch, tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "objects_train.jpg").write_bytes(b"not a picture")
    monkeypatch.setattr(samples, "ROOT", tmp_path)
    with pytest.raises(CourseError, match=r"objects_train\.jpg can't be used: it's damaged"):
        samples.sheets("objects", 32)


def test_split_counts_of_real_mnist():
    mnist = datasets.load_mnist()
    if mnist.is_sample:
        pytest.skip("needs real MNIST: set COURSE_DATA to a folder with mnist.npz")
    assert (mnist.y_train >= 5).sum() == 29_404 and (mnist.y_test >= 5).sum() == 4_861
    assert (mnist.y_train < 5).sum() == 30_596 and (mnist.y_test < 5).sum() == 5_139


def test_hold_out_splits_every_image_once():
    images, labels = np.arange(50), np.arange(50) % 5
    (x, y), (x_val, y_val) = datasets.hold_out(images, labels, 0.2, seed=1)
    assert len(x) == 40 and len(x_val) == 10
    assert sorted([*x, *x_val]) == list(range(50))
    assert (y == x % 5).all() and (y_val == x_val % 5).all()
    again = datasets.hold_out(images, labels, 0.2, seed=1)
    assert (again[0][0] == x).all() and (again[1][0] == x_val).all()


@pytest.mark.parametrize(
    "images, labels, fraction, cause",
    [
        (np.zeros(5), np.zeros(4), 0.2, "5 images and 4 labels: each image needs one label"),
        (np.zeros(0), np.zeros(0), 0.2, "0 images and 0 labels"),
        ([1, 2], np.zeros(2), 0.2, "The images are a list, not an array"),
        (np.zeros(2), (np.zeros(2),), 0.2, "The labels are a tuple, not an array"),
        (np.zeros(5), np.zeros(5), 10, "The fraction is 10, but should be between 0 and 1"),
        (np.zeros(5), np.zeros(5), 0, "The fraction is 0"),
    ],
)
def test_what_cannot_be_split_is_refused(images, labels, fraction, cause):
    with pytest.raises(CourseError, match=cause):
        datasets.hold_out(images, labels, fraction, seed=1)
