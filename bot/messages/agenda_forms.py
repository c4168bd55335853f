"""The forms of agendas: its areas, posting it, and sharing evidence."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.messages.agenda_pointers import AgendaPointer, AreasPointer, EvidencePointer
from bot.messages.agendas import NOUN
from bot.slack import blocks
from bot.slack.blocks import Block
from bot.slack.button_values import is_number
from bot.slack.identifiers import FieldId, ViewId
from conversations.agendas import Area
from prompts import plain, say
from storage.rounds.agendas import StoredAgenda

AREAS_TO_A_FORM = 15
"""Each takes four blocks of a hundred."""
ADDED = "new"


def edit_form(stored: StoredAgenda, pointer: AreasPointer, presenters: Mapping[int, str]) -> Block:
    """The areas from `pointer.first` on, and on the last page a new one. `presenters` are Slack ids by person id."""
    areas = stored.agenda.areas
    last = min(pointer.first + AREAS_TO_A_FORM, len(areas))
    content = [blocks.section(say(NOUN, "edit_intro"))]
    if len(areas) > AREAS_TO_A_FORM:
        part = say(NOUN, "edit_part", first=pointer.first + 1, last=last, total=len(areas))
        content.append(blocks.context(part))
    for place in range(pointer.first, last):
        label = plain(NOUN, "area_label", number=place + 1, note=areas[place].note)
        content += [blocks.divider(), *_inputs(str(place), label, areas[place], presenters)]
    goes_on = last < len(areas)
    if not goes_on:
        content += [blocks.divider(), *_inputs(ADDED, plain(NOUN, "added_label"), Area(key="", text=""), {})]
    return blocks.modal(
        ViewId.AGENDA_EDIT,
        plain(NOUN, "edit_title"),
        content,
        submit=plain(NOUN, "submit_next" if goes_on else "submit"),
        close=plain(NOUN, "cancel"),
        metadata=pointer,
    )


def _inputs(place: str, label: str, area: Area, presenters: Mapping[int, str]) -> Iterable[Block]:
    chosen = presenters.get(area.presenter_id, "") if area.presenter_id is not None else ""
    evidence, presenter = plain(NOUN, "evidence_label"), plain(NOUN, "presenter_label")
    yield blocks.text_input(f"{FieldId.AREA}:{place}", label, value=area.text, optional=True, multiline=False)
    yield blocks.text_input(
        f"{FieldId.EVIDENCE}:{place}", evidence, value=area.evidence, optional=True, multiline=False
    )
    yield blocks.person_input(presenter_field(place), presenter, chosen=chosen, optional=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedArea:
    """An area as the form returns it."""

    text: str
    evidence: str
    presenter: str
    """Slack id; empty for no one."""


def areas_in(values: Mapping[str, str]) -> dict[str, TypedArea]:
    """The areas of the form by their place; the new one is ADDED."""
    names = [name.partition(":")[2] for name in values if name.startswith(f"{FieldId.AREA}:")]
    places = [place for place in names if place == ADDED or is_number(place)]
    return {
        place: TypedArea(
            text=values.get(f"{FieldId.AREA}:{place}", "").strip(),
            evidence=values.get(f"{FieldId.EVIDENCE}:{place}", "").strip(),
            presenter=values.get(presenter_field(place), ""),
        )
        for place in places
    }


def presenter_field(place: str) -> str:
    return f"{FieldId.PRESENTER}:{place}"


def post_form(pointer: AgendaPointer, *, has_channel: bool) -> Block:
    return blocks.modal(
        ViewId.AGENDA_POST,
        plain(NOUN, "post_title"),
        [blocks.section(say(NOUN, "post_text", has_channel=has_channel))],
        submit=plain(NOUN, "post_yes"),
        close=plain(NOUN, "post_no"),
        metadata=pointer,
    )


def show_form(what: str, pointer: EvidencePointer) -> Block:
    line, link = plain(NOUN, "line_label"), plain(NOUN, "link_label")
    return blocks.modal(
        ViewId.EVIDENCE_SHOW,
        plain(NOUN, "show_title"),
        [
            *blocks.sections(say(NOUN, "evidence_asked", what=what)),
            blocks.text_input(FieldId.LINE, line, hint=plain(NOUN, "line_hint"), multiline=False),
            blocks.text_input(FieldId.LINK, link, hint=plain(NOUN, "link_hint"), optional=True, multiline=False),
        ],
        submit=plain(NOUN, "submit"),
        close=plain(NOUN, "cancel"),
        metadata=pointer,
    )
