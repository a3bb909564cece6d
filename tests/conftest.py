"""Small networks and files that several test modules use.

Keras is imported where it is used: pytest's own process reads this file, and runs no test.
"""

import contextlib
import http.server
import os
import threading
from pathlib import Path

import numpy as np
import pytest

from helpers.internal import course


@pytest.fixture(autouse=True)
def seeded():
    """Every test starts from the same random state, whatever ran before it."""
    import keras

    keras.utils.set_random_seed(3)


@pytest.fixture(scope="session")
def builders():
    """Two functions that build a tiny feature part and a tiny head for 8 x 8 images."""
    import keras
    from keras import layers

    def features():
        return keras.Sequential(
            [
                keras.Input((8, 8, 1)),
                layers.Rescaling(1 / 255),
                layers.Conv2D(3, 3, activation="relu"),
            ]
        )

    def head():
        return keras.Sequential(
            [
                keras.Input((6, 6, 3)),
                layers.Dropout(0.25),
                layers.Flatten(),
                layers.Dense(5, activation="softmax"),
            ]
        )

    return features, head


@pytest.fixture(scope="session")
def toy():
    """100 images of 8 x 8 noise, the label (0-4) told by the row of a bright line."""
    rng = np.random.default_rng(0)
    labels = np.arange(100, dtype="uint8") % 5
    images = rng.integers(0, 120, (100, 8, 8, 1)).astype("uint8")
    images[np.arange(100), labels + 1] += 130
    return images, labels


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_DATA", str(tmp_path))
    return tmp_path


@pytest.fixture
def auto(tmp_path, monkeypatch):
    """An empty project without COURSE_DATA; `data/` isn't there yet."""
    monkeypatch.setenv("COURSE_DATA", "auto")
    monkeypatch.setattr(course, "ROOT", tmp_path)
    return tmp_path


@pytest.fixture
def body(tmp_path):
    """The bytes of a file like mnist.npz, some 800 KB."""
    rng = np.random.default_rng(0)
    images = rng.integers(0, 256, (1000, 28, 28)).astype("uint8")
    labels = np.arange(1000, dtype="uint8") % 10
    path = tmp_path / "made.npz"
    np.savez(path, x_train=images, y_train=labels, x_test=images, y_test=labels)
    return path.read_bytes()


@pytest.fixture
def serve():
    """Start a local HTTP server: serve(answer) -> address, `answer` a handler's do_GET.

    `tls`: an SSL context of the server; say https where the address says http.
    """
    servers = []

    def start(answer, tls=None):
        handler = type(
            "Handler",
            (http.server.BaseHTTPRequestHandler,),
            {"do_GET": answer, "log_message": lambda *_: None},
        )
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        if tls:
            server.socket = tls.wrap_socket(server.socket, server_side=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_address[1]}"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture
def two_gigabytes():
    """A memory cgroup of 2 GB, in which the kernel ends what asks for more; None where none is."""
    made = None
    for root, file in (
        ("/sys/fs/cgroup/memory", "memory.limit_in_bytes"),  # version 1
        ("/sys/fs/cgroup", "memory.max"),  # version 2
    ):
        group = Path(root, f"course-{os.getpid()}")
        with contextlib.suppress(OSError):  # not root, or no cgroups
            group.mkdir()
            if (group / file).exists() and made is None:
                (group / file).write_text("2000000000")
                made = group
            else:
                group.rmdir()
    yield made
    if made:
        made.rmdir()
