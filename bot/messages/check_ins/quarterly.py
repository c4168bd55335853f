"""The quarter's report to the district."""

from collections.abc import Sequence

from bot.messages import outcomes
from bot.messages.check_ins.about import noun_of
from bot.slack import blocks
from bot.slack.blocks import MessageContent
from plans.cadences import Cadence
from plans.item_events import Status
from prompts import plain, say
from storage.plans.plans import PlanSummary
from storage.rounds.answers import SubjectAnswer
from storage.rounds.rounds import RoundFacts

NOUN = noun_of(Cadence.QUARTERLY)


def report(plan: PlanSummary, of: RoundFacts, replies: Sequence[SubjectAnswer]) -> MessageContent:
    """The counts, then each outcome with its status, its evidence and the support it needs."""
    title = plain(NOUN, "report_title", organization=plan.organization, period=of.period)
    counts = {status.value: sum(1 for reply in replies if reply.answer.status is status) for status in Status}
    lines = [say(NOUN, "report_count", counts=counts, answered=len(replies))]
    for reply in replies:
        word = say(NOUN, f"word_{reply.answer.status}", answer=reply.answer)
        number = outcomes.number(reply.answer.reading)
        lines.append(say(NOUN, "report_line", said=reply, word=word, number=number))
    text = "\n".join(lines)
    return MessageContent(text=f"{title}\n{text}", blocks=[blocks.header(title), *blocks.sections(text)])
