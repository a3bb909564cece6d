"""Execute all notebooks as Colab would: its kernel, an empty folder, the first cell's clone.

.venv-colab/bin/python tools/try_colab.py [NAME ...]

The copies bear an address of their own, and git is told to clone this repository's last commit
from there.
"""

import importlib.metadata
import os
import platform
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import make_notebooks
import nbformat
import numpy as np

ROOT = Path(__file__).resolve().parent.parent
ADDRESS = make_notebooks.Address("colab-test/course", "main")
DRIVE_CELLS = 5  # set-up, imports, Drive, photos; what follows isn't needed


def environment(**more: str) -> dict[str, str]:
    return {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(str(ROOT / x) for x in ("tests/colab", "tools")),
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": f"url.{ROOT.as_uri()}.insteadOf",
        "GIT_CONFIG_VALUE_0": f"https://github.com/{ADDRESS.repository}",
        "COURSE_DATA": "sample",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        **more,
    }


def installed() -> set[tuple[str, str]]:
    found = importlib.metadata.distributions()
    return {(x.metadata["Name"], x.version) for x in found}


def stamped(path: Path) -> nbformat.NotebookNode:
    notebook = nbformat.read(path, 4)
    make_notebooks.stamp(notebook, ADDRESS, path.relative_to(ROOT).as_posix())
    return notebook


def lesson(path: Path) -> tuple[str, bool]:
    """nbval on a copy of a notebook, which is all that its folder holds; a line to print."""
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        nbformat.write(stamped(path), Path(folder) / path.name)
        (Path(folder) / "conftest.py").write_bytes((ROOT / "conftest.py").read_bytes())
        run = subprocess.run(
            [sys.executable, "-m", "pytest", path.name, "-q", "--nbval-lax", "--nbval-current-env",
             "--nbval-cell-timeout=900", "-p", "no:cacheprovider"],
            cwd=folder, env=environment(), capture_output=True, text=True,
        )  # fmt: skip
        cloned = (Path(folder) / "course" / "helpers").is_dir()
    good = run.returncode == 0 and cloned
    name = path.relative_to(ROOT / "notebooks").with_suffix("")
    line = f"{name}: {time.perf_counter() - began:.0f} s"
    return line + ("" if good else f" FAILED (cloned: {cloned})\n{run.stdout[-3000:]}"), good


def drive_route() -> tuple[str, bool]:
    """Lesson 04 up to its photos, with Drive asked for and a folder of files there."""
    path = ROOT / "notebooks" / "04_dollar_street_densenet.ipynb"
    sources = [cell.source for cell in stamped(path).cells if cell.cell_type == "code"]
    with tempfile.TemporaryDirectory() as folder:
        drive = Path(folder) / "drive"
        data = drive / "MyDrive" / "transfer-learning" / "dollar_street"
        data.mkdir(parents=True)
        for part, count in (("train", 20), ("test", 10)):
            np.save(data / f"{part}_images.npy", np.zeros((count, 64, 64, 3), "uint8"))
            np.save(data / f"{part}_labels.npy", np.arange(count, dtype="uint8") % 10)
        code = "\n".join(sources[:DRIVE_CELLS]).replace("use_drive = False", "use_drive = True")
        assert "use_drive = True" in code and "/content/drive" in code
        work = Path(folder) / "work"
        work.mkdir()
        run = subprocess.run(
            [sys.executable, "-c", code.replace("/content/drive", str(drive))],
            cwd=work, env=environment(COLAB_DRIVE=str(drive)), capture_output=True, text=True,
        )  # fmt: skip
    good = run.returncode == 0 and "Mounted" in run.stdout
    good = good and "Dollar Street 10: 20 training and 10 test photos" in run.stdout
    return ("Drive: the photos in its folder are used", True) if good else (
        f"Drive: FAILED\n{run.stdout[-2000:]}{run.stderr[-2000:]}", False,
    )  # fmt: skip


def main(names: list[str]) -> int:
    versions = {
        name: importlib.metadata.version(name) for name in ("ipykernel", "ipython", "keras")
    }
    print(f"Python {platform.python_version()} (Colab has 3.13), {versions}", flush=True)
    paths = sorted((ROOT / "notebooks").rglob("[0-9]*.ipynb"))
    paths = [
        p for p in paths if ".ipynb_checkpoints" not in p.parts and (not names or p.stem in names)
    ]
    before = installed()
    with ThreadPoolExecutor(2) as pool:
        results = [pool.submit(drive_route), *(pool.submit(lesson, path) for path in paths)]
        good = True
        for result in results:
            line, passed = result.result()
            print(line, flush=True)
            good &= passed
    if installed() != before:
        print(f"FAILED: installed meanwhile: {installed() ^ before}")
        good = False
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
