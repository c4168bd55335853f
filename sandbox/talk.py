"""Changes in conversations, by people or the app: messages are posted, edited and deleted, people join and leave."""

from __future__ import annotations

import copy
from typing import Any

from sandbox.payloads import CHANNEL_TYPES, message_json, replies, user_json
from sandbox.state import SLACKBOT, Channel, Json, PostedMessage, User
from sandbox.world import World


def with_ids(world: World, blocks: list[Json]) -> list[Json]:
    """A copy of the blocks in which each block and element has an id, as Slack adds them."""
    blocks = copy.deepcopy(blocks)
    for block in blocks:
        block.setdefault("block_id", world.new_id("b"))
        for element in [block.get("element"), block.get("accessory"), *block.get("elements", [])]:
            if isinstance(element, dict) and element["type"] not in _WITHOUT_ACTION:
                element.setdefault("action_id", world.new_id("a"))
    return blocks


_WITHOUT_ACTION = frozenset({"image", "mrkdwn", "plain_text"}) | {
    f"rich_text_{kind}" for kind in ("section", "list", "preformatted", "quote")
}


def post(world: World, channel: Channel, message: PostedMessage) -> PostedMessage:
    """Post a message and notify everyone, including the app; an ephemeral message is no event."""
    channel.messages.append(message)
    world.changed("messages", world.readers(channel, message), channel.id)
    world.changed("conversations", world.readers(channel, message))
    if message.only_for is None:
        world.emit_in(channel, _in_channel(channel, message_json(world, channel, message), message.ts))
        if channel.kind != "im" and f"<@{world.bot}>" in message.text and message.user != world.bot:
            world.emit_in(channel, _mention(world, channel, message))
    return message


def _in_channel(channel: Channel, body: Json, event_ts: str) -> Json:
    return {**body, "channel": channel.id, "channel_type": CHANNEL_TYPES[channel.kind], "event_ts": event_ts}


def convert_to_private(world: World, channel: Channel) -> None:
    """Members stay. Slack says so in the channel, in a message of the person who converted it."""
    channel.kind = "private"
    by, ts = next(user for user in channel.members if user != world.bot), world.new_ts()
    body = {"type": "message", "subtype": "channel_convert_to_private", "user": by, "text": "", "ts": ts}
    world.emit_in(channel, _in_channel(channel, body, ts))


def _mention(world: World, channel: Channel, message: PostedMessage) -> Json:
    body = message_json(world, channel, message) | {"type": "app_mention"}
    return {**body, "channel": channel.id, "event_ts": message.ts}


def edit(world: World, channel: Channel, message: PostedMessage, changes: dict[str, Any], by: str) -> None:
    """Edit a message. People's edits are marked, and apps' changes of blocks too."""
    before = message_json(world, channel, message)
    message.earlier_blocks.append(message.blocks)
    for name, new in changes.items():
        setattr(message, name, new)
    if message.only_for:
        world.changed("messages", {message.only_for}, channel.id)
        return
    ts = world.new_ts()
    message.edited = {"user": by, "ts": ts}
    _emit_hidden(world, channel, "message_changed", ts, before, message=message_json(world, channel, message))


def remove(world: World, channel: Channel, message: PostedMessage) -> None:
    """Delete a message. One with replies leaves a tombstone above them."""
    before = message_json(world, channel, message)
    if not message.only_for and replies(channel, message):
        _entomb(world, channel, message, before)
        return
    channel.messages.remove(message)
    if message.only_for:
        world.changed("messages", {message.only_for}, channel.id)
        return
    _emit_hidden(world, channel, "message_deleted", world.new_ts(), before, deleted_ts=message.ts)


def _entomb(world: World, channel: Channel, message: PostedMessage, before: Json) -> None:
    message.user, message.subtype, message.text = SLACKBOT, "tombstone", "This message was deleted."
    message.blocks, message.files, message.reactions, message.metadata = [], [], {}, None
    after = message_json(world, channel, message) | {"hidden": True}
    _emit_hidden(world, channel, "message_changed", world.new_ts(), before, message=after)


def _emit_hidden(world: World, channel: Channel, subtype: str, ts: str, before: Json, **more: Any) -> None:
    world.changed("messages", set(channel.members), channel.id)
    body = {
        "type": "message",
        "subtype": subtype,
        "hidden": True,
        "ts": ts,
        "previous_message": before,
        **more,
    }
    world.emit_in(channel, _in_channel(channel, body, ts))


def react(world: World, channel: Channel, message: PostedMessage, name: str, user: str, *, add: bool) -> None:
    """Add or remove a reaction."""
    users = message.reactions.setdefault(name, [])
    if add:
        users.append(user)
    else:
        users.remove(user)
        if not users:
            del message.reactions[name]
    world.changed("messages", set(channel.members), channel.id)
    world.emit_in(
        channel,
        {
            "type": "reaction_added" if add else "reaction_removed",
            "user": user,
            "reaction": name,
            "item_user": message.user,
            "item": {"type": "message", "channel": channel.id, "ts": message.ts},
            "event_ts": world.new_ts(),
        },
    )


def join(world: World, channel: Channel, user: str) -> None:
    """Add a person to a channel."""
    if user not in channel.members:
        channel.members.append(user)
        _membership(world, channel, user, "member_joined_channel")


def leave(world: World, channel: Channel, user: str) -> None:
    """Remove a person from a channel."""
    if user in channel.members:
        channel.members.remove(user)
        _membership(world, channel, user, "member_left_channel")


def _membership(world: World, channel: Channel, user: str, kind: str) -> None:
    world.changed("conversations", {*channel.members, user}, channel.id)
    world.emit_in(
        channel,
        {
            "type": kind,
            "user": user,
            "channel": channel.id,
            "channel_type": {"channel": "C", "private": "G", "im": "D"}[channel.kind],
            "team": world.state.team_id,
            "event_ts": world.new_ts(),
        },
    )


def change_user(world: World, user: User, changes: dict[str, Any]) -> None:
    """Change a person's profile or account; an unknown person joins the workspace."""
    is_member = user.id in world.state.users
    for name, new in changes.items():
        setattr(user, name, new)
    world.state.users[user.id] = user
    kind = "user_change" if is_member else "team_join"
    shared = {"user": user_json(world, user, locale=True), "cache_ts": int(world.clock())}
    world.emit({"type": kind, **shared, "event_ts": world.new_ts()})
    world.changed("conversations", set(world.state.users))
