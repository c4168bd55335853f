"""`/plan value`: what a benchmark or measure says on a day, outside the check-ins."""

from bot.messages import modification_forms as forms
from bot.messages import modifications as messages
from bot.messages import notices, outcomes
from bot.messages.check_ins.forms import form_errors
from bot.messages.modification_forms import NOUN, OutcomePointer
from bot.modifications import audience
from bot.modifications.rules import EditablePart
from bot.permissions.guards import AccessRule
from bot.permissions.plan_rules import find_plan, permitted
from bot.permissions.roles import Permission
from bot.routing.guarded import writes
from bot.routing.route import Route, form
from bot.slack import ack, button_values
from bot.slack.ack import Ack
from bot.slack.blocks import Block
from bot.slack.button_values import StaleValueError
from bot.slack.identifiers import FieldId, ViewId
from bot.slack.payloads import Submission
from bot.turns import CannotDoError, Turn
from conversations.check_in import ReportReading
from conversations.check_in_readings import typed_reading, typed_rejections
from conversations.highlight import DatedOutcome
from plans.item_events import Status
from plans.outcomes import PlanOutcome
from prompts import formats, plain
from storage.people import people
from storage.plans import leads, part_search, plan_changes
from storage.plans.part_search import OUTCOMES
from storage.rounds import outcomes as stored_outcomes
from storage.rounds import reading_records


def _outcome(turn: Turn, pointer: OutcomePointer) -> EditablePart:
    plan = permitted(turn, Permission.CHANGE_PLAN, find_plan(turn, pointer.plan_id))
    row = part_search.row_of(turn.session, pointer.kind, pointer.row_id) if pointer.kind in OUTCOMES else None
    if row is None or row.plan_id != plan.id:
        raise StaleValueError
    part = part_search.named(turn.session, pointer.kind, row)
    if row.dropped:
        raise CannotDoError(NOUN, "gone", who=plan_changes.newest_author(turn.session, part.place))
    return EditablePart(plan, part, row)


OUTCOME: AccessRule[OutcomePointer, EditablePart] = AccessRule(Permission.CHANGE_PLAN, _outcome)


def value_form(turn: Turn, subject: EditablePart) -> Block:
    outcome = _as_now(turn, subject)
    return forms.reading(subject.part, outcome, _dated(turn, subject, outcome), turn.today(subject.plan.time_zone))


def _as_now(turn: Turn, subject: EditablePart) -> PlanOutcome:
    turn.session.flush()
    today = turn.today(subject.plan.time_zone)
    key = f"{subject.part.kind}:{subject.part.row_id}"
    in_plan = stored_outcomes.of_plan(turn.session, subject.plan.id, today)
    return next(outcome for outcome in in_plan if outcome.key == key)


def _dated(turn: Turn, subject: EditablePart, outcome: PlanOutcome) -> DatedOutcome:
    return DatedOutcome(outcome=outcome, verdict=outcome.verdict(turn.today(subject.plan.time_zone)))


def submit(turn: Turn, sent: Submission, _pointer: OutcomePointer, subject: EditablePart) -> Ack:
    on, word = turn.today(subject.plan.time_zone), sent.text(FieldId.STATE)
    typed = ReportReading(
        topic="",
        by=turn.by.name,
        on=on,
        taken_on=sent.day(FieldId.TAKEN_ON) or on,
        text=sent.text(FieldId.READING),
        group_size=sent.text(FieldId.GROUP_SIZE),
        student_group=sent.text(FieldId.STUDENT_GROUP),
        source=sent.text(FieldId.EVIDENCE),
    )
    if rejections := typed_rejections(typed):
        return ack.errors(form_errors(rejections))
    if not typed.text and not word:
        return ack.errors({FieldId.READING: plain(NOUN, "no_value")})
    status = button_values.word(Status, word) if word else Status.NOT_STARTED
    stamp = turn.stamp(subject.plan.time_zone)
    reading_records.add_outside_rounds(turn.session, subject.part.place, status, typed_reading(typed), stamp)
    outcome = _as_now(turn, subject)
    names = _notify(turn, subject, outcome)
    sentence = outcomes.sentence(_dated(turn, subject, outcome))
    return ack.update(notices.form(messages.recorded(subject.part, sentence, names)))


def _notify(turn: Turn, subject: EditablePart, outcome: PlanOutcome) -> list[str]:
    """Those who lead its strategy hear of it. Returns their names."""
    led_by = leads.of_part(turn.session, subject.part.place) - {turn.by.id}
    hearers = sorted(people.by_ids(turn.session, led_by), key=lambda person: person.name)
    for person in hearers:
        with formats.reading(locale=person.locale):
            sentence = outcomes.sentence(_dated(turn, subject, outcome))
            content = messages.value_recorded(turn.by.name, subject.plan.organization, subject.part, sentence)
        audience.notify(turn, subject.plan, person, content)
    return [person.name for person in hearers]


ROUTES: tuple[Route, ...] = (form(ViewId.PART_VALUE, OutcomePointer.of, writes(OUTCOME, submit)),)
