"""Pictures of images, training and results. Each function gives a `Picture`; end a cell with it.

Colours are Okabe and Ito's (jfly.uni-koeln.de/color, 2008), told apart by colour-blind readers;
lines differ by marker too. Backgrounds are white, so nothing vanishes in dark mode.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.ticker import LogLocator, NullLocator
from sklearn.decomposition import PCA

if TYPE_CHECKING:
    from helpers.experiments import Comparison

COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#000000")
MARKERS = ("o", "s", "^", "D", "v", "x")


class Picture:
    """A matplotlib figure with a description for those who cannot see it.

    Jupyter shows `figure` and stores `description` as the image's alt text.
    """

    def __init__(self, figure: Figure, description: str) -> None:
        self.figure = figure
        self.description = description

    def __repr__(self) -> str:
        return f"<Picture: {self.description}>"

    def _repr_mimebundle_(self, include=None, exclude=None) -> tuple[dict, dict]:
        png = io.BytesIO()
        self.figure.savefig(png, format="png", dpi=100, facecolor="white")
        return (
            {"image/png": png.getvalue(), "text/plain": repr(self)},
            {"image/png": {"alt": self.description}},
        )


def _figure(width: float, height: float, title: str, source: str = "") -> Figure:
    figure = Figure(figsize=(width, height), layout="constrained")
    figure.suptitle(title, fontsize=13, wrap=True)
    if source:
        figure.supxlabel(source, fontsize=9, color="#444444", wrap=True)
    return figure


def transfer_diagram() -> Picture:
    """What transfer learning keeps and what it makes new: feature layers below, head above."""
    figure = _figure(8, 3.6, "Keep the feature layers, freeze them, give them a new head")
    axis = figure.subplots()
    axis.set(xlim=(0, 10), ylim=(0, 5))
    axis.axis("off")
    blocks = (
        (0.3, 3.1, "head\nsource classes", COLOURS[1]),
        (0.3, 1.1, "feature layers\ntrained here", COLOURS[0]),
        (6.2, 3.1, "new head\ntarget classes, trains", COLOURS[4]),
        (6.2, 1.1, "the same feature layers\nfrozen", COLOURS[0]),
    )
    for x, y, text, colour in blocks:
        axis.add_patch(Rectangle((x, y), 3.5, 1.6, facecolor=colour, alpha=0.25, edgecolor=colour))
        axis.text(x + 1.75, y + 0.8, text, ha="center", va="center", fontsize=12)
    for x, text in ((2.05, "many source images"), (7.95, "few target images")):
        axis.text(x, 0.15, text, ha="center", va="center", fontsize=12)
    arrows = [((x, a), (x, b)) for x in (2.05, 7.95) for a, b in ((0.45, 1.1), (2.7, 3.1))]
    for start, end in [*arrows, ((3.8, 1.9), (6.2, 1.9))]:
        axis.annotate("", end, start, arrowprops={"arrowstyle": "-|>", "linewidth": 2})
    axis.text(5, 2.1, "kept", ha="center", fontsize=12)
    axis.text(5, 3.9, "thrown away,\nmade new", ha="center", va="center", fontsize=12)
    return Picture(
        figure,
        "Two networks side by side. Left, trained on many source images: feature layers below, a "
        "head above. Right, for few target images: the same feature layers, kept and frozen, and "
        "a new head, which trains.",
    )


def image_grid(
    images: np.ndarray, captions: Sequence[str], title: str, source: str, columns: int = 10
) -> Picture:
    """Images side by side, each with a caption above it.

    Args:
        images: uint8 or float (n, height, width, 1 or 3). captions: one an image.
        title: the message. source: what the images are (`Dataset.source`).
    """
    rows = max(1, -(-len(images) // columns))
    lines = max((caption.count("\n") for caption in captions), default=0)
    figure = _figure(9, (1.25 + 0.15 * max(0, lines - 1)) * rows + 0.7, title, source)
    axes = np.atleast_1d(figure.subplots(rows, columns)).ravel()
    for axis in axes:
        axis.axis("off")
    for axis, image, caption in zip(axes, images, captions, strict=False):
        axis.imshow(image.squeeze(), cmap="gray")
        axis.set_title(caption, fontsize=11)
    told = ", ".join(caption.replace("\n", " ") for caption in captions)
    return Picture(figure, f"{len(images)} images: {told}. {source}.")


def filters(kernel: np.ndarray, title: str, source: str) -> Picture:
    """The filters of a first convolution: weights (height, width, 1, n), orange + and purple -."""
    count = kernel.shape[-1]
    figure = _figure(8, 3.8, title, source)
    limit = float(np.abs(kernel).max())
    axes = figure.subplots(4, -(-count // 4)).ravel()
    for axis in axes:
        axis.axis("off")
    for number, axis in enumerate(axes[:count]):
        shown = axis.imshow(kernel[:, :, 0, number], cmap="PuOr_r", vmin=-limit, vmax=limit)
    figure.colorbar(shown, ax=axes, label="weight", fraction=0.03)
    size = "x".join(map(str, kernel.shape[:2]))
    return Picture(
        figure,
        f"{count} filters of {size} weights, between -{limit:.2f} and {limit:.2f}. {source}.",
    )


def histories(
    values: Mapping[str, Sequence[float]], title: str, ylabel: str, source: str
) -> Picture:
    """One line a training, over epochs counted from 1.

    Args:
        values: one figure an epoch, by name, for instance `history.history["val_accuracy"]`.
        title: the message. ylabel: what the figures are. source: `Dataset.source`.
    """
    figure = _figure(8, 3.8, title, source)
    axis = figure.subplots()
    for number, (name, line) in enumerate(values.items()):
        axis.plot(range(1, len(line) + 1), line, color=COLOURS[number], label=name,
                  marker=MARKERS[number], markersize=6, linewidth=2)  # fmt: skip
    _finish(axis, "epoch", ylabel)
    axis.xaxis.get_major_locator().set_params(integer=True)
    ends = ", ".join(f"{name} ends at {line[-1]:.3f}" for name, line in values.items())
    return Picture(figure, f"{ylabel} over epochs: {ends}. {source}.")


def bars(values: Mapping[str, float], title: str, xlabel: str, source: str) -> Picture:
    """Horizontal bars with their figures, in the order given; source: `Dataset.source`."""
    figure = _figure(8, 0.55 * len(values) + 1.3, title, source)
    axis = figure.subplots()
    shown = axis.barh(list(values), list(values.values()), color=COLOURS[: len(values)])
    axis.bar_label(shown, fmt="%.3g", padding=4, fontsize=11)
    axis.invert_yaxis()
    axis.margins(x=0.12)
    _finish(axis, xlabel, "", legend=False)
    told = ", ".join(f"{name} {value:.3g}" for name, value in values.items())
    return Picture(figure, f"Bars, {xlabel}: {told}. {source}.")


def spread(values: Mapping[str, np.ndarray], title: str, xlabel: str, source: str) -> Picture:
    """A row an arm: a small dot for every seed, the mean, and one standard deviation either way.

    Args:
        values: by name, accuracies (0-1), one a seed. title: the message. source: `Dataset.source`.
    """
    figure = _figure(8, 0.6 * len(values) + 1.5, title, source)
    axis = figure.subplots()
    for row, runs in enumerate(100 * np.array(list(values.values()))):
        axis.plot(runs, np.full(len(runs), row + 0.22), ".", color="#777777", markersize=6)
        look = {"color": COLOURS[row % len(COLOURS)], "marker": MARKERS[row % len(MARKERS)]}
        axis.errorbar(runs.mean(), row, xerr=runs.std(ddof=1), **look, markersize=9, capsize=4)
        axis.annotate(f"{runs.mean():.1f}", (runs.mean(), row), (0, 8),
                      textcoords="offset points", ha="center", fontsize=11)  # fmt: skip
    axis.set_yticks(range(len(values)), list(values))
    axis.set_ylim(len(values) - 0.4, -0.7)
    count = len(next(iter(values.values())))
    _finish(axis, f"{xlabel}: mean ± SD of {count} seeds; grey: each seed", "", legend=False)
    told = ", ".join(
        f"{name} {100 * runs.mean():.1f} ± {100 * runs.std(ddof=1):.1f}"
        for name, runs in values.items()
    )
    return Picture(figure, f"{xlabel} of {count} seeds: {told}. {source}.")


def trade_off(
    seconds: Mapping[str, float], accuracy: Mapping[str, np.ndarray], parameters: Mapping[str, int],
    title: str, xlabel: str, source: str,
) -> Picture:  # fmt: skip
    """Accuracy over seconds, a numbered point a network, its area by the number of parameters.

    Args:
        seconds, parameters: by name. accuracy: by the same names, 0-1, one a seed.
        title: the message. xlabel: what the seconds are for. source: `Dataset.source`.
    """
    figure = _figure(10, 5, title, source)
    axis = figure.subplots()
    names = sorted(accuracy, key=lambda name: -accuracy[name].mean())
    for number, name in enumerate(names):
        runs, colour = 100 * accuracy[name], COLOURS[number % 5]
        axis.errorbar(seconds[name], runs.mean(), runs.std(ddof=1), color=colour, capsize=3)
        told = f"{number + 1}  {name} ({parameters[name] / 1e6:.2f} million)"
        axis.scatter(seconds[name], runs.mean(), 120 + parameters[name] / 2e4, color=colour,
                     alpha=0.5, edgecolor="black", label=told)  # fmt: skip
        axis.annotate(str(number + 1), (seconds[name], runs.mean()), ha="center", va="center",
                      fontsize=11, weight="bold")  # fmt: skip
    axis.set_xscale("log")
    axis.margins(0.15)
    count = len(accuracy[names[0]])
    _finish(axis, xlabel, f"validation accuracy (%), mean ± SD of {count} seeds", legend=False)
    axis.xaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
    axis.xaxis.set_major_formatter("{x:g}")
    axis.xaxis.set_minor_locator(NullLocator())
    points = figure.legend(loc="outside right center", title="network (parameters)", fontsize=10)
    for point in points.legend_handles:
        point.set_sizes([90])
    told = "; ".join(
        f"{name} {100 * accuracy[name].mean():.1f} % in {seconds[name]:.2g} s" for name in names
    )
    return Picture(figure, f"Accuracy over {xlabel}: {told}. {source}.")


def confusion(
    labels: np.ndarray, predicted: np.ndarray, names: Sequence[str], title: str, source: str
) -> Picture:
    """How often each class (rows) was taken for each (columns); labels and predictions (n,)."""
    counts = np.zeros((len(names), len(names)), int)
    np.add.at(counts, (labels, predicted), 1)
    many = len(names) > 5
    figure = _figure(8 if many else 5.6, 7 if many else 5, title, source)
    axis = figure.subplots()
    axis.imshow(counts / counts.sum(axis=1, keepdims=True).clip(1), cmap="Blues", vmin=0, vmax=1)
    for (row, column), count in np.ndenumerate(counts):
        dark = count > counts[row].sum() / 2
        axis.text(column, row, f"{count:,}", ha="center", va="center", fontsize=12,
                  color="white" if dark else "black")  # fmt: skip
    turned = {"rotation": 45, "ha": "right"} if many else {}
    axis.set_xticks(range(len(names)), names, **turned)
    axis.set_yticks(range(len(names)), names)
    _finish(axis, "predicted", "true", legend=False, grid=False)
    wrong = int(counts.sum() - counts.trace())
    return Picture(
        figure, f"Confusion matrix of {counts.sum():,} images, {wrong:,} wrong. {source}."
    )


def worst_mistakes(
    images: np.ndarray,
    labels: np.ndarray,
    probabilities: np.ndarray,
    names: Sequence[str],
    title: str,
    source: str,
    count: int = 10,
) -> Picture:
    """The wrong answers the network was surest of, with both names and its probability.

    Args:
        images: (n, height, width, channels). labels: (n,). probabilities: (n, classes).
    """
    predicted, sure = probabilities.argmax(axis=1), probabilities.max(axis=1)
    wrong = np.flatnonzero(predicted != labels)
    worst = wrong[np.argsort(-sure[wrong])][:count]
    between = "\nas " if max(map(len, names)) > 5 else " as "
    captions = [f"{names[labels[i]]}{between}{names[predicted[i]]}\n{sure[i]:.0%}" for i in worst]
    return image_grid(images[worst], captions, title, source, columns=5)


def heatmaps(
    images: np.ndarray, maps: Sequence[np.ndarray], captions: Sequence[str], names: Sequence[str],
    title: str, source: str,
) -> Picture:  # fmt: skip
    """A row an image: the image, then each of its heat maps laid over it in grey.

    Args:
        images: uint8 (n, height, width, 3). maps: each (n, h, w), 0-1, coarser than the images.
        captions: one an image. names: one a map.
    """
    figure = _figure(2.2 * (len(maps) + 1), 2.1 * len(images) + 0.8, title, source)
    axes = figure.subplots(len(images), len(maps) + 1, squeeze=False)
    height, width = images.shape[1:3]
    for row, (image, caption) in enumerate(zip(images, captions, strict=True)):
        axes[row, 0].imshow(image)
        axes[row, 0].set_title(caption, fontsize=11)
        for axis, name, heat in zip(axes[row, 1:], names, maps, strict=True):
            axis.imshow(image.mean(axis=-1), cmap="gray")
            axis.imshow(heat[row], cmap="viridis", alpha=0.6, vmin=0, vmax=1,
                        extent=(-0.5, width - 0.5, height - 0.5, -0.5),
                        interpolation="bicubic")  # fmt: skip
            axis.set_title(name, fontsize=11)
    for axis in axes.ravel():
        axis.axis("off")
    return Picture(
        figure,
        f"{len(images)} images ({', '.join(captions)}), each beside its heat maps: "
        f"{', '.join(names)}; bright where the answer comes from. {source}.",
    )


def embedding(
    features: Mapping[str, np.ndarray], labels: np.ndarray, names: Sequence[str],
    title: str, source: str,
) -> Picture:  # fmt: skip
    """Features in the plane of their two largest principal components, a panel each.

    Args:
        features: by name, (n, channels). labels: (n,). names: of the classes, up to twelve.
    """
    figure = _figure(5 * len(features), 5, title, source)
    for axis, (name, values) in zip(
        np.atleast_1d(figure.subplots(1, len(features))), features.items(), strict=True
    ):
        points = PCA(2, random_state=0).fit_transform(values)
        for label, told in enumerate(names):
            where = labels == label
            marker = MARKERS[label // 6 * 3 + label % 3]  # no two of twelve look alike
            axis.plot(*points[where].T, marker, markersize=5, alpha=0.7,
                      color=COLOURS[label % 6], label=told)  # fmt: skip
        axis.set_title(name, fontsize=11)
        _finish(axis, "first component", "second component", legend=False)
    figure.legend(*axis.get_legend_handles_labels(), loc="outside right center", fontsize=10)
    return Picture(
        figure,
        f"{len(labels)} images of {len(names)} classes, by the first two principal components of "
        f"their features: {', '.join(features)}. {source}.",
    )


def size_curves(comparison: Comparison, against: str, title: str, source: str) -> Picture:
    """Left, accuracy of each arm over the number of images; right, the lead paired by seed.

    Args:
        comparison: from `experiments.compare`; its first arm's lead over `against` is shown.
        against: name of an arm. title: the message. source: `Dataset.source`.
    """
    figure = _figure(10, 4.6, title, source)
    left, right = figure.subplots(1, 2)
    count = len(comparison.seeds)
    _spreads(left, comparison.sizes, dict(zip(comparison.arms, comparison.accuracy, strict=True)))
    _finish(left, "training images (log scale)", f"test accuracy (%), mean ± SD of {count} seeds")
    lead = comparison.advantage(comparison.arms[0], against)
    right.axhline(0, color="black", linewidth=1)
    for seed in range(count):
        right.plot(comparison.sizes, lead[:, seed], color="#999999", marker=".", linewidth=1)
    right.plot(comparison.sizes, lead.mean(axis=1), color=COLOURS[0], marker="o", linewidth=2.5)
    _finish(
        right, "training images (log scale)", "points ahead (blue: mean, grey: seeds)", legend=False
    )
    right.set_title(f"'{comparison.arms[0]}' minus '{against}'", fontsize=11)
    for axis in (left, right):
        axis.set_xscale("log")
        axis.set_xticks(comparison.sizes, [f"{n:,}" for n in comparison.sizes])
        axis.minorticks_off()
    told = "; ".join(
        f"{name} " + ", ".join(f"{100 * a:.1f}" for a in comparison.accuracy[i].mean(axis=1))
        for i, name in enumerate(comparison.arms)
    )
    sizes = ", ".join(f"{n:,}" for n in comparison.sizes)
    return Picture(
        figure, f"Test accuracy in percent at {sizes} training images: {told}. {source}."
    )


def accuracies(
    groups: Sequence[str], arms: Mapping[str, np.ndarray], title: str, xlabel: str, source: str
) -> Picture:
    """Test accuracy of several arms in several groups, with the spread over seeds.

    Args:
        groups: names on the horizontal axis, in order.
        arms: by name, fractions (0-1) of the shape (group, seed).
        title: the message. xlabel: what the groups are. source: `Dataset.source`.
    """
    figure = _figure(8, 4.4, title, source)
    axis = figure.subplots()
    _spreads(axis, np.arange(len(groups)), arms, shift=0.05)
    axis.set_xticks(range(len(groups)), groups)
    seeds = next(iter(arms.values())).shape[1]
    _finish(axis, xlabel, f"test accuracy (%), mean ± SD of {seeds} seeds")
    told = "; ".join(
        f"{name} " + ", ".join(f"{100 * a:.1f}" for a in runs.mean(axis=1))
        for name, runs in arms.items()
    )
    return Picture(figure, f"Test accuracy in percent for {', '.join(groups)}: {told}. {source}.")


def _spreads(axis: Axes, places, arms: Mapping[str, np.ndarray], shift: float = 0.0) -> None:
    """A line an arm through the means of (place, seed), with bars of one standard deviation."""
    for number, (name, runs) in enumerate(arms.items()):
        aside = number - (len(arms) - 1) / 2  # so that the bars do not lie upon each other
        where = np.array(places) + shift * aside if shift else np.array(places) * (1 + 0.03 * aside)
        axis.errorbar(where, 100 * runs.mean(axis=1), 100 * runs.std(axis=1, ddof=1),
                      color=COLOURS[number], marker=MARKERS[number], capsize=3, linewidth=1.8,
                      label=name)  # fmt: skip


def _finish(axis: Axes, xlabel: str, ylabel: str, legend: bool = True, grid: bool = True) -> None:
    axis.set_xlabel(xlabel, fontsize=11)
    axis.set_ylabel(ylabel, fontsize=11)
    axis.tick_params(labelsize=11)
    axis.spines[["top", "right"]].set_visible(False)
    if grid:
        axis.grid(alpha=0.3)
    if legend:
        axis.legend(fontsize=10)
