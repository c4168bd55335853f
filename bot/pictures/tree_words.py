"""A tree of causes in words: what a picture says beside each cause, its outline, and the text formats."""

import re
from collections.abc import Mapping
from typing import Any

import prompts
from bot.documents import markdown
from conversations.root_cause.record import record
from conversations.root_cause.state import RootCauseState
from conversations.root_cause.tree import SYMPTOM, Tree, TreePosition
from plans.practices import PRACTICES

_SIGNS = re.compile(r"[!-+/:-@[-`{-~]")


def marks(tree: Tree, place: TreePosition) -> str:
    """What is known of a cause, in a few words."""
    shared = len(tree.above(place.cause.key)) if tree.is_lever(place.cause.key) else 0
    owner = prompts.plain("root_cause", "marks", cause=place.cause, again=place.again, shared=shared)
    return " ".join(owner.split())


def outline(tree: Tree) -> list[Mapping[str, Any]]:
    """The lines of an outline, bones as headings, each cause with its marks."""
    lines: list[Mapping[str, Any]] = []
    names = {bone.key: bone.name for bone in tree.bones}
    with_causes = {why.above for why in tree.whys}
    headed: set[str] = set()
    for place in tree.places():
        if place.above in names and place.above not in headed:
            headed.add(place.above)
            lines.append({"bone": names[place.above], "level": 0})
        level = place.level if names else place.level - 1
        lines.append({"bone": "", "level": level, "place": place, "marks": marks(tree, place)})
    empty = [name for key, name in names.items() if key not in with_causes]
    return [*lines, *({"bone": name, "level": 0} for name in empty)]


def tree_markdown(state: RootCauseState, names: Mapping[str, str], thread: str) -> str:
    """The outline and all that came of it. `names` are people's names by their ids, `thread` where it was said."""
    return prompts.document(
        "root_cause.md",
        lines=outline(state.tree),
        record=record(state),
        practices=PRACTICES,
        thread=thread,
        called=lambda person: names.get(person, person),
        typed=markdown,
    )


def tree_mermaid(tree: Tree) -> str:
    """A flow chart. Solid boxes are confirmed, dashed ones possible; a root has doubled sides."""
    causes = [{"cause": place.cause, "text": _quoted(place.cause.text)} for place in tree.places() if not place.again]
    return prompts.document(
        "root_cause.mmd",
        symptom=_quoted(tree.symptom.text),
        bones=[{"key": bone.key, "text": _quoted(bone.name)} for bone in tree.bones],
        causes=causes,
        whys=tree.whys,
        top=SYMPTOM,
    )


def _quoted(text: str) -> str:
    """Mermaid reads signs as its own, also between quotation marks; as numbers they are only signs."""
    return _SIGNS.sub(lambda sign: f"#{ord(sign[0])};", text)
