"""The form of an initiative."""

from collections.abc import Sequence

from bot.messages.initiatives import NOUN
from bot.slack import blocks
from bot.slack.blocks import Block
from bot.slack.button_values import ButtonValue
from bot.slack.identifiers import FieldId, ViewId
from bot.slack.limits import OPTIONS
from plans.initiatives import InitiativeFacts
from plans.practices import PRACTICES, codes_of
from prompts import plain


def form(
    view: ViewId, metadata: ButtonValue, facts: InitiativeFacts, owner: str, places: Sequence[tuple[int, str]]
) -> Block:
    """`owner` is a Slack id. `places` are ids and names, the organization itself first."""
    practices = [(code, f"{code} {practice.name}") for code, practice in PRACTICES.items()]
    content = [
        _text(FieldId.NAME, facts.name, optional=False, multiline=False),
        _text(FieldId.PURPOSE, facts.purpose),
        _text(FieldId.COST, facts.cost, multiline=False),
        _text(FieldId.TIME, facts.time, multiline=False),
        blocks.date_input(FieldId.START, _label(FieldId.START), value=facts.started_on, optional=True),
        _places(facts, places),
        blocks.choices_input(
            FieldId.PRACTICES,
            _label(FieldId.PRACTICES),
            practices,
            chosen=codes_of(facts.practices),
            optional=True,
        ),
        blocks.person_input(
            FieldId.OWNER,
            _label(FieldId.OWNER),
            chosen=owner,
            hint=plain(NOUN, "owner_hint", name=facts.owner_name),
            optional=True,
        ),
        _text(FieldId.EVIDENCE, facts.evidence, multiline=False),
        _text(FieldId.LINK, facts.evidence_link, multiline=False),
        blocks.date_input(
            FieldId.EVIDENCE_SINCE, _label(FieldId.EVIDENCE_SINCE), value=facts.evidence_since, optional=True
        ),
        _text(FieldId.EVIDENCE_SHOWS, facts.evidence_shows),
    ]
    return blocks.modal(
        view,
        plain(NOUN, "form_title"),
        content,
        submit=plain(NOUN, "form_submit"),
        close=plain(NOUN, "form_close"),
        metadata=metadata,
    )


def _places(facts: InitiativeFacts, places: Sequence[tuple[int, str]]) -> Block:
    """A menu, or lines to type where there are more places than a menu has room for."""
    label = _label(FieldId.SCHOOLS)
    if len(places) > OPTIONS:
        names = "\n".join(name for place, name in places if place in facts.place_ids)
        return blocks.text_input(
            FieldId.SCHOOLS, label, value=names, hint=plain(NOUN, "schools_typed_hint"), optional=True
        )
    options = [(str(place), name) for place, name in places]
    chosen = [str(place) for place in facts.place_ids]
    hint = plain(NOUN, "schools_hint", organization=places[0][1])
    return blocks.choices_input(FieldId.SCHOOLS, label, options, chosen=chosen, hint=hint, optional=True)


def _text(field: FieldId, typed: str, *, optional: bool = True, multiline: bool = True) -> Block:
    hint = plain(NOUN, "hint", field=field)
    return blocks.text_input(field, _label(field), value=typed, hint=hint, optional=optional, multiline=multiline)


def _label(field: FieldId) -> str:
    return plain(NOUN, "label", field=field)
