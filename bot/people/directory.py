"""Turns about people: who is in the workspace, and who is assigned to the leads of a plan."""

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from sqlalchemy.orm import Session

from bot.messages import people as messages
from bot.people import away
from bot.people.other_workspace import OtherWorkspaceError
from bot.permissions.plan_rules import PlanName, in_plan
from bot.permissions.roles import Permission
from bot.routing.guarded import reads, writes
from bot.routing.route import Route, form, opener
from bot.sending import outcomes
from bot.sending.clients import BotToken, Patience, SlackClients
from bot.slack import ack, button_values, payloads
from bot.slack.ack import Ack
from bot.slack.blocks import Block, MessageContent
from bot.slack.button_values import PlanId, StaleValueError
from bot.slack.identifiers import ActionId, FieldId, ViewId
from bot.slack.payloads import Click, Command, Submission, Who
from bot.turns import Turn, Turns
from plans.time_zones import is_known_zone, zone_named
from prompts import formats, plain
from storage.models import PersonRow
from storage.people import known_workspaces, organizations, people, role_changes, role_holders
from storage.people.people import Member
from storage.people.role_changes import Author
from storage.plans import plans
from storage.plans.plans import PlanSummary
from storage.privacy import holds

log = logging.getLogger(__name__)

PAGE = 200
SLACKBOT = "USLACKBOT"


Departure = Callable[[Turn, PersonRow], None]
"""What one room does in the turn in which someone leaves the workspace."""


class Directory:
    """`on_departure` runs in order for each person who leaves; a new database has no one who could."""

    def __init__(self, turns: Turns, clients: SlackClients, on_departure: Sequence[Departure] = ()) -> None:
        self._turns = turns
        self._clients = clients
        self._on_departure = on_departure

    def learn_if_new(self) -> None:
        """Read the workspace's people into a new database."""
        with self._turns.read() as turn:
            has_workspace = known_workspaces.has_any(turn.session)
        if not has_workspace:
            self.learn_all()

    def learn_all(self) -> None:
        """Read all people of every workspace, after each start. Events then keep them up to date.

        Raises one of outcomes.TROUBLES only after all other workspaces were read.
        """
        tokens, troubles = self._clients.tokens, list[Exception]()
        for token in tokens.all():
            try:
                self.learn_workspace(token)
            except outcomes.TROUBLES as error:
                log.warning("could not read the people of %s", token.workspace_name, exc_info=True)
                if tokens.is_sole or not outcomes.is_about_token(error):
                    troubles.append(error)
        if troubles:
            raise troubles[0]

    def learn_workspace(self, token: BotToken) -> None:
        """Read all people of one workspace, which may be new."""
        client = self._clients.with_token(token, Patience.LONG)
        about = client.auth_test()
        team, name = token.workspace_id or about["team_id"], token.workspace_name or about["team"]
        users = list(_all_users(client))
        with self._turns.write() as turn:
            others = known_workspaces.other_names(turn.session, team)
            if others and self._clients.tokens.is_sole:
                raise OtherWorkspaceError(others[0])
            organizations.save_workspace(turn.session, team, name, about["user_id"])
            turn.session.flush()
            self._remember(turn, team, users)

    def learn(self, body: Mapping[str, Any]) -> None:
        """Store a person who joined, left or changed their profile."""
        team = payloads.installed_in(body)
        with self._turns.write() as turn:
            if organizations.has_workspace(turn.session, team):
                self._remember(turn, team, [body["event"]["user"]])

    def meet(self, who: Who) -> None:
        """Ask Slack about a person the database does not know."""
        with self._turns.read() as turn:
            is_new = people.person(turn.session, who.team, who.user) is None
            if not is_new or not organizations.has_workspace(turn.session, who.team):
                return
        try:
            user = self._clients.of(who.team, Patience.LONG).users_info(user=who.user, include_locale=True)["user"]
        except SlackApiError as error:
            if outcomes.is_refusal(error):
                log.info("Slack does not say who %s is: %s", who.user, error.response["error"])
                return
            raise
        with self._turns.write() as turn:
            self._remember(turn, who.team, [user])

    def _remember(self, turn: Turn, team: str, users: Sequence[Mapping[str, Any]]) -> None:
        """Store the users Slack listed, run the departures of those who left, and read absences from statuses."""
        stored = people.people(turn.session, team)
        locales = {person.slack_id: person.locale for person in stored}
        members = list(_members(users, team, organizations.usual_zone(turn.session, team), locales))
        active = {person.slack_id: person for person in stored if person.active}
        people.save_people(turn.session, team, members)
        turn.session.flush()
        for member in members:
            if not member.active and member.slack_id in active:
                for depart in self._on_departure:
                    depart(turn, active[member.slack_id])
        away.learn(turn, team, users)


