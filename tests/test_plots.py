"""Pictures carry their data, their source and a description, and nobody's settings spoil them."""

import io
import re
from types import SimpleNamespace

import matplotlib
import numpy as np
import pytest
from matplotlib.colors import to_hex
from matplotlib.image import imread
from matplotlib.text import Text

from helpers import plots

SOURCE = "Dollar Street 10: 878 training and 500 test photos of objects in homes, a long sentence"
TITLE = "A finding that is stated in a sentence much too long for one line: 83 % against 44 %"
NAMES = ["washing machine", "soap dispenser", "_hidden", "$5 and $6", *"abcdefgh"]
RNG = np.random.default_rng(0)


class Comparison(SimpleNamespace):
    """What `size_curves` relies on."""

    arms = ("transfer, new head", "random features", "_transfer, $old$ head", "other", "scratch")
    sizes, seeds = (10, 30, 100, 300), (0, 1)
    accuracy = np.linspace(0.7, 0.99, 40).reshape(5, 4, 2)[::-1]

    def advantage(self, arm, other):
        here, there = self.arms.index(arm), self.arms.index(other)
        return 100 * (self.accuracy[here] - self.accuracy[there])


RUNS = {name: np.array([0.6, 0.6, 0.7]) + 0.02 * k for k, name in enumerate(NAMES[:9])}
EDGES = {"perfect": np.array([1.0, 0.98, 1.0]), "hopeless": np.array([0, 0, 0.05])}
COUNTS = {name: 10.0 ** (k - 3) for k, name in enumerate(NAMES[:9])}
PHOTOS = RNG.integers(0, 256, (40, 8, 8, 3)).astype("uint8")
LABELS = np.arange(36) % 12
KERNEL = RNG.normal(size=(3, 3, 1, 32))
PICTURES = {
    "grid": lambda: plots.image_grid(PHOTOS[:20], (NAMES * 2)[:20], TITLE, SOURCE),
    "one image": lambda: plots.image_grid(PHOTOS[:1], ["a shoe 83%\na plate 2%"], TITLE, SOURCE),
    "histories": lambda: plots.histories({k: v[:3] for k, v in RUNS.items()}, TITLE, "1", SOURCE),
    "bars": lambda: plots.bars(COUNTS, TITLE, "seconds", SOURCE),
    "spread": lambda: plots.spread(RUNS | EDGES, TITLE, "test accuracy (%)", SOURCE, n="500"),
    "trade-off": lambda: plots.trade_off(
        COUNTS, RUNS, COUNTS, TITLE, "seconds for 100 photos", SOURCE, marked=NAMES[1:3]
    ),
    "confusion": lambda: plots.confusion(LABELS[:30], LABELS[3:33], NAMES, TITLE, SOURCE),
    "mistakes": lambda: plots.worst_mistakes(
        PHOTOS[:36], LABELS, RNG.dirichlet(np.ones(12), 36), NAMES, TITLE, SOURCE
    ),
    "embedding": lambda: plots.embedding(
        {"before": RNG.random((36, 5)), "after": RNG.random((36, 5))}, LABELS, NAMES, TITLE, SOURCE
    ),
    "sizes": lambda: plots.size_curves(Comparison(), "scratch", TITLE, SOURCE),
    "accuracies": lambda: plots.accuracies(
        ["1 convolution", "2 convolutions", "2 convolutions, Dense"],
        {name: np.array([RUNS[name], EDGES["perfect"], RUNS["a"]]) for name in NAMES[:3]},
        TITLE, "frozen layers", SOURCE, baseline=EDGES["hopeless"], baseline_name="$ _scratch",
    ),
}  # fmt: skip
with_each_picture = pytest.mark.parametrize("draw", PICTURES.values(), ids=PICTURES)


def png(picture):
    return picture._repr_mimebundle_()[0]["image/png"]


def texts(picture):
    png(picture)  # tick labels are made when they're drawn
    shown = (" ".join(t.get_text().split()) for t in picture.figure.findobj(Text))
    return [text.removeprefix("\u200b") for text in shown if text]


@with_each_picture
def test_the_description_is_title_then_numbers_then_source(draw):
    picture = draw()
    metadata = picture._repr_mimebundle_()[1]
    assert metadata["image/png"]["alt"] == picture.description
    details = picture.description.removeprefix(f"{TITLE}. ").removesuffix(f". {SOURCE}.")
    assert len(details) == len(picture.description) - len(TITLE) - len(SOURCE) - 5
    assert any(letter.isdigit() for letter in details)
    assert TITLE in texts(picture) and any(text.endswith(SOURCE) for text in texts(picture))


@with_each_picture
def test_nothing_is_cut_off(draw):
    picture = draw()
    image = imread(io.BytesIO(png(picture)))[..., :3]
    border = np.concatenate([image[0], image[-1], image[:, 0], image[:, -1]])
    assert (border == 1).all()  # white: no text runs over the edge
    box = picture.figure.get_tightbbox()
    width, height = picture.figure.get_size_inches()
    assert box.x0 >= 0 and box.y0 >= 0 and box.x1 <= width and box.y1 <= height


