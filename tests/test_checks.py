"""What learners answer, and what they hear: these tables are the specification of `helpers.checks`.

An answer is what a learner might type where the notebook says `...`. It runs in the lesson's own
cell, on a task so small that a training takes a second: ten patterns of 12 x 12 pixels, in noise.

A block of a table starts with "# what it is -> what the hint must name (a regular expression)", or
without an arrow if the answer is right. A line in capitals stands for the lines of that name below.
"""

import ast
import inspect
import math
import re
import string
from types import SimpleNamespace

import keras
import lesson_code
import make_notebooks
import nbformat
import numpy as np
import pytest
from IPython.core.formatters import DisplayFormatter
from keras import layers

from helpers import checks, experiments, training
from helpers.internal import checking, probes
from helpers.internal.course import NotAnswered

LINES = {
    "COMPILE": 'mine.compile("adam", "sparse_categorical_crossentropy")',
    "FREEZE": "for layer in mine.layers[:2]:\n    layer.trainable = False",
    "SPLIT": """\
x_source, y_source = x_train[is_source], y_train[is_source]
x_target, y_target = x_train[~is_source], y_train[~is_source] - 5""",
    "MODEL": "model = keras.Sequential([features, head])",
    "LEARN": """\
sgd = keras.optimizers.SGD(0.1, momentum=0.9)
model.compile(sgd, "sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(training.batches(x_source, y_source, 64, seed=2, updates=40), verbose=0)""",
    "TRANSFER": "transfer_model = keras.Sequential([features, new_head])",
    "ADAPT": """\
sgd = keras.optimizers.SGD(0.1, momentum=0.9)
transfer_model.compile(sgd, "sparse_categorical_crossentropy", metrics=["accuracy"])
transfer_model.fit(training.batches(x_target, y_target, 64, seed=2, updates=40), verbose=0)""",
    "ARMS": """\
transfer_arm = experiments.Arm(features=features.get_weights())
random_arm = experiments.Arm()
scratch_arm = experiments.Arm(frozen=False)""",
    "BOTH": "model = keras.Sequential([block, head])",
    "COMPILE_BOTH": 'model.compile("adam", loss, metrics=["accuracy"])',
    "COMPILE_SOFTLY": "model.compile(keras.optimizers.Adam(1e-4), loss)",
    "FREEZE_NORM": "block.layers[1].trainable = False",
}

ANSWERS = {}  # "00 Exercise 1" -> the table
HINTS = checks.REPLIES["hints"]
said, ran = set(), set()  # keys of hints that were said, and tests that ran, in this process

ANSWERS["00 Exercise 1"] = r"""
# the whole model is frozen, then two layers opened -> `trainable` of the whole model is False
mine.trainable = False
for layer in mine.layers[2:]:
    layer.trainable = True
COMPILE

# compiled without a loss -> compiled without a loss
FREEZE
mine.compile()

# a loss for one-hot labels -> labels are integers, but the loss `categorical_crossentropy`
FREEZE
mine.compile("adam", "categorical_crossentropy")

# a loss for numbers -> labels are integers, but the loss `mse`
FREEZE
mine.compile("adam", "mse")

# not compiled -> isn't compiled yet
FREEZE

# one layer too few -> `hidden_2` of `mine` is still trainable
mine.layers[0].trainable = False
COMPILE

# one layer too many -> `hidden_3` of `mine` is frozen, but it should train
for layer in mine.layers[:3]:
    layer.trainable = False
COMPILE

# misspelt -> `hidden_1` of `mine` is still trainable
for layer in mine.layers[:2]:
    layer.trainble = False
COMPILE

# fitted, frozen, not compiled again -> changed after a `fit` - compile again
COMPILE
mine.fit(inputs, labels, verbose=0)
FREEZE

# probabilities, a loss that expects logits -> ends in probabilities: drop from_logits
FREEZE
mine.compile("adam", keras.losses.SparseCategoricalCrossentropy(from_logits=True))

# logits, a loss that expects probabilities -> No softmax at the end: .* the loss from_logits
mine.layers[-1].activation = None
FREEZE
COMPILE

# a rate that warms up from 0
FREEZE
warm_up = keras.optimizers.schedules.CosineDecay(0.0, 100, warmup_target=0.1, warmup_steps=10)
mine.compile(keras.optimizers.Adam(warm_up), "sparse_categorical_crossentropy")

# a misspelt loss -> loss `sparse_categorical_crossentrop` here: is it spelled correctly
FREEZE
mine.compile("adam", "sparse_categorical_crossentrop")

# a rate of 0 -> Nothing can change: .*learning rate is 0
FREEZE
mine.compile(keras.optimizers.Adam(0.0), "sparse_categorical_crossentropy")

# no optimizer -> Nothing can change: there's no optimizer
FREEZE
mine.compile(None, "sparse_categorical_crossentropy")

# an optimizer that trained all layers before -> optimizer was made for other layers
sgd = keras.optimizers.SGD()
mine.compile(sgd, "sparse_categorical_crossentropy")
mine.fit(inputs, labels, verbose=0)
FREEZE
mine.compile(sgd, "sparse_categorical_crossentropy")

# another network -> has no layer `hidden_3`
mine = keras.Sequential([keras.Input((784,)), layers.Dense(10, "softmax", name="output")])
COMPILE

# not a model -> `mine` should be a Keras model, but it's a list
mine = mine.layers[2:]

# by name, one by one
mine.get_layer("hidden_1").trainable = False
mine.get_layer("hidden_2").trainable = False
COMPILE

# compiled, then frozen
COMPILE
FREEZE

# all frozen, then two opened again
for layer in mine.layers:
    layer.trainable = False
for layer in mine.layers[2:]:
    layer.trainable = True
COMPILE

# another optimizer, a metric, a regularizer
FREEZE
mine.layers[2].kernel_regularizer = keras.regularizers.L2(0.1)
mine.compile(keras.optimizers.SGD(0.1, 0.9), "sparse_categorical_crossentropy", metrics=["acc"])

# a loss object
FREEZE
mine.compile("rmsprop", keras.losses.SparseCategoricalCrossentropy())

# logits and their loss
mine.layers[-1].activation = None
FREEZE
mine.compile("adam", keras.losses.SparseCategoricalCrossentropy(from_logits=True))

# fitted, frozen, compiled again
COMPILE
mine.fit(inputs, labels, verbose=0)
FREEZE
COMPILE
"""

