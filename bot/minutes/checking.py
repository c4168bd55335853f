"""Turns in which a leader checks the changes of the plan in a draft, and somebody says why they made one."""

from collections.abc import Sequence
from types import MappingProxyType

from bot.messages import minutes_checks as messages
from bot.messages.minutes_checks import CHANGES_TO_A_FORM, ChangeVerdict, CheckableChange
from bot.messages.minutes_pointers import ChangesPointer, MinutesPointer, WhyPointer
from bot.minutes import publishing, rules, undoing
from bot.minutes.drafting import drafted
from bot.minutes.rules import DRAFT, MinutesOfPlan
from bot.permissions.guards import AccessRule, Whose
from bot.routing.guarded import reads, writes
from bot.routing.route import Route, form, opener
from bot.slack import ack, button_values
from bot.slack.ack import Ack
from bot.slack.blocks import Block
from bot.slack.identifiers import ActionId, FieldId, ViewId
from bot.slack.payloads import Click, Submission
from bot.turns import CannotDoError, RefusedError, Turn
from conversations import highlight
from conversations.highlight import ChangeReference, Section
from prompts import formats, plain
from storage.delivery.outbox import OutboxMessage
from storage.models import PersonRow
from storage.rounds import change_checks, recorded_changes, rounds
from storage.rounds import minutes as store
from storage.rounds.change_checks import ChangeQuestion, CheckKind

# ---------------------------------------------------------------- the leader's check


def check_form(turn: Turn, _click: Click, pointer: ChangesPointer, draft: MinutesOfPlan) -> Block:
    return messages.form(pointer, _changes(turn, draft))


def _changes(turn: Turn, draft: MinutesOfPlan) -> list[CheckableChange]:
    """The changes that the draft tells of, as they stand now."""
    standing = change_checks.newest(turn.session, draft.plan.id)
    lines = [line for line in draft.stored.minutes.section(Section.MODIFICATIONS).lines if line.change]
    return [
        CheckableChange(
            reference=line.change,
            text=line.text,
            verdicts=_verdicts(turn, line.change, hindrance := undoing.hindrance(turn, line.change)),
            standing=standing.get(line.change, ""),
            hindrance=hindrance,
        )
        for line in lines
        if line.change is not None
    ]


def _verdicts(turn: Turn, reference: ChangeReference, hindrance: str) -> list[ChangeVerdict]:
    author = recorded_changes.author_id(turn.session, reference)
    asks = [ChangeVerdict.ASK] if author is not None and turn.session.get_one(PersonRow, author).active else []
    undoes = [] if hindrance else [ChangeVerdict.UNDO]
    return [ChangeVerdict.KEEP, *asks, *undoes]


def save_check(turn: Turn, sent: Submission, pointer: ChangesPointer, draft: MinutesOfPlan) -> Ack:
    """Apply each choice. If the draft has more changes, the ack shows the next ones."""
    changes = _changes(turn, draft)
    chosen = {
        change.reference: (change, button_values.word(ChangeVerdict, text))
        for change in changes
        if (text := sent.text(messages.field_of(change.reference)))
    }
    wrong = {
        messages.field_of(reference): plain("minutes", change.hindrance or "changed_since")
        for reference, (change, verdict) in chosen.items()
        if verdict not in change.verdicts
    }
    if wrong:
        return ack.errors(wrong)
    for change, verdict in chosen.values():
        if verdict is not ChangeVerdict.UNDO:
            _DECIDE[verdict](turn, draft, change)
    _undo(turn, draft, [change for change, verdict in chosen.values() if verdict is ChangeVerdict.UNDO])
    if chosen:
        show_renewed(turn, draft)
    following = pointer.first + CHANGES_TO_A_FORM
    if following < len(changes):
        return ack.update(messages.form(ChangesPointer(draft.stored.id, following), changes))
    return {}


def _keep(turn: Turn, draft: MinutesOfPlan, change: CheckableChange) -> None:
    stamp = turn.stamp(draft.plan.time_zone)
    change_checks.record(turn.session, draft.stored.id, change.reference, CheckKind.KEPT, stamp)


