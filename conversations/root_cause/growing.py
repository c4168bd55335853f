"""Changes of the tree. Each function returns a new tree, or raises RejectedError."""

from collections.abc import Callable
from dataclasses import replace

from conversations.rejections import CauseRejectionCode, RejectedError
from conversations.root_cause.rules import LONGEST_CAUSE, alike, tidy
from conversations.root_cause.tree import SYMPTOM, Cause, Evidence, Merged, Tree, Why

Change = Callable[[Cause], Cause]


def grown(tree: Tree, under: str, text: str, *, person: str, reply: str = "") -> tuple[Tree, str]:
    """The tree with a new cause, and its key. Words that are in the tree already are linked, not repeated."""
    text = worded(text)
    under = tree.now(under)
    if not tree.has(under):
        raise RejectedError(CauseRejectionCode.NO_SUCH_CAUSE)
    if reply and any(reply in cause.replies for cause in tree.causes):
        raise RejectedError(CauseRejectionCode.ALREADY_ACCEPTED)
    _check_not_above(tree, under, text)
    twin = next((cause.key for cause in tree.causes if alike(cause.text, text)), None)
    if twin is None:
        return _with_new(tree, under, text, person, reply)
    if under not in tree.above(twin):
        tree = linked(tree, under, twin)
    return changed(tree, twin, lambda cause: _also_said(cause, person, reply)), twin


def _with_new(tree: Tree, under: str, text: str, person: str, reply: str) -> tuple[Tree, str]:
    used = [cause.number for cause in tree.causes] + [int(merged.gone[1:]) for merged in tree.merged]
    key = f"c{max(used, default=0) + 1}"
    new = Cause(key=key, text=text, said_by=(person,), replies=(reply,) if reply else ())
    tree = replace(tree, causes=(*tree.causes, new), whys=(*tree.whys, Why(under, key)))
    return settled(tree), key


def _check_not_above(tree: Tree, under: str, text: str) -> None:
    if alike(text, tree.words(under)):
        raise RejectedError(CauseRejectionCode.SAME_AS_ABOVE)
    if alike(text, tree.words(SYMPTOM)):
        raise RejectedError(CauseRejectionCode.LOOP)


def _also_said(cause: Cause, person: str, reply: str) -> Cause:
    replies = (*cause.replies, reply) if reply else cause.replies
    return replace(cause, said_by=tuple(dict.fromkeys((*cause.said_by, person))), replies=replies)


def linked(tree: Tree, under: str, key: str) -> Tree:
    """A cause that is in the tree already as a further answer to why."""
    under, key = tree.now(under), _known(tree, key).key
    if not tree.has(under):
        raise RejectedError(CauseRejectionCode.NO_SUCH_CAUSE)
    if Why(under, key) in tree.whys:
        raise RejectedError(CauseRejectionCode.ALREADY_LINKED)
    if tree.reaches(key, under):
        raise RejectedError(CauseRejectionCode.LOOP)
    return settled(replace(tree, whys=(*tree.whys, Why(under, key))))


def merged(tree: Tree, key: str, into: str, version: int) -> Tree:
    """Merge two causes that say the same. The one that stays inherits the evidence and links of the other."""
    gone, stays = _current(tree, key, version), _known(tree, into)
    if gone.key == stays.key:
        raise RejectedError(CauseRejectionCode.SAME_CAUSE)
    if tree.reaches(gone.key, stays.key) or tree.reaches(stays.key, gone.key):
        raise RejectedError(CauseRejectionCode.LOOP)
    renamed = {gone.key: stays.key}
    whys = tuple(
        dict.fromkeys(Why(renamed.get(w.above, w.above), renamed.get(w.beneath, w.beneath)) for w in tree.whys)
    )
    causes = tuple(_both(stays, gone) if cause.key == stays.key else cause for cause in tree.causes if cause != gone)
    return settled(replace(tree, causes=causes, whys=whys, merged=(*tree.merged, Merged(gone.key, stays.key))))


def _both(stays: Cause, gone: Cause) -> Cause:
    return replace(
        stays,
        version=stays.version + 1,
        said_by=tuple(dict.fromkeys((*stays.said_by, *gone.said_by))),
        replies=(*stays.replies, *gone.replies),
        evidence=(*stays.evidence, *gone.evidence),
        nature=stays.nature or gone.nature,
        reach=stays.reach or gone.reach,
        reason=stays.reason or gone.reason,
        marked=stays.marked or gone.marked,
        aside=stays.aside and gone.aside,
    )


def reworded(tree: Tree, key: str, text: str, version: int) -> Tree:
    cause, text = _current(tree, key, version), worded(text)
    for above in tree.above(key):
        _check_not_above(tree, above, text)
    if any(alike(each.text, text) for each in tree.causes if each.key != cause.key):
        raise RejectedError(CauseRejectionCode.SAME_CAUSE)
    return changed(tree, key, lambda old: replace(old, text=text, version=old.version + 1))


def set_aside(tree: Tree, key: str, version: int, *, aside: bool) -> Tree:
    """Nothing is thrown away: a cause set aside stays in the tree, and is not asked about."""
    _current(tree, key, version)
    return changed(tree, key, lambda cause: replace(cause, aside=aside, version=cause.version + 1))


def shown_by(tree: Tree, key: str, evidence: Evidence) -> Tree:
    cause = _known(tree, key)
    if not evidence.text.strip() and not evidence.links:
        raise RejectedError(CauseRejectionCode.NO_SENTENCE)
    if evidence.ts and any(evidence.ts == old.ts for old in cause.evidence):
        raise RejectedError(CauseRejectionCode.ALREADY_EVIDENCE)
    return changed(tree, key, lambda old: replace(old, evidence=(*old.evidence, evidence)))


def changed(tree: Tree, key: str, change: Change) -> Tree:
    key = _known(tree, key).key
    causes = tuple(change(cause) if cause.key == key else cause for cause in tree.causes)
    return settled(replace(tree, causes=causes))


def settled(tree: Tree) -> Tree:
    """A cause with another one beneath it is no longer a root."""
    if not any(cause.root and tree.live_beneath(cause.key) for cause in tree.causes):
        return tree
    causes = tuple(
        replace(cause, root=False) if cause.root and tree.live_beneath(cause.key) else cause for cause in tree.causes
    )
    return replace(tree, causes=causes)


def worded(text: str) -> str:
    text = tidy(text)
    if not text:
        raise RejectedError(CauseRejectionCode.NO_SENTENCE)
    if len(text) > LONGEST_CAUSE:
        raise RejectedError(CauseRejectionCode.TOO_LONG)
    return text


def _known(tree: Tree, key: str) -> Cause:
    cause = tree.cause(key)
    if cause is None:
        raise RejectedError(CauseRejectionCode.NO_SUCH_CAUSE)
    return cause


def _current(tree: Tree, key: str, version: int) -> Cause:
    """The cause, unless it has changed since the person saw it. Raises RejectedError."""
    cause = _known(tree, key)
    if cause.key != key or cause.version != version:
        raise RejectedError(CauseRejectionCode.CHANGED_MEANWHILE)
    return cause
