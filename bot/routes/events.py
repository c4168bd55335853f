"""Events. Bolt acks them when the listener returns."""

import re
from dataclasses import dataclass
from typing import Any

from slack_bolt import App

from bot.agendas.hearing import AgendaDesk
from bot.check_ins.hearing import CheckInReplies
from bot.desk import Desk
from bot.front_desk import FrontDesk
from bot.home import homes
from bot.minutes.debriefs import DebriefDesk
from bot.people.directory import Directory
from bot.setup.receiving import FileDesk
from bot.slack import payloads
from bot.slack.payloads import MessageEvent
from bot.students.noticing import StudentNotes
from bot.threads.desk import ThreadDesk


@dataclass(frozen=True, slots=True)
class Inbox:
    """Where events go: to who keeps track of people, of what is written in threads and of
    evidence, to who reads dropped files, and to who answers the rest."""

    directory: Directory
    threads: ThreadDesk
    agendas: AgendaDesk
    debriefs: DebriefDesk
    check_ins: CheckInReplies
    files: FileDesk
    front_desk: FrontDesk
    student_notes: StudentNotes

    def person_changed(self, body: dict[str, Any]) -> None:
        self.directory.learn(body)

    def message(self, body: dict[str, Any]) -> None:
        """What somebody wrote in a thread or in a DM. Who they are decides whether it is kept."""
        event = payloads.message_event(body)
        if event is None:
            return
        self.files.hear_plan(event)
        if not self._hear(event):
            self.directory.meet(event.who)
            self._hear(event)
        self.files.hear(event)
        self.front_desk.hear(event)
        self.student_notes.hear(event)

    def mention(self, body: dict[str, Any]) -> None:
        """Somebody mentions the bot in a channel. What they wrote arrives as a message, too, and is heard there."""
        event = payloads.mention_event(body)
        if event is not None:
            self.directory.meet(event.who)
            self.front_desk.hear_mention(event)

    def _hear(self, event: MessageEvent) -> bool:
        """False if the database does not know the author."""
        desks = (self.agendas, self.debriefs, self.threads, self.check_ins)
        return all(desk.hear(event) for desk in desks)

    def became_private(self, body: dict[str, Any]) -> None:
        """A public channel was converted to a private one."""
        self.threads.make_private(payloads.installed_in(body), body["event"]["channel"])


def register(app: App, inbox: Inbox) -> None:
    app.event("app_home_opened")(home_opened)
    app.event({"type": "message", "subtype": "channel_convert_to_private"})(inbox.became_private)
    app.event("message")(inbox.message)
    app.event("app_mention")(inbox.mention)
    for change in ("user_change", "team_join"):
        app.event(change)(inbox.person_changed)
    # Events we subscribe to but do not use are acked, or Slack would send them again.
    app.event(re.compile(".*"))(ignore)


def home_opened(body: dict[str, Any], desk: Desk) -> None:
    if body["event"].get("tab") == "home":
        homes.open_home(desk.turns, payloads.event_user(body))


def ignore() -> None:
    """Nothing to do."""
