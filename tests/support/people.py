"""People in the sandbox, so that a test reads like what they do: `ana.clicks("On track", on="1.1.1")`."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import quote

import httpx
from websockets.sync.client import connect

from tests.support.screens import (
    SUGGESTING,
    Control,
    Json,
    Surface,
    contains,
    controls,
    message_surface,
    state_of,
    view_surface,
)

Found = TypeVar("Found")


class Person:
    """A person at their screen. Methods wait for what they look for; only a failing test waits long."""

    def __init__(self, sandbox_url: str, user: str, patience: float = 30.0) -> None:
        self.user = user
        self.patience = patience
        self._live = sandbox_url.replace("http", "ws", 1) + f"/page/api/live?as={quote(user)}"
        # No connection outlives its request, so none has to be closed at the end of a test.
        self._http = httpx.Client(
            base_url=f"{sandbox_url}/page/api/",
            timeout=30,
            trust_env=False,
            verify=False,  # nothing is encrypted here, and loading certificates takes longer than a click
            limits=httpx.Limits(max_keepalive_connections=0),
        )
        self._filled: dict[str, Json] = {}
        self._errors: dict[str, list[str]] = {}
        self._at_home = False

    # Talking

    def says(self, text: str, *, in_: str, thread: str | None = None) -> str:
        """Post a message; returns its ts, which edits, reactions and threads refer to."""
        return str(self._post("say", channel=in_, text=text, thread_ts=thread)["ts"])

    def attaches(self, name: str, content_base64: str, *, in_: str, text: str = "", thread: str | None = None) -> str:
        """Post a message with a file."""
        files = [{"name": name, "content_base64": content_base64}]
        return str(self._post("say", channel=in_, text=text, files=files, thread_ts=thread)["ts"])

    def edits(self, ts: str, text: str, *, in_: str) -> None:
        """Edit an own message."""
        self._post("edit", channel=in_, ts=ts, text=text)

    def deletes(self, ts: str, *, in_: str) -> None:
        """Delete an own message."""
        self._post("delete", channel=in_, ts=ts)

    def types(self, text: str, *, in_: str) -> None:
        """Type a slash command."""
        command, _, rest = text.partition(" ")
        self._post("command", channel=in_, command=command, text=rest)

    def uses_shortcut(self, callback_id: str, *, on: str | None = None) -> None:
        """Choose a shortcut; with `on`, that of the newest message with this text."""
        if on is None:
            self._post("shortcut", callback_id=callback_id)
            return
        place = self._wait_for(lambda: self._saying(on), f"a message saying {on!r}").container
        self._post("shortcut", callback_id=callback_id, channel=place["channel"], ts=place["ts"])

    def opens_home(self) -> None:
        """Open the app's Home tab; from now on its buttons are found first."""
        self._at_home = True
        self._post("open_home")

    # Pressing and choosing

    def clicks(self, label: str, *, on: str | None = None) -> None:
        """Press the newest button with the label; `on` is text beside it."""
        control = self._control(
            lambda each: each.element["type"] == "button" and contains(each.label, label), label, on
        )
        self._act(control, {"type": "button", "value": control.element.get("value")})

    def clicks_on_copy(self, copy: Surface, label: str) -> None:
        """Press a button of an old copy of a message, whatever became of the message."""
        button = next(each for each in controls(copy) if each.label == label)
        self._act(button, {"type": "button", "value": button.element.get("value")})

    def selects(self, option: Any, *, from_: str | None = None, on: str | None = None) -> None:
        """Choose in a menu, date picker or checkboxes that act at once; `from_` is its placeholder or label.

        On the Home tab, what can be done with an action item are buttons of the form behind its Open.
        """

        def offers(control: Control) -> bool:
            if control.label == "Open" and on is not None:
                return contains(control.near, on)
            if control.element["type"] == "button" or (from_ and not contains(control.label, from_)):
                return False
            label = option if isinstance(option, str) else ""
            return not control.options or any(contains(each["text"]["text"], label) for each in control.options)

        control = self._control(offers, str(option), on)
        if control.label == "Open":
            self._act(control, {"type": "button", "value": control.element.get("value")})
            self.clicks(option)
            return
        self._act(control, state_of(control.element, option, control.options))

    menu = selects

    def steers(self, label: str, *, on: str | None = None) -> None:
        """Press a dialog's button of this name, or choose it in the select or the menu beside the primary button."""
        lists = ("overflow", "static_select")

        def offers(control: Control) -> bool:
            if control.element["type"] in lists:
                return any(each["text"]["text"] == label for each in control.options)
            return control.label == label

        control = self._control(offers, label, on)
        is_menu = control.element["type"] in lists
        state = state_of(control.element, label, control.options) if is_menu else {"type": "button"}
        self._act(control, state if is_menu else state | {"value": control.element.get("value")})

    def more(self, label: str, *, on: str | None = None) -> None:
        """Press a button of the form behind "More …". Where it opens no other form, close what says that it is done."""
        self.steers("More …", on=on)
        self.clicks(label)
        if self._get("views")["stack"][-1]["callback_id"] == "notice":
            self.sees("Done. You'll see it in the thread.")
            self.closes()

    def finishes(self, *, on: str | None = None) -> None:
        """Finish a dialog."""
        self.steers("Finish …", on=on)
        assert self.submits() == {}

    def fills(self, **answers: Any) -> None:
        """Fill in fields of the top form, by label or block id: text, option, user id, ISO date or a list."""
        for field, answer in answers.items():
            control = self._wait_for(lambda field=field: self._field(field), f"a field {field!r}")  # type: ignore[misc]
            state = self._state_in_form(control, answer)
            view = self._filled.setdefault(control.surface.container["view_id"], {})
            view.setdefault(control.block["block_id"], {})[control.element["action_id"]] = state
            if control.block.get("dispatch_action"):
                self._act(control, state)

    def _state_in_form(self, control: Control, answer: Any) -> Json:
        """As `state_of`; an answer for a menu of the app's options is typed first, and a file is (name, base64)."""
        kind = control.element["type"]
        if kind == "file_input":
            name, content = answer
            return {"type": kind, "files": [self._post("upload", name=name, content_base64=content)]}
        options = self.types_into(control, answer) if kind in SUGGESTING else control.options
        return state_of(control.element, answer, options)

    def types_into(self, control: Control, text: str) -> list[Json]:
        """Type in a menu whose options the app supplies, and return those."""
        ids = {"action_id": control.element["action_id"], "block_id": control.block["block_id"]}
        answer = self._post("suggest", container=control.surface.container, value=text, **ids)
        return [*answer.get("options", []), *(each for g in answer.get("option_groups", []) for each in g["options"])]

    def submits(self) -> dict[str, str]:
        """Submit the top form; returns its errors by block id."""
        view = self._wait_for(self._top_view, "a form")
        answer = self._http.post(
            "submit", json={"as": self.user, "view_id": view["id"], "values": self._filled.get(view["id"], {})}
        ).json()
        errors: dict[str, str] = answer.get("errors", {})
        self._errors[view["id"]] = [*errors.values(), answer.get("error", "")]
        return errors

    def closes(self) -> None:
        """Cancel the top form."""
        self._post("close", view_id=self._wait_for(self._top_view, "a form")["id"])

    # Seeing

    def sees(self, text: str) -> None:
        """Wait until the text is somewhere on the screen."""
        self._wait_for(lambda: any(contains(each, text) for each in self.reads()) or None, f"{text!r}")

    def sees_reaction(self, name: str, *, to: str, in_: str) -> None:
        """Wait until the message has the reaction."""

        def reacted() -> bool | None:
            actual = next((each for each in self._in_channel(in_) if each["ts"] == to), None)
            return any(each["name"] == name for each in (actual or {}).get("reactions", ())) or None

        self._wait_for(reacted, f":{name}: under {to}")

    def sees_no(self, text: str) -> None:
        """Assert that the text is nowhere on the screen now."""
        actual = [each for each in self.reads() if contains(each, text)]
        assert not actual, f"{self.user} should not see {text!r}, but reads:\n{actual[-1]}"

    def reads(self, *, in_: str | None = None) -> list[str]:
        """All texts on the screen: messages oldest first, then the Home tab, then forms."""
        messages = [each.text for each in self.messages(in_)]
        if in_ is not None:
            return messages
        return messages + [each.text for each in [*self._home(), *self._stack()]]

    def messages(self, in_: str | None = None) -> list[Surface]:
        """Messages of one or of all conversations, including threads, oldest first."""
        channels = [in_] if in_ else [each["id"] for each in self._get("conversations")]
        surfaces = [message_surface(channel, each) for channel in channels for each in self._in_channel(channel)]
        return sorted(surfaces, key=lambda each: str(each.container["ts"]))

    def thread(self, channel: str, ts: str) -> list[str]:
        """The texts in a thread now, including its first message."""
        actual = self._get("messages", channel=channel, thread_ts=ts)
        return [message_surface(channel, each).text for each in actual]

    def waits_for(self, look: Callable[[], Found | None], what: str) -> Found:
        """Look again after every change, until something is returned."""
        return self._wait_for(look, what)

    def dm(self) -> str:
        """The id of the direct messages with the bot."""
        bots = {each["id"] for each in self._get("people") if each["is_bot"]}
        return next(str(each["id"]) for each in self._get("conversations") if each.get("with") in bots)

    def _in_channel(self, channel: str) -> list[Json]:
        top = self._get("messages", channel=channel)
        threads = [self._get("messages", channel=channel, thread_ts=each["ts"]) for each in top if each["reply_count"]]
        return [*top, *(reply for thread in threads for reply in thread[1:])]

    def _saying(self, text: str) -> Surface | None:
        return next((each for each in reversed(self.messages()) if contains(each.text, text)), None)

    def _home(self) -> list[Surface]:
        view = self._get("home")["view"]
        return [view_surface(view, [])] if view else []

    def _stack(self) -> list[Surface]:
        return [view_surface(view, self._on_form(view)) for view in self._get("views")["stack"]]

    def _on_form(self, view: Json) -> list[str]:
        states = self._filled.get(view["id"]) or view["state"]["values"]
        values = [state.get("value") for block in states.values() for state in block.values()]
        return [*self._errors.get(view["id"], []), *(str(text) for text in values if text)]

    def _top_view(self) -> Json | None:
        stack = self._get("views")["stack"]
        return stack[-1] if stack else None

    def _surfaces(self) -> list[Surface]:
        """Where to look for a control, in order. A form covers all else."""
        if stack := self._stack():
            return stack[-1:]
        messages, home = self.messages()[::-1], self._home()
        return [*home, *messages] if self._at_home else [*messages, *home]

    def _control(self, matches: Callable[[Control], bool], label: str, on: str | None) -> Control:
        def look() -> Control | None:
            actual = [each for surface in self._surfaces() for each in controls(surface) if matches(each)]
            near = [each for each in actual if on is None or contains(each.near, on)]
            around = [each for each in actual if on is not None and contains(each.surface.text, on)]
            exact = [each for each in near or around if each.label == label]
            return next(iter(exact or near or around), None)

        return self._wait_for(look, f"{label!r}" + (f" on {on!r}" if on else ""))

    def _field(self, name: str) -> Control | None:
        fields = [each for surface in self._stack()[-1:] for each in controls(surface)]
        exact = [each for each in fields if name in (each.block["block_id"], each.label)]
        loose = [each for each in fields if contains(each.label.lower(), name.lower())]
        return next(iter(exact or loose), None)

    def _act(self, control: Control, state: Json) -> None:
        container = control.surface.container
        filled = self._filled.get(container.get("view_id", ""), {})
        ids = {"action_id": control.element["action_id"], "block_id": control.block["block_id"]}
        self._post("act", container=container, values=filled, **ids, **state)

    def _wait_for(self, look: Callable[[], Found | None], what: str) -> Found:
        seen = look()
        if seen is not None:
            return seen
        deadline = time.monotonic() + self.patience
        with connect(self._live, proxy=None) as live:
            while (seen := look()) is None:
                left = deadline - time.monotonic()
                if left <= 0:
                    break
                try:
                    live.recv(timeout=left)
                except TimeoutError:
                    continue
        if seen is None:
            screen = "\n---\n".join(self.reads()) or "(nothing)"
            raise AssertionError(f"{self.user} looked for {what} in vain. On the screen:\n{screen}")
        return seen

    def _get(self, path: str, **params: str) -> Any:
        answer = self._http.get(path, params={"as": self.user, **params})
        assert answer.is_success, answer.text
        return answer.json()

    def _post(self, path: str, **body: Any) -> Json:
        answer = self._http.post(path, json={"as": self.user, **body})
        assert answer.is_success, answer.text
        answered: Json = answer.json()
        return answered
