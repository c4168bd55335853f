"""conversations.*: the app reads channels and their messages."""

from __future__ import annotations

from sandbox.errors import SlackError
from sandbox.methods.call import MOST_PER_PAGE, ApiMethod, Args, need_scope, page_of
from sandbox.methods.chat import target_of_user
from sandbox.payloads import channel_json, message_json, replies
from sandbox.rates import TIER_2, TIER_3, TIER_4
from sandbox.state import Channel, Json, PostedMessage
from sandbox.world import World

FAMILY = {"channel": "channels", "private": "groups", "im": "im"}
COMMERCIAL_PAGE = 15
"""Messages that an app sold outside Slack's marketplace gets at once."""
TYPES = {"channel": "public_channel", "private": "private_channel", "im": "im"}


def _visible(world: World, args: Args, right: str) -> Channel:
    """A conversation the bot may see, with the scope its kind needs."""
    channel = world.channel(args.required("channel"))
    if channel.kind != "channel" and world.bot not in channel.members:
        raise SlackError("channel_not_found")
    need_scope(world, f"{FAMILY[channel.kind]}:{right}")
    return channel


def _joined(world: World, args: Args) -> Channel:
    channel = _visible(world, args, "history")
    if world.bot not in channel.members:
        raise SlackError("not_in_channel")
    return channel


def open_(world: World, args: Args) -> Json:
    """conversations.open with one person."""
    users = [each for each in args.text("users").split(",") if each]
    if not users:
        raise SlackError("users_list_not_supplied")
    if len(users) > 1:
        raise SlackError("not_enough_users" if len(users) > 8 else "invalid_user_combination")  # noqa: PLR2004 - Slack's own bound
    channel = target_of_user(world, users[0])
    return {"channel": channel_json(world, channel) if args.flag("return_im") else {"id": channel.id}}


def _within(message: PostedMessage, args: Args) -> bool:
    oldest, latest = args.text("oldest", "0"), args.text("latest") or "9999999999"
    if args.flag("inclusive"):
        return float(oldest) <= float(message.ts) <= float(latest)
    return float(oldest) < float(message.ts) < float(latest)


def _message_list(world: World, channel: Channel, messages: list[PostedMessage], args: Args) -> Json:
    metadata = args.flag("include_all_metadata")
    shown_messages = [message_json(world, channel, each, metadata=metadata) for each in messages if _within(each, args)]
    page = page_of(shown_messages, args, "messages", most=COMMERCIAL_PAGE if world.is_commercial else MOST_PER_PAGE)
    return {**page, "has_more": bool(page["response_metadata"]["next_cursor"])}


def history(world: World, args: Args) -> Json:
    """conversations.history: newest first, without replies in threads and ephemeral messages."""
    channel = _joined(world, args)
    top = [each for each in channel.messages if each.only_for is None and (not each.thread_ts or each.broadcast)]
    return _message_list(world, channel, top[::-1], args)


def replies_(world: World, args: Args) -> Json:
    """conversations.replies: the parent, then its replies, oldest first."""
    channel = _joined(world, args)
    try:
        message = world.message(channel, args.required("ts"))
    except SlackError:
        raise SlackError("thread_not_found") from None
    parent = world.message(channel, message.thread_ts) if message.thread_ts else message
    return _message_list(world, channel, [parent, *replies(channel, parent)], args)


def info(world: World, args: Args) -> Json:
    """conversations.info."""
    return {"channel": channel_json(world, _visible(world, args, "read"))}


def members(world: World, args: Args) -> Json:
    """conversations.members."""
    return page_of(_visible(world, args, "read").members, args, "members")


def _of_types(world: World, args: Args) -> list[Channel]:
    types = args.text("types", "public_channel").split(",")
    for kind, name in TYPES.items():
        if name in types:
            need_scope(world, f"{FAMILY[kind]}:read")
    exclude_archived = args.flag("exclude_archived")
    return [
        each
        for each in world.state.channels.values()
        if TYPES[each.kind] in types
        and not (exclude_archived and each.archived)
        and (each.kind == "channel" or world.bot in each.members)
    ]


def list_(world: World, args: Args) -> Json:
    """conversations.list."""
    return page_of([channel_json(world, each) for each in _of_types(world, args)], args, "channels")


def of_user(world: World, args: Args) -> Json:
    """users.conversations: those of a person (or of the bot) that the bot can see."""
    user = args.text("user", world.bot)
    mine = [each for each in _of_types(world, args) if user in each.members]
    return page_of([channel_json(world, each) for each in mine], args, "channels")


METHODS = {
    "conversations.open": ApiMethod(open_, "im:write", TIER_3),
    "conversations.history": ApiMethod(history, None, TIER_3),
    "conversations.replies": ApiMethod(replies_, None, TIER_3),
    "conversations.info": ApiMethod(info, None, TIER_3),
    "conversations.members": ApiMethod(members, None, TIER_4),
    "conversations.list": ApiMethod(list_, None, TIER_2),
    "users.conversations": ApiMethod(of_user, None, TIER_2),
}
