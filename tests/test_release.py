"""What `make release` checks is missed when it is planted, and the release notes are the version's."""

from __future__ import annotations

import hashlib
import json
import shutil
import tarfile
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests import release

ROOT = Path(__file__).parents[1]
NAME = f"throughline-{release.project()['version']}"
SOURCES = ("pyproject.toml", "constraints.txt", "CHANGELOG.md", "README.md", "app_manifest.yml")

CHANGELOG = """# Changelog

## 0.2.0, not released yet

### Added
- Something new.

## 0.1.0 (2026-09-01)

### Added
- Everything.

### Upgrading
- Nothing to do.

## 0.0.1

- A start.
"""


@pytest.fixture
def dist(tmp_path: Path) -> Path:
    """The files of a sound release, as small as they can be."""
    with ZipFile(tmp_path / f"{NAME}-py3-none-any.whl", "w") as wheel:
        for folder in ("prompts", "storage/migrations/versions"):
            for file in (ROOT / folder).rglob("*"):
                if file.is_file() and "__pycache__" not in file.parts:
                    wheel.writestr(str(file.relative_to(ROOT)), "")
        wheel.write(ROOT / "app_manifest.yml", "bot/assets/app_manifest.yml")
    with tarfile.open(tmp_path / f"{NAME}.tar.gz", "w:gz") as source:
        for file_name in SOURCES:
            source.add(ROOT / file_name, f"{NAME}/{file_name}")
    names = [release.library_name(requirement) for requirement in release.project()["dependencies"]]
    libraries = [{"name": name, "version": release.pinned()[name]} for name in names]
    (tmp_path / f"{NAME}.cdx.json").write_text(json.dumps({"bomFormat": "CycloneDX", "components": libraries}))
    (tmp_path / f"{NAME}.md").write_text("# Throughline\n")
    return summed(tmp_path)


def summed(folder: Path) -> Path:
    lines = [
        f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}\n" for file in sorted(folder.glob(f"{NAME}*"))
    ]
    (folder / "SHA256SUMS").write_text("".join(lines))
    return folder


def test_a_sound_release_has_no_faults(dist: Path) -> None:
    assert list(release.check(dist)) == []


def without_a_migration(folder: Path) -> None:
    path = folder / f"{NAME}-py3-none-any.whl"
    with ZipFile(path) as wheel:
        parts = {name: wheel.read(name) for name in wheel.namelist()}
    parts.pop("storage/migrations/versions/0068_requests.py")
    parts["tests/plans/test_dates.py"] = parts["bot/__pycache__/app.pyc"] = b""
    with ZipFile(path, "w") as wheel:
        for name, content in parts.items():
            wheel.writestr(name, content)


def with_other_libraries(folder: Path) -> None:
    path = folder / f"{NAME}.cdx.json"
    bill = json.loads(path.read_text())
    bill["components"] = [part for part in bill["components"] if part["name"] != "slack-bolt"]
    bill["components"] += [{"name": "pytest", "version": "9.2.0"}, {"name": "Jinja2", "version": "2.0"}]
    path.write_text(json.dumps(bill))


def without_constraints(folder: Path) -> None:
    path = folder / f"{NAME}.tar.gz"
    with tarfile.open(path, "w:gz") as source:
        for name in SOURCES:
            if name != "constraints.txt":
                source.add(ROOT / name, f"{NAME}/{name}")


@pytest.mark.parametrize(
    ("plant", "faults"),
    [
        (lambda folder: (folder / f"{NAME}.tar.gz").unlink(), [f"missing: {NAME}.tar.gz"]),
        (
            without_a_migration,
            [
                "storage/migrations/versions/0068_requests.py isn't in the wheel",
                "bot/__pycache__/app.pyc is in the wheel",
                "tests/plans/test_dates.py is in the wheel",
            ],
        ),
        (without_constraints, ["constraints.txt isn't in the source archive"]),
        (
            with_other_libraries,
            [
                "slack-bolt isn't in the list of libraries",
                "pytest is in the list of libraries",
                "the list has jinja2 2.0, and constraints.txt 3.1.6",
            ],
        ),
        (
            lambda folder: (folder / f"{NAME}.md").write_text(""),
            [f'CHANGELOG.md has no section "## {NAME.partition("-")[2]}" with "### Upgrading" in it'],
        ),
    ],
)
def test_a_fault_is_named(dist: Path, plant: Callable[[Path], object], faults: list[str]) -> None:
    plant(dist)

    assert list(release.check(summed(dist))) == faults


def test_a_file_that_was_changed_after_it_was_summed_is_named(dist: Path) -> None:
    shutil.copy(ROOT / "README.md", dist / f"{NAME}.md")

    assert list(release.check(dist)) == [f"the checksum of {NAME}.md is wrong or missing"]


@pytest.mark.parametrize(
    ("version", "text"),
    [
        ("0.1.0", "# Throughline 0.1.0\n\n### Added\n- Everything.\n\n### Upgrading\n- Nothing to do.\n"),
        ("0.2.0", ""),
        ("0.0.1", ""),
        ("0.3.0", ""),
    ],
)
def test_a_version_has_notes_if_its_section_says_what_to_do_for_an_upgrade(version: str, text: str) -> None:
    assert release.notes(CHANGELOG, version) == text


def test_this_version_has_notes() -> None:
    assert release.notes((ROOT / "CHANGELOG.md").read_text(), release.project()["version"])