ANSWERS["00 Exercise 2"] = r"""
# built anew -> `hidden_1` has changed since `before`
mine = build()
COMPILE

# True to a model that says True -> `hidden_1` of `mine` is frozen, but it should train
mine.trainable = True
COMPILE

# not compiled again -> changed after a `fit` - compile again
for layer in mine.layers:
    layer.trainable = True

# one layer forgotten -> `hidden_1` of `mine` is frozen, but it should train
mine.layers[1].trainable = True
COMPILE

# False to the whole model, and back to True
mine.trainable = False
mine.trainable = True
COMPILE

# only the two that were frozen
mine.layers[0].trainable = mine.layers[1].trainable = True
COMPILE
"""

ANSWERS["02 Step 1"] = r"""
# swapped -> source and target swapped
x_source, y_source = x_train[~is_source], y_train[~is_source] - 5
x_target, y_target = x_train[is_source], y_train[is_source]

# labels not shifted -> `y_target` goes from 5 to 9, but the outputs are 0-4
SPLIT
y_target = y_train[~is_source]

# labels shifted too little -> `y_target` goes from 1 to 5
SPLIT
y_target = y_target + 1

# one-hot labels -> `y_source` has the shape
SPLIT
y_source = keras.utils.to_categorical(y_source)

# pixels divided -> `x_source` runs from 0 to .*: keep 0-255
SPLIT
x_source = x_source / 255

# without the channel -> Each image in `x_source` has the shape \(12, 12\): .* keep their shape
SPLIT
x_source, x_target = x_source[..., 0], x_target[..., 0]

# a trailing comma -> `x_target` is a tuple, not a NumPy array
SPLIT
x_target = x_train[~is_source],

# labels of other images -> `y_target` doesn't match these images
SPLIT
y_target = np.resize(y_source, len(x_target))

# labels of all images -> `y_source` has the shape
SPLIT
y_source = y_train

# images turned around, labels not -> `y_source` doesn't match these images
SPLIT
x_source = x_source[::-1]

# only some of the images -> `x_source` should hold the 600 images .* but it holds 100
SPLIT
x_source, y_source = x_source[:100], y_source[:100]

# the validation images, too -> the 600 images of `x_train` .* but it holds 725
is_source = mnist.y_train <= 4
x_source, y_source = mnist.x_train[is_source], mnist.y_train[is_source]
x_target, y_target = mnist.x_train[~is_source], mnist.y_train[~is_source] - 5

# five subtracted from the wrong labels -> `y_source` goes from 251 to 255 .uint8 has no negative
SPLIT
y_source, y_target = y_source - 5, y_train[~is_source]

# labels as a list -> `y_source` is a list, not a NumPy array
SPLIT
y_source = y_source.tolist()

# both tasks in another order
SPLIT
x_source, y_source = x_source[::-1], y_source[::-1]

# pixels 0-255 as numbers with a point
SPLIT
x_source, x_target = x_source.astype("float32"), x_target.astype("float32")

# by the labels
x_source, y_source = x_train[y_train < 5], y_train[y_train < 5]
x_target, y_target = x_train[y_train > 4], y_train[y_train > 4] - 5

# by their places, and labels as other integers
low, high = np.flatnonzero(is_source), np.flatnonzero(~is_source)
x_source, y_source = x_train[low], y_train[low].astype("int64")
x_target, y_target = x_train[high], y_train[high].astype("int32") % 5
"""

ANSWERS["02 Step 2"] = r"""
# another features and head -> your `features` isn't in it
model = keras.Sequential([build_features(), build_head()])
LEARN

# another head -> your `head` isn't in it
model = keras.Sequential([features, build_head()])

# the target task -> right, but \d+% of 5-9: it learned the wrong task
MODEL
sgd = keras.optimizers.SGD(0.1, momentum=0.9)
model.compile(sgd, "sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(training.batches(x_target, y_target, 64, seed=2, updates=40), verbose=0)

# features frozen already -> `features` hasn't changed since you built it: .*Was it frozen
features.trainable = False
MODEL
LEARN

# a rate of 0 -> Nothing can change: .* its learning rate is 0
MODEL
model.compile(keras.optimizers.Adam(0.0), "sparse_categorical_crossentropy")
model.fit(training.batches(x_source, y_source, 64, seed=2, updates=2), verbose=0)

# not trained -> `features` hasn't changed since you built it: did it train
MODEL
model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])

# a rate too low -> gets \d+% of held-out 0-4 right, which is too few: .*learning rate
MODEL
sgd = keras.optimizers.SGD(1e-6)
model.compile(sgd, "sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(training.batches(x_source, y_source, 64, seed=2, updates=40), verbose=0)

# five updates -> Only 5 of 200 updates were made
MODEL
adam = keras.optimizers.Adam(3e-3)
model.compile(adam, "sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(training.batches(x_source, y_source, 64, seed=2, updates=5), verbose=0)

# compiled again after training
MODEL
LEARN
model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])

# a metric for one-hot labels -> `categorical_accuracy` shows \d+.\d%, but \d+.\d% of these images
MODEL
sgd = keras.optimizers.SGD(0.1, momentum=0.9)
model.compile(sgd, "sparse_categorical_crossentropy", metrics=["categorical_accuracy"])
model.fit(training.batches(x_source, y_source, 64, seed=2, updates=40), verbose=0)

# a list of parts -> `model` should be a Keras model, but it's a list
model = [features, head]

# trained on validation images -> better on validation than on training images
MODEL
sgd = keras.optimizers.SGD(0.1, momentum=0.9)
model.compile(sgd, "sparse_categorical_crossentropy")
model.fit(training.batches(*source_val, 64, seed=2, updates=200), verbose=0)

# trained on test images -> better on test than on training images
MODEL
sgd = keras.optimizers.SGD(0.1, momentum=0.9)
model.compile(sgd, "sparse_categorical_crossentropy")
model.fit(training.batches(*test_0_4, 64, seed=2, updates=200), verbose=0)

# logits, and a loss that expects probabilities -> No softmax at the end: .* the loss from_logits
head = keras.Sequential([
    keras.Input((4, 4, 8)), layers.Flatten(), layers.Dense(64, "relu"), layers.Dense(5),
])
MODEL
LEARN

# the head frozen -> `head` is frozen, so it can't have learned anything
MODEL
head.trainable = False
LEARN

# both tasks, labelled 0-4 -> right, and \d+% of 5-9: it should know only its own task
MODEL
x = np.concatenate([x_source, x_target])
y = np.append(y_source, y_target)
model.compile(keras.optimizers.Adam(3e-3), "sparse_categorical_crossentropy")
model.fit(x, y, batch_size=15, epochs=10, verbose=0)

# what `add` returns -> `model` is None: methods such as `add` and `compile` return nothing
model = keras.Sequential([features]).add(head)

# with all images of the task: the check's own score is flattered, but nothing is chosen by it
MODEL
sgd = keras.optimizers.SGD(0.1, momentum=0.9)
model.compile(sgd, "sparse_categorical_crossentropy")
x, y = np.concatenate([x_source, source_val[0]]), np.append(y_source, source_val[1])
model.fit(training.batches(x, y, 64, seed=2, updates=40), verbose=0)

# plain fit, validation, a callback, Adam at 0.003
MODEL
adam = keras.optimizers.Adam(3e-3)
model.compile(optimizer=adam, loss="sparse_categorical_crossentropy", metrics=["acc"])
stop = [keras.callbacks.EarlyStopping(patience=5)]
x, y = x_source, y_source
history = model.fit(x, y, 50, epochs=4, validation_data=source_val, callbacks=stop, verbose=0)

# functional, RMSprop, no metrics
inputs = keras.Input((12, 12, 1))
model = keras.Model(inputs, head(features(inputs)))
model.compile(keras.optimizers.RMSprop(3e-3), "sparse_categorical_crossentropy")
model.fit(training.batches(x_source, y_source, 64, seed=2, updates=40), verbose=0)

# flattened, SGD with momentum
model = keras.Sequential([*features.layers, *head.layers])
sgd = keras.optimizers.SGD(0.05, momentum=0.9)
model.compile(sgd, "sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(training.batches(x_source, y_source, 64, seed=2, updates=40), verbose=0)

# one-hot labels and their loss
MODEL
model.compile("adam", "categorical_crossentropy", metrics=["accuracy"])
model.fit(x_source, keras.utils.to_categorical(y_source, 5), batch_size=50, epochs=5, verbose=0)

# Conv2D and Activation, Dense and Softmax, L2, in a cell that builds both parts again
features = keras.Sequential([
    keras.Input((12, 12, 1)), layers.Rescaling(1 / 255),
    layers.Conv2D(8, 3), layers.Activation("relu"), layers.Conv2D(8, 3), layers.ReLU(),
    layers.MaxPooling2D(2),
])
head = keras.Sequential([
    keras.Input((4, 4, 8)), layers.Flatten(),
    layers.Dense(64, "relu", kernel_regularizer="l2"), layers.Dense(5), layers.Softmax(),
])
MODEL
LEARN

# logits and their loss, a metric object
head = keras.Sequential([
    keras.Input((4, 4, 8)), layers.Flatten(), layers.Dense(64, "relu"), layers.Dense(5),
])
MODEL
loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
model.compile("adam", loss, metrics=[keras.metrics.SparseCategoricalAccuracy()])
model.fit(training.batches(x_source, y_source, 64, seed=2, updates=40), verbose=0)
"""

