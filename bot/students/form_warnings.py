"""Before a form is saved: a warning if a text typed in it seems to name a student.

The form is shown again with the warning on top and everything typed still in it; submitting it again saves it. Which
names were warned about stands in the id of a block of the form itself, so nothing is stored, and only a new name brings
a new warning.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from bot.desk import Desk
from bot.messages import students as messages
from bot.messages.students import PossibleStudent
from bot.slack import ack, limits
from bot.slack.ack import Ack
from bot.slack.blocks import Block
from bot.slack.payloads import Who
from bot.students import note_keys
from bot.turns import Turn
from plans.student_names import possible_students
from storage.people import allowed_names

_WARNING, _WARNED = "student_warning:", "student_warned:"
"""How the ids of blocks begin that say which names were warned about: of the warning itself, and of another block."""
_MOST_DIGESTS = 27
"""As many as fit into a block's id."""
_VIEW_KEYS = (
    *("type", "callback_id", "title", "submit", "close", "private_metadata", "external_id"),
    *("clear_on_close", "notify_on_close", "submit_disabled"),
)
"""What Slack takes of a view it sent."""
_CARRIERS = frozenset({"section", "context", "divider", "header"})


def warning(desk: Desk, view: Mapping[str, Any], who: Who) -> Ack | None:
    """The form with a warning on top; None if no text in it needs a new one."""
    warned = _warned(view)
    places = [place for place in _places(_typed(view)) if note_keys.digest(place.name) not in warned]
    if not places:
        return None
    with desk.turns.read(who) as turn:
        places = _unexplained(turn, who.team, places)
        return ack.update(_with_warning(view, places, warned)) if places else None


def opened(turn: Turn, view: Block) -> Block | None:
    """The form with a warning on top about what it is filled with; None if there is nothing to warn about."""
    filled = [
        (block["label"]["text"], block["element"].get("initial_value", ""))
        for block in view["blocks"]
        if block["type"] == "input" and block["element"]["type"] == "plain_text_input"
    ]
    places = _unexplained(turn, turn.by.workspace_id, list(_places(filled)))
    return _with_warning(view, places, ()) if places else None


def _places(texts: Iterable[tuple[str, str]]) -> Iterator[PossibleStudent]:
    for label, text in texts:
        for name in possible_students(text):
            yield PossibleStudent(name, label)


def _unexplained(turn: Turn, workspace_id: str, places: Sequence[PossibleStudent]) -> list[PossibleStudent]:
    names = allowed_names.unexplained(turn.session, workspace_id, [place.name for place in places])
    return [place for place in places if place.name in names]


def carried_over(view: Mapping[str, Any], answer: Ack) -> Ack:
    """The answer to a form. A form that takes its place doesn't warn about the same names again."""
    warned = _warned(view)
    following = ack.view_shown(answer)
    return ack.update(_with_warned(following, warned)) if warned and following else answer


def _typed(view: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    """The labels and texts of the fields that text was typed in."""
    states = view["state"]["values"]
    for block in _blocks(view):
        if block["type"] == "input" and block["element"]["type"] == "plain_text_input":
            for state in states.get(block["block_id"], {}).values():
                if state.get("value"):
                    yield block["label"]["text"], state["value"]


def _blocks(view: Mapping[str, Any]) -> Sequence[Block]:
    return view.get("blocks") or ()


def _warned(view: Mapping[str, Any]) -> list[str]:
    """Digests of the names that the form has warned about."""
    ids = [str(block.get("block_id", "")) for block in _blocks(view)]
    marked = [block_id.partition(":")[2] for block_id in ids if block_id.startswith((_WARNING, _WARNED))]
    return [digest for digests in marked for digest in digests.split(",")]


def _with_warning(view: Mapping[str, Any], places: Sequence[PossibleStudent], warned: Sequence[str]) -> Block:
    digests = [*warned, *(note_keys.digest(place.name) for place in places)]
    top = messages.form_warning(places) | {"block_id": _WARNING + ",".join(digests[-_MOST_DIGESTS:])}
    others = [block for block in _blocks(view) if not block.get("block_id", "").startswith(_WARNING)]
    return _form(view, [top, *others][: limits.VIEW_BLOCKS])


def _with_warned(view: Mapping[str, Any], warned: Sequence[str]) -> Block:
    """The view with the digests in the id of a block that has none; in one of its own if all have ids."""
    mark = {"block_id": _WARNED + ",".join(warned[-_MOST_DIGESTS:])}
    view_blocks = list(_blocks(view))
    for place, block in enumerate(view_blocks):
        if block["type"] in _CARRIERS and "block_id" not in block:
            view_blocks[place] = block | mark
            return {**view, "blocks": view_blocks}
    return {**view, "blocks": [*view_blocks, {"type": "divider"} | mark][: limits.VIEW_BLOCKS]}


def _form(view: Mapping[str, Any], view_blocks: Sequence[Block]) -> Block:
    return {key: view[key] for key in _VIEW_KEYS if view.get(key)} | {"blocks": list(view_blocks)}
