"""The learners' copies, and the course's address in notebooks and README."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import make_notebooks
import make_site
import nbformat
import pytest
from make_notebooks import Address

ROOT = Path(__file__).resolve().parent.parent
LESSONS = ("00_freezing_layers", "02_mnist_reverse_exercise")
HERE = Address("someone/a-course", "v2")
linux = pytest.mark.skipif(os.name == "nt", reason="Colab runs Linux")


def git(*arguments, cwd):
    who = ["-c", "user.name=a", "-c", "user.email=b"]
    subprocess.run(["git", *who, *arguments], cwd=cwd, check=True, capture_output=True)


@pytest.fixture
def course(tmp_path):
    """A copy of two lessons, README and settings, under git; without an address."""
    root = tmp_path / "a course"
    solutions = root / "notebooks" / "solutions"
    solutions.mkdir(parents=True)
    for name in LESSONS:
        shutil.copy(make_notebooks.SOLUTIONS / f"{name}.ipynb", solutions)
    (root / "README.md").write_text((ROOT / "README.md").read_text("utf-8"), "utf-8")
    (root / "pyproject.toml").write_text('[tool.course]\nrepository = ""\ntag = "main"\n', "utf-8")
    git("init", "-q", cwd=root)
    make_notebooks.make(None, root)
    return root


def everything(root):
    """All that could hold an address, as text."""
    paths = [root / "README.md", *sorted((root / "notebooks").rglob("*.ipynb"))]
    return {path.relative_to(root).as_posix(): path.read_text("utf-8") for path in paths}


# What marks become


@pytest.mark.parametrize(
    "solution, learner",
    [
        ("x = 3  # SOLUTION", "x = ..."),
        ("x = 3  # a hint  # SOLUTION", "x = ...  # a hint"),
        ("a = b = f(c='# =', d = 1)  # SOLUTION\ny = 2", "a = b = ...\ny = 2"),
        ("größe.x[0] = (\n    1)  # SOLUTION", "größe.x[0] = ..."),
        (
            "if a:\n    x = [  # SOLUTION\n        1,\n    ]\nprint(x)",
            "if a:\n    x = ...\nprint(x)",
        ),
        ("x = [  # SOLUTION\n    1,\n]\ny = 2  # SOLUTION\nz", "x = ...\ny = ...\nz"),
        ("### BEGIN SOLUTION\nf()\n\ng()\n### END SOLUTION\nh()", "...\nh()"),
        (
            "def f():\n    ### BEGIN SOLUTION\n    return 1\n    ### END SOLUTION\n"
            "x = 1  # SOLUTION",
            "def f():\n    ...\nx = ...",
        ),
        ("x = 1  # no mark", "x = 1  # no mark"),
    ],
)
def test_answers_become_dots(solution, learner):
    assert make_notebooks.unanswered(solution) == learner


def copy_of(*cells):
    return make_notebooks.learner_copy(nbformat.v4.new_notebook(cells=list(cells)))


@pytest.mark.parametrize(
    "wrong",
    ["f(3)  # SOLUTION", "### BEGIN SOLUTION\nx = 1", "### END SOLUTION", "x = 1  # SOLUTION!"],
)
def test_marks_that_would_give_the_answer_away_are_refused(wrong):
    with pytest.raises(ValueError, match="mark"):
        copy_of(nbformat.v4.new_code_cell(wrong))


def test_a_learner_copy_has_no_answers_outputs_counts_and_tags():
    output = nbformat.v4.new_output("stream", text="3")
    answer = "<!-- BEGIN SOLUTION -->\nBecause.\n<!-- END SOLUTION -->"
    metadata = {"tags": ["x"], "cellView": "form", "collapsed": True}
    solution = nbformat.v4.new_notebook(
        cells=[
            nbformat.v4.new_code_cell(
                "x = 3  # SOLUTION", execution_count=1, outputs=[output], metadata=metadata
            ),
            nbformat.v4.new_markdown_cell(f"Why?\n\n{answer}"),
        ]
    )
    code, text = make_notebooks.learner_copy(solution).cells
    assert code.source == "x = ..." and code.outputs == [] and code.execution_count is None
    assert code.metadata == {"cellView": "form"} and solution.cells[0].outputs == [output]
    assert text.source == "Why?\n\n*Your answer:* ..."


# Where the address comes from


@pytest.mark.parametrize(
    "url",
    [
        "https://github.com/someone/a-course",
        "https://github.com/someone/a-course.git",
        "https://name:password@github.com/someone/a-course/",
        "git@github.com:someone/a-course.git",
        "ssh://git@github.com/someone/a-course.git",
        "ssh://git@ssh.github.com:443/someone/a-course.git",
    ],
)
def test_every_form_of_a_github_address(course, url):
    assert make_notebooks.find_address(course) is None
    git("remote", "add", "origin", url, cwd=course)
    assert make_notebooks.find_address(course) == Address("someone/a-course", "main")


@pytest.mark.parametrize(
    "url",
    [
        "https://gitlab.com/someone/a-course.git",
        "git@codeberg.org:someone/a-course.git",
        "https://name:password@github.com.example.org/someone/a-course",
        "https://example.org/github.com/someone/a-course",
        "https://github.com/someone",
        "../somewhere/else",
    ],
)
def test_what_colab_cannot_open_is_refused_in_a_sentence(course, url):
    git("remote", "add", "origin", url, cwd=course)
    with pytest.raises(ValueError, match=r"Colab opens notebooks from github\.com only") as error:
        make_notebooks.find_address(course)
    assert "password" not in str(error.value)


def test_the_settings_count_before_the_remote(course):
    git("remote", "add", "origin", "https://gitlab.com/someone/else", cwd=course)
    text = '[tool.course]\nrepository = "https://github.com/someone/a-course"\ntag = "v2"\n'
    (course / "pyproject.toml").write_text(text, "utf-8")
    assert make_notebooks.find_address(course) == HERE


def test_a_folder_without_git_has_no_address(course):
    git("remote", "add", "origin", "https://github.com/someone/outside", cwd=course)
    inner = course / "unpacked"
    inner.mkdir()
    shutil.copy(course / "pyproject.toml", inner)
    assert make_notebooks.find_address(inner) is None, "the repository around it isn't the course"


# What's written


def test_without_an_address_there_are_no_badges(course):
    for name, text in everything(course).items():
        assert "colab-badge" not in text and "//github.com/" not in text, name
    assert make_notebooks.stamped(course) is None


def test_an_address_is_written_replaced_and_taken_away(course):
    before = everything(course)
    make_notebooks.make(HERE, course)
    first = everything(course)
    assert make_notebooks.stamped(course) == HERE
    for name in (name for name in first if name.endswith(".ipynb")):
        top = json.loads(first[name])["cells"][0]["source"]
        assert top[1] == "\n" and top[3] == "\n" and top[0].startswith("# ")
        link = f"https://colab.research.google.com/github/someone/a-course/blob/v2/{name}"
        assert f"({link})" in top[2], "every form has a badge of its own"
        assert "https://github.com/someone/a-course/blob/v2/notebooks/GLOSSARY.md" in top[2]
        assert "colab-badge" not in before[name]
    lesson = "someone/a-course/blob/v2/notebooks/02_mnist_reverse_exercise.ipynb"
    assert f"(https://colab.research.google.com/github/{lesson}) |" in first["README.md"]
    assert first["README.md"].count("colab-badge.svg") == 7

    make_notebooks.make(HERE, course)
    assert everything(course) == first, "writing it twice changes nothing"
    make_notebooks.make(Address("other/name", "main"), course)
    for name, text in everything(course).items():
        assert "a-course" not in text and text.count("other/name") == first[name].count("a-course")
    make_notebooks.make(None, course)
    assert everything(course) == before


@pytest.mark.parametrize("repository", ["a/b", "someone/transfer-learning-with-keras"])
def test_the_set_up_cell_is_short(repository):
    for cell in (make_notebooks.SETUP, Address(repository, "main").setup()):
        assert len(cell.splitlines()) == 5 and max(map(len, cell.splitlines())) <= 88
        assert cell.startswith("#@title Set-up") and cell.endswith("import helpers")


@pytest.mark.parametrize("tag, length", [("main", 53), ("v2", 47)])
def test_an_address_that_is_too_long_is_refused_with_its_excess(course, tag, length):
    longest = Address("someone/".ljust(length, "n"), tag)
    assert max(map(len, longest.setup().splitlines())) == 88
    make_notebooks.make(longest, course)
    assert make_notebooks.stamped(course) == longest
    with pytest.raises(ValueError, match="too long by 1 for"):
        Address(longest.repository + "n", tag).setup()


def test_the_command_says_where_badges_lead_and_refuses_in_one_line(course, monkeypatch, capsys):
    found = {"value": HERE}
    monkeypatch.setattr(make_notebooks, "ROOT", course)
    monkeypatch.setattr(make_notebooks, "find_address", lambda: found["value"])
    monkeypatch.setattr(make_notebooks, "make", lambda address: None)
    make_notebooks.main(["badges"])
    assert "someone/a-course" in capsys.readouterr().out

    def refuse():
        raise ValueError("one sentence")

    monkeypatch.setattr(make_notebooks, "find_address", refuse)
    with pytest.raises(SystemExit, match="one sentence"):
        make_notebooks.main(["badges"])


@pytest.mark.parametrize("address", [None, HERE])
def test_the_course_page_has_no_dead_link(monkeypatch, tmp_path, address):
    monkeypatch.setattr(make_notebooks, "stamped", lambda: address)
    monkeypatch.setattr(make_site, "SOURCE", tmp_path)
    text = (
        "[glossary](notebooks/GLOSSARY.md#seed) [00](notebooks/00_freezing_layers.ipynb) "
        "[licence](LICENSE) ![curve](notebooks/few_shot.png) `layers[0](x)`"
    )
    licence = "[licence](https://github.com/someone/a-course/blob/v2/LICENSE)"
    assert make_site.relink(text, "README.md") == (
        f"[glossary](glossary.md#seed) [00](00_freezing_layers.ipynb) "
        f"{licence if address else 'licence'} ![curve](few_shot.png) `layers[0](x)`"
    )
    assert (tmp_path / "few_shot.png").exists()
    badge = f"{HERE.badge('notebooks/x.ipynb')} · [Glossary]({HERE.page('notebooks/GLOSSARY.md')})"
    if address:
        found = make_site.relink(badge, "notebooks/x.ipynb")
        assert "[Open in Colab](https://colab" in found and "svg" not in found
        assert found.endswith("[Glossary](glossary.md)")


# What the set-up cell does


@pytest.fixture
def published(tmp_path):
    """A repository that stands for https://github.com/someone/a-course, and git's settings."""
    helpers = tmp_path / "published" / "helpers"
    (helpers / "internal").mkdir(parents=True)
    (helpers / "internal" / "course.py").write_text("", "utf-8")
    (helpers / "__init__.py").write_text("print(__file__)", "utf-8")
    git("init", "-q", "-b", "v2", cwd=helpers.parent)
    git("add", ".", cwd=helpers.parent)
    git("commit", "-qm", "c", cwd=helpers.parent)
    return {
        **os.environ,
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": f"url.{helpers.parent.as_uri()}.insteadOf",
        "GIT_CONFIG_VALUE_0": "https://github.com/someone/a-course",
    }


