"""A plan and people of every role, to test the table of roles."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path

from slack_sdk import WebClient
from sqlalchemy import update
from sqlalchemy.orm import Session

from bot.action_items import adding
from bot.agendas import posting
from bot.agendas.rules import PlanAgenda
from bot.check_ins import opening
from bot.coaching import desk as coaching_desk
from bot.demo.district import HandClock
from bot.desk import Desk
from bot.messages.threads.pointers import StartPointer
from bot.minutes.drafting import drafted
from bot.permissions.roles import Role
from bot.root_cause import desk as root_cause_desk
from bot.script_library import ScriptLibrary
from bot.slack.payloads import Command, Submission, Who
from bot.turns import Turn, Turns
from conversations.agendas import Agenda, Area
from conversations.documents.names import DocumentName
from conversations.highlight import ChangeReference, ChangeSource
from conversations.outreach import OutreachKind
from conversations.root_cause.state import PrivateRound
from conversations.root_cause.voting import round_name
from conversations.threads.replies import Reply
from conversations.threads.state import Visit
from plans.advice import FoundBy
from plans.initiatives import InitiativeFacts
from plans.plan import ActionItem, Milestone, Plan, Priority, Strategy
from storage.delivery import outbox
from storage.delivery.outbox import MessageKind, OutboxMessage
from storage.dialogs import coaching, private_questions, replies, root_cause
from storage.documents import signing, templates
from storage.initiatives import inventory, ratings
from storage.items import offers, support_changes
from storage.items.item_changes import NewItem
from storage.items.items import Stamp
from storage.items.support_changes import Help, Need, Provider
from storage.models import DialogRow, OutboxRow, PersonRow
from storage.network import outreach
from storage.network.outreach import NewOutreach
from storage.people import memberships, organizations, people, role_holders
from storage.people.people import Member
from storage.plans import advice, comments, files, milestone_meetings, places, plans, uploads
from storage.plans.advice import NewAdvice
from storage.plans.comments import NewComment
from storage.plans.places import PlanRowReference
from storage.plans.uploads import UploadKind
from storage.rounds import agendas, change_checks, check_in_requests, evidence
from storage.rounds import minutes as store
from storage.rounds import rounds as kept_rounds
from storage.rounds.agendas import StoredAgenda
from storage.rounds.change_checks import CheckKind
from storage.rounds.minutes import StoredMinutes
from tests.support.databases import new_sqlite

TEAM = "T"
NOW = datetime(2026, 11, 16, 15, tzinfo=UTC)
SCRIPT = "goals-and-measures"
ADDRESSEE, ASKER, LEAD, GUEST, LEFT, STRANGER = "addressee", "asker", "lead", "guest", "left", "stranger"
GUEST_COACH = "outsider"
"""A guest who is a coach and, in vain, a plan manager."""
PEOPLE = [*Role, ADDRESSEE, ASKER, LEAD, GUEST, GUEST_COACH, LEFT]
PLAN_FILE = b"Plan 2026-27\nActivity,Person responsible,Due date\nRead,Lead,Oct 1 2026\n"
REPLIED = "9.2"
NOBODY_THERE = WebClient(token="xoxb", base_url="http://127.0.0.1:9/", retry_handlers=[])


@dataclass
class World:
    """A plan with one item that ADDRESSEE was given by ASKER, in a milestone that LEAD leads.

    The month's check-in is open, its minutes are drafted, and an agenda is posted for which ADDRESSEE brings evidence.
    The coach leads a conversation and a root cause dialog, in both of which ADDRESSEE was asked in private.
    """

    turns: Turns
    plan_id: int = 0
    milestone_id: int = 0
    rock_id: int = 0
    item_id: int = 0
    offer_id: int = 0
    asked: int = 0
    declined: int = 0
    given: int = 0
    request_id: int = 0
    round_id: int = 0
    minutes: StoredMinutes | None = None
    posted: StoredAgenda | None = None
    evidence_id: int = 0
    comment_id: int = 0
    advice_id: int = 0
    """What ADDRESSEE would tell other schools."""
    check_id: int = 0
    """Of the question why ADDRESSEE made a change."""
    dialog_id: int = 0
    private_id: int = 0
    whys_id: int = 0
    vote_id: int = 0
    elephant_id: int = 0
    undelivered_id: int = 0
    initiative_id: int = 0
    """On the district's list."""
    rating_round_id: int = 0
    """In which ADDRESSEE rates initiatives."""
    upload_id: int = 0
    """A plan's file that PLAN_MANAGER dropped."""
    outreach_id: int = 0
    """Support that PLAN_MANAGER offered to the school."""
    signed_id: int = 0
    """A document that LEADER signed and asked ADDRESSEE to sign."""
    count: list[int] = field(default_factory=list)

    def next_key(self) -> str:
        """Another trigger, so that no attempt looks like a repetition of one before."""
        self.count.append(1)
        return str(len(self.count))

    def command(self, who: str, text: str) -> Command:
        return Command(who=who_is(who), channel="D1", text=text, trigger_id=self.next_key(), is_dm=True)

    @property
    def desk(self) -> Desk:
        """Slack does not answer in these tests. Whoever gets as far as a call to it passed the guard."""
        return Desk(self.turns, NOBODY_THERE, ScriptLibrary())

    @property
    def draft(self) -> StoredMinutes:
        assert self.minutes is not None
        return self.minutes

    @property
    def agenda(self) -> StoredAgenda:
        assert self.posted is not None
        return self.posted


