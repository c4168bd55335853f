"""Every row of the tables of routes and subcommands, tried as Slack would send it.

What a button carries is made from the fields of its row's pointer, so a new row with a known pointer is tried without
a word here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import MISSING, fields
from typing import Any, get_type_hints

from slack_bolt import Ack

from bot import routes
from bot.routes import subcommands
from bot.routing.route import Route
from bot.slack.button_values import ButtonValue
from bot.slack.identifiers import ActionId, ViewId
from conversations.highlight import Section
from tests.bot.role_world import NOBODY_THERE, REPLIED, SCRIPT, World, who_is

Try = Callable[[World, str], object]
ACK = Ack()  # type: ignore[no-untyped-call]  # Bolt's own lack of types

FIELDS: dict[str, Callable[[World], object]] = {
    "request_id": lambda world: world.request_id,
    "organization_id": lambda _: 1,
    "initiative_id": lambda world: world.initiative_id,
    "decision": lambda _: "keep",
    "rating_round_id": lambda world: world.rating_round_id,
    "by": lambda _: "school",
    "first_row": lambda _: 0,
    "outreach_id": lambda world: world.outreach_id,
    "round_id": lambda world: world.round_id,
    "topic": lambda world: f"item:{world.item_id}",
    "page": lambda _: 0,
    "key": lambda _: "read@goal:1#1",
    "risk_id": lambda _: 0,
    "step_id": lambda _: 0,
    "happened": lambda _: "partly",
    "outcome": lambda _: "avoided",
    "item_id": lambda world: world.item_id,
    "row_id": lambda world: world.item_id,
    "item_ids": lambda world: world.item_id,
    "verb": lambda _: "date",
    "offer_id": lambda world: world.offer_id,
    "offer_ids": lambda world: world.offer_id,
    "support_id": lambda world: world.asked,
    "template_id": lambda _: 1,
    "milestone_id": lambda world: world.milestone_id,
    "rock_id": lambda world: world.rock_id,
    "plan_id": lambda world: world.plan_id,
    "plan_ids": lambda world: world.plan_id,
    "document": lambda _: "quarter",
    "document_section": lambda _: "work",
    "revision": lambda _: 0,
    "as_of": lambda _: "2026-11-16",
    "checksum": lambda _: "0",
    "signed_id": lambda world: world.signed_id,
    "minutes_id": lambda world: world.draft.id,
    "version": lambda world: world.draft.version,
    "agenda_id": lambda world: world.agenda.id,
    "comment_id": lambda world: world.comment_id,
    "advice_id": lambda world: world.advice_id,
    "check_id": lambda world: world.check_id,
    "evidence_id": lambda world: world.evidence_id,
    "setup_step": lambda _: "who",
    "subject": lambda _: "milestone",
    "detail_form": lambda _: "needs",
    "upload_id": lambda world: world.upload_id,
    "message_id": lambda world: world.undelivered_id,
    "notice_ts": lambda _: "1.1",
    "dialog_id": lambda world: world.dialog_id,
    "asking": lambda _: 0,
    "place": lambda _: 0,
    "first": lambda _: 0,
    "kind": lambda _: "decision",
    "source": lambda _: "item",
    "part": lambda _: "",
    "words": lambda _: "given",
    "question_id": lambda world: world.private_id,
    "section": lambda _: Section.ACCOMPLISHMENTS,
    "number": lambda _: 0,
    "label": lambda _: "cause",
    "step": lambda _: "practice",
    "root": lambda _: "c1",
    "ts": lambda _: REPLIED,
    "view": lambda _: "agree",
    "facet": lambda _: "overview",
    "listed": lambda _: "all",
    "form": lambda _: "causes",
    "channel": lambda _: "",
}
"""What the field of a pointer holds."""
ROW_FIELDS: dict[str, dict[str, Callable[[World], object]]] = {
    "agenda": {"version": lambda world: world.agenda.version},
    "root_cause": {"dialog_id": lambda world: world.whys_id, "question_id": lambda world: world.vote_id},
    ActionId.DOCUMENT_SECTIONS: {"document": lambda _: "year"},
    ActionId.SECTION_EDIT: {"document": lambda _: "year"},
    ActionId.SECTION_DRAFT: {"document": lambda _: "year"},
    "comment": {"place": lambda _: ""},
    "part": {"kind": lambda _: "action_item"},
    "student": {"channel": lambda _: "U000COACH", "names": lambda _: "Maya Lopez"},
    "rollover": {"row_id": lambda world: world.milestone_id},
    ViewId.PART_ALIGN: {"kind": lambda _: "strategy", "row_id": lambda _: 1},
    ViewId.PART_ADD: {"kind": lambda _: "milestone"},
    ViewId.PART_VALUE: {"kind": lambda _: "measure"},
    ActionId.CHART_OF_OUTCOME: {"kind": lambda _: "measure"},
    ActionId.SAY_NO_NEWS: {"kind": lambda _: "away"},
    ActionId.HOME_BACK: {"section": lambda _: "items"},
    ActionId.SEARCH_OPEN: {"row_id": lambda world: world.item_id},
    ActionId.HOME_NEXT: {"section": lambda _: "items"},
    ActionId.WHYS_OPEN_ARRANGE: {"form": lambda _: "arrange"},
    ViewId.WHYS_ARRANGE: {"form": lambda _: "arrange"},
    ActionId.WHYS_OPEN_ANSWER: {"form": lambda _: "differently", "argument": lambda world: world.vote_id},
    ViewId.WHYS_ANSWER: {"form": lambda _: "answer", "argument": lambda world: world.elephant_id},
}
"""The same for some rows only, by their noun or their id."""
WORDS = {
    "item": "1.1.1.1",
    "milestone": "1.1.1",
    "comment": "1.1 Good work.",
    "code add": "3b-1 Number talks",
    "code rename": "3b-1 Number sense",
    "checkin for": "<@UADDRESSEE>",
    "names allow": "Jordan Baker",
    "names remove": "Jordan Baker",
    "people grant": "coach <@UADDRESSEE>",
    "people revoke": "leader <@UADDRESSEE>",
    "owner": "<@UADDRESSEE>",
    "change": "1.1.1.1",
    "find": "given",
    "who": "3b",
}
"""What is typed after a subcommand that needs more."""
TYPED = {
    "strategy": "1",
    "found_by": "state",
    "organization": "School",
    "level": "school",
    "text": "New",
    "owner": "UADDRESSEE",
    "provider": "U00VIEWER",
    "reason": "Why",
    "position": "Principal",
    "plan_role": "Leader",
    "confirmed": "yes",
    "taken_by": "school",
    "needed": "Time",
    "leader": "U000COACH",
    "script": SCRIPT,
    "audience": "school",
    "role": "0",
    "wish": "light",
    "channel": "C1",
    "together": "together",
    "method": "whys",
    "symptom": "Marks fell",
    "voice": "named",
    "state": "on_track",
    "effective": "very",
    "as_intended": "yes",
    "line": "It works",
    "deed": "change",
    "search": "1.1.1.1",
}
"""What people fill into forms, by field."""


def attempts() -> Iterator[tuple[str, Try]]:
    """By the name on docs/roles.md."""
    for name in subcommands.SUBCOMMANDS:
        yield f"/plan {name}", _command(f"{name} {WORDS.get(name, '')}".strip())
    for kind, table in (("button", routes.BUTTONS), ("form", routes.FORMS), ("shortcut", routes.SHORTCUTS)):
        for row in table.values():
            yield f"{kind} {row.id}", listened(row)


def _command(text: str) -> Try:
    return lambda world, who: subcommands.answer(world.desk, world.command(who, text))


def listened(row: Route) -> Try:
    """Give the row's listener what Slack would send."""
    return lambda world, who: row.listener(ACK, body(row, world, who), NOBODY_THERE, world.desk)


