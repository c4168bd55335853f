"""auth.test, auth.revoke, api.test, apps.connections.open and reactions.*."""

from __future__ import annotations

from sandbox import talk
from sandbox.errors import SlackError
from sandbox.methods.call import ApiMethod, Args
from sandbox.rates import TIER_3
from sandbox.state import Channel, Json, PostedMessage
from sandbox.world import World


def auth_test(world: World, _args: Args) -> Json:
    """auth.test: whom the token belongs to."""
    return {
        "url": f"{world.base_url}/",
        "team": world.state.team_name,
        "user": world.user(world.bot).name,
        "team_id": world.state.team_id,
        "user_id": world.bot,
        "bot_id": world.state.bot_id,
        "is_enterprise_install": False,
    }


def auth_revoke(world: World, args: Args) -> Json:
    """auth.revoke: the token is dead, and with its last token the app is gone from the workspace."""
    if args.flag("test"):
        return {"revoked": False}
    world.uninstall()
    return {"revoked": True}


def api_test(_world: World, args: Args) -> Json:
    """api.test: an echo."""
    if args.text("error"):
        raise SlackError(args.text("error"))
    return {"args": args.raw}


def connections_open(world: World, _args: Args) -> Json:
    """apps.connections.open: an address for one Socket Mode connection, unless events go over HTTP."""
    if world.request_url:
        raise SlackError("access_denied")
    return {"url": f"{world.base_url.replace('http', 'ws', 1)}/socket/?ticket={world.new_id('t')}"}


def _reacted(world: World, args: Args) -> tuple[Channel, PostedMessage, str]:
    channel = world.channel(args.required("channel"))
    if world.bot not in channel.members:
        raise SlackError("not_in_channel" if channel.kind == "channel" else "channel_not_found")
    return channel, world.message(channel, args.required("timestamp")), args.required("name").strip(":")


def add_reaction(world: World, args: Args) -> Json:
    """reactions.add."""
    channel, message, name = _reacted(world, args)
    if world.bot in message.reactions.get(name, []):
        raise SlackError("already_reacted")
    talk.react(world, channel, message, name, world.bot, add=True)
    return {}


def remove_reaction(world: World, args: Args) -> Json:
    """reactions.remove."""
    channel, message, name = _reacted(world, args)
    if world.bot not in message.reactions.get(name, []):
        raise SlackError("no_reaction")
    talk.react(world, channel, message, name, world.bot, add=False)
    return {}


METHODS = {
    "auth.test": ApiMethod(auth_test, None, 300),
    "auth.revoke": ApiMethod(auth_revoke, None, TIER_3),
    "api.test": ApiMethod(api_test, None, 100, "anybody"),
    # Slack promises one a minute and allows more: a client that often reconnects is still accepted.
    "apps.connections.open": ApiMethod(connections_open, None, 20, "app"),
    "reactions.add": ApiMethod(add_reaction, "reactions:write", TIER_3),
    "reactions.remove": ApiMethod(remove_reaction, "reactions:write", TIER_3),
}