FOREIGNER = "foreigner"
"""In another workspace's district everything, with the Slack id of this one's plan manager."""
OTHER_TEAM = "TOTHER"


def who_is(name: str) -> Who:
    if name == FOREIGNER:
        return Who(team=OTHER_TEAM, user=who_is(Role.PLAN_MANAGER).user)
    return Who(team=TEAM, user=f"U{name.upper():0>8}")


def add_other_workspace(session: Session) -> None:
    """A workspace on the same database, with a school that has the same name."""
    organizations.save_workspace(session, OTHER_TEAM, "Elsewhere", "U00000BOT")
    foreigner = who_is(FOREIGNER).user
    member = Member(slack_id=foreigner, name="Foreigner", handle="f", time_zone="America/New_York")
    people.save_people(session, OTHER_TEAM, [member])
    district = organizations.save_organization(session, OTHER_TEAM, "District", "district")
    school = organizations.save_organization(session, OTHER_TEAM, "School", "school", parent="District")
    row = people.person(session, OTHER_TEAM, foreigner)
    assert row is not None
    for role in Role:
        memberships.grant(session, district.id, row.id, role)
        memberships.grant(session, school.id, row.id, role)


def furnish(path: Path) -> World:
    database = new_sqlite(path)
    world = World(Turns(database, HandClock(NOW)))
    with database.write() as session:
        _add_people(session)
        _add_plan(session, world)
    with world.turns.write(who_is(ASKER)) as turn:
        _give_and_ask(turn, world)
    with world.turns.write(who_is(ADDRESSEE)) as turn:
        _tell_schools(turn, world)
    with world.turns.write(who_is(Role.PLAN_MANAGER)) as turn:
        _open_the_month(turn, world)
    _begin_dialog(world)
    _begin_root_cause(world)
    with world.turns.write(who_is(Role.LEADER)) as turn:
        _sign_document(turn, world)
    with world.turns.write(who_is(Role.PLAN_MANAGER)) as turn:
        _offer_support(turn, world)
        _list_initiative(turn, world)
    _fail_to_deliver(world)
    _drop_file(world)
    database.close()
    return world


def _sign_document(turn: Turn, world: World) -> None:
    stamp, quarter = turn.stamp("America/New_York"), (DocumentName.QUARTER, date(2026, 11, 16))
    document = signing.freeze(turn.session, world.plan_id, quarter, {}, stamp)
    signing.sign(turn.session, document, stamp, position="Principal", plan_role="Leader")
    signing.request(turn.session, document.id, [person(turn.session, ADDRESSEE).id], stamp)
    world.signed_id = document.id


def _offer_support(turn: Turn, world: World) -> None:
    district = organizations.find(turn.session, TEAM, "District")
    assert district is not None
    new = NewOutreach(
        kind=OutreachKind.OFFER,
        organization_id=district.id,
        practice="",
        provider_id=turn.by.id,
        text="Time",
        due=NOW.date(),
        plan_ids=[world.plan_id],
    )
    world.outreach_id = outreach.add(turn.session, new, turn.stamp("America/New_York"))


def _list_initiative(turn: Turn, world: World) -> None:
    district = organizations.find(turn.session, TEAM, "District")
    assert district is not None
    facts, stamp = InitiativeFacts(name="Book studies"), turn.stamp("America/New_York")
    world.initiative_id = inventory.add(turn.session, district.id, facts, stamp)
    raters, closes_on = [person(turn.session, ADDRESSEE).id], date(2026, 11, 23)
    world.rating_round_id = ratings.begin(turn.session, district.id, raters, closes_on, stamp)


