"""The check-in message, its forms, and the sentences about a round."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bot import blocks, limits
from bot.blocks import Block, Said
from bot.identifiers import Action, Field, View
from conversations.check_in import PAGE_SIZE, Answer, CheckIn, Refuse, Subject, Topic
from plans.progress import Status
from prompts import Safe, plain, say

NOUN = "check_in"

TEXT_OF_TOPIC = 600
"""Characters of an action item shown in a check-in; five of them must fit one message with their answers."""

ANSWER_SHOWN = 1_200


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """Which check-in of whom; `ask_id` is what the buttons carry."""

    ask_id: int
    period: str
    organization: str
    closes_on: date


def message(check_in: CheckIn, about: About) -> Said:
    body = check_in_blocks(check_in, about)
    title = plain(NOUN, "title", period=about.period)
    lines = [title, _intro(check_in, about), *(_spoken(check_in, topic) for topic in check_in.on_page())]
    return Said(text="\n".join(lines), blocks=[blocks.header(title), *body])


def check_in_blocks(check_in: CheckIn, about: About) -> list[Block]:
    """Everything but the title, as the message and the Home tab show it."""
    shown = [blocks.section(_intro(check_in, about)), blocks.context(_progress(check_in))]
    for topic in check_in.on_page():
        shown += _topic_blocks(check_in, about, topic)
    if check_in.risk and check_in.risk.risk:
        shown.append(blocks.section(limits.clamp(say(NOUN, "risk_recorded", risk=check_in.risk), ANSWER_SHOWN)))
    footer = _footer(check_in, about)
    if footer:
        shown += [blocks.divider(), blocks.actions(f"check_in:{about.ask_id}:footer", footer)]
    if check_in.is_open and not check_in.unanswered():
        shown.append(blocks.context(say(NOUN, "thanks", period=about.period)))
    return shown


def _intro(check_in: CheckIn, about: About) -> Safe:
    part = "intro" if check_in.is_open else "intro_closed"
    return say(NOUN, part, organization=about.organization, closes_on=about.closes_on)


def _progress(check_in: CheckIn) -> Safe:
    asked = len(check_in.topics)
    answered = asked - len(check_in.unanswered())
    return say(NOUN, "progress", answered=answered, asked=asked, page=check_in.page + 1, pages=check_in.pages)


def _spoken(check_in: CheckIn, topic: Topic) -> str:
    what, due = say(NOUN, "topic", topic=topic), say(NOUN, "topic_due", topic=topic)
    return f"{what} ({due}): {_recorded(check_in, topic)}"


def _recorded(check_in: CheckIn, topic: Topic) -> Safe:
    answer = check_in.answers.get(topic.key)
    return say(NOUN, "recorded", answer=answer) if answer else say(NOUN, "not_recorded")


def _topic_blocks(check_in: CheckIn, about: About, topic: Topic) -> list[Block]:
    text = limits.clamp(say(NOUN, "topic", topic=topic), TEXT_OF_TOPIC)
    due = say(NOUN, "topic_due", topic=topic)
    recorded = limits.clamp(_recorded(check_in, topic), ANSWER_SHOWN)
    shown = [blocks.divider(), blocks.section(f"{text}\n{due}"), blocks.context(recorded)]
    if check_in.is_open:
        buttons = list(_topic_buttons(check_in.answers.get(topic.key), f"{about.ask_id}|{topic.key}"))
        shown.append(blocks.actions(f"check_in:{about.ask_id}:{topic.key}", buttons))
    return shown


def _topic_buttons(answer: Answer | None, value: str) -> Iterable[Block]:
    status = answer.status if answer else None
    for wanted, action, part in (
        (Status.ON_TRACK, Action.SAY_ON_TRACK, "button_on_track"),
        (Status.DONE, Action.SAY_DONE, "button_done"),
        (Status.NOT_STARTED, Action.SAY_NOT_STARTED, "button_not_started"),
    ):
        style = "primary" if status is wanted else ""
        yield blocks.button(plain(NOUN, part), action, value, style=style)
    is_behind = status is Status.BEHIND
    part = "button_behind_change" if is_behind else "button_behind"
    yield blocks.button(plain(NOUN, part), Action.OPEN_BEHIND, value, style="danger" if is_behind else "")
    if answer and answer.status is Status.DONE:
        label = plain(NOUN, "button_result", has_result=bool(answer.evidence))
        yield blocks.button(label, Action.OPEN_RESULT, value)


def _footer(check_in: CheckIn, about: About) -> list[Block]:
    buttons: list[Block] = []
    value = str(about.ask_id)
    left, total = len(check_in.unanswered()), len(check_in.topics)
    if check_in.is_open and left > 1:
        label = plain(NOUN, "button_all", left=left, total=total)
        buttons.append(blocks.button(label, Action.SAY_ALL_ON_TRACK, value))
    if check_in.page > 0:
        back = f"{value}|{check_in.page - 1}"
        buttons.append(blocks.button(plain(NOUN, "button_back"), Action.PAGE_BACK, back))
    if check_in.page < check_in.pages - 1:
        coming = min(PAGE_SIZE, total - (check_in.page + 1) * PAGE_SIZE)
        label = plain(NOUN, "button_next", count=coming)
        buttons.append(blocks.button(label, Action.PAGE_NEXT, f"{value}|{check_in.page + 1}", style="primary"))
    if check_in.is_open:
        label = plain(NOUN, "button_risk", has_risk=bool(check_in.risk and check_in.risk.risk))
        buttons.append(blocks.button(label, Action.OPEN_RISK, value))
    return buttons


# ---------------------------------------------------------------- forms


def behind_form(topic: Topic, answer: Answer | None, metadata: str) -> Block:
    before = answer if answer and answer.status is Status.BEHIND else None
    is_item = topic.subject is Subject.ITEM
    shown = [
        blocks.section(limits.clamp(say(NOUN, "behind_intro", topic=topic), TEXT_OF_TOPIC)),
        blocks.context(say(NOUN, "behind_how" if is_item else "behind_how_milestone")),
        _text(Field.CAUSE, "cause", before.cause if before else "", optional=False),
        _text(Field.RECOVERY, "recovery", before.recovery if before else "", optional=is_item),
    ]
    if is_item:
        new_due = before.new_due if before else None
        label = plain(NOUN, "new_due_label")
        shown.append(blocks.date_input(Field.NEW_DUE, label, value=new_due, optional=True))
        shown.append(_text(Field.NEW_DUE_REASON, "new_due_reason", before.new_due_reason if before else ""))
    shown.append(_text(Field.SUPPORT, "support", before.support if before else ""))
    return _form(View.BEHIND, "behind_title", shown, metadata)


def result_form(topic: Topic, answer: Answer | None, output: str, today: date, metadata: str) -> Block:
    finished = (answer.completed_on if answer else None) or today
    shown = [blocks.section(limits.clamp(say(NOUN, "behind_intro", topic=topic), TEXT_OF_TOPIC))]
    if output:
        shown.append(blocks.context(limits.clamp(say(NOUN, "evidence_expected", output=output), TEXT_OF_TOPIC)))
    shown.append(_text(Field.EVIDENCE, "evidence", answer.evidence if answer else ""))
    shown.append(blocks.date_input(Field.COMPLETED_ON, plain(NOUN, "completed_on_label"), value=finished))
    return _form(View.RESULT, "result_title", shown, metadata)


def risk_form(check_in: CheckIn, metadata: str) -> Block:
    risk = check_in.risk
    shown = [
        blocks.text_input(Field.RISK, plain(NOUN, "risk_label"), value=risk.risk if risk else "", optional=True),
        blocks.text_input(
            Field.MITIGATION,
            plain(NOUN, "mitigation_label"),
            value=risk.mitigation if risk else "",
            optional=True,
        ),
    ]
    return _form(View.RISK, "risk_title", shown, metadata)


def _text(name: Field, part: str, value: str, *, optional: bool = True) -> Block:
    return blocks.text_input(
        name, plain(NOUN, f"{part}_label"), value=value, hint=plain(NOUN, f"{part}_hint"), optional=optional
    )


def _form(callback: View, title: str, shown: list[Block], metadata: str) -> Block:
    return blocks.modal(
        callback,
        plain(NOUN, title),
        shown,
        submit=plain(NOUN, "submit"),
        close=plain(NOUN, "cancel"),
        metadata=metadata,
    )


def form_errors(troubles: Iterable[Refuse]) -> dict[str, str]:
    """Sentences by the input they belong to."""
    return {
        trouble.form_field: plain(NOUN, f"trouble_{trouble.trouble}")
        for trouble in troubles
        if trouble.form_field is not None
    }
