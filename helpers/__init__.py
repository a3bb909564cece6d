"""The course's helpers: a house with three rooms.

A lesson imports the modules in this folder, and each can be read whole: `datasets` and `backbones`
load images and pretrained networks, `training` does what surrounds `fit`, `experiments` repeats a
training over seeds and compares, `plots` draws, `checks` looks at your answers, and `runtime` says
what machine you're on and what stands in the way. `internal` holds what no lesson needs to see:
finding and validating files, downloads, stand-ins, the fast path through TensorFlow. `classroom` is
for instructors: `python -m helpers.classroom`. Lessons lean on this folder, this folder on
`internal`, and never the other way.
"""

import logging
import os

from helpers import runtime
from helpers.internal import answers

runtime.check()
answers.install()
# TensorFlow reads this once, at its first import. Without it every lesson opens with a page of
# start-up messages. Real problems are still raised as Python errors.
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
# It also warns of "retracing" wherever a lesson builds many small models, which is on purpose. (A
# filter, since TensorFlow sets the level of its logger itself when it's imported.)
logging.getLogger("tensorflow").addFilter(lambda record: "retracing" not in record.getMessage())