@with_each_picture
def test_text_is_readable_on_a_phone(draw):
    figure = draw().figure
    drawn = [text for text in figure.findobj(Text) if text.get_text()]
    assert figure.get_figwidth() <= 8 and min(text.get_fontsize() for text in drawn) >= 10
    assert not any(text.get_parse_math() for text in drawn)  # a "$" is a dollar


OTHERS = {
    "font.size": 30, "axes.facecolor": "black", "axes.labelcolor": "red", "text.color": "white",
    "savefig.dpi": 30, "savefig.bbox": "tight", "savefig.facecolor": "black", "figure.dpi": 50,
    "lines.linewidth": 9, "image.cmap": "jet", "axes.grid": False, "legend.fontsize": 4,
    "xtick.labelsize": 3, "font.family": "monospace", "axes.unicode_minus": False,
}  # fmt: skip


@pytest.mark.parametrize("name", ["histories", "bars", "sizes", "confusion"])
def test_the_readers_settings_change_nothing(name):
    usual = png(PICTURES[name]())
    with matplotlib.rc_context(OTHERS):
        kept = dict(matplotlib.rcParams)
        assert png(PICTURES[name]()) == usual
        assert dict(matplotlib.rcParams) == kept


def test_names_with_a_dollar_or_an_underscore_survive():
    for name in ("histories", "bars", "spread", "confusion", "embedding"):
        assert {"_hidden", "$5 and $6"} <= set(texts(PICTURES[name]())), name
    assert "_transfer, $old$ head" in texts(PICTURES["sizes"]())
    assert {"_hidden", "$ _scratch"} <= set(texts(PICTURES["accuracies"]()))


def test_long_captions_dont_overlap():
    for name in ("grid", "mistakes"):
        picture = PICTURES[name]()
        png(picture)
        titles = [axis.title.get_window_extent() for axis in picture.figure.axes]
        for k, one in enumerate(titles):
            assert not any(one.overlaps(other) for other in titles[k + 1 :]), name


def test_one_image_fills_its_picture():
    figure = PICTURES["one image"]().figure
    figure.draw_without_rendering()
    box = figure.axes[0].get_window_extent()
    assert box.width * box.height > 0.3 * np.prod(figure.get_size_inches() * figure.dpi)


def test_grey_images_keep_their_brightness():
    picture = plots.image_grid(np.full((1, 8, 8, 1), 128, "uint8"), ["1"], "Title", SOURCE)
    image = picture.figure.axes[0].images[0]
    np.testing.assert_allclose(image.cmap(image.norm(image.get_array()))[0, 0, :3], 0.5, atol=0.01)


def test_histories_count_epochs_or_updates():
    lines = {"training": [0.5, 0.9], "validation": [0.4, 0.8]}
    axis = plots.histories(lines, "Title", "accuracy", SOURCE).figure.axes[0]
    assert axis.get_xlabel() == "epoch" and list(axis.lines[0].get_xdata()) == [1, 2]
    assert all(tick == int(tick) for tick in axis.get_xticks())
    assert axis.lines[0].get_marker() != axis.lines[1].get_marker()
    picture = plots.histories(lines, "Title", "accuracy", SOURCE, updates=25)
    assert picture.figure.axes[0].get_xlabel() == "updates"
    assert list(picture.figure.axes[0].lines[1].get_xdata()) == [25, 50]
    assert "training: 0.900; validation: 0.800" in picture.description


def test_bars_show_their_figures():
    picture = plots.bars({"plain": 1934.2, "once": 30.84}, "Title", "seconds", SOURCE)
    assert {"1,934", "30.8", "plain", "once"} <= set(texts(picture))
    assert picture.description == f"Title. Bars, seconds. plain: 1,934; once: 30.8. {SOURCE}."


def test_every_seed_of_a_spread_can_be_seen_and_no_bar_passes_0_or_100():
    picture = plots.spread(RUNS | EDGES, "Title", "test accuracy (%)", SOURCE, n="500 photos")
    axis = picture.figure.axes[0]
    png(picture)
    dots = [line for line in axis.lines if line.get_color() == "#777777"]
    assert len(dots) == len(RUNS | EDGES)
    for line in dots:
        places = axis.transData.transform(line.get_xydata())
        gaps = np.linalg.norm(places[:, None] - places, axis=-1)[np.triu_indices(3, 1)]
        assert gaps.min() > 3  # pixels
    ends = np.concatenate([bars.get_segments() for bars in axis.collections])[..., 0]
    assert ends.min() == 0 and ends.max() == 100
    assert axis.get_xlim() == (0, 100) and "perfect: 99.3 ± 1.2" in picture.description
    assert "test accuracy (%), 500 photos mean ± SD of 3 seeds; grey: each seed, in order" in texts(
        picture
    )


def test_a_single_run_has_no_spread():
    runs = {"nearest mean": np.array([0.72]), "head": np.array([0.8, 0.9])}
    assert "nearest mean: 72.0; head: 85.0 ± 7.1" in plots.spread(runs, "T", "%", "S").description


