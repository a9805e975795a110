"""Light and dark: the system's choice until the reader makes one, which is remembered."""

from __future__ import annotations

GROUND = "getComputedStyle(document.documentElement).backgroundColor"


def test_the_system_decides_until_the_reader_does_and_then_it_is_remembered(new_page):
    page = new_page(color_scheme="light")
    page.goto("/")
    light = page.evaluate(GROUND)
    page.get_by_role("button", name="改用深色").click()
    dark = page.evaluate(GROUND)
    assert dark != light
    page.goto("/columns/")
    assert page.evaluate(GROUND) == dark
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    page.get_by_role("button", name="改用浅色").click()
    page.reload()
    assert page.evaluate(GROUND) == light


def test_a_dark_system_gets_dark_pages_without_a_script(new_page):
    ground = {}
    for scheme in ("light", "dark"):
        page = new_page(color_scheme=scheme, java_script_enabled=False)
        page.goto("/")
        ground[scheme] = page.locator("html").evaluate("element => getComputedStyle(element).backgroundColor")
    assert ground["light"] != ground["dark"]


def test_paper_is_always_white_when_printed(new_page):
    page = new_page(color_scheme="dark")
    page.goto("/columns/")
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.documentElement).color") == "rgb(0, 0, 0)"
