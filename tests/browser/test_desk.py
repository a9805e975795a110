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


def test_what_a_theme_gains_and_loses_is_seen_before_it_is_saved(desk):
    desk.goto("/admin/articles/theme/")
    desk.click("#result_list >> text=体育产业")
    terms = desk.input_value("#id_term_lines")
    desk.fill("#id_term_lines", "县域经济 5")
    desk.click("input[name=_preview]")
    expect(desk.locator("#content")).to_contain_text("得到这个主题的文章：1 篇")
    expect(desk.locator("#content")).to_contain_text("失去这个主题的文章：1 篇")
    desk.click("text=不保存")
    expect(desk.locator("#id_term_lines")).to_have_value(terms)


PAGES = (
    "", "articles/article/1/change/", "articles/article/1/delete/", "articles/author/1/change/",
    "articles/importbatch/upload/", "articles/importbatch/1/change/", "articles/importbatch/1/undo/",
    "articles/article/sheet/", "articles/organisation/", "articles/problem/queue/", "articles/theme/1/change/",
    "articles/trashitem/", "articles/sourcedocument/1/repair/", "auth/user/1/change/", "auth/group/1/change/",
)  # fmt: skip
TOO_WIDE = """() => [document.documentElement, ...document.querySelectorAll('.inline-group')]
    .filter(part => part.scrollWidth > innerWidth).map(part => part.id || part.tagName)"""


def test_no_page_of_the_desk_is_wider_than_a_phone(desk):
    desk.set_viewport_size({"width": 390, "height": 844})
    wide = {}
    for page in PAGES:
        assert desk.goto(f"/admin/{page}").ok
        wide[page] = desk.evaluate(TOO_WIDE)
    assert {page: parts for page, parts in wide.items() if parts} == {}
