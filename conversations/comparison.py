"""Where the scripts ask the questions of their sources, and how each question relates to its source.

The sources are known by their ids alone. Their sentences are not part of the project.
"""

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from conversations.script import Script, SourcedText


class SourceKind(StrEnum):
    QUESTION = "question"
    PREPARATION = "preparation"
    TECHNIQUE = "technique"
    """Advice to the coach. It becomes a tip."""


class SourceMark(StrEnum):
    KEPT = "kept"
    """One question with the object and the force of its source, in our own words."""
    IMPROVED = "improved"
    """Opened up, moved to where it is needed, or asked about what the plan already says."""
    SPLIT = "split"
    """Several questions, one at a time."""


@dataclass(frozen=True, slots=True)
class ScriptSource:
    number: int
    id: str
    kind: SourceKind
    mark: SourceMark

    @property
    def document(self) -> str:
        return self.id.partition(".")[0]


@dataclass(frozen=True, slots=True)
class Placement:
    """A text of a script that comes from a source, and where it stands: "goals-and-measures: top-goals"."""

    place: str
    text: str


@dataclass(frozen=True, slots=True)
class ComparedSource:
    source: ScriptSource
    placements: tuple[Placement, ...]


@dataclass(frozen=True, slots=True)
class ComparedDocument:
    id: str
    sources: tuple[ComparedSource, ...]


def read_sources(text: str) -> tuple[ScriptSource, ...]:
    """The sources of a CSV file with the columns id, kind and mark, numbered from 1."""
    return tuple(
        ScriptSource(number, row["id"], SourceKind(row["kind"]), SourceMark(row["mark"]))
        for number, row in enumerate(csv.DictReader(text.splitlines()), start=1)
    )


def compare(sources: Iterable[ScriptSource], scripts: Iterable[Script]) -> tuple[ComparedDocument, ...]:
    """The sources of each document with their placements, in the order of the file."""
    placements = _placements(scripts)
    compared = (ComparedSource(source, tuple(placements[source.id])) for source in sources)
    documents = groupby(compared, lambda each: each.source.document)
    return tuple(ComparedDocument(document, tuple(group)) for document, group in documents)


def _placements(scripts: Iterable[Script]) -> Mapping[str, list[Placement]]:
    placements: defaultdict[str, list[Placement]] = defaultdict(list)
    for script in scripts:
        for place, text in _sourced_texts(script):
            for source_id in text.sources:
                placements[source_id].append(Placement(f"{script.name}: {place}", text.text))
    return placements


def _sourced_texts(script: Script) -> Iterator[tuple[str, SourcedText]]:
    yield from (("preparation", text) for text in script.preparation)
    yield from (("tips", text) for text in script.tips)
    for step in script.steps:
        yield step.id, SourcedText(step.ask, step.sources)
        yield from ((f"{step.id}, follow-up", text) for text in step.probes)
        yield from ((f"{step.id}, tip", text) for text in step.tips)
    yield from (("follow-ups", text) for text in script.probes)
