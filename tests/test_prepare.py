"""`python -m helpers.prepare`, against a local server and broken files."""

import hashlib
import importlib.metadata
import os
import re
import subprocess
import sys
import threading

import pytest

from helpers import datasets, fetching, prepare, runtime


def give(handler, body, cut=None):
    """Answer with a file, from where a Range asks for it; `cut`: only so many bytes of it."""
    start = int(handler.headers.get("Range", "bytes=0-")[6:-1])
    rest = body[start:]
    handler.send_response(206 if start else 200)
    handler.send_header("Content-Length", str(len(rest)))
    handler.end_headers()
    handler.wfile.write(rest[:cut])


@pytest.fixture
def mirror(body, serve, monkeypatch):
    """A mirror of mnist.npz; `asked` notes where requests began; `cuts` ends the next ones."""
    asked, cuts = [], []

    def answer(handler):
        asked.append(handler.headers.get("Range"))
        give(handler, body, cuts.pop(0) if cuts else None)

    monkeypatch.setenv("COURSE_MIRROR", serve(answer))
    monkeypatch.setattr(datasets, "MNIST_SHA256", hashlib.sha256(body).hexdigest())
    return asked, cuts


def test_a_download_goes_on_where_it_was_cut_off(tmp_path, body, mirror):
    asked, cuts = mirror
    cuts.append(300_000)
    path = fetching.download(
        "mnist.npz", f"sha256:{datasets.MNIST_SHA256}", "http://nowhere/", tmp_path / "to"
    )
    first, second = asked
    assert path.read_bytes() == body and first is None
    assert 200_000 < int(second[6:-1]) <= 300_000, "of what arrived, at most a piece is lost"
    assert not list(path.parent.glob("*.part"))


def test_a_second_call_goes_on_where_the_first_one_ended(tmp_path, body, mirror, monkeypatch):
    asked, cuts = mirror
    cuts += [200_000, 0]  # the retry gets nothing at all
    arguments = "mnist.npz", f"sha256:{datasets.MNIST_SHA256}", "http://nowhere/", tmp_path / "to"
    with pytest.raises(OSError):
        fetching.download(*arguments)
    assert not (tmp_path / "to" / "mnist.npz").exists()
    assert fetching.download(*arguments).read_bytes() == body
    assert asked[0] is None and len(set(asked[1:])) == 1 and len(asked) == 3
    assert 100_000 < int(asked[1][6:-1]) <= 200_000


def test_a_beginning_of_another_file_is_thrown_away(tmp_path, body, mirror):
    (tmp_path / "to").mkdir()
    part = tmp_path / "to" / ".mnist.npz.part"
    part.write_bytes(b"something else" * 1000)
    arguments = "mnist.npz", f"sha256:{datasets.MNIST_SHA256}", "http://nowhere/", tmp_path / "to"
    assert fetching.download(*arguments).read_bytes() == body
    assert not part.exists()


