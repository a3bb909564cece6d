"""Settings that all tests share, the notebooks' own among them."""

import os
import re
from collections import Counter

import measuring
import pytest

MOST_MIB = 2_000_000_000 // 2**20  # what a notebook may take of a learner's memory
SETUP_OR_OPEN = re.compile(r"^import helpers$|= \.\.\.|^\.\.\.$", re.MULTILINE)
waiting = Counter()  # cells of learners' copies that wait for an answer, by notebook

os.environ.setdefault("COURSE_DATA", "sample")  # no network in tests; real data by COURSE_DATA
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")  # some tests import keras before helpers


def pytest_collectstart(collector):
    """Progress and warnings differ from run to run: nbval compares everything but these."""
    if hasattr(collector, "skip_compare"):
        collector.skip_compare += ("stderr",)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item):
    """A notebook's kernel takes this environment with it: built-in images, short trainings."""
    short = ".ipynb" in item.nodeid and os.environ["COURSE_DATA"] == "sample"
    os.environ["COURSE_SHORT"] = "1" if short else ""


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item):
    """The first open `...` ends a learner's copy, as it ends Run All: what follows is waiting.

    What comes before it, except the set-up, is the solution's and runs there.
    """
    if getattr(item.parent, "is_waiting", False):
        pytest.skip("waits for an answer further up")
    if item.nodeid.startswith("notebooks/0") and not SETUP_OR_OPEN.search(item.cell.source):
        pytest.skip("runs in the solution")
    try:
        return (yield)
    except Exception as error:
        if "isn't answered yet" not in str(getattr(error, "inner_traceback", "")):
            raise
        item.parent.is_waiting = True
    pytest.skip("waits for an answer")


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


def pytest_runtest_logreport(report):
    if report.skipped and "waits for an answer" in str(report.longrepr):
        waiting[report.nodeid.partition("::")[0]] += 1


def pytest_terminal_summary(terminalreporter):
    if waiting:
        terminalreporter.section("learners' copies: cells that wait for an answer")
        for name, count in sorted(waiting.items()):
            terminalreporter.line(f"{count:3} {name}")
