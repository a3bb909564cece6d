"""Settings that all tests share, the notebooks' own among them."""

import os
from pathlib import Path

import pytest

MOST_MIB = 2_000_000_000 // 2**20  # what a notebook may take of a learner's memory

os.environ.setdefault("COURSE_DATA", "sample")  # no network in tests; real data by COURSE_DATA
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")  # some tests import keras before helpers


def pytest_collectstart(collector):
    """Progress and warnings differ from run to run: nbval compares everything but these."""
    if hasattr(collector, "skip_compare"):
        collector.skip_compare += ("stderr",)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item, nextitem):
    """After a notebook's last cell: the peak of its kernel's resident memory (Linux tells it)."""
    kernel, last = getattr(item.parent, "kernel", None), nextitem is None
    peak = 0
    if kernel is not None and (last or nextitem.parent is not item.parent):
        status = Path(f"/proc/{kernel.km.provisioner.pid}/status")
        lines = status.read_text().splitlines() if status.exists() else []
        peak = sum(int(x.split()[1]) // 1024 for x in lines if x.startswith("VmHWM"))
    result = yield
    if peak > MOST_MIB:
        pytest.fail(f"{item.parent.name} took {peak:,} MiB of memory: {MOST_MIB:,} are allowed")
    return result
