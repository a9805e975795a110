"""Pictures, files and kept lists, with and without a script, by mouse and by keyboard."""

from __future__ import annotations

import re

import pytest

from tests.browser.accessibility import TWO_OR_ALL, WIDTHS, violations

PICTURES = "/insights/?theme=成渝地区双城经济圈&term=川渝&term=人才"

# The contrast (WCAG 2.2, 1.4.3) of every number with the cell it stands in, drawn as the browser mixes the colours.
CONTRASTS = """() => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const luminance = (colour) => {
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].map((value) => {
      const share = value / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  return [...document.querySelectorAll(".heat__cell > *")].map((number) => {
    const { color, backgroundColor } = getComputedStyle(number.parentElement);
    const [dark, light] = [color, backgroundColor].map(luminance).sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  });
}"""


def articles_found(page) -> int:
    return int(re.search(r"(\d+) 篇", page.locator("h1").inner_text())[1])


@pytest.mark.parametrize("scripted", [True, False])
def test_a_bar_opens_the_articles_it_counts(new_page, scripted):
    page = new_page(java_script_enabled=scripted)
    page.goto(PICTURES)
    bar = page.locator("#picture-terms-column .chart__link").first
    said = bar.locator(".chart__said").text_content()
    bar.click()
    page.wait_for_url("**/search/**")
    assert articles_found(page) == int(said.split(" / ")[0])


def test_a_cell_of_the_heat_table_opens_the_articles_it_counts(page):
    page.goto("/insights/")
    cell = page.locator("#picture-heat .heat__cell a").first
    said = cell.text_content()
    cell.click()
    page.wait_for_url("**/search/**")
    assert articles_found(page) == int(said)


def test_a_bar_can_be_reached_and_opened_by_keyboard_and_is_seen_to_have_the_focus(page):
    page.goto(PICTURES)
    page.locator("#picture-terms-column .picture__panel-title a").first.focus()
    page.keyboard.press("Tab")
    focused = page.locator("#picture-terms-column .chart__link:focus")
    assert focused.locator(".chart__row").evaluate("row => getComputedStyle(row).stroke") != "none"
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/**")


@pytest.mark.parametrize("color_scheme", ["light", "dark"])
def test_numbers_can_be_read_on_every_shade(new_page, color_scheme):
    page = new_page(color_scheme=color_scheme)
    page.goto("/insights/")
    contrasts = page.evaluate(CONTRASTS)
    assert contrasts
    assert min(contrasts) >= 4.5


def test_no_words_of_a_picture_run_into_each_other_on_a_phone(new_page):
    page = new_page(width=360)
    for address in ("/insights/", PICTURES):
        page.goto(address)
        overlaps = page.evaluate(
            """() => [...document.querySelectorAll(".chart--bars .chart__label")].filter((label) => {
              const said = label.parentElement.querySelector(".chart__said");
              return label.getBoundingClientRect().right > said.getBoundingClientRect().left;
            }).map((label) => label.textContent)"""
        )
        assert overlaps == []


def test_the_tables_are_printed_though_they_are_folded_on_screen(page):
    page.goto("/insights/")
    table = page.locator("#picture-terms-column table")
    assert not table.is_visible()
    page.emulate_media(media="print")
    assert table.is_visible()
    breaks = "part => getComputedStyle(part).breakInside"
    assert page.locator("#picture-terms-column").evaluate(breaks) == "auto"
    assert page.locator("#picture-terms-column .picture__panel").first.evaluate(breaks) == "avoid"


def test_terms_typed_into_one_field_are_compared(page):
    page.goto("/insights/")
    page.get_by_label("比较哪些词语").fill("川渝、人才")
    page.get_by_role("button", name="看图").click()
    page.wait_for_url("**term=*term=*")
    assert page.locator("#picture-terms-column .picture__panel").count() == 2


@pytest.mark.parametrize("scripted", [True, False])
def test_a_result_is_kept_as_a_list_and_opened_again(new_page, scripted):
    page = new_page(java_script_enabled=scripted)
    page.goto("/search/?q=产业链&column=智库圆桌")
    total = articles_found(page)
    page.locator("#take > summary").click()
    page.get_by_role("button", name="存下").click()
    page.wait_for_url("**/lists/*/")
    assert f"存的时候是 {total} 篇，现在是 {total} 篇" in page.locator("main").inner_text()
    page.get_by_role("link", name="看现在的结果").click()
    page.wait_for_url("**/search/**")
    assert articles_found(page) == total


def test_a_result_is_kept_after_the_page_was_swapped(page):
    page.goto("/search/?q=产业链")
    page.get_by_role("checkbox", name="智库圆桌").first.check()
    page.wait_for_url("**column=**")
    page.locator("#take > summary").click()
    page.get_by_role("button", name="存下").click()
    page.wait_for_url("**/lists/*/")
    assert "栏目：智库圆桌" in page.locator("h1").inner_text()


def test_a_result_is_downloaded_in_every_format(page):
    page.goto("/search/?q=产业链")
    page.locator("#take > summary").click()
    for name, suffix in [
        ("CSV 表格", "csv"),
        ("JSON", "json"),
        ("BibTeX", "bib"),
        ("RIS", "ris"),
        ("GB/T 7714", "txt"),
    ]:
        with page.expect_download() as download:
            page.locator("#take a[href^='/search/export/']").filter(has_text=name).click()
        assert download.value.suggested_filename.endswith(f".{suffix}")


@pytest.mark.parametrize("looks", TWO_OR_ALL, ids=["two looks", "all"])
def test_axe_finds_nothing_on_a_kept_list(page, looks):
    page.goto("/search/?q=产业链")
    page.locator("#take > summary").click()
    page.get_by_role("button", name="存下").click()
    page.wait_for_url("**/lists/*/")
    assert [*violations(page, looks)] == []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
