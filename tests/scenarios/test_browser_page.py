"""The look-alike's page in a real browser, where no test of the bot goes."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, FilePayload, expect

import sandbox
from tests.sandbox.apps import client_of, socket_app
from tests.sandbox.test_offers import form, opens, plain
from tests.sandbox.test_views import modal
from tests.support.people import Person

pytestmark = pytest.mark.browser


def file_field() -> dict[str, Any]:
    element = {"type": "file_input", "action_id": "file"}
    return {"type": "input", "block_id": "plan", "label": plain("Plan"), "element": element}


def test_the_apps_options_and_files_are_chosen_in_a_form(browser: Browser) -> None:
    page = browser.new_page()
    with sandbox.serve(sandbox.World()) as running, socket_app(running) as inbox:
        page.goto(f"{running.url}/page/#as=U00000ANA")
        blocks = [*form(type="external_select", min_query_length=1)["blocks"], file_field()]
        opens(client_of(running), Person(running.url, "U00000ANA"), inbox, modal("Setup", blocks=blocks))

        school = page.get_by_role("combobox", name="School")
        school.press_sequentially("re")
        expect(page.get_by_role("option", name="Reynolds Middle", exact=True)).to_be_visible()
        page.keyboard.press("Enter")
        expect(school).to_have_value("Reynolds Middle")
        plan = FilePayload(name="plan.csv", mimeType="text/csv", buffer=b"Goal")
        page.get_by_label("Plan", exact=True).set_input_files(plan)
        expect(page.get_by_role("button", name="Remove plan.csv")).to_be_visible()
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_role("dialog")).to_be_hidden()

        values = inbox.interaction("view_submission")["view"]["state"]["values"]
        page.close()
    assert values["field"]["x"]["selected_option"]["value"] == "reynolds middle"
    assert [file["name"] for file in values["plan"]["file"]["files"]] == ["plan.csv"]


def test_links_to_messages_open_their_thread_as_the_same_person(browser: Browser) -> None:
    page = browser.new_page()
    with sandbox.serve(sandbox.World()) as running:
        app = client_of(running)
        ts = str(app.chat_postMessage(channel="C00BETHEL", text="Who begins?")["ts"])
        app.chat_postMessage(channel="C00BETHEL", text="Ana does", thread_ts=ts)
        seconds, _, micros = ts.partition(".")
        archive = f"https://sandbox.slack.com/archives/C00BETHEL/p{seconds}{micros}"
        own = app.chat_getPermalink(channel="C00BETHEL", message_ts=ts)["permalink"]
        app.chat_postMessage(channel="CREYNOLDS", text=f"<{archive}|one> and <{own}|two>")

        for name in ("one", "two"):
            page.goto(f"{running.url}/page/#as=U00000DEE&c=CREYNOLDS")
            page.get_by_role("link", name=name).click()
            expect(page.get_by_role("list", name="Thread")).to_contain_text("Ana does")
            expect(page.locator("#person")).to_have_value("U00000DEE")
        page.goto("about:blank")
        page.goto(str(own))
        expect(page.get_by_role("list", name="Thread")).to_contain_text("Ana does")
        expect(page.locator("#person")).to_have_value("U00000DEE")
        page.close()


def test_the_list_of_conversations_is_opened_and_left_with_the_keyboard_on_a_phone(browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    with sandbox.serve(sandbox.World()) as running:
        page.goto(f"{running.url}/page/#as=U00000ANA&c=C00BETHEL")
        expect(page.get_by_text("This is the very beginning of #bethel-plan.")).to_be_visible()

        page.get_by_role("button", name="Conversations").press("Enter")
        expect(page.get_by_label("You are")).to_be_focused()
        page.keyboard.press("Escape")
        expect(page.get_by_role("button", name="Conversations")).to_be_focused()
        expect(page.get_by_label("You are")).to_be_hidden()
        page.close()


def test_home_says_that_the_messages_have_news(browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    with sandbox.serve(sandbox.World()) as running:
        page.goto(f"{running.url}/page/#as=U00000ANA&tab=home")
        expect(page.get_by_role("link", name="Messages", exact=True)).to_be_visible()

        client_of(running).chat_postMessage(channel="U00000ANA", text="Here they are")
        page.get_by_role("link", name="Messages 1 unread").click()
        expect(page.get_by_text("Here they are").last).to_be_visible()
        expect(page.get_by_role("link", name="Messages", exact=True)).to_be_visible()
        page.close()
