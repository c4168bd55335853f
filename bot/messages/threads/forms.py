"""Forms that every kind of dialog has, and the inputs their forms are made of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.messages.threads import NOUN
from bot.messages.threads.parts import CHANGES, DAYS, form_label, kind_name
from bot.slack import blocks, button_values
from bot.slack.blocks import Block
from bot.slack.button_values import StaleValueError
from bot.slack.identifiers import FieldId, ViewId
from conversations.parts import NAMED_BY_CHOICE, SERVES, PartKind, typed_fields
from conversations.threads.replies import Reply, Voice, hides
from conversations.threads.state import Thread
from conversations.weakness import Weakness
from plans.plan import SECTION_1
from prompts import parts, plain, say

LONG = frozenset(
    {
        *SECTION_1,
        "text",
        "explanation",
        "targets",
        "if_we",
        "then",
        "and_so",
        "evidence",
        "collaborators",
        "team",
        "reason",
    }
)
Options = Sequence[tuple[str, str]]
"""Values with their texts. Slack shows the first 100."""


# ---------------------------------------------------------------- who leads, and what is kept for later


def plan_choice(plans: Options) -> Block:
    return blocks.choice_input(FieldId.PLAN, plain(NOUN, "plan_label"), plans)


def leader(chosen: str) -> Block:
    return blocks.person_input(FieldId.LEADER, plain(NOUN, "leader_label"), chosen=chosen)


def co_leader(chosen: str | None) -> Block:
    return blocks.person_input(FieldId.CO_LEADER, plain(NOUN, "co_leader_label"), chosen=chosen or "", optional=True)


def leaders(state: Thread) -> list[Block]:
    return [leader(state.leader), co_leader(state.co_leader)]


def point() -> Block:
    """The input for the point to park."""
    return blocks.text_input(FieldId.POINT, plain(NOUN, "park_label"))


def people(chosen: Sequence[str], hint: str) -> Block:
    """The input for the people to ask in private."""
    return blocks.people_input(FieldId.PEOPLE, plain(NOUN, "quiet_label"), chosen=chosen, hint=hint)


def finish(
    callback: ViewId, title: str, text: str, unwritten: Sequence[str], metadata: str, *, inputs: Sequence[Block] = ()
) -> Block:
    """Asks whether to finish. `unwritten` are the drafts that would not be written down; `inputs` a kind's own."""
    lines = [say(NOUN, "finish_unwritten"), *(say(NOUN, "bullet", text=draft) for draft in unwritten)]
    content = [*blocks.sections(text), *(blocks.sections("\n".join(lines)) if unwritten else []), *inputs]
    return blocks.modal(
        callback, title, content, metadata=metadata, submit=plain(NOUN, "button_finish"), close=plain(NOUN, "finish_no")
    )


# ---------------------------------------------------------------- in private


def private_answer(label: str, before: Reply | None, asked: int) -> list[Block]:
    """`before` is the earlier answer; clearing it withdraws it. `asked` is how many people are asked."""
    text = blocks.text_input(
        FieldId.ANSWER,
        label,
        value=before.text if before else "",
        hint=plain(NOUN, "private_hint") if before else "",
        optional=before is not None,
    )
    return [text, *_voice_choice(before, asked)]


def _voice_choice(before: Reply | None, asked: int) -> list[Block]:
    """How an answer is shown. If too few people are asked, only under one's name, and the form says so."""
    offered = [Voice.NAMELESS, Voice.NAMED] if hides(asked) else [Voice.NAMED]
    chosen = before.voice if before and before.voice in offered else offered[0]
    voices = [(voice, plain(NOUN, f"voice_{voice}")) for voice in offered]
    told = blocks.context(say(NOUN, "private_asked", asked=asked, hides=hides(asked)))
    return [told, blocks.choice_input(FieldId.VOICE, plain(NOUN, "voice_label"), voices, chosen=chosen)]


# ---------------------------------------------------------------- parts of the plan


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemPeople:
    """What the people of an action item are chosen from, and who is chosen already."""

    owner: str
    """A Slack id."""
    roles: Options
    """The roles of the plan. An item that a role owns follows its holders."""
    role: str
    unmatched: str
    """A typed owner who is neither in Slack nor a role of the plan; empty without one."""
    collaborators: Sequence[str]
    """Slack ids."""
    others: str
    """Collaborators who are nobody in Slack, such as a team, one per line."""

    def inputs(self, name: str) -> list[Block]:
        label = form_label(PartKind.ACTION_ITEM, name)
        if name == "owner":
            hint = plain(NOUN, "owner_typed", owner=self.unmatched) if self.unmatched else ""
            person = blocks.person_input(FieldId.OWNER, label, chosen=self.owner, hint=hint, optional=True)
            return [person, *([self._role()] if self.roles else [])]
        label, others = plain(NOUN, "collaborators_label"), plain(NOUN, "other_collaborators_label")
        return [
            blocks.people_input(FieldId.COLLABORATORS, label, chosen=self.collaborators, optional=True),
            blocks.text_input(field_id(name), others, value=self.others, optional=True),
        ]

    def _role(self) -> Block:
        label = plain(NOUN, "owner_role_label")
        return blocks.choice_input(field_id("owner"), label, self.roles, chosen=self.role, optional=True)


