"""A real browser: JupyterLab runs a lesson, a learner types, every page of the site is sound.

Screenshots are kept in build/. Without chromium, or the course page's tools, these are skipped.
"""

import contextlib
import http.server
import os
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from pathlib import Path

import nbformat
import pytest

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "build"
CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no chromium: apt-get install chromium")
QUIET = ("--no-sandbox", "--disable-gpu", "--disable-background-networking",
         "--disable-component-update", "--disable-sync")  # fmt: skip


@pytest.fixture(scope="module")
def browser():
    with playwright.sync_playwright() as play:
        opened = play.chromium.launch(executable_path=CHROMIUM, args=[*QUIET])
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """JupyterLab on a copy of the notebooks, as `make lab` starts it; gives its address."""
    work = tmp_path_factory.mktemp("lab")
    shutil.copytree(ROOT / "notebooks", work / "notebooks")
    tracker = work / "settings" / "@jupyterlab" / "notebook-extension"
    tracker.mkdir(parents=True)
    # All cells are kept in the page, so that they can be counted.
    (tracker / "tracker.jupyterlab-settings").write_text('{"windowingMode": "none"}', "utf-8")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {
        **os.environ,
        "COURSE_DATA": "sample",
        "JUPYTERLAB_SETTINGS_DIR": str(work / "settings"),
    }
    with (
        open(work / "log", "w", encoding="utf-8") as log,
        subprocess.Popen(
            [sys.executable, "-m", "jupyterlab", "notebooks", "--no-browser", "--allow-root",
             f"--port={port}", "--IdentityProvider.token="],
            cwd=work, stdout=log, stderr=log, env=environment,
        ) as server,
    ):  # fmt: skip
        address = f"http://127.0.0.1:{port}"
        for _ in range(120):
            with contextlib.suppress(OSError):
                urllib.request.urlopen(f"{address}/api/status")
                break
            time.sleep(0.5)
        else:
            pytest.fail((work / "log").read_text("utf-8"))
        yield address
        server.terminate()


def open_notebook(browser, lab, path):
    """A page with the notebook open and its kernel idle."""
    page = browser.new_page(viewport={"width": 1400, "height": 1000})
    page.set_default_timeout(60_000)
    page.goto(f"{lab}/lab/tree/{path}?reset")
    page.wait_for_selector(".jp-Notebook .jp-Cell")
    idle(page)
    return page


def idle(page, timeout=60):
    page.wait_for_selector(
        "#jp-main-statusbar :text('Python 3 (ipykernel) | Idle')", timeout=timeout * 1000
    )


def test_jupyterlab_runs_a_whole_lesson(browser, lab):
    path = ROOT / "notebooks" / "solutions" / "01_mnist_transfer.ipynb"
    cells = nbformat.read(path, 4).cells
    page = open_notebook(browser, lab, "solutions/01_mnist_transfer.ipynb")
    page.evaluate("document.querySelectorAll('.jp-OutputArea-output').forEach(x => x.remove())")
    page.click("text=Run >> nth=0")
    page.click("text=Run All Cells")
    last = sum(cell.cell_type == "code" for cell in cells)
    page.wait_for_selector(
        f".jp-InputPrompt:text-is('[{last}]:')", timeout=300_000, state="attached"
    )
    idle(page, 120)
    errors = page.locator("[data-mime-type='application/vnd.jupyter.error']")
    assert errors.count() == 0, errors.all_inner_texts()
    figures = page.locator(".jp-OutputArea-output img")
    expected = sum("image/png" in o.get("data", {}) for c in cells for o in c.get("outputs", []))
    assert figures.count() == expected > 5
    assert "Built-in sample, not MNIST" in page.locator(".jp-Notebook").inner_text()
    figures.last.scroll_into_view_if_needed()
    page.screenshot(path=BUILD / "jupyterlab_01.png")
    page.close()


