"""The course's small toolbox. Import the modules: ``from helpers import datasets, plots``."""

import logging
import os

# TensorFlow reads this once, when it is first imported: without it every lesson opens with a
# page of start-up messages. What goes wrong in TensorFlow is still raised as a Python error.
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
# It also warns of "retracing" wherever a lesson builds many small models, which is on purpose. (A
# filter, since TensorFlow sets the level of its logger itself when it is imported.)
logging.getLogger("tensorflow").addFilter(lambda record: "retracing" not in record.getMessage())
