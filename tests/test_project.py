"""Documents and settings agree with each other, and the documents are good reading."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def read(name):
    return (ROOT / name).read_text("utf-8")


def pinned(name):
    return dict(re.findall(r"^([\w.-]+)==([\w.]+)", read(name), re.MULTILINE))


def required(name):
    lines = [line.split("#")[0].strip() for line in read(name).splitlines()]
    return [re.split(r"[><=]", line)[0] for line in lines if line and not line.startswith("-")]


def test_environment_and_package_take_requirements_txt():
    environment = read("environment.yml")
    assert "- -r requirements.txt" in environment and "- -e ." in environment
    assert re.search(r"- python=3\.1[123]\n", environment)
    project = tomllib.loads(read("pyproject.toml"))
    dynamic = project["tool"]["setuptools"]["dynamic"]["dependencies"]
    assert dynamic == {"file": ["requirements.txt"]}
    assert project["project"]["requires-python"] == ">=3.11,<3.14"


def test_the_locks_hold_what_is_required_with_hashes_and_without_addresses():
    for requirements, lock in (
        ("requirements.txt", "requirements.lock"),
        ("requirements-dev.txt", "requirements-dev.lock"),
        ("requirements-colab.txt", "requirements-colab.lock"),
    ):
        versions = pinned(lock)
        assert set(required(requirements)) <= set(versions)
        text = read(lock)
        assert "://" not in text and "file:" not in text
        blocks = re.split(r"\n(?=[\w.-]+==)", text)[1:]
        assert len(blocks) >= len(versions) > 80  # some have a version per Python
        assert all("--hash=sha256:" in block for block in blocks)
    shared = pinned("requirements.lock").items() - pinned("requirements-dev.lock").items()
    assert not shared, "the maintainers' tools must not move the lessons' versions"


def test_the_lock_holds_colabs_versions():
    project = tomllib.loads(read("pyproject.toml"))
    colab = dict(c.split("==") for c in project["tool"]["uv"]["constraint-dependencies"])
    versions = pinned("requirements.lock")
    assert colab == {name: versions[name] for name in colab} and colab["keras"] == "3.13.2"
    there = pinned("requirements-colab.lock")
    assert there["ipykernel"] == "6.17.1" and there["ipython"] == "7.34.0"
    assert colab == {name: there[name] for name in colab}, "what `make test-colab` runs"
    for name in required("requirements.txt"):
        assert name in there or name == "jupyterlab", "Colab needs what the lessons import"


DOCUMENTS = ("README.md", "CONTRIBUTING.md", "INSTRUCTORS.md",
             "notebooks/GLOSSARY.md", "notebooks/MEASUREMENTS.md")  # fmt: skip
AWKWARD = re.compile(
    r"in the place of|\b(told|tells|lent|afresh|anew|mend\w*|errs?)\b|\bkinds of (photo|image)"
    r"|\b(be|was|were) had\b|\bgoes on\b|\bnotes a\b|\b(as|so) many\b|\bothers than\b"
    r"|\bcounts as measured\b|\bto blame\b|\bmakes? of\b|\bmany (copies|tutorials)\b"
    r"|\bit is often\b|\bmind that\b",
    re.IGNORECASE,
)


def awkward(text: str) -> list[str]:
    """Phrases in `text` that the course doesn't use. (One is the title of lesson 03.)"""
    text = " ".join(text.replace("Five kinds of photo help", "").split())
    return [found[0] for found in AWKWARD.finditer(text)]


def anchors(text: str) -> set[str]:
    """The anchors that GitHub makes of a document's headings."""
    headings = re.findall(r"^#+ (.*)$", re.sub(r"```.*?```", "", text, flags=re.DOTALL), re.M)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_documents_sound_natural(name):
    assert not awkward(read(name))
    assert read(name).count(";") <= 2 and len(re.findall(r"^# ", read(name), re.M)) == 1


@pytest.mark.parametrize("name", DOCUMENTS)
def test_links_in_documents_lead_somewhere(name):
    links = re.findall(r"\]\((?!https?:)([^)#\s]*)#?([^)\s]*)\)", read(name))
    assert links or name.endswith(("GLOSSARY.md", "MEASUREMENTS.md"))
    for path, anchor in links:
        target = (ROOT / name).parent / path if path else ROOT / name
        assert target.exists(), path
        assert not anchor or anchor in anchors(target.read_text("utf-8")), anchor


def test_the_glossary_is_sorted_and_has_the_words_of_the_lessons():
    words = re.findall(r"^## (.*)$", read("notebooks/GLOSSARY.md"), re.MULTILINE)
    assert words == sorted(words, key=str.lower) and len(words) == len(set(words))
    needed = {"Arm", "Held-out images", "Logits", "Momentum", "Real difference", "Running average",
              "Seed", "Spread, ±", "Tracing", "Update"}  # fmt: skip
    assert needed <= set(words)


def test_commands_in_documents_exist():
    text = "".join(map(read, DOCUMENTS))
    targets = set(re.findall(r"^([a-z-]+):", read("Makefile"), re.MULTILINE))
    named = set(re.findall(r"\bmake ([a-z]+(?:-[a-z]+)*)`|^make ([a-z]+)$", text, re.MULTILINE))
    named = {one or other for one, other in named}
    assert {"run", "test", "lab", "badges", "notebooks"} <= named <= targets
    classroom = set(re.findall(r"helpers\.classroom (\w+)", text))
    assert classroom == {"check", "fetch"} and "helpers.prepare" not in text
