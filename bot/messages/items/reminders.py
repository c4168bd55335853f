"""Reminders: the daily message to a person, and the form to choose how many they get."""

from collections.abc import Sequence
from datetime import date

from bot.messages.items.lines import OFFERS_SHOWN, TEXT_SHOWN, menu
from bot.slack import blocks, limits
from bot.slack.blocks import Block, MessageContent
from bot.slack.identifiers import ActionId, FieldId, ViewId
from plans.reminders import Reminder, ReminderPreference
from prompts import plain, say
from storage.items.reminders import DueItem

NOUN = "reminders"
LED_SHOWN = 5
"""The most items of others in a lead's reminder; the Home tab lists all."""


def message(due: Sequence[tuple[DueItem, Reminder]], today: date) -> MessageContent:
    """The reader's own due items, then, for a lead, others' items a week overdue in their milestones."""
    own, led = [pair for pair in due if not pair[0].led], [item for item, _kind in due if item.led]
    title = plain(NOUN, "title", count=len(own)) if own else plain(NOUN, "led_title")
    intro = say(NOUN, "intro") if own else say(NOUN, "led_intro")
    lines = [say(NOUN, "line", item=item, kind=kind, today=today) for item, kind in own]
    content = [blocks.header(title), blocks.context(intro)]
    for (item, _kind), line in list(zip(own, lines, strict=True))[:OFFERS_SHOWN]:
        content.append(blocks.section(limits.clamp(line, TEXT_SHOWN), menu(item.item_id)))
    if len(own) > OFFERS_SHOWN:
        content.append(blocks.context(say(NOUN, "more", count=len(own) - OFFERS_SHOWN)))
    if led:
        lines.append(say(NOUN, "led", items=led[:LED_SHOWN], more=len(led[LED_SHOWN:])))
        content.append(blocks.section(lines[-1]))
    content.append(blocks.actions("reminders", [button()]))
    return MessageContent(text="\n".join([title, intro, *lines]), blocks=content)


def button() -> Block:
    return blocks.button(plain(NOUN, "button_wish"), ActionId.REMINDERS_OPEN, "")


def form(preference: ReminderPreference, away_until: date | None) -> Block:
    options = [
        (option, plain(NOUN, "preference", preference=option))
        for option in (ReminderPreference.STANDARD, ReminderPreference.LIGHT, ReminderPreference.NONE)
    ]
    away_hint = plain(NOUN, "away_hint")
    content = [
        blocks.choice_input(FieldId.WISH, plain(NOUN, "preference_label"), options, chosen=preference, all_shown=True),
        blocks.date_input(
            FieldId.AWAY_UNTIL, plain(NOUN, "away_label"), value=away_until, hint=away_hint, optional=True
        ),
    ]
    return blocks.modal(
        ViewId.REMINDERS, plain(NOUN, "form_title"), content, submit=plain(NOUN, "submit"), close=plain(NOUN, "cancel")
    )


def saved(preference: ReminderPreference, away_until: date | None) -> MessageContent:
    return MessageContent(text=say(NOUN, "saved", preference=preference, away_until=away_until))
