"""Commands, buttons, forms and shortcuts of a person; each waits for the app's ack."""

from __future__ import annotations

from typing import Any

from sandbox import response_urls, talk
from sandbox.acts import person, room, standing
from sandbox.block_kit.elements import OFFERED
from sandbox.delivery import EventDelivery, NoAck
from sandbox.envelopes import TOKEN, channel_name, interaction
from sandbox.errors import AppSilentError, PageError, SlackError
from sandbox.forms import input_errors
from sandbox.markup import bare, sent, typed
from sandbox.methods.call import Args
from sandbox.methods.views import checked_view, replace, stack_on
from sandbox.payloads import message_json, view_json
from sandbox.state import SLACKBOT, Channel, Json, OpenView, PostedMessage, Trigger, User
from sandbox.values import choose, elements, remember, values
from sandbox.world import World

USUAL_QUERY = 3
"""Characters to type before Slack asks the app for options, where an element does not say how many."""


class Interactions:
    """A person's side of everything that Slack calls interactive."""

    def __init__(self, world: World, delivery: EventDelivery) -> None:
        self._world = world
        self._delivery = delivery

    def _trigger(self, user: User) -> str:
        trigger = self._world.new_id("t") + ".sandbox"
        self._world.state.triggers[trigger] = Trigger(user.id, self._world.clock())
        return trigger

    def _interaction(self, kind: str, user: User, **more: Any) -> Json:
        if not self._world.manifest.interactive:
            raise PageError("The app's manifest does not turn interactivity on.")
        return interaction(self._world, kind, user, trigger_id=self._trigger(user), **more)

    async def _deliver(self, payload: Json) -> Json:
        """Deliver something that waits for no answer beyond the ack."""
        try:
            await self._delivery.ask("interactive", payload)
        except NoAck:
            raise AppSilentError from None
        return {}

    # Slash commands

    async def command(self, body: Json) -> Json:
        """Type a slash command."""
        user = person(self._world, body["as"])
        channel, command = room(self._world, user, body["channel"]), body["command"]
        declared = self._world.manifest.commands
        if not self._world.is_installed or (declared is not None and command not in declared):
            self._slackbot(channel, user, f"{command} is not a valid command.")
            return {}
        form = self._command_form(user, channel, command, body.get("text", ""))
        try:
            ack = await self._delivery.ask("slash_commands", form)
        except NoAck as failure:
            self._slackbot(channel, user, _command_failure(command, failure.reason))
            return {}
        if ack:
            self._command_answer(channel, user, command, ack)
        return {}

    def _command_form(self, user: User, channel: Channel, command: str, text: str) -> Json:
        world = self._world
        escape = world.manifest.commands is None or world.manifest.commands[command].should_escape
        return {
            "token": TOKEN,
            "team_id": world.state.team_id,
            "team_domain": "sandbox",
            "channel_id": channel.id,
            "channel_name": channel_name(channel),
            "user_id": user.id,
            "user_name": user.name,
            "command": command,
            "text": self._typed(text) if escape else bare(text),
            "api_app_id": world.state.app_id,
            "is_enterprise_install": str(world.org_wide).lower(),
            **({"enterprise_id": world.state.enterprise} if world.state.enterprise else {}),
            "response_url": response_urls.give(world, user.id, channel),
            "trigger_id": self._trigger(user),
        }

    def _typed(self, text: str) -> str:
        return typed(text, self._world.state.users, self._world.state.channels, names=True)

    def _command_answer(self, channel: Channel, user: User, command: str, ack: Json) -> None:
        try:
            response_urls.answer(self._world, channel, user.id, Args(ack))
        except SlackError as refusal:
            self._world.violated(command, refusal.error, refusal.messages)
            self._slackbot(channel, user, f"{command} failed with the error “{refusal.error}”")

    def _slackbot(self, channel: Channel, user: User, text: str) -> None:
        message = PostedMessage(self._world.new_ts(), SLACKBOT, text, only_for=user.id)
        talk.post(self._world, channel, message)

    # Buttons and menus

    async def act(self, body: Json) -> Json:
        """Press a button or choose in a menu."""
        user = person(self._world, body["as"])
        container = body["container"]
        place = self._in_view(user, body) if container["type"] == "view" else self._in_message(user, body)
        return await self._deliver(self._interaction("block_actions", user, **place))

    def _in_view(self, user: User, body: Json) -> Json:
        view = self._view(user, body["container"]["view_id"])
        remember(view.chosen, body)
        element = _find([view.body["blocks"], *view.earlier_blocks[::-1]], body)
        choose(view.chosen, body["block_id"], element, body)
        container = {"type": "view", "view_id": view.id}
        action = self._action(element, body)
        return {"container": container, "view": view_json(self._world, view), "actions": [action]}

    def _in_message(self, user: User, body: Json) -> Json:
        world, container = self._world, body["container"]
        channel = room(world, user, container["channel"])
        message = standing(world, user, channel, container["ts"])
        element = _find([message.blocks, *message.earlier_blocks[::-1]], body)
        chosen = message.chosen.setdefault(user.id, {})
        remember(chosen, body)
        choose(chosen, body["block_id"], element, body)
        # Slack does not send the content of ephemeral messages back.
        content = {} if message.only_for else {"message": message_json(world, channel, message, metadata=True)}
        return {
            "container": _message_place(channel, message),
            "channel": {"id": channel.id, "name": channel_name(channel)},
            **content,
            "state": {"values": values(message.blocks, chosen)},
            "response_url": response_urls.give(world, user.id, channel, message),
            "actions": [self._action(element, body)],
        }

    def _action(self, element: Json, body: Json) -> Json:
        """The clicked element as Slack sends it, without keys that only affect its looks."""
        own: Json = {key: element[key] for key in ("value", "placeholder") if key in element}
        if "text" in element:
            own["text"] = {**element["text"], "text": sent(element["text"]["text"])}
        chosen = ("value", "selected_", "rich_text_value")
        given = {
            key: content
            for key, content in body.items()
            if key.startswith(chosen) and key != "values" and content is not None
        }
        ids = {"type": element["type"], "action_id": element["action_id"], "block_id": body["block_id"]}
        return {**own, **given, **ids, "action_ts": self._world.new_ts()}

    def _view(self, user: User, view_id: str) -> OpenView:
        home = self._world.state.homes.get(user.id)
        for view in [*self._world.state.stacks.get(user.id, []), *([home] if home else [])]:
            if view.id == view_id:
                return view
        raise PageError("This view is no longer open.")

    # Menus whose options the app supplies

    async def suggest(self, body: Json) -> Json:
        """Type into such a menu. Returns the app's options, or the sentence Slack has in their place."""
        user, in_view = person(self._world, body["as"]), body["container"]["type"] == "view"
        place = self._suggesting_in_view(user, body) if in_view else self._suggesting_in_message(user, body)
        typed_so_far = {key: body[key] for key in ("action_id", "block_id", "value")}
        payload = interaction(self._world, "block_suggestion", user, **place, **typed_so_far)
        try:
            ack = await self._delivery.ask("interactive", payload)
        except NoAck:
            raise AppSilentError from None
        if problems := list(OFFERED(ack or {}, "")):
            self._world.violated("block_suggestion", "invalid_arguments", problems)
            raise AppSilentError
        return ack or {}

    def _suggesting_in_view(self, user: User, body: Json) -> Json:
        view = self._view(user, body["container"]["view_id"])
        remember(view.chosen, body)
        _require_query(_find([view.body["blocks"], *view.earlier_blocks[::-1]], body), body["value"])
        return {"container": {"type": "view", "view_id": view.id}, "view": view_json(self._world, view)}

    def _suggesting_in_message(self, user: User, body: Json) -> Json:
        channel = room(self._world, user, body["container"]["channel"])
        message = standing(self._world, user, channel, body["container"]["ts"])
        _require_query(_find([message.blocks, *message.earlier_blocks[::-1]], body), body["value"])
        content = {} if message.only_for else {"message": message_json(self._world, channel, message)}
        named = {"id": channel.id, "name": channel_name(channel)}
        return {"container": _message_place(channel, message), "channel": named, **content}

    # Forms

    async def submit(self, body: Json) -> Json:
        """Send a modal; Slack itself asks for what is missing before the app sees anything."""
        user = person(self._world, body["as"])
        view = self._view(user, body["view_id"])
        remember(view.chosen, body)
        if errors := input_errors(view):
            return {"errors": errors}
        payload = self._interaction("view_submission", user, view=view_json(self._world, view), response_urls=[])
        try:
            ack = await self._delivery.ask("interactive", payload)
        except NoAck:
            raise AppSilentError from None
        try:
            return self._after_submit(view, ack or {})
        except SlackError as refusal:
            self._world.violated("view_submission", refusal.error, refusal.messages)
            raise AppSilentError from None

    def _after_submit(self, view: OpenView, ack: Json) -> Json:
        action = ack.get("response_action")
        if action == "errors":
            return {"errors": ack.get("errors", {})}
        if action == "update":
            replace(self._world, view, checked_view(self._world, ack.get("view"), "modal", replacing=view))
        elif action == "push":
            stack_on(self._world, view.user, checked_view(self._world, ack.get("view"), "modal"))
        elif action == "clear":
            self._world.state.stacks[view.user] = []
        else:
            self._close(view)
        self._world.changed("views", {view.user})
        return {}

    def _close(self, view: OpenView) -> None:
        stack = self._world.state.stacks.get(view.user, [])
        # The app may have opened another modal meanwhile; then this one is closed already.
        if view in stack:
            stack.remove(view)

    async def close(self, body: Json) -> Json:
        """Cancel a modal, or with `is_cleared` the whole stack."""
        user, cleared = person(self._world, body["as"]), bool(body.get("is_cleared"))
        view = self._view(user, body["view_id"])
        closed = self._world.state.stacks.get(user.id, [])[::-1] if cleared else [view]
        for each in closed:
            self._close(each)
        self._world.changed("views", {user.id})
        for each in closed:
            if each.body.get("notify_on_close"):
                closed_view = view_json(self._world, each)
                await self._deliver(interaction(self._world, "view_closed", user, view=closed_view, is_cleared=cleared))
        return {}

    # Shortcuts

    async def shortcut(self, body: Json) -> Json:
        """Choose a global shortcut, or with `ts` one of a message's own menu."""
        user, callback_id = person(self._world, body["as"]), body["callback_id"]
        common = {"callback_id": callback_id, "action_ts": self._world.new_ts()}
        if not body.get("ts"):
            return await self._deliver(self._interaction("shortcut", user, **common))
        channel = room(self._world, user, body["channel"])
        message = standing(self._world, user, channel, body["ts"])
        about = {
            "channel": {"id": channel.id, "name": channel_name(channel)},
            "message_ts": message.ts,
            "message": message_json(self._world, channel, message),
            "response_url": response_urls.give(self._world, user.id, channel),
        }
        return await self._deliver(self._interaction("message_action", user, **common, **about))


def _command_failure(command: str, reason: str) -> str:
    if reason in ("timeout", "http_timeout"):
        return f"{command} failed with the error “operation_timeout”"
    return f"{command} failed because the app did not respond."


def _message_place(channel: Channel, message: PostedMessage) -> Json:
    place: Json = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": channel.id,
        "is_ephemeral": message.only_for is not None,
    }
    return {**place, "thread_ts": message.thread_ts} if message.thread_ts else place


def _require_query(element: Json, typed_so_far: str) -> None:
    """Slack asks the app only once enough is typed."""
    shortest = element.get("min_query_length", USUAL_QUERY)
    if len(typed_so_far) < shortest:
        raise PageError(f"Type {shortest} characters or more.")


def _find(versions: list[list[Json]], body: Json) -> Json:
    """The clicked element, in what the screen showed."""
    for blocks in versions:
        for block_id, element in elements(blocks):
            if block_id == body["block_id"] and element["action_id"] == body["action_id"]:
                return element
    raise PageError("This button is no longer there.")
