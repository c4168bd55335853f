"""Who is assigned to the leads of a plan."""

from collections.abc import Mapping, Sequence

from bot.slack import blocks, limits
from bot.slack.blocks import Block, MessageContent
from bot.slack.button_values import PlanId
from bot.slack.identifiers import ActionId, FieldId, ViewId
from prompts import plain, say
from storage.people.role_changes import RoleChange
from storage.plans.plans import PlanSummary

NOUN = "people"
CHANGES_SHOWN = 60
LINE_SHOWN = 300


def leads(plan: PlanSummary, holders: Mapping[str, Sequence[str]], hold_reasons: Sequence[str] = ()) -> MessageContent:
    """`holders` are the names of the people assigned to each lead that the plan names, in its order.

    `hold_reasons` say why the plan is under a legal hold.
    """
    legal_holds = [say(NOUN, "legal_hold", reason=reason) for reason in hold_reasons]
    if not holders:
        return MessageContent(text="\n".join([say(NOUN, "no_leads", organization=plan.organization), *legal_holds]))
    lines = [
        say(NOUN, "held", role=role, names=names) if names else say(NOUN, "not_held", role=role)
        for role, names in holders.items()
    ]
    title, intro = plain(NOUN, "title", organization=plan.organization), say(NOUN, "intro")
    chosen = blocks.button(plain(NOUN, "button"), ActionId.ROLES_OPEN, PlanId(plan.id), style="primary")
    content = [blocks.header(title), blocks.context(intro), *blocks.sections("\n".join(lines))]
    content.append(blocks.actions("people", [chosen]))
    content += [blocks.context(line) for line in legal_holds]
    return MessageContent(text="\n".join([title, intro, *lines, *legal_holds]), blocks=content)


def history(plan: PlanSummary, changes: Sequence[RoleChange]) -> MessageContent:
    """`changes` are the oldest first. Of a long history only the newest fit, and their number is said."""
    title = plain(NOUN, "history_title", organization=plan.organization)
    newest = changes[-CHANGES_SHOWN:]
    intro = say(NOUN, "history_intro", count=len(newest), whole=len(changes))
    lines = [limits.clamp(say(NOUN, "role_change", change=change), LINE_SHOWN) for change in newest]
    content = [blocks.header(title), blocks.context(intro), *blocks.sections("\n".join(lines))]
    return MessageContent(text="\n".join([title, intro, *lines]), blocks=content)


def form(plan: PlanSummary, roles: Sequence[str]) -> Block:
    """The form to assign a role. Options carry the role's index, because roles can be longer than a value may be."""
    options = [(str(place), role) for place, role in enumerate(roles)]
    inputs = [
        blocks.choice_input(FieldId.ROLE, plain(NOUN, "role_label"), options),
        blocks.people_input(
            FieldId.HOLDERS, plain(NOUN, "holders_label"), hint=plain(NOUN, "holders_hint"), optional=True
        ),
    ]
    return blocks.modal(
        ViewId.ROLES,
        plain(NOUN, "form_title"),
        inputs,
        submit=plain(NOUN, "submit"),
        close=plain(NOUN, "cancel"),
        metadata=PlanId(plan.id),
    )
