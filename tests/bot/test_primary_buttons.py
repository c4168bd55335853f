"""Each message has one primary button at most."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.messages.check_ins import request as messages
from bot.messages.check_ins.about import About
from bot.slack import blocks
from bot.slack.blocks import Block, MessageContent
from bot.slack.identifiers import ActionId
from conversations.check_in import Answer, CheckIn, Subject, Topic
from plans.cadences import Cadence
from plans.item_events import Status

DAY = date(2026, 11, 17)


def primaries(output: MessageContent) -> list[str]:
    inside = [
        each for block in output.payload()["blocks"] for each in [*block.get("elements", []), block.get("accessory")]
    ]
    return [each["text"]["text"] for each in inside if each and each.get("style") == "primary"]


def green(label: str) -> Block:
    return blocks.button(label, ActionId.ITEM_ACCEPT, label, style="primary")


def test_of_several_only_the_first_stands_out() -> None:
    displayed = [
        blocks.section("one", green("First")),
        blocks.actions("a", [green("Second"), blocks.button("Third", ActionId.ITEM_ACCEPT, "3")]),
        blocks.actions("b", [green("Fourth")]),
        blocks.section("two", green("Fifth")),
    ]
    output = MessageContent(text="text", blocks=displayed)

    assert primaries(output) == ["First"]
    assert primaries(replace(output, blocks=displayed[1:])) == ["Second"]
    assert [each["text"]["text"] for each in output.payload()["blocks"][1]["elements"]] == ["Second", "Third"]


def test_what_was_answered_is_said_and_not_shown_as_the_button_to_press() -> None:
    topics = tuple(Topic(subject=Subject.ITEM, id=number, code=f"A{number}", text="Do it") for number in range(1, 5))
    answers = {
        topic.key: Answer(status=status, by="Ana Ruiz", on=DAY) for topic, status in zip(topics, Status, strict=False)
    }
    about = About(request_id=1, cadence=Cadence.MONTHLY, period="2026-11", organization="Bethel", closes_on=DAY)

    assert primaries(messages.message(CheckIn(topics=topics, answers=answers), about)) == []
