"""The digest of a district and of a state, held against lines written by hand from the marks of the state's world."""

from dataclasses import dataclass
from datetime import date

import pytest

from bot.messages import digests as messages
from bot.network import digest_schedule
from bot.network.digest_schedule import ChosenDigest
from plans.digests import DigestMonth
from prompts import formats
from storage.database import Database
from tests.support import state_world
from tests.support.state_world import ASHBY, BRANDT, CORRIE, STATE, TEAM, SavedState

RULES = """
Moved, improved, falling: the on-time share changed by 10 points or more, with at least 5 due on both days. \
Needs a call: no check-in answers two months in a row (for a district, from half its schools), half or more of what's \
due is behind (at least 3), or falling. A support request waits until somebody promises, provides or declines it.
Once a month, after the check-ins close. `/plan network digest off` turns it off."""
ASHBY_IN_NOVEMBER = """\
Ashby County Schools: November digest
As of Mon, Nov 23, compared with Mon, Oct 26
*What moved*
Overall: on time 26 of 40 (65%), was 18 of 24 (75%)
Milestones completed: 2 (Aldine Elementary and Barlow Middle)
• *2b Target professional learning opportunities*: on time 6 of 10 (60%), was 6 of 6 (100%)
• *3a Diagnose and respond to student learning needs*: on time 4 of 10 (40%), was 4 of 6 (67%)
• *3b Provide rigorous evidence-based instruction*: on time 16 of 20 (80%), was 8 of 12 (67%)
*Who improved*
• *Barlow Middle*: on time 6 of 10 (60%), was 2 of 6 (33%)
*Who needs a call*
• *Dunmore Elementary*: no check-in answers in October and November · behind 6 of 10 (60%) · \
on time 4 of 10 (40%), was 4 of 6 (67%)
• *Cedar Ridge High*: on time 6 of 10 (60%), was 6 of 6 (100%)
*Support requests without an answer*
• *Dunmore Elementary*: 2 requests, the oldest waiting 26 days"""
BRANDT_IN_NOVEMBER = """\
Brandt Valley Schools: November digest
As of Mon, Nov 23, compared with Mon, Oct 26
*What moved*
Overall: on time 27 of 40 (68%), was 14 of 24 (58%)
Milestones completed: 1 (Grant High)
• *4c Engage students and families in pursuing education goals*: on time 7 of 10 (70%), was 3 of 6 (50%)
• *3b Provide rigorous evidence-based instruction*: on time 12 of 20 (60%), was 6 of 12 (50%)
*Who improved*
• *Falls Creek Middle*: on time 7 of 10 (70%), was 3 of 6 (50%)
• *Grant High*: on time 7 of 10 (70%), was 3 of 6 (50%)
*Who needs a call*
• *Hollis Elementary*: behind 5 of 10 (50%)
*Support requests without an answer*
• *Hollis Elementary*: 1 request, waiting 7 days"""
CORRIE_ON_THE_DEADLINE = """\
Corrie City Schools: November digest
As of Sun, Dec 6, compared with Mon, Oct 26
*What moved*
Overall: on time 30 of 38 (79%), was 15 of 18 (83%)
Milestones completed: 1 (Keller High)
• *3a Diagnose and respond to student learning needs*: on time 6 of 11 (55%), was 4 of 6 (67%)
*Who needs a call*
• *Jasper Middle*: on time 6 of 11 (55%), was 4 of 6 (67%)
*Support requests without an answer*
• *Jasper Middle*: 1 request, waiting 54 days
*November check-in not closed yet:* Jasper Middle"""
STATE_ON_THE_DEADLINE = """\
Westmark: November digest
As of Sun, Dec 6, compared with Mon, Oct 26
*What moved*
Overall: on time 91 of 126 (72%), was 47 of 66 (71%)
Milestones completed: 4 (Ashby County Schools 2, Brandt Valley Schools and Corrie City Schools)
• *2b Target professional learning opportunities*: on time 7 of 11 (64%), was 6 of 6 (100%)
• *3b Provide rigorous evidence-based instruction*: on time 36 of 49 (73%), was 14 of 24 (58%)
• *3a Diagnose and respond to student learning needs*: on time 20 of 33 (61%), was 13 of 18 (72%)
• *4c Engage students and families in pursuing education goals*: on time 17 of 22 (77%), was 8 of 12 (67%)
*Who improved*
• *Brandt Valley Schools*: on time 31 of 44 (70%), was 14 of 24 (58%)
*Support requests without an answer*
• *Corrie City Schools*: 1 request, waiting 54 days
• *Ashby County Schools*: 2 requests, the oldest waiting 39 days
• *Brandt Valley Schools*: 1 request, waiting 20 days
*November check-in not closed yet:* Jasper Middle"""
OCT_26, NOV_23, DEC_6 = date(2026, 10, 26), date(2026, 11, 23), date(2026, 12, 6)


@dataclass(frozen=True)
class World:
    database: Database
    state: SavedState

    def digest(self, name: str, on: date, since: date | None = OCT_26, period: str = "2026-11") -> str:
        month = DigestMonth(period=period, on=on, since=since)
        place = self.state.organizations[name]
        chosen = ChosenDigest(organization_id=place, workspace_id=TEAM, name=name, month=month)
        with self.database.read() as session, formats.reading(today=on):
            digest = digest_schedule.read(session, chosen)
            return messages.sent(name, digest, messages.table_pointer(place, on)).text


@pytest.fixture
def world(database: Database) -> World:
    with database.write() as session:
        return World(database, state_world.save(session))


def test_every_digest_reads_as_written_by_hand(world: World) -> None:
    assert world.digest(ASHBY, NOV_23) == ASHBY_IN_NOVEMBER + RULES
    assert world.digest(BRANDT, NOV_23) == BRANDT_IN_NOVEMBER + RULES
    assert world.digest(CORRIE, DEC_6) == CORRIE_ON_THE_DEADLINE + RULES
    assert world.digest(STATE, DEC_6) == STATE_ON_THE_DEADLINE + RULES
