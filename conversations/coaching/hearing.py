"""What every dialog in a thread does with what people write, and with what comes at the wrong time."""

from conversations.coaching.effects import BringIn, Keep, MarkHeard, Refusal
from conversations.coaching.replies import Reply, Voice
from conversations.thread import Phase, Thread, Visit

PHASE_REFUSALS = {
    Phase.OPEN: Refusal.NOT_PAUSED,
    Phase.PAUSED: Refusal.PAUSED,
    Phase.FINISHED: Refusal.FINISHED,
}


def heard(state: Thread, reply: Reply) -> tuple[Keep | BringIn | MarkHeard, ...]:
    """Every message is kept, whatever the phase: nothing that somebody wrote is lost."""
    news = not reply.edited and not reply.deleted
    if reply.voice is not Voice.OPEN and reply.visit:
        return Keep(reply), _brought_in(reply, Visit.parse(reply.visit))
    if news and state.phase is not Phase.FINISHED:
        return Keep(reply), MarkHeard(reply.ts)
    return (Keep(reply),)


def _brought_in(reply: Reply, visit: Visit) -> BringIn:
    person = reply.person if reply.voice is Voice.NAMED else None
    return BringIn(reply.ts, visit, person, reply.text, reply.evidence, reply.deleted)