ANSWERS["02 Step 3"] = r"""
# nothing frozen -> `features` is still trainable \(conv2d
print(features.trainable)

# the head frozen -> `head` is frozen, but `features` isn't
head.trainable = False

# a copy frozen -> has changed since step 2: did you build it again
features = build_features()
features.trainable = False

# one convolution only -> `features` is still trainable \(conv2d_?\d*\)
features.layers[1].trainable = False

# layers opened by themselves -> `features` is frozen, but conv2d.* isn't: freeze it, too
features.trainable = False
features.layers[1].trainable = True
features.trainable = False

# misspelt -> check the spelling of `trainable`
features.trainble = False

# not a model -> `features` should be a Keras model, but it's a list
features = features.layers

# the word, not the value -> and the value: no quotes
features.trainable = "False"

# a comma at the end -> and the value: no quotes, no comma
features.trainable = False,

# trained on 5-9, then frozen -> has changed since step 2: .*train it further
model.compile("adam", "sparse_categorical_crossentropy")
model.fit(training.batches(x_target, y_target, 64, seed=2, updates=2), verbose=0)
features.trainable = False

# the whole part
features.trainable = False

# layer by layer
for layer in features.layers:
    layer.trainable = False

# only the layers with weights
features.layers[1].trainable = features.layers[2].trainable = False

# the whole model
model.trainable = False
"""

ANSWERS["02 Step 4"] = r"""
# the old head -> shares its weights with the old head
new_head = head
TRANSFER

# another model of the old head's layers -> shares its weights with the old head
new_head = keras.Sequential([keras.Input((4, 4, 8)), *head.layers])
TRANSFER

# a copy of the old head -> starts with the old head's weights
new_head = keras.models.clone_model(head)
new_head.set_weights(head.get_weights())
TRANSFER

# other features -> doesn't contain your `features`
new_head = build_head()
transfer_model = keras.Sequential([build_features(), new_head])

# features built anew, and frozen -> has changed since step 2: did you build it
features, new_head = build_features(), build_head()
features.trainable = False
TRANSFER

# the whole model frozen, and only the head opened -> the whole model is frozen
new_head = build_head()
TRANSFER
transfer_model.trainable = False
new_head.trainable = True

# the head frozen but for its last layer -> Part of the new head is frozen: dense_?\d*
new_head = build_head()
for layer in new_head.layers[:-1]:
    layer.trainable = False
TRANSFER

# features open again -> `features` is still trainable
features.trainable = True
new_head = build_head()
TRANSFER

# ten outputs -> output has shape .10,.: it should be one number
new_head = keras.Sequential([keras.Input((4, 4, 8)), layers.Flatten(), layers.Dense(10, "softmax")])
TRANSFER

# no Flatten -> output has shape .4, 4, 5.: it should be one number
new_head = keras.Sequential([keras.Input((4, 4, 8)), layers.Dense(5, activation="softmax")])
TRANSFER

# what `add` returns -> `transfer_model` is None: methods such as `add`
new_head = build_head()
transfer_model = keras.Sequential([features]).add(new_head)

# the head added to features itself -> has changed since step 2: .*add to it
new_head = build_head()
features.add(new_head)
transfer_model = features

# no features -> doesn't contain your `features`
new_head = build_head()
transfer_model = new_head

# no head -> doesn't contain your new head
new_head = build_head()
transfer_model = features

# the old head in the model -> doesn't contain your new head
new_head = build_head()
transfer_model = keras.Sequential([features, head])

# something in between -> doesn't compute `features` first and then the new head
new_head = build_head()
transfer_model = keras.Sequential([features, layers.Activation("softmax"), new_head])

# frozen after building
features.trainable = True
new_head = build_head()
TRANSFER
features.trainable = False

# flattened
new_head = build_head()
transfer_model = keras.Sequential([*features.layers, *new_head.layers])

# functional, with a name
inputs, new_head = keras.Input((12, 12, 1)), build_head()
transfer_model = keras.Model(inputs, new_head(features(inputs)), name="transfer")

# a clone of the head with new weights, and a first look
new_head = keras.models.clone_model(head)
TRANSFER
transfer_model.summary(print_fn=str)

# another head, that ends in a sigmoid
new_head = keras.Sequential([keras.Input((4, 4, 8)), layers.Flatten(), layers.Dense(5, "sigmoid")])
TRANSFER

# another head, that ends in logits
new_head = keras.Sequential([keras.Input((4, 4, 8)), layers.Flatten(), layers.Dense(5)])
TRANSFER
"""

