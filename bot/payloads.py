"""Slack payloads to plain values. Nothing here trusts a button's value: it is only read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    team: str
    user: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    who: Who
    channel: str
    text: str
    trigger_id: str

    @property
    def key(self) -> str:
        return f"command:{self.trigger_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Click:
    """A button pressed, in a message (`channel` and `ts` are set) or in the Home tab."""

    who: Who
    action: str
    value: str
    trigger_id: str
    action_ts: str
    channel: str = ""
    ts: str = ""

    @property
    def key(self) -> str:
        return f"click:{self.who.team}:{self.who.user}:{self.channel}:{self.ts}:{self.action}:{self.action_ts}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """A form sent. `values` are by block id: text, an ISO date, or the ids of people chosen."""

    who: Who
    view_id: str
    hash: str
    metadata: str
    values: Mapping[str, str] = field(default_factory=dict)
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def key(self) -> str:
        return f"form:{self.view_id}:{self.hash}"

    def text(self, name: str) -> str:
        return self.values.get(name, "").strip()

    def day(self, name: str) -> date | None:
        found = self.values.get(name)
        return date.fromisoformat(found) if found else None


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageShortcut:
    """A shortcut from a message's menu."""

    who: Who
    channel: str
    text: str
    link: str
    trigger_id: str


def command(body: Mapping[str, Any]) -> Command:
    return Command(
        who=Who(team=body["team_id"], user=body["user_id"]),
        channel=body["channel_id"],
        text=body.get("text") or "",
        trigger_id=body["trigger_id"],
    )


def click(body: Mapping[str, Any]) -> Click:
    action, container = body["actions"][0], body.get("container", {})
    return Click(
        who=_who(body),
        action=action["action_id"],
        value=action.get("value") or (action.get("selected_option") or {}).get("value") or "",
        trigger_id=body["trigger_id"],
        action_ts=action["action_ts"],
        channel=container.get("channel_id", ""),
        ts=container.get("message_ts", ""),
    )


def submission(body: Mapping[str, Any]) -> Submission:
    view = body["view"]
    states = {block: state for block, inputs in view["state"]["values"].items() for state in inputs.values()}
    return Submission(
        who=_who(body),
        view_id=view["id"],
        hash=view.get("hash", ""),
        metadata=view.get("private_metadata", ""),
        values={block: _value(state) for block, state in states.items()},
        chosen={block: tuple(state.get("selected_users") or ()) for block, state in states.items()},
    )


def _value(state: Mapping[str, Any]) -> str:
    option = state.get("selected_option") or {}
    chosen = state.get("selected_date") or option.get("value") or state.get("selected_user")
    return str(state.get("value") or chosen or "")


def shortcut(body: Mapping[str, Any]) -> MessageShortcut:
    message, channel = body["message"], body["channel"]["id"]
    return MessageShortcut(
        who=_who(body),
        channel=channel,
        text=message.get("text") or "",
        link=_permalink(body["team"].get("domain") or "", channel, message["ts"], message.get("thread_ts")),
        trigger_id=body["trigger_id"],
    )


def _permalink(domain: str, channel: str, ts: str, thread: str | None) -> str:
    """Slack's own form of a message's address; asking for it would be one more call before the form opens."""
    link = f"https://{domain}.slack.com/archives/{channel}/p{ts.replace('.', '')}"
    return f"{link}?thread_ts={thread}&cid={channel}" if thread and thread != ts else link


def event_user(body: Mapping[str, Any]) -> Who:
    user = body["event"]["user"]
    return Who(team=body["team_id"], user=user if isinstance(user, str) else user["id"])


def _who(body: Mapping[str, Any]) -> Who:
    user = body["user"]
    return Who(team=user.get("team_id") or body["team"]["id"], user=user["id"])
