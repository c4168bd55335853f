"""What every dialog in a thread does with what people write, and with what comes at the wrong time."""

from conversations.rejections import DialogRejectionCode
from conversations.threads.effects import BringIn, MarkHeard, SaveReply
from conversations.threads.replies import Reply, Voice
from conversations.threads.state import DialogPhase, Thread, Visit

PHASE_REJECTIONS = {
    DialogPhase.OPEN: DialogRejectionCode.NOT_PAUSED,
    DialogPhase.PAUSED: DialogRejectionCode.PAUSED,
    DialogPhase.FINISHED: DialogRejectionCode.FINISHED,
}


def heard(state: Thread, reply: Reply) -> tuple[SaveReply | BringIn | MarkHeard, ...]:
    """Every message is kept, whatever the phase: nothing that somebody wrote is lost."""
    news = not reply.edited and not reply.deleted
    if reply.voice is not Voice.OPEN and reply.visit:
        return SaveReply(reply), _brought_in(reply, Visit.parse(reply.visit))
    if news and state.phase is not DialogPhase.FINISHED:
        return SaveReply(reply), MarkHeard(reply.ts)
    return (SaveReply(reply),)


def _brought_in(reply: Reply, visit: Visit) -> BringIn:
    person = reply.person if reply.voice is Voice.NAMED else None
    return BringIn(reply.ts, visit, person, reply.text, reply.evidence, reply.deleted)
