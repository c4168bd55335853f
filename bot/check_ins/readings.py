"""The turn that records what was seen of a benchmark or measure."""

from bot.check_ins import answering
from bot.check_ins.answering import ANSWERABLE
from bot.messages.check_ins.pointers import TopicPointer
from bot.routing.guarded import writes
from bot.routing.route import Route, form
from bot.slack.ack import Ack
from bot.slack.identifiers import FieldId, ViewId
from bot.slack.payloads import Submission
from bot.turns import Turn
from conversations.check_in import ReportReading
from storage.rounds.check_in_requests import RequestFacts


def report_reading(turn: Turn, form: Submission, pointer: TopicPointer, request: RequestFacts) -> Ack:
    on = turn.today(request.time_zone)
    move = ReportReading(
        topic=pointer.topic,
        by=turn.by.name,
        on=on,
        taken_on=form.day(FieldId.TAKEN_ON) or on,
        text=form.text(FieldId.READING),
        group_size=form.text(FieldId.GROUP_SIZE),
        source=form.text(FieldId.EVIDENCE),
        cause=form.text(FieldId.CAUSE) if FieldId.CAUSE in form.values else None,
        seen_revision=pointer.seen_revision,
    )
    return answering.submit(turn, form, request, move)


ROUTES: tuple[Route, ...] = (form(ViewId.READING, TopicPointer.of, writes(ANSWERABLE, report_reading)),)
