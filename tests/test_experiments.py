"""Fair comparisons: same images, same starts, known differences."""

import dataclasses

import keras
import numpy as np
import pytest

from helpers import experiments, runtime, training


def test_draws_are_balanced_nested_and_repeatable():
    labels = np.repeat(np.arange(5), [20, 30, 25, 20, 40])
    ten, hundred = (experiments.draw_balanced(labels, n, seed=2) for n in (10, 100))
    assert (np.bincount(labels[ten]) == 2).all() and (np.bincount(labels[hundred]) == 20).all()
    assert len(set(hundred)) == 100 and (hundred[:10] == ten).all()
    assert (experiments.draw_balanced(labels, 10, seed=2) == ten).all()
    assert (experiments.draw_balanced(labels, 10, seed=3) != ten).any()


@pytest.mark.parametrize("count", [0, 7, 105])
def test_impossible_draws_are_refused(count):
    with pytest.raises(runtime.CourseError, match="multiple of 5, up to 100"):
        experiments.draw_balanced(np.repeat(np.arange(5), 20), count, seed=0)


def test_images_in_the_place_of_labels_are_refused():
    with pytest.raises(runtime.CourseError, match="Labels should have one axis, but these have 3"):
        experiments.draw_balanced(np.zeros((10, 4, 4)), 10, seed=0)


@pytest.fixture(scope="module")
def comparison(builders, toy):
    features, head = builders
    keras.utils.set_random_seed(3)
    perfect = features().get_weights()
    arms = {
        "given": experiments.Arm(features=perfect),
        "given, too": experiments.Arm(features=perfect),
        "random": experiments.Arm(),
        "scratch": experiments.Arm(frozen=False),
    }
    return experiments.compare(
        arms, features, head, toy, toy, sizes=(10, 50), seeds=(0, 1), updates=60, epochs=20
    )


def test_compare_gives_every_run(comparison):
    assert comparison.accuracy.shape == (4, 2, 2)
    assert comparison.updates == (60, 60)
    assert (comparison.accuracy >= 0).all() and (comparison.accuracy <= 1).all()
    assert comparison.accuracy[3].mean() > 0.5, "the toy task is easy: chance is 0.2"


def test_equal_arms_give_equal_results(comparison):
    """Two arms that differ in name only: any difference would be a leak between the arms."""
    np.testing.assert_array_equal(comparison.accuracy[0], comparison.accuracy[1])
    assert not comparison.advantage("given", "given, too").any()


def test_updates_grow_with_the_images(builders, toy):
    arms = {"random": experiments.Arm()}
    result = experiments.compare(
        arms, *builders, toy, toy, sizes=(10, 100), seeds=(0,), updates=5, epochs=3, batch_size=32
    )
    assert result.updates == (5, 12)


def test_tests_of_notebooks_train_for_a_tenth(builders, toy, monkeypatch):
    monkeypatch.setenv("COURSE_SHORT", "1")
    arms = {"random": experiments.Arm()}
    result = experiments.compare(arms, *builders, toy, toy, sizes=(10,), seeds=(0,), updates=45)
    assert result.updates == (5,)
    assert (result.seconds > 0).all()


def test_advantage_is_paired_in_points():
    accuracy = np.array([[[0.9, 0.8]], [[0.7, 0.75]]])
    result = experiments.Comparison(("a", "b"), (10,), (0, 1), accuracy, (5,), accuracy)
    np.testing.assert_allclose(result.advantage("a", "b"), [[20, 5]])
    assert "85.0 ± 7.1" in repr(result.table())
    assert "+12.5 ± 10.6\n" in repr(result.lead_table("a"))  # no star: 15 would be needed


def made(*arms):
    """A comparison of made-up accuracies, (arm, size, seed)."""
    accuracy = np.array(arms)
    _, sizes, seeds = accuracy.shape
    names = tuple("abcd"[: len(arms)])
    return experiments.Comparison(
        names, (10, 20, 30)[:sizes], tuple(range(seeds)), accuracy, (5,) * sizes, accuracy
    )


def test_verdict_is_computed_from_the_numbers():
    ahead = experiments.verdict("a", "b", np.array([20.0, 10.0, 15.0]))
    assert ahead == "'a' is ahead of 'b' (+15.0 ± 5.0 points, 3 seeds)."
    unclear = experiments.verdict("a", "b", np.array([-10.0, 10.0, 0.0]))
    assert "'a' is not clearly different from 'b' (+0.0 ± 10.0" in unclear


def test_comparisons_are_joined_only_if_they_match():
    one, other = made([[0.9, 0.8]]), made([[0.7, 0.6]])
    other = dataclasses.replace(other, arms=("b",))
    both = one.joined(other)
    assert both.arms == ("a", "b") and both.seconds.shape == (2, 1, 2)
    np.testing.assert_allclose(both.advantage("a", "b"), [[20, 20]])
    with pytest.raises(runtime.CourseError, match="differ in sizes, seeds or updates"):
        one.joined(dataclasses.replace(other, seeds=(5, 6)))


