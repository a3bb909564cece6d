"""Real faults: servers that misbehave, full and read-only folders, killed processes.

tests/README.md says what each leads to.
"""

import hashlib
import os
import re
import shutil
import signal
import ssl
import subprocess
import sys
import threading
import time
from pathlib import Path

import nbformat
import pytest
from test_classroom import give
from test_datasets import change, small_archive

from helpers import datasets
from helpers.classroom import __main__ as classroom
from helpers.internal import course, fetching, files

LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="uses Linux's /dev or /sys")


@pytest.fixture
def known(body, monkeypatch):
    change(monkeypatch, "MNIST", checksum="sha256:" + hashlib.sha256(body).hexdigest())
    return body


def python(code, *arguments, **options):
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)], cwd=course.ROOT, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options,
    )  # fmt: skip


def both_ways(auto, monkeypatch, capsys, address):
    """The lesson continues on built-in images and says so. `fetch` fails and says what failed."""
    monkeypatch.setenv("COURSE_MIRROR", address)
    assert datasets.load_mnist().is_sample
    notice = capsys.readouterr().err
    assert notice.count("NOTICE: We'll use the built-in digits instead of MNIST: it couldn't") == 1
    assert "put mnist.npz into the folder data/" in notice and str(auto) not in notice
    assert classroom.main(["fetch", "--to", str(auto / "to"), "--only", "mnist"]) == 1
    shown = capsys.readouterr().out
    assert f"{address}/mnist.npz: " in shown and "it downloads only what's missing" in shown
    assert not list(auto.rglob("mnist.npz")), "nothing under the final name"
    return shown


def test_a_server_that_refuses(auto, monkeypatch, capsys):
    shown = both_ways(auto, monkeypatch, capsys, "http://127.0.0.1:9")
    assert "no connection, or it was lost (ConnectionError)" in shown


def test_a_server_that_never_answers(auto, monkeypatch, capsys, serve):
    assert sum(fetching.TIMEOUT) <= 20, "seconds a try"
    monkeypatch.setattr(fetching, "TIMEOUT", (0.5, 0.5))
    shown = both_ways(auto, monkeypatch, capsys, serve(lambda handler: time.sleep(600)))
    assert "the server didn't answer in time (ReadTimeout)" in shown


def test_a_server_that_stops_in_the_middle(auto, monkeypatch, capsys, serve, known):
    monkeypatch.setattr(fetching, "TIMEOUT", (0.5, 0.5))

    def answer(handler):
        give(handler, known, 100_000)
        handler.wfile.flush()
        time.sleep(600)

    assert "ConnectionError" in both_ways(auto, monkeypatch, capsys, serve(answer))


def test_a_server_that_recovers(auto, monkeypatch, capsys, serve, known):
    asked = []

    def answer(handler):
        asked.append(handler.path)
        give(handler, known) if len(asked) > 1 else handler.send_error(500)

    monkeypatch.setenv("COURSE_MIRROR", serve(answer))
    assert not datasets.load_mnist().is_sample and len(asked) == 2
    assert capsys.readouterr().err.count("NOTICE") == 0


def test_another_body_of_the_right_length(auto, monkeypatch, capsys, serve, known):
    shown = both_ways(auto, monkeypatch, capsys, serve(lambda h: give(h, known[::-1])))
    assert "hash" in shown or "checksum" in shown


def test_a_network_that_wants_a_login(auto, monkeypatch, capsys, serve):
    def answer(handler):
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html; charset=utf-8")
        handler.end_headers()
        handler.wfile.write(b"<html>Room 12? Please sign in.</html>")

    shown = both_ways(auto, monkeypatch, capsys, serve(answer))
    assert "a web page came instead of the file. Does your network want a login?" in shown


def test_a_login_page_instead_of_a_file_without_a_checksum(tmp_path, serve):
    """Nobody publishes one for MobileNetV2's weights."""
    address = serve(lambda handler: give(handler, b"\n<!DOCTYPE html><title>Sign in"))
    with pytest.raises(fetching.DownloadError, match="a web page came"):
        fetching.download("weights/a.h5", address, None, tmp_path)
    assert not list((tmp_path / "weights").iterdir())