def _add_people(session: Session) -> None:
    organizations.save_workspace(session, TEAM, "Team", "U00000BOT")
    names = [str(name) for name in PEOPLE]
    members = [
        Member(
            slack_id=f"U{name.upper():0>8}",
            name=name.title(),
            handle=name,
            time_zone="America/New_York",
            active=name != LEFT,
            guest=name in (GUEST, GUEST_COACH),
        )
        for name in names
    ]
    people.save_people(session, TEAM, members)
    district = organizations.save_organization(session, TEAM, "District", "district")
    school = organizations.save_organization(session, TEAM, "School", "school", parent="District")
    by_name = {name: person(session, name) for name in names}
    memberships.grant(session, school.id, by_name[Role.LEADER].id, Role.LEADER)
    for role in [*Role]:
        memberships.grant(session, district.id, by_name[role].id, role)
    for role in (Role.STAFF, Role.VIEWER):
        memberships.grant(session, school.id, by_name[role].id, role)
    memberships.grant(session, school.id, by_name[ASKER].id, Role.STAFF)
    memberships.grant(session, district.id, by_name[GUEST_COACH].id, Role.COACH)
    for name in (GUEST, GUEST_COACH, LEFT):
        memberships.grant(session, district.id, by_name[name].id, Role.PLAN_MANAGER)


def _add_plan(session: Session, world: World) -> None:
    items = (ActionItem(code="1.1.1.1", text="Late", owner="Lead", due=date(2026, 10, 1)),)
    milestone = Milestone(code="1.1.1", title="M", lead="Lead", action_items=items)
    strategy = Strategy(code="1.1", title="S", milestones=(milestone,))
    plan = Plan(
        title="Plan",
        organization="School",
        school_year="2026-27",
        priorities=(Priority(code="1", title="P", strategies=(strategy,)),),
    )
    school = organizations.save_organization(session, TEAM, "School", "school", parent="District")
    years, stamp = (date(2026, 7, 1), date(2027, 6, 30)), Stamp(at=NOW, on=NOW.date())
    world.plan_id = files.save(session, school.id, plan, years=years, source="f", digest="1", stamp=stamp).plan_id
    place = places.find(session, world.plan_id, "strategy:1.1")
    assert place is not None
    coach = person(session, Role.COACH)
    world.comment_id = comments.add(
        session, world.plan_id, coach.id, NewComment(place, "1.1 S", "Good work."), at=NOW, on=NOW.date()
    )
    role_holders.assign(session, world.plan_id, "Lead", [person(session, LEAD).id])
    world.milestone_id = plans.milestones(session, world.plan_id)[0][0]


def _give_and_ask(turn: Turn, world: World) -> None:
    owner = people.person(turn.session, TEAM, "UADDRESSEE")
    assert owner is not None
    new = NewItem(plan_id=world.plan_id, text="Given", owner=owner, milestone_id=world.milestone_id)
    world.item_id = adding.create(turn, new, "America/New_York")
    world.offer_id = offers.waiting_for(turn.session, owner.id)[0].id
    need = Need(plan_id=world.plan_id, item_id=world.item_id, asker_id=turn.by.id, needed="Time")
    stamp, provider = turn.stamp("America/New_York"), Provider(person_id=owner.id)
    world.rock_id = milestone_meetings.set_rock(
        turn.session,
        world.plan_id,
        world.milestone_id,
        "Post the guide",
        owner_id=person(turn.session, LEAD).id,
        due=NOW.date(),
        stamp=turn.stamp("America/New_York"),
    )
    district = organizations.find(turn.session, TEAM, "District")
    assert district is not None
    templates.save(turn.session, district.id, "Report", b"", person_id=owner.id, at=turn.now)
    asked, declined, given = (support_changes.request(turn.session, need, stamp) for _ in range(3))
    for request in (asked, declined, given):
        support_changes.ask(turn.session, request, provider, stamp)
    world.asked, world.declined, world.given = asked.id, declined.id, given.id
    support_changes.decline(turn.session, declined, "No", stamp)
    support_changes.provide(turn.session, given, Help(provided="Yes", provided_on=NOW.date(), source="A"), stamp)


def _tell_schools(turn: Turn, world: World) -> None:
    place = PlanRowReference("milestone", world.milestone_id)
    new = NewAdvice(plan_id=world.plan_id, place=place, words="Begin small", found_by=FoundBy.STATE)
    world.advice_id = advice.add(turn.session, new, turn.stamp("America/New_York"))


