"""Settings that all tests share, the notebooks' own among them."""

import os

os.environ.setdefault("COURSE_DATA", "sample")  # no network in tests; real data by COURSE_DATA
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")  # some tests import keras before helpers


def pytest_collectstart(collector):
    """Progress and warnings differ from run to run: nbval compares everything but these."""
    if hasattr(collector, "skip_compare"):
        collector.skip_compare += ("stderr",)
