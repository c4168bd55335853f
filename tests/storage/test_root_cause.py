"""Root cause dialogs in the database, beside coaching conversations, and the line from their roots into the plan."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.kinds import KINDS
from bot.threads.kinds import by_name, waiting_for
from conversations.parts import PartKind
from conversations.root_cause.moves import GoTo
from conversations.root_cause.state import Ballot, Opinion, PrivateRound, RootCauseState, RootCauseStep
from conversations.root_cause.trace import gaps, trace
from conversations.threads.replies import Reply
from conversations.threads.state import DialogPhase, Visit, WrittenPart
from storage.database import Database
from storage.dialogs import coaching, private_questions, replies, root_cause, root_links, threads
from storage.dialogs.root_cause import RootCauseDialog
from storage.dialogs.stores import NewDialog
from storage.items import item_changes
from storage.items.item_changes import NewItem
from storage.items.items import Stamp
from storage.models import ActionItemRow
from storage.plans import places, whole_plan
from storage.plans.places import PlanRowReference
from tests.conversations.team import Team
from tests.support.districts import TEAM, save_district, staff

NOW = datetime(2026, 11, 17, 15, tzinfo=UTC)
TODAY = date(2026, 11, 17)
STAMP = Stamp(at=NOW, on=TODAY)


@pytest.fixture
def plan_id(database: Database) -> int:
    return save_district(database, staff(2))


def with_a_root() -> tuple[Team, str]:
    team = Team()
    root = team.digs("Students do not use math ideas", "Teachers lack ways", "Nobody has time to plan together")
    team.shows("lee", "The schedule of this year", cause=root)
    for step, label in ((RootCauseStep.NATURE, "cause"), (RootCauseStep.REACH, "ours"), (RootCauseStep.DEEPER, "root")):
        team.presses(GoTo, step=step, cause=root)
        team.decides(label)
    return team, root


def begun(session: Session, plan_id: int, team: Team) -> RootCauseDialog:
    new = NewDialog(organization_id=1, plan_id=plan_id, channel="C00000ONE", is_private=False, state=team.state)
    return root_cause.STORE.add(session, new, at=NOW, on=TODAY)


def test_a_dialog_comes_back_as_it_was_kept(database: Database, plan_id: int) -> None:
    team, _ = with_a_root()
    with database.write() as session:
        dialog = begun(session, plan_id, team)
    with database.read() as session:
        assert root_cause.STORE.find(session, dialog.id) == dialog
        assert dialog.state == team.state
        assert threads.kind_of(session, dialog.id) == root_cause.STORE.kind
        assert threads.unfinished(session, TEAM) == [("root_cause", dialog.id)]
        assert [each.id for each in root_cause.STORE.every(session)] == [dialog.id]


def test_coaching_does_not_see_it(database: Database, plan_id: int) -> None:
    with database.write() as session:
        dialog = begun(session, plan_id, with_a_root()[0])
        assert coaching.STORE.find(session, dialog.id) is None
        assert coaching.STORE.history(session, 1, reader="U0STRANGER", limit=9) == []
        assert coaching.recent(session, 1, TODAY, reader="UANA") == []


def test_the_finish_is_dated_once(database: Database, plan_id: int) -> None:
    with database.write() as session:
        dialog = begun(session, plan_id, with_a_root()[0])
        finished = replace(dialog.state, phase=DialogPhase.FINISHED)
        for day in (17, 30):
            root_cause.STORE.save_state(session, dialog, finished, at=NOW, on=TODAY.replace(day=day))
        session.flush()
        (actual,) = root_cause.STORE.finished_between(session, plan_id, TODAY, TODAY)
        assert actual.finished_on == TODAY
        assert threads.unfinished(session, TEAM) == []


def test_everybody_is_asked_anew_in_each_round(database: Database, plan_id: int) -> None:
    with database.write() as session:
        dialog = begun(session, plan_id, with_a_root()[0])
        asked = [private_questions.add(session, dialog.id, "U00000LEE", f"vote@c3#{number}") for number in (0, 0, 1)]
        assert [each is not None for each in asked] == [True, False, True]


def asked_once(team: Team, step: RootCauseStep, item: str = "") -> RootCauseState:
    return replace(team.state, rounds=(PrivateRound(Visit(step, item), ("U00000LEE", "U00000MAY", "U00000KIM")),))


def test_a_question_waits_until_it_is_answered_or_its_round_is_closed(database: Database, plan_id: int) -> None:
    team, root = with_a_root()
    asked = asked_once(team, RootCauseStep.VOTE, root)
    voted = replace(asked.rounds[0], ballots=(Ballot("U00000LEE", Opinion.AGREE),))
    after = [replace(asked, rounds=(voted,)), replace(asked, rounds=(replace(asked.rounds[0], closed=True),))]
    with database.write() as session:
        dialog = begun(session, plan_id, team)
        private_questions.add(session, dialog.id, "U00000LEE", f"vote@{root}#0")
        for state, waits in ((asked, True), (after[0], False), (after[1], False)):
            root_cause.STORE.save_state(session, dialog, state, at=NOW, on=TODAY)
            session.flush()
            waiting = waiting_for(by_name(KINDS), session, TEAM, "U00000LEE")
            assert [("Nobody has time to plan together" in each.text, each.in_words) for each in waiting] == [
                (True, False)
            ] * waits


def test_what_is_not_being_said_waits_for_words(database: Database, plan_id: int) -> None:
    team, _ = with_a_root()
    with database.write() as session:
        dialog = begun(session, plan_id, team)
        root_cause.STORE.save_state(session, dialog, asked_once(team, RootCauseStep.ELEPHANT), at=NOW, on=TODAY)
        for person in ("U00000LEE", "U00000MAY"):
            private_questions.add(session, dialog.id, person, "elephant#0")
        replies.save(session, dialog.id, Reply(ts="9.1", person="U00000LEE", text="Pay", visit="elephant"))
        replies.save(session, dialog.id, Reply(ts="9.2", person="U00000MAY", text="Elsewhere", visit="why@symptom"))
        assert waiting_for(by_name(KINDS), session, TEAM, "U00000LEE") == []
        assert [each.in_words for each in waiting_for(by_name(KINDS), session, TEAM, "U00000MAY")] == [True]


def test_the_line_leads_from_an_action_item_to_its_root(database: Database, plan_id: int) -> None:
    team, root = with_a_root()
    with database.write() as session:
        dialog = begun(session, plan_id, team)
        before = root_links.links(session, plan_id, reader="U0STRANGER")
        assert [link.text for link in before.roots] == ["Nobody has time to plan together"]
        assert gaps(whole_plan.load(session, plan_id), before).roots_without_item == before.roots

        item = session.scalars(select(ActionItemRow).filter_by(plan_id=plan_id)).first()
        assert item is not None
        part = WrittenPart(
            "work#1", PartKind.ACTION_ITEM, {"text": "Plan on Tuesdays"}, Visit(RootCauseStep.WORK, root), "ana"
        )
        new = NewItem(plan_id=plan_id, text="Plan on Tuesdays", owner=None, milestone_id=item.milestone_id)
        place = PlanRowReference(ActionItemRow.__tablename__, item_changes.add(session, new, STAMP))
        places.save_place(session, dialog.id, part.key, place)
        root_cause.STORE.save_state(session, dialog, replace(team.state, parts=(part,)), at=NOW, on=TODAY)
        session.flush()

        links = root_links.links(session, plan_id, reader="U0STRANGER")
        stored = item_changes.load(session, place.row_id)
        assert stored is not None
        actual = trace(whole_plan.load(session, plan_id), links, stored.code)
        assert actual is not None
        assert [each.key for each in actual.roots] == [f"{dialog.id}/{root}"]
        assert places.codes(session, dialog.id) == {part.key: stored.code}
        assert gaps(whole_plan.load(session, plan_id), links).roots_without_item == ()
