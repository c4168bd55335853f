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
