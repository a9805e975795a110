"""A curator works in the admin, in a real browser, under the site's own policy."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.accessibility import TWO_OR_ALL, violations
from tests.browser.conftest import follow


def open_article(desk: Page, words: str) -> None:
    desk.goto("/admin/articles/article/")
    desk.fill("#searchbar", words)
    desk.press("#searchbar", "Enter")
    desk.locator("#result_list tbody th a").first.click()
    expect(desk.locator("#id_body")).to_be_visible()


@pytest.mark.parametrize("looks", TWO_OR_ALL, ids=["two looks", "all"])
def test_the_page_to_sign_in_on_is_accessible(page, looks):
    page.goto("/admin/login/")
    assert not list(violations(page, looks))


def test_the_queue_leads_to_what_waits(desk):
    desk.goto("/admin/")
    desk.locator("#review-queue a", has_text="待复核文章").click()
    expect(desk.locator("#result_list tbody tr").first).to_be_visible()


def test_an_edited_title_is_found_at_once_and_can_be_restored(desk):
    open_article(desk, "数字贸易")
    before = desk.input_value("#id_title")
    desk.fill("#id_title", f"{before}玄武岩之路")
    desk.locator("input[name=_continue]").first.click()
    expect(desk.locator(".field-restore")).to_contain_text(before)
    desk.goto("/search/?q=玄武岩之路")
    expect(desk.locator("main")).to_contain_text("玄武岩")
    open_article(desk, "玄武岩")
    for box in desk.locator(".field-restore input[type=checkbox]").all():
        box.check()
    desk.locator("input[name=_continue]").first.click()
    expect(desk.locator("#id_title")).to_have_value(before)


def test_a_theme_is_chosen_by_typing(desk):
    open_article(desk, "体育产业")
    group = desk.locator("#theme_assignments-group")
    group.locator(".add-row a").click()
    group.locator(".inline-related:not(.empty-form) .select2-selection").last.click()
    desk.locator(".select2-search__field").fill("fazhi")
    expect(desk.locator(".select2-results__option", has_text="法治建设")).to_be_visible()


@pytest.mark.parametrize("model", ["article", "author", "column", "theme", "feature", "problem"])
def test_every_form_and_history_keeps_to_the_policy(desk, model):
    desk.goto(f"/admin/articles/{model}/")
    desk.locator("#result_list tbody th a").first.click()
    desk.locator(".historylink").first.click()
    expect(desk.locator("#content")).to_be_visible()


def test_an_old_version_is_opened_from_the_history(desk):
    open_article(desk, "县域经济")
    desk.fill("#id_subtitle", "怎样做强")
    desk.locator("input[name=_continue]").first.click()
    desk.locator(".historylink").first.click()
    desk.locator("#change-history a").last.click()
    expect(desk.locator("#id_body")).to_be_visible()
    expect(desk.locator(".breadcrumbs")).to_contain_text("首页 › 文章库 › 文章 › 做大做强特色化县域经济 › 历史 › 旧版")
    expect(desk.locator(".submit-row input").first).to_have_value("恢复这一版")


@pytest.mark.parametrize("width", [1280, 1440])
def test_the_list_of_articles_is_whole_beside_its_filters(desk, width):
    desk.set_viewport_size({"width": width, "height": 800})
    desk.goto("/admin/articles/article/")
    list_ = desk.locator("#changelist .results")
    assert list_.evaluate("list => list.scrollWidth - list.clientWidth") == 0
    expect(desk.locator("#changelist-filter")).to_be_visible()


def test_on_a_phone_no_column_is_narrower_than_a_word_and_a_history_has_none(desk):
    desk.set_viewport_size({"width": 390, "height": 844})
    for listed in ("problem", "sourcedocument", "author", "article"):
        desk.goto(f"/admin/articles/{listed}/")
        cells = desk.locator("#result_list tbody tr").first.locator("th, td:not(.action-checkbox)")
        assert min(cells.evaluate_all("cells => cells.map(cell => cell.clientWidth)")) >= 60, listed
    follow(desk.locator("#result_list tbody th a").first)
    follow(desk.locator(".historylink").first)
    cells = desk.locator("#change-history tbody tr").first.locator("td")
    assert min(cells.evaluate_all("cells => cells.map(cell => cell.clientWidth)")) > 250


def test_what_a_difference_marks_is_dark_at_night(desk):
    desk.emulate_media(color_scheme="dark")
    desk.goto("/admin/articles/sourcedocument/1/repair/")
    shown = "<p class='desk__difference'><ins>新</ins><del>旧</del></p>"
    desk.locator("#content").evaluate("(content, shown) => content.insertAdjacentHTML('beforeend', shown)", shown)
    for mark in desk.locator(".desk__difference").locator("ins, del").all():
        ground, ink = (
            mark.evaluate(f"mark => getComputedStyle(mark).{name}.match(/\\d+/g).slice(0, 3).map(Number)")
            for name in ("backgroundColor", "color")
        )
        assert max(ground) < 90 < 200 < min(ink)


def test_the_panes_of_a_page_to_be_mended_end_above_the_window_s_edge_though_a_message_stands_above(desk):
    desk.set_viewport_size({"width": 1280, "height": 800})
    desk.goto("/admin/articles/sourcedocument/1/repair/")
    said = "<ul class='messagelist'><li class='success'>已修订：第 1 处</li></ul>"
    desk.locator("#content").evaluate("(content, said) => content.insertAdjacentHTML('beforebegin', said)", said)
    for pane in desk.locator(".desk__work, .desk__source").all():
        box = pane.bounding_box()
        assert box["y"] + box["height"] <= 800
