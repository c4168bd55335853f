"""The request a check-in's message shows, and the template files of its words."""

from dataclasses import dataclass
from datetime import date

from conversations.check_in import Subject, Topic
from plans.cadences import Cadence

NOUN = "check_in"
MILESTONE_NOUN = f"{NOUN}.milestone"


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """The request a message shows, and how its reader is involved."""

    request_id: int
    cadence: Cadence
    period: str
    organization: str
    closes_on: date
    owner: str = ""
    """The person asked, if someone else reads the message to answer for them."""
    stand_in: str = ""
    """The stand-in, if the person asked reads the message meanwhile."""
    passed_to: str = ""
    """The present addressee, if a former stand-in reads the message."""
    team: str = ""
    """Codes of the milestones for which a team answers together."""
    is_coming: bool = False
    """Whether the round has not opened yet, because the person reported early."""

    @property
    def noun(self) -> str:
        """The template file of the cadence."""
        return noun_of(self.cadence)


def topic_noun(about: About, topic: Topic) -> str:
    """The template file of what is said about a topic: a milestone has its own, whatever the cadence."""
    return MILESTONE_NOUN if topic.subject is Subject.MILESTONE else about.noun


def noun_of(cadence: Cadence) -> str:
    """The cadence's template file, which overrides the monthly one."""
    return NOUN if cadence is Cadence.MONTHLY else f"{NOUN}.{cadence}"
