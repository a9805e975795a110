"""A reader reads: steps through matches, copies a citation, compares an article with its page."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.addresses import every_address
from tests.browser.conftest import follow


def test_matches_are_stepped_through_and_counted(page):
    page.goto("/search/?q=产业链")
    page.locator(".hits .entry__title a").first.click()
    place = page.locator("[data-place]")
    expect(place).to_have_text(re.compile(r"\d+/\d+"))
    current, total = map(int, re.findall(r"\d+", place.inner_text()))
    assert total == page.locator("mark.match").count()
    page.get_by_role("button", name="下一处").click()
    expect(place).to_have_text(f"{current % total + 1}/{total}")
    expect(page.locator("mark.match").nth(current % total)).to_be_focused()
    page.get_by_role("button", name="上一处").click()
    expect(place).to_have_text(f"{current}/{total}")


def test_a_citation_is_copied_in_one_click(new_page, site):
    page = new_page(permissions=["clipboard-read", "clipboard-write"])
    page.goto("/search/?author=严红")
    page.locator(".hits .entry__title a").click()
    page.locator("#cite-gbt7714 + button").click()
    expect(page.locator("#copied")).to_have_text("引文已复制")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("严红. 携手建设成渝“创新金三角”[N].")
    assert "[缺日期]" in copied


def test_a_run_of_the_page_and_its_article_show_each_other(page):
    page.goto("/sources/")
    page.locator("tbody a").nth(1).click()
    article = page.locator(".placed__article").first
    article.hover()
    number = article.get_attribute("data-article")
    lit = page.locator(".run.is-lit")
    expect(lit.first).to_be_visible()
    assert {run.get_attribute("data-article") for run in lit.all()} == {number}
    page.locator(".run a[href^='#n-']").first.focus()
    owner = page.locator(".run:focus-within").get_attribute("data-article")
    expect(page.locator(f".placed__article.is-lit[data-article='{owner}']")).to_be_visible()


def test_every_join_is_drawn_beside_the_page(page):
    page.goto("/sources/")
    follow(page.locator("tbody a").nth(1))
    joins = page.locator(".run[data-follows]").count()
    assert joins
    expect(page.locator(".join-line--head")).to_have_count(joins)


def test_joins_are_followed_by_their_links_without_a_script(new_page):
    page = new_page(java_script_enabled=False)
    page.goto("/sources/")
    page.locator("tbody a").nth(1).click()
    link = page.locator(".run a", has_text="接自").first
    target = link.get_attribute("href")
    link.click()
    expect(page.locator(target)).to_be_in_viewport()


def test_an_article_prints_as_an_article(page):
    page.goto("/search/?author=朱旭森")
    follow(page.locator(".hits .entry__title a"))
    page.emulate_media(media="print")
    for gone in (".masthead", ".trail", ".foot", ".join"):
        assert not page.locator(gone).first.is_visible()
    assert page.locator(".text").is_visible()
    assert page.locator("#cite-gbt7714").is_visible()


# Gives the first element that fits a name that turns the direction, and text behind it: where its characters stand.
TURN = """(element) => {
    element.textContent = "\\u202b\\u202e" + element.textContent
    const behind = document.createTextNode("第一二三")
    element.after(behind)
    return [1, 2, 3].map((place) => {
        const range = document.createRange()
        range.setStart(behind, place)
        range.setEnd(behind, place + 1)
        return range.getBoundingClientRect().left
    })
}"""
NAMES = (
    ".byline__name", ".byline__affiliation", ".kicker__column a", ".entry__title a", ".tags a", ".checks__label",
)  # fmt: skip


def test_a_name_that_turns_the_direction_turns_nothing_behind_it(page):
    page.goto("/search/?q=产业链")
    for name in NAMES:
        places = page.locator(name).first.evaluate(TURN)
        assert places == sorted(set(places)), name
    page.goto("/search/?q=产业链&view=context")
    places = page.locator(".line__from bdi").first.evaluate(TURN)
    assert places == sorted(set(places))


def test_a_long_headline_of_a_package_begins_behind_its_label_on_a_phone(new_page, site):
    page = new_page(width=390)
    page.goto(every_address(site)["feature"])
    page.locator(".entry__title a").first.click()
    label = page.locator(".kicker__feature").first
    below = "label => label.querySelector('a').getClientRects()[0].top - label.getBoundingClientRect().top"
    label.evaluate("label => { label.querySelector('a').textContent = '打造成渝地区双城经济圈的产业集群'.repeat(2) }")
    assert label.evaluate(below) < 12