def test_every_network_has_a_look_of_its_own_and_the_marked_ones_are_hollow():
    picture = PICTURES["trade-off"]()
    bars = picture.figure.axes[0].containers
    points = [bar.lines[0] for bar in bars]
    assert len({p.get_color() for p in points}) == len({p.get_marker() for p in points}) == 9
    hollow = [b.get_label() for b in bars if to_hex(b.lines[0].get_markerfacecolor()) == "#ffffff"]
    assert len(hollow) == 2 and hollow[0][1:].startswith("_hidden")
    assert "network, million parameters; hollow: has seen these photos" in texts(picture)
    assert "soap dispenser: 65.3 % in 0.01 s, hollow" in picture.description
    plain = plots.trade_off(COUNTS, RUNS, COUNTS, TITLE, "seconds", SOURCE)
    assert "hollow" not in " ".join([plain.description, *texts(plain)])


def test_twelve_classes_look_different():
    picture = PICTURES["embedding"]()
    lines = picture.figure.axes[0].lines
    assert len({line.get_color() for line in lines}) == 12
    assert len({line.get_marker() for line in lines}) == 12


def test_an_embedding_says_how_well_the_classes_part():
    noise = 0.01 * RNG.normal(size=(36, 3))
    apart = noise + np.eye(3)[LABELS % 3]
    mixed = noise + np.repeat(np.eye(3), 12, axis=0)  # three places, and all classes in each
    picture = plots.embedding({"mixed": mixed, "apart": apart}, LABELS % 3, "abc", "T", SOURCE)
    assert re.search(r"mixed: [234]\d%; apart: 100%", picture.description)
    assert "apart 100% nearest to their class's mean" in texts(picture)


def test_confusion_counts():
    picture = plots.confusion(np.array([0, 0, 1]), np.array([0, 1, 1]), "01", "Title", SOURCE)
    assert [t.get_text() for t in picture.figure.axes[0].texts] == ["1", "1", "0", "1"]
    assert "3 images, 1 wrong; most often 0 taken for 1: 1" in picture.description
    right = plots.confusion(np.array([0]), np.array([0]), "01", "Title", SOURCE)
    assert "1 images, 0 wrong. " in right.description


def test_worst_mistakes_come_first_and_only_mistakes():
    probabilities = np.array([[0.9, 0.1], [0.4, 0.6], [0.99, 0.01], [0.8, 0.2]])
    picture = plots.worst_mistakes(
        np.zeros((4, 8, 8, 1)), np.array([0, 0, 1, 1]), probabilities, "ab", "Title", SOURCE
    )
    assert "Images: 3. b as a 99%, b as a 80%, a as b 60%." in picture.description


def test_no_mistakes_is_a_picture_too():
    picture = plots.worst_mistakes(
        np.zeros((1, 8, 8, 1)), np.array([0]), np.array([[1.0, 0]]), "ab", "Title", SOURCE
    )
    assert "(no images)" in texts(picture) and "Images: 0." in picture.description


def test_size_curves_emphasize_two_arms_and_show_every_seed():
    picture = PICTURES["sizes"]()
    curves, leads = picture.figure.axes
    shown = {bar.get_label().removeprefix("\u200b"): bar for bar in curves.containers}
    assert list(shown)[:2] == ["transfer, new head", "scratch"] and len(shown) == 5
    for name, bar in shown.items():
        strong = name in ("transfer, new head", "scratch")
        assert bar.has_yerr == strong and (bar.lines[0].get_linewidth() > 1.5) == strong
    np.testing.assert_allclose(
        shown["scratch"].lines[0].get_ydata(), 100 * Comparison.accuracy[-1].mean(axis=1)
    )
    zero, *seeds, mean = leads.lines
    assert set(zero.get_ydata()) == {0} and len(seeds) == 2
    np.testing.assert_allclose(mean.get_ydata(), np.mean([s.get_ydata() for s in seeds], axis=0))
    assert [t.get_text() for t in leads.get_xticklabels()] == ["10", "30", "100", "300"]
    np.testing.assert_allclose(10 ** np.array(leads.get_xticks()), Comparison.sizes)
    assert "scratch: 70.4 ± 0.5, 71.9 ± 0.5" in picture.description
    assert "'transfer, new head' minus 'scratch' in points: 23.8" in picture.description
    assert "points ahead of 'scratch' blue: mean; grey: each seed" in texts(picture)


def test_accuracies_stand_beside_a_baseline_and_stay_below_100():
    picture = PICTURES["accuracies"]()
    axis = picture.figure.axes[0]
    ends = np.concatenate([s for bars in axis.collections for s in bars.get_segments()])[:, 1]
    assert ends.max() == 100 and axis.get_ylim()[1] <= 100
    line = next(line for line in axis.lines if line.get_linestyle() == "--")
    np.testing.assert_allclose(line.get_ydata(), 100 * EDGES["hopeless"].mean())
    assert {"washing machine", "$ _scratch", "2 convolutions, Dense"} <= set(texts(picture))
    assert "$ _scratch: 1.7 ± 2.9" in picture.description


def test_diagram_says_what_is_kept_and_what_is_new():
    picture = plots.transfer_diagram()
    for text in ("new head", "frozen", "feature layers"):
        assert text in " ".join(texts(picture)) and text in picture.description
