"""The files that say what is installed agree with each other."""

import re
import tomllib
from pathlib import Path

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


def test_make_targets_of_the_readme_exist():
    targets = set(re.findall(r"^([a-z-]+):", read("Makefile"), re.MULTILINE))
    named = set(re.findall(r"`make ([a-z-]+)", read("README.md") + read("CONTRIBUTING.md")))
    assert {"run", "test", "lab"} <= named <= targets
