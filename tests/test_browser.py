"""A real browser: JupyterLab runs a lesson, a learner types, and every page can be read.

Screenshots are kept in build/. Without chromium, or the tools for the course page, all is skipped.
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

import lesson_code
import make_notebooks
import nbformat
import pytest

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "build"
SOLUTIONS = sorted(make_notebooks.SOLUTIONS.glob("*.ipynb"))
ERROR = "[data-mime-type='application/vnd.jupyter.error']"
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
        for _ in range(400):
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
    page.set_default_timeout(180_000)
    page.goto(f"{lab}/lab/tree/{path}?reset")
    page.wait_for_selector(".jp-Notebook .jp-Cell")
    idle(page)
    return page


def idle(page, timeout=180):
    page.wait_for_selector(
        "#jp-main-statusbar :text('Python 3 (ipykernel) | Idle')", timeout=timeout * 1000
    )


def run_all(page):
    page.click("text=Run >> nth=0")
    page.click("text=Run All Cells")


def figures(cells):
    """The descriptions of the pictures in a notebook's outputs."""
    outputs = [output for cell in cells for output in cell.get("outputs", [])]
    return [x.metadata["image/png"]["alt"] for x in outputs if "image/png" in x.get("data", {})]


def test_jupyterlab_runs_a_whole_lesson(browser, lab):
    path = SOLUTIONS[1]
    cells = nbformat.read(path, 4).cells
    page = open_notebook(browser, lab, f"solutions/{path.name}")
    page.evaluate("document.querySelectorAll('.jp-OutputArea-output').forEach(x => x.remove())")
    run_all(page)
    last = sum(cell.cell_type == "code" for cell in cells)
    page.wait_for_selector(
        f".jp-InputPrompt:text-is('[{last}]:')", timeout=900_000, state="attached"
    )
    idle(page, 300)
    errors = page.locator(ERROR)
    assert errors.count() == 0, errors.all_inner_texts()
    drawn = page.locator(".jp-OutputArea-output img")
    assert drawn.count() == len(figures(cells)) >= 4
    assert "Built-in sample, not MNIST" in page.locator(".jp-Notebook").inner_text()
    drawn.last.scroll_into_view_if_needed()
    page.screenshot(path=BUILD / "jupyterlab_01.png")
    page.close()


SPLIT = """\
x_source = x_train[is_source]
y_source = y_train[is_source]
x_target = x_train[~is_source]
y_target = y_train[~is_source]"""


def test_a_learner_is_stopped_gets_a_hint_and_then_a_tick(browser, lab):
    path = ROOT / "notebooks" / SOLUTIONS[2].name
    cells = nbformat.read(path, 4).cells
    step = next(i for i, cell in enumerate(cells) if cell.source.startswith("# Step 1:"))
    page = open_notebook(browser, lab, path.name)
    run_all(page)
    line = page.get_by_text("Step 1 isn't answered yet: fill in the")
    line.wait_for()
    idle(page)
    stopped = page.locator(".jp-OutputArea-output", has=line).all_inner_texts()
    assert len(stopped) == 1 and len(stopped[0].strip().splitlines()) == 1, "no traceback"
    prompts = page.locator(".jp-CodeCell .jp-InputPrompt").all_inner_texts()
    before = sum(cell.cell_type == "code" for cell in cells[: step + 1])
    assert not any(map(str.isdigit, "".join(prompts[before:]))), "nothing after it ran"
    page.screenshot(path=BUILD / "jupyterlab_02_waiting.png")

    def answer(text):
        """Type an answer into step 1 and run it. The words of the cell's outputs."""
        cell = page.locator(".jp-Notebook .jp-Cell").nth(step)
        count = cell.locator(".jp-InputPrompt").inner_text()
        cell.locator(".cm-content").click()
        page.keyboard.press("Control+A")
        page.keyboard.insert_text(lesson_code.with_answer("02", "Step 1", text))
        page.keyboard.press("Control+Enter")
        page.wait_for_function(
            "([n, before]) => { const now = document.querySelectorAll('.jp-Notebook .jp-Cell')[n]"
            ".querySelector('.jp-InputPrompt').innerText;"
            " return /\\d/.test(now) && now !== before }", arg=[step, count],
        )  # fmt: skip
        idle(page)
        return cell.locator(".jp-Cell-outputArea").inner_text()

    hint = answer(SPLIT)
    assert "`y_target` goes from 5 to 9" in hint and "✔" not in hint
    page.screenshot(path=BUILD / "jupyterlab_02_hint.png")
    assert "✔ Correct" in answer(SPLIT + " - 5")
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
    """Nothing fails to load or comes from elsewhere, pictures have words, no text is faint."""
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


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", SOLUTIONS, ids=lambda p: p.stem)
def test_a_lesson_fits_a_phone_and_describes_every_figure(site, browser, path, scheme):
    address, _ = site
    context = browser.new_context(color_scheme=scheme, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(f"{address}/{path.stem}.html")
    assert page.evaluate("document.documentElement.dataset.theme") == scheme
    page.screenshot(path=BUILD / f"phone_{path.stem}_{scheme}.png")
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 390
    drawn = page.eval_on_selector_all(".cell_output img", "all => all.map(x => x.alt)")
    assert drawn == figures(nbformat.read(path, 4).cells)
    assert drawn and all(len(words) > 20 for words in drawn)
    context.close()
