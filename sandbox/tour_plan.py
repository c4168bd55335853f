"""What the page's front door shows: whom one can be, the steps of a tour, and what else to try."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import yaml
from pydantic import BaseModel, ConfigDict, Field

Place = Annotated[str, Field(pattern=r"^(home|messages|[CG][A-Z0-9]{8,})$")]
"""A channel's id, or one of the app's tabs."""


class _TourModel(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class TourPerson(_TourModel):
    """Somebody one can be."""

    id: str
    place: Place
    about: str
    command: str = ""


class TourStep(_TourModel):
    """What to do as whom, and where; done once the person can read the text `reads` in a message."""

    title: str
    person: str
    place: Place
    tasks: list[str]
    command: str = ""
    outcome: str
    reads: str


class TourIdea(_TourModel):
    """Something else to try."""

    person: str
    place: Place
    text: str
    command: str = ""


class TourPlan(_TourModel):
    """The content of the front page."""

    title: str
    intro: list[str]
    people: list[TourPerson]
    steps: list[TourStep]
    more: list[TourIdea] = []


def read_tour(path: Path) -> TourPlan:
    """Read a tour."""
    return TourPlan.model_validate(yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader))
