"""The state that several tests share: its network counted by hand on two days."""

from datetime import date

from plans.item_progress import Day
from plans.progress import Fraction
from storage.database import Database
from storage.network import counts, scope
from tests.support import state_world
from tests.support.state_world import ASHBY, BRANDT, CORRIE, STATE, TEAM

OCT_26, NOV_23 = date(2026, 10, 26), date(2026, 11, 23)
ON_TIME_AND_BEHIND = {
    (ASHBY, OCT_26): (Fraction(18, 24), Fraction(4, 24)),
    (ASHBY, NOV_23): (Fraction(26, 40), Fraction(12, 40)),
    (BRANDT, OCT_26): (Fraction(14, 24), Fraction(7, 24)),
    (BRANDT, NOV_23): (Fraction(27, 40), Fraction(10, 40)),
    (CORRIE, OCT_26): (Fraction(15, 18), Fraction(3, 18)),
    (CORRIE, NOV_23): (Fraction(27, 34), Fraction(6, 34)),
    (STATE, NOV_23): (Fraction(80, 114), Fraction(28, 114)),
}


def test_the_districts_shares_are_those_counted_from_the_marks(database: Database) -> None:
    with database.write() as session:
        state = state_world.save(session)
    counted = {}
    with database.read() as session:
        for name, on in ON_TIME_AND_BEHIND:
            network = scope.read(session, TEAM, state.organizations[name], Day(on))
            assert network is not None
            items = counts.by_school(session, network).all.items
            counted[name, on] = items.on_time, items.behind

    assert counted == ON_TIME_AND_BEHIND