PICKED = frozenset({"owner", "collaborators"})
"""The fields of an action item whose people are picked."""


def part(
    kind: PartKind,
    values: Mapping[str, str],
    parents: Mapping[str, str],
    metadata: str,
    *,
    callback: ViewId,
    doubts: Sequence[Weakness] = (),
    people: ItemPeople | None = None,
    objectives: Options = (),
) -> Block:
    """`parents` are the parts it can belong to, if the form asks for one. Without `people` their names are typed.

    `objectives` are what a strategy can serve.
    """
    content = [blocks.context(say(NOUN, "part_intro"))]
    if doubts:
        sentences = parts()["weaknesses"]
        lines = [say(NOUN, "part_doubts"), *(say(NOUN, "part_doubt", text=sentences[doubt]) for doubt in doubts)]
        content = blocks.sections("\n".join(lines))
    if parents:
        chosen, is_named = values.get(FieldId.PARENT, ""), kind in NAMED_BY_CHOICE
        label = plain(NOUN, "date_of_label" if is_named else "parent_label")
        options = list(parents.items())
        content.append(blocks.choice_input(FieldId.PARENT, label, options, chosen=chosen, optional=not is_named))
    names = typed_fields(kind)
    for place, name in enumerate(names):
        if people and name in PICKED:
            content += people.inputs(name)
        else:
            content.append(part_input(kind, name, values.get(name, ""), first=not place))
        if name == "practice":
            content += objective_input(objectives, values.get(SERVES, ""))
    if doubts:
        content.append(anyway(plain(NOUN, "anyway_option")))
    title = plain(NOUN, "part_title", kind=kind_name(kind))
    return modal(callback, title, content, metadata, submit=plain(NOUN, "save"))


def part_values(kind: PartKind, values: Mapping[str, str]) -> dict[str, str]:
    """The filled fields of the form. Raises StaleValueError for a choice or a day that it does not offer."""
    filled = {name: values.get(field_id(name), "").strip() for name in typed_fields(kind)}
    for name, text in filled.items():
        if text and name in DAYS:
            button_values.day(text)
        elif text and text not in (choices(kind, name) or {text}):
            raise StaleValueError
    filled[FieldId.PARENT] = values.get(FieldId.PARENT, "")
    return {name: text for name, text in filled.items() if text}


def choices(kind: PartKind, name: str) -> dict[str, str]:
    """The labels of what can be chosen in a field, by what is stored; empty for a field to type in."""
    return {str(key): str(label) for key, label in parts()["options"].get(f"{kind}.{name}", {}).items()}


def field_id(name: str) -> str:
    return f"{FieldId.PART}:{name}"


def part_input(kind: PartKind, name: str, text: str, *, first: bool, label: str = "", hint: str = "") -> Block:
    """The input of a field. The first one must be filled in."""
    label, optional = label or form_label(kind, name), not first
    if options := choices(kind, name):
        return blocks.choice_input(field_id(name), label, list(options.items()), chosen=text, optional=True)
    if name in DAYS:
        return blocks.date_input(field_id(name), label, value=_day(text), hint=hint, optional=True)
    is_long = name in LONG or "\n" in text
    return blocks.text_input(field_id(name), label, value=text, hint=hint, optional=optional, multiline=is_long)


def objective_input(offered: Options, chosen: str = "") -> list[Block]:
    """What a strategy serves. Nothing if no organization above has a plan."""
    if not offered:
        return []
    return [blocks.choice_input(field_id(SERVES), plain(CHANGES, SERVES), offered, chosen=chosen, optional=True)]


def _day(value: str) -> date | None:
    return date.fromisoformat(value) if value else None


# ---------------------------------------------------------------- pieces


def anyway(text: str) -> Block:
    """The checkbox to save despite the doubts above it."""
    return blocks.checkbox_input(FieldId.ANYWAY, plain(NOUN, "anyway_label"), text)


def modal(view: ViewId, title: str, content: Sequence[Block], metadata: str, *, submit: str) -> Block:
    return blocks.modal(view, title, content, metadata=metadata, submit=submit, close=plain(NOUN, "cancel"))
