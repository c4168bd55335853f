"""The outbox keys of notes to authors: by them nobody is asked about a name twice in a thread.

A note about a private answer has a key of its question, so that it is deleted with everything that leads to the author
when the question closes.
"""

from collections.abc import Sequence
from zlib import crc32

from sqlalchemy.orm import Session

from plans.student_names import name_key
from storage.delivery import outbox
from storage.dialogs import private_questions, threads
from storage.dialogs.written_texts import MessageTraces


def digest(name: str) -> str:
    return f"{crc32(name_key(name).encode()):08x}"


def prefix(session: Session, traces: MessageTraces, channel: str, thread_ts: str, slack_id: str) -> str:
    if traces.question_id is not None:
        question = private_questions.find(session, traces.question_id)
        assert question is not None  # its link was just read
        dialog_key = threads.key_of(session, question.dialog_id)
        return f"{private_questions.key(dialog_key, question.id)}:student:"
    return f"student:{channel}:{thread_ts}:{slack_id}:"


def key(beginning: str, names: Sequence[str]) -> str:
    return beginning + "+".join(digest(name) for name in names)


def asked(session: Session, beginning: str) -> frozenset[str]:
    """The digests of the names that the person was asked about."""
    keys = outbox.keys(session, beginning)
    return frozenset(part for each in keys for part in each.removeprefix(beginning).split("+"))
