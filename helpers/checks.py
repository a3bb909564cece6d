"""Look at your answers: "Correct", or a hint that names what was seen, and never the answer.

Checks watch what happens: which weights the next `fit` will change, whether something has learned,
how a network scores on held-out images. How you wrote it doesn't matter. Where a check takes
`train`, `val`, `test` or the like, that's images and labels; `untrained`, `trained` and `before`
are weights as `training.copy_weights` gives them.
"""

import re
from collections import Counter

import keras
import numpy as np

from helpers.internal import probes
from helpers.internal.checking import REPLIES, Hint, Result, check, expect
from helpers.internal.inference import layers_of
from helpers.internal.probes import CHANCE, LEARNED, Labelled
from helpers.internal.rule import real_difference, standard_error

Weights = dict[str, list[np.ndarray]]


@check
def guess(answer, actual) -> None:
    """A prediction beside what was measured: a number, True or False, a list, a name.

    A number may come as 53808, 53808.0, "53,808" or "53 808".
    """
    if isinstance(actual, list):
        words = answer if isinstance(answer, tuple | list) else re.findall(r"\w+", str(answer))
        given = [{"true": True, "false": False}.get(str(x).lower(), x) for x in words]
        a_list = len(given) == len(actual) and set(map(type, given)) == set(map(type, actual))
        expect(a_list, f"Answer with a list of {len(actual)}, such as {[True] * len(actual)}.")
        return expect(given == actual, f"It isn't {given}.")
    yes_or_no = isinstance(actual, bool | np.bool_)
    if isinstance(answer, str):
        words = {"true": True, "yes": True, "false": False, "no": False}
        text = answer.strip().lower()
        digits = text.translate(str.maketrans("", "", ",_ "))
        try:
            answer = words[text] if text in words else float(digits)
        except ValueError as error:
            raise Hint(f"Answer with {'True or False' if yes_or_no else 'a number'}.") from error
    one = not isinstance(answer, tuple | list)
    expect(one, "Answer with one value, without brackets or commas: write 1_000 for 1,000.")
    if yes_or_no:
        return expect(answer == actual, f"It isn't {answer}.")
    way = "high" if float(answer) > actual else "low"
    expect(float(answer) == actual, f"{float(answer):,.10g} is too {way}.")


@check
def by_the_rule(answer: str, lead: np.ndarray, if_positive: str, if_negative: str) -> None:
    """Whether `answer` is what the rule of a real difference says of `lead`, one value per seed.

    It's `if_positive` if the lead is really positive, `if_negative` if it's really negative, and
    "can't tell" if neither.
    """
    side = if_positive if lead.mean() > 0 else if_negative
    actual = side if real_difference(lead) else "can't tell"
    options, mean = (if_positive, if_negative, "can't tell"), f"The mean is {lead.mean():+.1f}"
    given = str(answer).lower().translate(str.maketrans("’–", "'-", " "))
    given = "can't tell" if given in ("can'ttell", "cannottell") else given
    expect(given in options, 'Answer "{}", "{}" or "{}", in quotes.'.format(*options))
    expect(given in (side, "can't tell"), f"{mean}: which way round was the difference taken?")
    expect(
        given == actual,
        f"{(lead > 0).sum()} of {len(lead)} seeds are above 0. {mean}, and its standard error "
        f"{standard_error(lead):.1f}: what does the rule say?",
    )


@check
def choice(question: str, answer: str) -> Result:
    """A multiple-choice question: `answer` is the letter of an option. Each has its own reply."""
    replies, letter = REPLIES[question], str(answer).strip().lower().strip("().")
    letters = ", ".join(f'"{key}"' for key in replies if len(key) == 1)
    if letter not in replies or len(letter) != 1:
        return Result(question, False, f"Answer with one of the letters {letters}.")
    return Result(question, letter == replies["answer"], replies[letter])


@check
def slips(lines: set[int]) -> Result:
    """What each line of lesson 03's listing does, and whether it's one of the slips."""
    numbers = all(isinstance(line, int) for line in lines)
    expect(numbers, "Write the line numbers as a set, such as {1, 2}.")
    replies, answer = REPLIES["03-slips"], set(REPLIES["03-slips"]["answer"])
    text = [f"{len(answer & set(lines))} of {len(answer)} slips found"]
    for n in sorted(set(lines)):
        text.append(f"line {n}: {replies.get(str(n), 'there is no such line')}")
    return Result("slips", set(lines) == answer, "\n  ".join(text))


