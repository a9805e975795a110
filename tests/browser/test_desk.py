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


def test_a_paragraph_is_moved_to_another_article_and_back(desk):
    desk.goto("/sources/1/")
    desk.get_by_role("link", name="修订版面").click()
    body = desk.locator(".run").filter(has=desk.locator(".run__label", has_text="正文 2"))
    moved = body.first.locator(".run__text").inner_text().strip()[:20]
    body.first.locator("[name=run]").check()
    body.last.locator("[name=target]").check()
    desk.check("[name=operation][value=move]")
    desk.click("button[name=preview]")
    expect(desk.locator(".desk__preview ins").first).to_contain_text(moved)
    desk.click("button[name=apply]")
    expect(desk.locator(".messagelist")).to_contain_text("已修订")
    desk.click("button[name=undo]")
    expect(desk.locator(".desk__preview")).to_contain_text("撤销以后")
    desk.click("button[name=unmake]")
    expect(desk.locator(".messagelist")).to_contain_text("已撤销")


def test_many_articles_are_changed_after_a_look(desk):
    desk.goto("/admin/articles/article/")
    for box in desk.locator("input.action-select").all()[:2]:
        box.check()
    desk.select_option("select[name=action]", "change_many")
    desk.click("button[name=index]")
    desk.fill("#id_date", "2025-03-10")
    desk.click("input[name=preview]")
    expect(desk.locator("#content ins").first).to_contain_text("2025-03-10")
    desk.goto("/admin/articles/article/sheet/")
    expect(desk.locator("#id_file")).to_be_visible()
