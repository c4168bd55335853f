"""chat.*: the app writes."""

from __future__ import annotations

from typing import Any

from sandbox import talk
from sandbox.block_kit.blocks import block_problems
from sandbox.block_kit.checks import problem
from sandbox.errors import SlackError
from sandbox.markup import sent
from sandbox.methods.call import ApiMethod, Args
from sandbox.payloads import message_json
from sandbox.rates import TIER_3, TIER_4
from sandbox.state import Channel, Json, PostedMessage
from sandbox.world import World, deep_text

MOST_TEXT = 40_000
MOST_UPDATE_TEXT = 4_000
MOST_BLOCK_TEXT = 13_200


def checked_blocks(world: World, blocks: Any) -> list[Json]:
    """Blocks as Slack stores them; raises its error for invalid ones."""
    if blocks in (None, "", []):
        return []
    if not isinstance(blocks, list):
        raise SlackError("invalid_blocks_format")
    problems = block_problems(blocks, "message") or _missing_files(world, blocks)
    if problems:
        raise SlackError("invalid_blocks", problems)
    if deep_text(blocks) > MOST_BLOCK_TEXT:
        raise SlackError("msg_blocks_too_long")
    return talk.with_ids(world, blocks)


def _missing_files(world: World, blocks: list[Json]) -> list[str]:
    return [
        problem("invalid slack file", f"/blocks/{place}/slack_file")
        for place, block in enumerate(blocks)
        if "id" in block.get("slack_file", {}) and block["slack_file"]["id"] not in world.state.files
    ]


def target(world: World, name: str) -> Channel:
    """Where to post: a channel the bot may write to, or the direct messages of a person."""
    if name in world.state.users:
        return target_of_user(world, name)
    channel = world.channel(name)
    if channel.kind == "im":
        other = next(member for member in channel.members if member != world.bot)
        return target_of_user(world, other)
    if channel.archived:
        raise SlackError("is_archived")
    if world.bot not in channel.members:
        public = "chat:write.public" in (world.manifest.scopes or ())
        if channel.kind == "private":
            raise SlackError("channel_not_found")
        if not public:
            raise SlackError("not_in_channel")
    return channel


def target_of_user(world: World, user_id: str) -> Channel:
    """The bot's direct messages with a person who can still get them."""
    if world.user(user_id).deleted:
        raise SlackError("user_disabled")
    if not world.manifest.messages_tab:
        raise SlackError("messages_tab_disabled")
    return world.dm(world.bot, user_id)


def thread_of(channel: Channel, args: Args) -> str | None:
    """The thread to reply in. Only a top-level message can have one."""
    if not args.has("thread_ts") or not args.text("thread_ts"):
        return None
    ts = args.text("thread_ts")
    if not any(each.ts == ts and each.thread_ts is None for each in channel.messages):
        raise SlackError("cannot_reply_to_message")
    return ts


def metadata_of(args: Args) -> Json | None:
    """A message's metadata."""
    metadata = args.json("metadata")
    if metadata is None:
        return None
    right = isinstance(metadata, dict) and isinstance(metadata.get("event_type"), str)
    if not right or not isinstance(metadata.get("event_payload"), dict):
        raise SlackError("invalid_metadata_format")
    return dict(metadata)


def _text(args: Args, blocks: list[Json]) -> str:
    if not args.text("text") and not blocks:
        raise SlackError("no_text")
    return sent(args.text("text"))[:MOST_TEXT]


def post_message(world: World, args: Args) -> Json:
    """chat.postMessage."""
    channel = target(world, args.required("channel"))
    blocks = checked_blocks(world, args.json("blocks"))
    text, metadata, thread = _text(args, blocks), metadata_of(args), thread_of(channel, args)
    message = PostedMessage(world.new_ts(), world.bot, text, blocks, thread, metadata=metadata)
    message.broadcast = args.flag("reply_broadcast") and thread is not None
    message.subtype = "thread_broadcast" if message.broadcast else None
    talk.post(world, channel, message)
    return {
        "channel": channel.id,
        "ts": message.ts,
        "message": message_json(world, channel, message, metadata=True),
    }


def _own(world: World, channel: Channel, ts: str, refusal: str) -> PostedMessage:
    message = world.message(channel, ts)
    if message.only_for:
        raise SlackError("message_not_found")
    if message.user != world.bot:
        raise SlackError(refusal)
    return message


def update(world: World, args: Args) -> Json:
    """chat.update; text without blocks removes the blocks."""
    channel = world.channel(args.required("channel"))
    message = _own(world, channel, args.required("ts"), "cant_update_message")
    if len(args.text("text")) > MOST_UPDATE_TEXT:
        raise SlackError("msg_too_long")
    blocks = checked_blocks(world, args.json("blocks"))
    changes: dict[str, Any] = {"text": _text(args, blocks), "blocks": blocks}
    if args.has("metadata"):
        changes["metadata"] = metadata_of(args)
    talk.edit(world, channel, message, changes, world.bot)
    return {
        "channel": channel.id,
        "ts": message.ts,
        "text": message.text,
        "message": message_json(world, channel, message),
    }


def delete(world: World, args: Args) -> Json:
    """chat.delete."""
    channel = world.channel(args.required("channel"))
    message = _own(world, channel, args.required("ts"), "cant_delete_message")
    talk.remove(world, channel, message)
    return {"channel": channel.id, "ts": message.ts}


def post_ephemeral(world: World, args: Args) -> Json:
    """chat.postEphemeral."""
    channel = target(world, args.required("channel"))
    user = world.user(args.required("user"))
    if user.id not in channel.members:
        raise SlackError("user_not_in_channel")
    blocks = checked_blocks(world, args.json("blocks"))
    text, thread = _text(args, blocks), thread_of(channel, args)
    message = PostedMessage(world.new_ts(), world.bot, text, blocks, thread, only_for=user.id)
    talk.post(world, channel, message)
    return {"message_ts": message.ts}


def get_permalink(world: World, args: Args) -> Json:
    """chat.getPermalink: an address that works on the look-alike's own page."""
    channel = world.channel(args.required("channel"))
    message = world.message(channel, args.required("message_ts"))
    return {"channel": channel.id, "permalink": f"{world.base_url}/page/#c={channel.id}&ts={message.ts}"}


METHODS = {
    "chat.postMessage": ApiMethod(post_message, "chat:write"),
    "chat.update": ApiMethod(update, "chat:write", TIER_3),
    "chat.delete": ApiMethod(delete, "chat:write", TIER_3),
    "chat.postEphemeral": ApiMethod(post_ephemeral, "chat:write", TIER_4),
    "chat.getPermalink": ApiMethod(get_permalink, None, TIER_4),
}
