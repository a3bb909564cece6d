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
from keras import Model

from helpers.internal import probes
from helpers.internal.checking import REPLIES, Hint, Result, check, expect, say
from helpers.internal.inference import layers_of
from helpers.internal.probes import CHANCE, LEARNED, Labelled
from helpers.internal.rule import real_difference, standard_error

Weights = dict[str, list[np.ndarray]]
YES_OR_NO = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}


@check
def guess(answer, actual) -> None:
    """A prediction beside what was measured: a number, True or False, a list, a name.

    A number may come as 53808, 53808.0, "53,808" or "53 808".
    """
    if isinstance(actual, list):
        words = answer if isinstance(answer, tuple | list) else re.findall(r"\w+", str(answer))
        known = YES_OR_NO if isinstance(actual[0], bool | np.bool_) else {}
        given = [known.get(str(x).lower(), x) for x in words]
        a_list = len(given) == len(actual) and set(map(type, given)) == set(map(type, actual))
        expect(a_list, "not_such_a_list", count=len(actual), example=[True] * len(actual))
        return expect(given == actual, "another_answer", answer=given)
    yes_or_no = isinstance(actual, bool | np.bool_)
    if isinstance(answer, str):
        text = re.sub(r"[,_\s]", "", answer.lower())
        try:
            answer = YES_OR_NO[text] if text in YES_OR_NO else float(text)
        except ValueError as error:
            raise Hint("not_true_or_false" if yes_or_no else "not_a_number") from error
    expect(not isinstance(answer, tuple | list), "several_values")
    if yes_or_no:
        return expect(answer == actual, "another_answer", answer=answer)
    number = float(answer)
    expect(number == actual, "too_high" if number > actual else "too_low", answer=number)


@check
def by_the_rule(answer: str, lead: np.ndarray, if_positive: str, if_negative: str) -> None:
    """Whether `answer` is what the rule of a real difference says of `lead`, one value per seed.

    That's `if_positive`, `if_negative`, or "can't tell" if the lead isn't really either.
    """
    mean, error = lead.mean(), standard_error(lead)
    side = if_positive if mean > 0 else if_negative
    actual = side if real_difference(lead) else "can't tell"
    options = (if_positive, if_negative, "can't tell")
    given = str(answer).lower().translate(str.maketrans("’–", "'-", " "))
    given = "can't tell" if given in ("can'ttell", "cannottell") else given
    expect(given in options, "not_an_option", options=options)
    expect(given in (side, "can't tell") or actual != side, "other_sign", mean=mean)
    above, seeds = (lead > 0).sum(), len(lead)
    expect(given == actual, "not_by_the_rule", above=above, seeds=seeds, mean=mean, error=error)


@check
def choice(question: str, answer: str) -> Result:
    """A multiple-choice question: `answer` is the letter of an option. Each has its own reply."""
    replies, letter = REPLIES[question], str(answer).strip().lower().strip("().")
    letters = ", ".join(f'"{key}"' for key in replies if len(key) == 1)
    if letter not in replies or len(letter) != 1:
        return Result(question, False, say("not_a_letter", letters=letters))
    return Result(question, letter == replies["answer"], replies[letter])


@check
def slips(lines: set[int]) -> Result:
    """What each line of lesson 03's listing does, and whether it's one of the slips."""
    expect(all(isinstance(line, int) for line in lines), "not_line_numbers")
    replies, answer = REPLIES["03-slips"], set(REPLIES["03-slips"]["answer"])
    text = [say("slips_found", found=len(answer & set(lines)), slips=len(answer))]
    for n in sorted(set(lines)):
        text.append(say("line_reply", line=n, reply=replies.get(str(n), say("no_such_line"))))
    return Result("slips", set(lines) == answer, "\n  ".join(text))


@check
def trains_exactly(
    mine: Model, names: list[str], images: np.ndarray, labels: np.ndarray,
    before: Weights | None = None,
) -> None:  # fmt: skip
    """Whether the next `fit` on these images and labels trains these layers and no others.

    With `before`, the model must still have those weights.
    """
    missing = set(names) - {layer.name for layer in layers_of(mine)}
    expect(not missing, "layer_missing", name=min(missing, default=""))
    for layer in (x for x in layers_of(mine) if x.weights):
        name, trains = layer.name, probes.trains(mine, layer) != "none"
        if before:
            expect(not _changed(layer, before[name]), "layer_changed", name=name)
        if name in names:
            expect(trains or mine.trainable, "whole_model_not_trainable")
            expect(trains, "layer_frozen", name=name)
        else:
            expect(not trains, "layer_trainable", name=name)
    _expect_compiled(mine, images, labels)


