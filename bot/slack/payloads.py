"""Reads Slack payloads into plain values. Button values are not validated here."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from bot.slack.identifiers import ActionId


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
    is_dm: bool = False
    """Whether the command was typed in a direct message, with the bot or anyone."""

    @property
    def key(self) -> str:
        return f"command:{self.trigger_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Click:
    """A button press in a message, with `channel` and `ts`, or in the Home tab, without."""

    who: Who
    action: str
    value: str
    trigger_id: str
    action_ts: str
    channel: str = ""
    ts: str = ""
    chosen: tuple[str, ...] = ()
    """The selected values of a checklist."""
    block: str = ""
    thread_ts: str = ""
    """Of the thread that the message with the button is in."""

    @property
    def key(self) -> str:
        return f"click:{self.who.team}:{self.who.user}:{self.channel}:{self.ts}:{self.action}:{self.action_ts}"


class NotADayError(ValueError):
    """A form's date is none that Slack's date picker can send."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """A submitted form. `values` maps block ids to a text, an ISO date or an id; `chosen` to several ids."""

    who: Who
    view_id: str
    hash: str
    metadata: str
    values: Mapping[str, str] = field(default_factory=dict)
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    typed: tuple[str, ...] = ()
    """The texts that were typed, to return them with a form that is not accepted. `values` has choices too."""

    @property
    def key(self) -> str:
        return f"form:{self.view_id}:{self.hash}"

    def text(self, name: str) -> str:
        return self.values.get(name, "").strip()

    def day(self, name: str) -> date | None:
        """Raises NotADayError."""
        iso = self.values.get(name)
        try:
            return date.fromisoformat(iso) if iso else None
        except ValueError as error:
            raise NotADayError(name) from error


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageShortcut:
    """A shortcut in a message's menu."""

    who: Who
    channel: str
    text: str
    link: str
    trigger_id: str


def command(body: Mapping[str, Any]) -> Command:
    return Command(
        who=Who(team=body["team_id"], user=body["user_id"]),
        channel=body["channel_id"],
        text=unescape(body.get("text") or ""),
        trigger_id=body["trigger_id"],
        is_dm=body.get("channel_name") == "directmessage",
    )


def pressed(body: Mapping[str, Any]) -> tuple[str, str]:
    """The name and the value of the button. An option of a menu or select of buttons has both in its own value."""
    action = body["actions"][0]
    button_value = action.get("value") or (action.get("selected_option") or {}).get("value") or ""
    if action["action_id"] not in (ActionId.MENU, ActionId.CHOICES):
        return action["action_id"], button_value
    name, _, of_button = button_value.partition(" ")
    return name, of_button


def click(body: Mapping[str, Any]) -> Click:
    action, container = body["actions"][0], body.get("container", {})
    name, button_value = pressed(body)
    return Click(
        who=_who(body),
        action=name,
        value=button_value,
        trigger_id=body["trigger_id"],
        action_ts=action["action_ts"],
        channel=container.get("channel_id", ""),
        ts=container.get("message_ts", ""),
        chosen=_ticked(action),
        block=action.get("block_id") or "",
        thread_ts=container.get("thread_ts") or "",
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
        chosen={block: tuple(state.get("selected_users") or _ticked(state)) for block, state in states.items()},
        typed=tuple(str(state["value"]) for state in states.values() if state.get("value")),
    )


_PICKED = ("value", "selected_date", "selected_user", "selected_conversation")


def _value(state: Mapping[str, Any]) -> str:
    option = state.get("selected_option") or {}
    return next((str(state[name]) for name in _PICKED if state.get(name)), str(option.get("value") or ""))