def _undo(turn: Turn, draft: MinutesOfPlan, changes: Sequence[CheckableChange]) -> None:
    lines = {change.reference: change.text for change in changes}
    stamp, concerned = turn.stamp(draft.plan.time_zone), dict[str, set[int]]()
    for reference in undoing.newest_first(turn, lines):
        concerned[lines[reference]] = undoing.undo(turn, reference)
        change_checks.record(turn.session, draft.stored.id, reference, CheckKind.UNDONE, stamp)
    undoing.notify(turn, draft, concerned)


def _ask(turn: Turn, draft: MinutesOfPlan, change: CheckableChange) -> None:
    author_id = recorded_changes.author_id(turn.session, change.reference)
    assert author_id is not None  # only then it can be asked
    author = turn.session.get_one(PersonRow, author_id)
    check_id = change_checks.record(
        turn.session,
        draft.stored.id,
        change.reference,
        CheckKind.ASKED,
        turn.stamp(draft.plan.time_zone),
        addressee_id=author.id,
        words=change.text,
    )
    with formats.reading(locale=author.locale):
        content = messages.question(check_id, who=turn.by.name, minutes=draft.stored.minutes, line=change.text)
    turn.put(
        OutboxMessage.post(
            draft.plan.workspace_id, author.slack_id, _question_key(check_id), content.payload()
        ).unrequested(zone=author.time_zone, organization_id=draft.plan.organization_id)
    )


def _question_key(check_id: int) -> str:
    return f"change:{check_id}:why"


_DECIDE = MappingProxyType({ChangeVerdict.KEEP: _keep, ChangeVerdict.ASK: _ask})


def show_renewed(turn: Turn, draft: MinutesOfPlan) -> None:
    """Draft the month again after a change. A leader's edits stay."""
    turn.session.flush()
    of = rounds.round_of(turn.session, draft.plan.id, draft.stored.period)
    assert of is not None  # minutes are drafted from a round
    stored = draft.stored
    renewed = highlight.renew(stored.minutes, drafted(turn, draft.plan, of, stored.minutes.next_on))
    publishing.show_drafts(turn, draft.plan, store.change(turn.session, stored, renewed) or stored)


# ---------------------------------------------------------------- the answer


def _asked(turn: Turn, pointer: WhyPointer) -> ChangeQuestion:
    question = change_checks.question(turn.session, pointer.check_id)
    if question is None or question.addressee_id != turn.by.id:
        raise RefusedError("minutes", "trouble_not_yours")
    if question.is_answered:
        raise CannotDoError("minutes", "why_given_before")
    return question


ASKED: AccessRule[WhyPointer, ChangeQuestion] = AccessRule(Whose.ADDRESSEE, _asked)
"""The question, for whoever it was put to."""


def reason_form(_turn: Turn, _click: Click, pointer: WhyPointer, question: ChangeQuestion) -> Block:
    return messages.reason_form(pointer, question.words)


def give_reason(turn: Turn, sent: Submission, _pointer: WhyPointer, question: ChangeQuestion) -> Ack:
    """Keep the reason, and fill the line of the draft with it unless the minutes are published."""
    draft, reason = rules.find(turn, MinutesPointer(question.minutes_id)), sent.text(FieldId.REASON)
    stamp = turn.stamp(draft.plan.time_zone)
    change_checks.record(turn.session, question.minutes_id, question.reference, CheckKind.ANSWERED, stamp, words=reason)
    if not draft.stored.published:
        show_renewed(turn, draft)
    content, key = messages.answered(question.words, reason), _question_key(question.id)
    turn.put(OutboxMessage.update(draft.plan.workspace_id, turn.by.slack_id, key, content.payload()))
    return {}


ROUTES: tuple[Route, ...] = (
    opener(ActionId.MINUTES_CHANGES, ChangesPointer.of, reads(DRAFT, check_form)),
    form(ViewId.MINUTES_CHANGES, ChangesPointer.of, writes(DRAFT, save_check)),
    opener(ActionId.CHANGE_REASON, WhyPointer.of, reads(ASKED, reason_form)),
    form(ViewId.CHANGE_REASON, WhyPointer.of, writes(ASKED, give_reason)),
)