@check
def trains_exactly(
    mine: keras.Model, names: list[str], images: np.ndarray, labels: np.ndarray,
    before: Weights | None = None,
) -> None:  # fmt: skip
    """Whether the next `fit` on these images and labels trains these layers and no others.

    With `before`, the model must still have those weights.
    """
    missing = set(names) - {layer.name for layer in layers_of(mine)}
    expect(not missing, f"`mine` has no layer `{min(missing, default='')}`: don't rebuild it.")
    for layer in (x for x in layers_of(mine) if x.weights):
        name, trains = f"`{layer.name}`", probes.trains(mine, layer) != "none"
        if before:
            same = not _changed(layer, before[layer.name])
            expect(same, f"{name} has changed since `before`: a new network, or trained again?")
        if layer.name in names and not trains:
            expect(mine.trainable, "Nothing trains: `trainable` of the whole model is False.")
            raise Hint(f"{name} of `mine` is frozen, but it should train.")
        expect(not trains or layer.name in names, f"{name} of `mine` is still trainable.")
    _expect_compiled(mine, images, labels)


def _changed(part: keras.layers.Layer | keras.Model, before: Weights | list) -> bool:
    """Whether a layer, or any layer of a model, has other weights than before, or is new."""
    if isinstance(part, keras.Model):
        return not part.weights or any(_changed(x, before.get(x.name, [])) for x in layers_of(part))
    now = part.get_weights()
    return len(now) != len(before) or not all(map(np.array_equal, now, before))


def _expect_compiled(model: keras.Model, images: np.ndarray, labels: np.ndarray) -> None:
    """That the next `fit` changes what's trainable now, with a loss for these labels."""
    expect(model.compiled, "The right layers would train, but the model isn't compiled yet.")
    probes.expect_updates(model)
    probes.expect_loss_fits(model, images, labels)


@check
def split(x_source, y_source, x_target, y_target, x_all, y_all) -> None:
    """Whether the digits are split into the source task 0-4 and the target task 5-9."""
    for task, x, y, where in (
        ("source", x_source, y_source, y_all < 5), ("target", x_target, y_target, y_all >= 5)
    ):  # fmt: skip
        xs, ys = f"`x_{task}`", f"`y_{task}`"
        for name, values in ((xs, x), (ys, y)):
            kind = type(values).__name__
            expect(isinstance(values, np.ndarray), f"{name} is a {kind}, not a NumPy array.")
        paired = y.ndim == 1 and len(x) == len(y)
        expect(paired, f"{ys} has the shape {y.shape}, but {len(x):,} images need an integer each.")
        expect(x.max() > 1, f"{xs} runs from 0 to {x.max():g}: keep 0-255. The network rescales.")
        swapped = np.array_equal(x, x_all[~where])
        expect(not swapped, f"{xs} holds the other five digits: are source and target swapped?")
        whole = _pairs(x, 0 * y) == _pairs(x_all[where], 0 * y_all[where])
        expect(whole, f"{xs} doesn't hold exactly the digits of its task.")
        wraps = " (uint8 has no negative numbers)" if y.max() > 9 else ""
        found = f"{ys} goes from {y.min()} to {y.max()}{wraps}"
        expect(0 <= y.min() <= y.max() <= 4, f"{found}, but the outputs are 0-4.")
        matched = _pairs(x, y) == _pairs(x_all[where], y_all[where] % 5)
        expect(matched, f"{ys} doesn't match these images: select both in the same way.")


def _pairs(images: np.ndarray, labels: np.ndarray) -> Counter:
    """Images with their labels, in whatever order and number format."""
    return Counter(zip(map(bytes, images.astype("uint8")), labels.astype(int), strict=True))


@check
def source_trained(
    model: keras.Model, features: keras.Model, head: keras.Model,
    untrained: Weights, trained: Weights,
    train: Labelled, val: Labelled, other_val: Labelled, test: Labelled,
) -> None:  # fmt: skip
    """Whether `model` taught this `features` and this `head` the source task."""
    for name, part in (("features", features), ("head", head)):
        inside = probes.holds(model, part)
        expect(inside, f"`model` uses another copy: your `{name}` isn't in it.")
    if not _changed(features, untrained):
        probes.expect_rate(model)
        raise Hint("`features` hasn't changed since you built it: did it train? Was it frozen?")
    expect(not _changed(features, trained), "`trained` was copied too early: train above it.")
    expect(head.trainable_variables, "`head` is frozen, so it can't have learned anything.")
    _expect_learned(model, [features, head], ("0-4", "5-9"), train, val, other_val, test)