ANSWERS["02 Step 5"] = r"""
# the source task -> % of held-out 5-9 right, but \d+% of 0-4: it learned the wrong task
sgd = keras.optimizers.SGD(0.1, momentum=0.9)
transfer_model.compile(sgd, "sparse_categorical_crossentropy", metrics=["accuracy"])
transfer_model.fit(training.batches(x_source, y_source, 64, seed=2, updates=40), verbose=0)

# the test images -> better on test than on training images
sgd = keras.optimizers.SGD(0.1, momentum=0.9)
transfer_model.compile(sgd, "sparse_categorical_crossentropy", metrics=["accuracy"])
transfer_model.fit(training.batches(*test_5_9, 64, seed=2, updates=200), verbose=0)

# a rate of 0 -> Nothing can change: .* its learning rate is 0
transfer_model.compile(keras.optimizers.Adam(0.0), "sparse_categorical_crossentropy")
transfer_model.fit(training.batches(x_target, y_target, 64, seed=2, updates=2), verbose=0)

# never fitted -> `new_head` hasn't moved
transfer_model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])

# trained too little -> Only 1 of 200 updates were made
transfer_model.compile("sgd", "sparse_categorical_crossentropy", metrics=["accuracy"])
transfer_model.fit(training.batches(x_target, y_target, 64, seed=2, updates=1), verbose=0)

# a rate too low -> gets \d+% of held-out 5-9 right, which is too few
sgd = keras.optimizers.SGD(1e-6)
transfer_model.compile(sgd, "sparse_categorical_crossentropy", metrics=["accuracy"])
transfer_model.fit(training.batches(x_target, y_target, 64, seed=2, updates=40), verbose=0)

# unfrozen -> `features` is still trainable
features.trainable = True
transfer_model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])

# compiled and fitted, frozen too late -> changed since step 2: .*while it wasn't frozen
features.trainable = True
ADAPT
features.trainable = False
transfer_model.fit(training.batches(x_target, y_target, 64, seed=2, updates=2), verbose=0)

# a metric for one-hot labels -> `categorical_accuracy` shows
sgd = keras.optimizers.SGD(0.1, momentum=0.9)
transfer_model.compile(sgd, "sparse_categorical_crossentropy", metrics=["categorical_accuracy"])
transfer_model.fit(training.batches(x_target, y_target, 64, seed=2, updates=40), verbose=0)

# trained open, then frozen, compiled, trained again -> changed since step 2: .*Rerun every cell
features.trainable = True
ADAPT
features.trainable = False
before = training.copy_weights(transfer_model)
ADAPT

# the first model, as it was compiled -> changed since step 2: did you train `model`
features.trainable = True
model = keras.Sequential([features, head])
sgd = keras.optimizers.SGD(0.1, momentum=0.9)
model.compile(sgd, "sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(training.batches(x_source, y_source, 64, seed=2, updates=1), verbose=0)
features.trainable = False
model.fit(training.batches(x_target, y_target, 64, seed=2, updates=40), verbose=0)

# another network for features -> changed since step 2: .*build `features` again
features = build_features()

# both tasks, labelled 0-4 -> right, and \d+% of 0-4: it should know only its own task
x = np.concatenate([x_source, x_target])
y = np.append(y_source, y_target)
transfer_model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
transfer_model.fit(x, y, batch_size=15, epochs=10, verbose=0)

# the first model, compiled again -> `new_head` hasn't moved since `before`: did
model = keras.Sequential([features, head])
model.compile("adam", "sparse_categorical_crossentropy")
model.fit(training.batches(x_target, y_target, 64, seed=2, updates=40), verbose=0)

# the weights copied after training -> `new_head` hasn.t moved since `before`
ADAPT
before = training.copy_weights(transfer_model)

# the validation images -> better on validation than on training images
sgd = keras.optimizers.SGD(0.1, momentum=0.9)
transfer_model.compile(sgd, "sparse_categorical_crossentropy", metrics=["accuracy"])
transfer_model.fit(training.batches(*target_val, 64, seed=2, updates=200), verbose=0)

# a head that ends in logits, with a loss for probabilities -> No softmax at the end
new_head = keras.Sequential([keras.Input((4, 4, 8)), layers.Flatten(), layers.Dense(5)])
TRANSFER
before = training.copy_weights(transfer_model)
ADAPT

# another network -> doesn't contain your `features`
transfer_model = keras.Sequential([build_features(), build_head()])

# plain fit, validation, RMSprop, "acc"
transfer_model.compile("rmsprop", "sparse_categorical_crossentropy", metrics=["acc"])
x, y = x_target, y_target
transfer_model.fit(x, y, batch_size=15, epochs=4, validation_data=target_val, verbose=0)

# one-hot labels and their loss
transfer_model.compile("adam", "categorical_crossentropy", metrics=["accuracy"])
x, y = x_target, y_target
transfer_model.fit(x, np.eye(5)[y], batch_size=15, epochs=4, verbose=0)

# a head that ends in a sigmoid: the loss turns its outputs into shares
new_head = keras.Sequential([keras.Input((4, 4, 8)), layers.Flatten(), layers.Dense(5, "sigmoid")])
TRANSFER
before = training.copy_weights(transfer_model)
ADAPT

# no metrics, fitted twice
transfer_model.compile("adam", "sparse_categorical_crossentropy")
for _ in range(2):
    transfer_model.fit(training.batches(x_target, y_target, 64, seed=2, updates=40), verbose=0)
"""

ANSWERS["02 Step 6"] = r"""
# all layers -> `conv2d.*` hasn't moved: its largest change is exactly 0.0
moved_layers = list(before)

# none -> 2 more moved
moved_layers = []

# one of two -> 1 more moved
moved_layers = [new_head.layers[-1].name]

# the features -> `conv2d.*` hasn't moved
moved_layers = [layer.name for layer in features.layers if layer.weights]

# a misspelt name -> No layer with weights is called 'dens'
moved_layers = ["dens"]

# one layer, not its name -> 1 more moved
moved_layers = [new_head.layers[-1]]

# the part that was frozen -> No layer with weights is called 'sequential
moved_layers = [features]

# all layers of the head, Dropout included -> No layer with weights is called '(dropout|flatten)
moved_layers = [layer.name for layer in new_head.layers]

# the name of the part -> No layer with weights is called 'head'
moved_layers = "head"

# the features alone, compared with `before` -> 2 more moved: .*of the whole model
moved_layers = [name for name, size in training.largest_change(features, before).items() if size]

# a set
change = training.largest_change(transfer_model, before)
moved_layers = {name for name in change if change[name] != 0}

# a tuple, in another order
moved_layers = new_head.layers[-1].name, new_head.layers[2].name
"""

