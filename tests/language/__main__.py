"""Prints names the glossary replaces, type names defined twice, misnamed tables and the count of fillers."""

import subprocess
import sys
from collections import Counter
from pathlib import Path

from tests.language.names import (
    Definition,
    definitions,
    filler_uses,
    misnamed_tables,
    replaced_names,
    types_defined_twice,
)

FILLER_ALLOWED = 200
"""How many identifiers of the whole tree may be fillers; each one left is the natural word at its place."""


def main() -> int:
    sources = {path: Path(path).read_text() for path in _tracked()}
    complaints = [
        *_second_names([definition for path, text in sources.items() for definition in definitions(path, text)]),
        *_twice(sources),
        *(table for path, text in sources.items() for table in misnamed_tables(path, text)),
        *_too_many_fillers(sources),
    ]
    for complaint in complaints:
        sys.stdout.write(f"{complaint}\n")
    return 1 if complaints else 0


def _tracked() -> list[str]:
    listing = subprocess.run(["git", "ls-files", "*.py"], capture_output=True, text=True, check=True)
    return [path for path in listing.stdout.split() if not path.startswith("storage/migrations/")]


def _second_names(defined: list[Definition]) -> list[str]:
    replaced = replaced_names(Path("docs/glossary.md").read_text())
    return [
        f"{definition.path}:{definition.line}: for `{definition.name}` the glossary says {replaced[definition.name]}"
        for definition in defined
        if definition.name in replaced
    ]


def _twice(sources: dict[str, str]) -> list[str]:
    product = {path: text for path, text in sources.items() if not path.startswith(("tests/", "benchmarks/"))}
    return [f"type {name} is defined in {' and '.join(paths)}" for name, paths in types_defined_twice(product).items()]


def _too_many_fillers(sources: dict[str, str]) -> list[str]:
    uses = {path: filler_uses(text) for path, text in sources.items()}
    total = sum(uses.values())
    if total <= FILLER_ALLOWED:
        return []
    most = ", ".join(f"{path} {count}" for path, count in Counter(uses).most_common(5))
    return [f"{total} filler identifiers, {FILLER_ALLOWED} allowed; most of them in {most}"]


if __name__ == "__main__":
    sys.exit(main())