def _expect_learned(
    model: keras.Model, parts: list[keras.Model], tasks: tuple[str, str],
    train: Labelled, val: Labelled, other_val: Labelled, test: Labelled,
) -> None:  # fmt: skip
    """That `model`, which is `parts` one after the other, learned the first of two tasks."""
    probes.expect_logits_fit(model, *val)
    probes.expect_enough_updates(model)
    here, other = probes.score(parts, val), probes.score(parts, other_val)
    seen = f"It gets {here:.0%} of held-out {tasks[0]} right"
    wrong_task = here < CHANCE < other
    expect(not wrong_task, f"{seen}, but {other:.0%} of {tasks[1]}: it learned the wrong task.")
    both = f"{seen}, and {other:.0%} of {tasks[1]}: it should know only its own task."
    expect(other < LEARNED, both)
    cause = "check the images, labels, last layer, learning rate and number of updates"
    expect(here >= LEARNED, f"{seen}, which is too few: {cause}.")
    losses = probes.log_losses(model, train)
    for name, held_out in (("validation", val), ("test", test)):
        better = probes.knows_better(probes.log_losses(model, held_out), losses)
        expect(not better, f"It's better on {name} than on training images: did you swap them?")
    probes.expect_metric_counts(model, val)


def _expect_unchanged(features: keras.Model, trained: Weights) -> None:
    expect(
        not _changed(features, trained),
        "`features` has changed since step 2: did you build it again, add to "
        "it, or train it further? Rerun every cell from step 2.",
    )


@check
def frozen(features: keras.Model, head: keras.Model, trained: Weights) -> None:
    """Whether the features that learned the source task are frozen."""
    _expect_unchanged(features, trained)
    names = ", ".join(x.name for x in layers_of(features) if x.trainable_variables)
    mixed_up = names and not head.trainable
    expect(not mixed_up, "`head` is frozen, but `features` isn't. Which do you want to reuse?")
    opened = names and not features.trainable
    expect(not opened, f"`features` is frozen, but {names} isn't: freeze it, too.")
    expect(
        not names,
        f"`features` is still trainable ({names}). If you've set that, check the spelling of "
        "`trainable`, and the value: no quotes, no comma.",
    )


@check
def new_head(
    new_head: keras.Model, transfer_model: keras.Model, features: keras.Model, head: keras.Model,
    trained: Weights, images: np.ndarray,
) -> None:  # fmt: skip
    """Whether images go through the learned features, frozen, and a head that's new."""
    _expect_unchanged(features, trained)
    _expect_new(new_head, head)
    _expect_parts(transfer_model, features, new_head, images)


def _expect_new(new: keras.Model, old: keras.Model) -> None:
    shared = probes.ids(new.weights) & probes.ids(old.weights)
    expect(not shared, "The new head shares its weights with the old head: build a new one.")
    shape = str(new.output_shape[1:])
    outputs = f"The new head's output has shape {shape}: how many classes are there?"
    expect(new.output_shape == old.output_shape, outputs)
    copied = all(map(np.array_equal, new.get_weights(), old.get_weights()))
    expect(not copied, "The new head starts with the old head's weights, which give wrong answers.")


def _expect_parts(
    model: keras.Model, features: keras.Model, head: keras.Model, images: np.ndarray
) -> None:
    """That `model` is features, frozen, and then head, all of which trains."""
    found = probes.holds(model, features)
    expect(found, "The model doesn't contain your `features`: was one of them built again?")
    expect(probes.holds(model, head), "The model doesn't contain your new head.")
    same = probes.same_outputs(model, [features, head], images[:64])
    expect(same, "The model doesn't compute `features` first and then the new head.")
    still = probes.trains(model, features) != "none"
    expect(not still, "`features` is still trainable - freeze it, then compile.")
    names = [x.name for x in layers_of(head) if x.weights and not x.trainable]
    expect(not names, f"Part of the new head is frozen: {', '.join(names)}.")
    expect(probes.trains(model, head) == "all", "Nothing would train: the whole model is frozen.")


