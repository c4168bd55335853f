"""What needs to be communicated about a plan: its list, its form, and the offer beside a signed report."""

from collections.abc import Sequence

from bot.messages.items.pointers import ItemPointer
from bot.slack import blocks, limits
from bot.slack.blocks import Block, MessageContent
from bot.slack.button_values import PlanId
from bot.slack.identifiers import ActionId, FieldId, ViewId
from conversations.communications import Communication, CommunicationAudience, CommunicationWords, Venue
from prompts import Safe, plain, say
from storage.items.item_changes import ItemDetails
from storage.plans.plans import PlanSummary

NOUN = "communications"
LISTED = 15
"""Communications in a message. The document has every one."""
TEXT_SHOWN = 500
"""Characters of a communication in a short list."""
OFFERED = 5
"""Open communications beside a signed report."""


def listed(plan: PlanSummary, communications: Sequence[Communication], *, may_add: bool) -> MessageContent:
    """Those that aren't done come first."""
    counts = _counts(communications)
    ordered = sorted(
        (each for each in communications if not each.is_cancelled), key=lambda each: each.completed_on is not None
    )
    content: list[Block] = [blocks.header(plain(NOUN, "list_title", plan=plan))]
    content.append(blocks.section(say(NOUN, "counts", **counts)))
    content += [_line(each) for each in ordered[:LISTED]]
    if len(ordered) > LISTED:
        content.append(blocks.context(say(NOUN, "left_out", count=len(ordered) - LISTED)))
    if may_add:
        content.append(blocks.actions("communications", [_add_button(plan)]))
    return MessageContent(text=blocks.text_of(content), blocks=content)


def _counts(communications: Sequence[Communication]) -> dict[str, int]:
    canceled = sum(each.is_cancelled for each in communications)
    return {
        "total": len(communications) - canceled,
        "completed": sum(each.completed_on is not None and not each.is_cancelled for each in communications),
        "canceled": canceled,
    }


def _line(communication: Communication) -> Block:
    text = limits.clamp(say(NOUN, "line", communication=communication, **spelled(communication.words)), limits.SECTION)
    button = blocks.button(plain(NOUN, "button_open"), ActionId.ITEM_OPEN, ItemPointer(communication.item_id))
    aloud = plain(NOUN, "open_aloud", communication=communication)
    return blocks.section(text, blocks.read_aloud(button, aloud))


def spelled(words: CommunicationWords) -> dict[str, list[str]]:
    """The names of audiences and venues, with what was typed in place of Other."""
    audiences = [
        words.other_audience if each is CommunicationAudience.OTHER else audience_name(each) for each in words.audiences
    ]
    venues = [words.other_venue if each is Venue.OTHER else venue_name(each) for each in words.venues]
    return {"audiences": audiences, "venues": venues}


def audience_name(audience: CommunicationAudience) -> str:
    return plain(NOUN, "audience_name", audience=audience)


def venue_name(venue: Venue) -> str:
    return plain(NOUN, "venue_name", venue=venue)


def item_text(words: CommunicationWords) -> str:
    """What the person responsible reads as their action item."""
    return plain(NOUN, "item_text", words=words, **spelled(words))


def item_output(words: CommunicationWords) -> str:
    return plain(NOUN, "item_output", **spelled(words))


def _add_button(plan: PlanSummary) -> Block:
    return blocks.button(plain(NOUN, "button_add"), ActionId.COMMUNICATION_ADD, PlanId(plan.id))


def added(item: ItemDetails, *, is_new: bool, day_off: Safe | None) -> MessageContent:
    return MessageContent(text=say(NOUN, "added", item=item, due=item.item.due, is_new=is_new, day_off=day_off))


def for_report(
    plan: PlanSummary, report: str, communications: Sequence[Communication], *, may_add: bool
) -> MessageContent:
    """ "Who needs to hear about this?", beside a report that was signed. `report` is its title."""
    still_open = [each for each in communications if each.is_open]
    content = [blocks.section(say(NOUN, "for_report", report=report, **_counts(communications)))]
    content += [_open_line(each) for each in still_open[:OFFERED]]
    if len(still_open) > OFFERED:
        content.append(blocks.context(say(NOUN, "more_open", count=len(still_open) - OFFERED)))
    if may_add:
        content.append(blocks.actions("communications", [_add_button(plan)]))
    return MessageContent(text=blocks.text_of(content), blocks=content)


def _open_line(communication: Communication) -> Block:
    names = spelled(communication.words)
    return blocks.section(limits.clamp(say(NOUN, "open_line", communication=communication, **names), TEXT_SHOWN))


# ---------------------------------------------------------------- the form


def form(metadata: str) -> Block:
    audiences = [(each.value, audience_name(each)) for each in CommunicationAudience]
    venues = [(each.value, venue_name(each)) for each in Venue]
    owner, number = plain(NOUN, "owner_label"), plain(NOUN, "number_label")
    content = [
        _text(FieldId.MESSAGE, "message", optional=False),
        blocks.checklist_input(FieldId.AUDIENCES, plain(NOUN, "audiences_label"), audiences),
        _text(FieldId.OTHER_AUDIENCE, "other_audience"),
        _text(FieldId.KNOW, "know"),
        _text(FieldId.USE, "use"),
        blocks.date_input(FieldId.DUE, plain(NOUN, "due_label"), optional=True),
        blocks.checklist_input(FieldId.VENUES, plain(NOUN, "venues_label"), venues),
        _text(FieldId.OTHER_VENUE, "other_venue"),
        blocks.person_input(FieldId.OWNER, owner, hint=plain(NOUN, "owner_hint"), optional=True),
        blocks.text_input(FieldId.NUMBER, number, hint=plain(NOUN, "number_hint"), multiline=False, optional=True),
    ]
    return blocks.modal(
        ViewId.COMMUNICATION,
        plain(NOUN, "form_title"),
        content,
        submit=plain(NOUN, "form_submit"),
        close=plain(NOUN, "form_close"),
        metadata=metadata,
    )


def _text(field: FieldId, part: str, *, optional: bool = True) -> Block:
    return blocks.text_input(field, plain(NOUN, f"{part}_label"), hint=plain(NOUN, f"{part}_hint"), optional=optional)
