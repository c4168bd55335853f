"""The time to draw a tree of thirty causes, over the time of the renderer alone."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

from bot.pictures.lettering import png, roboto
from bot.pictures.trees import why_tree_pngs, why_tree_svgs
from conversations.root_cause.growing import grown
from conversations.root_cause.tree import SYMPTOM, Symptom, Tree

CAUSES = 30
BRANCHES = 3
"""Causes beneath each cause."""
TIMES = 7


@dataclass(frozen=True, slots=True)
class Took:
    whole: float
    """Milliseconds from the tree to its pictures."""
    renderer: float
    """Milliseconds from the finished SVGs."""


def measure() -> Took:
    tree = _tree()
    drawings = why_tree_svgs(tree)
    return Took(
        whole=_median_ms(lambda: why_tree_pngs(tree)),
        renderer=_median_ms(lambda: [png(drawing, roboto()) for drawing in drawings]),
    )


def _tree() -> Tree:
    tree = Tree(symptom=Symptom("Grade 7 students do poorly in math", "31 % reach the standard", "State test"))
    keys = [SYMPTOM]
    for number in range(CAUSES):
        text = f"Teams of grade {number} have no common hour to plan"
        tree, key = grown(tree, keys[number // BRANCHES], text, person="U00000ANA")
        keys.append(key)
    return tree


def _median_ms(draw: Callable[[], object]) -> float:
    draw()
    took = []
    for _ in range(TIMES):
        began = time.perf_counter()
        draw()
        took.append((time.perf_counter() - began) * 1000)
    return median(took)