@check
def target_trained(
    transfer_model: keras.Model, features: keras.Model, new_head: keras.Model,
    trained: Weights, before: Weights,
    train: Labelled, val: Labelled, other_val: Labelled, test: Labelled,
) -> None:  # fmt: skip
    """Whether the new head alone learned the target task, and from its training images."""
    expect(
        not _changed(features, trained),
        "`features` has changed since step 2: did you train `model`, build `features` again, or "
        "fit before you froze it? Rerun every cell from step 2.",
    )
    model = transfer_model
    _expect_parts(model, features, new_head, test[0])
    if not _changed(new_head, before):
        probes.expect_rate(model)
        raise Hint("`new_head` hasn't moved since `before`: did `transfer_model` train after that?")
    _expect_learned(model, [model], ("5-9", "0-4"), train, val, other_val, test)


@check
def moved(answer, model: keras.Model, before: Weights) -> None:
    """Whether `answer` names exactly the layers with other weights than `before`."""
    names = {answer} if isinstance(answer, str) else {getattr(x, "name", x) for x in answer}
    actual = {x.name for x in layers_of(model) if x.weights and _changed(x, before[x.name])}
    for name in sorted(names - actual, key=str):
        expect(name in before, f"No layer with weights is called {name!r}: look into `change`.")
        raise Hint(f"`{name}` hasn't moved: its largest change is exactly 0.0.")
    more = len(actual - names)
    expect(not more, f"{more} more moved: which changes of the whole model are above 0?")


@check
def arms(transfer, random, scratch, features: keras.Model, trained: Weights) -> None:
    """Whether the three arms start from what their names say."""
    _expect_unchanged(features, trained)
    for name, arm in (("transfer", transfer), ("random", random), ("scratch", scratch)):
        an_arm = hasattr(arm, "frozen") and not isinstance(arm, type)
        expect(an_arm, f"`{name}_arm` isn't an `experiments.Arm(...)`: check brackets and commas.")
        leave = f"out of the {name} arm: then each seed draws its own"
        expect(arm.head is None, f"Leave `head` {leave}.")
        expect(name == "transfer" or arm.features is None, f"Leave `features` {leave}.")
        expect(arm.frozen in (True, False), f"`frozen` of the {name} arm should be True or False.")
    a_list = isinstance(transfer.features, list | tuple | None)
    expect(a_list, "The transfer arm needs the list of weights that `get_weights()` returns.")
    start, weights = transfer.features or [], features.get_weights()
    same = len(start) == len(weights) and all(map(np.array_equal, start, weights))
    expect(same, "The transfer arm should start from the weights of your trained `features`.")
    expect(transfer.frozen, "The transfer arm's features should stay frozen, as in step 5.")
    expect(random.frozen, "The random arm's features should stay frozen, too.")
    expect(not scratch.frozen, "From scratch, the features train as well.")


@check
def ready_to_fit(
    model: keras.Model, features: keras.Model, head: keras.Model,
    images: np.ndarray, labels: np.ndarray, old_head: keras.Model | None = None,
) -> None:  # fmt: skip
    """Whether the next `fit` on these images and labels trains the head on frozen features."""
    if old_head is not None:
        _expect_new(head, old_head)
    _expect_parts(model, features, head, images)
    _expect_compiled(model, images[:8], labels[:8])


@check
def opened(
    tail: keras.Model, block: keras.Model, head: keras.Model, inputs: np.ndarray, labels: np.ndarray
) -> None:
    """Whether the next `fit` tunes a block at a low rate, with its BatchNormalization frozen."""
    inside = probes.holds(tail, block) and probes.holds(tail, head)
    expect(inside, "`tail` should contain `top_block` and `head`.")
    norms = [x for x in layers_of(block) if isinstance(x, keras.layers.BatchNormalization)]
    others = [x for x in layers_of(block) if x.weights and x not in norms]
    all_train = all(probes.trains(tail, part) == "all" for part in (head, *others))
    expect(all_train, "The head and all convolutions of the block should train, but some don't.")
    still = any(layer.trainable for layer in norms)
    expect(not still, "BatchNormalization layers of the block would train - freeze them.")
    rate = float(tail.optimizer.learning_rate) if tail.compiled else 1e-4
    expect(0 < rate < 4e-4, f"The learning rate is {rate:g}: use a low one, such as 1e-4.")
    _expect_compiled(tail, inputs[:8], labels[:8])
