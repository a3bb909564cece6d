"""`python -m helpers.classroom`, against a local server and broken files."""

import hashlib
import importlib.metadata
import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from test_datasets import change, small_archive
from test_photos import md5, street

from helpers import backbones, datasets
from helpers.classroom import __main__ as classroom
from helpers.classroom import check
from helpers.internal import course, fetching, sources


def give(handler, body, cut=None):
    """Answer with a file; `cut`: only this many bytes of it."""
    handler.send_response(200)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body[:cut])


@pytest.fixture
def mirror(body, serve, monkeypatch):
    """A server of mnist.npz; the paths that were asked for."""
    asked = []

    def answer(handler):
        asked.append(handler.path)
        give(handler, body)

    monkeypatch.setenv("COURSE_MIRROR", serve(answer))
    change(monkeypatch, "MNIST", checksum="sha256:" + hashlib.sha256(body).hexdigest())
    return asked


def test_fetch_brings_what_course_data_then_uses(tmp_path, mirror, monkeypatch, capsys):
    monkeypatch.setenv("COURSE_DATA", "auto")
    to = tmp_path / "usb stick é"
    for _ in range(2):
        assert classroom.main(["fetch", "--to", str(to), "--only", "mnist"]) == 0
    assert mirror == ["/mnist.npz"], "the second call found it there"
    assert "ok    MNIST: 1,000 training and 1,000 test images" in capsys.readouterr().out
    monkeypatch.setenv("COURSE_DATA", str(to))
    assert not datasets.load_mnist().is_sample
    assert (to / "mnist.npz").stat().st_mode & 0o044 == 0o044, "everybody in the room can read it"


def test_fetch_that_fails_names_the_file_the_address_and_what_to_do(
    tmp_path, serve, monkeypatch, capsys
):
    monkeypatch.setenv("COURSE_DATA", "auto")
    monkeypatch.setenv("COURSE_MIRROR", serve(lambda handler: handler.send_error(404)))
    to = str(tmp_path / "to")
    assert classroom.main(["fetch", "--to", to, "--only", "mnist", "weights"]) == 1
    shown = capsys.readouterr().out
    assert "FIX   MNIST: http://127.0.0.1" in shown
    assert "mnist.npz: the server answered 404 (HTTPError)" in shown
    assert "FIX   VGG16: http" in shown and "6 couldn't be downloaded" in shown
    assert "weights/vgg16_weights_tf_dim_ordering_tf_kernels_notop.h5: the server" in shown
    assert "data/README.md has names and addresses" in shown
    assert not [p for p in (tmp_path / "to").rglob("*") if p.is_file()]


