"""Pictures of images, training and results. Each function returns a `Picture`: end a cell with it.

Everywhere, `title` is the message, `source` says what the data are (`Dataset.source`), and
accuracies are 0-1, with seeds along the last axis.
"""

from collections.abc import Callable, Collection, Mapping, Sequence

import numpy as np
from matplotlib.ticker import LogLocator, MaxNLocator
from sklearn.decomposition import PCA
from sklearn.metrics import confusion_matrix
from sklearn.neighbors import NearestCentroid

from helpers.internal.picture import (
    COLOURS,
    LOOKS,
    WIDTH,
    Picture,
    new_figure,
    our_style,
    picture,
    wrapped,
)

Array, Arrays, Names = np.ndarray, Mapping[str, np.ndarray], Sequence[str]


@our_style
def transfer_diagram() -> Picture:
    """What transfer learning keeps and what it makes new: feature layers below, head above."""
    figure, axis = new_figure(3.6, "Keep the feature layers, freeze them, give them a new head", "")
    axis.set(xlim=(0, 10), ylim=(0, 5))
    axis.axis("off")
    boxes = COLOURS[1], COLOURS[0], COLOURS[4], COLOURS[0]
    axis.bar([2, 2, 8, 8], 1.6, 3.8, bottom=[3.1, 1.1, 3.1, 1.1], color=boxes, alpha=0.25)
    for x, y, text in (
        (2, 3.9, "head\nsource classes"), (8, 3.9, "new head\ntarget classes, trains"),
        (2, 1.9, "feature layers\ntrained here"), (8, 1.9, "the same feature layers\nfrozen"),
        (2, 0.2, "many source images"), (8, 0.2, "few target images"),
        (5, 3.9, "thrown away,\nmade new"), (5, 2.2, "kept"),
    ):  # fmt: skip
        axis.text(x, y, text, ha="center", va="center", fontsize=12)
    upward = [((x, low), (x, high)) for x in (2, 8) for low, high in ((0.45, 1.1), (2.7, 3.1))]
    for start, end in [*upward, ((3.9, 1.9), (6.1, 1.9))]:
        axis.annotate("", end, start, arrowprops={"arrowstyle": "-|>", "linewidth": 2})
    left = "Left, many source images train feature layers and a head. Right, few target images"
    return picture(figure, f"{left} train a new head on the same layers, kept and frozen")