def _ticked(state: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(option["value"] for option in state.get("selected_options") or ())


@dataclass(frozen=True, slots=True, kw_only=True)
class GlobalShortcut:
    """A global shortcut, which belongs to no channel."""

    who: Who
    trigger_id: str


def shortcut(body: Mapping[str, Any]) -> GlobalShortcut:
    return GlobalShortcut(who=_who(body), trigger_id=body["trigger_id"])


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageEvent:
    """A message that someone wrote, edited or deleted. `text` has Slack's markup."""

    who: Who
    channel: str
    ts: str
    thread_ts: str = ""
    text: str = ""
    files: tuple[str, ...] = ()
    """Their permalinks."""
    file_names: tuple[str, ...] = ()
    file_ids: tuple[str, ...] = ()
    edited: str = ""
    deleted: bool = False
    private: bool = False
    """Whether it is in a DM with the bot."""

    @property
    def key(self) -> str:
        return f"message:{self.who.team}:{self.channel}:{self.ts}:{'gone' if self.deleted else self.edited}"


_SAID_BY_PEOPLE = frozenset({None, "file_share", "thread_broadcast", "me_message"})


def message_event(body: Mapping[str, Any]) -> MessageEvent | None:
    """The event. None for messages no person wrote: the bot's own, joins, topics and unfurled links."""
    event = body["event"]
    subtype = event.get("subtype")
    gone = subtype == "message_deleted"
    message = event.get("previous_message" if gone else "message") if subtype in _HIDDEN else event
    if not message or message.get("bot_id") or "user" not in message or message.get("subtype") not in _SAID_BY_PEOPLE:
        return None
    edited = (message.get("edited") or {}).get("ts", "")
    if subtype == "message_changed" and not edited:
        return None
    files = [] if gone else [file for file in message.get("files") or () if "permalink" in file]
    return MessageEvent(
        who=Who(team=installed_in(body), user=message["user"]),
        channel=event["channel"],
        ts=message["ts"],
        thread_ts=message.get("thread_ts") or "",
        text="" if gone else message.get("text") or "",
        files=tuple(file["permalink"] for file in files),
        file_names=tuple(file.get("name") or file.get("title") or "" for file in files),
        file_ids=tuple(file.get("id") or "" for file in files),
        edited=edited,
        deleted=gone,
        private=event.get("channel_type") == "im",
    )


def mention_event(body: Mapping[str, Any]) -> MessageEvent | None:
    """A message that mentions the bot, without the mention. None for messages no person wrote."""
    event = message_event(body)
    bot = next((each.get("user_id") for each in body.get("authorizations") or () if each.get("is_bot")), None)
    if event is None or not bot:
        return event
    return replace(event, text=_mention_of(bot).sub(" ", event.text).strip())


def _mention_of(slack_id: str) -> re.Pattern[str]:
    return re.compile(rf"<@{re.escape(slack_id)}(?:\|[^<>]*)?>")


_HIDDEN = frozenset({"message_changed", "message_deleted"})


def unescape(text: str) -> str:
    """Unescape the three characters that Slack escapes in typed text."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def event_user(body: Mapping[str, Any]) -> Who:
    user = body["event"]["user"]
    return Who(team=installed_in(body), user=user if isinstance(user, str) else user["id"])


def installed_in(body: Mapping[str, Any]) -> str:
    """The installation's team. In a shared channel, an event's `team_id` may be another organization's."""
    installations: Sequence[Mapping[str, Any]] = body.get("authorizations") or ({},)
    return str(installations[0].get("team_id") or body.get("context_team_id") or body.get("team_id") or "")


def workspace_of(body: Mapping[str, Any]) -> str:
    """The workspace a request of any kind comes from; empty for an event of a whole Enterprise organization."""
    return installed_in(body) if "event" in body or "command" in body else _who(body).team


def _who(body: Mapping[str, Any]) -> Who:
    """The person, in the installation's team. In a shared channel, they may be of another organization."""
    user = body["user"]
    installed = (body.get("view") or {}).get("app_installed_team_id") or (body.get("team") or {}).get("id")
    return Who(team=installed or user["team_id"], user=user["id"])


def message_shortcut(body: Mapping[str, Any]) -> MessageShortcut:
    message, channel = body["message"], body["channel"]["id"]
    return MessageShortcut(
        who=_who(body),
        channel=channel,
        text=message.get("text") or "",
        link=_permalink((body.get("team") or {}).get("domain") or "", channel, message["ts"], message.get("thread_ts")),
        trigger_id=body["trigger_id"],
    )


def _permalink(domain: str, channel: str, ts: str, thread: str | None) -> str:
    """A message's permalink in Slack's form. Asking Slack would cost a call before the form opens."""
    link = f"https://{domain}.slack.com/archives/{channel}/p{ts.replace('.', '')}"
    return f"{link}?thread_ts={thread}&cid={channel}" if thread and thread != ts else link
