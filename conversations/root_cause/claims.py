"""What a reply says of a cause beside naming it: whose it is, whether it's only a symptom, its evidence, the root.

“Seven of twenty left last year. Ours, a cause, the root.” A sentence counts only if nothing else stands in it, so that
the words of a cause are never taken for a claim about it.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from conversations.root_cause.state import ASKS_FOR_CAUSES, ASKS_FOR_EVIDENCE, RootVerdict
from conversations.root_cause.tree import CauseNature, Evidence, Reach
from conversations.threads.replies import Reply, Voice
from conversations.threads.state import Thread, moment

_OPENER = re.compile(r"(?:(?:it|that|this)(?: is|s) |its |thats |this is |only |just )")
_WORD = re.compile(r"[^\w ]")
_SENTENCE_END = re.compile(r"(?<=[.!?;])\s")
_EVIDENCE = re.compile(r"\bevidence:", re.IGNORECASE)
_REACH = {
    Reach.OURS: frozenset({"ours", "ours to act on", "we can act on it", "we can act on that", "within our control"}),
    Reach.ELSEWHERE: frozenset(
        {"someone elses", "not ours", "not ours to act on", "we cant act on it", "outside our control"}
    ),
}
_NATURE = {
    CauseNature.CAUSE: frozenset({"a cause", "a real cause"}),
    CauseNature.SYMPTOM: frozenset({"a symptom", "another symptom"}),
}
_VERDICT = {
    RootVerdict.ROOT: frozenset({"root cause", "the root cause", "a root cause", "the root"}),
    RootVerdict.DEEPER: frozenset(
        {"ask why again", "why again", "not the root cause", "not the root", "not a root cause"}
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Claims:
    """What the team says of a cause. The leader checks it in a form before any of it counts."""

    nature: CauseNature | None = None
    reach: Reach | None = None
    evidence: tuple[Evidence, ...] = ()
    verdict: RootVerdict | None = None

    def then(self, later: "Claims") -> "Claims":
        """With what was said later, which overrules what was said before."""
        return Claims(
            nature=later.nature or self.nature,
            reach=later.reach or self.reach,
            evidence=(*self.evidence, *later.evidence),
            verdict=later.verdict or self.verdict,
        )


def read(reply: Reply) -> tuple[str, Claims]:
    """The words of the cause in a reply, and what else the reply says of it. Links are evidence."""
    claims, words, shows = Claims(), list[str](), list[str]()
    for line in reply.text.splitlines():
        label = _EVIDENCE.search(line)
        if label:
            shows.append(line[label.end() :].strip())
        rest: list[str] = []
        for sentence in _SENTENCE_END.split(line[: label.start()] if label else line):
            claim = _claim(sentence)
            claims = claims.then(claim) if claim else claims
            rest += [] if claim else [sentence]
        words.append(" ".join(rest).strip())
    if claims == Claims() and not shows:
        return reply.text, Claims(evidence=_evidence(reply, [""] if reply.evidence else []))
    shows = shows or ([""] if reply.evidence else [])
    return "\n".join(filter(None, words)), replace(claims, evidence=_evidence(reply, shows))


def _evidence(reply: Reply, shows: list[str]) -> tuple[Evidence, ...]:
    text = " ".join(filter(None, shows))
    return (_piece(reply, text),) if text or (shows and reply.evidence) else ()


def _piece(reply: Reply, text: str) -> Evidence:
    return Evidence(text, reply.person, reply.evidence, reply.ts, for_room=reply.voice is Voice.ROOM)


def _claim(sentence: str) -> Claims | None:
    """What the sentence says, if each of its clauses is a claim."""
    claims = Claims()
    clauses = [_plain(clause) for clause in re.split(r"[,:]| and ", sentence.casefold())]
    for clause in filter(None, clauses):
        reach = next((each for each, words in _REACH.items() if clause in words), None)
        nature = next((each for each, words in _NATURE.items() if clause in words), None)
        verdict = next((each for each, words in _VERDICT.items() if clause in words), None)
        if not (reach or nature or verdict):
            return None
        claims = claims.then(Claims(reach=reach, nature=nature, verdict=verdict))
    return claims if any(clauses) else None


def _plain(clause: str) -> str:
    """Without punctuation, and without "it's", "only" and the like before it."""
    words = " ".join(_WORD.sub("", clause).split())
    while opener := _OPENER.match(f"{words} "):
        words = words[opener.end() :]
    return words


def about(state: Thread, replies: Iterable[Reply], *, sources: Iterable[str], cause: str = "") -> Claims:
    """What was said of one cause: in the replies that name it (`sources`), in those right after, and when asked of it.

    `replies` are those of its questions. A reply that says nothing else belongs to the cause named before it.
    """
    claims, named, is_about = Claims(), set(sources), False
    spoken = [reply for reply in replies if reply.voice.is_in_thread and not reply.deleted]
    for reply in sorted(spoken, key=lambda reply: moment(reply.ts)):
        visit, (words, said_of_it) = state.visit_at(reply.ts), read(reply)
        if visit.step in ASKS_FOR_CAUSES:
            is_about = reply.ts in named or (is_about and not words.strip())
            claims = claims.then(said_of_it) if is_about else claims
        elif cause and visit.item == cause:
            claims = claims.then(_brought(reply, words, said_of_it) if visit.step in ASKS_FOR_EVIDENCE else said_of_it)
    return claims


def _brought(reply: Reply, words: str, said_of_it: Claims) -> Claims:
    """A reply to "What shows it?" is evidence as a whole."""
    text = words.strip() or " ".join(each.text for each in said_of_it.evidence)
    evidence = (_piece(reply, text),) if text or reply.evidence else ()
    return replace(said_of_it, evidence=evidence)
