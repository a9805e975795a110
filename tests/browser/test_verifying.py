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


def test_quotation_and_finding_lead_to_each_other_by_keyboard_on_a_telephone_without_a_script(new_page):
    page = new_page(width=390, height=700, java_script_enabled=False)
    page.goto("/verify/")
    page.get_by_label("稿子的文字").fill(draft("county"))
    page.get_by_role("button", name="核对引文").click()
    page.locator("#d-6").press("Enter")
    expect(page.locator("#q-6 .verdict")).to_be_in_viewport()
    page.locator("#q-6 .checked__number").press("Enter")
    expect(page.locator("#d-6")).to_be_in_viewport()
    top = "getBoundingClientRect().top"
    below = page.evaluate(f"document.getElementById('q-1').{top} - document.getElementById('d-1').{top}")
    assert 0 < below < 400


def test_a_long_paragraph_is_kept_in_sight_beside_its_findings_and_printed_whole(new_page):
    page = new_page(width=1200, height=240)
    page.goto("/verify/")
    page.get_by_label("稿子的文字").fill(draft("county").replace("\n", ""))
    page.get_by_role("button", name="核对引文").click()
    page.locator("#q-6").scroll_into_view_if_needed()
    expect(page.locator(".verified__draft")).to_be_in_viewport()
    hidden = "box => box.scrollHeight - box.clientHeight"
    assert page.locator(".verified__draft").evaluate(hidden) > 0
    page.emulate_media(media="print")
    assert page.locator(".verified__draft").evaluate(hidden) == 0


def test_a_topic_is_looked_up(new_page):
    page = new_page()
    page.goto("/verify/")
    page.get_by_label("稿子的文字").fill("特色化县域经济：资源禀赋、基础设施与金融服务")
    page.get_by_role("button", name="选题查重").click()
    expect(page.locator(".entries li").first).to_contain_text("做大做强特色化县域经济")
    assert Axe().run(page).violations_count == 0


def test_without_a_script_a_passage_is_pasted_where_it_would_be_selected(new_page):
    page = new_page(java_script_enabled=False)
    quoted = passage(page)
    page.get_by_label("文中一段话").fill(quoted)
    page.get_by_role("button", name="沿革").click()
    expect(page.get_by_role("heading", name="原样见于 1 篇")).to_be_visible()


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
