"""Agendas as messages: the draft for leaders, what is posted, and what each presenter is asked to bring."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from bot.messages.agenda_pointers import AgendaPointer, EvidenceChoice, EvidencePointer
from bot.slack import blocks, limits
from bot.slack.blocks import Block, MessageContent
from bot.slack.identifiers import ActionId
from conversations.agendas import (
    Agenda,
    Area,
    BehindItem,
    DueBenchmark,
    OpenPromise,
    PromisedEvidence,
    Proposal,
    QuietStrategy,
)
from conversations.highlight import ShownEvidence
from prompts import Safe, plain, say
from storage.rounds.agendas import StoredAgenda

NOUN = "agendas"
AREAS_SHOWN = 20
"""In one message. The answer to /plan agenda, which may go on in further messages, lists all."""
AREA_SHOWN = 560
QUESTIONS = ("fidelity", "early_evidence", "short_term")
_REASONS = {QuietStrategy: "quiet", DueBenchmark: "benchmark", BehindItem: "item", OpenPromise: "promise"}


def area(proposal: Proposal) -> Area:
    """The proposal in words."""
    reason = _REASONS[type(proposal.reason)]
    text, note, evidence = (
        plain(NOUN, f"{part}_{reason}", reason=proposal.reason) for part in ("text", "note", "evidence")
    )
    return Area(
        key=proposal.key,
        text=text,
        note=note,
        evidence=evidence,
        presenter_id=proposal.presenter_id,
        strategy_id=proposal.strategy_id,
        benchmark_id=proposal.benchmark_id,
        aspects=proposal.aspects,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaFacts:
    """What an agenda's messages say beside its areas."""

    organization: str
    held_on: date | None
    names: Mapping[int, str] = field(default_factory=dict)
    """Of presenters, by person id."""
    evidence: Mapping[str, PromisedEvidence] = field(default_factory=dict)
    """What the posted agenda asks for, by the area's key."""


def draft(stored: StoredAgenda, facts: AgendaFacts) -> MessageContent:
    """For leaders, with notes and buttons."""
    title = plain(NOUN, "title" if stored.posted else "title_draft", organization=facts.organization)
    intro = say(NOUN, "intro_posted", changed=_is_changed(stored, facts)) if stored.posted else say(NOUN, "intro")
    areas = [_area(each, facts, with_note=True) for each in stored.agenda.areas]
    content = [blocks.header(title), blocks.context(intro), *_opening(facts), *_areas(areas, "more_areas_draft")]
    return MessageContent(text=blocks.text_of(content), blocks=[*content, _buttons(stored)])


def _is_changed(stored: StoredAgenda, facts: AgendaFacts) -> bool:
    """Whether the leader changed it since it was posted."""
    return stored.posted is not None and (stored.posted.areas != stored.agenda.areas or stored.held_on != facts.held_on)


def posted(agenda: Agenda, facts: AgendaFacts) -> MessageContent:
    """In the plan's channel."""
    return _public(agenda, facts, most=AREAS_SHOWN, hint=True)


def answer(agenda: Agenda, facts: AgendaFacts) -> MessageContent:
    """The posted agenda in answer to a command, whole."""
    return _public(agenda, facts, most=len(agenda.areas), hint=False)


def _public(agenda: Agenda, facts: AgendaFacts, *, most: int, hint: bool) -> MessageContent:
    areas = [_area(each, facts, with_note=False) for each in agenda.areas]
    content = [blocks.header(plain(NOUN, "title", organization=facts.organization)), *_opening(facts)]
    content += _areas(areas, "more_areas", most)
    if hint:
        content.append(blocks.context(say(NOUN, "thread_hint")))
    return MessageContent(text=blocks.text_of(content), blocks=content)


def _opening(facts: AgendaFacts) -> list[Block]:
    questions = [plain(NOUN, f"question_{name}") for name in QUESTIONS]
    return [
        blocks.section(say(NOUN, "when", held_on=facts.held_on)),
        blocks.section(say(NOUN, "questions", questions=questions)),
    ]


def _areas(areas: Sequence[str], more: str, most: int = AREAS_SHOWN) -> list[Block]:
    lines = [say(NOUN, "areas_title"), *(areas[:most] or [say(NOUN, "no_areas")])]
    if len(areas) > most:
        lines.append(say(NOUN, more, count=len(areas) - most))
    return [blocks.divider(), *blocks.sections("\n".join(lines))]


def _area(area: Area, facts: AgendaFacts, *, with_note: bool) -> str:
    evidence = facts.evidence.get(area.key)
    presenter = facts.names.get(area.presenter_id, "") if area.presenter_id is not None else ""
    text = say(
        NOUN,
        "area",
        area=area,
        note=area.note if with_note else "",
        presenter=presenter,
        exhibits=evidence.exhibits if evidence else (),
    )
    return limits.clamp(text, AREA_SHOWN)


def _buttons(stored: StoredAgenda) -> Block:
    pointer = AgendaPointer(stored.id, stored.version)
    post = plain(NOUN, "button_post_again" if stored.posted else "button_post")
    return blocks.actions(
        f"agenda:{stored.id}",
        [
            blocks.button(plain(NOUN, "button_edit"), ActionId.AGENDA_EDIT, pointer),
            blocks.button(post, ActionId.AGENDA_POST, pointer, style="primary"),
        ],
    )


def sent(organization: str) -> MessageContent:
    """The answer to the command that sent a leader the agenda."""
    return MessageContent(text=say(NOUN, "sent", organization=organization))


# ---------------------------------------------------------------- presenters


def brings(
    evidence: Sequence[PromisedEvidence], areas: Mapping[str, str], facts: AgendaFacts, *, again: bool
) -> MessageContent:
    """What one presenter is asked to bring, each with a button to share it. `areas` are texts by the area's key."""
    first = say(
        NOUN,
        "brings",
        evidence=evidence,
        organization=facts.organization,
        held_on=facts.held_on,
        again=again,
    )
    content = blocks.sections(first)
    for each in evidence:
        text = Safe(limits.clamp(say(NOUN, "brought", each=each, area=areas.get(each.key, "")), AREA_SHOWN))
        button = blocks.button(plain(NOUN, "button_show"), ActionId.EVIDENCE_SHOW, EvidencePointer(each.id))
        labeled = button | {"accessibility_label": limits.clamp(each.what, limits.BUTTON)}
        content.append(blocks.section(text, labeled))
    return MessageContent(text=blocks.text_of(content), blocks=content)


def which(evidence: Sequence[PromisedEvidence], message_ts: str, exhibits: Sequence[ShownEvidence]) -> MessageContent:
    """Asks a presenter of several things which of them they have just posted."""
    text = say(NOUN, "which", exhibits=exhibits)
    options = [
        blocks.option(str(EvidenceChoice(each.id, message_ts)), each.what) for each in evidence[: limits.OPTIONS]
    ]
    select = {
        "type": "static_select",
        "action_id": ActionId.EVIDENCE_CHOOSE,
        "placeholder": blocks.plain(plain(NOUN, "which_placeholder"), limits.PLACEHOLDER),
        "options": options,
    }
    return MessageContent(text=text, blocks=[blocks.section(text), blocks.actions(f"evidence:{message_ts}", [select])])
