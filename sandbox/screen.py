"""What a person sees, as the page and test drivers read it."""

from __future__ import annotations

from dataclasses import asdict
from urllib.parse import quote

from sandbox.payloads import mimetype, replies, view_json
from sandbox.state import SLACKBOT, Channel, Json, PostedMessage, User
from sandbox.world import World


def people(world: World) -> list[Json]:
    """Everyone with an account."""
    keys = ("id", "name", "real_name", "title", "tz", "is_bot", "deleted", "guest", "role")
    return [{key: getattr(user, key) for key in keys} for user in world.state.users.values()]


def conversations(world: World, user: User) -> list[Json]:
    """The person's conversations, always with the bot's direct messages."""
    world.dm(world.bot, user.id)
    mine = [each for each in world.state.channels.values() if user.id in each.members and not each.archived]
    return [_conversation(user, each) for each in mine]


def _conversation(user: User, channel: Channel) -> Json:
    other = next((member for member in channel.members if member != user.id), user.id)
    with_whom = {"with": other} if channel.kind == "im" else {}
    return {
        "id": channel.id,
        "name": channel.name,
        "kind": channel.kind,
        **with_whom,
        "members": channel.members,
        "unread": _unread(channel, user),
    }


def _unread(channel: Channel, user: User) -> int:
    seen = channel.read.get(user.id, "0")
    return sum(each.ts > seen and each.user != user.id for each in _top(channel, user))


def _visible(message: PostedMessage, user: User) -> bool:
    return message.only_for in (None, user.id)


def _top(channel: Channel, user: User) -> list[PostedMessage]:
    return [each for each in channel.messages if _visible(each, user) and (not each.thread_ts or each.broadcast)]


def messages(world: World, user: User, channel: Channel, thread_ts: str | None) -> list[Json]:
    """A channel's messages, or a thread with its parent first. Marks the channel read."""
    if thread_ts:
        in_thread = [
            each for each in channel.messages if _visible(each, user) and thread_ts in (each.ts, each.thread_ts)
        ]
        return [_message(world, channel, each) for each in in_thread]
    visible = _top(channel, user)
    if visible and channel.read.get(user.id, "0") < visible[-1].ts:
        channel.read[user.id] = visible[-1].ts
        world.changed("conversations", {user.id})
    return [_message(world, channel, each) for each in visible]


def _message(world: World, channel: Channel, message: PostedMessage) -> Json:
    return {
        "ts": message.ts,
        "user": message.user,
        "bot": world.user(message.user).is_bot or message.user == SLACKBOT,
        "text": message.text,
        "blocks": message.blocks,
        "thread_ts": message.thread_ts,
        "reply_count": len(replies(channel, message)),
        "edited": message.edited,
        "ephemeral": message.only_for is not None,
        "reactions": [{"name": name, "users": users} for name, users in message.reactions.items()],
        "files": [_file(world, each) for each in message.files],
        "metadata": message.metadata,
    }


def _file(world: World, file_id: str) -> Json:
    file = world.state.files[file_id]
    return {
        "id": file.id,
        "name": file.name,
        "title": file.title or file.name,
        "mimetype": mimetype(file.name),
        "url": f"/files/{file.user}/{file.id}/{quote(file.name)}",
        "alt": file.alt,
    }


def views(world: World, user: User) -> Json:
    """The open modals, the top one last."""
    return {"stack": [view_json(world, each) for each in world.state.stacks.get(user.id, [])]}


def home(world: World, user: User) -> Json:
    """The Home tab, once the app has published one."""
    view = world.state.homes.get(user.id)
    return {"view": view_json(world, view) if view else None}


def calls(world: World, since: int) -> list[Json]:
    """Web API calls after the `since`th."""
    return [asdict(each) for each in world.calls[since:]]
