"""The curators' workplaces in a real browser: keys, and panes that scroll by themselves."""

from __future__ import annotations

from playwright.sync_api import expect


def test_findings_are_settled_by_keys(desk):
    desk.goto("/admin/articles/problem/queue/")
    expect(desk.locator(".run--doubted mark")).to_be_in_viewport()
    first = desk.url
    desk.keyboard.press("j")
    expect(desk).not_to_have_url(first)
    desk.keyboard.press("k")
    expect(desk).to_have_url(first)
    desk.keyboard.press("e")
    expect(desk.locator("#id_text")).to_be_focused()
    desk.keyboard.type("一")
    desk.keyboard.press("Escape")
    title = desk.input_value("#id_text")
    desk.keyboard.press("a")
    expect(desk.locator(".messagelist")).to_contain_text("已改正")
    expect(desk.locator("#id_text")).not_to_have_value(title)
