"""A dialog as JSON, for other programs: its tree and its results."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from conversations.parts import FIELDS, PartKind
from conversations.root_cause.state import RootCauseState
from conversations.root_cause.tree import Cause, Tree
from conversations.threads.state import WrittenPart
from plans.practices import PRACTICES


def as_json(state: RootCauseState, thread: str, codes: Mapping[str, str]) -> str:
    """`codes` are the codes of written parts in the plan, by the parts' keys."""
    tree = state.tree
    return json.dumps(
        {
            "method": state.method,
            "thread": thread,
            "symptom": {"text": tree.symptom.text, "number": tree.symptom.number, "source": tree.symptom.source},
            "bones": [{"key": bone.key, "name": bone.name} for bone in tree.bones],
            "causes": [_cause(tree, cause) for cause in tree.causes],
            "whys": [{"above": why.above, "beneath": why.beneath} for why in tree.whys],
            "requests": [
                {"cause": tree.now(each.cause), "to": each.to, "owner": each.owner, "need": each.need}
                for each in state.requests
            ],
            "priorities": [
                {"root": tree.now(pick.root), "title": pick.title, "goal": pick.goal} for pick in state.picks
            ],
            "work": list(_work(state, codes)),
        },
        ensure_ascii=False,
        indent=2,
    )


def _cause(tree: Tree, cause: Cause) -> dict[str, Any]:
    return {
        "key": cause.key,
        "text": cause.text,
        "confirmed": cause.confirmed,
        "evidence": [
            {
                "text": piece.text,
                "links": list(piece.links),
                "brought_by": piece.person,
                "for_room": piece.for_room,
            }
            for piece in cause.evidence
        ],
        "nature": cause.nature,
        "reach": cause.reach,
        "root": cause.root,
        "parked": cause.aside,
        "shared": tree.is_lever(cause.key),
        "said_by": list(cause.said_by),
    }


def _work(state: RootCauseState, codes: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """What came of each cause of which anything came."""
    for cause in state.tree.causes:
        practice, declined = state.practice_of(cause.key), state.not_acted_on(cause.key)
        strategies = [_part(part, codes) for part in state.work_for(cause.key, PartKind.STRATEGY)]
        items = [_part(part, codes) for part in state.work_for(cause.key, PartKind.ACTION_ITEM)]
        if practice or declined or strategies or items:
            yield {
                "cause": cause.key,
                "practice": {"code": practice, "name": PRACTICES[practice].name} if practice else None,
                "strategies": strategies,
                "action_items": items,
                "not_acted_on": {"reason": declined.reason, "by": declined.by} if declined else None,
            }


def _part(part: WrittenPart, codes: Mapping[str, str]) -> dict[str, str]:
    """The filled fields and the part's code, which is empty if the plan no longer has the part."""
    values = {name: part.values[name] for name in FIELDS[part.kind] if part.values.get(name)}
    return {"code": codes.get(part.key, ""), **values, "written_by": part.by}