def test_a_file_without_a_checksum_that_is_cut_off(tmp_path, serve, body):
    address = serve(lambda handler: give(handler, body, 400_000))
    with pytest.raises(fetching.DownloadError, match="the connection was cut off"):
        fetching.download("weights/a.h5", address, None, tmp_path)
    assert not list((tmp_path / "weights").iterdir())


@pytest.mark.skipif(not shutil.which("openssl"), reason="no openssl to make a certificate with")
def test_a_certificate_that_nobody_vouches_for(tmp_path, auto, monkeypatch, capsys, serve, known):
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj",
         "/CN=localhost", "-keyout", key, "-out", certificate], check=True, capture_output=True,
    )  # fmt: skip
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    address = serve(lambda handler: give(handler, known), context)
    shown = both_ways(auto, monkeypatch, capsys, address.replace("http:", "https:"))
    assert "the server's certificate isn't trusted (SSLError)" in shown


FETCH = """
import sys
from pathlib import Path
from helpers.internal import fetching
name, address, checksum, folder = sys.argv[1:]
fetching.download(name, address, checksum, Path(folder))
"""


def test_two_notebooks_at_once_both_get_a_whole_file(tmp_path, serve, body):
    asked = []

    def answer(handler):
        asked.append(handler.path)
        while len(asked) < 2:  # so that both are downloading at the same time
            time.sleep(0.05)
        give(handler, body)

    checksum = "sha256:" + hashlib.sha256(body).hexdigest()
    arguments = "mnist.npz", serve(answer) + "/mnist.npz", checksum, tmp_path / "to"
    started = [python(FETCH, *arguments) for _ in range(2)]
    for process in started:
        assert process.wait(120) == 0, process.communicate()[1]
    assert [p.name for p in (tmp_path / "to").iterdir()] == ["mnist.npz"]
    assert (tmp_path / "to" / "mnist.npz").read_bytes() == body


CONVERT = """
import sys
from pathlib import Path
from helpers.internal import sources
address, checksum, folder = sys.argv[1:]
sources.SOURCES["CIFAR-10"] |= {"address": address, "archive_sha256": checksum}
sources.fetch("CIFAR-10", Path(folder))
"""


def test_two_notebooks_at_once_convert_cifar10(tmp_path, serve):
    asked, archive = [], small_archive(tmp_path / "made.tar.gz")

    def answer(handler):
        asked.append(handler.path)
        while len(asked) < 2:
            time.sleep(0.05)
        give(handler, archive)

    address = serve(answer) + "/"
    checksum, folder = hashlib.sha256(archive).hexdigest(), tmp_path / "to"
    started = [python(CONVERT, address, checksum, folder) for _ in range(2)]
    for process in started:
        assert process.wait(120) == 0, process.communicate()[1]
    assert [p.name for p in folder.iterdir()] == ["cifar10.npz"]
    assert len(files.read([folder / "cifar10.npz"], (32, 32, 3))[0]) == 20


def test_after_a_killed_download_the_next_one_works(tmp_path, serve, body):
    half = threading.Event()

    def answer(handler):
        if half.is_set():
            return give(handler, body)
        give(handler, body, 400_000)
        handler.wfile.flush()
        half.set()
        time.sleep(60)

    checksum = "sha256:" + hashlib.sha256(body).hexdigest()
    arguments = "mnist.npz", serve(answer) + "/mnist.npz", checksum, tmp_path / "to"
    process = python(FETCH, *arguments)
    assert half.wait(120)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert not (tmp_path / "to" / "mnist.npz").exists()
    fetching.download(*arguments)
    assert (tmp_path / "to" / "mnist.npz").read_bytes() == body


@LINUX
def test_a_full_disk_while_downloading(auto, monkeypatch, capsys, serve, known):
    whole = fetching.pooch.HTTPDownloader.__call__

    def to_a_full_disk(self, address, output_file, shelf):
        return whole(self, address, "/dev/full", shelf)

    monkeypatch.setattr(fetching.pooch.HTTPDownloader, "__call__", to_a_full_disk)
    shown = both_ways(auto, monkeypatch, capsys, serve(lambda handler: give(handler, known)))
    assert "No space left on device (OSError)" in shown


