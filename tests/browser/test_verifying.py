"""An editor checks a draft: pastes it, reads what was found beside it, follows a link to the passage."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect


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
