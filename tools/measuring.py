"""What the benchmark and the notebooks' runner measure and print with."""

import time
from collections.abc import Callable
from pathlib import Path

import numpy as np


def timed(function: Callable, *arguments):
    start = time.perf_counter()
    result = function(*arguments)
    return time.perf_counter() - start, result


def matmul_rate() -> float:
    """GFLOP/s of a 4096 x 4096 float32 product, the fastest of three: this machine, today."""
    matrix = np.ones((4096, 4096), "float32")
    _ = matrix @ matrix
    return 2 * 4096**3 / min(timed(np.matmul, matrix, matrix)[0] for _ in range(3)) / 1e9


def peak_mib(process: int | str = "self") -> int | None:
    """Peak of a process's resident memory so far; None where Linux does not tell it.

    `process` is its number. (getrusage would count the parent's memory too.)
    """
    status = Path(f"/proc/{process}/status")
    if not status.exists():
        return None
    lines = status.read_text().splitlines()
    return int(next(x.split()[1] for x in lines if x.startswith("VmHWM"))) // 1024


def row(name: str, usual_s: float, ours_s: float, **more) -> dict:
    entry = {"name": name, "usual_s": round(usual_s, 2), "ours_s": round(ours_s, 2),
             "ratio": round(usual_s / ours_s, 2), **more}  # fmt: skip
    print(f"{name:36} usual {usual_s:7.1f} s  ours {ours_s:7.1f} s  ratio {usual_s / ours_s:5.1f}")
    for key, value in more.items():
        print(f"    {key}: {value}")
    return entry