def test_a_learner_gets_a_hint_and_then_a_tick(browser, lab):
    cells = nbformat.read(ROOT / "notebooks" / "02_mnist_reverse_exercise.ipynb", 4).cells
    check = next(i for i, cell in enumerate(cells) if cell.source.startswith("checks.split("))
    page = open_notebook(browser, lab, "02_mnist_reverse_exercise.ipynb")

    def run(number, source=None):
        """Type a cell's text and run it; the words of its outputs."""
        cell = page.locator(".jp-Notebook .jp-Cell").nth(number)
        cell.locator(".cm-content").click()
        if source is not None:
            page.keyboard.press("Control+A")
            page.keyboard.insert_text(source)
        page.keyboard.press("Control+Enter")
        page.wait_for_function(
            "n => /\\d/.test(document.querySelectorAll('.jp-Notebook .jp-Cell')[n]"
            ".querySelector('.jp-InputPrompt').innerText)", arg=number,
        )  # fmt: skip
        idle(page)
        return cell.locator(".jp-Cell-outputArea").inner_text()

    for number, cell in enumerate(cells[: check - 2]):
        if cell.cell_type == "code":
            run(number)
    right = (
        "is_source = mnist.y_train <= 4\nx_source = mnist.x_train[is_source]\n"
        "y_source = mnist.y_train[is_source]"
    )
    run(check - 2, right)
    target = "x_target = mnist.x_train[~is_source]\ny_target = mnist.y_train[~is_source]"
    run(check - 1, target)
    hint = run(check)
    assert "Labels of target go up to 9, and the head has five outputs" in hint and "✔" not in hint
    page.screenshot(path=BUILD / "jupyterlab_02_hint.png")
    run(check - 1, target + " - 5")
    told = run(check)
    assert "✔" in told and "Labels of target" not in told
    page.screenshot(path=BUILD / "jupyterlab_02_tick.png")
    page.close()


@pytest.fixture(scope="module")
def site():
    """The course page, built now and served; gives its address and pages."""
    pytest.importorskip("myst_nb", reason="myst-nb is not installed")
    tool = ROOT / "tools" / "make_site.py"
    built = subprocess.run([sys.executable, tool], capture_output=True, text=True)
    assert built.returncode == 0, built.stdout + built.stderr
    folder = BUILD / "site"

    class Handler(http.server.SimpleHTTPRequestHandler):
        def __init__(self, *arguments):
            super().__init__(*arguments, directory=folder)

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}", sorted(folder.glob("*.html"))
    server.shutdown()
    server.server_close()


def test_the_site_is_small_and_has_every_lesson(site):
    _, pages = site
    assert sum(page.name[:2].isdigit() for page in pages) == 7
    size = sum(file.stat().st_size for file in (BUILD / "site").rglob("*"))
    assert size < 15e6, f"{size / 1e6:.1f} MB"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_loads_whole_and_is_legible(site, browser, scheme):
    """No failed or foreign request, no picture without words, no faint text (axe-core)."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    address, pages = site
    context = browser.new_context(color_scheme=scheme, viewport={"width": 1300, "height": 1000})
    page, asked = context.new_page(), []
    page.on("requestfailed", lambda request: asked.append(f"failed: {request.url}"))
    page.on("response", lambda answer: answer.status < 400 or asked.append(answer.url))
    page.on("request", lambda request: request.url.startswith((address, "data:", "blob:"))
            or asked.append(f"elsewhere: {request.url}"))  # fmt: skip
    for path in pages:
        page.goto(f"{address}/{path.name}")
        assert page.evaluate("document.documentElement.dataset.theme") == scheme
        assert not asked, asked
        silent = "all => all.filter(x => !(x.alt || '').trim() || x.alt.includes('_images')).length"
        assert page.eval_on_selector_all("img", silent) == 0, path.name
        rules = {"runOnly": ["color-contrast", "image-alt"]}
        found = axe.run(page, options=rules).response
        assert sum(len(rule["nodes"]) for rule in found["passes"]) > 10, "axe looked at nothing"
        faint = [node["html"][:200] for rule in found["violations"] for node in rule["nodes"]]
        assert not faint, (path.name, faint[:5])
        if path.name.startswith("05"):
            page.screenshot(path=BUILD / f"site_{scheme}.png")
    context.close()