WITHOUT_ROOM = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))"


@LINUX
def test_no_room_for_what_is_written(tmp_path):
    """The system refuses files above 4 KB. Nothing half-written stays."""
    path = tmp_path / "cifar-10-python.tar.gz"
    checksum = hashlib.sha256(small_archive(path)).hexdigest()
    _, error = python(WITHOUT_ROOM + CONVERT, "", checksum, tmp_path).communicate()
    assert error.endswith("DownloadError: cifar10.npz: File too large (OSError)\n"), error
    assert [p.name for p in tmp_path.iterdir()] == [path.name]


@LINUX
def test_a_data_folder_that_cannot_be_written(auto, monkeypatch, capsys, serve, known):
    (auto / "data").symlink_to("/sys")  # nobody may make a file there, not even root
    monkeypatch.setenv("COURSE_MIRROR", serve(lambda handler: give(handler, known)))
    assert datasets.load_mnist().is_sample
    notice = capsys.readouterr().err
    assert "the folder can't be written (PermissionError)" in notice and str(auto) not in notice
    assert classroom.main(["fetch", "--to", "/sys/usb", "--only", "mnist"]) == 1


PLACE = "Übung, 2. Kurs 日本"


def strange_place(folder):
    """A copy of the course under spaces, accents and other scripts."""
    project = folder / PLACE
    for part in ("helpers", "notebooks", "tools", "data"):
        ignored = shutil.ignore_patterns("__pycache__", "*.npz", "weights", ".ipynb_checkpoints")
        shutil.copytree(course.ROOT / part, project / part, ignore=ignored)
    return project


def run_there(project, group, *names):
    """Execute lessons (all without names): one core, no home, no UTF-8, and a cgroup or None."""
    empty = {k: v for k, v in os.environ.items() if not k.startswith(("XDG", "JUPYTER", "LC_"))}
    odd = {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    home = {"HOME": "/dev/null", "PYTHONPATH": str(project), "COURSE_DATA": "sample"}
    code = (
        "import os, sys; os.sched_setaffinity(0, {min(os.sched_getaffinity(0))});"
        f"group = {group and str(group)!r};"
        "group and open(group + '/cgroup.procs', 'w').write(str(os.getpid()));"
        f"sys.path.insert(0, 'tools'); sys.argv = ['x', 'run', *{names!r}];"
        "import runpy; runpy.run_path('tools/run_notebooks.py', run_name='__main__')"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=project, env=empty | odd | home, capture_output=True
    )
    assert run.returncode == 0, (run.stdout + run.stderr).decode("utf-8", "replace")[-3000:]
    pages = [path.read_text("utf-8") for path in sorted((project / "build").glob("*.html"))]
    assert pages and not any("Traceback" in page for page in pages)
    return pages


@LINUX
def test_a_lesson_in_a_strange_place(tmp_path, two_gigabytes):
    """Up to the first epoch. test_twice runs all lessons to the end."""
    project = strange_place(tmp_path)
    lesson = project / "notebooks" / "solutions" / "01_mnist_transfer.ipynb"
    notebook = nbformat.read(lesson, 4)
    first = next(i for i, cell in enumerate(notebook.cells) if ".fit(" in cell.source)
    notebook.cells = notebook.cells[: first + 1]
    notebook.cells[-1].source = notebook.cells[-1].source.replace("epochs=5", "epochs=1")
    nbformat.write(notebook, lesson)
    (page,) = run_there(project, two_gigabytes, lesson.stem)
    assert "Built-in sample, not MNIST" in page


def test_the_table_of_faults_names_tests_that_exist():
    here = Path(__file__).parent
    named = re.findall(r"`(test_\w+)(?:::(\w+))?`", (here / "README.md").read_text("utf-8"))
    assert len(named) > 40
    for module, test in named:
        text = (here / f"{module}.py").read_text("utf-8")
        assert not test or f"\ndef {test}" in text, f"{module}::{test}"
