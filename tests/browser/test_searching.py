"""A reader searches: with the script, without it, with an input method, with the keyboard alone."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from search.text.folding import fold_text
from tests.browser.conftest import follow


def parameters(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def count(page: Page) -> int:
    return int(re.sub(r"\D", "", page.locator(".results__number").inner_text()))


def choose(page: Page, label: str) -> None:
    """Tick a filter, whatever its count is now."""
    page.get_by_role("checkbox", name=re.compile(f"^{label}")).check()


def search_for(page: Page, words: str) -> None:
    page.locator("#q").fill(words)
    page.locator("#q").press("Enter")


@pytest.fixture(params=["script", "no script"])
def any_page(request, new_page) -> Page:
    """A window with JavaScript, and one without: both have to serve the reader."""
    return new_page(java_script_enabled=request.param == "script")


def apply(page: Page) -> None:
    """Without a script the filters are sent by their button."""
    button = page.get_by_role("button", name="应用筛选")
    if button.is_visible():
        button.click()


def test_type_filter_remove_open_and_come_back(any_page):
    page = any_page
    page.goto("/")
    search_for(page, "成渝")
    expect(page.locator("h1")).to_contain_text("成渝")
    everything = count(page)
    assert parameters(page) == {"q": ["成渝"]}

    for label in ("智库圆桌", "决策建议"):
        choose(page, label)
        apply(page)
        expect(page.locator(".chips")).to_contain_text(label)
    assert parameters(page)["column"] == ["智库圆桌", "决策建议"]
    two_columns = count(page)
    assert 0 < two_columns < everything

    choose(page, "严红")
    apply(page)
    expect(page.locator(".results__number")).to_have_text("1 篇")
    assert page.title().startswith("“成渝”　栏目：")
    assert "作者：严红 1 篇" in page.title()

    page.get_by_role("link", name="移除 作者：严红").click()
    expect(page.locator(".results__number")).to_have_text(f"{two_columns} 篇")
    page.go_back()
    expect(page.locator(".results__number")).to_have_text("1 篇")
    expect(page.get_by_role("checkbox", name=re.compile("^严红"))).to_be_checked()
    page.go_forward()
    expect(page.locator(".results__number")).to_have_text(f"{two_columns} 篇")

    found = page.url
    second = page.locator(".hits .entry__title a").nth(1)
    title = second.inner_text()
    follow(second)
    expect(page.locator("h1")).to_have_text(title)
    assert page.locator("mark").count() > 0
    expect(page.locator(".trail__place")).to_have_text(f"2 / {two_columns}")
    follow(page.get_by_role("link", name="返回结果"))
    assert page.url.split("#")[0] == found
    expect(page.locator(".results__number")).to_have_text(f"{two_columns} 篇")
    page.get_by_role("link", name="清除全部").click()
    expect(page.locator(".results__number")).to_have_text(f"{everything} 篇")


def test_the_next_hit_is_read_from_the_article(any_page):
    page = any_page
    page.goto("/search/?q=产业链")
    titles = page.locator(".hits .entry__title a").all_inner_texts()
    page.locator(".hits .entry__title a").first.click()
    page.get_by_role("link", name="下一篇").click()
    expect(page.locator("h1")).to_have_text(titles[1])
    page.get_by_role("link", name="上一篇").click()
    expect(page.locator("h1")).to_have_text(titles[0])


def test_results_change_in_place_and_focus_stays(page):
    page.goto("/search/?q=产业链")
    page.evaluate("window.sameDocument = true")
    choose(page, "智库圆桌")
    expect(page.locator(".chips")).to_contain_text("智库圆桌")
    assert page.evaluate("window.sameDocument") is True
    assert "智库圆桌" in page.evaluate("document.activeElement.value")
    expect(page.locator("#announcement")).to_have_text(f"找到 {count(page)} 篇")
    assert page.title().startswith("“产业链”　栏目：智库圆桌")


def test_what_is_typed_is_searched_without_a_history_entry_for_every_key(page):
    page.goto("/search/")
    before = page.evaluate("history.length")
    page.locator("#q").press_sequentially("体育产业", delay=30)
    expect(page.locator("h1 q")).to_have_text("体育产业")
    assert parameters(page) == {"q": ["体育产业"]}
    assert page.evaluate("history.length") == before
    assert page.evaluate("document.activeElement.id") == "q"


def test_a_stale_answer_never_replaces_a_newer_one(page):
    page.goto("/search/")
    held = []
    page.route("**/search/?q=%E5%85%A8*", lambda route: held.append(route))
    search_for(page, "全国")
    page.wait_for_timeout(200)
    page.locator("#q").fill("体育产业")
    page.locator("#q").press("Enter")
    expect(page.locator("h1 q")).to_have_text("体育产业")
    for route in held:
        route.continue_()
    page.wait_for_timeout(300)
    expect(page.locator("h1 q")).to_have_text("体育产业")


def test_nothing_is_sent_while_an_input_method_composes(page):
    page.goto("/search/")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/search/" in request.url else None)
    page.locator("#q").focus()
    client = page.context.new_cdp_session(page)
    for composed in ("c", "ch", "chan", "chanye", "产业"):
        client.send(
            "Input.imeSetComposition",
            {"text": composed, "selectionStart": len(composed), "selectionEnd": len(composed)},
        )
        page.wait_for_timeout(150)
    page.keyboard.press("Enter")
    page.wait_for_timeout(600)
    assert asked == []
    client.send("Input.insertText", {"text": "产业链"})
    expect(page.locator("h1 q")).to_have_text("产业链")
    assert len(asked) == 1


def test_names_are_suggested_by_initials_and_chosen_with_the_keyboard(page):
    page.goto("/columns/")
    page.locator("#q").press_sequentially("zxs", delay=20)
    suggestion = page.get_by_role("option").first
    expect(suggestion).to_contain_text("朱旭森")
    expect(page.locator("#q")).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    expect(suggestion).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    page.wait_for_url("**/authors/*/")
    expect(page.locator("h1")).to_contain_text("朱旭森")


def test_suggestions_leave_when_they_are_not_wanted(page):
    page.goto("/columns/")
    page.locator("#q").press_sequentially("产业", delay=20)
    expect(page.get_by_role("listbox")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=*")


def test_every_occurrence_is_shown_in_its_context_and_opens_at_it(any_page):
    page = any_page
    page.goto("/search/?q=产业链")
    page.get_by_role("link", name="语境").click()
    expect(page.locator(".line").first).to_be_visible()
    page.get_by_role("link", name="依后文").click()
    expect(page.get_by_role("link", name="依后文")).to_have_attribute("aria-current", "true")
    assert parameters(page) == {"q": ["产业链"], "view": ["context"], "order": ["right"]}
    rights = page.locator(".line__right").all_inner_texts()
    assert rights == sorted(rights, key=fold_text)
    line = page.locator(".line a").nth(2)
    anchor = urlsplit(line.get_attribute("href")).fragment
    line.click()
    expect(page.locator(f"#{anchor} mark").first).to_be_in_viewport()


def test_long_facets_are_narrowed_by_initials(page):
    page.goto("/search/")
    page.locator("#find-author-text").press_sequentially("zxs", delay=20)
    authors = page.locator("#facet-author-values label")
    expect(authors).to_have_count(1)
    expect(authors).to_contain_text("朱旭森")
    choose(page, "朱旭森")
    expect(page.locator(".results__number")).to_have_text("1 篇")


def test_long_facets_have_a_plain_page(new_page):
    page = new_page(java_script_enabled=False)
    page.goto("/search/?q=产业")
    page.locator("#facet-author").get_by_role("link", name=re.compile("^更多")).click()
    choose(page, "朱旭森")
    page.get_by_role("button", name="应用筛选").click()
    expect(page.locator(".results__number")).to_have_text("1 篇")
    assert parameters(page)["q"] == ["产业"]


def test_nothing_found_leads_on(any_page):
    page = any_page
    page.goto("/search/?q=体育产业&column=资政参考")
    expect(page.locator(".nothing")).to_contain_text("没有文章")
    page.get_by_role("link", name="移除 栏目：资政参考").last.click()
    expect(page.locator(".results__number")).not_to_have_text("0 篇")


def test_a_query_that_cannot_be_read_is_repaired_by_a_link(any_page):
    page = any_page
    page.goto("/search/")
    search_for(page, "产业" * 120)
    expect(page.locator("h1")).to_have_text("检索式太长")
    page.locator(".unreadable a[rel=nofollow]").first.click()
    expect(page.locator(".results__number")).to_be_visible()


def test_filters_on_a_phone_open_and_stay_open(new_page):
    page = new_page(width=390, height=800)
    page.goto("/search/?q=产业链")
    assert not page.locator("#facet-column").is_visible()
    page.locator("#filters-open").click()
    choose(page, "智库圆桌")
    expect(page.locator("#filters-open")).to_have_text("筛选 (1)")
    expect(page.locator("#facet-column")).to_be_visible()


def scrolls(page: Page) -> bool:
    """Whether the page is scrolled within seconds. Playwright's own waiting evaluates text: the policy forbids it."""
    for _ in range(100):
        if page.evaluate("window.scrollY") > 0:
            return True
        page.wait_for_timeout(50)
    return False


