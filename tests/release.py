"""Checks what `make release` made: `python -m tests.release check dist`; `notes` prints the version's release notes."""

from __future__ import annotations

import hashlib
import json
import re
import sys
import tarfile
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zipfile import ZipFile

ROOT = Path(__file__).parents[1]
PACKAGE = "throughline"
NOT_FOR_USERS = {"pytest", "mypy", "ruff", "hypothesis", "playwright"}


def project() -> dict[str, Any]:
    read: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    return read


def notes(changelog: str, version: str) -> str:
    """The version's section. Empty if it has none, or one that doesn't say what to do for an upgrade."""
    section = re.search(rf"^## {re.escape(version)}\b.*\n((?:(?!## ).*\n?)*)", changelog, re.MULTILINE)
    if section is None or "### Upgrading\n" not in section[1]:
        return ""
    return f"# Throughline {version}\n\n{section[1].strip()}\n"


def check(dist: Path) -> Iterator[str]:
    """Yield what is wrong with the files of a release."""
    version = project()["version"]
    name = f"{PACKAGE}-{version}"
    wheel, source = dist / f"{name}-py3-none-any.whl", dist / f"{name}.tar.gz"
    libraries, text = dist / f"{name}.cdx.json", dist / f"{name}.md"
    files = (wheel, source, libraries, text)
    missing = [file.name for file in (*files, dist / "SHA256SUMS") if not file.is_file()]
    if missing:
        yield f"missing: {', '.join(missing)}"
        return
    yield from _wheel(wheel)
    yield from _source(source, name)
    yield from _libraries(json.loads(libraries.read_text()))
    yield from _checksums(dist, files)
    if not text.read_text().strip():
        yield f'CHANGELOG.md has no section "## {version}" with "### Upgrading" in it'


def _wheel(path: Path) -> Iterator[str]:
    with ZipFile(path) as archive:
        names = set(archive.namelist())
        needed = {
            str(file.relative_to(ROOT))
            for folder in ("prompts", "storage/migrations/versions")
            for file in (ROOT / folder).rglob("*")
            if file.is_file() and "__pycache__" not in file.parts
        }
        yield from (f"{file} isn't in the wheel" for file in sorted(needed - names))
        unwanted = [file for file in sorted(names) if file.startswith("tests/") or file.endswith(".pyc")]
        yield from (f"{file} is in the wheel" for file in unwanted)
        manifest = "bot/assets/app_manifest.yml"
        if manifest not in names or archive.read(manifest) != (ROOT / "app_manifest.yml").read_bytes():
            yield "the wheel's app_manifest.yml isn't that of the sources"


def _source(path: Path, name: str) -> Iterator[str]:
    with tarfile.open(path) as archive:
        names = set(archive.getnames())
    for file in ("pyproject.toml", "constraints.txt", "CHANGELOG.md", "README.md", "app_manifest.yml"):
        if f"{name}/{file}" not in names:
            yield f"{file} isn't in the source archive"


def _libraries(bill: dict[str, Any]) -> Iterator[str]:
    if bill.get("bomFormat") != "CycloneDX":
        yield "the list of libraries isn't in CycloneDX's format"
    listed = {normal(part["name"]): part.get("version") for part in bill.get("components", ())}
    needed = {library_name(requirement) for requirement in project()["dependencies"]}
    yield from (f"{library} isn't in the list of libraries" for library in sorted(needed - listed.keys()))
    yield from (f"{library} is in the list of libraries" for library in sorted(NOT_FOR_USERS & listed.keys()))
    for library, version in pinned().items():
        if listed.get(library, version) != version:
            yield f"the list has {library} {listed[library]}, and constraints.txt {version}"


def pinned() -> dict[str, str]:
    lines = (ROOT / "constraints.txt").read_text().splitlines()
    pairs = [line.split("==") for line in lines if "==" in line]
    return {normal(library): version for library, version in pairs}


def library_name(requirement: str) -> str:
    return normal(re.split(r"[\[>=<;]", requirement)[0])


def normal(name: str) -> str:
    """Names of packages differ in case, dashes, underscores and dots only."""
    return re.sub(r"[-_.]+", "-", name).lower().strip()


def _checksums(dist: Path, files: tuple[Path, ...]) -> Iterator[str]:
    sums = dict(line.split("  ")[::-1] for line in (dist / "SHA256SUMS").read_text().splitlines())
    for file in files:
        if sums.get(file.name) != hashlib.sha256(file.read_bytes()).hexdigest():
            yield f"the checksum of {file.name} is wrong or missing"


def main(*words: str) -> int:
    if words[0] == "notes":
        print(notes((ROOT / "CHANGELOG.md").read_text(), project()["version"]), end="")  # noqa: T201 (it's asked for)
        return 0
    problems = list(check(Path(words[1])))
    for problem in problems:
        print(problem, file=sys.stderr)  # noqa: T201 (the same)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
