"""An editor checks a draft: pastes it, reads what was found beside it, follows a link to the passage."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.search.verifying.editors import DRAFTS, draft


def passage(page: Page) -> str:
    """A run of an article, read off its page."""
    page.goto("/articles/1/")
    text = page.locator("#p-2").inner_text()
    return text[5:35].replace("“", "").replace("”", "")


@pytest.mark.parametrize("script", [True, False])
def test_a_draft_is_checked_and_a_link_opens_at_the_passage(new_page, script):
    page = new_page(java_script_enabled=script)
    quoted = passage(page)
    page.goto("/")
    page.get_by_role("link", name="核引").click()
    page.get_by_label("稿子的文字").fill(f"有人说：“{quoted}”。又说：“{quoted[:9]}某{quoted[10:]}”。")
    page.get_by_role("button", name="核对引文").click()
    expect(page.locator("#q-1 .verdict")).to_have_text("一字不差")
    expect(page.locator("#q-2 .verdict")).to_have_text("有出入")
    expect(page.locator("#q-2 del")).to_contain_text("某")
    assert Axe().run(page).violations_count == 0 if script else True
    page.locator("#q-1 .checked__title a").click()
    expect(page.locator("mark").first).to_be_visible()
    assert page.url.partition("#")[2].startswith("p-")


@pytest.mark.parametrize("name", DRAFTS)
def test_an_editor_s_draft_is_answered_in_its_order_with_words_for_each_verdict(new_page, name):
    page = new_page()
    page.goto("/verify/")
    page.get_by_label("稿子的文字").fill(draft(name))
    page.get_by_role("button", name="核对引文").click()
    expect(page.locator(".checked .verdict")).to_have_text(DRAFTS[name])
    for number, verdict in enumerate(DRAFTS[name], 1):
        expect(page.locator(f"#q-{number} .checked__title").first).to_be_visible(visible=verdict != "馆内未见")
        expect(page.locator(f"#q-{number} ins, #q-{number} del").first).to_be_visible(visible=verdict == "有出入")


def select_in_line(page: Page) -> None:
    """Twenty characters or so, as a mouse does."""
    page.locator("#p-1").scroll_into_view_if_needed()
    box = page.locator("#p-1").bounding_box()
    assert box
    page.mouse.move(box["x"] + 60, box["y"] + 14)
    page.mouse.down()
    page.mouse.move(box["x"] + 460, box["y"] + 14, steps=4)
    page.mouse.up()


def test_selected_text_leads_to_its_checking_and_its_lineage(new_page):
    page = new_page()
    page.goto("/articles/1/")
    expect(page.locator("#selected")).to_be_hidden()
    select_in_line(page)
    expect(page.locator("#selected")).to_be_visible()
    assert Axe().run(page).violations_count == 0
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="核引", exact=True).and_(page.locator("#selected a"))).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="原样见于 1 篇")).to_be_visible()
    page.go_back()
    select_in_line(page)
    page.locator("#selected").get_by_role("link", name="核引").click()
    expect(page.locator("#q-1 .verdict")).to_have_text("一字不差")