def _open_the_month(turn: Turn, world: World) -> None:
    plan = plans.summary(turn.session, world.plan_id)
    asking = opening.by_hand(turn, plan)
    assert asking is not None
    opening.open_round(turn, asking)
    latest = kept_rounds.latest_round(turn.session, world.plan_id)
    assert latest is not None
    world.round_id = latest.id
    world.request_id = check_in_requests.requests_of(turn.session, person(turn.session, ADDRESSEE).id)[0].id
    world.minutes = store.add_draft(turn.session, world.plan_id, drafted(turn, plan, latest))
    addressee = person(turn.session, ADDRESSEE)
    area = Area(key="added:1", text="Given", evidence="A tally", presenter_id=addressee.id)
    draft = agendas.add_draft(turn.session, world.plan_id, latest.period, Agenda(areas=(area,)))
    posting.post(turn, PlanAgenda(draft, plan))
    world.posted = agendas.get(turn.session, draft.id)
    (asked,) = evidence.of_agenda(turn.session, draft.id)
    world.evidence_id = asked.id
    world.check_id = change_checks.record(
        turn.session,
        world.minutes.id,
        ChangeReference(ChangeSource.ITEM, 1),
        CheckKind.ASKED,
        turn.stamp(plan.time_zone),
        addressee_id=addressee.id,
    )


def _drop_file(world: World) -> None:
    with world.turns.write(who_is(Role.PLAN_MANAGER)) as turn:
        uploads.add(turn.session, key="upload", person_id=turn.by.id, slack_file_id="F1", name="plan.csv", at=NOW)
        turn.session.flush()
        (upload,) = uploads.received(turn.session)
        uploads.save_content(turn.session, upload.id, PLAN_FILE, kind=UploadKind.PLAN)
        world.upload_id = upload.id


def _fail_to_deliver(built: World) -> None:
    """The id of an undelivered message that ADDRESSEE asked for."""
    requested_by = who_is(ADDRESSEE).user
    message = OutboxMessage(
        workspace_id=TEAM,
        key="click:1:shared",
        kind=MessageKind.POST,
        channel="C1",
        payload={"text": "x"},
        requested_by=requested_by,
    )
    with built.turns.database.write() as session:
        outbox.put(session, message, NOW)
        row = update(OutboxRow).where(OutboxRow.key == message.key).values(state="failed")
        built.undelivered_id = session.scalars(row.returning(OutboxRow.id)).one()


def _begin_dialog(world: World) -> None:
    coach = who_is(Role.COACH)
    values = {"script": SCRIPT, "audience": "school", "leader": coach.user}
    form = Submission(who=coach, view_id="V0", hash="coaching", metadata="", values=values)
    with world.turns.read(coach) as turn:
        plan = plans.summary(turn.session, world.plan_id)
    coaching_desk.start(world.desk, form, StartPointer(world.plan_id), plan)
    with world.turns.database.write() as session:
        (dialog,) = coaching.STORE.history(
            session, plans.summary(session, world.plan_id).organization_id, reader="U000COACH", limit=5
        )
        world.dialog_id = dialog.id
        # Begun alone, but this is about roles: everyone of the plan may read it.
        session.execute(update(DialogRow).values(is_private=False))
        private = private_questions.add(session, dialog.id, "UADDRESSEE", ScriptLibrary().scripts()[SCRIPT].steps[0].id)
        assert private is not None
        world.private_id = private


def _begin_root_cause(world: World) -> None:
    """Someone has replied to its question, and two rounds are open."""
    coach = who_is(Role.COACH)
    values = {"symptom": "Marks fell", "number": "3", "source": "Test", "method": "whys"}
    form = Submission(who=coach, view_id="V0", hash="root cause", metadata="", values=values)
    with world.turns.read(coach) as turn:
        plan = plans.summary(turn.session, world.plan_id)
    root_cause_desk.start(world.desk, form, StartPointer(world.plan_id, coach.user), plan)
    asked = ("UADDRESSEE", "U000COACH", "U000STAFF")
    with world.turns.database.write() as session:
        (dialog,) = root_cause.STORE.of_plan(session, world.plan_id)
        world.whys_id = dialog.id
        replies.save(session, dialog.id, Reply(ts=REPLIED, person="U000STAFF", text="Teachers leave"))
        state = replace(
            dialog.state, rounds=tuple(PrivateRound(visit, asked) for visit in (Visit("elephant"), Visit("vote")))
        )
        root_cause.STORE.save_state(session, dialog, state, at=NOW, on=NOW.date())
        world.elephant_id, world.vote_id = (
            private_questions.add(session, dialog.id, "UADDRESSEE", round_name(each.visit, number)) or 0
            for number, each in enumerate(state.rounds)
        )


def person(session: Session, name: str) -> PersonRow:
    stored = people.person(session, TEAM, f"U{name.upper():0>8}")
    assert stored is not None
    return stored
