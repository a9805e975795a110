"""The curators' workplaces in a real browser: keys, and panes that scroll by themselves."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import follow, sign_in
from tests.browser.test_batches import SLOW
from tests.served_site import SignIn

SECOND = SignIn("li", "another-pair-of-eyes")


def test_findings_are_settled_by_keys(desk):
    desk.goto("/admin/articles/problem/queue/")
    expect(desk.locator(".run--doubted mark")).to_be_in_viewport()
    expect(desk.get_by_role("link", name="修订版面")).to_be_in_viewport()
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


def test_two_pairs_of_eyes_settle_a_finding(desk, new_page):
    """Whoever looks second is an 编辑, made here, who sees what the role may do and no more."""
    desk.goto("/admin/auth/user/add/")
    for field, said in (("username", "li"), ("password1", SECOND.password), ("password2", SECOND.password)):
        desk.fill(f"#id_{field}", said)
    desk.locator("input[name=_save]").first.click()
    desk.get_by_label("编辑", exact=True).check()
    follow(desk.locator("input[name=_save]").first)
    desk.goto("/admin/")
    follow(desk.locator("#review-queue a", has_text="推定标题"))
    finding = desk.url
    desk.fill("#id_text", "两个人都看过的题目")
    desk.click("button[name=save]")
    expect(desk.locator(".messagelist")).to_contain_text("已改正")
    other = new_page()
    sign_in(other, SECOND)
    other.goto(finding)
    expect(other.locator(".desk__settled")).to_contain_text("wang在")
    other.click("button[name=return]")
    expect(other.locator(".messagelist")).to_contain_text("已退回")
    desk.goto(finding)
    expect(desk.locator(".desk__settled")).to_contain_text("li退回了")
    follow(desk.locator(".desk__answers button").first)  # the likeliest answer
    other.goto(finding)
    other.click("text=同意")
    expect(other.locator(".messagelist")).to_be_visible()
    desk.goto(finding)
    expect(desk.locator(".desk__settled")).to_contain_text(re.compile("wang在.*li在.*复核"))
    other.goto("/admin/articles/column/1/change/")
    expect(other.locator("#content")).to_contain_text("您的角色不能")
    expect(other.locator("input[name=_save]")).to_have_count(0)
    assert other.goto("/admin/articles/trashitem/").ok
    assert other.goto("/admin/auth/user/").status == 403


def mend(desk: Page, operation: str, *runs: Locator, target: Locator | None = None) -> None:
    for run in runs:
        run.locator("[name=run]").check()
    if target:
        target.locator("[name=target]").check()
    desk.check(f"[name=operation][value={operation}]")
    desk.locator("button[name=preview]").first.click()
    expect(desk.locator(".desk__preview")).to_contain_text("还没有保存")


def keep(desk: Page) -> None:
    desk.click("button[name=apply]")
    expect(desk.locator(".messagelist")).to_contain_text("已修订")


def unmake(desk: Page) -> None:
    desk.locator("button[name=undo]").first.click()
    expect(desk.locator(".desk__preview")).to_contain_text("撤销以后")
    desk.click("button[name=unmake]")
    expect(desk.locator(".messagelist")).to_contain_text("已撤销")


def test_a_page_is_mended_in_every_way_and_every_way_is_undone(desk):
    desk.goto("/sources/1/")
    follow(desk.get_by_role("link", name="修订版面"))
    labelled = {part: desk.locator(".run").filter(has=desk.locator(".run__label", has_text=part))
                for part in ("标题", "正文 1", "正文 2", "正文 3")}  # fmt: skip
    second = labelled["正文 2"]
    before = desk.locator(".desk__source").inner_text()
    moved = second.first.locator(".run__text").inner_text().strip()[:20]
    mend(desk, "move", second.first, target=second.last)
    expect(desk.locator(".desk__preview ins").first).to_contain_text(moved)
    keep(desk)
    unmake(desk)
    mend(desk, "move", second.first, target=labelled["正文 3"].first)  # another order in the same article
    keep(desk)
    unmake(desk)
    mend(desk, "join", second.first)
    keep(desk)
    mend(desk, "part", labelled["正文 1"].first.locator("xpath=following-sibling::*[1]"))
    keep(desk)
    unmake(desk)
    unmake(desk)
    desk.fill("#id_title", "另成的一篇")
    mend(desk, "new", second.first)
    expect(desk.locator(".desk__preview")).to_contain_text("新增《另成的一篇》")
    keep(desk)
    unmake(desk)
    mend(desk, "merge", labelled["标题"].last, target=labelled["标题"].first)
    expect(desk.locator(".desk__preview")).to_contain_text("移除")
    keep(desk)
    unmake(desk)
    mend(desk, "mark", second.first)
    follow(desk.locator(".desk__preview >> text=取消"))
    assert desk.locator(".desk__source").inner_text() == before


def test_a_line_is_the_title_or_the_subtitle_and_is_text_again(desk):
    desk.goto("/admin/articles/sourcedocument/1/repair/")
    line = desk.locator(".run", has_text="正文 2").first
    said = line.locator(".run__text").inner_text()
    desk.select_option("[name=line]", "subtitle")
    mend(desk, "head", line)
    expect(desk.locator(".desk__preview ins").first).to_contain_text(f"副题：{said[:10]}")
    desk.select_option("[name=line]", "title")
    mend(desk, "head")  # the choice is kept
    expect(desk.locator(".desk__preview")).to_contain_text(f"改动《{said[:10]}")
    keep(desk)
    expect(desk.locator(".run", has_text=said[:20]).locator(".run__label")).to_contain_text("标题")
    unmake(desk)
    expect(desk.locator(".run", has_text=said[:20]).locator(".run__label")).to_contain_text("正文 2")


def test_many_articles_are_changed_after_a_look_and_all_are_changed_back(desk):
    def dates() -> list[str]:
        desk.goto("/admin/articles/article/?o=1")
        return desk.locator("#result_list .field-published_on").all_inner_texts()

    before = dates()
    for box in desk.locator("input.action-select").all()[:2]:
        box.check()
    desk.select_option("select[name=action]", "change_many")
    desk.click("button[name=index]")
    desk.fill("#id_date", "2025-03-10")
    desk.click("input[name=preview]")
    expect(desk.locator("#content ins").first).to_contain_text("2025-03-10")
    desk.click("input[name=confirm]")
    expect(desk.locator(".messagelist")).to_contain_text("可以整批撤销")
    assert dates()[:2] == ["2025年3月10日"] * 2
    desk.goto("/admin/articles/importbatch/")
    desk.locator("#result_list tbody th a").first.click()
    desk.click("text=撤销这一批…")
    desk.click("input[value=撤销这一批]")
    expect(desk.locator("#batch")).to_contain_text("已撤销", timeout=SLOW)
    assert dates() == before


def test_what_a_theme_gains_and_loses_is_seen_before_it_is_saved(desk):
    desk.goto("/admin/articles/theme/")
    desk.click("#result_list >> text=体育产业")
    terms = desk.input_value("#id_term_lines")
    desk.fill("#id_term_lines", "县域经济 5")
    desk.click("input[name=_preview]")
    expect(desk.locator("#content")).to_contain_text(re.compile("得到主题“.+”的文章：1 篇"))
    expect(desk.locator("#content")).to_contain_text(re.compile("失去主题“.+”的文章：1 篇"))
    desk.click("text=不保存")
    expect(desk.locator("#id_term_lines")).to_have_value(terms)


PAGES = (
    "", "articles/article/1/change/", "articles/article/1/delete/", "articles/author/1/change/",
    "articles/importbatch/upload/", "articles/importbatch/1/change/", "articles/importbatch/1/undo/",
    "articles/article/sheet/", "articles/organisation/", "articles/problem/queue/", "articles/theme/1/change/",
    "articles/trashitem/", "articles/sourcedocument/1/repair/", "auth/user/1/change/", "auth/group/1/change/",
)  # fmt: skip
TOO_WIDE = """() => [document.documentElement, ...document.querySelectorAll('.inline-group, .form-row')]
    .filter(part => part.clientWidth && part.scrollWidth > Math.min(innerWidth, part.clientWidth))
    .map(part => part.id || part.className || part.tagName)"""


def test_no_page_of_the_desk_is_wider_than_a_phone(desk):
    desk.set_viewport_size({"width": 390, "height": 844})
    wide = {}
    for page in PAGES:
        assert desk.goto(f"/admin/{page}").ok
        wide[page] = desk.evaluate(TOO_WIDE)
    assert {page: parts for page, parts in wide.items() if parts} == {}