@our_style
def image_grid(images: Array, captions: Names, title: str, source: str, columns=10) -> Picture:
    """Images (n, height, width, 1 or 3), uint8 or 0-1; fewer `columns` where captions are long."""
    lines = [line for caption in captions for line in caption.split("\n")]
    longest = max([1, *map(len, lines)])  # 11.5 characters need an inch
    columns = max(1, min(columns, len(images), max(2, int(11.5 * WIDTH / longest))))
    side, rows = min(3, WIDTH / columns), max(1, -(-len(images) // columns))
    height = (side + 0.2 * len(lines) / max(1, len(images)) + 0.1) * rows + 0.8
    figure, axes = new_figure(height, title, source, rows, columns, max(4.5, side * columns))
    np.ravel(axes)[0].set_title("(no images)")
    for axis in np.ravel(axes):
        axis.axis("off")
    for axis, image, caption in zip(np.ravel(axes), images, captions, strict=False):
        axis.imshow(image.squeeze(), cmap="gray", vmin=0, vmax=255 if image.dtype == "uint8" else 1)
        axis.set_title(caption)
    return picture(figure, f"Images: {len(images)}. {', '.join(captions)}")


@our_style
def histories(values: Arrays, title: str, ylabel: str, source: str, updates: int = 0) -> Picture:
    """A line for each training: a figure every epoch, or every so many `updates`, by name."""
    figure, axis = new_figure(4, title, source)
    for look, (name, line) in zip(LOOKS, values.items(), strict=False):
        axis.plot((updates or 1) * np.arange(1, len(line) + 1), line, label=wrapped(name), **look)
    axis.set(xlabel="updates" if updates else "epoch", ylabel=ylabel)
    axis.xaxis.set_major_locator(MaxNLocator(integer=True))
    axis.legend()
    ends = _listed(values, lambda line: f"{line[-1]:.3f}")
    return picture(figure, f"{ylabel}, the last of each line: {ends}")


@our_style
def bars(values: Mapping[str, float], title: str, xlabel: str, source: str) -> Picture:
    """Horizontal bars with their figures, in the order given."""
    figure, axis = new_figure(0.55 * len(values) + 1.5, title, source)
    shown = {name: f"{v:,.0f}" if abs(v) >= 100 else f"{v:.3g}" for name, v in values.items()}
    drawn = axis.barh(range(len(values)), list(values.values()), color=COLOURS[0])
    axis.bar_label(drawn, shown.values(), padding=4)
    axis.set(xlabel=xlabel, yticks=range(len(values)), yticklabels=map(wrapped, values))
    axis.grid(visible=False, axis="y")
    axis.invert_yaxis()
    axis.margins(x=0.12)
    return picture(figure, f"Bars, {xlabel}. {_listed(shown)}")


@our_style
def spread(values: Arrays, title: str, xlabel: str, source: str, n: str = "") -> Picture:
    """A row for each arm: mean, SD and a dot for every seed. n: what was tested, "500 photos"."""
    figure, axis = new_figure(0.75 * len(values) + 1.6, title, source)
    for row, (look, runs) in enumerate(zip(LOOKS, values.values(), strict=False)):
        (mean,), error = _mean_and_error(runs)
        axis.errorbar(mean, row, xerr=error, markersize=9, clip_on=False, **look)
        axis.annotate(f"{mean:.1f}", (mean, row), (0, 8), textcoords="offset points", ha="center")
        below = row + 0.2 + np.arange(len(runs)) * min(0.1, 0.5 / len(runs))  # none hides another
        axis.plot(100 * runs, below, "o", color="#777777", markersize=4, clip_on=False)
    seeds = f"mean ± SD of {max(map(len, values.values()))} seeds"
    measured = f"{xlabel}, {n}" if n else xlabel
    axis.set(yticks=range(len(values)), yticklabels=map(wrapped, values),
             ylim=(len(values) - 0.2, -0.7), xlim=np.clip(axis.get_xlim(), 0, 100),
             xlabel=f"{measured}\n{seeds}; grey: each seed, in order")  # fmt: skip
    return picture(figure, f"{measured}, {seeds}. {_listed(values, _numbers)}")


@our_style
def trade_off(
    seconds: Mapping[str, float], accuracy: Arrays, parameters: Mapping[str, int],
    title: str, xlabel: str, source: str, marked: Collection[str] = (),
) -> Picture:  # fmt: skip
    """Accuracy over seconds, a point for each network; those `marked` have seen these photos."""
    figure, axis = new_figure(5.2 + 0.25 * (len(accuracy) // 2), title, source)
    names, shown = sorted(accuracy, key=lambda name: -accuracy[name].mean()), {}
    for name, look in zip(names, LOOKS, strict=False):
        (mean,), error = _mean_and_error(accuracy[name])
        hollow = {"markerfacecolor": "white", "markeredgewidth": 2.5} if name in marked else {}
        axis.errorbar(seconds[name], mean, error, **look, **hollow, markersize=12, clip_on=False,
                      label=wrapped(f"{name}, {parameters[name] / 1e6:.2f} M"))  # fmt: skip
        shown[name] = f"{mean:.1f} % in {seconds[name]:.2g} s{', hollow' if hollow else ''}"
    seen = "; hollow: has seen these photos" if marked else ""
    axis.margins(0.15)
    axis.set(xlabel=xlabel, xscale="log", ylim=np.clip(axis.get_ylim(), 0, 100))
    axis.set_title(f"validation accuracy (%), mean ± SD of {len(accuracy[names[0]])} seeds")
    axis.xaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
    axis.xaxis.set_major_formatter("{x:g}")
    axis.minorticks_off()
    _legend_below(axis, 2, f"network, million parameters{seen}")
    return picture(figure, f"Accuracy over {xlabel}{seen}. {_listed(shown)}")


@our_style
def confusion(labels: Array, predicted: Array, names: Names, title: str, source: str) -> Picture:
    """How often each class (rows) was taken for each (columns); labels and predictions (n,)."""
    counts = confusion_matrix(labels, predicted, labels=range(len(names)))
    places, side = range(len(names)), 4 + 0.33 * len(names)
    figure, axis = new_figure(side, title, source, width=side)
    shares = counts / counts.sum(axis=1, keepdims=True).clip(1)
    axis.imshow(shares, cmap="Blues", vmin=0, vmax=1, zorder=1)  # above the grid
    for (row, column), count in np.ndenumerate(counts):
        colour = "white" if shares[row, column] > 0.5 else "black"
        axis.text(column, row, f"{count:,}", ha="center", va="center", color=colour)
    turned = {"rotation": 45, "ha": "right", "rotation_mode": "anchor"}
    axis.set_xticks(places, map(wrapped, names), **(turned if max(map(len, names)) > 3 else {}))
    axis.set(xlabel="predicted", ylabel="true", yticks=places, yticklabels=map(wrapped, names))
    wrong = counts * (1 - np.eye(len(names), dtype=int))
    true, taken = np.unravel_index(wrong.argmax(), wrong.shape)
    most = f"; most often {names[true]} taken for {names[taken]}: {wrong.max():,}"
    details = f"Confusion matrix of {counts.sum():,} images, {wrong.sum():,} wrong"
    return picture(figure, details + (most if wrong.any() else ""))


def worst_mistakes(
    images: Array, labels: Array, probabilities: Array, names: Names,
    title: str, source: str, count: int = 10,
) -> Picture:  # fmt: skip
    """The wrong answers the network was surest of, from its probabilities (n, classes)."""
    predicted, sure = probabilities.argmax(axis=1), probabilities.max(axis=1)
    wrong = np.flatnonzero(predicted != labels)
    worst = wrong[np.argsort(-sure[wrong])][:count]
    between = "\nas " if max(map(len, names)) > 5 else " as "
    captions = [f"{names[labels[i]]}{between}{names[predicted[i]]}\n{sure[i]:.0%}" for i in worst]
    return image_grid(images[worst], captions, title, source, columns=5)


@our_style
def embedding(features: Arrays, labels: Array, names: Names, title: str, source: str) -> Picture:
    """Features (n, channels) on their first two principal components, a plane for each name."""
    figure, axes = new_figure(4.6 + 0.25 * (len(names) // 4), title, source, 1, len(features))
    shares = {}
    for axis, (name, values) in zip(np.ravel(axes), features.items(), strict=True):
        points = PCA(2, random_state=0).fit_transform(values)
        shares[name] = f"{NearestCentroid().fit(points, labels).score(points, labels):.0%}"
        for k, look in enumerate(LOOKS[: len(names)]):
            axis.plot(*points[labels == k].T, **look, linestyle="", label=wrapped(names[k]),
                      markersize=7, markeredgecolor="white", markeredgewidth=0.4)  # fmt: skip
        axis.set_title(f"{name}\n{shares[name]} nearest to their class's mean")
        axis.set(xlabel="first component", ylabel="second component", xticks=[], yticks=[])
    _legend_below(axis, 4)
    plane = f"{len(labels)} images of {len(names)} classes by their first two principal components"
    return picture(figure, f"{plane}. Nearest to the mean of their class: {_listed(shares)}")


@our_style
def size_curves(comparison, against: str, title: str, source: str) -> Picture:
    """Left, accuracy over the number of images; right, the first arm's lead, paired by seed."""
    arms = dict(zip(comparison.arms, comparison.accuracy, strict=True))
    first, sizes = comparison.arms[0], comparison.sizes
    arms = {name: arms[name] for name in (first, against, *arms)}
    lead, places = comparison.advantage(first, against), np.log10(sizes)
    figure, (curves, leads) = new_figure(4.8 + 0.25 * (len(arms) // 2), title, source, 1, 2)
    _draw_arms(curves, places, arms, bold=2)
    leads.axhline(0, color="black", linewidth=1)
    leads.plot(places, lead, color="#999999", marker=".", linewidth=1)
    leads.plot(places, lead.mean(axis=1), **LOOKS[0], linewidth=3)
    curves.set_title(f"test accuracy (%)\nmean ± SD of {len(comparison.seeds)} seeds")
    leads.set_title(f"points ahead of '{against}'\nblue: mean; grey: each seed")
    ticks = [f"{size:,}" for size in sizes]
    for axis in (curves, leads):
        axis.set(xlabel="training images (log scale)", xticks=places, xticklabels=ticks)
    _legend_below(curves, 2)
    shown = _listed({**arms, f"'{first}' minus '{against}' in points": lead / 100}, _numbers)
    return picture(figure, f"Test accuracy (%) with {', '.join(ticks)} images. {shown}")


@our_style
def accuracies(
    groups: Names, arms: Arrays, title: str, xlabel: str, source: str,
    baseline: Array | None = None, baseline_name: str = "from scratch",
) -> Picture:  # fmt: skip
    """Accuracy of arms, (group, seed), in each group; `baseline`, (seed,), is a horizontal line."""
    figure, axis = new_figure(4.8, title, source)
    places, seeds = range(len(groups)), next(iter(arms.values())).shape[1]
    _draw_arms(axis, places, arms, shift=0.06)
    if baseline is not None:
        (mean,), ((low,), (high,)) = _mean_and_error(baseline)
        axis.axhspan(mean - low, mean + high, color="#777777", alpha=0.2, linewidth=0)
        axis.axhline(mean, color="#555555", linestyle="--", label=wrapped(baseline_name))
        arms = {**arms, baseline_name: baseline}
    axis.set_xticks(places, [wrapped(group, 70 // len(groups)) for group in groups])
    axis.set(xlabel=xlabel, title=f"test accuracy (%), mean ± SD of {seeds} seeds")
    axis.margins(x=0.1)
    axis.legend()
    return picture(figure, f"Test accuracy (%), {'; '.join(groups)}. {_listed(arms, _numbers)}")


def _listed(values: Mapping, show: Callable = str) -> str:
    return "; ".join(f"{name}: {show(value)}" for name, value in values.items())


def _legend_below(axis, columns: int, title: str = ""):
    entries = axis.get_legend_handles_labels()
    return axis.figure.legend(*entries, loc="outside lower center", ncols=columns, title=title)


def _draw_arms(axis, places, arms: Arrays, bold: int = len(LOOKS), shift=0.0) -> None:
    """A line through each arm's means, (place, seed); the first `bold` ones have bars of one SD."""
    for number, (look, (name, runs)) in enumerate(zip(LOOKS, arms.items(), strict=False)):
        mean, error = _mean_and_error(runs)
        weight = {"yerr": error, "zorder": 3} if number < bold else {"linewidth": 1.2, "alpha": 0.6}
        where = np.array(places) + shift * (number - (len(arms) - 1) / 2)
        axis.errorbar(where, mean, **weight, **look, clip_on=False, label=wrapped(name))
    axis.set_ylim(*np.clip(axis.get_ylim(), 0, 100))


def _mean_and_error(runs: Array) -> tuple[Array, Array]:
    """Mean of (place, seed) in percent, and bars of one SD that end at 0 and 100: (2, place)."""
    runs = 100 * np.atleast_2d(runs)
    mean, sd = runs.mean(axis=-1), runs.std(axis=-1, ddof=min(1, runs.shape[-1] - 1))
    return mean, np.array([np.minimum(sd, mean), np.minimum(sd, 100 - mean)]).clip(0)


def _numbers(runs: Array) -> str:
    """Mean ± SD of each place in percent; a single run has no SD."""
    rows = 100 * np.atleast_2d(runs)
    spreads = [f" ± {row.std(ddof=1):.1f}" if len(row) > 1 else "" for row in rows]
    return ", ".join(f"{row.mean():.1f}{sd}" for row, sd in zip(rows, spreads, strict=True))