def test_a_damaged_file_is_named_and_left(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("COURSE_DATA", "auto")
    (tmp_path / "mnist.npz").write_bytes(b"no zip")
    assert classroom.main(["fetch", "--to", str(tmp_path), "--only", "mnist"]) == 1
    assert f"FIX   MNIST: {tmp_path.name}/mnist.npz can't" in capsys.readouterr().out
    assert (tmp_path / "mnist.npz").read_bytes() == b"no zip"


def test_check_says_what_stands_in_without_touching_the_network(auto, monkeypatch, capsys):
    wanted = Path(__file__).parents[1].joinpath("requirements.txt").read_text("utf-8")
    (auto / "requirements.txt").write_text(wanted, "utf-8")
    names = re.findall(r"^[A-Za-z][\w-]*", wanted, re.MULTILINE)
    # The versions that run here, so that this holds on the newest packages, too.
    locked = [f"{name}=={importlib.metadata.version(name)} \\\n" for name in names]
    (auto / "requirements.lock").write_text("".join(locked), "utf-8")
    monkeypatch.setenv("KERAS_HOME", str(auto))
    monkeypatch.setattr(fetching, "download", lambda *_: pytest.fail("the network was asked"))
    assert classroom.main(["check"]) == 3
    shown = capsys.readouterr().out
    assert "note  MNIST (lessons 01, 02): not here. Online, lessons download 12 MB." in shown
    assert (
        "Stand-in: the built-in digits." in shown and "lesson 06, which can leave it out" in shown
    )
    assert "ok    packages as locked" in shown and "FIX" not in shown
    assert str(auto) not in shown


def test_check_of_a_folder_wants_what_the_lessons_cannot_do_without(folder, body, capsys):
    (folder / "mnist.npz").write_bytes(body)
    assert classroom.main(["check"]) == 1
    lines = [line.strip() for line in capsys.readouterr().out.splitlines()]
    assert "ok    MNIST: 1,000 training and 1,000 test images of handwritten digits" in lines
    fix = [line for line in lines if line.startswith("FIX ")]
    for part in ("cifar10.npz isn't", "dollar_street/train_images.npy isn't", "densenet121_"):
        assert sum(part in line for line in fix) == 1, (part, fix)
    assert sum(line.startswith("note  VGG16 (lesson 06") for line in lines) == 1


def test_check_finds_damage_old_packages_and_little_room(auto, monkeypatch, capsys):
    monkeypatch.setenv("KERAS_HOME", str(auto))
    (auto / "data" / "weights").mkdir(parents=True)
    (auto / "data" / "mnist.npz").write_bytes(b"no zip")
    (auto / "data" / "weights" / "vgg16_weights_tf_dim_ordering_tf_kernels_notop.h5").write_bytes(
        b"?"
    )
    (auto / "requirements.txt").write_text("numpy>=2\nnosuchpackage>=1\n", "utf-8")
    (auto / "requirements.lock").write_text("numpy==1.0.0 \\\n    --hash=x\n", "utf-8")
    monkeypatch.setattr(check, "LESSON_MEMORY", 1e6)
    monkeypatch.setattr(check, "LESSON_DISK", 1e9)
    monkeypatch.setattr(check, "sys", type("S", (), {"version_info": (3, 14)}))
    assert classroom.main(["check"]) == 1
    lines = capsys.readouterr().out.splitlines()
    fix = [line for line in lines if line.strip().startswith("FIX")]
    for part in ("Python", "nosuchpackage is missing", "memory", "disk", "data/mnist.npz",
                 "vgg16_weights"):  # fmt: skip
        assert sum(part in line for line in fix) == 1, (part, fix)
    assert any("numpy" in line and "measured with 1.0.0" in line for line in lines)


def test_wrong_use_and_a_wrong_setting(tmp_path, monkeypatch, capsys):
    with pytest.raises(SystemExit) as stop:
        classroom.main(["fetch"])
    assert stop.value.code == 2
    monkeypatch.setenv("COURSE_DATA", str(tmp_path / "nowhere"))
    assert classroom.main(["check"]) == 1
    assert "there is no such folder" in capsys.readouterr().out


def test_the_command_itself_has_examples():
    run = subprocess.run(
        [sys.executable, "-m", "helpers.classroom", "--help"], capture_output=True, text=True,
        cwd=course.ROOT, env=os.environ,
    )  # fmt: skip
    assert run.returncode == 0 and "fetch --to /media/usb" in run.stdout
    assert "exit codes" in run.stdout


# One layout: what `fetch` writes is what COURSE_DATA reads and what a classroom's server serves.

SMALL = "MobileNetV2 0.35"
(PUBLISHED,) = sources.SOURCES[SMALL]["files"]


@pytest.fixture
def publishers(serve, tmp_path, monkeypatch, body):
    """One server plays all publishers, with small files and a single network."""
    network, archive = tmp_path / "network.h5", small_archive(tmp_path / "archive")
    constructor, _ = backbones.ARCHITECTURES[SMALL]
    constructor(include_top=False, weights=None).save(network)  # the old format
    published = Path(PUBLISHED).name
    bodies = {
        "mnist.npz": body,
        "cifar-10-python.tar.gz": archive,
        published: network.read_bytes(),
    }
    for name, array in street().items():
        np.save(file := io.BytesIO(), array)
        bodies[name] = file.getvalue()
    record = {"files": [{"key": name, "checksum": md5(body)} for name, body in bodies.items()]}

    def answer(handler):
        wanted = handler.path.rpartition("/")[2]
        give(handler, bodies.get(wanted, json.dumps(record).encode()))

    address = serve(answer) + "/"
    monkeypatch.setenv("COURSE_DATA", "auto")
    for name in {*backbones.ARCHITECTURES} - {SMALL}:
        monkeypatch.delitem(sources.SOURCES, name)
    change(monkeypatch, SMALL, address=address)
    change(
        monkeypatch, "MNIST", address=address, checksum="sha256:" + hashlib.sha256(body).hexdigest()
    )
    change(
        monkeypatch, "CIFAR-10", address=address, archive_sha256=hashlib.sha256(archive).hexdigest()
    )
    change(monkeypatch, "Dollar Street", address=address, record=address)


def contents(folder):
    """The files in a folder, by their paths in it."""
    paths = [path for path in folder.rglob("*") if path.is_file()]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def test_a_fetched_folder_can_be_served_and_fetched_again(publishers, tmp_path, monkeypatch):
    stick, laptop = tmp_path / "stick", tmp_path / "laptop"
    assert classroom.main(["fetch", "--to", str(stick)]) == 0
    street_files = [f"dollar_street/{name}" for name in street()]
    wanted = {"mnist.npz", "cifar10.npz", PUBLISHED, *street_files}
    assert contents(stick).keys() == wanted
    command = [sys.executable, "-u", "-m", "http.server", "0", "--bind", "127.0.0.1"]
    with subprocess.Popen(command, cwd=stick, stdout=subprocess.PIPE, text=True) as server:
        address = re.search(r"http://[\d.:]+/", server.stdout.readline())[0]
        monkeypatch.setenv("COURSE_MIRROR", address)
        assert classroom.main(["fetch", "--to", str(laptop)]) == 0
        server.terminate()
    assert contents(laptop) == contents(stick)
    monkeypatch.setenv("COURSE_DATA", str(laptop))
    loaders = datasets.load_mnist, datasets.load_cifar10, datasets.load_dollar_street
    assert not any(load().is_sample for load in loaders)
    assert backbones.load(SMALL).weights == laptop / PUBLISHED
