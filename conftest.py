"""Settings that all tests share, the notebooks' own among them."""

import os

import measuring
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
    """After a notebook's last cell: did its kernel take more memory than it may?"""
    kernel, peak = getattr(item.parent, "kernel", None), None
    if kernel is not None and (nextitem is None or nextitem.parent is not item.parent):
        peak = measuring.peak_mib(kernel.km.provisioner.pid)
    result = yield
    if peak is not None and peak > MOST_MIB:
        pytest.fail(f"{item.parent.name} took {peak:,} MiB of memory: {MOST_MIB:,} are allowed")
    return result