def test_arrows_lead_from_hit_to_hit_and_scroll_elsewhere(page):
    page.goto("/search/?q=产业链")
    page.keyboard.press("ArrowDown")
    assert scrolls(page)
    titles = page.locator(".hits .entry__title a")
    titles.nth(0).focus()
    page.keyboard.press("ArrowDown")
    expect(titles.nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(titles.nth(0)).to_be_focused()


SHIFTS = """
  window.shifted = 0;
  new PerformanceObserver((list) => { for (const entry of list.getEntries()) window.shifted += entry.value; })
    .observe({ type: "layout-shift", buffered: true });
"""


@pytest.mark.parametrize("width", [390, 1440])
def test_nothing_moves_when_a_script_comes_late(new_page, width):
    page = new_page(width=width)
    page.goto("/search/?q=产业链")
    found = page.locator(".hits .entry__title a").first.get_attribute("href").partition("#")[0]
    page.add_init_script(SHIFTS)
    for name in ("matches", "keys"):
        page.route(f"**/{name}*.js", lambda route: (page.wait_for_timeout(400), route.continue_()))
    for address in (found, "/columns/", "/api/docs"):
        page.goto(address, wait_until="networkidle")
        assert page.evaluate("window.shifted") == 0, address


def test_nothing_moves_when_results_swap(page):
    page.add_init_script(SHIFTS)
    page.goto("/search/?q=产业链", wait_until="networkidle")
    frame = (page.locator("#q"), page.locator("#filters"), page.locator("#result"), page.locator("h1"))
    before = [part.bounding_box() for part in frame]
    loaded = page.evaluate("window.shifted")
    choose(page, "智库圆桌")
    expect(page.locator(".chips")).to_contain_text("智库圆桌")
    search_for(page, "体育产业")
    expect(page.locator("h1 q")).to_have_text("体育产业")
    page.wait_for_timeout(300)
    after = [part.bounding_box() for part in frame]
    for was, now in zip(before, after, strict=True):
        assert (was["x"], was["y"]) == (now["x"], now["y"])
    assert page.evaluate("window.shifted") == loaded


def test_the_keyboard_alone_is_enough(page):
    page.goto("/columns/")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "q"
    page.keyboard.type("产业链")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=*")
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    page.keyboard.press("j")
    titles = page.locator(".hits .entry__title a")
    expect(titles.nth(1)).to_be_focused()
    page.keyboard.press("k")
    expect(titles.nth(0)).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/articles/**")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()


NOTICE = """() => {
  const notice = document.createElement("aside");
  notice.className = "site-notice";
  notice.textContent = "演示馆：报纸、文章皆属虚构拼成。";
  document.querySelector(".skip").after(notice);
}"""
LONG = "推动成渝地区双城经济圈建设"


@pytest.mark.parametrize("width", [360, 390, 768, 1440])
def test_the_first_hit_stands_within_the_first_300_px_under_a_notice_too(new_page, width):
    page = new_page(width=width)
    for asked in (
        "产业链&view=list",
        "產業鏈",
        "产业链&view=compact",
        "产业链&view=context",
        LONG,
        "产业&column=智库圆桌&column=决策建议",
    ):
        page.goto(f"/search/?q={asked}")
        page.evaluate(NOTICE)
        assert page.locator("#hits > li").first.bounding_box()["y"] < 300, asked


@pytest.mark.parametrize(("width", "height", "whole"), [(1440, 900, 2), (390, 844, 1)])
def test_the_first_screen_holds_whole_hits(new_page, width, height, whole):
    page = new_page(width=width, height=height)
    page.goto("/search/?q=产业链&view=list")
    page.evaluate(NOTICE)
    assert (
        page.locator(".hits > li .hit").nth(whole - 1).evaluate("hit => hit.getBoundingClientRect().bottom") <= height
    )


def test_what_is_chosen_is_one_line_on_a_phone_with_the_way_to_be_rid_of_it_in_sight(new_page):
    page = new_page(width=360)
    page.goto("/search/?q=产业&column=智库圆桌&column=决策建议&author=严红")
    assert page.locator(".chips").bounding_box()["height"] < 40
    expect(page.get_by_role("link", name="清除全部")).to_be_in_viewport(ratio=1)
    page.get_by_role("link", name="移除 作者：严红").click()
    expect(page.locator(".chips")).not_to_contain_text("严红")


@pytest.mark.parametrize("width", [390, 1440])
def test_the_first_hit_is_reached_in_a_few_keys(new_page, width):
    page = new_page(width=width)
    page.goto("/search/?q=產業鏈")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    for _ in range(3):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('.entry__title') !== null"):
            return
    pytest.fail("the title of the first hit is more than three keys behind the skip link")


def test_the_chosen_list_is_remembered(any_page):
    page = any_page
    page.goto("/search/?q=产业链")
    page.get_by_role("link", name="简表").click()
    expect(page.locator(".hit--compact").first).to_be_visible()
    page.goto("/search/?q=体育产业")
    expect(page.locator(".hit--compact").first).to_be_visible()
    page.get_by_role("link", name="列表").click()
    expect(page.locator(".hit--compact")).to_have_count(0)
    assert parameters(page) == {"q": ["体育产业"]}


@pytest.mark.parametrize("width", [390, 1440])
def test_a_compact_hit_is_two_lines_with_its_match_in_sight_and_nothing_cut_but_by_an_ellipsis(new_page, width):
    page = new_page(width=width)
    page.goto("/search/?q=产业链&view=compact")
    heights = page.locator(".hit--compact").evaluate_all("hits => hits.map(hit => hit.getBoundingClientRect().height)")
    assert max(heights) < 62
    lines = page.locator(".hit__passage:has(mark)")
    unseen = """lines => lines.filter(line => line.querySelector("mark").getBoundingClientRect().right
                                            > line.getBoundingClientRect().right).map(line => line.textContent)"""
    assert lines.count() > 0
    assert lines.evaluate_all(unseen) == []
    uncut = """cut => cut.filter(one => getComputedStyle(one).textOverflow != "ellipsis").length"""
    assert page.locator(".hit__title a, .hit__passage, .hit--compact mark").evaluate_all(uncut) == 0
    parted = """marks => marks.filter(mark => getComputedStyle(mark).display != "inline-block").length"""
    assert page.locator(".hit--compact mark").evaluate_all(parted) == 0, "half a match would lie under the ellipsis"


@pytest.mark.parametrize("width", [360, 390])
def test_what_to_type_is_read_whole_on_a_phone(new_page, width):
    page = new_page(width=width)
    page.goto("/")
    free = """box => {
      const pen = document.createElement("canvas").getContext("2d");
      pen.font = getComputedStyle(box).font;
      return box.clientWidth - pen.measureText(box.placeholder).width;
    }"""
    assert page.locator(".searchbox--large input").evaluate(free) >= 0


def test_the_buttons_over_the_hits_stand_level_on_a_phone(new_page):
    page = new_page(width=390)
    page.goto("/search/?q=产业链")
    take, sheet = (page.locator(name).bounding_box() for name in (".take > summary", ".filters > summary"))
    assert abs(take["y"] - sheet["y"]) < 1
    page.locator(".hits .pick input").first.check()
    bar, nav = (page.locator(name).bounding_box() for name in (".picked-bar", ".masthead .nav"))
    assert max(bar["height"], nav["height"]) < 60, "the bar of what is ticked, or the site's pages, take two lines"


def test_the_filters_of_a_phone_are_a_sheet_that_its_count_closes(new_page):
    page = new_page(width=390, height=800)
    page.goto("/search/?q=产业链")
    page.locator("#filters-open").click()
    choose(page, "智库圆桌")
    closing = page.get_by_role("button", name=re.compile("^查看"))
    expect(page.locator(".chips")).to_contain_text("智库圆桌")
    expect(closing).to_contain_text(f"查看 {count(page)} 篇")
    expect(closing).to_be_in_viewport()
    closing.click()
    expect(page.locator("#facet-column")).to_be_hidden()
    expect(page.locator(".chips")).to_contain_text("智库圆桌")


def test_the_sheet_of_filters_is_used_and_left_by_the_keyboard(new_page):
    page = new_page(width=390, height=800)
    page.goto("/search/?q=产业链")
    page.locator("#filters-open").press("Enter")
    box = page.get_by_role("checkbox", name=re.compile("^智库圆桌"))
    box.press("Space")
    expect(page.locator(".chips")).to_contain_text("智库圆桌")
    expect(box).to_be_focused()
    page.get_by_role("button", name=re.compile("^查看")).press("Enter")
    expect(page.locator(".filters__body")).to_be_hidden()
    expect(page.locator("#filters-open")).to_be_focused()
    page.locator("#filters-open").press("Enter")
    page.get_by_role("button", name=re.compile("^查看")).press("Tab")
    expect(page.locator(".filters__body")).to_be_hidden()


def test_without_a_script_the_sheet_s_button_applies_the_filters(new_page):
    page = new_page(width=390, height=800, java_script_enabled=False)
    page.goto("/search/?q=产业链")
    page.locator("#filters-open").click()
    choose(page, "智库圆桌")
    page.get_by_role("button", name="应用筛选").click()
    expect(page.locator(".chips")).to_contain_text("智库圆桌")
    expect(page.locator(".filters__body")).to_be_hidden()


def test_single_hits_are_ticked_across_pages_and_taken_along(page):
    page.goto("/search/?q=产业链")
    boxes = page.locator(".hits .pick input")
    boxes.nth(0).check()
    boxes.nth(1).check()
    page.goto("/search/?q=体育产业")
    expect(page.locator("[data-picked-count]")).to_have_text("已勾选 2 篇")
    page.get_by_role("button", name="导出、引用或存下这几篇").click()
    expect(page.locator("h1")).to_have_text("勾选的 2 篇")
    page.get_by_role("checkbox").first.uncheck()
    page.get_by_role("button", name="只留勾着的").click()
    expect(page.locator("h1")).to_have_text("勾选的 1 篇")
    page.go_back()
    page.goto("/search/?q=产业链")
    page.get_by_role("button", name="清空").click()
    expect(page.locator(".picked-bar")).to_be_hidden()


def test_what_was_cleared_stays_so_after_a_search_that_came_into_the_page(page):
    """What is for browsers without scripts comes along with it."""
    for place in (0, 1):
        page.goto("/search/?q=体育产业")
        search_for(page, "产业链")
        expect(page.locator("[data-query]")).to_have_attribute("data-query", "产业链")
        page.locator(".hits .pick input").nth(place).check()
        page.get_by_role("button", name="导出、引用或存下这几篇").click()
        expect(page.locator("h1")).to_have_text("勾选的 1 篇")
        page.goto("/search/?q=产业链")
        page.get_by_role("button", name="清空").click()


def test_without_a_script_what_is_ticked_on_the_page_is_taken_along(new_page):
    page = new_page(java_script_enabled=False)
    page.goto("/search/?q=产业链")
    page.locator(".hits .pick input").nth(1).check()
    page.get_by_role("button", name="导出、引用或存下这几篇").click()
    expect(page.locator("h1")).to_have_text("勾选的 1 篇")


def test_without_a_script_what_is_ticked_comes_to_what_was_ticked_on_other_pages(new_page):
    page = new_page(java_script_enabled=False)
    for words in ("产业链", "体育产业"):
        page.goto(f"/search/?q={words}&sort=title")
        expect(page.locator(".picked-bar")).to_be_hidden()
        page.locator(".hits .pick input").first.check()
        expect(page.locator(".picked-bar")).to_contain_text("勾选的就加到一起", use_inner_text=True)
        page.get_by_role("button", name="导出、引用或存下这几篇").click()
    expect(page.locator("h1")).to_have_text("勾选的 2 篇")
    page.get_by_role("checkbox").first.uncheck()
    page.get_by_role("button", name="只留勾着的").click()
    expect(page.locator("h1")).to_have_text("勾选的 1 篇")
    assert "kept" not in page.url


def test_no_line_in_context_is_cut_within_a_character_on_a_phone(new_page):
    page = new_page(width=390, height=800)
    page.goto("/search/?q=产业链&view=context")
    for side in (page.locator(".line__left").first, page.locator(".line__right").first):
        assert side.evaluate("(box) => getComputedStyle(box).textOverflow") == "ellipsis"
    assert all(box["height"] < 45 for box in (line.bounding_box() for line in page.locator(".line").all()[:9]))