ANSWERS["02 Step 7"] = r"""
# a model instead of weights -> transfer arm needs the list of weights that `get_weights..` returns
ARMS
transfer_arm = experiments.Arm(features=features)

# the old head -> Leave `head` out of the transfer arm
ARMS
transfer_arm = experiments.Arm(features.get_weights(), head.get_weights())

# features that keep training -> transfer arm's features should stay frozen
ARMS
transfer_arm = experiments.Arm(features.get_weights(), frozen=False)

# features of another network -> start from the weights of your trained `features`
ARMS
transfer_arm = experiments.Arm(build_features().get_weights())

# no features -> transfer arm should start from the weights of your trained `features`
ARMS
transfer_arm = experiments.Arm()

# random features that are learned -> Leave `features` out of the random arm: then each seed draws
ARMS
random_arm = transfer_arm

# random features that train -> random arm's features should stay frozen, too
ARMS
random_arm = experiments.Arm(frozen=False)

# from scratch, but frozen -> From scratch, the features train as well
ARMS
scratch_arm = experiments.Arm()

# from scratch with learned features -> Leave `features` out of the scratch arm
ARMS
scratch_arm = experiments.Arm(features.get_weights(), frozen=False)

# one draw of random features for all seeds -> Leave `features` out of the random arm: then each
ARMS
random_arm = experiments.Arm(features=build_features().get_weights())

# one new head for all seeds -> Leave `head` out of the transfer arm: then each seed draws
ARMS
transfer_arm = experiments.Arm(features.get_weights(), head=build_head().get_weights())

# a comma at the end -> `transfer_arm` isn.t an `experiments.Arm
ARMS
transfer_arm = experiments.Arm(features=features.get_weights()),

# no brackets -> `random_arm` isn.t an `experiments.Arm.*brackets
ARMS
random_arm = experiments.Arm

# a dictionary of weights -> needs the list of weights
ARMS
transfer_arm = experiments.Arm(features=training.copy_weights(features))

# get_weights without its brackets -> needs the list of weights that `get_weights..` returns
ARMS
transfer_arm = experiments.Arm(features=features.get_weights)

# features trained on since step 2 -> has changed since step 2
features.set_weights([w + 0.1 for w in features.get_weights()])
ARMS

# a word instead of nothing -> Leave `features` out of the random arm
ARMS
random_arm = experiments.Arm(features="random")

# False in quotes -> `frozen` of the scratch arm should be True or False
ARMS
scratch_arm = experiments.Arm(frozen="False")

# weights, not an arm -> `transfer_arm` isn.t an `experiments.Arm
ARMS
transfer_arm = features.get_weights()

# the first four weights of the model, copied
ARMS
transfer_arm = experiments.Arm([w.copy() for w in transfer_model.get_weights()[:4]])

# a tuple of weights
ARMS
transfer_arm = experiments.Arm(features=tuple(features.get_weights()))

# all defaults spelled out
transfer_arm = experiments.Arm(features=features.get_weights(), head=None, frozen=True)
random_arm = experiments.Arm(features=None, head=None, frozen=True)
scratch_arm = experiments.Arm(features=None, head=None, frozen=False)
"""

ANSWERS["02 Step 8"] = r"""
# the other one -> The mean is .2.8: which way round was the difference taken
harder = "0-4"

# undecided -> 4 of 4 seeds are above 0. The mean is .2.8, and its standard error 0.3
harder = "can't tell"

# not one of the three -> Answer "5-9", "0-4" or "can't tell"
harder = "5"

# with spaces
harder = " 5-9 "

# with a dash
harder = "5 – 9"
"""

ANSWERS["02 Step 9"] = r"""
# decided too soon -> 3 of 4 seeds are above 0. The mean is .2.0, and its standard error 0.9
gains_more = "5-9"

# the other one, where nobody can tell -> 3 of 4 seeds are above 0. The mean is .2.0
gains_more = "0-4"

# in two words
gains_more = "cannot tell"

# in capitals, with a curly apostrophe
gains_more = "Can’t tell"
"""


# Lessons 03 and 04: the next `fit` should train `head` on top of `block`, which is frozen.
ANSWERS["ready_to_fit"] = r"""
# not frozen -> `features` is still trainable
BOTH
COMPILE_BOTH

# not compiled -> isn't compiled yet
block.trainable = False
BOTH

# frozen after a fit -> compile again, or `fit` ignores
BOTH
COMPILE_BOTH
model.fit(images, labels, verbose=0)
block.trainable = False

# a loss for one-hot labels -> the loss `categorical_crossentropy` expects another form
block.trainable = False
BOTH
model.compile("adam", "categorical_crossentropy")

# logits, and a loss that expects probabilities -> No softmax at the end: .* the loss from_logits
block.trainable = False
BOTH
model.compile("adam", "sparse_categorical_crossentropy")

# probabilities, and a loss that expects logits -> ends in probabilities: drop from_logits
block.trainable = False
head.add(layers.Softmax())
BOTH
COMPILE_BOTH

# something on top -> doesn't compute `features` first and then the new head
block.trainable = False
model = keras.Sequential([block, head, layers.Softmax()])
COMPILE_BOTH

# the whole model frozen -> Part of the new head is frozen: dense\w*, dense\w*
BOTH
model.trainable = False
COMPILE_BOTH

# part of the head frozen -> Part of the new head is frozen: dense\w*
block.trainable = head.layers[0].trainable = False
BOTH
COMPILE_BOTH

# another head -> doesn't contain your new head
block.trainable = False
model = keras.Sequential([block, keras.models.clone_model(head)])
COMPILE_BOTH

# another block -> doesn't contain your `features`
block.trainable = False
model = keras.Sequential([keras.models.clone_model(block), head])
COMPILE_BOTH

# not a model -> `model` should be a Keras model, but it's a list
model = [block, head]

# frozen before it's put together
block.trainable = False
BOTH
COMPILE_BOTH

# frozen before it's compiled
BOTH
block.trainable = False
COMPILE_BOTH

# frozen before the first fit
BOTH
COMPILE_BOTH
block.trainable = False

# flattened
block.trainable = False
model = keras.Sequential([*block.layers, *head.layers])
COMPILE_BOTH

# functional
block.trainable = False
model = keras.Model(block.inputs, head(block.outputs[0]))
COMPILE_BOTH

# probabilities and their loss, another optimizer
block.trainable = False
head.add(layers.Softmax())
BOTH
model.compile("sgd", "sparse_categorical_crossentropy")

# frozen after a fit, compiled again
BOTH
COMPILE_BOTH
model.fit(images, labels, verbose=0)
block.trainable = False
COMPILE_BOTH
"""

