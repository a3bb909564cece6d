"""Fair comparisons: same images, same starts, known differences."""

import numpy as np
import pytest

from helpers import experiments, runtime


def test_draws_are_balanced_nested_and_repeatable():
    labels = np.repeat(np.arange(5), [20, 30, 25, 20, 40])
    ten, hundred = (experiments.draw_balanced(labels, n, seed=2) for n in (10, 100))
    assert (np.bincount(labels[ten]) == 2).all() and (np.bincount(labels[hundred]) == 20).all()
    assert len(set(hundred)) == 100 and (hundred[:10] == ten).all()
    assert (experiments.draw_balanced(labels, 10, seed=2) == ten).all()
    assert (experiments.draw_balanced(labels, 10, seed=3) != ten).any()


@pytest.mark.parametrize("count", [0, 7, 105])
def test_impossible_draws_are_refused(count):
    with pytest.raises(runtime.CourseError, match="multiple of 5 up to 100"):
        experiments.draw_balanced(np.repeat(np.arange(5), 20), count, seed=0)


@pytest.fixture
def comparison(builders, toy):
    features, head = builders
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
    assert comparison.updates == (60, 60) and comparison.test_images == 100
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


def test_advantage_is_paired_in_points():
    accuracy = np.array([[[0.9, 0.8]], [[0.7, 0.75]]])
    result = experiments.Comparison(("a", "b"), (10,), (0, 1), accuracy, (5,), 100)
    np.testing.assert_allclose(result.advantage("a", "b"), [[20, 5]])
    assert "85.0 ± 7.1" in result.table()
    assert "+12.5 ± 10.6 (2 of 2)" in result.lead_table("a")