def _all_users(client: WebClient) -> Iterable[Mapping[str, Any]]:
    cursor = None
    while cursor != "":
        answer = client.users_list(limit=PAGE, cursor=cursor, include_locale=True)
        yield from answer["members"]
        cursor = (answer.get("response_metadata") or {}).get("next_cursor") or ""


# ---------------------------------------------------------------- leads


def show_leads(turn: Turn, _command: Command, _name: PlanName, plan: PlanSummary) -> MessageContent:
    return leads_of(turn, plan)


def leads_of(turn: Turn, plan: PlanSummary) -> MessageContent:
    holders = role_holders.by_key(turn.session, plan.id)
    leads = plans.leads_named(turn.session, plan.id)
    names = {lead: _names(holders.get(role_holders.role_key(lead), ())) for lead in leads}
    return messages.leads(plan, names, holds.reasons(turn.session, plan.id))


def show_history(turn: Turn, _command: Command, _name: PlanName, plan: PlanSummary) -> MessageContent:
    """The plan's leads and the roles that hold in it, also those granted above its organization."""
    lineage = organizations.lineage(turn.session, plan.organization_id)
    changes, zone = role_changes.history_of_plan(turn.session, plan.id, lineage), zone_named(turn.by.time_zone)
    return messages.history(plan, [replace(change, at=change.at.astimezone(zone)) for change in changes])


def leads_form(turn: Turn, _click: Click, _pointer: PlanId, plan: PlanSummary) -> Block:
    return messages.form(plan, plans.leads_named(turn.session, plan.id))


def assign(turn: Turn, form: Submission, _pointer: PlanId, plan: PlanSummary) -> Ack:
    """Assign full members to a role, or no one."""
    chosen = form.chosen.get(FieldId.HOLDERS, ())
    holders = members_only(turn.session, turn.by.workspace_id, chosen)
    if len(holders) < len(chosen):
        return ack.errors({FieldId.HOLDERS: plain("people", "unknown_member_plain")})
    roles, place = plans.leads_named(turn.session, plan.id), button_values.number(form.text(FieldId.ROLE))
    if place >= len(roles):
        raise StaleValueError
    author = Author(at=turn.now, person_id=turn.by.id)
    role_changes.assign(turn.session, plan.id, roles[place], [holder.id for holder in holders], author)
    return {}


def members_only(session: Session, team: str, slack_ids: Sequence[str]) -> list[PersonRow]:
    persons = (people.person(session, team, slack_id) for slack_id in slack_ids)
    return [person for person in persons if person is not None and person.active and not person.guest]


def _names(holders: Sequence[PersonRow]) -> list[str]:
    return [holder.name for holder in holders]


def _members(
    users: Iterable[Mapping[str, Any]], team: str, usual_zone: str, locales: Mapping[str, str]
) -> Iterable[Member]:
    """Members from Slack's users, without bots. A missing or unknown time zone becomes the schools' usual one.

    Some events carry no locale; then it stays the stored one, which `locales` has by Slack id.
    """
    for user in users:
        if user.get("is_bot") or user["id"] == SLACKBOT:
            continue
        yield Member(
            slack_id=user["id"],
            name=user.get("real_name") or user.get("profile", {}).get("real_name") or user.get("name") or user["id"],
            handle=user.get("name") or "",
            time_zone=user["tz"] if is_known_zone(user.get("tz") or "") else usual_zone,
            locale=user.get("locale") or locales.get(user["id"]) or formats.DEFAULT_LOCALE,
            active=not user.get("deleted", False),
            guest=_is_guest(user) or _is_foreign(user, team),
            title=user.get("profile", {}).get("title") or "",
            administers=bool(user.get("is_admin") or user.get("is_owner")) and not _is_foreign(user, team),
        )


def _is_guest(user: Mapping[str, Any]) -> bool:
    return bool(user.get("is_restricted") or user.get("is_ultra_restricted") or user.get("is_stranger"))


def _is_foreign(user: Mapping[str, Any], team: str) -> bool:
    """Whether the user is of another organization. On Enterprise Grid, one account belongs to several teams."""
    teams = (user.get("enterprise_user") or {}).get("teams") or ()
    return user.get("team_id", team) != team and team not in teams


ASSIGNABLE_ROLES = in_plan(Permission.ASSIGN_ROLES)
ROUTES: tuple[Route, ...] = (
    opener(ActionId.ROLES_OPEN, PlanId.of, reads(ASSIGNABLE_ROLES, leads_form)),
    form(ViewId.ROLES, PlanId.of, writes(ASSIGNABLE_ROLES, assign)),
)