# Lesson 05: the next `fit` should tune `block`, but not its BatchNormalization.
ANSWERS["opened"] = r"""
# BatchNormalization trains -> BatchNormalization layers of the block would train - freeze them
BOTH
COMPILE_SOFTLY

# a high rate -> learning rate is 0.001: use a low one
FREEZE_NORM
BOTH
COMPILE_BOTH

# no rate -> learning rate is 0: use a low one
FREEZE_NORM
BOTH
model.compile(keras.optimizers.Adam(0.0), loss)

# not compiled -> isn't compiled yet
FREEZE_NORM
BOTH

# another loss -> No softmax at the end: .* the loss from_logits
FREEZE_NORM
BOTH
model.compile(keras.optimizers.Adam(1e-4), "sparse_categorical_crossentropy")

# all of the block frozen -> all convolutions of the block should train
block.trainable = False
BOTH
COMPILE_SOFTLY

# the head frozen -> The head and all convolutions of the block should train
FREEZE_NORM
head.trainable = False
BOTH
COMPILE_SOFTLY

# opened after a fit -> compile again, or `fit` ignores
block.trainable = False
BOTH
COMPILE_SOFTLY
model.fit(images, labels, verbose=0)
block.trainable = True
FREEZE_NORM

# the head alone -> `tail` should contain `top_block` and `head`
model = head

# BatchNormalization frozen
FREEZE_NORM
BOTH
COMPILE_SOFTLY

# BatchNormalization frozen before the first fit
BOTH
COMPILE_SOFTLY
FREEZE_NORM

# closed, opened, BatchNormalization closed again
block.trainable = False
block.trainable = True
FREEZE_NORM
BOTH
COMPILE_SOFTLY

# flattened
FREEZE_NORM
model = keras.Sequential([*block.layers, *head.layers])
COMPILE_SOFTLY

# another optimizer at 0.0003
FREEZE_NORM
BOTH
model.compile(keras.optimizers.SGD(3e-4, momentum=0.9), loss)
"""


def rows():
    """(step, code, cause) of every block above. The cause is "" for a right answer."""
    for step, table in ANSWERS.items():
        for block in table.strip().split("\n\n"):
            title, _, code = block.partition("\n")
            what, _, cause = title.removeprefix("# ").partition(" -> ")
            code = "\n".join(LINES.get(line, line) for line in code.splitlines())
            yield pytest.param(step, code, cause, id=f"{step}: {what}")


class Listening(dict):
    """Hints that remember which of them were said."""

    def __getitem__(self, key):
        said.add(key)
        return super().__getitem__(key)


@pytest.fixture(autouse=True)
def listening(request, monkeypatch):
    ran.add(request.node.name)
    monkeypatch.setitem(checks.REPLIES, "hints", Listening(HINTS))


@pytest.fixture(scope="module")
def task():
    """What lesson 02's cells need, small: images, builders, and 0-4 and 5-9 set apart."""
    patterns = np.random.default_rng(0).uniform(40, 215, (10, 12, 12, 1))

    def draw(count, seed):
        rng = np.random.default_rng(seed)
        y = rng.permutation(np.arange(count) % 10).astype("uint8")
        return (patterns[y] + rng.normal(0, 65, (count, 12, 12, 1))).clip(0, 255).astype("uint8"), y

    def halves(x, y):
        return (x[y < 5], y[y < 5]), (x[y > 4], y[y > 4] - 5)

    def build_features():
        return keras.Sequential([
            keras.Input((12, 12, 1)), layers.Rescaling(1 / 255),
            layers.Conv2D(8, 3, activation="relu"), layers.Conv2D(8, 3, activation="relu"),
            layers.MaxPooling2D(2),
        ])  # fmt: skip

    def build_head():
        return keras.Sequential([
            keras.Input((4, 4, 8)), layers.Dropout(0.1), layers.Flatten(),
            layers.Dense(64, activation="relu"), layers.Dropout(0.1),
            layers.Dense(5, activation="softmax"),
        ])  # fmt: skip

    x_train, y_train = draw(1200, 1)
    (x_source, y_source), (x_target, y_target) = halves(x_train, y_train)
    x_val, y_val = draw(250, 2)
    source_val, target_val = halves(x_val, y_val)
    return {
        "mnist": SimpleNamespace(
            x_train=np.concatenate([x_train, x_val]), y_train=np.append(y_train, y_val)
        ),
        "x_train": x_train, "y_train": y_train,
        "x_source": x_source, "y_source": y_source, "source_val": source_val,
        "x_target": x_target, "y_target": y_target, "target_val": target_val,
        "test_0_4": halves(*draw(100, 3))[0], "test_5_9": halves(*draw(100, 3))[1],
        "build_features": build_features, "build_head": build_head,
        "harder_by": np.array([3.0, 2.0, 2.5, 3.5]),
        "gains_more_by": np.array([3.0, 2.0, -0.5, 3.5]),
        "is_source": y_train <= 4,
        "keras": keras, "layers": layers, "np": np,
        "checks": checks, "experiments": experiments, "training": training,
    }  # fmt: skip


@pytest.fixture(scope="module")
def trained(task):
    """Weights of features, head and new head, of lesson 02's own answers."""
    space = dict(task)
    keras.utils.set_random_seed(3)
    for step in range(1, 8):
        solution = next(x for x in lesson_code.code_cells("02") if x.startswith(f"# Step {step}:"))
        if step == 6:
            exec("change = training.largest_change(transfer_model, before)", space)
        assert run(solution, space).passed, solution
    return [space[name].get_weights() for name in ("features", "head", "new_head")]