def body(row: Route, world: World, who: str) -> dict[str, Any]:
    value, key, by = button_value(row, world), world.next_key(), who_is(who)
    common = {
        "user": {"id": by.user, "team_id": by.team},
        "team": {"id": by.team, "domain": "x"},
        "trigger_id": key,
    }
    if isinstance(row.id, ActionId):
        action = {"action_id": row.id, "value": value, "block_id": value, "action_ts": key}
        return {**common, "actions": [action], "container": {"channel_id": "D1", "message_ts": "1.1"}}
    if isinstance(row.id, ViewId):
        state = {name: {"input": {"value": text}} for name, text in TYPED.items()}
        view = {"id": f"V{key}", "hash": "h", "private_metadata": value, "state": {"values": state}}
        return {**common, "view": view}
    return {**common, "channel": {"id": "C1"}, "message": {"text": "Do it", "ts": "1.1"}}


def button_value(row: Route, world: World) -> str:
    """The value of the row's button or form."""
    value_type = _value_type(row)
    if not (isinstance(value_type, type) and issubclass(value_type, ButtonValue)):
        return ""
    noun = row.id.partition(".")[0]
    of_row = FIELDS | ROW_FIELDS.get(noun, {}) | ROW_FIELDS.get(row.id, {})
    parts = [of_row[field.name](world) if field.name in of_row else _default(field) for field in fields(value_type)]
    return "|".join("" if part is None else str(part) for part in parts)


def _default(field: Any) -> object:
    assert field.default is not MISSING, f"FIELDS lacks {field.name}"
    return field.default


def _value_type(row: Route) -> Any:
    """The class whose `of` reads the payload, or what another function returns."""
    owner = getattr(row.read, "__self__", None)
    return owner if owner is not None else get_type_hints(row.read).get("return")


TRIED: dict[str, Try] = dict(attempts())
