"""The record of a root cause dialog as plain text, and its lines in the minutes."""

from collections.abc import Iterable, Mapping

from bot.messages.root_cause.buttons import NOUN
from bot.messages.threads import NOUN as THREADS
from bot.messages.threads.record import INDENT, Chapter, RecordText, name_of
from bot.pictures.tree_words import marks
from conversations.root_cause.effects import Tally
from conversations.root_cause.record import RootCauseRecord, RootWork, record
from conversations.root_cause.state import RootCauseState
from conversations.threads.days import DialogDays
from conversations.threads.state import WrittenPart
from plans.practices import PRACTICES
from prompts import formats, plain

Names = Mapping[str, str]


def written(
    state: RootCauseState, *, organization: str, days: DialogDays, names: Names, codes: Names, thread: str
) -> RecordText:
    """Render the record. `names` maps Slack ids to names, `codes` parts to their codes. Empty chapters are left out."""
    leads = {"leader": name_of(names, state.leader), "co_leader": name_of(names, state.co_leader)}
    chapters = _chapters(state, record(state), names, codes)
    with formats.for_a_file():
        return RecordText(
            title=plain(NOUN, "record_title", symptom=state.tree.symptom.text),
            facts=plain(THREADS, "record_facts", organization=organization, days=days, **leads),
            chapters=tuple(chapter for chapter in chapters if chapter.lines),
            thread=thread,
        )


def _chapters(state: RootCauseState, finished: RootCauseRecord, names: Names, codes: Names) -> Iterable[Chapter]:
    yield _chapter("roots", (line for work in finished.roots for line in _root(work, names, codes)))
    yield _chapter("causes", _causes(state, names))
    yield _chapter("elsewhere", _elsewhere(finished, names))
    yield _chapter("vote", _vote(finished.tally) if finished.tally else ())
    yield _chapter("open", (f"{cause.number} {cause.text}" for cause in finished.open_ends))
    yield _chapter("parked", (point.text for point in finished.parked))


def _chapter(name: str, lines: Iterable[str]) -> Chapter:
    return Chapter(plain(NOUN, f"record_{name}"), tuple(lines))


def _root(work: RootWork, names: Names, codes: Names) -> Iterable[str]:
    """The root, then its decisions and written parts."""
    yield f"{work.root.number} {work.root.text}"
    if work.practice:
        yield _under("practice", code=work.practice, name=PRACTICES[work.practice].name)
    for part in work.strategies:
        theory = {name: part.values.get(name, "") for name in ("if_we", "then", "and_so")}
        yield _under("strategy", code=codes.get(part.key, ""), theory=plain(THREADS, "theory", **theory))
    for part in work.action_items:
        yield _under("item", code=codes.get(part.key, ""), **_item(part))
    if work.pick:
        yield _under("pick", pick=work.pick)
    if work.declined:
        yield _under("declined", reason=work.declined.reason, by=name_of(names, work.declined.by))


def _item(part: WrittenPart) -> dict[str, str]:
    return {name: part.values.get(name, "") for name in ("text", "owner", "due")}


def _causes(state: RootCauseState, names: Names) -> Iterable[str]:
    for place in state.tree.places():
        yield f"{place.cause.number} {place.cause.text} ({marks(state.tree, place)})"
        for content in () if place.again else place.cause.evidence:
            yield _under("evidence", shown=content, by=name_of(names, content.person))


def _vote(tally: Tally) -> Iterable[str]:
    """The result of a vote, or only the number of answers if too few people voted."""
    yield plain(NOUN, "record_tally", tally=tally)
    yield from (f"{INDENT}{reason}" for reason in tally.reasons)


def _elsewhere(finished: RootCauseRecord, names: Names) -> Iterable[str]:
    for cause in finished.elsewhere:
        yield f"{cause.number} {cause.text}"
        for request in finished.requests:
            if finished.tree.now(request.cause) == cause.key:
                yield _under("request", request=request, to=name_of(names, request.to))


def _under(part: str, **values: object) -> str:
    return f"{INDENT}{plain(NOUN, f'record_{part}', **values)}"


# ---------------------------------------------------------------- all there were


# ---------------------------------------------------------------- the month's minutes


def minutes_item(state: RootCauseState, part: WrittenPart) -> str:
    return plain(THREADS, "minutes_item", title=state.tree.symptom.text, **_item(part))


def minutes_debrief(state: RootCauseState, finished: RootCauseRecord, names: Names) -> Iterable[str]:
    symptom = state.tree.symptom.text
    for work in finished.roots:
        yield plain(NOUN, "minutes_root", symptom=symptom, cause=work.root)
        if work.declined:
            yield plain(NOUN, "minutes_declined", cause=work.root.text, reason=work.declined.reason)
    for request in finished.requests:
        yield plain(NOUN, "minutes_request", request=request, to=name_of(names, request.to))
    for point in finished.parked:
        yield plain(THREADS, "minutes_parked", title=symptom, text=point.text)