@pytest.fixture
def prepared(task, request):
    """A function from a step to the names that the lesson has defined before it."""

    def names(step):
        lesson, _, part = step.partition(" ")
        if lesson == "00":
            return exercise(part)
        if lesson != "02":
            return block_and_head()
        number = int(part[-1])
        return after_training(number) if 3 <= number <= 7 else dict(task)

    def after_training(number):
        weights = request.getfixturevalue("trained")
        features, head = task["build_features"](), task["build_head"]()
        features.set_weights(weights[0])
        head.set_weights(weights[1])
        space = task | {"features": features, "head": head}
        space["trained"] = training.copy_weights(features)
        if number == 3:
            return space | {"model": keras.Sequential([features, head])}
        features.trainable = False
        if number > 4:
            new_head = task["build_head"]()
            transfer_model = keras.Sequential([features, new_head])
            space |= {"new_head": new_head, "transfer_model": transfer_model}
            space["before"] = training.copy_weights(transfer_model)
            if number > 5:
                new_head.set_weights(weights[2])
                space["change"] = training.largest_change(transfer_model, space["before"])
        return space

    return names


def block_and_head():
    """A block of a convolution and BatchNormalization, a head that ends in logits, and images."""
    block = keras.Sequential(
        [keras.Input((4, 4, 2)), layers.Conv2D(3, 1), layers.BatchNormalization(), layers.Flatten()]
    )
    head = keras.Sequential([keras.Input((48,)), layers.Dense(4), layers.Dense(5)])
    images = np.random.default_rng(0).normal(size=(32, 4, 4, 2)).astype("float32")
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    return {
        "keras": keras, "layers": layers, "block": block, "head": head, "images": images,
        "labels": np.arange(32) % 5, "loss": loss, "checks": checks,
    }  # fmt: skip


def exercise(part):
    """Names of lesson 00 before an exercise."""
    space = vars(lesson_code.functions("00")) | {"checks": checks, "training": training}
    exec(next(x for x in lesson_code.code_cells("00") if x.startswith("rng =")), space)
    if part == "Exercise 2":
        answer = LINES["FREEZE"] + '\nmine.compile("sgd", "sparse_categorical_crossentropy")'
        exec(lesson_code.with_answer("00", "Exercise 1", answer), space)
    return space


def cell(step, answer):
    """The lesson's cell with an answer, and its check at the end."""
    lesson, _, part = step.partition(" ")
    if part:
        return lesson_code.with_answer(lesson, part, answer)
    return f"{answer}\nchecks.{step}(model, block, head, images, labels)"


def run(cell, space):
    """Run a cell as Jupyter does, and give the value of its last line."""
    *body, last = ast.parse(cell).body
    exec(compile(ast.Module(body, []), "cell", "exec"), space)
    return eval(compile(ast.Expression(last.value), "cell", "eval"), space)


@pytest.mark.parametrize("step, code, cause", [*rows()])
def test_answer(step, code, cause, prepared, monkeypatch):
    monkeypatch.setattr(probes, "UPDATES", 30)  # enough for these easy patterns
    result = run(cell(step, code), prepared(step))
    if cause:
        hints(result, cause)
    else:
        assert result.passed and repr(result).startswith("✔ Correct"), result


def hints(result, cause):
    """A hint names the cause in one sentence or two, in the course's own words."""
    assert not result.passed and re.search(cause, result.message), result
    assert repr(result) == f"✘ {result.message}"
    assert len(re.findall(r"[.?!](?= |$)", result.message)) <= 2, result.message
    assert not re.search(r"\n|Error|Traceback|<|KerasTensor|tf\.", result.message), result.message


def test_the_tables_are_as_long_as_they_should_be():
    causes = [row.values[2] for row in rows()]
    assert sum(map(bool, causes)) >= 45 and causes.count("") >= 30


@pytest.mark.parametrize("step", [step for step in ANSWERS if " " in step])
def test_waiting_for_an_answer(step, prepared):
    """A check that's handed `...` says so in one line. (In Jupyter the cell doesn't even run.)"""
    lesson, _, part = step.partition(" ")
    source = next(x for x in lesson_code.code_cells(lesson) if x.startswith(f"# {part}:"))
    tree = ast.parse(make_notebooks.unanswered(source))
    names = re.findall(r"^(\w+) = \.\.\.", ast.unparse(tree), re.MULTILINE)
    if names:
        with pytest.raises(NotAnswered, match=r"^Not answered yet: fill in the `...` above"):
            run(ast.unparse(tree), prepared(step))


def test_a_copy_of_what_was_learned_that_came_too_early(prepared):
    answer = "\n".join(LINES[name] for name in ("MODEL", "LEARN"))
    copy = "trained = training.copy_weights(features)\n"
    source = cell("02 Step 2", answer)
    assert source.count("\n" + copy) == 1
    source = source.replace("\n" + copy, "\n").replace("model =", copy + "model =", 1)
    hints(run(source, prepared("02 Step 2")), "`trained` was copied too early: train above it")


def test_a_learners_own_error_stays_theirs(prepared):
    code = "new_head = build_head()\ntransfer_model = keras.Sequential([new_head, features])"
    with pytest.raises(ValueError, match="incompatible"):
        run(cell("02 Step 4", code), prepared("02 Step 4"))


def test_anything_at_all_gets_a_hint(task):
    for junk in (None, 5, "text", [], np.zeros(3), keras.Model, keras.Sequential()):
        for result in (
            checks.guess(junk, 5), checks.slips(junk), checks.choice("00-1", junk),
            checks.frozen(junk, junk, {}), checks.moved(junk, block_and_head()["head"], {}),
            checks.arms(junk, junk, junk, junk, {}), checks.split(*[junk] * 6),
            checks.trains_exactly(junk, ["dense"], junk, junk),
        ):  # fmt: skip
            assert not result.passed or (junk == 5 and result.check == "guess"), (junk, result)
            hints(result, ".") if not result.passed else None


@pytest.mark.parametrize(
    "answer, actual, cause",
    [
        (645, 330, "^645 is too high.$"), (12, 330, "^12 is too low.$"),
        ("27,562", 330, "^27,562 is too high.$"), (0.5, 0.25, "0.5 is too high"),
        ("a few", 330, "Answer with a number"), ("perhaps", True, "Answer with True or False"),
        (False, True, "^It isn't False.$"), ("no", np.True_, "It isn't False"),
        ((53, 808), 53808, "without brackets or commas"),
        ("two", [True, True], "Answer with a list of 2, such as .True, True."),
        (True, [False, True, True], "a list of 3, such as .True, True, True."),
        ("[True, True, True]", [False, True, True], r"It isn't \[True, True, True\]"),
        ([True, True], [False, True], r"It isn't \[True, True\]"), (10, np.int64(30), "too low"),
    ],
)  # fmt: skip
def test_a_guess_that_is_off(answer, actual, cause):
    hints(checks.guess(answer, actual), cause)