def test_separate_runs_of_the_same_arm_give_the_same(builders, toy):
    """What makes `joined` fair: an arm's result doesn't depend on the arms run with it."""
    plan = {"sizes": (10,), "seeds": (0, 1), "updates": 20}
    arm = {"random": experiments.Arm()}
    alone = experiments.compare(arm, *builders, toy, toy, **plan)
    with_other = experiments.compare(
        {"scratch": experiments.Arm(frozen=False), **arm}, *builders, toy, toy, **plan
    )
    np.testing.assert_array_equal(alone.accuracy[0], with_other.accuracy[1])


def test_features_may_differ_by_seed(builders, toy):
    features, head = builders
    by_seed = {seed: features().get_weights() for seed in (0, 1)}
    plan = {"sizes": (10,), "updates": 20}
    result = experiments.compare(
        {"own": experiments.Arm(features=by_seed.get)}, features, head, toy, toy,
        seeds=(0, 1), **plan,
    )  # fmt: skip
    for seed, weights in by_seed.items():
        fixed = experiments.compare(
            {"fixed": experiments.Arm(features=weights)}, features, head, toy, toy,
            seeds=(seed,), **plan,
        )  # fmt: skip
        assert fixed.accuracy[0, 0, 0] == result.accuracy[0, 0, seed]


def test_seconds_are_kept_for_every_run(comparison):
    assert comparison.seconds.shape == comparison.accuracy.shape
    assert (comparison.seconds > 0).all()


def test_interval_is_wilsons():
    low, high = experiments.interval(0.5, 100)  # worked out by hand from Wilson's formula
    assert (round(low, 4), round(high, 4)) == (0.4038, 0.5962)
    assert experiments.interval(1.0, 95)[1] == 1.0


def test_verdict_claims_only_what_all_seeds_and_two_errors_bear():
    assert "is ahead of" in experiments.verdict("a", "b", np.array([3.0, 3.5, 4.0]))
    assert "is behind" in experiments.verdict("a", "b", np.array([-3.0, -3.5, -4.0]))
    for lead in ([3.0, -0.1, 3.0], [0.1, 9.0, 0.1], [0.0, 0.0, 0.0]):
        assert "not clearly different" in experiments.verdict("a", "b", np.array(lead))


@pytest.mark.parametrize(
    "lead, real",
    [
        ([1.0, 1.0, 1.2, 0.8], True),
        ([-3.0, -3.0, -4.0], True),  # then the other arm is really ahead
        ([3.0, 4.0, -0.1, 5.0], False),  # not ahead for every seed
        ([0.0, 2.0, 2.0], False),
        ([0.1, 0.1, 9.0], False),  # for every seed, but by less than two standard errors
    ],
)
def test_a_real_difference_is_ahead_for_every_seed_and_by_two_standard_errors(lead, real):
    assert experiments.real_difference(np.array(lead)) == real
    sentence = experiments.verdict("a", "b", np.array(lead))
    assert ("not clearly" not in sentence) == real


def test_an_arm_that_is_not_there_is_named():
    with pytest.raises(runtime.CourseError, match=r"no arm 'z': choose from \['a', 'b'\]"):
        made([[0.9, 0.8]], [[0.7, 0.6]]).advantage("a", "z")


def test_titles_name_the_sizes_with_a_real_lead():
    leads = made([[0.9, 0.91], [0.6, 0.9], [0.8, 0.81]], [[0.5, 0.52], [0.7, 0.6], [0.5, 0.52]])
    assert leads.finding("a", "b") == "'a' is really ahead of 'b' with 10 and 30 images"
    assert leads.finding("b", "a") == "No real lead of 'b' over 'a'"
    assert repr(leads.lead_table("a")).count("*") == 3  # two, and the note


def test_fit_heads_is_the_plain_loop(builders, toy):
    """The same epochs, early stop and best weights as written out with Keras's own `fit`."""
    _, head = builders
    x = np.random.default_rng(5).random((100, *head().input_shape[1:])).astype("float32")
    model, plain = head(), head()
    for network in (model, plain):
        network.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    start, split = head().get_weights(), (np.arange(80), np.arange(80, 100))
    runs = experiments.fit_heads(model, x, toy[1], [split], [start], epochs=4, batch_size=16)
    training.reset(plain, start, 0)
    stop = keras.callbacks.EarlyStopping("val_loss", patience=5, restore_best_weights=True)
    history = plain.fit(
        training.batches(x[:80], toy[1][:80], 16, 0), validation_data=(x[80:], toy[1][80:]),
        epochs=4, callbacks=[stop], verbose=0,
    )  # fmt: skip
    for ours, written_out in zip(runs.weights[0], plain.get_weights(), strict=True):
        np.testing.assert_array_equal(ours, written_out)
    assert runs.histories == [history.history["val_accuracy"]]
    np.testing.assert_array_equal(runs.test(x, toy[1]), [training.accuracy(plain, x, toy[1])])
