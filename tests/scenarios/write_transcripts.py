"""Plays the conversations of tests/scenarios/transcripts and writes what their threads show to docs/transcripts."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.scenarios.district import ROOT, District, furnish, open_district
from tests.support.databases import new_sqlite
from tests.support.transcripts import Played, Transcript

PLAYED = Path(__file__).parent / "transcripts"
WRITTEN = ROOT / "docs" / "transcripts"


def transcript(district: District, name: str) -> str:
    return Transcript(district, Played.read(PLAYED / f"{name}.yml")).plays()


@contextmanager
def _furnished() -> Iterator[District]:
    with TemporaryDirectory() as folder:
        database = Path(folder) / "district.db"
        new_sqlite(database).close()
        furnish(f"sqlite:///{database}")
        with open_district(database) as district:
            yield district


def main(names: list[str]) -> None:
    for name in names or [path.stem for path in sorted(PLAYED.glob("*.yml"))]:
        with _furnished() as district:
            (WRITTEN / f"{name}.md").write_text(transcript(district, name), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