@pytest.mark.parametrize(
    "answer, actual",
    [
        (53808, 53808), ("53,808", 53808), ("53 808", 53808), ("53_808", 53808), (330.0, 330),
        ("330", 330), (" 330.0 ", 330), (np.int64(330), 330), (330, np.int64(330)), (True, True),
        ("5.38e4", 53800), ("true", True), ("True", np.True_), ("No", False), (np.True_, True),
        ([False, True], [False, True]), ((False, True), [False, True]),
        ("[False, True]", [False, True]), ("False, true", [False, True]),
        (["False", True], [False, True]), ([0, 1, 1], [False, True, True]),
        ([1, 2], [1, 2]), ("1, 0", [True, False]),
    ],
)  # fmt: skip
def test_a_guess_that_is_right(answer, actual):
    assert checks.guess(answer, actual).passed


@pytest.mark.parametrize("answer", ["b", "B", "b)", " b ", "(b)", "b."])
def test_a_letter_may_be_written_in_any_way(answer):
    assert checks.choice("00-1", answer).passed


@pytest.mark.parametrize("answer", ["answer", "", "ab", "d", 2, True])
def test_what_is_no_letter(answer):
    hints(checks.choice("00-1", answer), 'Answer with one of the letters "a", "b", "c"')


QUESTIONS = [name for name, replies in checks.REPLIES.items() if "a" in replies]


def offered(question):
    """The letters that the lesson offers, in the text before the cell that asks `question`."""
    path = next(make_notebooks.SOLUTIONS.glob(f"{question[:2]}_*.ipynb"))
    cells = nbformat.read(path, 4).cells
    asked = [i for i, x in enumerate(cells) if f'checks.choice("{question}"' in x.source]
    assert len(asked) == 1, f"{path.name} asks {question} {len(asked)} times"
    return re.findall(r"^- \*\*(\w)\*\* ", cells[asked[0] - 1].source, re.MULTILINE)


@pytest.mark.parametrize("question", QUESTIONS)
def test_each_option_has_its_own_reply_and_one_is_right(question):
    letters = offered(question)
    results = {letter: checks.choice(question, letter) for letter in letters}
    assert sorted(letters) == sorted(k for k in checks.REPLIES[question] if len(k) == 1)
    assert [x for x in letters if results[x].passed] == [checks.REPLIES[question]["answer"]]
    assert len({result.message for result in results.values()}) == len(letters) >= 3
    for result in results.values():
        assert result.passed == result.message.startswith("Correct")


def test_every_question_asked_has_replies():
    for path in make_notebooks.SOLUTIONS.glob("*.ipynb"):
        asked = re.findall(r'checks\.choice\(\\?"([\w-]+)', path.read_text("utf-8"))
        assert set(asked) == {name for name in QUESTIONS if name.startswith(path.stem[:2])}


def test_slips_are_told_one_by_one():
    assert checks.slips({7, 8, 11, 15}).passed and checks.slips([15, 11, 8, 7]).passed
    some = checks.slips({7, 3, 40})
    assert not some.passed and some.message.startswith("1 of 4 slips found")
    lines = some.message.splitlines()[1:]
    assert [line.split(":")[0].strip() for line in lines] == ["line 3", "line 7", "line 40"]
    assert "not a slip" in lines[0] and "found" in lines[1] and "no such line" in lines[2]
    assert not checks.slips({7, 8, 11, 15, 2}).passed
    hints(checks.slips({"7"}), "line numbers as a set")
    with pytest.raises(NotAnswered):
        checks.slips(...)


def test_slips_are_in_the_lines_that_lesson_03_shows():
    path = next(make_notebooks.SOLUTIONS.glob("03_*.ipynb"))
    cells = nbformat.read(path, 4).cells
    listing = next(c.source for c in cells if c.cell_type == "markdown" and "```" in c.source)
    lines = dict(re.findall(r"^ ?(\d+)\s+(.+)$", listing.split("```")[1], re.MULTILINE))
    replies = checks.REPLIES["03-slips"]
    assert sorted(lines, key=int) == [key for key in replies if key != "answer"]
    for number, text in (
        (7, "trainable = False"), (8, "*head_layers"), (11, "fresh ="), (15, "test_source"),
    ):  # fmt: skip
        assert text in lines[str(number)] and replies[str(number)].startswith("found")
    assert "layer.trainable" not in lines["7"] and len(replies["answer"]) == 4


def test_results_can_be_read_by_a_machine():
    """What Jupyter writes into the notebook's file, for whoever collects it."""
    for result in (checks.guess(5, 5), checks.guess(6, 5), checks.choice("00-1", "a")):
        data, metadata = DisplayFormatter().format(result)
        assert data == {"text/plain": repr(result)}
        assert metadata == {"text/plain": {"check": result.check, "passed": result.passed}}
        assert type(result.passed) is bool


def hints_in_code():
    """(key, names of the values) of every hint that's written in the code of the checks."""
    place = {"expect": 1, "Hint": 0, "say": 0}  # which argument is the key
    for module in (checks, probes, checking):
        calls = (x for x in ast.walk(ast.parse(inspect.getsource(module))) if type(x) is ast.Call)
        for call in (x for x in calls if getattr(x.func, "id", None) in place):
            key, values = call.args[place[call.func.id]], {value.arg for value in call.keywords}
            if None not in values:  # but in `expect` and `Hint` themselves, which hand on **values
                for one in (key.body, key.orelse) if isinstance(key, ast.IfExp) else (key,):
                    yield ast.literal_eval(one), values


def test_each_hint_in_the_code_has_its_words_and_all_words_are_in_use():
    """A missing key or value would go unnoticed: `check` turns all errors into a hint."""
    written = list(hints_in_code())
    assert {key for key, _ in written} == set(HINTS)
    for key, values in written:
        fields = {field for _, field, _, _ in string.Formatter().parse(HINTS[key]) if field}
        assert {re.match(r"\w+", field)[0] for field in fields} == values, key
        assert HINTS[key] == " ".join(HINTS[key].split()), f"{key} has odd spaces"


def test_a_hint_without_words_is_an_error():
    with pytest.raises(KeyError, match="no_such_hint"):
        checks.expect(False, "no_such_hint")


def test_every_hint_is_said_to_someone():
    """The last test, since it asks what all others heard: some answer above provokes each hint."""
    count = 0
    for test in (value for name, value in globals().items() if name.startswith("test_")):
        marks = (mark for mark in getattr(test, "pytestmark", []) if mark.name == "parametrize")
        count += math.prod(len(mark.args[1]) for mark in marks)
    if len(ran) < count:
        pytest.skip(f"only {len(ran)} of the {count} tests of this file ran here")
    assert set(HINTS) - said == set()
