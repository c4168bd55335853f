"""A tree of causes as text: the marks of each cause, the outline, and the text formats."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import prompts
from bot.files.markdown import markdown
from conversations.root_cause.record import record
from conversations.root_cause.state import RootCauseState
from conversations.root_cause.tree import SYMPTOM, Tree, TreePosition
from conversations.threads.days import DialogDays
from plans.practices import PRACTICES

_SIGNS = re.compile(r"[!-+/:-@[-`{-~]")


def marks(tree: Tree, place: TreePosition) -> str:
    """The marks of a cause, in a few words."""
    shared = len(tree.above(place.cause.key)) if tree.is_lever(place.cause.key) else 0
    owner = prompts.plain("root_cause", "marks", cause=place.cause, again=place.again, shared=shared)
    return " ".join(owner.split())


def outline(tree: Tree) -> list[Mapping[str, Any]]:
    """The lines of the outline: bones as headings, and causes with their marks."""
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


def tree_markdown(
    state: RootCauseState,
    names: Mapping[str, str],
    thread: str,
    *,
    days: DialogDays | None = None,
    codes: Mapping[str, str] = MappingProxyType({}),
) -> str:
    """The outline and its results. `names` maps Slack ids to names, `codes` written parts to their codes.

    `thread` is the thread's address.
    """
    return prompts.document(
        "root_cause.md",
        lines=outline(state.tree),
        record=record(state),
        practices=PRACTICES,
        thread=thread,
        days=days,
        codes=codes,
        called=lambda person: names.get(person, person),
        typed=markdown,
    )


def tree_mermaid(tree: Tree) -> str:
    """The tree as a Mermaid flow chart. Solid boxes are confirmed, dashed ones possible; roots have double sides."""
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
    """Escape characters as numbers, because Mermaid interprets some even between quotation marks."""
    return _SIGNS.sub(lambda sign: f"#{ord(sign[0])};", text)