def test_two_at_once_fetch_the_file_once(tmp_path, body, mirror):
    asked, _ = mirror
    arguments = "mnist.npz", f"sha256:{datasets.MNIST_SHA256}", "http://nowhere/", tmp_path / "to"
    threads = [threading.Thread(target=fetching.download, args=arguments) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert asked == [None] and (tmp_path / "to" / "mnist.npz").read_bytes() == body


def test_fetch_brings_what_course_data_then_uses(tmp_path, mirror, monkeypatch, capsys):
    asked, _ = mirror
    monkeypatch.setenv("COURSE_DATA", "auto")
    to = tmp_path / "usb stick é"
    for _ in range(2):
        assert prepare.main(["fetch", "--to", str(to), "--only", "mnist"]) == 0
    assert len(asked) == 1, "the second call found it there"
    assert "ok    MNIST: 1,000 training and 1,000 test images" in capsys.readouterr().out
    monkeypatch.setenv("COURSE_DATA", str(to))
    assert not datasets.load_mnist().is_sample


def test_fetch_that_fails_names_file_address_and_remedy(tmp_path, serve, monkeypatch, capsys):
    monkeypatch.setenv("COURSE_DATA", "auto")
    monkeypatch.setenv("COURSE_MIRROR", serve(lambda handler: handler.send_error(404)))
    assert prepare.main(["fetch", "--to", str(tmp_path / "to"), "--only", "mnist", "weights"]) == 1
    told = capsys.readouterr().out
    assert (
        "MEND  mnist: http://127.0.0.1" in told
        and "mnist.npz: the server answers 404 (HTTPError)" in told
    )
    assert "MEND  VGG16: http" in told and "6 could not be had" in told
    assert "data/README.md has names and addresses" in told
    assert [p.name for p in (tmp_path / "to").rglob("*") if not p.name.startswith(".")] == [
        "weights"
    ]


def test_a_damaged_file_is_named_and_left(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("COURSE_DATA", "auto")
    (tmp_path / "mnist.npz").write_bytes(b"no zip")
    assert prepare.main(["fetch", "--to", str(tmp_path), "--only", "mnist"]) == 1
    assert "MEND  mnist: mnist.npz in the folder that COURSE_DATA names" in capsys.readouterr().out
    assert (tmp_path / "mnist.npz").read_bytes() == b"no zip"


def test_check_says_what_stands_in_without_touching_the_network(auto, monkeypatch, capsys):
    wanted = (prepare.Path(prepare.__file__).parents[1] / "requirements.txt").read_text("utf-8")
    (auto / "requirements.txt").write_text(wanted, "utf-8")
    names = re.findall(r"^[A-Za-z][\w-]*", wanted, re.MULTILINE)
    # The versions that run here, so that this holds on the newest packages, too.
    locked = [f"{name}=={importlib.metadata.version(name)} \\\n" for name in names]
    (auto / "requirements.lock").write_text("".join(locked), "utf-8")
    monkeypatch.setenv("KERAS_HOME", str(auto))
    monkeypatch.setattr(fetching, "download", lambda *_: pytest.fail("the network was asked"))
    assert prepare.main(["check"]) == 3
    told = capsys.readouterr().out
    assert "note  MNIST (lessons 01, 02): not here. With a network, 12 MB will be down" in told
    assert "without one, the built-in digits" in told and "06 leaves it out" in told
    assert "ok    packages as locked" in told and "MEND" not in told
    assert str(auto) not in told


def test_check_finds_damage_old_packages_and_little_room(auto, monkeypatch, capsys):
    monkeypatch.setenv("KERAS_HOME", str(auto))
    (auto / "data" / "weights").mkdir(parents=True)
    (auto / "data" / "mnist.npz").write_bytes(b"no zip")
    (auto / "data" / "weights" / "vgg16_weights_tf_dim_ordering_tf_kernels_notop.h5").write_bytes(
        b"?"
    )
    (auto / "requirements.txt").write_text("numpy>=2\nnosuchpackage>=1\n", "utf-8")
    (auto / "requirements.lock").write_text("numpy==1.0.0 \\\n    --hash=x\n", "utf-8")
    monkeypatch.setattr(prepare, "LESSON_MEMORY", 1e6)
    monkeypatch.setattr(prepare, "LESSON_DISK", 1e9)
    monkeypatch.setattr(prepare, "sys", type("S", (), {"version_info": (3, 14)}))
    assert prepare.main(["check"]) == 1
    lines = capsys.readouterr().out.splitlines()
    mend = [line for line in lines if line.strip().startswith("MEND")]
    for part in ("Python", "nosuchpackage is missing", "memory", "disk", "data/mnist.npz",
                 "vgg16_weights"):  # fmt: skip
        assert sum(part in line for line in mend) == 1, (part, mend)
    assert any("numpy" in line and "measured with 1.0.0" in line for line in lines)


def test_wrong_use_and_a_wrong_setting(tmp_path, monkeypatch, capsys):
    with pytest.raises(SystemExit) as stop:
        prepare.main(["fetch"])
    assert stop.value.code == 2
    monkeypatch.setenv("COURSE_DATA", str(tmp_path / "nowhere"))
    assert prepare.main(["check"]) == 1
    assert "there is no such folder" in capsys.readouterr().out


def test_the_command_itself_has_examples():
    run = subprocess.run(
        [sys.executable, "-m", "helpers.prepare", "--help"], capture_output=True, text=True,
        cwd=runtime.ROOT, env=os.environ,
    )  # fmt: skip
    assert run.returncode == 0 and "fetch --to /media/usb" in run.stdout
    assert "exit codes" in run.stdout
