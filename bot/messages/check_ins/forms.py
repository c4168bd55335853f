"""The forms of a check-in."""

from collections.abc import Iterable, Sequence
from datetime import date

from bot.messages.check_ins.about import NOUN, About, topic_noun
from bot.messages.check_ins.topics import TEXT_OF_TOPIC
from bot.messages.items import causes
from bot.slack import blocks, limits
from bot.slack.blocks import Block
from bot.slack.identifiers import FieldId, ViewId
from conversations.check_in import Answer, Risk, Subject, Topic
from conversations.rejections import Rejection
from prompts import Safe, plain, say
from storage.items.support_values import Support


def behind_form(
    about: About, topic: Topic, before: Answer | None, metadata: str, support: Support | None = None
) -> Block:
    """`before` is what was typed in it last; `support` is the request that an earlier answer about the topic made."""
    is_dated, noun = topic.is_completable, topic_noun(about, topic)
    content = [
        blocks.section(limits.clamp(say(noun, "behind_intro", topic=topic), TEXT_OF_TOPIC)),
        blocks.context(say(noun, "behind_how" if is_dated else "behind_how_undated")),
        _text(FieldId.CAUSE, "cause", before.cause if before else "", optional=False),
        causes.category_input(before.cause_category if before else None),
        causes.ours_input(before.is_ours if before else None),
        _text(FieldId.RECOVERY, "recovery", before.recovery if before else "", noun=noun, optional=is_dated),
        blocks.date_input(
            FieldId.RECOVERY_BY,
            plain(NOUN, "recovery_by_label"),
            value=before.recovery_by if before else None,
            optional=True,
        ),
    ]
    if is_dated:
        new_due = before.new_due if before else None
        label = plain(NOUN, "new_due_label")
        content.append(blocks.date_input(FieldId.NEW_DUE, label, value=new_due, optional=True))
        content.append(_text(FieldId.NEW_DUE_REASON, "new_due_reason", before.new_due_reason if before else ""))
    content += _support_inputs(before, support)
    return _form(ViewId.BEHIND, plain(noun, "behind_title"), content, metadata)


def owner_form(topic: Topic, cause: str, metadata: str, *, day_off: Safe | None) -> Block:
    """Offers a request for support to whoever can act on the cause. Closing it asks no one."""
    content = [blocks.section(limits.clamp(say(NOUN, "behind_intro", topic=topic), TEXT_OF_TOPIC))]
    content += [blocks.context(day_off)] if day_off else []
    content += [
        blocks.section(limits.clamp(say(NOUN, "owner_saved", cause=cause), TEXT_OF_TOPIC)),
        blocks.text_input(FieldId.SUPPORT, plain(NOUN, "owner_label"), hint=plain(NOUN, "support_hint")),
        blocks.person_input(
            FieldId.SUPPORT_FROM,
            plain(NOUN, "owner_from_label"),
            hint=plain(NOUN, "support_from_hint"),
            optional=True,
        ),
        blocks.date_input(FieldId.SUPPORT_BY, plain(NOUN, "support_by_label"), optional=True),
    ]
    return blocks.modal(
        ViewId.CAUSE_OWNER,
        plain(NOUN, "owner_title"),
        content,
        submit=plain(NOUN, "owner_submit"),
        close=plain(NOUN, "owner_cancel"),
        metadata=metadata,
    )


def _support_inputs(before: Answer | None, support: Support | None) -> list[Block]:
    needed = before.support if before else ""
    asked = support if needed else None
    whom, whom_hint = plain(NOUN, "support_from_label"), plain(NOUN, "support_from_hint")
    chosen = asked.provider_slack_id if asked and not asked.provider_left else ""
    when = asked.needed_by if asked else None
    return [
        _text(FieldId.SUPPORT, "support", needed),
        blocks.person_input(FieldId.SUPPORT_FROM, whom, chosen=chosen, hint=whom_hint, optional=True),
        blocks.date_input(FieldId.SUPPORT_BY, plain(NOUN, "support_by_label"), value=when, optional=True),
    ]


def result_form(
    about: About,
    topic: Topic,
    answer: Answer | None,
    metadata: str,
    *,
    output: str,
    today: date,
    more: Sequence[Block] = (),
) -> Block:
    """`more` inputs come last."""
    noun, is_milestone = topic_noun(about, topic), topic.subject is Subject.MILESTONE
    content = [blocks.section(limits.clamp(say(noun, "behind_intro", topic=topic), TEXT_OF_TOPIC))]
    if output:
        content.append(blocks.context(limits.clamp(say(NOUN, "evidence_expected", output=output), TEXT_OF_TOPIC)))
    label, hint = plain(noun, "evidence_label"), plain(noun, "evidence_hint")
    evidence = answer.evidence if answer else ""
    content.append(blocks.text_input(FieldId.EVIDENCE, label, value=evidence, hint=hint, optional=not is_milestone))
    if topic.is_completable:
        finished = (answer.completed_on if answer else None) or today
        content.append(blocks.date_input(FieldId.COMPLETED_ON, plain(noun, "completed_on_label"), value=finished))
    if topic.subject is Subject.ITEM:
        used, example = plain(NOUN, "resources_used_label"), plain(NOUN, "resources_used_hint")
        content.append(blocks.text_input(FieldId.RESOURCES, used, hint=example, optional=True))
    return _form(ViewId.RESULT, plain(noun, "result_title"), [*content, *more], metadata)


def risk_form(risk: Risk | None, owner: str, metadata: str) -> Block:
    """One risk. `owner` is the Slack id of who sees to it."""
    content = [
        blocks.text_input(FieldId.RISK, plain(NOUN, "risk_label"), value=risk.risk if risk else "", optional=True),
        blocks.text_input(
            FieldId.MITIGATION,
            plain(NOUN, "mitigation_label"),
            value=risk.mitigation if risk else "",
            optional=True,
        ),
        blocks.person_input(FieldId.OWNER, plain(NOUN, "risk_owner_label"), chosen=owner, optional=True),
        blocks.date_input(
            FieldId.RISK_DUE, plain(NOUN, "risk_due_label"), value=risk.due if risk else None, optional=True
        ),
    ]
    if risk:
        content.append(blocks.context(say(NOUN, "risk_remove")))
    return _form(ViewId.RISK, plain(NOUN, "risk_title"), content, metadata)


def _text(name: FieldId, part: str, value: str, *, noun: str = NOUN, optional: bool = True) -> Block:
    return blocks.text_input(
        name, plain(noun, f"{part}_label"), value=value, hint=plain(noun, f"{part}_hint"), optional=optional
    )


def _form(callback: ViewId, title: str, content: list[Block], metadata: str) -> Block:
    return blocks.modal(
        callback,
        title,
        content,
        submit=plain(NOUN, "submit"),
        close=plain(NOUN, "cancel"),
        metadata=metadata,
    )


def form_errors(rejections: Iterable[Rejection]) -> dict[str, str]:
    """Error sentences by input."""
    return {
        rejection.form_field: plain(NOUN, f"trouble_{rejection.code}")
        for rejection in rejections
        if rejection.form_field is not None
    }
