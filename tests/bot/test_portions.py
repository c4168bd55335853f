"""Large rounds run in portions, each a short transaction, and survive a stop in between."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from itertools import pairwise

from sqlalchemy import select

from bot.check_ins import nudges, opening, refreshing, reporting, rounds
from bot.check_ins.opening import RoundAudience
from bot.check_ins.portions import PORTION
from bot.check_ins.round_desk import RoundDesk
from bot.check_ins.schedule import ActivePlans, due
from bot.demo.district import HandClock
from bot.slack.payloads import Who
from bot.turns import Turn, Turns
from storage.database import Database
from storage.models import OutboxRow
from storage.plans import plans
from storage.rounds import check_in_requests
from storage.rounds import rounds as store
from storage.rounds.rounds import RoundFacts
from tests.support.districts import MORNING, TEAM, save_district, staff

MANY = 2 * PORTION + 20
FEW = 7
TO_LEADERS = 1
HALF_TIME = MORNING + timedelta(days=4)
AFTERWARDS = MORNING + timedelta(days=8)


class School:
    """A plan with so many people and a hand-set clock, without delivery."""

    def __init__(self, database: Database, people: int) -> None:
        self.database = database
        self.plan_id = save_district(database, staff(people))
        self.clock = HandClock(MORNING)
        self.sizes = [0]
        """The number of messages after each transaction."""
        self.turns = Turns(database, self.clock, lambda: self.sizes.append(self.queued().total()))

    def tick(self, at: datetime = MORNING) -> None:
        self.clock.moment = at
        RoundDesk(self.turns).tick()

    @contextmanager
    def turn(self) -> Iterator[Turn]:
        with self.turns.write() as turn:
            yield turn

    def asking(self) -> RoundAudience:
        with self.turns.read() as turn:
            [due_round] = due(turn, ActivePlans.read(turn))
            return RoundAudience.read(turn, due_round.plan, due_round.occasion)

    def opened(self, portion: int) -> tuple[RoundAudience, RoundFacts]:
        """An open round that has asked only its first portion."""
        asking = self.asking()
        with self.turn() as turn:
            opening.open_round(turn, asking, portion=portion)
            opened_round = store.latest_round(turn.session, self.plan_id)
            assert opened_round is not None
            return asking, opened_round

    def queued(self, ending: str = "") -> Counter[str]:
        """The number of waiting messages with this key ending, by the first word of their keys."""
        with self.database.read() as session:
            keys = session.scalars(select(OutboxRow.key))
            return Counter(key.partition(":")[0] for key in keys if key.endswith(ending))

    def hours(self) -> set[datetime]:
        with self.database.read() as session:
            return set(session.scalars(select(OutboxRow.not_before).where(OutboxRow.key.startswith("check_in:"))))


def test_a_great_many_are_asked_reminded_and_shown_the_closing_once_each(database: Database) -> None:
    school = School(database, MANY)
    school.tick()
    assert school.queued()["check_in"] == MANY
    school.tick(HALF_TIME)
    assert school.queued()["nudge"] == MANY
    school.tick(AFTERWARDS)
    school.tick(AFTERWARDS)

    assert school.queued(":shown") == {"check_in": MANY, "nudge": MANY}
    assert max(after - before for before, after in pairwise(school.sizes)) <= 2 * PORTION + TO_LEADERS


def test_what_was_begun_when_a_bot_stopped_the_next_one_goes_on_with(database: Database) -> None:
    school = School(database, FEW)
    school.opened(portion=2)
    assert school.queued()["check_in"] == 2

    school.tick(MORNING + timedelta(minutes=3))

    assert school.queued()["check_in"] == FEW
    assert len(school.hours()) == 2  # who is asked later is asked as soon as that


def test_two_replicas_share_those_who_are_to_be_asked(database: Database) -> None:
    school = School(database, FEW)
    asking, opened = school.opened(portion=2)
    with school.turns.read() as turn:
        other = RoundAudience.go_on(turn, *store.asking(turn.session)[0])
    more = []
    for replica in (asking, other, asking, other):
        with school.turn() as turn:
            more.append(opening.ask_more(turn, replica, opened.id, portion=2))

    assert more == [True, True, False, False]
    assert school.queued()["check_in"] == FEW


def test_who_reports_before_it_is_their_turn_reports_for_this_month_and_is_asked_once(database: Database) -> None:
    school = School(database, FEW)
    _asking, opened = school.opened(portion=2)
    with school.turn() as turn:
        plan = plans.summary(turn.session, school.plan_id)
        theirs = turn.as_of(Who(team=TEAM, user="U00000007"))
        reporting.report_now(theirs, plan, "command")
        period = check_in_requests.requests_of(turn.session, theirs.by.id)[0].round.period
    school.tick(MORNING + timedelta(minutes=3))

    assert period == opened.period
    assert school.queued()["check_in"] == FEW


def test_a_round_that_is_closed_asks_nobody_any_more(database: Database) -> None:
    school = School(database, FEW)
    _asking, opened = school.opened(portion=2)
    with school.turn() as turn:
        rounds.close(turn, plans.summary(turn.session, school.plan_id), opened)

    school.tick(MORNING + timedelta(minutes=3))

    assert school.queued()["check_in"] == 2 + 2  # each shows that it is closed


def test_what_is_to_be_shown_anew_is_shown_from_the_start_when_more_comes_of_it(database: Database) -> None:
    school = School(database, FEW)
    _asking, opened = school.opened(portion=FEW)
    with school.turn() as turn:
        refreshing.show_round(turn, opened.id, portion=3)
        refreshing.show_more(turn, opened.id, portion=3)
        refreshing.show_round(turn, opened.id, portion=2)
    assert school.queued(":shown") == {"check_in": 6}

    school.tick()

    assert school.queued(":shown") == {"check_in": FEW}
    with database.read() as session:
        assert store.to_refresh(session) == []


def test_nobody_is_reminded_twice_when_a_bot_stopped_in_between(database: Database) -> None:
    school = School(database, FEW)
    school.tick()
    school.clock.moment = HALF_TIME
    with school.turns.read() as turn:
        active = ActivePlans.read(turn)
        [nudge] = nudges.due(turn, active)
        waiting = nudges.waiting(turn, nudge)
    with school.turn() as turn:
        nudges.send(turn, nudge, active, waiting[:3])

    school.tick(HALF_TIME)

    assert school.queued()["nudge"] == FEW == len(waiting)
    with school.turns.read() as turn:
        assert nudges.due(turn, active) == []