def _changed(part: keras.layers.Layer | Model, before: Weights | list) -> bool:
    """Whether a layer, or any layer of a model, has other weights than before, or is new."""
    if isinstance(part, Model):
        return not part.weights or any(_changed(x, before.get(x.name, [])) for x in layers_of(part))
    now = part.get_weights()
    return len(now) != len(before) or not all(map(np.array_equal, now, before))


def _expect_compiled(model: Model, images: np.ndarray, labels: np.ndarray) -> None:
    """That the next `fit` changes what's trainable now, with a loss for these labels."""
    expect(model.compiled, "not_compiled")
    probes.expect_updates(model)
    probes.expect_loss_fits(model, images, labels)


@check
def split(x_source, y_source, x_target, y_target, x_all, y_all) -> None:
    """Whether the digits are split into the source task 0-4 and the target task 5-9."""
    for task, x, y, where in (
        ("source", x_source, y_source, y_all < 5), ("target", x_target, y_target, y_all >= 5)
    ):  # fmt: skip
        for name, given in ((f"x_{task}", x), (f"y_{task}", y)):
            expect(isinstance(given, np.ndarray), "not_an_array", name=name, kind=type(given))
        expect(x.shape[1:] == x_all.shape[1:], "other_shape", task=task, shape=x.shape[1:])
        one_each = y.ndim == 1 and len(x) == len(y)
        expect(one_each, "not_one_label_each", task=task, shape=y.shape, images=len(x))
        expect(x.max() > 1, "pixels_divided", task=task, most=x.max())
        expect(not np.array_equal(x, x_all[~where]), "other_five_digits", task=task)
        right_x, right_y = x_all[where], y_all[where] % 5
        same_images = _pairs(x, 0 * y) == _pairs(right_x, 0 * right_y)
        expect(same_images, "not_its_digits", task=task, count=len(right_x), given=len(x))
        low, high = y.min(), y.max()
        expect(high <= 9, "labels_below_0_wrapped", task=task, low=low, high=high)
        expect(0 <= low <= high <= 4, "labels_not_0_to_4", task=task, low=low, high=high)
        expect(_pairs(x, y) == _pairs(right_x, right_y), "labels_of_other_images", task=task)


def _pairs(images: np.ndarray, labels: np.ndarray) -> Counter:
    """Images with their labels, in whatever order and number format."""
    return Counter(zip(map(bytes, images.astype("uint8")), labels.astype(int), strict=True))


@check
def source_trained(
    model: Model, features: Model, head: Model, untrained: Weights, trained: Weights,
    *sets: Labelled,
) -> None:  # fmt: skip
    """Whether `model` taught this `features` and this `head` the source task.

    sets: to train, to validate, to validate the other task, and to test.
    """
    for name, part in (("features", features), ("head", head)):
        expect(probes.holds(model, part), "another_copy", name=name)
    if not _changed(features, untrained):
        probes.expect_rate(model)
        raise Hint("features_never_trained")
    expect(not _changed(features, trained), "copied_too_early")
    expect(head.trainable_variables, "head_never_trained")
    _expect_learned(model, [features, head], ("0-4", "5-9"), *sets)


def _expect_learned(
    model: Model, parts: list[Model], tasks: tuple[str, str], train, val, other_val, test
) -> None:
    """That `model`, which is `parts` one after the other, learned the first of two tasks."""
    probes.expect_logits_fit(model, *val)
    probes.expect_enough_updates(model)
    here, other = probes.score(parts, val), probes.score(parts, other_val)
    expect(not here < CHANCE < other, "wrong_task", here=here, other=other, tasks=tasks)
    expect(other < LEARNED, "both_tasks", here=here, other=other, tasks=tasks)
    expect(here >= LEARNED, "too_few_right", here=here, task=tasks[0])
    losses = probes.log_losses(model, train)
    for name, held_out in (("validation", val), ("test", test)):
        better = probes.knows_better(probes.log_losses(model, held_out), losses)
        expect(not better, "better_on_held_out", images=name)
    probes.expect_metric_counts(model, val)


@check
def frozen(features: Model, head: Model, trained: Weights) -> None:
    """Whether the features that learned the source task are frozen."""
    expect(not _changed(features, trained), "features_changed")
    names = ", ".join(x.name for x in layers_of(features) if x.trainable_variables)
    expect(head.trainable or not names, "head_frozen_instead")
    expect(features.trainable or not names, "layers_opened_again", names=names)
    expect(not names, "features_not_frozen", names=names)


@check
def new_head(
    new_head: Model, transfer_model: Model, features: Model, head: Model,
    trained: Weights, images: np.ndarray,
) -> None:  # fmt: skip
    """Whether images go through the learned features, frozen, and a head that's new."""
    expect(not _changed(features, trained), "features_changed")
    _expect_new(new_head, head)
    _expect_parts(transfer_model, features, new_head, images)


