"""response_url: the address with which an app answers an interaction for half an hour."""

from __future__ import annotations

from sandbox import talk
from sandbox.errors import SlackError
from sandbox.markup import sent
from sandbox.methods.call import Args
from sandbox.methods.chat import MOST_TEXT, checked_blocks
from sandbox.state import Channel, PostedMessage, ResponseUrl
from sandbox.world import World

MOST_USES = 5
LIFE_SECONDS = 30 * 60


def give(world: World, user: str, channel: Channel, message: PostedMessage | None = None) -> str:
    """Create an address for one interaction."""
    url_id = world.new_id("r")
    ts = message.ts if message else None
    world.state.response_urls[url_id] = ResponseUrl(user, channel.id, world.clock(), ts)
    return f"{world.base_url}/respond/{url_id}"


def respond(world: World, url_id: str, args: Args) -> None:
    """Use the address: post a new message, or change the clicked one."""
    url = world.state.response_urls.get(url_id)
    if url is None:
        raise SlackError("no_such_url")
    if world.clock() - url.made_at > LIFE_SECONDS:
        raise SlackError("expired_url")
    if url.uses >= MOST_USES:
        raise SlackError("used_url")
    url.uses += 1
    channel = world.channel(url.channel)
    original = _original(channel, url)
    if args.flag("delete_original") and original:
        talk.remove(world, channel, original)
    elif args.flag("replace_original") and original:
        blocks = checked_blocks(world, args.json("blocks"))
        talk.edit(world, channel, original, {"text": sent(args.text("text")), "blocks": blocks}, world.bot)
    else:
        answer(world, channel, url.user, args)


def _original(channel: Channel, url: ResponseUrl) -> PostedMessage | None:
    return next((each for each in channel.messages if each.ts == url.message_ts), None)


def answer(world: World, channel: Channel, user: str, args: Args) -> None:
    """Post a message from the app, for one person unless it is in_channel."""
    blocks = checked_blocks(world, args.json("blocks"))
    if not args.text("text") and not blocks:
        raise SlackError("no_text")
    everybody = args.text("response_type") == "in_channel"
    # Only an answer for everyone may go into a thread.
    thread = args.text("thread_ts") or None if everybody else None
    text = sent(args.text("text"))[:MOST_TEXT]
    only_for = None if everybody else user
    talk.post(world, channel, PostedMessage(world.new_ts(), world.bot, text, blocks, thread, only_for=only_for))
