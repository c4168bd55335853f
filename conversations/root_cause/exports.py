"""The tree as JSON, for other programs."""

import json
from typing import Any

from conversations.root_cause.state import State
from conversations.root_cause.tree import Cause, Tree


def as_json(state: State, thread: str) -> str:
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
            {"text": shown.text, "links": list(shown.links), "brought_by": shown.person} for shown in cause.evidence
        ],
        "nature": cause.nature,
        "reach": cause.reach,
        "root": cause.root,
        "parked": cause.aside,
        "shared": tree.is_lever(cause.key),
        "said_by": list(cause.said_by),
    }