def _expect_new(new: Model, old: Model) -> None:
    expect(not probes.ids(new.weights) & probes.ids(old.weights), "shares_old_weights")
    expect(new.output_shape == old.output_shape, "other_outputs", shape=new.output_shape[1:])
    expect(not all(map(np.array_equal, new.get_weights(), old.get_weights())), "copies_old_weights")


def _expect_parts(model: Model, features: Model, head: Model, images: np.ndarray) -> None:
    """That `model` is features, frozen, and then head, all of which trains."""
    expect(probes.holds(model, features), "features_not_inside")
    expect(probes.holds(model, head), "new_head_not_inside")
    expect(probes.same_outputs(model, [features, head], images[:64]), "not_one_after_the_other")
    expect(probes.trains(model, features) == "none", "features_would_train")
    names = ", ".join(x.name for x in layers_of(head) if x.weights and not x.trainable)
    expect(not names, "part_of_the_head_frozen", names=names)
    expect(probes.trains(model, head) == "all", "whole_model_frozen")


@check
def target_trained(
    transfer_model: Model, features: Model, new_head: Model, trained: Weights, before: Weights,
    *sets: Labelled,
) -> None:  # fmt: skip
    """Whether the new head alone learned the target task, from its training images.

    sets: as in `source_trained`.
    """
    expect(not _changed(features, trained), "features_changed_by_training")
    _expect_parts(transfer_model, features, new_head, sets[-1][0])
    if not _changed(new_head, before):
        probes.expect_rate(transfer_model)
        raise Hint("new_head_never_trained")
    _expect_learned(transfer_model, [transfer_model], ("5-9", "0-4"), *sets)


@check
def moved(answer, model: Model, before: Weights) -> None:
    """Whether `answer` names exactly the layers with other weights than `before`."""
    names = {answer} if isinstance(answer, str) else {getattr(x, "name", x) for x in answer}
    actual = {x.name for x in layers_of(model) if x.weights and _changed(x, before[x.name])}
    for name in sorted(names - actual, key=str):
        raise Hint("layer_not_moved" if name in before else "no_layer_of_that_name", name=name)
    expect(not actual - names, "more_moved", more=len(actual - names))


@check
def arms(transfer, random, scratch, features: Model, trained: Weights) -> None:
    """Whether the three arms start from what their names say."""
    expect(not _changed(features, trained), "features_changed")
    for name, arm in (("transfer", transfer), ("random", random), ("scratch", scratch)):
        expect(hasattr(arm, "frozen") and not isinstance(arm, type), "not_an_arm", arm=name)
        expect(arm.head is None, "same_for_all_seeds", part="head", arm=name)
        if name != "transfer":
            expect(arm.features is None, "same_for_all_seeds", part="features", arm=name)
        expect(arm.frozen in (True, False), "frozen_not_true_or_false", arm=name)
    expect(isinstance(transfer.features, list | tuple | None), "not_a_list_of_weights")
    start, weights = transfer.features or [], features.get_weights()
    same = len(start) == len(weights) and all(map(np.array_equal, start, weights))
    expect(same, "transfer_from_other_weights")
    expect(transfer.frozen, "transfer_not_frozen")
    expect(random.frozen, "random_not_frozen")
    expect(not scratch.frozen, "scratch_frozen")


@check
def ready_to_fit(
    model: Model, features: Model, head: Model,
    images: np.ndarray, labels: np.ndarray, old_head: Model | None = None,
) -> None:  # fmt: skip
    """Whether the next `fit` on these images and labels trains the head on frozen features."""
    if old_head is not None:
        _expect_new(head, old_head)
    _expect_parts(model, features, head, images)
    _expect_compiled(model, images[:8], labels[:8])


@check
def opened(tail: Model, block: Model, head: Model, inputs: np.ndarray, labels: np.ndarray) -> None:
    """Whether the next `fit` tunes a block at a low rate, with its BatchNormalization frozen."""
    expect(probes.holds(tail, block) and probes.holds(tail, head), "tail_lacks_a_part")
    norms = [x for x in layers_of(block) if isinstance(x, keras.layers.BatchNormalization)]
    others = [x for x in layers_of(block) if x.weights and x not in norms]
    expect(all(probes.trains(tail, x) == "all" for x in (head, *others)), "some_would_not_train")
    expect(not any(x.trainable for x in norms), "norms_would_train")
    rate = float(tail.optimizer.learning_rate) if tail.compiled else 1e-4
    expect(0 < rate < 4e-4, "rate_not_low", rate=rate)
    _expect_compiled(tail, inputs[:8], labels[:8])