def run(cell, cwd, colab=False, **more):
    """The cell in a Python without installed packages; what it printed."""
    if colab:
        cell = f"import sys; sys.modules['google.colab'] = sys\n{cell}"
    return subprocess.run(
        [sys.executable, "-I", "-S", "-c", cell], cwd=cwd, capture_output=True, text=True, **more
    )


@pytest.mark.parametrize("cell", [make_notebooks.SETUP, HERE.setup()], ids=["none", "address"])
@pytest.mark.parametrize("folder", ["notebooks", "notebooks/solutions"])
def test_on_a_laptop_it_finds_the_course_above_and_clones_nothing(cell, folder, tmp_path):
    root = tmp_path / "here"
    (root / "helpers" / "internal").mkdir(parents=True)
    (root / "helpers" / "__init__.py").write_text("print(__file__)", "utf-8")
    (root / folder).mkdir(parents=True)
    ran = run(cell, root / folder)
    assert Path(ran.stdout.strip()).samefile(root / "helpers" / "__init__.py"), ran.stderr
    assert ran.stderr == "" and not (root / folder / "course").exists()


@linux
def test_in_colab_it_clones_the_course_and_may_run_again(published, tmp_path):
    work = tmp_path / "work"
    work.mkdir()
    for _ in range(2):
        ran = run(HERE.setup(), work, colab=True, env=published)
        assert ran.stderr == ""
        assert Path(ran.stdout.strip()).samefile(work / "course" / "helpers" / "__init__.py")
    assert [path.name for path in work.iterdir()] == ["course"]


@linux
def test_in_colab_a_failed_download_is_visible(published, tmp_path):
    ran = run(Address("someone/else", "v2").setup(), tmp_path, colab=True,
              env={**published, "https_proxy": "http://127.0.0.1:9"})  # fmt: skip
    assert ran.returncode == 1 and "fatal: unable to access" in ran.stderr
    assert "No module named 'helpers'" in ran.stderr
