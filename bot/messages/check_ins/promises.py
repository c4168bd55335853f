"""What a check-in asks about last month: recovery steps, next steps of the minutes, risks and their mitigations."""

from collections.abc import Iterable, Sequence
from enum import StrEnum

from bot.messages.check_ins.aloud import read_aloud
from bot.messages.check_ins.pointers import MitigationPointer, RecoveryPointer, RiskOutcomePointer, StepPointer
from bot.slack import blocks, limits
from bot.slack.blocks import Block
from bot.slack.button_values import ButtonValue
from bot.slack.identifiers import ActionId
from conversations.check_in import AnswerPhase, CheckIn, EarlierRisk, EarlierStep, Happened, RiskOutcome, Topic
from prompts import Safe, plain, say

NOUN = "check_in"
SHOWN = 300


def takes_reports(check_in: CheckIn) -> bool:
    """Once a month's minutes are published, risks and promises belong to the next check-in."""
    return check_in.phase in (AnswerPhase.OPEN, AnswerPhase.LATE)


def last_line(topic: Topic) -> list[Safe]:
    """What was answered last, and the question about its recovery step."""
    if topic.last is None:
        return []
    line = say(NOUN, "last", last=topic.last, word=say(NOUN, f"last_{topic.subject}", status=topic.last.status))
    question = [say(NOUN, "did_that_happen", happened=topic.last.happened)] if topic.last.asks else []
    return [Safe(" ".join([limits.clamp(line, SHOWN), *question]))]


def recovery_buttons(check_in: CheckIn, request_id: int, topic: Topic) -> Iterable[Block]:
    if topic.last is None or not topic.last.asks or not takes_reports(check_in):
        return
    pointers = [(word, RecoveryPointer(request_id, word, topic.key)) for word in Happened]
    about = f"{topic.code} {topic.last.recovery}"
    yield _row(f"check_in:{request_id}:{topic.key}:recovery", ActionId.REPORT_RECOVERY, pointers, about)


def earlier(check_in: CheckIn, request_id: int) -> Iterable[Block]:
    """Last month's next steps and risks, each with its questions."""
    for promise in check_in.earlier_on_page():
        if isinstance(promise, EarlierStep):
            yield from _earlier_step(check_in, request_id, promise)
        else:
            yield from _earlier_risk(check_in, request_id, promise)


def _earlier_step(check_in: CheckIn, request_id: int, step: EarlierStep) -> Iterable[Block]:
    yield blocks.section(_step_text(step))
    if takes_reports(check_in):
        happened = [(word, StepPointer(request_id, word, step.id)) for word in Happened]
        yield _row(f"check_in:{request_id}:step:{step.id}", ActionId.REPORT_STEP, happened, step.text)


def _earlier_risk(check_in: CheckIn, request_id: int, risk: EarlierRisk) -> Iterable[Block]:
    yield blocks.section(_risk_text(risk))
    if takes_reports(check_in):
        outcomes = [(word, RiskOutcomePointer(request_id, word, risk.id)) for word in RiskOutcome]
        yield _row(f"check_in:{request_id}:risk:{risk.id}", ActionId.REPORT_RISK, outcomes, risk.risk)
    if risk.asks_mitigation:
        yield blocks.section(_mitigation_text(risk))
    if risk.asks_mitigation and takes_reports(check_in):
        happened = [(word, MitigationPointer(request_id, word, risk.id)) for word in Happened]
        yield _row(f"check_in:{request_id}:mitigation:{risk.id}", ActionId.REPORT_MITIGATION, happened, risk.mitigation)


def text_lines(check_in: CheckIn) -> list[str]:
    """Last month's next steps and risks as plain text."""
    lines: list[str] = []
    for promise in check_in.earlier_on_page():
        if isinstance(promise, EarlierStep):
            lines.append(_step_text(promise))
            continue
        lines.append(_risk_text(promise))
        lines += [_mitigation_text(promise)] if promise.asks_mitigation else []
    return lines


def _step_text(step: EarlierStep) -> Safe:
    return say(NOUN, "earlier_step", step=step, words=limits.clamp(step.text, SHOWN))


def _risk_text(risk: EarlierRisk) -> Safe:
    return say(NOUN, "earlier_risk", risk=risk, words=limits.clamp(risk.risk, SHOWN))


def _mitigation_text(risk: EarlierRisk) -> Safe:
    return say(NOUN, "earlier_mitigation", risk=risk, words=limits.clamp(risk.mitigation, SHOWN))


def _row(block_id: str, action: ActionId, answers: Sequence[tuple[StrEnum, ButtonValue]], about: str) -> Block:
    """One button for each answer. Buttons of one row need names of their own."""
    buttons = [
        blocks.button(plain(NOUN, f"button_{word}"), action, pointer) | {"action_id": f"{action}.{word}"}
        for word, pointer in answers
    ]
    return blocks.actions(block_id, [read_aloud(button, about) for button in buttons])
